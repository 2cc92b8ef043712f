"""Rows that refer to nothing are counted by table and column, in one pass over each table."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import Connection, Engine, event

from selector.cli.main import run
from selector.db.connections.addresses import default_url
from selector.db.connections.engines import make_engine
from selector.db.schema.loose_rows import WHAT_TO_DO, loose_rows
from selector.db.schema.upgrade import upgrade
from tests.db.pipeline import insert
from tests.db.whole_pipeline import (
    COLLECTION,
    HARBOUR,
    NOW,
    WREN,
    add_asset,
    add_clean,
    add_project,
    add_scene,
    make_whole_pipeline,
)

NOBODY = UUID(int=0xFF)
NUMBERS = "WITH RECURSIVE r(n) AS (SELECT 10 UNION ALL SELECT n + 1 FROM r WHERE n < {count})"
MANY = (
    (
        "INSERT INTO assets (id, manifest_id, asset_type, name, manifest_tag, source, sort_order,"
        f" created_at, source_asset_id) {NUMBERS} SELECT printf('%032x', 1000 + n),"
        f" '{COLLECTION.hex}', 'PROP', 'x', 'X', 'x', 0, '2026', printf('%032x', n) FROM r"
    ),
    (
        "INSERT INTO scene_manifests (project_id, scene_index, manifest_json, new_asset_count,"
        f" created_at) {NUMBERS} SELECT '{HARBOUR.hex}', n, '{{}}', 0, '2026' FROM r"
    ),
    (
        "INSERT INTO scene_audio_manifests (project_id, scene_index, created_at)"
        " SELECT project_id, scene_index, created_at FROM scene_manifests WHERE scene_index >= 10"
    ),
)
"""Statements that make so many pictures, scenes and rows of dialogue."""


@pytest.fixture
def address(pipeline_address: str) -> str:
    """A pipeline's own database, upgraded."""
    return pipeline_address


@pytest.fixture
def free(engine: Engine) -> Iterator[Connection]:
    """A connection in which nothing watches over foreign keys."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.connection.driver_connection.execute("PRAGMA foreign_keys = OFF")  # type: ignore[union-attr]
        else:
            connection.exec_driver_sql("SET session_replication_role = replica")
            connection.commit()
        yield connection
        connection.invalidate()


def written(engine: Engine, identity: UUID) -> str:
    return identity.hex if engine.dialect.name == "sqlite" else str(identity)


def told(table: str, column: str, other: str, example: str, rows: str = "1 row has") -> str:
    where = f"In the table `{table}`, {rows} a `{column}`"
    return f"{where} that is in no row of the table `{other}`, such as `{example}`."


def status(address: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What `selector db status` says, without the address and the breaks of lines."""
    assert run(["db", "status", address]) == 0
    text_there = " ".join(capsys.readouterr().out.split())
    return text_there.partition(" the tables are ")[2].replace(". ", ".\n").splitlines()


def test_a_sound_database_has_none(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert loose_rows(address) == ()
    assert status(address, capsys) == ["at version 0005, the newest."]


def test_each_column_with_rows_that_refer_to_nothing_is_told(
    address: str, engine: Engine, free: Connection, capsys: pytest.CaptureFixture[str]
) -> None:
    nobody = written(engine, NOBODY)
    add_asset(free, UUID(int=0xE1), "MOTH", manifest_id=NOBODY)
    add_asset(free, UUID(int=0xE2), "MOTH", manifest_id=NOBODY, source_asset_id=NOBODY)
    add_scene(free, NOBODY, 1)
    add_clean(free, UUID(int=0xE3), NOBODY, "tier", primary=True, day=1)
    insert(free, "scene_audio_manifests", project_id=HARBOUR, scene_index=99, created_at=NOW)
    add_project(free, UUID(int=0xE4), "Lost", manifest_id=NOBODY)
    insert(free, "selector_films", project_id=NOBODY, title="Lost", description="")
    free.commit()
    expected = [
        told("assets", "manifest_id", "manifests", nobody, "2 rows have"),
        told("projects", "manifest_id", "manifests", nobody),
        told("assets", "source_asset_id", "assets", nobody),
        told("scene_manifests", "project_id", "projects", nobody),
        told("asset_clean_references", "asset_id", "assets", nobody),
        told("selector_films", "project_id", "projects", nobody),
        told("scene_audio_manifests", "project_id", "projects", nobody),
        (
            "In the table `scene_audio_manifests`, 1 row has a `scene_index` that is in no row of the"
            " table `scene_manifests` with the same `project_id`, such as `99`."
        ),
    ]
    assert sorted(loose_rows(address)) == sorted(expected)
    first, *others = status(address, capsys)
    assert first == "at version 0005, the newest."
    assert sorted(others[:-2]) == sorted(expected)
    assert " ".join(others[-2:]) == WHAT_TO_DO
    assert run(["db", "status", address, "--format", "json"]) == 0
    assert sorted(json.loads(capsys.readouterr().out)["said"]) == sorted(expected)


def test_dialogue_under_what_is_no_number_is_told(tmp_path: Path) -> None:
    address = default_url(tmp_path)
    with_rows(
        address,
        "UPDATE scene_audio_manifests SET scene_index = 'three' WHERE scene_index = 2",
        "UPDATE assets SET manifest_id = 'wren-1' WHERE manifest_tag = 'BOAT'",
        "UPDATE projects SET manifest_id = '' WHERE title = 'Harbour, forked'",
        "UPDATE asset_clean_references SET asset_id = CAST(x'ff41' AS text) WHERE tier = 'tier1_crop'",
    )
    assert loose_rows(address) == (
        told("assets", "manifest_id", "manifests", "wren-1"),
        (
            "In the table `projects`, 1 row has a `manifest_id` that is in no row of the table"
            " `manifests`."
        ),
        told("asset_clean_references", "asset_id", "assets", " A"),
        (
            "In the table `scene_audio_manifests`, 3 rows have a `scene_index` that is in no row of"
            " the table `scene_manifests` with the same `project_id`, such as `three`."
        ),
    )


def test_an_id_in_another_form_is_no_loose_row(tmp_path: Path) -> None:
    """Pipelines wrote so into columns that they added later; where it matters, others say it."""
    address = default_url(tmp_path)
    with_rows(
        address,
        f"UPDATE projects SET manifest_id = '{{{str(COLLECTION).upper()}}}'",
        f"UPDATE assets SET source_asset_id = '{WREN}' WHERE manifest_tag = 'BOAT'",
        f"UPDATE assets SET source_asset_id = x'{WREN.hex}' WHERE manifest_tag = 'ROOM'",
    )
    assert loose_rows(address) == ()


def test_tables_that_are_not_there_or_not_readable_are_passed(
    address: str, engine: Engine, free: Connection
) -> None:
    add_scene(free, NOBODY, 1)
    free.exec_driver_sql("DROP TABLE asset_clean_references")
    free.exec_driver_sql("ALTER TABLE assets DROP COLUMN source_asset_id")
    free.commit()
    there = loose_rows(address)
    assert len(there) == 2
    if engine.dialect.name == "postgresql":
        free.exec_driver_sql("CREATE ROLE guest LOGIN")
        free.exec_driver_sql("GRANT SELECT ON projects, scene_manifests TO guest")
        free.commit()
        assert loose_rows(address.replace("selector@", "guest@")) == there[:1]
        free.exec_driver_sql("DROP OWNED BY guest")
        free.exec_driver_sql("DROP ROLE guest")
        free.commit()


def test_an_empty_database_has_none(empty_address: str, empty_engine: Engine) -> None:
    empty_engine.connect().close()
    assert loose_rows(empty_address) == ()


def with_rows(address: str, *statements: str) -> None:
    """A pipeline's database in SQLite, upgraded, and changed while nothing watches over it."""
    made = make_engine(address, writes=True)
    make_whole_pipeline(made)
    made.dispose()
    upgrade(address)
    with sqlite3.connect(address.partition("///")[2]) as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


def test_twice_as_many_rows_cost_twice_as_much(tmp_path: Path) -> None:
    def steps(count: int) -> int:
        folder = tmp_path / str(count)
        folder.mkdir()
        with_rows(default_url(folder), *[each.replace("{count}", str(count)) for each in MANY])
        asked = [0]

        def ask() -> int:
            asked[0] += 1
            return 0

        def watch(connection: sqlite3.Connection, _: object) -> None:
            connection.set_progress_handler(ask, 1_000)

        event.listen(Engine, "connect", watch)
        try:
            assert len(loose_rows(default_url(folder))) == 1
        finally:
            event.remove(Engine, "connect", watch)
        return asked[0]

    assert steps(2_000) < 2.3 * steps(1_000)
