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

>>> from selector import load_rules
>>> rules = load_rules(text='''
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
... ''')
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

from itertools import chain
from typing import TYPE_CHECKING

from selector.engine.edit_problems import edit_problems
from selector.engine.effective_lists import EffectiveLists
from selector.engine.likes import ways_of
from selector.engine.plan import Plan, ScenePlan, ShotPlan, Step, caps_of
from selector.engine.rule_set_problems import problems_of
from selector.engine.rules import Rules
from selector.engine.under_target import model_named, under_target, unknown_target
from selector.language.condition import requirements
from selector.language.conditions import CONDITIONS
from selector.language.entry_lists import lists_in
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
from selector.language.scene_conditions import SCENE_CONDITIONS
from selector.language.shot_words import SHOT_WORDS, TASTES
from selector.language.shot_words.order import ORDER, in_sequence
from selector.language.shot_words.pictures_each import PICTURES_EACH
from selector.language.shot_words.prefer import PREFER, deciding
from selector.language.shot_words.references import REFERENCES
from selector.model.picks import EntryName
from selector.model.problem import Problem, errors_of
from selector.model.ruleset import (
    Entry,
    RuleSet,
    SceneRule,
    ShotRule,
)
from selector.model.scene_number import likeness, scene_number
from selector.model.video_model import VideoModel, VideoModels, no_models
from selector.model.vocabulary import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from selector.engine.shot_rule_by_name import ShotRuleByName
    from selector.language.entry_list import EntryList
    from selector.model.shot_vocabulary import ShotVocabulary


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
    found: Iterable[Problem] = problems_of(rule_set)
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
    shot_names = None
    if rule_set.shot_names is not None:
        shot_names = _by_name_of(rule_set.shot_names, by_name)
    return Plan(
        shot_names=shot_names,
        shots=tuple(shot_plans),
        by_name=by_name,
        default=by_name["default"],
        top=top,
        scenes=scenes,
    )


def _by_name_of(vocabulary: ShotVocabulary, by_name: Mapping[str, ShotPlan]) -> ShotRuleByName:
    """What finds shot rules by the names of a vocabulary."""
    from selector.engine.shot_rule_by_name import ShotRuleByName  # noqa: PLC0415  # as above
    from selector.engine.shot_types import ShotNames  # noqa: PLC0415  # few rules name one

    return ShotRuleByName(ShotNames(vocabulary), by_name, by_name["default"])


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
            when=requirements(entry.when, SCENE_CONDITIONS),
            use=USE.value(entry.words),
            at_most=AT_MOST.value(entry.words),
            pictures_each=SIDE_BY_SIDE.value(entry.words),
            prefer=PREFER.layers([[entry.words]], CONDITIONS) or None,
            order=next(iter(ORDER.layers([[entry.words]], CONDITIONS)), None),
            unplaced=UNPLACED.value(entry.words),
            slot=SLOT.value(entry.words),
        )
