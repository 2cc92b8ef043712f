"""F386: people of whom an entry wants a face crop, and who have none.

A close-up asks for the face of its subject first. Of somebody without a face crop, the full picture
goes at best, and a face the size of a thumbnail is what the video model copies.

In: rules and a pool; the selection of each scene. Out: one problem for all such people, at the
one who is in most scenes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.language.candidate import Circumstances
from selector.language.conditions.crop import CROP
from selector.language.shot_words.prefer import is_crop
from selector.language.text import word_run
from selector.model.frozen import frozen
from selector.model.phrases import listed
from selector.model.problem import Problem, shown
from selector.review.film_under_rules.faces_under_other_tags import of_face
from selector.review.film_under_rules.in_scenes import Scenes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from selector.engine.plan import ShotPlan, Step
    from selector.engine.pool import AssetPool
    from selector.engine.selection import Selection
    from selector.language.condition import Requirement
    from selector.model.problem import Location
    from selector.reading.film import Film
    from selector.reading.films.film_scenes import SceneRead

_FACE = frozenset({"face"})
_SUBJECT = "subject"
_LIKE_FACES = ("face", "headshot", "portrait", "close", "closeup", "cu", "head")
"""Words in file names and labels of faces."""
_NAMED = 3
"""How many more of them the sentence names."""


@frozen
class _Wanting:
    """An entry that wants faces: its conditions but for the crop, and if it wants them for certain.

    One that only prefers faces is taken to mean those whom the shot is about.
    """

    step: Step
    others: tuple[Requirement, ...]
    must_be: bool


@frozen
class _Faceless:
    """Somebody without a face crop: the entries that want one, and whether for certain."""

    entries: dict[str, bool]
    scenes: Scenes


class FacesWanted:
    """Looks for people whose faces are wanted and missing."""

    def __init__(self, film: Film, pool: AssetPool) -> None:
        self._film = film
        self._pool = pool
        self._faceless = set()
        for individual, members in pool.members.items():
            is_person = has_face = False
            for place in members:
                row = pool.rows[place]
                if row.held is None:
                    is_person = is_person or row.type == "character"
                    has_face = has_face or row.is_face
            if is_person and not has_face:
                self._faceless.add(individual)
        self._wanting: dict[ShotPlan, Sequence[_Wanting]] = {}
        self._found: dict[int, _Faceless] = {}
        self.entries: set[Location] = set()
        """The entries that find no face."""

    def look_at(self, _read: SceneRead, selection: Selection) -> None:
        """Take in one more scene of the film."""
        faceless = self._faceless
        if not faceless or not selection.references:
            return
        plan = selection.shot_plan
        if plan not in self._wanting:
            self._wanting[plan] = tuple(_wanting(plan))
        wanting = self._wanting[plan]
        if not wanting:
            return
        here: dict[int, _Wanting] = {}
        for nth, placement in enumerate(selection.scene.placements):
            for individual in self._pool.individuals_of(placement.tag):
                if individual in faceless and individual not in here:
                    found = self._wants(wanting, selection, individual, nth)
                    if found is not None:
                        here[individual] = found
        for individual, each in here.items():
            self.entries.add(each.step.name.at)
            if individual not in self._found:
                self._found[individual] = _Faceless(entries={}, scenes=Scenes())
            entry = f"`{shown(each.step.name.name)}` of `{shown(selection.shot)}`"
            self._found[individual].entries[entry] = each.must_be
            self._found[individual].scenes.add(selection.scene.index)

    def _wants(
        self, wanting: Sequence[_Wanting], selection: Selection, individual: int, nth: int
    ) -> _Wanting | None:
        """The first entry that wants the face of somebody under a placement; None if none does."""
        around = Circumstances(selection.scene, self._pool, selection.earlier_anew())
        place = self._pool.members[individual][0]
        candidate = around.candidate(place, nth)
        for each in wanting:
            if not each.must_be and candidate.placement.role != _SUBJECT:
                continue
            if all(condition.is_met(candidate) for condition in each.others):
                return each
        return None

    def problems(self) -> Iterator[Problem]:
        """F386 for all of them together, after the last scene."""
        if not self._found:
            return

        def scenes(individual: int) -> int:
            return self._found[individual].scenes.count

        individual, *others = sorted(self._found, key=scenes, reverse=True)
        found = self._found[individual]
        entry, *other_entries = found.entries
        wants = "asks for" if found.entries[entry] else "prefers"
        if other_entries:
            wants = "and others ask for"
        first, *_ = self._pool.members[individual]
        locations = self._film.asset_locations[first]
        how = "`crop: face`" if locations.by_hand else "`is_face_crop: true`"
        more = ""
        if others:
            named = list(map(self._called, others[:_NAMED]))
            if len(others) > _NAMED:
                named.append(f"{len(others) - _NAMED:,} more")
            have = "has none either" if len(others) == 1 else "have none either"
            more = f" {listed(named)} {have}."
        yield Problem(
            at=locations.of("individual"),
            code="F386",
            what=(
                f"{self._called(individual)} has no face crop, and {entry} {wants} one in"
                f" {found.scenes.named}.{more}"
            ),
            hint=self._hint(individual, how),
            scenes=found.scenes.count,
        )

    def _hint(self, individual: int, how: str) -> str:
        """What to do: a picture may be a face that nobody has marked as one."""
        for place in self._pool.members[individual]:
            row = self._pool.rows[place]
            texts = (row.address or "", row.tag, *row.labels)
            words = word_run(" ".join(texts))
            if any(f" {word} " in words for word in _LIKE_FACES):
                return (
                    f"Is `{shown(row.address or row.tag)}` a face crop? If so, write {how} there."
                )
        tags = set()
        for place in self._pool.members[individual]:
            row = self._pool.rows[place]
            tags.add(word_run(row.tag))
        for row in self._pool.rows:
            if row.is_face and of_face(row.tag) in tags:
                face = shown(row.address or row.tag)
                tag = shown(self._placeable(individual))
                return f"If `{face}` is that face, give it the tag `{tag}`: nothing says so yet."
        return f"Add a picture of the face with {how}. Until then, another picture may be sent."

    def _placeable(self, individual: int) -> str:
        """The first tag of somebody."""
        first, *_ = self._pool.members[individual]
        return self._pool.rows[first].tag

    def _called(self, individual: int) -> str:
        return f"`{shown(self._pool.called(individual))}`"


def _wanting(plan: ShotPlan) -> Iterator[_Wanting]:
    """The entries of a plan that want faces."""
    for step in plan.steps:
        crops = [each.wanted for each in step.conditions if each.word is CROP]
        others = tuple([each for each in step.conditions if each.word is not CROP])
        if crops:
            if crops[0] == _FACE:
                yield _Wanting(step=step, others=others, must_be=True)
        elif _prefers_faces(plan, step):
            yield _Wanting(step=step, others=others, must_be=False)


def _prefers_faces(plan: ShotPlan, step: Step) -> bool:
    """Whether a face is the first that an entry prefers, of the two crops."""
    for layer in plan.prefer_at(step):
        for item in layer:
            if is_crop(item):
                (condition,) = item.conditions
                return bool(condition.wanted == _FACE)
    return False
