"""A transaction that sees the tables as they were before is made again, or told to be, and is no damage."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, create_engine, text

from selector.db.connections.database_errors import errors_explained
from selector.db.decisions.history import read_history
from selector.db.decisions.pick import pick_project, pick_scene
from tests.db.asyncio_instead import sync_url
from tests.db.films import AGAIN, RULES_TEXT, rules_of
from tests.db.server_faults import own_session, problem_of

SINCE = rules_of(RULES_TEXT.replace('"2.0"', '"2.2"'))
LATER = rules_of(RULES_TEXT.replace('"2.0"', '"2.3"'))
"""Rules of other versions that pick the same: only decisions are written."""


@pytest.fixture
def address(film_on_postgresql: str) -> str:
    """A film of three scenes on PostgreSQL, for each driver."""
    return film_on_postgresql


def test_a_session_that_sees_the_tables_as_they_were_is_told_to_try_again(
    plain_address: str,
) -> None:
    """Under REPEATABLE READ a turn that one waited for shows nothing of what was written before it."""
    pick_project.sync(plain_address, None, LATER)
    engine = create_engine(sync_url(plain_address), isolation_level="REPEATABLE READ")
    with engine.connect() as early:
        assert early.execute(text("SELECT count(*) FROM selector_decisions")).scalar() == 6
        assert pick_project.sync(plain_address, None, AGAIN).decisions == 3
        found = problem_of(lambda: pick_project.sync(early, None, SINCE))
        assert (found.code, found.what, found.hint) == (
            "D606",
            "Two sessions wrote to the database at once, and it stopped this one.",
            "Nothing was changed. Run it again; in a session of your own, roll back first.",
        )
        early.rollback()
        assert pick_project.sync(early, None, SINCE).decisions == 3
        early.commit()
    engine.dispose()
    assert len(read_history.sync(plain_address)) == 12


def test_an_engine_that_sees_the_tables_as_they_were_picks_once_more(plain_address: str) -> None:
    engine = create_engine(sync_url(plain_address), isolation_level="REPEATABLE READ")
    with ThreadPoolExecutor(2) as threads:
        picks = [threads.submit(pick_project.sync, engine, None, each) for each in (AGAIN, SINCE)]
        assert sorted(pick.result().decisions for pick in picks) == [3, 3]
    engine.dispose()


def test_a_migration_beside_an_engine_that_is_in_use_stops_no_pick(
    plain_address: str, engine: Engine
) -> None:
    """Drivers prepare what they send often, and the server drops such a plan when a type changes."""
    pipeline = create_engine(sync_url(plain_address), pool_size=1, max_overflow=0)
    for number in range(8):
        rules = rules_of(RULES_TEXT.replace('"2.0"', f'"3.{number}"'))
        pick_scene.sync(pipeline, "Harbour", 1, rules)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE assets ALTER COLUMN name TYPE varchar(900)"))
        connection.execute(text("ALTER TABLE assets ALTER COLUMN manifest_tag TYPE varchar(90)"))
    assert pick_scene.sync(pipeline, "Harbour", 1, AGAIN).tags
    pipeline.dispose()


def test_a_statement_that_the_server_no_longer_has_is_told_with_a_way_out(
    plain_address: str,
) -> None:
    def use() -> None:
        with own_session(plain_address) as session, errors_explained(plain_address):
            session.execute(text("EXECUTE prepared_elsewhere"))

    found = problem_of(use)
    assert found.code == "D612"
    assert "PgBouncer" in found.hint


def test_a_time_that_python_cannot_read_is_told_with_its_table(
    address: str, engine: Engine
) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE selector_decisions SET made_at = '0044-03-15 BC'"))
    found = problem_of(lambda: read_history.sync(address))
    assert found.code == "D615"
    assert found.what.startswith("The table `selector_decisions` has a value that cannot be read: ")
