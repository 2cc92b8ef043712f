"""Film folders: what is in them is read, whatever the form, and what is told beside it is true."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from selector.engine.pool import AssetPool
from selector.model.asset import Asset
from selector.model.problem import Location, shown
from selector.reading.film import Film, is_film, read_film
from selector.reading.films.assets_by_hand import leads_outside
from selector.reading.films.film_files import film_files_in, print_of_files
from tests.films import JPEG, all_problems, film_problems, json_lines, manifest, write_film
from tests.steps import calls_made

BY_HAND = """\
pictures:
  - {picture: pictures/crew.jpg, id: crew, tag: CREW, type: character, quality: 6, labels: [night, storm]}
individuals:
  Wren Calloway:
    tag: WREN
    type: character
    pictures:
      - {picture: pictures/wren.jpg, quality: 8.5, name: Wren, description: in oilskins}
      - {picture: pictures/wren-face.jpg, crop: face, tag: WREN_FACE, cut_from: pictures/crew.jpg}
  Lantern:
    pictures:
      - {picture: pictures/lantern.jpg, tag: LANTERN, type: Prop, crop: full}
"""
POOL = (
    Asset(
        id="crew",
        manifest_tag="CREW",
        asset_type="character",
        quality_score=6.0,
        reference_image_url="pictures/crew.jpg",
        user_tags=("night", "storm"),
    ),
    Asset(
        id="pictures/wren.jpg",
        manifest_tag="WREN",
        asset_type="character",
        quality_score=8.5,
        individual="Wren Calloway",
        reference_image_url="pictures/wren.jpg",
        name="Wren",
        description="in oilskins",
    ),
    Asset(
        id="pictures/wren-face.jpg",
        manifest_tag="WREN_FACE",
        asset_type="character",
        is_face_crop=True,
        source_asset_id="crew",
        individual="Wren Calloway",
        reference_image_url="pictures/wren-face.jpg",
    ),
    Asset(
        id="pictures/lantern.jpg",
        manifest_tag="LANTERN",
        asset_type="Prop",
        individual="Lantern",
        reference_image_url="pictures/lantern.jpg",
    ),
)


def read(folder: Path, files: Mapping[str, str | bytes]) -> Film:
    film, problems = read_film(write_film(folder, files))
    assert film is not None, problems
    assert not problems
    return film


def as_pipelines_write(asset: Asset) -> dict[str, Any]:
    raw = {name: getattr(asset, name) for name in Asset.__dataclass_fields__}
    return {**raw, "user_tags": list(asset.user_tags), "face_embedding": "…", "sort_order": 3}


def test_the_pool_is_in_the_order_of_the_file_with_the_individuals_words_where_a_picture_has_none(
    tmp_path: Path,
) -> None:
    assert read(tmp_path, {"assets.yaml": BY_HAND}).assets == POOL


def test_every_form_of_an_assets_file_says_the_same(tmp_path: Path) -> None:
    raw = [as_pipelines_write(asset) for asset in POOL]
    bare = [
        {key: value for key, value in each.items() if key not in ("face_embedding", "sort_order")}
        for each in raw
    ]
    forms = {
        "assets.json": json.dumps(raw),
        "assets.jsonl": "\n" + json_lines(*raw),
        "assets.yaml": json.dumps(bare),
        "assets.yml": json.dumps({"assets": bare}),
    }
    for number, (name, text) in enumerate(forms.items()):
        assert read(tmp_path / str(number), {name: text}).assets == POOL
    assert (
        read(tmp_path / "under", {"assets.json": json.dumps({"assets": raw, "total": 4})}).assets
        == POOL
    )


def test_the_hand_written_form_may_be_json(tmp_path: Path) -> None:
    entry = {"picture": "pictures/wren.jpg", "tag": "WREN", "type": "character", "quality": 7}
    for number, document in enumerate(
        ({"pictures": [entry]}, {"individuals": {"Wren": {"pictures": [entry]}}})
    ):
        (asset,) = read(tmp_path / str(number), {"assets.json": json.dumps(document)}).assets
        assert (asset.manifest_tag, asset.quality_score, asset.individual) == (
            "WREN",
            7.0,
            [None, "Wren"][number],
        )


def test_ids_are_read_as_text_and_empty_ones_as_none(tmp_path: Path) -> None:
    raw = [
        {"manifest_tag": "A", "asset_type": "PROP", "id": 7, "is_face_crop": 1, "quality_score": 0},
        {
            "manifest_tag": "B",
            "asset_type": "PROP",
            "id": "",
            "source_asset_id": 7,
            "is_face_crop": None,
        },
    ]
    first, second = read(tmp_path, {"assets.json": json.dumps(raw)}).assets
    assert (first.id, first.is_face_crop, first.quality_score) == ("7", True, 0.0)
    assert (second.id, second.source_asset_id, second.is_face_crop) == (None, "7", False)


ONE_PHOTOGRAPH = """\
individuals:
  Ada:
    {type: character, tag: ADA, pictures: [{picture: pair.jpg}, {picture: ada.jpg, crop: face, cut_from: pair.jpg}]}
  Bram:
    {type: character, tag: BRAM, pictures: [{picture: pair.jpg}, {picture: bram.jpg, crop: face, cut_from: pair.jpg}]}
pictures:
  - {picture: pair.jpg, tag: CAT, type: character}
  - {picture: cat.jpg, tag: CAT, type: character, crop: face, cut_from: pair.jpg}
  - {picture: dog.jpg, tag: DOG, type: character, crop: face, cut_from: pair.jpg}
  - {picture: paw.jpg, tag: PAW, type: character, crop: face, cut_from: 'pair.jpg#CAT'}
"""


def test_one_photograph_may_stand_under_the_tag_of_everybody_it_shows(tmp_path: Path) -> None:
    film = read(tmp_path, {"assets.yaml": ONE_PHOTOGRAPH})
    photograph = [asset for asset in film.assets if asset.reference_image_url == "pair.jpg"]
    assert [asset.id for asset in photograph] == ["pair.jpg", "pair.jpg#BRAM", "pair.jpg#CAT"]
    assert len({*AssetPool(photograph).pictures}) == 1


def test_what_is_cut_from_a_photograph_of_several_is_cut_from_the_one_that_it_shows(
    tmp_path: Path,
) -> None:
    """The same individual's, else that of the same tag, else the first; an id says it outright."""
    assets = read(tmp_path, {"assets.yaml": ONE_PHOTOGRAPH}).assets
    sources = {asset.manifest_tag: asset.source_asset_id for asset in assets if asset.is_face_crop}
    assert sources == {
        "ADA": "pair.jpg",
        "BRAM": "pair.jpg#BRAM",
        "CAT": "pair.jpg#CAT",
        "DOG": "pair.jpg",
        "PAW": "pair.jpg#CAT",
    }


def test_a_photograph_of_several_is_not_cut_from_itself(tmp_path: Path) -> None:
    text = ONE_PHOTOGRAPH.replace(
        "tag: BRAM, pictures: [{picture: pair.jpg}",
        "tag: BRAM, pictures: [{picture: pair.jpg, cut_from: pair.jpg}",
    )
    (problem,) = [
        each
        for each in film_problems(write_film(tmp_path, {"assets.yaml": text}))
        if each.code == "F352"
    ]
    assert (problem.at.line, problem.what) == (
        5,
        "This picture's `cut_from` names the picture itself.",
    )


def test_cut_from_means_an_id_before_a_path(tmp_path: Path) -> None:
    text = """\
pictures:
  - {picture: a.jpg, id: b.jpg, tag: A, type: prop}
  - {picture: b.jpg, id: other, tag: B, type: prop}
  - {picture: c.jpg, tag: C, type: prop, cut_from: b.jpg}
  - {picture: d.jpg, tag: D, type: prop, cut_from: a.jpg}
"""
    assets = read(tmp_path, {"assets.yaml": text}).assets
    assert [asset.source_asset_id for asset in assets] == [None, None, "b.jpg", "b.jpg"]


def test_each_value_of_an_asset_knows_its_place(tmp_path: Path) -> None:
    film = read(tmp_path, {"assets.yaml": BY_HAND})

    def there(at: Location) -> tuple[int, str]:
        return at.line, at.written

    crew, wren, face, lantern = film.asset_locations
    assert there(crew.of("quality_score")) == (2, "6")
    assert there(wren.of("manifest_tag")) == (5, "WREN")
    assert there(wren.of("individual")) == (4, "Wren Calloway")
    assert there(face.of("manifest_tag")) == (9, "WREN_FACE")
    assert there(face.of("source_asset_id")) == (9, "pictures/crew.jpg")
    assert there(lantern.of("manifest_tag")) == (12, "LANTERN")
    whole = "{picture: pictures/lantern.jpg, tag: LANTERN, type: Prop, crop: full}"
    assert there(lantern.of("quality_score")) == (12, whole)


def test_a_place_in_json_lines_has_the_number_of_its_line(tmp_path: Path) -> None:
    raw = [as_pipelines_write(asset) for asset in POOL]
    film = read(tmp_path, {"assets.jsonl": "\n" + json_lines(*raw)})
    at = film.asset_locations[2].of("manifest_tag")
    assert (at.line, at.written) == (4, '"WREN_FACE"')


def test_a_film_has_the_title_of_its_file_or_else_of_its_folder(tmp_path: Path) -> None:
    named = read(
        tmp_path / "a",
        {"film.yaml": "title: The Lamplighter\ndescription: A keeper and a storm.\n"},
    )
    assert (named.title, named.description) == ("The Lamplighter", "A keeper and a storm.")
    plain = read(tmp_path / "the-lamplighter", {})
    assert (plain.title, plain.description) == ("the-lamplighter", "")


def test_a_film_knows_its_own_rules(tmp_path: Path) -> None:
    assert read(tmp_path / "a", {}).rules_path is None
    own = read(tmp_path / "b", {"rules.yaml": "language: 1\n"})
    assert own.rules_path == own.folder / "rules.yaml"


def test_a_folder_is_a_film_once_it_has_assets_or_scenes(tmp_path: Path) -> None:
    assert not is_film(tmp_path)
    assert is_film(write_film(tmp_path / "film"))
    assert not is_film(tmp_path / "film" / "scenes.yaml")


def test_files_are_read_whatever_letters_their_names_end_in(tmp_path: Path) -> None:
    scene = "- {{scene: {}, shot: wide, cast: [WREN]}}\n"
    write_film(
        tmp_path,
        {
            "film.YML": "title: In Capitals\n",
            "rules.Yaml": "language: 1\nname: x\nversion: '1'\nextends: default\n",
            "assets.JSONL": '{"id": "1", "manifest_tag": "WREN", "asset_type": "character"}\n',
            "scenes/1.yaml": scene.format(1),
            "scenes/2.YAML": scene.format(2),
        },
    )
    film, _ = read_film(tmp_path)
    assert film is not None
    assert film.title == "In Capitals"
    assert film.rules_path == tmp_path / "rules.Yaml"
    assert [scene.index for scene, _ in film.usable_scenes()] == [1, 2]
    assert [asset.manifest_tag for asset in film.assets] == ["WREN"]
    before = print_of_files(tmp_path, tmp_path / "rules.Yaml")
    (tmp_path / "scenes" / "2.YAML").write_text(scene.format(3))
    assert print_of_files(tmp_path, tmp_path / "rules.Yaml") != before


def test_two_files_whose_names_differ_only_in_capitals_are_one_too_many(tmp_path: Path) -> None:
    write_film(tmp_path, {"film.yaml": "title: One\n", "film.YAML": "title: Other\n"})
    codes = [each.code for each in all_problems(tmp_path)]
    assert codes == ["F303"]


def test_pictures_beside_the_files_of_a_film_cost_next_to_nothing_to_go_past(
    tmp_path: Path,
) -> None:
    write_film(tmp_path, {"assets.yaml": "[]\n"})
    without = calls_made(lambda: film_files_in(tmp_path, "assets"))
    for number in range(500):
        (tmp_path / f"{number}.png").touch()
    assert film_files_in(tmp_path, "assets") == [tmp_path / "assets.yaml"]
    assert calls_made(lambda: film_files_in(tmp_path, "assets")) - without < 4 * 500


def test_a_misspelled_folder_is_told_its_neighbour(tmp_path: Path) -> None:
    write_film(tmp_path / "my-film")
    film, (problem,) = read_film(tmp_path / "my-flim")
    assert film is None
    assert (problem.code, problem.hint) == ("F301", "Did you mean `my-film`?")


@pytest.mark.parametrize(
    ("named", "hint"),
    [
        ("films", "`films/one` and `films/two` are film folders: name one of them."),
        ("films/one/pictures", "`films/one` is a film folder: name that one."),
        (".", "For a working example, run `selector new film` with the name of a new folder."),
    ],
)
def test_a_folder_beside_a_film_is_told_where_the_film_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str, hint: str
) -> None:
    for name in ("one", "two"):
        write_film(tmp_path / "films" / name)
    (tmp_path / "films/three").mkdir()
    monkeypatch.chdir(tmp_path)
    film, (problem,) = read_film(named)
    assert film is None
    assert (problem.code, problem.hint) == ("F302", hint)
    monkeypatch.chdir(tmp_path / "films/one/pictures")
    _, (problem,) = read_film(".")
    assert problem.hint == "`..` is a film folder: name that one."
    (tmp_path / "films/one/pictures/old").mkdir()
    monkeypatch.chdir(tmp_path / "films/one/pictures/old")
    _, (problem,) = read_film("..")
    assert problem.hint == "`../..` is a film folder: name that one."


def test_of_many_films_in_a_folder_the_first_five_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1, 8):
        write_film(tmp_path / "films" / f"film-{number}")
    monkeypatch.chdir(tmp_path)
    _, (problem,) = read_film("films")
    assert "`films/film-5` are film folders: name one of them." in problem.hint
    assert "film-6" not in problem.hint


def test_a_film_that_lacks_one_file_is_not_told_of_films_in_it(tmp_path: Path) -> None:
    film = write_film(tmp_path / "film")
    write_film(film / "earlier")
    (film / "assets.yaml").unlink()
    _, (problem,) = read_film(film)
    assert problem.code == "F302"
    assert "is a film folder" not in problem.hint


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000])
def test_a_folder_that_cannot_be_asked_for_is_a_problem(name: str) -> None:
    film, (problem,) = read_film(name)
    assert film is None
    assert problem.code == "F301"


def test_a_good_film_has_no_problems_and_every_pool_that_is_read_is_fit_for_choosing(
    tmp_path: Path,
) -> None:
    folder = write_film(
        tmp_path,
        {"assets.yaml": BY_HAND, "scenes.jsonl": json_lines(manifest(1, "close_up", *_TAGS))},
    )
    for picture in ("crew", "wren", "wren-face", "lantern"):
        (folder / f"pictures/{picture}.jpg").write_bytes(JPEG)
    assert list(film_problems(folder)) == []
    film, _ = read_film(folder)
    assert film is not None
    assert AssetPool(film.assets).assets == POOL


def test_an_unplaced_picture_of_a_placed_individual_is_in_use(tmp_path: Path) -> None:
    folder = write_film(
        tmp_path,
        {"assets.yaml": BY_HAND, "scenes.jsonl": json_lines(manifest(1, "close_up", "WREN"))},
    )
    unused = [problem.what for problem in film_problems(folder) if problem.code == "F355"]
    assert unused == [
        f"No scene uses this picture: its tag `{tag}` is never placed."
        for tag in ("CREW", "LANTERN")
    ]


@pytest.mark.parametrize(
    ("pins", "unused"),
    [
        ("pin: [{name: lamp, of: Lantern, unplaced: true}]", ["CREW"]),
        ("scenes: {1: {pin: [{of: Lantern, first_appearance: true, unplaced: true}]}}", ["CREW"]),
        ("pin: [{name: all, crop: full, unplaced: true}]", []),
        ("pin: [{name: lamp, of: Lantern}]", ["CREW", "LANTERN"]),
    ],
)
def test_a_picture_that_a_pin_sends_unplaced_is_in_use(
    pins: str, unused: list[str], tmp_path: Path
) -> None:
    rules = f"shots: {{default: {{priorities: [{{name: a, crop: face}}]}}}}\n{pins}\n"
    files = {
        "assets.yaml": BY_HAND,
        "scenes.jsonl": json_lines(manifest(1, "close_up", "WREN")),
        "rules.yaml": f'language: 1\nname: own\nversion: "1"\n{rules}',
    }
    found = film_problems(write_film(tmp_path, files))
    tags = [problem.what.split("`")[1] for problem in found if problem.code == "F355"]
    assert tags == unused


def test_nothing_is_said_of_unused_pictures_while_a_scene_cannot_be_read(tmp_path: Path) -> None:
    folder = write_film(
        tmp_path,
        {"assets.yaml": BY_HAND, "scenes.jsonl": json_lines(manifest(1), {"scene_index": 2})},
    )
    assert "F355" not in {problem.code for problem in film_problems(folder)}


def test_nothing_is_said_of_unused_pictures_before_anything_is_placed(tmp_path: Path) -> None:
    folder = write_film(tmp_path, {"scenes.json": "[]"})
    assert [problem.code for problem in film_problems(folder)] == ["F353"]


def test_capitals_and_slashes_are_forgiven_in_looking_for_a_missing_pictures_name(
    tmp_path: Path,
) -> None:
    text = "pictures:\n  - {picture: 'PICTURES\\WREN.JPG', tag: WREN, type: character}\n"
    (problem,) = film_problems(write_film(tmp_path, {"assets.yaml": text}))
    assert (problem.code, problem.hint) == (
        "F311",
        "Did you mean `pictures/wren.jpg`? If not, put the picture at the path that is written here.",
    )


def test_a_picture_that_only_a_link_or_its_whole_path_finds_lies_outside_the_folder(
    tmp_path: Path,
) -> None:
    film, elsewhere = tmp_path / "film", tmp_path / "una.jpg"
    elsewhere.write_bytes(JPEG)
    asset = {"manifest_tag": "WREN", "asset_type": "CHARACTER"}
    paths = [
        "pictures/wren.jpg",
        "pictures/una.jpg",
        "pictures/again.jpg",
        "../una.jpg",
        str(elsewhere),
    ]
    write_film(
        film,
        {"assets.jsonl": json_lines(*({**asset, "reference_image_url": path} for path in paths))},
    )
    (film / "pictures/una.jpg").symlink_to(elsewhere)
    (film / "pictures/again.jpg").symlink_to("wren.jpg")
    assert [(problem.code, problem.at.line, problem.what) for problem in film_problems(film)] == [
        ("F306", number, f"The picture `{shown(paths[number - 1])}` is outside the film folder.")
        for number in (2, 4, 5)
    ]


def test_pictures_found_by_an_address_are_not_looked_for(tmp_path: Path) -> None:
    addresses = [
        "https://example.org/a.png",
        "gs://bucket/a.png",
        "/api/assets/1/image",
        "data:image/png;base64,iVBORw0KGgo=",
    ]
    raw = [
        {**as_pipelines_write(POOL[0]), "id": None, "reference_image_url": each}
        for each in addresses
    ]
    folder = write_film(tmp_path, {"assets.json": json.dumps(raw)})
    assert {problem.code for problem in film_problems(folder)} == {"F354", "F355"}


@pytest.mark.parametrize(
    ("path", "outside"),
    [
        ("a/../b", False),
        ("../b", True),
        ("a/../../b", True),
        (r"a\..\..\b", True),
        ("a/..", False),
        ("..a/b", False),
    ],
)
def test_a_path_leads_outside_when_it_climbs_higher_than_it_went_down(
    path: str, *, outside: bool
) -> None:
    assert leads_outside(path) is outside


def test_a_film_is_a_value(tmp_path: Path) -> None:
    film = read(tmp_path, {})
    assert replace(film) == film
    with pytest.raises(AttributeError):
        film.title = "another"  # type: ignore[misc]


_TAGS = ("CREW", "WREN", "LANTERN")
