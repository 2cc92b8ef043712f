"""Picking for a project of a database, and asking why there: now, or as it was decided once."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Literal

import click

from selector.cli.arguments.database_films import Stored, must_be_stored, rules_for
from selector.cli.arguments.scene_numbers import ScenesThere, WantedScenes, whole_argument
from selector.cli.picking.shown import AsJson, AsText, Shown
from selector.cli.printing.progress import Progress
from selector.db.connections.addresses import read_url
from selector.db.connections.bulk import batches
from selector.db.connections.database_problems import without_password
from selector.db.decisions.history import DecisionOnRecord, recall
from selector.db.decisions.pick import pick_project
from selector.db.films.film_pool import read_pool
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


@dataclass(frozen=True, slots=True)
class _Titled:
    """A project, as far as showing its picks needs."""

    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """A decision on record. `title` is what the scene is called today, if it is there still."""

    recalled: DecisionOnRecord
    title: str


def pick_stored(
    stored: Stored,
    rules: Rules,
    scenes: SceneChoice,
    by: str | None,
    output: str,
    *,
    keep: bool,
    skip: bool,
) -> int:
    """Pick, keep and show; gives the exit code. Any problem leaves the database as it was, unless it may be skipped.

    Raises:
        ProblemError: The database cannot be used, or the project has no scene of a number that was asked for.
    """
    address = must_be_stored(stored)
    wants, titles = _wanted(stored, scenes)
    on_problem: Literal["raise", "skip"] = "skip" if skip else "raise"
    picked = pick_project.sync(
        address, stored.project, rules, by=by, only=wants, on_problem=on_problem, record=keep
    )
    skipped = [each.at(address) for each in picked.problems]
    film, where = _Titled(picked.title), without_password(address)
    used = rules_used(rules)
    shown: Shown = (
        AsText(film, used, where, stored.project) if output == "text" else AsJson(film, used, where)
    )
    with Progress("scenes") as progress:
        for selection, kept in zip_longest(picked.selections, picked.stored):
            shown.scene(selection, titles.get(selection.scene.index, ""), progress, kept)
        shown.done(without_password(address) if keep else None, skipped)
    return FINDINGS if skipped else FINE


def stored_selection(
    stored: Stored, scene: SceneNumber, rules: str | None
) -> tuple[Selection, str]:
    """What would be picked now for a scene of a project, and the scene's title.

    Raises:
        ProblemError: The database cannot be used, or the project has no such scene (F312).
    """
    with_rules = rules_for(stored, rules)
    address = read_url(stored.address)
    with reading(address) as connection:
        project = find_project(connection, stored.project)
        there = ScenesThere([each.number for each in numbered_scenes(connection, project.id)])
        if not there.has(str(scene)):
            raise ProblemError([there.lacks([str(scene)], without_password(address))])
        _, manifest, read = read_scene(connection, project, scene)
        return with_rules.select(read, read_pool(connection, project)), title_of(manifest)


def past_selection(stored: Stored, scene: SceneNumber, decision: str) -> Past:
    """A decision on record, as it was stored; made again as well, where that gives the same."""
    number = None if decision == "last" else _number(decision)
    address = must_be_stored(stored)
    recalled = recall.sync(address, stored.project, scene, number)
    title = ""
    with (
        reading(address) as connection,
        suppress(ProblemError),
    ):  # the scene may be gone; its decisions stay
        title = title_of(
            read_scene(connection, find_project(connection, recalled.decision.project_id), scene)[1]
        )
    return Past(recalled=recalled, title=title)


def _title(manifest: object) -> str:
    return title_of(manifest) if isinstance(manifest, dict) else ""


def _number(decision: str) -> int:
    if not (decision.isascii() and decision.isdecimal()):
        hint = "--decision takes a number of `selector db history` or `last`"
        raise click.UsageError(f"{hint}, not `{shown(decision)}`.")
    number = whole_argument(decision)
    if number is None:
        raise click.UsageError(
            f"There is no decision {shown(decision)}. `selector db history` lists them."
        )
    return number


def _wanted(
    stored: Stored, scenes: SceneChoice
) -> tuple[WantedScenes, dict[SceneNumber | None, str]]:
    """The scenes that are asked for, and the title of each of them by its number.

    Raises:
        ProblemError: A number that was asked for is no scene's (F312): before anything is written.
    """
    address = read_url(stored.address)
    titles: dict[SceneNumber | None, str] = {}
    with reading(address) as connection:
        project = find_project(connection, stored.project)
        there = numbered_scenes(connection, project.id)
        wants = scenes.among([each.number for each in there], without_password(address))
        for batch in batches([each for each in there if wants(each.number)]):
            read = manifests(connection, project.id, [each.key for each in batch])
            titles |= {each.number: _title(read.get(each.key)) for each in batch}
    return wants, titles
