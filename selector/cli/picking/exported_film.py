"""A film of a database in; the folder that an export makes of it out, while it is looked at."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selector.cli.picking.project_film import ProjectFilm
    from selector.db.tables.marked_rows import Marked
    from selector.model.problem import Location, Problem
    from selector.reporting.verdict import Checked


@contextmanager
def folder_of(film: ProjectFilm) -> Iterator[Path]:
    """Write a film into a folder, which is gone at the end of the `with`.

    Args:
        film: The film.

    Yields:
        The folder. It has no pictures.

    Raises:
        ProblemError: A stored value cannot be used (D615), or the folder cannot be written (D620).
    """
    from selector.db.films.exporting import export_film

    include: list[Marked] = ["deleted"]
    if film.project.has_inherited:
        include.append("inherited")
    with TemporaryDirectory(prefix="selector-") as made:
        folder = Path(made, "film")
        export_film.sync(
            film.connection,
            folder,
            film.project.id,
            include=include,
        )
        yield folder


_RULES = "a rule file for `--rules`"


def true_of_a_database(text: str, folder: Path) -> str:
    """What was said of a film in a folder, for one in a database: no `rules.yaml` is beside that.

    Args:
        text: What was said.
        folder: The folder.
    """
    text = text.replace(f"new rules {folder}/rules.yaml`", "new rules my-rules.yaml`")
    text = text.replace("the film's `rules.yaml`", _RULES)
    return text.replace("a `rules.yaml`", _RULES)


def found_in(checked: Checked, folder: Path, address: str) -> Checked:
    """What was found in such a folder, with the address of the database where its path was.

    Args:
        checked: What was found in the film, or in its rules.
        folder: The folder.
        address: The address, as it may be printed.

    Returns:
        The same, with other names of files.
    """

    def named(text: str) -> str:
        return true_of_a_database(text, folder).replace(str(folder), address)

    def place(at: Location) -> Location:
        return replace(at, source=replace(at.source, name=named(at.file)))

    def renamed(problem: Problem) -> Problem:
        related = tuple(replace(each, at=place(each.at)) for each in problem.related)
        return replace(
            problem,
            at=place(problem.at),
            what=named(problem.what),
            hint=named(problem.hint),
            related=related,
        )

    return replace(
        checked,
        name=named(checked.name),
        problems=tuple(map(renamed, checked.problems)),
        notices=tuple(map(named, checked.notices)),
    )
