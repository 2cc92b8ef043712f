"""What the placements of a scene offer, and how near each picture is to what the scene names.

- **A placement offers** the pictures with its tag, and every other picture of the same individual
  that the scene does not place by a tag of its own. A later placement of the same individual adds
  nothing if the rules cannot distinguish it from an earlier one (it has the same role, say), so a
  scene may place one individual any number of times.
- **A picture is near** in three degrees: the scene places it by its own tag (`BY_TAG`); a picture
  of its lineage is placed so (`BY_LINEAGE`: a crop of the placed look); or neither (`FAR`: the
  individual in another look).

Yu has a portrait, a look of her own tag and a face cut from that look. The scene places the look as
subject (placement 0), and the gate behind her (placement 1):

>>> from selector import AssetPool
>>> from selector.engine.alike import PLACEMENTS_BY_WORDS
>>> from selector.model.scene import Placement
>>> def picture(id, tag, source=None, face=False):
...     return {"id": id, "manifest_tag": tag, "asset_type": "character", "individual": id[:2],
...             "source_asset_id": source, "is_face_crop": face}
>>> pool = AssetPool([
...     picture("yu", "YU"), picture("yu armour", "YU_ARMOUR"),
...     picture("yu face", "YU_FACE", "yu armour", face=True), picture("gate", "GATE"),
... ])
>>> scene = [Placement("YU_ARMOUR", "subject"), Placement("GATE", "background")]
>>> offered = offers(pool, scene, PLACEMENTS_BY_WORDS)
>>> {pool.rows[place].tag: placements for place, placements in offered.items()}
{'YU_ARMOUR': [0], 'YU': [0], 'YU_FACE': [0], 'GATE': [1]}
>>> near = all_nearness(pool, scene, offered)
>>> {pool.rows[place].tag: degree for place, degree in near.items()}
{'YU': 2, 'YU_ARMOUR': 0, 'YU_FACE': 1, 'GATE': 0}

Placed by its own tag as well, the portrait is no longer offered by the look's placement:

>>> offers(pool, [*scene, Placement("YU", "subject")], PLACEMENTS_BY_WORDS)[0]
[2]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from selector.engine.alike import Kinds
    from selector.engine.pool_index import PoolIndex
    from selector.model.scene import Placement

BY_TAG, BY_LINEAGE, FAR = 0, 1, 2
"""How near a picture is to the tags that the scene places."""


def offers(
    pool: PoolIndex, placements: Sequence[Placement], kinds: Kinds[Placement]
) -> Mapping[int, Sequence[int]]:
    """Which placements offer which pictures.

    Args:
        pool: The pictures.
        placements: Those of the scene, in order.
        kinds: The kinds of placements that the rules distinguish.

    Returns:
        For each offered place of the pool the placements that offer it, as indices, rising: the
        first of each kind.
    """
    placed = _tags(placements)
    offered: dict[int, list[int]] = {}
    done: set[tuple[int, int]] = set()
    for (tag, kind), nth in first_placements(placements, kinds).items():
        own = pool.by_tag.get(tag, ())
        for place in own:
            offered.setdefault(place, []).append(nth)
        individuals = map(pool.individuals.__getitem__, own)
        for individual in dict.fromkeys(individuals):
            if (individual, kind) in done:
                continue
            done.add((individual, kind))
            for place in pool.members[individual]:
                if pool.rows[place].tag not in placed:
                    offered.setdefault(place, []).append(nth)
    return offered


def nearness(pool: PoolIndex, individual: int, placed: Collection[str]) -> dict[int, int]:
    """How near each picture of an individual is.

    Args:
        pool: The pictures.
        individual: Its number in the pool.
        placed: The tags that the scene places.

    Returns:
        `BY_TAG`, `BY_LINEAGE` or `FAR` for each place of the individual's pictures.
    """
    members = pool.members[individual]
    named = [place for place in members if pool.rows[place].tag in placed]
    if len(named) == len(members):
        return dict.fromkeys(members, BY_TAG)
    lineage = pool.lineage(individual)
    near = {lineage[place] for place in named}
    degrees = dict.fromkeys(members, FAR)
    for place in members:
        if lineage[place] in near:
            degrees[place] = BY_LINEAGE
    degrees.update(dict.fromkeys(named, BY_TAG))
    return degrees


def all_nearness(
    pool: PoolIndex, placements: Sequence[Placement], offered: Iterable[int]
) -> dict[int, int]:
    """How near each picture is of every individual that a scene offers.

    Args:
        pool: The pictures.
        placements: Those of the scene.
        offered: The places that they offer.

    Returns:
        `BY_TAG`, `BY_LINEAGE` or `FAR` by place.
    """
    placed = _tags(placements)
    near: dict[int, int] = {}
    individuals = map(pool.individuals.__getitem__, offered)
    for individual in dict.fromkeys(individuals):
        near.update(nearness(pool, individual, placed))
    return near


def _tags(placements: Iterable[Placement]) -> set[str]:
    return {placement.tag for placement in placements}


def first_placements(
    placements: Iterable[Placement], kinds: Kinds[Placement]
) -> dict[tuple[str, int], int]:
    """The first placement of each tag and kind, rising."""
    firsts: dict[tuple[str, int], int] = {}
    for nth, placement in enumerate(placements):
        firsts.setdefault((placement.tag, kinds.of(placement)), nth)
    return firsts
