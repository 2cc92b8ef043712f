"""Conditions that nothing can meet together: which are found, and that no candidate refutes it."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest

from selector.engine.manifest import read_manifest
from selector.engine.plan import Step
from selector.engine.pool import AssetPool
from selector.engine.rules import Rules
from selector.model.problem import Source
from selector.reading.load import check_rules
from selector.review.contradictions import contradict
from tests.drawn_conditions import WITHIN, a_condition_on_texts, a_when, group
from tests.drawn_scenes import scene
from tests.long import many
from tests.pools import build, pool

DRAWN = many(50, 20_000)
SHOTS = {"default": {"references": 9, "priorities": [{"name": "rest", "role": "prop"}]}}
NIGHT, RAIN = {"note": "night"}, {"note": "rain"}
DRAFT, OLD = {"label": "draft"}, {"label": "old"}


def rules_of(conditions: dict[str, Any], **more: Any) -> Rules:
    entry = {"name": "x", **conditions}
    content = {"language": 1, "name": "a", "version": "1", "first": [entry], "shots": SHOTS, **more}
    rules, problems = check_rules(Source(name="rules.yaml", text=json.dumps(content)))
    assert rules is not None, problems
    return rules


def entry_of(conditions: dict[str, Any]) -> Step:
    (entry,) = rules_of(conditions).plan.top["first"]
    return entry


@pytest.mark.parametrize(
    "conditions",
    [
        {**DRAFT, "not": DRAFT},
        {**DRAFT, "not": {"label": ["draft", "old"]}},
        {**DRAFT, "of": "Mia", "not": {"label": ["draft", "old"], "of": ["Mia", "Tom"]}},
        {**DRAFT, "of": "Mia", "not": [{"type": "prop"}, {"of": "Mia"}]},
        {"label": ["draft", "old"], "not": [OLD, {"of": "Mia"}, DRAFT]},
        {"of": ["Mia", "Tom"], "not": [{"of": "Tom"}, {"of": "Mia"}]},
        {"of": "Mia", "not": {"any_of": [{"of": "Tom"}, {"of": "Mia"}]}},
        {"label": ["draft", "old"], "not": {"any_of": [OLD, DRAFT]}},
        {"any_of": [DRAFT, OLD], "not": {"label": ["old", "draft"]}},
        {"any_of": [DRAFT, {**OLD, "of": "Mia"}], "not": [DRAFT, OLD]},
        {"type": "character", "any_of": [{"type": "prop"}, DRAFT], "not": DRAFT},
        {"any_of": [{**DRAFT, "not": DRAFT}, {"role": "prop", "not": {"role": "prop"}}]},
        {"has": {**DRAFT, "not": DRAFT}},
        {"has": [{**DRAFT, "not": DRAFT}, {**OLD, "not": OLD}]},
        {"has": DRAFT, "not": {"has": DRAFT}},
        {"quality": {"at_least": 9}, "not": {"quality": {"at_least": 8}}},
        {"position": "left", "not": {"position": True}},
        {"position": False, "any_of": [{"position": "left"}, {"position": "right"}]},
        {"focal_point": False, "any_of": [{"focal_point": True, "speaks": True}]},
    ],
)
def test_what_nothing_can_meet_is_found(conditions: dict[str, Any]) -> None:
    assert contradict(entry_of(conditions).conditions)


@pytest.mark.parametrize(
    "conditions",
    [
        {**DRAFT, "not": OLD},
        {**DRAFT, "not": {**DRAFT, "of": "Mia"}},
        {"label": ["draft", "old"], "not": DRAFT},
        {"label": ["draft", "old", "wet"], "not": [DRAFT, OLD]},
        {"any_of": [DRAFT, OLD], "not": DRAFT},
        {"any_of": [{**DRAFT, "not": DRAFT}, OLD]},
        {"has": [{**DRAFT, "not": DRAFT}, OLD]},
        {"has": DRAFT, "not": DRAFT},
        {"quality": {"at_least": 8}, "not": {"quality": {"at_least": 9}}},
        {"position": True, "not": {"position": "left"}},
        {"focal_point": False, "speaks": True},
        {"type": ["character", "prop"], "any_of": [{"type": "prop"}, DRAFT], "not": DRAFT},
    ],
)
def test_what_something_may_meet_is_no_contradiction(conditions: dict[str, Any]) -> None:
    assert not contradict(entry_of(conditions).conditions)


@pytest.mark.parametrize(
    "when",
    [
        {**NIGHT, "not": NIGHT},
        {**NIGHT, "not": [RAIN, NIGHT]},
        {"any_of": [NIGHT, RAIN], "not": [RAIN, NIGHT]},
        {"scenes": 4, "not": {"scenes": [3, 4]}},
        {"placed": {**DRAFT, "not": DRAFT}},
    ],
)
def test_what_no_scene_can_meet_is_found(when: dict[str, Any]) -> None:
    assert contradict(entry_of({"role": "subject", "when": when}).when)


@pytest.mark.parametrize(
    "when",
    [
        {"placed": {**DRAFT, "not": DRAFT, "at_most": 2}},
        {"scenes": [4, 5], "not": {"scenes": [3, 4]}},
        {"any_of": [NIGHT, RAIN], "not": RAIN},
    ],
)
def test_what_some_scene_may_meet_is_no_contradiction(when: dict[str, Any]) -> None:
    assert not contradict(entry_of({"role": "subject", "when": when}).when)


def test_too_many_groups_are_not_judged() -> None:
    groups = [{**DRAFT, "not": DRAFT}] * 9
    distinct = [{**each, "of": f"Mia {number}"} for number, each in enumerate(groups)]
    assert contradict(entry_of({"any_of": distinct[:8]}).conditions)
    assert not contradict(entry_of({"any_of": distinct}).conditions)
    assert not contradict(entry_of({"has": distinct}).conditions)


def test_no_picture_meets_what_is_said_to_contradict_itself() -> None:
    rng = random.Random(31)
    contradicting = taking = 0
    for _ in range(DRAWN):
        step_of = entry_of_drawn(rng)
        if step_of is None:
            continue
        rules, step = step_of
        found = contradict(step.conditions) or contradict(step.when)
        contradicting += found
        sketches = pool(rng)
        assets = AssetPool(build(sketches))
        for _ in range(3):
            selection = rules.select(read_manifest(scene(rng, {"shots": SHOTS}, sketches)), assets)
            took = any(pick.priority.name == "x" for pick in selection.picks)
            taking += took
            assert not (found and took), str(step)
    assert contradicting > DRAWN // 10
    assert taking > DRAWN // 10


def entry_of_drawn(rng: random.Random) -> tuple[Rules, Step] | None:
    """Rules with an entry that may contradict itself, and the entry; None if it is too deep."""
    conditions = group(rng, WITHIN, 1) | a_condition_on_texts(rng)
    if rng.random() < 0.6:
        key = rng.choice([*conditions])
        inside = {key: conditions[key]}
        conditions["not"] = rng.choice((inside, [inside, group(rng, (), 0)]))
    entry: dict[str, Any] = {"name": "x", **conditions}
    if rng.random() < 0.3:
        when = a_when(rng)
        key = rng.choice([*when])
        entry["when"] = {**when, "not": {key: when[key]}}
    content = {"language": 1, "name": "a", "version": "1", "first": [entry], "shots": SHOTS}
    rules, problems = check_rules(Source(name="rules.yaml", text=json.dumps(content)))
    if rules is None:
        assert {problem.code for problem in problems} <= {"R201"}, problems
        return None
    (step,) = rules.plan.top["first"]
    return rules, step
