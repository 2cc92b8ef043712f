"""A project of a database in; a film folder out: film.yaml, assets.json, scenes.jsonl and the film's own rules.

Importing the folder again changes nothing. Pictures are files and stay where they are.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from sqlalchemy import select

from selector.db.connections.bulk import batches
from selector.db.connections.database_problems import problem
from selector.db.connections.sessions import on_connection
from selector.db.films.numbers import numbered_scenes
from selector.db.films.projects import find_project, manifest_of, manifests
from selector.db.schema.openings import Reading
from selector.db.tables.columns import raw, stored
from selector.db.tables.own_tables import FILM_ASSETS, FILMS
from selector.db.tables.pipeline_tables import ASSETS
from selector.model.problem import Location, Problem, ProblemError, Source, shown
from selector.model.scene_number import scene_number

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy import Connection

    from selector.db.films.projects import FoundProject


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """The folder, the files written into it, and those that said the same already."""

    folder: Path
    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    scenes: int


@on_connection(Reading)
def export_film(
    connection: Connection,
    folder: str | Path,
    project: UUID | str | None = None,
    *,
    overwrite: bool = False,
) -> Exported:
    """Write a project as a film folder. Nothing is written where a file in the way says something else.

    The first argument is an address, a session or an engine, as `selector.db.connections.sessions` says.

    Raises:
        ProblemError: There is no such project (D610), something stored makes no sense (D615), or a file is in the way
            (D619) and `overwrite` was not given.
    """
    folder = Path(folder)
    found = find_project(connection, project)
    folder.mkdir(parents=True, exist_ok=True)
    drafts: dict[str, Path] = {}
    try:
        count = _draft(connection, found, folder, drafts)
        return _put_in_place(folder, drafts, count, overwrite=overwrite)
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)


def _draft(
    connection: Connection, project: FoundProject, folder: Path, drafts: dict[str, Path]
) -> int:
    """Write each file beside its place, under a name of its own; gives the number of scenes."""
    film = connection.execute(select(FILMS).where(FILMS.c.project_id == project.id)).first()
    title, description, rules = (
        (film.title, film.description, film.rules_text) if film else (project.title, None, None)
    )
    about = _sayable(
        connection, "The film", {"title": title, "description": description, "rules": rules}
    )
    rules = about.pop("rules", None)
    texts: dict[str, Iterator[str]] = {
        "film.yaml": iter([_yaml({key: value for key, value in about.items() if value})]),
        "assets.json": iter(
            [json.dumps(list(_assets(connection, project)), indent=2, ensure_ascii=False) + "\n"]
        ),
    }
    if rules is not None:
        texts["rules.yaml"] = iter([rules])
    scenes = _Counted(_scenes(connection, project))
    texts["scenes.jsonl"] = scenes
    for name, parts in texts.items():
        drafts[name] = folder / f".{name}.new"
        with drafts[name].open("w", encoding="utf-8", newline="") as file:
            file.writelines(parts)
    return scenes.count


def _put_in_place(
    folder: Path, drafts: dict[str, Path], scenes: int, *, overwrite: bool
) -> Exported:
    from selector.reading.films.film_files import FILES  # noqa: PLC0415  # slow to load

    same = {name for name, draft in drafts.items() if _alike(folder / name, draft)}
    changing = [name for name in drafts if name not in same]
    possible = [f"{name}{suffix}" for name, suffixes in FILES.items() for suffix in suffixes] + [
        "scenes"
    ]
    for name in possible:
        if (folder / name).exists() and name not in same and not (overwrite and name in changing):
            what = f"`{name}` is there already and says something else."
            hint = "Export into an empty folder" + (
                ", or give --overwrite." if name in changing else "."
            )
            at = Location(source=Source(name=str(folder)))
            raise ProblemError([Problem(at=at, code="D619", what=what, hint=hint)])
    for name in changing:
        drafts[name].replace(folder / name)
    return Exported(
        folder=folder, written=tuple(changing), unchanged=tuple(sorted(same)), scenes=scenes
    )


def _alike(file: Path, draft: Path) -> bool:
    if not file.is_file() or file.stat().st_size != draft.stat().st_size:
        return False
    with file.open("rb") as one, draft.open("rb") as other:
        return all(first == second for first, second in zip(one, other, strict=True))


def _assets(connection: Connection, project: FoundProject) -> Iterator[dict[str, Any]]:
    """The pictures as pipelines write them, with the ids, sources and names that the film had."""
    labels = raw(ASSETS.c.user_tags).label("labels")
    rows = connection.execute(
        select(*ASSETS.c["id", "manifest_tag", "asset_type", "name", "quality_score", "is_face_crop"],
               *ASSETS.c["source_asset_id", "reference_image_url"], labels,
               *FILM_ASSETS.c["picture_key", "written_id", "written_source", "individual", "description", "named"])
        .join_from(ASSETS, FILM_ASSETS, ASSETS.c.id == FILM_ASSETS.c.asset_id, isouter=True)
        .where(ASSETS.c.manifest_id == project.manifest_id)
        .order_by(ASSETS.c.sort_order, ASSETS.c.id)
    ).all()  # fmt: skip
    written = {
        row.id: row.written_id if row.picture_key is not None else str(row.id) for row in rows
    }
    for row in rows:
        of_film = row.picture_key is not None
        own_name = row.named if of_film else True
        source = written.get(row.source_asset_id, row.source_asset_id and str(row.source_asset_id))
        tags = stored(row.labels)
        values = {
            "id": written[row.id],
            "manifest_tag": row.manifest_tag,
            "asset_type": row.asset_type,
            "name": row.name if own_name or row.name != row.manifest_tag else None,
            "quality_score": row.quality_score,
            "is_face_crop": True if row.is_face_crop else None,
            "source_asset_id": row.written_source if of_film and row.written_source else source,
            "individual": row.individual,
            "reference_image_url": row.reference_image_url,
            "description": row.description,
            "user_tags": tags if isinstance(tags, list) and tags else None,
        }
        yield _sayable(connection, f"The picture {shown(row.id)}", values)


def _sayable(connection: Connection, whose: str, values: dict[str, Any]) -> dict[str, Any]:
    """The values that there are; raises ProblemError for bytes, which somebody wrote in the place of text (D615)."""
    for name, value in values.items():
        if isinstance(value, bytes):
            what = f"{whose} has bytes in place of text in its `{name}`."
            raise problem(
                connection.engine.url,
                "D615",
                what,
                "Write it again, or restore the database from a copy.",
            )
    return {name: value for name, value in values.items() if value is not None}


def _scenes(connection: Connection, project: FoundProject) -> Iterator[str]:
    """Each manifest as a line, in the order of the film; read a batch at a time."""
    for batch in batches(numbered_scenes(connection, project.id)):
        read = manifests(connection, project.id, [each.key for each in batch])
        for each in batch:
            manifest = manifest_of(connection.engine.url, each.number, read.get(each.key))
            if scene_number(manifest.get("scene_index")) != each.number:
                manifest = {**manifest, "scene_index": each.number}
            yield json.dumps(manifest, ensure_ascii=False) + "\n"


def _yaml(data: dict[str, Any]) -> str:
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=110)


class _Counted(Iterator[str]):
    """Lines, counted as they go by."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self.count = 0

    def __next__(self) -> str:
        line = next(self._lines)
        self.count += 1
        return line
