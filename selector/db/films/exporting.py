"""Write a project as a film folder.

In: a project in the database. Out: `film.yaml`, `assets.json`, `scenes.jsonl` and the film's own
rules. Importing the folder again changes nothing. Pictures are files and stay where they are.
"""

from __future__ import annotations

import filecmp
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from sqlalchemy import select

from selector.db.connections.bulk import batches
from selector.db.connections.database_problems import WRITE_AGAIN
from selector.db.connections.sessions import on_connection
from selector.db.films.clean_references import read_clean_references
from selector.db.films.dialogue import Dialogue, LostLines, with_dialogue
from selector.db.films.exported_rules import rule_files
from selector.db.films.film_pool import its_pictures
from selector.db.films.numbers import numbered_scenes
from selector.db.films.projects import (
    find_project,
    lost_scenes,
    manifest_of,
    manifests,
    scene_without_lines,
)
from selector.db.films.unusable import unusable_picture
from selector.db.references.lost import lost_of_pictures
from selector.db.schema.openings import Reading
from selector.db.tables.columns import checked, raw, stored, untyped
from selector.db.tables.own_tables import FILM_ASSETS, FILMS
from selector.db.tables.pipeline_tables import ASSETS
from selector.engine.asset_values import is_gap
from selector.made_folder import made_folder
from selector.model.frozen import frozen
from selector.model.problem import Location, Problem, ProblemError, Source, unwritable
from selector.model.scene_number import likeness, scene_number

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy import Connection, Row

    from selector.db.films.numbers import NumberedScene
    from selector.db.films.projects import FoundProject
    from selector.db.tables.marked_rows import Include
    from selector.model.asset import CleanReference


_WRITTEN = (
    "id", "manifest_tag", "asset_type", "name", "quality_score", "is_face_crop", "source_asset_id",
    "reference_image_url",
)  # fmt: skip
"""The columns of a picture that are written as they are stored."""


@frozen
class Exported:
    """The folder, the files written into it, and those that were the same already."""

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
    include: Include = (),
) -> Exported:
    """Write a project as a film folder.

    Args:
        connection: A session, a connection, an engine or an address.
        folder: The folder, made if it does not exist.
        project: The project's id or title; the only project of the database by default.
        overwrite: Replace files that are different.
        include: What pipelines leave out and the folder gets: a `deleted` project, pictures that
            are `inherited`.

    Returns:
        What was written.

    Raises:
        ProblemError: There is no such project (D610), a stored value cannot be used (D615), or a
            file of the folder is different (D619) or cannot be written (D620). No half-written
            file is left then.
    """
    folder = Path(folder)
    found = find_project(connection, project, include)
    try:
        with made_folder(folder):
            return _written(connection, found, folder, overwrite=overwrite)
    except OSError as error:
        raise unwritable(folder, error, "Name another folder.") from None


def _written(
    connection: Connection, project: FoundProject, folder: Path, *, overwrite: bool
) -> Exported:
    """Write the files; no draft of one is left, whatever happens."""
    drafts: dict[str, Path] = {}
    try:
        count = _draft(connection, project, folder, drafts)
        return _put_in_place(folder, drafts, count, overwrite=overwrite)
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)


def _draft(
    connection: Connection,
    project: FoundProject,
    folder: Path,
    drafts: dict[str, Path],
) -> int:
    """Write each file into the folder under a temporary name; returns the number of scenes."""
    about = _about(connection, project)
    rules = about.pop("rules", None)
    assets = list(_assets(connection, project))
    pictures = json.dumps(assets, indent=2, ensure_ascii=False)
    scenes = numbered_scenes(connection, project.id)
    numbers = {likeness(each.number) for each in scenes}
    lost = lost_scenes(connection, project, numbers).values()
    if lost:
        raise ProblemError([each.at(connection) for each in lost])
    texts: dict[str, Iterator[str]] = {
        "film.yaml": iter([_yaml(about)]),
        "assets.json": iter([pictures, "\n"]),
    }
    if rules is not None:
        for name, text in rule_files(rules, _names_of_film_files()).items():
            texts[name] = iter([text])
    texts["scenes.jsonl"] = _lines(connection, project, scenes)
    for name, parts in texts.items():
        drafts[name] = folder / f".{name}.new"
        with drafts[name].open("w", encoding="utf-8", newline="") as file:
            file.writelines(parts)
    return len(scenes)


def _put_in_place(
    folder: Path, drafts: dict[str, Path], scenes: int, *, overwrite: bool
) -> Exported:
    """Give the drafts their names, unless a file of the film is different."""
    same = []
    changing = []
    for name, draft in drafts.items():
        if _alike(folder / name, draft):
            same.append(name)
        else:
            changing.append(name)
    for name in dict.fromkeys((*_names_of_film_files(), *drafts)):
        if name in same or not (folder / name).exists():
            continue
        hint = "Export into an empty folder."
        if name in changing:
            if overwrite:
                continue
            hint = "Export into an empty folder, or use `--overwrite`."
        what = f"`{name}` already exists and differs."
        where = Location(source=Source(name=str(folder)))
        found = Problem(
            at=where,
            code="D619",
            what=what,
            hint=hint,
        )
        raise ProblemError([found])
    for name in changing:
        drafts[name].replace(folder / name)
    return Exported(
        folder=folder, written=tuple(changing), unchanged=tuple(sorted(same)), scenes=scenes
    )


def _names_of_film_files() -> Iterator[str]:
    """Everything in a folder that a film would be read from."""
    from selector.reading.films.film_files import FILES  # noqa: PLC0415  # slow to load

    for name, suffixes in FILES.items():
        for suffix in suffixes:
            yield f"{name}{suffix}"
    yield "scenes"


def _alike(file: Path, draft: Path) -> bool:
    return file.is_file() and filecmp.cmp(file, draft, shallow=False)


def _about(connection: Connection, project: FoundProject) -> dict[str, Any]:
    """The film's title, description and rules, where it has them."""
    its = FILMS.c.project_id == project.id
    film = connection.execute(select(FILMS).where(its)).first()
    about = {"title": project.title}
    if film:
        about = {"title": film.title, "description": film.description, "rules": film.rules_text}
    return _without_gaps(about)


def _assets(connection: Connection, project: FoundProject) -> Iterator[dict[str, Any]]:
    """The pictures as pipelines write them, with the ids, sources and names that the film had."""
    rows = _picture_rows(connection, project)
    clean_references = read_clean_references(
        connection, project.manifest_id, of_copies=project.has_inherited
    )
    lost = lost_of_pictures(
        connection,
        [row.stored_id for row in rows],
        clean_references,
        of_copies=project.has_inherited,
    )
    problems = []
    written: dict[UUID | None, str | None] = {}
    for row in rows:
        if row.id in lost:
            found = unusable_picture(str(row.id), row.manifest_tag, [lost[row.id]], WRITE_AGAIN)
            problems.append(found.at(connection))
        written[row.id] = str(row.id)
        if row.picture_key is not None:
            written[row.id] = row.written_id
    if problems:
        raise ProblemError(problems)
    for row in rows:
        source = row.written_source
        if row.picture_key is None or not source:
            cut_from = row.source_asset_id
            source = written.get(cut_from)
            if cut_from not in written and cut_from:
                source = str(cut_from)
        values = {
            "id": written[row.id],
            "manifest_tag": row.manifest_tag,
            "asset_type": row.asset_type,
            "name": _name_in(row),
            "quality_score": None if is_gap(row.quality_score) else row.quality_score,
            "is_face_crop": row.is_face_crop or None,
            "source_asset_id": source,
            "individual": row.individual,
            "reference_image_url": row.reference_image_url,
            "description": row.description,
            "user_tags": _tags_in(row),
            "clean_reference": _as_written(clean_references.get(str(row.id))),
        }
        yield _without_gaps(values)


def _as_written(clean_reference: CleanReference | None) -> dict[str, Any] | None:
    if clean_reference is None:
        return None
    written: dict[str, Any] = {"clean_image_url": clean_reference.clean_image_url}
    if clean_reference.face_similarity_score is not None:
        written["face_similarity_score"] = clean_reference.face_similarity_score
    return written


def _picture_rows(connection: Connection, project: FoundProject) -> Sequence[Any]:
    """The rows of the project's pictures, with what a film said of them."""
    query = (
        select(
            *map(checked, ASSETS.c[_WRITTEN]),
            untyped(ASSETS.c.id).label("stored_id"),
            raw(ASSETS.c.user_tags).label("labels"),
            *FILM_ASSETS.c["picture_key", "written_id", "written_source", "individual"],
            *FILM_ASSETS.c["description", "named"],
        )
        .join_from(ASSETS, FILM_ASSETS, ASSETS.c.id == FILM_ASSETS.c.asset_id, isouter=True)
        .where(*its_pictures(connection, project))
        .order_by(ASSETS.c.sort_order, ASSETS.c.id)
    )
    return connection.execute(query).all()


def _name_in(row: Row[Any]) -> str | None:
    """A picture's name, unless it is only the tag of a picture that had no name in its film."""
    has_no_name = row.picture_key is not None and not row.named
    if has_no_name and row.name == row.manifest_tag:
        return None
    name: str | None = row.name
    return name


def _tags_in(row: Row[Any]) -> list[Any] | None:
    tags = stored(row.labels)
    if isinstance(tags, list) and tags:
        return tags
    return None


def _without_gaps(values: dict[str, Any]) -> dict[str, Any]:
    """The values that are not None."""
    return {column: value for column, value in values.items() if value is not None}


def _lines(
    connection: Connection,
    project: FoundProject,
    scenes: Sequence[NumberedScene],
) -> Iterator[str]:
    """Each manifest as a line, in the order of the film; read a batch at a time."""
    dialogue = Dialogue(connection, project.id)
    for batch in batches(scenes):
        keys = [each.key for each in batch]
        read = manifests(connection, project.id, keys)
        lines = dialogue.of(keys)
        for each in batch:
            manifest = manifest_of(connection, each.number, read.get(each.key))
            if scene_number(manifest.get("scene_index")) != each.number:
                manifest = {**manifest, "scene_index": each.number}
            its = lines.get(each.key)
            if isinstance(its, LostLines):
                raise ProblemError([scene_without_lines(each.number, its).at(connection)])
            spoken = with_dialogue(manifest, its)
            yield json.dumps(spoken, ensure_ascii=False) + "\n"


def _yaml(values: dict[str, Any]) -> str:
    """The values that are not empty."""
    written = {key: value for key, value in values.items() if value}
    return yaml.safe_dump(written, allow_unicode=True, sort_keys=False, width=110)
