"""Write decisions, unless a scene's newest decision is the same. Rows are only added.

In: selections of scenes that are in the database. Out: what became of each. A selection is the same
decision if it was made from the same: the hashes of rules, pool and scene, and the meaning, show
it, and nothing is explained or written for it. The scene's picked tags are set anyway.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, select

from selector.among_threads import cached_property
from selector.db.connections.bulk import add_rows, among, run_rows
from selector.db.connections.database_problems import ignored, problem
from selector.db.connections.turns import take_turn
from selector.db.decisions.basis_cache import BasisCache
from selector.db.decisions.decision import DecisionBuilder, content_digest, seal_of
from selector.db.tables.columns import raw, stored
from selector.db.tables.own_tables import CONTENTS, DECISIONS, RULE_SETS, newest_number
from selector.db.tables.pipeline_tables import SCENES
from selector.model.frozen import frozen
from selector.record.changed import Change
from selector.record.formats import summary_of
from selector.release import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy import Connection

    from selector.db.decisions.change_finder import ChangeFinder
    from selector.db.decisions.decision import Basis, BuiltDecision
    from selector.engine.selection import Selection
    from selector.record.outcome import Summary

CONTENTS_TURN = "contents"
"""The turn of those who use contents; whoever removes unused ones waits for them."""


@frozen
class StoredDecision:
    """What became of one selection.

    `number` is that of the scene's newest decision now; `is_new` says if this selection made it.
    `reasons` has the kind of reason for each picture that the scene offers and that is left out.
    `change` is what changed since the decision before, if other pictures or files are sent now.
    """

    number: int
    is_new: bool
    reasons: tuple[str, ...]
    left_out: tuple[str, ...]
    change: Change | None = None


class DecisionStore:
    """Stores selections of one project, in batches; what they share is written and read once.

    With `compares_files`, what a pipeline recorded that it sent is compared with what goes now,
    even where the decision is the same.

    Attributes:
        scenes_tagged: The keys of the scenes whose picked tags were written.
    """

    def __init__(
        self,
        connection: Connection,
        project_id: UUID,
        by: str | None,
        builder: DecisionBuilder | None = None,
        *,
        compares_files: bool = True,
    ) -> None:
        self._connection = connection
        self._project_id = project_id
        self._by = by
        self._builder = builder or DecisionBuilder()
        self._cache = BasisCache(connection)
        self._compares_files = compares_files
        self._same_rules: dict[tuple[str, str], bool] = {}
        self._written: set[str] = set()
        self.scenes_tagged: set[int] = set()

    def put(self, chosen: Sequence[tuple[int, Selection]]) -> list[StoredDecision]:
        """Store selections of different scenes, by their keys, and set the scenes' picked tags.

        Returns:
            What became of each selection, in order.
        """
        keys = [key for key, _ in chosen]
        newest = _newest(self._connection, self._project_id, keys)
        done: dict[int, StoredDecision] = {}
        new: list[BuiltDecision] = []
        tags: list[tuple[list[str], UUID, int]] = []
        for key, selection in chosen:
            before = newest[key]
            if stored(before.tags) != list(selection.tags):
                tags.append((list(selection.tags), self._project_id, key))
            basis = self._builder.basis(selection)
            known: Summary | BuiltDecision | None = self._summary_of_the_same(
                before, basis, selection
            )
            if known is None:
                built = self._builder.build(key, selection, basis)
                known = built
                if (built.digest, built.outcome) != (before.digest, before.outcome):
                    new.append(built)
            number = before.number or 0
            done[key] = StoredDecision(
                number=number,
                is_new=False,
                reasons=known.reasons,
                left_out=known.left_out,
            )
        changes = self._changes_since(newest, new, dict(chosen))
        for each in new:
            key = each.scene_index
            done[key] = StoredDecision(
                number=(newest[key].number or 0) + 1,
                is_new=True,
                reasons=each.reasons,
                left_out=each.left_out,
            )
        for key, change in changes.items():
            done[key] = replace(done[key], change=change)
        if new:
            numbers = {each.scene_index: done[each.scene_index].number for each in new}
            _add(self._connection, self._project_id, new, numbers, self._by, self._written)
        if tags:
            _set_tags(self._connection, tags, newest)
            self.scenes_tagged.update(key for _, _, key in tags)
        return [done[key] for key in keys]

    def _changes_since(
        self,
        newest: dict[int, Any],
        new: Sequence[BuiltDecision],
        chosen: dict[int, Selection],
    ) -> dict[int, Change | None]:
        """What changed since the decisions before, by the scenes' keys.

        Args:
            newest: The decisions before.
            new: The selections that are decisions of their own.
            chosen: All selections.
        """
        made = {each.scene_index for each in new}
        again = [key for key in chosen if newest[key].number is not None]
        if not again:
            return {}
        finder = self._change_finder
        if self._compares_files:
            finder.went.read(again)
        keys = []
        for key in again:
            number = newest[key].number
            if key in made or finder.went.is_recorded(key, number):
                keys.append(key)
        if not keys:
            return {}
        found = finder.changes([(newest[key], chosen[key]) for key in keys])
        return dict(zip(keys, found, strict=True))

    @cached_property
    def _change_finder(self) -> ChangeFinder:
        from selector.db.decisions.change_finder import (  # noqa: PLC0415  # not for a first pick
            ChangeFinder,
        )

        return ChangeFinder(self._connection, self._cache, self._project_id)

    def _summary_of_the_same(
        self,
        before: Any,  # noqa: ANN401  # a row of `_newest`
        basis: Basis,
        selection: Selection,
    ) -> Summary | None:
        """What is on record, if the newest decision has the same basis and the same picks."""
        rule_set, *rest = basis.key
        if [before.pool_id, before.scene_id, before.meaning] != rest:
            return None
        if not self._are_same_rules(before.rule_set_id, rule_set, basis):
            return None
        try:
            summary = summary_of(before.outcome)
        except ValueError:
            return None
        if list(summary.places) != selection.places:
            return None
        digest = content_digest(before.rule_set_id, before.pool_id, before.scene_id, before.outcome)
        if digest != before.digest:
            return None
        return summary

    def _are_same_rules(self, before: str, now: str, basis: Basis) -> bool:
        """Say if two rule sets are the same to the letter, wherever their files are."""
        if before == now:
            return True
        if (before, now) not in self._same_rules:
            found = self._cache.find_rule_set(before)
            ours = _without_file(basis.rule_set)
            is_same = found is not None and _without_file(found) == ours
            self._same_rules[before, now] = is_same
        return self._same_rules[before, now]


def _without_file(rule_set: Sequence[Any]) -> list[Any]:
    """The values of a rule set's row that do not depend on where its file is."""
    values = zip(_RULE_SET_COLUMNS, rule_set, strict=True)
    return [value for name, value in values if name not in ("id", "file")]


def _newest(connection: Connection, project_id: UUID, keys: list[int]) -> dict[int, Any]:
    """For each scene its newest decision, if any, and its picked tags; other writers now wait."""
    its = (SCENES.c.project_id == project_id) & among(SCENES.c.scene_index, keys)
    if connection.dialect.name == "postgresql":
        query = select(SCENES.c.scene_index).where(its)
        query = query.order_by(SCENES.c.scene_index).with_for_update(key_share=True)
        connection.execute(query).all()
    newest = and_(
        DECISIONS.c.project_id == SCENES.c.project_id,
        DECISIONS.c.scene_index == SCENES.c.scene_index,
        DECISIONS.c.number == newest_number(SCENES),
    )
    query = (
        select(
            SCENES.c.scene_index,
            raw(SCENES.c.selected_reference_tags).label("tags"),
            *DECISIONS.c["number", "rule_set_id", "pool_id", "scene_id"],
            *DECISIONS.c["meaning", "digest", "outcome"],
        )
        .join_from(SCENES, DECISIONS, newest, isouter=True)
        .where(its)
    )
    return {row.scene_index: row for row in connection.execute(query)}


def _add(
    connection: Connection,
    project_id: UUID,
    new: Sequence[BuiltDecision],
    numbers: dict[int, int],
    by: str | None,
    written: set[str],
) -> None:
    """Write new decisions and what they were made from.

    Args:
        connection: Where to write.
        project_id: The project.
        new: The decisions.
        numbers: Their numbers, by the scenes' keys.
        by: Who or what wants them.
        written: The rule sets and pools that are there already; gets those of these decisions. One
            that was sent again would not be counted as written, and be looked for.
    """
    take_turn(connection, CONTENTS_TURN, shared=True)
    now = datetime.now(UTC)
    rule_sets: dict[str, tuple[Any, ...]] = {}
    contents: dict[str, str] = {}
    shared: set[str] = set()
    rows = []
    for each in new:
        basis = each.basis
        rule_set, pool, scene, meaning = basis.key
        contents.update([basis.scene])
        if rule_set not in written:
            rule_sets[rule_set] = basis.rule_set
        if pool not in written:
            contents.update([basis.pool])
        shared |= {rule_set, pool}
        number = numbers[each.scene_index]
        seal = seal_of(project_id, each.scene_index, number, now, by, __version__, each.digest)
        rows.append((
            project_id, each.scene_index, number, now, by, __version__,
            rule_set, pool, scene, each.outcome, each.digest, seal, meaning,
        ))  # fmt: skip
    unless_there = " ON CONFLICT (id) DO NOTHING"
    add_rows(connection, RULE_SETS, _RULE_SET_COLUMNS, rule_sets.values(), unless_there)
    add_rows(connection, CONTENTS, ("id", "body"), sorted(contents.items()), unless_there)
    add_rows(connection, DECISIONS, _DECISION_COLUMNS, rows)
    written |= shared


def _set_tags(
    connection: Connection, tags: list[tuple[list[str], UUID, int]], newest: dict[int, Any]
) -> None:
    statement = (
        "UPDATE scene_manifests SET selected_reference_tags = ?"
        " WHERE project_id = ? AND scene_index = ?"
    )
    columns = SCENES.c["selected_reference_tags", "project_id", "scene_index"]
    if run_rows(connection, statement, list(columns), tags) != len(tags):
        _must_be_set(connection, tags, newest)


def _must_be_set(
    connection: Connection, tags: list[tuple[list[str], UUID, int]], newest: dict[int, Any]
) -> None:
    """Refuse a database that lets the tags be as they were, and says nothing.

    Args:
        connection: Where they were written.
        tags: The tags with the project and the key of the scene.
        newest: What the scenes had before.

    Raises:
        ProblemError: A scene still has its tags (D612).
    """
    keys = [key for _, _, key in tags]
    project_id = tags[0][1]
    query = select(SCENES.c.scene_index, raw(SCENES.c.selected_reference_tags).label("tags"))
    query = query.where(SCENES.c.project_id == project_id, among(SCENES.c.scene_index, keys))
    for row in connection.execute(query):
        if row.tags == newest[row.scene_index].tags:
            raise problem(connection, *ignored(SCENES.name))


_RULE_SET_COLUMNS = (
    "id", "name", "version", "digest", "language", "file", "source_text", "effective",
)  # fmt: skip
_DECISION_COLUMNS = (
    "project_id", "scene_index", "number", "made_at", "asked_by", "engine", "rule_set_id",
    "pool_id", "scene_id", "outcome", "digest", "seal", "meaning",
)  # fmt: skip
