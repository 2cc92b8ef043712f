"""What a rule set means once every name is looked up: for each shot type its words and steps.

Made by `compile`; read by both evaluators, the digest, the lint and the advice. Prints as text.
"""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING, Any, Protocol

from selector.language.condition import flattened
from selector.language.conditions.sent_scene_before import SENT_SCENE_BEFORE
from selector.language.entry_lists import ENTRY_LISTS
from selector.language.entry_lists.instead import INSTEAD
from selector.language.entry_lists.priorities import PRIORITIES
from selector.language.file_words.send_cleaned import SEND_CLEANED
from selector.language.shot_words.order import ORDER, in_sequence
from selector.language.shot_words.pictures_each import PICTURES_EACH
from selector.language.shot_words.prefer import PREFER, deciding, is_crop
from selector.language.shot_words.references import REFERENCES
from selector.model.frozen import frozen, unique
from selector.model.near_names import NearNames
from selector.model.picks import NO_RULE, Note
from selector.model.vocabulary import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from selector.language.candidate import Candidate
    from selector.language.condition import Requirement
    from selector.language.facts import SendCleaned
    from selector.language.taste import Layer
    from selector.model.picks import EntryName, NoteOnShotName
    from selector.model.ruleset import PicturesEach, SceneRule
    from selector.model.video_model import VideoModel


@frozen
class Step:
    """One entry, compiled: conditions that must all hold, in the order of the language.

    `at_most` is the most individuals that it takes; None if it sets no limit. `at_least` is how
    many that meet it must go, of a limit; None if it does not say. `pictures_each` is
    how many pictures of each it sends side by side, or which crops; None if the shot rule decides.
    `prefer` is what the step itself prefers, as a single layer, and `order` its own order; None if
    it says nothing. `use` is the shot rule of a replacement. `when` are the conditions on the scene
    as a whole.
    """

    name: EntryName
    conditions: tuple[Requirement, ...]
    at_least: int | None = None
    at_most: int | None = None
    pictures_each: PicturesEach | None = None
    prefer: tuple[Layer, ...] | None = None
    order: Layer | None = None
    unplaced: bool | None = None
    slot: str | None = None
    use: str | None = None
    when: tuple[Requirement, ...] = ()

    @property
    def because(self) -> str | None:
        """The director's reason."""
        return self.name.because

    def is_met(self, candidate: Candidate) -> bool:
        """Whether a candidate meets all the conditions together."""
        met = [each.is_met(candidate) for each in self.conditions]
        return all(met)

    def failed(self, candidate: Candidate) -> list[Requirement]:
        """The conditions that a candidate does not meet."""
        return [each for each in self.conditions if not each.is_met(candidate)]

    def requirements(self) -> Iterator[Requirement]:
        """Every condition of the entry, whatever it is for, with those inside others."""
        yield from flattened(self.conditions)
        yield from flattened(self.when)
        for layer in (*(self.prefer or ()), self.order or ()):
            for item in layer:
                yield from flattened(item.conditions)

    def __str__(self) -> str:
        parts = list(map(str, self.conditions))
        for key, word in ENTRY_LISTS[self.name.list].words.items():
            value = getattr(self, key)
            if value is not None:
                parts.append(word.printed(value))
        if self.when:
            parts.append(f"when {', '.join(map(str, self.when))}")
        return f"{self.name.name}: {', '.join(filter(None, parts))}"


def _numbered(step: Step) -> str:
    if step.name.list == PRIORITIES.key:
        return f"{step.name.number}. {step}"
    return f"{step.name.list} {step.name.number}. {step}"


@unique
class ShotPlan:
    """What one shot type wants, with `like` and the top of the file applied. Compared by identity.

    `names` are the folded names and spellings that lead here, the rule's own first. `prefer` has a
    layer for each place that says which pictures come first, the nearest first. `caps` has the most
    that each step can take, which is never more than the references. `bars` are the bans,
    `pins` the pins and `limits` the limits, the nearest first. `order` says which individuals come
    first; empty for the best quality. `send_cleaned` is what the file says of clean references.
    `scene` is the rule of a single scene that is laid over it, if one is. `written_references` is
    the nearest `references`; None if nobody writes any. `target` is the video model, if one is
    named, and `refusals` are what it refuses. `whole` is the plan that it was made from by leaving
    out entries that do not hold in a scene.
    """

    name: str
    names: tuple[str, ...]
    references: int
    prefer: tuple[Layer, ...]
    pictures_each: PicturesEach
    steps: tuple[Step, ...]
    caps: tuple[int, ...]
    bars: tuple[Step, ...] = ()
    order: Layer = ()
    send_cleaned: SendCleaned | None = None
    pins: tuple[Step, ...] = ()
    limits: tuple[Step, ...] = ()
    scene: SceneRule | None = None
    written_references: int | None = None
    target: VideoModel | None = None
    refusals: tuple[Step, ...] = ()
    whole: ShotPlan | None = None

    @property
    def has_parts(self) -> bool:
        """Whether each condition looks at the picture alone or at the placement alone.

        A step with a `pictures_each` of its own has no parts: what it sends depends on what went.
        Nor has a ban, which is about both together, or a refusal, or a pin or a limit, which change
        what steps find; nor a plan that has an order, that prefers anything but crops, or not the
        same at each step.
        """
        if self.strikes or self.pins or self.limits or self.order:
            return False
        if not self.prefers_crops_only:
            return False
        own = [(step.pictures_each, step.prefer, step.order) for step in self.steps]
        if any(each != (None, None, None) for each in own):
            return False
        requirements = (each for step in self.steps for each in step.conditions)
        return all(each.word.looks_at != "candidate" for each in requirements)

    @property
    def strikes(self) -> tuple[Step, ...]:
        """All that excludes pictures: the bans, and then what the video model refuses."""
        return (*self.bars, *self.refusals)

    @property
    def is_capped(self) -> bool:
        """Whether it is the video model that sends no more references, and not the rules."""
        if self.target is None:
            return False
        wanted = self.written_references
        return wanted is None or self.target.references < wanted

    @property
    def prefers_crops_only(self) -> bool:
        """Whether the shot rule prefers nothing but crops: then there is at most one layer."""
        return all(is_crop(item) for layer in self.prefer for item in layer)

    def prefer_at(self, step: Step) -> tuple[Layer, ...]:
        """What is preferred at a step: the layers of all places, the nearest first."""
        if step.prefer is None:
            return self.prefer
        return deciding((*step.prefer, *self.prefer))

    def order_at(self, step: Step) -> Layer:
        """The order at a step; empty for the best quality, then the first placed."""
        return in_sequence((step.order or (), self.order))

    @property
    def own(self) -> dict[str, list[Step]]:
        """The entries of the shot rule's own lists, by the key of their list."""
        lists: dict[str, list[Step]] = {}
        for step in self.entries:
            if step.name.shot:
                lists.setdefault(step.name.list, []).append(step)
        return lists

    def step_of(self, name: EntryName) -> int:
        """The index of the step of that name, from 0: steps of several lists may come before it."""
        names = [step.name for step in self.steps]
        return names.index(name)

    @property
    def asks_earlier(self) -> bool:
        """Whether any condition depends on the scenes before."""
        return any(each.asks_earlier for each in self.requirements())

    def requirements(self) -> Iterator[Requirement]:
        """Every condition of the plan, whatever it is for, with those inside others."""
        for step in self.entries:
            yield from step.requirements()
        for layer in (*self.prefer, self.order):
            for item in layer:
                yield from flattened(item.conditions)

    @property
    def entries(self) -> tuple[Step, ...]:
        """The entries of all lists."""
        return (*self.strikes, *self.pins, *self.limits, *self.steps)

    def pictures_each_at(self, step: Step) -> PicturesEach:
        """The `pictures_each` that counts at a step: its own, else the shot rule's."""
        if step.pictures_each is None:
            return self.pictures_each
        return step.pictures_each

    def __str__(self) -> str:
        spellings = ", ".join(self.names[1:])
        name = self.name
        if spellings:
            name += f" (also {spellings})"
        most = REFERENCES.printed(self.references)
        each = PICTURES_EACH.printed(self.pictures_each)
        first_line = f"{name}: {most}, {each}"
        if self.prefer:
            first_line += f"; {PREFER.printed(self.prefer)}"
        if self.order:
            first_line += f"; {ORDER.printed(self.order)}"
        steps = [f"  {_numbered(step)}" for step in self.steps]
        entries = (*self.strikes, *self.pins, *self.limits)
        around = [f"  {step.name.list} {step}" for step in entries]
        return "\n".join([first_line, *steps, *around])


def caps_of(steps: Iterable[Step], references: int) -> tuple[int, ...]:
    """The most that each step can take of so many references."""
    caps = []
    for step in steps:
        most = references if step.at_most is None else step.at_most
        caps.append(min(most, references))
    return tuple(caps)


@unique
class ScenePlan:
    """What one scene wants, compiled. Compared by identity.

    `use` is the shot plan that serves it, if it says so. `settings` has those that it writes, by
    key; `prefer` what it prefers, `order` who comes first there; `lists` the entries of each list
    that it may have, by key. `rule` is the same as written.
    """

    rule: SceneRule
    use: ShotPlan | None
    settings: Mapping[str, Any]
    prefer: tuple[Layer, ...]
    order: tuple[Layer, ...]
    lists: Mapping[str, tuple[Step, ...]]

    def requirements(self) -> Iterator[Requirement]:
        """Every condition of the scene, whatever it is for, with those inside others."""
        for steps in self.lists.values():
            for step in steps:
                yield from step.requirements()
        for layer in (*self.prefer, *self.order):
            for item in layer:
                yield from flattened(item.conditions)


@frozen
class ShotChoice:
    """The shot plan of a shot type that is no name or spelling, as a vocabulary reads it.

    `names` are the shot names that it reads in the shot type for certain. `is_decided` says whether
    they lead to the plan; else `default` serves for want of one. `found` has the kind and the
    values of each note on that.
    """

    shot_plan: ShotPlan
    names: tuple[str, ...]
    is_decided: bool
    found: tuple[tuple[NoteOnShotName, Mapping[str, str]], ...] = ()

    def notes(self, shot_type: str) -> Iterator[Note]:
        """The notes, for a scene that writes the shot type in its own way."""
        for kind, values in self.found:
            names = values.get("names", "")
            is_alike = fold(shot_type) == fold(names)
            if kind == NO_RULE and is_alike and "near" not in values:
                continue  # the note on `default` says it already
            yield Note(
                kind=kind,
                values={"shot_type": shot_type, **values},
            )


class FindsByName(Protocol):
    """Finds shot plans by what a vocabulary reads in shot types."""

    @property
    def form(self) -> dict[str, Any]:
        """What the digest says of the vocabulary."""

    def choice(self, shot: str) -> ShotChoice:
        """The shot plan of a folded shot type that is no name or spelling of one."""

    def among(
        self,
        by_name: Mapping[str, ShotPlan],
        default: ShotPlan,
    ) -> FindsByName:
        """The same for the shot plans of another plan."""


@frozen
class Plan:
    """Every shot plan, in the order of the file.

    `by_name` leads from each folded name and spelling to its plan. `top` has the entries of the
    lists at the top of the file, by the key of their list; each shot plan has them as well.
    `scenes` has what single scenes want, by the likeness of their numbers. `target` is the video
    model, if one is named. `shot_names` finds the plans of shots that are not in `by_name`, if the
    rules name a vocabulary.
    """

    shots: tuple[ShotPlan, ...]
    by_name: dict[str, ShotPlan]
    default: ShotPlan
    top: Mapping[str, tuple[Step, ...]] = field(default_factory=dict)
    scenes: Mapping[str, ScenePlan] = field(default_factory=dict)
    target: VideoModel | None = None
    shot_names: FindsByName | None = None

    @property
    def asks_earlier(self) -> bool:
        """Whether any pick may depend on the scenes before."""
        return any(each.asks_earlier for each in self.requirements())

    def requirements(self) -> Iterator[Requirement]:
        """Every condition of the rules, whatever it is for, with those inside others."""
        for shot_plan in self.shots:
            yield from shot_plan.requirements()
        for scene_plan in self.scenes.values():
            yield from scene_plan.requirements()
        for steps in self.top.values():
            for step in steps:
                yield from step.requirements()

    def requirements_for(self, shot_plan: ShotPlan) -> Iterator[Requirement]:
        """Every condition that may decide what is sent with a scene, by the plan that serves it.

        That is also whether this plan serves it, and with which entries.
        """
        yield from (shot_plan.whole or shot_plan).requirements()
        for step in self.top.get(INSTEAD.key, ()):
            yield from step.requirements()

    def asks_what_was_sent(self, shot_plan: ShotPlan) -> bool:
        """The same of what was sent with the scene before alone: whether any condition asks."""
        return any(each.word is SENT_SCENE_BEFORE for each in self.requirements_for(shot_plan))

    @property
    def send_cleaned(self) -> SendCleaned | None:
        """Which clean references are sent instead of their originals; None for all."""
        return self.default.send_cleaned

    def for_shot(self, shot: str) -> ShotPlan:
        """The plan that serves a shot, by its folded name: its own, else `default`."""
        choice = self.choice(shot)
        if choice is not None:
            return choice.shot_plan
        return self.by_name.get(shot, self.default)

    def choice(self, shot: str) -> ShotChoice | None:
        """What a vocabulary makes of a shot without a rule of its own; None if it is not asked."""
        if self.shot_names is None or shot in self.by_name:
            return None
        return self.shot_names.choice(shot)

    def called(self, shot: str) -> tuple[str, ...]:
        """What a shot is called: as its rule is, and by the names that a vocabulary reads."""
        choice = self.choice(shot)
        if choice is not None:
            return (*choice.shot_plan.names, *map(fold, choice.names))
        return self.for_shot(shot).names

    def __str__(self) -> str:
        shots = "\n\n".join(map(str, self.shots))
        if self.send_cleaned is None:
            return shots
        return f"{SEND_CLEANED.printed(self.send_cleaned)}\n\n{shots}"


def with_shot_plans(plan: Plan, made: Mapping[ShotPlan, ShotPlan]) -> Plan:
    """A plan with other shot plans in place of its own, wherever these are named.

    Args:
        plan: The plan.
        made: For each shot plan the one in its place, in the same order.

    Returns:
        The new plan.
    """
    by_name = {}
    for name, shot_plan in plan.by_name.items():
        by_name[name] = made[shot_plan]
    default = made[plan.default]
    shot_names = plan.shot_names
    if shot_names is not None:
        shot_names = shot_names.among(by_name, default)
    scenes = {}
    for number, scene in plan.scenes.items():
        scenes[number] = scene
        if scene.use is not None:
            scenes[number] = replace(scene, use=made[scene.use])
    return replace(
        plan,
        shots=tuple(made.values()),
        by_name=by_name,
        default=default,
        shot_names=shot_names,
        scenes=scenes,
    )


class NearShots:
    """The names and spellings of a plan, ready to find the shot rule that a shot type may mean.

    Args:
        plan: The plan.
        steps: The limit of what all searches together may take (see `NearNames`).
    """

    def __init__(self, plan: Plan, *, steps: int | None = None) -> None:
        self._plan = plan
        self._rules: dict[str, str] = {}
        for name, shot_plan in plan.by_name.items():
            if shot_plan is not plan.default:
                self._rules[_letters_of(name)] = shot_plan.name
        self._names = NearNames(
            self._rules,
            form=_letters_of,
            cutoff=0.75,
            steps=steps,
        )

    def nearest(self, shot_type: str) -> str | None:
        """The shot rule that a shot type likely means which only `default` serves.

        The shot type is compared with every other rule's name and spellings, underscores aside.

        Returns:
            The name of the shot rule; None if the shot type has a rule, or none is near.
        """
        folded = fold(shot_type)
        if folded in self._plan.by_name:
            return None
        near = self._names.nearest(folded)
        if near is None:
            return None
        return self._rules[near]


def _letters_of(name: str) -> str:
    return name.replace("_", "")
