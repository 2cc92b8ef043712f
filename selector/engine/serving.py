"""Which plan serves a scene: its shot type's, or another, with what the scene's own rule adds.

A scene in; its shot plan out. Everything that rules say about a scene as a whole is decided here,
before anything is chosen: the evaluators, the advice and the explanations take the plan that
serves the scene, and know nothing of where it comes from.

1. The shot type leads to a shot rule, by its name or a spelling, else to `default`.
2. The scene's `use` puts another in its place, or else the first of `instead` whose `when` holds.
3. What the scene's rule says is laid over it: its settings count before those of the shot rule, its
   entries come before the others.
4. Entries whose `when` does not hold are left out.

A rule set that says nothing of the kind is served by its shot plans as they are.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache, partial
from itertools import filterfalse
from typing import TYPE_CHECKING, Any

from selector.engine.alike import WholePlacements
from selector.engine.offers import offers
from selector.engine.plan import ScenePlan, caps_of
from selector.engine.under_target import slots
from selector.language.candidate import Circumstances
from selector.language.entry_lists.first import FIRST
from selector.language.entry_lists.instead import INSTEAD
from selector.language.entry_lists.limits import LIMITS
from selector.language.entry_lists.never import NEVER
from selector.language.entry_lists.pin import PIN
from selector.language.entry_words.because import BECAUSE
from selector.language.entry_words.use import USE
from selector.language.kinds.stretch import Stretch, asks_in
from selector.language.shot_words.order import in_sequence
from selector.language.shot_words.pictures_each import PICTURES_EACH
from selector.language.shot_words.prefer import deciding
from selector.language.shot_words.references import REFERENCES
from selector.language.whole_scene import WholeScene
from selector.model.picks import Replacement
from selector.model.scene_number import likeness
from selector.model.vocabulary import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from selector.engine.earlier import Earlier
    from selector.engine.plan import Plan, ShotPlan, Step
    from selector.engine.pool import AssetPool
    from selector.engine.questions import Questions
    from selector.language.candidate import Candidate
    from selector.language.condition import Requirement
    from selector.model.scene import Scene

MOST_SERVED = 10_000
"""The limit of cached plans with what holds in a scene: few answers differ, but they may."""


class Serving:
    """Finds the plans that serve scenes. Plans are compared by identity, so each is made once.

    Args:
        plan: The rule set.
        questions: Gives what it asks of pictures, for whoever has that at hand.

    Attributes:
        varies: Whether anything but the shot type may decide which plan serves a scene.
    """

    def __init__(
        self, plan: Plan, questions: Callable[[], Questions | None] = lambda: None
    ) -> None:
        self._plan = plan
        self._questions = questions
        self._instead = plan.top.get(INSTEAD.key, ())
        self.varies = bool(plan.scenes or self._instead or any(map(_has_when, plan.shots)))
        self._with_scene = lru_cache(MOST_SERVED)(with_scene)
        self._that_hold = lru_cache(MOST_SERVED)(that_hold)
        self._asking = lru_cache(MOST_SERVED)(partial(_asking, plan))
        self._with_when = lru_cache(MOST_SERVED)(_with_when)

    def varies_for(self, shot_plan: ShotPlan) -> bool:
        """Whether anything but the shot may decide what serves scenes that lead to a shot plan."""
        return bool(self._plan.scenes or self._instead or _has_when(shot_plan))

    def plan_for(self, scene: Scene, pool: AssetPool, earlier: Earlier) -> ShotPlan:
        """The plan that serves a scene.

        Args:
            scene: The scene.
            pool: The pool that is chosen from.
            earlier: What is known of the scenes before.

        Returns:
            The plan.
        """
        shot_plan = self._plan.for_shot(scene.shot)
        scene_plan = self._scene_plan(scene)
        whole = None
        if self._instead:
            whole = self._whole(scene, pool, earlier)
        if scene_plan is not None or whole is not None:
            by = self._instead_of_its_own(scene_plan, whole)
            if by is not None:
                shot_plan = self._used(by) or shot_plan
        if scene_plan is not None:
            shot_plan = self._with_scene(shot_plan, scene_plan)
        with_when = self._with_when(shot_plan)
        if not with_when:
            return shot_plan
        whole = whole or self._whole(scene, pool, earlier)
        out = [id(step) for step in with_when if not _holds(step, whole)]
        return self._that_hold(shot_plan, tuple(out))

    def asks_earlier(self, shot_plan: ShotPlan, scene: Scene) -> bool:
        """Whether what serves a scene, or whether that serves it, may depend on the scenes before.

        Args:
            shot_plan: The plan that serves it.
            scene: The scene.

        Returns:
            The answer. A bound that is a whole number asks only in a scene whose number is not.
        """
        always, stretches = self._asking(shot_plan)
        if always or not stretches:
            return always
        return any(asks_in(wanted, scene.index) for wanted in stretches)

    def replacement(self, scene: Scene, pool: AssetPool, earlier: Earlier) -> Replacement | None:
        """What puts another shot rule in place of the one that the shot type leads to.

        Args:
            scene: The scene.
            pool: The pool that is chosen from.
            earlier: What is known of the scenes before.

        Returns:
            The replacement; None if the shot type decides.
        """
        scene_plan = self._scene_plan(scene)
        whole = self._whole(scene, pool, earlier)
        by = self._instead_of_its_own(scene_plan, whole)
        if by is None:
            return None
        shot = self._plan.for_shot(scene.shot).name
        if isinstance(by, ScenePlan):
            words = by.rule.words
            because, at = BECAUSE.value(words), words[USE.key].at
            return Replacement(
                shot=shot,
                scene=by.rule.number,
                because=because,
                at=at,
            )
        name = by.name
        return Replacement(
            shot=shot,
            name=name.name,
            because=name.because,
            at=name.at,
        )

    def any_holds(self, scene: Scene, pool: AssetPool, earlier: Earlier) -> bool:
        """Whether any entry of `instead` holds in a scene, whatever the rule of the scene uses.

        Args:
            scene: The scene.
            pool: The pool that is chosen from.
            earlier: What is known of the scenes before.

        Returns:
            The answer.
        """
        whole = self._whole(scene, pool, earlier)
        return any(_holds(step, whole) for step in self._instead)

    def absent(
        self,
        shot_plan: ShotPlan,
        scene: Scene,
        pool: AssetPool,
        earlier: Earlier,
    ) -> Iterator[tuple[Step, list[Requirement]]]:
        """The entries that were left out of the plan which serves a scene.

        Args:
            shot_plan: The plan that serves it.
            scene: The scene.
            pool: The pool that is chosen from.
            earlier: What is known of the scenes before.

        Yields:
            An entry, and its conditions on the scene that do not hold.
        """
        if shot_plan.whole is None:
            return
        whole = self._whole(scene, pool, earlier)
        for step in _entries(shot_plan.whole):
            failed = [each for each in step.when if not _is_met(each, whole)]
            if failed:
                yield step, failed

    def _whole(self, scene: Scene, pool: AssetPool, earlier: Earlier) -> WholeScene:
        return WholeScene(
            scene=scene,
            shot_names=self._plan.called(scene.shot),
            earlier=earlier,
            placed=_Placed(self._plan, self._questions(), scene, pool, earlier),
            target=self._plan.target.id if self._plan.target else None,
        )

    def _scene_plan(self, scene: Scene) -> ScenePlan | None:
        if scene.index is None or not self._plan.scenes:
            return None
        return self._plan.scenes.get(likeness(scene.index))

    def _instead_of_its_own(
        self, scene_plan: ScenePlan | None, whole: WholeScene | None
    ) -> ScenePlan | Step | None:
        """The scene that uses another shot rule, or the first replacement that holds.

        Args:
            scene_plan: What the rules say of this scene alone, if anything.
            whole: The scene; may be None if there are no replacements.
        """
        if scene_plan is not None and scene_plan.use is not None:
            return scene_plan
        for step in self._instead:
            if step.use is not None and whole is not None and _holds(step, whole):
                return step
        return None

    def _used(self, by: ScenePlan | Step) -> ShotPlan | None:
        """The plan that a scene or a replacement uses."""
        if isinstance(by.use, str):
            return self._plan.by_name[fold(by.use)]
        return by.use


def _asking(plan: Plan, shot_plan: ShotPlan) -> tuple[bool, tuple[Any, ...]]:
    """Whether a shot plan asks about the scenes before in any scene, and its stretches of scenes.

    Whether a stretch asks depends on the number of the scene.
    """
    always = False
    stretches = []
    for each in plan.requirements_for(shot_plan):
        if isinstance(each.word.kind, Stretch):
            stretches.append(each.wanted)
        else:
            always = always or each.asks_earlier
    return always, tuple(stretches)


class _Placed:
    """Finds the individuals that a scene places with a picture that meets conditions.

    Args:
        plan: The rule set.
        questions: What the rule set asks of pictures, if that is known.
        scene: The scene.
        pool: The pool.
        earlier: What is known of the scenes before.
    """

    def __init__(
        self,
        plan: Plan,
        questions: Questions | None,
        scene: Scene,
        pool: AssetPool,
        earlier: Earlier,
    ) -> None:
        self._questions = questions
        self._around = Circumstances(scene, pool, earlier, send_cleaned=plan.send_cleaned)
        self._pool = pool
        self._found: list[Candidate] | None = None

    def __call__(self, conditions: Sequence[Requirement]) -> Collection[int]:
        of_pictures = self._of_pictures(conditions)
        if of_pictures is not None:
            return of_pictures
        found = set()
        for candidate in self._candidates():
            if all(each.is_met(candidate) for each in conditions):
                found.add(self._around.number(candidate))
        return found

    def _of_pictures(self, conditions: Iterable[Requirement]) -> Collection[int] | None:
        """The same if the pictures alone decide; else None."""
        if self._questions is None:
            return None
        wanted = 0
        for each in conditions:
            number = self._questions.of_pictures.get(each)
            if number is None:
                return None
            wanted |= 1 << number
        casts = self._pool.casts_for(self._questions)
        found = set()
        for placement in self._around.scene.placements:
            for individual in casts.of_tag[placement.tag]:
                if casts.has_picture(individual, wanted):
                    found.add(individual)
        return found

    def _candidates(self) -> Sequence[Candidate]:
        """The pictures that the placements offer, found once."""
        if self._found is None:
            offered = offers(self._pool, self._around.scene.placements, WholePlacements())
            self._found = []
            for place, offering in offered.items():
                self._found += [self._around.candidate(place, nth) for nth in offering]
        return self._found


def with_scene(shot_plan: ShotPlan, scene: ScenePlan) -> ShotPlan:
    """A shot plan with what the rule of one scene says laid over it."""
    written = scene.settings.get(REFERENCES.key, shot_plan.written_references)
    references = slots(written, shot_plan.target)
    steps = (*scene.lists[FIRST.key], *shot_plan.steps)
    return replace(
        shot_plan,
        references=references,
        written_references=written,
        pictures_each=scene.settings.get(PICTURES_EACH.key, shot_plan.pictures_each),
        prefer=deciding((*scene.prefer, *shot_plan.prefer)),
        order=in_sequence((*scene.order, shot_plan.order)),
        steps=steps,
        caps=caps_of(steps, references),
        bars=(*scene.lists[NEVER.key], *shot_plan.bars),
        pins=(*scene.lists[PIN.key], *shot_plan.pins),
        limits=(*scene.lists[LIMITS.key], *shot_plan.limits),
        scene=scene.rule,
    )


def that_hold(shot_plan: ShotPlan, out: Sequence[int]) -> ShotPlan:
    """A shot plan without some entries, by identity: those that do not hold in a scene."""
    left = without(shot_plan, lambda step: id(step) in out)
    return replace(left, whole=shot_plan)


def without(shot_plan: ShotPlan, is_out: Callable[[Step], bool]) -> ShotPlan:
    """A shot plan without some of its entries."""
    steps = others(shot_plan.steps, is_out)
    return replace(
        shot_plan,
        steps=steps,
        caps=caps_of(steps, shot_plan.references),
        bars=others(shot_plan.bars, is_out),
        limits=others(shot_plan.limits, is_out),
        pins=others(shot_plan.pins, is_out),
    )


def others(steps: Iterable[Step], is_out: Callable[[Step], bool]) -> tuple[Step, ...]:
    """The entries of a list without those that are out."""
    return tuple(filterfalse(is_out, steps))


def _entries(shot_plan: ShotPlan) -> tuple[Step, ...]:
    """The entries of all lists that a plan has."""
    return (*shot_plan.bars, *shot_plan.pins, *shot_plan.limits, *shot_plan.steps)


def _has_when(shot_plan: ShotPlan) -> bool:
    return bool(_with_when(shot_plan))


def _with_when(shot_plan: ShotPlan) -> tuple[Step, ...]:
    """The entries of a plan that do not hold in every scene."""
    return tuple([step for step in _entries(shot_plan) if step.when])


def _holds(step: Step, whole: WholeScene) -> bool:
    """Whether all conditions of an entry on the scene hold."""
    for each in step.when:  # noqa: SIM110  # twice as fast
        if not _is_met(each, whole):
            return False
    return True


def _is_met(requirement: Requirement, whole: WholeScene) -> bool:
    word = requirement.word
    return bool(word.kind.is_met(requirement.wanted, word.found(whole)))
