"""Everything that is passed over has one reason."""

from __future__ import annotations

from typing import Any

import pytest

from selector.engine.pool import AssetPool
from selector.model.left_out import (
    AlreadyShown,
    AnotherWentAhead,
    CannotBeSent,
    CapReached,
    CropNotSent,
    MeetsNoPriority,
    NoReferences,
    NotInPool,
    NotPlaced,
    SlotsFull,
)
from tests.choosing import ANYTHING, Picture, face, picked, reason, rule, rules_with, scene


def test_meeting_no_priority_names_the_nearest_and_the_condition_that_failed() -> None:
    rules = rule(
        [
            {"name": "far", "role": "prop", "type": "prop", "crop": "face"},
            {"name": "near", "role": ["subject", "background"], "crop": "face"},
            {"name": "as near", "type": "vehicle"},
        ]
    )
    found = reason(rules.select(scene("A"), [Picture("a", "A", "Character")]), "a")
    assert isinstance(found, MeetsNoPriority)
    assert found.nearest is not None
    assert (found.nearest.name, found.nearest.number) == ("near", 2)
    assert [(each.key, set(each.wanted), each.found) for each in found.failed] == [
        ("crop", {"face"}, "full")
    ]


def test_the_nearest_is_sought_over_all_placements_and_the_earliest_priority_wins() -> None:
    rules = rule(
        [
            {"name": "one", "role": "prop", "type": "prop"},
            {"name": "two", "role": "background", "type": "prop"},
        ]
    )
    found = reason(
        rules.select(scene(("A", "background"), ("A", "prop")), [Picture("a", "A", "VEHICLE")]), "a"
    )
    assert isinstance(found, MeetsNoPriority)
    assert found.nearest is not None
    assert found.nearest.name == "one"
    assert [(each.key, each.found) for each in found.failed] == [("type", "vehicle")]


def test_failed_conditions_stand_in_the_order_of_the_vocabulary() -> None:
    found = reason(
        rule([{"crop": "face", "type": "prop", "role": "prop", "name": "p"}]).select(
            scene(("A", "Hero ")), [Picture("a", "A", "GHOST")]
        ),
        "a",
    )
    assert isinstance(found, MeetsNoPriority)
    assert [(each.key, each.found) for each in found.failed] == [
        ("role", "hero"),
        ("type", "ghost"),
        ("crop", "full"),
    ]


def test_already_shown_names_the_first_pick_where_a_number_rules() -> None:
    thrice = [{"name": name, "crop": ["face", "full"]} for name in ("one", "two", "three")]
    pool = [
        face("c", "A", quality_score=1),
        Picture("a", "A", quality_score=3),
        face("b", "A", quality_score=2),
    ]
    found = reason(rule(thrice, pictures_each=2).select(scene("A"), pool), "c")
    assert isinstance(found, AlreadyShown)
    assert (found.by.place, found.pictures_each) == (1, 2)


def test_already_shown_names_the_pick_of_that_crop_where_a_list_rules() -> None:
    thrice = [{"name": name, "crop": ["face", "full"]} for name in ("one", "two", "three")]
    pool = [
        face("c", "A", quality_score=1),
        Picture("a", "A", quality_score=3),
        face("b", "A", quality_score=2),
    ]
    found = reason(rule(thrice, pictures_each=["face", "full"]).select(scene("A"), pool), "c")
    assert isinstance(found, AlreadyShown)
    assert (found.by.place, found.pictures_each) == (2, ("face", "full"))
    found = reason(rule(thrice, pictures_each=["full"]).select(scene("A"), pool), "c")
    assert isinstance(found, AlreadyShown)
    assert found.by.place == 1


def test_of_pictures_side_by_side_the_one_of_its_crop_went_ahead() -> None:
    pair = [{**ANYTHING[0], "pictures_each": ["face", "full"], "at_most": 1}]
    pool = [
        face("first", "A", quality_score=9),
        face("b", "B", quality_score=3),
        Picture("c", "B", quality_score=2),
        Picture("d", "B", quality_score=1),
    ]
    selection = rule(pair).select(scene("A", "B"), pool)
    found = reason(selection, "d")
    assert picked(selection) == ["first"]
    assert isinstance(found, AnotherWentAhead)
    assert found.by.place == 2


def test_what_is_printed_begins_with_the_scene_and_its_number_if_it_has_one() -> None:
    explained = [
        rule().select({**scene("A"), "scene_index": index}, [Picture("a", "A")]).explain()
        for index in (7, None)
    ]
    assert [str(each).partition(",")[0] for each in explained] == ["scene 7", "scene"]


def test_already_shown_comes_before_another_went_ahead() -> None:
    pool = [Picture("a", "A", quality_score=2), Picture("b", "A", quality_score=1)]
    assert isinstance(reason(rule().select(scene("A"), pool), "b"), AlreadyShown)


@pytest.mark.parametrize(
    ("prefer", "kept", "other", "decided_by"),
    [
        ("face", face("k", "A", quality_score=1), Picture("o", "A", quality_score=2), "prefer"),
        ("face", face("k", "A", quality_score=2), Picture("o", "A", quality_score=1), "prefer"),
        ("face", face("k", "A", quality_score=2), face("o", "A", quality_score=1), "quality"),
        (
            ["face", "full"],
            Picture("k", "A", quality_score=2),
            Picture("o", "A", quality_score=1),
            "quality",
        ),
        ("face", Picture("k", "A", quality_score=0), Picture("o", "A"), "pool order"),
        (None, face("k", "A", quality_score=5), Picture("o", "A", quality_score=5), "pool order"),
    ],
)
def test_another_picture_that_went_ahead_is_named_with_what_decided(
    prefer: Any, kept: Picture, other: Picture, decided_by: str
) -> None:
    words = {"prefer": prefer} if prefer else {}
    selection = rule(pictures_each=2, **words).select(scene("A"), [kept, other])
    assert picked(selection) == ["k"]
    found = reason(selection, "o")
    assert isinstance(found, AnotherWentAhead)
    assert (found.by.place, found.decided_by, found.priority.name) == (0, decided_by, "anything")


def test_another_went_ahead_even_where_it_then_found_no_slot() -> None:
    pool = [
        Picture("x", "X", quality_score=9),
        Picture("a", "A", quality_score=2),
        Picture("b", "A", quality_score=1),
    ]
    selection = rule(references=1).select(scene("X", "A"), pool)
    assert picked(selection) == ["x"]
    assert isinstance(reason(selection, "a"), SlotsFull)
    assert isinstance(reason(selection, "b"), AnotherWentAhead)


def test_a_cap_reached_names_those_taken() -> None:
    pool = [
        Picture(label, label, quality_score=score)
        for label, score in zip("ABC", (1, 2, 3), strict=True)
    ]
    found = reason(rule([{**ANYTHING[0], "at_most": 2}]).select(scene(*"ABC"), pool), "A")
    assert isinstance(found, CapReached)
    assert (found.at_most, [facts.tag for facts in found.taken]) == (2, ["C", "B"])


def test_a_cap_reached_with_the_last_slot_is_still_the_cap() -> None:
    pool = [Picture(label, label) for label in "ABC"]
    selection = rule([{**ANYTHING[0], "at_most": 2}], references=2).select(scene(*"ABC"), pool)
    assert isinstance(reason(selection, "C"), CapReached)
    selection = rule([{**ANYTHING[0], "at_most": 3}], references=2).select(scene(*"ABC"), pool)
    assert isinstance(reason(selection, "C"), SlotsFull)


def test_full_slots_say_whether_the_priority_was_reached() -> None:
    rules = rule(
        [{"name": "one", "type": "character"}, {"name": "two", "type": "prop"}], references=1
    )
    pool = [Picture("a", "A"), Picture("b", "B"), Picture("p", "P", "PROP")]
    selection = rules.select(scene("A", "B", "P"), pool)
    reached, unreached = reason(selection, "b"), reason(selection, "p")
    assert isinstance(reached, SlotsFull)
    assert isinstance(unreached, SlotsFull)
    assert (reached.priority.name, reached.reached, reached.references) == ("one", True, 1)
    assert (unreached.priority.name, unreached.reached, unreached.references) == ("two", False, 1)


def test_the_last_priority_that_a_picture_met_gives_the_reason_even_if_it_was_not_reached() -> None:
    rules = rule(
        [{"name": "one", "type": "character", "at_most": 1}, {"name": "two", "role": "subject"}],
        references=1,
    )
    found = reason(rules.select(scene("A", "B"), [Picture("a", "A"), Picture("b", "B")]), "b")
    assert isinstance(found, SlotsFull)
    assert (found.priority.name, found.reached) == ("two", False)
    found = reason(
        rules.select(scene("A", ("B", "prop")), [Picture("a", "A"), Picture("b", "B")]), "b"
    )
    assert isinstance(found, CapReached)


def test_a_barred_crop_is_said_before_full_slots() -> None:
    rules = rule(references=1, pictures_each=["face"])
    selection = rules.select(scene("A", "B"), [face("a", "A"), Picture("b", "B")])
    found = reason(selection, "b")
    assert isinstance(found, CropNotSent)
    assert (found.pictures_each, found.priority.name) == (("face",), "anything")


def test_everything_is_in_one_place_and_in_a_fixed_order() -> None:
    pool = [
        Picture("unplaced", "U"),
        Picture("second", "B", "PROP"),
        Picture("first-b", "A", quality_score=1),
        Picture("first-a", "A", quality_score=2),
        Picture("last", "C"),
    ]
    selection = rule([{"name": "p", "type": "vehicle"}]).select(
        scene("NOBODY", "A", "B", "NOBODY", "GONE"), pool
    )
    order = [
        (each.asset.label if each.asset else each.tag, each.placement)
        for each in selection.passed_over
    ]
    assert order == [
        ("NOBODY", 0),
        ("first-b", 1),
        ("first-a", 1),
        ("second", 2),
        ("GONE", 4),
        ("unplaced", None),
        ("last", None),
    ]


@pytest.mark.parametrize("each", [1, 2, ["face"]])
def test_a_shot_without_references_sends_nothing_and_says_so(each: Any) -> None:
    anyone = {"name": "anyone", "role": "subject", "at_most": 2}
    rules = rule([anyone], references=0, pictures_each=each)
    pool = [Picture("a", "A"), face("a face", "A"), Picture("b", "B"), Picture("c", "C")]
    for placed in (("A", "B"), ("A", "A", "B")):
        selection = rules.select(scene(*placed, ("B", "prop"), "LOST"), pool)
        assert selection.references == 0
        assert picked(selection) == []
        assert isinstance(reason(selection, "a"), NoReferences)
        assert isinstance(reason(selection, "b"), NoReferences)
        assert isinstance(reason(selection, "c"), NotPlaced)
        assert isinstance(reason(selection, "LOST"), NotInPool)


def test_what_cannot_be_sent_at_all_is_said_before_that_the_shot_sends_nothing() -> None:
    pool = AssetPool([Picture("a", "A")], usable=lambda _: "it is gone")
    selection = rule(ANYTHING, references=0).select(scene("A"), pool)
    assert isinstance(reason(selection, "a"), CannotBeSent)


def test_a_pin_of_whom_the_scene_does_not_place_comes_too_late_where_slots_are_full() -> None:
    pins = [
        {"name": "first", "of": "A", "because": "the one"},
        {"name": "late", "of": "B", "unplaced": True, "because": "the other"},
    ]
    rules = rules_with({"default": {"priorities": ANYTHING}}, references=1, pin=pins)
    found = reason(rules.select(scene("A"), [Picture("a", "A"), Picture("b", "B")]), "b")
    assert isinstance(found, SlotsFull)
    assert (found.priority.name, found.reached) == ("late", False)


@pytest.mark.parametrize(("references", "took"), [(1, "pins"), (2, "pins and priorities")])
def test_slots_that_are_full_before_a_priority_say_whether_pins_took_them(
    references: int, took: str
) -> None:
    priorities = [{"name": "props", "type": "prop"}, {"name": "people", "type": "character"}]
    pins = [{"name": "look", "of": "A", "because": "the one"}]
    shots = {"default": {"priorities": priorities, "references": references}}
    pool = [Picture("a", "A"), Picture("b", "B"), Picture("c", "C", "PROP")]
    found = reason(rules_with(shots, pin=pins).select(scene("A", "B", "C"), pool), "b")
    assert isinstance(found, SlotsFull)
    assert (found.priority.name, found.decided_by) == ("people", took)
