"""A project's pictures in the database in; a pool of values that belong to no session out."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import exists, select

from selector.db.connections.undecoded import rows_as_stored
from selector.db.films.unusable import WRITE_ANEW, StoredProblem, unusable_picture
from selector.db.tables.columns import is_text, raw, stored, untyped
from selector.db.tables.own_tables import FILM_ASSETS
from selector.db.tables.pipeline_tables import ASSETS, REFERENCES
from selector.engine.pool import AssetPool
from selector.model.asset import Asset as Picture
from selector.model.picture_address import other_than_picture
from selector.model.problem import ProblemError, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection

    from selector.db.films.projects import FoundProject

NO_PICTURE = "it has no picture"
_READ = (
    "id", "manifest_tag", "asset_type", "name", "quality_score", "is_face_crop", "source_asset_id",
    "reference_image_url", "user_tags", "individual", "description",
)  # fmt: skip
"""The columns of a picture, in the order in which they are read."""


def read_pool(
    connection: Connection, project: FoundProject, left_out: list[StoredProblem] | None = None
) -> AssetPool[Picture]:
    """The project's pictures in their order, indexed; their ids are those of the rows.

    A picture can be sent if its row has an address, or its primary clean reference has, which goes out in its place;
    and if that is not the address of a clip, of sound or of a document.
    With `left_out`, pictures that cannot be used are put there and are not in the pool.

    Raises:
        ProblemError: Without `left_out`, a picture that is stored cannot be used (D615).
    """
    pictures, problems, cleaned = _readable(connection, project)

    def usable(picture: Picture) -> bool | str:
        if picture.id in cleaned:
            return True
        kind = other_than_picture(picture.reference_image_url or "")
        if kind is not None:
            return f"its address leads to {kind}, not an image"
        return bool(picture.reference_image_url) or NO_PICTURE

    try:
        pool = AssetPool(pictures, usable)
    except ProblemError:  # which of them, is asked only now: a pool for each picture takes its time
        refused = {id(picture): found for picture in pictures if (found := _refused(picture))}
        problems += refused.values()
        pool = AssetPool([picture for picture in pictures if id(picture) not in refused], usable)
    if left_out is not None:
        left_out += problems
    elif problems:
        raise ProblemError(each.at(connection.engine.url) for each in problems)
    return pool


def _readable(
    connection: Connection, project: FoundProject
) -> tuple[list[Picture], list[StoredProblem], frozenset[str | None]]:
    """The pictures whose rows can be read at all, what is wrong with the others, and the ids of those cleaned."""
    its_clean = (
        (REFERENCES.c.asset_id == ASSETS.c.id)
        & REFERENCES.c.is_primary
        & (REFERENCES.c.clean_image_url != "")
    )
    rows = rows_as_stored(
        connection,
        select(
            untyped(ASSETS.c.id), ASSETS.c.manifest_tag, ASSETS.c.asset_type, ASSETS.c.name,
            untyped(ASSETS.c.quality_score), untyped(ASSETS.c.is_face_crop), untyped(ASSETS.c.source_asset_id),
            ASSETS.c.reference_image_url, raw(ASSETS.c.user_tags), FILM_ASSETS.c.individual, FILM_ASSETS.c.description,
            exists().where(its_clean).label("is_cleaned"),
        )
        .join_from(ASSETS, FILM_ASSETS, ASSETS.c.id == FILM_ASSETS.c.asset_id, isouter=True)
        .where(ASSETS.c.manifest_id == project.manifest_id)
        .order_by(ASSETS.c.sort_order, ASSETS.c.id),
    )  # fmt: skip
    pictures: list[Picture] = []
    problems: list[StoredProblem] = []
    cleaned: set[str | None] = set()
    for row in rows:
        picture = _picture(*row[:-1])
        wrong = [*_not_utf8(row), *_unreadable(picture, row[0], row[6])]
        if wrong:
            problems.append(unusable_picture(str(picture.id), row[1], wrong, WRITE_ANEW))
        else:
            pictures.append(picture)
            if row.is_cleaned:
                cleaned.add(picture.id)
    return pictures, problems, frozenset(cleaned)


def _not_utf8(row: Sequence[object]) -> Iterator[str]:
    """The columns whose text is not UTF-8."""
    for name, value in zip(_READ, row, strict=False):
        if isinstance(value, str) and not is_text(value):
            table = FILM_ASSETS.name if name in ("individual", "description") else ASSETS.name
            yield f"The text in the column `{name}` of the table `{table}` is not UTF-8."


def _unreadable(picture: Picture, identity: object, source: object) -> Iterator[str]:
    for name, value in (("id", identity), ("source_asset_id", source)):
        if value is not None and _uuid(value) is None:
            yield f"`{name}` is {shown(repr(value))}, and must be a UUID."
    if not is_text("".join(picture.user_tags)):
        yield "A text has a broken character."


def _refused(picture: Picture) -> StoredProblem | None:
    """What the engine has against one picture, if anything."""
    try:
        AssetPool([picture])
    except ProblemError as error:
        whats = [each.what.replace("`assets[0].", "`") for each in error.problems]
        return unusable_picture(
            str(picture.id), picture.manifest_tag, whats, error.problems[0].hint
        )
    return None


def _picture(
    identity: Any,  # noqa: ANN401  # of SQLite anything
    tag: str,
    kind: str,
    name: str,
    quality: Any,  # noqa: ANN401  # as above
    is_face: Any,  # noqa: ANN401  # as above
    *more: Any,  # noqa: ANN401  # the rest of the row
) -> Picture:
    source, url, labels, individual, description = more
    tags = stored(labels)
    return Picture(
        id=str(_uuid(identity) or identity),
        manifest_tag=tag,
        asset_type=kind,
        name=name,
        quality_score=float(quality) if isinstance(quality, Decimal) else quality,
        is_face_crop=bool(is_face) if is_face in (0, 1, None) else is_face,
        source_asset_id=None if source is None else str(_uuid(source) or source),
        individual=individual,
        reference_image_url=url,
        description=description,
        user_tags=tuple(map(str, tags)) if isinstance(tags, list) else (),
    )


def _uuid(value: object) -> UUID | None:
    try:
        return value if isinstance(value, UUID) else UUID(str(value))
    except ValueError:
        return None
