"""Tables come to the version that is needed and go back, and a pipeline's own are never touched."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, select, text
from sqlalchemy.orm import Session

from selector.db.connections.engines import make_engine
from selector.db.decisions.history import read_history
from selector.db.decisions.pick import pick_project
from selector.db.decisions.record import record_film
from selector.db.decisions.replay import replay
from selector.db.models import AssetCleanReference, Base
from selector.db.references.clean import add_clean_reference, get_primary_clean_reference
from selector.db.schema.upgrade import MIGRATIONS, downgrade, status, upgrade
from selector.db.schema.version import VERSION_TABLE, VERSIONS, is_ours
from selector.model.asset import CleanReference
from selector.model.problem import ProblemError
from tests.db import pipeline
from tests.db.asyncio_instead import on_a_connection
from tests.db.films import HARBOUR, ROOM, RULES, results
from tests.db.postgres_server import Server


def shape(engine: Engine) -> dict[str, Any]:
    """Everything the database says of its tables, triggers included."""
    inspector = inspect(engine)
    triggers = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
    if engine.dialect.name == "postgresql":
        triggers = (
            "SELECT t.tgname, pg_get_triggerdef(t.oid), p.prosrc "
            "FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid WHERE NOT t.tgisinternal"
        )
    with engine.connect() as connection:
        found: dict[str, Any] = {
            "triggers": [tuple(row) for row in connection.execute(text(triggers))]
        }
    for table in inspector.get_table_names():
        found[table] = {
            "columns": [
                {**column, "type": str(column["type"])} for column in inspector.get_columns(table)
            ],
            "primary": inspector.get_pk_constraint(table),
            "keys": sorted(inspector.get_foreign_keys(table), key=str),
            "indexes": sorted(_index(each) for each in inspector.get_indexes(table)),
        }
    return found


def _index(found: Any) -> tuple[str, ...]:
    return (
        str(found["name"]),
        *found["column_names"],
        str(found["unique"]),
        *map(str, found["dialect_options"].values()),
    )


def test_an_upgrade_from_empty_gives_exactly_the_models(address: str, engine: Engine) -> None:
    state = upgrade(address)
    assert (state.before, state.after) == (None, VERSIONS[-1])
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "compare_server_default": True,
                "include_name": lambda n, k, _: k != "table" or is_ours(n),
            },
        )
        assert compare_metadata(context, Base.metadata) == []
    migrated = shape(engine)
    assert {name for name in migrated if name != "triggers"} == {
        *Base.metadata.tables,
        VERSION_TABLE,
    }
    downgrade(address)
    assert set(shape(engine)) == {"triggers"}
    with engine.begin() as connection:
        Base.metadata.create_all(connection)
    assert {**shape(engine), VERSION_TABLE: migrated[VERSION_TABLE]} == migrated


def test_a_new_database_is_made_as_an_upgrade_makes_it(address: str, engine: Engine) -> None:
    record_film.sync(address, HARBOUR, results(1))
    recorded = shape(engine)
    assert status(address).after == VERSIONS[-1]
    assert upgrade(address).before == VERSIONS[-1]
    downgrade(address)
    assert set(shape(engine)) == {"triggers"}
    upgrade(address)
    assert shape(engine) == recorded


def test_tables_that_create_all_made_are_taken_up(address: str, engine: Engine) -> None:
    Base.metadata.create_all(engine)
    record_film.sync(address, HARBOUR, results(2))
    state = upgrade(address)
    assert (state.before, state.after) == (None, VERSIONS[-1])
    downgrade(address)
    assert "scene_manifests" in inspect(engine).get_table_names()


def test_the_versions_are_those_of_the_files() -> None:
    files = ScriptDirectory(str(MIGRATIONS)).walk_revisions()
    assert tuple(reversed([each.revision for each in files])) == VERSIONS


def test_a_pipelines_database_is_completed_and_goes_back_unharmed(
    address: str, engine: Engine
) -> None:
    pipeline.make_pipeline(engine)
    before = pipeline.everything(engine)
    assert upgrade(address).after == VERSIONS[-1]
    assert pipeline.everything(engine) == before
    names = {column["name"] for column in inspect(engine).get_columns("scene_manifests")}
    assert "selected_reference_tags" in names
    assert inspect(engine).has_table("asset_clean_references")
    downgrade(address)
    assert pipeline.everything(engine) == before
    assert set(inspect(engine).get_table_names()) == {*before}
    assert "selected_reference_tags" not in {
        c["name"] for c in inspect(engine).get_columns("scene_manifests")
    }
    upgrade(address)
    assert pipeline.everything(engine) == before


def test_of_two_primaries_that_were_there_the_newest_stays_and_it_is_said_once(
    address: str, engine: Engine
) -> None:
    pipeline.make_pipeline(engine, clean_references=True)
    with engine.begin() as connection:
        for number, (asset, tier, made, quality) in enumerate([
            (pipeline.WREN, "old", "2026-11-20 08:00:00", 9.0), (pipeline.WREN, "new", "2026-11-21 08:00:00", 1.0),
            (pipeline.FACE, "worse", "2026-11-20 08:00:00", None),
            (pipeline.FACE, "better", "2026-11-20 08:00:00", 0.0),
            (pipeline.ROOM, "only", "2026-11-20 08:00:00", None),
        ]):  # fmt: skip
            pipeline.insert(connection, "asset_clean_references", id=UUID(int=100 + number), asset_id=asset, tier=tier,
                            clean_image_url="u", is_primary=True, generation_cost=0.5, created_at=made,
                            quality_score=quality)  # fmt: skip
    several = "had 2 primary clean references. Only the newest is primary now:"
    assert upgrade(engine).said == (
        f"The picture with the id `{pipeline.WREN}` {several} `{UUID(int=101)}` (tier `new`).",
        f"The picture with the id `{pipeline.FACE}` {several} `{UUID(int=103)}` (tier `better`).",
    )
    assert status(engine).said == ()
    with Session(engine) as session:
        rows = session.scalars(select(AssetCleanReference).order_by(AssetCleanReference.id)).all()
        assert [(row.tier, row.is_primary) for row in rows] == [
            ("old", False), ("new", True), ("worse", False), ("better", True), ("only", True),
        ]  # fmt: skip
        assert rows[0].created_at.isoformat() == "2026-11-20T08:00:00+00:00"
    downgrade(address)
    assert inspect(engine).has_table("asset_clean_references")


MISFITS = {
    "a table is missing": (
        "DROP TABLE scene_audio_manifests;DROP TABLE scene_manifests",
        "The database has `assets`, `manifests` and `projects` but no `scene_manifests`.",
    ),
    "columns are missing": (
        "ALTER TABLE assets DROP COLUMN quality_score;ALTER TABLE assets DROP COLUMN user_tags",
        "The table `assets` lacks `user_tags` and `quality_score`.",
    ),
    "ids are numbers": (
        "CREATE TABLE asset_clean_references (id INTEGER PRIMARY KEY, asset_id VARCHAR(5))",
        "The column `asset_clean_references.id` does not hold UUIDs as selector writes them.",
    ),
}


@pytest.mark.parametrize("case", MISFITS)
def test_what_is_not_understood_is_refused_by_name(address: str, engine: Engine, case: str) -> None:
    statement, words = MISFITS[case]
    pipeline.make_pipeline(engine)
    with engine.begin() as connection:
        for part in statement.split(";"):
            connection.execute(text(part))
    before = shape(engine)
    with pytest.raises(ProblemError) as caught:
        upgrade(address)
    assert words in [problem.what for problem in caught.value.problems]
    assert {problem.code for problem in caught.value.problems} == {"D614"}
    assert shape(engine) == before


def test_a_file_of_somebody_else_is_left_as_it_was_to_the_byte(tmp_path: Path) -> None:
    file = tmp_path / "foreign.sqlite"
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE assets (x)")
    connection.close()
    before = file.read_bytes()
    with pytest.raises(ProblemError, match="D614"):
        upgrade(f"sqlite:///{file}")
    assert file.read_bytes() == before


def test_a_database_with_tables_of_ours_takes_readers_beside_a_writer(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/film.sqlite"
    upgrade(address)
    engine = make_engine(address, writes=True)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
    engine.dispose()


def test_ids_with_dashes_are_refused_on_sqlite(tmp_path: Path) -> None:
    file = tmp_path / "film.sqlite"
    engine = make_engine(f"sqlite:///{file}", writes=True)
    pipeline.make_pipeline(engine)
    engine.dispose()
    connection = sqlite3.connect(file)
    connection.execute("UPDATE projects SET id = '00000000-0000-0000-0000-000000000001'")
    connection.commit()
    connection.close()
    with pytest.raises(
        ProblemError, match=r"`projects\.id` does not hold UUIDs as selector writes them"
    ):
        upgrade(f"sqlite:///{file}")


@pytest.mark.parametrize("form", [str, lambda it: it.hex.upper(), lambda it: f"{{{it}}}"])
def test_an_id_of_another_form_in_any_row_is_refused_on_sqlite(
    tmp_path: Path, form: Callable[[UUID], str]
) -> None:
    """It would be stored beside, and never be found again. What is no id at all stays a matter of its row."""
    file = tmp_path / "film.sqlite"
    engine = make_engine(f"sqlite:///{file}", writes=True)
    pipeline.make_pipeline(engine)
    engine.dispose()
    its = (pipeline.ROOM.hex,)
    with closing(sqlite3.connect(file)) as connection, connection:
        room = (form(pipeline.ROOM), *its)
        connection.execute("UPDATE assets SET id = ? WHERE id = ?", room)
    with pytest.raises(
        ProblemError, match=r"D614 The column `assets\.id` does not hold UUIDs as"
    ) as caught:
        upgrade(f"sqlite:///{file}")
    (_, told, *_) = str(caught.value).split("capitals: `")
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(told.partition("`")[0])
        assert connection.execute("SELECT 1 FROM assets WHERE id = ?", its).fetchone()
        connection.execute("UPDATE assets SET id = 'x' WHERE id = ?", its)
    assert upgrade(f"sqlite:///{file}").after == VERSIONS[-1]


@pytest.mark.parametrize("columns", ["scene_index INTEGER", "project_id CHAR(32)"])
def test_only_columns_that_are_there_are_rewritten_where_ids_are_of_another_form(
    tmp_path: Path, columns: str
) -> None:
    file = tmp_path / "film.sqlite"
    engine = make_engine(f"sqlite:///{file}", writes=True)
    pipeline.make_pipeline(engine)
    engine.dispose()
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("DROP TABLE scene_audio_manifests")
        connection.execute(f"CREATE TABLE scene_audio_manifests ({columns})")
        connection.execute(f"UPDATE projects SET id = '{pipeline.PROJECT}'")
    with pytest.raises(ProblemError) as raised:
        upgrade(f"sqlite:///{file}")
    (found,) = raised.value.problems
    assert ("UPDATE scene_audio_manifests" in found.hint) == ("project_id" in columns)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.executescript(found.hint.split("`")[-2])
    assert upgrade(f"sqlite:///{file}").after == VERSIONS[-1]


OF_A_HOST = {
    "a trigger of the table": (
        "CREATE TRIGGER of_the_host AFTER INSERT ON Selector_Film_Scenes"
        " BEGIN UPDATE projects SET title = '50% :x ?'; END"
    ),
    "a trigger of another table": (
        "CREATE TRIGGER of_the_host AFTER INSERT ON manifests BEGIN"
        " DELETE FROM selector_film_scenes WHERE project_id = NEW.id; END"
    ),
    "a view": "CREATE VIEW of_the_host AS SELECT place FROM selector_film_scenes",
    "an index": "CREATE INDEX of_the_host ON selector_film_scenes (place) WHERE place > 0",
    "an index of an expression": "CREATE INDEX of_the_host ON selector_film_scenes (place + 1)",
}


@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection")
@pytest.mark.parametrize("driver", ["sqlite", "sqlite+aiosqlite"])
@pytest.mark.parametrize("made", OF_A_HOST)
def test_what_a_host_added_to_a_table_that_is_made_anew_stays(
    tmp_path: Path, driver: str, made: str
) -> None:
    """SQLite cannot drop a foreign key: version 3 and the way back make the table anew."""
    file = tmp_path / "film.sqlite"
    address = f"{driver}:///{file}"
    upgrade(f"sqlite:///{file}")
    downgrade(f"sqlite:///{file}", "0002")

    def there() -> list[tuple[str, ...]]:
        with closing(sqlite3.connect(file)) as connection:
            run = connection.execute
            return run("SELECT sql FROM sqlite_master WHERE name = 'of_the_host'").fetchall()

    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(OF_A_HOST[made])
    before = there()
    assert before
    for change in (upgrade, partial(downgrade, version="0002"), upgrade):

        def changed(connection: Connection, change: Any = change) -> None:
            change(connection)
            connection.commit()
            legacy = connection.exec_driver_sql("PRAGMA legacy_alter_table")
            assert legacy.scalar() == 0

        on_a_connection(address, changed)
        assert there() == before


def test_a_table_whose_rows_would_go_with_those_of_a_table_made_anew_is_named(
    tmp_path: Path,
) -> None:
    """SQLite deletes the rows of a table that it drops, and with them whatever refers to them."""
    file = tmp_path / "film.sqlite"
    address = f"sqlite:///{file}"
    record_film.sync(address, HARBOUR, results(2))
    downgrade(address, "0002")
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.executescript(
            "CREATE TABLE notes (p, n, note, FOREIGN KEY (p, n) REFERENCES"
            " selector_film_scenes (project_id, scene_index) ON DELETE CASCADE);"
            "INSERT INTO notes SELECT project_id, scene_index, 'mine' FROM selector_film_scenes"
        )
    before = file.read_bytes()
    with pytest.raises(ProblemError, match="D614 The table `notes` has a foreign key to") as raised:
        upgrade(address)
    assert "selector changed nothing." in str(raised.value)
    assert file.read_bytes() == before


def test_ids_of_another_type_are_for_the_pipelines_own_migration(
    address: str, engine: Engine
) -> None:
    pipeline.make_pipeline(engine)
    kind = "VARCHAR(36) NOT NULL PRIMARY KEY, asset_id VARCHAR(36)"
    key = "'00000000-0000-0000-0000-000000000001'"
    with engine.begin() as connection:
        connection.execute(text(f"CREATE TABLE asset_clean_references (id {kind})"))
        connection.execute(text(f"INSERT INTO asset_clean_references VALUES ({key}, {key})"))
    with pytest.raises(ProblemError) as caught:
        upgrade(address)
    (told,) = [problem for problem in caught.value.problems if "UUIDs" in problem.what]
    assert told.what.startswith(
        "The columns `asset_clean_references.id` and `asset_clean_references.asset_id` do not hold"
    )
    assert "a migration of the pipeline's own: the type `uuid`" in told.hint


def test_tables_of_a_newer_program_are_left_alone(address: str, engine: Engine) -> None:
    upgrade(address)
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))
    for use in (upgrade, downgrade, lambda url: record_film.sync(url, HARBOUR, results(1))):
        with pytest.raises(
            ProblemError,
            match=r"D613 The database's tables are at version 9999; this version of selector supports",
        ):
            use(address)


def test_a_version_that_would_steer_a_terminal_is_shown_harmlessly(
    address: str, engine: Engine
) -> None:
    upgrade(address)
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '\x1b[31m9'"))
    with pytest.raises(ProblemError, match="D615") as raised:
        upgrade(address)
    assert str(raised.value).isprintable()


@pytest.mark.parametrize("damaged", ["x", "5", "0005x", "newest"])
def test_a_version_that_is_none_is_damage_and_not_newer(
    address: str, engine: Engine, damaged: str
) -> None:
    upgrade(address)
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '{damaged}'"))
    for use in (upgrade, downgrade, status, lambda url: record_film.sync(url, HARBOUR, results(1))):
        with pytest.raises(ProblemError) as raised:
            use(address)
        assert str(raised.value).endswith(
            f"D615 The table `{VERSION_TABLE}` is damaged: it has `{damaged}` for a version. Restore"
            " the database from a backup, or write its true version there, such as `0005`, if you"
            " know it."
        )


@pytest.mark.parametrize("table", ["asset_clean_references", "selector_decisions"])
def test_a_view_in_place_of_a_table_is_said_to_be_one(
    address: str, engine: Engine, table: str
) -> None:
    with engine.begin() as connection:
        connection.execute(text(f"CREATE VIEW {table} AS SELECT 1 AS id"))
    for use in (upgrade, lambda url: record_film.sync(url, HARBOUR, results(1))):
        with pytest.raises(ProblemError, match=f"D614 `{table}` is a view, and selector needs"):
            use(address)


def test_a_table_that_became_a_view_is_said_to_be_one(address: str, engine: Engine) -> None:
    upgrade(address)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE asset_clean_references RENAME TO those_of_the_host"))
        connection.execute(
            text("CREATE VIEW asset_clean_references AS SELECT DISTINCT * FROM those_of_the_host")
        )
    cleaned = CleanReference(clean_image_url="room-clean.png")
    film = replace(HARBOUR, assets=(replace(ROOM, clean_reference=cleaned),))
    for use in (upgrade, status, lambda url: record_film.sync(url, film, results(1, film=film))):
        with pytest.raises(ProblemError, match="D614 `asset_clean_references` is a view"):
            use(address)


@pytest.mark.parametrize("table", ["projects", "scene_manifests", "selector_version"])
def test_a_table_that_became_a_materialized_view_is_said_to_be_one(
    address: str, engine: Engine, table: str
) -> None:
    """It was removed, for all that was said, or could not be locked."""
    if engine.dialect.name == "sqlite":
        pytest.skip("SQLite has no materialized views")
    upgrade(address)
    record_film.sync(address, HARBOUR, results(1))
    with engine.begin() as connection:
        connection.execute(text(f"ALTER TABLE {table} RENAME TO that_of_the_host"))
        view = f"CREATE MATERIALIZED VIEW {table} AS SELECT * FROM that_of_the_host"
        connection.execute(text(view))
    uses: list[Callable[[str], object]] = [upgrade, status]
    if table == "scene_manifests":
        uses.append(lambda url: pick_project.sync(url, None, RULES))
    for use in uses:
        with pytest.raises(ProblemError, match=f"D614 `{table}` is a view, and selector needs"):
            use(address)


def test_an_older_or_foreign_database_is_told_to_upgrade(address: str, engine: Engine) -> None:
    pipeline.make_pipeline(engine)
    with pytest.raises(
        ProblemError,
        match=r"D609 The database lacks selector's own tables\. Run `selector db upgrade`",
    ):
        record_film.sync(address, HARBOUR, results(1))
    upgrade(address)
    downgrade(address, "0001")
    with pytest.raises(ProblemError, match="D609"):
        record_film.sync(address, HARBOUR, results(1))
    with pytest.raises(
        ProblemError,
        match=r"D610 There is no version 7 of the tables to go back to\. Choose `base`\.",
    ):
        downgrade(address, "7")


def test_a_version_that_is_none_is_told_where_there_are_no_tables_either(address: str) -> None:
    for version in ("base", "0001"):
        assert downgrade(address, version).after is None
    with pytest.raises(ProblemError, match="D610 There is no version 9 of the tables to go back"):
        downgrade(address, "9")


def test_two_that_upgrade_at_once_take_turns(address: str, engine: Engine) -> None:
    pipeline.make_pipeline(engine)
    with ThreadPoolExecutor(4) as threads:
        states = list(threads.map(lambda _: upgrade(address), range(4)))
    assert {state.after for state in states} == {VERSIONS[-1]}
    assert sorted(state.before or "" for state in states) == ["", *[VERSIONS[-1]] * 3]


def test_an_upgrade_waits_longer_for_a_lock_than_a_pick(
    address: str, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another one that is at work may take its time."""
    monkeypatch.setattr("selector.db.connections.engines.BUSY_MILLISECONDS", 20)
    with ThreadPoolExecutor(1) as thread:
        with engine.begin() as connection:
            upgrade(connection)
            waiting = thread.submit(upgrade, address)
            with pytest.raises(TimeoutError):
                waiting.result(0.5)
        assert waiting.result(60).before == VERSIONS[-1]


def test_the_status_of_a_database_that_is_not_there_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(ProblemError, match="D608 There is no such database"):
        status(f"sqlite:///{tmp_path}/film.sqlite")
    assert list(tmp_path.iterdir()) == []


def test_times_are_utc_in_columns_without_a_zone_whatever_zone_the_server_is_in(
    server: Server,
) -> None:
    address = server.new_database()
    engine = make_engine(address)
    pipeline.make_pipeline(engine, clean_references=True)
    engine.dispose()
    upgrade(address)
    elsewhere = f"{address}&options=-c%20timezone%3DAsia/Tokyo"
    added = add_clean_reference.sync(
        elsewhere, pipeline.WREN, tier="t", clean_image_url="u", primary=True
    )
    for where in (address, elsewhere):
        found = get_primary_clean_reference.sync(where, pipeline.WREN)
        assert found is not None
        assert found.created_at == added.created_at
        assert abs(found.created_at - datetime.now(UTC)) < timedelta(minutes=10)
    pick_project.sync(elsewhere, pipeline.PROJECT, RULES)
    past = read_history.sync(address, pipeline.PROJECT, 1)[0]
    assert abs(past.made_at - datetime.now(UTC)) < timedelta(minutes=10)
    assert replay.sync(elsewhere).problems == ()
    server.drop(address)
