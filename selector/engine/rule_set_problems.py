"""What is wrong with a rule set as a whole: names that lead nowhere, clash or repeat.

In: a rule set as written. Out: its problems of meaning, R211 and R221 to R231, each at the place
where it can be put right. Each check is linear in what is written. What edits of inherited entries
get wrong is in `edit_problems`, which needs names that all lead somewhere.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from selector.engine.likes import liked_rules, way_from
from selector.language.conditions import CONDITIONS
from selector.language.entry_lists import entries_of
from selector.language.entry_lists.change import CHANGE
from selector.language.entry_lists.instead import INSTEAD
from selector.language.entry_lists.limits import LIMITS
from selector.language.entry_lists.never import NEVER
from selector.language.entry_lists.pin import PIN
from selector.language.entry_lists.priorities import PRIORITIES
from selector.language.entry_words.use import USE
from selector.language.kinds.conditions_within import Conditions
from selector.language.kinds.count_of import CountOf
from selector.language.scene_conditions import SCENE_CONDITIONS
from selector.language.shot_words import TASTES
from selector.model.near_names import RUN, NearNames, nearest
from selector.model.phrases import listed
from selector.model.problem import Location, Problem, Related, shown
from selector.model.ruleset import (
    Condition,
    Entry,
    Place,
    RuleSet,
    SceneRule,
    ShotRule,
    Written,
    WrittenWords,
)
from selector.model.scene_number import LONGEST, likeness, scene_number
from selector.model.vocabulary import fold, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from selector.language.condition import ConditionWord
    from selector.language.entry_list import EntryList

NO_SUCH_SHOT_RULE = ("R211", "R222", "R229")
"""The codes of problems at the name of a shot rule that is not there, or says nothing."""
_FEW = 12
"""How many names a message lists."""
_MOST_ENTRIES = 20_000
"""Of one list in all shot rules, with what `like` adds: a few bytes may make a million."""


def problems_of(rule_set: RuleSet) -> Iterator[Problem]:
    """Everything that is wrong with the names, entries and chains of a rule set."""
    for check in _CHECKS:
        yield from check(rule_set)


def no_default(rule_set: RuleSet) -> Iterator[Problem]:
    """R221: no shot rule is named `default`."""
    names = [shot_rule.name for shot_rule in rule_set.shots]
    if "default" in map(fold, names):
        return
    near = nearest("default", names)
    what_to_do = "Add a shot rule named `default`"
    if near:
        what_to_do = f"Rename `{near}` to `default`"
    yield Problem(
        at=rule_set.at,
        code="R221",
        what="There is no `default` shot rule.",
        hint=f"{what_to_do}: it serves every shot type that no other rule names.",
    )


def no_priorities(rule_set: RuleSet) -> Iterator[Problem]:
    """R211: a shot rule has neither priorities nor `like`, in any of the files that it is from.

    Of a file that extends no other this is found by hand.
    """
    if rule_set.extends is None:
        return
    spelled = _named_by_a_spelling(rule_set)
    for shot_rule in rule_set.shots:
        if fold(shot_rule.name) in spelled:  # which says what to do
            continue
        if shot_rule.like is None and PRIORITIES.written(shot_rule) is None:
            what = f"The shot rule `{shown(shot_rule.name)}` has neither `priorities` nor `like`."
            hint = "Add its priorities, or `like:` and the name of another shot rule."
            yield Problem(
                at=shot_rule.at,
                code="R211",
                what=what,
                hint=hint,
            )


def unknown_likes(rule_set: RuleSet) -> Iterator[Problem]:
    """R222: `like` names a shot rule that this file does not have.

    A missing `default` is reported by R221.
    """
    names = {fold(shot_rule.name): shot_rule.name for shot_rule in rule_set.shots}
    known = {*names, "default"}
    near_names = NearNames(names.values(), steps=RUN)
    spelt = _rules_by_spelling(rule_set)
    for shot_rule in rule_set.shots:
        if shot_rule.like is None or fold(shot_rule.like.value) in known:
            continue
        like = shot_rule.like.value
        itself = names[fold(shot_rule.name)]
        meant = spelt.get(fold(like), shot_rule)
        if meant is not shot_rule:
            hint = (
                f"That is a spelling of `{shown(meant.name)}`. Write `like: {shown(meant.name)}`."
            )
        else:
            hint = near_names.did_you_mean(like, apart_from=itself) or _other_rules(names, itself)
        yield Problem(
            at=shot_rule.like.at,
            code="R222",
            what=f"No shot rule is named `{shown(like)}`.",
            hint=hint,
        )


def _rules_by_spelling(rule_set: RuleSet) -> dict[str, ShotRule]:
    found = {}
    for shot_rule in rule_set.shots:
        for spelling in shot_rule.spellings:
            found[fold(spelling.value)] = shot_rule
    return found


def _other_rules(names: dict[str, str], itself: str) -> str:
    others = _quoted_few((name for name in names.values() if name != itself), "others")
    others = others or ["`default`"]
    return f"`like` takes the name of another shot rule: {listed(others, 'or')}."


def like_circles(rule_set: RuleSet) -> Iterator[Problem]:
    """R223: following `like` from a shot rule leads back to it.

    Each circle is reported once, at its first rule.
    """
    liked = liked_rules(rule_set)
    reported: set[int] = set()
    for shot_rule in rule_set.shots:
        if shot_rule.like is None or id(shot_rule) in reported:
            continue
        chain = way_from(shot_rule, liked)
        if liked.get(id(chain[-1])) is not shot_rule:
            continue
        reported.update(map(id, chain))
        names = " → ".join(_quoted_few((each.name for each in (*chain, shot_rule)), "…"))
        yield Problem(
            at=shot_rule.like.at,
            code="R223",
            what=f"`like` is circular: {names}.",
            hint="Give one of them its own `priorities` and delete its `like`.",
        )


def clashing_names(rule_set: RuleSet) -> Iterator[Problem]:
    """R224: the names of two shot rules are the same once they are folded."""
    taken: dict[str, ShotRule] = {}
    for shot_rule in rule_set.shots:
        other = taken.setdefault(fold(shot_rule.name), shot_rule)
        if other is shot_rule:
            continue
        names = f"`{shown(shot_rule.name)}` and `{shown(other.name)}`"
        yield Problem(
            at=shot_rule.at,
            code="R224",
            what=f"The shot rules {names} have the same name.",
            hint=(
                "Merge the two, or rename one."
                " Case, spaces, hyphens and underscores make no difference."
            ),
            related=(Related(at=other.at, what="The first is here"),),
        )


def clashing_spellings(rule_set: RuleSet) -> Iterator[Problem]:
    """R225: a spelling is the name or a spelling of another shot rule, once both are folded."""
    spelled = _named_by_a_spelling(rule_set)
    taken: dict[str, tuple[ShotRule, Location]] = {}
    for shot_rule in rule_set.shots:
        taken.setdefault(fold(shot_rule.name), (shot_rule, shot_rule.at))
    for shot_rule in rule_set.shots:
        for spelling in shot_rule.spellings:
            folded = fold(spelling.value)
            taker, at = taken.setdefault(folded, (shot_rule, spelling.at))
            if taker is shot_rule or not folded:
                continue
            if spelled.get(folded) is shot_rule:
                name = shown(shot_rule.name)
                yield Problem(
                    at=taker.at,
                    code="R225",
                    what=f"`{shown(taker.name)}` is a spelling of the shot rule `{name}`.",
                    hint=f"Write `{name}`, or choose another name.",
                    related=(Related(at=spelling.at, what="It is a spelling here"),),
                )
                continue
            written, name = shown(spelling.value), shown(taker.name)
            yield Problem(
                at=spelling.at,
                code="R225",
                what=f"The spelling `{written}` already belongs to the shot rule `{name}`.",
                hint="Keep it in only one shot rule.",
                related=(Related(at=at, what="Already used here"),),
            )


def _named_by_a_spelling(rule_set: RuleSet) -> dict[str, ShotRule]:
    """The inherited shot rules that a file calls by a spelling, by that spelling, folded."""
    own = set()
    spelled = {}
    for shot_rule in rule_set.shots:
        if shot_rule.at.source == rule_set.at.source:
            own.add(fold(shot_rule.name))
        for spelling in shot_rule.spellings:
            if spelling.at.source != rule_set.at.source:
                spelled[fold(spelling.value)] = shot_rule
    return {name: spelled[name] for name in own & spelled.keys()}


def unknown_uses(rule_set: RuleSet) -> Iterator[Problem]:
    """R229: `use` names a shot rule that this file does not have."""
    names = {fold(shot_rule.name): shot_rule.name for shot_rule in rule_set.shots}
    near_names = NearNames(names.values(), steps=RUN)
    for written in _uses(rule_set):
        if fold(written.value) in {*names, "default"}:
            continue
        others = listed(_quoted_few(names.values(), "others"), "or")
        use = shown(written.value)
        yield Problem(
            at=written.at,
            code="R229",
            what=f"No shot rule is named `{use}`.",
            hint=near_names.did_you_mean(written.value)
            or f"`{USE.key}` takes the name of a shot rule: {others}.",
        )


def _uses(rule_set: RuleSet) -> Iterator[Written[str]]:
    words = [scene.words for scene in rule_set.scenes]
    words += [entry.words for entry in INSTEAD.written(rule_set) or ()]
    yield from filter(None, map(USE.written, words))


def clashing_scenes(rule_set: RuleSet) -> Iterator[Problem]:
    """R230: two scenes of a rule file have one number, such as `12` and `012`."""
    taken: dict[str, SceneRule] = {}
    for scene in rule_set.scenes:
        number = scene_number(scene.number)
        if number is None:
            continue
        other = taken.setdefault(likeness(number), scene)
        if other is scene:
            continue
        yield Problem(
            at=scene.at,
            code="R230",
            what=f"`{shown(scene.number)}` and `{shown(other.number)}` are the same scene.",
            hint="Merge the two.",
            related=(Related(at=other.at, what="The first is here"),),
        )


def scenes_without_number(rule_set: RuleSet) -> Iterator[Problem]:
    """R231: no scene can have such a number."""
    for scene in rule_set.scenes:
        if scene_number(scene.number) is None:
            number = shown(scene.number)
            yield Problem(
                at=scene.at,
                code="R231",
                what=f"No scene can have the number `{number}`.",
                hint=f"Write a number such as 3, 12A or SH020, of at most {LONGEST} characters.",
            )


def repeated_names(rule_set: RuleSet) -> Iterator[Problem]:
    """R226: two entries of one list share a name, or have names that look alike.

    In a list that may hold edits, this is found when they are made.
    """
    first: dict[tuple[Place, str, str], Entry] = {}
    for place, entry_list, entry in entries_of(rule_set):
        if entry_list.edits:
            continue
        name = plain(entry.name)
        earlier = first.setdefault((place, entry_list.key, name), entry)
        if earlier is entry:
            continue
        entries = entry_list.entries
        names = f"Two {entries} {place.of} are named"
        yield Problem(
            at=entry.at,
            code="R226",
            what=f"{names} `{shown(plain(entry.name))}`.",
            hint=f"Explanations refer to {entries} by name: give each a name of its own.",
            related=(Related(at=earlier.at, what="The first is here"),),
        )


def unreachable_names(rule_set: RuleSet) -> Iterator[Problem]:
    """R227: nothing is left of a shot rule's name or spelling once it is folded."""
    for shot_rule in rule_set.shots:
        name = Written(value=shot_rule.name, at=shot_rule.at)
        for written in (name, *shot_rule.spellings):
            if fold(written.value):
                continue
            what = f"No scene can ask for `{shown(written.value)}`: it has no letters or digits."
            if not written.value:
                what = "No scene can ask for an empty name."
            yield Problem(
                at=written.at,
                code="R227",
                what=what,
                hint="Write a name with letters or digits.",
            )


def conditions_of_nothing(rule_set: RuleSet) -> Iterator[Problem]:
    """R228: nothing can meet a condition, such as one on a text without letters or digits."""
    for _, _, entry in entries_of(rule_set):
        yield from _of_nothing(entry.conditions, CONDITIONS)
        yield from _of_nothing(entry.when, SCENE_CONDITIONS)
    for words in _all_words(rule_set):
        for taste in TASTES.values():
            for item in taste.value(words) or ():
                if not isinstance(item, str):
                    yield from _of_nothing(item, CONDITIONS)


def _all_words(rule_set: RuleSet) -> Iterator[WrittenWords]:
    """The words that stand anywhere: at the top, in shot rules, in entries."""
    yield rule_set.words
    for shot_rule in rule_set.shots:
        yield shot_rule.words
    for scene in rule_set.scenes:
        yield scene.words
    for _, _, entry in entries_of(rule_set):
        yield entry.words


def _of_nothing(
    conditions: Iterable[Condition], table: Mapping[str, ConditionWord]
) -> Iterator[Problem]:
    """The same of some conditions, and of those inside them."""
    for condition in conditions:
        word = table[condition.key]
        if isinstance(word.kind, Conditions):
            for group in condition.values:
                yield from _of_nothing(group, table)
            continue
        yield from _values_of_nothing(condition, word)
        if isinstance(word.kind, CountOf):
            for count in condition.values:
                yield from _of_nothing(count.conditions, word.kind.table())


def _values_of_nothing(condition: Condition, word: ConditionWord) -> Iterator[Problem]:
    for value in condition.values:
        nothing = word.kind.of_nothing(value)
        if nothing is None:
            continue
        met_by_none = f"`{condition.key}: {shown(nothing.written)}` {nothing.why}"
        yield Problem(
            at=condition.at,
            code="R228",
            what=f"{met_by_none}, so nothing can match it.",
            hint=nothing.what_to_do,
        )


def too_many_priorities(rule_set: RuleSet) -> Iterator[Problem]:
    """R214: with `like` applied, the shot rules have more entries than anybody can want."""
    for entry_list in (PRIORITIES, NEVER, PIN, LIMITS):
        total = sum(_counts(rule_set, entry_list).values())
        if total > _MOST_ENTRIES:
            have = f"With `like` applied, the shot rules have {total:,} {entry_list.entries}"
            yield Problem(
                at=rule_set.at,
                code="R214",
                what=f"{have}; the limit is {_MOST_ENTRIES:,}.",
                hint="Is this the right file? If so, delete the shot rules that no scene needs.",
            )


def _counts(rule_set: RuleSet, entry_list: EntryList) -> dict[int, int]:
    """The most entries of a list that each shot rule can have with `like` and `change` applied.

    By identity. Linear: a chain is followed only up to a rule whose count is known.
    """
    liked = liked_rules(rule_set)
    counts: dict[int, int] = {}
    for shot_rule in rule_set.shots:
        unknown: dict[int, ShotRule] = {}
        following: ShotRule | None = shot_rule
        while following and id(following) not in counts and id(following) not in unknown:
            unknown[id(following)] = following
            following = liked.get(id(following))
        count = counts.get(id(following), 0)
        for each in reversed(unknown.values()):
            count = counts[id(each)] = _count(each, entry_list, count)
    return counts


def _count(shot_rule: ShotRule, entry_list: EntryList, inherited: int) -> int:
    """How many entries a rule has that inherits so many, if no edit takes any of them out."""
    written = entry_list.written(shot_rule)
    if entry_list is not PRIORITIES:
        return inherited + len(written or ())
    if written is not None:
        inherited = len(written)
    return inherited + len(CHANGE.written(shot_rule) or ())


def _quoted_few(names: Iterable[str], rest: str) -> list[str]:
    """Names as a message quotes them; of many only the first few, which it has room for."""
    first = [f"`{shown(name)}`" for name in islice(names, _FEW + 1)]
    if len(first) > _FEW:
        first[_FEW:] = [rest]
    return first


_CHECKS = (
    no_default,
    no_priorities,
    unknown_likes,
    like_circles,
    clashing_names,
    clashing_spellings,
    unknown_uses,
    clashing_scenes,
    scenes_without_number,
    repeated_names,
    unreachable_names,
    conditions_of_nothing,
    too_many_priorities,
)
