"""Make recorded decisions again from what was stored with them, and compare to the byte.

In: a project, one of its scenes, or the whole database. Out: how many decisions were replayed, and
what is wrong with some of them. A decision made under another meaning cannot give the same record:
only its row, rules, pool and scene are checked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from selector.db.connections.bulk import BATCH
from selector.db.connections.database_problems import at_database
from selector.db.connections.sessions import in_reading_session
from selector.db.decisions.basis_cache import BasisCache
from selector.db.decisions.decision import content_digest, hash_of, rule_set_values, seal_of
from selector.db.decisions.history import project_and_keys
from selector.db.films.numbers import number_in, of_one_scene
from selector.db.schema.version import require_tables
from selector.db.tables.own_tables import CONTENTS, DECISIONS, FILM_SCENES
from selector.model.frozen import frozen
from selector.model.problem import Problem, ProblemError
from selector.model.scene_number import SceneNumber
from selector.model.vocabulary import MEANING
from selector.record import format_2, format_3
from selector.record.canonical import canonical
from selector.record.format_3 import outcome_record
from selector.record.formats import summary_of

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection

_DIGESTED = ("rule_set_id", "pool_id", "scene_id", "outcome")
_SEALED = ("project_id", "scene_index", "number", "made_at", "asked_by", "engine", "digest")
_EDITED = "Its row was edited in the database."
_HINT = (
    "A backup of the database may still hold the original record."
    " To make a new decision, pick again."
)


@frozen
class MeaningChecked:
    """Decisions of one meaning that were only checked: how many, and how many are wrong."""

    meaning: int
    decisions: int
    wrong: int


@frozen
class Replayed:
    """How many decisions were read, and what is wrong with some of them (D616).

    `checked` counts, by meaning, those that were only checked, because rules are read differently
    now.
    """

    decisions: int
    problems: tuple[Problem, ...]
    checked: tuple[MeaningChecked, ...] = ()

    @property
    def replayed(self) -> int:
        """How many were made again."""
        return self.decisions - sum(each.decisions for each in self.checked)


@in_reading_session
def replay(
    session: Session,
    project: UUID | str | None = None,
    scene_index: SceneNumber | None = None,
) -> Replayed:
    """Make every decision again, and compare it; check those of another meaning only.

    Args:
        session: A session, a connection, an engine or an address.
        project: The project's id or title; the whole database by default.
        scene_index: The own number of one scene; every scene by default.

    Returns:
        What was found.

    Raises:
        ProblemError: There is no such project (D610), or the database cannot be used.
    """
    connection = session.connection()
    require_tables(connection)
    checks = _Checks(connection)
    count = 0
    checked: Counter[int] = Counter()
    wrong: Counter[int] = Counter()
    problems: list[Problem] = []
    for row in _rows(connection, _which(connection, project, scene_index)):
        count += 1
        found = list(checks.decision(row))
        problems += found
        if not _can_be_made_again(row):
            checked[row["meaning"]] += 1
            wrong[row["meaning"]] += len(found)
    by_meaning = []
    for meaning, decisions in sorted(checked.items()):
        by_meaning.append(
            MeaningChecked(meaning=meaning, decisions=decisions, wrong=wrong[meaning])
        )
    return Replayed(decisions=count, problems=tuple(problems), checked=tuple(by_meaning))


def _which(
    connection: Connection,
    project: UUID | str | None,
    scene_index: SceneNumber | None,
) -> list[ColumnElement[bool]]:
    """Conditions on the decisions to replay."""
    if project is None and scene_index is None:
        return []
    found, keys = project_and_keys(connection, project, scene_index)
    which = [DECISIONS.c.project_id == found.id]
    if keys is not None:
        which.append(DECISIONS.c.scene_index.in_(keys))
    return which


def _can_be_made_again(row: Any) -> bool:  # noqa: ANN401  # a row of `selector_decisions`
    """Say if this selector reads rules as they were read then."""
    if row["meaning"] != MEANING:
        return False
    try:
        summary = summary_of(row["outcome"])
    except ValueError:
        return True
    return summary.format in (format_2.FORMAT, format_3.FORMAT)


class _Checks:
    """Checks decisions one by one; what several of them share is checked once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._cache = BasisCache(connection)
        self._sound: dict[tuple[Callable[[str], str], str], str] = {}

    def decision(
        self,
        row: Any,  # noqa: ANN401  # a row of `selector_decisions`
    ) -> Iterator[Problem]:
        """What is wrong with one: its row, what it was made from, or its outcome."""
        wrong = self._row(row)
        wrong = wrong or self._shared(row)
        wrong = wrong or self._outcome(row)
        if wrong:
            field = f"scene {number_in(row)}, decision {row['number']}"
            where = at_database(self._connection)
            yield Problem(
                at=where,
                code="D616",
                what=wrong,
                hint=_HINT,
                field=field,
            )

    def _row(self, row: Any) -> str:  # noqa: ANN401  # as above
        digest = content_digest(*[row[name] for name in _DIGESTED])
        if digest != row["digest"]:
            return _EDITED
        seal = seal_of(*[row[name] for name in _SEALED])
        if seal != row["seal"]:
            return _EDITED
        try:
            meaning = summary_of(row["outcome"]).meaning
        except ValueError:
            return "This version of selector cannot read its record."
        if meaning != row["meaning"]:
            return _EDITED
        return ""

    def _shared(self, row: Any) -> str:  # noqa: ANN401  # as above
        """Are the rules, the pool and the scene what their hashes say?"""
        if hash_of(row["scene_body"] or "") != row["scene_id"]:
            return "The stored copy of its scene was edited in the database."
        checks = [("rule_set_id", self._rule_set), ("pool_id", self._content)]
        if _can_be_made_again(row):
            checks.append(("rule_set_id", self._rules_again))
        for name, check in checks:
            wrong = self._once(check, row[name])
            if wrong:
                return wrong
        return ""

    def _once(self, check: Callable[[str], str], identity: str) -> str:
        """What a check finds; of the last thousand that is cached."""
        if (check, identity) not in self._sound:
            while len(self._sound) > 1_000:
                del self._sound[next(iter(self._sound))]
            self._sound[check, identity] = check(identity)
        return self._sound[check, identity]

    def _rule_set(self, identity: str) -> str:
        found = self._cache.find_rule_set(identity)
        if found is None:
            return "The rules that it was made with are missing from the database."
        if hash_of(canonical(tuple(found)[1:])) != identity:
            stored = f"The stored copy of the rule set `{found.name}` {found.version}"
            return f"{stored} was edited in the database."
        return ""

    def _rules_again(self, identity: str) -> str:
        """Is the stored text of the rules still read as it was?"""
        try:
            again = rule_set_values(self._cache.rules(identity))
        except ProblemError as error:
            return error.problems[0].what
        found = self._cache.find_rule_set(identity)
        if again != tuple(found):
            differ = f"reads the rule set `{found.name}` {found.version} differently"
            bug = "This is a bug in selector: please report it."
            return f"This version of selector {differ} under the same meaning. {bug}"
        return ""

    def _content(self, identity: str) -> str:
        if hash_of(self._cache.body(identity)) != identity:
            return "The stored values of its pictures were edited in the database."
        return ""

    def _outcome(self, row: Any) -> str:  # noqa: ANN401  # as above
        if not _can_be_made_again(row):
            return ""
        try:
            again = canonical(outcome_record(self._cache.selection(row)))
        except ProblemError as error:
            return error.problems[0].what
        if again != row["outcome"]:
            return "Replaying it gives a different result."
        return ""


def _rows(connection: Connection, which: list[ColumnElement[bool]]) -> Iterator[Any]:
    """The decisions that meet all conditions, in the order of their key, read in batches."""
    key = (DECISIONS.c.project_id, DECISIONS.c.scene_index, DECISIONS.c.number)
    query = (
        select(
            DECISIONS,
            CONTENTS.c.body.label("scene_body"),
            *FILM_SCENES.c["own_number", "is_integer"],
        )
        .join_from(DECISIONS, CONTENTS, DECISIONS.c.scene_id == CONTENTS.c.id, isouter=True)
        .join(FILM_SCENES, of_one_scene(DECISIONS), isouter=True)
        .where(*which)
        .order_by(*key)
        .limit(BATCH)
    )
    rows = connection.execute(query).mappings().all()
    while rows:
        yield from rows
        if len(rows) < BATCH:
            break
        last = tuple(rows[-1][column.name] for column in key)
        later = query.where(tuple_(*key) > tuple_(*last))
        rows = connection.execute(later).mappings().all()
