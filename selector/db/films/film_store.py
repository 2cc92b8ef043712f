"""Store a film: its project, its pictures, and then its scenes, however many there are.

In: a `StoredFilm`. Out: a `FilmUpdate`, which takes the scenes and says what changed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import select

from selector.db.connections.bulk import add_rows, change_rows, put_rows
from selector.db.connections.database_problems import problem
from selector.db.connections.turns import take_turn
from selector.db.films.picture_rows import changes_between, pictures_there, put_pictures, rows_of
from selector.db.films.scenes import SceneStore
from selector.db.films.sizes import check_sizes
from selector.db.films.stored_film import Changes, FilmChanges, NumberedFilm
from selector.db.schema.adoption import must_take_films
from selector.db.tables.own_tables import FILMS
from selector.db.tables.pipeline_tables import ASSETS, MANIFESTS, PROJECTS
from selector.language.file_words.shot_names import SHOT_NAMES
from selector.model.frozen import frozen
from selector.model.problem import Source, shown
from selector.model.vocabulary import EXTENDS
from selector.reading.load import check_rules
from selector.record.rule_texts import stored_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from selector.db.films.keys import Numbers
    from selector.db.films.stored_film import StoredFilm


@frozen
class FilmUpdate:
    """A film whose project and pictures are stored; its scenes go into `scenes`."""

    project_id: UUID
    scenes: SceneStore
    pictures: Changes
    about: tuple[str, ...]

    def changes(self, *, whole_film: bool) -> FilmChanges:
        """What changed, after all scenes are stored.

        With `whole_film`, scenes that the film no longer has are removed first.
        """
        return FilmChanges(
            pictures=self.pictures,
            scenes=self.scenes.changes(whole_film=whole_film),
            about=self.about,
        )


class _Project(NamedTuple):
    """A film's project, the collection of its pictures, and the one of those set aside."""

    id: UUID
    manifest_id: UUID
    withdrawn_id: UUID | None = None
    changed: tuple[str, ...] = ()


_ABOUT = ("title", "description", "rules")
_ABOUT_COLUMNS = ("title", "description", "rules_text")


def store_film(connection: Connection, film: StoredFilm) -> FilmUpdate:
    """Write the film's project and pictures, and hold the film until the transaction ends.

    A project of the same title is updated. Pictures that the film no longer has are set aside, not
    deleted.

    Raises:
        ProblemError: Two projects or another film have that title (D610), a value does not fit into
            its column (D611), or the tables are a pipeline's own (D618).
    """
    must_take_films(connection)
    check_sizes(connection, film)
    take_turn(connection, f"film {film.title}")
    project = _project(connection, film)
    there = pictures_there(connection, project.id)
    pictures = rows_of(project.id, project.manifest_id, film.assets)
    if there and pictures and there.keys().isdisjoint(pictures):
        what = (
            f'The database has another film called "{shown(film.title, 200)}", '
            "with none of this film's pictures."
        )
        hint = "Give this film a title of its own, or name another database with `--db`."
        raise problem(connection, "D610", what, hint)
    different = {key: row for key, row in pictures.items() if there.get(key) != row}
    put_pictures(connection, different, there)
    gone = []
    for asset_id, row in there.items():
        of_this_film = row.manifest_id == project.manifest_id
        if of_this_film and asset_id not in pictures:
            gone.append(asset_id)
    if gone:
        _set_aside(connection, film, project, gone)
    take_turn(connection, f"project {project.id}")
    numbers: Numbers = tuple
    if isinstance(film, NumberedFilm):
        numbers = film.scene_numbers
    removed = tuple(there[asset_id].manifest_tag for asset_id in gone)
    return FilmUpdate(
        project_id=project.id,
        scenes=SceneStore(connection, project.id, numbers),
        pictures=replace(changes_between(there, pictures), removed=removed),
        about=project.changed,
    )


def _project(connection: Connection, film: StoredFilm) -> _Project:
    """The film's project, brought up to date or made."""
    about = (film.title, film.description, _rules_text(film))
    found = connection.execute(
        select(*PROJECTS.c["id", "manifest_id"], FILMS)
        .join_from(PROJECTS, FILMS, PROJECTS.c.id == FILMS.c.project_id)
        .where(PROJECTS.c.title == film.title)
    ).all()
    if not found:
        return _new_project(connection, about)
    if len(found) > 1:
        what = f'{len(found)} projects are called "{shown(film.title, 200)}".'
        raise problem(connection, "D610", what, "Rename one of them.")
    had = found[0]
    before = (had.title, had.description, had.rules_text)
    changed = []
    for name, now, then in zip(_ABOUT, about, before, strict=True):
        if now != then:
            changed.append(name)
    if changed:
        values = dict(zip(_ABOUT_COLUMNS, about, strict=True))
        its = FILMS.c.project_id == had.id
        change_rows(connection, FILMS, its, values)
    return _Project(had.id, had.manifest_id, had.withdrawn_id, tuple(changed))


def _new_project(connection: Connection, about: tuple[str, str, str | None]) -> _Project:
    title = about[0]
    project = _Project(uuid4(), _new_collection(connection, title))
    its = (project.id, title, project.manifest_id)
    add_rows(connection, PROJECTS, ("id", "title", "manifest_id"), [its])
    row = (project.id, *about)
    put_rows(connection, FILMS, ("project_id", *_ABOUT_COLUMNS), [row])
    return project


def _set_aside(
    connection: Connection,
    film: StoredFilm,
    project: _Project,
    gone: Sequence[UUID],
) -> None:
    """Move pictures that the film no longer has into a collection of their own."""
    withdrawn_id = project.withdrawn_id
    if withdrawn_id is None:
        name = f"{film.title}: pictures that the film no longer has"
        withdrawn_id = _new_collection(connection, name)
        its = FILMS.c.project_id == project.id
        change_rows(connection, FILMS, its, {"withdrawn_id": withdrawn_id})
    for asset_id in gone:
        its = ASSETS.c.id == asset_id
        change_rows(connection, ASSETS, its, {"manifest_id": withdrawn_id})


def _rules_text(film: StoredFilm) -> str | None:
    """The film's own rules, byte for byte, with the files that they extend and their shot names.

    Whoever picks with them has read them as UTF-8.
    """
    path = film.rules_path
    if path is None:
        return None
    text = path.read_bytes().decode("utf-8", "replace")
    if EXTENDS not in text and SHOT_NAMES.key not in text:
        return text
    rules, _ = check_rules(Source(name=str(path), text=text), folder=path.parent)
    if rules is None:
        return text
    return stored_text(rules.rule_set)


def _new_collection(connection: Connection, name: str) -> UUID:
    identity = uuid4()
    add_rows(connection, MANIFESTS, ("id", "name"), [(identity, name)])
    return identity
