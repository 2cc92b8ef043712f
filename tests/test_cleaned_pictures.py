"""A clean reference stands in a film's assets, by hand or as pipelines write it, and is known of the picture."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from selector.language.facts import Cleaned
from selector.model.asset import CleanReference
from selector.reading.film import Film
from tests.films import JPEG, film_and_problems, json_lines, write_film

OF_A_PIPELINE = {
    "id": "w",
    "manifest_tag": "WREN",
    "asset_type": "character",
    "reference_image_url": "pictures/wren.jpg",
}


def film_of(folder: Path, files: dict[str, str | bytes]) -> Film:
    """The film of these files, in which nothing is wrong."""
    film, problems = film_and_problems(
        write_film(folder, {"clean/wren.png": JPEG, "pictures/wren.jpg": JPEG, **files})
    )
    assert film is not None
    assert problems == []
    return film


def by_hand(cleaned: str) -> dict[str, str | bytes]:
    picture = f"picture: pictures/wren.jpg, tag: WREN, type: character, cleaned: {cleaned}"
    return {"assets.yaml": f"pictures:\n  - {{{picture}}}\n"}


def of_a_pipeline(clean_reference: Any) -> dict[str, str | bytes]:
    return {"assets.json": json.dumps([{**OF_A_PIPELINE, "clean_reference": clean_reference}])}


CLEAN = {"clean_image_url": "clean/wren.png", "tier": "tier2_rembg", "is_primary": True}


@pytest.mark.parametrize(
    ("files", "known"),
    [
        (by_hand("{picture: clean/wren.png, likeness: 0.9}"), ("clean/wren.png", 0.9)),
        (by_hand("{picture: clean/wren.png, likeness: 1}"), ("clean/wren.png", 1.0)),
        (by_hand("{picture: clean/wren.png}"), ("clean/wren.png", None)),
        (by_hand("{picture: ./clean//wren.png, likeness: ~}"), ("clean/wren.png", None)),
        (by_hand("~"), None),
        (of_a_pipeline({**CLEAN, "face_similarity_score": 0.9}), ("clean/wren.png", 0.9)),
        (of_a_pipeline({**CLEAN, "face_similarity_score": None}), ("clean/wren.png", None)),
        (of_a_pipeline({"clean_image_url": "/api/clean/1"}), ("/api/clean/1", None)),
        (of_a_pipeline({"clean_image_url": None, "face_similarity_score": 0.9}), None),
        (of_a_pipeline({"clean_image_url": ""}), None),
        (of_a_pipeline(None), None),
        (
            {"assets.jsonl": json_lines({**OF_A_PIPELINE, "clean_reference": CLEAN})},
            ("clean/wren.png", None),
        ),
    ],
)
def test_a_cleaned_picture_is_known_with_its_likeness(
    files: dict[str, str | bytes], known: tuple[str, float | None] | None, tmp_path: Path
) -> None:
    film = film_of(tmp_path, files)
    (row,) = film.pool().rows
    assert row.clean == known
    assert row.address == "pictures/wren.jpg"
    (asset,) = film.assets
    if known is None:
        assert asset.clean_reference is None
        return
    address, likeness = known
    assert row.clean == Cleaned(address, likeness)
    assert type(row.clean.likeness) is type(likeness)
    assert asset.clean_reference == CleanReference(
        clean_image_url=address, face_similarity_score=likeness
    )


def test_the_file_of_a_cleaned_picture_is_found_in_either_form_of_its_name(tmp_path: Path) -> None:
    name = "clean/zo\u00eb.png"
    on_disk = unicodedata.normalize("NFD", name)
    film = film_of(tmp_path, {on_disk: JPEG, **by_hand(f"{{picture: {name}}}")})
    (asset,) = film.assets
    assert asset.clean_reference is not None
    assert asset.clean_reference.clean_image_url == on_disk


def test_a_picture_can_be_sent_if_what_goes_for_it_can(tmp_path: Path) -> None:
    missing = film_and_problems(write_film(tmp_path / "a", by_hand("{picture: clean/none.png}")))
    assert missing[0] is not None
    assert [problem.code for problem in missing[1]] == ["F311"]
    held = "its clean reference goes instead, and its file is missing"
    assert missing[0].pool().rows[0].held == held
    assert missing[0].pool("never").rows[0].held is None
    files = by_hand("{picture: clean/wren.png}")
    files["assets.yaml"] = str(files["assets.yaml"]).replace("pictures/wren.jpg", "pictures/x.jpg")
    gone, _ = film_and_problems(write_film(tmp_path / "b", {"clean/wren.png": JPEG, **files}))
    assert gone is not None
    assert gone.pool().rows[0].held is None
    assert gone.pool("never").rows[0].held == "its file is missing"
