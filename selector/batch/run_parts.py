"""Parquet in; a folder of parts out, by several processes: whole films to each, no row twice.

If a process is stopped, as by a machine that runs out of memory, the parts that are not there yet
are given to new ones. A part that is there is whole.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from itertools import islice
from operator import itemgetter

from selector.batch.film_runs import FilmPart, film_runs, parts_of
from selector.batch.parquet_rows import ParquetTable, Rows, parquet_table
from selector.batch.part_folder import PartFolder, Troubles
from selector.batch.picks_table import COLUMNS
from selector.batch.pools_by_film import stretches_of
from selector.batch.scene_columns import (
    FILM,
    columns_read,
    films_must_have_names,
    no_name_twice,
    wrong_column,
)
from selector.batch.worker import Worker, WorkerTask, begin, pick
from selector.engine.rules import Rules
from selector.model.frozen import frozen
from selector.model.problem import Location, Problem, ProblemError, Source, shown
from selector.model.vocabulary import MEANING
from selector.worker_processes import NoProcessesError, undisturbed, worker_pool

MOST_BREAKS = 3
"""How often in a row processes may be stopped without a part done meanwhile."""


@frozen
class BatchRun:
    """A run, ready to begin.

    Attributes:
        work: What each process is given.
        parts: All parts.
        done_before: How many rows have problems in each part that an earlier run has done, by the
            number of the part.
    """

    work: WorkerTask
    parts: tuple[FilmPart, ...]
    done_before: dict[int, Troubles]


def job(scenes: str, assets: str, rules: Rules, folder: str, *, skips: bool) -> BatchRun:
    """Look at the files, find the films, and make the folder.

    Args:
        scenes: A Parquet file or a folder of such, with the columns that `select_batches` reads.
        assets: Likewise, with a row for each asset; the assets of each film if there is a column
            `film`, else those of all films.
        rules: The rules to pick by.
        folder: Where the parts go, or where an earlier run left some.
        skips: Whether a row that cannot be used gets a row that says why.

    Returns:
        The run.

    Raises:
        ProblemError: A file or the folder cannot be used (B701, B702, B705, B707).
        OSError: A path cannot be used.
    """
    scene_rows = parquet_table(scenes)
    asset_rows = parquet_table(assets)
    read: list[str] = []
    for file, schema in scene_rows.columns:
        read += [name for name in columns_read(schema, file) if name not in read]
    stretches = None
    if _have_films(asset_rows):
        films = Rows(asset_rows, [FILM]).read(0, asset_rows.rows)
        stretches = stretches_of(films, asset_rows.path, asset_rows.where)
    parts = parts_of(film_runs(scene_rows), scene_rows.rows)
    run = _mark(scene_rows, asset_rows, rules, skips=skips)
    out = PartFolder(folder, run)
    out.make()
    work = WorkerTask(
        scenes=scene_rows,
        columns=tuple(read),
        assets=asset_rows,
        stretches=stretches,
        rules=rules,
        folder=out,
        skips=skips,
    )
    return BatchRun(work=work, parts=tuple(parts), done_before=out.done(parts))


def _have_films(assets: ParquetTable) -> bool:
    """Whether the assets are those of each film; all files must say so, or none.

    Raises:
        ProblemError: Only some do, or a column is there twice or of another type (B701).
    """
    have = [file for file, schema in assets.columns if FILM in schema.names]
    for file, schema in assets.columns:
        no_name_twice(schema, file)
        if FILM in schema.names:
            films_must_have_names(schema, file)
        elif have:
            raise ProblemError([_without_film(file, have[0])])
    return bool(have)


def _without_film(file: str, other: str) -> Problem:
    what = f"There is no column `film`, which `{shown(other)}` has."
    hint = "Write the film of each asset into all files, or into none if all films share them."
    return wrong_column(FILM, what, hint, file)


def _mark(scenes: ParquetTable, assets: ParquetTable, rules: Rules, *, skips: bool) -> str:
    """What tells this run from others."""
    skipped = "pictures" if skips else False  # earlier versions skipped no picture
    parts = [scenes.mark, assets.mark, rules.digest, MEANING, skipped, [*COLUMNS]]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def run_parts(job: BatchRun, workers: int, progress: Callable[[int], None]) -> Troubles:
    """Do the parts that are not there yet.

    Args:
        job: The run.
        workers: How many processes.
        progress: Is called with how many scenes are done.

    Returns:
        How many rows of all parts have problems.

    Raises:
        ProblemError: A row cannot be used, and such rows are not skipped; or processes are stopped
            again and again (B706).
        OSError: A part cannot be written.
    """
    left = [part for part in job.parts if part.number not in job.done_before]
    done = _rows(job.parts) - _rows(left)
    troubles = Troubles()
    for before in job.done_before.values():
        troubles = troubles.plus(before)
    breaks = 0
    while left:
        count = len(left)
        with closing(_done_in_turn(job.work, tuple(left), workers)) as finished:
            for part, found in finished:
                left.remove(part)
                troubles = troubles.plus(found)
                done += part.end - part.first
                progress(done)
        if left:
            breaks = breaks + 1 if len(left) == count else 0
            if breaks == MOST_BREAKS:
                raise ProblemError([_stopped(left[0])])
    return troubles


def _rows(parts: Sequence[FilmPart]) -> int:
    return sum(part.end - part.first for part in parts)


def _done_in_turn(
    work: WorkerTask, parts: Sequence[FilmPart], workers: int
) -> Generator[tuple[FilmPart, Troubles], None, None]:
    """Each part when it is done, with how many of its rows have problems; until a process dies.

    Where there can be no processes, this one does it.
    """
    processes = min(workers, len(parts))
    waiting = iter(parts)
    running: dict[Future[Troubles], FilmPart] = {}
    try:
        with worker_pool(processes, begin, work) as pool:
            while True:
                for part in islice(waiting, 2 * processes - len(running)):
                    running[_begun(pool, part)] = part
                if not running:
                    break
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    if isinstance(future.exception(), ProblemError):
                        _raise_first_problem(running)
                    yield running.pop(future), future.result()
    except BrokenProcessPool:
        pass  # whoever asked sees what is left
    except NoProcessesError:
        worker = Worker(work)
        for part in parts:
            yield part, worker.pick(part)
    finally:
        work.folder.tidy()


def _begun(pool: ProcessPoolExecutor, part: FilmPart) -> Future[Troubles]:
    """A part, given to a process, which may have to be started.

    Raises:
        BrokenProcessPool: A process has died, or the one that was to be forked.
    """
    try:
        with undisturbed():
            return pool.submit(pick, part)
    except (OSError, EOFError) as error:
        raise BrokenProcessPool from error


def _raise_first_problem(running: dict[Future[Troubles], FilmPart]) -> None:
    """Of the parts that cannot be done, say why the first one cannot: they begin in their order."""
    wait(running)
    failed = [(part.number, future) for future, part in running.items() if future.exception()]
    _, first = min(failed, key=itemgetter(0))
    first.result()


def _stopped(part: FilmPart) -> Problem:
    return Problem(
        at=Location(source=Source(name=f"rows {part.first + 1} to {part.end}")),
        code="B706",
        what="The processes that pick for these rows were stopped again and again.",
        hint="Did they run out of memory? Try `--workers 1`.",
    )
