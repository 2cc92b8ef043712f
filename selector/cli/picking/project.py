"""A project of a database in; its picks, or the answer for one scene, now or earlier, out."""

from __future__ import annotations

from contextlib import suppress
from itertools import zip_longest
from typing import TYPE_CHECKING

from selector.cli.arguments.database_films import Stored, must_be_stored, rules_for
from selector.cli.arguments.inputs import for_target
from selector.cli.arguments.scene_numbers import ScenesThere, WantedScenes
from selector.cli.picking.decided import decision_number
from selector.cli.picking.dry_run import with_changes
from selector.cli.picking.findings import Findings
from selector.cli.picking.shown import show_selection, shown_as
from selector.cli.printing.progress import Progress
from selector.data import comes_with_selector
from selector.db.connections.addresses import read_url
from selector.db.connections.bulk import batches
from selector.db.connections.database_problems import without_password
from selector.db.decisions.history import DecisionOnRecord, recall
from selector.db.decisions.pick import pick_project, select_within
from selector.db.films.film_pool import read_pool
from selector.db.films.numbers import numbered_scenes
from selector.db.films.projects import (
    all_numbers,
    find_project,
    manifests,
    read_scene,
    stored_scenes,
)
from selector.db.films.unusable import StoredProblem
from selector.db.schema.openings import reading
from selector.model.problem import ProblemError
from selector.model.scene_number import SceneNumber
from selector.reporting.rows import title_of
from selector.reporting.rules_used import rules_used
from selector.reporting.verdict import FINDINGS, FINE
from selector.review.absent_names import AbsentNames
from selector.review.advice.film_around import FilmAround

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Connection

    from selector.cli.arguments.scene_numbers import SceneChoice
    from selector.db.decisions.decision_store import StoredDecision
    from selector.db.decisions.pick import PickedProject
    from selector.db.decisions.sending import Sending
    from selector.db.films.projects import FoundProject
    from selector.engine.pool import AssetPool
    from selector.engine.rules import Rules
    from selector.engine.selection import Selection
    from selector.model.problem import Problem
    from selector.model.scene import Scene
    from selector.model.video_model import VideoModel
    from selector.record.changed import Change


def pick_stored(
    stored: Stored,
    rules: Rules,
    scenes: SceneChoice,
    by: str | None,
    output: str,
    options: str,
    *,
    keep: bool,
    skip: bool,
) -> int:
    """Pick, store and show. A problem leaves the database as it was, unless it may be skipped.

    Args:
        stored: The database, and the project in it.
        rules: The rules to pick with.
        scenes: The scenes to pick for.
        by: Who wants the picks.
        output: `text` or `json`.
        options: What `selector why` needs to be given as well, as `shown_as` takes it.
        keep: Store the picks; without it they are only shown.
        skip: Leave out scenes and pictures that cannot be used.

    Returns:
        The exit code: 1 where something was left out, otherwise 0.

    Raises:
        ProblemError: The database cannot be used, or the project has no scene of a wanted number.
    """
    address = must_be_stored(stored)
    where = without_password(address)
    wants, titles = _wanted(stored, scenes)
    picked = pick_project.sync(
        address,
        stored.project,
        rules,
        by=by,
        only=wants,
        on_problem="skip" if skip else "raise",
        record=keep,
        include=stored.include,
    )
    skipped = [each.at(address) for each in picked.problems]
    shown = shown_as(output, rules_used(rules), where, picked.title, options)
    with Progress("scenes") as progress:
        for selection, decision, change in _as_stored(stored, picked, keep=keep):
            title = titles.get(selection.scene.index, "")
            show_selection(shown, selection, title, progress, decision, change)
        absent = _absent_in_picked(stored, rules, picked, is_whole=scenes.all)
        shown.done(where if keep else None, skipped, Findings(absent=absent))
    return FINDINGS if skipped else FINE


def _as_stored(
    stored: Stored, picked: PickedProject, *, keep: bool
) -> Iterator[tuple[Selection, StoredDecision | None, Change | None]]:
    """Each selection with what became of it, or with what would change if it was stored."""
    if keep:
        for selection, decision in zip_longest(picked.selections, picked.stored):
            yield selection, decision, None
        return
    pairs = ((None, selection) for selection in picked.selections)
    for _, selection, change in with_changes(pairs, stored.address, stored.project):
        yield selection, None, change


def stored_selection(
    stored: Stored,
    scene: SceneNumber,
    rules: str | None,
    target: VideoModel | None,
    skipped: list[Problem] | None,
) -> tuple[Selection, str, tuple[str, ...] | None, FilmAround]:
    """What would be picked now for a scene of a project, and what the rules name in vain.

    Args:
        stored: The database, and the project in it.
        scene: The scene's number.
        rules: The rule file that was named, if one was.
        target: The video model that was named, if one was.
        skipped: A list that gets the pictures that cannot be used; None to stop at the first.

    Returns:
        The selection; the scene's title, which is empty where it has none; what the rules name that
        the film does not have, or None for rules that are made for any film; and the film.

    Raises:
        ProblemError: The database cannot be used, or the project has no such scene (F312).
    """
    used = for_target(rules_for(stored, rules), target)
    address = read_url(stored.address)
    with reading(address) as connection:
        project = find_project(connection, stored.project, stored.include)
        there = ScenesThere(all_numbers(connection, project))
        if not there.has(str(scene)):
            raise ProblemError([there.lacks([str(scene)], without_password(address))])
        named, manifest, read = read_scene(connection, project, scene)
        left_out: list[StoredProblem] = []
        pool = read_pool(
            connection,
            project,
            None if skipped is None else left_out,
            used.plan.send_cleaned,
        )
        if skipped is not None:
            skipped += [each.at(address) for each in left_out]
        selection = select_within(connection, project, used, pool, named, read)
        absent = _absent(used, [selection], _every_scene(connection, project))
        around = FilmAround(used, pool)
        around.add_all(_every_scene(connection, project))
        return selection, title_of(manifest), absent, around


def _absent_in_picked(
    stored: Stored, rules: Rules, picked: PickedProject, *, is_whole: bool
) -> tuple[str, ...] | None:
    """What the rules name that the film does not have.

    Args:
        stored: The database, and the project in it.
        rules: The rules.
        picked: What was picked.
        is_whole: Whether that is for every scene of the film.

    Returns:
        The names, none of a film that could not be read whole; None for rules that are made for any
        film.
    """
    if picked.problems:
        return ()

    every = None if is_whole else _every_scene_anew(stored)
    return _absent(rules, picked.selections, every)


def _absent(
    rules: Rules, selections: Sequence[Selection], every: Iterable[Scene | None] | None
) -> tuple[str, ...] | None:
    """What rules name that a film does not have.

    Args:
        rules: The rules.
        selections: What was chosen for scenes of the film.
        every: All scenes of the film, read only if others than those may have what is missed; None
            if there are no others. A scene that cannot be read is None.

    Returns:
        The names; None for rules that are made for any film.
    """
    if comes_with_selector(rules.rule_set.source.name) or not selections:
        return None
    pool = selections[0].pool
    scenes = [each.scene for each in selections]
    absent = _looked_for(rules, pool, scenes)
    if every is not None and absent.hinge_on_scenes:
        absent = _looked_for(rules, pool, every)
    return absent.names


def _looked_for(rules: Rules, pool: AssetPool, scenes: Iterable[Scene | None]) -> AbsentNames:
    absent = AbsentNames(rules, pool)
    for scene in scenes:
        if scene is None:
            absent.miss_scene()
        else:
            absent.look_at(scene)
    return absent


def _every_scene_anew(stored: Stored) -> Iterator[Scene | None]:
    with reading(read_url(stored.address)) as connection:
        project = find_project(connection, stored.project, stored.include)
        yield from _every_scene(connection, project)


def _every_scene(connection: Connection, project: FoundProject) -> Iterator[Scene | None]:
    """Every scene of a project, in as few queries as there are batches; None if it is unusable."""
    every = numbered_scenes(connection, project.id)
    for batch in stored_scenes(connection, project.id, every):
        for _, scene in batch:
            if isinstance(scene, StoredProblem):
                yield None
            else:
                yield scene


def past_selection(
    stored: Stored, scene: SceneNumber, decision: str
) -> tuple[DecisionOnRecord, str, tuple[Sending, ...]]:
    """An earlier decision as it was stored, and made again where that gives the same.

    Args:
        stored: The database, and the project in it.
        scene: The scene's number.
        decision: The decision's number, or `last`.

    Returns:
        The decision; the scene's title today, which is empty if the scene is gone; and what a
        pipeline recorded that it sent for the decision, the newest first.

    Raises:
        ProblemError: The database cannot be used, or has no such decision.
    """
    number = decision_number(decision)
    address = must_be_stored(stored)
    on_record = recall.sync(address, stored.project, scene, number)
    title = ""
    # The scene may be gone; its decisions stay.
    with reading(address) as connection, suppress(ProblemError):
        project = find_project(connection, on_record.decision.project_id, "deleted")
        _, manifest, _ = read_scene(connection, project, scene)
        title = title_of(manifest)
    from selector.db.decisions.sending import read_sent

    past = on_record.decision
    sent = read_sent.sync(address, str(past.project_id), scene)
    decided = (past.scene_key, past.number)
    its = [each for each in sent if (each.scene_key, each.decision) == decided]
    return on_record, title, tuple(its)


def _wanted(
    stored: Stored, scenes: SceneChoice
) -> tuple[WantedScenes, dict[SceneNumber | None, str]]:
    """The scenes that are wanted, and the title of each of them by its number.

    Raises:
        ProblemError: No scene has a wanted number (F312); raised before anything is written.
    """
    address = read_url(stored.address)
    titles: dict[SceneNumber | None, str] = {}
    with reading(address) as connection:
        project = find_project(connection, stored.project, stored.include)
        there = numbered_scenes(connection, project.id)
        wants = scenes.among(all_numbers(connection, project), without_password(address))
        wanted = [each for each in there if wants(each.number)]
        for batch in batches(wanted):
            read = manifests(connection, project.id, [each.key for each in batch])
            for each in batch:
                manifest = read.get(each.key)
                titles[each.number] = title_of(manifest) if isinstance(manifest, dict) else ""
    return wants, titles
