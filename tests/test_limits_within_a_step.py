"""Limits while a step is gone through: a full one bars, one that lacks somebody reserves a slot.

So it is by the fast evaluator, and by the one that explains.
"""

from __future__ import annotations

from typing import Any

import pytest

from selector import AssetPool
from selector.engine import case, order_of_events
from selector.engine.selection import Selection
from selector.model.left_out import LimitReached
from tests.choosing import compiled, content_of

HAND = {"name": "hands", "label": "hand", "at_most": 1}
"""A limit that only some pictures count for."""


def picture(called: str, quality: int, *labels: str, **more: Any) -> dict[str, Any]:
    """A picture of whoever its id begins with: `a-face` has the tag `A`, and is a face crop."""
    tag, _, crop = called.partition("-")
    return {
        "id": called,
        "manifest_tag": tag.upper(),
        "asset_type": "character",
        "quality_score": quality,
        "is_face_crop": crop == "face",
        "user_tags": list(labels),
        **more,
    }


def selected(
    pool: list[dict[str, Any]], limits: list[dict[str, Any]], lists: str = "priorities", **step: Any
) -> Selection[Any]:
    """What one step sends of all characters, with five slots and as many pictures of each as it wants."""
    entry = {"name": "everybody", "type": "character", **step}
    priorities = [entry] if lists == "priorities" else [{"name": "nothing", "type": "vehicle"}]
    content = content_of({"default": {"priorities": priorities}}) | {
        "limits": limits,
        "references": 5,
    }
    if lists == "first":
        content["first"] = [entry]
    tags = dict.fromkeys(asset["manifest_tag"] for asset in pool)
    placements = [{"asset_tag": tag, "role": "subject"} for tag in tags]
    scene = {"composition": {"shot_type": "any"}, "placements": placements}
    return compiled(content).select(scene, AssetPool(pool))


def sent(selection: Selection[Any]) -> list[str]:
    """The ids of the pictures that go; both evaluators agree on them."""
    happened = case.Case(selection.shot_plan, selection.scene, selection.pool, None)
    assert order_of_events.order_of_events(happened).picked.places == selection.places
    return [asset["id"] for asset in selection.assets]


@pytest.mark.parametrize("lists", ["priorities", "first"])
def test_one_that_the_step_took_bars_the_next_of_the_same_step(lists: str) -> None:
    pool = [picture("a", 9), picture("b", 8), picture("c", 7)]
    one = {"name": "one", "type": "character", "at_most": 1}
    two = {"name": "two", "type": "character", "at_most": 2}
    assert sent(selected(pool, [], lists)) == ["a", "b", "c"]
    assert sent(selected(pool, [one], lists)) == ["a"]
    assert sent(selected(pool, [two], lists)) == ["a", "b"]
    assert sent(selected(pool, [two, one], lists)) == ["a"]


def test_only_pictures_that_meet_the_limit_are_barred_by_it() -> None:
    pool = [picture("a", 9), picture("b", 8, "hand"), picture("c", 7, "hand"), picture("d", 6)]
    selection = selected(pool, [HAND])
    assert sent(selection) == ["a", "b", "d"]
    (left,) = selection.passed_over
    assert left.tag == "C"
    assert isinstance(left.reason, LimitReached)
    assert left.reason.by.name == "hands"


def test_no_other_picture_stands_in_for_one_that_is_barred_at_its_turn() -> None:
    """What stands for each individual is found when the step begins."""
    pool = [picture("a", 9, "hand"), picture("b-face", 8, "hand"), picture("b", 7)]
    assert sent(selected(pool, [HAND])) == ["a"]
    assert sent(selected(pool, [])) == ["a", "b-face"]


def test_a_limit_that_an_earlier_step_filled_lets_another_picture_stand_for_it() -> None:
    pool = [
        picture("a", 9, "hand", asset_type="object"),
        picture("b-face", 8, "hand"),
        picture("b", 7),
    ]
    first = {"name": "things", "type": "object"}
    content = content_of({"default": {"priorities": [first, {"name": "all", "type": "character"}]}})
    placements = [{"asset_tag": tag, "role": "subject"} for tag in "AB"]
    scene = {"composition": {"shot_type": "any"}, "placements": placements}
    rules = compiled(content | {"limits": [HAND], "references": 5})
    assert sent(rules.select(scene, AssetPool(pool))) == ["a", "b"]


def test_of_pictures_side_by_side_only_those_that_meet_it_are_barred() -> None:
    pool = [
        *(picture("a-face", 9, "hand"), picture("a", 9)),
        *(picture("b-face", 8, "hand"), picture("b", 8)),
    ]
    assert sent(selected(pool, [], pictures_each=["face", "full"])) == [
        "a-face",
        "a",
        "b-face",
        "b",
    ]
    assert sent(selected(pool, [HAND], pictures_each=["face", "full"])) == ["a-face", "a", "b"]


def test_a_further_picture_of_one_that_counts_already_passes() -> None:
    pool = [picture("a", 9, "hand"), picture("a-face", 8, "hand"), picture("b", 7, "hand")]
    assert sent(selected(pool, [HAND], pictures_each=2)) == ["a", "a-face"]


def test_the_cap_of_the_step_counts_only_those_that_went() -> None:
    pool = [picture("a", 9, "hand"), picture("b", 8, "hand"), picture("c", 7), picture("d", 6)]
    assert sent(selected(pool, [HAND], at_most=2)) == ["a", "c"]


def reserved(pool: list[dict[str, Any]], at_least: int, *limits: dict[str, Any]) -> list[str]:
    """The ids of what a limit sends, in order, of whom no step wants."""
    things = {"name": "things", "type": "character", "at_least": at_least}
    return sent(selected(pool, [things, *limits], type="style"))


def test_a_limit_takes_those_that_it_lacks_by_their_order() -> None:
    pool = [picture("a", 7), picture("b", 9), picture("c", 8)]
    assert reserved(pool, 2) == ["b", "c"]
    assert reserved(pool, 5) == ["b", "c", "a"]


def test_whose_very_picture_has_gone_stands_for_a_limit_with_another() -> None:
    photograph = {"reference_image_url": "both.png"}
    pool = [
        picture("a", 9, **photograph),
        picture("b", 8, **photograph),
        picture("c", 5),
        picture("b-face", 3),
        picture("d", 2),
    ]
    assert reserved(pool, 2) == ["a", "c"]
    assert reserved(pool, 3) == ["a", "c", "b-face"]
    assert reserved(pool, 4) == ["a", "c", "b-face", "d"]
    del pool[3]
    assert reserved(pool, 4) == ["a", "c", "d"]


def test_whom_a_limit_bars_stands_for_another_limit_with_another_picture() -> None:
    pool = [
        picture("a", 9, "hand"),
        picture("b", 8, "hand"),
        picture("c", 5),
        picture("b-face", 3),
        picture("d", 2),
    ]
    assert reserved(pool, 2, HAND) == ["a", "c"]
    assert reserved(pool, 4, HAND) == ["a", "c", "b-face", "d"]


def test_of_two_that_show_the_very_same_picture_a_step_takes_one() -> None:
    photograph = {"reference_image_url": "both.png"}
    pool = [picture("a", 9, **photograph), picture("b", 8, **photograph), picture("b-face", 3)]
    limit = {"name": "many", "type": "character", "at_most": 4}
    assert sent(selected(pool, [limit])) == ["a"]
    assert sent(selected([*pool, picture("c", 2)], [limit])) == ["a", "c"]


@pytest.mark.parametrize(("at_least", "goes"), [(1, "abcdx"), (2, "abcxy"), (5, "xyzvw")])
def test_a_step_leaves_as_many_slots_as_limits_lack(at_least: int, goes: str) -> None:
    people = [picture(called, 9) for called in "abcdef"]
    places = [picture(called, 5, asset_type="environment") for called in "xyzvw"]
    ground = {"name": "ground", "type": "environment", "at_least": at_least}
    assert "".join(sent(selected([*people, *places], [ground]))) == goes


def test_what_a_limit_cannot_have_takes_no_slot() -> None:
    people = [picture(called, 9) for called in "abcdef"]
    ground = {"name": "ground", "type": "environment", "at_least": 2}
    assert sent(selected(people, [ground])) == ["a", "b", "c", "d", "e"]


def test_one_picture_that_serves_two_limits_takes_one_slot() -> None:
    people = [picture(called, 9) for called in "abcdef"]
    hall = picture("x", 5, "lit", asset_type="environment")
    ground = {"name": "ground", "type": "environment", "at_least": 1}
    lit = {"name": "lit", "label": "lit", "at_least": 1}
    assert sent(selected([*people, hall], [ground, lit])) == ["a", "b", "c", "d", "x"]


def test_limits_take_no_more_than_slots_are_left() -> None:
    assert reserved([picture(called, 9) for called in "abcdefg"], 7) == ["a", "b", "c", "d", "e"]


def test_what_one_limit_has_more_than_it_needs_does_not_serve_another() -> None:
    halls = [picture(called, 9, asset_type="environment") for called in "xy"]
    people = [picture(called, 8) for called in "abc"]
    lamp = picture("l", 5, asset_type="prop")
    ground = {"name": "ground", "type": "environment", "at_least": 1}
    things = {"name": "things", "type": "prop", "at_least": 1}
    pool = [*halls, *people, lamp]
    types = ["environment", "character"]
    assert sent(selected(pool, [ground, things], type=types)) == ["x", "y", "a", "b", "l"]


def test_a_further_picture_of_one_that_counts_fills_no_limit() -> None:
    pool = [
        *(picture("a", 9), picture("a-face", 8), picture("b", 7), picture("b-face", 6)),
        *(picture("c", 5, "lit"), picture("d", 4, "lit")),
    ]
    two = {"name": "two", "label": ["lit", "own"], "at_least": 2}
    for asset in pool[:2]:
        asset["user_tags"] = ["own"]
    assert sent(selected(pool, [two], pictures_each=2)) == ["a", "a-face", "b", "b-face", "c"]


def test_a_picture_that_leaves_nothing_to_reserve_goes() -> None:
    """Nobody but `b` keeps the hall from its slot: it is the very same picture."""
    photograph = {"reference_image_url": "both.png"}
    hall = picture("x", 5, asset_type="environment", **photograph)
    people = [*(picture(called, 9) for called in "acdef"), picture("b", 8, **photograph)]
    ground = {"name": "ground", "type": "environment", "at_least": 1}
    assert sent(selected([*people, hall], [ground])) == ["a", "c", "d", "e", "b"]


def test_no_slot_is_reserved_for_what_a_full_limit_bars() -> None:
    hall = picture("x", 5, "hand", asset_type="environment")
    people = [picture("a", 9, "hand"), *(picture(called, 8) for called in "bcdef")]
    ground = {"name": "ground", "type": "environment", "at_least": 1}
    assert sent(selected([*people, hall], [ground, HAND])) == ["a", "b", "c", "d", "e"]


def test_what_is_taken_itself_may_be_what_a_limit_lacks() -> None:
    halls = [
        picture("x", 9, asset_type="environment"),
        picture("y", 1, "lit", asset_type="environment"),
    ]
    people = [picture(called, 5) for called in "abcd"]
    ground = {"name": "ground", "type": "environment", "at_least": 1}
    order = [{"type": "character"}, {"label": "lit"}]
    types = ["environment", "character"]
    assert sent(selected([*halls, *people], [ground], type=types, order=order)) == [
        "a",
        "b",
        "c",
        "d",
        "y",
    ]


def test_a_limit_takes_no_further_picture_of_one_that_counts_already() -> None:
    pool = [picture("a", 9), picture("a-face", 8), picture("b", 7)]
    only_ann = [{"name": "ann", "of": "A"}]
    shots = {"default": {"pictures_each": 2, "priorities": only_ann}}
    two = {"name": "two", "type": "character", "at_least": 2}
    placements = [{"asset_tag": tag, "role": "subject"} for tag in "AB"]
    scene = {"composition": {"shot_type": "any"}, "placements": placements}
    rules = compiled(content_of(shots) | {"limits": [two]})
    assert sent(rules.select(scene, AssetPool(pool))) == ["a", "b"]
