"""What a change does to the other scenes of a film, found by choosing all of them again.

In: the scenes of a film; the changes of one way to send a picture. Out: which other scenes would
send something else. Changes of rules are tried, of scores and of the order of the pictures; not
another video model, for nobody knows which.

A long film must not make one scene slow to explain: the first scenes of a film are chosen for, and
so many changes are tried that it takes a second at most, under most rules.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

from selector.model.advice import ChangeOfPool, ChangeOfRules, OthersChanged
from selector.review.advice.rules_after import rules_after

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from selector.engine.pool import AssetPool
    from selector.engine.rules import Rules
    from selector.model.advice import Changes
    from selector.model.scene import Scene

    _Tried: TypeAlias = tuple[Changes, int | None, bool]

_MOST_SCENES = 1_000
"""How many scenes of a film are chosen for again."""
_MOST_WORK = 600_000
"""How often an entry may count in a scene, in all changes that are tried for one film."""
_MAKING = 200
"""What it takes to make the rules, for each of their entries: so many scenes."""
_INDEXING = 5
"""What it takes to index a picture of a changed pool: so many entries in a scene."""


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
        self._changed: dict[_Tried, list[Scene] | None] = {}

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

    def others_changed(
        self, changes: Changes, scene: Scene, place: int, *, in_new_file: bool = False
    ) -> OthersChanged | None:
        """Which scenes but this one would send something else after some changes.

        Args:
            changes: The changes.
            scene: The scene that they are for.
            place: The place of the picture that they are for.
            in_new_file: Whether those of rules are made in a new file, which extends the rules.

        Returns:
            The scenes; None where that is not tried.
        """
        picture = None
        if any(isinstance(change, ChangeOfPool) for change in changes):
            picture = place
        tried = (changes, picture, in_new_file)
        if tried not in self._changed:
            self._changed[tried] = self._scenes_changed(*tried)
        changed = self._changed[tried]
        if changed is None:
            return None
        others = [each.index for each in changed if not _is_same(each, scene)]
        most = None
        if self._count > len(self._scenes):
            most = len(self._scenes)
        return OthersChanged(scenes=tuple(others), most=most)

    def _scenes_changed(
        self,
        changes: Changes,
        picture: int | None,
        in_new_file: bool,  # noqa: FBT001  # as it is cached
    ) -> list[Scene] | None:
        """The scenes that send something else; None where that is not tried."""
        can_be_tried = all(isinstance(each, ChangeOfRules | ChangeOfPool) for each in changes)
        if not self._is_whole or not can_be_tried:
            return None
        if not self._take(is_of_pool=picture is not None):
            return None
        sent = self._sent_after(changes, picture, in_new_file=in_new_file)
        if sent is None:
            return None
        if self._sent is None:
            self._sent = self._sent_by(
                self._rules,
                self._pool,
                places=range(len(self._pool)),
            )
        changed = []
        for scene, before, now in zip(self._scenes, self._sent, sent, strict=True):
            if before != now:
                changed.append(scene)
        return changed

    def _sent_after(
        self,
        changes: Changes,
        picture: int | None,
        *,
        in_new_file: bool,
    ) -> list[tuple[int, ...]] | None:
        """What each scene sends after some changes; None if the rules would have a mistake."""
        pool = self._pool
        places: Sequence[int] = range(len(pool))
        if picture is not None:
            from selector.review.advice.pool_after import (  # noqa: PLC0415  # few change the pool
                pool_after,
            )

            of_pool = [each for each in changes if isinstance(each, ChangeOfPool)]
            pool, places = pool_after(pool, of_pool, picture)
        of_rules = [each for each in changes if isinstance(each, ChangeOfRules)]
        rules: Rules | None = self._rules
        if of_rules:
            rules = rules_after(
                self._rules,
                of_rules,
                in_new_file=in_new_file,
            )
        if rules is None:
            return None
        return self._sent_by(rules, pool, places)

    def _take(self, *, is_of_pool: bool) -> bool:
        """Whether one more change may be tried. It is counted, not timed: answers stay the same."""
        entries = sum(len(each.entries) for each in self._rules.plan.shots)
        self._left -= entries * (len(self._scenes) + _MAKING)
        if is_of_pool:
            self._left -= len(self._pool) * _INDEXING
        return self._left >= 0

    def _sent_by(
        self, rules: Rules, pool: AssetPool, places: Sequence[int]
    ) -> list[tuple[int, ...]]:
        """What each scene sends, in order: places in the pool of the film.

        Args:
            rules: The rules.
            pool: The pool, or one after some changes.
            places: The place in the pool of the film of each picture of that.
        """
        sent = []
        for selection in rules.select_many(self._scenes, pool):
            own = [places[each] for each in selection.places]
            sent.append(tuple(own))
        return sent


def _is_same(scene: Scene, other: Scene) -> bool:
    """Whether two are the same scene of a film. Without a number, it is the very same object."""
    return scene is other or (scene.index is not None and scene.index == other.index)
