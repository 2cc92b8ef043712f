"""A project of the database: found by id or title, its pictures as a pool, its scenes one batch after another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import or_, select, type_coerce
from sqlalchemy.types import Text

from selector.db.connections.bulk import BATCH
from selector.db.connections.problems import at_database, problem
from selector.db.models import Asset, Project, SceneManifest
from selector.db.tables.columns import raw, stored
from selector.db.tables.metadata import table_of
from selector.db.tables.own_tables import FilmAssetRow, FilmRow
from selector.engine.manifest import read_manifest
from selector.engine.pool import AssetPool
from selector.model.asset import Asset as Picture
from selector.model.problem import ProblemError
from selector.model.scene_number import size

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection
    from sqlalchemy.engine import URL

    from selector.model.problem import Problem
    from selector.model.scene import Scene
    from selector.model.scene_number import SceneNumber

_PROJECTS, _ASSETS, _SCENES = table_of(Project), table_of(Asset), table_of(SceneManifest)
_OWN, _FILMS = table_of(FilmAssetRow), table_of(FilmRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundProject:
    """A project: its id, its title, and the collection of its pictures."""

    id: UUID
    title: str | None
    manifest_id: UUID | None


def find_project(connection: Connection, wanted: UUID | str | None = None) -> FoundProject:
    """The project of that id or title; the only one there is where none is named.

    Raises:
        ProblemError: There is none, or more than one (D610).
    """
    query = select(_PROJECTS.c.id, _PROJECTS.c.title, _PROJECTS.c.manifest_id).order_by(_PROJECTS.c.title).limit(9)
    identity = _uuid(wanted)
    if wanted is not None:
        by_title = type_coerce(_PROJECTS.c.title, Text) == str(wanted)
        query = query.where(or_(_PROJECTS.c.id == identity, by_title) if identity else by_title)
    found = connection.execute(query).all()
    if len(found) == 1:
        return FoundProject(id=found[0].id, title=found[0].title, manifest_id=found[0].manifest_id)
    url = connection.engine.url
    names = ", ".join(f"{row.title or 'without a title'} ({row.id})" for row in found)
    if wanted is None and found:
        raise problem(url, "D610", "The database holds several projects.", f"Name one with --project: {names}.")
    if found:
        raise problem(url, "D610", f"Several projects are called {wanted!r}.", f"Name one by its id: {names}.")
    what = f"The database has no project {wanted!r}." if wanted is not None else "The database holds no project."
    raise problem(url, "D610", what, "Check the name, or keep a film in it first: selector pick FILM --db URL.")


def film_rules(connection: Connection, project: FoundProject) -> str | None:
    """The text of the rules that the project's film brought along; None where it has none of its own."""
    text: str | None = connection.scalar(select(_FILMS.c.rules_text).where(_FILMS.c.project_id == project.id))
    return text


def read_pictures(connection: Connection, manifest_id: UUID | None) -> tuple[Picture, ...]:
    """The pictures of a collection in their order, as values that belong to no session; their ids are the rows'."""
    rows = connection.execute(
        select(
            _ASSETS.c.id, _ASSETS.c.manifest_tag, _ASSETS.c.asset_type, _ASSETS.c.name, _ASSETS.c.quality_score,
            _ASSETS.c.is_face_crop, _ASSETS.c.source_asset_id, _ASSETS.c.reference_image_url,
            raw(_ASSETS.c.user_tags), _OWN.c.individual, _OWN.c.description,
        )
        .join_from(_ASSETS, _OWN, _ASSETS.c.id == _OWN.c.asset_id, isouter=True)
        .where(_ASSETS.c.manifest_id == manifest_id)
        .order_by(_ASSETS.c.sort_order, _ASSETS.c.id)
    )  # fmt: skip
    return tuple(_picture(*row) for row in rows)


def read_pool(connection: Connection, project: FoundProject) -> AssetPool:
    """The project's pictures, indexed.

    Raises:
        ProblemError: A picture that is stored cannot be used (D615).
    """
    try:
        return AssetPool(read_pictures(connection, project.manifest_id))
    except ProblemError as error:
        raise _unusable(connection.engine.url, "A picture", error.problems) from None


def read_scenes(connection: Connection, project_id: UUID) -> Iterator[list[tuple[int, dict[str, Any], Scene]]]:
    """The project's scenes by rising number, in batches: number, manifest as stored, and read.

    Raises:
        ProblemError: A manifest is no JSON object or cannot be used (D615); names the scene.
    """
    last = -(2**31) - 1
    while rows := _scene_rows(connection, project_id, _SCENES.c.scene_index > last if last >= -(2**31) else None):
        yield [_read(connection.engine.url, index, manifest) for index, manifest in rows]
        if len(rows) < BATCH:
            return
        last = rows[-1][0]


def scene_indexes(connection: Connection, project_id: UUID) -> list[int]:
    """The number of every scene of a project, rising."""
    query = select(_SCENES.c.scene_index).where(_SCENES.c.project_id == project_id)
    return list(connection.scalars(query.order_by(_SCENES.c.scene_index)))


def key_of(number: SceneNumber) -> int:
    """The key of the scene of that number; for a number that no row can have, one that none has."""
    whole = size(number)
    return -(2**31) if whole is None or abs(whole) >= 2**31 else whole


def read_scene(connection: Connection, project: FoundProject, number: SceneNumber) -> tuple[int, dict[str, Any], Scene]:
    """One scene of a project; raises ProblemError as `read_scenes`, and where there is none (D610)."""
    rows = _scene_rows(connection, project.id, _SCENES.c.scene_index == key_of(number))
    if not rows:
        what = f"The project {project.title or project.id} has no scene {number}."
        raise problem(connection.engine.url, "D610", what, "Check the number.")
    return _read(connection.engine.url, *rows[0])


def manifest_of(url: URL, index: int, manifest: object) -> dict[str, Any]:
    """What is stored as a scene's manifest; raises ProblemError where it is no JSON object (D615)."""
    if not isinstance(manifest, dict):
        what = f"The manifest of scene {index} is no JSON object any more."
        raise problem(url, "D615", what, "Write it anew, or restore the database from a copy.")
    return manifest


def _scene_rows(connection: Connection, project_id: UUID, which: Any) -> list[tuple[int, Any]]:  # noqa: ANN401  # a condition, or None
    query = select(_SCENES.c.scene_index, raw(_SCENES.c.manifest_json)).where(_SCENES.c.project_id == project_id)
    query = query if which is None else query.where(which)
    found = connection.execute(query.order_by(_SCENES.c.scene_index).limit(BATCH)).all()
    return [(index, manifest) for index, manifest in found]


def _read(url: URL, index: int, value: object) -> tuple[int, dict[str, Any], Scene]:
    manifest = manifest_of(url, index, stored(value))
    try:
        scene = read_manifest(manifest)
    except ProblemError as error:
        raise _unusable(url, f"The manifest of scene {index}", error.problems) from None
    return index, manifest, scene if scene.index == index else replace(scene, index=index)


def _unusable(url: URL, name: str, problems: Iterable[Problem]) -> ProblemError:
    return ProblemError(
        replace(each, at=at_database(url), code="D615", what=f"{name} that is stored cannot be used: {each.what}")
        for each in problems
    )


def _picture(
    identity: UUID,
    tag: str,
    kind: str,
    name: str,
    quality: float | None,
    is_face: bool | None,  # noqa: FBT001  # a row, in its order
    *more: Any,  # noqa: ANN401  # the rest of the row
) -> Picture:
    source, url, labels, individual, description = more
    tags = stored(labels)
    return Picture(
        id=str(identity),
        manifest_tag=tag,
        asset_type=kind,
        name=name,
        quality_score=quality,
        is_face_crop=bool(is_face),
        source_asset_id=None if source is None else str(source),
        individual=individual,
        reference_image_url=url,
        description=description,
        user_tags=tuple(map(str, tags)) if isinstance(tags, list) else (),
    )


def _uuid(value: UUID | str | None) -> UUID | None:
    try:
        return value if isinstance(value, UUID) else UUID(value or "")
    except ValueError:
        return None
