"""A project of a database in; its picks, or the answer for one scene, now or earlier, out."""

from __future__ import annotations

from contextlib import suppress
from itertools import zip_longest
from typing import TYPE_CHECKING

import click

from selector.cli.arguments.database_films import Stored, must_be_stored, rules_for
from selector.cli.arguments.inputs import for_target
from selector.cli.arguments.scene_numbers import ScenesThere, WantedScenes, whole_argument
from selector.cli.picking.shown import show_selection, shown_as
from selector.cli.printing.progress import Progress
from selector.db.connections.addresses import read_url
from selector.db.connections.bulk import batches
from selector.db.connections.database_problems import without_password
from selector.db.decisions.history import DecisionOnRecord, recall
from selector.db.decisions.pick import pick_project, select_within
from selector.db.films.numbers import numbered_scenes
from selector.db.films.projects import find_project, manifests, read_scene
from selector.db.schema.openings import reading
from selector.model.problem import ProblemError, shown
from selector.model.scene_number import SceneNumber
from selector.reporting.rows import title_of
from selector.reporting.rules_used import rules_used
from selector.reporting.verdict import FINDINGS, FINE

if TYPE_CHECKING:
    from selector.cli.arguments.scene_numbers import SceneChoice
    from selector.engine.rules import Rules
    from selector.engine.selection import Selection
    from selector.model.video_model import VideoModel


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
    )
    skipped = [each.at(address) for each in picked.problems]
    shown = shown_as(output, rules_used(rules), where, picked.title, options)
    with Progress("scenes") as progress:
        for selection, decision in zip_longest(picked.selections, picked.stored):
            title = titles.get(selection.scene.index, "")
            show_selection(shown, selection, title, progress, decision)
        shown.done(where if keep else None, skipped)
    return FINDINGS if skipped else FINE


def stored_selection(
    stored: Stored, scene: SceneNumber, rules: str | None, target: VideoModel | None
) -> tuple[Selection, str]:
    """What would be picked now for a scene of a project, and the scene's title.

    Args:
        stored: The database, and the project in it.
        scene: The scene's number.
        rules: The rule file that was named, if one was.
        target: The video model that was named, if one was.

    Returns:
        The selection and the title, which is empty where the scene has none.

    Raises:
        ProblemError: The database cannot be used, or the project has no such scene (F312).
    """
    used = for_target(rules_for(stored, rules), target)
    address = read_url(stored.address)
    with reading(address) as connection:
        project = find_project(connection, stored.project)
        there = ScenesThere([each.number for each in numbered_scenes(connection, project.id)])
        if not there.has(str(scene)):
            raise ProblemError([there.lacks([str(scene)], without_password(address))])
        named, manifest, read = read_scene(connection, project, scene)
        return select_within(connection, project, used, named, read), title_of(manifest)


def past_selection(
    stored: Stored, scene: SceneNumber, decision: str
) -> tuple[DecisionOnRecord, str]:
    """An earlier decision as it was stored, and made again where that gives the same.

    Args:
        stored: The database, and the project in it.
        scene: The scene's number.
        decision: The decision's number, or `last`.

    Returns:
        The decision, and the scene's title today: empty if the scene is gone.

    Raises:
        ProblemError: The database cannot be used, or has no such decision.
    """
    number = None
    if decision != "last":
        number = _decision_number(decision)
    address = must_be_stored(stored)
    on_record = recall.sync(address, stored.project, scene, number)
    title = ""
    # The scene may be gone; its decisions stay.
    with reading(address) as connection, suppress(ProblemError):
        project = find_project(connection, on_record.decision.project_id)
        _, manifest, _ = read_scene(connection, project, scene)
        title = title_of(manifest)
    return on_record, title


def _decision_number(written: str) -> int:
    if not (written.isascii() and written.isdecimal()):
        raise click.UsageError(
            f"`{shown(written)}` is not a decision. After `--decision`, write `last` or a number"
            " that `selector db history` lists."
        )
    number = whole_argument(written)
    if number is None:
        digits = shown(written)
        raise click.UsageError(
            f"There is no decision {digits}. `selector db history` lists the stored decisions."
        )
    return number


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
        project = find_project(connection, stored.project)
        there = numbered_scenes(connection, project.id)
        wants = scenes.among([each.number for each in there], without_password(address))
        wanted = [each for each in there if wants(each.number)]
        for batch in batches(wanted):
            read = manifests(connection, project.id, [each.key for each in batch])
            for each in batch:
                manifest = read.get(each.key)
                titles[each.number] = title_of(manifest) if isinstance(manifest, dict) else ""
    return wants, titles
