"""The last pick of a whole film, in its SQLite file: has nothing changed since?

In: hashes of a film's files and pictures as they are now. Out: the last pick, if they and the rows
in the database are as that pick left them; else None. A film of thousands of scenes that is picked
again is mostly read and compared for nothing. So every pick leaves two hashes with the film: of the
files that it read, and of the rows that it left. If both still hold, every scene's newest decision
is the answer, and nothing need be read, chosen or compared. If anything differs, or cannot be
checked quickly, the film is picked as usual. For speed, this uses only Python's own SQLite driver.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from selector.model.frozen import frozen
from selector.model.vocabulary import MEANING
from selector.record.picked_scene import PickedScene, scene_on_record
from selector.release import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@frozen
class Inputs:
    """What a pick read, as hashes: the film's files and rules, and its pictures.

    `shown` is what the pick showed of the film's files, and what it found out about the rules.
    """

    files: str
    pictures: str
    shown: str


@frozen
class LastPick:
    """A film that is as its last pick left it.

    `shown` is that of the pick's `Inputs`; `scenes` are (manifest, scene) pairs in order.
    `has_clean_references` says whether clean references may be sent, of which the scenes do not
    speak.
    """

    title: str
    shown: str
    rules_name: str
    rules_version: str
    rules_digest: str
    meaning: int
    target: str | None
    has_clean_references: bool
    scenes: Iterator[tuple[dict[str, Any], PickedScene]]


def reader_of(inputs: str) -> str:
    """The hash of files and of who reads them: another version may read them differently."""
    text = f"{__version__}\n{MEANING}\n{inputs}"
    return hashlib.sha256(text.encode()).hexdigest()


def state_of(connection: sqlite3.Connection, project: str) -> str:
    """A hash of all rows of a project but older decisions; `project` is the id as it is stored."""
    digest = hashlib.sha256()
    for query in _STATE:
        for row in connection.execute(query, {"project": project}):
            digest.update(repr(row).encode("utf-8", "surrogatepass"))
        digest.update(b"\n")
    return digest.hexdigest()


def store_last_pick(connection: sqlite3.Connection, project: str, inputs: Inputs) -> None:
    """Store the hashes of a pick that is complete, in its transaction, unless they are there.

    Args:
        connection: The database.
        project: The project's id, as it is stored.
        inputs: What the pick read.
    """
    try:
        state = state_of(connection, project)
    except sqlite3.OperationalError:  # a text that is not UTF-8: the film is picked as usual
        return
    row = (project, reader_of(inputs.files), inputs.pictures, inputs.shown, state)
    if not _is_stored(connection, row):
        connection.execute("INSERT OR REPLACE INTO selector_last_picks VALUES (?, ?, ?, ?, ?)", row)


def _is_stored(connection: sqlite3.Connection, row: tuple[str, ...]) -> bool:
    query = "SELECT * FROM selector_last_picks WHERE project_id = ?"
    try:
        return bool(connection.execute(query, row[:1]).fetchone() == row)
    except sqlite3.OperationalError:  # a text that is not UTF-8
        return False


@contextmanager
def last_pick(
    file: Path, files: str, pictures: Callable[[list[str]], str]
) -> Iterator[LastPick | None]:
    """The film's last pick, if nothing has changed since.

    Args:
        file: The SQLite file.
        files: The hash of the film's files, now.
        pictures: Returns the hash of the pictures with these addresses, now.

    Yields:
        The last pick, whose scenes are read one by one; None if anything has changed.
    """
    with ExitStack() as stack:
        try:
            address = f"{file.resolve().as_uri()}?mode=ro"
            connection = sqlite3.connect(address, uri=True, timeout=0)
            stack.enter_context(closing(connection))
            connection.execute("BEGIN")
            found = _last_pick(connection, files, pictures)
        except (sqlite3.Error, ValueError, LookupError, TypeError, AttributeError, OSError):
            # Whatever is wrong, a pick in the usual way explains it better.
            found = None
        yield found


def _last_pick(
    connection: sqlite3.Connection,
    files: str,
    pictures: Callable[[list[str]], str],
) -> LastPick | None:
    found = connection.execute(_LAST_PICK, (reader_of(files),)).fetchall()
    if len(found) != 1:
        return None
    project, before, shown, state = found[0]
    addresses = list(json.loads(before))
    if pictures(addresses) != before:
        return None
    if state_of(connection, project) != state:
        return None
    (made_from,) = connection.execute(_MADE_FROM, {"project": project}).fetchall()
    rule_set, pool_id, meaning = made_from
    (title,) = connection.execute(_TITLE, (project,)).fetchone()
    name, version, digest, effective = connection.execute(_RULE_SET, (rule_set,)).fetchone()
    (pool,) = connection.execute(_CONTENT, (pool_id,)).fetchone()
    has_clean = connection.execute(_CLEAN, {"project": project}).fetchone()
    model = json.loads(effective).get("target", {})
    return LastPick(
        title=title,
        shown=shown,
        rules_name=name,
        rules_version=version,
        rules_digest=digest,
        target=model.get("id"),
        meaning=meaning,
        has_clean_references=has_clean is not None,
        scenes=_scenes(connection, project, json.loads(pool)),
    )


def _scenes(
    connection: sqlite3.Connection, project: str, pool: dict[str, Any]
) -> Iterator[tuple[dict[str, Any], PickedScene]]:
    for row in connection.execute(_SCENES, {"project": project}):
        manifest, scene, outcome = map(json.loads, row)
        yield manifest, scene_on_record(scene, outcome, pool)


_LAST_PICK = "SELECT project_id, pictures, told, state FROM selector_last_picks WHERE files = ?"
_TITLE = "SELECT title FROM selector_films WHERE project_id = ?"
_RULE_SET = "SELECT name, version, digest, effective FROM selector_rule_sets WHERE id = ?"
_CONTENT = "SELECT body FROM selector_contents WHERE id = ?"
_NEWEST = """number = (
    SELECT max(number) FROM selector_decisions
    WHERE project_id = d.project_id AND scene_index = d.scene_index
)"""
_ITS_ASSETS = "manifest_id = (SELECT manifest_id FROM projects WHERE id = :project)"
_CLEAN = f"""
    SELECT 1 FROM asset_clean_references
    WHERE is_primary <> 0 AND asset_id IN (SELECT id FROM assets WHERE {_ITS_ASSETS}) LIMIT 1
"""  # noqa: S608  # names of our own
_STATE = (
    "SELECT * FROM projects WHERE id = :project",
    "SELECT * FROM selector_films WHERE project_id = :project",
    f"SELECT * FROM assets WHERE {_ITS_ASSETS} ORDER BY id",  # noqa: S608  # names of our own
    f"""
    SELECT * FROM asset_clean_references
    WHERE asset_id IN (SELECT id FROM assets WHERE {_ITS_ASSETS}) ORDER BY id
    """,  # noqa: S608  # as above
    "SELECT * FROM selector_film_assets WHERE project_id = :project ORDER BY asset_id",
    "SELECT * FROM scene_manifests WHERE project_id = :project ORDER BY scene_index",
    "SELECT * FROM selector_film_scenes WHERE project_id = :project ORDER BY scene_index",
    f"""
    SELECT scene_index, number, rule_set_id, pool_id, scene_id, meaning, digest, outcome
    FROM selector_decisions d WHERE project_id = :project AND {_NEWEST} ORDER BY scene_index
    """,  # noqa: S608  # as above
    "SELECT * FROM selector_version",
)
_MADE_FROM = f"""
    SELECT DISTINCT rule_set_id, pool_id, meaning
    FROM scene_manifests s JOIN selector_decisions d USING (project_id, scene_index)
    WHERE project_id = :project AND {_NEWEST}
"""  # noqa: S608  # as above
"""One row, if all scenes of the film were decided on together."""
_SCENES = f"""
    SELECT s.manifest_json, c.body, d.outcome
    FROM selector_film_scenes p
    JOIN scene_manifests s USING (project_id, scene_index)
    JOIN selector_decisions d USING (project_id, scene_index)
    JOIN selector_contents c ON c.id = d.scene_id
    WHERE p.project_id = :project AND d.{_NEWEST}
    ORDER BY p.place
"""  # noqa: S608  # as above
