"""R273: `prefer: full` at the top of a file, read as "full pictures in every shot".

Of tastes the nearest counts first, and the farther ones only break its ties. Once a shot rule
prefers face crops first, pictures that are still alike for it are all face crops or all full, and
what the top of the file says of crops decides nothing there any more.

In: compiled rules. Out: warnings, in no particular order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.engine.likes import in_force
from selector.language.conditions import CONDITIONS
from selector.language.conditions.crop import CROPS_PLURAL
from selector.language.shot_words.prefer import PREFER, is_crop
from selector.model.problem import Problem
from selector.model.vocabulary import CROPS
from selector.review.idle_lints import names_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selector.engine.rules import Rules
    from selector.language.taste import Written as WrittenTaste
    from selector.model.ruleset import Written


def crops_that_nearer_rules_turn_round(rules: Rules) -> Iterator[Problem]:
    """R273: the top of the file prefers one crop first, and a shot rule the other."""
    at_top = PREFER.written(rules.rule_set.words)
    if at_top is None:
        return
    crop = _first_crop(at_top)
    if crop is None:
        return
    (other,) = {*CROPS} - {crop}
    counting = in_force(rules.rule_set, PREFER)
    names = []
    for nearest, shot_rule in zip(counting, rules.rule_set.shots, strict=True):
        if _first_crop(nearest) == other:
            names.append(shot_rule.name)
    if names:
        yield Problem(
            at=at_top.at,
            code="R273",
            what=(
                f"This does not apply in every shot: in {names_of(names)} {CROPS_PLURAL[other]}"
                f" come first, because the nearer `{PREFER.key}` counts first."
            ),
            hint=f"To have it there as well, write `{PREFER.key}: {crop}` in those shot rules.",
        )


def _first_crop(written: Written[WrittenTaste] | None) -> str | None:
    """The crop that is preferred first; None if it is none, or nothing is written."""
    if written is None:
        return None
    first = PREFER.compiled(written.value, CONDITIONS)[0]
    if not is_crop(first):
        return None
    return first.word
