"""A text on SQLite that is not UTF-8 is the problem of its picture or scene, or is named by table, column, row."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import create_engine, text

from selector.cli.main import run
from selector.db.decisions.history import read_history
from selector.db.decisions.pick import pick_project, pick_scene
from selector.db.films.film_pool import read_pool
from selector.db.films.projects import find_project
from selector.model.problem import ProblemError
from tests.db.asyncio_instead import driven
from tests.db.conftest import Write, database_with_tables
from tests.db.films import RULES, write_harbour


@pytest.fixture(params=["sqlite", "sqlite+aiosqlite"])
def address(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """A film of three scenes in a file of SQLite, through each driver."""
    for made in database_with_tables(request, tmp_path):
        yield driven(made, request.param, monkeypatch)


@pytest.fixture
def first_written() -> Write:
    return write_harbour


def spoil(address: str, table: str, column: str, condition: str, written: bytes = b"f\xff") -> None:
    """Write bytes in the place of a text."""
    connection = sqlite3.connect(address.partition(":///")[2])
    with connection:
        changed = connection.execute(
            f"UPDATE {table} SET {column} = CAST(? AS TEXT) WHERE {condition}", [written]
        ).rowcount
    connection.close()
    assert changed == 1


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("assets", column)
        for column in ("manifest_tag", "asset_type", "name", "reference_image_url", "user_tags")
    ]
    + [("selector_film_assets", "individual")],
)
def test_of_a_picture_the_column_is_named_and_the_picture_is_left_out(
    address: str, table: str, column: str
) -> None:
    its = "manifest_tag = 'WREN_FACE'"
    spoil(
        address,
        table,
        column,
        its if table == "assets" else f"asset_id = (SELECT id FROM assets WHERE {its})",
    )
    what = f"The text in the column `{column}` of the table `{table}` is not UTF-8."
    with pytest.raises(
        ProblemError, match=f"D615 The stored picture with the tag .* cannot be used. {what}"
    ):
        pick_scene.sync(address, "Harbour", 2, RULES)
    done = pick_project.sync(address, "Harbour", RULES, on_problem="skip")
    assert len(done.selections) == 3
    [problem] = done.problems
    assert problem.asset is not None
    assert problem.tag == ("f?" if column == "manifest_tag" else "WREN_FACE")
    assert what in problem.what


@pytest.mark.parametrize(
    "written",
    [b"f\xff", b'{"composition": {"shot_type": "wide"}, "placements": [], "notes": "\xff"}'],
)
def test_of_a_manifest_the_scene_is_named_and_skipped(address: str, written: bytes) -> None:
    spoil(address, "scene_manifests", "manifest_json", "scene_index = 2", written)
    what = "The manifest of scene 2 is not UTF-8 text (the column `manifest_json` of the table `scene_manifests`)."
    with pytest.raises(ProblemError, match=re.escape(f"D615 {what}")):
        pick_scene.sync(address, "Harbour", 2, RULES)
    assert pick_scene.sync(address, "Harbour", 1, RULES).tags
    done = pick_project.sync(address, "Harbour", RULES, on_problem="skip")
    assert [selection.scene.index for selection in done.selections] == [1, 3]
    assert [(problem.scene, problem.what) for problem in done.problems] == [(2, what)]


@pytest.mark.parametrize(
    ("table", "column", "condition", "row"),
    [
        ("projects", "title", "1", r"`id` [0-9a-f]{32}"),
        (
            "selector_decisions",
            "outcome",
            "scene_index = 3",
            r"`project_id` [0-9a-f]{32}, `scene_index` 3 and `number` 1",
        ),
        (
            "selector_film_scenes",
            "own_number",
            "scene_index = 2",
            r"`project_id` [0-9a-f]{32} and `scene_index` 2",
        ),
        ("selector_rule_sets", "name", "1", r"`id` [0-9a-f]+…?"),
    ],
)
def test_of_anything_else_table_column_and_row_are_named(
    address: str,
    table: str,
    column: str,
    condition: str,
    row: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    spoil(address, table, column, condition)
    what = rf"D615 In the table `{table}`, in the row with {row}, the text in the column `{column}` is not UTF-8\."
    with pytest.raises(ProblemError, match=what):
        read_history.sync(address)
    assert run(["db", "history", address.replace("+aiosqlite", "")]) == 2
    assert "error D615" in capsys.readouterr().err


def test_the_connection_of_a_caller_reads_text_afterwards_as_before(address: str) -> None:
    spoil(address, "assets", "name", "manifest_tag = 'WREN_FACE'")
    engine = create_engine(address.replace("+aiosqlite", ""))
    with engine.connect() as connection:
        before = connection.connection.driver_connection.text_factory  # type: ignore[union-attr]  # it is sqlite3's
        read_pool(connection, find_project(connection, "Harbour"), [])
        assert connection.connection.driver_connection.text_factory is before  # type: ignore[union-attr]  # as above
        assert connection.scalar(text("SELECT title FROM projects")) == "Harbour"
    engine.dispose()


def test_the_picture_is_the_one_whose_id_is_told(address: str) -> None:
    spoil(address, "assets", "name", "manifest_tag = 'WREN_FACE'")
    [problem] = pick_project.sync(address, "Harbour", RULES, on_problem="skip").problems
    connection = sqlite3.connect(address.partition(":///")[2])
    [(identity,)] = connection.execute(
        "SELECT id FROM assets WHERE manifest_tag = 'WREN_FACE'"
    ).fetchall()
    connection.close()
    assert UUID(problem.asset) == UUID(identity)
