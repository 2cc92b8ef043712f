"""A film in; what `selector check` finds in it out, each finding with its scene."""

from __future__ import annotations

from bisect import bisect
from dataclasses import replace
from operator import itemgetter
from typing import TYPE_CHECKING

from selector.model.problem import ProblemError
from selector.reporting.sheet.sheet_values import Finding
from selector.review.film_checks import check_film_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from selector.cli.picking.project_film import ProjectFilm
    from selector.engine.rules import Rules
    from selector.model.problem import Location, Problem
    from selector.model.scene_number import SceneNumber
    from selector.model.video_model import VideoModel
    from selector.reading.film import Film

    Start = tuple[tuple[int, int], SceneNumber | None]
    """Where a scene begins in its file, by line and column, and its number."""


def findings_in(
    folder: Path,
    watch: Callable[[int], None],
    target: VideoModel | None,
    named: Rules | None,
    *,
    has_pictures: bool = True,
) -> tuple[Finding, ...]:
    """What a check of a film finds.

    Args:
        folder: The film folder.
        watch: Called with the number of scenes checked so far.
        target: The video model that `--target` names, if it does.
        named: The rules that `--rules` names, if it does.
        has_pictures: Whether the files of its pictures are there; else they are not looked for.

    Returns:
        The findings, in the order of the check.
    """
    beside = None if named is None else [named]
    checked = check_film_folder(
        folder,
        watch,
        target,
        beside,
        has_own=named is None,
        has_pictures=has_pictures,
    )
    if checked.film is None or not checked.problems:
        return ()
    return tuple(_findings(checked.problems, _starts(checked.film)))


def findings_in_database(
    film: ProjectFilm,
    watch: Callable[[int], None],
    target: VideoModel | None,
    named: Rules | None,
) -> tuple[Finding, ...] | None:
    """What a check finds in a film of a database: it is checked as the folder that it makes.

    Args:
        film: The film.
        watch: Called with the number of scenes checked so far.
        target: The video model that `--target` names, if it does.
        named: The rules that `--rules` names, if it does.

    Returns:
        The findings; None of a film of which no folder can be made.
    """
    from selector.cli.picking.exported_film import folder_of, true_of_a_database

    try:
        with folder_of(film) as folder:
            found = findings_in(folder, watch, target, named, has_pictures=False)
            said = [replace(each, says=true_of_a_database(each.says, folder)) for each in found]
            return tuple(said)
    except ProblemError:
        return None


def _findings(
    problems: Sequence[Problem], starts: Mapping[str, Sequence[Start]]
) -> Iterator[Finding]:
    for problem in problems:
        yield Finding(
            code=problem.code,
            says=f"{problem.what} {problem.hint}".strip(),
            scene=_scene_at(problem.at, starts),
            is_of_scene=problem.scenes <= 1,
            scenes=problem.scenes,
        )


def _starts(film: Film) -> dict[str, list[Start]]:
    """Where the scenes of each file begin, in order."""
    starts: dict[str, list[Start]] = {}
    for read in film.read_scenes():
        if read.scene is not None:
            at = read.at
            start = (at.line, at.column), read.scene.index
            starts.setdefault(at.file, []).append(start)
    for each in starts.values():
        each.sort(key=itemgetter(0))
    return starts


def _scene_at(at: Location, starts: Mapping[str, Sequence[Start]]) -> SceneNumber | None:
    """The number of the scene that a location is in, if it is in one."""
    of_file = starts.get(at.file, ())
    behind = bisect(of_file, (at.line, at.column), key=itemgetter(0))
    if not at.line or not behind:
        return None
    _, number = of_file[behind - 1]
    return number
