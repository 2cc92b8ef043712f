"""A film's pictures in; the rows that stand for them, with ids that stay the same on every run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from sqlalchemy import select, update

from selector.db.connections.bulk import put_rows
from selector.db.films.stored_film import Changes
from selector.db.tables.columns import raw, stored
from selector.db.tables.own_tables import FILM_ASSETS
from selector.db.tables.pipeline_tables import ASSETS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Connection

    from selector.model.asset import Asset as Picture


class PictureRow(tuple[Any, ...]):
    """The values of one picture's two rows, in the order of `_ASSET_COLUMNS` and `_OWN_COLUMNS`."""

    __slots__ = ()

    @property
    def manifest_id(self) -> UUID:
        """The collection that it stands in."""
        found: UUID = self[1]
        return found

    @property
    def manifest_tag(self) -> str:
        """Its tag."""
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


def rows_of(
    project_id: UUID, manifest_id: UUID, pictures: Sequence[Picture]
) -> dict[UUID, PictureRow]:
    """The rows that a film's pictures come to, by their ids."""
    keys = list(_keys(pictures))
    ids = [uuid5(project_id, key) for key in keys]
    by_written = {
        picture.id: asset_id for picture, asset_id in zip(pictures, ids, strict=True) if picture.id
    }
    rows = {}
    for place, (key, asset_id, picture) in enumerate(zip(keys, ids, pictures, strict=True)):
        name, source = (
            picture.name or picture.manifest_tag,
            by_written.get(picture.source_asset_id or ""),
        )
        quality = None if picture.quality_score is None else float(picture.quality_score)
        rows[asset_id] = PictureRow((
            asset_id, manifest_id, picture.asset_type, name, picture.manifest_tag, list(picture.user_tags),
            picture.reference_image_url, place, picture.is_face_crop, quality, source,
            asset_id, project_id, key, picture.id, picture.source_asset_id, picture.individual, picture.description,
            picture.name is not None,
        ))  # fmt: skip
    return rows


def pictures_there(connection: Connection, project_id: UUID) -> dict[UUID, PictureRow]:
    """The rows of the film's pictures that are in the database, those set aside included."""
    tags = {"user_tags": raw(ASSETS.c.user_tags)}
    columns = [tags.get(name, ASSETS.c[name]) for name in _ASSET_COLUMNS] + [
        FILM_ASSETS.c[name] for name in _OWN_COLUMNS
    ]
    joined = select(*columns).join_from(ASSETS, FILM_ASSETS, ASSETS.c.id == FILM_ASSETS.c.asset_id)
    found = connection.execute(
        joined.where(FILM_ASSETS.c.project_id == project_id).order_by(ASSETS.c.sort_order)
    ).all()
    return {row[0]: PictureRow((*row[:5], stored(row[5]), *row[6:])) for row in found}


def changes_between(there: dict[UUID, PictureRow], pictures: dict[UUID, PictureRow]) -> Changes:
    """What came and what says something else, by tag; a mere change of place is none."""
    return Changes(
        added=tuple(row.manifest_tag for key, row in pictures.items() if key not in there),
        changed=tuple(
            row.manifest_tag
            for key, row in pictures.items()
            if key in there and there[key].says != row.says
        ),
    )


def put_pictures(connection: Connection, rows: dict[UUID, PictureRow]) -> None:
    """Write these rows, first without what they were cut from: a source may stand later in the film than its crops."""
    width = len(_ASSET_COLUMNS)
    put_rows(
        connection, ASSETS, _ASSET_COLUMNS, [(*row[: width - 1], None) for row in rows.values()]
    )
    for asset_id, row in rows.items():
        if row[width - 1] is not None:
            cut_from = (
                update(ASSETS).where(ASSETS.c.id == asset_id).values(source_asset_id=row[width - 1])
            )
            connection.execute(cut_from)
    put_rows(connection, FILM_ASSETS, _OWN_COLUMNS, [row[width:] for row in rows.values()])


def _keys(pictures: Iterable[Picture]) -> Iterator[str]:
    """What tells each picture from the others in the film: its id, else its tag and file (numbered if repeated)."""
    seen: dict[str, int] = {}
    for picture in pictures:
        key = (
            f"id {picture.id}"
            if picture.id
            else f"tag {picture.manifest_tag} file {picture.reference_image_url or ''}"
        )
        seen[key] = seen.get(key, 0) + 1
        yield key if seen[key] == 1 else f"{key} #{seen[key]}"
