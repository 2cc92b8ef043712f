"""The fast evaluator: which pictures go with a scene, and nothing else.

What the placements of one family of tags come to under a shot plan is worked out once, as a `Block`, and remembered in
the pool. A scene then puts the entries of its blocks one after the other, sorts them once, and takes from the top.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Sequence
from operator import itemgetter
from typing import NamedTuple

from selector.engine.individual_rules import may_send, preference
from selector.engine.offers import offers
from selector.engine.plan import ShotPlan, Step
from selector.engine.pool import AssetPool
from selector.model.scene import Scene

logger = logging.getLogger("selector")

Asked = tuple[str, str]
"""A placement's tag and role."""


class Standing(NamedTuple):
    """What an individual has for a step: the earliest placement it meets it under, and its pictures, best first."""

    placement: int
    individual: int
    pictures: tuple[int, ...]


Entry = tuple[int, int, int, int, Standing]
"""A standing in the running: what it sorts by (step, then score), step, best picture, token, and the standing itself.

The token is what can go once only: the individual, or the individual's crop where `pictures_each` lists crops.
"""


class Block(NamedTuple):
    """What placements of one family come to: entries by step, placement and picture.

    The family is `CAREFUL` where an individual may have to send another picture at a later step than the one it would
    send if it had sent none: tokens alone cannot tell.
    """

    family: int
    entries: tuple[Entry, ...]


Table = dict[Asked | tuple[Asked, ...], Block]

CAREFUL = -1
MOST_BLOCKS = 20_000
MOST_PLANS = 256
"""What a pool remembers is begun anew beyond these: tags and rules are few, but nothing promises it."""

_sorts_by = itemgetter(0)


def choose(shot: ShotPlan, scene: Scene, pool: AssetPool) -> list[int]:
    """The places in the pool of the pictures that go, in order."""
    table = pool.remembered.get(shot)
    if table is None:
        table = _new_table(pool, shot)
    running: list[Entry] = []
    families: set[int] = set()
    together = False
    for asked in scene.asked:
        block = table.get(asked) or _new_block(table, shot, pool, asked, families)
        if block is None:
            logger.warning("scene %s: no asset in the pool has the tag %r", scene.index, asked[0])
            continue
        family, entries = block
        if family in families:
            together = True
        else:
            families.add(family)
            running += entries
    if together or CAREFUL in families:
        return _choose_together(table, shot, pool, scene.asked)
    if len(running) > 1:
        running.sort(key=_sorts_by)
    return _take(shot, running)


def _take(shot: ShotPlan, running: list[Entry]) -> list[int]:
    """Take from the top until the slots are full; each step takes no more than its cap, each token goes once."""
    caps, room = shot.caps, shot.references
    picked: list[int] = []
    gone = []
    current, left = -1, 0
    for _, step, best, token, _ in running:
        if step != current:
            current, left = step, caps[step]
        if left and token not in gone:
            picked.append(best)
            room -= 1
            if not room:
                break
            gone.append(token)
            left -= 1
    return picked


def _choose_together(table: Table, shot: ShotPlan, pool: AssetPool, asked: Sequence[Asked]) -> list[int]:
    """The choice where tags of one family are placed together, or where what was sent changes what is best to send."""
    together: dict[int, list[int]] = {}
    for position, (tag, _) in enumerate(asked):
        if tag in pool.by_tag:
            together.setdefault(pool.family(tag), []).append(position)
    steps: list[list[Standing]] = [[] for _ in shot.steps]
    for positions in together.values():
        key = tuple(asked[position] for position in positions)
        block = table.get(key if len(key) > 1 else key[0]) or _remember(table, shot, pool, key)
        for _, step, _, _, standing in block.entries if block else ():
            steps[step].append(standing._replace(placement=positions[standing.placement]))
    return _take_in_turn(shot, pool, steps)


def _take_in_turn(shot: ShotPlan, pool: AssetPool, steps: list[list[Standing]]) -> list[int]:
    """Go through the steps, each with what its individuals may still send, until the slots are full."""
    picked: list[int] = []
    sent: dict[int, tuple[int, ...]] = {}
    for cap, standings in zip(shot.caps, steps, strict=True):
        candidates = []
        for placement, individual, pictures in standings:
            gone = sent.get(individual, ())
            best = next((place for place in pictures if may_send(shot, pool, gone, place)), None)
            if best is not None:
                candidates.append((pool.ranks[best], placement, best, individual))
        candidates.sort()
        for _, _, best, individual in candidates[: min(cap, shot.references - len(picked))]:
            picked.append(best)
            sent[individual] = (*sent.get(individual, ()), best)
    return picked


def _new_block(table: Table, shot: ShotPlan, pool: AssetPool, asked: Asked, families: set[int]) -> Block | None:
    """The block of one placement; an empty one where its family is to be looked at together: it would not be read."""
    if asked[0] in pool.by_tag:
        family = CAREFUL if CAREFUL in families else pool.family(asked[0])
        if family in families:
            return Block(family, ())
    return _remember(table, shot, pool, (asked,))


def _remember(table: Table, shot: ShotPlan, pool: AssetPool, asked: tuple[Asked, ...]) -> Block | None:
    """The block of placements of one family, worked out; None where no picture has the tag."""
    tag = asked[0][0]
    if tag not in pool.by_tag:
        return None
    if len(table) >= MOST_BLOCKS:
        table.clear()
    block = _block(shot, pool, asked)
    table[asked if len(asked) > 1 else asked[0]] = block
    return block


def _block(shot: ShotPlan, pool: AssetPool, asked: tuple[Asked, ...]) -> Block:
    offered = [*offers(pool, asked).items()]
    if len(offered) > 1:
        offered.sort(key=lambda each: preference(shot, pool, each[0]))
    by_crop = not isinstance(shot.pictures_each, int)
    entries: list[Entry] = []
    for number, step in enumerate(shot.steps):
        for standing in _standings(shot, pool, asked, step, offered):
            best = standing.pictures[0]
            token = 2 * standing.individual + pool.rows[best].is_face if by_crop else standing.individual
            entries.append((number * len(pool.assets) + pool.ranks[best], number, best, token, standing))
    family = CAREFUL if _needs_care(shot, pool, entries) else pool.family(asked[0][0])
    return Block(family, tuple(entries))


def _standings(
    shot: ShotPlan, pool: AssetPool, asked: tuple[Asked, ...], step: Step, offered: list[tuple[int, Sequence[int]]]
) -> list[Standing]:
    """What each individual has for one step, by placement and best picture; `offered` comes with the best first."""
    able: dict[int, list[int]] = {}
    earliest: dict[int, int] = {}
    for place, positions in offered:
        row = pool.rows[place]
        for position in positions:
            if step.is_met(row, asked[position][1]):
                individual = pool.individuals[place]
                earliest[individual] = min(position, earliest.get(individual, position))
                if may_send(shot, pool, (), place):
                    able.setdefault(individual, []).append(place)
                break
    if not able:
        return []
    standings = [Standing(earliest[individual], individual, tuple(pictures)) for individual, pictures in able.items()]
    if len(standings) > 1:
        standings.sort(key=lambda standing: (standing.placement, standing.pictures[0]))
    return standings


def _needs_care(shot: ShotPlan, pool: AssetPool, entries: list[Entry]) -> bool:
    """Whether an individual stands in several steps, and not always with the one picture that its token speaks for."""
    if shot.pictures_each == 1 or len(entries) < 2:
        return False
    times = Counter(standing.individual for *_, standing in entries)
    several = [standing.pictures for *_, standing in entries if times[standing.individual] > 1]
    if isinstance(shot.pictures_each, int):
        return bool(several)
    return any(len({pool.rows[place].is_face for place in pictures}) > 1 for pictures in several)


def _new_table(pool: AssetPool, shot: ShotPlan) -> Table:
    if len(pool.remembered) >= MOST_PLANS:
        pool.remembered.clear()
    table: Table = {}
    return pool.remembered.setdefault(shot, table)
