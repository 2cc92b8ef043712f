"""R274: `label: regular`, read as "whoever is a regular".

A label is of one picture. An entry that asks for a label and for a crop takes only a picture that
has both, and of somebody whose full picture is labelled the face is another picture. `has` asks the
individual.

Said of entries that may ask for people, and that name no one: with `of` or `picture` beside it, a
label can only say which picture. And only where a crop matters: one that is asked for, or one that
this file prefers first.

In: compiled rules. Out: warnings, each at the label, in no particular order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from selector.engine.likes import in_force
from selector.language.conditions import CONDITIONS
from selector.language.conditions.crop import CROP, CROPS_PLURAL
from selector.language.conditions.has import HAS
from selector.language.conditions.label import LABEL
from selector.language.conditions.of import OF
from selector.language.conditions.picture import PICTURE
from selector.language.conditions.placed_as import PLACED_AS
from selector.language.conditions.type import TYPE
from selector.language.entry_lists.change import CHANGE
from selector.language.entry_lists.first import FIRST
from selector.language.entry_lists.limits import LIMITS
from selector.language.entry_lists.pin import PIN
from selector.language.entry_lists.priorities import PRIORITIES
from selector.language.shot_words.prefer import PREFER, is_crop
from selector.model.problem import Problem, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selector.engine.rules import Rules
    from selector.language.entry_list import HasLists
    from selector.language.taste import Written as WrittenTaste
    from selector.model.ruleset import Condition, Entry, Written

WrittenPrefer: TypeAlias = "Written[WrittenTaste]"

_TAKES = {
    PRIORITIES.key: "takes",
    CHANGE.key: "takes",
    FIRST.key: "takes",
    PIN.key: "sends",
    LIMITS.key: "counts",
}
"""What an entry of each list does with pictures; of those of other lists nothing is said."""
_SAYS_WHO = (HAS.key, OF.key, PICTURE.key, PLACED_AS.key)
_CHARACTER = "character"


def labels_of_people(rules: Rules) -> Iterator[Problem]:
    """R274: a label where a crop matters, and somebody with such a picture may be meant."""
    for holder, prefer in _holders(rules):
        for key, takes in _TAKES.items():
            for entry in holder.lists.get(key, ()):
                label = _label_of_somebody(entry)
                if label is not None:
                    preferred = PREFER.written(entry.words) or prefer
                    pictures = _pictures(entry, preferred, rules)
                    if pictures:
                        yield _problem(entry, label, f"{takes} only {pictures}")


def _holders(rules: Rules) -> Iterator[tuple[HasLists, WrittenPrefer | None]]:
    """What holds lists, with the `prefer` that counts there, if any does."""
    rule_set = rules.rule_set
    at_top = PREFER.written(rule_set.words)
    yield rule_set, at_top
    yield from zip(rule_set.shots, in_force(rule_set, PREFER), strict=True)
    for scene in rule_set.scenes:
        yield scene, PREFER.written(scene.words) or at_top


def _label_of_somebody(entry: Entry) -> Condition | None:
    """The condition on a label, if it may be meant to say who."""
    conditions = {condition.key: condition for condition in entry.conditions}
    if any(key in conditions for key in _SAYS_WHO):
        return None
    types = conditions.get(TYPE.key)
    if types is not None and _CHARACTER not in types.values:
        return None
    return conditions.get(LABEL.key)


def _pictures(entry: Entry, prefer: WrittenPrefer | None, rules: Rules) -> str:
    """What an entry with a label is limited to; nothing if no crop matters."""
    for condition in entry.conditions:
        if condition.key == CROP.key and len(condition.values) == 1:
            (crop,) = condition.values
            return CROPS_PLURAL[crop]
    if prefer is None or prefer.at.source is not rules.rule_set.source:
        return ""
    first = PREFER.compiled(prefer.value, CONDITIONS)[0]
    return "pictures" if is_crop(first) else ""


def _problem(entry: Entry, label: Condition, takes_only: str) -> Problem:
    name = shown(label.values[0])
    return Problem(
        at=label.at,
        code="R274",
        what=(
            f"A label belongs to one picture: `{shown(entry.name)}` {takes_only} that"
            f" have the label `{name}` themselves."
        ),
        hint=(
            "To ask for whoever has a picture with this label, write"
            f" `{HAS.key}: {{{LABEL.key}: {name}}}`. If you mean one picture of somebody, add"
            f" `{OF.key}` with the name."
        ),
    )
