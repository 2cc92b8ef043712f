r"""Steps of a shot plan that can never take a picture, whatever the scene and the pool.

In: a shot plan and one of its steps. Out: whether it is idle, and which earlier steps make it so.

How it is known
---------------
A picture that meets a step also meets every earlier step that asks for no more. Each of those that
has no limit below the number of references took one picture of the same person, place or thing.
Once these are as many as `pictures_each` allows, nothing is left for the later step. If
`pictures_each` lists crops, that is worked out crop by crop. Pools in which two assets are the same
photograph are not considered.

An example, run by the suite. `face` asks for less than `anyone` does before it:

>>> from selector.model.problem import Source
>>> from selector.reading.load import check_rules
>>> rules, _ = check_rules(Source(name="rules.yaml", text='''
... language: 1
... name: tea
... version: "1"
... shots:
...   default:
...     priorities:
...       - {name: anyone, role: subject}
...       - {name: face, role: subject, crop: face}
...   insert: {like: default, pictures_each: 2}
... '''))
>>> plan = rules.plan.default
>>> [is_idle(plan, step) for step in plan.steps]
[False, True]
>>> [step.name.name for step in takers_before(plan, plan.steps[1])]
['anyone']

With two pictures of each, there is one left for `face`:

>>> plan = rules.plan.by_name["insert"]
>>> [is_idle(plan, step) for step in plan.steps]
[False, False]
"""

from __future__ import annotations

from collections.abc import Iterator

from selector.engine.plan import ShotPlan, Step
from selector.language.conditions.crop import CROP
from selector.model.ruleset import PicturesEach
from selector.model.vocabulary import CROPS

MOST_COMPARED = 40
"""Steps of one plan that are compared with each other: the work is the square of their number."""


def is_idle(shot_plan: ShotPlan, step: Step) -> bool:
    """Whether no picture can be left for a step of its plan, of any crop that it asks for."""
    if step.name.number > MOST_COMPARED:
        return False
    crops = crops_of(step)
    if shot_plan.pictures_each == ("face",) and "face" not in crops:
        return False  # R252 warns about it
    return all(_is_used_up(shot_plan, step, crop) for crop in crops)


def takers_before(shot_plan: ShotPlan, step: Step) -> Iterator[Step]:
    """The earlier steps that take all that a step asks for of any crop."""
    for earlier in _earlier(shot_plan, step):
        if any(_takes_all(shot_plan, earlier, step, crop) for crop in crops_of(step)):
            yield earlier


def _is_used_up(shot_plan: ShotPlan, step: Step, crop: str) -> bool:
    """Whether no picture of a crop can be left for a step, of whatever person, place or thing."""
    each = shot_plan.pictures_each
    earlier = _earlier(shot_plan, step)
    takers = [one for one in earlier if _takes_all(shot_plan, one, step, crop)]
    if len(takers) >= allowed_by(each):
        return True
    if isinstance(each, int):
        return False
    if crop not in each:
        return True
    sendable = frozenset(each)
    return any(crops_of(taker) & sendable == {crop} for taker in takers)


def _takes_all(shot_plan: ShotPlan, earlier: Step, step: Step, crop: str) -> bool:
    """Whether an earlier step, without a limit, asks for all that a step asks for of a crop."""
    if earlier.at_most is not None and earlier.at_most < shot_plan.references:
        return False
    if crop not in crops_of(earlier):
        return False
    for condition in earlier.conditions:
        is_covering = any(map(condition.covers, step.conditions))
        if condition.word is not CROP and not is_covering:
            return False
    return True


def _earlier(shot_plan: ShotPlan, step: Step) -> tuple[Step, ...]:
    return shot_plan.steps[: step.name.number - 1]


def crops_of(step: Step) -> frozenset[str]:
    """The crops that meet a step: both, unless it asks for one."""
    for condition in step.conditions:
        if condition.word is CROP:
            return frozenset(condition.wanted)
    return frozenset(CROPS)


def allowed_by(each: PicturesEach) -> int:
    """How many pictures `pictures_each` allows."""
    if isinstance(each, int):
        return each
    return len(each)
