"""A film's pictures as rows of two tables, with ids that stay the same on every run.

In: the pictures of a film. Out: their rows, and what differs from the rows in the database.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4, uuid5

from sqlalchemy import select

from selector.db.connections.bulk import add_rows, put_rows, run_rows
from selector.db.connections.database_problems import ignored, problem
from selector.db.films.stored_film import Changes
from selector.db.tables.columns import raw, stored
from selector.db.tables.own_tables import FILM_ASSETS
from selector.db.tables.pipeline_tables import ASSETS, REFERENCES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from selector.model.asset import Asset as Picture


class PictureRow(tuple[Any, ...]):
    """The values of one picture's rows.

    They are in the order of `_ASSET_COLUMNS`, `_OWN_COLUMNS` and `_CLEAN_COLUMNS`. Those of the
    last are None if the film has no clean reference of it.
    """

    __slots__ = ()

    @property
    def manifest_id(self) -> UUID:
        """The collection that the picture belongs to."""
        found: UUID = self[1]
        return found

    @property
    def manifest_tag(self) -> str:
        """The picture's tag."""
        return str(self[4])

    @property
    def says(self) -> tuple[Any, ...]:
        """All values but the picture's order in the film."""
        return (*self[:7], *self[8:])

    @property
    def cleaned(self) -> tuple[Any, ...]:
        """The address and the likeness of its clean reference."""
        return self[-len(_CLEAN_COLUMNS) :]


_ASSET_COLUMNS = (
    "id", "manifest_id", "asset_type", "name", "manifest_tag", "user_tags", "reference_image_url",
    "sort_order", "is_face_crop", "quality_score", "source_asset_id",
)  # fmt: skip
_OWN_COLUMNS = (
    "asset_id", "project_id", "picture_key", "written_id", "written_source", "individual",
    "description", "named",
)  # fmt: skip
_CLEAN_COLUMNS = ("clean_image_url", "face_similarity_score")
_REFERENCE_COLUMNS = (
    "id", "asset_id", "tier", "is_primary", "generation_cost", "created_at", *_CLEAN_COLUMNS,
)  # fmt: skip
_SET_SOURCE = f"UPDATE {ASSETS.name} SET source_asset_id = ? WHERE id = ?"  # noqa: S608  # ours
_TAKE_AWAY = f"DELETE FROM {REFERENCES.name} WHERE asset_id = ? AND tier = ?"  # noqa: S608  # ours
_TIER = "film folder"
"""What made the clean references that a film brings along, beside those of others."""
_WIDTH = len(_ASSET_COLUMNS)
_TAGS = _ASSET_COLUMNS.index("user_tags")
_NOT_CLEANED = (None, None)
_ALL = (*_ASSET_COLUMNS, *_OWN_COLUMNS, *_CLEAN_COLUMNS)
_NO_ROW = (None,) * len(_ALL)
_PROJECT = _ALL.index("project_id")
_PARTS = (
    (ASSETS, slice(_WIDTH - 1)),
    (ASSETS, slice(_WIDTH - 1, _WIDTH)),
    (FILM_ASSETS, slice(_WIDTH, -len(_CLEAN_COLUMNS))),
    (REFERENCES, slice(-len(_CLEAN_COLUMNS), None)),
)
"""What is written at once, and its columns: a picture's source is set later than the rest."""


def rows_of(
    project_id: UUID, manifest_id: UUID, pictures: Sequence[Picture]
) -> dict[UUID, PictureRow]:
    """The rows of a film's pictures.

    Args:
        project_id: The film's project.
        manifest_id: The collection that its pictures belong to.
        pictures: The pictures, in the order of the film.

    Returns:
        The rows by the pictures' ids in the database, in the same order.
    """
    keys = list(_keys(pictures))
    ids = [uuid5(project_id, key) for key in keys]
    by_written: dict[str | None, UUID] = {}
    for picture, asset_id in zip(pictures, ids, strict=True):
        if picture.id:
            by_written[picture.id] = asset_id
    rows = {}
    triples = zip(keys, ids, pictures, strict=True)
    for order, (key, asset_id, picture) in enumerate(triples):
        name = picture.name or picture.manifest_tag
        source = by_written.get(picture.source_asset_id)
        quality = picture.quality_score
        if quality is not None:
            quality = float(quality)
        rows[asset_id] = PictureRow((
            asset_id, manifest_id, picture.asset_type, name, picture.manifest_tag,
            list(picture.user_tags), picture.reference_image_url, order, picture.is_face_crop,
            quality, source,
            asset_id, project_id, key, picture.id, picture.source_asset_id, picture.individual,
            picture.description, picture.name is not None,
            *_cleaned(picture),
        ))  # fmt: skip
    return rows


def _cleaned(picture: Picture) -> tuple[str | None, float | None]:
    clean_reference = picture.clean_reference
    if clean_reference is None:
        return None, None
    return clean_reference.clean_image_url, clean_reference.face_similarity_score


def pictures_there(connection: Connection, project_id: UUID) -> dict[UUID, PictureRow]:
    """The rows of the film's pictures in the database, including those set aside."""
    tags = {"user_tags": raw(ASSETS.c.user_tags)}
    columns = [tags.get(name, ASSETS.c[name]) for name in _ASSET_COLUMNS]
    its_cleaned = (REFERENCES.c.asset_id == ASSETS.c.id) & (REFERENCES.c.tier == _TIER)
    query = (
        select(*columns, *FILM_ASSETS.c[_OWN_COLUMNS], *REFERENCES.c[_CLEAN_COLUMNS])
        .join_from(ASSETS, FILM_ASSETS, ASSETS.c.id == FILM_ASSETS.c.asset_id)
        .join(REFERENCES, its_cleaned, isouter=True)
        .where(FILM_ASSETS.c.project_id == project_id)
        .order_by(ASSETS.c.sort_order)
    )
    rows = {}
    for row in connection.execute(query):
        values = list(row)
        values[_TAGS] = stored(values[_TAGS])
        rows[row[0]] = PictureRow(values)
    return rows


def changes_between(there: dict[UUID, PictureRow], pictures: dict[UUID, PictureRow]) -> Changes:
    """The tags of pictures that are new and of those that changed; a new order is not a change."""
    added = []
    changed = []
    for key, row in pictures.items():
        before = there.get(key)
        if before is None:
            added.append(row.manifest_tag)
        elif before.says != row.says:
            changed.append(row.manifest_tag)
    return Changes(added=tuple(added), changed=tuple(changed))


def put_pictures(
    connection: Connection, rows: dict[UUID, PictureRow], there: dict[UUID, PictureRow]
) -> None:
    """Write these rows: first without their sources, which may come later in the film.

    Args:
        connection: The database.
        rows: The rows that differ from those in the database, by the ids of the pictures.
        there: Those in the database.

    Raises:
        ProblemError: A row is not there, or as it was (D612).
    """
    without_source = [(*row[: _WIDTH - 1], None) for row in rows.values()]
    wrote_all = put_rows(connection, ASSETS, _ASSET_COLUMNS, without_source)
    sources = []
    for asset_id, row in rows.items():
        source = row[_WIDTH - 1]
        if source is not None:
            sources.append((source, asset_id))
    set_sources = run_rows(
        connection, _SET_SOURCE, list(ASSETS.c["source_asset_id", "id"]), sources
    )
    wrote_all &= set_sources == len(sources)
    own = [row[_WIDTH : -len(_CLEAN_COLUMNS)] for row in rows.values()]
    wrote_all &= put_rows(connection, FILM_ASSETS, _OWN_COLUMNS, own)
    changed = {}
    for asset_id, row in rows.items():
        before = there.get(asset_id)
        if row.cleaned != (before.cleaned if before else _NOT_CLEANED):
            changed[asset_id] = row.cleaned
    _put_cleaned(connection, changed)
    if changed or not wrote_all:
        _must_differ(connection, rows, there)


def _must_differ(
    connection: Connection, rows: dict[UUID, PictureRow], there: dict[UUID, PictureRow]
) -> None:
    """Refuse a database that lets pictures be as they were, and says nothing.

    Args:
        connection: The database.
        rows: The rows that were written, as for `put_pictures`.
        there: Those that it had before.

    Raises:
        ProblemError: A picture is as it was (D612).
    """
    project_id = next(iter(rows.values()))[_PROJECT]
    now = pictures_there(connection, project_id)
    for asset_id, row in rows.items():
        before = there.get(asset_id, _NO_ROW)
        for table, part in _PARTS:
            if row[part] != before[part] and now[asset_id][part] == before[part]:
                raise problem(connection, *ignored(table.name))


def _put_cleaned(connection: Connection, cleaned: Mapping[UUID, tuple[Any, ...]]) -> None:
    """Make the film's clean references the primary ones, or take them away.

    That no other stays the primary is ensured by the database itself.

    Args:
        connection: The database.
        cleaned: The address and the likeness, or `_NOT_CLEANED`, by the ids of the pictures.
    """
    replaced = [(asset_id, _TIER) for asset_id in cleaned]
    run_rows(connection, _TAKE_AWAY, list(REFERENCES.c["asset_id", "tier"]), replaced)
    now = datetime.now(UTC)
    added = []
    for asset_id, values in cleaned.items():
        if values != _NOT_CLEANED:
            added.append((uuid4(), asset_id, _TIER, True, 0.0, now, *values))
    add_rows(connection, REFERENCES, _REFERENCE_COLUMNS, added)


def _keys(pictures: Iterable[Picture]) -> Iterator[str]:
    """What identifies each picture: its id, else its tag and file, numbered if repeated."""
    seen: dict[str, int] = {}
    for picture in pictures:
        file = picture.reference_image_url or ""
        key = f"tag {picture.manifest_tag} file {file}"
        if picture.id:
            key = f"id {picture.id}"
        seen[key] = seen.get(key, 0) + 1
        if seen[key] > 1:
            yield f"{key} #{seen[key]}"
        else:
            yield key
