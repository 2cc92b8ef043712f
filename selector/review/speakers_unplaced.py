"""Who speaks in a scene without being in it: what a hand-written scene may have left out.

In: the pool, and scenes, one at a time. Out: one sentence, or an empty text. It is no problem, for
a voice may come from outside the picture.
"""

from __future__ import annotations

from itertools import starmap

from selector.engine.pool import AssetPool
from selector.language.text import word_run
from selector.model.asset import Asset
from selector.model.phrases import listed
from selector.model.problem import shown
from selector.model.scene import Scene

_HEARD = (
    "voice",
    "voiceover",
    "vo",
    "v o",
    "off screen",
    "offscreen",
    "os",
    "o s",
    "phone",
    "telephone",
    "radio",
    "intercom",
    "narrator",
    "heard",
)
"""Words of notes on a voice whose speaker is not in the picture."""
_MOST = 8
"""How many speakers are named, and how many scenes of each."""


class SpeakersUnplaced:
    """Looks for speakers whom no placement of their scene shows, though pictures show them."""

    def __init__(self, pool: AssetPool[Asset]) -> None:
        self._pool = pool
        self._scenes: dict[str, list[str]] = {}
        """By the tag of a speaker, the numbers of such scenes."""

    def look_at(self, scene: Scene) -> None:
        """Take in one more scene of the film."""
        if not scene.speakers or _is_heard_only(scene):
            return
        placed = set()
        for placement in scene.placements:
            placed |= self._individuals_of(placement.tag)
        for speaker in scene.speakers:
            tag = speaker.tag or ""
            individuals = self._individuals_of(tag)
            if individuals and individuals.isdisjoint(placed):
                numbers = self._scenes.setdefault(tag, [])
                numbers.append(str(scene.index))

    def _individuals_of(self, tag: str) -> set[int]:
        return {self._pool.individuals[place] for place in self._pool.by_tag.get(tag, ())}

    def notice(self) -> str:
        """Who they are, after the last scene; an empty text if there is nobody."""
        if not self._scenes:
            return ""
        named = list(starmap(_named, self._scenes.items()))
        who = listed(_first(named))
        return (
            f"Speakers who are not in their scenes: {who}. Add whoever is seen there to the `cast`;"
            " for a voice that is only heard, change nothing."
        )


def _is_heard_only(scene: Scene) -> bool:
    """Whether a note says that a voice comes from outside the picture."""
    notes = word_run(" ".join(scene.continuity_notes))
    return any(f" {word} " in notes for word in _HEARD)


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
