"""What data frames and databases write where there is nothing is read as nothing."""

from __future__ import annotations

from typing import Any

import pytest

from selector.engine.pool import AssetPool
from selector.model.problem import ProblemError
from tests.choosing import GAPS, Picture, picked, rule, scene, who


@pytest.mark.parametrize("gap", GAPS, ids=repr)
def test_a_gap_names_nobody_and_no_picture(gap: Any) -> None:
    assert who(Picture("a", "A", individual=gap), Picture("b", "B", individual=gap)) == ["a", "b"]
    assert who(Picture("a", "A", individual=gap), Picture("b", "A", individual=None)) == ["a+b"]
    assert who(Picture("a", "A", id=gap), Picture("b", "B", source_asset_id=gap)) == ["a", "b"]
    assert who(Picture("a", "A", id=gap), Picture("b", "B", id=gap)) == ["a", "b"]
    assert who(Picture("a", "A", source_asset_id=gap), Picture("b", "B", source_asset_id=gap)) == [
        "a",
        "b",
    ]


@pytest.mark.parametrize("gap", GAPS, ids=repr)
def test_a_gap_is_no_quality_and_no_face(gap: Any) -> None:
    pool = [
        Picture("gap", "A", quality_score=gap, is_face_crop=gap),
        Picture("zero", "A", quality_score=0),
    ]
    (pick,) = rule().select(scene("A"), pool).picks
    assert (pick.asset.label, pick.facts.quality, pick.facts.crop) == ("gap", None, "full")
    assert picked(
        rule().select(scene("A"), [pool[0], Picture("little", "A", quality_score=0.1)])
    ) == ["little"]


@pytest.mark.parametrize("gap", GAPS, ids=repr)
def test_a_gap_is_no_address_and_says_nothing_else_either(gap: Any) -> None:
    pool = [Picture(label, label, reference_image_url=gap, user_tags=gap) for label in "AB"]
    for picture in pool:
        picture.name = gap
    selection = rule().select(scene("A", "B"), pool)
    assert picked(selection) == ["A", "B"]
    assert {
        (pick.facts.address, pick.facts.name, pick.facts.labels) for pick in selection.picks
    } == {(None, None, ())}


@pytest.mark.parametrize("gap", [None, *GAPS], ids=repr)
def test_a_gap_is_no_clean_reference_and_no_likeness(gap: Any) -> None:
    asset = {"manifest_tag": "A", "asset_type": "PROP"}
    likeness = {"clean_image_url": "a.png", "face_similarity_score": gap}
    nowhere = {"clean_image_url": gap, "face_similarity_score": 0.9}
    pool = AssetPool([{**asset, "clean_reference": each} for each in (gap, likeness, nowhere)])
    assert [row.clean for row in pool.rows] == [None, ("a.png", None), None]


@pytest.mark.parametrize("gap", [None, *GAPS], ids=repr)
@pytest.mark.parametrize("field", ["manifest_tag", "asset_type"])
def test_a_gap_where_something_is_required_is_an_error_that_names_the_field(
    field: str, gap: Any
) -> None:
    with pytest.raises(ProblemError) as caught:
        AssetPool([{"manifest_tag": "A", "asset_type": "PROP", "id": 1, field: gap}])
    assert [problem.field for problem in caught.value.problems] == [f"assets[0].{field}"]


@pytest.mark.parametrize("gap", GAPS, ids=repr)
def test_a_gap_is_no_position(gap: Any) -> None:
    manifest = scene("A")
    manifest["placements"][0]["position"] = gap
    (pick,) = rule().select(manifest, [Picture("a", "A")]).picks
    assert pick.position is None


@pytest.mark.parametrize("gap", GAPS, ids=repr)
@pytest.mark.parametrize(
    "field", ["composition.shot_type", "placements[0].asset_tag", "placements[0].role"]
)
def test_a_gap_in_a_scene_where_text_is_required_is_an_error_that_names_the_field(
    field: str, gap: Any
) -> None:
    values = {
        "composition.shot_type": "cu",
        "placements[0].asset_tag": "A",
        "placements[0].role": "subject",
    }
    shot_type, tag, role = {**values, field: gap}.values()
    manifest = {
        "composition": {"shot_type": shot_type},
        "placements": [{"asset_tag": tag, "role": role}],
    }
    with pytest.raises(ProblemError) as caught:
        rule().select(manifest, [Picture("a", "A")])
    assert [problem.field for problem in caught.value.problems] == [field]
    assert not any("quotes" in problem.hint for problem in caught.value.problems)
