r"""The fast evaluator: which pictures go with a scene, and nothing else.

How it works
------------
A scene costs little because nearly everything about it was worked out before, once for all scenes:

- **For a shot rule** (`selector.engine.shot_by_kinds`): which of its steps the pictures of each
  *kind* can meet, and which the placements of each kind can, as bits of a number. So no condition
  is evaluated while scenes are chosen for. Of one kind (`selector.engine.alike`) are those that
  give the same answers to all conditions of the rule set.
- **For a tag of the pool** (`selector.engine.lineups`): the *lineup* of the one individual that the
  tag leads to, its best picture of each kind, in the order in which they would go if `prefer` said
  nothing: nearest first, then best, then earliest.
- **For both together** (`Moves`): which of these goes at which step. It depends only on the shape
  of the lineup (the kinds in their order), and few shapes occur, so the answer is looked up.

A scene then puts the entries of its placements into one list, sorts it by step, quality, placement
and place in the pool, and takes from the top until the slots are full. Each *token* goes once: the
individual, or the individual's crop if `pictures_each` lists crops.

When the fast way does not apply
--------------------------------
- An individual is placed twice: its lineup is that of all these tags together, and the shape also
  says which of the placements offer each picture (`_together`). It is cached too, because few such
  scenes differ. The rest stays as it is.
- A condition looks at a candidate as a whole, a priority sends several pictures of one individual
  at once, or there are pins, bans, limits or an order: then there is no `Chooser` for that shot
  rule, and everything is gone through in the order of events (`selector.engine.choose_in_full`).
- An individual may send several pictures, and which one is best at a step depends on what it has
  sent; or a picture is the very picture of another asset; or a tag leads to several individuals.
  Then the steps are gone through one after the other (`selector.engine.in_turn`).

An example
----------
Yu has a look of her own tag; `close_up` wants the face, then the rest of the subject:

>>> from selector import AssetPool, load_rules
>>> pool = AssetPool([
...     {"id": "yu", "manifest_tag": "YU", "asset_type": "character", "quality_score": 8.5},
...     {"id": "armour", "manifest_tag": "YU_ARMOUR", "asset_type": "character",
...      "source_asset_id": "yu"},
...     {"id": "gate", "manifest_tag": "GATE", "asset_type": "environment"},
... ])
>>> shot_plan = load_rules().plan.by_name["close_up"]
>>> chooser = Chooser(shot_plan, Kinds("picture"), Kinds("placement"), digest=str)
>>> [chooser.picture_kinds.of(picture) for picture in pool.rows]
[0, 0, 1]
>>> [bin(chooser.for_picture[kind].steps) for kind in (0, 1)]  # a full character, a full place
['0b10', '0b110']
>>> placements = [Placement("YU_ARMOUR", "subject"), Placement("GATE", "environment")]
>>> [chooser.placement_kinds.of(placement) for placement in placements]
[0, 1]
>>> [bin(chooser.steps_for_placement[kind]) for kind in (0, 1)]
['0b111', '0b100']

The scene places the armour by its own tag. So the armour is nearest and stands for the full
pictures of Yu, and her better picture in other clothes does not:

>>> pool.lineups_for(chooser.picture_kinds)["YU_ARMOUR"]
(0, b'\x00\x01', ((1, 1),))
>>> chooser.moves((0,), b"\x00\x01")  # placed once, as the subject
((1, 0, 0, 0),)
>>> from selector import read_manifest
>>> scene = read_manifest({
...     "composition": {"shot_type": "close_up"},
...     "placements": [
...         {"asset_tag": "YU_ARMOUR", "role": "subject"},
...         {"asset_tag": "GATE", "role": "environment"},
...     ],
... })
>>> [pool.rows[place].tag for place in chooser.choose(scene, pool)]
['YU_ARMOUR', 'GATE']
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from selector.engine.alike import Kinds
from selector.engine.lineups import HELD, MOST_TAGS, Lineups
from selector.engine.missing_tags import warn_of, warn_of_each
from selector.engine.plan import ShotPlan
from selector.engine.pool import AssetPool
from selector.engine.shot_by_kinds import ForKind, ShotByKinds, bits_set
from selector.language.conditions.role import ROLE
from selector.language.facts import Picture
from selector.model.scene import Placement, Scene

Moves: TypeAlias = tuple[tuple[int, int, int, int], ...]
"""What an individual sends: an entry for each step that it has a picture for.

An entry is the step, which picture of the lineup goes there, what that adds to the token, and the
first of the placements under which any of its pictures meets the step.
"""

Entry: TypeAlias = tuple[int, int, int, int, int]
"""A picture in the running: step, rank of its quality, placement, place, and the token.

The token is twice the individual's number, and one more for its face crop if each crop goes once.
"""

Placed: TypeAlias = tuple[int, ...]
"""The kinds of an individual's placements, in order."""
Twice: TypeAlias = dict[int, list[int]]
"""The placements of each individual that is placed several times, as indices."""

MOST_MOVES = 10_000
"""The limit of cached moves: shapes of lineups are few, but nothing promises it."""


class _MovesByShape(dict[bytes, "Moves | None"]):
    """The moves of one shot rule for a kind of placement, by the shape of the lineup."""

    def __init__(self, chooser: Chooser, kind: int) -> None:
        self._chooser = chooser
        self._kinds = (kind,)

    def __missing__(self, shape: bytes) -> Moves | None:
        _make_room(self)
        moves = self[shape] = self._chooser.moves(self._kinds, shape)
        return moves


class Chooser(ShotByKinds):
    """Chooses by one shot rule. What is worked out for the rule is worked out once, when wanted.

    Args:
        shot_plan: The shot rule, compiled.
        picture_kinds: The kinds of pictures that its rule set distinguishes.
        placement_kinds: The kinds of placements that its rule set distinguishes.
        digest: Gives the digest of the rules, for the log.
    """

    def __init__(
        self,
        shot_plan: ShotPlan,
        picture_kinds: Kinds[Picture],
        placement_kinds: Kinds[Placement],
        digest: Callable[[], str],
    ) -> None:
        super().__init__(shot_plan, picture_kinds, placement_kinds)
        self._digest = digest
        self._by_crop = not isinstance(shot_plan.pictures_each, int)
        self._by_role = placement_kinds.facts == (ROLE.fact,)
        self._moves: dict[object, _MovesByShape] = {}
        """By the facts of a placement that conditions look at: its role, or its role and more."""
        self._moves_for_kind: dict[int, _MovesByShape] = {}
        self._moves_together: dict[tuple[Placed, bytes], Moves | None] = {}
        """Of individuals placed several times, by the kinds of their placements and the shape."""

    def choose(self, scene: Scene, pool: AssetPool) -> list[int]:
        """The places in the pool of the pictures that go, in order."""
        kinds = self.picture_kinds
        lineups = pool.lineups.get(kinds) or pool.lineups_for(kinds)
        moves_for = self._moves
        by_role = self._by_role
        running: list[Entry] = []
        seen: dict[int, int] = {}
        twice: Twice = {}
        for nth, placement in enumerate(scene.placements):
            tag = placement.tag
            lineup = lineups[tag]
            if lineup is None:
                if tag in pool.by_tag:
                    return self._in_turn(scene, pool)
                warn_of(tag, scene, pool, self._digest)
                continue
            individual, shape, bests = lineup
            if individual in seen:
                twice.setdefault(individual, [seen[individual]]).append(nth)
                continue
            seen[individual] = nth
            facts: object = placement.role
            if not by_role:
                facts = self.placement_kinds.facts_of(placement)
            try:
                moves = moves_for[facts][shape]
            except KeyError:
                moves = self._moves_under(placement)[shape]
            if moves is None:
                return self._in_turn(scene, pool)
            token = 2 * individual
            for step, number, crop, _ in moves:
                rank, place = bests[number]
                running.append((step, rank, nth, place, token + crop))
        if twice:
            return self._take_with_several(running, twice, scene, pool)
        return self._take(running)

    def _take_with_several(
        self,
        running: list[Entry],
        twice: Twice,
        scene: Scene,
        pool: AssetPool,
    ) -> list[int]:
        """Take from the top where some individuals are placed several times.

        Args:
            running: The entries of all individuals, each placed once.
            twice: The placements of each individual placed several times, as indices.
            scene: The scene.
            pool: The pool.
        """
        together = self._together(scene, pool.lineups_for(self.picture_kinds), twice)
        if together is None:
            return self._in_turn(scene, pool)
        for entry in running:
            if pool.individuals[entry[3]] not in twice:
                together.append(entry)
        return self._take(together)

    def _moves_under(self, placement: Placement) -> _MovesByShape:
        """The moves of individuals that this placement alone places, cached for its facts."""
        kind = self.placement_kinds.of(placement)
        moves = self._moves_for_kind.get(kind)
        if moves is None:
            _make_room(self._moves_for_kind)
            moves = self._moves_for_kind[kind] = _MovesByShape(self, kind)
        _make_room(self._moves)
        self._moves[self.placement_kinds.facts_of(placement)] = moves
        return moves

    def moves(self, placed: Placed, shape: bytes) -> Moves | None:
        """What an individual sends at which step.

        Args:
            placed: The kinds of its placements, in order.
            shape: That of its lineup.

        Returns:
            The moves; None if they depend on what else the individual has sent.
        """
        able: dict[int, list[int]] = {}
        earliest: dict[int, int] = {}
        kinds = [self.for_picture[kind % HELD] for kind in shape[::2]]
        steps_under = [self.steps_for_placement[kind] for kind in placed]
        for number, kind in enumerate(kinds):
            met = 0
            for nth in bits_set(shape[2 * number + 1]):
                steps = kind.steps & steps_under[nth]
                met |= steps
                for step in bits_set(steps):
                    earliest[step] = min(nth, earliest.get(step, nth))
            can_be_sent = shape[2 * number] < HELD
            if can_be_sent and kind.sendable:
                for step in bits_set(met):
                    able.setdefault(step, []).append(number)
        if self._depends(kinds, able):
            return None
        moves = []
        for step, numbers in able.items():
            first = min(numbers, key=lambda number: kinds[number].preferred)
            is_face = kinds[first].is_face
            crop = int(self._by_crop and is_face)
            moves.append((step, first, crop, earliest[step]))
        return tuple(moves)

    def _depends(self, kinds: Sequence[ForKind], able: dict[int, list[int]]) -> bool:
        """Whether the best picture of an individual at one step may depend on what it sent before.

        Args:
            kinds: What the shot rule makes of the pictures of its lineup.
            able: Which of these could go at each step, for the steps where any could.
        """
        if self.shot_plan.pictures_each == 1 or len(able) < 2:
            return False
        if not self._by_crop:
            return True
        for numbers in able.values():
            crops = {kinds[number].is_face for number in numbers}
            if len(crops) > 1:
                return True
        return False

    def _take(self, running: list[Entry]) -> list[int]:
        """Take from the top until the slots are full.

        Each step takes no more than its limit, and each token goes once.
        """
        running.sort()
        caps = self.shot_plan.caps
        room = self.shot_plan.references
        picked: list[int] = []
        gone: set[int] = set()
        current = left = -1
        for step, _, _, place, token in running:
            if step != current:
                current = step
                left = caps[step]
            if left and token not in gone:
                picked.append(place)
                room -= 1
                if not room:
                    break
                gone.add(token)
                left -= 1
        return picked

    def _together(self, scene: Scene, lineups: Lineups, twice: Twice) -> list[Entry] | None:
        """What the individuals send that are placed more than once.

        Args:
            scene: The scene.
            lineups: Of the pool that is chosen from.
            twice: The placements of each such individual, as indices.

        Returns:
            Their entries; None if these depend on what else the individuals have sent.
        """
        running: list[Entry] = []
        for individual, placed in twice.items():
            if len(placed) > MOST_TAGS:
                return None
            placements = [scene.placements[nth] for nth in placed]
            lineup = lineups.of_several(tuple([placement.tag for placement in placements]))
            if lineup is None:
                return None
            _, shape, bests = lineup
            moves = self._moves_of(tuple(map(self.placement_kinds.of, placements)), shape)
            if moves is None:
                return None
            token = 2 * individual
            for step, number, crop, first in moves:
                rank, place = bests[number]
                running.append((step, rank, placed[first], place, token + crop))
        return running

    def _moves_of(self, placed: Placed, shape: bytes) -> Moves | None:
        try:
            return self._moves_together[placed, shape]
        except KeyError:
            _make_room(self._moves_together)
            moves = self._moves_together[placed, shape] = self.moves(placed, shape)
            return moves

    def _in_turn(self, scene: Scene, pool: AssetPool) -> list[int]:
        """The same where the fast way does not apply."""
        from selector.engine.in_turn import choose_in_turn  # noqa: PLC0415  # few scenes need it

        warn_of_each(scene, pool, self._digest)
        return choose_in_turn(self, scene, pool)


def _make_room(cache: dict[Any, Any]) -> None:
    if len(cache) >= MOST_MOVES:
        cache.clear()
