"""The law of advice: do what it says, choose again, and the picture goes. Tried on generated films and the example."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields, replace
from pathlib import Path
from typing import get_args

import yaml

from selector.model.advice import (
    AddPicture,
    Change,
    DeleteEdits,
    DeletePlace,
    Edit,
    GiveType,
    LikeAgain,
    MakeSendable,
    PlaceTag,
    Score,
)
from selector.model.film_so_far import FilmSoFar
from selector.model.vocabulary import ROLES
from selector.reading.film import read_film
from selector.reporting.lines_to_paste import lines_to_paste
from selector.reporting.words import SHORT
from selector.review.advice.adviser import Adviser
from tests.advice_done import BATCHES, CHOSEN, FIRST, RARE, SMALL, made, outcome
from tests.advice_in_words import in_words
from tests.choosing import compiled
from tests.film_to_change import HEAD, Film
from tests.generate import Case, batch
from tests.long import many
from tests.pools import Sketch, build

ROOT = Path(__file__).parents[1]
NEW = (95_005, 95_033, 95_078, 95_080, 95_087, 95_118)
"""Small batches for which a new file would be advised to do all that it can."""


def test_what_is_advised_sends_the_picture() -> None:
    by_hand = {
        GiveType,
        AddPicture,
        PlaceTag,
        MakeSendable,
        Edit,
        DeleteEdits,
        DeletePlace,
        LikeAgain,
        Score,
    }
    wanted = {change.__name__ for change in get_args(Change) if change not in by_hand}
    wanted |= set(SHORT) - {"not_in_pool", "not_placed", "cannot_be_sent", "same_picture"}
    tried: Counter[str] = Counter()
    for seed in many(CHOSEN, dict.fromkeys((*range(FIRST, FIRST + BATCHES), *RARE))):
        for case in batch(seed, *SMALL, with_edits=False).cases():
            made(case, tried)
    assert wanted <= set(tried), (
        "the drawn cases no longer reach these: add seeds that do to `CHOSEN`"
    )


def test_what_is_advised_for_a_file_that_extends_others_or_edits_its_own_lists_sends_the_picture() -> (
    None
):
    tried: Counter[str] = Counter()
    for seed in range(93_000, 93_000 + 6 * BATCHES):
        each = batch(seed, 2, 3, with_layers=True)
        if "extends" in each.rules or "'change'" in str(each.rules):
            for case in each.cases():
                made(case, tried)
    assert {"Edit", "drop"} <= set(tried)


def test_what_is_advised_for_a_new_file_that_extends_the_rules_sends_the_picture() -> None:
    tried: Counter[str] = Counter()
    pasted = 0
    for seed in many(NEW, (*range(FIRST, FIRST + BATCHES), *RARE)):
        for case in batch(seed, *SMALL, with_edits=False).cases():
            flat = Film.of(case)
            selection = flat.selected()
            new = Film.of(replace(case, rules={**HEAD, "extends": case.rules, "shots": {}}))
            adviser = Adviser(selection, new_file="rules.yaml")
            for passed in selection.passed_over:
                advice = adviser.advice(passed)
                for option in advice.options:
                    if passed.facts is None or any(
                        isinstance(each, GiveType | PlaceTag) for each in option.changes
                    ):
                        continue
                    place = passed.facts.place
                    changed = new.changed(option.changes, place)
                    assert outcome(changed.selected(), place, changed.order) == "goes", (
                        option,
                        str(case),
                    )
                    tried.update(type(change).__name__ for change in option.changes)
                lines = lines_to_paste(advice)
                if lines and passed.facts is not None:
                    written = new.changed((), 0)
                    written.paste(lines)
                    assert outcome(written.selected(), passed.facts.place, new.order) == "goes", (
                        lines
                    )
                    pasted += 1
    assert {"Edit", "Write", "AlsoFirst", "Pinned", "PlaceBy"} <= set(tried)
    assert not {"Lift", "MoveUp", "Widen", "AskForIt", "DeleteEdits", "DeletePlace"} & set(tried)
    assert pasted > 20


def test_a_picture_that_no_placement_offers_is_offered_or_sent_once_its_tag_is_placed() -> None:
    """As the advice says: to offer it, or to send it in some role."""
    tried: Counter[str] = Counter()
    for seed in range(91_000, 91_000 + BATCHES):
        for case in batch(seed, with_layers=True).cases():
            film = Film.of(case)
            selection = film.selected()
            adviser = Adviser(selection)
            for passed in selection.passed_over:
                advice = adviser.advice(passed)
                place_tag = (PlaceTag(tag=passed.tag),)
                if place_tag not in [option.changes for option in advice.options]:
                    continue
                assert passed.facts is not None
                place = passed.facts.place
                said = in_words(advice)
                outcomes = {
                    outcome(film.placing(passed.tag, role).selected(), place, film.order)
                    for role in ROLES
                }
                if said.startswith("To let the scene use it,"):
                    assert "not_placed" not in outcomes
                else:
                    assert "goes" in outcomes, (passed, str(case))
                tried[said.partition(",")[0]] += 1
    assert tried["To let the scene use it"] > 10


def test_what_is_advised_within_a_film_sends_the_picture() -> None:
    """What the scenes before placed and sent counts, too."""
    tried: Counter[str] = Counter()
    asked = 0
    for seed in range(92_000, 92_000 + 2 * BATCHES):
        each = batch(seed, 2, 3, with_layers=True)
        rules = compiled(each.rules)
        if not rules.asks_earlier:
            continue
        for sketches, scenes in zip(each.pools, each.scenes, strict=True):
            earlier = FilmSoFar()
            pool = build([sketch for sketch in sketches if sketch.again is None])
            for manifest in scenes:
                made(Case(each.rules, manifest, sketches), tried, earlier)
                earlier = rules.select(manifest, pool, earlier=earlier).film_so_far
                asked += 1
    assert asked


def test_advice_is_found_and_put_into_words_whatever_the_rules_say() -> None:
    """With edits, which the law leaves out because a change of them is no change of a file."""
    asked = 0
    for seed in range(96_500, 96_500 + BATCHES):
        for case in batch(seed).cases():
            selection = Film.of(case).selected()
            adviser = Adviser(selection)
            for passed in selection.passed_over:
                assert in_words(adviser.advice(passed)).endswith("."), (passed, str(case))
                asked += 1
    assert asked > 50 * BATCHES


def test_what_is_advised_in_the_example_film_sends_the_picture() -> None:
    film, _ = read_film(ROOT / "examples/the-tide-clock")
    assert film is not None
    rules = yaml.safe_load((ROOT / "rules/default.yaml").read_text("utf-8"))
    pool = tuple(
        Sketch("model", {each.name: getattr(asset, each.name) for each in fields(asset)})
        for asset in film.assets
    )
    tried: Counter[str] = Counter()
    for read in film.read_scenes():
        assert read.manifest is not None
        made(Case(rules, read.manifest, pool), tried)
    assert tried["already_shown"] > 40


def test_every_picture_that_stays_out_is_told_what_would_send_it_or_what_stands_in_its_way() -> (
    None
):
    for seed in range(96_000, 96_000 + BATCHES):
        for case in batch(seed, with_edits=False).cases():
            selection = Film.of(case).selected()
            adviser = Adviser(selection)
            for passed in selection.passed_over:
                advice = adviser.advice(passed)
                assert advice.ahead is not None or advice.options, (passed, str(case))


def test_there_is_advice_under_rules_with_edits_too() -> None:
    found = 0
    for seed in range(94_000, 94_000 + max(BATCHES, 4)):
        for case in batch(seed, 1, 3).cases():
            selection = Film.of(case).selected()
            adviser = Adviser(selection)
            for passed in selection.passed_over:
                advice = adviser.advice(passed)
                found += any("change" in shot for shot in case.rules["shots"].values())
                assert advice.reason == passed.reason
    assert found


def test_the_advice_on_one_picture_does_not_depend_on_what_was_asked_before() -> None:
    for seed in range(97_000, 97_000 + max(BATCHES // 4, 2)):
        for case in batch(seed, *SMALL, with_edits=False).cases():
            selection = Film.of(case).selected()
            adviser = Adviser(selection)
            for passed in reversed(selection.passed_over):
                assert adviser.advice(passed) == Adviser(selection).advice(passed)
