"""A project's pictures as a pool to pick from.

In: a project in the database. Out: an `AssetPool` of plain values that belong to no session.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from selector.db.connections.database_problems import WRITE_AGAIN
from selector.db.connections.undecoded import rows_as_stored
from selector.db.films.clean_references import read_clean_references
from selector.db.films.unusable import StoredProblem, unusable_picture
from selector.db.references.lost import lost_of_pictures
from selector.db.tables.columns import (
    as_uuid,
    in_another_form,
    is_text,
    not_as_looked_up,
    raw,
    stored,
    unstorable,
    untyped,
)
from selector.db.tables.marked_rows import is_marked
from selector.db.tables.own_tables import FILM_ASSETS
from selector.db.tables.pipeline_tables import ASSETS
from selector.db.tables.stored_picture import StoredPicture
from selector.engine.asset_getter import value_of
from selector.engine.asset_problems import id_of_asset, other_than_rows
from selector.engine.pool import AssetPool, assets_in
from selector.language.file_words.send_cleaned import goes_cleaned
from selector.model.asset import Asset_co, AssetLike
from selector.model.picture_address import other_than_picture
from selector.model.problem import ProblemError, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import ColumnElement, Connection, Row

    from selector.db.films.projects import FoundProject
    from selector.language.facts import SendCleaned
    from selector.model.asset import CleanReference

NO_PICTURE = "it has no picture"
_READ = (
    "id", "manifest_tag", "asset_type", "name", "quality_score", "is_face_crop", "source_asset_id",
    "reference_image_url", "user_tags", "individual", "description",
)  # fmt: skip
"""The columns of a picture, in the order in which they are read."""

_OWN = ("individual", "description")
"""Those of them in our own table."""


def read_pool(
    connection: Connection,
    project: FoundProject,
    left_out: list[StoredProblem] | None = None,
    send_cleaned: SendCleaned | None = None,
) -> AssetPool[StoredPicture]:
    """The project's pictures in their order; their ids are those of the rows.

    A picture can be sent if its primary clean reference, where that goes, or else its row has an
    address, unless the address is that of a clip, of sound or of a document.

    Args:
        connection: The database.
        project: The project.
        left_out: A list that gets the pictures that cannot be used; they are not in the pool.
        send_cleaned: What the rules say of clean references.

    Returns:
        The pool, indexed.

    Raises:
        ProblemError: A stored picture cannot be used and there is no `left_out` (D615).
    """
    clean_references = read_clean_references(
        connection, project.manifest_id, of_copies=project.has_inherited
    )
    pictures, problems = _readable(connection, project, clean_references)
    usable = _usable_if(send_cleaned)
    try:
        pool = AssetPool(pictures, usable)
    except ProblemError:
        # Only now look for the wrong ones: a pool for each picture takes its time.
        pool = AssetPool(usable_among(pictures, problems, are_stored=True), usable)
    if left_out is not None:
        left_out += problems
    elif problems:
        raise ProblemError([each.at(connection) for each in problems])
    return pool


def usable_among(
    pictures: Iterable[Asset_co], left_out: list[StoredProblem], *, are_stored: bool
) -> list[Asset_co]:
    """The pictures that a pool takes; of two with one id, the earlier.

    Args:
        pictures: Assets of any kind.
        left_out: A list that gets the problems of the others.
        are_stored: Whether they were read from the database, as problems then say.

    Returns:
        The pictures, in order.

    Raises:
        ProblemError: The pictures are a data frame or one picture, or were used up before (A501,
            A502).
        TypeError: These are not assets.
    """
    good = []
    first: dict[str, AssetLike] = {}
    for picture in assets_in(pictures):
        refused = _refused(picture, first, is_stored=are_stored)
        if refused is None:
            good.append(picture)
            continue
        whole = list(other_than_rows(pictures))
        if whole:
            raise ProblemError(whole)
        left_out.append(refused)
    return good


def its_pictures(connection: Connection, project: FoundProject) -> list[ColumnElement[bool]]:
    """The SQL conditions on the pictures that a project picks from."""
    its_own = ASSETS.c.manifest_id == project.manifest_id
    if connection.dialect.name == "sqlite" and project.manifest_id is not None:
        its_own |= in_another_form(ASSETS.c.manifest_id, project.manifest_id)
    conditions = [its_own]
    if not project.has_inherited:
        is_inherited = is_marked(connection, "inherited")
        if is_inherited is not None:
            conditions.append(~is_inherited)
    return conditions


def _usable_if(send_cleaned: SendCleaned | None) -> Callable[[StoredPicture], bool | str]:
    """What says if a picture can be sent, or why not, where rules say this of clean references."""

    def usable(picture: StoredPicture) -> bool | str:
        reference = picture.clean_reference
        if reference is not None and goes_cleaned(reference, send_cleaned):
            kind = other_than_picture(reference.clean_image_url)
            if kind is not None:
                return f"its clean reference goes instead, and leads to {kind}, not an image"
            return True
        address = picture.reference_image_url or ""
        kind = other_than_picture(address)
        if kind is not None:
            return f"its address leads to {kind}, not an image"
        return bool(address) or NO_PICTURE

    return usable


def _readable(
    connection: Connection,
    project: FoundProject,
    clean_references: Mapping[str, CleanReference],
) -> tuple[list[StoredPicture], list[StoredProblem]]:
    """The pictures that can be read, and the problems of the others."""
    pictures: list[StoredPicture] = []
    problems: list[StoredProblem] = []
    rows = _rows(connection, project)
    lost = lost_of_pictures(
        connection,
        [row.id for row in rows],
        clean_references,
        of_copies=project.has_inherited,
    )
    for row in rows:
        picture = _picture(row)
        wrong = list(_not_utf8(row)) or list(_unreadable(picture, row))
        identity = as_uuid(row.id)
        if identity in lost and not wrong:
            wrong = [lost[identity]]
        if wrong:
            problem = unusable_picture(str(picture.id), row.manifest_tag, wrong, WRITE_AGAIN)
            problems.append(problem)
            continue
        clean_reference = clean_references.get(str(picture.id))
        pictures.append(replace(picture, clean_reference=clean_reference))
    return pictures, problems


def _rows(connection: Connection, project: FoundProject) -> Sequence[Row[Any]]:
    """The rows of the project's pictures, in order."""
    query = (
        select(
            untyped(ASSETS.c.id).label("id"),
            *ASSETS.c["manifest_tag", "asset_type", "name"],
            untyped(ASSETS.c.quality_score).label("quality_score"),
            untyped(ASSETS.c.is_face_crop).label("is_face_crop"),
            untyped(ASSETS.c.source_asset_id).label("source_asset_id"),
            ASSETS.c.reference_image_url,
            raw(ASSETS.c.user_tags).label("user_tags"),
            *FILM_ASSETS.c["individual", "description"],
            untyped(ASSETS.c.sort_order).label("sort_order"),
            untyped(ASSETS.c.manifest_id).label("manifest_id"),
        )
        .join_from(ASSETS, FILM_ASSETS, ASSETS.c.id == FILM_ASSETS.c.asset_id, isouter=True)
        .where(*its_pictures(connection, project))
        .order_by(ASSETS.c.sort_order, ASSETS.c.id)
    )
    return rows_as_stored(connection, query)


def _labels(value: object) -> list[Any] | None:
    """The labels of a picture, as JSON says them; None if it says anything but a list of texts."""
    tags = stored(value)
    if tags is None:
        return []
    if isinstance(tags, list) and all(isinstance(tag, str | int | float) for tag in tags):
        return tags
    return None


def _not_utf8(row: Sequence[object]) -> Iterator[str]:
    """The columns whose text is not UTF-8."""
    for name, value in zip(_READ, row, strict=False):
        if isinstance(value, str) and not is_text(value):
            table = ASSETS.name
            if name in _OWN:
                table = FILM_ASSETS.name
            yield f"The text in the column `{name}` of the table `{table}` is not UTF-8."


def _unreadable(picture: StoredPicture, row: Row[Any]) -> Iterator[str]:
    """What else is wrong with a row."""
    for name, value in (("id", row.id), ("source_asset_id", row.source_asset_id)):
        if value is not None and as_uuid(value) is None:
            yield f"`{name}` must be a UUID, not `{shown(repr(value))}`."
    collection = not_as_looked_up("manifest_id", row.manifest_id)
    if collection:
        yield collection
    if _labels(row.user_tags) is None:
        yield f"`user_tags` must be a list of texts, not `{shown(repr(row.user_tags))}`."
    if not isinstance(row.sort_order, int | None):
        yield f"`sort_order` must be a whole number, not `{shown(repr(row.sort_order))}`."
    labels = "".join(picture.user_tags)
    if not is_text(labels):
        yield f"`user_tags` contains half of a character ({unstorable(labels)})."


def _refused(
    picture: AssetLike, first: dict[str, AssetLike], *, is_stored: bool
) -> StoredProblem | None:
    """What is wrong with one picture, if anything.

    Args:
        picture: The picture.
        first: The first picture with each id, among those before. It is added.
        is_stored: Whether it was read from the database.
    """
    whats = []
    hints = []
    try:
        AssetPool([picture])
    except ProblemError as error:
        for problem in error.problems:
            whats.append(problem.what.replace("`assets[0].", "`"))
            hints.append(problem.hint)
    like = id_of_asset(picture)
    if like is not None and first.setdefault(like, picture) is not picture:
        whats.append("An earlier picture has the same id.")
        hints.append("Give each picture an id of its own.")
    if not whats:
        return None
    identity, tag = value_of(picture, "id"), value_of(picture, "manifest_tag")
    return unusable_picture(str(identity or ""), tag, whats, hints[0], is_stored=is_stored)


def _picture(row: Row[Any]) -> StoredPicture:
    """The picture of a row; SQLite may have any value in any column."""
    quality = row.quality_score
    if isinstance(quality, Decimal):
        quality = float(quality)
    is_face = row.is_face_crop
    if is_face in (0, 1, None):
        is_face = bool(is_face)
    source = row.source_asset_id
    if source is not None:
        source = str(as_uuid(source) or source)
    return StoredPicture(
        id=str(as_uuid(row.id) or row.id),
        manifest_tag=row.manifest_tag,
        asset_type=row.asset_type,
        name=row.name,
        quality_score=quality,
        is_face_crop=is_face,
        source_asset_id=source,
        individual=row.individual,
        reference_image_url=row.reference_image_url,
        description=row.description,
        user_tags=tuple(map(str, _labels(row.user_tags) or ())),
    )
