"""F373: scenes in which a face goes, though their rules put full pictures first.

`prefer: full` means that a full picture goes where there is one. Of somebody of whom only a face
can go, the face goes.

In: rules and a pool; the selection of each scene. Out: problems, each at what is preferred in the
rule file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from selector.engine.plan import Step
from selector.engine.pool import AssetPool
from selector.engine.rules import Rules
from selector.engine.selection import Selection
from selector.language.conditions.crop import CROP
from selector.language.entry_lists import ENTRY_LISTS
from selector.language.entry_lists.never import NEVER
from selector.language.shot_words.prefer import PREFER
from selector.model.picks import Pick
from selector.model.problem import Location, Problem, shown
from selector.review.cells import Wanted
from selector.review.full_first import FULL, FullFirst


class FacesSent:
    """Looks for faces that go for want of a full picture, scene by scene.

    Attributes:
        asks: Whether the rules put full pictures first anywhere.
    """

    def __init__(self, rules: Rules, pool: AssetPool) -> None:
        self._full_first = FullFirst(rules)
        self._pool = pool
        self._first: dict[Location, tuple[Selection, Pick]] = {}
        """By what is preferred, the first such pick."""
        self._scenes: Counter[Location] = Counter()
        """The number of scenes with such a pick."""
        self.asks = self._full_first.is_said_anywhere

    def look_at(self, selection: Selection) -> None:
        """Take in one more scene of the film."""
        alone = set(self._faces_alone(selection))
        if not alone:
            return
        plan = selection.shot_plan
        steps = {}
        for step in (*plan.pins, *plan.limits, *plan.steps):
            steps[step.name] = step
        here = set()
        picks, _ = selection.explained()
        for pick in picks:
            taking = steps.get(pick.priority)
            if pick.facts.place not in alone or taking is None or _names_faces(taking):
                continue
            at = self._full_first.said_of(taking, plan)
            if at is not None:
                here.add(at)
                self._first.setdefault(at, (selection, pick))
        self._scenes.update(here)

    def _faces_alone(self, selection: Selection) -> Iterator[int]:
        """The places of the faces that go without a full picture of the same individual."""
        rows = self._pool.rows
        individuals = self._pool.individuals
        in_full = set()
        for place in selection.places:
            if not rows[place].is_face:
                in_full.add(individuals[place])
        for place in selection.places:
            if individuals[place] not in in_full:
                yield place

    def problems(self) -> Iterator[Problem]:
        """F373 for each `prefer`, after the last scene."""
        for at, (selection, pick) in self._first.items():
            individual = self._pool.individuals[pick.facts.place]
            called = self._pool.called(individual)
            shot = shown(selection.shot)
            entry = shown(pick.priority.name)
            noun = ENTRY_LISTS[pick.priority.list].entry
            scenes = _scenes(selection, self._scenes[at] - 1)
            yield Problem(
                at=at,
                code="F373",
                what=(
                    f"In {scenes} `{shot}` sends a face crop of `{shown(called)}`"
                    f" ({noun} `{entry}`): `{PREFER.key}: {FULL}` does not exclude faces."
                ),
                hint=(
                    f"To exclude them, write `{NEVER.key}: [{{name: no-faces, {CROP.key}: face}}]`."
                    f" If face crops may be sent as well, write `{PREFER.key}: [{FULL}, face]`."
                ),
            )


def _scenes(first: Selection, more: int) -> str:
    """Which scenes are meant: the first, and how many more."""
    index = first.scene.index
    if index is None:
        return "some scenes,"
    scene = f"scene {shown(str(index))}"
    if more:
        scene = f"{more + 1:,} scenes, such as {scene}"
    return f"{scene},"


def _names_faces(step: Step) -> bool:
    """Whether an entry asks for faces in so many words."""
    each = step.pictures_each
    if isinstance(each, tuple) and "face" in each:
        return True
    return Wanted.by(step).crops == {"face"}
