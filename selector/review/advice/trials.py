"""What would come of a change, found by making it: the scene is gone through again, with any number of slots.

In: a selection and a `Trial`. Out: who would go, in which slot, and why the others would not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from selector.engine.explain import explain
from selector.engine.offers import all_nearness, offers
from selector.engine.plan import ShotPlan, Step
from selector.language.condition import Requirement
from selector.language.conditions import CONDITIONS

if TYPE_CHECKING:
    from selector.engine.selection import Selection
    from selector.model.advice import Words
    from selector.model.picks import PassedOver, Pick, Reason
    from selector.model.ruleset import PicturesEach
    from selector.model.scene import Scene

_MOST_WORK = 200_000
"""How often pictures may be held against priorities for the advice on one scene: that takes about two seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What is tried. Priorities are meant by their number.

    `uncapped` loses its `at_most`, `first` moves to the top; `widened` takes the words besides; `added` puts a priority
    for these words after the one of that number; `role` and `tag` give a placement, counted from 0, that role or tag.
    """

    pictures_each: PicturesEach | None = None
    prefer: str | None = None
    uncapped: int | None = None
    first: int | None = None
    widened: tuple[int, Words] | None = None
    added: tuple[int, Words] | None = None
    role: tuple[int, str] | None = None
    tag: tuple[int, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialResult:
    """What came of a trial, by place in the pool."""

    picks: Mapping[int, Pick]
    reasons: Mapping[int, Reason]


class Trials:
    """The trials of one selection, each made once."""

    def __init__(self, selection: Selection, shot: ShotPlan) -> None:
        self._selection = selection
        self._shot = shot
        self._made: dict[Trial, TrialResult] = {}
        self._work = 0
        self.offered = offers(selection.pool, selection.scene.placements)
        """For each offered place of the pool, the placements that offer it."""
        self.near = all_nearness(selection.pool, selection.scene.placements, self.offered)
        """For each offered place, how near the picture is to the tags that the scene places."""
        self._offers = sum(map(len, self.offered.values()))

    def of(self, trial: Trial) -> TrialResult:
        """What comes of a trial; nothing, where the scene has been gone through too often."""
        if trial not in self._made:
            shot, scene = self._changed_shot(trial), _changed_scene(self._selection.scene, trial)
            self._work += self._offers * len(shot.steps)
            enough = self._work > _MOST_WORK
            picks, passed_over = ((), ()) if enough else explain(shot, scene, self._selection.pool)
            self._made[trial] = _told(picks, passed_over)
        return self._made[trial]

    def _changed_shot(self, trial: Trial) -> ShotPlan:
        shot = self._shot
        steps = [_changed_step(step, trial) for step in shot.steps]
        if trial.first is not None:
            steps.insert(0, steps.pop(trial.first - 1))
        if trial.added is not None:
            after, words = trial.added
            name = replace(steps[-1].name, name="", number=len(steps) + 1)
            conditions = (
                Requirement(word=CONDITIONS[key], wanted=frozenset((word,))) for key, word in words
            )
            steps.insert(after, Step(name=name, conditions=tuple(conditions)))
        return replace(
            shot,
            references=max(len(self._selection.pool), shot.references),
            prefer=shot.prefer if trial.prefer is None else (trial.prefer,),
            pictures_each=shot.pictures_each
            if trial.pictures_each is None
            else trial.pictures_each,
            steps=tuple(steps),
        )


def _told(picks: tuple[Pick, ...], passed_over: tuple[PassedOver, ...]) -> TrialResult:
    return TrialResult(
        picks={pick.facts.place: pick for pick in picks},
        reasons={passed.facts.place: passed.reason for passed in passed_over if passed.facts},
    )


def _changed_step(step: Step, trial: Trial) -> Step:
    number = step.name.number
    if number == trial.uncapped:
        step = replace(step, at_most=None)
    if trial.widened and trial.widened[0] == number:
        more = dict(trial.widened[1])
        step = replace(
            step,
            conditions=tuple(
                replace(each, wanted=each.wanted | {more[each.word.key]})
                if each.word.key in more
                else each
                for each in step.conditions
            ),
        )
    return step


def _changed_scene(scene: Scene, trial: Trial) -> Scene:
    placements = list(scene.placements)
    if trial.role is not None:
        at, role = trial.role
        placements[at] = placements[at]._replace(role=role)
    if trial.tag is not None:
        at, tag = trial.tag
        placements[at] = placements[at]._replace(tag=tag)
    return replace(scene, placements=tuple(placements))
