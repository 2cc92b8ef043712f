"""One process of several: a part in; its file written, and how many of its rows have problems.

What a process needs is given to it once. It reads on in the files from part to part.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from selector.batch.arrow import pa
from selector.batch.film_runs import FilmPart
from selector.batch.parquet_rows import ParquetTable, Rows
from selector.batch.part_folder import PartFolder
from selector.batch.pools_by_film import PoolOf, Stretches, pool_of_rows, pools_of
from selector.batch.record_batches import Films
from selector.batch.scene_columns import FILM, rows_in
from selector.engine.pool import AssetPool
from selector.engine.rules import Rules
from selector.model.frozen import frozen
from selector.model.problem import Location, Problem, ProblemError, Source, shown
from selector.worker_processes import leave_signals_to_the_first


@frozen
class WorkerTask:
    """What all processes are given.

    Attributes:
        scenes: The files with the scenes.
        columns: The columns of these that are read.
        assets: The files with the assets.
        stretches: The rows of each film in these; None if all films share them.
        rules: The rules to pick by.
        folder: Where the parts go.
        skips: Whether a row that cannot be used gets a row that says why.
    """

    scenes: ParquetTable
    columns: tuple[str, ...]
    assets: ParquetTable
    stretches: Stretches | None
    rules: Rules
    folder: PartFolder
    skips: bool


class Worker:
    """Picks for one part after another."""

    def __init__(self, work: WorkerTask) -> None:
        self._work = work
        self._scenes = Rows(work.scenes, work.columns)
        self._assets = Rows(work.assets)
        self._pool_of = self._pools()

    def _pools(self) -> PoolOf:
        if self._work.stretches is None:
            return self._shared()
        return pools_of(self._pool_of_film)

    def _shared(self) -> PoolOf:
        """One pool for all films. What is wrong with it is raised for a row, as anything else."""
        try:
            pool = self._pool([(0, self._work.assets.rows)])
        except ProblemError as error:
            problems = error.problems

            def refuse(_: str) -> AssetPool[Any]:
                raise ProblemError(problems)

            return refuse
        return lambda _: pool

    def _pool_of_film(self, film: str) -> AssetPool[Any]:
        stretches = (self._work.stretches or {}).get(film)
        if stretches is None:
            raise ProblemError([_no_rows(film, self._work.assets)])
        return self._pool(stretches)

    def _pool(self, stretches: Iterable[tuple[int, int]]) -> AssetPool[Any]:
        """The pool of the assets in some rows.

        Raises:
            ProblemError: Some of them are malformed; each problem names the file and the row.
        """
        assets: list[Any] = []
        numbers: list[int] = []
        for start, stop in stretches:
            first = start
            numbers += range(start, stop)
            for batch in self._assets.read(start, stop):
                assets += self._asset_rows(batch, first)
                first += batch.num_rows
        try:
            return pool_of_rows(assets)
        except ProblemError as error:
            where = self._work.assets.where
            problems = [
                _in_its_row(each, lambda nth: where(numbers[nth])) for each in error.problems
            ]
            raise ProblemError(problems) from None

    def _asset_rows(self, batch: pa.RecordBatch, first: int) -> list[Any]:
        """The assets in a batch, whose first row has that number."""
        columns = [name for name in batch.schema.names if name != FILM]
        return rows_in(batch.select(columns), first, self._work.assets.where)

    def pick(self, part: FilmPart) -> int:
        """Pick for the films of a part and write it.

        Returns:
            How many of its rows have problems.

        Raises:
            ProblemError: A row cannot be used, and such rows are not skipped.
            OSError: The part cannot be written.
        """
        work = self._work
        films = Films(
            self._pool_of,
            work.rules,
            skips=work.skips,
            first_row=part.first,
            begun=part.returned,
            where=work.scenes.where,
        )
        batches = self._scenes.read(part.first, part.end)
        work.folder.write(part, [*map(films.picked, batches)], films.problems)
        return films.problems


def _no_rows(film: str, assets: ParquetTable) -> Problem:
    """No row of the assets is of a film."""
    return Problem(
        at=Location(source=Source(name=assets.path)),
        code="B703",
        what=f"No row has `{shown(film)}` in the column `film`, so this film has no assets.",
        hint="Give each picture of the film a row with exactly this name in that column.",
        field=FILM,
    )


_NTH_ASSET = re.compile(r"`assets\[(\d+)\]`")
"""How problems of a list of assets name one of them as a whole."""


def _in_its_row(problem: Problem, where: Callable[[int], str]) -> Problem:
    """A problem of an asset of a list as one of the row that it was read from.

    Args:
        problem: The problem.
        where: Gives the file and the row of an asset, by its number in the list.
    """
    asset, _, attribute = problem.field.partition(".")
    number = _NTH_ASSET.fullmatch(f"`{asset}`")
    if number is None:
        return problem
    what = problem.what.replace(f"`{asset}.", "`").replace(f"`{asset}`", "This row")
    what = _NTH_ASSET.sub(lambda other: where(int(other[1])), what)
    at = Location(source=Source(name=where(int(number[1]))))
    return replace(problem, at=at, what=what, field=attribute)


_workers: list[Worker] = []
"""The one of this process."""


def begin(work: WorkerTask) -> None:
    """Make the worker of this process."""
    leave_signals_to_the_first()
    sys.meta_path.insert(0, _WithoutPandas())
    _workers.append(Worker(work))


class _WithoutPandas:
    """Finds no pandas. pyarrow loads it for its first array, which costs 0.4 seconds and 40 MiB."""

    @staticmethod
    def find_spec(name: str, *_: object) -> None:
        """Nothing for all other modules.

        Raises:
            ModuleNotFoundError: It is pandas.
        """
        if name == "pandas":
            raise ModuleNotFoundError(name=name)


def pick(part: FilmPart) -> int:
    """Pick for a part, in the process of a worker."""
    return _workers[0].pick(part)
