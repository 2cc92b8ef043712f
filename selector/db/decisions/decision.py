"""Selections in; decisions out, ready to be kept: which rules chose what from what, and the hashes that hold it.

Rule sets, pools and scenes go under the hash of what they say, so that each is kept once, however often it decides.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from selector.engine.digest import effective_form
from selector.record.canonical import canonical
from selector.record.format_2 import outcome_record, pool_record, scene_record, summary_of

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from selector.engine.pool import AssetPool
    from selector.engine.rules import Rules
    from selector.engine.selection import Selection


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What decides: the values of a rule set's row, pool and scene as hash and text, and how rules are read.

    One basis has one outcome.
    """

    rule_set: tuple[Any, ...]
    pool: tuple[str, str]
    scene: tuple[str, str]
    meaning: int

    @property
    def key(self) -> tuple[str, str, str, int]:
        """The three hashes and the meaning, as they stand in a decision's row."""
        return self.rule_set[0], self.pool[0], self.scene[0], self.meaning


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltDecision:
    """A decision ready to be kept. `reasons` are the kinds of reasons for what the scene offers and does not send."""

    scene_index: int
    basis: Basis
    outcome: str
    digest: str
    reasons: tuple[str, ...]


class DecisionBuilder:
    """Makes decisions of the selections of one run; remembers the texts of the rules and the pool it met last."""

    def __init__(self) -> None:
        self._rules: tuple[Rules | None, tuple[Any, ...]] = (None, ())
        self._pool: tuple[AssetPool | None, tuple[str, str]] = (None, ("", ""))

    def basis(self, selection: Selection) -> Basis:
        """What this selection was made from; nothing is explained for it."""
        if self._rules[0] is not selection.rules:
            self._rules = (selection.rules, rule_set_values(selection.rules))
        if self._pool[0] is not selection.pool:
            self._pool = (selection.pool, _content(pool_record(selection.pool)))
        return Basis(
            rule_set=self._rules[1],
            pool=self._pool[1],
            scene=_content(scene_record(selection.scene)),
            meaning=selection.meaning,
        )

    def build(
        self, scene_index: int, selection: Selection, basis: Basis | None = None
    ) -> BuiltDecision:
        """The decision that this selection is, for the scene of that index, with all its reasons."""
        basis = basis or self.basis(selection)
        record = outcome_record(selection)
        outcome = canonical(record)
        return BuiltDecision(
            scene_index=scene_index,
            basis=basis,
            outcome=outcome,
            digest=content_digest(basis.rule_set[0], basis.pool[0], basis.scene[0], outcome),
            reasons=summary_of(record).reasons,
        )


def rule_set_values(rules: Rules) -> tuple[Any, ...]:
    """The values of a `selector_rule_sets` row; the first is the hash of the rest."""
    source = rules.rule_set.source
    effective = canonical(effective_form(rules.plan, rules.rule_set.language))
    values = (
        rules.name, rules.version, rules.digest, rules.rule_set.language, source.name, source.text, effective
    )  # fmt: skip
    return (hash_of(canonical(values)), *values)


def content_digest(rule_set_id: str, pool_id: str, scene_id: str, outcome: str) -> str:
    """The hash of what was decided, from what, by which rules; the outcome says under which meaning."""
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
    """The hash of a whole row, which an edit by hand breaks."""
    return hash_of(
        f"{project_id}\n{scene_index}\n{number}\n{made_at.isoformat()}\n{canonical(by)}\n{engine}\n{digest}"
    )


def hash_of(text: str) -> str:
    """The SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def _content(record: object) -> tuple[str, str]:
    text = canonical(record)
    return hash_of(text), text
