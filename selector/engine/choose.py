"""The fast evaluator: which pictures go with a scene, and nothing else.

What the placements of one family of tags come to under a shot plan is worked out once and remembered in the pool.
A scene then gathers what its families have for each step, sorts, and takes from the top.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from selector.engine.individual_rules import may_send, preference
from selector.engine.offers import offers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from selector.engine.plan import ShotPlan
    from selector.engine.pool import AssetPool
    from selector.model.scene import Scene

logger = logging.getLogger("selector")

Asked = tuple[str, str]
"""A placement's tag and role."""
Entry = tuple[int, int, int, tuple[int, ...]]
"""What an individual has for a step: step, earliest placement, individual, its pictures with the best first."""
Candidate = tuple[int, int, int, int, tuple[int, ...]]
"""An entry in the running: rank of its score, placement, best picture, individual, its pictures. Sorts best first."""
Block = tuple[int, tuple[Entry, ...]]
"""A family's number, and its entries."""
Table = dict[Asked | tuple[Asked, ...], Block]

MISSING = -1
"""The family of a tag that no picture has."""
MOST_BLOCKS = 20_000
MOST_PLANS = 256
"""What a pool remembers is begun anew beyond these: tags and rules are few, but nothing promises it."""


def choose(shot: ShotPlan, scene: Scene, pool: AssetPool) -> list[int]:
    """The places in the pool of the pictures that go, in order."""
    table = pool.remembered.get(shot)
    if table is None:
        table = _new_table(pool, shot)
    ranks = pool.ranks
    running: list[list[Candidate]] = [[] for _ in shot.steps]
    seen: set[int] = set()
    again = False
    for position, asked in enumerate(scene.asked):
        family, entries = table.get(asked) or _remember(table, shot, pool, (asked,))
        again = again or family in seen
        if family != MISSING:
            seen.add(family)
        for step, _, individual, pictures in entries:
            best = pictures[0]
            running[step].append((ranks[best], position, best, individual, pictures))
    return _take(shot, pool, _by_family(table, shot, pool, scene.asked) if again else running)


def _take(shot: ShotPlan, pool: AssetPool, running: list[list[Candidate]]) -> list[int]:
    """Go through the steps in order, each once, until the slots are full."""
    picked: list[int] = []
    sent: dict[int, list[int]] = {}
    room = shot.references
    for step, entered in zip(shot.steps, running, strict=True):
        if not entered:
            continue
        candidates = _still_running(shot, pool, sent, entered) if sent else entered
        candidates.sort()
        cap = room if step.at_most is None or step.at_most > room else step.at_most
        for _, _, best, individual, _ in candidates[:cap]:
            picked.append(best)
            sent.setdefault(individual, []).append(best)
            room -= 1
        if not room:
            break
    return picked


def _still_running(
    shot: ShotPlan, pool: AssetPool, sent: dict[int, list[int]], candidates: list[Candidate]
) -> list[Candidate]:
    """The candidates once some individuals have sent pictures: each with the best picture that it may still send."""
    if shot.pictures_each == 1:
        return [candidate for candidate in candidates if candidate[3] not in sent]
    still = []
    for candidate in candidates:
        _, position, _, individual, pictures = candidate
        gone = sent.get(individual)
        if gone is None:
            still.append(candidate)
            continue
        best = next((place for place in pictures if may_send(shot, pool, gone, place)), None)
        if best is not None:
            still.append((pool.ranks[best], position, best, individual, pictures))
    return still


def _by_family(table: Table, shot: ShotPlan, pool: AssetPool, asked: Sequence[Asked]) -> list[list[Candidate]]:
    """The candidates of a scene that places several tags of one family: these must be looked at together."""
    positions: dict[int, list[int]] = {}
    for position, (tag, _) in enumerate(asked):
        if tag in pool.by_tag:
            positions.setdefault(pool.families[tag], []).append(position)
    running: list[list[Candidate]] = [[] for _ in shot.steps]
    for together in positions.values():
        key = tuple(asked[position] for position in together)
        _, entries = table.get(key if len(key) > 1 else key[0]) or _remember(table, shot, pool, key)
        for step, earliest, individual, pictures in entries:
            best = pictures[0]
            running[step].append((pool.ranks[best], together[earliest], best, individual, pictures))
    return running


def _remember(table: Table, shot: ShotPlan, pool: AssetPool, asked: tuple[Asked, ...]) -> Block:
    tag = asked[0][0]
    if tag not in pool.by_tag:
        logger.warning("no asset in the pool has the tag %r", tag)
        return MISSING, ()
    if len(table) >= MOST_BLOCKS:
        table.clear()
    block = pool.families[tag], tuple(_entries(shot, pool, asked))
    table[asked if len(asked) > 1 else asked[0]] = block
    return block


def _entries(shot: ShotPlan, pool: AssetPool, asked: tuple[Asked, ...]) -> list[Entry]:
    """What each individual that the placements offer has for each step."""
    offered = offers(pool, asked)
    entries = []
    for number, step in enumerate(shot.steps):
        pictures: dict[int, list[int]] = {}
        earliest: dict[int, int] = {}
        for place, positions in offered.items():
            met = next((p for p in positions if step.is_met(pool.rows[place], asked[p][1])), None)
            if met is not None:
                individual = pool.individuals[place]
                pictures.setdefault(individual, []).append(place)
                earliest[individual] = min(met, earliest.get(individual, met))
        for individual, places in pictures.items():
            best = sorted((p for p in places if may_send(shot, pool, (), p)), key=lambda p: preference(shot, pool, p))
            if best:
                entries.append((number, earliest[individual], individual, tuple(best)))
    return entries


def _new_table(pool: AssetPool, shot: ShotPlan) -> Table:
    if len(pool.remembered) >= MOST_PLANS:
        pool.remembered.clear()
    table: Table = {}
    return pool.remembered.setdefault(shot, table)
