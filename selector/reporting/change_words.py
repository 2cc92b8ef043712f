"""Scenes that pick otherwise than before in; one sentence on them and on what made the difference out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, assert_never

from selector.model.phrases import listed
from selector.reporting.verdict import counted

if TYPE_CHECKING:
    from selector.record.change import Cause, Change

_NAMED = 8
"""Scenes named for one cause at most."""

_Why = tuple[tuple["Cause", ...], int, int]
"""Causes, and the meaning before and now."""


@dataclass(slots=True)
class _Scenes:
    """Those that one thing changed: the first few by number, and how many they are."""

    named: list[str] = field(default_factory=list)
    count: int = 0


class Changes:
    """Collects scenes that pick otherwise, one after another: of a long film no more than a few numbers."""

    def __init__(self) -> None:
        self._by_why: dict[_Why, _Scenes] = {}

    def add(self, scene: object, change: Change) -> None:
        """One more scene, by its number."""
        scenes = self._by_why.setdefault(
            (change.causes, change.meaning_before, change.meaning), _Scenes()
        )
        scenes.count += 1
        if scene is not None and len(scenes.named) < _NAMED:
            scenes.named.append(str(scene))

    def sentence(self) -> str:
        """Such as `2 scenes changed: 12 because the rules changed, 27 because …`; empty where none did."""
        total = sum(scenes.count for scenes in self._by_why.values())
        if not total:
            return ""
        parts = [
            f"{_numbers(scenes)} {_because(why, scenes.count)}"
            for why, scenes in self._by_why.items()
        ]
        return f"{counted(total, 'scene')} changed: {', '.join(parts)}."


def _numbers(scenes: _Scenes) -> str:
    more = scenes.count - len(scenes.named)
    if not more:
        return listed(scenes.named)
    return listed([*scenes.named, f"{more:,} more"]) if scenes.named else f"{more:,}"


def _because(why: _Why, count: int) -> str:
    causes, before, now = why
    if not causes:
        return (
            "though nothing that they are picked by changed"
            if count > 1
            else "though nothing changed"
        )
    return f"because {listed([_words(cause, before, now, count) for cause in causes])}"


def _words(cause: Cause, before: int, now: int, count: int) -> str:
    match cause:
        case "rules":
            return "the rules changed"
        case "meaning":
            return f"selector reads rules in a new way (meaning {before} → {now})"
        case "pictures":
            return "the pictures changed"
        case "scene":
            return "the scenes themselves changed" if count > 1 else "the scene itself changed"
        case _:
            assert_never(cause)
