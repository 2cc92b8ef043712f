"""One process of several: a part in; its file written, and how many of its rows have problems.

What a process needs is given to it once. It reads on in the files from part to part.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from selector.batch.arrow import pa
from selector.batch.film_runs import FilmPart
from selector.batch.parquet_rows import ParquetTable, Rows
from selector.batch.part_folder import PartFolder, Troubles
from selector.batch.pools_by_film import FilmPool, PoolOf, Stretches, number_in_list, pool_of_rows
from selector.batch.record_batches import Films
from selector.batch.scene_columns import FILM, rows_in
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
        return self._pool_of_film

    def _shared(self) -> PoolOf:
        """One pool for all films. What is wrong with it is raised for a row, as anything else."""
        try:
            pool = self._pool([(0, self._work.assets.rows)])
        except ProblemError as error:
            problems = error.problems

            def refuse(_: str) -> FilmPool:
                raise ProblemError(problems)

            return refuse
        return lambda _: pool

    def _pool_of_film(self, film: str) -> FilmPool:
        stretches = (self._work.stretches or {}).get(film)
        if stretches is None:
            raise ProblemError([_no_rows(film, self._work.assets)])
        return self._pool(stretches)

    def _pool(self, stretches: Iterable[tuple[int, int]]) -> FilmPool:
        """The pool of the assets in some rows. What is wrong with one names the file and the row.

        Raises:
            ProblemError: Some of them are malformed, and are not left out.
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
            made = pool_of_rows(assets, skips=self._work.skips)
        except ProblemError as error:
            raise ProblemError(self._in_their_rows(error.problems, numbers)) from None
        if made.left_out:
            return replace(made, left_out=self._in_their_rows(made.left_out, numbers))
        return made

    def _in_their_rows(
        self, problems: Iterable[Problem], numbers: Sequence[int]
    ) -> tuple[Problem, ...]:
        where = self._work.assets.where
        return tuple([_in_its_row(each, lambda nth: where(numbers[nth])) for each in problems])

    def _asset_rows(self, batch: pa.RecordBatch, first: int) -> list[Any]:
        """The assets in a batch, whose first row has that number."""
        columns = [name for name in batch.schema.names if name != FILM]
        return rows_in(batch.select(columns), first, self._work.assets.where)

    def pick(self, part: FilmPart) -> Troubles:
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
        tables = [*map(films.picked, batches)]
        troubles = Troubles(skipped=films.skipped, incomplete=films.incomplete)
        work.folder.write(part, tables, troubles)
        return troubles


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
"""How what is wrong with one of a list of assets names another as a whole."""


def _in_its_row(problem: Problem, where: Callable[[int], str]) -> Problem:
    """A problem of an asset of a list as one of the row that it was read from.

    Args:
        problem: The problem.
        where: Gives the file and the row of an asset, by its number in the list.
    """
    asset, _, attribute = problem.field.partition(".")
    number = number_in_list(problem)
    if number is None:
        return problem
    what = problem.what.replace(f"`{asset}.", "`").replace(f"`{asset}`", "This row")
    what = _NTH_ASSET.sub(lambda other: where(int(other[1])), what)
    at = Location(source=Source(name=where(number)))
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


def pick(part: FilmPart) -> Troubles:
    """Pick for a part, in the process of a worker."""
    return _workers[0].pick(part)
