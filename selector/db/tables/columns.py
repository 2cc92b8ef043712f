"""What columns really hold: times with a zone or without, and JSON that is any text on SQLite."""

from __future__ import annotations

import json
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING, Any

from sqlalchemy import DateTime, type_coerce
from sqlalchemy.dialects import sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import NullType, TypeDecorator, UserDefinedType

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import ColumnElement
    from sqlalchemy.engine import Dialect
    from sqlalchemy.sql.compiler import SQLCompiler
    from sqlalchemy.types import TypeEngine

NONSENSE = object()
"""Stands for a text that is no JSON."""

UNDECODED = object()
"""Stands for a text that is not UTF-8."""


class _Raw(FunctionElement[Any]):
    """A column without its type."""

    type = NullType()
    inherit_cache = True


@compiles(_Raw)
def _as_it_is(element: _Raw, compiler: SQLCompiler, **options: object) -> str:
    return compiler.process(element.clauses, **options)


@compiles(_Raw, "postgresql")
def _as_text(element: _Raw, compiler: SQLCompiler, **options: object) -> str:
    """A JSON column's own text: drivers would read it, and what lies too deep ends a whole query."""
    column = compiler.process(element.clauses, **options)
    return f"CAST({column} AS TEXT)"


def raw(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """A JSON column to select as the text that it holds: somebody may have edited it. `stored` reads what comes."""
    return _Raw(column)


def untyped(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """A column to select as the driver gives it: SQLite keeps any value in any column."""
    return type_coerce(column, NullType())


def stored(value: object) -> object:
    """What a JSON column holds, read from the raw value."""
    if not isinstance(value, str | bytes):
        return value
    if isinstance(value, str) and not is_text(value):
        return UNDECODED
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return NONSENSE


def is_text(text: str) -> bool:
    """Whether a text can be written: one that is not UTF-8, or JSON that was cut short, may hold half a character."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


class UtcTime(TypeDecorator[datetime]):
    """A moment: always handed out aware and in UTC.

    A time without a zone, in the database or from the caller, is read as UTC: SQLite keeps no zones, and pipelines
    that keep none write `datetime.utcnow()`.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """SQLite reads any ISO text; PostgreSQL gets what means the same in columns with and without a zone."""
        if dialect.name == "sqlite":
            return dialect.type_descriptor(_SqliteTime())  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it untyped
        if dialect.name == "postgresql":
            return dialect.type_descriptor(_PostgresTime())
        return dialect.type_descriptor(self.impl_instance)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | str | None:
        """The same moment in UTC, in the form that the database compares rightly."""
        if value is None:
            return None
        moment = as_utc(value)
        if dialect.driver == "asyncpg":
            return _Moment.of(moment)
        if dialect.name == "postgresql":
            return moment.isoformat(sep=" ")
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the signature is SQLAlchemy's
        """The moment, aware, in UTC."""
        return None if value is None else as_utc(value)


def as_utc(moment: datetime) -> datetime:
    """The moment in UTC; one without a zone is taken to be in UTC already."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


class _SqliteTime(sqlite.DATETIME):
    """SQLite's text times, read with or without a fraction, a `T` or a zone."""

    def result_processor(
        self,
        dialect: Dialect,  # noqa: ARG002 - the signature is SQLAlchemy's
        coltype: object,  # noqa: ARG002 - the signature is SQLAlchemy's
    ) -> Callable[[Any], datetime | None]:
        return lambda text: None if text is None else datetime.fromisoformat(text)


class _PostgresTime(UserDefinedType[datetime]):
    """A time bound without a type: a column without a zone then takes it as UTC, whatever zone the session is in.

    No subclass of SQLAlchemy's own type, which every driver would replace by one that casts what is bound.
    """

    def get_col_spec(self, **_: object) -> str:
        """The column that a new table gets."""
        return "TIMESTAMP WITH TIME ZONE"


class _Moment(datetime):
    """A moment in UTC for asyncpg, which binds no text, and does not say whether the column keeps a zone.

    It writes a column without a zone as the value stands, and refuses one that is aware; for a column with a zone it
    asks for `astimezone(UTC)`, where a value without one would mean the time of this machine.
    """

    @classmethod
    def of(cls, moment: datetime) -> _Moment:
        """The same moment, which is in UTC."""
        return cls.combine(moment.date(), moment.time())

    def astimezone(self, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]  # aware from here on
        """The same moment there."""
        return datetime.combine(self.date(), self.time(), UTC).astimezone(tz)
