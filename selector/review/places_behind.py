"""F372: rules that ask for the role `environment`, where scenes place the places as background.

A role is how a scene places something, and a type is what a picture shows. A film whose scenes give
the role `background` to their places sends none of them by `role: environment`. Rules that ask for
the type beside it, or for `background` as well, know that.

In: rules and a pool; the selection of each scene. Out: problems, each at its condition in the rule
file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from selector.engine.plan import ShotPlan
from selector.engine.pool import AssetPool
from selector.engine.rules import Rules
from selector.engine.selection import Selection
from selector.language.conditions import CONDITIONS
from selector.language.conditions.role import ROLE
from selector.language.conditions.type import TYPE
from selector.language.entry_lists import places_of
from selector.language.kinds.conditions_within import Conditions
from selector.model.problem import Location, Problem, shown
from selector.model.ruleset import Condition, Entry
from selector.model.scene import Scene

_PLACE = "environment"
"""The role, and the type, of places."""
_BEHIND = "background"


class PlacesBehind:
    """Looks for places that scenes place as background, scene by scene.

    Attributes:
        asks: Whether the rules say anything that may be misread.
    """

    def __init__(self, rules: Rules, pool: AssetPool) -> None:
        self._pool = pool
        self._asking = dict(_entries_asking(rules))
        self._missed: dict[Location, dict[int, str]] = {}
        """By condition, each place with how the first scene has it."""
        self.asks = bool(self._asking)

    def look_at(self, selection: Selection) -> None:
        """Take in one more scene of the film."""
        scene = selection.scene
        if any(self._placed_as(_PLACE, scene)):
            return
        behind = dict(self._placed_as(_BEHIND, scene))
        if not behind:
            return
        where = _in_scene(scene)
        for condition in self._counting(selection.shot_plan):
            missed = self._missed.setdefault(condition.at, {})
            for number, tag in behind.items():
                missed.setdefault(number, f"`{shown(tag)}`{where}")

    def _counting(self, shot_plan: ShotPlan) -> Iterator[Condition]:
        """The conditions that may be misread, of the entries that count in a scene."""
        for steps in (shot_plan.bars, shot_plan.pins, shot_plan.limits, shot_plan.steps):
            for step in steps:
                yield from self._asking.get(step.name.at, ())

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


def _entries_asking(rules: Rules) -> Iterator[tuple[Location, list[Condition]]]:
    """Where the rules' own entries are that may mean any place, with their conditions that do."""
    own = rules.rule_set.source
    for _, holder in places_of(rules.rule_set):
        for entries in holder.lists.values():
            if any(map(_knows_both, entries)):
                continue
            for entry in entries:
                if entry.at.source is not own:
                    continue
                conditions = list(_on_the_role(entry.conditions))
                if conditions:
                    yield entry.at, conditions


def _knows_both(entry: Entry) -> bool:
    """Whether an entry asks for what is in the background, or for the type of places."""
    for condition in entry.conditions:
        if condition.key == ROLE.key and _BEHIND in condition.values:
            return True
        if condition.key == TYPE.key and _PLACE in condition.values:
            return True
    return False


def _on_the_role(conditions: Iterable[Condition]) -> Iterator[Condition]:
    """The conditions on the role of places alone, with those inside others."""
    by_key = {condition.key: condition for condition in conditions}
    for key, condition in by_key.items():
        if isinstance(CONDITIONS[key].kind, Conditions):
            for group in condition.values:
                yield from _on_the_role(group)
        is_alone = _PLACE in condition.values and _BEHIND not in condition.values
        if key == ROLE.key and TYPE.key not in by_key and is_alone:
            yield condition
