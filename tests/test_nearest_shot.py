"""Which shot rule a scene's shot type was likely meant to be, where only `default` serves it."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from selector.engine.plan import NearShots, Plan
from selector.model.problem import Source
from selector.reading.load import check_rules, load_rules


def plan_of(names: Iterable[str]) -> Plan:
    shots = "".join(f"  {name}: {{like: default}}\n" for name in names)
    default = "default: {priorities: [{name: p, role: subject}]}"
    text = f'language: 1\nname: n\nversion: "1"\nshots:\n  {default}\n{shots}'
    rules, problems = check_rules(Source(name="rules.yaml", text=text))
    assert rules, problems
    return rules.plan


@pytest.mark.parametrize(
    ("shot_type", "meant"),
    [
        ("Two Shots", "two_shot"),
        ("tow shot", "two_shot"),
        ("t w o s h o t", "two_shot"),
        ("2 shots", "two_shot"),
        ("closeups", "close_up"),
        ("establish", "establishing"),
        ("wide shoot", "wide_shot"),
        ("medium", None),
        ("medium close-up", None),
        ("long shot", None),
        ("insert", None),
        ("defaults", None),
        ("close_up", None),
    ],
)
def test_the_rule_is_found_by_its_name_or_a_spelling(shot_type: str, meant: str | None) -> None:
    assert NearShots(load_rules().plan).nearest(shot_type) == meant


def test_a_shot_type_is_found_among_any_number_of_rules() -> None:
    others = [f"shot {number}" for number in range(800)]
    assert NearShots(plan_of(["close_up", *others])).nearest("closeup!") == "close_up"


def test_names_longer_than_anybody_means_are_not_compared() -> None:
    fits, too_long = "a" * 100, "a" * 101
    assert NearShots(plan_of([fits])).nearest("b" + "a" * 99) == fits
    assert NearShots(plan_of([too_long])).nearest("b" + "a" * 99) is None
