"""What would come of a change, found by making it and picking the scene again.

In: a selection and a `Trial`. Out: which pictures would be sent, in which order, and why the others
would not. Any number of references may be sent, so that it is known how many are needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from selector.among_threads import cached_property
from selector.engine.alike import placement_kinds
from selector.engine.case import Case
from selector.engine.explain import AnswerInParts
from selector.engine.offers import all_nearness, offers
from selector.engine.plan import ShotPlan, Step
from selector.engine.serving import Serving
from selector.language.condition import Requirement, flattened
from selector.language.conditions import CONDITIONS
from selector.language.conditions.has import HAS
from selector.language.entry_lists.first import FIRST
from selector.language.entry_lists.pin import PIN
from selector.language.kinds.any_or_nothing import WantsAnyOf
from selector.language.shot_words.prefer import crop_item, deciding
from selector.model.frozen import frozen
from selector.model.picks import EntryName
from selector.model.problem import Location, Source

if TYPE_CHECKING:
    from selector.engine.selection import Selection
    from selector.model.advice import Words
    from selector.model.left_out import PassedOver, Reason
    from selector.model.picks import Pick
    from selector.model.ruleset import PicturesEach
    from selector.model.scene import Placement, Scene

_MOST_WORK = 600_000
"""How often a condition may be asked about a picture for one scene: that takes two seconds."""


class Work:
    """What may still be tried for one selection: so many questions of conditions about pictures.

    It is counted, and not timed, so that the same question has the same answer everywhere.

    Attributes:
        refused: How much was asked for that was too much.
    """

    def __init__(self) -> None:
        self._left = _MOST_WORK
        self.refused = 0

    def take(self, questions: int) -> bool:
        """Take so much, if it is left; after the first refusal nothing is."""
        if questions > self._left:
            self._left = -1
            self.refused += 1
            return False
        self._left -= questions
        return True


@frozen
class Trial:
    """What is tried. Steps are named by their number, placements by theirs, from 0.

    Attributes:
        pictures_each: A value for `pictures_each`.
        side_by_side: A priority, and a value for a `pictures_each` of its own.
        prefer: The crop to prefer.
        unlimited: The priority that loses its `at_most`.
        at_most: What that priority has instead, if anything.
        first: The priority that moves to the top of its list.
        widened: A priority, and the words that it takes as well.
        added: A priority for these words, and the one that it comes after.
        role: A placement, and its new role.
        tag: A placement, and its new tag.
        raised: Limits, each with another `at_most`.
        without_limit: The limit that is dropped, by its number among the limits, from 0.
        references: How many may be sent; without it, any number.
        pinned: The words by which a picture is pinned, and whether it may be unplaced.
        pinned_in_scene: Whether it is pinned for the scene, and not in its shot rule.
        also_first: The priority that comes in `first` as well, before what is there.
    """

    pictures_each: PicturesEach | None = None
    side_by_side: tuple[int, PicturesEach] | None = None
    prefer: str | None = None
    unlimited: int | None = None
    at_most: int | None = None
    first: int | None = None
    widened: tuple[int, Words] | None = None
    added: tuple[int, Words] | None = None
    role: tuple[int, str] | None = None
    tag: tuple[int, str] | None = None
    raised: tuple[tuple[EntryName, int], ...] = ()
    without_limit: int | None = None
    references: int | None = None
    pinned: tuple[Words, bool] | None = None
    pinned_in_scene: bool = False
    also_first: int | None = None


@frozen
class TrialResult:
    """What came of a trial, by place in the pool.

    A picture of which neither is known is not offered, or was not tried: then it is not known
    whether it would be sent.

    Attributes:
        picks: The picks.
        reason: Says why a picture is left out.
    """

    picks: Mapping[int, Pick]
    reason: Callable[[int], Reason | None]


class Trials:
    """The trials of one selection, each made once.

    Args:
        selection: The selection.
        shot_plan: What serves its scene.
        work: How much may be tried.
    """

    def __init__(self, selection: Selection, shot_plan: ShotPlan, work: Work) -> None:
        self._selection = selection
        self._shot_plan = shot_plan
        self._work = work
        self._made: dict[Trial, TrialResult] = {}
        pool, placements = selection.pool, selection.scene.placements
        self.offered = offers(pool, placements, placement_kinds([shot_plan]))
        """For each offered place of the pool, the placements that offer it."""
        self.near = all_nearness(pool, placements, self.offered)
        """For each offered place, how near the picture is to the tags that the scene places."""

    def of(self, trial: Trial) -> TrialResult:
        """What comes of a trial; nothing once the trials took too much work."""
        if trial not in self._made:
            if not self._work.take(self.questions):
                return result_of((), ())
            self._made[trial] = self._make(trial)
        return self._made[trial]

    @cached_property
    def questions(self) -> int:
        """How often choosing asks a condition about a picture, to about the order of magnitude.

        A condition on the pictures that an individual `has` is asked about each of these.
        """
        pool = self._selection.pool
        offers_made = others = 0
        for place, offering in self.offered.items():
            offers_made += len(offering)
            individual = pool.individuals[place]
            others += len(offering) * len(pool.members[individual])
        shot_plan = self._shot_plan
        questions = 0
        priorities_and_limits = (*shot_plan.steps, *shot_plan.limits)
        for step in (*priorities_and_limits, *shot_plan.pins, *shot_plan.strikes):
            conditions = list(flattened(step.conditions))
            has = any(each.word is HAS for each in conditions)
            per_condition = offers_made
            if has:
                per_condition = others
            questions += len(conditions) * per_condition
        return questions

    def _make(self, trial: Trial) -> TrialResult:
        shot_plan = self._changed_plan(trial)
        selection = self._selection
        scene = _changed_scene(selection.scene, trial)
        if not self._is_served_alike(scene):
            return result_of((), ())
        if scene is selection.scene:
            return outcome(self._case.under(shot_plan))
        return outcome(Case(shot_plan, scene, selection.pool, selection.earlier_anew()))

    @cached_property
    def _case(self) -> Case:
        """The scene as it is. What it knows of its candidates serves all trials that keep it."""
        selection = self._selection
        earlier = selection.earlier_anew()
        return Case(self._shot_plan, selection.scene, selection.pool, earlier)

    def _is_served_alike(self, scene: Scene) -> bool:
        """Whether the same entries hold after a change of the scene: `when` may ask about it."""
        selection = self._selection
        if scene is selection.scene or not self.serving.varies:
            return True
        earlier = selection.earlier_anew()
        before = self.serving.plan_for(selection.scene, selection.pool, earlier)
        return self.serving.plan_for(scene, selection.pool, earlier) is before

    @cached_property
    def serving(self) -> Serving:
        """Finds which plan serves a scene after a change of it."""
        return Serving(self._selection.rules.plan)

    def _changed_plan(self, trial: Trial) -> ShotPlan:
        shot_plan = self._shot_plan
        if trial.pictures_each is not None:
            shot_plan = replace(shot_plan, pictures_each=trial.pictures_each)
        if trial.prefer is not None:
            first = (crop_item(trial.prefer),)
            # What is written there takes the place of the nearest layer.
            layers = deciding((first, *shot_plan.prefer[1:]))
            shot_plan = replace(shot_plan, prefer=layers)
        references = trial.references
        if references is None:
            references = max(len(self._selection.pool), shot_plan.references)
        return replace(
            shot_plan,
            references=references,
            steps=_changed_steps(shot_plan.steps, trial),
            limits=_changed_limits(shot_plan.limits, trial),
            pins=_with_pin(shot_plan, trial),
        )


def result_of(picks: Iterable[Pick], passed_over: Iterable[PassedOver]) -> TrialResult:
    """Picks and reasons by the places of their pictures."""
    taken = {pick.facts.place: pick for pick in picks}
    reasons = {}
    for passed in passed_over:
        if passed.facts:
            reasons[passed.facts.place] = passed.reason
    return TrialResult(picks=taken, reason=reasons.get)


def outcome(case: Case) -> TrialResult:
    """What comes of a scene under a plan."""
    found = AnswerInParts(case)
    return TrialResult(picks=found.picks, reason=found.reason)


def _with_pin(shot_plan: ShotPlan, trial: Trial) -> tuple[Step, ...]:
    """The pins, with one more at the end of those of the scene, or of the shot rule."""
    if trial.pinned is None:
        return shot_plan.pins
    words, unplaced = trial.pinned
    name = replace(_nameless(1), list=PIN.key, shot=shot_plan.name)
    conditions = _for_words(words)
    pin = Step(name=name, conditions=conditions, unplaced=unplaced or None)
    own = [each for each in shot_plan.pins if each.name.scene is not None]
    if not trial.pinned_in_scene:
        own = [each for each in shot_plan.pins if each.name.place != "top"]
    return (*own, pin, *shot_plan.pins[len(own) :])


def _changed_limits(limits: tuple[Step, ...], trial: Trial) -> tuple[Step, ...]:
    """The limits, some of them with another `at_most`, or all but one."""
    if not trial.raised and trial.without_limit is None:
        return limits
    raised = dict(trial.raised)
    changed = []
    for nth, limit in enumerate(limits):
        if nth == trial.without_limit:
            continue
        at_most = raised.get(limit.name, limit.at_most)
        changed.append(replace(limit, at_most=at_most))
    return tuple(changed)


def _changed_steps(given: tuple[Step, ...], trial: Trial) -> tuple[Step, ...]:
    steps = list(given)
    if trial.unlimited is not None:
        nth = trial.unlimited - 1
        steps[nth] = replace(steps[nth], at_most=trial.at_most)
    if trial.side_by_side is not None:
        number, each = trial.side_by_side
        steps[number - 1] = replace(steps[number - 1], pictures_each=each)
    if trial.widened is not None:
        number, words = trial.widened
        nth = number - 1
        steps[nth] = widened(steps[nth], words)
    if trial.also_first is not None:
        step = steps[trial.also_first - 1]
        of_scene = [each for each in steps if each.name.scene is not None]
        first = replace(step, name=replace(step.name, name="", list=FIRST.key, shot=""))
        steps.insert(len(of_scene), first)
    if trial.first is not None:
        place = steps[trial.first - 1].name.place
        top = [each.name.place for each in steps].index(place)
        steps.insert(top, steps.pop(trial.first - 1))
    if trial.added is not None:
        after, words = trial.added
        steps.insert(after, _step_for(words, steps))
    return tuple(steps)


def widened(step: Step, words: Words) -> Step:
    """A step whose conditions take one more word each.

    Args:
        step: The step.
        words: The words, by the key of their condition.

    Returns:
        The step that is tried.
    """
    more = dict(words)
    conditions = []
    for condition in step.conditions:
        kind, word = condition.word.kind, more.get(condition.word.key)
        if word is None or not isinstance(kind, WantsAnyOf):
            conditions.append(condition)
        else:
            wanted = kind.widened(condition.wanted, word)
            conditions.append(replace(condition, wanted=wanted))
    return replace(step, conditions=tuple(conditions))


def _step_for(words: Words, steps: list[Step]) -> Step:
    """A new step that asks for these words."""
    return Step(name=_nameless(len(steps) + 1), conditions=_for_words(words))


def _nameless(number: int) -> EntryName:
    """The name of an entry that no file has."""
    nowhere = Location(source=Source(name="", text=""))
    return EntryName(
        shot="",
        name="",
        number=number,
        because=None,
        at=nowhere,
    )


def _for_words(words: Words) -> tuple[Requirement, ...]:
    """The conditions that words mean."""
    conditions = []
    for key, word in words:
        condition = CONDITIONS[key]
        values: tuple[Any, ...] = (word,)
        conditions.append(Requirement(word=condition, wanted=condition.kind.compiled(values)))
    return tuple(conditions)


def _changed_scene(scene: Scene, trial: Trial) -> Scene:
    if trial.role is None and trial.tag is None:
        return scene
    placements: list[Placement] = list(scene.placements)
    if trial.role is not None:
        nth, role = trial.role
        placements[nth] = placements[nth]._replace(role=role)
    if trial.tag is not None:
        nth, tag = trial.tag
        placements[nth] = placements[nth]._replace(tag=tag)
    return scene._replace(placements=tuple(placements))
