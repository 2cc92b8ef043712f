"""Limits that contradict themselves or each other: compiled rules in, a warning for each out.

A limit contradicts another if it asks for more than the other allows, and the other counts all that
it counts, whenever it applies. Pins may still send as many, for no limit stops them. Where the
other is in a nearer place, as that of a single scene, it is an exception, and no contradiction.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from selector.language.entry_lists.limits import LIMITS
from selector.model.problem import Location, Problem, Related, shown
from selector.review.cells import Wanted
from selector.review.idle_steps import MOST_COMPARED
from selector.review.served import all_limits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from selector.engine.plan import Plan, Step
    from selector.engine.rules import Rules


def limits_that_contradict(rules: Rules) -> Iterator[Problem]:
    """R265: a limit keeps slots for more than it lets go, or than another limit lets go."""
    by_location = {}
    for step in all_limits(rules.plan):
        by_location[step.name.at] = step
    for step in by_location.values():
        least, most = step.at_least, step.at_most
        if least is None or most is None:
            continue
        if least > most:
            yield Problem(
                at=step.name.at,
                code="R265",
                what=f"This limit asks for at least {least} and allows at most {most}.",
                hint=f"Write `at_least: {most}`, or a higher `at_most`.",
            )
    pairs: dict[tuple[Location, Location], Problem] = {}
    for limits in _applying_together(rules.plan):
        for asking, allowing in contrary(limits):
            problem = _contradiction(asking, allowing, rules)
            key = asking.name.at, allowing.name.at
            pairs.setdefault(key, problem)
    yield from pairs.values()


def _applying_together(plan: Plan) -> Iterator[Sequence[Step]]:
    """The limits of each shot rule, and of each scene, with those at the top of the file.

    To a scene those of a shot rule are added only if it says which one serves it.
    """
    for shot_plan in plan.shots:
        yield shot_plan.limits
    for scene in plan.scenes.values():
        own = scene.lists[LIMITS.key]
        if own:
            farther = scene.use.limits if scene.use else plan.top[LIMITS.key]
            yield (*own, *farther)


class _Counting(NamedTuple):
    """A limit, and what it counts."""

    limit: Step
    wanted: Wanted


def contrary(limits: Iterable[Step]) -> Iterator[tuple[Step, Step]]:
    """The pairs of which the first limit asks for more than the second allows."""
    asking = []
    allowing = []
    for limit in limits:
        counting = _Counting(limit, Wanted.by(limit))
        if limit.at_least is not None and counting.wanted.may:
            asking.append(counting)
        if limit.at_most is not None:
            allowing.append(counting)
    for one, other in product(asking[:MOST_COMPARED], allowing[:MOST_COMPARED]):
        if one is other:
            continue
        if _asks_for_less(one.limit, other.limit):
            continue
        is_nearer = _distance(one.limit) <= _distance(other.limit)
        if not is_nearer:
            continue
        if other.wanted.covers(one.wanted):
            yield one.limit, other.limit


def _asks_for_less(asking: Step, allowing: Step) -> bool:
    return (asking.at_least or 0) <= (allowing.at_most or 0)


def _distance(limit: Step) -> tuple[bool, bool]:
    """What is greater the farther the place of a limit is: a scene, a shot rule, the top."""
    is_of_scene = limit.name.scene is not None
    return not is_of_scene, not limit.name.shot


def _contradiction(asking: Step, allowing: Step, rules: Rules) -> Problem:
    at, beside = asking.name.at, allowing.name.at
    if at.source is not rules.rule_set.source:
        at, beside = beside, at
    asks, allows = shown(asking.name.name), shown(allowing.name.name)
    most = allowing.at_most
    return Problem(
        at=at,
        code="R265",
        what=(
            f"The limit `{asks}` asks for at least {asking.at_least},"
            f" but `{allows}` allows at most {most} of these."
        ),
        hint=f"Write `at_least: {most}` in `{asks}`, or a higher `at_most` in `{allows}`.",
        related=(Related(at=beside, what="The other limit is here"),),
    )
