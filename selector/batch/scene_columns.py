"""A record batch of scenes in; the film and the manifest of each row out.

A batch has a column `film`, text or whole numbers, and one of these:

- `manifest`, or `manifest_json` as pipelines call it: JSON text or bytes, or structs;
- the keys of a manifest as columns: `composition`, `placements`, and any other.

Text may be of any of Arrow's types for it, and dictionary-encoded. Other columns are not read.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from selector.batch.arrow import pa
from selector.model.near_names import did_you_mean
from selector.model.phrases import quoted
from selector.model.problem import Location, Problem, ProblemError, Source, shown

if TYPE_CHECKING:
    from collections.abc import Callable

FILM = "film"
MANIFEST = ("manifest", "manifest_json")
KEYS = ("composition", "placements")

_NAMES = ("text or whole numbers", "Write the name of the film into each row, as text.")
_MANIFESTS = (
    "JSON text or structs",
    "Write the manifest of the scene into each row, as JSON text.",
)
"""What a column must hold, and what to do."""

_NOT_UTF8 = ("text that is not UTF-8", "Write it again as UTF-8.")
_NOT_IN_PYTHON = (
    "a value that cannot be read",
    "Is it a time after the year 9999, an unknown time zone or a key that is there twice?",
)
_UNREAD = (ValueError, OverflowError, NotImplementedError)
"""What pyarrow raises for a value that Python has not: Arrow's own errors are among these."""

ROW = "row"
"""Where a problem of a row is, until whoever counts the rows says which one."""

_IN_WORDS: tuple[tuple[Callable[[pa.DataType], bool], str], ...] = (
    (pa.types.is_null, "nothing"),
    (pa.types.is_boolean, "true and false"),
    (pa.types.is_integer, "whole numbers"),
    (pa.types.is_floating, "numbers with a decimal point"),
    (pa.types.is_decimal, "numbers with a decimal point"),
    (pa.types.is_date, "dates"),
    (pa.types.is_temporal, "times"),
    (pa.types.is_string, "text"),
    (pa.types.is_large_string, "text"),
    (pa.types.is_string_view, "text"),
    (pa.types.is_binary, "bytes"),
    (pa.types.is_large_binary, "bytes"),
    (pa.types.is_binary_view, "bytes"),
    (pa.types.is_fixed_size_binary, "bytes"),
    (pa.types.is_list, "lists"),
    (pa.types.is_large_list, "lists"),
    (pa.types.is_struct, "structs"),
    (pa.types.is_map, "maps"),
)
"""What a column holds; the first that fits counts."""

_BYTES = tuple(is_one for is_one, words in _IN_WORDS if words == "bytes")


def as_table(batch: Any) -> pa.Table:  # noqa: ANN401  # of any library that speaks Arrow
    """A record batch, a table or a data frame of another library, as a table.

    Raises:
        TypeError: It is none of these.
    """
    if isinstance(batch, pa.Table):
        return batch
    if isinstance(batch, pa.RecordBatch):
        return pa.Table.from_batches([batch])
    if hasattr(batch, "__arrow_c_stream__") or hasattr(batch, "__arrow_c_array__"):
        with suppress(pa.ArrowInvalid):  # a column alone
            return pa.table(batch)
    message = f"`record_batches` must give Arrow record batches, not `{type(batch).__name__}`"
    raise TypeError(f"{message}. Pass `table.to_batches()`, say.")


def columns_read(schema: pa.Schema, where: str) -> list[str]:
    """The names of the columns that are read.

    Args:
        schema: The columns that there are.
        where: What has them, for problems.

    Raises:
        ProblemError: One is missing, or of a type that is not read (B701).
    """
    if FILM not in schema.names:
        what = "There is no column `film`, which says to which film each row belongs."
        raise ProblemError([_missing(FILM, what, schema, where)])
    films_must_have_names(schema, where)
    there = [name for name in MANIFEST if name in schema.names]
    if len(there) > 1:
        wrong = f"There are two columns with manifests: {quoted(there, 'and')}."
        hint = "Keep one of them, and drop or rename the other."
        raise ProblemError([wrong_column(there[1], wrong, hint, where)])
    if there:
        name = there[0]
        _must_be(
            schema,
            name,
            _is_manifest,
            _MANIFESTS,
            where,
        )
        return [FILM, name]
    if set(KEYS) <= set(schema.names):
        no_name_twice(schema, where)
        names: list[str] = schema.names
        return names
    for lost, has in (KEYS, KEYS[::-1]):
        if has in schema.names:
            what = f"There is no column `{lost}`, which a scene needs beside `{has}`."
            raise ProblemError([_missing(lost, what, schema, where)])
    what = "There is no column `manifest`, which holds the manifest of each scene."
    raise ProblemError([_missing(MANIFEST[0], what, schema, where)])


def no_name_twice(schema: pa.Schema, where: str) -> None:
    """Refuse columns of one name, of which nobody knows which counts.

    Args:
        schema: The columns that there are.
        where: What has them, for problems.

    Raises:
        ProblemError: Two have the same name (B701).
    """
    names: list[str] = schema.names
    for name in names:
        if names.count(name) > 1:
            raise ProblemError([_twice(name, where)])


def films_must_have_names(schema: pa.Schema, where: str) -> None:
    """Refuse a column `film` that does not say which film a row is of.

    Args:
        schema: The columns that there are.
        where: What has them, for problems.

    Raises:
        ProblemError: It is there twice, or of another type (B701).
    """
    _must_be(schema, FILM, _is_name, _NAMES, where)


def names_as_text(column: Any, where: str) -> Any:  # noqa: ANN401  # a chunked array
    """A column of names as Arrow's plain text.

    Raises:
        ProblemError: Some text is not UTF-8, which Arrow itself does not check (B701).
    """
    try:
        if _is_dictionary_of_views(column.type):  # which Arrow does not cast
            return pa.chunked_array([column.to_pylist()], pa.string())
        names = column.cast(pa.string())
        names.validate(full=True)
    except (pa.ArrowInvalid, UnicodeDecodeError):
        raise ProblemError([_unread(FILM, where, _NOT_UTF8)]) from None
    return names


def manifests_in(table: pa.Table) -> list[Any]:
    """The manifest of each row: JSON text, or a mapping; None where there is none.

    Where it has a value that Python has not, the problem (B701).
    """
    names = set(table.schema.names)
    for name in MANIFEST:
        if name in names:
            return _in_column(table, name)
    return _readable(table.drop_columns([FILM]), lambda _: ROW)


def _in_column(table: pa.Table, name: str) -> list[Any]:
    """The manifests of a column; of text, as bytes if any is not UTF-8."""
    kept = table.select([name])
    if _is_text(_plain(kept.schema.field(name).type)):
        column = kept.column(name)
        try:
            texts: list[Any] = column.to_pylist()
        except UnicodeDecodeError:
            texts = column.cast(pa.large_string()).cast(pa.large_binary()).to_pylist()
        return texts
    rows = _readable(kept, lambda _: ROW)
    return [row if isinstance(row, Problem) else row[name] for row in rows]


def row_of_assets(row: int) -> str:
    """Where a row of a table of assets is, by its number from 0."""
    return f"assets, row {row + 1}"


def rows_in(
    table: pa.Table | pa.RecordBatch,
    first: int = 0,
    where: Callable[[int], str] = row_of_assets,
) -> list[Any]:
    """Read rows into Python.

    Args:
        table: The columns, each with a name of its own.
        first: The number of the first row.
        where: Says where a row is, by its number from 0.

    Returns:
        The rows, each a dictionary; or the problem, where a value is none that Python has (B701).
    """
    return _readable(table, lambda row: where(first + row))


def _readable(table: pa.Table | pa.RecordBatch, where: Callable[[int], str]) -> list[Any]:
    """The rows as Python has them; for one that it cannot have, the problem.

    It knows no time finer than microseconds: the rest is cut. pyarrow itself refuses such a time,
    or gives one of pandas, by whether that is installed.
    """
    schema = table.schema
    plain = pa.schema([field.with_type(_in_microseconds(field.type)) for field in schema])
    if plain != schema:
        table = table.cast(plain, safe=False)
    try:
        rows: list[Any] = table.to_pylist()
    except _UNREAD:
        rows = []
        for number in range(table.num_rows):
            rows.append(_row(table.slice(number, 1), where(number)))
    return rows


def _row(table: pa.Table | pa.RecordBatch, where: str) -> Any:  # noqa: ANN401  # as Arrow gives it
    """The one row of a table, or what is wrong with the first column that cannot be read."""
    row = {}
    for name, column in zip(table.schema.names, table.columns, strict=True):
        try:
            (row[name],) = column.to_pylist()
        except UnicodeDecodeError:
            return _unread(name, where, _NOT_UTF8)
        except _UNREAD:
            return _unread(name, where, _NOT_IN_PYTHON)
    return row


def no_value(column: str, where: str) -> Problem:
    """A row without a film, or without a manifest."""
    return Problem(
        at=Location(source=Source(name=where)),
        code="B702",
        what=f"There is no {column} in this row.",
        hint="Leave the row out, or fill it in.",
    )


def _unread(name: str, where: str, why: tuple[str, str]) -> Problem:
    has, hint = why
    return wrong_column(name, f"The column `{shown(name)}` has {has}.", hint, where)


def _in_microseconds(found: pa.DataType) -> pa.DataType:
    """The type that is cast to, or the same one."""
    types = pa.types
    if types.is_struct(found):
        fields = [field.with_type(_in_microseconds(field.type)) for field in found]
        return pa.struct(fields)
    if types.is_list(found):
        return pa.list_(found.value_field.with_type(_in_microseconds(found.value_type)))
    if types.is_large_list(found):
        return pa.large_list(found.value_field.with_type(_in_microseconds(found.value_type)))
    if types.is_temporal(found) and getattr(found, "unit", None) == "ns":
        return _time_in_microseconds(found)
    return found


def _time_in_microseconds(found: pa.DataType) -> pa.DataType:
    if pa.types.is_timestamp(found):
        return pa.timestamp("us", found.tz)
    if pa.types.is_duration(found):
        return pa.duration("us")
    return pa.time64("us")


def _must_be(
    schema: pa.Schema, name: str, fits: Callable[[Any], bool], what: tuple[str, str], where: str
) -> None:
    if schema.names.count(name) > 1:
        raise ProblemError([_twice(name, where)])
    found = _plain(schema.field(name).type)
    if not fits(found):
        holds, hint = what
        wrong = f"The column `{name}` must hold {holds}; it holds {_in_words(found)}."
        raise ProblemError([wrong_column(name, wrong, hint, where)])


def _twice(name: str, where: str) -> Problem:
    what = f"There are several columns `{shown(name)}`."
    hint = "Keep one of them, and drop or rename the others."
    return wrong_column(name, what, hint, where)


def wrong_column(name: str, what: str, hint: str, where: str) -> Problem:
    """B701: what is wrong with a column.

    Args:
        name: The name of the column.
        what: What is wrong.
        hint: What to do.
        where: What has the column.

    Returns:
        The problem.
    """
    return Problem(
        at=Location(source=Source(name=where)),
        code="B701",
        what=what,
        hint=hint,
        field=shown(name),
    )


def _in_words(found: pa.DataType) -> str:
    """What a column holds, for whoever knows no type of Arrow's."""
    for is_one, words in _IN_WORDS:
        if is_one(found):
            return words
    return f"values of the type `{found}`"


def _plain(found: pa.DataType) -> pa.DataType:
    if pa.types.is_dictionary(found):
        return found.value_type
    if getattr(found, "extension_name", "") == "arrow.json":  # as DuckDB and Parquet mark it
        return found.storage_type
    return found


def _is_dictionary_of_views(found: pa.DataType) -> bool:
    return bool(pa.types.is_dictionary(found) and pa.types.is_string_view(found.value_type))


def _is_text(found: pa.DataType) -> bool:
    types = pa.types
    return bool(
        types.is_string(found) or types.is_large_string(found) or types.is_string_view(found)
    )


def _is_name(found: pa.DataType) -> bool:
    return _is_text(found) or bool(pa.types.is_integer(found))


def _is_manifest(found: pa.DataType) -> bool:
    if _is_text(found) or pa.types.is_struct(found):
        return True
    return any(is_one(found) for is_one in _BYTES)


def _missing(name: str, what: str, schema: pa.Schema, where: str) -> Problem:
    names = [shown(each) for each in schema.names]
    near = did_you_mean(name, names)
    there = f"The columns are {quoted(names, 'and')}." if names else "There are no columns."
    return wrong_column(name, what, near or there, where)
