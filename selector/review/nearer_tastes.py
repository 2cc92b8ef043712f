"""R273: `prefer: full` at the top of a file, read as "full pictures in every shot".

Of tastes the nearest counts first, and the farther ones only break its ties. Once a shot rule
prefers face crops first, pictures that are still alike for it are all face crops or all full, and
what the top of the file says of crops decides nothing there any more. A shot rule that lists both
crops picks the same and says that its writer knows: nothing is said of it.

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
    crops = _crops(at_top)
    if not crops:
        return
    crop = crops[0]
    (other,) = {*CROPS} - {crop}
    counting = in_force(rules.rule_set, PREFER)
    names = []
    for nearest, shot_rule in zip(counting, rules.rule_set.shots, strict=True):
        if nearest is not None and _crops(nearest) == [other]:
            names.append(shot_rule.name)
    if names:
        yield Problem(
            at=at_top.at,
            code="R273",
            what=(
                f"This does not apply in every shot: in {names_of(names)}, {CROPS_PLURAL[other]}"
                f" come first, because the `{PREFER.key}` of a shot rule counts before that at the"
                " top of the file."
            ),
            hint=(
                f"To prefer {CROPS_PLURAL[crop]} there too, write `{PREFER.key}: {crop}` in those"
                f" shot rules. If {CROPS_PLURAL[other]} should stay first there, write"
                f" `{PREFER.key}: [{other}, {crop}]`."
            ),
        )


def _crops(written: Written[WrittenTaste]) -> list[str]:
    """The crops that are preferred, the first one first; none if something else comes first."""
    items = PREFER.compiled(written.value, CONDITIONS)
    if not is_crop(items[0]):
        return []
    return [item.word for item in items if is_crop(item)]
