"""The assets of all films in; the pool of one film after the other out.

Assets are given in one of these forms:

- one pool for every film: an `AssetPool`, or assets to make one of, such as a list or an Arrow
  table without a column `film`;
- those of each film: a mapping from films to either, a function that is called with a film, or an
  Arrow table or dataset with a column `film`.

A pool is made when its film begins. Nothing here keeps it. Where problems are skipped, it has only
the pictures that can be used.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import chain
from typing import Any, Protocol, TypeAlias

from selector.batch.arrow import pa
from selector.batch.scene_columns import (
    FILM,
    as_table,
    films_must_have_names,
    names_as_text,
    no_name_twice,
    no_value,
    row_of_assets,
    rows_in,
)
from selector.engine.asset_values import has_entries
from selector.engine.pool import AssetPool, assets_in
from selector.model.frozen import frozen
from selector.model.problem import Location, Problem, ProblemError, Source, as_python, shown

_LONGEST_NUMBER = len(str(-(2**63)))
"""The characters of the longest whole number that a column can hold."""

Stretches: TypeAlias = dict[str, list[tuple[int, int]]]
"""The rows of each film: the first, and the one after the last, of each stretch of them."""

_NTH_ASSET = re.compile(r"assets\[(\d+)\]")
"""How the field of a problem names one of a list of assets."""

_ASSETS = Location(source=Source(name="assets"))
"""Where the problems of a list of assets are, until somebody says of which film it is."""

_NAMED_AT_MOST = 3
"""How many pictures of a film are named that cannot be used: each of its rows has these texts."""


@frozen
class FilmPool:
    """The pictures of a film.

    Attributes:
        pool: Those that can be used.
        left_out: What is wrong with the first of the others.
        more: How many there are after these.
    """

    pool: AssetPool[Any]
    left_out: tuple[Problem, ...] = ()
    more: int = 0


PoolOf: TypeAlias = Callable[[str], FilmPool]
"""Gives the pictures of a film."""


class HasSchema(Protocol):
    """An Arrow table, record batch or dataset."""

    @property
    def schema(self) -> Any:  # noqa: ANN401  # pyarrow has no types
        """Its columns."""
        ...


Assets: TypeAlias = AssetPool[Any] | Iterable[Any] | HasSchema | Callable[[str], Any]
"""The assets of all films, in one of the forms above; a mapping is iterable."""


def pools_of(assets: Any, *, skips: bool) -> PoolOf:  # noqa: ANN401  # they are checked here
    """What gives the pool of each film.

    Args:
        assets: The assets of all films.
        skips: Whether pictures that cannot be used are left out.

    Returns:
        A function that raises `ProblemError` for a film whose assets are missing or malformed
        (B703, or the codes of assets).

    Raises:
        ProblemError: Assets that all films share cannot be used, or a row of a table has no film.
        TypeError: These are no assets.
    """
    if isinstance(assets, AssetPool):
        return _shared(FilmPool(pool=assets))
    if isinstance(assets, Mapping):
        if "manifest_tag" in assets:
            message = "`assets` must be the assets of all films, not one asset"
            raise TypeError(f"{message}. Pass a list of assets, or a mapping from films to lists.")
        return _of_mapping(assets, skips=skips)
    if callable(assets):
        if not _is_of_a_film(assets):
            message = f"`assets` must be the assets of all films, not {as_python(assets)}"
            raise TypeError(
                f"{message}. A function must take the name of a film and return its assets."
            )
        return _of_function(assets, skips=skips)
    if hasattr(assets, "to_table"):
        return _of_dataset(assets, skips=skips)
    if isinstance(assets, pa.RecordBatch | pa.RecordBatchReader):
        assets = as_table(assets)
    if isinstance(assets, pa.Table):
        return _of_table(assets, skips=skips)
    if not has_entries(assets):
        message = f"`assets` must be the assets of all films, not {as_python(assets)}"
        raise TypeError(f"{message}. Pass a pool, a list, a mapping from films, or a table.")
    return _shared(_pool_of_assets(assets, skips=skips))


def _shared(pool: FilmPool) -> PoolOf:
    return lambda _: pool


def _of_mapping(by_film: Mapping[Any, Any], *, skips: bool) -> PoolOf:
    def pool_of(film: str) -> FilmPool:
        key = _key_of(film, by_film)
        if key not in by_film or by_film[key] is None:
            raise ProblemError([_no_assets(film)])
        return _pool(film, by_film[key], skips=skips)

    return pool_of


def _key_of(film: str, by_film: Mapping[Any, Any]) -> str | int:
    """The key of a film: its name, or the whole number that it writes."""
    if film in by_film or len(film) > _LONGEST_NUMBER or not film.removeprefix("-").isdecimal():
        return film
    number = int(film)
    return number if str(number) == film else film


def _is_of_a_film(function: Callable[..., Any]) -> bool:
    """Whether a function can be called with a film and then gives something, at once."""
    if isinstance(function, type):
        return False
    if inspect.iscoroutinefunction(function) or inspect.isasyncgenfunction(function):
        return False
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):  # one written in C may not say
        return True
    try:
        signature.bind("")
    except TypeError:
        return False
    return True


def _of_function(assets_of: Callable[[str], Any], *, skips: bool) -> PoolOf:
    def pool_of(film: str) -> FilmPool:
        assets = assets_of(film)
        if assets is None:
            raise ProblemError([_no_assets(film)])
        return _pool(film, assets, skips=skips)

    return pool_of


def _of_table(table: pa.Table, *, skips: bool) -> PoolOf:
    no_name_twice(table.schema, "assets")
    if FILM not in table.schema.names:
        return _shared(pool_of_rows(rows_in(table), skips=skips))
    films_must_have_names(table.schema, "assets")
    stretches = stretches_of([table], "assets", row_of_assets)
    rest = table.drop_columns([FILM])

    def pool_of(film: str) -> FilmPool:
        if film not in stretches:
            raise ProblemError([_no_assets(film)])
        assets: list[Any] = []
        for start, stop in stretches[film]:
            assets += rows_in(rest.slice(start, stop - start), start)
        return _pool(film, assets, pool_of_rows, skips=skips)

    return pool_of


def _of_dataset(dataset: Any, *, skips: bool) -> PoolOf:  # noqa: ANN401  # pyarrow has no types
    no_name_twice(dataset.schema, "assets")
    if FILM not in dataset.schema.names:
        return _shared(pool_of_rows(rows_in(dataset.to_table()), skips=skips))
    films_must_have_names(dataset.schema, "assets")
    films = stretches_of(dataset.to_batches(columns=[FILM]), "assets", row_of_assets)
    import pyarrow.compute as pc  # noqa: PLC0415  # slow to load, and few need it

    column = pc.field(FILM).cast(pa.string())

    def pool_of(film: str) -> FilmPool:
        if film not in films:
            raise ProblemError([_no_assets(film)])
        try:
            found = dataset.to_table(filter=column == film)
        except pa.ArrowNotImplementedError:
            raise ProblemError([_not_searched()]) from None
        rows = _rows_of_film(film, found.drop_columns([FILM]))
        return _pool(film, rows, pool_of_rows, skips=skips)

    return pool_of


def pool_of_rows(rows: list[Any], *, skips: bool) -> FilmPool:
    """The pool of assets that were the rows of a table, as problems then say.

    Args:
        rows: The assets; or the problem, where a row cannot be read.
        skips: Whether those that cannot be used are left out.

    Raises:
        ProblemError: Some of them cannot be read (B701) or are malformed (A501 to A503), and are
            not left out.
    """
    try:
        return FilmPool(pool=AssetPool(rows))
    except ProblemError:  # no pool takes the problem of a row as an asset either
        from selector.batch.column_voice import COLUMNS  # noqa: PLC0415  # if something is wrong
        from selector.engine.asset_problems import asset_problems  # noqa: PLC0415  # likewise

        wrong = _by_number([*asset_problems(rows, COLUMNS)])
    for number, row in enumerate(rows):
        if isinstance(row, Problem):
            wrong[number] = [row]
    return _pool_without(rows, wrong, skips=skips)


def _pool_of_assets(assets: Any, *, skips: bool) -> FilmPool:  # noqa: ANN401  # a caller's
    given = assets_in(assets)
    try:
        return FilmPool(pool=AssetPool(given))
    except ProblemError as error:
        from selector.engine.asset_problems import other_than_rows  # noqa: PLC0415  # as above

        problems = [*other_than_rows(assets)] or [*error.problems]
    return _pool_without(given, _by_number(problems), skips=skips)


def _by_number(problems: list[Problem]) -> dict[int, list[Problem]]:
    """The problems of each asset, by its number in the list.

    Raises:
        ProblemError: One is about the list as a whole.
    """
    of_each: dict[int, list[Problem]] = {}
    for problem in problems:
        number = number_in_list(problem)
        if number is None:
            raise ProblemError(problems)
        of_each.setdefault(number, []).append(problem)
    return of_each


def _pool_without(assets: list[Any], wrong: dict[int, list[Problem]], *, skips: bool) -> FilmPool:
    """The pool of the assets that have no problem; `wrong` has those of the others, by number.

    Raises:
        ProblemError: The others are not left out.
    """
    if not skips:
        raise ProblemError(chain.from_iterable(wrong.values()))
    unusable = {id(assets[number]) for number in wrong}  # one that is there twice is told once
    rest = [asset for asset in assets if id(asset) not in unusable]
    numbers = sorted(wrong)
    left_out: list[Problem] = []
    for number in numbers[:_NAMED_AT_MOST]:
        left_out += wrong[number]
    more = len(numbers[_NAMED_AT_MOST:])
    return FilmPool(pool=AssetPool(rest), left_out=tuple(left_out), more=more)


def number_in_list(problem: Problem) -> int | None:
    """The number of the asset in its list that a problem is about; None if it is about the list."""
    found = _NTH_ASSET.match(problem.field)
    if found is None or problem.at != _ASSETS:  # a column may have such a name
        return None
    return int(found[1])


def stretches_of(batches: Iterable[Any], name: str, where: Callable[[int], str]) -> Stretches:
    """The rows of each film's assets.

    Args:
        batches: All rows, in record batches or tables with a column `film`.
        name: What has them, for problems.
        where: Says where a row is, by its number from 0.

    Returns:
        The stretches, by the film.

    Raises:
        ProblemError: A row has no film, so nobody knows whose asset it is (B702).
    """
    found: Stretches = {}
    first = 0
    for batch in batches:
        films = names_as_text(as_table(batch).column(FILM), name)
        for film, start, stop in runs_of(films, first):
            if not film:
                raise ProblemError([no_value(FILM, where(start))])
            found.setdefault(film, []).append((start, stop))
        first += batch.num_rows
    return found


def _rows_of_film(film: str, table: pa.Table) -> list[Any]:
    """The rows of a table that has the assets of one film."""
    return rows_in(table, where=lambda row: f"{_named(film)}, row {row + 1}")


def runs_of(
    films: Any,  # noqa: ANN401  # pyarrow has no types
    first: int,
) -> list[tuple[str | None, int, int]]:
    """The stretches of rows with one film: the film, the first row and the one after the last.

    Args:
        films: A chunked array of text.
        first: The number of its first row.
    """
    import pyarrow.compute as pc  # noqa: PLC0415  # slow to load, and few need it

    runs: list[tuple[str | None, int, int]] = []
    for chunk in films.chunks:
        encoded = pc.run_end_encode(chunk)
        start = first
        ends = encoded.run_ends.to_pylist()
        for film, end in zip(encoded.values.to_pylist(), ends, strict=True):
            stop = first + end
            if runs and runs[-1][0] == film:
                runs[-1] = film, runs[-1][1], stop
            else:
                runs.append((film, start, stop))
            start = stop
        first += len(chunk)
    return runs


def _pool(
    film: str,
    assets: Any,  # noqa: ANN401  # in any of their forms
    make: Callable[..., FilmPool] = _pool_of_assets,
    *,
    skips: bool,
) -> FilmPool:
    if isinstance(assets, AssetPool):
        return FilmPool(pool=assets)
    if isinstance(assets, pa.Table | pa.RecordBatch | pa.RecordBatchReader):
        table = as_table(assets)
        no_name_twice(table.schema, _named(film))
        assets = _rows_of_film(film, table)
        make = pool_of_rows
    try:
        made = make(assets, skips=skips)
    except ProblemError as error:
        raise ProblemError(_of_film(film, error.problems)) from None
    if made.left_out:
        return replace(made, left_out=_of_film(film, made.left_out))
    return made


def _of_film(film: str, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems of a list of assets as those of a film's; that of a row says where it is."""
    at = _assets_of(film)
    return tuple([replace(each, at=at) if each.at == _ASSETS else each for each in problems])


def _assets_of(film: str) -> Location:
    return Location(source=Source(name=_named(film)))


def _named(film: str) -> str:
    return f"assets of film {shown(film)}"


def _no_assets(film: str) -> Problem:
    return Problem(
        at=_assets_of(film),
        code="B703",
        what=f"There are no assets for the film `{shown(film)}`.",
        hint="If it really has none, give it an empty list.",
    )


def _not_searched() -> Problem:
    return Problem(
        at=_ASSETS,
        code="B701",
        what="This dataset cannot be searched for a film: it has a column of views or of runs.",
        hint="Pass `dataset.to_table()` instead.",
    )
