"""R277: a ban on one of somebody's looks for a stretch of scenes, and nothing for the others.

`never: {of: Mara, label: healthy, when: {scenes: {from: 40, to: 52}}}` keeps her sick there. In all
other scenes a sick picture may go as well: the best one does. Who means *only there* has to say
what goes elsewhere, too.

What says it: another entry or a `prefer` that asks for labels or pictures of the same individual,
or for the same label; one that asks for the labels that the scene mentions (`matches`); or a ban
that counts in other scenes. Then nothing is said here, nor of a stretch that is open at one end:
something happens there, and stays so.

In: rules. Out: warnings, each at its ban.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import TypeVar

from selector.engine.rules import Rules
from selector.language.conditions.label import LABEL
from selector.language.conditions.matches import MATCHES
from selector.language.conditions.not_ import NOT
from selector.language.conditions.of import OF
from selector.language.conditions.picture import PICTURE
from selector.language.entry_lists import entries_of, places_of
from selector.language.entry_lists.never import NEVER
from selector.language.entry_words.because import BECAUSE
from selector.language.kinds.conditions_within import Conditions
from selector.language.kinds.stretch import AFTER, BEFORE, FROM, TO, Between, Stretch, Wanted
from selector.language.scene_conditions import SCENE_CONDITIONS, WHEN
from selector.language.scene_conditions.when_scenes import WHEN_SCENES
from selector.language.shot_words.prefer import PREFER
from selector.language.text import ANY
from selector.model.frozen import frozen
from selector.model.phrases import quoted
from selector.model.problem import Problem, shown
from selector.model.refusals import YAML
from selector.model.ruleset import Condition, Entry, WrittenWords
from selector.model.vocabulary import fold, plain
from selector.review.conditions_asked import on_pictures

_LOOKS = (LABEL.key, PICTURE.key, MATCHES.key)
"""The conditions that tell one picture of somebody from another."""
_Scenes = tuple[str | Between, ...]
T = TypeVar("T")


@frozen
class _Said:
    """What an entry, or an item of a taste, says of somebody's looks.

    Attributes:
        of: Whom it is about, as it is compared; empty if it does not say.
        labels: The labels that it asks for, folded.
        looks: Its conditions on looks, by key.
        when: The conditions on the scene.
    """

    of: frozenset[str]
    labels: frozenset[str]
    looks: frozenset[str]
    when: tuple[Condition, ...]


def bans_without_their_other_half(rules: Rules) -> Iterator[Problem]:
    """R277: a ban decides between two looks in a stretch of scenes, and nothing does elsewhere.

    Once for each person, place or thing and stretch.
    """
    own = rules.rule_set.source
    of_looks = None
    reported = set()
    for _, entry_list, entry in entries_of(rules.rule_set):
        if entry_list is not NEVER or entry.at.source is not own:
            continue
        scenes = _closed_stretch(entry.when)
        said = _said(entry.conditions, entry.when)
        if not scenes or not said.of or LABEL.key not in said.looks:
            continue
        wanted = Stretch().compiled(scenes)
        half = said.of, wanted
        of_looks = of_looks or _SaidOfLooks(rules)
        if half in reported or of_looks.tell_outside(wanted, said):
            continue
        reported.add(half)
        yield _half(entry, scenes)


def _closed_stretch(when: tuple[Condition, ...]) -> _Scenes:
    """The scenes of an entry that asks for nothing else of them; none if the stretch is open."""
    if len(when) != 1 or when[0].key != WHEN_SCENES.key:
        return ()
    values = when[0].values
    for each in values:
        if isinstance(each, Between):
            bounds = each.bounds.keys()
            if bounds.isdisjoint({FROM, AFTER}) or bounds.isdisjoint({TO, BEFORE}):
                return ()
    return values


def _said(conditions: Iterable[Condition], when: tuple[Condition, ...] = ()) -> _Said:
    of: set[str] = set()
    labels: set[str] = set()
    looks = set()
    conditions = tuple(conditions)
    for condition in conditions:
        if condition.key == OF.key:
            of.update(map(_compared, condition.values))
    for condition in on_pictures(conditions):
        if condition.key in _LOOKS:
            looks.add(condition.key)
        if condition.key == LABEL.key:
            labels.update(map(fold, condition.values))
    return _Said(
        of=frozenset(of),
        labels=frozenset(labels),
        looks=frozenset(looks),
        when=when,
    )


def _compared(name: str) -> str:
    return plain(name).casefold()


def _all_said(rules: Rules) -> Iterator[_Said]:
    """What everything says of looks. What a ban says itself counts only in its own scenes."""
    for _, _, entry in entries_of(rules.rule_set):
        yield from _preferred(entry.words, entry.when)
        yield _said(entry.conditions, entry.when)
    for _, holder in places_of(rules.rule_set):
        yield from _preferred(getattr(holder, "words", {}))


def _preferred(words: WrittenWords, when: tuple[Condition, ...] = ()) -> Iterator[_Said]:
    written = PREFER.written(words)
    if written is None:
        return
    for item in written.value:
        if not isinstance(item, str):
            yield _said(item, when)


class _Counting:
    """In which scenes any of some sayings count, as far as numbers tell."""

    def __init__(self) -> None:
        self._in_any_scene = False
        self._stretches: set[Between] = set()
        self._numbers: set[str] = set()

    def add(self, when: Iterable[Condition]) -> None:
        """Take in one more, by its conditions on the scene."""
        for condition in when:
            if condition.key == WHEN_SCENES.key:
                scenes = Stretch().compiled(condition.values)
                if isinstance(scenes, Between):
                    self._stretches.add(scenes)
                else:
                    self._numbers |= scenes
                return
        self._in_any_scene = True

    def are_outside(self, scenes: Wanted) -> bool:
        """Whether any of them may count in other scenes than these."""
        other_stretches = len(self._stretches) - (scenes in self._stretches)
        if self._in_any_scene or other_stretches:
            return True
        if isinstance(scenes, Between):
            return bool(self._numbers)
        return not self._numbers <= scenes


class _SaidOfLooks:
    """What rules say of looks, by what a ban has to have in common with it."""

    def __init__(self, rules: Rules) -> None:
        self._of_anybody = _Counting()
        self._of_named = _Counting()
        self._by_name: defaultdict[str, _Counting] = defaultdict(_Counting)
        self._by_label: defaultdict[str, _Counting] = defaultdict(_Counting)
        for said in _all_said(rules):
            if said.looks:
                self._add(said)

    def _add(self, said: _Said) -> None:
        for counting in self._which(said):
            counting.add(said.when)

    def _which(self, said: _Said) -> Iterator[_Counting]:
        if not said.of:
            if MATCHES.key in said.looks or any(map(_is_about_scenes, said.when)):
                yield self._of_anybody
            for label in said.labels:
                yield self._by_label[label]
            return
        yield self._of_named
        for name in said.of:
            yield self._by_name[name]
        # Another name may be one of the same person.
        opposite = [each for each in said.when if each.key == NOT.key]
        if _has_pattern(said.of) or any(map(_is_about_scenes, opposite)):
            yield self._of_anybody

    def tell_outside(self, scenes: Wanted, ban: _Said) -> bool:
        """Whether something may tell which look goes in other scenes than those of a ban."""
        of_ban = [self._of_anybody]
        of_ban += map(self._by_name.__getitem__, ban.of)
        of_ban += map(self._by_label.__getitem__, ban.labels)
        if _has_pattern(ban.of):
            of_ban.append(self._of_named)
        return any(counting.are_outside(scenes) for counting in of_ban)


def _has_pattern(names: Iterable[str]) -> bool:
    return any(ANY in name for name in names)


def _is_about_scenes(condition: Condition) -> bool:
    """Whether a condition on the scene asks for its number, or one inside it does."""
    if condition.key == WHEN_SCENES.key:
        return True
    if not isinstance(SCENE_CONDITIONS[condition.key].kind, Conditions):
        return False
    inside = chain.from_iterable(condition.values)
    return any(map(_is_about_scenes, inside))


def _half(ban: Entry, scenes: _Scenes) -> Problem:
    by_key = {condition.key: condition for condition in ban.conditions}
    names = by_key[OF.key].values
    elsewhere = {NOT.key: {WHEN_SCENES.key: _as_written(scenes)}}
    other_half = {
        "name": f"not-{ban.name}",
        OF.key: _alone(list(names)),
        **_other_look(by_key),
        WHEN: elsewhere,
        BECAUSE.key: "…",
    }
    example = YAML.example("", other_half).replace('"…"', "…")
    return Problem(
        at=ban.at,
        code="R277",
        what=(
            f"`{shown(ban.name)}` excludes one look of {quoted(map(shown, names), 'and')} in"
            " these scenes. In all other scenes, nothing says whether this look or the other one"
            " is sent."
        ),
        hint=(
            f"Add the opposite ban, such as {example}. Or say in `{PREFER.key}` which of the two"
            " comes first where both could be sent."
        ),
    )


def _other_look(by_key: Mapping[str, Condition]) -> dict[str, object]:
    """The conditions of the opposite ban: what the ban lets out, if it says that, or all else."""
    if NOT.key in by_key:
        let_out = _labels_in(chain.from_iterable(by_key[NOT.key].values))
        if let_out:
            return {LABEL.key: _alone(let_out)}
    struck = _labels_in(on_pictures(by_key.values()))
    return {NOT.key: {LABEL.key: _alone(struck)}}


def _labels_in(conditions: Iterable[Condition]) -> list[object]:
    labels: list[object] = []
    for condition in conditions:
        if condition.key == LABEL.key:
            labels += condition.values
    return labels


def _as_written(scenes: _Scenes) -> object:
    """Some scenes as a rule writes them: whole numbers without quotes."""
    numbers: list[object] = []
    for each in scenes:
        if isinstance(each, Between):
            return {key: _number(bound) for key, bound in each.bounds.items()}
        numbers.append(_number(each))
    return _alone(numbers)


def _alone(values: list[T]) -> list[T] | T:
    """A list, or what is alone in it."""
    if len(values) == 1:
        return values[0]
    return values


def _number(text: str) -> int | str:
    if text.isdecimal() and str(int(text)) == text:
        return int(text)
    return text
