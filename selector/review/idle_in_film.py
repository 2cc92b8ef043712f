"""Entries of a film's own rules that change nothing in any of its scenes.

Each entry is left out, and the scene chosen for again: if the same pictures go in every scene, the
entry changes nothing. Only entries are tried that some scene could use: those of the shot rules
that serve scenes, those of scenes that are there, and those at the top of the file. What rules say
that the film's rules extend is made for many films, and an edit of it is a part of that.

In: rules; selections, one at a time. Out: paths such as `shots.close_up/priorities/the-face`; None
for a film of so many scenes, or rules of so many entries, that trying them takes too long.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from selector.engine.effective_lists import EffectiveLists
from selector.engine.plan import with_shot_plans
from selector.engine.rules import Rules
from selector.engine.serving import others, without
from selector.language.entry_lists import entries_of
from selector.language.entry_lists.change import CHANGE
from selector.language.entry_lists.instead import INSTEAD
from selector.language.entry_lists.priorities import PRIORITIES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from selector.engine.plan import Plan, ShotPlan, Step
    from selector.engine.selection import Selection
    from selector.model.film_so_far import FilmSoFar
    from selector.model.problem import Location
    from selector.model.ruleset import Place, RuleSet


_MOST_WORK = 20_000
"""How many scenes are chosen for again, and shot rules compiled again; all together.

That is the most unless less is wanted.
"""


class IdleInFilm:
    """Finds the entries of rules that change nothing, scene by scene.

    Args:
        rules: The rules of the film.
        most_work: The most that may be chosen and compiled.
    """

    def __init__(self, rules: Rules, most_work: int | None = None) -> None:
        self._rules = rules
        self._most_work = most_work or _MOST_WORK
        self._instead = rules.plan.top.get(INSTEAD.key, ())
        self._paths = dict(sorted(_own_entries(rules.rule_set)))
        self._used: set[Location] = set()
        """The entries that some scene could use."""
        self._changing: set[Location] = set()
        self._without: dict[Location, Rules] = {}
        """The rules without an entry, once it was tried."""
        self._tried: dict[int, tuple[ShotPlan, tuple[Location, ...]]] = {}
        """The entries to try in a scene, by the identity of the plan that serves it."""
        self._work = 0

    @property
    def paths(self) -> tuple[str, ...] | None:
        """The entries that change nothing in the scenes so far, in the order of the file.

        None where it was too much work to find out.
        """
        if self._work > self._most_work:
            return None
        return tuple([path for _, path in self.found])

    @property
    def found(self) -> tuple[tuple[Location, str], ...]:
        """The same entries, each with its location; none where it was too much work."""
        if self._work > self._most_work:
            return ()
        idle = self._used - self._changing
        return tuple([(at, path) for at, path in self._paths.items() if at in idle])

    def look_at(self, selection: Selection, earlier: FilmSoFar | None) -> None:
        """Take in one more scene of the film.

        Args:
            selection: What was chosen for it.
            earlier: What it could know of the scenes before.
        """
        for at in self._to_try(selection.shot_plan):
            if self._work > self._most_work:
                return
            if at not in self._changing:
                self._try_without(at, selection, earlier)

    def _to_try(self, shot_plan: ShotPlan) -> tuple[Location, ...]:
        """The entries of the file itself that count under a plan; worked out once."""
        if id(shot_plan) not in self._tried:
            whole = shot_plan.whole or shot_plan
            self._used.update(step.name.at for step in (*whole.entries, *self._instead))
            # One whose `when` does not hold is not in the plan that served.
            counting = [step.name.at for step in (*shot_plan.entries, *self._instead)]
            own = tuple(filter(self._paths.__contains__, counting))
            self._tried[id(shot_plan)] = shot_plan, own
        _, own = self._tried[id(shot_plan)]
        return own

    def _try_without(
        self,
        at: Location,
        selection: Selection,
        earlier: FilmSoFar | None,
    ) -> None:
        rules = self._without.get(at)
        self._work += 1
        if rules is None:
            self._work += len(self._rules.plan.shots)
            plan = _plan_without(self._rules.plan, at)
            rules = self._without[at] = Rules(self._rules.rule_set, plan)
        again = rules.select(
            selection.scene,
            selection.pool,
            earlier=earlier,
        )
        if again.places != selection.places:
            self._changing.add(at)
            del self._without[at]


def _own_entries(rule_set: RuleSet) -> Iterator[tuple[Location, str]]:
    """The entries that the file itself adds, by location, with their paths."""
    edits = EffectiveLists(rule_set).edits
    for place, entry_list, entry in entries_of(rule_set):
        is_own = entry.at.source is rule_set.source
        if is_own and entry.at not in edits:
            key = entry_list.key
            if entry_list is CHANGE:  # what it adds is a priority
                key = PRIORITIES.key
            path = f"{_path_of(place)}/{key}/{entry.name}"
            yield entry.at, path


def _path_of(place: Place) -> str:
    match place.kind:
        case "top":
            return "top"
        case "shot rule":
            return f"shots.{place.name}"
        case "scene":
            return f"scenes.{place.name}"


def _plan_without(plan: Plan, at: Location) -> Plan:
    """A plan without the entry at a location, wherever that counts."""

    def is_out(step: Step) -> bool:
        return step.name.at == at

    made = {shot_plan: without(shot_plan, is_out) for shot_plan in plan.shots}
    left = with_shot_plans(plan, made)
    scenes = {}
    for number, scene in left.scenes.items():
        lists = _without(scene.lists, is_out)
        scenes[number] = replace(scene, lists=lists)
    return replace(
        left,
        top=_without(plan.top, is_out),
        scenes=scenes,
    )


def _without(
    lists: Mapping[str, Iterable[Step]], is_out: Callable[[Step], bool]
) -> dict[str, tuple[Step, ...]]:
    left = {}
    for key, steps in lists.items():
        left[key] = others(steps, is_out)
    return left
