"""Writes golden databases with the code of the checkout in which it is run: two SQLite files, two PostgreSQL dumps.

    .venv/bin/python tests/golden/write.py FOLDER

`films` holds films that came from folders, `pipeline` an adopted pipeline's project. Between them stand every kind of
reason and of note (asserted below), rule sets of every shape, and several decisions on one scene. Beside each database
stands what this code says of every decision in it, as `NAME.answers.json.gz`.
"""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path.cwd()))

from selector import AssetPool  # of the checkout in which this is run
from selector.cli.main import run
from selector.db.connections.engines import make_engine
from selector.db.decisions.history import read_history
from selector.db.decisions.pick import pick_project, pick_scene
from selector.db.decisions.record import record_film
from selector.db.schema.upgrade import upgrade
from selector.model.asset import Asset
from selector.model.problem import Source
from selector.reading.film import read_film
from selector.reading.load import check_rules
from tests.db.pipeline import make_pipeline
from tests.db.postgres_server import postgres_binaries, postgres_server

REASONS = {
    "not_in_pool", "meets_no_priority", "already_shown", "crop_not_sent", "another_went_ahead", "cap_reached",
    "slots_full", "not_placed",
}  # fmt: skip
NOTES = {
    "brackets_dropped", "unknown_role", "unknown_asset_type", "individuals_joined", "default_rule", "no_placements",
    "empty_pool",
}  # fmt: skip
FILMS = ["The Tide Clock", "The Odd House", "Joined", "Bare"]
DECIDED_BY = {"prefer", "quality", "pool order"}

FULL_FIRST = """\
language: 1
name: full first
version: "1.0"
references: 2
prefer: full
shots:
  default:
    priorities:
      - {name: subjects, role: subject, at_most: 1, because: "one face is enough — näher nicht"}
      - {name: places, type: [environment, style]}
"""
ONE_OF_EACH_CROP = """\
language: 1
name: one of each crop
version: "2.0"
description: A face and a full picture of everybody.
references: 4
pictures_each: [face, full]
prefer: [face, full]
shots:
  close_up:
    spellings: [cu, "Nah\u2013Aufnahme"]
    pictures_each: [face]
    priorities:
      - {name: faces, role: [subject, interaction_target], because: "faces only"}
  two_shot:
    like: default
    pictures_each: 2
    references: 3
  default:
    priorities:
      - {name: people, type: character, role: subject, at_most: 2, because: "who it is about"}
      - {name: everything, role: [subject, interaction_target, background, environment, prop]}
"""

TENTH: Any = Decimal("8.1")
"""No float is equal to it."""


@dataclass(frozen=True, kw_only=True)
class Film:
    """A film that never was a folder."""

    title: str
    description: str = ""
    assets: tuple[Asset, ...] = ()
    rules_path: Path | None = None


ODD = Film(
    title="The Odd House",
    description="Two people, one name; a room without a score.",
    assets=(
        Asset(id="ida", manifest_tag="IDA", asset_type="character", quality_score=TENTH, individual="Ida Roth",
              name="Ida", reference_image_url="pictures/ida.jpg", user_tags=("day", "coat")),
        Asset(id="ida-face", manifest_tag="IDA_FACE", asset_type="CHARACTER", quality_score=9, is_face_crop=True,
              source_asset_id="ida", individual="Ida Roth", reference_image_url="https://example.org/ida-face.jpg"),
        Asset(id="ida-back", manifest_tag="IDA", asset_type="character", quality_score=8.1, individual="Ida Roth"),
        Asset(id="otto", manifest_tag="OTTO", asset_type="character", quality_score=7.25, individual="Otto Roth",
              source_asset_id="pair"),
        Asset(id="otto-again", manifest_tag="OTTO", asset_type="character", quality_score=7.25),
        Asset(id="pair", manifest_tag="PAIR", asset_type="character", individual="The Roths"),
        Asset(id="pair-cut", manifest_tag="PAIR_CUT", asset_type="character", source_asset_id="pair"),
        Asset(id="one", manifest_tag="TWIN", asset_type="character", quality_score=6.5, individual="Twin"),
        Asset(id="shed", manifest_tag="SHED", asset_type="environment", quality_score=5.5, individual="Shed"),
        Asset(id="shed-cut", manifest_tag="SHED", asset_type="environment", source_asset_id="yard"),
        Asset(id="yard", manifest_tag="YARD", asset_type="environment", quality_score=0.0, individual="Yard"),
        Asset(manifest_tag="ROOM", asset_type="environment", source_asset_id="gone"),
        Asset(manifest_tag="ROOM", asset_type="environment", reference_image_url=""),
        Asset(manifest_tag="Straße 9", asset_type="Environment", quality_score=10),
        Asset(manifest_tag="GHOST", asset_type="spirit", quality_score=3),
        Asset(manifest_tag="BOX", asset_type="prop", quality_score=1e-9),
        Asset(manifest_tag="SPOON", asset_type="prop"),
    ),
)  # fmt: skip
JOINED = Film(
    title="Joined",
    assets=(
        Asset(
            id="a", manifest_tag="ANN", asset_type="character", individual="Ann", quality_score=5.0
        ),
        Asset(id="b", manifest_tag="ANN_LATER", asset_type="character", source_asset_id="a"),
        Asset(id="c", manifest_tag="ANN_LATER", asset_type="character", individual="Ann the elder"),
        Asset(id="d", manifest_tag="ANN", asset_type="character", source_asset_id="c"),
        Asset(id="e", manifest_tag="ANN_LAST", asset_type="character", individual="Ann at last"),
        Asset(id="f", manifest_tag="ANN", asset_type="character", source_asset_id="e"),
    ),
)
BARE = Film(title="Bare")


def scene(
    index: int, shot: str, *placed: tuple[str, str] | tuple[str, str, str], **more: object
) -> dict[str, Any]:
    """A scene manifest."""
    keys = ("asset_tag", "role", "position")
    placements = [dict(zip(keys, each, strict=False)) for each in placed]
    return {
        "scene_index": index,
        "composition": {"shot_type": shot},
        "placements": placements,
        **more,
    }


SCENES = (
    scene(
        0,
        "CU",
        ("IDA", "subject", "left"),
        ("OTTO", "interaction_target"),
        ("ROOM", "background"),
        title="At last",
    ),
    scene(
        1,
        "Two Shot",
        ("[IDA]", "Subject"),
        ("OTTO", "interaction target"),
        ("ROOM", "environment", "behind"),
    ),
    scene(
        2,
        "wide",
        ("PAIR", "subject"),
        ("IDA_FACE", "subject"),
        ("OTTO", "villain"),
        ("IDAA", "prop", ""),
    ),
    scene(
        3,
        "nah aufnahme",
        ("IDA_FACE", "subject"),
        ("Straße 9", "environment"),
        ("GHOST", "background"),
    ),
    scene(4, "insert"),
    scene(5, "close-up", ("NOBODY", "subject"), ("zzzzzzzzzz", "prop")),
    scene(
        7,
        "MASTER",
        *(
            (tag, "subject")
            for tag in ("IDA", "OTTO", "TWIN", "PAIR", "SHED", "YARD", "BOX", "SPOON")
        ),
    ),
    scene(40, "close_up", ("IDA", "subject"), ("TWIN", "prop"), ("ROOM", "subject")),
)


def fill_films(address: str) -> None:
    """Films from folders, decided by several rule sets, for several people."""
    rules = [
        shipped(),
        rules_of(FULL_FIRST, "rules/full.yaml"),
        rules_of(ONE_OF_EACH_CROP, "rules/crops.yaml"),
    ]
    example, _ = read_film(Path("examples/the-tide-clock"))
    assert example is not None
    for chosen, by in ((rules[0], "Ánna 安娜; DROP TABLE"), (rules[2], None)):
        record_film.sync(address, example, select(example.usable_scenes(), example, chosen), by=by)
    for chosen, by in zip(rules, ("director", "night job\n2", ""), strict=True):
        record_film.sync(address, ODD, select(SCENES, ODD, chosen), by=by)
    bolder = replace(ODD, assets=(*ODD.assets[1:], replace(ODD.assets[0], quality_score=9.75)))
    record_film.sync(
        address, bolder, select(SCENES[:3], bolder, rules[0]), whole_film=False, by="director"
    )
    record_film.sync(
        address, JOINED, select([scene(1, "cu", ("ANN", "subject"))], JOINED, rules[0])
    )
    record_film.sync(
        address, BARE, select([scene(1, "cu", ("ANN", "subject")), scene(2, "cu")], BARE, rules[0])
    )
    pick_project.sync(address, "The Odd House", rules[1], by="pipeline")


def fill_pipeline(address: str) -> None:
    """A pipeline's own tables, taken up, and decided on twice; the second scene once more."""
    engine = make_engine(address, writes=True)
    make_pipeline(engine, clean_references=True)
    engine.dispose()
    upgrade(address)
    pick_project.sync(address, "Harbour", shipped(), by="pipeline 3.1")
    pick_scene.sync(address, "Harbour", 2, rules_of(FULL_FIRST, "rules/full.yaml"))
    pick_project.sync(address, "Harbour", rules_of(ONE_OF_EACH_CROP, "rules/crops.yaml"))


def shipped() -> Any:
    """The rules that came with it, from a file that is named the same on every machine."""
    return rules_of(Path("rules/default.yaml").read_text(encoding="utf-8"), "rules/default.yaml")


def rules_of(text: str, name: str) -> Any:
    """The rules of a text."""
    rules, problems = check_rules(Source(name=name, text=text))
    assert rules is not None, problems
    return rules


def select(scenes: Any, film: Any, rules: Any) -> Iterator[tuple[Mapping[str, Any], Any]]:
    """Each scene, a manifest or one with what was read of it, with its selection."""
    pool = AssetPool(film.assets)
    for each in scenes:
        manifest = each[1] if isinstance(each, tuple) else each
        yield manifest, rules.select(manifest, pool)


def answers(address: str, projects: list[str]) -> list[dict[str, Any]]:
    """What this code says of each decision."""
    found = []
    for project in projects:
        for past in read_history.sync(address, project):
            printed = io.StringIO()
            with contextlib.redirect_stdout(printed):
                arguments = [
                    "--project",
                    project,
                    "--decision",
                    str(past.number),
                    "--format",
                    "json",
                ]
                assert run(["why", address, str(past.scene_index), *arguments]) == 0
            said = json.loads(printed.getvalue())["selection"]
            found.append({"project": project, "scene": past.scene_index, "number": past.number,
                          "asked_by": past.asked_by, "made_at": past.made_at.isoformat(), "engine": past.engine,
                          "references": list(past.tags), "rules_digest": past.rules_digest,
                          "pool_digest": past.pool_digest, "scene_digest": past.scene_digest,
                          "selection": said})  # fmt: skip
    return found


def write(folder: Path, fill_films: Callable[[str], None] = fill_films) -> None:
    """All of them, each on both databases."""
    binaries = postgres_binaries()
    assert binaries is not None, "PostgreSQL is needed"
    work = Path(tempfile.mkdtemp())
    try:
        with postgres_server(binaries) as server:
            for name, fill, projects in (
                ("films", fill_films, FILMS),
                ("pipeline", fill_pipeline, ["Harbour"]),
            ):
                file = work / f"{name}.sqlite"
                fill(f"sqlite:///{file}")
                subprocess.run(["sqlite3", str(file), "VACUUM"], check=False)
                _pack(folder / f"{name}.sqlite.gz", file.read_bytes())
                _keep_answers(
                    folder / f"{name}.sqlite.answers.json.gz",
                    answers(f"sqlite:///{file}", projects),
                )
                address = server.new_database()
                fill(address)
                command = [str(binaries / "pg_dump"), "--inserts", "--no-owner", "--no-privileges",
                           "-h", str(server.folder), "-U", "selector", server.name_of(address)]  # fmt: skip
                dump = subprocess.run(command, check=True, capture_output=True, text=True).stdout
                kept = re.sub(
                    r"(?m)^(\\(un)?restrict .*|SET transaction_timeout.*)\n", "", dump
                )  # not all can run them
                _pack(folder / f"{name}.sql.gz", kept.encode())
                _keep_answers(folder / f"{name}.sql.answers.json.gz", answers(address, projects))
    finally:
        shutil.rmtree(work)


def _keep_answers(path: Path, found: list[dict[str, Any]]) -> None:
    passed = [each for answer in found for each in answer["selection"]["passed_over"]]
    if path.name.startswith("films"):
        assert {each["reason"]["kind"] for each in passed} >= REASONS
        assert {each["reason"].get("decided_by") for each in passed} >= DECIDED_BY
        assert {note["kind"] for answer in found for note in answer["selection"]["notes"]} >= NOTES
    _pack(path, json.dumps(found, ensure_ascii=True).encode())


def _pack(path: Path, data: bytes) -> None:
    path.write_bytes(gzip.compress(data, 9, mtime=0))


if __name__ == "__main__":
    write(Path(sys.argv[1]))
