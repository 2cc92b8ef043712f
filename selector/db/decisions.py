"""Selections in; decisions on record out: which rules chose what from what, why, when, and who asked.

Rule sets, pools and scenes are kept once, under the hash of what they say. Rows are only ever added, and a selection
that says what the scene's newest decision says adds none.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, type_coerce
from sqlalchemy.types import NullType

from selector import __version__
from selector.db.bulk import add_rows, among, run_rows
from selector.db.metadata import table_of
from selector.db.models import SceneManifest
from selector.db.own_tables import ContentRow, DecisionRow, RuleSetRow
from selector.db.schema import take_turn
from selector.db.stored_json import stored
from selector.engine.digest import effective_form
from selector.engine.inputs import pool_record, scene_record
from selector.engine.record import canonical, record_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy import Connection

    from selector.engine.pool import AssetPool
    from selector.engine.rules import Rules
    from selector.engine.selection import Selection

CONTENTS_TURN = "contents"
"""Who removes unused contents waits for all who may be about to use them."""

_SCENES, _DECISIONS = table_of(SceneManifest), table_of(DecisionRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltDecision:
    """A decision ready to be kept. `contents` are pool and scene, hash and text; `rule_set` the values of a row."""

    scene_index: int
    tags: tuple[str, ...]
    rule_set: tuple[Any, ...]
    contents: tuple[tuple[str, str], tuple[str, str]]
    outcome: str
    digest: str


class DecisionBuilder:
    """Makes decisions of the selections of one run; remembers the texts of the rules and the pool it met last."""

    def __init__(self) -> None:
        self._rules: tuple[Rules | None, tuple[Any, ...]] = (None, ())
        self._pool: tuple[AssetPool | None, tuple[str, str]] = (None, ("", ""))

    def build(self, scene_index: int, selection: Selection) -> BuiltDecision:
        """The decision that this selection is, for the scene of that index."""
        if self._rules[0] is not selection.rules:
            self._rules = (selection.rules, rule_set_values(selection.rules))
        if self._pool[0] is not selection.pool:
            self._pool = (selection.pool, _content(pool_record(selection.pool)))
        rule_set, pool, scene = self._rules[1], self._pool[1], _content(scene_record(selection.scene))
        outcome = canonical(record_of(selection))
        return BuiltDecision(
            scene_index=scene_index,
            tags=selection.tags,
            rule_set=rule_set,
            contents=(pool, scene),
            outcome=outcome,
            digest=digest_of(rule_set[0], pool[0], scene[0], outcome),
        )


def put_decisions(
    connection: Connection, project_id: UUID, built: Sequence[BuiltDecision], by: str | None
) -> dict[int, int]:
    """Keep these decisions of different scenes, and set each scene's picked tags. The scenes are in the database.

    Gives the number of the newest decision of each scene that got a new one.
    """
    newest = _newest(connection, project_id, [each.scene_index for each in built])
    new = [each for each in built if newest[each.scene_index][1] != each.digest]
    numbers = {each.scene_index: (newest[each.scene_index][0] or 0) + 1 for each in new}
    if new:
        _add(connection, project_id, new, numbers, by)
    tags = [(list(each.tags), project_id, each.scene_index) for each in built
            if newest[each.scene_index][2] != list(each.tags)]  # fmt: skip
    if tags:
        _set_tags(connection, tags)
    return numbers


def rule_set_values(rules: Rules) -> tuple[Any, ...]:
    """The values of a `selector_rule_sets` row; the first is the hash of the rest."""
    source = rules.rule_set.source
    effective = canonical(effective_form(rules.plan, rules.rule_set.language))
    values = (
        rules.name, rules.version, rules.digest, rules.rule_set.language, source.name, source.text, effective
    )  # fmt: skip
    return (hash_of(canonical(values)), *values)


def digest_of(rule_set_id: str, pool_id: str, scene_id: str, outcome: str) -> str:
    """The hash of what was decided, from what, by which rules."""
    return hash_of(f"{rule_set_id}\n{pool_id}\n{scene_id}\n{outcome}")


def seal_of(
    project_id: UUID, scene_index: int, number: int, made_at: datetime, by: str | None, engine: str, digest: str
) -> str:
    """The hash of a whole row, which an edit by hand breaks."""
    return hash_of(f"{project_id}\n{scene_index}\n{number}\n{made_at.isoformat()}\n{canonical(by)}\n{engine}\n{digest}")


def hash_of(text: str) -> str:
    """The SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def _content(record: object) -> tuple[str, str]:
    text = canonical(record)
    return hash_of(text), text


_Newest = dict[int, tuple[int | None, str | None, object]]


def _newest(connection: Connection, project_id: UUID, indexes: list[int]) -> _Newest:
    """For each scene the number and digest of its newest decision, and its picked tags; others wait from now on."""
    its = (_SCENES.c.project_id == project_id) & among(_SCENES.c.scene_index, indexes)
    if connection.dialect.name == "postgresql":
        rows = select(_SCENES.c.scene_index).where(its).order_by(_SCENES.c.scene_index)
        connection.execute(rows.with_for_update(key_share=True)).all()
    last = (
        select(_DECISIONS.c.number)
        .where(_DECISIONS.c.project_id == _SCENES.c.project_id, _DECISIONS.c.scene_index == _SCENES.c.scene_index)
        .order_by(_DECISIONS.c.number.desc())
        .limit(1)
    )
    number, digest = last.scalar_subquery(), last.with_only_columns(_DECISIONS.c.digest).scalar_subquery()
    tags = type_coerce(_SCENES.c.selected_reference_tags, NullType())
    found = connection.execute(select(_SCENES.c.scene_index, number, digest, tags).where(its))
    return {index: (number, digest, stored(tags)) for index, number, digest, tags in found}


def _add(
    connection: Connection,
    project_id: UUID,
    new: Sequence[BuiltDecision],
    numbers: dict[int, int],
    by: str | None,
) -> None:
    take_turn(connection, CONTENTS_TURN, shared=True)
    now = datetime.now(UTC)
    kept = " ON CONFLICT (id) DO NOTHING"
    rule_sets = {each.rule_set[0]: each.rule_set for each in new}
    add_rows(connection, table_of(RuleSetRow), _RULE_SET_COLUMNS, rule_sets.values(), kept)
    contents = dict(sorted(content for each in new for content in each.contents))
    add_rows(connection, table_of(ContentRow), ("id", "body"), contents.items(), kept)
    rows = []
    for each in new:
        number = numbers[each.scene_index]
        seal = seal_of(project_id, each.scene_index, number, now, by, __version__, each.digest)
        pool, scene = each.contents
        rows.append((project_id, each.scene_index, number, now, by, __version__, each.rule_set[0], pool[0], scene[0],
                     each.outcome, each.digest, seal))  # fmt: skip
    add_rows(connection, _DECISIONS, _DECISION_COLUMNS, rows)


def _set_tags(connection: Connection, tags: list[tuple[list[str], UUID, int]]) -> None:
    statement = "UPDATE scene_manifests SET selected_reference_tags = ? WHERE project_id = ? AND scene_index = ?"
    run_rows(
        connection, statement, [_SCENES.c.selected_reference_tags, _SCENES.c.project_id, _SCENES.c.scene_index], tags
    )


_RULE_SET_COLUMNS = ("id", "name", "version", "digest", "language", "file", "source_text", "effective")
_DECISION_COLUMNS = (
    "project_id", "scene_index", "number", "made_at", "asked_by", "engine", "rule_set_id", "pool_id", "scene_id",
    "outcome", "digest", "seal",
)  # fmt: skip
