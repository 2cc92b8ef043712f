"""A picture that goes as its clean reference is judged by that one, and by its original where the original goes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from selector.engine.rules import Rules
from selector.reading.film import read_film
from selector.reading.load import load_rules
from tests.commands import as_document, called
from tests.test_pictures import PNG

KEPT = {
    None: "",
    0.7: "send_cleaned: {likeness: {at_least: 0.7}}\n",
    "never": "send_cleaned: never\n",
}
ROWS = [
    # The original, its clean reference and its likeness; whether it goes as the rules above say.
    ("gone.png", "here.png", 0.9, {None: True, 0.7: True, "never": False}),
    ("gone.png", "here.png", 0.2, {None: True, 0.7: False, "never": False}),
    ("gone.png", "here.png", None, {None: True, 0.7: False, "never": False}),
    ("here.png", "gone.png", 0.9, {None: False, 0.7: False, "never": True}),
    ("here.png", "gone.png", 0.2, {None: False, 0.7: True, "never": True}),
    ("gone.png", "gone.png", 0.9, {None: False, 0.7: False, "never": False}),
    ("here.png", "here.png", 0.2, {None: True, 0.7: True, "never": True}),
]


def rules_of(says: str) -> Rules:
    text = f"language: 1\nname: kept\nversion: '1'\nextends: default\n{says}"
    return load_rules(text=text)


def film_of(folder: Path, original: str, cleaned: str, likeness: float | None) -> Path:
    """A film in which somebody has that picture, a good one, and another."""
    folder.mkdir()
    for name in ("here.png", "other.png"):
        (folder / name).write_bytes(PNG)
    reference: dict[str, Any] = {"clean_image_url": cleaned, "face_similarity_score": likeness}
    picture = {
        "id": "first",
        "manifest_tag": "WREN",
        "asset_type": "character",
        "quality_score": 9,
        "reference_image_url": original,
        "clean_reference": reference,
    }
    other = {
        "manifest_tag": "WREN",
        "asset_type": "character",
        "id": "second",
        "reference_image_url": "other.png",
    }
    scene = {
        "scene_index": 1,
        "composition": {"shot_type": "wide"},
        "placements": [{"asset_tag": "WREN", "role": "subject"}],
    }
    (folder / "assets.json").write_text(json.dumps([picture, other]))
    (folder / "scenes.json").write_text(json.dumps([scene]))
    return folder


@pytest.mark.parametrize(("original", "cleaned", "likeness", "goes"), ROWS)
def test_what_would_be_sent_has_to_be_there(
    tmp_path: Path, original: str, cleaned: str, likeness: float | None, goes: dict[Any, bool]
) -> None:
    film, _ = read_film(film_of(tmp_path / "film", original, cleaned, likeness))
    assert film is not None
    for says, text in KEPT.items():
        rules = rules_of(text)
        pool = film.pool(rules.plan.send_cleaned)
        (scene,) = film.usable_scenes()
        (sent,) = rules.select(scene[0], pool).assets
        assert (sent.id == "first") is goes[says], says


@pytest.mark.parametrize("says", KEPT)
def test_each_command_judges_by_the_rules_in_use(tmp_path: Path, says: Any) -> None:
    folder = film_of(tmp_path / "film", "gone.png", "here.png", 0.2)
    (folder / "rules.yaml").write_text(
        f"language: 1\nname: kept\nversion: '1'\nextends: default\n{KEPT[says]}"
    )
    goes = "gone.png" if says is None else "other.png"
    picked = as_document(called(["pick", str(folder), "--format", "json"]).out, "picks")
    assert picked["scenes"][0]["pictures"] == [goes]
    told = as_document(called(["why", str(folder), "1", "--format", "json"]).out, "why")
    assert [each["picture"]["picture"] for each in told["selection"]["picks"]] == [goes]


@pytest.mark.parametrize(("original", "cleaned", "likeness", "goes"), ROWS)
def test_a_check_judges_by_the_rules_that_it_checks_under(
    tmp_path: Path, original: str, cleaned: str, likeness: float | None, goes: dict[Any, bool]
) -> None:
    """F387 says that a picture without a quality comes last: only where another can go."""
    folder = film_of(tmp_path / "film", original, cleaned, likeness)
    for says, text in KEPT.items():
        (folder / "rules.yaml").write_text(
            f"language: 1\nname: kept\nversion: '1'\nextends: default\n{text}"
        )
        found = as_document(called(["check", str(folder), "--format", "json"]).out, "problems")
        codes = {each["code"] for each in found["problems"]}
        assert ("F387" in codes) is goes[says], says


@pytest.mark.parametrize(("original", "cleaned", "likeness", "goes"), ROWS)
def test_a_pick_counts_what_cannot_be_sent_by_its_rules(
    tmp_path: Path, original: str, cleaned: str, likeness: float | None, goes: dict[Any, bool]
) -> None:
    folder = film_of(tmp_path / "film", original, cleaned, likeness)
    for says, text in KEPT.items():
        (folder / "rules.yaml").write_text(
            f"language: 1\nname: kept\nversion: '1'\nextends: default\n{text}"
        )
        ran = called(["pick", str(folder), "--dry-run"])
        assert ("1 picture cannot be sent:" in ran.err) is not goes[says], says


def test_rules_that_are_compared_are_judged_each_by_what_it_sends(tmp_path: Path) -> None:
    folder = film_of(tmp_path / "film", "here.png", "gone.png", 0.9)
    rules = "language: 1\nname: kept\nversion: '1'\nextends: default\n"
    (folder / "rules.yaml").write_text(rules)
    (folder / "before.yaml").write_text(f"{rules}send_cleaned: never\n")
    before = str(folder / "before.yaml")
    line = ["impact", str(folder), "--from", before, "--format", "json"]
    (scene,) = as_document(called(line).out, "impact")["changes"]
    assert [each["picture"] for each in scene["lost"]] == ["here.png"]
    assert [each["picture"] for each in scene["gained"]] == ["other.png"]
    page = tmp_path / "sheet.html"
    called(["sheet", str(folder), "--before", before, "-o", str(page)])
    assert "Scene that changed" in page.read_text("utf-8")


def test_a_pick_sees_that_the_file_of_a_clean_reference_is_gone(tmp_path: Path) -> None:
    folder = film_of(tmp_path / "film", "here.png", "cleaned.png", 0.9)
    (folder / "cleaned.png").write_bytes(PNG)

    def picked() -> Any:
        document = as_document(called(["pick", str(folder), "--format", "json"]).out, "picks")
        return document["scenes"][0]["pictures"]

    assert (picked(), picked()) == (["here.png"], ["here.png"])
    (folder / "cleaned.png").unlink()
    assert picked() == ["other.png"]
    said = called(["why", str(folder), "1"]).out
    assert "its clean reference goes instead, and its file is missing." in " ".join(said.split())
