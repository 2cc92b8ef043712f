"""What a decision stores of the scenes before: the answers that its rules asked for, and no more."""

from __future__ import annotations

import json
from typing import Any

import pytest

from selector import AssetPool, FilmSoFar, Rules, load_rules
from selector.db.decisions.decision import DecisionBuilder
from selector.engine.selection import Selection
from selector.record import format_2, format_3, formats
from selector.record.canonical import canonical
from selector.review.advice.adviser import Adviser
from tests.choosing import compiled
from tests.generate import batch
from tests.long import many
from tests.pools import build, usable
from tests.test_film_so_far import FILM, POOL, picture, rules_of, scene


def stored(selection: Selection) -> dict[str, Any]:
    """The record of the scene of a decision."""
    basis = DecisionBuilder().basis(selection)
    record: dict[str, Any] = json.loads(basis.scene[1])
    return record


def again(rules: Rules, selection: Selection) -> Selection:
    """The selection made again from what a decision stores."""
    basis = DecisionBuilder().basis(selection)
    pool, body = formats.pool_from(basis.pool[1]), basis.scene[1]
    return rules.select_again(formats.scene_from(body), pool, formats.earlier_from(body))


def outcome(selection: Selection) -> str:
    return canonical(format_3.outcome_record(selection))


NOTED = (98_212, 98_303, 98_384, 98_405, 98_491, 98_562)
"""Batches in which a note, and no reason, needs an answer about the scenes before."""


@pytest.mark.parametrize(
    "seed", many([*NOTED[:2], *range(98_000, 98_004)], [*NOTED, *range(98_000, 99_500)])
)
def test_what_is_stored_gives_the_same_outcome_to_the_byte(seed: int) -> None:
    each = batch(seed, pools=2, scenes=5)
    rules = compiled(each.rules)
    for sketches, scenes in zip(each.pools, each.scenes, strict=True):
        pool = AssetPool(build(sketches), usable=usable)
        chosen = list(rules.select_many([*scenes, scenes[0]], pool))
        chosen += [rules.select(manifest, pool) for manifest in scenes]
        for selection in chosen:
            made = again(rules, selection)
            assert outcome(made) == outcome(selection)
            assert stored(made) == stored(selection)


def test_only_answers_that_were_asked_for_and_are_not_no_are_stored() -> None:
    rules = rules_of({"first_appearance": True})
    records = [stored(selection) for selection in rules.select_many(FILM, POOL)]
    assert [record["earlier"] for record in records] == [{"first": [0]}, {"first": [1]}, {}, {}]
    both = rules_of({"sent_scene_before": True}, {"in_scene_before": True})
    records = [stored(selection) for selection in both.select_many(FILM, POOL)]
    assert [record["earlier"] for record in records] == [
        {},
        {"before": [0]},
        {"before": [1]},
        {"before": [1], "sent": [[1, 0]]},
    ]
    assert {record["format"] for record in records} == {3}


def test_rules_that_do_not_ask_store_what_they_always_did() -> None:
    for selection in load_rules().select_many(FILM, POOL):
        assert stored(selection) == json.loads(canonical(format_2.scene_record(selection.scene)))
        assert stored(selection)["format"] == 2


def test_where_the_scenes_before_are_not_known_nothing_is_stored_of_them() -> None:
    rules = rules_of({"first_appearance": False})
    selection = rules.select(FILM[0], POOL)
    assert stored(selection)["format"] == 2
    made = again(rules, selection)
    assert [note.kind for note in made.notes] == [note.kind for note in selection.notes]
    assert "judged_alone" in [note.kind for note in made.notes]


def test_advice_asks_nothing_that_is_stored() -> None:
    rules = rules_of({"first_appearance": True, "type": "prop"}, {"crop": "face"})
    pool = AssetPool([picture("WREN"), picture("SAM", asset_type="prop")])
    selection = rules.select(scene(1, "WREN"), pool, earlier=FilmSoFar())
    before = stored(selection)
    adviser = Adviser(selection)
    for passed in selection.passed_over:
        adviser.advice(passed)
    assert stored(selection) == before


def test_a_record_that_was_edited_is_refused() -> None:
    (selection,) = rules_of({"first_appearance": True}).select_many(FILM[:1], POOL)
    record = stored(selection)
    wrong: object
    for wrong in ([], {"first": 3}, {"sent": [1]}, {"worn": [[1]]}, 7):
        with pytest.raises(ValueError, match=r"."):
            formats.earlier_from(canonical({**record, "earlier": wrong}))
