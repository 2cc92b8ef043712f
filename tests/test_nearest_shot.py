"""Which shot rule a scene's shot type was likely meant to be, where only `default` serves it."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from selector.engine.plan import Plan, nearest_shot
from selector.model.problem import Source
from selector.reading.load import check_rules, load_rules


def plan_of(names: Iterable[str]) -> Plan:
    shots = "".join(f"  {name}: {{like: default}}\n" for name in names)
    text = (
        f'language: 1\nname: n\nversion: "1"\nshots:\n  default: {{priorities: [{{name: p, role: subject}}]}}\n{shots}'
    )
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
    assert nearest_shot(load_rules().plan, shot_type) == meant


def test_a_shot_type_is_compared_with_no_more_names_than_takes_a_moment() -> None:
    others = [f"shot {number}" for number in range(500)]
    assert nearest_shot(plan_of(["close_up", *others[1:]]), "closeup!") == "close_up"
    assert nearest_shot(plan_of(["close_up", *others]), "closeup!") is None


def test_names_longer_than_anybody_means_are_not_compared() -> None:
    fits, too_long = "a" * 100, "a" * 101
    assert nearest_shot(plan_of([fits]), "b" + "a" * 99) == fits
    assert nearest_shot(plan_of([too_long]), "b" + "a" * 99) is None
