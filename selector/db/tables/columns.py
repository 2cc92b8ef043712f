"""What columns really hold: times with or without a zone, ids and JSON of any type.

In: values from a driver or a caller. Out: values of one type, or a sign that there is none.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, tzinfo
from decimal import Decimal
from math import isinf
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import (
    CHAR,
    Boolean,
    DateTime,
    Float,
    Integer,
    String,
    Text,
    Uuid,
    func,
    type_coerce,
)  # fmt: skip
from sqlalchemy.dialects import sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import NullType, TypeDecorator, UserDefinedType

from selector.model.problem import shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import ColumnElement
    from sqlalchemy.engine import Dialect
    from sqlalchemy.sql.compiler import SQLCompiler
    from sqlalchemy.types import TypeEngine

NONSENSE = object()
"""Stands for a text that is not JSON."""

NO = ("", "0", "0.0", "false", "f", "no", "n", "off")
"""What a truth value that is not true says, as text in lower case; NULL says the same."""

_BYTES = 16
_DIGITS = 32
"""How many bytes a UUID has, and how many digits."""

UNDECODED = object()
"""Stands for a text that is not UTF-8."""


class _Raw(FunctionElement[Any]):
    """A column without its type."""

    type = NullType()
    inherit_cache = True


class _Affirmed(FunctionElement[bool]):
    """A column of truth values, as a condition."""

    type = Boolean()
    inherit_cache = True


@compiles(_Raw)
@compiles(_Affirmed)
def _as_it_is(element: _Raw | _Affirmed, compiler: SQLCompiler, **options: object) -> str:
    return compiler.process(element.clauses, **options)


@compiles(_Raw, "postgresql")
def _as_text(element: _Raw, compiler: SQLCompiler, **options: object) -> str:
    """A JSON column's text: a driver would parse it, and one that nests too deep ends the query."""
    column = compiler.process(element.clauses, **options)
    return f"CAST({column} AS TEXT)"


def raw(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """A JSON column, selected as text, since it may have been edited by hand. `stored` reads it."""
    return _Raw(column)


def untyped(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """A column, selected as the driver returns it: SQLite stores any value in any column."""
    return type_coerce(column, NullType())


@compiles(_Affirmed, "sqlite")
def _is_not_a_no(element: _Affirmed, compiler: SQLCompiler, **options: object) -> str:
    """SQLite takes every text but a number for false, `true` and `yes` too."""
    column = compiler.process(element.clauses, **options)
    return f"lower(coalesce({column}, '')) NOT IN ({', '.join(map(repr, NO))})"


def affirmed(column: ColumnElement[bool]) -> ColumnElement[bool]:
    """The condition that a column says yes: in SQLite whatever is not a form of no."""
    return _Affirmed(column)


def stored(value: object) -> object:
    """The value of a JSON column, read from what `raw` selected."""
    if not isinstance(value, str | bytes):
        return value
    if isinstance(value, str) and not is_text(value):
        return UNDECODED
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return NONSENSE


def is_text(text: str) -> bool:
    """Say if a text can be written as UTF-8.

    A text that was not UTF-8, or JSON that was cut short, may have half a character.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def unstorable(text: str) -> str:
    """The first character of a text that no database stores, as `U+0000`; empty without one."""
    for character in text:
        if character == "\0" or not is_text(character):
            return f"U+{ord(character):04X}"
    return ""


def as_uuid(value: object) -> UUID | None:
    """An id of whatever type the driver or a caller gives it; None if it is not a UUID.

    It may be text with or without hyphens, in any case, or its 16 bytes.
    """
    if isinstance(value, UUID):
        return value
    if isinstance(value, bytes):
        return UUID(bytes=value) if len(value) == _BYTES else None
    try:
        return UUID(str(value))
    except ValueError:
        return None


def in_another_form(column: ColumnElement[Any], identity: UUID) -> ColumnElement[bool]:
    """An SQL condition: SQLite has this id there, but not as it is looked up.

    It names the forms that there are, so that an index finds them.
    """
    hyphens = str(identity)
    capitals = hyphens.upper()
    forms = {hyphens, capitals, f"{{{hyphens}}}", f"{{{capitals}}}", identity.hex.upper()}
    return untyped(column).in_([*sorted(forms - {identity.hex}), identity.bytes])


def is_otherwise(column: ColumnElement[Any]) -> ColumnElement[bool]:
    """An SQL condition: SQLite has an id there in another form than it is looked up, or none."""
    written = untyped(column)
    return (func.length(written) != _DIGITS) | (written != func.lower(written))


def not_as_looked_up(name: str, value: object) -> str:
    """What is wrong with an id in another form, in words; empty if it is as SQLAlchemy writes it.

    Args:
        name: The name of its column.
        value: The id, as the driver returns it.
    """
    identity = as_uuid(value)
    if identity is None or isinstance(value, UUID) or value == identity.hex:
        return ""
    written = f"the bytes of `{identity}`"
    if isinstance(value, str):
        written = f"`{shown(value, 60)}`"
    digits = f"32 digits without hyphens and capitals (`{identity.hex}`)"
    return f"`{name}` must be {digits}, not {written}."


class UtcTime(TypeDecorator[datetime]):
    """A time, always returned aware and in UTC.

    A time without a zone, in the database or from the caller, means UTC: SQLite has no zones, and
    pipelines without zones write `datetime.utcnow()`.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """SQLite reads any ISO text; PostgreSQL takes the same value with and without a zone."""
        if dialect.name == "sqlite":
            made = _SqliteTime()  # type: ignore[no-untyped-call]  # SQLAlchemy does not type it
            return dialect.type_descriptor(made)
        if dialect.name == "postgresql":
            return dialect.type_descriptor(_PostgresTime())
        return dialect.type_descriptor(self.impl_instance)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | str | None:
        """The same time in UTC, in the form that the database compares correctly."""
        if value is None:
            return None
        moment = as_utc(value)
        if dialect.driver == "asyncpg":
            return _Moment.of(moment)
        if dialect.name == "postgresql":
            return moment.isoformat(sep=" ")
        if dialect.name == "sqlite":
            return moment.replace(tzinfo=None)
        return moment

    def process_result_value(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002  # the signature is SQLAlchemy's
    ) -> datetime | None:
        """The time, aware, in UTC."""
        if value is None:
            return None
        return as_utc(value)


def as_utc(moment: datetime) -> datetime:
    """The time in UTC; one without a zone is in UTC already."""
    if moment.tzinfo is None:
        return moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC)


class _SqliteTime(sqlite.DATETIME):
    """SQLite's text times, read with or without a fraction, a `T` or a zone."""

    def result_processor(
        self,
        dialect: Dialect,  # noqa: ARG002  # the signature is SQLAlchemy's
        coltype: object,  # noqa: ARG002  # the signature is SQLAlchemy's
    ) -> Callable[[Any], datetime | None]:
        return _from_iso


def _from_iso(text: str | None) -> datetime | None:
    if text is None:
        return None
    return datetime.fromisoformat(text)


class _PostgresTime(UserDefinedType[datetime]):
    """A time bound without a type, so that a column without a zone takes it as UTC.

    It does so whatever zone the session has. This is not a subclass of SQLAlchemy's own type: every
    driver would replace that by one that casts what is bound.
    """

    def get_col_spec(self, **_: object) -> str:
        """The type of the column in a new table."""
        return "TIMESTAMP WITH TIME ZONE"


class _Moment(datetime):
    """A time in UTC for asyncpg, which takes no text and does not say if the column has a zone.

    Into a column without a zone asyncpg writes the value as it is, and refuses an aware one. For a
    column with a zone it calls `astimezone(UTC)`, which would take a value without a zone to be in
    the zone of this machine.
    """

    @classmethod
    def of(cls, moment: datetime) -> _Moment:
        """The same time; it is in UTC."""
        return cls.combine(moment.date(), moment.time())

    def astimezone(  # type: ignore[override]  # aware from here on
        self, tz: tzinfo | None = None
    ) -> datetime:
        """The same time in that zone."""
        return datetime.combine(self.date(), self.time(), UTC).astimezone(tz)


class WrongCellError(ValueError):
    """A value that is not of its column's type. Whoever reads rows learns which one it is."""


class UnreadableError(ValueError):
    """A stored value of the right type that means nothing; its words say which one it is."""


class CheckedType(TypeDecorator[Any]):
    """A type whose values are checked when a row is read: a pipeline's PostgreSQL is loose, too."""

    def result_processor(
        self,
        dialect: Dialect,  # noqa: ARG002  # the signature is SQLAlchemy's
        coltype: object,  # noqa: ARG002  # the signature is SQLAlchemy's
    ) -> Callable[[Any], Any]:
        """The check, of what the driver returns."""
        return self.read

    @staticmethod
    def read(value: object) -> object:
        """The value, if it is of the type."""
        raise NotImplementedError


class CheckedText(CheckedType):
    """Text of any length."""

    impl: type[String] = Text
    cache_ok = True

    @staticmethod
    def read(value: object) -> object:
        """The value, if it is text."""
        if value is None or value.__class__ is str:
            return value
        raise WrongCellError


class CheckedString(CheckedText):
    """Text of some length."""

    impl = String
    cache_ok = True


class CheckedHash(CheckedText):
    """A hash."""

    impl = CHAR
    cache_ok = True


class CheckedInteger(CheckedType):
    """A whole number."""

    impl = Integer
    cache_ok = True

    @staticmethod
    def read(value: object) -> object:
        """The value, if it is a whole number."""
        if value is None or value.__class__ is int:
            return value
        raise WrongCellError


class CheckedFloat(CheckedType):
    """A number."""

    impl = Float
    cache_ok = True

    @staticmethod
    def read(value: object) -> object:
        """The value, if it is a number."""
        if value is None or (isinstance(value, int | float | Decimal) and not isinf(value)):
            return value
        raise WrongCellError


class CheckedBoolean(CheckedType):
    """True or false."""

    impl = Boolean
    cache_ok = True

    @staticmethod
    def read(value: object) -> object:
        """The value as true or false."""
        if value is None or value.__class__ is bool:
            return value
        if value.__class__ is int and value in (0, 1):
            return value == 1
        raise WrongCellError


class CheckedUuid(CheckedType):
    """A UUID, from text of any form or bytes too: older databases got some columns later."""

    impl = Uuid
    cache_ok = True

    @staticmethod
    def read(value: object) -> object:
        """The value as a UUID."""
        identity = as_uuid(value)
        if value is None or identity is not None:
            return identity
        raise WrongCellError


_CHECKED: tuple[tuple[type[TypeEngine[Any]], type[CheckedType]], ...] = (
    (Boolean, CheckedBoolean),
    (Integer, CheckedInteger),
    (Float, CheckedFloat),
    (String, CheckedText),
    (Uuid, CheckedUuid),
)


def checked(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """A column of a pipeline's table, whose wrong values are refused when a row is read.

    The pipelines' own classes are left to read whatever is stored.
    """
    for kind, check in _CHECKED:
        if isinstance(column.type, kind):
            return type_coerce(column, check).label(column.key)
    return column
