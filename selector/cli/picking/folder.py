"""A film folder in; its picks shown and stored, and an exit code out.

Each scene is read, chosen for, shown and stored in turn, so that a film of any length goes through.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from selector.cli.arguments.scene_numbers import SceneChoice, WantedScenes
from selector.cli.picking.findings import Findings, with_findings
from selector.cli.picking.shown import Shown, show_selection
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
    from selector.engine.pool import AssetPool
    from selector.model.scene_number import SceneNumber
    from selector.record.changed import Change
    from selector.review.absent_names import AbsentNames
    from selector.review.idle_in_film import IdleInFilm


@frozen
class Job:
    """What to pick, and where to store it.

    `url` is the database, None if there is none to look into; `is_dry` says that nothing is stored;
    `by` says who wants the picks; `inputs`
    gives what was read, so that an unchanged film is known the next time. `looks_for_idle` says
    whether the rules are the film's own, so that each of their entries should change something.
    `looks_for_names` says whether somebody may correct what they name.
    """

    film: Film
    rules: Rules
    scenes: SceneChoice
    url: str | None
    is_dry: bool = False
    by: str | None = None
    inputs: Callable[[], Inputs | None] | None = None
    looks_for_idle: bool = False
    looks_for_names: bool = False


def pick_film(job: Job, shown: Shown) -> int:
    """Pick, show and store; give the exit code. Any problem leaves the database as it was."""
    database = None
    moved = Findings()
    with Progress("scenes") as progress:
        showing = _Showing(shown, progress)
        try:
            pool = job.film.pool(job.rules.plan.send_cleaned)
            looking = _Looking(job, pool)
            results = _results(job, pool, progress, looking)
            if job.url is None:
                for manifest, selection in results:
                    showing.scene(manifest, selection, None)
            elif job.is_dry:
                from selector.cli.picking.dry_run import CameAndWent, with_changes

                new = CameAndWent()
                picked = with_changes(results, job.url, job.film.title, new)
                for manifest, selection, change in picked:
                    showing.scene(manifest, selection, None, change)
                went = new.went if job.scenes.all else ()
                moved = _moved(new.came, went, showing.count)
            else:
                from selector.db.decisions.record import record_film

                recorded = record_film.sync(
                    job.url,
                    job.film,
                    results,
                    whole_film=job.scenes.all,
                    by=job.by,
                    on_stored=showing.scene,
                    inputs=lambda: _inputs(job, showing, looking),
                )
                database = recorded.database
                changes = recorded.changes.scenes
                moved = _moved(changes.added, changes.removed, recorded.scenes)
        except ProblemError as error:
            progress.clear()
            shown.failed(error.problems)
            return exit_code(error.problems)
        progress.clear()
        findings = replace(looking.findings(), added=moved.added, removed=moved.removed)
        shown.done(database, findings=findings)
    return FINE


def _moved(came: Sequence[SceneNumber], went: Sequence[SceneNumber], scenes: int) -> Findings:
    """Which scenes came and went since the last pick; nothing if all came, for there was none."""
    if len(came) == scenes and not went:
        return Findings()
    return Findings(added=tuple(map(_number, came)), removed=tuple(map(_number, went)))


def _number(named: SceneNumber) -> SceneNumber:
    """A scene number: a whole one is an integer, though changes are named in text."""
    text = str(named)
    if text.isdecimal() and text == str(int(text)):
        return int(text)
    return named


def _inputs(job: Job, showing: _Showing, looking: _Looking) -> Inputs | None:
    """What was read, with what was found out about the rules."""
    inputs = None if job.inputs is None else job.inputs()
    if inputs is None:
        return None
    findings = replace(looking.findings(), limits_not_met=showing.limits_not_met)
    return replace(inputs, shown=with_findings(inputs.shown, findings))


class _Looking:
    """Looks for what the rules name in vain and say in vain, as far as the job wants it."""

    def __init__(self, job: Job, pool: AssetPool) -> None:
        self.idle: IdleInFilm | None = None
        self.absent: AbsentNames | None = None
        if job.looks_for_idle:
            from selector.review.idle_in_film import IdleInFilm

            self.idle = IdleInFilm(job.rules)
        if job.looks_for_names:
            from selector.review.absent_names import AbsentNames

            self.absent = AbsentNames(job.rules, pool)

    def findings(self) -> Findings:
        """What was found out, after the last scene."""
        return Findings(
            idle=None if self.idle is None else self.idle.paths,
            absent=None if self.absent is None else self.absent.names,
        )


class _Showing:
    """Shows selections, and collects what they say of the rules."""

    def __init__(self, shown: Shown, progress: Progress) -> None:
        self._shown = shown
        self._progress = progress
        self.count = 0
        self.limits_not_met: dict[int, tuple[str, ...]] = {}
        """By the index of its scene, the limits of which fewer are sent than they ask for."""

    def scene(
        self,
        manifest: Mapping[str, Any],
        selection: Selection,
        stored: StoredDecision | None,
        change: Change | None = None,
    ) -> None:
        scene = show_selection(
            self._shown, selection, title_of(manifest), self._progress, stored, change
        )
        if scene.limits_not_met:
            self.limits_not_met[self.count] = scene.limits_not_met
        self.count += 1


def _results(
    job: Job, pool: AssetPool, progress: Progress, looking: _Looking
) -> Iterator[tuple[Mapping[str, Any], Selection]]:
    """Each wanted scene's manifest and selection.

    Raises:
        ProblemError: A scene of the film is broken, wanted or not; raised at the end.
    """
    before = ScenesBefore(job.rules, pool)
    wants = _wanted(job)
    for number, (scene, manifest) in enumerate(job.film.usable_scenes(), 1):
        if looking.absent is not None:
            looking.absent.look_at(scene)
        if wants(scene.index):
            progress.at(number)
            selection = job.rules.select(scene, pool, earlier=before.film_so_far)
            if looking.idle is not None:
                looking.idle.look_at(selection, before.film_so_far)
            before.add(selection)
            yield manifest, selection
        else:
            before.go_past(scene)


def _wanted(job: Job) -> WantedScenes:
    """Which scenes are wanted. The film is read beforehand only where some of them are named."""
    indexes = (scene.index for scene, _ in job.film.usable_scenes())
    numbers = (index for index in indexes if index is not None)
    return job.scenes.among(numbers, str(job.film.folder))
