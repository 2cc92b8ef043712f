"""Rules in; what holds for each shot and each scene out, and where each part of it is written.

The plan knows what counts; the rule set knows where it is written. Here the two are put together:
each setting, each entry and each of its conditions with the locations that it came from. What was
edited has several: where it was written first, and then where it was changed. What nobody wrote has
none.

>>> from selector import load_rules
>>> rules = load_rules(text='''
... language: 1
... name: tea
... version: "1"
... references: 2
... shots:
...   close_up:
...     priorities: [{name: face, crop: face}]
...   insert:
...     like: close_up
...     change:
...       - {name: face, type: prop}
...   default: {like: close_up}
... ''')
>>> insert = InForce(rules).shot(rules.plan.by_name["insert"])
>>> for setting in insert.settings:
...     print(setting.word.key, setting.value, [at.line for at in setting.at])
references 2 [5]
pictures_each 1 []
>>> (face,) = insert.lists["priorities"]
>>> [at.line for at in face.at]
[8, 12]
>>> [(each.value.key, each.at[0].line) for each in face.conditions]
[('type', 12), ('crop', 8)]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

from selector.among_threads import cached_property
from selector.engine.effective_lists import EffectiveLists
from selector.engine.likes import ways_of
from selector.engine.serving import with_scene
from selector.engine.under_target import target_written
from selector.language.conditions import CONDITIONS
from selector.language.entry_lists import ENTRY_LISTS, lists_in
from selector.language.entry_lists.first import FIRST
from selector.language.entry_lists.instead import INSTEAD
from selector.language.entry_lists.limits import LIMITS
from selector.language.entry_lists.never import NEVER
from selector.language.entry_lists.pin import PIN
from selector.language.entry_lists.priorities import PRIORITIES
from selector.language.entry_words.because import BECAUSE
from selector.language.entry_words.use import USE
from selector.language.file_words import FILE_WORDS
from selector.language.file_words.target import TARGET
from selector.language.shot_words import SHOT_WORDS
from selector.language.shot_words.order import ORDER, in_sequence
from selector.language.shot_words.pictures_each import PICTURES_EACH
from selector.language.shot_words.prefer import PREFER, deciding
from selector.language.shot_words.references import REFERENCES
from selector.language.taste import Taste
from selector.model.frozen import frozen
from selector.model.vocabulary import fold

if TYPE_CHECKING:
    from selector.engine.compiled_rules import CompiledRules
    from selector.engine.plan import ScenePlan, ShotPlan, Step
    from selector.language.condition import Requirement
    from selector.language.taste import Layer
    from selector.language.word import Word
    from selector.model.problem import Location
    from selector.model.ruleset import (
        Condition,
        Entry,
        PlaceKind,
        RuleSet,
        SceneRule,
        ShotRule,
        Written,
        WrittenWords,
    )

T = TypeVar("T")
Locations: TypeAlias = "tuple[Location, ...]"
"""Where something is written, and then where it was changed; empty if nobody wrote it."""
_WORDS = attrgetter("words")
READ_OUT = (INSTEAD, PIN, FIRST, PRIORITIES, LIMITS, NEVER)
"""The lists in the order in which they are read out."""


@frozen
class Originated(Generic[T]):
    """Something that rules say, and where it comes from."""

    value: T
    at: Locations


@frozen
class Setting:
    """What a word that is not a condition says.

    A taste is said in several places, of which each is a setting: the nearest first. `of_model`
    says whether it is not what the rules ask for but what the video model takes.
    """

    word: Word[Any]
    value: Any
    at: Locations
    of_model: bool = False

    @property
    def says(self) -> str:
        """The same in English."""
        if isinstance(self.word, Taste):
            return f"{self.word.which}: {self.word.in_full(self.value)}"
        return self.word.says(self.value)

    @property
    def form(self) -> Any:  # noqa: ANN401  # as the digest has it
        """The value as plain data."""
        if isinstance(self.word, Taste):
            return [item.form for item in self.value]
        form = self.word.form(self.value)
        if form is None:  # what the digest leaves out, such as a reason
            return self.value
        return form


@frozen
class EntryInForce:
    """An entry of a list, its conditions, those on the scene, and its other words."""

    step: Step
    conditions: tuple[Originated[Requirement], ...]
    when: tuple[Originated[Requirement], ...] = ()
    words: tuple[Setting, ...]
    at: Locations


@frozen
class Part:
    """What holds in one place: everywhere, for a shot, for a scene, or for a shot in a scene.

    Attributes:
        kind: Which of them; `top` for everywhere, `shot rule` for a shot in a scene too.
        name: The name of the shot rule, or the number of the scene.
        spellings: The other names of the shot.
        is_like_another: Whether the shot rule is `like` another.
        scene: The scene that is laid over the shot, if one is.
        shot_type: The shot type of a scene, if it has no rules of its own.
        settings: The words that are not conditions, in the order in which they are read out.
        lists: The entries of each list that has any, by key, in the order in which they are read.
        at: Where the place itself is written.
    """

    kind: PlaceKind
    name: str
    spellings: tuple[Written[str], ...] = ()
    is_like_another: bool = False
    scene: str | None = None
    shot_type: str | None = None
    settings: tuple[Setting, ...] = ()
    lists: Mapping[str, tuple[EntryInForce, ...]] = field(default_factory=dict)
    at: Locations = ()


class InForce:
    """What holds by one rule set.

    Args:
        rules: The rules.
    """

    def __init__(self, rules: CompiledRules) -> None:
        self._rule_set: RuleSet = rules.rule_set
        self._plan = rules.plan
        self._lists = EffectiveLists(rules.rule_set)
        self._ways = {way[0].name: way for way in ways_of(rules.rule_set)}

    def of_file(self) -> tuple[Setting, ...]:
        """The words of the whole file."""
        settings = list(_settings(FILE_WORDS.values(), self._rule_set.words))
        target = self._plan.target
        if target is None or target_written(self._rule_set, target) is not None:
            return tuple(settings)
        # Somebody else named the video model; it is told in place of the one that rules name.
        aimed = Setting(word=TARGET, value=target.id, at=(target.at,))
        return (aimed, *(each for each in settings if each.word is not TARGET))

    def everywhere(self) -> Part:
        """What the top of the file says, and what the video model refuses."""
        settings = _settings(SHOT_WORDS.values(), self._rule_set.words)
        lists = _read_out([self._of_top, self._refused])
        return Part(
            kind="top",
            name="",
            settings=tuple(settings),
            lists=lists,
        )

    def shot(self, shot_plan: ShotPlan, scene: ScenePlan | None = None) -> Part:
        """All that holds for a shot.

        Args:
            shot_plan: What the shot rule wants.
            scene: A scene whose rules are laid over it, if it is that of one. A shot rule that the
                scene `use`s comes in its place.
        """
        if scene is not None:
            shot_plan = with_scene(scene.use or shot_plan, scene)
        top = dict(self._of_top)
        lists = [self._of_shot(shot_plan), top, self._refused]
        if scene is not None:
            lists.insert(0, self._of_scene(scene))
            if scene.use is not None:
                del top[INSTEAD.key]  # the scene's own `use` comes first
        return self._part(shot_plan, lists)

    def own(self, shot_plan: ShotPlan) -> Part:
        """The same without the lists that hold everywhere."""
        return self._part(shot_plan, [self._of_shot(shot_plan)])

    def scene(self, scene: ScenePlan) -> Part:
        """What the rule of a scene says itself."""
        rule = scene.rule
        words = [USE, *SHOT_WORDS.values(), BECAUSE]
        return Part(
            kind="scene",
            name=rule.number,
            settings=tuple(_settings(words, rule.words)),
            lists=_read_out([self._of_scene(scene)]),
            at=(*rule.laid_over, rule.at),
        )

    def _part(self, shot_plan: ShotPlan, lists: Iterable[_Lists]) -> Part:
        way = self._ways[shot_plan.name]
        places = [list(map(_WORDS, way)), [self._rule_set.words]]
        number = None
        words: WrittenWords = {}
        if shot_plan.scene is not None:
            words = shot_plan.scene.words
            places.insert(0, [words])
            number = shot_plan.scene.number
        return Part(
            kind="shot rule",
            name=shot_plan.name,
            spellings=tuple(_other_names(way[0])),
            is_like_another=len(way) > 1,
            scene=number,
            settings=(
                *_settings([USE], words),
                *_of_plan(shot_plan, places),
                *_settings([BECAUSE], words),
            ),
            lists=_read_out(lists),
            at=(*way[0].laid_over, way[0].at),
        )

    @cached_property
    def _of_top(self) -> _Lists:
        lists = {}
        for entry_list in lists_in("top").values():
            entries = self._lists.in_place(self._rule_set, entry_list).entries
            lists[entry_list.key] = _entries(self._plan.top[entry_list.key], entries)
        return lists

    def _of_shot(self, shot_plan: ShotPlan) -> _Lists:
        shot_rule = self._ways[shot_plan.name][0]
        lists = {}
        for key, steps in shot_plan.own.items():
            entries = self._lists.of(shot_rule, ENTRY_LISTS[key]).entries
            lists[key] = _entries(steps, entries)
        return lists

    def _of_scene(self, scene: ScenePlan) -> _Lists:
        lists = {}
        for key, steps in scene.lists.items():
            entries = self._lists.in_place(scene.rule, ENTRY_LISTS[key]).entries
            lists[key] = _entries(steps, entries, scene.rule)
        return lists

    @cached_property
    def _refused(self) -> _Lists:
        """What the video model refuses, as bans."""
        return {NEVER.key: list(map(_refusal, self._plan.default.refusals))}


_Lists: TypeAlias = dict[str, list[EntryInForce]]


def _read_out(parts: Iterable[_Lists]) -> dict[str, tuple[EntryInForce, ...]]:
    """The lists that have any entries, those of the nearest place first."""
    parts = list(parts)
    lists = {}
    for entry_list in READ_OUT:
        entries: list[EntryInForce] = []
        for part in parts:
            entries += part.get(entry_list.key, ())
        if entries:
            lists[entry_list.key] = tuple(entries)
    return lists


def _entries(
    steps: Sequence[Step], entries: Sequence[Entry], scene: SceneRule | None = None
) -> list[EntryInForce]:
    both = zip(steps, entries, strict=True)
    return [_entry(step, entry, scene) for step, entry in both]


def _entry(step: Step, entry: Entry, scene: SceneRule | None) -> EntryInForce:
    words = dict(entry.words)
    if scene is not None and BECAUSE.key in scene.words:
        words.setdefault(BECAUSE.key, scene.words[BECAUSE.key])
    return EntryInForce(
        step=step,
        conditions=tuple(_originated(step.conditions, entry.conditions)),
        when=tuple(_originated(step.when, entry.when)),
        words=tuple(_settings(ENTRY_LISTS[step.name.list].words.values(), words)),
        at=(*entry.laid_over, entry.at),
    )


def _originated(
    compiled: Iterable[Requirement], written: Iterable[Condition]
) -> Iterator[Originated[Requirement]]:
    for requirement, condition in zip(compiled, written, strict=True):
        yield Originated(value=requirement, at=(condition.at,))


def _refusal(step: Step) -> EntryInForce:
    at = (step.name.at,)
    conditions = tuple([Originated(value=each, at=at) for each in step.conditions])
    return EntryInForce(step=step, conditions=conditions, words=(), at=at)


def _settings(words: Iterable[Word[Any]], written: WrittenWords) -> Iterator[Setting]:
    """What is written of some words in one place, as it counts."""
    for word in words:
        found = word.written(written)
        if found is None:
            continue
        value = found.value
        if isinstance(word, Taste):
            value = word.compiled(value, CONDITIONS)
        yield Setting(word=word, value=value, at=(found.at,))


def _of_plan(shot_plan: ShotPlan, places: Sequence[Sequence[WrittenWords]]) -> Iterator[Setting]:
    """The settings and the tastes of a shot, each with the place that says it."""
    layers = list(chain(*places))
    at = _at(REFERENCES.first_written(layers))
    of_model = shot_plan.is_capped
    if shot_plan.target is not None and of_model:
        at = (shot_plan.target.at,)
    yield Setting(
        word=REFERENCES,
        value=shot_plan.references,
        at=at,
        of_model=of_model,
    )
    at = _at(PICTURES_EACH.first_written(layers))
    yield Setting(word=PICTURES_EACH, value=shot_plan.pictures_each, at=at)
    yield from _preferred(places)
    yield from _ordered(places)


def _preferred(places: Iterable[Sequence[WrittenWords]]) -> Iterator[Setting]:
    layers: tuple[Layer, ...] = ()
    for written, layer in _tastes(PREFER, places):
        more = deciding((*layers, layer))
        if len(more) > len(layers):
            yield Setting(word=PREFER, value=more[-1], at=(written.at,))
        layers = more


def _ordered(places: Iterable[Sequence[WrittenWords]]) -> Iterator[Setting]:
    tastes = list(_tastes(ORDER, places))
    left = list(in_sequence(layer for _, layer in tastes))
    for written, layer in tastes:
        said = tuple(filter(left.__contains__, layer))
        if said:
            yield Setting(word=ORDER, value=said, at=(written.at,))
        for item in said:
            left.remove(item)


def _tastes(
    taste: Taste, places: Iterable[Sequence[WrittenWords]]
) -> Iterator[tuple[Written[Any], Layer]]:
    """What each place says of a taste, and where."""
    for place in places:
        written = taste.first_written(place)
        if written is not None:
            yield written, taste.compiled(written.value, CONDITIONS)


def _other_names(shot_rule: ShotRule) -> Iterator[Written[str]]:
    """The spellings of a shot rule, each once."""
    known = {fold(shot_rule.name)}
    for spelling in shot_rule.spellings:
        if fold(spelling.value) not in known:
            known.add(fold(spelling.value))
            yield spelling


def _at(written: Written[Any] | None) -> Locations:
    if written is None:
        return ()
    return (written.at,)
