"""What changed since a film was picked before.

In: scenes that send other pictures than before, or other files. Out: a sentence for each cause.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from selector.model.frozen import frozen
from selector.model.phrases import listed
from selector.reporting.terminal import folded
from selector.reporting.verdict import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from selector.model.sent import Sent
    from selector.record.changed import Cause, Change

_NAMED = 8
"""Scenes named for one cause at most."""


@frozen
class _Why:
    """The causes of a change, and the meaning of rules before and now.

    `files_alone` says that the same pictures are sent, and other files of them.
    """

    causes: tuple[Cause, ...]
    files_alone: bool
    before: int
    now: int


@dataclass(slots=True)
class _Scenes:
    """The scenes that one thing changed: what became of the first few, and how many they are."""

    named: list[str] = field(default_factory=list)
    count: int = 0


class ChangeSentences:
    """Collects the scenes that changed, in little memory however long the film is."""

    def __init__(self) -> None:
        self._by_why: dict[_Why, _Scenes] = {}

    def add(self, scene: object, change: Change) -> None:
        """One more scene, by its number."""
        why = _Why(
            causes=change.causes,
            files_alone=bool(change.files) and not (change.lost or change.gained),
            before=change.meaning_before,
            now=change.meaning,
        )
        scenes = self._by_why.setdefault(why, _Scenes())
        scenes.count += 1
        if scene is not None and len(scenes.named) < _NAMED:
            scenes.named.append(f"scene {scene} {_became(change)}")

    def lines(self, window: int | None, *, is_dry: bool = False) -> Iterator[str]:
        """`The picks of 2 scenes changed (rules changed): scene 12 lost KEY; …`, for each cause.

        In a window, each scene has a line of its own. With `is_dry`, nothing has changed yet.
        """
        for why, scenes in self._by_why.items():
            what = _what_changed(why, scenes.count, is_dry=is_dry)
            each = _each(scenes)
            if window is None or scenes.count == 1:
                yield from folded(f"{what}: {'; '.join(each)}.", window, indent="")
                continue
            yield from folded(f"{what}:", window, indent="")
            for line in each:
                yield from folded(line, window, "  ", "    ")


def scenes_named(first: Iterable[object], count: int) -> str:
    """`scene 12`, `scenes 3 and 12A`, or `scenes 3, 12A and 4 more`.

    Args:
        first: The numbers of the first of them; None for one that has none.
        count: How many they are.

    Returns:
        Words for the middle of a sentence.
    """
    named = [str(number) for number in first if number is not None]
    more = count - len(named)
    if not named:
        return f"{counted(count, 'scene')} without a number"
    if more:
        named.append(f"{more:,} more")
    noun = "scene" if count == 1 else "scenes"
    return f"{noun} {listed(named)}"


def came_and_went(came: Sequence[object], went: Sequence[object], so: str = "") -> Iterator[str]:
    """Which scenes came and went since a film was picked before.

    Args:
        came: The numbers of the new scenes; None for one that has none.
        went: Those of the scenes that the film no longer has.
        so: What follows of the new ones, as the end of a clause.

    Yields:
        At most two sentences.
    """
    if came:
        yield f"New since the last pick{so}: {first_named(came)}."
    if went:
        yield f"No longer in the film: {first_named(went)}."


def first_named(numbers: Iterable[object]) -> str:
    """The scenes with these numbers, the first of them by their numbers."""
    all_of_them = tuple(numbers)
    known = [number for number in all_of_them if number is not None]
    return scenes_named(known[:_NAMED], len(all_of_them))


def _what_changed(why: _Why, scenes: int, *, is_dry: bool) -> str:
    because = _because(why, scenes)
    if why.files_alone:
        return f"{_sends(scenes, is_dry=is_dry)} other files of the same pictures {because}"
    changed = "would change" if is_dry else "changed"
    return f"The picks of {counted(scenes, 'scene')} {changed} {because}"


def _sends(scenes: int, *, is_dry: bool) -> str:
    if is_dry:
        return f"{counted(scenes, 'scene')} would send"
    return counted(scenes, "scene sends", "scenes send")


def _became(change: Change) -> str:
    """What became of a scene, after its number."""
    files = [other_file(each.picture, each.before, each.after) for each in change.files]
    if files and not (change.lost or change.gained):
        return " and ".join(files)
    became = lost_and_gained(change.lost, change.gained, sends_nothing=change.sends_nothing)
    return " and ".join([became, *files])


def other_file(name: str, before: Sent, after: Sent) -> str:
    """That another file goes for a picture: `sends the clean reference of WREN instead of …`.

    Args:
        name: What the picture is called.
        before: What went for it.
        after: What goes now.

    Returns:
        The end of a sentence.
    """
    if before.kind == after.kind == "clean":
        return f"sends another clean reference of {name}"
    if after.kind == "clean":
        return f"sends the clean reference of {name} instead of the original"
    return f"sends the original of {name} instead of its clean reference"


def lost_and_gained(
    lost: Sequence[str],
    gained: Sequence[str],
    *,
    sends_nothing: bool,
) -> str:
    """What became of a scene: `lost CLOCK_ROOM and gained KEY`.

    Args:
        lost: The names of pictures that are no longer sent.
        gained: Those of pictures that were not sent before.
        sends_nothing: Whether it sends nothing any more.

    Returns:
        The end of a sentence.
    """
    parts = []
    if lost:
        parts.append(f"lost {listed(lost)}")
    if gained:
        parts.append(f"gained {listed(gained)}")
    if sends_nothing:
        parts.append("sends nothing")
    return " and ".join(parts) or "sends the same pictures in another order"


def _each(scenes: _Scenes) -> list[str]:
    more = scenes.count - len(scenes.named)
    parts = list(scenes.named)
    if more and parts:
        parts.append(f"and {more:,} more")
    elif more:
        parts.append(f"{counted(more, 'scene')} without a number")
    return parts


def _because(why: _Why, count: int) -> str:
    """The causes, in brackets."""
    things = []
    for cause in why.causes:
        if cause != "meaning":
            one, several = _THINGS[cause]
            things.append(several if count > 1 else one)
    parts = []
    if things:
        parts.append(f"{listed(things)} changed")
    if "meaning" in why.causes:
        parts.append(f"rules are read in a new way: meaning {why.before} → {why.now}")
    if not parts and why.files_alone:
        parts.append(_FILES)
    elif not parts:
        parts.append(_NOTHING)
    return f"({'; '.join(parts)})"


_THINGS: dict[Cause, tuple[str, str]] = {
    "rules": ("rules", "rules"),
    "video_model": ("the video model", "the video model"),
    "pictures": ("pictures", "pictures"),
    "scene": ("the scene", "scenes"),
    "scenes_before": ("earlier scenes", "earlier scenes"),
}
"""What changed, for one scene and for several."""
_FILES = "compared with what was recorded"
_NOTHING = "nothing they depend on has changed: `selector db replay` checks stored picks"
