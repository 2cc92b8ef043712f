"""Parquet files of scenes in; parts of whole films out, each of some thousand rows.

Only the column `film` is read. Parts depend on the input alone, not on how many processes there
are, so a run that is started again has the same ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from selector.batch.parquet_rows import ParquetTable, Rows
from selector.batch.pools_by_film import runs_of
from selector.batch.scene_columns import FILM, as_table, names_as_text
from selector.model.frozen import frozen

Run = tuple[str | None, int, int]
"""A film (None where a row has none), its first row, and the row after its last."""

LEAST_ROWS = 1_000
MOST_PARTS = 256


@frozen
class FilmPart:
    """Some whole films that follow one another.

    Attributes:
        number: Its number, from 0.
        first: The number of its first row.
        end: The number of the row after its last.
        films: How many films there are.
        returned: Those of its films that began in an earlier part.
    """

    number: int
    first: int
    end: int
    films: int
    returned: tuple[str, ...] = ()


def film_runs(table: ParquetTable) -> Iterator[Run]:
    """The films, in the order of the rows; a film that returns, once more.

    Rows without a film go with those before, or else with those behind them.
    """
    last: Run | None = None
    first = 0
    for batch in Rows(table, [FILM]).read(0, table.rows):
        for run in runs_of(names_as_text(as_table(batch).column(FILM), table.path), first):
            if last is None:
                last = run
            elif run[0] == last[0] or not run[0] or not last[0]:
                last = last[0] or run[0], last[1], run[2]
            else:
                yield last
                last = run
        first += batch.num_rows
    if last is not None:
        yield last


def parts_of(runs: Iterable[Run], rows: int) -> list[FilmPart]:
    """Whole films put together until there are enough rows.

    Args:
        runs: The films, in the order of the rows.
        rows: How many rows there are.
    """
    enough = max(LEAST_ROWS, -(-rows // MOST_PARTS))
    parts: list[FilmPart] = []
    begun: dict[str, int] = {}
    returned: list[str] = []
    first = films = 0
    end = 0
    for film, _, end in runs:
        films += 1
        if film and begun.setdefault(film, len(parts)) < len(parts):
            returned.append(film)
        if end - first >= enough:
            parts.append(_part(len(parts), first, end, films, returned))
            first, films, returned = end, 0, []
    if end > first:
        parts.append(_part(len(parts), first, end, films, returned))
    return parts


def _part(number: int, first: int, end: int, films: int, returned: Iterable[str]) -> FilmPart:
    return FilmPart(
        number=number,
        first=first,
        end=end,
        films=films,
        returned=tuple(returned),
    )
