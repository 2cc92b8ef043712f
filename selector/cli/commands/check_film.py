"""Checking one film for a command, with its progress shown."""

from __future__ import annotations

from pathlib import Path

from selector.cli.printing.progress import Progress
from selector.reporting.verdict import Checked, counted
from selector.review.film_checks import check_film_folder


def checked_film(path: str) -> tuple[Path | None, Checked]:
    """The path of the film's own rules, if it has any, and what was found in the film itself."""
    with Progress("scenes checked") as progress:
        found = check_film_folder(Path(path), progress.at)
    film = found.film
    holds = (
        f"{counted(len(film.assets), 'picture')}, {counted(found.scenes, 'scene')}" if film else ""
    )
    return found.rules_path, Checked(name=path, kind="film", holds=holds, problems=found.problems)
