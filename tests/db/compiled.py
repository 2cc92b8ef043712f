"""Statements compiled once for all engines: nearly every call of a test has an engine of its own.

In a program that keeps its engine each statement is compiled once as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, event


class _CompiledByKind(dict[Any, Any]):
    """Statements that were compiled, by the kind of database in the place of one engine's own dialect."""

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get(_by_kind(key), default)

    def __setitem__(self, key: Any, compiled: Any) -> None:
        super().__setitem__(_by_kind(key), compiled)


def _by_kind(key: tuple[Any, ...]) -> tuple[Any, ...]:
    dialect, *rest = key
    return type(dialect), dialect.server_version_info, *rest


@contextmanager
def compiled_once() -> Iterator[None]:
    """Let all engines share what they compile meanwhile."""
    compiled = _CompiledByKind()

    def share(connection: Connection) -> None:
        connection.execution_options(compiled_cache=compiled)

    event.listen(Engine, "engine_connect", share)
    yield
    event.remove(Engine, "engine_connect", share)
