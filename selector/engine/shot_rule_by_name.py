"""What was read of a shot type in; the shot rule that serves it out, and notes on that.

A vocabulary's name leads to the shot rule of that name or spelling, else to the one rule whose own
name or spelling reads as it: `ecu` is the rule of `extreme_close_up`. The rule of the coverage
serves, else that of the size, else `default`. Two names of one axis decide nothing.

An ambiguous spelling leads where all its readings lead, if that is one rule, or rules that mean the
same under other names. Else it decides nothing, unless a rule's own spelling settles it.

>>> from selector import load_rules
>>> rules = load_rules(text='''
... language: 1
... name: tea
... version: "1"
... description: A short film.
... shot_names: standard
... shots:
...   close_up: {priorities: [{name: face, role: subject, crop: face}]}
...   medium_close_up: {like: close_up}
...   ws: {priorities: [{name: place, type: environment}]}
...   default: {priorities: [{name: all, crop: [face, full]}]}
... ''')
>>> for shot in ("cu_2", "wide_shot,_two_riders", "close_shot", "ls", "mls"):
...     choice = rules.plan.shot_names.choice(shot)
...     print(choice.shot_plan.name, *[kind for kind, _ in choice.found])
close_up
ws shot_partly_read
close_up ambiguous_shot_taken
default ambiguous_shot
default no_rule_for_shot_name
"""

from __future__ import annotations

from itertools import islice, product
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from selector.among_threads import cached_property
from selector.engine.digest import form_without_names
from selector.engine.plan import ShotChoice
from selector.engine.shot_types import MOST_READ
from selector.language.text import run_together
from selector.model.frozen import frozen
from selector.model.picks import NO_RULE
from selector.model.vocabulary import fold

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from selector.engine.plan import ShotPlan
    from selector.engine.shot_types import Meaning, ShotNames, ShotReading
    from selector.model.picks import NoteOnShotName

Axis: TypeAlias = Literal["coverage", "size"]
AXES: tuple[Axis, ...] = ("coverage", "size")
"""In the order in which they decide."""
_Found: TypeAlias = "tuple[NoteOnShotName, dict[str, str]]"


@frozen
class _Own:
    """The rule that has each shot name, and each ambiguous spelling, under words of its own."""

    names: Mapping[str, ShotPlan]
    spellings: Mapping[str, ShotPlan]


class ShotRuleByName:
    """Finds the shot rules of one plan by what a vocabulary reads in shot types.

    Args:
        names: Reads shot types.
        by_name: The shot plans by their folded names and spellings.
        default: The one that serves every other shot.
    """

    def __init__(
        self,
        names: ShotNames,
        by_name: Mapping[str, ShotPlan],
        default: ShotPlan,
    ) -> None:
        self._names = names
        self._by_name = by_name
        self._default = default
        self._choices: dict[str, ShotChoice] = {}
        vocabulary = names.vocabulary
        self._axes: dict[str, Axis] = {}
        self._axes.update(dict.fromkeys(vocabulary.sizes, "size"))
        self._axes.update(dict.fromkeys(vocabulary.coverage, "coverage"))

    def __reduce__(self) -> tuple[Any, ...]:
        """It travels without what it has worked out."""
        return ShotRuleByName, (self._names, self._by_name, self._default)

    def among(
        self,
        by_name: Mapping[str, ShotPlan],
        default: ShotPlan,
    ) -> ShotRuleByName:
        """The same for the rules of another plan."""
        return ShotRuleByName(self._names, by_name, default)

    @property
    def form(self) -> dict[str, Any]:
        """What the digest says of the vocabulary."""
        return self._names.form

    def choice(self, shot: str) -> ShotChoice:
        """The shot rule of a folded shot type that no rule has as its name or spelling."""
        choice = self._choices.get(shot)
        if choice is not None:
            return choice
        if len(self._choices) >= MOST_READ:
            self._choices.clear()
        reading = self._names.read(shot)
        choice = self._choose(reading)
        self._choices[shot] = choice
        return choice

    def _choose(self, reading: ShotReading) -> ShotChoice:
        certain, unsure = self._tokens(reading)
        tokens = list(certain)
        undecided: list[Meaning] = []
        for axis in AXES:
            of_axis = [each for each in unsure if self._axis_of(each.readings[0]) == axis]
            different = {each.readings for each in of_axis}
            if len(different) == 1 and not self._of_axis(axis, tokens):
                undecided.append(of_axis[0])
                continue
            # Each of them says something else, and two names of one axis decide nothing.
            for readings in sorted(different):
                tokens += readings
        options = product(*[each.readings for each in undecided])
        rules = [self._led_to([*tokens, *names]) for names in options]
        is_one = self._mean_the_same(rules)
        rule = rules[0] if is_one else None
        found = list(self._on_several(tokens))
        if is_one:
            found += self._on_taken(reading, undecided)
        else:
            found += self._on_undecided(undecided, rules)
        if rule is None and not undecided:
            found += self._on_no_rule(tokens)
        found += _on_unread(reading)
        return ShotChoice(
            shot_plan=rule or self._default,
            names=tuple([token for token in certain if token in self._axes]),
            is_decided=rule is not None,
            found=tuple(found),
        )

    def _tokens(self, reading: ShotReading) -> tuple[list[str], list[Meaning]]:
        """What a shot type says for certain; and the spellings that may be one name or another.

        An ambiguous spelling that a rule has as its own says itself, for it leads to that rule. One
        that may mean what another spelling means for certain says nothing more.
        """
        plain = [each for each in reading.taken if not each.is_ambiguous]
        certain = {each.readings[0] for each in plain}
        tokens = []
        unsure = []
        for each in reading.taken:
            if each.is_ambiguous and each.spelling in self._own.spellings:
                tokens.append(each.spelling)
            elif len(each.readings) == 1:
                tokens.append(each.readings[0])
            elif certain.isdisjoint(each.readings):
                unsure.append(each)
        return tokens, unsure

    def _led_to(self, tokens: Iterable[str]) -> ShotPlan | None:
        """The rule of the only coverage that has one, else of the only size."""
        tokens = list(tokens)
        for axis in AXES:
            of_axis = self._of_axis(axis, tokens)
            if len(of_axis) != 1:
                continue
            rule = self._rule_of(of_axis[0])
            if rule is not None:
                return rule
        return None

    def _rule_of(self, token: str) -> ShotPlan | None:
        """The rule of a shot name, or of an ambiguous spelling."""
        own = self._own
        if token not in self._axes:
            return own.spellings[token]
        return self._by_name.get(fold(token)) or own.names.get(token)

    def _of_axis(self, axis: Axis, tokens: Iterable[str]) -> list[str]:
        """Those of one axis, each once."""
        of_axis = [token for token in tokens if self._axis_of(token) == axis]
        return list(dict.fromkeys(of_axis))

    def _axis_of(self, token: str) -> Axis:
        if token in self._axes:
            return self._axes[token]
        readings = self._names.readings_of(token)
        return self._axes[readings[0]]

    def _mean_the_same(self, rules: Iterable[ShotPlan | None]) -> bool:
        """Whether some rules are one, or say the same under other names."""
        first, *others = dict.fromkeys([rule or self._default for rule in rules])
        if not others:
            return True
        form = form_without_names(first)
        return all(form_without_names(other) == form for other in others)

    @cached_property
    def _own(self) -> _Own:
        """Which rule alone has a name or a spelling that reads as one shot name."""
        names: dict[str, set[ShotPlan]] = {}
        spellings: dict[str, set[ShotPlan]] = {}
        for own, shot_plan in self._by_name.items():
            reading = self._names.read(own)
            if len(reading.taken) != 1 or reading.unread:
                continue
            (meaning,) = reading.taken
            if meaning.is_ambiguous:
                rules = spellings.setdefault(meaning.spelling, set())
                rules.add(shot_plan)
            elif not self._names.is_everyday(meaning.spelling):
                rules = names.setdefault(meaning.readings[0], set())
                rules.add(shot_plan)
        return _Own(
            names=dict(_led_to_one(names)),
            spellings=dict(_led_to_one(spellings)),
        )

    def _on_several(self, tokens: Iterable[str]) -> Iterator[_Found]:
        """Two names of one axis decide nothing."""
        for axis in AXES:
            of_axis = self._of_axis(axis, tokens)
            if len(of_axis) > 1:
                values = {
                    "axis": axis,
                    "names": ", ".join(of_axis),
                }
                yield "several_shot_names", values

    def _on_taken(
        self,
        reading: ShotReading,
        undecided: Container[Meaning],
    ) -> Iterator[_Found]:
        """Ambiguous spellings, of which it makes no difference how they are read."""
        for each in reading.taken:
            if not each.is_ambiguous or each.spelling in self._own.spellings:
                continue
            if each in undecided or len(each.readings) == 1:
                yield "ambiguous_shot_taken", _said_of(each)

    def _on_undecided(
        self,
        undecided: Iterable[Meaning],
        rules: Iterable[ShotPlan | None],
    ) -> Iterator[_Found]:
        """An ambiguous spelling that leads to rules which differ, with their names."""
        names = dict.fromkeys([rule.name for rule in rules if rule is not None])
        for each in undecided:
            values = _said_of(each)
            values["rules"] = ", ".join(names)
            yield "ambiguous_shot", values

    def _on_no_rule(self, tokens: Iterable[str]) -> Iterator[_Found]:
        """A name that no rule serves, with the rules of the sizes beside it."""
        single = []
        for axis in AXES:
            of_axis = self._of_axis(axis, tokens)
            if len(of_axis) == 1:
                single += of_axis
        if not single:
            return
        values = {
            "names": ", ".join(single),
            "spelling": single[0],
        }
        near = dict.fromkeys(self._beside(single[-1]))
        if near:
            values["near"] = ", ".join(near)
        yield NO_RULE, values

    def _beside(self, name: str) -> Iterator[str]:
        """The names of the rules of the nearest sizes, the tighter one first."""
        sizes = list(self._names.vocabulary.sizes)
        if name not in sizes:
            return
        place = sizes.index(name)
        tighter = reversed(sizes[:place])
        wider = sizes[place + 1 :]
        for ways in (tighter, wider):
            rules = filter(None, map(self._rule_of, ways))
            for rule in islice(rules, 1):
                yield rule.name


def _said_of(meaning: Meaning) -> dict[str, str]:
    """What a note says of an ambiguous spelling."""
    values = {
        "spelling": meaning.spelling,
        "readings": ", ".join(meaning.readings),
    }
    if meaning.note:
        values["why"] = meaning.note
    return values


def _on_unread(reading: ShotReading) -> Iterator[_Found]:
    """The words that are neither a name nor passed over, beside a name."""
    if not reading.taken or not reading.unread:
        return
    names: dict[str, None] = {}
    for each in reading.taken:
        names.update(dict.fromkeys(each.readings))
    values = {
        "names": ", ".join(names),
        "unread": run_together(reading.unread),
    }
    yield "shot_partly_read", values


def _led_to_one(rules: Mapping[str, set[ShotPlan]]) -> Iterator[tuple[str, ShotPlan]]:
    """The names that lead to one rule alone."""
    for name, led in rules.items():
        if len(led) == 1:
            (rule,) = led
            yield name, rule
