"""The own numbers of a project's scenes, beside the keys that they have in the database.

In: a project. Out: its scenes by key and own number, in the order of the film. The key,
`scene_index`, is a whole number that a database needs; the own number is the film's. Films put
their numbers into a table of ours. A pipeline's scene has its key as its number, unless its
manifest has a text that says more: `12A`, or `013` for the scene whose key is 13.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import and_, select

from selector.db.connections.bulk import add_rows, among, batches
from selector.db.connections.undecoded import rows_as_stored
from selector.db.tables.columns import UnreadableError, checked, raw, stored
from selector.db.tables.own_tables import FILM_SCENES
from selector.db.tables.pipeline_tables import SCENES
from selector.model.scene_number import likeness, scene_number, size

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from sqlalchemy import ColumnElement, Connection

    from selector.model.scene_number import SceneNumber

_SCENE = SCENES.c
_OWN = FILM_SCENES.c
"""The columns of scenes, and of their own numbers."""

_KEY = checked(_SCENE.scene_index)
"""A scene's key, refused where it is not a whole number: nothing is decided under such a key."""

LAST_KEY = 2**31 - 1
"""The highest `scene_index` that an INTEGER column holds in every database."""

_SAYS_TEXT = re.compile(r'"scene_index"\s*:\s*"')


class NumberedScene(NamedTuple):
    """A scene in the database: its key, its own number, and if that number came with a film."""

    key: int
    number: SceneNumber
    of_film: bool


def numbered_scenes(
    connection: Connection, project_id: UUID, *which: ColumnElement[bool]
) -> list[NumberedScene]:
    """The scenes of a project, in the order of its film.

    Args:
        connection: The database.
        project_id: The project.
        *which: Conditions on the rows; without any, every scene is returned.

    Returns:
        The scenes.
    """
    query = (
        select(
            _KEY,
            _OWN.own_number,
            _OWN.is_integer,
            _OWN.place,
        )
        .join_from(SCENES, FILM_SCENES, of_one_scene(SCENES), isouter=True)
        .where(_SCENE.project_id == project_id, *which)
        .order_by(_OWN.place.is_(None), _OWN.place, _SCENE.scene_index)
    )
    rows = connection.execute(query).all()
    unlisted = [row.scene_index for row in rows if row.place is None]
    manifests = _manifests(connection, project_id, unlisted)
    found: list[NumberedScene] = []
    for row in rows:
        key: int = row.scene_index
        of_film = row.place is not None
        if of_film:
            number = number_in(row._mapping)
        else:
            number = _number_of(key, manifests.get(key))
        found.append(NumberedScene(key, number, of_film))
    return found


def raw_manifests(
    connection: Connection, project_id: UUID, keys: Sequence[int]
) -> list[tuple[int, Any]]:
    """The manifests of some scenes, as the driver returns them; `stored` reads them.

    Args:
        connection: The database.
        project_id: The project.
        keys: The keys of the scenes.

    Returns:
        (key, manifest) pairs of those that exist.
    """
    its = _SCENE.project_id == project_id
    its &= among(_SCENE.scene_index, keys)
    columns = (_KEY, raw(_SCENE.manifest_json))
    rows = rows_as_stored(connection, select(*columns).where(its))
    return [(key, value) for key, value in rows]


def scenes_numbered(
    connection: Connection, project_id: UUID, number: SceneNumber
) -> list[NumberedScene]:
    """The scenes of a project that have this number.

    Args:
        connection: The database.
        project_id: The project.
        number: A scene's own number.

    Returns:
        None or one; several where a pipeline gave them the same number.
    """
    alike = likeness(number)
    whole = size(number)
    of_film = _OWN.place.is_not(None)
    found = numbered_scenes(connection, project_id, of_film, _OWN.alike == alike)
    others: list[ColumnElement[bool]] = [_OWN.place.is_(None)]
    if whole is not None:
        if abs(whole) > LAST_KEY:
            return found
        others.append(_SCENE.scene_index == whole)
    for each in numbered_scenes(connection, project_id, *others):
        if likeness(each.number) == alike:
            found.append(each)
    return found


def keys_on_record(
    connection: Connection,
    project_id: UUID,
    number: SceneNumber,
    there: NumberedScene | None,
) -> list[int]:
    """The keys of all decisions on scenes of this number, including scenes that are gone.

    Args:
        connection: The database.
        project_id: The project.
        number: A scene's own number.
        there: The scene that has the number now, if any.

    Returns:
        The keys; that of `there` comes first.
    """
    its = _OWN.project_id == project_id
    is_alike = _OWN.alike == likeness(number)
    listed = select(_OWN.scene_index).where(its, is_alike)
    keys = set(connection.scalars(listed))
    if there is not None:
        others = sorted(keys - {there.key})
        return [there.key, *others]
    whole = size(number)
    if not keys and whole is not None and abs(whole) <= LAST_KEY:
        has_key = _OWN.scene_index == whole
        query = select(_OWN.alike).where(its, has_key)
        if connection.scalar(query) is None:
            return [whole]
    return sorted(keys)


def note_numbers(connection: Connection, project_id: UUID, scenes: Iterable[NumberedScene]) -> None:
    """Store the numbers that scenes have when something is decided on them.

    What a film said of its scenes stays.

    Args:
        connection: The database, in a transaction that writes.
        project_id: The project.
        scenes: The scenes.
    """
    others = [each for each in scenes if not each.of_film]
    rows = [(project_id, each.key, *number_columns(each.number)) for each in others]
    if not rows:
        return
    ending = (
        " ON CONFLICT (project_id, scene_index) DO UPDATE SET own_number = excluded.own_number,"
        " is_integer = excluded.is_integer, alike = excluded.alike"
    )
    add_rows(connection, FILM_SCENES, ("project_id", "scene_index", *NUMBER_COLUMNS), rows, ending)


NUMBER_COLUMNS = ("own_number", "is_integer", "alike")


def number_columns(number: SceneNumber) -> tuple[str, bool, str]:
    """The values of those columns for a number."""
    return str(number), isinstance(number, int), likeness(number)


def number_in(row: Any) -> SceneNumber:  # noqa: ANN401  # a row with a scene and those columns
    """The number in those columns; the scene's key where they are empty."""
    own = row["own_number"]
    if own is None:
        key: int = row["scene_index"]
        return key
    if not row["is_integer"]:
        return str(own)
    try:
        return int(own)
    except ValueError:
        which = f"in the row with `scene_index` {row['scene_index']}"
        column = "the column `own_number` of the table `selector_film_scenes`"
        raise UnreadableError(f"{which}, {column} is not a whole number") from None


def of_one_scene(
    table: Any,  # noqa: ANN401  # a table with scenes, or an alias
) -> ColumnElement[bool]:
    """An SQL condition: a row of the numbers and a row of that table are about the same scene."""
    return and_(
        _OWN.project_id == table.c.project_id,
        _OWN.scene_index == table.c.scene_index,
    )


def _manifests(connection: Connection, project_id: UUID, keys: list[int]) -> dict[int, object]:
    """The manifests that may have a number of their own as text, read."""
    found = {}
    for batch in batches(keys):
        for key, value in raw_manifests(connection, project_id, batch):
            if not isinstance(value, str) or _SAYS_TEXT.search(value):
                found[key] = stored(value)
    return found


def _number_of(key: int, manifest: object) -> SceneNumber:
    """The number of a scene that did not come with a film."""
    if not isinstance(manifest, dict):
        return key
    written = manifest.get("scene_index")
    if not isinstance(written, str):
        return key
    number = scene_number(written)
    if number is None or size(number) not in (None, key):
        return key
    return number
