"""Checking one film folder: what its files have wrong, and what is true of it as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from os.path import lexists
from pathlib import Path

from selector.cli.progress import Progress
from selector.model.codes import Severity
from selector.model.problem import Problem
from selector.reading.film import read_film, read_film_scenes
from selector.reading.text import MOST_PROBLEMS
from selector.reporting.verdict import Checked, counted
from selector.review.film import check_film


def check_film_folder(path: str) -> tuple[Path | None, Checked]:
    """The path of the film's own rules, if it has any, and what was found in the film itself."""
    folder = Path(path)
    film, problems = read_film(folder)
    found = _Found()
    found.add(problems)
    scenes = 0
    with Progress("scenes checked") as progress:
        for read in film.read_scenes() if film else read_film_scenes(folder):
            scenes += 1
            progress.at(scenes)
            found.add(read.problems)
    if film is None:
        return _own_rules(folder), Checked(name=path, kind="film", holds="", problems=found.told())
    found.add(check_film(film))
    holds = f"{counted(len(film.assets), 'picture')}, {counted(scenes, 'scene')}"
    return film.rules_path, Checked(name=path, kind="film", holds=holds, problems=found.told())


class _Found:
    """The problems of one film. Of each severity `MOST_PROBLEMS` are kept, and how many there were: films are long."""

    def __init__(self) -> None:
        self._kept: list[Problem] = []
        self._count: Counter[Severity] = Counter()
        self._left_out: dict[Severity, Problem] = {}

    def add(self, problems: Iterable[Problem]) -> None:
        """Some more."""
        for problem in problems:
            severity = problem.severity
            self._count[severity] += 1
            if self._count[severity] <= MOST_PROBLEMS:
                self._kept.append(problem)
            else:
                self._left_out.setdefault(severity, problem)

    def told(self) -> tuple[Problem, ...]:
        """All that are kept, by place; and one of each severity that says how many more there are."""
        return tuple(sorted((*self._kept, *(self._and_more(each) for each in self._left_out.values()))))

    def _and_more(self, first: Problem) -> Problem:
        more = counted(self._count[first.severity] - MOST_PROBLEMS, f"more {first.severity}")
        what = f"From here on the film has {more} not told here, this one included."
        code = "Y141" if first.severity == "error" else first.code
        return Problem(at=first.at, code=code, what=what, hint="Is it the right file? If so, mend those above first.")


def _own_rules(folder: Path) -> Path | None:
    """The rules of a film that cannot be read otherwise: they are worth checking all the same."""
    path = folder / "rules.yaml"
    return path if lexists(path) and path.is_file() else None
