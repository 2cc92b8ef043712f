"""Who speaks in a scene without being in it: what a hand-written scene may have left out.

In: scenes as they were read, and the pool. Out: one sentence, or an empty text. It is no problem,
for a voice may come from outside the picture.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import starmap

from selector.engine.pool import AssetPool
from selector.model.asset import Asset
from selector.model.phrases import listed
from selector.model.problem import shown
from selector.model.scene import Scene

_MOST = 8
"""How many speakers are named, and how many scenes of each."""


def speakers_unplaced(scenes: Iterable[Scene], pool: AssetPool[Asset]) -> str:
    """Which speakers no placement of their scene shows, though pictures show them."""
    found: dict[str, list[str]] = {}
    for scene in scenes:
        placed = set()
        for placement in scene.placements:
            placed |= _individuals_of(placement.tag, pool)
        for speaker in scene.speakers:
            tag = speaker.tag or ""
            individuals = _individuals_of(tag, pool)
            if individuals and individuals.isdisjoint(placed):
                numbers = found.setdefault(tag, [])
                numbers.append(str(scene.index))
    if not found:
        return ""
    named = list(starmap(_named, found.items()))
    who = listed(_first(named))
    return (
        f"Speakers who are not in their scenes: {who}. Add whoever is seen there to the `cast`;"
        " for a voice that is only heard, change nothing."
    )


def _individuals_of(tag: str, pool: AssetPool[Asset]) -> set[int]:
    return {pool.individuals[place] for place in pool.by_tag.get(tag, ())}


def _named(tag: str, numbers: list[str]) -> str:
    scenes = "scenes"
    if len(numbers) == 1:
        scenes = "scene"
    written = shown(tag)
    which = listed(_first(numbers))
    return f"`{written}` ({scenes} {which})"


def _first(words: list[str]) -> list[str]:
    """The first words, and how many more there are."""
    more = len(words) - _MOST
    if more <= 0:
        return words
    return [*words[:_MOST], f"{more:,} more"]
