"""The last pick of a whole film in its SQLite file: what it read, and whether all of that is as it was.

A film of thousands of scenes that is picked again is mostly read and compared for nothing. So the last pick leaves two
prints with the film: of the files that it read, and of the rows that it left. Where both still hold, every scene's
newest decision is the answer, and nothing need be read, chosen or compared. Where anything differs, or cannot be told
quickly, the film is picked as ever. For speed, this speaks to SQLite through Python's own driver alone.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from selector import __version__
from selector.model.vocabulary import MEANING
from selector.record.at_rest import SceneAtRest, scene_at_rest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What a pick read: a print of the film's files and its rules, one of its pictures, and what was told of them."""

    files: str
    pictures: str
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LastPick:
    """A film that is as its last pick left it. `told` is as it was given; `scenes` are (manifest, scene) in order."""

    title: str
    told: str
    rules_name: str
    rules_version: str
    rules_digest: str
    meaning: int
    scenes: Iterator[tuple[dict[str, Any], SceneAtRest]]


def reader_of(inputs: str) -> str:
    """The print of files together with who reads them: another version of selector may read them otherwise."""
    return hashlib.sha256(f"{__version__}\n{MEANING}\n{inputs}".encode()).hexdigest()


def state_of(connection: sqlite3.Connection, project: str) -> str:
    """A hash of all that the database has of a project but older decisions; `project` is the id as it is stored."""
    digest = hashlib.sha256()
    for query in _STATE:
        for row in connection.execute(query, {"project": project}):
            digest.update(repr(row).encode("utf-8", "surrogatepass"))
        digest.update(b"\n")
    return digest.hexdigest()


def store_last_pick(connection: sqlite3.Connection, project: str, inputs: Inputs) -> None:
    """Leave the prints of a pick that is complete, in its transaction; nothing where they are there already."""
    row = (
        project,
        reader_of(inputs.files),
        inputs.pictures,
        inputs.told,
        state_of(connection, project),
    )
    there = connection.execute(
        "SELECT * FROM selector_last_picks WHERE project_id = ?", (project,)
    ).fetchone()
    if there != row:
        connection.execute("INSERT OR REPLACE INTO selector_last_picks VALUES (?, ?, ?, ?, ?)", row)


@contextmanager
def last_pick(
    file: Path, files: str, pictures: Callable[[list[str]], str]
) -> Iterator[LastPick | None]:
    """What the film's last pick came to, where nothing has changed since; else None. Its scenes are read as they come.

    Args:
        file: The SQLite file.
        files: The print of the film's files, now.
        pictures: Gives the print of the pictures with these addresses, now.
    """
    with ExitStack() as stack:
        try:
            address = f"{file.resolve().as_uri()}?mode=ro"
            connection = stack.enter_context(closing(sqlite3.connect(address, uri=True, timeout=0)))
            connection.execute("BEGIN")
            found = _last_pick(connection, files, pictures)
        except (sqlite3.Error, ValueError, LookupError, TypeError, AttributeError, OSError):
            found = None  # whatever it is, the long way says it better
        yield found


def _last_pick(
    connection: sqlite3.Connection, files: str, pictures: Callable[[list[str]], str]
) -> LastPick | None:
    query = "SELECT project_id, pictures, told, state FROM selector_last_picks WHERE files = ?"
    found = connection.execute(query, (reader_of(files),)).fetchall()
    if len(found) != 1:
        return None
    project, seen, told, state = found[0]
    if pictures(list(json.loads(seen))) != seen or state_of(connection, project) != state:
        return None
    (made_from,) = connection.execute(_MADE_FROM, {"project": project}).fetchall()
    rule_set, pool_id, meaning = made_from
    title = connection.execute(
        "SELECT title FROM selector_films WHERE project_id = ?", (project,)
    ).fetchone()[0]
    rules = connection.execute(
        "SELECT name, version, digest FROM selector_rule_sets WHERE id = ?", (rule_set,)
    )
    name, version, digest = rules.fetchone()
    body = connection.execute(
        "SELECT body FROM selector_contents WHERE id = ?", (pool_id,)
    ).fetchone()[0]
    return LastPick(
        title=title,
        told=told,
        rules_name=name,
        rules_version=version,
        rules_digest=digest,
        meaning=meaning,
        scenes=_scenes(connection, project, json.loads(body)),
    )


def _scenes(
    connection: sqlite3.Connection, project: str, pool: dict[str, Any]
) -> Iterator[tuple[dict[str, Any], SceneAtRest]]:
    for manifest, scene, outcome in connection.execute(_SCENES, {"project": project}):
        yield json.loads(manifest), scene_at_rest(json.loads(scene), json.loads(outcome), pool)


_NEWEST = """number = (
    SELECT max(number) FROM selector_decisions
    WHERE project_id = d.project_id AND scene_index = d.scene_index
)"""
_STATE = (
    "SELECT * FROM projects WHERE id = :project",
    "SELECT * FROM selector_films WHERE project_id = :project",
    "SELECT * FROM assets WHERE manifest_id = (SELECT manifest_id FROM projects WHERE id = :project) ORDER BY id",
    """
    SELECT * FROM asset_clean_references WHERE asset_id IN (
        SELECT id FROM assets WHERE manifest_id = (SELECT manifest_id FROM projects WHERE id = :project)
    ) ORDER BY id
    """,
    "SELECT * FROM selector_film_assets WHERE project_id = :project ORDER BY asset_id",
    "SELECT * FROM scene_manifests WHERE project_id = :project ORDER BY scene_index",
    "SELECT * FROM selector_film_scenes WHERE project_id = :project ORDER BY scene_index",
    f"""
    SELECT scene_index, number, rule_set_id, pool_id, scene_id, meaning, digest, outcome
    FROM selector_decisions d WHERE project_id = :project AND {_NEWEST} ORDER BY scene_index
    """,  # noqa: S608  # names of our own
    "SELECT * FROM selector_version",
)
_MADE_FROM = f"""
    SELECT DISTINCT rule_set_id, pool_id, meaning
    FROM scene_manifests s JOIN selector_decisions d USING (project_id, scene_index)
    WHERE project_id = :project AND {_NEWEST}
"""  # noqa: S608  # as above
"""Must be one row: all scenes of the film were decided on together."""
_SCENES = f"""
    SELECT s.manifest_json, c.body, d.outcome
    FROM selector_film_scenes p
    JOIN scene_manifests s USING (project_id, scene_index)
    JOIN selector_decisions d USING (project_id, scene_index)
    JOIN selector_contents c ON c.id = d.scene_id
    WHERE p.project_id = :project AND d.{_NEWEST}
    ORDER BY p.place
"""  # noqa: S608  # as above
