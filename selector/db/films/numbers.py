"""The own numbers of a project's scenes: from the table that films fill, else from the row of the scene itself.

A scene's key, `scene_index`, is a whole number that a database needs; its own number is the film's. A pipeline's scene
is numbered by its key, unless its manifest has text that says more: `12A`, or `013` of the scene whose key is 13.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import and_, select

from selector.db.connections.bulk import add_rows, among, batches
from selector.db.connections.undecoded import rows_as_stored
from selector.db.tables.columns import raw, stored
from selector.db.tables.own_tables import FILM_SCENES
from selector.db.tables.pipeline_tables import SCENES
from selector.model.scene_number import likeness, scene_number, size

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from sqlalchemy import ColumnElement, Connection

    from selector.model.scene_number import SceneNumber

LAST_KEY = 2**31 - 1
"""The highest `scene_index`: what an INTEGER column holds in every database."""

_SAYS_TEXT = re.compile(r'"scene_index"\s*:\s*"')


class NumberedScene(NamedTuple):
    """A scene that is there: its key in the database, its own number, and whether a film told of it."""

    key: int
    number: SceneNumber
    of_film: bool


def numbered_scenes(
    connection: Connection, project_id: UUID, *which: ColumnElement[bool]
) -> list[NumberedScene]:
    """The scenes of a project in the order of its film, or those for which all of these conditions hold."""
    query = (
        select(
            SCENES.c.scene_index,
            FILM_SCENES.c.own_number,
            FILM_SCENES.c.is_integer,
            FILM_SCENES.c.place,
        )
        .join_from(SCENES, FILM_SCENES, of_one_scene(SCENES), isouter=True)
        .where(SCENES.c.project_id == project_id, *which)
        .order_by(FILM_SCENES.c.place.is_(None), FILM_SCENES.c.place, SCENES.c.scene_index)
    )
    rows = connection.execute(query).all()
    manifests = _manifests(
        connection, project_id, [row.scene_index for row in rows if row.place is None]
    )
    found: list[NumberedScene] = []
    for row in rows:
        key: int = row.scene_index
        of_film = row.place is not None
        number = number_in(row._mapping) if of_film else _number_of(key, manifests.get(key))
        found.append(NumberedScene(key, number, of_film))
    return found


def raw_manifests(
    connection: Connection, project_id: UUID, keys: Sequence[int]
) -> list[tuple[int, Any]]:
    """The manifests of these scenes with their keys, as the driver gives them: `stored` reads what comes."""
    its = (SCENES.c.project_id == project_id) & among(SCENES.c.scene_index, keys)
    found = rows_as_stored(
        connection, select(SCENES.c.scene_index, raw(SCENES.c.manifest_json)).where(its)
    )
    return [(key, value) for key, value in found]


def scenes_numbered(
    connection: Connection, project_id: UUID, number: SceneNumber
) -> list[NumberedScene]:
    """The scenes of a project that have this number: one, or none; several where a pipeline numbered them alike."""
    alike, whole = likeness(number), size(number)
    of_film = FILM_SCENES.c.place.is_not(None)
    found = numbered_scenes(connection, project_id, of_film, FILM_SCENES.c.alike == alike)
    if whole is not None and abs(whole) > LAST_KEY:
        return found
    others = FILM_SCENES.c.place.is_(None)
    those = others if whole is None else others & (SCENES.c.scene_index == whole)
    return found + [
        each
        for each in numbered_scenes(connection, project_id, those)
        if likeness(each.number) == alike
    ]


def keys_on_record(
    connection: Connection, project_id: UUID, number: SceneNumber, there: NumberedScene | None
) -> list[int]:
    """The keys under which decisions on scenes of this number are, also of scenes that are there no longer.

    `there` is the scene that has the number now; its key comes first.
    """
    its = FILM_SCENES.c.project_id == project_id
    known = connection.scalars(
        select(FILM_SCENES.c.scene_index).where(its, FILM_SCENES.c.alike == likeness(number))
    )
    keys = set(known) if there is None else {*known, there.key}
    whole = size(number)
    if not keys and whole is not None and abs(whole) <= LAST_KEY:
        other = connection.scalar(
            select(FILM_SCENES.c.alike).where(its, FILM_SCENES.c.scene_index == whole)
        )
        keys |= {whole} if other is None else set()
    return sorted(keys, key=lambda key: (there is None or key != there.key, key))


def note_numbers(connection: Connection, project_id: UUID, scenes: Iterable[NumberedScene]) -> None:
    """Keep the numbers that scenes have while something is decided on them; what a film said of them stays."""
    rows = [
        (project_id, each.key, *number_columns(each.number)) for each in scenes if not each.of_film
    ]
    if not rows:
        return
    ending = (
        " ON CONFLICT (project_id, scene_index) DO UPDATE SET own_number = excluded.own_number,"
        " is_integer = excluded.is_integer, alike = excluded.alike"
    )
    add_rows(connection, FILM_SCENES, ("project_id", "scene_index", *NUMBER_COLUMNS), rows, ending)


NUMBER_COLUMNS = ("own_number", "is_integer", "alike")


def number_columns(number: SceneNumber) -> tuple[str, bool, str]:
    """A number as those columns hold it."""
    return str(number), isinstance(number, int), likeness(number)


def number_in(row: Any) -> SceneNumber:  # noqa: ANN401  # a row with a scene and those columns
    """The number that those columns hold; the key where there is no row of them."""
    own = row["own_number"]
    if own is None:
        key: int = row["scene_index"]
        return key
    return int(own) if row["is_integer"] else str(own)


def of_one_scene(table: Any) -> ColumnElement[bool]:  # noqa: ANN401  # a table that has scenes in it, or an alias of one
    """That a row of the numbers and one of that table speak of the same scene."""
    return and_(
        FILM_SCENES.c.project_id == table.c.project_id,
        FILM_SCENES.c.scene_index == table.c.scene_index,
    )


def _manifests(connection: Connection, project_id: UUID, keys: list[int]) -> dict[int, object]:
    """Those manifests that may have a number of their own in text, read."""
    return {
        key: stored(value)
        for batch in batches(keys)
        for key, value in raw_manifests(connection, project_id, batch)
        if not isinstance(value, str) or _SAYS_TEXT.search(value)
    }


def _number_of(key: int, manifest: object) -> SceneNumber:
    """The number of a scene that no film told of."""
    written = manifest.get("scene_index") if isinstance(manifest, dict) else None
    number = scene_number(written) if isinstance(written, str) else None
    return key if number is None or size(number) not in (None, key) else number
