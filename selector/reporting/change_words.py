"""What changed since a film was picked before.

In: scenes that pick other pictures than before. Out: one sentence on them and on the causes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from selector.model.frozen import frozen
from selector.model.phrases import listed
from selector.reporting.verdict import counted

if TYPE_CHECKING:
    from selector.record.changed import Cause, Change

_NAMED = 8
"""Scenes named for one cause at most."""


@frozen
class _Why:
    """The causes of a change, and the meaning of rules before and now."""

    causes: tuple[Cause, ...]
    before: int
    now: int


@dataclass(slots=True)
class _Scenes:
    """The scenes that one thing changed: the numbers of the first few, and how many they are."""

    named: list[str] = field(default_factory=list)
    count: int = 0


class ChangeSentences:
    """Collects the scenes that changed, in little memory however long the film is."""

    def __init__(self) -> None:
        self._by_why: dict[_Why, _Scenes] = {}

    def add(self, scene: object, change: Change) -> None:
        """One more scene, by its number."""
        why = _Why(causes=change.causes, before=change.meaning_before, now=change.meaning)
        scenes = self._by_why.setdefault(why, _Scenes())
        scenes.count += 1
        if scene is not None and len(scenes.named) < _NAMED:
            scenes.named.append(str(scene))

    def sentence(self) -> str:
        """`The picks of 2 scenes changed: 12 (rules changed); …`; empty if none did."""
        parts = []
        total = 0
        for why, scenes in self._by_why.items():
            parts.append(f"{_numbers(scenes)} {_because(why, scenes.count)}")
            total += scenes.count
        if not total:
            return ""
        return f"The picks of {counted(total, 'scene')} changed: {'; '.join(parts)}."


def _numbers(scenes: _Scenes) -> str:
    more = scenes.count - len(scenes.named)
    if not more:
        return listed(scenes.named)
    if not scenes.named:
        return f"{more:,}"
    return listed([*scenes.named, f"{more:,} more"])


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
    if not parts:
        parts.append(_NOTHING)
    return f"({'; '.join(parts)})"


_THINGS: dict[Cause, tuple[str, str]] = {
    "rules": ("rules", "rules"),
    "pictures": ("pictures", "pictures"),
    "scene": ("the scene", "scenes"),
    "scenes_before": ("earlier scenes", "earlier scenes"),
}
"""What changed, for one scene and for several."""
_NOTHING = "nothing they depend on has changed: `selector db replay` checks stored picks"
