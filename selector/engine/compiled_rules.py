"""A rule set with every name looked up: what a selection says of the rules that made it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.among_threads import cached_property
from selector.engine.digest import digest_of, effective_form

if TYPE_CHECKING:
    from selector.engine.plan import Plan
    from selector.model.ruleset import RuleSet


class CompiledRules:
    """One rule set as it is written, and as it is read.

    Attributes:
        rule_set: What the file says, with locations.
        plan: The same with every name looked up; prints as text.
        name: The name of the rule set.
        version: Its version.
    """

    def __init__(self, rule_set: RuleSet, plan: Plan) -> None:
        self.rule_set = rule_set
        self.plan = plan
        self.name = rule_set.name
        self.version = rule_set.version

    @cached_property
    def digest(self) -> str:
        """`sha256:…`: changes with anything that can change a pick.

        Layout, comments and reasons never change it.
        """
        return digest_of(effective_form(self.plan, self.rule_set.language))

    @cached_property
    def facts(self) -> frozenset[str]:
        """What picks may depend on besides roles, tags and what is known of each picture.

        The names are those of `record.format_3`: a decision stores these facts for replay.
        """
        return frozenset(fact for each in self.plan.requirements() for fact in each.word.reads)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name} {self.version}>"
