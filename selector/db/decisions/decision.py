"""Decisions, ready to be stored: which rules chose what from what, and hashes of it all.

In: selections. Out: `BuiltDecision` values. Rule sets, pools and scenes are stored under the hash
of their content, so that each is stored once, however often it is decided on.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from selector.engine.digest import effective_form
from selector.model.frozen import frozen
from selector.record.canonical import canonical
from selector.record.format_2 import summary_of
from selector.record.format_3 import outcome_record, pool_record, scene_record
from selector.record.rule_texts import stored_text

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from selector.engine.compiled_rules import CompiledRules
    from selector.engine.pool import AssetPool
    from selector.engine.selection import Selection


@frozen
class Basis:
    """What a decision is made from; one basis has one outcome.

    `rule_set` has the values of its row; `pool` and `scene` are hash and text; `meaning` is how
    rules are read.
    """

    rule_set: tuple[Any, ...]
    pool: tuple[str, str]
    scene: tuple[str, str]
    meaning: int

    @property
    def key(self) -> tuple[str, str, str, int]:
        """The three hashes and the meaning, as in a decision's row."""
        rule_set_id = self.rule_set[0]
        pool_id, _ = self.pool
        scene_id, _ = self.scene
        return rule_set_id, pool_id, scene_id, self.meaning


@frozen
class BuiltDecision:
    """A decision ready to be stored.

    `reasons` has the kind of reason for each picture that the scene offers and that is left out.
    """

    scene_index: int
    basis: Basis
    outcome: str
    digest: str
    reasons: tuple[str, ...]
    left_out: tuple[str, ...]


class DecisionBuilder:
    """Makes decisions of selections; the texts of the last rules and the last pool are cached."""

    def __init__(self) -> None:
        self._rules: CompiledRules | None = None
        self._rule_set: tuple[Any, ...] = ()
        self._pool: AssetPool | None = None
        self._pool_content = ("", "")

    def basis(self, selection: Selection) -> Basis:
        """What this selection was made from.

        This does not work out any reasons, unless the rules ask about the scenes before: then the
        answers that reasons and notes need belong to it.
        """
        if self._rules is not selection.rules:
            self._rules = selection.rules
            self._rule_set = rule_set_values(self._rules)
            self._pool = None
        facts = self._rules.facts
        if self._pool is not selection.pool:
            self._pool = selection.pool
            self._pool_content = _content(pool_record(self._pool, facts))
        if selection.earlier is not None:
            selection.explained()
            _ = selection.notes  # these ask, too
        return Basis(
            rule_set=self._rule_set,
            pool=self._pool_content,
            scene=_content(scene_record(selection.scene, facts, selection.earlier)),
            meaning=selection.meaning,
        )

    def build(
        self,
        scene_index: int,
        selection: Selection,
        basis: Basis | None = None,
    ) -> BuiltDecision:
        """Make the decision, with all its reasons.

        Args:
            scene_index: The scene's key.
            selection: What was picked.
            basis: What `basis` returned for the selection, if the caller has it.

        Returns:
            The decision.
        """
        basis = basis or self.basis(selection)
        record = outcome_record(selection)
        outcome = canonical(record)
        rule_set_id, pool_id, scene_id, _ = basis.key
        return BuiltDecision(
            scene_index=scene_index,
            basis=basis,
            outcome=outcome,
            digest=content_digest(rule_set_id, pool_id, scene_id, outcome),
            reasons=summary_of(record).reasons,
            left_out=tuple([each["tag"] for each in record["passed_over"]]),
        )


def rule_set_values(rules: CompiledRules) -> tuple[Any, ...]:
    """The values of a `selector_rule_sets` row; the first is the hash of the rest."""
    source = rules.rule_set.source
    effective = canonical(effective_form(rules.plan, rules.rule_set.language))
    values = (
        rules.name,
        rules.version,
        rules.digest,
        rules.rule_set.language,
        source.name,
        stored_text(rules.rule_set),
        effective,
    )
    return (hash_of(canonical(values)), *values)


def content_digest(rule_set_id: str, pool_id: str, scene_id: str, outcome: str) -> str:
    """The hash of what was decided, from what, and by which rules.

    Args:
        rule_set_id: The hash of the rule set's row.
        pool_id: The hash of the pool's text.
        scene_id: The hash of the scene's text.
        outcome: The outcome's text, which says the meaning too.

    Returns:
        A SHA-256, in hexadecimal.
    """
    return hash_of(f"{rule_set_id}\n{pool_id}\n{scene_id}\n{outcome}")


def seal_of(
    project_id: UUID,
    scene_index: int,
    number: int,
    made_at: datetime,
    by: str | None,
    engine: str,
    digest: str,
) -> str:
    """The hash of a decision's whole row, which an edit by hand breaks.

    Args:
        project_id: The row's values, in this order.
        scene_index: The scene's key.
        number: The decision's number within its scene.
        made_at: When it was made, in UTC.
        by: Who or what wanted it.
        engine: The version of selector that made it.
        digest: The hash of what was decided.

    Returns:
        A SHA-256, in hexadecimal.
    """
    values = (project_id, scene_index, number, made_at.isoformat(), canonical(by), engine, digest)
    return hash_of("\n".join(map(str, values)))


def hash_of(text: str) -> str:
    """The SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def _content(record: object) -> tuple[str, str]:
    text = canonical(record)
    return hash_of(text), text
