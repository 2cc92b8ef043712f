"""Pins go before all else, one picture each: by the fast evaluator, and by the one that explains."""

from __future__ import annotations

from typing import Any

from selector import AssetPool
from selector.engine.case import Case
from selector.engine.explain import AnswerInParts
from selector.model.left_out import NotPlaced
from tests.choosing import Picture, compiled, content_of, picked, rule, scene
from tests.test_limits_within_a_step import picture, sent

ALL = {"default": {"priorities": [{"name": "all", "type": "character"}]}}
NONE = {"default": {"priorities": [{"name": "none", "type": "style"}]}}
"""Priorities that take nobody, so that what goes is pinned."""


def picks(
    pool: list[dict[str, Any]], *pins: dict[str, Any], placed: str = "", **rules: Any
) -> list[str]:
    """The ids of what goes, in order.

    `placed` has the placements, a tag and the first letter of a position each: `Al` is A at the
    left. Without it all are placed at the left.
    """
    named = [{"name": f"pin{number}", **pin} for number, pin in enumerate(pins)]
    content = {**content_of(rules.pop("shots", ALL)), "references": 5, "pin": named, **rules}
    tags = dict.fromkeys(asset["manifest_tag"] for asset in pool)
    sides = {"l": "left", "r": "right"}
    placements = [
        {"asset_tag": each[0], "role": "subject", "position": sides[each[1]]}
        for each in placed.split() or [f"{tag}l" for tag in tags]
    ]
    scene = {"composition": {"shot_type": "any"}, "placements": placements}
    selection = compiled(content).select(scene, AssetPool(pool))
    outcome = AnswerInParts(Case(selection.shot_plan, selection.scene, selection.pool))
    assert tuple(outcome.picks.values()) == selection.picks
    for passed in selection.passed_over:
        if passed.facts is not None and not isinstance(passed.reason, NotPlaced):
            assert outcome.reason(passed.facts.place) == passed.reason
    return sent(selection)


ANN, BO, CAT = picture("a", 9), picture("b", 8), picture("c", 7)


def test_what_is_pinned_goes_first() -> None:
    assert picks([ANN, BO, CAT], {"of": "C"}) == ["c", "a", "b"]
    assert picks([ANN, BO, CAT], {"of": "C"}, references=1) == ["c"]
    assert picks([ANN, BO, CAT], {"of": "C", "slot": "last"}) == ["a", "b", "c"]


def test_a_pin_that_an_earlier_pick_meets_takes_nothing() -> None:
    assert picks([ANN, BO], {"of": "B"}, {"type": "character"}, shots=NONE) == ["b"]
    assert picks([ANN, BO], {"of": "B"}, {"of": "A"}, shots=NONE) == ["b", "a"]


def test_it_is_met_under_any_placement_at_which_the_pick_is_not_struck() -> None:
    left, right = {"position": "left"}, {"position": "right"}
    placed = "Al Ar Br"
    banned = [{"name": "ban", "of": "A", "position": "right"}]
    assert picks([ANN, BO], left, right, placed=placed, shots=NONE) == ["a"]
    assert picks([ANN, BO], left, right, placed=placed, shots=NONE, never=banned) == ["a", "b"]
    assert picks([ANN, BO], right, left, placed=placed, shots=NONE, never=banned) == ["b", "a"]


def test_neither_limits_nor_pictures_each_stop_a_pin_and_it_counts_for_both() -> None:
    pool = [picture("a", 9, "hand"), picture("a-face", 8), picture("b", 7, "hand"), CAT]
    hands = [{"name": "hands", "label": "hand", "at_most": 1}]
    both = [{"of": "A", "label": "hand"}, {"of": "A", "crop": "face"}]
    assert picks(pool, *both, limits=hands) == ["a", "a-face", "c"]
    assert picks(pool, both[0], {"of": "B"}, limits=hands) == ["a", "b", "c"]


def test_a_pin_takes_no_picture_that_went_with_another() -> None:
    one = {"reference_image_url": "both.png"}
    pool = [picture("a", 9, **one), picture("b", 8, **one), picture("b-face", 3)]
    assert picks(pool, {"of": "A"}, {"of": "B"}) == ["a", "b-face"]
    assert picks(pool[:2], {"of": "A"}, {"of": "B"}) == ["a"]


def test_pins_for_which_no_slot_is_left_are_passed_over() -> None:
    assert picks([ANN, BO, CAT], {"of": "B"}, {"of": "C"}, {"of": "A"}, references=2) == ["b", "c"]


def test_whom_the_scene_does_not_place_a_pin_may_send() -> None:
    look = picture("l", 5, asset_type="style")
    unplaced = {"type": "style", "unplaced": True}
    assert picks([ANN, BO, look], {"type": "style"}, placed="Al") == ["a"]
    assert picks([ANN, BO, look], unplaced, placed="Al") == ["l", "a"]
    assert picks([ANN, BO, look], {"of": "B", "unplaced": True}, placed="Al") == ["b", "a"]
    struck = [{"name": "ban", "type": "style"}]
    assert picks([ANN, BO, look], unplaced, placed="Al", never=struck) == ["a"]


def test_the_best_by_the_tastes_of_the_shot_stands_for_a_pin() -> None:
    pool = [picture("a", 9), picture("a-face", 5), BO]
    assert picks(pool, {"of": "A"}) == ["a", "b"]
    assert picks(pool, {"of": "A"}, prefer=["face"]) == ["a-face", "b"]
    assert picks(pool, {"type": "character"}, order=[{"of": "B"}]) == ["b", "a"]


def test_a_pin_is_not_met_by_another_picture_of_whom_went() -> None:
    pool = [picture("a", 9), picture("a-face", 8)]
    pins = {"of": "A", "position": "left"}, {"crop": "face", "position": "right"}
    assert picks(pool, *pins, placed="Al Ar", shots=NONE) == ["a", "a-face"]


def test_whom_the_scene_places_is_judged_there_also_for_a_pin_of_the_unplaced() -> None:
    nowhere = {"of": "A", "position": False, "unplaced": True}
    assert picks([ANN, BO], nowhere, placed="Bl", shots=NONE) == ["a"]
    assert picks([ANN, BO], nowhere, placed="Al Bl", shots=NONE) == []


def test_no_limit_that_others_filled_stops_a_further_picture_of_a_pin() -> None:
    pool = [picture("a", 9, "hand"), picture("b", 8, "hand"), picture("b-face", 7)]
    hands = [{"name": "hands", "label": "hand", "at_most": 1}]
    pins = {"of": "A"}, {"of": "B", "crop": "face"}, {"of": "B", "label": "hand"}
    assert picks(pool, *pins, limits=hands) == ["a", "b-face", "b"]


def test_of_crops_that_a_shot_permits_what_is_pinned_takes_one() -> None:
    pool = [picture("a", 9), picture("a-face", 8), picture("b", 7), picture("b-face", 6)]
    faces = {"default": {"pictures_each": ["face"], **ALL["default"]}}
    both = {"default": {"pictures_each": ["face", "full"], **ALL["default"]}}
    assert picks(pool, {"of": "A", "crop": "full"}, shots=faces) == ["a", "a-face", "b-face"]
    assert picks(pool, {"of": "A", "crop": "face"}, shots=both) == ["a-face", "a", "b"]
    assert picks(pool, {"of": "A", "crop": "full"}, shots=both) == ["a", "a-face", "b"]


def test_a_priority_counts_what_pins_sent_of_those_it_shows_side_by_side() -> None:
    pool = [picture("a", 9), picture("a-two", 8), picture("a-three", 7), picture("a-face", 6)]
    step = {"name": "all", "type": "character"}

    def sent_by(each: object, *pins: dict[str, Any]) -> list[str]:
        return picks(
            pool, *pins, shots={"default": {"priorities": [{**step, "pictures_each": each}]}}
        )

    assert sent_by(2) == ["a", "a-two"]
    assert sent_by(2, {"picture": "a-three"}) == ["a-three", "a"]
    assert sent_by(["face", "full"], {"picture": "a-three"}) == ["a-three", "a-face"]
    pool[0]["reference_image_url"] = pool[1]["reference_image_url"] = "both.png"
    assert sent_by(2) == ["a", "a-three"]


def test_an_order_asks_about_all_pictures_that_could_go_and_where_each_is_placed() -> None:
    never = [{"name": "ban", "of": "C", "position": "left"}]
    pool = [ANN, BO, picture("b-face", 5), CAT]
    assert picks(pool, never=never, order=[{"crop": "face"}]) == ["b", "a"]
    assert picks(pool, never=never, order=["placement"], placed="Br Al") == ["b", "a"]
    twice = "Cl Al Cr"
    assert picks([CAT, ANN], never=never, order=["placement"], placed=twice) == ["a", "c"]
    assert picks([CAT, ANN], order=["placement"], placed=twice) == ["c", "a"]


def test_a_picture_that_a_ban_strikes_only_in_its_position_counts_elsewhere_for_others() -> None:
    """`has` looks at what bans leave, so the conditions of bans are judged before it."""
    hurt, well = picture("a", 9, "hurt"), picture("a-face", 5)
    has_hurt = {"name": "has", "has": {"label": "hurt"}, "crop": "face"}
    shots = {"default": {"priorities": [has_hurt]}}
    ban = {"name": "ban", "label": "hurt", "position": "left"}
    assert picks([hurt, well], placed="Ar", shots=shots, never=[ban]) == ["a-face"]
    assert picks([hurt, well], placed="Al", shots=shots, never=[ban]) == []


def test_a_scene_places_somebody_with_any_picture_that_is_asked_for() -> None:
    hurt, whole, face = picture("a", 9, "hurt"), picture("a", 9), picture("a-face", 5)
    faces_only = {"name": "faces", "crop": "full", "when": {"placed": {"label": "hurt"}}}
    assert picks([hurt, face], never=[faces_only]) == ["a-face"]
    assert picks([whole, face], never=[faces_only]) == ["a"]


def test_who_is_not_placed_wears_nothing_for_a_pin_either() -> None:
    worn = {"name": "worn", "matches": "wardrobe", "unplaced": True}
    rules = rule([{"name": "props", "type": "prop"}], pin=[worn])
    pool = [Picture("a", "a", user_tags=["red coat"])]
    before = scene("a")
    before["placements"][0]["wardrobe_note"] = "a red coat"
    film = rules.select(before, pool).film_so_far
    assert picked(rules.select(scene(), pool, earlier=film)) == []
