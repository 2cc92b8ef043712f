"""A cell that holds what it may not is named: its table, its column and its row. Nothing pretends that it is fine."""

from __future__ import annotations

import asyncio
import gc
import random
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Boolean, Integer, column, create_engine, select, table, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.orm import Session

from selector.cli.main import run
from selector.db.connections.addresses import default_url
from selector.db.decisions.history import read_history
from selector.db.decisions.pick import pick_project
from selector.db.decisions.record import record_film
from selector.db.decisions.replay import replay
from selector.db.films.exporting import export_film
from selector.db.references.clean import (
    add_clean_reference,
    demote_clean_reference,
    get_primary_clean_reference,
)
from selector.db.references.resolve import resolve_references
from selector.db.schema.upgrade import upgrade
from selector.db.tables.columns import affirmed
from selector.model.problem import ProblemError
from tests.db import pipeline
from tests.db.asyncio_instead import async_url, await_instead, driven, sync_url
from tests.db.cell_edits import (
    Edit,
    all_edits,
    commands,
    folder_commands,
    make_templates,
    used,
)
from tests.db.conftest import Write
from tests.db.films import HARBOUR, RULES, results
from tests.db.postgres_server import Server
from tests.db.warm import kept_warm
from tests.db.whole_pipeline import make_whole_pipeline
from tests.long import many

EDITS, COMMANDS, PARTS = many((10, 3, 1), (4_000, 100, 8))
SEALED = frozenset({"selector_decisions", "selector_contents", "selector_rule_sets"})
NAMED = re.compile(
    r"[Ii]n the table `(\w+)`, in the row with .*, (?:the text in )?the column `(\w+)` "
)
FAULTS = ("has a bug", "report it", "Traceback", "D612")


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The database of a film folder, and a pipeline's own."""
    return make_templates(tmp_path_factory.mktemp("templates"))


@pytest.mark.parametrize("part", range(PARTS))
def test_no_command_has_a_bug_or_pretends_whatever_one_cell_holds(
    part: int, templates: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edits = random.Random(615).sample([*all_edits(templates)], EDITS)[part::PARTS]
    wrong: list[str] = []
    with kept_warm():
        for edit in edits:
            wrong += wrong_after(edit, templates, tmp_path / "work", capsys)
    assert not wrong, "\n\n".join(wrong)


def wrong_after(
    edit: Edit, templates: dict[str, Path], folder: Path, capsys: pytest.CaptureFixture[str]
) -> Iterator[str]:
    """What commands said that they must not, each line with the edit before it."""
    file = used(edit, templates, folder)
    if file is None:
        return
    lines = commands(str(file), folder)
    if edit.database == "film":
        lines += folder_commands(file, templates, folder)
    drawn = random.Random(str(edit))
    numbers = sorted(drawn.sample(range(len(lines)), min(COMMANDS, len(lines))))
    called = [lines[number] for number in numbers]
    if edit.table in SEALED:
        called.insert(0, ["db", "replay", str(file)])
    capsys.readouterr()
    for place, line in enumerate(called):
        code = run(line)
        told = "".join(capsys.readouterr())
        where = f"{edit}\n{line}: {code}\n{told[:1_000]}"
        if code not in {0, 1, 2} or any(fault in told for fault in FAULTS):
            yield f"A fault: {where}"
        for named in NAMED.findall(told):
            if named != (edit.table, edit.column):
                yield f"Another cell is named: {where}"
        if edit.table in SEALED and place == 0 and code == 0:
            yield f"An edited decision was replayed as if it were not: {where}"


@pytest.mark.parametrize("database", ["film", "pipeline"])
@pytest.mark.parametrize("column", ["effective", "source_text"])
def test_lists_within_lists_without_end_are_no_rules(
    database: str,
    column: str,
    templates: dict[str, Path],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    value = "[" * 100_000 if column == "effective" else '{"extends":[' + "[" * 100_000
    edit = Edit(database, "selector_rule_sets", column, 0, value)
    file = used(edit, templates, tmp_path / "work")
    assert file is not None
    for line in (
        ["why", str(file), "1", "--decision", "last"],
        ["sheet", str(file), "-o", str(tmp_path / "a.html"), "--decision", "last"],
        ["db", "history", str(file)],
        ["db", "replay", str(file)],
    ):
        capsys.readouterr()
        assert run(line) in {0, 1, 2}
        told = "".join(capsys.readouterr())
        assert not any(fault in told for fault in FAULTS), told


_ANOTHER = "00000000-0000-0000-0000-000000000001"


@pytest.mark.parametrize(
    ("cell", "value", "words"),
    [
        ("selector_film_assets.asset_id", "x", "the column `asset_id` must hold a UUID, not the"),
        ("selector_film_assets.asset_id", _ANOTHER, "own tables contradict each other: UNIQUE"),
        ("selector_film_scenes.own_number", "1.5", "`selector_film_scenes` is not a whole number"),
        ("projects.manifest_id", _ANOTHER, "`projects` belongs to a row of `manifests` that is"),
    ],
)
def test_a_film_is_not_stored_over_a_row_that_contradicts_it(
    cell: str,
    value: str,
    words: str,
    templates: dict[str, Path],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    table, _, column = cell.partition(".")
    edit = Edit("film", table, column, 1 if column == "asset_id" else 0, value)
    file = used(edit, templates, tmp_path / "work")
    assert file is not None
    (again, *_) = folder_commands(file, templates, tmp_path / "work")
    for line in (["pick", again[1]], ["db", "import", again[1]]):
        capsys.readouterr()
        assert run(line) == 2
        told = capsys.readouterr().err
        assert " error D615: " in told
        assert words in told
        assert ("Add that row, or correct the one that refers to it" in told) == (
            "belongs" in words
        )


def test_nothing_in_a_cell_that_needs_a_value_is_told(
    templates: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit = Edit("pipeline", "scene_manifests", "scene_index", 0, None)
    file = used(edit, templates, tmp_path / "work")
    assert file is not None
    assert run(["pick", str(file)]) == 2
    words = "the column `scene_index` must hold a value, not nothing (`NULL`)."
    assert words in capsys.readouterr().err


def test_a_fingerprint_that_is_not_text_is_written_anew(
    templates: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit = Edit("film", "selector_last_picks", "pictures", 0, "\ud800")
    file = used(edit, templates, tmp_path / "work")
    assert file is not None
    (again, *_) = folder_commands(file, templates, tmp_path / "work")
    for _ in range(2):
        assert run(["pick", again[1]]) in {0, 1}
        assert "has a bug" not in capsys.readouterr().err


@pytest.fixture(scope="module")
def three_scenes(sqlite_ready_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of SQLite with a film of three scenes."""
    file = Path(shutil.copy(sqlite_ready_template, tmp_path_factory.mktemp("three")))
    record_film.sync(f"sqlite:///{file}", HARBOUR, results(3, "WREN", "ROOM"))
    return file


@pytest.fixture(params=["sqlite", "sqlite+aiosqlite"])
def address(
    request: pytest.FixtureRequest,
    three_scenes: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> str:
    """A copy of it, through each driver."""
    shutil.copy(three_scenes, tmp_path)
    made = default_url(tmp_path)
    if "+" in request.param:
        await_instead(monkeypatch, request.param)
    return made.replace("sqlite:", f"{request.param}:", 1)


@pytest.fixture
def file_address(three_scenes: Path, tmp_path: Path) -> str:
    """A copy of it, for one driver: which cell is wrong is found out after the rows are read."""
    shutil.copy(three_scenes, tmp_path)
    return default_url(tmp_path)


def spoil(address: str, table: str, column: str, written: Any, where: str = "1") -> None:
    """Write a value into the cells of some rows."""
    with closing(sqlite3.connect(address.partition(":///")[2])) as connection, connection:
        connection.execute(f"UPDATE {table} SET {column} = ? WHERE {where}", [written])


_DECISION = r"`project_id` [0-9a-f]{32}, `scene_index` 2 and `number` 1"
WRONG = [
    ("selector_decisions", "made_at", "yesterday", _DECISION, "a time, not the text `yesterday`"),
    ("selector_decisions", "made_at", 85, _DECISION, "a time, not `85`"),
    ("selector_decisions", "made_at", "", _DECISION, "a time, not an empty text"),
    (
        "selector_decisions",
        "made_at",
        "0001-01-01 00:00:00+14:00",
        _DECISION,
        r"a time, not the text `0001-01-01 00:00:00\+14:00`",
    ),
    ("selector_decisions", "outcome", b"{}", _DECISION, "text, not bytes"),
    ("selector_decisions", "meaning", "new", _DECISION, "a whole number, not the text `new`"),
    ("selector_decisions", "asked_by", b"me", _DECISION, "text, not bytes"),
    (
        "selector_film_scenes",
        "is_integer",
        "yes",
        r"`project_id` [0-9a-f]{32} and `scene_index` 2",
        r"true or false \(1 or 0\), not the text `yes`",
    ),
]


@pytest.mark.parametrize(("table", "column", "written", "row", "words"), WRONG)
def test_the_table_the_column_and_the_row_of_a_wrong_cell_are_told(
    address: str, table: str, column: str, written: Any, row: str, words: str
) -> None:
    spoil(address, table, column, written, "scene_index = 2")
    what = rf"D615 In the table `{table}`, in the row with {row}, the column `{column}` must hold {words}\. Write"
    with pytest.raises(ProblemError, match=what):
        read_history.sync(address)


def test_what_was_being_read_keeps_nobody_from_writing(address: str) -> None:
    """SQLite holds its lock for a result that is not closed, and a traceback holds the result in its frames."""
    first = "rowid = (SELECT min(rowid) FROM selector_contents)"
    spoil(address, "selector_contents", "body", b"x", first)
    with closing(sqlite3.connect(address.partition(":///")[2], timeout=0)) as other:
        other.execute("PRAGMA journal_mode = DELETE")  # in WAL mode, nobody waits for who reads
        gc.disable()
        try:
            assert run(["impact", address, "--to", "cinematic"]) == 2
            other.execute("BEGIN EXCLUSIVE")
        finally:
            gc.enable()


@pytest.mark.parametrize(
    ("table", "column", "written", "words"),
    [
        ("projects", "title", 12, None),
        ("projects", "title", b"Harbour", "text, not bytes"),
        ("projects", "manifest_id", "x", "a UUID, not the text `x`"),
        ("projects", "manifest_id", "", "a UUID, not an empty text"),
        ("projects", "manifest_id", 5, "a UUID, not the text `5`"),
        ("selector_films", "description", b"x", "text, not bytes"),
        ("selector_films", "title", b"x", "text, not bytes"),
        ("assets", "is_face_crop", "yes", "true or false (1 or 0), not the text `yes`"),
        ("assets", "quality_score", "good", "a number, not the text `good`"),
        ("assets", "quality_score", float("inf"), "a number, not `inf`"),
        ("assets", "name", b"Wren", "text, not bytes"),
        ("assets", "source_asset_id", "", "a UUID, not an empty text"),
        ("assets", "source_asset_id", b"0" * 32, "a UUID, not bytes"),
    ],
)
def test_a_film_with_a_wrong_cell_is_not_written_out(
    file_address: str, table: str, column: str, written: Any, words: str | None, tmp_path: Path
) -> None:
    spoil(file_address, table, column, written)
    if words is None:  # SQLite makes it text
        assert export_film.sync(file_address, tmp_path / "copy").scenes == 3
        return
    with pytest.raises(ProblemError) as caught:
        export_film.sync(file_address, tmp_path / "copy")
    (found,) = caught.value.problems
    assert (found.code, found.what.partition(" must hold ")[2]) == ("D615", f"{words}.")
    assert f"In the table `{table}`, in the row with `" in found.what
    assert not list(tmp_path.glob("copy/*"))


@pytest.mark.parametrize(
    ("column", "written", "words"),
    [
        ("user_tags", '{"a": 1}', "`user_tags` must be a list of texts, not "),
        ("user_tags", "night", "`user_tags` must be a list of texts, not "),
        ("user_tags", "[null]", "`user_tags` must be a list of texts, not "),
        ("sort_order", "first", "`sort_order` must be a whole number, not `'first'`."),
    ],
)
def test_labels_and_places_that_are_none_are_the_problem_of_their_picture(
    file_address: str, column: str, written: str, words: str
) -> None:
    spoil(file_address, "assets", column, written, "manifest_tag = 'WREN_FACE'")
    done = pick_project.sync(file_address, "Harbour", RULES, on_problem="skip")
    (found,) = done.problems
    assert found.tag == "WREN_FACE"
    assert words in found.what


@pytest.mark.parametrize(
    ("written", "words"),
    [(0.5, "`0.5`"), (float("inf"), "`inf`"), ("two", "the text `two`"), (b"2", "bytes")],
)
@pytest.mark.parametrize(
    "use",
    [
        lambda where, _: pick_project.sync(where, "Harbour", RULES),
        lambda where, _: pick_project.sync(where, "Harbour", RULES, on_problem="skip"),
        lambda where, folder: export_film.sync(where, folder / "copy"),
        lambda where, _: record_film.sync(where, HARBOUR, results(3, "WREN", "ROOM")),
    ],
    ids=["project", "project, skipping", "export", "record"],
)
def test_nothing_is_decided_under_a_key_that_is_not_a_whole_number(
    file_address: str, use: Callable[[str, Path], object], written: Any, words: str, tmp_path: Path
) -> None:
    spoil(file_address, "scene_manifests", "scene_index", written, "scene_index = 2")
    with pytest.raises(ProblemError) as caught:
        use(file_address, tmp_path)
    (found,) = caught.value.problems
    assert found.code == "D615"
    assert NAMED.findall(found.what) == [("scene_manifests", "scene_index")]
    assert found.what.endswith(f" must hold a whole number, not {words}.")
    assert len(read_history.sync(file_address)) == 3
    assert replay.sync(file_address).problems == ()


@pytest.mark.parametrize(
    "use",
    [
        lambda where, folder: export_film.sync(where, folder / "copy"),
        lambda where, _: record_film.sync(where, HARBOUR, results(3, "WREN", "ROOM")),
    ],
    ids=["export", "record"],
)
def test_a_wrong_cell_is_told_in_a_callers_session_too(
    file_address: str, tmp_path: Path, use: Callable[[Session, Path], object]
) -> None:
    spoil(file_address, "scene_manifests", "scene_index", "two", "scene_index = 2")
    engine = create_engine(sync_url(file_address))
    with Session(engine) as session, pytest.raises(ProblemError) as caught:
        use(session, tmp_path)
    engine.dispose()
    (found,) = caught.value.problems
    assert found.code == "D615"
    assert NAMED.findall(found.what) == [("scene_manifests", "scene_index")]


def test_a_wrong_cell_is_told_by_an_upgrade(tmp_path: Path) -> None:
    where = default_url(tmp_path)
    engine = create_engine(sync_url(where))
    make_whole_pipeline(engine)
    engine.dispose()
    spoil(where, "asset_clean_references", "created_at", "yesterday")
    with pytest.raises(ProblemError) as caught:
        upgrade(where)
    (found,) = caught.value.problems
    assert found.code == "D615"
    assert NAMED.findall(found.what) == [("asset_clean_references", "created_at")]


def test_rows_that_contradict_each_other_are_told_on_postgresql_too(
    server: Server, postgres_ready_template: str
) -> None:
    """Its transaction has failed by then, so that nobody can look for a cell in it."""
    made = server.new_database(postgres_ready_template)
    record_film.sync(made, HARBOUR, results(1, "WREN"))
    engine = create_engine(sync_url(made))
    with engine.begin() as connection:
        copied = "manifest_id, asset_type, name, manifest_tag FROM assets"
        other = "SELECT id FROM assets WHERE id NOT IN (SELECT asset_id FROM selector_film_assets)"
        for statement in (
            f"INSERT INTO assets SELECT gen_random_uuid(), {copied} WHERE manifest_tag = 'WREN'",
            f"UPDATE selector_film_assets SET asset_id = ({other}) WHERE written_id = 'wren'",
        ):
            connection.execute(text(statement))
    engine.dispose()
    with pytest.raises(ProblemError, match="D615 Rows of selector's own tables contradict"):
        record_film.sync(made, HARBOUR, results(1, "WREN"))
    server.drop(made)


def test_a_decision_whose_rules_are_gone_is_told_and_not_left_out(address: str) -> None:
    spoil(address, "selector_decisions", "rule_set_id", "gone", "scene_index = 2")
    with pytest.raises(ProblemError, match="D615 Decision 1 for scene 2 has lost its rules"):
        read_history.sync(address)


def test_a_wrong_cell_that_a_caller_has_not_committed_is_told_in_its_session(address: str) -> None:
    async def awaited() -> None:
        engine = create_async_engine(async_url(address))
        async with engine.connect() as connection:
            await connection.execute(text("UPDATE selector_decisions SET made_at = 'x'"))
            with pytest.raises(ProblemError, match="the column `made_at` must hold a time"):
                await connection.run_sync(lambda sync: read_history.sync(Session(sync)))
        await engine.dispose()

    asyncio.run(awaited())
    assert len(read_history.sync(address)) == 3


def test_an_error_of_a_caller_stays_its_own(address: str) -> None:
    def failing() -> Any:
        yield from results(1, "WREN")
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        record_film.sync(address, HARBOUR, failing())
    assert replay.sync(address).problems == ()


def test_a_clean_reference_with_bytes_for_its_address_is_not_returned(address: str) -> None:
    engine = create_engine(sync_url(address))
    with engine.begin() as connection:
        identity = connection.scalar(text("SELECT id FROM assets"))
        connection.execute(
            text(
                "INSERT INTO asset_clean_references VALUES"
                " (:key, :its, 't', x'00', NULL, NULL, NULL, 1, 0, '2026-11-20')"
            ),
            {"key": "0" * 32, "its": identity},
        )
    engine.dispose()
    with pytest.raises(
        ProblemError, match="the column `clean_image_url` must hold text, not bytes"
    ):
        get_primary_clean_reference.sync(address, str(identity))


def _first_reference(where: str, _: Path) -> object:
    return get_primary_clean_reference.sync(where, pipeline.WREN)


def _film_written(where: str, folder: Path) -> object:
    return export_film.sync(where, folder / "copy")


@pytest.mark.parametrize(
    ("cell", "written", "words", "use"),
    [
        ("asset_clean_references.created_at", "x", "a time, not the text `x`", _first_reference),
        ("assets.is_face_crop", "yes", "true or false (1 or 0), not the text `yes`", _film_written),
        ("assets.quality_score", "good", "a number, not the text `good`", _film_written),
        ("assets.quality_score", "inf", "a number, not the text `inf`", _film_written),
    ],
)
@pytest.mark.parametrize("driver", ["postgresql", "postgresql+asyncpg"])
def test_on_postgresql_a_cell_of_a_column_that_is_text_is_told_too(
    driver: str,
    cell: str,
    written: str,
    words: str,
    use: Callable[[str, Path], object],
    loose_address: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    table, _, column = cell.partition(".")
    engine = create_engine(sync_url(loose_address))
    with engine.begin() as connection:
        if column == "is_face_crop":
            connection.execute(text("ALTER TABLE assets ALTER is_face_crop DROP DEFAULT"))
        kind = f"TYPE TEXT USING '{written}'"
        connection.execute(text(f"ALTER TABLE {table} ALTER {column} {kind}"))
    engine.dispose()
    where = driven(loose_address, driver, monkeypatch)
    with pytest.raises(ProblemError) as caught:
        use(where, tmp_path)
    assert f"the column `{column}` must hold {words}" in str(caught.value)


@pytest.mark.parametrize("driver", ["postgresql", "postgresql+asyncpg"])
@pytest.mark.parametrize(
    ("column", "use"),
    [
        ("manifest_id", lambda where, _: pick_project.sync(where, None, RULES)),
        ("manifest_id", _film_written),
        ("source_asset_id", _film_written),
    ],
)
def test_on_postgresql_an_id_in_a_later_column_that_is_none_is_told(
    driver: str,
    column: str,
    use: Callable[[str, Path], object],
    server: Server,
    postgres_after: Callable[[str, Write], str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    made = server.new_database(postgres_after("template0", write_grown))
    engine = create_engine(sync_url(made))
    with engine.begin() as connection:
        table = "projects" if column == "manifest_id" else "assets"
        connection.execute(text(f"UPDATE {table} SET {column} = 'x'"))
    engine.dispose()
    where = driven(made, driver, monkeypatch)
    with pytest.raises(ProblemError) as caught:
        use(where, tmp_path)
    (found,) = caught.value.problems
    assert found.code == "D615"
    assert NAMED.findall(found.what) == [(table, column)]
    assert found.what.endswith("must hold a UUID, not the text `x`.")
    server.drop(made)


def write_grown(address: str) -> None:
    """A pipeline's own tables, with ids as text in later columns, and one project that is not deleted."""
    engine = create_engine(sync_url(address))
    make_whole_pipeline(engine, grown="TEXT")
    upgrade(address)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM assets WHERE is_inherited"))
        connection.execute(text("UPDATE projects SET deleted_at = now() WHERE title <> 'Harbour'"))
    engine.dispose()


@pytest.fixture
def loose_address(server: Server, postgres_after: Callable[[str, Write], str]) -> Iterator[str]:
    """A pipeline's own database on PostgreSQL, with a clean reference."""
    made = server.new_database(postgres_after("template0", write_loose))
    yield made
    server.drop(made)


def write_loose(address: str) -> None:
    """A pipeline's own tables, with a clean reference."""
    engine = create_engine(sync_url(address))
    pipeline.make_pipeline(engine, clean_references=True)
    with engine.begin() as connection:
        pipeline.insert(connection, "asset_clean_references", id=pipeline.FACE, asset_id=pipeline.WREN, tier="t",
                        clean_image_url="c.png", is_primary=True, generation_cost=0.0,
                        created_at="2026-11-20 08:00:00")  # fmt: skip
    engine.dispose()
    upgrade(address)


YES = ("true", "True", "t", "yes", "Y", "on", "1", 1, 1.0)
NO = ("false", "No", "n", "off", "", "0", "0.0", 0, 0.0, None)


@pytest.mark.parametrize("kind", ["BOOLEAN", "FLOAT", "TEXT", "BLOB"])
def test_a_mark_is_read_whatever_kind_of_column_it_stands_in(kind: str) -> None:
    """As a pipeline or a data frame made it: SQLite writes a number in its own way into each."""
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE TABLE marks (nth INTEGER, mark {kind})")
        rows = list(enumerate((*YES, *NO)))
        connection.exec_driver_sql("INSERT INTO marks VALUES (?, ?)", rows)
        marked = select(column("nth", Integer)).select_from(table("marks"))
        marked = marked.where(affirmed(column("mark", Boolean)))
        assert connection.scalars(marked).all() == list(range(len(YES)))
    engine.dispose()


@pytest.mark.parametrize(
    ("mark", "is_primary"),
    [
        ("true", True), ("True", True), ("t", True), ("yes", True), ("Y", True), ("on", True), (1.0, True),
        ("false", False), ("No", False), ("n", False), ("off", False), ("", False), ("0", False), (0.0, False),
    ],
)  # fmt: skip
def test_the_mark_of_a_clean_reference_is_read_if_it_is_text(
    file_address: str, mark: object, *, is_primary: bool
) -> None:
    """As a data frame writes it. SQLite itself takes `true` for false, in text."""
    picked = pick_project.sync(file_address, "Harbour", RULES).selections[0]
    asset = picked.assets[0].id
    add = partial(add_clean_reference.sync, file_address, asset, tier="t")
    first = add(clean_image_url="clean.png")
    spoil(file_address, "asset_clean_references", "is_primary", mark)
    again = pick_project.sync(file_address, "Harbour", RULES).selections[0]
    sent = resolve_references.sync(file_address, again)[0]
    assert sent.sent == ("clean" if is_primary else "original")
    known = again.assets[0].clean_reference
    assert (known is not None) == is_primary
    primary = get_primary_clean_reference.sync(file_address, asset)
    assert (primary is not None and primary.is_primary) == is_primary
    second = add(clean_image_url="better.png", primary=True)
    newest = get_primary_clean_reference.sync(file_address, asset)
    assert newest is not None
    assert newest.id == second.id
    assert not demote_clean_reference.sync(file_address, first.id).is_primary
