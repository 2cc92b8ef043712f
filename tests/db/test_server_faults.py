"""What a PostgreSQL server refuses of a session or of its data is told in a true sentence with a way out."""

from __future__ import annotations

import traceback

import psycopg
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from selector.db.connections.addresses import read_url
from selector.db.connections.database_errors import errors_explained, refusal
from selector.db.decisions.pick import pick_project
from selector.db.models import Asset
from selector.db.schema.upgrade import upgrade
from selector.model.problem import ProblemError
from tests.db import pipeline
from tests.db.asyncio_instead import sync_url
from tests.db.films import AGAIN, RULES
from tests.db.postgres_server import Server
from tests.db.server_faults import (
    own_session,
    problem_of,
)


@pytest.fixture
def address(film_on_postgresql: str) -> str:
    """A film of three scenes on PostgreSQL, for each driver."""
    return film_on_postgresql


def test_an_engine_that_commits_each_statement_is_told(address: str) -> None:
    """A project is stored whole or not at all, which is out of its reach."""
    engine = create_engine(sync_url(address), isolation_level="AUTOCOMMIT")
    with Session(engine) as session:
        found = problem_of(lambda: pick_project.sync(session, None, AGAIN))
    engine.dispose()
    assert (found.code, found.what, found.hint) == (
        "D612",
        "The engine commits each statement on its own (`AUTOCOMMIT`), so nothing can be stored whole.",
        "Leave out its `isolation_level`, or pass a session of another engine.",
    )


def test_ids_that_are_text_are_told_before_and_after_an_upgrade(
    driver: str, server: Server
) -> None:
    made = server.new_database()
    engine = create_engine(sync_url(made))
    pipeline.make_pipeline(engine)
    upgrade(made)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE assets DROP CONSTRAINT assets_source_asset_id_fkey"))
        connection.execute(text("ALTER TABLE assets ALTER source_asset_id TYPE TEXT"))
        connection.execute(
            text(
                "ALTER TABLE scene_manifests DROP CONSTRAINT scene_manifests_project_id_fkey CASCADE"
            )
        )
        connection.execute(
            text(
                "ALTER TABLE scene_audio_manifests DROP CONSTRAINT scene_audio_manifests_project_id_scene_index_fkey"
            )
        )
        connection.execute(text("ALTER TABLE scene_manifests ALTER project_id TYPE TEXT"))
    where = made.replace("postgresql:", f"{driver}:", 1)
    found = problem_of(lambda: pick_project.sync(where, None, AGAIN))
    assert (found.code, found.what.partition(": ")[0]) == (
        "D614",
        "A column in the database has another type than selector needs",
    )
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE selector_version"))
    engine.dispose()
    with pytest.raises(ProblemError) as caught:
        upgrade(made)
    told = "The column `scene_manifests.project_id` does not hold UUIDs as selector writes them."
    assert told in [each.what for each in caught.value.problems]
    server.drop(made)


def test_a_transaction_that_failed_before_is_to_be_rolled_back(plain_address: str) -> None:
    with own_session(plain_address) as session:
        with pytest.raises(DBAPIError):
            session.execute(text("SELECT 1/0"))
        refused = problem_of(lambda: pick_project.sync(session, "Harbour", RULES))
        assert (
            refused.what
            == "A request failed earlier in this transaction, which can do nothing more."
        )
        assert "session.rollback()" in (refused.hint or "")
        session.rollback()
        assert pick_project.sync(session, "Harbour", RULES).selections


def test_a_pool_without_a_free_connection_is_told(plain_address: str) -> None:
    engine = create_engine(sync_url(plain_address), pool_size=1, max_overflow=0, pool_timeout=0.1)
    with engine.connect():
        full = problem_of(lambda: pick_project.sync(engine, "Harbour", RULES))
    assert full.what == "No connection is free in the pool of the engine."
    assert pick_project.sync(engine, "Harbour", RULES).selections
    engine.dispose()


def test_no_message_and_no_traceback_quotes_a_row(plain_address: str) -> None:
    """What a host's own row says may be secret: psycopg and SQLAlchemy quote it."""
    with own_session(plain_address) as session:
        session.add(Asset(manifest_id=None, reference_image_url="https://b/x?sig=SECRET"))
        with pytest.raises(ProblemError) as caught:
            pick_project.sync(session, "Harbour", RULES)
    (refused,) = caught.value.problems
    assert refused.code == "D612"
    assert "null value" in refused.what
    told = "".join(traceback.format_exception(caught.value))
    assert "SECRET" not in told
    assert "DETAIL" not in told
    assert "SECRET" in str(caught.value.__context__)


@pytest.mark.parametrize(
    ("statement", "code", "words"),
    [
        ("SELECT CAST('x' AS uuid)", "D615", "not of the type that selector needs"),
        ("UPDATE projects SET title = repeat('x', 300)", "D611", "too long or too large"),
        ("SELECT CAST(9999999999 AS integer)", "D611", "too long or too large"),
    ],
)
def test_a_value_of_another_type_and_one_that_does_not_fit_are_told_apart(
    plain_address: str, statement: str, code: str, words: str
) -> None:
    def use() -> None:
        with own_session(plain_address) as session, errors_explained(plain_address):
            session.execute(text(statement))

    found = problem_of(use)
    assert found.code == code
    assert words in found.what


def test_a_closed_session_is_told(plain_address: str) -> None:
    with own_session(plain_address) as session:
        closed = Session(session.get_bind(), close_resets_only=False)
        closed.close()
        told = problem_of(lambda: pick_project.sync(closed, "Harbour", RULES))
    assert told.what == "The session or connection is closed."


def test_a_full_disk_of_the_server_is_told() -> None:
    url = read_url("postgresql://host/film")
    full = psycopg.errors.DiskFull("could not extend file: No space left on device")
    (found,) = refusal(url, DBAPIError("INSERT", {}, full)).problems
    assert (found.code, found.what) == ("D605", "The database's disk is full.")
