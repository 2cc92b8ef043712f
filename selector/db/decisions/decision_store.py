"""Selections put on record: when, and who asked. Rows are only ever added.

A selection made from what the scene's newest decision was made from is that decision: the hashes of rules, pool and
scene, and the meaning, say so, and nothing is explained or written for it. The scene's picked tags are set all the
same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, select

from selector import __version__
from selector.db.connections.bulk import add_rows, among, run_rows
from selector.db.connections.turns import take_turn
from selector.db.decisions.basis_cache import BasisCache
from selector.db.decisions.change_finder import ChangeFinder
from selector.db.decisions.decision import DecisionBuilder, content_digest, seal_of
from selector.db.tables.columns import raw, stored
from selector.db.tables.own_tables import CONTENTS, DECISIONS, RULE_SETS
from selector.db.tables.pipeline_tables import SCENES
from selector.record.change import Change
from selector.record.formats import summary_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy import Connection

    from selector.db.decisions.decision import Basis, BuiltDecision
    from selector.engine.selection import Selection

CONTENTS_TURN = "contents"
"""Who removes unused contents waits for all who may be about to use them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDecision:
    """What became of one selection.

    `number` is that of the scene's newest decision now, `is_new` whether this selection is it for the first time.
    `reasons` are the kinds of reasons for what the scene offers and does not send, one for each. `change` is what
    changed since the decision before, where other pictures go now.
    """

    number: int
    is_new: bool
    reasons: tuple[str, ...]
    change: Change | None = None


class DecisionStore:
    """Keeps selections of one project, batch by batch; what they share is written and read once."""

    def __init__(
        self,
        connection: Connection,
        project_id: UUID,
        by: str | None,
        builder: DecisionBuilder | None = None,
    ) -> None:
        self._connection = connection
        self._project_id = project_id
        self._by = by
        self._builder = builder or DecisionBuilder()
        self._changes = ChangeFinder(connection, BasisCache(connection))
        self._same_rules: dict[tuple[str, str], bool] = {}

    def put(self, chosen: Sequence[tuple[int, Selection]]) -> list[StoredDecision]:
        """Keep these selections of different scenes, and set each scene's picked tags.

        The scenes are in the database. Gives what became of each selection, in order.
        """
        newest = _newest(self._connection, self._project_id, [index for index, _ in chosen])
        kept: dict[int, StoredDecision] = {}
        new: list[BuiltDecision] = []
        for index, selection in chosen:
            before = newest[index]
            basis = self._builder.basis(selection)
            reasons = self._reasons_of_the_same(before, basis, selection)
            if reasons is None:
                built = self._builder.build(index, selection, basis)
                reasons = built.reasons
                if (built.digest, built.outcome) != (before.digest, before.outcome):
                    new.append(built)
            kept[index] = StoredDecision(number=before.number or 0, is_new=False, reasons=reasons)
        if new:
            kept |= self._new(newest, new, dict(chosen))
            numbers = {each.scene_index: kept[each.scene_index].number for each in new}
            _add(self._connection, self._project_id, new, numbers, self._by)
        tags = [(list(selection.tags), self._project_id, index) for index, selection in chosen
                if stored(newest[index].tags) != list(selection.tags)]  # fmt: skip
        if tags:
            _set_tags(self._connection, tags)
        return [kept[index] for index, _ in chosen]

    def _new(
        self, newest: dict[int, Any], new: Sequence[BuiltDecision], chosen: dict[int, Selection]
    ) -> dict[int, StoredDecision]:
        """What becomes of those that are decisions of their own, by scene."""
        again = [each.scene_index for each in new if newest[each.scene_index].number is not None]
        found = (
            self._changes.changes([(newest[index], chosen[index]) for index in again])
            if again
            else []
        )
        changes = dict(zip(again, found, strict=True))
        return {
            each.scene_index: StoredDecision(
                number=(newest[each.scene_index].number or 0) + 1,
                is_new=True,
                reasons=each.reasons,
                change=changes.get(each.scene_index),
            )
            for each in new
        }

    def _reasons_of_the_same(
        self,
        before: Any,  # noqa: ANN401  # a row of `_newest`
        basis: Basis,
        selection: Selection,
    ) -> tuple[str, ...] | None:
        """The reasons on record, where the newest decision was made from the very same, and picked the same."""
        rule_set, *rest = basis.key
        if [before.pool_id, before.scene_id, before.meaning] != rest or not self._are_same_rules(
            before.rule_set_id, rule_set, basis
        ):
            return None
        try:
            summary = summary_of(before.outcome)
        except ValueError:
            return None
        is_whole = (
            content_digest(before.rule_set_id, before.pool_id, before.scene_id, before.outcome)
            == before.digest
        )
        return summary.reasons if is_whole and list(summary.places) == selection.places else None

    def _are_same_rules(self, before: str, now: str, basis: Basis) -> bool:
        """Whether two rule sets say the same to the letter, wherever their files lie."""
        if before == now:
            return True
        if (before, now) not in self._same_rules:
            found = self._connection.execute(
                select(RULE_SETS).where(RULE_SETS.c.id == before)
            ).first()
            self._same_rules[before, now] = found is not None and _without_file(
                found
            ) == _without_file(basis.rule_set)
        return self._same_rules[before, now]


def _without_file(rule_set: Sequence[Any]) -> list[Any]:
    """The values of a rule set's row that do not depend on where its file lies."""
    values = zip(_RULE_SET_COLUMNS, rule_set, strict=True)
    return [value for name, value in values if name not in ("id", "file")]


def _newest(connection: Connection, project_id: UUID, indexes: list[int]) -> dict[int, Any]:
    """For each scene its newest decision, if there is one, and its picked tags; others wait from now on."""
    its = (SCENES.c.project_id == project_id) & among(SCENES.c.scene_index, indexes)
    if connection.dialect.name == "postgresql":
        rows = select(SCENES.c.scene_index).where(its).order_by(SCENES.c.scene_index)
        connection.execute(rows.with_for_update(key_share=True)).all()
    earlier = DECISIONS.alias("earlier")
    last = (
        select(func.max(earlier.c.number))
        .where(
            earlier.c.project_id == SCENES.c.project_id,
            earlier.c.scene_index == SCENES.c.scene_index,
        )
        .scalar_subquery()
    )
    newest = and_(
        DECISIONS.c.project_id == SCENES.c.project_id,
        DECISIONS.c.scene_index == SCENES.c.scene_index,
        DECISIONS.c.number == last,
    )
    columns = DECISIONS.c
    found = connection.execute(
        select(
            SCENES.c.scene_index, raw(SCENES.c.selected_reference_tags).label("tags"), columns.number,
            columns.rule_set_id, columns.pool_id, columns.scene_id, columns.meaning, columns.digest, columns.outcome,
        )
        .join_from(SCENES, DECISIONS, newest, isouter=True)
        .where(its)
    )  # fmt: skip
    return {row.scene_index: row for row in found}


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
    rule_sets = {each.basis.rule_set[0]: each.basis.rule_set for each in new}
    add_rows(connection, RULE_SETS, _RULE_SET_COLUMNS, rule_sets.values(), kept)
    contents = dict(
        sorted(content for each in new for content in (each.basis.pool, each.basis.scene))
    )
    add_rows(connection, CONTENTS, ("id", "body"), contents.items(), kept)
    rows = []
    for each in new:
        number = numbers[each.scene_index]
        seal = seal_of(project_id, each.scene_index, number, now, by, __version__, each.digest)
        rule_set, pool, scene, meaning = each.basis.key
        rows.append((project_id, each.scene_index, number, now, by, __version__, rule_set, pool, scene, each.outcome,
                     each.digest, seal, meaning))  # fmt: skip
    add_rows(connection, DECISIONS, _DECISION_COLUMNS, rows)


def _set_tags(connection: Connection, tags: list[tuple[list[str], UUID, int]]) -> None:
    statement = "UPDATE scene_manifests SET selected_reference_tags = ? WHERE project_id = ? AND scene_index = ?"
    run_rows(
        connection,
        statement,
        [SCENES.c.selected_reference_tags, SCENES.c.project_id, SCENES.c.scene_index],
        tags,
    )


_RULE_SET_COLUMNS = (
    "id",
    "name",
    "version",
    "digest",
    "language",
    "file",
    "source_text",
    "effective",
)
_DECISION_COLUMNS = (
    "project_id", "scene_index", "number", "made_at", "asked_by", "engine", "rule_set_id", "pool_id", "scene_id",
    "outcome", "digest", "seal", "meaning",
)  # fmt: skip
