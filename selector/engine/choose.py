r"""The fast evaluator: which pictures go with a scene, and nothing else.

How it works
------------
A scene costs little because nearly everything about it was worked out before, once, whatever the scenes are:

- **For a shot rule** (`Chooser`): which of its steps a picture of each *kind* (type and crop) can meet, and which a
  placement in each role can, as bits of a number, bit 0 for the first step. The steps that a picture meets under a
  placement are the bits that both have: no condition is looked at while scenes are chosen for.
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
>>> chooser = Chooser(load_rules().plan.by_name["close_up"], digest=str)
>>> [bin(chooser.steps_for_kind[kind]) for kind in (0, 1, 4)]  # a full character, her face, a full environment
['0b10', '0b1', '0b110']
>>> [bin(chooser.steps_for_role[role]) for role in ("subject", "environment")]
['0b111', '0b100']

The scene places the armour by its own tag, so the armour is nearest and stands for the full pictures of Yu, and her
better picture in other clothes does not:

>>> pool.lineups["YU_ARMOUR"]
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
from selector.engine.kinds import SAMPLES
from selector.engine.lineups import HELD, MOST_TAGS, lineup_of
from selector.engine.offers import BY_TAG, first_positions, nearness
from selector.engine.plan import ShotPlan
from selector.engine.pool import AssetPool
from selector.model.scene import Scene
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


MOST_MOVES = 10_000
"""Moves are begun anew beyond so many: shapes of lineups are few, but nothing promises it."""
UNKNOWN_ROLE = ""


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
        digest: Gives the digest of the rules, for the log.
    """

    def __init__(self, shot: ShotPlan, digest: Callable[[], str]) -> None:
        self.shot = shot
        self._digest = digest
        self._by_crop = not isinstance(shot.pictures_each, int)

    @cached_property
    def steps_for_kind(self) -> tuple[int, ...]:
        """For each kind of picture the steps whose conditions on the picture it meets."""
        return tuple(
            _bits(
                all(each.is_met(sample, UNKNOWN_ROLE) for each in step.conditions if not each.word.of_placement)
                for step in self.shot.steps
            )
            for sample in SAMPLES
        )

    @cached_property
    def steps_for_role(self) -> dict[str, int]:
        """For each role the steps whose conditions on the placement it meets; `UNKNOWN_ROLE` is any other."""
        sample = SAMPLES[0]
        return {
            role: _bits(
                all(each.is_met(sample, role) for each in step.conditions if each.word.of_placement)
                for step in self.shot.steps
            )
            for role in (*ROLES, UNKNOWN_ROLE)
        }

    @cached_property
    def preferred(self) -> tuple[int, ...]:
        """For each kind of picture the place of its crop in `prefer`."""
        return tuple(preferred_place(self.shot, sample.crop) for sample in SAMPLES)

    @cached_property
    def sendable(self) -> tuple[bool, ...]:
        """For each kind of picture whether `pictures_each` lets its crop go at all."""
        each = self.shot.pictures_each
        return tuple(isinstance(each, int) or sample.crop in each for sample in SAMPLES)

    @cached_property
    def _moves(self) -> _MovesByRole:
        return _MovesByRole((role, _MovesByShape(self, role)) for role in (*ROLES, UNKNOWN_ROLE))

    @cached_property
    def _moves_together(self) -> dict[tuple[tuple[str, ...], bytes], Moves | None]:
        """The moves of individuals placed several times, by the roles and the shape, as far as they have occurred."""
        return {}

    def choose(self, scene: Scene, pool: AssetPool) -> list[int]:
        """The places in the pool of the pictures that go, in order."""
        lineups, moves_for = pool.lineups, self._moves
        running: list[Entry] = []
        seen: dict[int, int] = {}
        twice: dict[int, list[int]] = {}
        for position, (tag, role, _) in enumerate(scene.placements):
            lineup = lineups.get(tag)
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
            together = self._together(scene, pool, twice)
            if together is None:
                return self._in_turn(scene, pool)
            running = [entry for entry in running if pool.individuals[entry[3]] not in twice] + together
        return self._take(running)

    def moves(self, roles: tuple[str, ...], shape: bytes) -> Moves | None:
        """What an individual with a lineup of this shape sends at which step, placed in these roles.

        None where it depends on what else it has sent.
        """
        unknown = self.steps_for_role[UNKNOWN_ROLE]
        asked = [self.steps_for_role.get(role, unknown) for role in roles]
        able: dict[int, list[int]] = {}
        earliest: dict[int, int] = {}
        kinds = shape[::2]
        for number, (kind, placements) in enumerate(zip(kinds, shape[1::2], strict=True)):
            met = 0
            for placement in _bits_set(placements):
                steps = self.steps_for_kind[kind % HELD] & asked[placement]
                met |= steps
                for step in _bits_set(steps):
                    earliest[step] = min(placement, earliest.get(step, placement))
            if kind < HELD and self.sendable[kind]:
                for step in _bits_set(met):
                    able.setdefault(step, []).append(number)
        if self._depends([{kinds[number] & 1 for number in numbers} for numbers in able.values()]):
            return None
        firsts = {
            step: min(numbers, key=lambda number: self.preferred[kinds[number]]) for step, numbers in able.items()
        }
        return tuple((step, first, kinds[first] & self._by_crop, earliest[step]) for step, first in firsts.items())

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

    def _together(self, scene: Scene, pool: AssetPool, twice: dict[int, list[int]]) -> list[Entry] | None:
        """What individuals send that are placed more than once; None where it depends on what else they have sent.

        Args:
            scene: The scene.
            pool: The pictures.
            twice: The positions of each such individual's placements.
        """
        running: list[Entry] = []
        for individual, positions in twice.items():
            if len(positions) > MOST_TAGS:
                return None
            placed = [scene.placements[position] for position in positions]
            _, shape, bests = lineup_of(pool, individual, tuple([each.tag for each in placed]))
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
            self._standing(pool, individual, placed) for individual, placed in self._placed(scene, pool).items()
        ]
        picked: list[int] = []
        sent: dict[int, list[int]] = {}
        gone: set[int] = set()
        for step, cap in enumerate(self.shot.caps):
            candidates = []
            for individual, pictures, earliest in standings:
                for _, _, rank, place, steps in pictures:
                    open_to_choice = steps >> step & 1 and pool.pictures[place] not in gone
                    if open_to_choice and may_send(self.shot, pool, sent.get(individual, ()), place):
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
        for (tag, role), position in first_positions(scene.placements).items():
            individuals = pool.individuals_of(tag)
            if not individuals:
                self._warn(scene, tag, pool)
            for individual in individuals:
                found.setdefault(individual, []).append((tag, role, position))
        return found

    def _standing(self, pool: AssetPool, individual: int, placed: Iterable[tuple[str, str, int]]) -> Standing:
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
            row, kind = pool.rows[place], pool.kinds[place]
            steps, tag = self.steps_for_kind[kind], row.tag
            if tag in able:
                able[tag] |= steps
                degree, met = BY_TAG, steps & under[tag]
            else:
                others |= steps
                near = near or nearness(pool, individual, under)
                degree, met = near[place], steps & union
            if met and row.held is None and self.sendable[kind]:
                pictures.append((self.preferred[kind], degree, pool.ranks[place], place, met))
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
            logger.warning("scene %s: no asset in the pool has the tag %r", scene.index, tag, extra=values)


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
