"""Which rules picked, whether they are at hand or only on record.

In: rules. Out: a value with what is printed about them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.model.frozen import frozen
from selector.model.vocabulary import MEANING

if TYPE_CHECKING:
    from selector.engine.compiled_rules import CompiledRules


@frozen
class RulesUsed:
    """A rule set: name, version and digest, its file as it was named, and how it was read.

    `target` is the id of the video model that it picks for, if it names one and that is known.
    """

    name: str
    version: str
    digest: str
    file: str
    meaning: int
    target: str | None = None


def rules_used(rules: CompiledRules) -> RulesUsed:
    """The value for rules that pick now."""
    model = rules.plan.target
    return RulesUsed(
        name=rules.name,
        version=rules.version,
        digest=rules.digest,
        file=rules.rule_set.source.name,
        meaning=MEANING,
        target=None if model is None else model.id,
    )
