"""F393: a better face crop of somebody does not go, because it has another tag.

A scene that places `TOMAS` sends pictures with that tag first, whatever their quality. So a scene
that places an armour sends the armour, as it should. But a face that was cut from a picture of
Tomas is no other look: if its tag is `TOMAS_FACE`, an old photograph goes before it. The same is so
of a `TOMAS_FACE` that nothing joins to Tomas.

Where a tag has one picture, its scenes mean that one. What is advised is tried in each scene.

In: rules and a pool; the selection of each scene. Out: a problem for each such face, at its tag in
the assets file.

>>> of_face("TOMAS_FACE"), of_face("Tomas, headshot 2"), of_face("TOMAS")
(' tomas ', ' tomas 2 ', '')
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from selector.engine.pool import AssetPool
from selector.language.text import word_run
from selector.model.problem import Problem, shown
from selector.review.film_under_rules.in_scenes import Scenes
from selector.review.film_under_rules.losses import capital

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from selector.engine.rules import Rules
    from selector.engine.selection import Selection
    from selector.model.scene import Scene
    from selector.reading.film import Film
    from selector.reading.films.film_scenes import SceneRead

_OF_FACES = ("face", "headshot", "portrait", "closeup", "head")
"""Words of the tags of faces."""
_BETTER = 1
"""By how much the quality of one face is to be higher: less is a matter of taste."""
_MOST_PICTURES = 100
"""Somebody with more pictures is left out; most have a handful."""
_MOST_POOLS = 10
"""How many faces are given another tag, to see whether they go by that."""
_MOST_TRIED = 60
"""In how many scenes the advice is tried; in others it is taken to help as it did before."""


class FacesUnderOtherTags:
    """Looks for scenes that send a worse face crop than there is under another tag."""

    def __init__(self, rules: Rules, film: Film, pool: AssetPool) -> None:
        self._rules = rules
        self._film = film
        self._pool = pool
        self._better = dict(_better_than(pool))
        """For each face that is worse than others, these."""
        self._placed: set[str] = set()
        """The tags that scenes place."""
        self._tried = 0
        self._retagged: dict[tuple[int, str], AssetPool] = {}
        """Pools in which a face has another tag; a few, as each costs as much as a film."""
        self._to_try: dict[tuple[int, int], list[Scene]] = {}
        """The scenes in which it remains to be tried whether a face goes by the tag."""
        self._found: dict[tuple[int, int], Scenes] = {}
        """The scenes by the face that is sent for the tag that they place, and the better one."""

    def look_at(self, _read: SceneRead, selection: Selection) -> None:
        """Take in one more scene of the film."""
        if not self._better:
            return
        here = [placement.tag for placement in selection.scene.placements]
        self._placed.update(here)
        for sent in selection.places:
            if sent in self._better and self._tag(sent) in here:
                self._compare(sent, selection, here)

    def _compare(self, sent: int, selection: Selection, here: Container[str]) -> None:
        """Look for better faces than one that goes, under tags that the scene does not place."""
        for face in self._better[sent]:
            if face not in selection.places and self._tag(face) not in here:
                self._take_in(face, sent, selection)

    def _take_in(self, face: int, sent: int, selection: Selection) -> None:
        """Take in a scene that sends a worse face, if what is advised helps there."""
        about = (sent, face)
        self._tried += 1
        if self._tried <= _MOST_TRIED:
            if not self._helps(face, sent, selection.scene):
                return
        elif about not in self._found:
            return
        self._found.setdefault(about, Scenes()).add(selection.scene.index)

    def _helps(self, face: int, sent: int, scene: Scene) -> bool:
        """Whether the better face goes instead if a scene places its tag, or if it has that tag."""
        if not self._is_joined(face, sent):
            return self._goes_by_tag(face, sent, scene)
        own = self._tag(face)
        placements = []
        for placement in scene.placements:
            by_own = placement
            if placement.tag == self._tag(sent):
                by_own = placement._replace(tag=own)
            placements.append(by_own)
        changed = scene._replace(placements=tuple(placements))
        places = self._rules.select(changed, self._pool).places
        is_helping = face in places and sent not in places
        if is_helping:
            self._to_try.setdefault((sent, face), []).append(scene)
        return is_helping

    def _goes_by_tag(self, face: int, sent: int, scene: Scene) -> bool:
        """Whether the better face goes instead if it has the tag of the worse one."""
        pool = self._with_tag(face, self._tag(sent))
        if pool is None:
            return False
        places = self._rules.select(scene, pool).places
        return face in places and sent not in places

    def _with_tag(self, face: int, tag: str) -> AssetPool | None:
        """The pool if a face had another tag; None if too many pools were made already."""
        if (face, tag) not in self._retagged:
            if len(self._retagged) == _MOST_POOLS:
                return None
            assets = list(self._film.assets)
            assets[face] = replace(assets[face], manifest_tag=tag)
            send_cleaned = self._rules.plan.send_cleaned
            pool = AssetPool(assets, usable=self._film.pictures.usable_if(send_cleaned))
            self._retagged[face, tag] = pool
        return self._retagged[face, tag]

    def _tag(self, place: int) -> str:
        return self._pool.rows[place].tag

    def _is_joined(self, face: int, sent: int) -> bool:
        individuals = self._pool.individuals
        return individuals[face] == individuals[sent]

    def _all_go_by_tag(self, face: int, sent: int) -> bool:
        """Whether the better face goes by the tag in each scene in which its own helps."""
        scenes = self._to_try[sent, face]
        return all(self._goes_by_tag(face, sent, scene) for scene in scenes)

    def problems(self) -> Iterator[Problem]:
        """F393 for each, after the last scene."""
        rows = self._pool.rows
        for (sent, place), scenes in self._found.items():
            worse, better = rows[sent], rows[place]
            named, other = shown(worse.tag), shown(better.tag)
            same_tag = f"give the better one the tag `{named}`"
            send = "sends" if scenes.count == 1 else "send"
            if self._is_joined(place, sent):
                why = f"`{named}` is placed, and the better one has the tag `{other}`"
                hint = f"Place `{other}` instead of `{named}` in {scenes.named}."
                if better.tag not in self._placed and self._all_go_by_tag(place, sent):
                    hint = f"Place `{other}` instead of `{named}` in {scenes.named}, or {same_tag}."
            else:
                why = f"nothing says that `{other}` is the face of `{named}`"
                hint = f"If it is, {same_tag}."
            yield Problem(
                at=self._film.asset_locations[place].of("manifest_tag"),
                code="F393",
                what=(
                    f"{capital(scenes.named)} {send} `{shown(worse.address or worse.tag)}` (quality"
                    f" {worse.quality:g}), not the better face crop"
                    f" `{shown(better.address or better.tag)}` ({better.quality:g}): {why}."
                ),
                hint=hint,
                scenes=scenes.count,
            )


def of_face(name: str) -> str:
    """The words of a tag or name without those of faces; empty if it has none of those."""
    words = word_run(name).split()
    others = [word for word in words if word not in _OF_FACES]
    if len(others) == len(words):
        return ""
    return f" {' '.join(others)} "


def _better_than(pool: AssetPool) -> Iterator[tuple[int, list[int]]]:
    """Face crops that are worse than some that only their own tags keep out, and these."""
    rows = pool.rows
    for tag, faces in _faces_beside(pool):
        for place in pool.by_tag[tag]:
            row = rows[place]
            if not row.is_face or row.held is not None or row.quality is None:
                continue
            least = float(row.quality) + _BETTER
            better = [face for face in faces if float(rows[face].quality or 0) >= least]
            if better:
                yield place, better


def _faces_beside(pool: AssetPool) -> Iterator[tuple[str, list[int]]]:
    """For each tag with several pictures, the scored face crops that only their own tags keep out.

    They are cut from a picture with the tag, or are called like it and a face.
    """
    rows = pool.rows
    scored: dict[int, None] = {}
    by_name: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        if row.is_face and row.held is None and row.quality is not None:
            scored[place] = None
            by_name.setdefault(of_face(row.tag), []).append(place)
    for tag, places in pool.by_tag.items():
        if len(places) == 1 or scored.keys().isdisjoint(places):
            continue  # it has one picture, or no face that could be a worse one
        individual = pool.individuals[places[0]]
        members = pool.members[individual]
        if len(members) > _MOST_PICTURES:
            continue
        called = word_run(tag)
        found = dict.fromkeys(by_name.get(called, ()))
        for face in _cut_from(places, individual, pool):
            if face in scored:
                found[face] = None
        faces = [face for face in found if rows[face].tag != tag]
        if faces:
            yield tag, faces


def _cut_from(places: Iterable[int], individual: int, pool: AssetPool) -> Iterator[int]:
    """The pictures of an individual that are of the lineage of some of them."""
    lineage = pool.lineage(individual)
    own = set()
    for place in places:
        if place in lineage:
            own.add(lineage[place])
    for place, of in lineage.items():
        if of in own:
            yield place
