"""Where each statement is committed on its own, what writes is refused before it writes; what only reads is done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.orm import Session

from selector import (
    get_primary_clean_reference,
    keep_selection,
    load_rules,
    pick_project,
    pick_scene,
    record_sent,
    resolve_references,
)
from selector.db.decisions.history import read_history
from selector.db.decisions.prune import prune
from selector.db.decisions.record import record_film
from selector.db.references.clean import add_clean_reference
from selector.db.schema.upgrade import status, upgrade
from selector.engine.selection import Selection
from selector.model.problem import ProblemError
from tests.db.asyncio_instead import on_a_connection, sync_url
from tests.db.films import AGAIN, SmallFilm, results
from tests.db.whole_pipeline import HARBOUR, WREN

RULES = load_rules()
LATER = datetime(2100, 1, 1, tzinfo=UTC)
SENTENCE = (
    "D612 The engine commits each statement on its own (`AUTOCOMMIT`), so nothing can be stored whole."
    " Leave out its `isolation_level`, or pass a session of another engine."
)

Where = Session | Connection


class StoppedError(Exception):
    """Raised in the middle of a pick."""


@pytest.fixture
def address(driven_pipeline_address: str) -> str:
    """A pipeline's own database, through each driver."""
    return driven_pipeline_address


@pytest.fixture
def picked(address: str) -> Selection:
    """A scene's selection, on record."""
    return pick_scene.sync(address, HARBOUR, 1, RULES)


def writers(picked: Selection) -> dict[str, Callable[[Any], object]]:
    """All that writes, in a way that would change something."""
    return {
        "pick_scene": lambda where: pick_scene.sync(where, HARBOUR, 1, AGAIN),
        "pick_project": lambda where: pick_project.sync(where, HARBOUR, AGAIN),
        "keep_selection": lambda where: keep_selection.sync(
            where, HARBOUR, AGAIN.select(picked.scene, picked.pool)
        ),
        "record_sent": lambda where: record_sent.sync(where, HARBOUR, 1, []),
        "add_clean_reference": lambda where: add_clean_reference.sync(
            where, WREN, tier="a", clean_image_url="b", primary=True
        ),
        "prune": lambda where: prune.sync(where, LATER),
        "record_film": lambda where: record_film.sync(where, SmallFilm(), results(1)),
        "upgrade": upgrade,
    }


def everything(engine: Engine) -> list[Any]:
    """All rows that may change."""
    tables = (
        "scene_manifests", "asset_clean_references", "selector_decisions", "selector_contents",
        "selector_sendings", "projects", "assets", "selector_film_scenes",
    )  # fmt: skip
    with engine.connect() as connection:
        return [
            sorted(map(repr, connection.exec_driver_sql(f"SELECT * FROM {table}")))
            for table in tables
        ]


def on_each_kind(address: str, use: Callable[[Where], None]) -> None:
    """Call with a connection and with a session that commit each statement, of the address's driver."""

    def in_session(connection: Connection) -> None:
        with Session(connection) as session:
            use(session)

    for each in (use, in_session):
        on_a_connection(address, each, isolation_level="AUTOCOMMIT")


def test_nothing_is_written_where_each_statement_is_committed(
    address: str, engine: Engine, picked: Selection
) -> None:
    before = everything(engine)

    def use(where: Where) -> None:
        for name, write in writers(picked).items():
            with pytest.raises(ProblemError) as caught:
                write(where)
            assert str(caught.value).endswith(SENTENCE), name
            assert everything(engine) == before, name

    on_each_kind(address, use)


def test_what_only_reads_works_there(address: str, picked: Selection) -> None:
    def use(where: Where) -> None:
        assert len(read_history.sync(where, HARBOUR)) == 1
        assert len(resolve_references.sync(where, picked)) == len(picked.tags)
        assert get_primary_clean_reference.sync(where, WREN) is None
        assert len(pick_project.sync(where, HARBOUR, AGAIN, record=False).selections) == 3
        found = status(where)
        assert found.after == found.newest

    on_each_kind(address, use)


def test_an_engine_of_sqlite_begins_its_transaction_all_the_same(
    address: str, engine: Engine, picked: Selection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On PostgreSQL it is refused, too."""
    monkeypatch.undo()  # each call is made as it is written
    made = create_engine(sync_url(address), isolation_level="AUTOCOMMIT")
    before = everything(engine)
    with made.connect() as plain:
        is_sqlite = plain.dialect.name == "sqlite"
    for name, write in writers(picked).items():
        if is_sqlite:
            continue
        with pytest.raises(ProblemError) as caught:
            write(made)
        assert str(caught.value).endswith(SENTENCE), name
    assert everything(engine) == before
    if is_sqlite:

        def stop(done: int, count: int) -> None:
            raise StoppedError

        with pytest.raises(StoppedError):
            pick_project.sync(made, HARBOUR, AGAIN, progress=stop)
        assert everything(engine) == before
        assert pick_project.sync(made, HARBOUR, AGAIN).decisions
        assert everything(engine) != before
    made.dispose()


def test_a_transaction_that_somebody_began_on_sqlite_is_used(
    address: str, engine: Engine, picked: Selection
) -> None:
    """As the recipe for SQLite in the documentation of SQLAlchemy has it, which begins it by hand."""
    if "sqlite" not in address:
        return
    before = everything(engine)
    made = create_engine(sync_url(address), isolation_level="AUTOCOMMIT")
    with made.connect() as connection:
        connection.exec_driver_sql("BEGIN")
        pick_scene.sync(connection, HARBOUR, 1, AGAIN)
        connection.exec_driver_sql("ROLLBACK")
    made.dispose()
    assert everything(engine) == before
