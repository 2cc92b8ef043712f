"""A project of a database in; a film to be shown out, as a film folder is one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

from selector.cli.arguments.database_films import Stored, must_be_stored
from selector.model.frozen import frozen

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from selector.db.films.projects import FoundProject
    from selector.db.films.unusable import StoredProblem
    from selector.engine.pool import AssetPool
    from selector.language.facts import SendCleaned
    from selector.model.problem import Problem
    from selector.model.scene import Scene
    from selector.model.scene_number import SceneNumber


class SceneToShow(Protocol):
    """A scene with its manifest; `long_form` is there if a person wrote it in the short form.

    One that is skipped has no manifest. It still counts for the scenes after it, unless it is None,
    which cannot be read.
    """

    @property
    def scene(self) -> Scene | None: ...  # noqa: D102  # said above, as are the next two

    @property
    def manifest(self) -> Mapping[str, Any] | None: ...  # noqa: D102  # said above

    @property
    def long_form(self) -> object | None: ...  # noqa: D102  # said above


class FilmToShow(Protocol):
    """A film, in a folder or in a database, as far as whoever shows it needs to know."""

    @property
    def title(self) -> str:
        """Its title."""

    @property
    def description(self) -> str:
        """What it is about; it may be empty."""

    @property
    def folder(self) -> object:
        """Where the film is, as it may be printed."""

    def pool(self, send_cleaned: SendCleaned | None = None) -> AssetPool:
        """What to choose from, by what the rules say of clean references."""

    def scene_numbers(self) -> Iterator[SceneNumber]:
        """The number of every scene that has one, in the order of the film."""

    def usable_reads(self) -> Iterator[SceneToShow]:
        """Its scenes, in order; what is wrong with one is raised, or it is skipped."""


@frozen
class ProjectScene:
    """A scene of a project, with its manifest as stored; without one if it was skipped."""

    scene: Scene | None
    manifest: Mapping[str, Any] | None
    long_form: None = None


class ProjectFilm:
    """A project of a database, while that is open.

    Attributes:
        connection: The database.
        project: The project.
        folder: The address of the database, without a password.
        title: Its title, or its id if it has none.
        description: What the film is about; empty if it never was a folder.
    """

    def __init__(
        self,
        connection: Connection,
        project: FoundProject,
        address: str,
        skipped: list[Problem] | None = None,
    ) -> None:
        from selector.db.films.projects import film_description

        self.connection = connection
        self.project = project
        self.folder = address
        self._skipped = skipped
        self.title = project.title or str(project.id)
        self.description = film_description(connection, project)

    def pool(self, send_cleaned: SendCleaned | None = None) -> AssetPool:
        """What to choose from: the pictures of the project.

        Args:
            send_cleaned: What the rules say of clean references.
        """
        from selector.db.films.film_pool import read_pool

        left_out: list[StoredProblem] = []
        pool = read_pool(self.connection, self.project, self._or_none(left_out), send_cleaned)
        self._skip(left_out)
        return pool

    def scene_numbers(self) -> Iterator[SceneNumber]:
        """The number of every scene, in the order of the film."""
        from selector.db.films.projects import all_numbers

        yield from all_numbers(self.connection, self.project)

    def usable_reads(self) -> Iterator[ProjectScene]:
        """Every scene, in the order of the film.

        Raises:
            ProblemError: A scene cannot be used (D615), or several have one number (D610), and none
                is skipped.
        """
        from selector.db.films.projects import titled_scenes

        left_out: list[StoredProblem] = []
        scenes = titled_scenes(self.connection, self.project, self._or_none(left_out))
        for scene, manifest in scenes:
            yield ProjectScene(scene=scene, manifest=manifest)
        self._skip(left_out)

    def _or_none(self, left_out: list[StoredProblem]) -> list[StoredProblem] | None:
        """That list; None if nothing is skipped."""
        return None if self._skipped is None else left_out

    def _skip(self, left_out: Iterable[StoredProblem]) -> None:
        if self._skipped is not None:
            # Pictures are read anew under rules that say something else of clean references.
            found = dict.fromkeys(each.at(self.connection) for each in left_out)
            self._skipped += [each for each in found if each not in self._skipped]


@contextmanager
def project_film_in(stored: Stored, skipped: list[Problem] | None = None) -> Iterator[ProjectFilm]:
    """Open the database of a film. It is closed at the end of the `with`.

    Args:
        stored: The database, and the project in it.
        skipped: A list that gets the scenes and pictures that cannot be used; None to stop at the
            first.

    Yields:
        The film.

    Raises:
        ProblemError: The database cannot be used, or has no such project.
    """
    from selector.db.connections.database_problems import without_password
    from selector.db.films.projects import find_project
    from selector.db.schema.openings import reading

    address = must_be_stored(stored)
    with reading(address) as connection:
        project = find_project(connection, stored.project, stored.include)
        yield ProjectFilm(connection, project, without_password(address), skipped)
