r"""The fast evaluator: which pictures go with a scene, and nothing else.

How it works
------------
A scene costs little because nearly everything about it was worked out before, once, whatever the scenes are:

- **For a shot rule** (`Chooser`): which of its steps a picture of each *kind* can meet, and which a placement in each
  role can, as bits of a number, bit 0 for the first step. The steps that a picture meets under a placement are the bits
  that both have: no condition is looked at while scenes are chosen for. Of one kind (`selector.engine.picture_kinds`) are
  pictures with one crop that meet the same conditions of the rule set.
- **For a tag of the pool** (`selector.engine.lineups`): the *lineup* of the one individual that the tag leads to, its
  best picture of each kind, in the order in which they would go if `prefer` said nothing: nearest first, then best,
  then earliest.
- **For both together** (`Moves`): which of these goes at which step. It depends on the shape of the lineup alone (the
  kinds in their order), and few shapes occur, so the answer is looked up.

A scene then puts the entries of its placements into one list, sorts it by step, score, placement and place in the pool,
and takes from the top until the slots are full; each *token* goes once (the individual, or the individual's crop where
`pictures_each` lists crops).

That does not hold for every scene:

- An individual is placed twice: its lineup is that of all these tags together, whose shape also says which of the
  placements offer each picture (`_together`). It is remembered too, as few such scenes differ. The rest stays as it is.
- An individual may send several pictures, and which one is best at a step depends on what it has sent; a picture is the
  very picture of another asset; a tag leads to several individuals: then the steps are gone through one after the
  other, as they are written (`_in_turn`).

An example, run by the suite. Yu has a look of her own tag; `close_up` asks for the face, then the rest of the subject:

>>> from selector import AssetPool, load_rules
>>> pool = AssetPool([
...     {"id": "yu", "manifest_tag": "YU", "asset_type": "character", "quality_score": 8.5},
...     {"id": "armour", "manifest_tag": "YU_ARMOUR", "asset_type": "character", "source_asset_id": "yu"},
...     {"id": "gate", "manifest_tag": "GATE", "asset_type": "environment"},
... ])
>>> shot = load_rules().plan.by_name["close_up"]
>>> chooser = Chooser(shot, Kinds(), digest=str)
>>> [chooser.kinds.of(picture) for picture in pool.rows]
[0, 0, 1]
>>> [bin(chooser.for_kind[kind].steps) for kind in (0, 1)]  # a full character, a full environment
['0b10', '0b110']
>>> [bin(chooser.steps_for_role[role]) for role in ("subject", "environment")]
['0b111', '0b100']

The scene places the armour by its own tag, so the armour is nearest and stands for the full pictures of Yu, and her
better picture in other clothes does not:

>>> pool.lineups_for(chooser.kinds)["YU_ARMOUR"]
(0, b'\x00\x01', ((1, 1),))
>>> chooser.moves(("subject",), b"\x00\x01")
((1, 0, 0, 0),)
>>> from selector import read_manifest
>>> scene = read_manifest({
...     "composition": {"shot_type": "close_up"},
...     "placements": [{"asset_tag": "YU_ARMOUR", "role": "subject"}, {"asset_tag": "GATE", "role": "environment"}],
... })
>>> [pool.rows[place].tag for place in chooser.choose(scene, pool)]
['YU_ARMOUR', 'GATE']
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from selector.engine.individual_rules import may_send, preferred_place
from selector.engine.lineups import HELD, MOST_TAGS, Lineups
from selector.engine.offers import BY_TAG, first_placements, nearness
from selector.engine.picture_kinds import NOWHERE, Kinds
from selector.engine.plan import ShotPlan
from selector.engine.pool import AssetPool
from selector.language.facts import Picture
from selector.model.scene import Placement, Scene
from selector.model.vocabulary import ROLES

logger = logging.getLogger("selector")


Moves = tuple[tuple[int, int, int, int], ...]
"""For each step that an individual has a picture for: the step, which picture of its lineup goes there, what that adds
to its token, and the first of the placements under which any of its pictures meets the step."""

Entry = tuple[int, int, int, int, int]
"""A picture in the running: step, rank of its score, placement, place in the pool, and the token that goes once.

The token is the double of the individual's number, and one more for its face crop where each crop goes once.
"""


class Standing(NamedTuple):
    """An individual in a scene looked at closely.

    `pictures` are those it can send, the best first: (place in `prefer`, nearness, rank, place, steps as bits).
    `earliest` is for each step the first placement under which any of its pictures meets it.
    """

    individual: int
    pictures: list[tuple[int, int, int, int, int]]
    earliest: dict[int, int]


class ForKind(NamedTuple):
    """What a shot rule makes of the pictures of one kind.

    The steps whose conditions on the picture they meet, as bits; the place of their crop in `prefer`; whether
    `pictures_each` lets that crop go at all; whether it is a face crop.
    """

    steps: int
    preferred: int
    sendable: bool
    is_face: bool


MOST_MOVES = 10_000
"""Moves are begun anew beyond so many: shapes of lineups are few, but nothing promises it."""
UNKNOWN_ROLE = ""
NOTHING = Picture(
    tag="", type="", is_face=False, quality=None, id=None, source=None, individual=None
)
"""Stands for any picture where only the placement is asked about."""


class _ByKind(dict[int, ForKind]):
    """What one shot rule makes of each kind, worked out where it is missing."""

    def __init__(self, chooser: Chooser) -> None:
        self._chooser = chooser

    def __missing__(self, kind: int) -> ForKind:
        known = self[kind] = self._chooser.judged(kind)
        return known


class _MovesByShape(dict[bytes, "Moves | None"]):
    """The moves of one shot rule and the roles of an individual's placements, by the shape of its lineup."""

    def __init__(self, chooser: Chooser, *roles: str) -> None:
        self._chooser = chooser
        self._roles = roles

    def __missing__(self, shape: bytes) -> Moves | None:
        if len(self) >= MOST_MOVES:
            self.clear()
        moves = self[shape] = self._chooser.moves(self._roles, shape)
        return moves


class _MovesByRole(dict[str, _MovesByShape]):
    """The same for individuals placed once; a role that no rule can ask for is `UNKNOWN_ROLE`."""

    def __missing__(self, role: str) -> _MovesByShape:
        return self[UNKNOWN_ROLE]


class Chooser:
    """Chooses by one shot rule; what is worked out for the rule is worked out once, when it is first wanted.

    Args:
        shot: The shot rule, compiled.
        kinds: The kinds of pictures that its rule set tells apart.
        digest: Gives the digest of the rules, for the log.
    """

    def __init__(self, shot: ShotPlan, kinds: Kinds, digest: Callable[[], str]) -> None:
        self.shot = shot
        self.kinds = kinds
        self.for_kind = _ByKind(self)
        self._digest = digest
        self._by_crop = not isinstance(shot.pictures_each, int)

    def judged(self, kind: int) -> ForKind:
        """What the shot rule makes of the pictures of one kind."""
        sample, each = self.kinds.samples[kind], self.shot.pictures_each
        return ForKind(
            steps=self._steps(sample, NOWHERE, "picture"),
            preferred=preferred_place(self.shot, sample.crop),
            sendable=isinstance(each, int) or sample.crop in each,
            is_face=sample.is_face,
        )

    @cached_property
    def steps_for_role(self) -> dict[str, int]:
        """For each role the steps whose conditions on the placement it meets; `UNKNOWN_ROLE` is any other."""
        roles = (*ROLES, UNKNOWN_ROLE)
        return {
            role: self._steps(NOTHING, Placement(tag="", role=role), "placement") for role in roles
        }

    def _steps(self, picture: Picture, placement: Placement, looks_at: str) -> int:
        """The steps whose conditions on one of the two are met, as bits."""
        asked = [
            [each for each in step.conditions if each.word.looks_at == looks_at]
            for step in self.shot.steps
        ]
        return _bits(
            all(each.is_met(picture, placement) for each in conditions) for conditions in asked
        )

    @cached_property
    def _moves(self) -> _MovesByRole:
        return _MovesByRole((role, _MovesByShape(self, role)) for role in (*ROLES, UNKNOWN_ROLE))

    @cached_property
    def _moves_together(self) -> dict[tuple[tuple[str, ...], bytes], Moves | None]:
        """The moves of individuals placed several times, by the roles and the shape, as far as they have occurred."""
        return {}

    def choose(self, scene: Scene, pool: AssetPool) -> list[int]:
        """The places in the pool of the pictures that go, in order."""
        lineups, moves_for = pool.lineups.get(self.kinds), self._moves
        if lineups is None:
            lineups = pool.lineups_for(self.kinds)
        running: list[Entry] = []
        seen: dict[int, int] = {}
        twice: dict[int, list[int]] = {}
        for position, (tag, role, _) in enumerate(scene.placements):
            lineup = lineups[tag]
            if lineup is None:
                if tag in pool.by_tag:
                    return self._in_turn(scene, pool)
                self._warn(scene, tag, pool)
                continue
            individual, shape, bests = lineup
            if individual in seen:
                twice.setdefault(individual, [seen[individual]]).append(position)
                continue
            seen[individual] = position
            moves = moves_for[role][shape]
            if moves is None:
                return self._in_turn(scene, pool)
            token = 2 * individual
            for step, number, crop, _ in moves:
                rank, place = bests[number]
                running.append((step, rank, position, place, token + crop))
        if twice:
            together = self._together(scene, lineups, twice)
            if together is None:
                return self._in_turn(scene, pool)
            running = [
                entry for entry in running if pool.individuals[entry[3]] not in twice
            ] + together
        return self._take(running)

    def moves(self, roles: tuple[str, ...], shape: bytes) -> Moves | None:
        """What an individual with a lineup of this shape sends at which step, placed in these roles.

        None where it depends on what else it has sent.
        """
        unknown = self.steps_for_role[UNKNOWN_ROLE]
        asked = [self.steps_for_role.get(role, unknown) for role in roles]
        able: dict[int, list[int]] = {}
        earliest: dict[int, int] = {}
        kinds = [self.for_kind[kind % HELD] for kind in shape[::2]]
        for number, (kind, placements) in enumerate(zip(kinds, shape[1::2], strict=True)):
            met = 0
            for placement in _bits_set(placements):
                steps = kind.steps & asked[placement]
                met |= steps
                for step in _bits_set(steps):
                    earliest[step] = min(placement, earliest.get(step, placement))
            if shape[2 * number] < HELD and kind.sendable:
                for step in _bits_set(met):
                    able.setdefault(step, []).append(number)
        if self._depends(
            [{kinds[number].is_face for number in numbers} for numbers in able.values()]
        ):
            return None
        moves = []
        for step, numbers in able.items():
            first = min(numbers, key=lambda number: kinds[number].preferred)
            moves.append((step, first, int(self._by_crop and kinds[first].is_face), earliest[step]))
        return tuple(moves)

    def _depends(self, crops_at_steps: list[set[int]]) -> bool:
        """Whether the best picture of an individual at one step may depend on what it sent at another.

        Args:
            crops_at_steps: The crops that the individual could send, for each step where it could send any.
        """
        if self.shot.pictures_each == 1 or len(crops_at_steps) < 2:
            return False
        return not self._by_crop or any(len(crops) > 1 for crops in crops_at_steps)

    def _take(self, running: list[Entry]) -> list[int]:
        """Take from the top until the slots are full; each step takes no more than its cap, each token goes once."""
        running.sort()
        caps, room = self.shot.caps, self.shot.references
        picked: list[int] = []
        gone: set[int] = set()
        current = left = -1
        for step, _, _, place, token in running:
            if step != current:
                current, left = step, caps[step]
            if left and token not in gone:
                picked.append(place)
                room -= 1
                if not room:
                    break
                gone.add(token)
                left -= 1
        return picked

    def _together(
        self, scene: Scene, lineups: Lineups, twice: dict[int, list[int]]
    ) -> list[Entry] | None:
        """What individuals send that are placed more than once; None where it depends on what else they have sent.

        Args:
            scene: The scene.
            lineups: Of the pool that is chosen from.
            twice: The positions of each such individual's placements.
        """
        running: list[Entry] = []
        for individual, positions in twice.items():
            if len(positions) > MOST_TAGS:
                return None
            placed = [scene.placements[position] for position in positions]
            lineup = lineups.of_several(tuple([each.tag for each in placed]))
            if lineup is None:
                return None
            _, shape, bests = lineup
            moves = self._moves_of(tuple([each.role for each in placed]), shape)
            if moves is None:
                return None
            token = 2 * individual
            for step, number, crop, placement in moves:
                rank, place = bests[number]
                running.append((step, rank, positions[placement], place, token + crop))
        return running

    def _moves_of(self, roles: tuple[str, ...], shape: bytes) -> Moves | None:
        try:
            return self._moves_together[roles, shape]
        except KeyError:
            if len(self._moves_together) >= MOST_MOVES:
                self._moves_together.clear()
            moves = self._moves_together[roles, shape] = self.moves(roles, shape)
            return moves

    def _in_turn(self, scene: Scene, pool: AssetPool) -> list[int]:
        """Go through the steps, each with what its individuals may still send, until the slots are full."""
        standings = [
            self._standing(pool, individual, placed)
            for individual, placed in self._placed(scene, pool).items()
        ]
        picked: list[int] = []
        sent: dict[int, list[int]] = {}
        gone: set[int] = set()
        for step, cap in enumerate(self.shot.caps):
            candidates = []
            for individual, pictures, earliest in standings:
                for _, _, rank, place, steps in pictures:
                    open_to_choice = steps >> step & 1 and pool.pictures[place] not in gone
                    if open_to_choice and may_send(
                        self.shot, pool, sent.get(individual, ()), place
                    ):
                        candidates.append((rank, earliest[step], place, individual))
                        break
            candidates.sort()
            room = min(cap, self.shot.references - len(picked))
            for _, _, place, individual in candidates:
                if room and pool.pictures[place] not in gone:
                    picked.append(place)
                    sent.setdefault(individual, []).append(place)
                    gone.add(pool.pictures[place])
                    room -= 1
        return picked

    def _placed(self, scene: Scene, pool: AssetPool) -> dict[int, list[tuple[str, str, int]]]:
        """For every individual that the scene places: tag, role and position of each placement."""
        found: dict[int, list[tuple[str, str, int]]] = {}
        for (tag, role), position in first_placements(scene.placements).items():
            individuals = pool.individuals_of(tag)
            if not individuals:
                self._warn(scene, tag, pool)
            for individual in individuals:
                found.setdefault(individual, []).append((tag, role, position))
        return found

    def _standing(
        self, pool: AssetPool, individual: int, placed: Iterable[tuple[str, str, int]]
    ) -> Standing:
        """What the pictures of one individual meet under all its placements together: (tag, role, position)."""
        steps_for, unknown = self.steps_for_role, self.steps_for_role[UNKNOWN_ROLE]
        first: dict[tuple[str, int], int] = {}
        under: dict[str, int] = {}
        union = 0
        for tag, role, position in placed:
            steps = steps_for.get(role, unknown)
            first.setdefault((tag, steps), position)
            under[tag] = under.get(tag, 0) | steps
            union |= steps
        able, others = dict.fromkeys(under, 0), 0
        near = None
        pictures = []
        for place in pool.members[individual]:
            row = pool.rows[place]
            kind, tag = self.for_kind[self.kinds.of(row)], row.tag
            steps = kind.steps
            if tag in able:
                able[tag] |= steps
                degree, met = BY_TAG, steps & under[tag]
            else:
                others |= steps
                near = near or nearness(pool, individual, under)
                degree, met = near[place], steps & union
            if met and row.held is None and kind.sendable:
                pictures.append((kind.preferred, degree, pool.ranks[place], place, met))
        pictures.sort()
        earliest: dict[int, int] = {}
        for (tag, steps), position in first.items():
            for step in _bits_set(steps & (able[tag] | others)):
                earliest.setdefault(step, position)
        return Standing(individual, pictures, earliest)

    def _warn(self, scene: Scene, tag: str, pool: AssetPool) -> None:
        """Warn of a tag that no picture has: once for each pool and tag."""
        if not (logger.isEnabledFor(logging.WARNING) and _is_heard(logger)):
            return
        if pool.warned.setdefault(tag, mark := object()) is mark:
            values = {"scene": scene.index, "tag": tag, "rules_digest": self._digest()}
            logger.warning(
                "scene %s: no asset in the pool has the tag %r", scene.index, tag, extra=values
            )


def _is_heard(teller: logging.Logger | None) -> bool:
    """Whether a handler is there to take what is told: nobody may have configured logging."""
    while teller:
        if any([type(handler) is not logging.NullHandler for handler in teller.handlers]):  # noqa: C419  # of one or two
            return True
        teller = teller.parent if teller.propagate else None
    return False


def _bits(answers: Iterable[bool]) -> int:
    """Bit 0 for the first answer."""
    return sum(1 << number for number, answer in enumerate(answers) if answer)


def _bits_set(bits: int) -> Sequence[int]:
    """The numbers of the bits that are set, rising."""
    return _FEW_BITS[bits] if bits < len(_FEW_BITS) else tuple(_set_bits(bits))


def _set_bits(bits: int) -> Iterator[int]:
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


_FEW_BITS = tuple(tuple(_set_bits(bits)) for bits in range(64))
"""The answer for up to six steps or placements, which is most."""
