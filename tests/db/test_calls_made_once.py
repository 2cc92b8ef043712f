"""A call is made once more where the database itself stopped it, and for no failure that is none of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from selector import ProblemError, load_rules, pick_project
from selector.db.connections.database_errors import errors_explained
from selector.db.decisions.record import record_film
from tests.db.films import HARBOUR, results

RULES = load_rules()


@pytest.fixture
def address(driven_address: str) -> str:
    """A database with a film, through each driver."""
    record_film.sync(driven_address, HARBOUR, results(3, "WREN", "ROOM"))
    return driven_address


class DeadlockError(Exception):
    """As a driver for PostgreSQL explains one."""

    sqlstate = "40P01"


def deadlock() -> DBAPIError:
    """What is raised by a database that may be any of the caller's."""
    return DBAPIError("UPDATE theirs", None, DeadlockError("deadlock detected"))


class Numbers(list[int]):
    """Numbers of scenes that count how often they are gone through."""

    times = 0

    def __iter__(self) -> Iterator[int]:
        self.times += 1
        return super().__iter__()


def test_what_the_caller_was_handling_makes_no_call_once_more(engine: Engine) -> None:
    nowhere = Numbers([99])
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
