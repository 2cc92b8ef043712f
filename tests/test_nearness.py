"""Of one individual, what the scene names goes first, and then what is near to it."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from selector.engine.rules import Rules
from selector.model.left_out import AlreadyShown, AnotherWentAhead
from selector.reading.film import read_film
from selector.reading.load import load_rules
from selector.reporting.words import why_not
from selector.review.advice.adviser import Adviser
from tests.choosing import WARDROBE, Picture, face, picked, reason, rule, scene, who

EXAMPLE = Path(__file__).parent.parent / "examples" / "the-tide-clock"

YU = Picture("yu", "YU", id="yu", quality_score=8.5)
ARMOUR = Picture("armour", "YU_ARMOUR", id="armour", source_asset_id="yu", quality_score=8)


@pytest.mark.parametrize("pool", [[YU, ARMOUR], [ARMOUR, YU]], ids=["yu first", "armour first"])
def test_the_picture_that_the_scene_places_goes_before_a_better_one_of_the_same_individual(
    pool: list[Picture],
) -> None:
    selection = rule().select(scene("YU_ARMOUR"), pool)
    assert picked(selection) == ["armour"]
    assert picked(rule().select(scene("YU"), pool)) == ["yu"]
    found = reason(rule(pictures_each=2).select(scene("YU_ARMOUR"), pool), "yu")
    assert isinstance(found, AnotherWentAhead)
    assert (found.by.tag, found.decided_by) == ("YU_ARMOUR", "nearness")


def test_of_two_pictures_that_the_scene_places_the_better_one_goes() -> None:
    selection = rule(pictures_each=2).select(scene("YU_ARMOUR", "YU"), [ARMOUR, YU])
    assert picked(selection) == ["yu"]
    found = reason(selection, "armour")
    assert isinstance(found, AnotherWentAhead)
    assert found.decided_by == "quality"


def test_looks_of_a_named_individual_and_rooms_of_a_house_go_by_nearness_too() -> None:
    looks = [
        Picture("jacket", "NILS_JACKET", individual="Nils", quality_score=9),
        Picture("coat", "NILS_COAT", individual="Nils", quality_score=7),
        Picture("back", "NILS_BACK", individual="Nils", quality_score=2),
    ]
    assert picked(rule().select(scene("NILS_COAT"), looks)) == ["coat"]
    assert picked(rule().select(scene("NILS_BACK"), looks)) == ["back"]
    house = Picture("house", "HOUSE", "ENVIRONMENT", id=1, quality_score=9)
    hall = Picture("hall", "HALL", "ENVIRONMENT", source_asset_id=1)
    assert picked(rule().select(scene("HALL"), [house, hall])) == ["hall"]


def test_where_the_picture_placed_meets_no_condition_another_of_its_individual_goes() -> None:
    pool = [
        Picture("coat", "NILS_COAT", individual="Nils"),
        face("face", "NILS", individual="Nils"),
    ]
    assert picked(rule([{"name": "p", "crop": "face"}]).select(scene("NILS_COAT"), pool)) == [
        "face"
    ]


def test_the_crops_of_the_look_that_is_placed_go_before_a_better_face_in_other_clothes() -> None:
    faces = rule([{"name": "p", "crop": "face"}], pictures_each=2)
    selection = faces.select(scene("YU_ARMOUR"), WARDROBE)
    assert picked(selection) == ["armour-face"]
    found = reason(selection, "plain-face")
    assert isinstance(found, AnotherWentAhead)
    assert (found.by.tag, found.decided_by) == ("ARMOUR_FACE", "nearness")
    assert picked(faces.select(scene("YU"), WARDROBE)) == ["plain-face"]


def test_the_scene_that_places_the_armour_sends_the_armour_and_its_own_crops() -> None:
    thrice = [{"name": name, "crop": ["face", "full"]} for name in ("one", "two", "three", "four")]
    selection = rule(thrice, pictures_each=4).select(scene("YU_ARMOUR"), WARDROBE)
    assert picked(selection) == ["armour", "armour-face", "plain-face", "plain"]
    selection = rule(thrice, pictures_each=["face", "full"]).select(scene("YU_ARMOUR"), WARDROBE)
    assert picked(selection) == ["armour", "armour-face"]


def test_a_crop_that_is_placed_brings_the_look_that_it_was_cut_from() -> None:
    full = rule([{"name": "p", "crop": "full"}])
    assert picked(full.select(scene("ARMOUR_FACE"), WARDROBE)) == ["armour"]
    assert picked(full.select(scene("YU_FACE"), WARDROBE)) == ["plain"]


def test_nearness_comes_after_prefer() -> None:
    selection = rule(prefer="face", pictures_each=2).select(scene("YU_ARMOUR"), WARDROBE)
    assert picked(selection) == ["armour-face"]
    far = [picture for picture in WARDROBE if picture.label != "armour-face"]
    selection = rule(prefer="face", pictures_each=2).select(scene("YU_ARMOUR"), far)
    assert picked(selection) == ["plain-face"]
    found = reason(selection, "armour")
    assert isinstance(found, AnotherWentAhead)
    assert found.decided_by == "prefer"


OLD = face("old", "NILS", individual="Nils", quality_score=6, user_tags=["old"])
GOOD = face("good", "NILS_FACE", individual="Nils", quality_score=9)
AS_GOOD = face("good", "NILS_FACE", individual="Nils", quality_score=6)
NO_SCORE = face("good", "NILS_FACE", individual="Nils")
BANNED = face("banned", "NILS", id="banned", individual="Nils", user_tags=["no"])
ITS_CROP = face("crop", "CROP", individual="Nils", source_asset_id="banned", quality_score=5)
BY_ITS_TAG = (
    " The scene names NILS, which is the tag of that picture: it comes before pictures of the same"
    " character under other tags, whatever their quality."
)


def why_left_out(rules: Rules, pool: list[Picture], label: str, *tags: str) -> str:
    selection = rules.select(scene(*tags), pool)
    (passed,) = [each for each in selection.passed_over if each.asset and each.asset.label == label]
    return why_not(passed, selection.shot, Adviser(selection))


def test_why_says_that_a_worse_picture_goes_for_its_tag() -> None:
    assert why_left_out(rule(), [OLD, GOOD], "good", "NILS").endswith(BY_ITS_TAG)


@pytest.mark.parametrize(
    ("rules", "pool", "label", "tags"),
    [
        (rule(), [OLD, AS_GOOD], "good", ["NILS"]),
        (rule(), [OLD, NO_SCORE], "good", ["NILS"]),
        (rule(), [OLD, GOOD], "old", ["NILS", "NILS_FACE"]),
        (rule(prefer=[{"label": "old"}]), [OLD, GOOD], "good", ["NILS"]),
        (rule([{"name": "p", "label": "old"}, {"name": "q"}]), [OLD, GOOD], "good", ["NILS"]),
        (rule(never=[{"name": "n", "label": "no"}]), [BANNED, ITS_CROP, GOOD], "good", ["NILS"]),
    ],
    ids=[
        "as good",
        "no score",
        "both placed",
        "preferred",
        "asked for alone",
        "near by its source",
    ],
)
def test_why_says_nothing_of_the_tag_where_something_else_decided(
    rules: Rules, pool: list[Picture], label: str, tags: list[str]
) -> None:
    assert "whatever their quality" not in why_left_out(rules, pool, label, *tags)


@pytest.mark.parametrize("name", ["default", "cinematic", "people_first"])
def test_whatever_loses_by_its_tag_alone_goes_under_the_other_tag(name: str) -> None:
    film, _ = read_film(EXAMPLE)
    assert film is not None
    rules = load_rules(name)
    lost = set()
    for read in film.read_scenes():
        assert read.manifest is not None
        selection = rules.select(read.manifest, list(film.assets))
        adviser = Adviser(selection)
        for passed in selection.passed_over:
            if not adviser.is_only_less_near(passed):
                continue
            assert isinstance(passed.reason, AlreadyShown)
            assert passed.asset is not None
            renamed = list(film.assets)
            place = renamed.index(passed.asset)
            renamed[place] = replace(passed.asset, manifest_tag=passed.reason.by.tag)
            sent = rules.select(read.manifest, renamed)
            assert passed.asset.id in [asset.id for asset in sent.assets]
            lost.add((selection.scene.index, passed.asset.id))
    assert (17, "pictures/tomas-face.jpg") in lost


def test_nearness_never_ranks_individuals() -> None:
    pool = [
        Picture("near", "NEAR", individual="Ann", quality_score=1),
        face("far", "FAR", individual="Bob", quality_score=9),
        Picture("bob", "BOB", "PROP", individual="Bob", quality_score=9),
    ]
    rules = rule([{"name": "p", "type": "character"}])
    assert picked(rules.select(scene("NEAR", "BOB"), pool)) == ["far", "near"]


def test_lineage_runs_through_crops_of_crops_and_through_pictures_of_other_types() -> None:
    helmet = Picture(
        "helmet", "HELMET", "PROP", id="helmet", source_asset_id="crop", individual="Yu"
    )
    visor = face("visor", "VISOR", source_asset_id="helmet", individual="Yu", quality_score=1)
    pool = [picture for picture in [*WARDROBE, helmet, visor] if picture.label != "plain"]
    pool[1:3] = [
        pool[1],
        Picture(
            "unseen", "ARMOUR_FACE", "PROP", id="crop", source_asset_id="armour", individual="Yu"
        ),
    ]
    assert picked(rule([{"name": "p", "crop": "face"}]).select(scene("YU_ARMOUR"), pool)) == [
        "visor"
    ]
    assert picked(rule([{"name": "p", "crop": "face"}]).select(scene("HELMET"), pool)) == ["visor"]


def test_lineage_does_not_run_through_a_picture_of_another_individual() -> None:
    """Two looks of Ann were cut from a picture of the crew: the one that is not placed comes no nearer by that."""
    pool = [
        Picture("crew", "CREW", id="crew", individual="the crew"),
        Picture("red", "ANN_RED", id="red", source_asset_id="crew", individual="Ann"),
        face("blue-face", "BLUE_FACE", source_asset_id="crew", individual="Ann", quality_score=9),
        face("red-face", "RED_FACE", source_asset_id="red", individual="Ann", quality_score=1),
    ]
    assert picked(rule([{"name": "p", "crop": "face"}]).select(scene("ANN_RED"), pool)) == [
        "red-face"
    ]


@pytest.mark.parametrize("source", ["gone", "", None, math.nan])
def test_a_source_that_is_not_in_the_pool_makes_no_lineage(source: Any) -> None:
    pool = [
        Picture("red", "ANN_RED", id="red", source_asset_id=source, individual="Ann"),
        face("blue-face", "BLUE_FACE", source_asset_id=source, individual="Ann", quality_score=9),
        face("red-face", "RED_FACE", source_asset_id="red", individual="Ann", quality_score=1),
    ]
    assert picked(rule([{"name": "p", "crop": "face"}]).select(scene("ANN_RED"), pool)) == [
        "red-face"
    ]


def test_lineage_is_the_same_in_circles() -> None:
    pool = [
        Picture("a", "A", id="a", source_asset_id="c", individual="Ann"),
        Picture("b", "B", id="b", source_asset_id="a", individual="Ann"),
        face("c", "C", id="c", source_asset_id="b", individual="Ann"),
        face("d", "D", id="d", source_asset_id="d", individual="Ann", quality_score=9),
    ]
    assert picked(rule([{"name": "p", "crop": "face"}]).select(scene("B"), pool)) == ["c"]
    assert picked(rule([{"name": "p", "crop": "face"}]).select(scene("D"), pool)) == ["d"]


def test_what_a_group_picture_does_not_join_into_one_individual_is_of_no_use_for_nearness() -> None:
    """Under one tag the group picture and Ann's face are one individual, and so of one lineage; Bob's face is not."""
    pool = [
        Picture("group", "ANN", id="group"),
        face("ann", "ANN", id="ann", source_asset_id="group", quality_score=1),
        face("bob", "BOB", source_asset_id="group", quality_score=9),
        Picture("eyes", "ANN_EYES", is_face_crop=True, source_asset_id="ann", quality_score=5),
    ]
    assert who(*pool) == ["group+ann+eyes", "bob"]
    assert picked(rule([{"name": "p", "crop": "face"}]).select(scene("ANN"), pool)) == ["ann"]


def test_a_tag_is_placed_in_whichever_form_it_is_written_and_whatever_its_role() -> None:
    pool = [Picture("old", "ZOE\u0308", individual="Zo\u00eb", quality_score=9)]
    pool.append(Picture("coat", "ZOE\u0308_COAT", individual="Zo\u00eb", quality_score=1))
    assert picked(rule().select(scene(("[ZO\u00cb_COAT]", "prop")), pool)) == ["coat"]
