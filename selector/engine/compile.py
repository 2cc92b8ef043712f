"""A rule set as written in; `Rules` out, or every problem of meaning: names that must exist, and names that clash."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from selector.engine.plan import Plan, ShotPlan, Step
from selector.engine.rules import Rules
from selector.language.condition import Requirement
from selector.language.conditions import CONDITIONS
from selector.language.shot_words.pictures_each import PICTURES_EACH
from selector.language.shot_words.prefer import PREFER
from selector.language.shot_words.references import REFERENCES
from selector.model.near_names import RUN, NearNames, nearest
from selector.model.picks import PriorityName
from selector.model.problem import Location, Problem, Related, errors_of, shown
from selector.model.ruleset import Priority, RuleSet, ShotRule, Written
from selector.model.vocabulary import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_FEW = 12
"""How many names a message lists."""
_MOST_PRIORITIES = 20_000
"""In all shot rules together, those counted that `like` takes over: a few bytes may ask for a million."""


def compile_rules(rule_set: RuleSet) -> tuple[Rules | None, tuple[Problem, ...]]:
    """Look every name up. Rules are given when no problem is an error; problems come in order of place."""
    checks = (
        no_default,
        unknown_likes,
        like_circles,
        clashing_names,
        repeated_priorities,
        unreachable_names,
        texts_of_nothing,
        too_many_priorities,
    )
    problems = tuple(sorted(problem for check in checks for problem in check(rule_set)))
    return (None if errors_of(problems) else Rules(rule_set, _plan(rule_set))), problems


def way_of(rule_set: RuleSet, name: str) -> tuple[ShotRule, ...]:
    """The shot rule of that name, the one that it is `like`, and so on: a word is looked for in this order."""
    shot = next(shot for shot in rule_set.shots if shot.name == name)
    return _chain(shot, _liked(rule_set))


def no_default(rule_set: RuleSet) -> Iterator[Problem]:
    """R221: no shot rule is named `default`."""
    names = [shot.name for shot in rule_set.shots]
    if not any(fold(name) == "default" for name in names):
        near = nearest("default", names)
        what_to_do = f"Rename `{near}` to `default`" if near else "Add a shot rule named `default`"
        hint = f"{what_to_do}: it serves every shot type that no other rule names."
        yield Problem(
            at=rule_set.at, code="R221", what="There is no `default` shot rule.", hint=hint
        )


def unknown_likes(rule_set: RuleSet) -> Iterator[Problem]:
    """R222: `like` names a shot rule that this file does not have. Of a missing `default` R221 speaks."""
    names = {fold(shot.name): shot.name for shot in rule_set.shots}
    known = {*names, "default"}
    spelt = {fold(spelling.value): shot for shot in rule_set.shots for spelling in shot.spellings}
    near_names = NearNames(names.values(), steps=RUN)
    for shot in rule_set.shots:
        if shot.like and fold(shot.like.value) not in known:
            itself = fold(shot.name)
            others = (name for folded, name in names.items() if folded != itself)
            meant = spelt.get(fold(shot.like.value), shot)
            hint = (
                f"That is a spelling of `{shown(meant.name)}`: write `like: {shown(meant.name)}`."
            )
            if meant is shot:
                near = near_names.did_you_mean(shot.like.value, apart_from=names[itself])
                others_listed = _listed(others, ", ") or "default"
                hint = near or f"`like` takes the name of another shot rule: {others_listed}."
            what = f"No shot rule is named `{shown(shot.like.value)}`."
            yield Problem(at=shot.like.at, code="R222", what=what, hint=hint)


def like_circles(rule_set: RuleSet) -> Iterator[Problem]:
    """R223: following `like` from a shot rule leads back to it; told once of each circle, at its first rule."""
    liked = _liked(rule_set)
    told: set[int] = set()
    for shot in rule_set.shots:
        way = _chain(shot, liked)
        if shot.like and id(shot) not in told and liked.get(id(way[-1])) is shot:
            told.update(map(id, way))
            names = _listed((each.name for each in (*way, shot)), " → ")
            hint = "Give one of them `priorities` of its own, and take its `like` out."
            yield Problem(
                at=shot.like.at, code="R223", what=f"`like` runs in a circle: {names}.", hint=hint
            )


def clashing_names(rule_set: RuleSet) -> Iterator[Problem]:
    """R224, R225: two shot rules answer to one name, once case, blanks, hyphens and underscores are folded."""
    taken: dict[str, tuple[ShotRule, Location]] = {}
    for shot in rule_set.shots:
        if fold(shot.name) in taken:
            other, at = taken[fold(shot.name)]
            what = (
                f"The shot rules `{shown(shot.name)}` and `{shown(other.name)}` have one name: "
                f"both fold to `{shown(fold(shot.name))}`."
            )
            hint = "Merge the two, or rename one."
            yield Problem(
                at=shot.at,
                code="R224",
                what=what,
                hint=hint,
                related=(Related(at=at, what="The first is here"),),
            )
        else:
            taken[fold(shot.name)] = (shot, shot.at)
    for shot in rule_set.shots:
        for spelling in shot.spellings:
            other, at = taken.setdefault(fold(spelling.value), (shot, spelling.at))
            if other is not shot and fold(spelling.value):
                what = f"The spelling `{shown(spelling.value)}` already leads to the shot rule `{shown(other.name)}`."
                hint = "Keep it in one of the two."
                yield Problem(
                    at=spelling.at,
                    code="R225",
                    what=what,
                    hint=hint,
                    related=(Related(at=at, what="It is taken here"),),
                )


def repeated_priorities(rule_set: RuleSet) -> Iterator[Problem]:
    """R226: two priorities of one shot rule share a name."""
    for shot in rule_set.shots:
        first: dict[str, Priority] = {}
        for priority in shot.priorities or ():
            earlier = first.setdefault(priority.name, priority)
            if earlier is not priority:
                what = f"Two priorities of `{shown(shot.name)}` are named `{shown(priority.name)}`."
                related = (Related(at=earlier.at, what="The first is here"),)
                hint = "Explanations and tests speak of priorities by name: give each its own."
                yield Problem(at=priority.at, code="R226", what=what, hint=hint, related=related)


def unreachable_names(rule_set: RuleSet) -> Iterator[Problem]:
    """R227: nothing is left of a shot rule's name or spelling once blanks and hyphens are folded."""
    for shot in rule_set.shots:
        for written in (Written(value=shot.name, at=shot.at), *shot.spellings):
            if not fold(written.value):
                name = shown(written.value)
                what = f"No scene can ask for `{name}`: it is made of spaces, hyphens and underscores alone."
                hint = "Write a name with letters or digits."
                yield Problem(at=written.at, code="R227", what=what, hint=hint)


def texts_of_nothing(rule_set: RuleSet) -> Iterator[Problem]:
    """R228: nothing is left of a text that a condition asks for once spaces and hyphens are folded."""
    for shot in rule_set.shots:
        for priority in shot.priorities or ():
            for condition in priority.conditions:
                kind = CONDITIONS[condition.key].kind
                for text in condition.values:
                    if text.strip() and not kind.compiled((text,)):
                        what = f"No picture can meet `{condition.key}: {shown(text)}`: it has no letters or digits."
                        hint = "Write a text with letters or digits."
                        yield Problem(at=condition.at, code="R228", what=what, hint=hint)


def too_many_priorities(rule_set: RuleSet) -> Iterator[Problem]:
    """R214: with `like` applied, the shot rules come to more priorities than anybody can have meant."""
    total = sum(_counts(rule_set).values())
    if total > _MOST_PRIORITIES:
        what = f"With `like` applied, the shot rules have {total:,} priorities; {_MOST_PRIORITIES:,} are the most."
        hint = "Is it the right file? If so, take out what no scene needs."
        yield Problem(at=rule_set.at, code="R214", what=what, hint=hint)


def _counts(rule_set: RuleSet) -> dict[int, int]:
    """How many priorities each shot rule comes to, with `like` applied; of a circle none. Each is looked at once."""
    liked = _liked(rule_set)
    counts: dict[int, int] = {}
    for shot in rule_set.shots:
        last, way = shot, {id(shot)}
        while id(last) not in counts and not last.priorities:
            following = liked.get(id(last))
            if following is None or id(following) in way:
                break
            last = following
            way.add(id(last))
        counts.update(dict.fromkeys(way, counts.get(id(last), len(last.priorities or ()))))
    return counts


def _listed(names: Iterable[str], between: str) -> str:
    """Names in a row; of many only the first, for a file may hold more than a message can."""
    first = [shown(name) for name in islice(names, _FEW + 1)]
    return between.join([*first[:_FEW], "…"] if len(first) > _FEW else first)


def _plan(rule_set: RuleSet) -> Plan:
    liked = _liked(rule_set)
    shots = tuple(_shot_plan(rule_set, _chain(shot, liked)) for shot in rule_set.shots)
    names = {name: shot for shot in shots for name in shot.names}
    return Plan(shots=shots, by_name=names, default=names["default"])


def _liked(rule_set: RuleSet) -> dict[int, ShotRule]:
    """The rule that each rule is like, where there is one; by identity, which costs nothing to compare."""
    by_name = {fold(shot.name): shot for shot in reversed(rule_set.shots)}
    said = ((shot, by_name.get(fold(shot.like.value))) for shot in rule_set.shots if shot.like)
    return {id(shot): liked for shot, liked in said if liked}


def _chain(shot: ShotRule, liked: dict[int, ShotRule]) -> tuple[ShotRule, ...]:
    """The rule, the rule it is like, and so on, up to one without `like` or to where a circle closes."""
    way = {id(shot): shot}
    while (following := liked.get(id(shot))) and id(following) not in way:
        shot = way[id(following)] = following
    return tuple(way.values())


def _shot_plan(rule_set: RuleSet, way: tuple[ShotRule, ...]) -> ShotPlan:
    shot, layers = way[0], (*(each.words for each in way), rule_set.words)
    spellings = (fold(spelling.value) for spelling in shot.spellings)
    references = REFERENCES.effective(layers)
    steps = tuple(
        _step(shot, number, priority) for number, priority in enumerate(_priorities(way), 1)
    )
    return ShotPlan(
        name=shot.name,
        names=tuple(dict.fromkeys((fold(shot.name), *spellings))),
        references=references,
        prefer=PREFER.effective(layers),
        pictures_each=PICTURES_EACH.effective(layers),
        steps=steps,
        caps=tuple(
            references if step.at_most is None else min(step.at_most, references) for step in steps
        ),
    )


def _priorities(way: tuple[ShotRule, ...]) -> tuple[Priority, ...]:
    """The priorities of the nearest rule that writes any."""
    return next((each.priorities for each in way if each.priorities is not None), ())


def _step(shot: ShotRule, number: int, priority: Priority) -> Step:
    said = {condition.key: condition.values for condition in priority.conditions}
    conditions = [
        Requirement(word=word, wanted=word.kind.compiled(said[key]))
        for key, word in CONDITIONS.items()
        if key in said
    ]
    return Step(
        name=PriorityName(
            shot=shot.name,
            name=priority.name,
            number=number,
            because=priority.because,
            at=priority.at,
        ),
        conditions=tuple(conditions),
        at_most=priority.at_most.value if priority.at_most else None,
    )
