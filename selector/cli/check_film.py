"""Checking one film folder: what its files have wrong, and what is true of it as a whole."""

from __future__ import annotations

from pathlib import Path

from selector.cli.progress import Progress
from selector.model.problem import Problem
from selector.reading.film import read_film, read_film_scenes
from selector.reporting.verdict import Checked, counted
from selector.review.film import check_film


def check_film_folder(path: str) -> tuple[Path | None, Checked]:
    """The path of the film's own rules, if it has any, and what was found in the film itself."""
    folder = Path(path)
    film, problems = read_film(folder)
    found: list[Problem] = list(problems)
    scenes = 0
    with Progress("scenes checked") as progress:
        for read in film.read_scenes() if film else read_film_scenes(folder):
            scenes += 1
            progress.at(scenes)
            found += read.problems
    if film is None:
        return _own_rules(folder), Checked(name=path, kind="film", holds="", problems=tuple(sorted(found)))
    found += check_film(film)
    holds = f"{counted(len(film.assets), 'picture')}, {counted(scenes, 'scene')}"
    return film.rules_path, Checked(name=path, kind="film", holds=holds, problems=tuple(sorted(found)))


def _own_rules(folder: Path) -> Path | None:
    """The rules of a film that cannot be read otherwise: they are worth checking all the same."""
    path = folder / "rules.yaml"
    return path if path.is_file() else None
