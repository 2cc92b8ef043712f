"""Decisions on record, read back: newest first, or one of them with the selection that it was."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from selector.db.connections.database_problems import problem
from selector.db.connections.sessions import in_session
from selector.db.decisions.basis_cache import BasisCache
from selector.db.films.numbers import keys_on_record, number_in, of_one_scene
from selector.db.films.projects import find_project, number_given, scene_named
from selector.db.schema.version import require_tables
from selector.db.tables.own_tables import DECISIONS, FILM_SCENES, RULE_SETS
from selector.engine.selection import Selection
from selector.language.shot_words.references import REFERENCES
from selector.model.problem import ProblemError
from selector.model.scene import Scene
from selector.model.scene_number import SceneNumber
from selector.model.vocabulary import MEANING
from selector.record.formats import summary_of
from selector.record.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Select

    from selector.db.films.projects import FoundProject


@dataclass(frozen=True, slots=True, kw_only=True)
class PastDecision:
    """One decision on record. `number` counts from 1 within its scene; `tags` are what was picked, in order.

    `scene_index` is the scene's own number, as its film writes it, and `scene_key` the one that the tables know it by.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionOnRecord:
    """A past decision as it is on record.

    `selection` is the same made again, where it comes out the same; else it is None, and `unlike` says why: rules are
    read in another way now (`meaning`), they cannot be read at all any more (`rules`), or it `differs` all the same.
    `references` is how many could go at most.
    """

    decision: PastDecision
    scene: Scene
    outcome: Outcome
    rules_file: str
    references: int
    selection: Selection | None
    unlike: Literal["meaning", "rules", "differs"] | None


@in_session
def read_history(
    session: Session,
    project: UUID | str | None = None,
    scene_index: SceneNumber | None = None,
    *,
    limit: int | None = None,
) -> tuple[PastDecision, ...]:
    """The decisions on one scene, newest first; or on every scene, in the order of the film and then newest first.

    Raises:
        ProblemError: There is no such project, or several scenes have the number (D610), or what is stored makes no
            sense (D615).
    """
    connection = session.connection()
    require_tables(connection)
    found = find_project(connection, project)
    keys = None if scene_index is None else keys_of(connection, found, scene_index)
    rows = connection.execute(history_query(found.id, keys).limit(limit))
    return tuple(_past(connection, row._mapping) for row in rows)


@in_session
def recall(
    session: Session,
    project: UUID | str | None,
    scene_index: SceneNumber,
    number: int | None = None,
) -> DecisionOnRecord:
    """A past decision with its outcome as it was stored, and made again where that gives the same picks.

    Args:
        session: A session of the caller's, or an engine or an address.
        project: The project's id, or its title.
        scene_index: Which of its scenes.
        number: Which decision on it, from 1; the newest unless given.

    Raises:
        ProblemError: There is no such decision, or several scenes have the number (D610), or what was stored makes no
            sense (D615).
    """
    connection = session.connection()
    require_tables(connection)
    found = find_project(connection, project)
    row = None
    for key in keys_of(connection, found, scene_index):
        query = history_query(found.id, [key])
        row = connection.execute(
            query if number is None else query.where(DECISIONS.c.number == number)
        ).first()
        if row is not None:
            break
    if row is None:
        which = "no decision" if number is None else f"no decision {number}"
        hint = "`selector db history` lists them."
        raise problem(
            connection.engine.url,
            "D610",
            f"There is {which} on record for scene {scene_index}.",
            hint,
        )
    return _recalled(connection, row._mapping)


def keys_of(connection: Connection, project: FoundProject, number: SceneNumber) -> list[int]:
    """The keys that a scene of this number has or had, in a project; that of the scene that is there comes first.

    Raises:
        ProblemError: Several scenes have the number now (D610).
        TypeError: It is not a scene number.
    """
    number = number_given(number)
    return keys_on_record(connection, project.id, number, scene_named(connection, project, number))


def history_query(project_id: UUID, keys: Sequence[int] | None) -> Select[Any]:
    """Decisions with the names of their rule sets and the numbers of their scenes: of some scenes, or of a project."""
    rules = RULE_SETS
    query = (
        select(
            DECISIONS, rules.c.name, rules.c.version, rules.c.digest.label("rules_digest"), rules.c.language,
            rules.c.file, rules.c.effective,
        )
        .add_columns(*FILM_SCENES.c["own_number", "is_integer"])
        .join_from(DECISIONS, rules, DECISIONS.c.rule_set_id == rules.c.id)
        .join(FILM_SCENES, of_one_scene(DECISIONS), isouter=True)
        .where(DECISIONS.c.project_id == project_id)
    )  # fmt: skip
    if keys is not None:
        query = query.where(DECISIONS.c.scene_index.in_(keys))
    place = FILM_SCENES.c.place
    return query.order_by(
        place.is_(None), place, DECISIONS.c.scene_index, DECISIONS.c.number.desc()
    )


def _recalled(connection: Connection, row: Any) -> DecisionOnRecord:  # noqa: ANN401  # a row of `history_query`
    remembered = BasisCache(connection)
    selection, unlike = _made_again(remembered, row)
    outcome = remembered.outcome(row)
    return DecisionOnRecord(
        decision=_past(connection, row),
        scene=remembered.scene(row["scene_id"]),
        outcome=outcome,
        rules_file=row["file"],
        references=_references(row["effective"], outcome),
        selection=selection,
        unlike=unlike,
    )


def _references(effective: str, outcome: Outcome) -> int:
    """How many the shot rule lets go, as the rules on record came to; as many as went where they make no sense."""
    try:
        return int(
            json.loads(effective)["shots"][outcome.shot].get(REFERENCES.key, REFERENCES.default)
        )
    except (ValueError, TypeError, LookupError, AttributeError):
        return len(outcome.picks)


def _made_again(
    remembered: BasisCache,
    row: Any,  # noqa: ANN401  # as above
) -> tuple[Selection | None, Literal["meaning", "rules", "differs"] | None]:
    if row["meaning"] != MEANING:
        return None, "meaning"
    try:
        selection = remembered.selection(row)
    except ProblemError:
        return None, "rules"
    if selection.places != [pick.facts.place for pick in remembered.outcome(row).picks]:
        return None, "differs"
    return selection, None


def _past(connection: Connection, row: Any) -> PastDecision:  # noqa: ANN401  # a row of `history_query`
    try:
        tags = summary_of(row["outcome"]).tags
    except ValueError:
        what = f"Decision {row['number']} on scene {number_in(row)} makes no sense any more."
        raise problem(
            connection.engine.url, "D615", what, "Restore the database from a copy."
        ) from None
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
        tags=tags,
    )
