"""What cannot be sent takes no slot."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from selector.engine.pool import AssetPool
from selector.model.left_out import CannotBeSent, NotPlaced
from tests.choosing import (
    ANYTHING,
    WARDROBE,
    Picture,
    face,
    notes,
    picked,
    reason,
    reasons,
    rule,
    scene,
)
from tests.pools import NA

if TYPE_CHECKING:
    from collections.abc import Callable


def refusing(**answers: bool | str) -> Callable[[Picture], bool | str]:
    """A test that answers so of the pictures with these labels, and yes of all others."""
    return lambda picture: answers.get(picture.label, True)


@pytest.mark.parametrize(
    ("answer", "why"),
    [(False, None), ("its file is gone", "its file is gone"), ("", None)],
    ids=repr,
)
def test_a_picture_that_cannot_be_sent_says_so_and_its_slot_goes_to_the_next(
    answer: Any, why: str | None
) -> None:
    pool = AssetPool(
        [Picture("a", "A", quality_score=9), Picture("b", "B", quality_score=8), Picture("c", "C")],
        usable=refusing(a=answer),
    )
    selection = rule(references=2).select(scene(*"ABC"), pool)
    assert picked(selection) == ["b", "c"]
    assert reason(selection, "a") == CannotBeSent(why=why)


def test_its_place_goes_to_the_next_picture_of_the_same_individual() -> None:
    pool = AssetPool(
        [Picture("best", "A", quality_score=9), Picture("next", "A")], usable=refusing(best=False)
    )
    selection = rule().select(scene("A"), pool)
    assert picked(selection) == ["next"]
    assert reason(selection, "best") == CannotBeSent(why=None)


def test_it_does_not_count_for_the_cap_of_a_priority() -> None:
    pool = AssetPool(
        [Picture("a", "A", quality_score=9), Picture("b", "B")], usable=refusing(a=False)
    )
    assert picked(rule([{**ANYTHING[0], "at_most": 1}]).select(scene("A", "B"), pool)) == ["b"]


def test_nor_does_it_keep_the_same_photograph_from_going_under_another_tag() -> None:
    assets = [
        Picture("a", "A", reference_image_url="x", quality_score=9),
        Picture("b", "B", reference_image_url="x"),
    ]
    assert picked(rule().select(scene("A", "B"), AssetPool(assets, usable=refusing(a=False)))) == [
        "b"
    ]


def test_a_pool_without_a_test_holds_nothing_back() -> None:
    pool = [
        Picture("a", "A", reference_image_url=None),
        Picture("b", "B", reference_image_url="gone.mp4"),
    ]
    assert picked(rule().select(scene("A", "B"), pool)) == ["a", "b"]
    assert picked(rule().select(scene("A", "B"), AssetPool(pool, usable=None))) == ["a", "b"]


def test_the_test_is_asked_once_for_each_picture_of_the_callers_own_objects() -> None:
    asked: list[int] = []

    def usable(picture: Picture) -> bool:
        asked.append(id(picture))
        return picture.label != "b"

    a, b, c = Picture("a", "A"), Picture("b", "B"), Picture("c", "C")
    pool = AssetPool([a, b, a, c, b], usable=usable)
    rules = rule()
    for manifest in (scene("A", "B"), scene("B"), scene("A", "B"), scene("GONE")):
        selection = rules.select(manifest, pool)
        assert selection.passed_over is not None
        assert str(selection.explain())
    assert asked == [id(a), id(b), id(c)]


@pytest.mark.parametrize("answer", [None, math.nan, NA, 2, 0.5, [], Decimal("0.5")], ids=repr)
def test_it_answers_yes_or_no_or_a_text(answer: Any) -> None:
    with pytest.raises(
        TypeError,
        match=r"`usable` must return `True`, `False` or text that says why not; it returned ",
    ):
        AssetPool([Picture("a", "A")], usable=lambda _: answer)


def test_its_exceptions_pass_through() -> None:
    class StoreDownError(Exception):
        pass

    def usable(picture: Picture) -> bool:
        raise StoreDownError(picture.label)

    with pytest.raises(StoreDownError, match="a"):
        AssetPool([Picture("a", "A")], usable=usable)


def test_what_the_test_would_say_later_changes_nothing() -> None:
    answers = {"a": False, "b": True}
    pool = AssetPool(
        [Picture("a", "A"), Picture("b", "B")], usable=lambda picture: answers[picture.label]
    )
    answers.update(a=True, b=False)
    assert picked(rule().select(scene("A", "B"), pool)) == ["b"]


def test_a_picture_that_no_placement_offers_is_not_placed_whether_or_not_it_can_be_sent() -> None:
    pool = AssetPool([Picture("a", "A"), Picture("b", "B")], usable=refusing(b="its file is gone"))
    assert isinstance(reason(rule().select(scene("A"), pool), "b"), NotPlaced)


def test_that_it_cannot_be_sent_is_said_before_whatever_else_would_hold() -> None:
    pool = AssetPool(
        [Picture("a", "A", quality_score=9), Picture("b", "A"), Picture("c", "C", "PROP")],
        usable=refusing(b="it is blurred", c=False),
    )
    rules = rule([{"name": "p", "type": "character"}], references=1)
    selection = rules.select(scene("A", "C"), pool)
    assert reasons(selection) == {
        "b": CannotBeSent(why="it is blurred"),
        "c": CannotBeSent(why=None),
    }


def test_a_tag_whose_pictures_cannot_be_sent_is_in_the_pool_all_the_same() -> None:
    selection = rule().select(scene("A"), AssetPool([Picture("a", "A")], usable=refusing(a=False)))
    assert picked(selection) == []
    assert [each.asset is not None for each in selection.passed_over] == [True]
    assert notes(selection) == []


def test_it_still_counts_in_the_look_at_its_source_and_joins_what_it_joins() -> None:
    group = [
        Picture("group", "CREW", id=1),
        face("ann", "ANN", source_asset_id=1),
        face("bob", "BOB", source_asset_id=1),
    ]
    pool = AssetPool(group, usable=refusing(bob=False))
    assert picked(rule().select(scene("CREW", "ANN"), pool)) == ["group", "ann"]
    chain = [
        Picture("a", "A", id=1),
        Picture("b", "B", id=2, source_asset_id=1),
        face("c", "C", source_asset_id=2),
    ]
    assert picked(rule().select(scene("A", "C"), AssetPool(chain, usable=refusing(b=False)))) == [
        "a"
    ]


def test_it_still_counts_for_the_earliest_placement_of_its_individual() -> None:
    assets = [
        Picture("b", "B", quality_score=5),
        Picture("a-gone", "A", individual="Ann", quality_score=9),
        Picture("a", "A2", individual="Ann", quality_score=5),
    ]
    pool = AssetPool(assets, usable=refusing(**{"a-gone": False}))
    assert picked(rule().select(scene("A", "B", "A2"), pool)) == ["a", "b"]
    assert picked(rule().select(scene("B", "A", "A2"), pool)) == ["b", "a"]


def test_it_still_brings_its_lineage_near() -> None:
    pool = AssetPool(WARDROBE, usable=refusing(armour="its file is gone"))
    assert picked(rule().select(scene("YU_ARMOUR"), pool)) == ["armour-face"]
    selection = rule([{"name": "p", "crop": "face"}]).select(scene("YU_ARMOUR"), pool)
    assert picked(selection) == ["armour-face"]


def test_a_test_that_is_no_function_is_refused() -> None:
    with pytest.raises(TypeError, match=r"^`usable` must be a function of an asset, not `True`$"):
        AssetPool([Picture("a", "A")], usable=True)  # type: ignore[arg-type]
