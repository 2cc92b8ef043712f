"""Rules in English: what holds, for which shots, and where it is written.

In: the values of `engine.in_force`. Out: phrases without a capital or a full stop. How a word of
the language is said stands in its own file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from selector.language.entry_words.because import BECAUSE
from selector.language.kinds.conditions_within import pictures_that
from selector.language.shot_words.order import ORDER, in_ties
from selector.language.shot_words.references import REFERENCES
from selector.language.taste import Taste
from selector.model.phrases import listed, quoted
from selector.model.problem import shown
from selector.reporting.words import file_in_words

if TYPE_CHECKING:
    from selector.engine.in_force import EntryInForce, Locations, Part, Setting
    from selector.model.problem import Location
    from selector.model.video_model import VideoModel

_OTHERWISE = "default"
"""The name of the shot rule that serves every shot without one."""


def part_in_words(part: Part) -> str:
    """What a part of the rules is about: `close_up in scene 12`."""
    if part.kind == "top":
        return "every shot"
    if part.kind == "scene":
        number = part.name
        return f"scene {number}"
    if part.scene is not None:
        return f"{part.name} in scene {part.scene}"
    return part.name


def no_rules_in_words(scene: Part) -> str:
    """That a scene has no rules of its own, and which shot it is."""
    if scene.shot_type is None:
        return "no rules of its own"
    return f"no rules of its own; its shot type is `{shown(scene.shot_type)}`"


def also_called(part: Part) -> str:
    """The other names of a shot, or which shots `default` serves; empty if there is nothing."""
    also = []
    names = ", ".join([each.value for each in part.spellings])
    if names:
        also.append(f"also: {names}")
    if part.kind == "shot rule" and part.name == _OTHERWISE:
        also.append("every shot without a rule of its own")
    if not also:
        return ""
    return f"({'; '.join(also)})"


def settings_in_words(
    settings: Iterable[Setting], *, of_entry: bool = False
) -> Iterator[tuple[str, Setting]]:
    """Each setting as a phrase. Of a taste the nearest place comes first, and breaks no ties.

    Args:
        settings: The settings.
        of_entry: Whether one entry says them.

    Yields:
        The phrase, and the setting.
    """
    said: set[str] = set()
    settings = list(settings)
    orders = [] if of_entry else [each for each in settings if each.word is ORDER]
    for setting in settings:
        words = _setting(setting)
        if isinstance(setting.word, Taste) and setting.word.key in said:
            words = f"in a tie: {setting.word.in_full(setting.value)}"
        elif setting.word is ORDER and not of_entry:
            words = f"within each priority, {setting.says}"
        if orders and setting is orders[-1]:
            whole = chain.from_iterable(each.value for each in orders)
            words = f"{words}, then {in_ties(tuple(whole))}"
        said.add(setting.word.key)
        yield words, setting


def model_in_words(model: VideoModel) -> Iterator[str]:
    """What is known of a video model and asks nothing of the rules."""
    if model.depends:
        yield model.depends
    if model.deprecated is not None:
        yield f"its vendor advises against it from {model.deprecated} on"
    if model.retires is not None:
        yield f"withdrawn as of {model.retires}"
    if model.replaced_by is not None:
        yield f"its vendor recommends `{shown(model.replaced_by)}` instead"
    if model.takes and model.one_kind is None:
        kinds = quoted(map(shown, model.takes), "and")
        yield f"takes pictures of the kinds {kinds}, and refuses none"


def _setting(setting: Setting) -> str:
    says = setting.says
    if setting.word is BECAUSE:
        return _because(setting)
    if setting.word is not REFERENCES:
        return says
    if setting.of_model:
        return f"sends {says}: the video model takes no more"
    return f"sends {says}"


def _because(setting: Setting) -> str:
    reason = setting.says
    return f"because {reason}"


def entry_in_english(entry: EntryInForce) -> str:
    """What an entry asks for, how many it takes and why, without its tastes."""
    conditions = [each.value for each in entry.conditions]
    words = [pictures_that(conditions, ", ".join)] if conditions else []
    reason = ""
    for setting in entry.words:
        if setting.word is BECAUSE:
            reason = f", {_because(setting)}"
        elif not isinstance(setting.word, Taste):
            words.append(setting.says)
    if entry.when:
        clauses = map(attrgetter("value.narrows"), entry.when)
        words.append(f"only when {listed(clauses)}")
    return "; ".join(filter(None, words)) + reason


def tastes_of(entry: EntryInForce) -> list[Setting]:
    """What an entry says of which comes first."""
    return [each for each in entry.words if isinstance(each.word, Taste)]


class Origins:
    """Says where something is written, in few letters.

    Args:
        files: All files that the rules come from. Of those whose names differ, the folder is not
            said.
    """

    def __init__(self, files: Iterable[str]) -> None:
        self._count = Counter(map(_without_folder, files))

    def pieces(self, at: Locations) -> list[str]:
        """The same in pieces: `house.yaml:12,`, `changed at rules.yaml:40`."""
        if not at:
            return ["by default"]
        first, *changed = map(self._place, at)
        if not changed:
            return [first]
        return [f"{first},", f"changed at {listed(changed)}"]

    def _place(self, at: Location) -> str:
        name = _without_folder(at.file)
        if self._count[name] != 1:
            name = file_in_words(at.file)
        if not at.line:
            return name
        return f"{name}:{at.line}"


def _without_folder(file: str) -> str:
    return Path(file).name
