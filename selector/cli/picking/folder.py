"""Picking for a film: each scene is read, chosen for, shown and kept in turn, so that any length goes through."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from selector.cli.arguments.scene_numbers import SceneChoice, WantedScenes
from selector.cli.picking.shown import Shown
from selector.cli.printing.output import quieten
from selector.cli.printing.progress import Progress
from selector.engine.rules import Rules
from selector.engine.selection import Selection
from selector.model.problem import ProblemError
from selector.reading.film import Film
from selector.reporting.rows import title_of
from selector.reporting.verdict import FINE, exit_code

if TYPE_CHECKING:
    from selector.db.decisions.decision_store import StoredDecision
    from selector.db.decisions.last_pick import Inputs


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What to pick, and where to keep it; `url` is None where nothing is kept. `by` is who asks.

    `inputs` gives what was read, where an unchanged film is to be known again.
    """

    film: Film
    rules: Rules
    scenes: SceneChoice
    url: str | None
    by: str | None = None
    inputs: Callable[[], Inputs | None] | None = None


def pick_film(job: Job, shown: Shown) -> int:
    """Pick, show and keep; gives the exit code. Any problem leaves the database as it was."""
    with Progress("scenes") as progress:
        try:
            database = _keep(job, _results(job, progress), _Showing(shown, progress))
        except ProblemError as error:
            progress.clear()
            shown.failed(error.problems)
            return exit_code(error.problems)
        progress.clear()
        shown.done(database)
    return FINE


def _keep(
    job: Job, results: Iterable[tuple[Mapping[str, Any], Selection]], showing: _Showing
) -> str | None:
    """Take all results, into the database if there is one, and show what became of each; gives its name."""
    if job.url is None:
        for manifest, selection in results:
            showing.scene(manifest, selection, None)
        return None
    from selector.db.decisions.record import record_film

    return record_film.sync(
        job.url,
        job.film,
        results,
        whole_film=job.scenes.all,
        by=job.by,
        on_stored=showing.scene,
        inputs=job.inputs,
    ).database


class _Showing:
    """Shows selections until nobody reads them any more: the film is kept all the same."""

    def __init__(self, shown: Shown, progress: Progress) -> None:
        self._shown: Shown | None = shown
        self._progress = progress

    def scene(
        self, manifest: Mapping[str, Any], selection: Selection, kept: StoredDecision | None
    ) -> None:
        if self._shown is None:
            return
        try:
            self._shown.scene(selection, title_of(manifest), self._progress, kept)
        except BrokenPipeError:
            quieten()
            self._shown = None


def _results(job: Job, progress: Progress) -> Iterator[tuple[Mapping[str, Any], Selection]]:
    """Each wanted scene's manifest and selection; ends in a ProblemError where any scene of the film is broken."""
    pool, wants = job.film.pool(), _wanted(job)
    for number, (scene, manifest) in enumerate(job.film.usable_scenes(), 1):
        if wants(scene.index):
            progress.at(number)
            yield manifest, job.rules.select(scene, pool)


def _wanted(job: Job) -> WantedScenes:
    """Which scenes are wanted. Only where some are named is the film read before, for the numbers that it has."""
    named = () if job.scenes.all else [scene.index for scene, _ in job.film.usable_scenes()]
    return job.scenes.among(
        [number for number in named if number is not None], str(job.film.folder)
    )
