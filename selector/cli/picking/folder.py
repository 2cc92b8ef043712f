"""A film folder in; its picks shown and stored, and an exit code out.

Each scene is read, chosen for, shown and stored in turn, so that a film of any length goes through.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from selector.cli.arguments.scene_numbers import SceneChoice, WantedScenes
from selector.cli.picking.shown import Shown, show_selection
from selector.cli.printing.output import quieten
from selector.cli.printing.progress import Progress
from selector.engine.rules import Rules
from selector.engine.scenes_before import ScenesBefore
from selector.engine.selection import Selection
from selector.model.frozen import frozen
from selector.model.problem import ProblemError
from selector.reading.film import Film
from selector.reporting.rows import title_of
from selector.reporting.verdict import FINE, exit_code

if TYPE_CHECKING:
    from selector.db.decisions.decision_store import StoredDecision
    from selector.db.decisions.last_pick import Inputs


@frozen
class Job:
    """What to pick, and where to store it.

    `url` is the database, None where nothing is stored; `by` says who wants the picks; `inputs`
    gives what was read, so that an unchanged film is known the next time.
    """

    film: Film
    rules: Rules
    scenes: SceneChoice
    url: str | None
    by: str | None = None
    inputs: Callable[[], Inputs | None] | None = None


def pick_film(job: Job, shown: Shown) -> int:
    """Pick, show and store; give the exit code. Any problem leaves the database as it was."""
    database = None
    with Progress("scenes") as progress:
        results = _results(job, progress)
        showing = _Showing(shown, progress)
        try:
            if job.url is None:
                for manifest, selection in results:
                    showing.scene(manifest, selection, None)
            else:
                from selector.db.decisions.record import record_film

                database = record_film.sync(
                    job.url,
                    job.film,
                    results,
                    whole_film=job.scenes.all,
                    by=job.by,
                    on_stored=showing.scene,
                    inputs=job.inputs,
                ).database
        except ProblemError as error:
            progress.clear()
            shown.failed(error.problems)
            return exit_code(error.problems)
        progress.clear()
        shown.done(database)
    return FINE


class _Showing:
    """Shows selections until nobody reads them any more: the film is stored all the same."""

    def __init__(self, shown: Shown, progress: Progress) -> None:
        self._shown: Shown | None = shown
        self._progress = progress

    def scene(
        self,
        manifest: Mapping[str, Any],
        selection: Selection,
        stored: StoredDecision | None,
    ) -> None:
        if self._shown is None:
            return
        try:
            show_selection(self._shown, selection, title_of(manifest), self._progress, stored)
        except BrokenPipeError:
            quieten()
            self._shown = None


def _results(job: Job, progress: Progress) -> Iterator[tuple[Mapping[str, Any], Selection]]:
    """Each wanted scene's manifest and selection.

    Raises:
        ProblemError: A scene of the film is broken, wanted or not; raised at the end.
    """
    pool = job.film.pool()
    before = ScenesBefore(job.rules, pool)
    wants = _wanted(job)
    for number, (scene, manifest) in enumerate(job.film.usable_scenes(), 1):
        if wants(scene.index):
            progress.at(number)
            selection = job.rules.select(scene, pool, earlier=before.film_so_far)
            before.add(selection)
            yield manifest, selection
        else:
            before.go_past(scene)


def _wanted(job: Job) -> WantedScenes:
    """Which scenes are wanted. The film is read beforehand only where some of them are named."""
    indexes = (scene.index for scene, _ in job.film.usable_scenes())
    numbers = (index for index in indexes if index is not None)
    return job.scenes.among(numbers, str(job.film.folder))
