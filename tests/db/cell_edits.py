"""Databases in which one cell was edited by hand, and every command that reads one.

SQLite lets any cell hold anything. A database that a pipeline grew by ALTER has no NOT NULL, so the templates' own
tables of pipelines lose theirs.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import create_engine

from selector.cli.main import run
from selector.db.references.clean import add_clean_reference
from selector.db.schema.upgrade import upgrade
from tests.db import pipeline
from tests.db.films import RULES_TEXT

RULES = f"{RULES_TEXT}      - {{name: places, type: environment}}\n"

VALUES: tuple[Any, ...] = (
    None, "", "x", " ", "0", "1", "85", "1.5", "yes", "true", "nan", "null", "[]", "{}", "[1]", '["x", null]', '"x"',
    "{", '{"scene_index": 1}', '{"placements": 1, "composition": []}', "[" * 100_000, "\0", "\ud800",
    "2026-13-45", "yesterday", "2026-11-20", "0001-01-01 00:00:00+14:00", "9999-12-31 23:59:59-14:00", "20261120",
    "0" * 32, "00000000-0000-0000-0000-000000000001", "x" * 2_000, "é",
    0, 1, 2, -1, 85, 2**31, 2**62, 0.5, 1.5, -0.0, 1e300, float("inf"), float("-inf"),
    b"", b"x", b"\x00\xff", b"{}", b"0" * 32,
)  # fmt: skip
"""What may stand in a cell: nothing, texts, numbers, JSON, times, ids and bytes, right or wrong."""


class Edit(NamedTuple):
    """One cell and what is written into it."""

    database: str
    table: str
    column: str
    row: int
    value: Any

    def __str__(self) -> str:
        return f"{self.database}: {self.table}.{self.column}[{self.row}] = {shortened(self.value)}"


def shortened(value: Any) -> str:
    written = repr(value)
    return written if len(written) < 60 else f"{written[:50]}… ({len(value)})"


def make_templates(folder: Path) -> dict[str, Path]:
    """The two databases: that of a film folder (`film`), and a pipeline's own (`pipeline`)."""
    film = folder / "film"
    film.mkdir(parents=True)
    write_film(film)
    pictures = film / "selector.sqlite"
    assert run(["pick", str(film), "--by", "me"]) == 0
    own = folder / "pipeline.sqlite"
    engine = create_engine(f"sqlite:///{own}")
    pipeline.make_pipeline(engine, clean_references=True)
    upgrade(f"sqlite:///{own}")
    for asset in (pipeline.WREN, pipeline.ROOM):
        for primary in (False, True):
            add_clean_reference.sync(
                engine,
                asset,
                tier="tier2",
                clean_image_url=f"clean/{asset}.png",
                face_similarity_score=0.9,
                quality_score=8.0,
                primary=primary,
            )
    engine.dispose()
    assert run(["pick", str(own), "--by", "me"]) == 0
    templates = {"film": pictures, "pipeline": own}
    for file in templates.values():
        take_away_constraints(file)
    return templates


def write_film(folder: Path) -> None:
    """A small film with all that a folder may say."""
    (folder / "film.yaml").write_text("title: Harbour\ndescription: A keeper and a storm.\n")
    (folder / "rules.yaml").write_text(RULES)
    assets = [
        {"id": "wren", "manifest_tag": "WREN", "asset_type": "character", "quality_score": 8.5, "name": "Wren",
         "individual": "Wren Calloway", "reference_image_url": "wren.jpg", "user_tags": ["night"],
         "clean_reference": {"clean_image_url": "clean.png", "face_similarity_score": 0.9}},
        {"id": "face", "manifest_tag": "WREN_FACE", "asset_type": "character", "quality_score": 9,
         "is_face_crop": True, "source_asset_id": "wren", "description": "Her face.",
         "reference_image_url": "face.jpg"},
        {"manifest_tag": "ROOM", "asset_type": "environment", "source_asset_id": "gone",
         "reference_image_url": "r.jpg"},
    ]  # fmt: skip
    (folder / "assets.json").write_text(json.dumps(assets))
    scenes = [json.dumps(pipeline.scene(index) | {"scene_index": number})
              for index, number in enumerate((1, "12A", 3), 1)]  # fmt: skip
    (folder / "scenes.jsonl").write_text("\n".join(scenes))


def take_away_constraints(file: Path) -> None:
    """No NOT NULL in pipelines' tables, and everything in the one file."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_master SET sql = replace(sql, ' NOT NULL', '') WHERE name NOT GLOB 'selector_*'"
        )
        connection.execute("PRAGMA writable_schema = RESET")


def all_edits(templates: dict[str, Path]) -> Iterator[Edit]:
    """Every value in every cell of the first two rows of every table."""
    for database, file in templates.items():
        with closing(sqlite3.connect(file)) as connection:
            tables = connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
            ).fetchall()
            for (table,) in tables:
                columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
                (rows,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
                for column in columns:
                    for row in range(min(rows, 2)):
                        for value in VALUES:
                            yield Edit(database, table, column, row, value)


def write(edit: Edit, file: Path) -> bool:
    """Write the value into the cell; say if that changed it."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        (rowid, before) = connection.execute(
            f"SELECT rowid, {edit.column} FROM {edit.table} ORDER BY rowid LIMIT 1 OFFSET {edit.row}"
        ).fetchone()
        value, place = edit.value, "?"
        if isinstance(value, str):
            value, place = value.encode("utf-8", "surrogatepass"), "CAST(? AS TEXT)"
        try:
            connection.execute(
                f"UPDATE {edit.table} SET {edit.column} = {place} WHERE rowid = ?", [value, rowid]
            )
        except sqlite3.IntegrityError:
            return False
        connection.text_factory = bytes
        (after,) = connection.execute(
            f"SELECT {edit.column} FROM {edit.table} WHERE rowid = ?", [rowid]
        ).fetchone()
        if isinstance(before, str):
            before = before.encode()
        if isinstance(before, bytes) and isinstance(after, bytes):
            return after.replace(b"-", b"") != before  # an id with dashes is the same id
        return type(after) is not type(before) or bool(after != before)


def commands(film: str, out: Path) -> list[list[str]]:
    """Every command that reads a database; those that write it come last."""
    other = ["--rules", "cinematic"]
    return [
        ["db", "status", film],
        ["db", "history", film],
        ["db", "history", film, "1", "--format", "json"],
        ["db", "replay", film],
        ["why", film, "1", *(["--decision", "last"])],
        ["why", film, "3", "--decision", "1", "--format", "json"],
        ["sheet", film, "-o", str(out / "a.html"), "--before", "last"],
        ["sheet", film, "-o", str(out / "b.html"), "--decision", "last"],
        ["impact", film, "--to", "cinematic"],
        ["impact", film, "--from", "cinematic", "--format", "json"],
        ["pick", film, "--dry-run"],
        ["pick", film, *other, "--dry-run"],
        ["db", "export", film, str(out / "copy")],
        ["why", film, "1"],
        ["pick", film, "--skip-problems", *other],
        ["pick", film, "--scene", "1"],
        ["pick", film],
        ["db", "replay", film],
        ["db", "prune", film, "--older-than", "0"],
        ["db", "upgrade", film],
        ["db", "downgrade", film, "--to", "0001", "--yes"],
        ["db", "upgrade", film],
    ]


def folder_commands(file: Path, templates: dict[str, Path], folder: Path) -> list[list[str]]:
    """The commands of the film folder that has this database; the folder is made."""
    film = folder / "film"
    shutil.copytree(templates["film"].parent, film)
    shutil.copy(file, film / "selector.sqlite")
    return [
        ["pick", str(film), "--dry-run"],
        ["sheet", str(film), "-o", str(folder / "c.html"), "--before", "last"],
        ["impact", str(film), "--to", "cinematic"],
        ["check", str(film)],
        ["pick", str(film), "--scene", "3"],
        ["pick", str(film)],
        ["db", "import", str(film)],
        ["pick", str(film), "--rules", "cinematic"],
    ]


def used(edit: Edit, templates: dict[str, Path], folder: Path) -> Path | None:
    """A copy with that edit; None if it changes nothing."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    file = folder / "edited.sqlite"
    shutil.copy(templates[edit.database], file)
    return file if write(edit, file) else None
