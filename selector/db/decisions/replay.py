"""Recorded decisions made again from what was stored with them: each must come out byte for byte as it stands there.

A decision made under another meaning cannot come out the same: of it only the row, the rules, the pool and the scene
are checked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from selector.db.connections.bulk import BATCH
from selector.db.connections.database_problems import at_database
from selector.db.connections.sessions import in_session
from selector.db.decisions.basis_cache import BasisCache
from selector.db.decisions.decision import content_digest, hash_of, rule_set_values, seal_of
from selector.db.decisions.history import keys_of
from selector.db.films.numbers import number_in, of_one_scene
from selector.db.films.projects import find_project
from selector.db.schema.version import require_tables
from selector.db.tables.own_tables import CONTENTS, DECISIONS, FILM_SCENES, RULE_SETS
from selector.model.problem import Problem, ProblemError
from selector.model.scene_number import SceneNumber
from selector.model.vocabulary import MEANING
from selector.record.canonical import canonical
from selector.record.format_2 import FORMAT, outcome_record
from selector.record.formats import summary_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

_EDITED = "Its row was edited after it was written."
_HINT = "Copies of the database still have what was sent then; pick again for a new decision."


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """How many decisions of one meaning were checked and not made again, and with how many something is wrong."""

    meaning: int
    decisions: int
    wrong: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """How many decisions were looked at, and what is wrong with some of them (D616).

    `checked` counts by meaning those that were checked and not made again, because rules are read otherwise now.
    """

    decisions: int
    problems: tuple[Problem, ...]
    checked: tuple[Checked, ...] = ()

    @property
    def replayed(self) -> int:
        """How many were made again."""
        return self.decisions - sum(each.decisions for each in self.checked)


@in_session
def replay(
    session: Session, project: UUID | str | None = None, scene_index: SceneNumber | None = None
) -> Replayed:
    """Make every decision again, of the whole database, one project or one of its scenes.

    Those of another meaning are checked only.

    Raises:
        ProblemError: There is no such project (D610), or the database cannot be used.
    """
    connection = session.connection()
    require_tables(connection)
    found = None if project is None and scene_index is None else find_project(connection, project)
    checks = _Checks(connection)
    count = 0
    checked: Counter[int] = Counter()
    wrong: Counter[int] = Counter()
    problems: list[Problem] = []
    keys = None if scene_index is None or found is None else keys_of(connection, found, scene_index)
    for row in _rows(connection, None if found is None else found.id, keys):
        count += 1
        wrong_with_it = list(checks.decision(row))
        problems += wrong_with_it
        if not _can_be_made_again(row):
            checked[row["meaning"]] += 1
            wrong[row["meaning"]] += len(wrong_with_it)
    return Replayed(
        decisions=count,
        problems=tuple(problems),
        checked=tuple(
            Checked(meaning=meaning, decisions=number, wrong=wrong[meaning])
            for meaning, number in sorted(checked.items())
        ),
    )


def _can_be_made_again(row: Any) -> bool:  # noqa: ANN401  # a row of `selector_decisions`
    """Whether this selector reads rules as they were read then. What cannot be read at all counts as its row says."""
    try:
        summary = summary_of(row["outcome"])
    except ValueError:
        return bool(row["meaning"] == MEANING)
    return bool(row["meaning"] == MEANING and summary.format == FORMAT)


class _Checks:
    """Checks decisions one by one; what several of them share is checked once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._remembered = BasisCache(connection)
        self._sound: dict[tuple[Callable[[str], str], str], str] = {}

    def decision(self, row: Any) -> Iterator[Problem]:  # noqa: ANN401  # a row of `selector_decisions`
        """What is wrong with one: its row, what it was made from, or its outcome."""
        wrong = self._row(row) or self._shared(row) or self._outcome(row)
        if wrong:
            where = f"scene {number_in(row)}, decision {row['number']}"
            at = at_database(self._connection.engine.url)
            yield Problem(at=at, code="D616", what=wrong, hint=_HINT, field=where)

    def _row(self, row: Any) -> str:  # noqa: ANN401  # as above
        digest = content_digest(row["rule_set_id"], row["pool_id"], row["scene_id"], row["outcome"])
        names = ("project_id", "scene_index", "number", "made_at", "asked_by", "engine", "digest")
        if digest != row["digest"] or seal_of(*(row[name] for name in names)) != row["seal"]:
            return _EDITED
        try:
            meaning = summary_of(row["outcome"]).meaning
        except ValueError:
            return "Its record makes no sense to this selector."
        return "" if meaning == row["meaning"] else _EDITED

    def _shared(self, row: Any) -> str:  # noqa: ANN401  # as above
        """The rules, the pool and the scene are what their hashes say."""
        if hash_of(row["scene_body"] or "") != row["scene_id"]:
            return "Its scene was edited after it was written."
        checks = [("rule_set_id", self._rule_set), ("pool_id", self._content)]
        if _can_be_made_again(row):
            checks.append(("rule_set_id", self._rules_again))
        for name, check in checks:
            identity = row[name]
            if (check, identity) not in self._sound:
                while len(self._sound) > 1_000:
                    del self._sound[next(iter(self._sound))]
                self._sound[check, identity] = check(identity)
            if wrong := self._sound[check, identity]:
                return wrong
        return ""

    def _rule_set(self, identity: str) -> str:
        found = self._connection.execute(
            select(RULE_SETS).where(RULE_SETS.c.id == identity)
        ).first()
        if found is None:
            return "The rules that it was made by are gone."
        if hash_of(canonical(tuple(found)[1:])) != identity:
            return f"The rules {found.name} {found.version} were edited after they were written."
        return ""

    def _rules_again(self, identity: str) -> str:
        """The stored text of the rules is still read as it was."""
        found = self._connection.execute(select(RULE_SETS).where(RULE_SETS.c.id == identity)).one()
        try:
            again = rule_set_values(self._remembered.rules(identity))
        except ProblemError as error:
            return error.problems[0].what
        return (
            ""
            if again == tuple(found)
            else f"The rules {found.name} {found.version} mean something else now."
        )

    def _content(self, identity: str) -> str:
        body = (
            self._connection.scalar(select(CONTENTS.c.body).where(CONTENTS.c.id == identity)) or ""
        )
        return (
            ""
            if hash_of(body) == identity
            else "Its pictures' values were edited after they were written."
        )

    def _outcome(self, row: Any) -> str:  # noqa: ANN401  # as above
        if not _can_be_made_again(row):
            return ""
        try:
            again = canonical(outcome_record(self._remembered.selection(row)))
        except ProblemError as error:
            return error.problems[0].what
        return "" if again == row["outcome"] else "It does not come out the same."


def _rows(
    connection: Connection, project_id: UUID | None, keys: Sequence[int] | None
) -> Iterator[Any]:
    """Decisions in the order of their key, read in batches."""
    key = (DECISIONS.c.project_id, DECISIONS.c.scene_index, DECISIONS.c.number)
    query = (
        select(
            DECISIONS,
            CONTENTS.c.body.label("scene_body"),
            *FILM_SCENES.c["own_number", "is_integer"],
        )
        .join_from(DECISIONS, CONTENTS, DECISIONS.c.scene_id == CONTENTS.c.id, isouter=True)
        .join(FILM_SCENES, of_one_scene(DECISIONS), isouter=True)
        .order_by(*key)
        .limit(BATCH)
    )
    if project_id is not None:
        query = query.where(DECISIONS.c.project_id == project_id)
    if keys is not None:
        query = query.where(DECISIONS.c.scene_index.in_(keys))
    rows = connection.execute(query).mappings().all()
    while rows:
        yield from rows
        last = tuple(rows[-1][column.name] for column in key)
        rows = (
            connection.execute(query.where(tuple_(*key) > tuple_(*last))).mappings().all()
            if len(rows) == BATCH
            else []
        )
