"""Rules as they would be if their files extended other rules that come with selector.

Of files that extend one another it is the farthest that is not ours which can extend others: at its
top, or instead of what it extends now. What is advised has been tried: rules that could not be used
so are not offered.

In: rules, and the name of rules that come with selector. Out: where to write it, and the rules
after that.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from selector.among_threads import cached_property
from selector.data import comes_with_selector
from selector.engine.compile import compile_rules
from selector.engine.extended import laid_over
from selector.language.file_words.shot_names import SHOT_NAMES
from selector.model.problem import Location, errors_of
from selector.model.ruleset import Written
from selector.reading.rules.chain import with_parents
from selector.reading.rules.parents import given
from selector.reading.rules.rule_file import RuleFile, read_rule_file
from selector.reading.shot_vocabularies import with_names
from selector.reading.targets import known_models
from selector.reading.text.file import beside_on_disk

if TYPE_CHECKING:
    from selector.engine.rules import Rules
    from selector.model.ruleset import RuleSet


class ExtendingAnother:
    """Tries what rules would be if they extended others that come with selector."""

    def __init__(self, rules: Rules) -> None:
        """Begin with rules whose own file does not come with selector."""
        self._rules = rules
        self._tried: dict[str, Rules | None] = {}

    @property
    def extended(self) -> str:
        """What the file to edit extends now, as it is written; empty if it extends nothing."""
        for farthest in self._own[-1:]:
            if farthest.extends is not None:
                return farthest.extends.value
        return ""

    @property
    def parent(self) -> str:
        """The file to edit as another writes it that extends it; empty if it is that of the rules.

        That other may itself be extended.
        """
        between = len(self._own) - 2
        if between < 0:
            return ""
        return self._rules.rule_set.parents[between].name

    def after(self, name: str) -> Rules | None:
        """The rules if they extended the rules of that name; None if they could not be used."""
        if name not in self._tried:
            self._tried[name] = self._try(name)
        return self._tried[name]

    @cached_property
    def _own(self) -> list[RuleSet]:
        """The files that do not come with selector, each as it is by itself, the nearest first."""
        own = []
        for source in self._rules.rule_set.sources:
            if comes_with_selector(source.name):
                break
            read = read_rule_file(source).rule_set
            if read is not None:
                own.append(read)
        return own

    def _try(self, name: str) -> Rules | None:
        if not self._own:
            return None  # made of something else than text
        *nearer, farthest = self._own
        at = Location(source=farthest.source)
        edited = replace(farthest, extends=Written(value=name, at=at))
        laid = with_parents(RuleFile(rule_set=edited, problems=()), given({}), "").rule_set
        if laid is None:
            return None
        if nearer:
            nearest, *between = nearer
            laid = laid_over(nearest, [*(("", each) for each in between), ("", laid)])
        if SHOT_NAMES.key in laid.words:
            laid, problems = with_names(laid, beside_on_disk, None)
            if errors_of(problems):
                return None
        rules, problems = compile_rules(laid, known_models)
        if errors_of(problems):
            return None
        return rules
