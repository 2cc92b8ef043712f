"""Phrases for changes of a rule file: a change in; what to write, and where, as a phrase, out."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from selector.language.edit_words.before import BEFORE
from selector.language.edit_words.drop import DROP
from selector.language.entry_lists import ENTRY_LISTS
from selector.language.entry_lists.first import FIRST
from selector.language.entry_lists.pin import PIN
from selector.language.entry_lists.priorities import PRIORITIES
from selector.language.scene_words import SCENES
from selector.language.shot_words.references import REFERENCES
from selector.model.advice import (
    AlsoFirst,
    AskForIt,
    DeleteEdits,
    DeletePlace,
    Edit,
    Lift,
    LikeAgain,
    MoveUp,
    Pinned,
    Widen,
    Write,
)
from selector.model.frozen import frozen
from selector.model.phrases import listed
from selector.model.problem import shown
from selector.model.refusals import as_yaml
from selector.reporting.lines_to_paste import as_written, entry_line, pin_line
from selector.reporting.words import entry_in_words, file_in_words, location_in_words

if TYPE_CHECKING:
    from selector.model.advice import ChangeOfRules, FileToChange
    from selector.model.problem import Location


def change_of_rules(  # noqa: C901, PLR0911  # a return for each kind of change
    change: ChangeOfRules, file: FileToChange, it: str
) -> str:
    """What to write.

    Args:
        change: The change.
        file: The rule file.
        it: What the sentence calls the picture.

    Returns:
        A phrase without a subject.
    """
    where = _Where(file=file)
    match change:
        case Write():
            return _write(change, where)
        case MoveUp():
            return f"move {_priority(change)} to the top of its list"
        case AlsoFirst():
            return _also_first(change, where)
        case Widen():
            additions = [f"`{word}` to `{key}`" for key, word in change.words]
            return f"add {listed(additions)} in {_priority(change)}"
        case Lift():
            return f"delete the ban {entry_in_words(change.ban)}"
        case DeleteEdits():
            shots = [f"`{shot}`" for shot in change.shots]
            return f"delete the edits of that ban in {listed(shots)}"
        case DeletePlace():
            return _delete_place(change)
        case LikeAgain():
            again = f"write `like: {shown(change.like)}` in {where.shot(change.shot)}"
            return f"{again}, for what it inherits needs that ban (repeat what else should stay)"
        case Edit():
            return _edit(change, where)
        case Pinned():
            return _pin(change, where, it)
        case AskForIt():
            return _ask_for_it(change, where)
        case _:
            assert_never(change)


@frozen
class _Where:
    """Says where something is written: the place in the file, its name, and the line if it has one.

    What stands in no file yet has no line.
    """

    file: FileToChange

    @property
    def top(self) -> str:
        """``at the top of film.yaml``."""
        return f"at the top of {self._its_name}"

    def shot(self, name: str, of: str = "of") -> str:
        """`` `wide_shot` (film.yaml:12)``; `` `wide_shot` of film.yaml`` where it has no line."""
        at = self._with_line(self.file.shots.get(name), of)
        return f"`{shown(name)}`{at}"

    def scene(self, number: str) -> str:
        """`` `scenes`, scene 7 (film.yaml:30)``."""
        at = self._with_line(self.file.scenes.get(number), "of")
        return f"`{SCENES}`, scene {shown(number)}{at}"

    def list(self, key: str, shot: str | None, scene: str | None) -> str:
        """A list of entries: ``in `never` at the top of film.yaml``."""
        if scene is not None:
            return f"in `{key}` under {self.scene(scene)}"
        if shot is not None:
            return f"in `{key}` of {self.shot(shot, of='in')}"
        return f"in `{key}` {self.top}"

    @property
    def _its_name(self) -> str:
        return file_in_words(self.file.name)

    def _with_line(self, line: int | None, of: str) -> str:
        if line is None:
            return f" {of} {self._its_name}"
        return f" ({self._its_name}:{line})"


def _write(write: Write, where: _Where) -> str:
    """``write `pictures_each: 2` in `wide_shot` of film.yaml``."""
    words = f"write `{write.key}: {as_yaml(as_written(write.value))}`"
    if write.priority is not None:
        return f"{words} in {_priority(write)}"
    place = where.top
    if write.shot is not None:
        place = f"in {where.shot(write.shot)}"
    if write.scene is not None:
        place = f"in {where.scene(write.scene)}"
    if write.key == REFERENCES.key and write.value != 1:
        place += ", if the video model takes so many"
    return f"{words} {place}"


def _priority(change: Write | MoveUp | Widen) -> str:
    """An entry of the file itself: ``the priority `places` (film.yaml:9:16)``."""
    called = "priority"
    if isinstance(change, Write):
        called = ENTRY_LISTS[change.list].entry
    return f"the {called} `{shown(change.priority)}`{_at(change.at)}"


def _at(location: Location | None) -> str:
    if location is None:
        return ""
    return f" ({location_in_words(location)})"


def _delete_place(change: DeletePlace) -> str:
    """``delete `before: old` in the ban `drafts` of `wide` ``."""
    where = ""
    if change.scene is not None:
        where = f" (in `{SCENES}`, scene {shown(change.scene)})"
    if change.shot is not None:
        where = f" of `{shown(change.shot)}`"
    placed = f"`{change.key}: {as_yaml(change.ban.name)}`"
    return f"delete {placed} in the ban `{shown(change.name)}`{where}"


def _edit(edit: Edit, where: _Where) -> str:
    """``drop the ban `old` (house.yaml:3:5) with `{name: old, drop: true}` in `never` …``."""
    there = f"`{entry_line(edit)}` {where.list(edit.list, edit.shot, edit.scene)}"
    entry = edit.entry
    if entry is None:
        return f"add the priority {there}"
    called = ENTRY_LISTS[entry.list].entry
    does = f"{_what_becomes_of_it(edit)} the {called} {entry_in_words(entry)}"
    if edit.words[0][0] == BEFORE.key:
        does = f"{does} further up"
    return f"{does} with {there}"


def _what_becomes_of_it(edit: Edit) -> str:
    verbs = {DROP.key: "drop", BEFORE.key: "move"}
    key, _ = edit.words[0]
    return verbs.get(key, "change")


def _pin(pin: Pinned, where: _Where, it: str) -> str:
    """``pin it for this scene with `{picture: MARA_3}` in `pin` under `scenes`, scene 7 of …``."""
    what = it
    if pin.scene is not None:
        what = f"{it} for this scene"
    there = where.list(PIN.key, pin.shot, pin.scene)
    return f"pin {what} with `{pin_line(pin)}` {there}"


def _ask_for_it(ask: AskForIt, where: _Where) -> str:
    """One more priority, and how far up: ``add the priority `{…}` at the end of …``."""
    place = "at the top"
    if ask.is_last:
        place = "at the end"
    elif ask.later is not None:
        place = f"right after `{shown(ask.later)}`"
    shot = where.shot(ask.shot)
    return f"add the priority `{entry_line(ask)}` {place} of `{PRIORITIES.key}` in {shot}"


def _also_first(change: AlsoFirst, where: _Where) -> str:
    """``copy the priority `people` to `first`, before all others there``."""
    name = f"the priority `{shown(change.priority)}`{_at(change.at)}"
    order = ", before all others there"
    if change.before is not None:
        order = f", with `{BEFORE.key}: {as_yaml(change.before)}`"
    if change.is_renamed:
        order = f", under another name{order}"
    return f"copy {name} to `{FIRST.key}` {where.top}{order}"
