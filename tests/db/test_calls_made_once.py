"""A call is made once more where the database itself stopped it, and for no failure that is none of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from selector import ProblemError, load_rules, pick_project
from selector.db.connections.database_errors import errors_explained
from selector.db.decisions.record import record_film
from tests.db.conftest import Write
from tests.db.films import HARBOUR, results, write_harbour

RULES = load_rules()


@pytest.fixture
def address(driven_address: str) -> str:
    """A database with a film, through each driver."""
    return driven_address


@pytest.fixture
def first_written() -> Write:
    return write_harbour


class DeadlockError(Exception):
    """As a driver for PostgreSQL explains one."""

    sqlstate = "40P01"


def deadlock() -> DBAPIError:
    """What is raised by a database that may be any of the caller's."""
    return DBAPIError("UPDATE theirs", None, DeadlockError("deadlock detected"))


T = TypeVar("T")


class Counted(list[T]):
    """A list that counts how often it is gone through."""

    times = 0

    def __iter__(self) -> Iterator[T]:
        self.times += 1
        return super().__iter__()


def test_what_the_caller_was_handling_makes_no_call_once_more(engine: Engine) -> None:
    nowhere = Counted([99])
    try:
        raise deadlock()
    except DBAPIError:
        with pytest.raises(ProblemError, match="D610"):
            pick_project.sync(engine, "Harbour", RULES, only=nowhere)
    assert nowhere.times == 1


def test_what_the_callers_code_lost_makes_no_call_once_more(engine: Engine) -> None:
    """It may be a call of ours, on another database."""
    done: list[int] = []

    def loses(number: int, _: int) -> None:
        done.append(number)
        with errors_explained("postgresql://elsewhere/theirs"):
            raise deadlock()

    with pytest.raises(ProblemError, match="D606"):
        pick_project.sync(engine, "Harbour", RULES, progress=loses)
    assert done == [1]


@pytest.mark.parametrize("at", ["an address", "an engine"])
def test_a_film_whose_results_a_caller_follows_is_recorded_once(
    address: str, engine: Engine, at: str
) -> None:
    if engine.dialect.name == "sqlite":
        pytest.skip("SQLite's writers take turns, and none loses a race")
    loses = "BEGIN RAISE EXCEPTION USING ERRCODE = 'serialization_failure'; END"
    on = "BEFORE INSERT ON selector_decisions EXECUTE FUNCTION of_the_host()"
    with engine.begin() as connection:
        connection.execute(
            text(f"CREATE FUNCTION of_the_host() RETURNS trigger LANGUAGE plpgsql AS $${loses}$$")
        )
        connection.execute(text(f"CREATE TRIGGER of_the_host {on}"))
    again = Counted(results(4, "ROOM"))
    with pytest.raises(ProblemError, match="D606"):
        record_film.sync(engine if at == "an engine" else address, HARBOUR, again)
    assert again.times == 1
