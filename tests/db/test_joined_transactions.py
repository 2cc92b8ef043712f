"""A session that has joined a transaction of its caller's connection keeps to it, in each way that it can join."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Connection, Engine, func, select, text
from sqlalchemy.orm import Session

from selector import load_rules, pick_project, pick_scene
from selector.db.tables.own_tables import DECISIONS
from tests.db.asyncio_instead import on_a_connection
from tests.db.whole_pipeline import HARBOUR

RULES = load_rules()
MODES: list[Any] = ["conditional_savepoint", "rollback_only", "control_fully", "create_savepoint"]


class StoppedError(Exception):
    """Raised in the middle of a pick."""


@pytest.fixture
def address(driven_pipeline_address: str) -> str:
    """A pipeline's own database, through each driver."""
    return driven_pipeline_address


def title_of(connection: Connection) -> object:
    return connection.scalar(text("SELECT max(title) FROM projects"))


def decisions(connection: Connection) -> int:
    return connection.scalar(select(func.count()).select_from(DECISIONS)) or 0


@pytest.mark.parametrize("mode", MODES)
def test_a_pick_that_fails_takes_nothing_else_along(
    address: str, engine: Engine, mode: Any
) -> None:
    def stop(done: int, count: int) -> None:
        raise StoppedError

    def use(connection: Connection) -> None:
        with connection.begin() as outer:
            connection.execute(text("UPDATE projects SET title = 'zzz mine'"))
            with Session(connection, join_transaction_mode=mode) as session:
                pick_scene.sync(session, HARBOUR, 1, RULES)
                with pytest.raises(StoppedError):
                    pick_project.sync(session, HARBOUR, RULES, progress=stop)
                assert decisions(connection) == 1
                assert pick_project.sync(session, HARBOUR, RULES, only=[2]).decisions == 1
                assert decisions(connection) == 2
            if outer.is_active:  # one that controls it fully has undone it
                assert title_of(connection) == "zzz mine"
                outer.rollback()

    on_a_connection(address, use)
    with engine.connect() as connection:
        assert decisions(connection) == 0
        assert title_of(connection) != "zzz mine"


@pytest.mark.parametrize("mode", MODES)
def test_what_the_session_commits_is_the_callers_to_keep_or_not(
    address: str, engine: Engine, mode: Any
) -> None:
    def use(connection: Connection) -> None:
        with connection.begin() as outer:
            # Else Python's driver for SQLite takes a savepoint for the whole transaction.
            connection.execute(text("UPDATE projects SET title = 'zzz mine'"))
            with Session(connection, join_transaction_mode=mode) as session:
                pick_scene.sync(session, HARBOUR, 1, RULES)
                session.commit()
            if outer.is_active:
                outer.rollback()

    on_a_connection(address, use)
    with engine.connect() as connection:
        assert decisions(connection) == (1 if mode == "control_fully" else 0)
