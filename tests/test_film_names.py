"""Tags, ids and names of a film: in whatever form their letters come, they are one; and each tag one individual's."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from selector.cli.main import run
from selector.model.problem import Problem
from selector.reading.film import read_film
from tests.films import JPEG, film_problems, json_lines, manifest, write_film

COMPOSED, APART, HIDDEN = "ZO\u00cb", "ZOE\u0308", "ZO\u200b\u00cb\ufeff"
FORMS = (COMPOSED, APART, HIDDEN)


def asset(tag: str, number: int = 1, **more: object) -> dict[str, Any]:
    address = f"https://pics.example/{number}.png"
    return {
        "id": f"a{number}",
        "manifest_tag": tag,
        "asset_type": "CHARACTER",
        "reference_image_url": address,
        **more,
    }


def individuals(**tags: str) -> str:
    """A hand-written file of individuals with one picture each, by name and tag."""
    return json.dumps(
        {
            "individuals": {
                name: {
                    "tag": tag,
                    "type": "character",
                    "pictures": [{"picture": f"https://p.example/{tag}{number}"}],
                }
                for number, (name, tag) in enumerate(tags.items())
            }
        }
    )


def of_code(code: str, problems: list[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.code == code]


@pytest.mark.parametrize("in_pool", FORMS)
@pytest.mark.parametrize("in_scene", FORMS)
@pytest.mark.parametrize("suffix", ["json", "jsonl", "yaml"])
def test_a_tag_is_met_in_whatever_form_its_letters_come(
    in_pool: str, in_scene: str, suffix: str, tmp_path: Path
) -> None:
    dump = json_lines if suffix == "jsonl" else lambda entry: json.dumps([entry])
    files = {
        f"assets.{suffix}": dump(asset(in_pool)),
        f"scenes.{suffix}": dump(manifest(1, "close_up", in_scene)),
    }
    folder = write_film(tmp_path, files)
    assert film_problems(folder) == []


@pytest.mark.parametrize("typed", FORMS)
def test_why_finds_a_tag_in_whatever_form_it_is_typed(
    typed: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pictures = [asset(APART, individual="Zo\u0308e"), asset("MILA", 2)]
    folder = write_film(
        tmp_path,
        {
            "assets.json": json.dumps(pictures),
            "scenes.json": json.dumps([manifest(1, "close_up", HIDDEN, "MILA")]),
        },
    )
    assert run(["why", str(folder), "1", typed]) == 0
    assert f"{COMPOSED} in scene 1" in capsys.readouterr().out
    assert run(["why", str(folder), "1", "Z\u00f6e"]) == 0


def test_a_file_is_found_by_its_name_in_whatever_form_it_is_typed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stored = unicodedata.normalize("NFD", "pictures/zo\u00eb.jpg")
    text = f'pictures:\n  - {{picture: "{stored}", id: z, tag: WREN, type: character}}\n'
    folder = write_film(tmp_path, {"assets.yaml": text, stored: JPEG})
    assert run(["why", str(folder), "1", "pictures/zo\u00eb.jpg"]) == 0
    told = capsys.readouterr().out
    assert "1. WREN" in told
    assert "ent: " not in told  # it is the picture that was asked for


def test_two_ways_to_write_one_path_are_one_photograph_and_it_goes_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "".join(
        f"  - {{picture: {path}, tag: {tag}, type: character}}\n"
        for tag, path in (("WREN", "pair.jpg"), ("TOMAS", "./pair.jpg"))
    )
    files = {
        "assets.yaml": f"pictures:\n{text}",
        "scenes.jsonl": json_lines(manifest(1, "wide", "WREN", "TOMAS")),
    }
    folder = write_film(tmp_path, {**files, "pair.jpg": JPEG})
    assert run(["pick", str(folder)]) == 0
    assert "\tWREN\t" in capsys.readouterr().out


def test_what_a_picture_was_cut_from_is_found_in_whatever_form_it_is_named(tmp_path: Path) -> None:
    pictures = [
        {"picture": "https://p.example/1", "id": APART, "tag": "ZOE", "type": "character"},
        {
            "picture": "https://p.example/2",
            "tag": "ZOE",
            "type": "character",
            "crop": "face",
            "cut_from": HIDDEN,
        },
    ]
    folder = write_film(tmp_path, {"assets.yaml": json.dumps({"pictures": pictures})})
    assert of_code("F352", film_problems(folder)) == []
    film, _ = read_film(folder)
    assert film is not None
    assert [each.source_asset_id for each in film.assets] == [None, COMPOSED]


def test_ids_that_look_alike_are_one_id_twice(tmp_path: Path) -> None:
    pictures = [asset("ZOE", 1, id=COMPOSED), asset("ZOE", 2, id=HIDDEN)]
    (problem,) = of_code(
        "A503", film_problems(write_film(tmp_path, {"assets.jsonl": json_lines(*pictures)}))
    )
    assert (problem.at.line, problem.what) == (2, f"Two pictures have the id `{COMPOSED}`.")


def test_two_named_individuals_may_not_share_a_tag_and_two_forms_of_a_tag_are_one(
    tmp_path: Path,
) -> None:
    text = individuals(Anna=COMPOSED, Maud=HIDDEN, Bram="BRAM")
    (problem,) = of_code("F313", film_problems(write_film(tmp_path, {"assets.json": text})))
    assert problem.what.startswith(f"The tag `{COMPOSED}` is used for `Anna`, and here for `Maud`")
    assert [each.what for each in problem.related] == ["`Anna` already uses it here"]
    film, _ = read_film(tmp_path)
    assert film is None


def test_two_forms_of_a_name_are_one_individual(tmp_path: Path) -> None:
    text = individuals(**{COMPOSED: "ZOE", APART: "ZOE", HIDDEN: "ZOE"})
    assert of_code("F313", film_problems(write_film(tmp_path, {"assets.json": text}))) == []


def test_named_individuals_that_are_joined_by_what_was_cut_from_them_are_one(
    tmp_path: Path,
) -> None:
    """The unnamed crew is cut from Anna, and Maud from nobody: Anna and Ann are the same by what they were cut from."""
    cut = [
        asset("ANNA", 1, individual="Anna"),
        asset("ANNA", 2, individual="Ann", source_asset_id="a1", is_face_crop=True),
    ]
    folder = write_film(tmp_path, {"assets.json": json.dumps(cut)})
    apart = {problem.code for problem in film_problems(folder)}
    assert "F313" in apart  # a name outright stands before what was cut from what
    joined = [
        asset("X", 1, individual="Anna"),
        asset("Y", 2, source_asset_id="a1"),
        asset("Y", 3, individual="Ann"),
    ]
    folder = write_film(tmp_path / "joined", {"assets.json": json.dumps(joined)})
    assert of_code("F313", film_problems(folder)) == []


def test_a_nameless_picture_under_a_named_individuals_tag_is_warned_of_unless_it_was_cut_from_it(
    tmp_path: Path,
) -> None:
    named, nameless = asset("ANNA", 1, individual="Anna"), asset("ANNA", 2)
    folder = write_film(tmp_path / "apart", {"assets.json": json.dumps([named, nameless])})
    (problem,) = of_code("F356", film_problems(folder))
    assert problem.severity == "warning"
    cut = asset("ANNA", 2, source_asset_id="a1", is_face_crop=True)
    folder = write_film(tmp_path / "cut", {"assets.json": json.dumps([named, cut])})
    assert of_code("F356", film_problems(folder)) == []


def test_gaps_as_data_frames_write_them_are_none_and_whole_floats_are_whole(tmp_path: Path) -> None:
    row = asset(
        "ANNA",
        1,
        id=5.0,
        individual=None,
        source_asset_id="",
        is_face_crop=0.0,
        quality_score=None,
        user_tags=None,
    )
    face = asset(
        "ANNA", 2, id=6.0, individual="", source_asset_id=5.0, is_face_crop=1.0, quality_score=7
    )
    folder = write_film(tmp_path, {"assets.json": json.dumps([row, face])})
    film, problems = read_film(folder)
    assert problems == ()
    assert film is not None
    first, second = film.assets
    assert (first.id, first.individual, first.source_asset_id, first.is_face_crop) == (
        "5",
        None,
        None,
        False,
    )
    assert (second.id, second.individual, second.source_asset_id, second.is_face_crop) == (
        "6",
        None,
        "5",
        True,
    )


def test_a_gap_that_is_not_json_is_told_with_the_word_that_is(tmp_path: Path) -> None:
    folder = write_film(
        tmp_path, {"assets.json": json.dumps([asset("ANNA", 1, individual=float("nan"))])}
    )
    (problem,) = of_code("Y110", film_problems(folder))
    assert problem.what == "`NaN` is not a number."
    assert problem.hint == "If there is no value, write `null`; pandas does so with `to_json`."
