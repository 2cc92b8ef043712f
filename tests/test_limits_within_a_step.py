"""The `at_most` of a limit is looked at anew for each picture that a step takes: by the fast evaluator, and by the one
that explains."""

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
