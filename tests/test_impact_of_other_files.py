"""`selector impact` and `pick` say that a picture is sent as another file: cleaned, or the original."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from selector import load_rules, record_sent
from selector.db.decisions.pick import pick_scene
from selector.db.references.clean import add_clean_reference
from selector.db.references.resolve import resolve_references
from tests.commands import as_document, called
from tests.film_to_compare import ASSETS, RULES, impact, picked_film


@pytest.fixture(scope="module")
def picked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return picked_film(tmp_path_factory.mktemp("picked"))


@pytest.fixture
def film(picked: Path, tmp_path: Path) -> Path:
    """A copy of the film that was picked once."""
    return shutil.copytree(picked, tmp_path, dirs_exist_ok=True)


def cleaned(film: Path, likeness: float) -> None:
    """Give Wren's picture a clean reference."""
    clean = f"cleaned: {{picture: pictures/key.jpg, likeness: {likeness}}}"
    entry = "{picture: pictures/wren.jpg, tag: WREN, type: character"
    (film / "film" / "assets.yaml").write_text(ASSETS.replace(entry, f"{entry}, {clean}"))


def test_another_file_of_the_same_picture_is_a_change(film: Path) -> None:
    cleaned(film, 0.6)
    (film / "strict.yaml").write_text(f"{RULES}send_cleaned: {{likeness: {{at_least: 0.7}}}}\n")
    ran = impact(film, "--from", "film/rules.yaml", "--to", "strict.yaml")
    assert ran.code == 1
    assert ran.out.startswith("3 of 4 scenes change.\n")
    assert "3 changed: scenes 1, 2A and 4\n" in ran.out
    became = "sends the original of WREN (pictures/wren.jpg) instead of its clean reference"
    assert f'Scene 1, "The hall" {became}.' in " ".join(ran.out.split())
    assert (
        """\
    It sends the original of WREN (pictures/wren.jpg) instead of its clean reference.
      before: The clean reference (pictures/key.jpg).
      now:    The original (pictures/wren.jpg). The clean reference's likeness is 0.6; at least 0.7
              is required.
"""
        in ran.out
    )
    arguments = ["--from", "strict.yaml", "--to", "film/rules.yaml"]
    page = impact(film, *arguments, "--format", "markdown").out
    assert "sends the clean reference of WREN (pictures/wren.jpg) instead of the original" in page
    document = as_document(impact(film, *arguments, "--format", "json").out, "impact")
    assert [each["kind"] for each in document["changes"]] == ["otherwise"] * 3
    (replaced,) = document["changes"][0]["replaced"]
    assert (replaced["before"]["kind"], replaced["after"]["kind"]) == ("original", "clean")


def test_a_clean_reference_that_a_decision_stored_is_compared_with_what_would_go_now(
    film: Path,
) -> None:
    asking = RULES.replace("    priorities:", "    prefer: cleaned\n    priorities:")
    (film / "film" / "rules.yaml").write_text(asking)
    assert called(["pick", "film"], film).code == 0
    assert impact(film).out.startswith("All 4 scenes send the same")
    cleaned(film, 0.6)
    ran = impact(film)
    assert "3 changed: scenes 1, 2A and 4\n" in ran.out
    assert "sends the clean reference of WREN (pictures/wren.jpg) instead of the orig" in ran.out
    assert "Scenes with pictures that were edited since the last pick: scenes 1, 2A" in ran.out
    became = "sends the clean reference of WREN instead of the original"
    each = f"(pictures changed): scene 1 {became}; scene 2A {became}; scene 4 {became}."
    dry = called(["pick", "film", "--dry-run"], film)
    assert f"3 scenes would send other files of the same pictures {each}" in dry.err
    document = as_document(
        called(["pick", "film", "--dry-run", "--format", "json"], film).out, "picks"
    )
    (file,) = document["scenes"][0]["change"]["files"]
    assert (file["picture"], file["before"]["kind"], file["after"]["kind"]) == (
        "WREN",
        "original",
        "clean",
    )
    picked = called(["pick", "film"], film)
    assert f"3 scenes send other files of the same pictures {each}" in picked.err
    assert impact(film).out.startswith("All 4 scenes send the same")
    assets = film / "film" / "assets.yaml"
    assets.write_text(assets.read_text().replace("pictures/key.jpg, l", "pictures/hall.jpg, l"))
    assert "sends another clean reference of WREN (pictures/wren.jpg)" in impact(film).out
    dry = called(["pick", "film", "--dry-run"], film)
    assert (
        "(pictures changed): scene 1 sends another clean reference of WREN; scene 2A sends"
        in dry.err
    )
    # Rules that do not ask do not store it, so nothing can be said of it.
    (film / "film" / "rules.yaml").write_text(RULES)
    assert called(["pick", "film"], film).code == 0
    assets.write_text(assets.read_text().replace("pictures/hall.jpg, l", "pictures/key.jpg, l"))
    assert impact(film).out.startswith("All 4 scenes send the same")


def test_what_a_pipeline_recorded_that_it_sent_is_compared_with_what_would_go_now(
    film: Path,
) -> None:
    address = str(film / "film" / "selector.sqlite")
    selection = pick_scene.sync(address, "film", 1, load_rules(film / "film" / "rules.yaml"))
    asset = next(asset for asset in selection.assets if asset.manifest_tag == "WREN")
    record_sent.sync(address, "film", 1, resolve_references.sync(address, selection))
    both = ["impact", address]
    assert called(both, film).out.startswith("All 4 scenes send the same")
    add_clean_reference.sync(
        address, asset.id, tier="t", clean_image_url="clean/wren.png", primary=True
    )
    ran = called(both, film)
    assert ran.out.startswith("1 of 4 scenes changes.\n")
    assert "sends the clean reference of WREN (" in " ".join(ran.out.split())
    for arguments, sends in ((["--dry-run"], "would send"), ([], "sends")):
        picked = called(["pick", address, *arguments], film)
        assert (
            f"1 scene {sends} other files of the same pictures (compared with what was recorded):"
            " scene 1 sends the clean reference of WREN instead of the original."
        ) in picked.err
    record_sent.sync(address, "film", 1, resolve_references.sync(address, selection))
    assert called(both, film).out.startswith("All 4 scenes send the same")
    assert "other files" not in called(["pick", address], film).err


def test_a_scene_that_loses_a_picture_and_sends_another_file_says_both(film: Path) -> None:
    asking = RULES.replace("    priorities:", "    prefer: cleaned\n    priorities:")
    (film / "film" / "rules.yaml").write_text(asking)
    assert called(["pick", "film"], film).code == 0
    cleaned(film, 0.6)
    ban = 'never: [{name: no-room, type: environment, because: "not built yet"}]\n'
    (film / "film" / "rules.yaml").write_text(asking + ban)
    said = called(["pick", "film", "--dry-run"], film).err
    became = "lost HALL and sends the clean reference of WREN instead of the original"
    assert f"scene 1 {became}; scene 2A {became}; scene 3 lost HALL and sends nothing" in said
