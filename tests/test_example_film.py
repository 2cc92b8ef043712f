"""The example film keeps its promises: a newcomer meets every situation in it, and every picture can be seen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from PIL import Image, ImageStat

from selector.engine.pool import AssetPool
from selector.model.asset import Asset
from selector.model.vocabulary import ASSET_TYPES, ROLES, fold
from selector.reading.film import Film, read_film
from selector.reading.load import load_rules
from selector.reading.shape.short_keys import SHORT

FILM = Path(__file__).parent.parent / "examples" / "the-tide-clock"
FOCUS = """\
language: 1
name: focus
version: "1"
prefer: full
shots: {default: {references: 9, priorities: [{name: focus, focal_point: true, because: "the camera is on it"}]}}
"""


@pytest.fixture(scope="module")
def film() -> Film:
    read, problems = read_film(FILM)
    assert problems == ()
    assert read is not None
    return read


@pytest.fixture(scope="module")
def scenes(film: Film) -> list[dict[str, Any]]:
    """The scenes in the long form, in which the rest of selector reads them."""
    return [read.manifest for read in film.read_scenes() if read.manifest is not None]


def test_all_scenes_but_one_are_in_the_short_form_and_every_key_of_it_occurs() -> None:
    written = yaml.safe_load((FILM / "scenes.yaml").read_text("utf-8"))
    short = [scene for scene in written if not SHORT.isdisjoint(scene)]
    assert len(short) == len(written) - 1
    assert {key for scene in short for key in scene} >= SHORT - {"says"}


def tags_of(scene: dict[str, Any]) -> list[str]:
    return [placement["asset_tag"].strip("[] ") for placement in scene["placements"]]


def pictures_of(film: Film, individual: str) -> list[Asset]:
    return [asset for asset in film.assets if asset.individual == individual]


def file_of(asset: Asset) -> Path:
    assert asset.reference_image_url is not None
    return FILM / asset.reference_image_url


def the_one(film: Film, tag: str) -> Asset:
    (asset,) = (asset for asset in film.assets if asset.manifest_tag == tag)
    return asset


def test_it_has_thirty_scenes_and_more_than_thirty_pictures_and_reads_without_a_problem(
    film: Film,
) -> None:
    scenes = list(film.read_scenes())
    assert [problem for scene in scenes for problem in scene.problems] == []
    assert [scene.scene.index for scene in scenes if scene.scene] == list(range(1, 31))
    assert len(film.assets) == 41
    assert film.title == "The Tide Clock"


def test_every_picture_is_a_real_image_that_shows_something(film: Film) -> None:
    for asset in film.assets:
        with Image.open(file_of(asset)) as picture:
            picture.load()
            assert 400 <= min(picture.size) <= max(picture.size) <= 1024, asset.id
            assert min(ImageStat.Stat(picture.convert("L")).stddev) > 15, asset.id


def test_every_picture_in_the_folder_belongs_to_an_asset_and_no_two_assets_share_one(
    film: Film,
) -> None:
    files = [file_of(asset) for asset in film.assets]
    assert sorted(files) == sorted((FILM / "pictures").iterdir())


def test_the_pictures_are_small_enough_to_travel_with_the_package() -> None:
    assert (
        sum(path.stat().st_size for path in FILM.rglob("*") if path.suffix != ".sqlite")
        <= 3_000_000
    )


def test_no_two_pictures_are_the_same_drawing(film: Film) -> None:
    small = set()
    for asset in film.assets:
        with Image.open(file_of(asset)) as picture:
            small.add(picture.convert("RGB").resize((8, 8)).tobytes())
    assert len(small) == len(film.assets)


def test_every_asset_type_and_every_role_occurs(film: Film, scenes: list[dict[str, Any]]) -> None:
    assert {asset.asset_type for asset in film.assets} == set(ASSET_TYPES)
    assert {placement["role"] for scene in scenes for placement in scene["placements"]} == set(
        ROLES
    )


def test_every_shot_rule_of_the_shipped_rules_serves_a_scene(scenes: list[dict[str, Any]]) -> None:
    rules = yaml.safe_load((FILM.parent.parent / "rules" / "default.yaml").read_text("utf-8"))[
        "shots"
    ]
    named = {
        fold(word): name
        for name, rule in rules.items()
        for word in (name, *rule.get("spellings", ()))
    }
    served = {named.get(fold(scene["composition"]["shot_type"]), "default") for scene in scenes}
    assert served == set(rules)


def test_shot_types_are_spelled_as_people_spell_them(scenes: list[dict[str, Any]]) -> None:
    spelled = {scene["composition"]["shot_type"] for scene in scenes}
    assert spelled >= {
        "Close-Up",
        "CU",
        "2-shot",
        "two-hander",
        "WS",
        "ESTABLISHING",
        "insert",
        "over-the-shoulder",
    }


def test_people_are_known_by_one_two_and_three_pictures(film: Film) -> None:
    names = ("Pip Calloway", "Ines Vael", "Wren Calloway", "Tomas Brandt")
    assert [len(pictures_of(film, name)) for name in names] == [1, 2, 3, 3]


def test_face_crops_stand_under_the_tag_of_the_full_picture_and_under_tags_of_their_own(
    film: Film,
) -> None:
    assert {asset.manifest_tag for asset in pictures_of(film, "Wren Calloway")} == {"WREN"}
    assert {asset.manifest_tag for asset in pictures_of(film, "Tomas Brandt")} == {
        "TOMAS",
        "TOMAS_FACE",
    }
    full, face = the_one(film, "ODILE"), the_one(film, "ODILE_FACE")
    assert (full.individual, face.individual) == (None, None)
    assert face.is_face_crop
    assert face.source_asset_id == full.id


def test_faces_of_three_people_are_cut_from_one_group_photograph(film: Film) -> None:
    cut = [asset for asset in film.assets if asset.source_asset_id == the_one(film, "CREW").id]
    assert {asset.manifest_tag for asset in cut} == {"TOMAS", "BASHIR", "JUNA"}
    assert all(asset.is_face_crop for asset in cut)


def test_some_are_known_by_nothing_but_a_face(film: Film) -> None:
    assert the_one(film, "BASHIR").is_face_crop
    assert the_one(film, "JOSEF").is_face_crop


def test_one_picture_has_no_score(film: Film) -> None:
    assert [asset.manifest_tag for asset in film.assets if asset.quality_score is None] == ["QUILL"]


def test_just_one_tag_is_misspelled_and_one_has_no_picture_yet(
    film: Film, scenes: list[dict[str, Any]]
) -> None:
    placed = {tag for scene in scenes for tag in tags_of(scene)}
    assert placed - {asset.manifest_tag for asset in film.assets} == {"LIGHT_HOUSE", "BELL"}


def test_just_one_picture_is_used_by_no_scene(film: Film, scenes: list[dict[str, Any]]) -> None:
    placed = {tag for scene in scenes for tag in tags_of(scene)}
    unused = {asset.manifest_tag for asset in film.assets} - placed - {"ODILE_FACE"}
    assert unused == {"KITE"}


def test_one_scene_writes_its_tags_in_brackets(scenes: list[dict[str, Any]]) -> None:
    bracketed = [
        scene
        for scene in scenes
        if all(p["asset_tag"].startswith("[") for p in scene["placements"])
    ]
    assert [scene["scene_index"] for scene in bracketed if scene["placements"]] == [22]


def test_some_scenes_place_more_than_three_references_can_show(
    scenes: list[dict[str, Any]],
) -> None:
    crowded = [scene["scene_index"] for scene in scenes if len(scene["placements"]) >= 5]
    assert crowded == [3, 9, 15, 16, 18, 25, 30]


def test_one_scene_is_black_and_places_nothing(scenes: list[dict[str, Any]]) -> None:
    assert [scene["title"] for scene in scenes if not scene["placements"]] == ["Black"]


def test_every_scene_reads_like_a_storyboard(scenes: list[dict[str, Any]]) -> None:
    for scene in scenes:
        assert scene["title"]
        assert all(
            scene["composition"][key] for key in ("shot_type", "camera_movement", "focal_point")
        )


def test_its_focal_points_name_people_places_and_things(
    film: Film, scenes: list[dict[str, Any]]
) -> None:
    rules = load_rules(text=FOCUS)
    named = {}
    for each in rules.select_many(scenes, list(film.assets)):
        if each.tags:
            named[each.scene.index] = set(each.tags)
    assert named == {
        1: {"MARIGOLD"},
        2: {"NOTICE"},
        3: {"HARBOUR"},
        4: {"WREN"},
        5: {"TIDE_CLOCK"},
        8: {"TOMAS"},
        14: {"WINDING_BOOK"},
        15: {"WREN"},
        16: {"LANTERN"},
        19: {"LOCKET"},
        20: {"JOSEF"},
        23: {"INES"},
        24: {"KEY", "LOCKET"},
        25: {"PIP"},
        27: {"WREN"},
        28: {"MARIGOLD_AFLOAT"},
    }


def test_its_pool_is_read_without_a_note(film: Film) -> None:
    assert AssetPool(film.assets).notes == ()


def test_what_is_odd_in_it_is_told_to_newcomers() -> None:
    told = (FILM.parent / "README.md").read_text("utf-8")
    missing = [
        word
        for word in ("LIGHT_HOUSE", "BELL", "kite.jpg", "quill.jpg", "[INES]")
        if word not in told
    ]
    assert missing == []
