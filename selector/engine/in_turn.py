"""A shot rule, a scene and a pool in; which pictures go out, step after step as they are written.

`selector.engine.choose` sorts what all steps want into one list. That is not possible where what an
individual sends at a step depends on what went before: it may send several pictures, or one of them
is the very picture of another asset. Here each step asks anew what each individual can still send.
The answer is that of `selector.engine.order_of_events`, which also knows the reasons.

Ann and Bo share their best picture. It goes for Ann, so Bo, at his turn for the same priority,
sends nothing. For the next priority his other picture goes:

>>> from selector import AssetPool, load_rules, read_manifest
>>> from selector.engine.alike import PICTURES_BY_WORDS, PLACEMENTS_BY_WORDS
>>> def picture(tag, quality, address):
...     return {"manifest_tag": tag, "asset_type": "character", "quality_score": quality,
...             "reference_image_url": address}
>>> pool = AssetPool([
...     picture("ANN", 9, "both.png"), picture("BO", 8, "both.png"), picture("BO", 6, "bo.png"),
... ])
>>> scene = read_manifest({"composition": {"shot_type": "dance"}, "placements": [
...     {"asset_tag": "ANN", "role": "subject"}, {"asset_tag": "BO", "role": "subject"},
...     {"asset_tag": "BO", "role": "interaction_target"},
... ]})
>>> shot_plan = load_rules().plan.for_shot(scene.shot)
>>> shot = ShotByKinds(shot_plan, PICTURES_BY_WORDS, PLACEMENTS_BY_WORDS)
>>> choose_in_turn(shot, scene, pool)
[0, 2]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from selector.engine.individual_rules import may_send
from selector.engine.offers import BY_TAG, first_placements, nearness
from selector.engine.shot_by_kinds import ShotByKinds, bits_set

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from selector.engine.pool import AssetPool
    from selector.model.scene import Scene

OnePlacement: TypeAlias = tuple[str, int, int]
"""A placement of an individual: its tag, its kind and its index."""


class Standing(NamedTuple):
    """An individual in a scene that is gone through in turn.

    Attributes:
        individual: Its number in the pool.
        pictures: Those it can send, the best first: index in `prefer`, nearness, rank, place, and
            steps as bits.
        earliest: For each step the first placement under which any of its pictures meets it.
    """

    individual: int
    pictures: list[tuple[int, int, int, int, int]]
    earliest: dict[int, int]


def choose_in_turn(shot: ShotByKinds, scene: Scene, pool: AssetPool) -> list[int]:
    """Go through the steps one by one, with what each individual may still send there.

    Args:
        shot: What serves the scene.
        scene: The scene.
        pool: The pictures.

    Returns:
        The places of the picks in the pool, in order.
    """
    standings = []
    for individual, placed in _placed(shot, scene, pool).items():
        standings.append(_standing(shot, pool, individual, placed))
    picked: list[int] = []
    sent: dict[int, list[int]] = {}
    gone: set[int] = set()
    for step, cap in enumerate(shot.shot_plan.caps):
        candidates = []
        for standing in standings:
            already = sent.get(standing.individual, ())
            best = _best_at(shot, step, standing, already, gone, pool)
            if best is not None:
                candidates.append(best)
        candidates.sort()
        room = min(cap, shot.shot_plan.references - len(picked))
        for _, _, place, individual in candidates:
            picture = pool.pictures[place]
            if room and picture not in gone:
                picked.append(place)
                sent.setdefault(individual, []).append(place)
                gone.add(picture)
                room -= 1
    return picked


def _best_at(
    shot: ShotByKinds,
    step: int,
    standing: Standing,
    sent: Sequence[int],
    gone: set[int],
    pool: AssetPool,
) -> tuple[int, int, int, int] | None:
    """What an individual would send at a step: rank, placement, place, individual; or None."""
    individual, pictures, earliest = standing
    for _, _, rank, place, steps in pictures:
        if not steps >> step & 1 or pool.pictures[place] in gone:
            continue
        if may_send(shot.shot_plan.pictures_each, pool, sent, place):
            return rank, earliest[step], place, individual
    return None


def _placed(shot: ShotByKinds, scene: Scene, pool: AssetPool) -> dict[int, list[OnePlacement]]:
    """The placements of every individual that the scene places."""
    found: dict[int, list[OnePlacement]] = {}
    for (tag, kind), nth in first_placements(scene.placements, shot.placement_kinds).items():
        for individual in pool.individuals_of(tag):
            found.setdefault(individual, []).append((tag, kind, nth))
    return found


def _standing(
    shot: ShotByKinds,
    pool: AssetPool,
    individual: int,
    placed: Iterable[OnePlacement],
) -> Standing:
    """What the pictures of one individual meet under all its placements together.

    Args:
        shot: What serves the scene.
        pool: The pool.
        individual: Its number in the pool.
        placed: Its placements.
    """
    first: dict[tuple[str, int], int] = {}
    under: dict[str, int] = {}
    union = 0
    for tag, kind, nth in placed:
        steps = shot.steps_for_placement[kind]
        first.setdefault((tag, steps), nth)
        under[tag] = under.get(tag, 0) | steps
        union |= steps
    able = dict.fromkeys(under, 0)
    others = 0
    near = None
    pictures = []
    for place in pool.members[individual]:
        row = pool.rows[place]
        tag = row.tag
        kind = shot.picture_kinds.of(row)
        steps, preferred, sendable, _ = shot.for_picture[kind]
        if tag in able:
            able[tag] |= steps
            degree = BY_TAG
            met = steps & under[tag]
        else:
            others |= steps
            near = near or nearness(pool, individual, under)
            degree = near[place]
            met = steps & union
        if met and sendable and row.held is None:
            rank = pool.ranks[place]
            pictures.append((preferred, degree, rank, place, met))
    pictures.sort()
    earliest: dict[int, int] = {}
    for (tag, steps), nth in first.items():
        for step in bits_set(steps & (able[tag] | others)):
            earliest.setdefault(step, nth)
    return Standing(individual, pictures, earliest)
