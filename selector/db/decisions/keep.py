"""Decisions put on record: when, and who asked. Rows are only ever added.

A decision that says what the scene's newest one says adds none; the scene's picked tags are set all the same.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from selector import __version__
from selector.db.connections.bulk import add_rows, among, run_rows
from selector.db.connections.turns import take_turn
from selector.db.decisions.decision import seal_of
from selector.db.models import SceneManifest
from selector.db.tables.columns import raw, stored
from selector.db.tables.metadata import table_of
from selector.db.tables.own_tables import ContentRow, DecisionRow, RuleSetRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy import Connection

    from selector.db.decisions.decision import BuiltDecision

CONTENTS_TURN = "contents"
"""Who removes unused contents waits for all who may be about to use them."""

_SCENES, _DECISIONS = table_of(SceneManifest), table_of(DecisionRow)


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
    tags = raw(_SCENES.c.selected_reference_tags)
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
