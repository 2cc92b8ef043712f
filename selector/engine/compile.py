"""A rule set as written in; `Rules` out, or every problem of meaning.

A rule file says little and means much: `like` takes over another shot rule, and the words at the
top hold for every shot rule. Compiling works that out once, so that choosing never looks up a name.

- **The chain** of a shot rule is that rule, the rule that it is `like`, and so on. It ends at a
  rule without `like`, or where a circle closes (which is a problem of its own, R223).
- **A setting** (`references`, `pictures_each`) counts as the nearest rule of the chain has it, and
  else as the top of the file has it.
- **A taste** (`prefer`, `order`) counts as the nearest rule of the chain has it, and where that
  leaves ties as the top of the file has it. What a priority says itself comes before both.
- **Priorities** are not mixed: those of the nearest rule of the chain that writes any. Then
  `change` edits them, that of the farther rules first.
- **What is first** (`first`) comes before the priorities of every shot rule.
- **Bans** (`never`), **pins** and **limits** add up: those of the chain, where an entry edits the
  one of its name in the rule that it is like, and then those of the top.
- **The most that a step takes** (`at_most`) never exceeds the references, so each step has one
  number to compare with.

`insert` below takes its number from the top of the file, its taste from itself and its priorities
from `close_up`:

>>> from selector.model.problem import Source
>>> from selector.reading.load import check_rules
>>> rules, problems = check_rules(Source(name="tea.yaml", text='''
... language: 1
... name: tea
... version: "1"
... description: A short film.
... references: 2
... shots:
...   close_up:
...     spellings: [cu]
...     priorities: [{name: face, role: subject, crop: face, at_most: 1}]
...   insert: {like: close_up, prefer: full}
...   default: {references: 3, priorities: [{name: all, crop: [face, full]}]}
... '''))
>>> print(rules.plan)
close_up (also cu): up to 2 references, one picture of each person, place or thing
  1. face: role subject, crop face, at most 1
<BLANKLINE>
insert: up to 2 references, one picture of each person, place or thing; prefer full
  1. face: role subject, crop face, at most 1
<BLANKLINE>
default: up to 3 references, one picture of each person, place or thing
  1. all: crop face or full
"""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING, TypeVar

from selector.engine.edit_problems import edit_problems
from selector.engine.effective_lists import EffectiveLists
from selector.engine.likes import liked_rules, way_from, ways_of
from selector.engine.plan import Plan, ScenePlan, ShotPlan, Step, caps_of
from selector.engine.rules import Rules
from selector.engine.under_target import model_named, under_target, unknown_target
from selector.language.condition import requirements
from selector.language.conditions import CONDITIONS
from selector.language.entry_lists import entries_of, lists_in
from selector.language.entry_lists.change import CHANGE
from selector.language.entry_lists.first import FIRST
from selector.language.entry_lists.limits import LIMITS
from selector.language.entry_lists.never import NEVER
from selector.language.entry_lists.pin import PIN
from selector.language.entry_lists.priorities import PRIORITIES
from selector.language.entry_words.at_least import AT_LEAST
from selector.language.entry_words.at_most import AT_MOST
from selector.language.entry_words.because import BECAUSE
from selector.language.entry_words.side_by_side import SIDE_BY_SIDE
from selector.language.entry_words.slot import SLOT
from selector.language.entry_words.unplaced import UNPLACED
from selector.language.entry_words.use import USE
from selector.language.file_words.send_cleaned import SEND_CLEANED
from selector.language.file_words.target import TARGET
from selector.language.kinds.conditions_within import Conditions
from selector.language.shot_words import SHOT_WORDS, TASTES
from selector.language.shot_words.order import ORDER, in_sequence
from selector.language.shot_words.pictures_each import PICTURES_EACH
from selector.language.shot_words.prefer import PREFER, deciding
from selector.language.shot_words.references import REFERENCES
from selector.model.near_names import RUN, NearNames, nearest
from selector.model.phrases import listed
from selector.model.picks import EntryName
from selector.model.problem import Location, Problem, Related, errors_of, shown
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
from selector.model.video_model import VideoModel, VideoModels, no_models
from selector.model.vocabulary import fold, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from selector.language.entry_list import EntryList
    from selector.language.word import ShotWord

T = TypeVar("T")

_FEW = 12
"""How many names a message lists."""
_MOST_ENTRIES = 20_000
"""Of one list in all shot rules, with what `like` adds: a few bytes may make a million."""


def compile_rules(
    rule_set: RuleSet, models: VideoModels = no_models, target: VideoModel | None = None
) -> tuple[Rules | None, tuple[Problem, ...]]:
    """Look up every name.

    Args:
        rule_set: What the file says.
        models: Gives the video models that are known.
        target: The video model, if another counts than the one that the file names.

    Returns:
        The rules, or None if any problem is an error; and the problems, in the order of the file.
    """
    checks = (
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
    found: Iterable[Problem] = chain.from_iterable(check(rule_set) for check in checks)
    written = TARGET.written(rule_set.words)
    if written is not None and target is None:
        target = model_named(models(), written.value)
        if target is None:
            found = chain(found, [unknown_target(written.value, models(), written.at)])
    problems = tuple(sorted(found))
    if not errors_of(problems):
        problems = tuple(sorted((*problems, *edit_problems(rule_set))))
    if errors_of(problems):
        return None, problems
    plan = _plan(rule_set)
    if target is not None:
        plan = under_target(plan, target)
    return Rules(rule_set, plan, models), problems


def in_force(rule_set: RuleSet, word: ShotWord[T]) -> list[Written[T] | None]:
    """What is written of a word that counts for each shot rule, or None.

    Linear: a chain is followed only up to a rule whose value is known. `like` has no circles here.
    """
    liked = liked_rules(rule_set)
    known: dict[int, Written[T] | None] = {}
    for shot_rule in rule_set.shots:
        unknown = []
        rule: ShotRule | None = shot_rule
        while rule is not None and id(rule) not in known:
            unknown.append(rule)
            rule = liked.get(id(rule))
        written = word.written(rule_set.words)
        if rule is not None:
            written = known[id(rule)]
        for each in reversed(unknown):
            written = word.written(each.words) or written
            known[id(each)] = written
    return [known[id(shot_rule)] for shot_rule in rule_set.shots]


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
    for shot_rule in rule_set.shots:
        if shot_rule.like is None and PRIORITIES.written(shot_rule) is None:
            what = f"The shot rule `{shown(shot_rule.name)}` has neither `priorities` nor `like`."
            hint = "Add its priorities, or `like:` and the name of another shot rule."
            yield Problem(at=shot_rule.at, code="R211", what=what, hint=hint)


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
    taken: dict[str, tuple[ShotRule, Location]] = {}
    for shot_rule in rule_set.shots:
        taken.setdefault(fold(shot_rule.name), (shot_rule, shot_rule.at))
    for shot_rule in rule_set.shots:
        for spelling in shot_rule.spellings:
            folded = fold(spelling.value)
            other, at = taken.setdefault(folded, (shot_rule, spelling.at))
            if other is shot_rule or not folded:
                continue
            written, name = shown(spelling.value), shown(other.name)
            yield Problem(
                at=spelling.at,
                code="R225",
                what=f"The spelling `{written}` already belongs to the shot rule `{name}`.",
                hint="Keep it in only one shot rule.",
                related=(Related(at=at, what="Already used here"),),
            )


def unknown_uses(rule_set: RuleSet) -> Iterator[Problem]:
    """R229: `use` names a shot rule that this file does not have."""
    names = {fold(shot_rule.name): shot_rule.name for shot_rule in rule_set.shots}
    near_names = NearNames(names.values(), steps=RUN)
    for written in _uses(rule_set):
        if fold(written.value) in {*names, "default"}:
            continue
        others = listed(_quoted_few(names.values(), "others"), "or")
        yield Problem(
            at=written.at,
            code="R229",
            what=f"No shot rule is named `{shown(written.value)}`.",
            hint=near_names.did_you_mean(written.value)
            or f"`{USE.key}` takes the name of a shot rule: {others}.",
        )


def _uses(rule_set: RuleSet) -> Iterator[Written[str]]:
    for scene in rule_set.scenes:
        written = USE.written(scene.words)
        if written is not None:
            yield written


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
            yield Problem(
                at=scene.at,
                code="R231",
                what=f"No scene can have the number `{shown(scene.number)}`.",
                hint=f"Write a number or a text of at most {LONGEST} characters, such as `12A`.",
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
            no_scene = f"No scene can ask for `{shown(written.value)}`"
            yield Problem(
                at=written.at,
                code="R227",
                what=f"{no_scene}: it consists only of spaces, hyphens and underscores.",
                hint="Write a name with letters or digits.",
            )


def conditions_of_nothing(rule_set: RuleSet) -> Iterator[Problem]:
    """R228: nothing can meet a condition, such as one on a text without letters or digits."""
    for _, _, entry in entries_of(rule_set):
        yield from _of_nothing(entry.conditions)
    for words in _all_words(rule_set):
        for taste in TASTES.values():
            for item in taste.value(words) or ():
                if not isinstance(item, str):
                    yield from _of_nothing(item)


def _all_words(rule_set: RuleSet) -> Iterator[WrittenWords]:
    """The words that stand anywhere: at the top, in shot rules, in entries."""
    yield rule_set.words
    for shot_rule in rule_set.shots:
        yield shot_rule.words
    for _, _, entry in entries_of(rule_set):
        yield entry.words


def _of_nothing(conditions: Iterable[Condition]) -> Iterator[Problem]:
    """The same of some conditions, and of those inside them."""
    for condition in conditions:
        if not isinstance(CONDITIONS[condition.key].kind, Conditions):
            yield from _values_of_nothing(condition)
            continue
        for group in condition.values:
            yield from _of_nothing(group)


def _values_of_nothing(condition: Condition) -> Iterator[Problem]:
    kind = CONDITIONS[condition.key].kind
    for value in condition.values:
        nothing = kind.of_nothing(value)
        if nothing is None:
            continue
        met_by_none = f"`{condition.key}: {shown(nothing.written)}` {nothing.why}"
        yield Problem(
            at=condition.at,
            code="R228",
            what=f"{met_by_none}, so no picture can match it.",
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


def _plan(rule_set: RuleSet) -> Plan:
    shot_plans = []
    by_name = {}
    lists = EffectiveLists(rule_set)
    top = {}
    for entry_list in lists_in("top").values():
        top[entry_list.key] = tuple(
            _steps(rule_set, entry_list, lists.in_place(rule_set, entry_list).entries)
        )
    for way in ways_of(rule_set):
        shot_plan = _shot_plan(rule_set, way, lists, top)
        shot_plans.append(shot_plan)
        by_name.update(dict.fromkeys(shot_plan.names, shot_plan))
    scenes = {}
    for scene in rule_set.scenes:
        number = scene_number(scene.number)
        if number is not None:
            scenes[likeness(number)] = _scene_plan(rule_set, scene, lists, by_name)
    return Plan(
        shots=tuple(shot_plans),
        by_name=by_name,
        default=by_name["default"],
        top=top,
        scenes=scenes,
    )


def _scene_plan(
    rule_set: RuleSet,
    scene: SceneRule,
    lists: EffectiveLists,
    by_name: Mapping[str, ShotPlan],
) -> ScenePlan:
    use = USE.value(scene.words)
    settings = {}
    for key, word in SHOT_WORDS.items():
        written = word.written(scene.words)
        if written is not None and key not in TASTES:
            settings[key] = word.settled(written.value)
    of_scene = {}
    for entry_list in lists_in("scene").values():
        entries = lists.in_place(scene, entry_list).entries
        of_scene[entry_list.key] = tuple(_steps(rule_set, entry_list, entries, scene=scene))
    return ScenePlan(
        rule=scene,
        use=by_name[fold(use)] if use is not None else None,
        settings=settings,
        prefer=PREFER.layers([[scene.words]], CONDITIONS),
        order=ORDER.layers([[scene.words]], CONDITIONS),
        lists=of_scene,
    )


def _shot_plan(
    rule_set: RuleSet,
    chain: tuple[ShotRule, ...],
    lists: EffectiveLists,
    top: Mapping[str, tuple[Step, ...]],
) -> ShotPlan:
    shot_rule = chain[0]
    places = [[each.words for each in chain], [rule_set.words]]
    layers = [words for place in places for words in place]
    spellings = (fold(spelling.value) for spelling in shot_rule.spellings)
    references = REFERENCES.effective(layers)
    written = REFERENCES.first_written(layers)
    own = lists.of(shot_rule, PRIORITIES).entries
    steps = (*top[FIRST.key], *_steps(rule_set, PRIORITIES, own, shot_rule.name))

    def adding_up(entry_list: EntryList) -> tuple[Step, ...]:
        """The entries of a list that adds up: those of the shot rule, then those of the top."""
        entries = lists.of(shot_rule, entry_list).entries
        return (*_steps(rule_set, entry_list, entries, shot_rule.name), *top[entry_list.key])

    return ShotPlan(
        name=shot_rule.name,
        names=tuple(dict.fromkeys((fold(shot_rule.name), *spellings))),
        references=references,
        prefer=deciding(PREFER.layers(places, CONDITIONS)),
        order=in_sequence(ORDER.layers(places, CONDITIONS)),
        pictures_each=PICTURES_EACH.effective(layers),
        steps=steps,
        caps=caps_of(steps, references),
        bars=adding_up(NEVER),
        pins=adding_up(PIN),
        limits=adding_up(LIMITS),
        send_cleaned=SEND_CLEANED.value(rule_set.words),
        written_references=written.value if written else None,
    )


def _steps(
    rule_set: RuleSet,
    entry_list: EntryList,
    entries: Iterable[Entry],
    shot: str = "",
    scene: SceneRule | None = None,
) -> Iterator[Step]:
    """The entries of a list, compiled: of a shot rule, of a scene or of the top.

    The reason of a scene is that of its entries without one.
    """
    reason = BECAUSE.value(scene.words) if scene else None
    files = {id(source): number for number, source in enumerate(rule_set.sources)}
    for number, entry in enumerate(entries, 1):
        yield Step(
            name=EntryName(
                shot=shot,
                name=entry.name,
                number=number,
                because=BECAUSE.value(entry.words) or reason,
                at=entry.at,
                list=entry_list.key,
                scene=scene.number if scene else None,
                file=files.get(id(entry.at.source), 0),
            ),
            conditions=requirements(entry.conditions, CONDITIONS),
            at_least=AT_LEAST.value(entry.words),
            at_most=AT_MOST.value(entry.words),
            pictures_each=SIDE_BY_SIDE.value(entry.words),
            prefer=PREFER.layers([[entry.words]], CONDITIONS) or None,
            order=next(iter(ORDER.layers([[entry.words]], CONDITIONS)), None),
            unplaced=UNPLACED.value(entry.words),
            slot=SLOT.value(entry.words),
        )
