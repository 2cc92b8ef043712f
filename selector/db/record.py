"""A film and what was picked for its scenes in; one transaction that keeps it all, or leaves what was there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from sqlalchemy import delete, select

from selector.db.bulk import batches, put_rows
from selector.db.connect import read_url
from selector.db.film_store import StoredFilm, put_film, table_of
from selector.db.models import SceneManifest
from selector.db.own_tables import FilmSceneRow
from selector.db.refusals import problem, said
from selector.db.writing import writing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from uuid import UUID

    from sqlalchemy import Connection
    from sqlalchemy.engine import URL


class PickedTags(Protocol):
    """What is needed of a selection to record it."""

    @property
    def tags(self) -> Sequence[str]:
        """The tags of the pictures that go, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What was kept: where (`database`, fit to be printed), under which project, and how many scenes."""

    database: str
    project_id: UUID
    scenes: int
    scenes_removed: int = 0


def record_film(
    url: str | URL,
    film: StoredFilm,
    results: Iterable[tuple[Mapping[str, Any], PickedTags]],
    *,
    whole_film: bool = True,
) -> Recorded:
    """Write the film and the tags picked for each scene, all in one transaction.

    `results` are (scene manifest, selection) pairs; they are taken one after another and never held together, so
    that a film of any length goes through. Running it again updates what is there; ids stay. With `whole_film`,
    scenes that the film has no longer are removed.

    Raises:
        ProblemError: The database cannot be used or refuses (D6xx). Whatever is raised, also by `results`, nothing
            has changed.
    """
    address = read_url(url)
    with writing(address) as connection:
        project_id = put_film(connection, film)
        seen: set[int] = set()
        for batch in batches(_scenes(address, results, len(seen))):
            place = len(seen)
            seen.update(index for index, _, _ in batch)
            _put_scenes(connection, project_id, batch, place)
        removed = _remove_others(connection, project_id, seen) if whole_film else 0
    return Recorded(database=said(address), project_id=project_id, scenes=len(seen), scenes_removed=removed)


_Scene = tuple[int, "Mapping[str, Any]", list[str]]


def _scenes(url: URL, results: Iterable[tuple[Mapping[str, Any], PickedTags]], _: int) -> Iterator[_Scene]:
    for manifest, selection in results:
        index = manifest.get("scene_index")
        if type(index) is not int or not -(2**31) <= index < 2**31:
            what = f"A scene has the index {index!r:.40}, which the database cannot hold."
            raise problem(url, "D611", what, "Number the scenes with whole numbers.")
        yield index, manifest, list(selection.tags)


def _put_scenes(connection: Connection, project_id: UUID, batch: list[_Scene], place: int) -> None:
    columns = ("project_id", "scene_index", "manifest_json", "selected_reference_tags")
    rows = ((project_id, index, manifest, tags) for index, manifest, tags in batch)
    put_rows(connection, table_of(SceneManifest), columns, rows)
    own = ((project_id, index, place + number) for number, (index, _, _) in enumerate(batch))
    put_rows(connection, table_of(FilmSceneRow), ("project_id", "scene_index", "place"), own)


def _remove_others(connection: Connection, project_id: UUID, kept: set[int]) -> int:
    scenes = table_of(SceneManifest)
    there = connection.execute(select(scenes.c.scene_index).where(scenes.c.project_id == project_id))
    gone = [index for (index,) in there if index not in kept]
    for index in gone:
        its = (scenes.c.project_id == project_id) & (scenes.c.scene_index == index)
        connection.execute(delete(scenes).where(its))
    return len(gone)
