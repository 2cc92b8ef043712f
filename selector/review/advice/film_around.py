"""What a change of rules does to the other scenes of a film, found by choosing all of them again.

In: the scenes of a film; the changes of one way to send a picture. Out: which other scenes would
send something else.

A long film must not make one scene slow to explain: the first scenes of a film are chosen for, and
so many changes are tried that it takes a second at most, under most rules.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from selector.model.advice import OthersChanged
from selector.review.advice.rules_after import rules_after

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selector.engine.pool import AssetPool
    from selector.engine.rules import Rules
    from selector.model.advice import Changes
    from selector.model.scene import Scene

_MOST_SCENES = 1_000
"""How many scenes of a film are chosen for again."""
_MOST_WORK = 600_000
"""How often an entry may count in a scene, in all changes that are tried for one film."""
_MAKING = 200
"""What it takes to make the rules, for each of their entries: so many scenes."""


class FilmAround:
    """The scenes of a film, in order.

    Args:
        rules: The rules that choose for it.
        pool: Its pictures.
    """

    def __init__(self, rules: Rules, pool: AssetPool) -> None:
        self._rules = rules
        self._pool = pool
        self._scenes: list[Scene] = []
        self._count = 0
        self._is_whole = True
        self._left = _MOST_WORK
        self._sent: list[tuple[int, ...]] | None = None
        """What each scene sends now."""
        self._changed: dict[Changes, list[Scene] | None] = {}

    def add(self, scene: Scene | None) -> None:
        """Take the next scene; None is one that cannot be used."""
        if scene is None:
            self._is_whole = False
        elif self._count < _MOST_SCENES:
            self._scenes.append(scene)
        self._count += 1

    def add_all(self, scenes: Iterable[Scene | None]) -> None:
        """Take the next scenes, but no more than are chosen for, and one to know that there are."""
        for scene in islice(scenes, _MOST_SCENES + 1):
            self.add(scene)

    def others_changed(self, changes: Changes, scene: Scene) -> OthersChanged | None:
        """Which scenes but this one would send something else after some changes.

        Args:
            changes: The changes.
            scene: The scene that they are for.

        Returns:
            The scenes; None where that is not tried.
        """
        if changes not in self._changed:
            self._changed[changes] = self._scenes_changed(changes)
        changed = self._changed[changes]
        if changed is None:
            return None
        others = [each.index for each in changed if each.index != scene.index]
        most = None
        if self._count > len(self._scenes):
            most = len(self._scenes)
        return OthersChanged(scenes=tuple(others), most=most)

    def _scenes_changed(self, changes: Changes) -> list[Scene] | None:
        """The scenes that send something else; None where that is not tried."""
        if not self._is_whole or not self._take():
            return None
        after = rules_after(self._rules, changes)
        if after is None:
            return None
        if self._sent is None:
            self._sent = self._sent_by(self._rules)
        changed = []
        for scene, before, now in zip(self._scenes, self._sent, self._sent_by(after), strict=True):
            if before != now:
                changed.append(scene)
        return changed

    def _take(self) -> bool:
        """Whether one more change may be tried. It is counted, not timed: answers stay the same."""
        entries = sum(len(each.entries) for each in self._rules.plan.shots)
        self._left -= entries * (len(self._scenes) + _MAKING)
        return self._left >= 0

    def _sent_by(self, rules: Rules) -> list[tuple[int, ...]]:
        """The places of what each scene sends, in order."""
        return [tuple(each.places) for each in rules.select_many(self._scenes, self._pool)]
