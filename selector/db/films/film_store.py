"""A film in; its project and its pictures kept, and its scenes after them, however many there are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from sqlalchemy import insert, select, update

from selector.db.connections.bulk import put_rows
from selector.db.connections.database_problems import problem
from selector.db.connections.turns import take_turn
from selector.db.films.limits import check_sizes
from selector.db.films.picture_rows import changes_between, pictures_there, put_pictures, rows_of
from selector.db.films.scenes import SceneStore
from selector.db.films.stored_film import Changes, FilmChanges, NumberedFilm
from selector.db.schema.adoption import must_take_films
from selector.db.tables.own_tables import FILMS
from selector.db.tables.pipeline_tables import ASSETS, MANIFESTS, PROJECTS

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from selector.db.films.stored_film import StoredFilm


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmUpdate:
    """A film whose project and pictures are in the database; its scenes are put into `scenes`."""

    project_id: UUID
    scenes: SceneStore
    pictures: Changes
    about: tuple[str, ...]

    def changes(self, *, whole_film: bool) -> FilmChanges:
        """What changed, once all scenes are put. Of a whole film, scenes that it has no longer are removed."""
        return FilmChanges(
            pictures=self.pictures,
            scenes=self.scenes.changes(whole_film=whole_film),
            about=self.about,
        )


def store_film(connection: Connection, film: StoredFilm) -> FilmUpdate:
    """Write the film's project and its pictures. Nobody else keeps this film until the transaction ends.

    A project of the same title is taken up again; pictures that the film has no longer are set aside, not deleted.

    Raises:
        ProblemError: Two projects or another film have that title (D610), a value does not fit into its column (D611),
            or the tables are a pipeline's own (D618).
    """
    must_take_films(connection)
    check_sizes(connection, film)
    take_turn(connection, f"film {film.title}")
    project_id, manifest_id, withdrawn_id, about = _project(connection, film)
    there = pictures_there(connection, project_id)
    pictures = rows_of(project_id, manifest_id, film.assets)
    if there and pictures and not there.keys() & pictures.keys():
        what = f"Another film in the database is called {film.title!r}: it has none of this film's pictures."
        raise problem(
            connection.engine.url,
            "D610",
            what,
            "Give the film a title of its own, or use another --db.",
        )
    changes = changes_between(there, pictures)
    gone = [
        asset_id
        for asset_id, row in there.items()
        if asset_id not in pictures and row.manifest_id == manifest_id
    ]
    if gone and withdrawn_id is None:
        withdrawn_id = _new_collection(
            connection, f"{film.title}: pictures that the film has no longer"
        )
        connection.execute(
            update(FILMS).where(FILMS.c.project_id == project_id).values(withdrawn_id=withdrawn_id)
        )
    put_pictures(connection, {key: row for key, row in pictures.items() if there.get(key) != row})
    for asset_id in gone:
        connection.execute(
            update(ASSETS).where(ASSETS.c.id == asset_id).values(manifest_id=withdrawn_id)
        )
    removed = tuple(there[asset_id].manifest_tag for asset_id in gone)
    take_turn(connection, f"project {project_id}")
    return FilmUpdate(
        project_id=project_id,
        scenes=SceneStore(
            connection, project_id, film.scene_numbers if isinstance(film, NumberedFilm) else tuple
        ),
        pictures=replace(changes, removed=removed),
        about=about,
    )


def _project(
    connection: Connection, film: StoredFilm
) -> tuple[UUID, UUID, UUID | None, tuple[str, ...]]:
    """The ids of project, of its collection of pictures and of the one of pictures set aside; and what changed."""
    row = (film.title, film.description, _rules_text(film))
    found = connection.execute(
        select(PROJECTS.c.id, PROJECTS.c.manifest_id, FILMS)
        .join_from(PROJECTS, FILMS, PROJECTS.c.id == FILMS.c.project_id)
        .where(PROJECTS.c.title == film.title)
    ).all()
    if len(found) > 1:
        what = f"{len(found)} projects are called {film.title!r}."
        raise problem(connection.engine.url, "D610", what, "Rename one of them.")
    if found:
        had = found[0]
        pairs = zip(
            ("title", "description", "rules"),
            row,
            (had.title, had.description, had.rules_text),
            strict=True,
        )
        about = tuple(name for name, now, before in pairs if now != before)
        if about:
            values = dict(zip(("title", "description", "rules_text"), row, strict=True))
            connection.execute(update(FILMS).where(FILMS.c.project_id == had.id).values(values))
        return had.id, had.manifest_id, had.withdrawn_id, about
    project_id, manifest_id = uuid4(), _new_collection(connection, film.title)
    connection.execute(
        insert(PROJECTS).values(id=project_id, title=film.title, manifest_id=manifest_id)
    )
    put_rows(
        connection,
        FILMS,
        ("project_id", "title", "description", "rules_text"),
        [(project_id, *row)],
    )
    return project_id, manifest_id, None, ()


def _rules_text(film: StoredFilm) -> str | None:
    """The film's own rules, letter by letter. Whoever picks with them reads them as UTF-8 before."""
    return (
        None if film.rules_path is None else film.rules_path.read_bytes().decode("utf-8", "replace")
    )


def _new_collection(connection: Connection, name: str) -> UUID:
    identity = uuid4()
    connection.execute(insert(MANIFESTS).values(id=identity, name=name))
    return identity
