"""How much is tried for advice, however many pictures and entries there are, and what is said where it is too much."""

from __future__ import annotations

import json
from typing import Any

import pytest

from selector.model.asset import Asset
from selector.reading.load import load_rules
from selector.review.advice import adviser as adviser_module
from selector.review.advice import trials
from selector.review.advice.adviser import Adviser
from tests.advice_in_words import in_words
from tests.film_to_change import HEAD, PEOPLE, Film, ann, placing
from tests.generate import Case
from tests.long import many
from tests.pools import Sketch
from tests.steps import calls_made

MANY = many(200, 2_000)


def test_at_most_so_many_pictures_of_one_scene_are_pinned_for_a_trial(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(adviser_module, "_MOST_PINNED", 2)
    rules = {**HEAD, "references": 1, "shots": {"default": PEOPLE}}
    cast = ("ANN", "BO", "CY", "DI", "ED")
    pool = ann(*({"manifest_tag": tag, "id": tag.lower()} for tag in cast))
    selection = Film.of(Case(rules, placing(*cast), pool)).selected()
    adviser = Adviser(selection)
    advised = [adviser.advice(passed) for passed in selection.passed_over]
    pins = ["`{name: " in in_words(advice) for advice in advised]
    assert pins == [True, True, False, False]
    assert [advice.is_cut_short for advice in advised] == [False, False, True, True]


def test_where_too_much_is_placed_nothing_is_tried_and_nothing_untried_is_advised(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(trials, "_MOST_WORK", 3)
    priority = {"name": "people", "type": "character"}
    rules = {**HEAD, "pictures_each": 1, "shots": {"default": {"priorities": [priority]}}}
    placements = [{"asset_tag": "ANN", "role": "subject"}]
    manifest = {"composition": {"shot_type": "default"}, "placements": placements}
    values = {"manifest_tag": "ANN", "asset_type": "CHARACTER"}
    pool = tuple(Sketch("model", {**values, "quality_score": score}) for score in (10, 9, 8, 7))
    selection = Film.of(Case(rules, manifest, pool)).selected()
    advice = Adviser(selection).advice(selection.passed_over[0])
    assert (advice.options, advice.ahead) == ((), None)
    assert (
        in_words(advice) == "There is too much to try for one scene to work out how to get it sent."
    )


@pytest.mark.parametrize("entries", ["priorities", "never", "has"])
def test_what_is_tried_is_bounded_however_many_entries_there_are(
    entries: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trials, "_MOST_WORK", 40_000)
    asked: dict[str, Any] = {"label": "wet"}
    if entries == "has":
        asked = {"has": {"label": "wet"}}
    many = [{"name": f"e{nth}", **asked} for nth in range(300)]
    people = {"name": "people", "type": "character", "at_most": 1}
    priorities = [*many, people] if entries == "priorities" else [people]
    rules: dict[str, Any] = {**HEAD, "shots": {"default": {"priorities": priorities}}}
    if entries != "priorities":
        rules["never"] = many
    pool = [
        Asset(manifest_tag=f"T{nth % 10}", asset_type="character", user_tags=("wet",) * (nth % 2))
        for nth in range(40)
    ]
    manifest = placing(*[f"T{nth}" for nth in range(10)])
    selection = load_rules(text=json.dumps(rules)).select(manifest, pool)
    adviser = Adviser(selection)
    advised = [adviser.advice(passed) for passed in selection.passed_over]
    said = {in_words(advice) for advice in advised if advice.is_cut_short}
    assert said
    for words in said:
        assert "too much to try for one scene" in words
    assert made_by(adviser) <= 40_000 / (300 * 40)
    again = Adviser(selection)
    assert [again.advice(passed) for passed in selection.passed_over] == advised


def made_by(adviser: Adviser) -> int:
    """How often the scene was chosen for again."""
    known = [each for each in adviser._with_strikes.values() if each.is_known]
    tried = [adviser._situation, *adviser._with_strikes.values()]
    return len(known) + sum(len(each.trials._made) for each in tried)


def test_a_film_of_many_pictures_is_advised_after_few_calls() -> None:
    """Thousands of pictures of one individual: were each tried on its own, it would take hours."""
    pool = [
        Asset(manifest_tag="ANN", asset_type="CHARACTER", quality_score=number % 100 / 10)
        for number in range(MANY)
    ]
    manifest = {
        "composition": {"shot_type": "wide"},
        "placements": [{"asset_tag": "ANN", "role": "subject"}],
    }
    selection = load_rules().select(manifest, pool)
    adviser = Adviser(selection)
    said: set[str] = set()
    calls = calls_made(
        lambda: said.update(in_words(adviser.advice(passed)) for passed in selection.passed_over)
    )
    assert len(said) == 2
    assert calls < 6_000 * MANY
