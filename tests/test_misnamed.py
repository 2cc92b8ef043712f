"""Attributes that nobody reads, because they are called by another name than the engine's, are noted."""

from __future__ import annotations

from collections import UserDict
from types import SimpleNamespace
from typing import Any

import pytest

from selector.engine.manifest import read_manifest
from selector.engine.misnamed import (
    OPTIONAL,
    OTHER_NAMES,
    attribute_names,
    meant_by,
    near_missing,
    notes_on_attributes,
)
from selector.engine.pool import AssetPool
from selector.model.problem import ProblemError

REQUIRED = {"manifest_tag": "A", "asset_type": "PROP"}


def noted(*assets: Any) -> list[tuple[str, ...]]:
    """The notes on these assets, each as its kind and its values."""
    return [
        (note.kind, *note.values.values()) for note in notes_on_attributes(attribute_names(assets))
    ]


@pytest.mark.parametrize(
    ("written", "attribute"),
    [
        ("quality", "quality_score"),
        ("Quality Score", "quality_score"),
        ("quality-score", "quality_score"),
        ("quality_scores", "quality_score"),
        ("qualitty_score", "quality_score"),
        ("Is Face", "is_face_crop"),
        ("crop", "is_face_crop"),
        ("parent id", "source_asset_id"),
        ("ID", "id"),
        ("Name", "name"),
        ("individuals", "individual"),
        ("referenceImageUrl", "reference_image_url"),
        ("url", "reference_image_url"),
        ("labels", "user_tags"),
        ("user_tag", "user_tags"),
    ],
)
def test_another_name_and_a_slip_are_led_to_what_was_meant(written: str, attribute: str) -> None:
    assert meant_by(written) == attribute


@pytest.mark.parametrize(
    "written", [*OPTIONAL, "manifest_tag", "asset_type", "ids", "names", "nam", "notes", "", "_"]
)
def test_what_is_read_and_what_is_like_nothing_means_no_other(written: str) -> None:
    assert meant_by(written) is None


def test_no_other_name_is_one_that_is_read() -> None:
    assert not {*OTHER_NAMES} & {*OPTIONAL, *REQUIRED}
    assert {*OTHER_NAMES.values()} <= {*OPTIONAL}


def test_each_attribute_is_noted_once_in_the_order_of_the_assets() -> None:
    first, second = (
        {**REQUIRED, "name": "a", "labels": (), "rating": 1},
        {**REQUIRED, "score": 2, "url": "a.png"},
    )
    assert noted(first, second, first) == [
        ("misnamed_attribute", "labels", "user_tags"),
        ("misnamed_attribute", "rating", "quality_score"),
        ("misnamed_attribute", "url", "reference_image_url"),
    ]


def test_a_name_beside_the_one_that_is_read_is_left_alone_and_noted_where_it_stands_by_itself() -> (
    None
):
    both = {**REQUIRED, "quality_score": 1, "quality": 1, "name": "a"}
    assert noted(both) == []
    assert noted(both, {**REQUIRED, "quality": 1}) == [
        ("misnamed_attribute", "quality", "quality_score")
    ]


def test_nothing_is_noted_of_no_assets() -> None:
    assert noted() == []


def test_where_nothing_optional_is_said_that_is_noted_first() -> None:
    assert noted({**REQUIRED, "score": 1}) == [
        ("no_optional_attributes",),
        ("misnamed_attribute", "score", "quality_score"),
    ]
    assert noted({**REQUIRED, "notes": 1}, {**REQUIRED, "id": None}) == []


def test_names_are_those_of_keys_of_classes_and_of_their_objects() -> None:
    class Slotted:
        __slots__ = ("_score", "name", "rating")

    class Derived(Slotted):
        _labels = ()

        @property
        def picture(self) -> str:
            raise AssertionError("the values are never looked at")

    assert noted({**REQUIRED, "name": 1, 7: 1, ("score",): 1}) == []
    assert noted(SimpleNamespace(name="a", score=1)) == [
        ("misnamed_attribute", "score", "quality_score")
    ]
    assert noted(Slotted()) == [("misnamed_attribute", "rating", "quality_score")]
    assert noted(Derived()) == [
        ("misnamed_attribute", "picture", "reference_image_url"),
        ("misnamed_attribute", "rating", "quality_score"),
    ]


def test_names_of_a_class_come_before_those_of_its_objects() -> None:
    class Rated:
        rating = 1
        name = "a"

        def __init__(self) -> None:
            self.url = "a.png"

    both = [
        ("misnamed_attribute", "rating", "quality_score"),
        ("misnamed_attribute", "url", "reference_image_url"),
    ]
    assert noted(Rated()) == noted(Rated(), REQUIRED) == both


def test_names_of_objects_count_where_only_their_class_has_slots() -> None:
    class Loose:
        url: str

    class Slotted(Loose):
        __slots__ = ("name",)

    asset = Slotted()
    asset.url = "a.png"
    assert noted(asset) == [("misnamed_attribute", "url", "reference_image_url")]


def test_names_are_keys_where_an_object_with_attributes_has_keys() -> None:
    class Row(UserDict[str, Any]):
        """It keeps what it is given in an attribute, `data`."""

    assert noted(Row(name="a", score=1)) == [("misnamed_attribute", "score", "quality_score")]


def test_methods_are_no_values() -> None:
    class Scored:
        name = "a"

        def score(self) -> float:
            raise AssertionError("nothing is called")

        @classmethod
        def url(cls) -> str:
            raise AssertionError("nothing is called")

        @staticmethod
        def labels() -> list[str]:
            raise AssertionError("nothing is called")

    assert noted(Scored()) == []


def test_no_more_than_ten_thousand_assets_are_looked_at() -> None:
    many, misnamed = [{**REQUIRED, "name": "a"}] * 9_999, {**REQUIRED, "score": 1}
    assert noted(*many, misnamed) == [("misnamed_attribute", "score", "quality_score")]
    assert noted(*many, many[0], misnamed) == []


def test_no_more_than_two_hundred_names_are_compared() -> None:
    names = ["name", *(f"x{number}" for number in range(198))]
    assert noted(dict.fromkeys([*names, "score"])) == [
        ("misnamed_attribute", "score", "quality_score")
    ]
    assert noted(dict.fromkeys([*names, "more", "score"])) == []


@pytest.mark.parametrize(
    ("asset", "hint"),
    [
        ({"manifest_tag": "A", "asset_typ": "PROP"}, "asset_type"),
        ({"manifest_tag": "A", "assetType": "PROP", "asset_type": None}, "asset_type"),
        (SimpleNamespace(manifest_tagg="A", asset_type="PROP"), "manifest_tag"),
        (UserDict(manifest_tagg="A", asset_type="PROP"), "manifest_tag"),
    ],
)
def test_a_misspelt_attribute_is_named_where_one_is_missing(asset: Any, hint: str) -> None:
    with pytest.raises(ProblemError) as caught:
        AssetPool([asset])
    (problem,) = caught.value.problems
    assert problem.what == f"`assets[0].{hint}` is missing."
    assert problem.hint.endswith(f"` is there: did you mean `{hint}`?")


@pytest.mark.parametrize("other", ["manifest_id", "type", "asset_url"])
def test_another_attribute_is_not_taken_for_a_missing_one(other: str) -> None:
    with pytest.raises(ProblemError) as caught:
        AssetPool([{other: "A"}])
    assert not any("did you mean" in problem.hint for problem in caught.value.problems)


@pytest.mark.parametrize(
    ("manifest", "hint"),
    [
        (
            {"composition": {"shottype": "wide"}, "placements": []},
            "`shottype` is there: did you mean `shot_type`?",
        ),
        (
            {"composition": {"shot_type": "wide"}, "placement": []},
            "`placement` is there: did you mean `placements`?",
        ),
        (
            {
                "composition": {"shot_type": "wide"},
                "placements": [{"asset_tag": "A", "rol": "prop", "position": "left"}],
            },
            "`rol` is there: did you mean `role`?",
        ),
    ],
)
def test_a_misspelt_key_is_named_where_a_manifest_lacks_one(
    manifest: dict[str, Any], hint: str
) -> None:
    with pytest.raises(ProblemError) as caught:
        read_manifest(manifest)
    assert [problem.hint for problem in caught.value.problems] == [hint]


def test_a_key_that_is_no_text_is_not_meant_by_any_name() -> None:
    assert near_missing("shot_type", [5, None, "shot_typ"]) == "shot_typ"
