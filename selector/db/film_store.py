"""A film's title and pictures in; the rows that stand for them, with ids that stay the same on every run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast
from uuid import UUID, uuid4, uuid5

from sqlalchemy import Table, select, update

from selector.db.bulk import put_rows
from selector.db.models import Asset, Base, Manifest, Project
from selector.db.own_tables import FilmAssetRow, FilmRow
from selector.db.refusals import problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from sqlalchemy import Connection

    from selector.model.asset import Asset as Picture


class StoredFilm(Protocol):
    """What is needed of a film to keep it: `selector.reading.film.Film` has it."""

    @property
    def folder(self) -> Path:
        """Where the film lies; its name is the title of a film that has none."""

    @property
    def title(self) -> str | None:
        """What the film is called."""

    @property
    def description(self) -> str | None:
        """The story in a sentence or two."""

    @property
    def assets(self) -> Sequence[Picture]:
        """The pool, in the order of the file."""


def table_of(row_class: type[Base]) -> Table:
    """The table behind a mapped class."""
    return cast("Table", row_class.__table__)


def project_title(film: StoredFilm) -> str:
    """The title that the film's project has, by which the next run finds it: its own, or its folder's name."""
    return film.title or film.folder.resolve().name


def put_film(connection: Connection, film: StoredFilm) -> UUID:
    """Write the film's project and its pictures; give the project's id.

    A project of the same title is taken up again; pictures that the film has no longer are set aside, not deleted.

    Raises:
        ProblemError: Two projects have that title (D610), or a value does not fit into its column (D611).
    """
    _check_sizes(connection, film)
    project_id, manifest_id, withdrawn_id = _project(connection, film)
    gone = _pictures_gone(connection, project_id, film.assets)
    if gone and withdrawn_id is None:
        withdrawn_id = uuid4()
        name = f"{project_title(film)}: pictures that the film has no longer"
        connection.execute(table_of(Manifest).insert().values(id=withdrawn_id, name=name))
        own = table_of(FilmRow)
        connection.execute(update(own).where(own.c.project_id == project_id).values(withdrawn_id=withdrawn_id))
    _put_pictures(connection, project_id, manifest_id, film.assets)
    assets = table_of(Asset)
    for asset_id in gone:
        connection.execute(update(assets).where(assets.c.id == asset_id).values(manifest_id=withdrawn_id))
    return project_id


def picture_keys(pictures: Iterable[Picture]) -> Iterator[str]:
    """What tells each picture from the others in the film: its id, else its tag and file (numbered if repeated)."""
    seen: dict[str, int] = {}
    for picture in pictures:
        key = (
            f"id {picture.id}" if picture.id else f"tag {picture.manifest_tag} file {picture.reference_image_url or ''}"
        )
        seen[key] = seen.get(key, 0) + 1
        yield key if seen[key] == 1 else f"{key} #{seen[key]}"


def _project(connection: Connection, film: StoredFilm) -> tuple[UUID, UUID, UUID | None]:
    """The ids of the film's project, of the collection of its pictures, and of the one of pictures set aside."""
    projects, films, title = table_of(Project), table_of(FilmRow), project_title(film)
    found = connection.execute(
        select(projects.c.id, projects.c.manifest_id, films.c.withdrawn_id)
        .join_from(projects, films, projects.c.id == films.c.project_id)
        .where(projects.c.title == title)
    ).all()
    if len(found) > 1:
        raise problem(
            connection.engine.url, "D610", f"{len(found)} projects are called {title!r}.", "Rename one of them."
        )
    if found:
        project_id, manifest_id, withdrawn_id = found[0]
    else:
        project_id, manifest_id, withdrawn_id = uuid4(), uuid4(), None
        connection.execute(table_of(Manifest).insert().values(id=manifest_id, name=title))
        connection.execute(projects.insert().values(id=project_id, title=title, manifest_id=manifest_id))
    row = (project_id, film.title, film.description)
    put_rows(connection, films, ("project_id", "title", "description"), [row])
    return project_id, manifest_id, withdrawn_id


def _pictures_gone(connection: Connection, project_id: UUID, pictures: Sequence[Picture]) -> list[UUID]:
    own = table_of(FilmAssetRow)
    known = connection.execute(select(own.c.picture_key, own.c.asset_id).where(own.c.project_id == project_id)).all()
    there = set(picture_keys(pictures))
    return [asset_id for key, asset_id in known if key not in there]


def _put_pictures(connection: Connection, project_id: UUID, manifest_id: UUID, pictures: Sequence[Picture]) -> None:
    keys = list(picture_keys(pictures))
    ids = [uuid5(project_id, key) for key in keys]
    by_written = {picture.id: asset_id for picture, asset_id in zip(pictures, ids, strict=True) if picture.id}
    # First without what they were cut from: a source may stand later in the film than its crops.
    put_rows(connection, table_of(Asset), _ASSET_COLUMNS, (
        (asset_id, manifest_id, picture.asset_type, picture.name or picture.manifest_tag, picture.manifest_tag,
         list(picture.user_tags), picture.reference_image_url, place, picture.is_face_crop, picture.quality_score, None)
        for place, (picture, asset_id) in enumerate(zip(pictures, ids, strict=True))
    ))  # fmt: skip
    assets = table_of(Asset)
    cut = [(by_written[source], id_) for picture, id_ in zip(pictures, ids, strict=True)
           if (source := picture.source_asset_id) in by_written]  # fmt: skip
    for source_id, asset_id in cut:
        connection.execute(update(assets).where(assets.c.id == asset_id).values(source_asset_id=source_id))
    put_rows(connection, table_of(FilmAssetRow), _OWN_COLUMNS, (
        (asset_id, project_id, key, picture.id, picture.source_asset_id, picture.individual, picture.description,
         picture.name is not None)
        for key, asset_id, picture in zip(keys, ids, pictures, strict=True)
    ))  # fmt: skip


_ASSET_COLUMNS = (
    "id", "manifest_id", "asset_type", "name", "manifest_tag", "user_tags", "reference_image_url", "sort_order",
    "is_face_crop", "quality_score", "source_asset_id",
)  # fmt: skip
_OWN_COLUMNS = (
    "asset_id",
    "project_id",
    "picture_key",
    "written_id",
    "written_source",
    "individual",
    "description",
    "named",
)


def _check_sizes(connection: Connection, film: StoredFilm) -> None:
    """What PostgreSQL would refuse somewhere in the middle is refused before, by name, and on SQLite too."""
    values: list[tuple[str, str, int, str]] = [("title", project_title(film), 200, "The film's title")]
    for picture in film.assets:
        where = f"of the picture tagged {picture.manifest_tag!r:.60}"
        values += [
            ("manifest_tag", picture.manifest_tag, 50, f"The tag {where}"),
            ("asset_type", picture.asset_type, 50, f"The type {where}"),
            ("reference_image_url", picture.reference_image_url or "", 500, f"The path {where}"),
        ]
        texts = (picture.id, picture.source_asset_id, picture.individual, picture.description, picture.name)
        values += [("text", text, 1_000_000, f"A text {where}") for text in texts if text]
    for _, value, size, name in values:
        if len(value) > size:
            what = f"{name} is {len(value)} letters long; the database holds {size}."
            raise problem(connection.engine.url, "D611", what, "Shorten it, then run it again.")
        if not _is_storable(value):
            what = f"{name} has a character in it that databases cannot hold."
            raise problem(connection.engine.url, "D611", what, "Write it anew, then run it again.")


def _is_storable(text: str) -> bool:
    return "\0" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)
