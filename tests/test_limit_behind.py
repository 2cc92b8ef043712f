"""A picture that a priority took in a slot which only a limit had kept for it."""

from __future__ import annotations

from typing import Any

import pytest

from selector.engine.rules import Rules
from selector.engine.selection import Selection
from selector.reporting.explaining import explain_scene
from selector.review.advice import trials
from selector.review.advice.adviser import Adviser
from tests.choosing import Picture, picked, rules_with, scene
from tests.steps import calls_made

POOL = [
    Picture("field", "FIELD", "ENVIRONMENT", quality_score=5),
    Picture("cart", "CART", "PROP", quality_score=9),
    Picture("lamp", "LAMP", "PROP", quality_score=8),
    Picture("ada", "ADA", quality_score=7),
]
LAND_FIRST = [
    {"name": "land", "type": "environment"},
    {"name": "things", "type": "prop"},
    {"name": "people", "type": "character"},
]
ADA = {"name": "ada", "of": "ADA", "at_least": 1}


def rules(*limits: dict[str, Any], references: int = 3) -> Rules:
    shot = {"references": references, "priorities": LAND_FIRST}
    return rules_with({"default": shot}, limits=list(limits))


def limits_behind(rules: Rules, *more: tuple[str, str]) -> dict[str, str]:
    """For each picture that is sent the limit without which it would not be.

    Each is placed as subject, and what is placed beside that is placed in its role as well.
    """
    selection = rules.select(scene("FIELD", "CART", "LAMP", "ADA", *more), POOL)
    adviser = Adviser(selection)
    found = {}
    for pick in selection.picks:
        limit = adviser.limit_behind(pick)
        found[pick.asset.label] = "" if limit is None else limit.name
    return found


def test_a_priority_takes_what_only_a_limit_had_left_a_slot_for() -> None:
    assert limits_behind(rules(ADA)) == {"field": "", "cart": "", "ada": "ada"}


def test_a_limit_is_not_named_where_the_picture_goes_without_it() -> None:
    assert limits_behind(rules(ADA, references=4)) == dict.fromkeys(
        ("field", "cart", "lamp", "ada"), ""
    )


def test_a_limit_on_how_many_at_most_is_never_named() -> None:
    few = {"name": "few", "type": "prop", "at_most": 1}
    assert limits_behind(rules(few)) == {"field": "", "cart": "", "ada": ""}


def test_of_several_limits_the_one_that_asks_for_it_is_named() -> None:
    land = {"name": "the-land", "type": "environment", "at_least": 1}
    found = limits_behind(rules(land, ADA))
    assert found == {"field": "", "cart": "", "ada": "ada"}


def test_no_limit_is_named_where_another_keeps_the_slot_as_well() -> None:
    who = {"name": "who", "type": "character", "at_least": 1}
    assert limits_behind(rules(who, ADA)) == {"field": "", "cart": "", "ada": ""}


def test_a_picture_that_its_limit_sends_itself_needs_no_more_said() -> None:
    shot = {"references": 3, "priorities": LAND_FIRST[:2]}
    by_limit = rules_with({"default": shot}, limits=[ADA])
    assert limits_behind(by_limit) == {"field": "", "cart": "", "ada": ""}


def test_a_limit_asks_for_a_picture_under_any_of_its_placements() -> None:
    behind = {"name": "behind", "of": "ADA", "role": "background", "at_least": 1}
    found = limits_behind(rules(behind), ("ADA", "background"))
    assert found == {"field": "", "cart": "", "ada": "behind"}


@pytest.mark.parametrize("references", [2, 3])
def test_why_says_so_under_the_picture(references: int) -> None:
    selection = rules(ADA, references=references).select(
        scene("FIELD", "CART", "LAMP", "ADA"), POOL
    )
    assert "ada" in picked(selection)
    told = " ".join(explain_scene(selection, Adviser(selection), columns=300).split())
    (_, sent) = told.split(" ADA ", 1)
    assert "Without the limit `ada` (" in sent
    assert told.count("it would not be sent.") == 1


def test_no_limit_is_named_once_the_trials_took_too_much_work(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(trials, "_MOST_WORK", 3)
    assert limits_behind(rules(ADA)) == {"field": "", "cart": "", "ada": ""}


def advice_after(limits: int, *, asked: bool) -> list[object]:
    """The advice for what is left out, before or after it was asked which limits are behind picks."""
    selection = with_limits(limits)
    adviser = Adviser(selection)
    if asked:
        for pick in selection.picks:
            adviser.limit_behind(pick)
    return [adviser.advice(passed).options for passed in selection.passed_over]


def with_limits(limits: int) -> Selection:
    """The selection of a scene with many pictures, each of which so many limits ask for."""
    tags = [f"TAG_{each}" for each in range(60)]
    pool = [Picture(tag, tag) for tag in tags]
    each_of_all = [
        {"name": f"limit-{each}", "of": tags, "at_least": 1, "at_most": 3} for each in range(limits)
    ]
    return rules(*each_of_all, references=8).select(scene(*tags), pool)


def test_the_limits_leave_the_advice_its_own_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trials, "_MOST_WORK", 60 * (3 + 12) * 12)
    advised = advice_after(12, asked=False)
    assert any(advised)
    assert advice_after(12, asked=True) == advised


def test_twice_as_many_limits_take_about_twice_as_much_to_try(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(trials, "_MOST_WORK", 10_000)
    taken = []
    for limits in (40, 80):
        selection = with_limits(limits)
        adviser = Adviser(selection)
        assert selection.picks
        taken.append(calls_made(lambda: list(map(adviser.limit_behind, selection.picks))))  # noqa: B023  # run at once
    few, many = taken
    assert many < 2.2 * few
