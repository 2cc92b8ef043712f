"""Decisions on record, read back: newest first, and as the selections that they were."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from selector.db.metadata import table_of
from selector.db.own_tables import ContentRow, DecisionRow, RuleSetRow
from selector.db.projects import find_project
from selector.db.refusals import problem
from selector.db.schema import require_tables
from selector.db.sessions import in_session
from selector.engine.inputs import pool_from, scene_from
from selector.engine.selection import Selection
from selector.model.problem import ProblemError, Source
from selector.reading.load import check_rules

if TYPE_CHECKING:
    from sqlalchemy import Connection, Select

    from selector.engine.pool import AssetPool
    from selector.engine.rules import Rules

DECISIONS, RULE_SETS, CONTENTS = table_of(DecisionRow), table_of(RuleSetRow), table_of(ContentRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class PastDecision:
    """One decision on record. `number` counts from 1 within its scene; `tags` are what was picked, in order."""

    project_id: UUID
    scene_index: int
    number: int
    made_at: datetime
    asked_by: str | None
    engine: str
    rules_name: str
    rules_version: str
    rules_digest: str
    language: int
    pool_digest: str
    scene_digest: str
    tags: tuple[str, ...]


@in_session
def read_history(
    session: Session, project: UUID | str | None = None, scene_index: int | None = None, *, limit: int | None = None
) -> tuple[PastDecision, ...]:
    """The decisions on one scene, newest first; or on every scene, by scene and then newest first.

    Raises:
        ProblemError: There is no such project (D610), or what is stored makes no sense (D615).
    """
    connection = session.connection()
    require_tables(connection)
    project_id = find_project(connection, project).id
    rows = connection.execute(history_query(project_id, scene_index).limit(limit))
    return tuple(_past(connection, row._mapping) for row in rows)


@in_session
def recall(
    session: Session, project: UUID | str | None, scene_index: int, number: int | None = None
) -> tuple[PastDecision, Selection]:
    """A past decision with the selection that it was, made again from what was stored: the newest unless numbered.

    Raises:
        ProblemError: There is no such decision (D610), or what was stored makes no sense (D615, D616).
    """
    connection = session.connection()
    require_tables(connection)
    project_id = find_project(connection, project).id
    query = history_query(project_id, scene_index)
    row = connection.execute(query if number is None else query.where(DECISIONS.c.number == number)).first()
    if row is None:
        which = "no decision" if number is None else f"no decision {number}"
        hint = "`selector db history` lists them."
        raise problem(connection.engine.url, "D610", f"There is {which} on record for scene {scene_index}.", hint)
    return _past(connection, row._mapping), Remembered(connection).selection(row._mapping)


def history_query(project_id: UUID, scene_index: int | None) -> Select[Any]:
    """Decisions with their rule sets' names: of one scene, or of a whole project. The primary key serves both."""
    rules = RULE_SETS
    query = (
        select(DECISIONS, rules.c.name, rules.c.version, rules.c.digest.label("rules_digest"), rules.c.language)
        .join_from(DECISIONS, rules, DECISIONS.c.rule_set_id == rules.c.id)
        .where(DECISIONS.c.project_id == project_id)
    )  # fmt: skip
    if scene_index is not None:
        query = query.where(DECISIONS.c.scene_index == scene_index)
    return query.order_by(DECISIONS.c.scene_index, DECISIONS.c.number.desc())


class Remembered:
    """What decisions were made from, read back from the database; of rule sets and pools the last few are kept."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rules: dict[str, Rules] = {}
        self._pools: dict[str, AssetPool] = {}

    def selection(self, row: Any) -> Selection:  # noqa: ANN401  # a row of `selector_decisions`
        """The selection of one decision, made again. The row may bring the scene's text along, as `scene_body`.

        Raises:
            ProblemError: What was stored cannot be read (D615) or the rules cannot be compiled (D616).
        """
        body = row["scene_body"] if "scene_body" in row else self._body(row["scene_id"])
        try:
            scene = scene_from(self._data(body, dict))
        except (TypeError, KeyError):
            raise self._nonsense("A scene") from None
        return self.rules(row["rule_set_id"]).select(scene, self.pool(row["pool_id"]))

    def rules(self, identity: str) -> Rules:
        """The rules of that rule set, read from its text as they were then."""
        if identity not in self._rules:
            found = self._connection.execute(select(RULE_SETS).where(RULE_SETS.c.id == identity)).one()
            rules, problems = check_rules(Source(name=found.file, text=found.source_text))
            if rules is None:
                what = f"The rules {found.name} {found.version} on record cannot be read: {problems[0].what}"
                raise problem(self._connection.engine.url, "D616", what, "This selector may be too new or too old.")
            _keep(self._rules, identity, rules)
        return self._rules[identity]

    def pool(self, identity: str) -> AssetPool:
        """The pool of that content."""
        if identity not in self._pools:
            try:
                pool = pool_from(self._data(self._body(identity), list))
            except (ProblemError, TypeError, ValueError, ArithmeticError):
                raise self._nonsense("A pool of pictures") from None
            _keep(self._pools, identity, pool)
        return self._pools[identity]

    def _body(self, identity: str) -> str | None:
        body: str | None = self._connection.scalar(select(CONTENTS.c.body).where(CONTENTS.c.id == identity))
        return body

    def _data(self, body: str | None, kind: type) -> Any:  # noqa: ANN401  # plain data
        """A stored text, as the data that it says."""
        try:
            data = json.loads(body or "")
        except ValueError:
            data = None
        if not isinstance(data, kind):
            raise self._nonsense("What a decision was made from")
        return data

    def _nonsense(self, what: str) -> ProblemError:
        url = self._connection.engine.url
        return problem(url, "D615", f"{what} on record makes no sense any more.", "Restore the database from a copy.")


def tags_of(outcome: str) -> tuple[str, ...]:
    """The tags that a recorded outcome picked.

    Raises:
        ValueError: The text is no outcome.
    """
    try:
        return tuple(str(pick["tag"]) for pick in json.loads(outcome)["picks"])
    except (TypeError, KeyError) as error:
        raise ValueError(outcome) from error


def _past(connection: Connection, row: Any) -> PastDecision:  # noqa: ANN401  # a row of `history_query`
    try:
        tags = tags_of(row["outcome"])
    except ValueError:
        what = f"Decision {row['number']} on scene {row['scene_index']} makes no sense any more."
        raise problem(connection.engine.url, "D615", what, "Restore the database from a copy.") from None
    return PastDecision(
        project_id=row["project_id"],
        scene_index=row["scene_index"],
        number=row["number"],
        made_at=row["made_at"],
        asked_by=row["asked_by"],
        engine=row["engine"],
        rules_name=row["name"],
        rules_version=row["version"],
        rules_digest=row["rules_digest"],
        language=row["language"],
        pool_digest=row["pool_id"],
        scene_digest=row["scene_id"],
        tags=tags,
    )


def _keep(kept: dict[str, Any], identity: str, value: object) -> None:
    """Remember a value, and of the others only the last three."""
    while len(kept) > 3:
        del kept[next(iter(kept))]
    kept[identity] = value
