"""Films go into a database and come out of it as they were; an edit changes what it says and is told."""

from __future__ import annotations

import json
from errno import ENOSPC
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, update
from sqlalchemy.orm import Session

from selector.data import data_dir
from selector.db.decisions.pick import pick_project
from selector.db.decisions.record import record_film
from selector.db.films.exporting import export_film
from selector.db.films.importing import import_film
from selector.db.films.stored_film import Changes, FilmChanges
from selector.db.models import SceneManifest
from selector.db.schema.upgrade import upgrade
from selector.model.problem import ProblemError, unwritable
from selector.reading.films.film_files import FILES
from selector.reading.load import load_rules
from tests.db import pipeline
from tests.db.films import HARBOUR, RULES_TEXT, film_in, results

ASSETS: list[dict[str, Any]] = [
    {
        "id": "face",
        "manifest_tag": "WREN_FACE",
        "asset_type": "Character",
        "is_face_crop": True,
        "source_asset_id": "wren",
        "quality_score": 9.125,
        "reference_image_url": "pictures/wren-face.jpg",
    },
    {
        "id": "wren",
        "manifest_tag": "WREN",
        "asset_type": "CHARACTER",
        "individual": "Wren Calloway",
        "name": "WREN",
        "reference_image_url": "pictures/wren.jpg",
        "user_tags": ["night", "\u00f6"],
        "clean_reference": {"clean_image_url": "clean/wren.png", "face_similarity_score": 0.875},
        "description": "In \u201coilskins\u201d.",
    },
    {"manifest_tag": "ROOM", "asset_type": "ENVIRONMENT", "source_asset_id": "nobody"},
    {"manifest_tag": "ROOM", "asset_type": "ENVIRONMENT"},
    {
        "id": "self",
        "manifest_tag": "CAR",
        "asset_type": "VEHICLE",
        "source_asset_id": "self",
        "quality_score": 0,
    },
]
SCENE = {
    "placements": [{"role": "subject", "asset_tag": "[WREN]", "z": 1, "a": 0.1}],
    "composition": {"shot_type": "Close-Up"},
    "extra": {"unknown": [None, True, 1e300]},
}


@pytest.fixture
def address(ready_address: str) -> str:
    """A database with every table."""
    return ready_address


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small film with everything a film may hold, written in no order in particular."""
    folder = tmp_path / "harbour"
    folder.mkdir()
    (folder / "film.yaml").write_text(
        'title: "Häfen: no"\ndescription: |\n  A storm.\n\n  A light.\n', encoding="utf-8"
    )
    (folder / "rules.yaml").write_bytes(RULES_TEXT.replace("\n", "\r\n").encode())
    (folder / "assets.json").write_text(json.dumps(ASSETS), encoding="utf-8")
    lines = [json.dumps({"title": "Night", "scene_index": index, **SCENE}) for index in (7, 2, 9)]
    (folder / "scenes.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def told(folder: Path) -> tuple[Any, ...]:
    """Everything a film says, orders of keys included."""
    film = film_in(folder)
    scenes = [json.dumps(scene.manifest) for scene in film.read_scenes()]
    return (
        film.title,
        film.description,
        film.assets,
        scenes,
        film.rules_path and film.rules_path.read_bytes(),
    )


def test_a_film_comes_out_as_it_went_in(empty_address: str, folder: Path, tmp_path: Path) -> None:
    address = empty_address
    imported = import_film.sync(address, film_in(folder))
    assert (imported.pictures, imported.scenes) == (5, 3)
    assert imported.changes.scenes.added == ("7", "2", "9")
    exported = export_film.sync(address, tmp_path / "again", "Häfen: no")
    assert exported.written == ("film.yaml", "assets.json", "rules.yaml", "scenes.jsonl")
    assert told(tmp_path / "again") == told(folder)
    assert not import_film.sync(address, film_in(tmp_path / "again")).changes
    assert not import_film.sync(address, film_in(folder)).changes
    assert export_film.sync(address, tmp_path / "again").unchanged == (
        "assets.json",
        "film.yaml",
        "rules.yaml",
        "scenes.jsonl",
    )


def test_the_example_film_comes_out_as_it_went_in(address: str, tmp_path: Path) -> None:
    example = next(path for path in data_dir("examples").iterdir() if (path / "film.yaml").exists())
    import_film.sync(address, film_in(example))
    export_film.sync(address, tmp_path / "again")
    assert told(tmp_path / "again") == told(example)


def test_an_edit_is_told_and_picked_tags_stay(address: str, engine: Engine, folder: Path) -> None:
    project = import_film.sync(address, film_in(folder)).project_id
    pick_project.sync(address, project, load_rules())
    assets = json.loads((folder / "assets.json").read_text())
    assets[1]["quality_score"] = 4
    assets = [{"id": "gull", "manifest_tag": "GULL", "asset_type": "PROP"}, *assets[:3], assets[4]]
    (folder / "assets.json").write_text(json.dumps(assets), encoding="utf-8")
    lines = (folder / "scenes.jsonl").read_text().splitlines()
    scene = {**json.loads(lines[0]), "title": "Day"}
    (folder / "scenes.jsonl").write_text(
        "\n".join([json.dumps(scene), lines[2], lines[1].replace('": 2', '": 3')]), "utf-8"
    )
    (folder / "rules.yaml").unlink()
    assert import_film.sync(address, film_in(folder)).changes == FilmChanges(
        pictures=Changes(added=("GULL",), changed=("WREN",), removed=("ROOM",)),
        scenes=Changes(added=("3",), changed=("7",), removed=("2",)),
        about=("rules",),
    )
    with Session(engine) as session:
        assert session.get_one(SceneManifest, (project, 7)).selected_reference_tags == [
            "WREN_FACE",
            "WREN",
        ]
        assert session.get_one(SceneManifest, (project, 3)).selected_reference_tags is None


def test_a_broken_scene_changes_nothing(address: str, folder: Path, tmp_path: Path) -> None:
    import_film.sync(address, film_in(folder))
    export_film.sync(address, tmp_path / "before")
    (folder / "film.yaml").write_text('title: "Häfen: no"\n', encoding="utf-8")
    with (folder / "scenes.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"scene_index": 11}\n')
    with pytest.raises(ProblemError, match="S401"):
        import_film.sync(address, film_in(folder))
    assert export_film.sync(address, tmp_path / "before").written == ()


def test_a_file_in_the_way_is_named_and_nothing_is_written(
    address: str, folder: Path, tmp_path: Path
) -> None:
    import_film.sync(address, film_in(folder))
    target = tmp_path / "target"
    target.mkdir()
    (target / "film.yaml").write_text("title: Another\n")
    with pytest.raises(ProblemError) as caught:
        export_film.sync(address, target)
    assert str(caught.value) == (
        f"{target}: D619 `film.yaml` already exists and differs. "
        "Export into an empty folder, or use `--overwrite`."
    )
    assert [path.name for path in target.iterdir()] == ["film.yaml"]
    assert set(export_film.sync(address, target, overwrite=True).written) == {
        "film.yaml",
        "assets.json",
        "rules.yaml",
        "scenes.jsonl",
    }
    (target / "assets.yaml").write_text("pictures: []\n")
    with pytest.raises(
        ProblemError, match=r"D619 `assets\.yaml` .* Export into an empty folder\.$"
    ):
        export_film.sync(address, target, overwrite=True)


def test_every_file_that_a_film_may_have_is_in_the_way_and_no_other(
    address: str, folder: Path, tmp_path: Path
) -> None:
    import_film.sync(address, film_in(folder))
    for kind, suffixes in FILES.items():
        for suffix in suffixes:
            target = tmp_path / f"with-{kind}{suffix}"
            target.mkdir()
            (target / f"{kind}{suffix}").write_text("# another\n")
            with pytest.raises(ProblemError, match=rf"D619 `{kind}\{suffix}` "):
                export_film.sync(address, target)
    other = tmp_path / "other"
    other.mkdir()
    for name in ("rules.json", "film.jsonl", "notes.yaml"):
        (other / name).write_text("# another\n")
    assert len(export_film.sync(address, other).written) == 4


def test_a_pipelines_project_is_exported_too(
    empty_address: str, empty_engine: Engine, tmp_path: Path
) -> None:
    pipeline.make_pipeline(empty_engine)
    upgrade(empty_address)
    export_film.sync(empty_address, tmp_path / "out")
    film = film_in(tmp_path / "out")
    assert [(asset.id, asset.manifest_tag, asset.source_asset_id) for asset in film.assets] == [
        (str(pipeline.WREN), "WREN", None), (str(pipeline.FACE), "WREN_FACE", str(pipeline.WREN)),
        (str(pipeline.ROOM), "ROOM", None),
    ]  # fmt: skip
    audio = {"dialogue_lines": [{"speaker_tag": "WREN", "line": "Light it."}]}
    assert [scene.manifest for scene in film.read_scenes()] == [
        {**pipeline.scene(index), "audio_manifest": audio} for index in (1, 2, 3)
    ]


def test_a_nonsense_manifest_is_told_and_no_file_is_left(
    address: str, engine: Engine, folder: Path, tmp_path: Path
) -> None:
    import_film.sync(address, film_in(folder))
    with Session(engine) as session:
        session.execute(update(SceneManifest).values(manifest_json=[1]))
        session.commit()
    with pytest.raises(ProblemError, match="D615 The manifest of scene 7 is not a JSON object"):
        export_film.sync(address, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_a_problem_as_on_the_command_line(
    address: str, tmp_path: Path
) -> None:
    record_film.sync(address, HARBOUR, results(1, "WREN"))
    file = tmp_path / "a-file"
    file.touch()
    for folder, why in ((file, "file exists"), (file / "film", "not a directory")):
        with pytest.raises(ProblemError) as raised:
            export_film.sync(address, folder)
        assert str(raised.value) == (
            f"{folder}: D620 The file or folder cannot be written: {why}. Name another folder."
        )
    assert [each.name for each in tmp_path.glob("a-file*")] == ["a-file"]


def test_of_a_full_disk_nobody_is_sent_to_another_folder() -> None:
    full = OSError(ENOSPC, "No space left on device")
    (found,) = unwritable("film", full, "Name another folder.").problems
    assert found.what == "The file or folder cannot be written: no space left on device."
    assert found.hint == "Free some space on its disk, then try again."
