"""A film's title, rules and pictures in; the rows that stand for them, with ids that stay the same on every run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID, uuid4, uuid5

from sqlalchemy import insert, select, type_coerce, update
from sqlalchemy.types import NullType

from selector.db.bulk import put_rows
from selector.db.film_changes import Changes
from selector.db.film_limits import check_sizes
from selector.db.metadata import table_of
from selector.db.models import Asset, Manifest, Project
from selector.db.own_tables import FilmAssetRow, FilmRow
from selector.db.refusals import problem
from selector.db.schema import take_turn
from selector.db.stored_json import stored

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from sqlalchemy import Connection

    from selector.model.asset import Asset as Picture

_PROJECTS, _MANIFESTS, _ASSETS = table_of(Project), table_of(Manifest), table_of(Asset)
_FILMS, _OWN = table_of(FilmRow), table_of(FilmAssetRow)


class StoredFilm(Protocol):
    """What is needed of a film to keep it: `selector.reading.film.Film` has it."""

    @property
    def title(self) -> str:
        """What the film is called; its project is found again by it."""

    @property
    def description(self) -> str:
        """The story in a sentence or two."""

    @property
    def assets(self) -> Sequence[Picture]:
        """The pool, in the order of the file."""

    @property
    def rules_path(self) -> Path | None:
        """The film's own rules."""


def put_film(connection: Connection, film: StoredFilm) -> tuple[UUID, Changes, tuple[str, ...]]:
    """Write the film's project and its pictures; give the project's id, and what changed.

    A project of the same title is taken up again; pictures that the film has no longer are set aside, not deleted.

    Raises:
        ProblemError: Two projects or another film have that title (D610), a value does not fit into its column (D611),
            or the tables are a pipeline's own (D618).
    """
    check_sizes(connection, film)
    take_turn(connection, f"film {film.title}")
    project_id, manifest_id, withdrawn_id, about = _project(connection, film)
    there = _pictures_there(connection, project_id)
    pictures = _rows_of(project_id, manifest_id, film.assets)
    if there and pictures and not there.keys() & pictures.keys():
        what = f"Another film in the database is called {film.title!r}: it has none of this film's pictures."
        raise problem(connection.engine.url, "D610", what, "Give the film a title of its own, or use another --db.")
    changes = _changes(there, pictures)
    gone = [asset_id for asset_id, row in there.items() if asset_id not in pictures and row.manifest_id == manifest_id]
    if gone and withdrawn_id is None:
        withdrawn_id = _new_collection(connection, f"{film.title}: pictures that the film has no longer")
        connection.execute(update(_FILMS).where(_FILMS.c.project_id == project_id).values(withdrawn_id=withdrawn_id))
    _put_pictures(connection, {key: row for key, row in pictures.items() if there.get(key) != row})
    for asset_id in gone:
        connection.execute(update(_ASSETS).where(_ASSETS.c.id == asset_id).values(manifest_id=withdrawn_id))
    removed = tuple(there[asset_id].manifest_tag for asset_id in gone)
    return project_id, Changes(added=changes.added, changed=changes.changed, removed=removed), about


def picture_keys(pictures: Iterable[Picture]) -> Iterator[str]:
    """What tells each picture from the others in the film: its id, else its tag and file (numbered if repeated)."""
    seen: dict[str, int] = {}
    for picture in pictures:
        key = (
            f"id {picture.id}" if picture.id else f"tag {picture.manifest_tag} file {picture.reference_image_url or ''}"
        )
        seen[key] = seen.get(key, 0) + 1
        yield key if seen[key] == 1 else f"{key} #{seen[key]}"


def _project(connection: Connection, film: StoredFilm) -> tuple[UUID, UUID, UUID | None, tuple[str, ...]]:
    """The ids of project, of its collection of pictures and of the one of pictures set aside; and what changed."""
    row = (film.title, film.description, _rules_text(film))
    found = connection.execute(
        select(_PROJECTS.c.id, _PROJECTS.c.manifest_id, _FILMS)
        .join_from(_PROJECTS, _FILMS, _PROJECTS.c.id == _FILMS.c.project_id)
        .where(_PROJECTS.c.title == film.title)
    ).all()
    if len(found) > 1:
        what = f"{len(found)} projects are called {film.title!r}."
        raise problem(connection.engine.url, "D610", what, "Rename one of them.")
    if found:
        had = found[0]
        pairs = zip(("title", "description", "rules"), row, (had.title, had.description, had.rules_text), strict=True)
        about = tuple(name for name, now, before in pairs if now != before)
        if about:
            values = dict(zip(("title", "description", "rules_text"), row, strict=True))
            connection.execute(update(_FILMS).where(_FILMS.c.project_id == had.id).values(values))
        return had.id, had.manifest_id, had.withdrawn_id, about
    project_id, manifest_id = uuid4(), _new_collection(connection, film.title)
    connection.execute(insert(_PROJECTS).values(id=project_id, title=film.title, manifest_id=manifest_id))
    put_rows(connection, _FILMS, ("project_id", "title", "description", "rules_text"), [(project_id, *row)])
    return project_id, manifest_id, None, ()


def _rules_text(film: StoredFilm) -> str | None:
    """The film's own rules, letter by letter. Whoever picks with them reads them as UTF-8 before."""
    return None if film.rules_path is None else film.rules_path.read_bytes().decode("utf-8", "replace")


def _new_collection(connection: Connection, name: str) -> UUID:
    identity = uuid4()
    connection.execute(insert(_MANIFESTS).values(id=identity, name=name))
    return identity


class _PictureRow(tuple[Any, ...]):
    """The values of one picture's two rows, in the order of `_ASSET_COLUMNS` and `_OWN_COLUMNS`."""

    __slots__ = ()

    @property
    def manifest_id(self) -> UUID:
        found: UUID = self[1]
        return found

    @property
    def manifest_tag(self) -> str:
        return str(self[4])

    @property
    def says(self) -> tuple[Any, ...]:
        """Everything but its place in the film."""
        return (*self[:7], *self[8:])


_ASSET_COLUMNS = (
    "id", "manifest_id", "asset_type", "name", "manifest_tag", "user_tags", "reference_image_url", "sort_order",
    "is_face_crop", "quality_score", "source_asset_id",
)  # fmt: skip
_OWN_COLUMNS = (
    "asset_id", "project_id", "picture_key", "written_id", "written_source", "individual", "description", "named"
)  # fmt: skip


def _rows_of(project_id: UUID, manifest_id: UUID, pictures: Sequence[Picture]) -> dict[UUID, _PictureRow]:
    keys = list(picture_keys(pictures))
    ids = [uuid5(project_id, key) for key in keys]
    by_written = {picture.id: asset_id for picture, asset_id in zip(pictures, ids, strict=True) if picture.id}
    rows = {}
    for place, (key, asset_id, picture) in enumerate(zip(keys, ids, pictures, strict=True)):
        name, source = picture.name or picture.manifest_tag, by_written.get(picture.source_asset_id or "")
        quality = None if picture.quality_score is None else float(picture.quality_score)
        rows[asset_id] = _PictureRow((
            asset_id, manifest_id, picture.asset_type, name, picture.manifest_tag, list(picture.user_tags),
            picture.reference_image_url, place, picture.is_face_crop, quality, source,
            asset_id, project_id, key, picture.id, picture.source_asset_id, picture.individual, picture.description,
            picture.name is not None,
        ))  # fmt: skip
    return rows


def _pictures_there(connection: Connection, project_id: UUID) -> dict[UUID, _PictureRow]:
    tags = {"user_tags": type_coerce(_ASSETS.c.user_tags, NullType())}
    columns = [tags.get(name, _ASSETS.c[name]) for name in _ASSET_COLUMNS] + [_OWN.c[name] for name in _OWN_COLUMNS]
    joined = select(*columns).join_from(_ASSETS, _OWN, _ASSETS.c.id == _OWN.c.asset_id)
    found = connection.execute(joined.where(_OWN.c.project_id == project_id).order_by(_ASSETS.c.sort_order)).all()
    return {row[0]: _PictureRow((*row[:5], stored(row[5]), *row[6:])) for row in found}


def _changes(there: dict[UUID, _PictureRow], pictures: dict[UUID, _PictureRow]) -> Changes:
    return Changes(
        added=tuple(row.manifest_tag for key, row in pictures.items() if key not in there),
        changed=tuple(
            row.manifest_tag for key, row in pictures.items() if key in there and there[key].says != row.says
        ),
    )


def _put_pictures(connection: Connection, rows: dict[UUID, _PictureRow]) -> None:
    """First without what they were cut from: a source may stand later in the film than its crops."""
    width = len(_ASSET_COLUMNS)
    put_rows(connection, _ASSETS, _ASSET_COLUMNS, [(*row[: width - 1], None) for row in rows.values()])
    for asset_id, row in rows.items():
        if row[width - 1] is not None:
            cut_from = update(_ASSETS).where(_ASSETS.c.id == asset_id).values(source_asset_id=row[width - 1])
            connection.execute(cut_from)
    put_rows(connection, _OWN, _OWN_COLUMNS, [row[width:] for row in rows.values()])
