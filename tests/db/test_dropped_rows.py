"""A row that a host's trigger, rule or policy drops without an error is a problem, in every table that is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, select, text, update

from selector import record_sent, resolve_references
from selector.db.connections.engines import make_engine
from selector.db.decisions.history import read_history
from selector.db.decisions.pick import pick_project
from selector.db.decisions.prune import prune
from selector.db.decisions.record import record_film
from selector.db.references.clean import add_clean_reference, promote_clean_reference
from selector.db.schema.upgrade import downgrade, status, upgrade
from selector.db.tables.metadata import METADATA
from selector.db.tables.pipeline_tables import ASSETS, IS_PRIMARY, REFERENCES
from selector.db.tables.primary_guard import drop_guard
from selector.model.asset import Asset, CleanReference
from tests.db.asyncio_instead import driven, on_a_connection, sync_url
from tests.db.conftest import Write, database_with_tables, drivers_of
from tests.db.films import FACE, FACES, HARBOUR, ROOM, WREN, SmallFilm, results
from tests.db.server_faults import problem_of
from tests.db.statements import statements_run

CLEANED = CleanReference(clean_image_url="room-clean.png", face_similarity_score=0.9)
CLEAN_ROOM = replace(ROOM, clean_reference=CLEANED)
FILM = replace(HARBOUR, assets=(FACE, WREN, CLEAN_ROOM))
"""Every table has a row of it."""

DRIVERS = ("sqlite", "sqlite+aiosqlite", "postgresql", "postgresql+asyncpg")


@pytest.fixture(params=DRIVERS)
def address(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """That film of three scenes, for each driver."""
    for made in database_with_tables(request, tmp_path):
        yield driven(made, request.param, monkeypatch)


@pytest.fixture
def first_written() -> Write:
    return write_film


def write_film(where: str) -> object:
    """The film, with three scenes."""
    return record_film.sync(where, FILM, results(3, "WREN"))


@pytest.fixture
def engine(address: str) -> Iterator[Engine]:
    made = make_engine(sync_url(address), writes=True)
    yield made
    made.dispose()


Use = Callable[[str, Engine], object]


def _film(film: SmallFilm, scenes: int = 3, *tags: str) -> Use:
    return lambda where, _: record_film.sync(
        where, film, results(scenes, *(tags or ("WREN",)), film=film)
    )


def _pick(where: str, _: Engine) -> object:
    return pick_project.sync(where, None, FACES)


def _send(where: str, _: Engine) -> object:
    selection = next(results(1, "WREN", film=FILM))[1]
    return record_sent.sync(where, None, 1, resolve_references.sync(where, selection))


def _add(where: str, engine: Engine) -> object:
    with engine.connect() as connection:
        asset = connection.execute(select(ASSETS.c.id)).scalars().first()
    assert asset is not None
    return add_clean_reference.sync(where, asset, tier="made", clean_image_url="clean.png")


def _promote(where: str, engine: Engine) -> object:
    with engine.connect() as connection:
        reference = connection.execute(select(REFERENCES.c.id)).scalars().one()
    return promote_clean_reference.sync(where, reference)


def _with(*assets: Asset) -> Use:
    return _film(replace(FILM, assets=assets))


OTHER = _film(replace(FILM, title="Another film"))
NEW = replace(WREN, id="new", source_asset_id="wren-face")


def _sent_and_picked(where: str, engine: Engine) -> None:
    """A decision that is not the newest, and what was sent for it."""
    _send(where, engine)
    _pick(where, engine)


def _another_primary(where: str, engine: Engine) -> object:
    """Make another clean reference of the same picture its primary one."""
    with engine.connect() as connection:
        asset = connection.execute(select(REFERENCES.c.asset_id)).scalars().first()
    assert asset is not None
    return add_clean_reference.sync(where, asset, tier="m", clean_image_url="c.png", primary=True)


CASES: tuple[tuple[str, str, Use], ...] = (
    ("manifests", "INSERT", OTHER),
    ("projects", "INSERT", OTHER),
    ("selector_films", "INSERT", OTHER),
    ("assets", "INSERT", OTHER),
    ("selector_film_assets", "INSERT", OTHER),
    ("asset_clean_references", "INSERT", OTHER),
    ("asset_clean_references", "INSERT", _add),
    ("scene_manifests", "INSERT", _film(FILM, 5)),
    ("selector_film_scenes", "INSERT", _film(FILM, 5)),
    ("selector_rule_sets", "INSERT", _pick),
    ("selector_contents", "INSERT", _film(FILM, 5)),
    ("selector_decisions", "INSERT", _pick),
    ("selector_sendings", "INSERT", _send),
    ("assets", "UPDATE", _with(replace(FACE, name="F"), replace(WREN, name="W"), CLEAN_ROOM)),
    ("assets", "UPDATE", _with(FACE, WREN, CLEAN_ROOM, NEW, replace(NEW, id="newer"))),
    ("assets", "UPDATE", _with(FACE, CLEAN_ROOM)),
    (
        "selector_film_assets",
        "UPDATE",
        _with(replace(FACE, description="F"), replace(WREN, description="W"), CLEAN_ROOM),
    ),
    ("asset_clean_references", "UPDATE", _promote),
    ("asset_clean_references", "UPDATE", _another_primary),
    ("asset_clean_references", "DELETE", _with(FACE, WREN, ROOM)),
    ("selector_films", "UPDATE", _film(replace(FILM, description="Another."))),
    ("selector_films", "UPDATE", _with(FACE, CLEAN_ROOM)),
    ("scene_manifests", "UPDATE", _pick),
    ("scene_manifests", "UPDATE", _film(FILM, 3, "ROOM")),
    ("scene_manifests", "DELETE", _film(FILM, 1)),
)


def with_drivers(*cases: tuple[Any, ...]) -> list[Any]:
    """Each case with its lot of drivers: what is given to `address`, then the case."""
    return [
        pytest.param(driver, *case, id=f"{driver}-{'-'.join(filter(is_text, case))}-{nth}")
        for nth, case in enumerate(cases)
        for driver in drivers_of(nth)
    ]


def is_text(value: object) -> bool:
    return isinstance(value, str)


@pytest.mark.parametrize(
    ("address", "table", "event", "use"), with_drivers(*CASES), indirect=["address"]
)
def test_a_row_that_a_trigger_drops_is_told_with_its_table(
    address: str, engine: Engine, table: str, event: str, use: Use
) -> None:
    _drop_rows(engine, table, event)
    before = _rows(engine)
    found = problem_of(lambda: use(address, engine))
    assert (found.code, found.what) == (
        "D612",
        f"The database ignored a change in the table `{table}`.",
    )
    assert _rows(engine) == before


PRUNED = ("selector_decisions", "selector_sendings", "selector_contents", "selector_rule_sets")


@pytest.mark.parametrize(
    ("address", "table"), with_drivers(*((table,) for table in PRUNED)), indirect=["address"]
)
def test_a_row_that_a_trigger_keeps_from_a_prune_is_told(
    address: str, engine: Engine, table: str
) -> None:
    """Fewer decisions were removed, and nothing was said."""
    _sent_and_picked(address, engine)
    _drop_rows(engine, table, "DELETE")
    before = _rows(engine)
    found = problem_of(lambda: prune.sync(address, datetime.now(UTC)))
    assert (found.code, found.what) == (
        "D612",
        f"The database ignored a change in the table `{table}`.",
    )
    assert _rows(engine) == before
    with engine.begin() as connection:
        on = "" if engine.dialect.name == "sqlite" else f" ON {table}"
        connection.execute(text(f"DROP TRIGGER of_the_host{on}"))
    assert prune.sync(address, datetime.now(UTC)).removed == 3


@pytest.mark.parametrize(
    ("address", "version", "table", "event", "change"),
    with_drivers(
        ("0004", "selector_version", "UPDATE", upgrade),
        ("0003", "selector_decisions", "UPDATE", upgrade),
        ("0002", "selector_film_scenes", "INSERT", upgrade),
        ("0002", "selector_film_scenes", "UPDATE", upgrade),
        ("0003", "selector_film_scenes", "DELETE", partial(downgrade, version="0002")),
        ("0004", "selector_version", "UPDATE", partial(downgrade, version="0003")),
        ("0001", "selector_version", "DELETE", downgrade),
    ),
    indirect=["address"],
)
def test_a_row_that_a_trigger_keeps_as_it_was_stops_an_upgrade_and_a_downgrade(
    address: str,
    engine: Engine,
    version: str,
    table: str,
    event: str,
    change: Callable[[Connection], object],
) -> None:
    """The message was of Alembic's, or of a column without a value, or there was none."""
    if engine.dialect.name == "sqlite" and (version, table) == ("0002", "selector_film_scenes"):
        pytest.skip("SQLite makes this table anew, and the trigger is there again at the end")
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM scene_manifests WHERE scene_index = 2"))
    downgrade(sync_url(address), version)
    _drop_rows(engine, table, event)

    def refused(connection: Connection) -> None:
        found = problem_of(lambda: change(connection))
        what = f"The database ignored a change in the table `{table}`."
        assert (found.code, found.what) == ("D612", what)

    on_a_connection(address, refused)
    assert status(sync_url(address)).after == version


def test_a_clean_reference_that_a_trigger_keeps_primary_stops_an_upgrade(
    address: str, engine: Engine
) -> None:
    """The message was that the index could not be made."""
    _add(address, engine)
    with engine.begin() as connection:
        drop_guard(connection)
        asset = connection.execute(select(REFERENCES.c.asset_id).where(IS_PRIMARY)).scalar_one()
        connection.execute(update(REFERENCES).values(is_primary=True, asset_id=asset))
        for table in ("selector_version", "selector_made"):
            connection.execute(text(f"DROP TABLE {table}"))
    _drop_rows(engine, "asset_clean_references", "UPDATE")
    found = problem_of(lambda: upgrade(sync_url(address)))
    what = "The database ignored a change in the table `asset_clean_references`."
    assert (found.code, found.what) == ("D612", what)


def test_a_scene_in_another_place_that_a_trigger_leaves_is_told(
    address: str, engine: Engine
) -> None:
    _drop_rows(engine, "selector_film_scenes", "UPDATE")
    turned = reversed([*results(3, "WREN", film=FILM)])
    found = problem_of(lambda: record_film.sync(address, FILM, turned))
    assert found.what == "The database ignored a change in the table `selector_film_scenes`."


def test_one_of_many_rows_that_a_trigger_keeps_is_told(address: str, engine: Engine) -> None:
    _drop_rows(engine, "scene_manifests", "DELETE", "OLD.scene_index = 3")
    found = problem_of(lambda: record_film.sync(address, FILM, results(1, "WREN", film=FILM)))
    assert found.what == "The database ignored a change in the table `scene_manifests`."


def test_rules_and_pictures_that_many_scenes_share_are_looked_for_once(address: str) -> None:
    """They are there before: no driver counts them as written."""
    if "asyncpg" in address:
        pytest.skip("asyncpg does not count what it writes with many values")
    with statements_run() as statements:
        record_film.sync(address, FILM, results(1_001, "WREN", film=FILM))
    looked_for = [each.text for each in statements if "FROM selector_contents" in each.text]
    looked_for += [each.text for each in statements if "FROM selector_rule_sets" in each.text]
    assert len(looked_for) == 2


def test_a_row_that_a_trigger_stores_elsewhere_is_not_missed(address: str, engine: Engine) -> None:
    """As of a partitioned table before PostgreSQL 10: the database counts no row, and it is there."""
    if engine.dialect.name == "sqlite":
        pytest.skip("SQLite has no tables that inherit from others")
    with engine.begin() as connection:
        connection.execute(
            text("CREATE TABLE of_2026 () INHERITS (selector_decisions)"),
        )
    body = "INSERT INTO of_2026 SELECT NEW.*; RETURN NULL;"
    _trigger(engine, "selector_decisions", "INSERT", body)
    pick_project.sync(address, None, FACES)
    assert len(read_history.sync(address)) == 6


def test_a_row_that_a_trigger_writes_otherwise_is_not_missed(address: str, engine: Engine) -> None:
    """It was changed, if not as selector said: a host may shorten what it stores."""
    if engine.dialect.name == "sqlite":
        pytest.skip("SQLite's triggers do not change a row before it is written")
    _trigger(engine, "assets", "UPDATE", "NEW.name := upper(NEW.name); RETURN NEW;")
    _with(replace(FACE, name="New"), replace(WREN, name="Newer"), CLEAN_ROOM)(address, engine)
    with engine.connect() as connection:
        assert "NEWER" in connection.execute(select(ASSETS.c.name)).scalars().all()


def _drop_rows(engine: Engine, table: str, event: str, which: str = "1 = 1") -> None:
    if engine.dialect.name == "postgresql":
        _trigger(engine, table, event, "RETURN NULL;", which)
        return
    body = f"WHEN {which} BEGIN SELECT RAISE(IGNORE); END"
    with engine.begin() as connection:
        connection.execute(text(f"CREATE TRIGGER of_the_host BEFORE {event} ON {table} {body}"))


def _trigger(engine: Engine, table: str, event: str, body: str, which: str = "true") -> None:
    function = "CREATE FUNCTION of_the_host() RETURNS trigger LANGUAGE plpgsql AS"
    on = f"CREATE TRIGGER of_the_host BEFORE {event} ON {table} FOR EACH ROW WHEN ({which})"
    with engine.begin() as connection:
        connection.execute(text(f"{function} $$BEGIN {body} END$$"))
        connection.execute(text(f"{on} EXECUTE FUNCTION of_the_host()"))


def _rows(engine: Engine) -> dict[str, list[str]]:
    with engine.connect() as connection:
        return {
            table.name: sorted(map(repr, connection.execute(select(table)).all()))
            for table in METADATA.sorted_tables
        }
