"""Limits that contradict each other: which are named, and that what they ask for never goes."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from selector.engine.case import Case
from selector.engine.manifest import read_manifest
from selector.engine.order_of_events import order_of_events
from selector.engine.pool import AssetPool
from selector.model.problem import Problem, Source
from selector.review.contrary_limits import contrary
from selector.review.lint import check_rule_text
from tests.drawn_scenes import scene
from tests.generate import rule_set
from tests.long import many
from tests.pools import build, pool
from tests.test_lint_of_lists import HEAD, crowded, entry, rules_of, warned

FILES = many(12, 4_000)
THREE = entry("three", type="prop", at_least=3)
ONE = entry("one", type=["prop", "style"], at_most=1)
SHOT = {"references": 5, "priorities": [entry("p", role="subject")]}
NIGHT, PAN = {"note": "night"}, {"camera": "pan"}
CONTRARY = "R265 The limit `three` asks for at least 3, but `one` allows at most 1 of these."


@pytest.mark.parametrize(
    "content",
    [
        {"limits": [THREE, ONE]},
        {"limits": [ONE, THREE]},
        {"limits": [ONE, {**THREE, "label": "wet", "when": NIGHT}]},
        {"limits": [{**ONE, "when": NIGHT}, {**THREE, "when": {**NIGHT, **PAN}}]},
        {"shots": {"default": {**SHOT, "limits": [THREE, ONE]}}},
        {"limits": [ONE], "shots": {"default": {**SHOT, "limits": [THREE]}}},
        {"limits": [ONE], "scenes": {"12": {"limits": [THREE]}}},
        {
            "shots": {"default": {**SHOT, "limits": [ONE]}},
            "scenes": {"12": {"use": "default", "limits": [THREE]}},
        },
    ],
)
def test_a_limit_that_another_cannot_let_through_is_warned_about(content: dict[str, Any]) -> None:
    assert warned({"shots": {"default": SHOT}, **content}) == [CONTRARY]


@pytest.mark.parametrize(
    "content",
    [
        {"limits": [THREE, {**ONE, "at_most": 3}]},
        {"limits": [THREE, {**ONE, "label": "wet"}]},
        {"limits": [THREE, {**ONE, "when": NIGHT}]},
        {"limits": [{**THREE, "type": ["prop", "object"]}, ONE]},
        {"limits": [THREE], "shots": {"default": {**SHOT, "limits": [ONE]}}},
        {"limits": [THREE], "scenes": {"12": {"limits": [ONE]}}},
        {
            "shots": {"default": {**SHOT, "limits": [THREE]}},
            "scenes": {"12": {"use": "default", "limits": [ONE]}},
        },
        {
            "shots": {"default": {**SHOT, "limits": [ONE]}},
            "scenes": {"12": {"limits": [THREE]}},
        },
    ],
)
def test_limits_that_may_both_hold_and_exceptions_are_not_warned_about(
    content: dict[str, Any],
) -> None:
    assert warned({"shots": {"default": SHOT}, **content}) == []


def test_a_limit_that_nothing_can_meet_is_not_said_to_contradict_others() -> None:
    nothing = {**THREE, "not": {"type": "prop"}}
    (only,) = warned({"shots": {"default": SHOT}, "limits": [ONE, nothing]})
    assert only.endswith("its conditions exclude each other.")


@pytest.mark.parametrize(("inherited", "own"), [(THREE, ONE), (ONE, THREE)])
def test_the_warning_is_at_the_limit_of_the_file_itself(
    inherited: dict[str, Any], own: dict[str, Any], tmp_path: Path
) -> None:
    house = {**HEAD, "shots": {"default": SHOT}, "limits": [inherited]}
    (tmp_path / "house.yaml").write_text(json.dumps(house), "utf-8")
    (problem,) = problems_of({**HEAD, "extends": "house.yaml", "limits": [own]}, tmp_path)
    assert f"{problem.code} {problem.what}" == CONTRARY
    assert problem.at.written == json.dumps(own["name"])
    assert [each.at.source.name for each in problem.related] == [str(tmp_path / "house.yaml")]
    assert problems_of({**HEAD, "extends": "house.yaml", "references": 4}, tmp_path) == []


def problems_of(content: dict[str, Any], folder: Path) -> list[Problem]:
    source = Source(name=str(folder / "rules.yaml"), text=json.dumps(content))
    rules, problems = check_rule_text(source, folder)
    assert rules is not None, problems
    return list(problems)


def test_what_a_limit_asks_for_never_goes_past_the_other() -> None:
    rng = random.Random(23)
    reached = 0
    for _ in range(FILES):
        content = crowded(rule_set(rng, with_edits=False), rng)
        for holder in (content, *content["shots"].values()):
            holder.pop("pin", None)
        asked = rng.choice(("subject", "background", "prop"))
        content["references"] = 7
        content["limits"] = [
            {"name": "many", "role": asked, "at_least": rng.choice((2, 3))},
            {"name": "few", "role": [asked, "environment"], "at_most": rng.choice((1, 2))},
        ]
        rules = rules_of(content)
        sketches = pool(rng)
        assets = AssetPool(build(sketches))
        scenes = [read_manifest(scene(rng, content, sketches)) for _ in range(3)]
        for shot_plan in rules.plan.shots:
            found = list(contrary(shot_plan.limits))
            for each in scenes if found else ():
                case = Case(shot_plan, each, assets)
                takes = order_of_events(case).picked.takes
                for asking, _ in found:
                    counted = set()
                    for take in takes:
                        if asking.is_met(take.offer.candidate):
                            counted.add(assets.individuals[take.place])
                    reached += bool(counted)
                    assert len(counted) < (asking.at_least or 0), content
    assert reached > FILES // 10
