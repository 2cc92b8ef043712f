"""What a database is asked inside a `with`, on any engine: for tests that count queries or forbid them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from sqlalchemy import Engine, event


class Statement(NamedTuple):
    """One statement that ran, and its values as the driver got them."""

    text: str
    values: Any

    @property
    def writes(self) -> bool:
        return self.text.startswith(("INSERT", "UPDATE", "DELETE"))


@contextmanager
def statements_run() -> Iterator[list[Statement]]:
    """The statements that run inside, without those that set the time limits of a transaction."""
    found: list[Statement] = []

    def on_execute(_: object, __: object, text: str, values: Any, *___: object) -> None:
        if "lock_timeout" not in text:
            found.append(Statement(text, values))

    event.listen(Engine, "before_cursor_execute", on_execute)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", on_execute)
