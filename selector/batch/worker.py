"""One process of several: a part in; its file written, and how many of its rows have problems.

What a process needs is given to it once. It reads on in the files from part to part.
"""

from __future__ import annotations

import os
import signal
import sys
from multiprocessing import parent_process
from threading import Thread
from typing import Any

from selector.batch.arrow import pa
from selector.batch.film_runs import FilmPart
from selector.batch.parquet_rows import ParquetTable, Rows
from selector.batch.part_folder import PartFolder
from selector.batch.pools_by_film import PoolOf, pools_of
from selector.batch.record_batches import Films
from selector.batch.scene_columns import FILM, rows_in
from selector.engine.rules import Rules
from selector.model.frozen import frozen
from selector.model.problem import Location, Problem, ProblemError, Source, shown


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
    stretches: dict[str, tuple[tuple[int, int], ...]] | None
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
            table = pa.Table.from_batches([*self._assets.read(0, self._work.assets.rows)])
            return pools_of(table)
        return pools_of(self._assets_of)

    def _assets_of(self, film: str) -> list[Any]:
        stretches = (self._work.stretches or {}).get(film)
        if stretches is None:
            raise ProblemError([_no_rows(film, self._work.assets)])
        assets: list[Any] = []
        for start, stop in stretches:
            for batch in self._assets.read(start, stop):
                assets += rows_in(batch.drop_columns([FILM]), "assets")
        return assets

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
        hint="Give each picture of the film a row with its name, the same to the letter.",
        field=FILM,
    )


_workers: list[Worker] = []
"""The one of this process."""


def begin(work: WorkerTask) -> None:
    """Make the worker of this process. Interrupts are for the process that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.meta_path.insert(0, _WithoutPandas())
    Thread(target=_end_with_parent, daemon=True).start()
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


def _end_with_parent() -> None:
    """End this process when the one that started it is gone: nobody is left to stop it."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def pick(part: FilmPart) -> int:
    """Pick for a part, in the process of a worker."""
    return _workers[0].pick(part)
