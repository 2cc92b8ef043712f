"""Read decisions on record.

In: a project, or one of its scenes. Out: its decisions, newest first; or one decision with the
selection that it was.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from selector.db.connections.bulk import batches
from selector.db.connections.database_problems import FROM_A_BACKUP, problem
from selector.db.connections.sessions import in_reading_session
from selector.db.decisions.basis_cache import BasisCache
from selector.db.films.numbers import keys_on_record, number_in, of_one_scene
from selector.db.films.projects import find_project, no_scene, number_given, scene_named
from selector.db.schema.version import require_tables
from selector.db.tables.own_tables import DECISIONS, FILM_SCENES, RULE_SETS, SENDINGS, is_newest
from selector.engine.selection import Selection
from selector.language.shot_words.references import REFERENCES
from selector.model.frozen import frozen
from selector.model.picks import Facts
from selector.model.problem import ProblemError
from selector.model.scene import Scene
from selector.model.scene_number import SceneNumber
from selector.model.vocabulary import MEANING
from selector.record.formats import summary_of
from selector.record.outcome import Outcome, Summary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection, Select

    from selector.db.films.projects import FoundProject


@frozen
class PastDecision:
    """One decision on record. `number` counts from 1 within its scene.

    `tags` are those of the picks, in order; where two are the same, `pictures` says which pictures
    they were, if the pool on record can be read. `scene_index` is the scene's own number, as its
    film writes it; `scene_key` is its key in the tables.
    """

    project_id: UUID
    scene_index: SceneNumber
    scene_key: int
    number: int
    made_at: datetime
    asked_by: str | None
    engine: str
    rules_name: str
    rules_version: str
    rules_digest: str
    language: int
    meaning: int
    pool_digest: str
    scene_digest: str
    tags: tuple[str, ...]
    pictures: tuple[Facts, ...] = ()


@frozen
class DecisionOnRecord:
    """A past decision as it is on record.

    `selection` is the decision made again, if that gives the same picks. Else it is None, and
    `unlike` says why: rules are read in another way now (`meaning`), these rules can no longer be
    read (`rules`), or the picks differ for another reason (`differs`). `references` is how many
    pictures could be sent at most.
    """

    decision: PastDecision
    scene: Scene
    outcome: Outcome
    rules_file: str
    references: int
    selection: Selection | None
    unlike: Literal["meaning", "rules", "differs"] | None


@in_reading_session
def read_history(
    session: Session,
    project: UUID | str | None = None,
    scene_index: SceneNumber | None = None,
    *,
    limit: int | None = None,
) -> tuple[PastDecision, ...]:
    """Read the decisions of a project, or of one of its scenes.

    Args:
        session: A session, a connection, an engine or an address.
        project: The project's id or title; the only project of the database by default.
        scene_index: The scene's own number; every scene by default.
        limit: How many decisions to read at most.

    Returns:
        The decisions in the order of the film; those of one scene with the newest first.

    Raises:
        ProblemError: There is no such project, or several scenes have the number (D610), or a
            record cannot be read (D615).
    """
    connection = session.connection()
    require_tables(connection)
    found, keys = project_and_keys(connection, project, scene_index)
    rows = connection.execute(history_query(found.id, keys).limit(limit))
    cache = BasisCache(connection)
    return tuple([_past(connection, cache, row._mapping) for row in rows])


@in_reading_session
def recall(
    session: Session,
    project: UUID | str | None,
    scene_index: SceneNumber,
    number: int | None = None,
) -> DecisionOnRecord:
    """Read one decision, with its outcome as stored, and made again if that gives the same picks.

    Args:
        session: A session, a connection, an engine or an address.
        project: The project's id or title; None for the only project of the database.
        scene_index: The scene's own number.
        number: The decision's number within the scene, from 1; the newest by default.

    Returns:
        The decision.

    Raises:
        ProblemError: There is no such decision, or several scenes have the number (D610), or the
            record cannot be read (D615).
    """
    connection = session.connection()
    require_tables(connection)
    found = find_project(connection, project, "deleted")
    for key in keys_of(connection, found, scene_index):
        query = history_query(found.id, [key])
        if number is not None:
            query = query.where(DECISIONS.c.number == number)
        row = connection.execute(query).first()
        if row is not None:
            return _on_record(connection, BasisCache(connection), row._mapping)
    what = f"No decision is stored for scene {scene_index}."
    hint = "`selector db history` lists the stored decisions."
    if number is not None:
        what = f"Scene {scene_index} has no decision {number}."
        hint = "`selector db history` lists its decisions."
    raise problem(connection, "D610", what, hint)


def recall_scenes(
    connection: Connection,
    project: FoundProject,
    keys: Sequence[int],
    number: int | None = None,
) -> Iterator[DecisionOnRecord]:
    """Read one decision on each of some scenes, as `recall` does; rules and pools are read once.

    Args:
        connection: The database.
        project: The project.
        keys: The keys of the scenes, in the order of the film.
        number: The decision's number within its scene, from 1; the newest by default.

    Yields:
        The decisions, in the order of the film; a scene without that decision has none.

    Raises:
        ProblemError: A record cannot be read (D615).
    """
    which = is_newest() if number is None else DECISIONS.c.number == number
    cache = BasisCache(connection)
    for batch in batches(keys):
        query = history_query(project.id, batch).where(which)
        for row in connection.execute(query).all():
            yield _on_record(connection, cache, row._mapping)


def project_and_keys(
    connection: Connection, project: UUID | str | None, scene_index: SceneNumber | None
) -> tuple[FoundProject, list[int] | None]:
    """A project, though it may be deleted, and the keys of one of its scenes.

    Args:
        connection: A connection to the database.
        project: The project's id or title; None for the only one.
        scene_index: The own number of the scene; None for all scenes.

    Returns:
        The project, and the keys of the scene; None in their place for all scenes.

    Raises:
        ProblemError: There is no such project, or as `keys_of` (D610).
        TypeError: `scene_index` is not a scene number.
    """
    found = find_project(connection, project, "deleted")
    if scene_index is None:
        return found, None
    return found, keys_of(connection, found, scene_index)


def keys_of(connection: Connection, project: FoundProject, number: SceneNumber) -> list[int]:
    """The keys that scenes of this number have or had.

    Args:
        connection: The database.
        project: The project.
        number: A scene's own number.

    Returns:
        The keys; that of the scene that exists now comes first.

    Raises:
        ProblemError: No scene has or had the number, or several have it now (D610).
        TypeError: `number` is not a scene number.
    """
    number = number_given(number)
    now = scene_named(connection, project, number)
    keys = keys_on_record(connection, project.id, number, now)
    if now is None and not _is_on_record(connection, project.id, keys):
        raise ProblemError([no_scene(project, number).at(connection)])
    return keys


def _is_on_record(connection: Connection, project_id: UUID, keys: Sequence[int]) -> bool:
    """Say if something was decided or sent for scenes that are gone."""
    for table in (DECISIONS, SENDINGS):
        its = (table.c.project_id == project_id) & table.c.scene_index.in_(keys)
        if connection.execute(select(table.c.scene_index).where(its).limit(1)).first():
            return True
    return False


def history_query(project_id: UUID, keys: Sequence[int] | None) -> Select[Any]:
    """Decisions, with the names of their rule sets and the numbers of their scenes.

    `keys` are those of the scenes; without, every scene of the project counts.
    """
    place = FILM_SCENES.c.place
    its_rules = DECISIONS.c.rule_set_id == RULE_SETS.c.id
    query = (
        select(
            DECISIONS,
            *RULE_SETS.c["name", "version", "language", "file", "effective"],
            RULE_SETS.c.digest.label("rules_digest"),
            *FILM_SCENES.c["own_number", "is_integer"],
        )
        .join_from(DECISIONS, RULE_SETS, its_rules, isouter=True)
        .join(FILM_SCENES, of_one_scene(DECISIONS), isouter=True)
        .where(DECISIONS.c.project_id == project_id)
        .order_by(place.is_(None), place, DECISIONS.c.scene_index, DECISIONS.c.number.desc())
    )
    if keys is not None:
        query = query.where(DECISIONS.c.scene_index.in_(keys))
    return query


def _on_record(
    connection: Connection,
    cache: BasisCache,
    row: Any,  # noqa: ANN401  # a row of `history_query`
) -> DecisionOnRecord:
    selection, unlike = _made_again(cache, row)
    outcome = cache.outcome(row)
    return DecisionOnRecord(
        decision=_past(connection, cache, row),
        scene=cache.scene(row["scene_id"]),
        outcome=outcome,
        rules_file=row["file"],
        references=_references(row["effective"], outcome),
        selection=selection,
        unlike=unlike,
    )


def _references(effective: str, outcome: Outcome) -> int:
    """The limit of the shot rule, from the rules on record.

    If they cannot be read, as many as were sent.
    """
    try:
        shot_rule = json.loads(effective)["shots"][outcome.shot]
        return int(shot_rule.get(REFERENCES.key, REFERENCES.default))
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return len(outcome.picks)


def _made_again(
    cache: BasisCache,
    row: Any,  # noqa: ANN401  # as above
) -> tuple[Selection | None, Literal["meaning", "rules", "differs"] | None]:
    if row["meaning"] != MEANING:
        return None, "meaning"
    try:
        selection = cache.selection(row)
    except ProblemError:
        return None, "rules"
    before = cache.outcome(row)
    if selection.places != [pick.facts.place for pick in before.picks]:
        return None, "differs"
    selection.project_id = row["project_id"]
    return selection, None


def _past(
    connection: Connection,
    cache: BasisCache,
    row: Any,  # noqa: ANN401  # a row of `history_query`
) -> PastDecision:
    which = f"Decision {row['number']} for scene {number_in(row)}"
    if row["name"] is None:
        what = f"{which} has lost its rules: `selector_rule_sets` has no row with their id."
        raise problem(connection, "D615", what, FROM_A_BACKUP)
    try:
        summary = summary_of(row["outcome"])
    except ValueError:
        what = f"{which} cannot be read."
        raise problem(connection, "D615", what, FROM_A_BACKUP) from None
    return PastDecision(
        project_id=row["project_id"],
        scene_index=number_in(row),
        scene_key=row["scene_index"],
        number=row["number"],
        made_at=row["made_at"],
        asked_by=row["asked_by"],
        engine=row["engine"],
        rules_name=row["name"],
        rules_version=row["version"],
        rules_digest=row["rules_digest"],
        language=row["language"],
        meaning=row["meaning"],
        pool_digest=row["pool_id"],
        scene_digest=row["scene_id"],
        tags=summary.tags,
        pictures=_pictures(cache, row["pool_id"], summary),
    )


def _pictures(cache: BasisCache, pool_id: str, summary: Summary) -> tuple[Facts, ...]:
    """The pictures that were picked, where their tags do not tell them apart."""
    if len(set(summary.tags)) == len(summary.tags):
        return ()
    try:
        facts = cache.pool(pool_id).facts
        return tuple([facts[place] for place in summary.places])
    except (ProblemError, IndexError):  # the tags can be read all the same
        return ()
