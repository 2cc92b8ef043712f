"""Sentences for advice: what would send a picture that is left out.

In: an `Advice`. Out: text, without line breaks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import repeat
from operator import add
from typing import Any, assert_never

from selector.language.conditions.role import ROLE
from selector.language.edit_words.before import BEFORE
from selector.language.edit_words.drop import DROP
from selector.language.entry_lists import ENTRY_LISTS
from selector.language.entry_lists.first import FIRST
from selector.language.entry_lists.limits import LIMITS
from selector.language.entry_lists.pin import PIN
from selector.language.entry_words.unplaced import UNPLACED
from selector.language.file_words.target import TARGET
from selector.language.scene_words import SCENES
from selector.language.shot_words.references import REFERENCES
from selector.model.advice import (
    AddPicture,
    Advice,
    AlsoFirst,
    AskForIt,
    Change,
    Changes,
    ChooseTarget,
    DeleteEdits,
    DeletePlace,
    Edit,
    Elsewhere,
    GiveType,
    Lift,
    LikeAgain,
    MakeSendable,
    MoveUp,
    OnlyWhen,
    Pinned,
    PlaceAs,
    PlaceBy,
    PlaceTag,
    PutEarlier,
    Score,
    Widen,
    Write,
)
from selector.model.frozen import frozen
from selector.model.left_out import (
    AlreadyShown,
    AnotherWentAhead,
    CapReached,
    NotInPool,
    NotPlaced,
    Reason,
    SamePicture,
    SlotsFull,
)
from selector.model.phrases import listed, quoted, spoken
from selector.model.picks import Facts
from selector.model.problem import shown
from selector.model.refusals import as_yaml
from selector.model.vocabulary import ASSET_TYPES, ROLES
from selector.reporting.words import (
    entry_in_words,
    file_in_words,
    name_of,
    score_in_words,
    what_it_shows,
)

_TOO_MUCH = "too much to try for one scene"
_FEW_CHANGES = 2
"""More that help only together are not written out among the answers for a whole scene."""


def what_would_help(
    advice: Advice, count: int = 1, *, is_brief: bool = False, see: str = ""
) -> str:
    """What to change in the rule file, the scene or the assets.

    Args:
        advice: The advice.
        count: How many pictures it is for.
        is_brief: Whether to leave out changes of which many are needed.
        see: The command that writes these out; empty if there is none.

    Returns:
        Sentences.
    """
    options = advice.options
    if is_brief:
        options = tuple(option for option in options if len(option.changes) <= _FEW_CHANGES)
    if advice.options and not options:
        words = _many_changes(count, see)
    elif len(options) < len(advice.options):
        words = _what_would_send(replace(advice, options=options), count)
    else:
        words = _what_would_send(advice, count)
    for each in advice.only_when:
        words = f"{words} {_only_when(each)}"
    if advice.is_cut_short and (advice.options or advice.ahead is not None):
        words = f"{words} The rest is not tried: there is {_TOO_MUCH}."
    face = advice.face_to_cut
    if face is None:
        return words
    cut = f"cut one, give it that tag, and it will be sent ahead of {name_of(face.before)}"
    return f"{words} No face crop has the tag {face.tag}: {cut}."


def lines_to_paste(advice: Advice) -> list[str]:
    """Lines at the top of a rule file that do what is advised; none if they cannot be written."""
    for option in advice.options:
        changes = [each for each in option.changes if isinstance(each, Edit | Write | Pinned)]
        if len(changes) == len(option.changes):
            return _lines_of(changes)
    return []


def _lines_of(changes: Iterable[Edit | Write | Pinned]) -> list[str]:
    file: dict[str, Any] = {}
    for change in changes:
        holder = file
        if change.scene is not None:
            holder = file.setdefault(SCENES, {}).setdefault(change.scene, {})
        elif change.shot is not None:
            holder = file.setdefault("shots", {}).setdefault(change.shot, {})
        if isinstance(change, Edit):
            holder.setdefault(change.list, []).append(_line_of(change))
        elif isinstance(change, Pinned):
            holder.setdefault(PIN.key, []).append(_pin_line(change))
        else:
            holder[change.key] = _plainly(change.value)
    return [f"{key}: {as_yaml(value)}" for key, value in file.items()]


def _only_when(entry: OnlyWhen) -> str:
    """An entry that does not apply in the scene, and what keeps it from that."""
    called = ENTRY_LISTS[entry.entry.list].entry
    clauses = listed(entry.when)
    return f"The {called} {entry_in_words(entry.entry)} would send it, but only when {clauses}."


def _many_changes(count: int, see: str) -> str:
    words = f"Only several changes together would send {_any_of_them(count)}."
    if not see:
        return words
    return f"{words} To see them, run `{see}`."


def for_all(advice: Advice, count: int, *, is_brief: bool = False, see: str = "") -> str:
    """The same, written once below several pictures that it would help.

    Args:
        advice: The advice.
        count: How many pictures.
        is_brief: As for `what_would_help`.
        see: As there, for the first of the pictures.

    Returns:
        Sentences.
    """
    these = f"all {count:,} of these"
    if count == 2:
        these = "both of these"
    words = what_would_help(advice, count, is_brief=is_brief, see=see)
    return f"For {these}: {_after_colon(advice, words)}"


def _after_colon(advice: Advice, words: str) -> str:
    """What would help, in lower case where it does not begin with a name."""
    if advice.ahead is not None and isinstance(advice.reason, AnotherWentAhead):
        return words
    return f"{words[:1].lower()}{words[1:]}"


def _what_would_send(advice: Advice, count: int) -> str:
    if advice.ahead is not None and isinstance(advice.reason, AnotherWentAhead):
        return _after_another(advice, advice.ahead, count)
    if advice.options:
        return _options(advice, count)
    if advice.ahead is None:
        of_them = _any_of_them(count)
        if advice.is_cut_short:
            return f"There is {_TOO_MUCH} to work out how to get {of_them} sent."
        return f"No change that selector tries would send {of_them}."
    if isinstance(advice.reason, SamePicture):
        each = "it" if count == 1 else "each"
        return f"Give {each} a picture of its own if it should look different."
    first = name_of(advice.ahead)
    another = f"another picture of the same {what_it_shows(advice.ahead)}, {first}"
    return f"No small change would send {_any_of_them(count)}: {another}, would still come first."


def _after_another(advice: Advice, ahead: Facts, count: int) -> str:
    """What became of the picture that came first, and what would send this one all the same."""
    words = f"{name_of(ahead)}, which is preferred, {_became_of(advice.ahead_left_out)}."
    if not advice.options:
        return words
    return f"{words} {_options(advice, count)}"


def _options(advice: Advice, count: int) -> str:
    """The changes, any of which helps; what all of them need comes first, and is said once."""
    place = _Place(shot=advice.shot, file=advice.file)
    aim = _aim(advice, count)
    changes = [option.changes for option in advice.options]
    shared = _shared(changes)
    if shared and aim:
        elsewhere = advice.options[0].elsewhere[:shared]
        need = _option(changes[0][:shared], place) + _price((), elsewhere)
        rest = [_option(each[shared:], place, it="the picture") for each in changes]
        besides = ", or ".join(map(add, rest, _prices(advice, shared)))
        return _in_two_steps(aim, need, besides)
    ways = ", or ".join(map(add, map(_option, changes, repeat(place)), _prices(advice)))
    if aim:
        return f"{aim} {ways}."
    return f"{ways[:1].upper()}{ways[1:]}."


def _in_two_steps(aim: str, need: str, besides: str) -> str:
    return f"{aim} first {need}. Then {besides}."


def _prices(advice: Advice, shared: int = 0) -> Iterator[str]:
    """What each option costs, where its changes do not say so, but for those that all share."""
    for option in advice.options:
        lost = [facts for facts in option.loses if not _is_replaced(facts, advice)]
        yield _price(lost, option.elsewhere[shared:])


def _price(lost: Sequence[Facts], elsewhere: Sequence[Elsewhere | None]) -> str:
    """What some changes cost: ``, which leaves out MARA here and can change other scenes``."""
    words = []
    if lost:
        words.append(f"leaves out {listed(map(name_of, lost))} here")
    others = set(filter(None, elsewhere))
    if others:
        words.append("can change other scenes")
        other = others.pop()
        if not others and other.shot is not None:
            words[-1] += f" that use `{shown(other.shot)}`"
    if not words:
        return ""
    return f", which {' and '.join(words)}"


def _is_replaced(facts: Facts, advice: Advice) -> bool:
    """Whether the sentence says that the picture is sent instead of this one."""
    match advice.reason:
        case AnotherWentAhead() | AlreadyShown():
            return facts == advice.reason.by and _is_instead(advice)
        case _:
            return False


def _shared(options: Sequence[Changes]) -> int:
    """How many changes all of several options begin with, if each needs more than these."""
    if len(options) == 1:
        return 0
    shared = 0
    for changes in zip(*options, strict=False):
        if changes.count(changes[0]) < len(changes):
            break
        shared += 1
    if shared in map(len, options):
        return 0
    return shared


def _aim(advice: Advice, count: int) -> str:
    """What the changes are for, where they do not say it themselves."""
    match advice.reason:
        case NotInPool():
            return ""
        case NotPlaced():
            return f"To let the scene use {_all_of_them(count)},"
        case AnotherWentAhead() if advice.ahead is not None:
            return f"To send {'this one' if count == 1 else _any_of_them(count)},"
        case AnotherWentAhead() | AlreadyShown() if _is_instead(advice):
            if count == 1:
                return "To send this one instead,"
            return f"To send {_any_of_them(count)} instead,"
        case _:
            return f"To send {_any_of_them(count)},"


def _all_of_them(count: int) -> str:
    return "it" if count == 1 else "them"


def _any_of_them(count: int) -> str:
    """One of several pictures that the same change would help: perhaps not all of them."""
    return {1: "it", 2: "either of them"}.get(count, "any of them")


def _is_instead(advice: Advice) -> bool:
    """Whether it would be sent in place of the one that is sent, whichever option is taken."""
    match advice.reason:
        case AnotherWentAhead() | AlreadyShown():
            return all(advice.reason.by in option.loses for option in advice.options)
        case _:
            return False


@frozen
class _Place:
    """Where the rules stand that are changed.

    `shot` is the rule that the scene uses: any other is named. `file` is the file, if it extends
    others.
    """

    shot: str
    file: str

    @property
    def at_top(self) -> str:
        """``at the top of film.yaml``."""
        return f"at the top of {file_in_words(self.file) or 'the file'}"

    @property
    def of_file(self) -> str:
        """`` of film.yaml``; nothing where there is one file alone."""
        if not self.file:
            return ""
        return f" of {file_in_words(self.file)}"

    @property
    def in_file(self) -> str:
        """The same after another `of`."""
        return self.of_file.replace(" of ", " in ", 1)


def _option(changes: Changes, place: _Place, it: str = "it") -> str:
    """Everything that must be done together."""
    *others, end = changes
    if not others:
        return _change(end, place, it)
    parts = [_change(change, place, it) for change in others]
    # After a priority, `it` would mean that priority.
    parts.append(_change(end, place, it="the picture"))
    *firsts, last = parts
    return f"{', '.join(firsts)}, and {last}"


def _change(  # noqa: PLR0911  # a return for each kind of change
    change: Change, place: _Place, it: str
) -> str:
    """One change. `it` is what the sentence calls the picture."""
    match change:
        case Write():
            return _write(change, place)
        case MoveUp():
            return f"move {_priority(change, place)} further up"
        case AlsoFirst():
            return _also_first(change, place)
        case Widen():
            additions = [f"`{word}` to `{key}`" for key, word in change.words]
            priority = _priority(change, place)
            return f"add {listed(additions)} in {priority}"
        case Lift() | DeleteEdits() | DeletePlace() | LikeAgain():
            return _lift(change, place)
        case Edit():
            return _edit(change, place, it)
        case Pinned():
            return _pin(change, it)
        case AskForIt():
            return _ask_for_it(change, place)
        case _:
            return _change_of_picture(change, it)


def _lift(change: Lift | DeleteEdits | DeletePlace | LikeAgain, place: _Place) -> str:
    """To lift a ban, and what must change with it."""
    match change:
        case Lift():
            return f"delete the ban {entry_in_words(change.ban)}"
        case DeleteEdits():
            shots = [f"`{shot}`" for shot in change.shots]
            return f"delete the edits of that ban in {listed(shots)}"
        case DeletePlace():
            return _delete_place(change)
        case LikeAgain():
            again = f"write `like: {shown(change.like)}` in `{shown(change.shot)}`{place.in_file}"
            return f"{again}, for what it inherits needs that ban (repeat what else should stay)"


def _delete_place(change: DeletePlace) -> str:
    """``delete `before: old` in the ban `drafts` of `wide` ``."""
    where = ""
    if change.scene is not None:
        where = f" (in {_scene(change.scene)})"
    if change.shot is not None:
        where = f" of `{shown(change.shot)}`"
    placed = f"`{change.key}: {as_yaml(change.ban.name)}`"
    return f"delete {placed} in the ban `{shown(change.name)}`{where}"


def _edit(edit: Edit, place: _Place, it: str) -> str:
    """``drop the ban `old` (house.yaml:3:5) with `{name: old, drop: true}` in `never` …``."""
    entry = edit.entry
    if entry is None:
        does = f"add a priority that asks for {it}"
    else:
        called = ENTRY_LISTS[entry.list].entry
        does = f"{_what_becomes_of_it(edit)} the {called} {entry_in_words(entry)}"
        if edit.words[0][0] == BEFORE.key:
            does = f"{does} further up"
    where = place.at_top
    if edit.shot is not None:
        where = f"of `{edit.shot}`{place.in_file}"
    if edit.scene is not None:
        where = f"under {_scene(edit.scene)}{place.of_file}"
    return f"{does} with `{as_yaml(_line_of(edit))}` in `{edit.list}` {where}"


def _line_of(edit: Edit) -> dict[str, object]:
    """An edit as an entry of a list."""
    written: dict[str, object] = {"name": edit.name}
    for key, value in edit.words:
        written[key] = _plainly(value)
    return written


def _what_becomes_of_it(edit: Edit) -> str:
    verbs = {DROP.key: "drop", BEFORE.key: "move"}
    key, _ = edit.words[0]
    return verbs.get(key, "change")


def _plainly(value: str | int | tuple[str, ...]) -> object:
    """A value as a rule file has it: a list only where there are several words."""
    if not isinstance(value, tuple):
        return value
    if len(value) == 1:
        return value[0]
    return list(value)


def _choose_target(change: ChooseTarget, it: str) -> str:
    """Another video model, and why."""
    takes = []
    if change.takes_it:
        takes.append(it)
    if change.references is not None:
        takes.append(REFERENCES.says(change.references).removeprefix("up to "))
    another = f"pick for a `{TARGET.key}` other than `{change.target}`"
    return f"{another}, one that takes {listed(takes)}"


def _change_of_picture(  # noqa: PLR0911  # a return for each kind of change
    change: ChooseTarget
    | Score
    | PutEarlier
    | PlaceAs
    | PlaceBy
    | GiveType
    | AddPicture
    | PlaceTag
    | MakeSendable,
    it: str,
) -> str:
    match change:
        case ChooseTarget():
            return _choose_target(change, it)
        case Score():
            return f"give {it} a `quality` above {score_in_words(change.above)} in the assets"
        case PutEarlier():
            return f"put {it} earlier in the assets"
        case PlaceAs():
            return _place_as(change, it)
        case PlaceBy():
            return f"place {it} by its own tag, {change.tag}"
        case MakeSendable():
            path = "the path of an existing image file"
            return f"give {it} {path}, or an address such as `https://…`"
        case GiveType():
            return f"give {it} a type that rules can ask for: {quoted(ASSET_TYPES, 'or')}"
        case AddPicture():
            add = f"add a picture with the tag {change.tag} to the assets"
            return f"{add}, or correct the tag in the scene"
        case PlaceTag():
            return f"place the tag {change.tag} in the scene"
        case _:
            assert_never(change)


def _place_as(change: PlaceAs, it: str) -> str:
    """Another role, as the scene has to say it."""
    roles = listed(map(spoken, change.roles), "or")
    if not change.tag:
        return f"place {it} as {roles}"
    tag = shown(change.tag)
    entries = [f"- {tag}: {role}" for role in change.roles]
    written = quoted(entries, "or")
    ways = f"write {written}"
    if ROLES[0] in change.roles:
        ways += f", or put {it} first in `cast`"
    return ways


def _ask_for_it(ask: AskForIt, place: _Place) -> str:
    """One more priority, and how far up."""
    if ask.later is not None:
        where = f"right after the priority `{ask.later}`"
        if ask.is_last:
            where = "further down"
        if ask.shot != place.shot:
            where += f" in the shot rule `{ask.shot}`"
        return f"add a priority that asks for it, {where}"
    (key, word), *more = ask.words
    what = "for such pictures"
    if key == ROLE.key and not more:
        what = f"for the role {spoken(word)}"
    priority = f"give `{ask.shot}`{place.of_file} a priority {what}"
    if ask.is_last:
        return priority
    return f"{priority}, early enough in its list to get a reference"


def _write(write: Write, place: _Place) -> str:
    """``write `pictures_each: 2` in `wide_shot` ``."""
    words = f"write `{write.key}: {as_yaml(_plainly(write.value))}`"
    if write.priority is not None:
        priority = _priority(write, place)
        return f"{words} in {priority}"
    where = place.at_top
    if write.shot is not None:
        where = f"in `{write.shot}`{place.of_file}"
    if write.scene is not None:
        where = f"in {_scene(write.scene)}{place.of_file}"
    if write.key == REFERENCES.key and write.value != 1:
        where += " if the video model takes more"
    return f"{words} {where}"


def _priority(change: Write | MoveUp | Widen, place: _Place) -> str:
    """A priority; and where it is written, if not in the shot rule that the scene uses."""
    name = f"the priority `{change.priority}`"
    if isinstance(change, Write) and change.list == LIMITS.key:
        return _limit(change, place)
    if change.scene is not None:
        return f"{name} of `{FIRST.key}` (in {_scene(change.scene)})"
    if change.shot is None:
        return f"{name} of `{FIRST.key}`"
    if change.shot == place.shot:
        return name
    return f"{name} of the shot rule `{change.shot}`"


def _pin(change: Pinned, it: str) -> str:
    """``pin it for this scene with `{picture: MARA_3}` in `pin` under `scenes`, scene 7 of …``."""
    file = file_in_words(change.file)
    where = f"of `{change.shot}` in {file}"
    what = it
    if change.scene is not None:
        what = f"{it} for this scene"
        where = f"under {_scene(change.scene)} of {file}"
    return f"pin {what} with `{as_yaml(_pin_line(change))}` in `{PIN.key}` {where}"


def _pin_line(pin: Pinned) -> dict[str, object]:
    """A pin as an entry of a list: in a scene it needs no name."""
    written: dict[str, object] = {}
    if pin.name is not None:
        written["name"] = pin.name
    written.update(pin.words)
    if pin.unplaced:
        written[UNPLACED.key] = True
    return written


def _also_first(change: AlsoFirst, place: _Place) -> str:
    """``copy the priority `people` to `first`, before all others there``."""
    name = f"the priority `{change.priority}`"
    if change.entry is not None:
        name = f"the priority {entry_in_words(change.entry)}"
    elif change.shot not in {None, place.shot}:
        name = f"{name} of the shot rule `{change.shot}`"
    order = ", before all others there"
    if change.before is not None:
        order = f", with `{BEFORE.key}: {as_yaml(change.before)}`"
    if change.is_renamed:
        order = f", under another name{order}"
    return f"copy {name} to `{FIRST.key}` {place.at_top}{order}"


def _limit(change: Write, place: _Place) -> str:
    """A limit; and where it is written, if not in the shot rule that the scene uses."""
    name = f"the limit `{change.priority}`"
    if change.scene is not None:
        return f"{name} (in {_scene(change.scene)})"
    if change.shot is None:
        return f"{name} {place.at_top}"
    if change.shot == place.shot:
        return name
    return f"{name} of the shot rule `{change.shot}`"


def _became_of(left_out: Reason | None) -> str:
    """What became of the picture that came first."""
    match left_out:
        case SlotsFull():
            return "was left out too: all references were taken"
        case CapReached():
            limit = f"`at_most: {left_out.at_most}` of the priority `{left_out.priority.name}`"
            return f"was left out too, by {limit}"
        case None:
            return "was sent, but only by a later priority"
        case _:
            return "was left out too"


def _scene(number: str) -> str:
    return f"`{SCENES}`, scene {number}"
