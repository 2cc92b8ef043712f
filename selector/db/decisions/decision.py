"""Selections in; decisions out, ready to be kept: which rules chose what from what, and the hashes that hold it.

Rule sets, pools and scenes go under the hash of what they say, so that each is kept once, however often it decides.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from selector.engine.digest import effective_form
from selector.engine.inputs import pool_record, scene_record
from selector.engine.record import canonical, record_of

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from selector.engine.pool import AssetPool
    from selector.engine.rules import Rules
    from selector.engine.selection import Selection


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
