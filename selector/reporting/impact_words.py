"""What a change of rules does to a film, in words: an `Impact` in; lines for a person out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.model.scene_change import ChangeKind
from selector.reporting.chance_words import why_left_out
from selector.reporting.change_words import came_and_went, first_named, lost_and_gained, other_file
from selector.reporting.terminal import PLAIN, Style, folded, printable
from selector.reporting.verdict import counted
from selector.reporting.words import name_of, priority_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from selector.model.picks import Facts
    from selector.model.scene_change import Difference, Impact, Replaced, Ruling, SceneChange
    from selector.model.scene_number import SceneNumber
    from selector.model.sent import Sent
    from selector.reporting.terminal import Ink

_CALLED: dict[ChangeKind, str] = {
    "unchanged": "unchanged",
    "reordered": "only in another order",
    "intended": "changed as intended",
    "otherwise": "changed otherwise",
    "emptied": "newly empty",
}
"""Each kind of change, as people call it who said what is meant to change."""
_COLOUR: dict[ChangeKind, Style] = {
    "unchanged": "dim",
    "reordered": "bold",
    "intended": "green",
    "otherwise": "magenta",
    "emptied": "red",
}
_FILES = {"clean": "The clean reference", "original": "The original", "nothing": "No file"}
"""What goes for a picture."""
_LISTED = 12
"""Changes of one kind that are listed: JSON has them all."""
_ALSO = {
    "scene": "Scenes that were edited since the last pick",
    "pictures": "Scenes with pictures that were edited since the last pick",
    "scenes_before": "Scenes that depend on earlier scenes, which changed since the last pick",
    "meaning": "Scenes whose rules are read in a new way since the last pick",
}
"""What else may differ from a stored decision than the rules."""


def impact_lines(impact: Impact, ink: Ink = PLAIN, columns: int | None = None) -> Iterator[str]:
    """The whole film on a page.

    Args:
        impact: What was found.
        ink: How to colour it.
        columns: The width of the reader's window; None for lines of any length.

    Yields:
        Its lines.
    """
    yield ink(headline(impact), "bold")
    for word, what in (("From:", impact.before), ("To:  ", impact.after)):
        yield from folded(printable(what), columns, f"{word} ", "      ")
    yield ""
    kinds = kinds_shown(impact)
    for kind in kinds:
        yield from _group(impact, kind, ink, columns)
    for sentence in film_sentences(impact):
        yield from folded(sentence, columns)
    for kind in reversed(kinds):  # the answer before what is as it should be
        yield from _listed(impact, kind, ink, columns)
        example = impact.example(kind)
        if example is not None:
            yield ""
            yield from _example(example, ink, columns)


def headline(impact: Impact) -> str:
    """The answer, in one sentence or two."""
    if not impact.scenes:
        return "There is no scene to compare."
    scenes = counted(impact.scenes, "scene")
    if not impact.changes:
        if impact.scenes == 1:
            return "The only scene sends the same pictures in the same order."
        return f"All {scenes} send the same pictures in the same order."
    words = counted(len(impact.changes), f"of {scenes} changes", f"of {scenes} change")
    if not impact.says_intended:
        return f"{words}."
    unwanted = len(impact.unwanted)
    if not unwanted:
        return f"{words}, none otherwise than intended."
    return f"{words}, {unwanted:,} otherwise than intended."


def kinds_shown(impact: Impact) -> dict[ChangeKind, str]:
    """The kinds of changes that there can be, as people call them.

    Where nobody said what is meant to change, a change is neither intended nor otherwise.
    """
    if impact.says_intended:
        return _CALLED
    kinds = {**_CALLED, "otherwise": "changed"}
    del kinds["intended"]
    return kinds


def film_sentences(impact: Impact) -> Iterator[str]:
    """What else there is to say: which scenes were not compared, and what else changed."""
    not_compared = ", so nothing is compared"
    yield from came_and_went(impact.added, impact.removed, not_compared)
    for cause, what in _ALSO.items():
        numbers = [change.scene for change in impact.changes if cause in change.causes]
        if numbers:
            yield f"{what}: {first_named(numbers)}."


def what_changed(change: SceneChange) -> str:
    """What became of a scene: `lost CLOCK_ROOM and gained KEY`."""
    if change.kind == "reordered":
        was, now = sides_in_words(change)
        return f"sends {now} instead of {was}"
    parts = []
    if change.lost or change.gained:
        unclear = _unclear_tags(change)
        lost = _names(change.lost, unclear)
        gained = _names(change.gained, unclear)
        parts.append(lost_and_gained(lost, gained, sends_nothing=change.kind == "emptied"))
    parts.extend(map(what_is_replaced, change.replaced))
    return " and ".join(parts)


def what_is_replaced(each: Replaced) -> str:
    """That another file goes for a picture: `sends the clean reference of WREN instead of …`."""
    return other_file(name_of(each.picture), each.before, each.after)


def sent_in_words(sent: Sent) -> str:
    """What goes for a picture, and why not its clean reference."""
    words = _FILES[sent.kind]
    if sent.address:
        words += f" ({sent.address})"
    if sent.reason is None:
        return f"{words}."
    return f"{words}. {sent.reason}"


def explained_differences(change: SceneChange) -> Iterator[tuple[str, str, str]]:
    """Each difference of a scene: what it is, and what either side makes of it."""
    was, now = change.shots
    for difference in change.differences:
        before = ruling_in_words(difference.before, was)
        yield difference_in_words(difference), before, ruling_in_words(difference.after, now)
    for each in change.replaced:
        what = what_is_replaced(each)
        before = sent_in_words(each.before)
        yield f"It {what}.", before, sent_in_words(each.after)


def difference_in_words(difference: Difference) -> str:
    """What became of a picture, as a heading."""
    name = name_of(difference.picture)
    if difference.before.pick is not None and difference.after.pick is not None:
        was, now = difference.before.pick.slot, difference.after.pick.slot
        return f"{name} is reference {now} instead of {was}."
    if difference.is_gained:
        return f"{name} is sent now."
    return f"{name} is no longer sent."


def ruling_in_words(ruling: Ruling, shot: str) -> str:
    """What a side makes of a picture, with the entry that decided and where it is written.

    Args:
        ruling: What it makes of it.
        shot: The name of the shot rule that the scene uses there.

    Returns:
        A sentence, or a few.
    """
    if ruling.pick is not None:
        return priority_in_words(ruling.pick.priority)
    if ruling.left_out is not None:
        return why_left_out(ruling.left_out, shot, ruling.chance)
    return "The film does not have this picture."


def heading_of(change: SceneChange) -> str:
    """The scene of a change: `scene 27, "The cloakroom"`."""
    number = "a scene without a number"
    if change.scene is not None:
        number = f"scene {change.scene}"
    if change.title:
        return f'{number}, "{change.title}"'
    return number


def shots_in_words(change: SceneChange) -> str:
    """That a scene uses another shot rule now."""
    was, now = change.shots
    return f"The shot rule was `{was}` and is now `{now}`."


def sides_in_words(change: SceneChange) -> tuple[str, str]:
    """What was sent and what is sent now, in order.

    Pictures go by their tags, where these say which picture is meant.
    """
    unclear = _unclear_tags(change)
    was = ", ".join(_names(change.before, unclear))
    now = ", ".join(_names(change.after, unclear))
    return was or "nothing", now or "nothing"


def _group(impact: Impact, kind: ChangeKind, ink: Ink, columns: int | None) -> Iterator[str]:
    numbers: Sequence[SceneNumber | None] = impact.unchanged
    words = kinds_shown(impact)[kind]
    if kind != "unchanged":
        numbers = [change.scene for change in impact.of_kind(kind)]
        if numbers:
            which = printable(first_named(numbers))
            words = f"{words}: {which}"
    count = f"{len(numbers):>7,}"
    first, *others = folded(words, columns, f"{count} ", " " * 8)
    if numbers:
        first = ink(first, _COLOUR[kind])
    yield first
    yield from others


def _listed(impact: Impact, kind: ChangeKind, ink: Ink, columns: int | None) -> Iterator[str]:
    """The changes of one kind, a line each."""
    changes = impact.of_kind(kind)
    if not changes:
        return
    yield ""
    yield ink(f"{kinds_shown(impact)[kind].capitalize()}:", "bold", _COLOUR[kind])
    for change in changes[:_LISTED]:
        words = printable(f"{heading_of(change)} {what_changed(change)}.")
        yield from folded(words[:1].upper() + words[1:], columns, "  ", "    ")
    more = len(changes) - _LISTED
    if more > 0:
        yield f"  and {more:,} more (`--format json` lists all)"


def _example(change: SceneChange, ink: Ink, columns: int | None) -> Iterator[str]:
    """One change, with both deciding entries."""
    heading = printable(heading_of(change))
    for line in folded(f"For example {heading}:", columns, "  "):
        words = line.removeprefix("  ")
        yield "  " + ink(words, "bold")
    sides = zip(("before:", "now:   "), sides_in_words(change), strict=True)
    for word, pictures in sides:
        yield from folded(printable(pictures), columns, f"    {word} ", " " * 12)
    if change.shots[0] != change.shots[1]:
        yield from folded(printable(shots_in_words(change)), columns, "    ", " " * 6)
    for what, before, after in explained_differences(change):
        yield from folded(printable(what), columns, "    ", " " * 6)
        for word, words in (("before:", before), ("now:   ", after)):
            yield from folded(printable(words), columns, f"      {word} ", " " * 14)


def _unclear_tags(change: SceneChange) -> set[str]:
    """The tags of which more than one picture goes or went: these do not say which is meant."""
    pictures: dict[str, set[object]] = {}
    for picture in (*change.before, *change.after):
        which = (picture.crop, picture.address or picture.id)
        pictures.setdefault(picture.tag, set()).add(which)
    return {tag for tag, several in pictures.items() if len(several) > 1}


def _names(pictures: Sequence[Facts], unclear: set[str]) -> list[str]:
    """The tags of pictures; where a tag does not say which picture is meant, its file as well."""
    names = []
    for picture in pictures:
        name = picture.tag
        if name in unclear:
            name = name_of(picture)
        names.append(name)
    return names
