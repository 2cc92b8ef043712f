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

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from selector.engine.rules import Rules
    from selector.engine.selection import Selection
    from selector.reading.film import Film
    from selector.reading.films.film_scenes import SceneRead

_OF_FACES = ("face", "headshot", "portrait", "closeup", "head")
"""Words of the tags of faces."""
_BETTER = 1
"""By how much the quality of one face is to be higher: less is a matter of taste."""
_MOST_PICTURES = 100
"""Somebody with more pictures is left out; most have a handful."""
_MOST_TRIED = 60
"""In how many scenes the advice is tried; in others it is taken to help as it did before."""


class FacesUnderOtherTags:
    """Looks for scenes that send a worse face crop than there is under another tag."""

    def __init__(self, rules: Rules, film: Film, pool: AssetPool) -> None:
        self._rules = rules
        self._film = film
        self._pool = pool
        self._faces = dict(_faces_beside(pool))
        self._watched = set(self._faces)
        """The tags for which they may go, and their own."""
        for faces in self._faces.values():
            self._watched.update(pool.rows[face].tag for face in faces)
        self._placed: set[str] = set()
        """Those of these tags that scenes place."""
        self._tried = 0
        self._retagged: dict[tuple[int, str], AssetPool] = {}
        """Pools in which a face has another tag."""
        self._not_by_tag: set[tuple[int, str]] = set()
        """Faces, each with a tag that it would not go by, in some scene."""
        self._found: dict[tuple[str, int, int], Scenes] = {}
        """The scenes by the tag that they place, what is sent for it, and the better face."""

    def look_at(self, _read: SceneRead, selection: Selection) -> None:
        """Take in one more scene of the film."""
        if not self._faces:
            return
        placements = selection.scene.placements
        here = [each.tag for each in placements if each.tag in self._watched]
        self._placed.update(here)
        for tag in dict.fromkeys(here):
            for face in self._faces.get(tag, ()):
                own = self._pool.rows[face].tag
                if face not in selection.places and own not in here:
                    self._compare(face, tag, selection)

    def _compare(self, face: int, tag: str, selection: Selection) -> None:
        """Compare a face that does not go with what goes for a tag."""
        sent = self._worse(face, tag, selection)
        if sent is None:
            return
        about = (tag, sent, face)
        self._tried += 1
        if self._tried <= _MOST_TRIED:
            if not self._helps(face, tag, sent, selection):
                return
        elif about not in self._found:
            return
        self._found.setdefault(about, Scenes()).add(selection.scene.index)

    def _worse(self, face: int, tag: str, selection: Selection) -> int | None:
        """The face crop with a tag that goes though another is better; None if there is none."""
        rows = self._pool.rows
        better = float(rows[face].quality or 0)
        for place in selection.places:
            row = rows[place]
            if row.tag != tag or not row.is_face or row.quality is None:
                continue
            worse = float(row.quality)
            if better - worse >= _BETTER:
                return place
        return None

    def _helps(self, face: int, tag: str, sent: int, selection: Selection) -> bool:
        """Whether the better face goes instead if a scene places its tag, or if it has that tag."""
        scene, select = selection.scene, self._rules.select
        own = self._pool.rows[face].tag
        retagged = select(scene, self._with_tag(face, tag)).places
        by_tag = face in retagged and sent not in retagged
        if not self._is_joined(face, sent):
            return by_tag
        if not by_tag:
            self._not_by_tag.add((face, tag))
        placements = []
        for placement in scene.placements:
            by_own = placement
            if placement.tag == tag:
                by_own = placement._replace(tag=own)
            placements.append(by_own)
        changed = scene._replace(placements=tuple(placements))
        places = select(changed, self._pool).places
        return face in places and sent not in places

    def _with_tag(self, face: int, tag: str) -> AssetPool:
        """The pool if a face had another tag."""
        if (face, tag) not in self._retagged:
            assets = list(self._film.assets)
            assets[face] = replace(assets[face], manifest_tag=tag)
            pool = AssetPool(assets, usable=self._film.pictures.usable)
            self._retagged[face, tag] = pool
        return self._retagged[face, tag]

    def _is_joined(self, face: int, sent: int) -> bool:
        individuals = self._pool.individuals
        return individuals[face] == individuals[sent]

    def problems(self) -> Iterator[Problem]:
        """F393 for each, after the last scene."""
        rows = self._pool.rows
        for (tag, sent, place), scenes in self._found.items():
            worse, better = rows[sent], rows[place]
            named, other = shown(tag), shown(better.tag)
            same_tag = f"give that picture the tag `{named}`"
            if self._is_joined(place, sent):
                why = f"the placed tag is `{named}`, and the tag of that picture is `{other}`"
                hint = f"Place `{other}` instead of `{named}` there."
                if better.tag not in self._placed and (place, tag) not in self._not_by_tag:
                    hint = f"Place `{other}` instead of `{named}` there, or {same_tag}."
            else:
                why = f"nothing says that `{other}` is the face of `{named}`"
                hint = f"If it is, {same_tag}."
            yield Problem(
                at=self._film.asset_locations[place].of("manifest_tag"),
                code="F393",
                what=(
                    f"`{shown(worse.address or worse.tag)}` (quality {worse.quality:g}) goes in"
                    f" {scenes.named}, and not the better face crop"
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
