"""Picking for a project of a database, and asking why there: now, or as it was decided once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from selector.cli.picks_shown import AsJson, AsText
from selector.cli.progress import Progress
from selector.cli.scene_numbers import Numbered
from selector.cli.stored import Stored, rules_for
from selector.db.connect import read_url
from selector.db.history import recall
from selector.db.pick import pick_project
from selector.db.projects import find_project, read_pool, read_scene, scene_indexes
from selector.db.reading import must_be_there, reading
from selector.db.refusals import said
from selector.model.problem import ProblemError
from selector.reporting.rows import title_of
from selector.reporting.verdict import FINE

if TYPE_CHECKING:
    from selector.cli.scene_numbers import SceneNumbers
    from selector.engine.rules import Rules
    from selector.engine.selection import Selection


@dataclass(frozen=True, slots=True)
class _Titled:
    """A project, as far as showing its picks needs."""

    title: str


def pick_stored(
    stored: Stored, rules: Rules, numbers: SceneNumbers, by: str | None, output: str, *, keep: bool
) -> int:  # fmt: skip
    """Pick, keep and show; gives the exit code. Any problem leaves the database as it was.

    Raises:
        ProblemError: The database cannot be used, or the project has no scene of a number that was asked for.
    """
    address = read_url(stored.address)
    must_be_there(address)
    _check_numbers(stored, numbers)
    picked = pick_project.sync(address, stored.project, rules, by=by, only=numbers.wants, record=keep)
    shown = (AsJson if output == "json" else AsText)(_Titled(picked.title), rules, said(address))
    with Progress("scenes") as progress:
        for selection in picked.selections:
            shown.scene(selection, "", progress)
        shown.done(said(address) if keep else None)
    return FINE


def stored_selection(stored: Stored, scene: int, rules: str | None) -> tuple[Selection, str]:
    """What would be picked now for a scene of a project, and the scene's title.

    Raises:
        ProblemError: The database cannot be used, or the project has no such scene (F312).
    """
    with_rules = rules_for(stored, rules)
    address = read_url(stored.address)
    with reading(address) as connection:
        project = find_project(connection, stored.project)
        indexes = scene_indexes(connection, project.id)
        if scene not in indexes:
            raise ProblemError([Numbered(indexes).lacks([str(scene)], said(address))])
        _, manifest, read = read_scene(connection, project, scene)
        return with_rules.select(read, read_pool(connection, project)), title_of(manifest)


def past_selection(stored: Stored, scene: int, decision: str) -> tuple[Selection, str]:
    """A decision on record, made again from what was stored with it, and its title: who decided, and when."""
    if decision != "last" and not decision.isdecimal():
        raise click.UsageError(f"--decision takes a number of `selector db history` or `last`, not {decision!r}.")
    address = read_url(stored.address)
    must_be_there(address)
    number = None if decision == "last" else int(decision)
    past, selection = recall.sync(address, stored.project, scene, number)
    by = f" for {past.asked_by}" if past.asked_by else ""
    return selection, f"decision {past.number}, {past.made_at:%Y-%m-%d %H:%M} UTC{by}"


def _check_numbers(stored: Stored, numbers: SceneNumbers) -> None:
    """Raises ProblemError (F312) where a number that was asked for is no scene's, before anything is written."""
    if numbers.all:
        return
    address = read_url(stored.address)
    with reading(address) as connection:
        indexes = scene_indexes(connection, find_project(connection, stored.project).id)
    for index in indexes:
        numbers.wants(index)
    if numbers.not_met:
        raise ProblemError([Numbered(indexes).lacks(numbers.not_met, said(address))])
