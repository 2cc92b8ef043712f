"""A project of a database in; its scenes with their answers, as they were decided, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from selector.cli.picking.answers import MOST_SCENES, too_many_scenes
from selector.cli.picking.decided import answer_on_record, decided_in_words, decision_number
from selector.cli.printing.output import print_sentence
from selector.db.connections.database_problems import problem
from selector.db.decisions.history import recall_scenes
from selector.db.films.numbers import numbered_scenes
from selector.db.films.projects import manifests
from selector.engine.selection import Selection
from selector.model.phrases import listed
from selector.reporting.rows import title_of
from selector.reporting.sheet.sheet_values import AnsweredScene
from selector.reporting.terminal import printable
from selector.reporting.verdict import counted
from selector.review.advice.adviser import Adviser

if TYPE_CHECKING:
    from selector.cli.arguments.scene_numbers import SceneChoice
    from selector.cli.picking.project_film import ProjectFilm
    from selector.db.decisions.history import DecisionOnRecord
    from selector.db.films.numbers import NumberedScene
    from selector.model.problem import ProblemError

_MOST_NAMED = 5
"""Scenes without a decision that are named."""


def decided_scenes(
    film: ProjectFilm, scenes: SceneChoice, decision: str, pick: str
) -> Iterator[AnsweredScene]:
    """The scenes of a project that are wanted, each with one of its stored decisions.

    Args:
        film: The project.
        scenes: The scenes that are wanted.
        decision: The decision's number within its scene, or `last`.
        pick: The command that picks for the film, as a person would type it.

    Yields:
        Each scene that has such a decision, in the order of the film. A notice names the others.

    Raises:
        ProblemError: The project has no scene of a wanted number (F312), no scene has such a
            decision (D610), or a record cannot be read (D615).
        click.UsageError: `decision` is not a decision.
        click.ClickException: These are more scenes than one sheet shows.
    """
    number = decision_number(decision)
    there = numbered_scenes(film.connection, film.project.id)
    wants = scenes.among([each.number for each in there], film.folder)
    wanted = [each for each in there if wants(each.number)]
    keys = [each.key for each in wanted]
    titles = _titles(film, keys)
    shown: set[int] = set()
    for on_record in recall_scenes(film.connection, film.project, keys, number):
        key = on_record.decision.scene_key
        shown.add(key)
        if len(shown) > MOST_SCENES:
            raise too_many_scenes()
        yield _answered(on_record, titles.get(key, ""))
    if not shown:
        raise _none_stored(film, number, pick)
    others = [each for each in wanted if each.key not in shown]
    if others:
        print_sentence(_not_shown(others, number))


def _titles(film: ProjectFilm, keys: Sequence[int]) -> dict[int, str]:
    """The titles of scenes today, by the keys of the scenes."""
    titles = {}
    for key, manifest in manifests(film.connection, film.project.id, keys).items():
        if isinstance(manifest, dict):
            titles[key] = title_of(manifest)
    return titles


def _answered(on_record: DecisionOnRecord, title: str) -> AnsweredScene:
    answer = answer_on_record(on_record)
    adviser = None
    if isinstance(answer, Selection):
        adviser = Adviser(answer)
    decided = decided_in_words(on_record.decision)
    return AnsweredScene(answer=answer, title=title, adviser=adviser, decided=decided)


def _none_stored(film: ProjectFilm, number: int | None, pick: str) -> ProblemError:
    what = "No decision is stored for these scenes."
    hint = f"Run `{pick}` first."
    if number is not None:
        what = f"None of these scenes has a decision {number}."
        hint = "`selector db history` lists the decisions of each scene."
    return problem(film.connection, "D610", what, hint)


def _not_shown(scenes: Sequence[NumberedScene], number: int | None) -> str:
    """Which scenes are not on the sheet, since they have no such decision."""
    names = [printable(str(each.number)) for each in scenes[:_MOST_NAMED]]
    more = len(scenes) - len(names)
    if more:
        names.append(f"{more:,} more")
    which = "stored decision" if number is None else f"decision {number}"
    if len(scenes) == 1:
        return f"Scene {listed(names)} has no {which} and is not shown."
    count = counted(len(scenes), "scene")
    return f"{count} have no {which} and are not shown: {listed(names)}."
