"""F372: rules that ask for the role `environment`, where scenes place the places as background.

A role is how a scene places something, and a type is what a picture shows. A film whose scenes give
the role `background` to their places sends none of them by `role: environment`. Rules that ask for
the type beside it, or for `background` as well, know that.

That goes for what an entry asks of pictures, and for what the scene is asked to place (`placed`).
What comes first (`prefer`, `order`) excludes nothing. It is reported where an entry finds such a
place and something else beside it: then the place does not come first, as was meant.

In: rules and a pool; the selection of each scene. Out: problems, each at its condition in the rule
file.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any, TypeAlias

from selector.engine.case import Case
from selector.engine.likes import in_force
from selector.engine.plan import ShotPlan, Step
from selector.engine.pool import AssetPool
from selector.engine.rules import Rules
from selector.engine.selection import Selection
from selector.language.conditions import WITHIN
from selector.language.conditions.role import ROLE
from selector.language.conditions.type import TYPE
from selector.language.entry_lists import entries_of, places_of
from selector.language.entry_lists.instead import INSTEAD
from selector.language.shot_words import TASTES
from selector.model.problem import Location, Problem, shown
from selector.model.ruleset import Condition, PlaceKind, RuleSet, Written
from selector.model.scene import Scene
from selector.review.conditions_asked import placed_in

_PLACE = "environment"
"""The role, and the type, of places."""
_BEHIND = "background"
_Where: TypeAlias = tuple[PlaceKind, str]
"""A place of the rules: its kind, and the name of its shot rule or the number of its scene."""
_TOP: _Where = ("top", "")


class PlacesBehind:
    """Looks for places that scenes place as background, scene by scene.

    Attributes:
        asks: Whether the rules say anything that may be misread.
    """

    def __init__(self, rules: Rules, pool: AssetPool) -> None:
        self._pool = pool
        self._asking = dict(_entries_asking(rules))
        self._preferring = dict(_entries_preferring(rules))
        self._placing = dict(_entries_placing(rules))
        self._in_tastes = _in_tastes_of(rules)
        self._instead = rules.plan.top.get(INSTEAD.key, ())
        self._missed: dict[Location, dict[int, str]] = {}
        """By condition, each place with how the first scene has it."""
        self._has_tastes = bool(self._preferring or self._in_tastes)
        self.asks = bool(self._asking or self._placing or self._has_tastes)

    def look_at(self, selection: Selection) -> None:
        """Take in one more scene of the film."""
        scene = selection.scene
        if any(self._placed_as(_PLACE, scene)):
            return
        behind = dict(self._placed_as(_BEHIND, scene))
        if not behind:
            return
        where = _in_scene(scene)
        counting = [*self._counting(selection.shot_plan), *self._deciding(selection, behind)]
        for condition in counting:
            missed = self._missed.setdefault(condition.at, {})
            for number, tag in behind.items():
                place = shown(tag)
                missed.setdefault(number, f"`{place}`{where}")

    def _counting(self, shot_plan: ShotPlan) -> Iterator[Condition]:
        """The conditions that may be misread, of the entries that count in a scene."""
        for step in shot_plan.entries:
            yield from self._asking.get(step.name.at, ())
        # One whose `when` does not hold asked about the scene all the same.
        whole = shot_plan.whole or shot_plan
        for step in (*whole.entries, *self._instead):
            yield from self._placing.get(step.name.at, ())

    def _deciding(self, selection: Selection, behind: Collection[int]) -> Iterator[Condition]:
        """The same in what comes first, where an entry finds places behind and others as well.

        Args:
            selection: What is sent with the scene.
            behind: The individuals that are places in its background.
        """
        if not self._has_tastes:
            return
        shot_plan = selection.shot_plan
        case = Case(shot_plan, selection.scene, self._pool, selection.earlier_anew())
        steps = (*shot_plan.pins, *shot_plan.limits, *shot_plan.steps)
        mixed = [step for step in steps if self._finds_both(case, step, behind)]
        for step in mixed:
            yield from self._preferring.get(step.name.at, ())
        if not mixed:
            return
        places: list[_Where] = [_TOP, ("shot rule", shot_plan.name)]
        if shot_plan.scene is not None:
            number = shot_plan.scene.number
            places.append(("scene", number))
        for place in places:
            yield from self._in_tastes.get(place, ())

    def _finds_both(
        self,
        case: Case,
        step: Step,
        behind: Collection[int],
    ) -> bool:
        """Whether an entry finds a place behind, and something that is not a place."""
        found = case.meeting(step)
        kinds = {self._pool.rows[place].type for place in found}
        finds_place = any(self._pool.individuals[place] in behind for place in found)
        return finds_place and kinds != {_PLACE}

    def _placed_as(self, role: str, scene: Scene) -> Iterator[tuple[int, str]]:
        """The places that a scene has in a role, each with its tag."""
        for placement in scene.placements:
            if placement.role != role:
                continue
            for place in self._pool.by_tag.get(placement.tag, ()):
                if self._pool.rows[place].type == _PLACE:
                    yield self._pool.individuals[place], placement.tag

    def problems(self) -> Iterator[Problem]:
        """F372 for each condition, after the last scene."""
        for at, missed in self._missed.items():
            first = next(iter(missed.values()))
            count = len(missed)
            those = f"{count} places that scenes place as `{_BEHIND}`, such as {first}"
            if count == 1:
                those = f"a place that a scene places as `{_BEHIND}`: {first}"
            yield Problem(
                at=at,
                code="F372",
                what=f"`{ROLE.key}: {_PLACE}` does not include {those}.",
                hint=(
                    f"Write `{TYPE.key}: {_PLACE}` for any place. If only places in that role are"
                    f" meant, write `{TYPE.key}: {_PLACE}` beside it."
                ),
            )


def _in_scene(scene: Scene) -> str:
    if scene.index is None:
        return ""
    return f" in scene {shown(str(scene.index))}"


def _in_tastes_of(rules: Rules) -> dict[_Where, list[Condition]]:
    """The conditions in the rules' own tastes that may mean any place, by where these count."""
    rule_set = rules.rule_set
    found: dict[_Where, list[Condition]] = {}
    for place, written in _tastes_in(rule_set):
        if written is None or written.at.source is not rule_set.source:
            continue
        conditions = list(_in_taste(written))
        if conditions:
            of_place = found.setdefault(place, [])
            of_place += conditions
    return found


def _tastes_in(rule_set: RuleSet) -> Iterator[tuple[_Where, Written[Any] | None]]:
    """What comes first in each place, and in force for each shot rule."""
    for taste in TASTES.values():
        yield _TOP, taste.written(rule_set.words)
        of_shots = in_force(rule_set, taste)
        for shot_rule, of_shot in zip(rule_set.shots, of_shots, strict=True):
            yield ("shot rule", shot_rule.name), of_shot
        for scene in rule_set.scenes:
            yield ("scene", scene.number), taste.written(scene.words)


def _in_taste(written: Written[Any]) -> Iterator[Condition]:
    """The conditions on the role of places alone in what comes first somewhere."""
    groups = [item for item in written.value if not isinstance(item, str)]
    if any(map(_know_both, groups)):
        return
    for group in groups:
        yield from _on_the_role(group)


def _entries_placing(rules: Rules) -> Iterator[tuple[Location, list[Condition]]]:
    """Where the rules' own entries are that ask what the scene places, with such conditions."""
    for _, _, entry in entries_of(rules.rule_set):
        if entry.at.source is rules.rule_set.source:
            conditions: list[Condition] = []
            for placed in placed_in(entry.when):
                conditions += _on_the_role(placed)
            if conditions:
                yield entry.at, conditions


def _entries_asking(rules: Rules) -> Iterator[tuple[Location, list[Condition]]]:
    """Where the rules' own entries are that may mean any place, with their conditions that do."""
    own = rules.rule_set.source
    for _, holder in places_of(rules.rule_set):
        for entries in holder.lists.values():
            knows_both = any(_know_both(entry.conditions) for entry in entries)
            for entry in entries:
                conditions: list[Condition] = []
                if not knows_both:
                    conditions += _on_the_role(entry.conditions)
                if conditions and entry.at.source is own:
                    yield entry.at, conditions


def _entries_preferring(rules: Rules) -> Iterator[tuple[Location, list[Condition]]]:
    """Where the rules' own entries are with such conditions in what comes first."""
    for _, _, entry in entries_of(rules.rule_set):
        conditions: list[Condition] = []
        for key in TASTES.keys() & entry.words.keys():
            conditions += _in_taste(entry.words[key])
        if conditions and entry.at.source is rules.rule_set.source:
            yield entry.at, conditions


def _know_both(conditions: Iterable[Condition]) -> bool:
    """Whether conditions ask for what is in the background, or for the type of places."""
    for condition in conditions:
        if condition.key == ROLE.key and _BEHIND in condition.values:
            return True
        if condition.key == TYPE.key and _PLACE in condition.values:
            return True
    return False


def _on_the_role(conditions: Iterable[Condition]) -> Iterator[Condition]:
    """The conditions on the role of places alone, with those inside others."""
    by_key = {condition.key: condition for condition in conditions}
    for key, condition in by_key.items():
        if key in WITHIN and not any(map(_know_both, condition.values)):
            for group in condition.values:
                yield from _on_the_role(group)
        is_alone = _PLACE in condition.values and _BEHIND not in condition.values
        if key == ROLE.key and TYPE.key not in by_key and is_alone:
            yield condition
