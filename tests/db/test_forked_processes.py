"""A forked process that would use a connection of its parent is told so, before anything is sent."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from selector import pick_project
from selector.db.decisions.record import record_film
from selector.db.schema.upgrade import status, upgrade
from selector.model.problem import ProblemError
from tests.db.asyncio_instead import sync_url
from tests.db.films import AGAIN, HARBOUR, RULES, results
from tests.test_forks import in_a_child

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a system that forks")

SENTENCE = (
    "D612 The connection belongs to the process that this one was forked from: they cannot share"
    " it. In a forked process, first call `engine.dispose(close=False)`. It then opens its own."
)

Call = Callable[[Engine | Session | Connection], object]

CALLS: dict[str, Call] = {
    "a function of a session": lambda where: pick_project.sync(where, None, RULES),
    "a function of a connection": lambda where: record_film.sync(
        where, HARBOUR, results(3, "WREN")
    ),
    "a function by kind": status,
}


@pytest.fixture
def host(ready_address: str) -> Iterator[Engine]:
    """An engine of a program's own, on a film of three scenes."""
    record_film.sync(ready_address, HARBOUR, results(3, "WREN"))
    made = create_engine(sync_url(ready_address))
    yield made
    made.dispose()


def is_told(call: Call, where: Engine | Session | Connection) -> bool:
    """Whether a call is refused with the sentence about forks."""
    with pytest.raises(ProblemError) as refused:
        call(where)
    return str(refused.value).endswith(SENTENCE)


@pytest.mark.parametrize("name", CALLS)
def test_an_engine_of_the_parent_is_refused_in_a_child_until_it_is_disposed_of(
    host: Engine, name: str
) -> None:
    call = CALLS[name]
    call(host)

    def child() -> bool:
        told = is_told(call, host) and is_told(call, host)
        host.dispose(close=False)
        call(host)
        return told

    assert in_a_child(child)
    call(host)


@pytest.mark.parametrize("name", CALLS)
def test_a_session_and_a_connection_of_the_parent_are_refused_in_a_child(
    host: Engine, name: str
) -> None:
    call = CALLS[name]
    with Session(host) as session:
        call(session)
        assert in_a_child(lambda: is_told(call, session))
        session.commit()
    with host.connect() as connection:
        call(connection)
        assert in_a_child(lambda: is_told(call, connection))
        connection.commit()
    call(host)


def test_nothing_was_sent_on_the_connection_of_the_parent(host: Engine) -> None:
    """Else the parent would read the child's answers for its own."""
    pick_project.sync(host, None, RULES)
    with host.connect() as connection:
        connection.execute(text("SELECT 1"))
        pick_project.sync(connection, None, AGAIN)
        assert in_a_child(lambda: is_told(CALLS["a function of a session"], connection))
        assert connection.scalar(text("SELECT 42")) == 42
        connection.commit()


def test_a_child_may_use_an_engine_whose_connections_are_all_its_own(host: Engine) -> None:
    assert in_a_child(lambda: pick_project.sync(host, None, AGAIN).decisions == 3)
    assert pick_project.sync(host, None, AGAIN).decisions == 0


def test_a_database_in_memory_is_copied_with_the_process() -> None:
    made = create_engine("sqlite://", poolclass=StaticPool)
    upgrade(made)
    record_film.sync(made, HARBOUR, results(3, "WREN"))
    assert in_a_child(lambda: pick_project.sync(made, None, AGAIN).decisions == 3)
    assert pick_project.sync(made, None, AGAIN).decisions == 3
    made.dispose()
