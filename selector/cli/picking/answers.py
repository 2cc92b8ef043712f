"""A film in; its scenes with their answers out, in order, for whoever shows them all."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from functools import cache
from itertools import repeat, tee
from typing import TYPE_CHECKING

import click

from selector.engine.scenes_before import ScenesBefore
from selector.model.frozen import frozen
from selector.reporting.rows import title_of
from selector.reporting.sheet.sheet_values import AnsweredScene
from selector.review.advice.adviser import Adviser
from selector.review.advice.film_around import FilmAround
from selector.review.impact import scene_change, sends_the_same

if TYPE_CHECKING:
    from selector.cli.arguments.compared_rules import Compared, PoolUnder
    from selector.cli.arguments.scene_numbers import SceneChoice
    from selector.cli.picking.project_film import FilmToShow
    from selector.db.decisions.on_record import StoredPicks
    from selector.engine.rules import Rules
    from selector.engine.selection import Selection
    from selector.model.scene_change import SceneChange
    from selector.reporting.explaining import RulesToStart

MOST_SCENES = 1_000
"""Scenes of one sheet: a browser still opens it in a second or two."""


@frozen
class _Chosen:
    """What was chosen for one scene."""

    selection: Selection
    title: str
    in_short_form: bool
    change: SceneChange | None = None


@frozen
class AnsweredFilm:
    """The scenes of a film that are wanted, each with its answer; and how many it has in all."""

    answers: Iterator[AnsweredScene]
    scenes: int


@frozen
class ComparedWith:
    """What a sheet is compared with; `alone` says that only what has changed is wanted."""

    before: Compared
    alone: bool = False


def answers_in_film(
    film: FilmToShow,
    rules: Rules,
    scenes: SceneChoice,
    to_start: RulesToStart | None,
    compared: ComparedWith | None = None,
) -> AnsweredFilm:
    """The scenes of a film that are wanted, in a folder or in a database.

    All are chosen for at once, so that whatever is wrong is found; they are explained one by one.

    Args:
        film: The film.
        rules: The rules.
        scenes: The scenes that are wanted.
        to_start: The rule file to write for what is advised; None if there is one to change.
        compared: What they are compared with; None if they are not.

    Returns:
        Each scene with its answer and with what would change it.

    Raises:
        ProblemError: A scene of the film is broken, or it has none of a wanted number.
        click.ClickException: These are more scenes than one sheet shows.
    """
    chosen: deque[_Chosen] = deque()
    count = 0
    pool_under = cache(film.pool)
    pool = pool_under(rules.plan.send_cleaned)
    around = FilmAround(rules, pool)
    for each in _chosen(film, pool_under, rules, scenes, compared, around):
        count += 1
        if each is None:
            continue
        if len(chosen) == MOST_SCENES:
            raise too_many_scenes()
        chosen.append(each)
    return AnsweredFilm(answers=_answered(chosen, to_start, around), scenes=count)


def _answered(
    chosen: deque[_Chosen], to_start: RulesToStart | None, around: FilmAround
) -> Iterator[AnsweredScene]:
    new_file = "" if to_start is None else to_start.file_name
    while chosen:
        each = chosen.popleft()
        adviser = Adviser(
            each.selection,
            in_short_form=each.in_short_form,
            new_file=new_file,
            film=around,
        )
        yield AnsweredScene(
            answer=each.selection,
            title=each.title,
            adviser=adviser,
            change=each.change,
            to_start=to_start,
        )


def _chosen(
    film: FilmToShow,
    pool_under: PoolUnder,
    rules: Rules,
    scenes: SceneChoice,
    compared: ComparedWith | None,
    around: FilmAround,
) -> Iterator[_Chosen | None]:
    """Each scene of the film; None for one that is not wanted or was skipped.

    Args:
        film: The film.
        pool_under: Its pictures, by what rules say of clean references.
        rules: The rules.
        scenes: The scenes that are wanted.
        compared: What they are compared with; None if they are not.
        around: Takes all scenes.
    """
    wants = scenes.among(film.scene_numbers(), str(film.folder))
    pool = pool_under(rules.plan.send_cleaned)
    before = ScenesBefore(rules, pool)
    reads, again = tee(film.usable_reads())
    was_sent: Iterator[Selection | StoredPicks | None] = repeat(None)
    if compared is not None:
        was_sent = compared.before.answers((each.scene for each in again), pool_under)
    for read, was in zip(reads, was_sent, strict=False):
        scene = read.scene
        around.add(scene)
        if scene is None or read.manifest is None or not wants(scene.index):
            before.go_past(scene)
            yield None
            continue
        selection = rules.select(scene, pool, earlier=before.film_so_far)
        before.add(selection)
        change = None
        if was is not None and not sends_the_same(was, selection):
            change = scene_change(was, selection)
        if change is None and compared is not None and compared.alone:
            yield None
            continue
        yield _Chosen(
            selection=selection,
            title=title_of(read.manifest),
            in_short_form=read.long_form is not None,
            change=change,
        )


def too_many_scenes() -> click.ClickException:
    """What to do about a film that is too long for one sheet."""
    return click.ClickException(
        f"These are more than {MOST_SCENES:,} scenes, and a sheet shows at most {MOST_SCENES:,}."
        " Make several sheets: `--scene 1-500 -o sheet-1.html`, `--scene 501-1000 -o sheet-2.html`"
        " and so on."
    )
