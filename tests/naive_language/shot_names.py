"""What a shot type names, read the slow way from the description of shot names and a vocabulary.

A shot type, a vocabulary as plain data (`sizes`, `coverage`, `moves`, `passed_over`, `alone`, `ambiguous`) and the
rules' names with their spellings come in; out comes what was read on each axis, and which rule that leads to.

Where the description leaves a question open, this is what is done, for the director's sake:

- "C.U." is CU: a full stop after a single letter joins it to the next one.
- If an everyday word does not count because something else stands there, it is left over like that something.
- Two different names of one axis take only that axis out; the other one may still find the rule.
- If a clear name of the axis is among the readings of an ambiguous spelling beside it, it settles that spelling;
  otherwise, and for two ambiguous spellings that differ, the axis decides nothing.
- A name leads to the rule of that name or spelling, else to the first rule with another spelling of that name.
  A coverage without a rule leaves the choice to the size.
- A name that leads to no rule leads to `default`; so an ambiguous spelling none of whose readings has a rule does too.
- A reading is followed as a name would be: where its coverage has no rule, the size beside it decides.
- A spelling that is listed on both axes says a name of each: `medium two` is a two-shot, and medium.
- A spelling with a single reading is read as that; it is listed among the readings so that a note can say so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.naive_language.text import fold, words

Vocabulary = Mapping[str, Any]
Words = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Spelling:
    """A way to write a name: the kind of thing it names, and which one (or which ones)."""

    kind: str
    names: tuple[str, ...]
    words: Words
    is_alone: bool


@dataclass(frozen=True, kw_only=True)
class ShotRead:
    """What a shot type was read as.

    Attributes:
        coverage: The name on the axis of coverage, if it is certain.
        size: The name on the axis of sizes, if it is certain.
        named: Every clear name, by axis; two of one axis decide nothing.
        readings: What ambiguous spellings may mean, each as written in the vocabulary.
        left_over: Words that were not read, in their order.
        moves: The moves that stand there.
        rule: The rule that serves; `default` where nothing decides.
        decided_by: What led there: `rule`, `coverage`, `size`, `readings` or `nothing`.
    """

    coverage: str | None = None
    size: str | None = None
    named: Mapping[str, tuple[str, ...]]
    readings: tuple[tuple[str, ...], ...] = ()
    left_over: Words = ()
    moves: Words = ()
    rule: str = "default"
    decided_by: str = "nothing"


def shot_read(
    shot: str,
    vocabulary: Vocabulary,
    rules: Mapping[str, Sequence[str]],
    forms: Mapping[str, Any] | None = None,
) -> ShotRead:
    """Read a shot type that may be no name or spelling of a rule.

    Args:
        shot: The shot type, as the storyboard has it.
        vocabulary: The vocabulary as plain data.
        rules: The spellings of each shot rule, by its name.
        forms: What each rule amounts to but for its name; rules alike here pick alike. Each its own if None.

    Returns:
        What was read, and the rule it leads to.
    """
    there = shot_words(shot)
    stand = standing(there, vocabulary)
    left_over = tuple(word for word, spelling in zip(there, stand, strict=True) if spelling is None)
    found: list[Spelling] = []
    for spelling in stand:
        if spelling is not None and spelling not in found:
            found.append(spelling)
            found += also_of_the_sizes(spelling, vocabulary)
    named = {axis: clear_names(found, axis) for axis in ("coverage", "sizes")}
    readings = tuple(each.names for each in found if each.kind == "ambiguous")
    coverage = possible(found, "coverage", vocabulary)
    size = possible(found, "sizes", vocabulary)
    rule, decided_by = rule_for(shot, (coverage, size), vocabulary, rules, forms or {})
    return ShotRead(
        coverage=coverage[0] if len(coverage) == 1 else None,
        size=size[0] if len(size) == 1 else None,
        named=named,
        readings=readings,
        left_over=left_over,
        moves=tuple(each.names[0] for each in found if each.kind == "moves"),
        rule=rule,
        decided_by=decided_by,
    )


def shot_words(text: str) -> Words:
    """The words of a shot type or a spelling, folded; "C.U." is one word."""
    joined = re.sub(r"(?<![^\W_])([^\W\d_])\.(?=[^\W\d_](?![^\W_]))", r"\1", text)
    return words(joined)


def spellings_of(vocabulary: Vocabulary) -> list[Spelling]:
    """Every name and spelling, the longest first: "the longest first, each word once"."""
    alone = [shot_words(each) for each in vocabulary.get("alone", ())]
    found: list[Spelling] = []

    def add(kind: str, names: Sequence[str], text: str) -> None:
        written = shot_words(text)
        found.append(
            Spelling(kind=kind, names=tuple(names), words=written, is_alone=written in alone)
        )

    for written, meaning in vocabulary.get("ambiguous", {}).items():
        add("ambiguous", meaning["readings"], written)
    for axis in ("coverage", "sizes"):
        for name, others in vocabulary.get(axis, {}).items():
            for written in (name, *others):
                add(axis, [name], written)
    for kind in ("moves", "passed_over"):
        for written in vocabulary.get(kind, ()):
            add(kind, [written], written)
    return sorted(found, key=lambda each: (-len(each.words), -len("".join(each.words))))


def standing(there: Words, vocabulary: Vocabulary) -> list[Spelling | None]:
    """Which spelling each word belongs to; None for a word that is left over."""
    number = Spelling(kind="passed_over", names=("a number",), words=(), is_alone=False)
    stand: list[Spelling | None] = [None] * len(there)
    found = [
        (spelling, at)
        for spelling in spellings_of(vocabulary)
        for at in range(len(there) - len(spelling.words) + 1)
        if there[at : at + len(spelling.words)] == spelling.words
    ]
    # Of two that are equally long, the first in the text.
    found.sort(key=lambda each: (-len(each[0].words), -len("".join(each[0].words)), each[1]))
    for spelling, at in found:
        long = len(spelling.words)
        if all(each is None for each in stand[at : at + long]):
            stand[at : at + long] = [spelling] * long
    for at, word in enumerate(there):
        if stand[at] is None and word.isdecimal():
            stand[at] = number
    if None in stand:
        # "counts only where nothing else but these, a size or a coverage stands"
        return [None if each is None or each.is_alone else each for each in stand]
    return stand


def also_of_the_sizes(spelling: Spelling, vocabulary: Vocabulary) -> list[Spelling]:
    """The same spelling as that of a size, if it is one of a coverage."""
    if spelling.kind != "coverage":
        return []
    return [
        other
        for other in spellings_of(vocabulary)
        if other.kind == "sizes" and other.words == spelling.words
    ]


def clear_names(found: Sequence[Spelling], axis: str) -> tuple[str, ...]:
    """The names of one axis that stand there unambiguously, each once."""
    names: list[str] = []
    for spelling in found:
        if spelling.kind == axis and spelling.names[0] not in names:
            names.append(spelling.names[0])
    return tuple(names)


def possible(found: Sequence[Spelling], axis: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """What the axis may be: one name if it is certain, several where they are readings, none if nothing decides."""
    clear = clear_names(found, axis)
    unsure: list[tuple[str, ...]] = []
    for spelling in found:
        is_of_axis = spelling.kind == "ambiguous" and spelling.names[0] in vocabulary.get(axis, {})
        if is_of_axis and spelling.names not in unsure:
            unsure.append(spelling.names)
    if len(clear) > 1:
        return ()
    if clear:
        return clear if all(clear[0] in readings for readings in unsure) else ()
    return unsure[0] if len(unsure) == 1 else ()


def rule_for(
    shot: str,
    axes: Sequence[tuple[str, ...]],
    vocabulary: Vocabulary,
    rules: Mapping[str, Sequence[str]],
    forms: Mapping[str, Any],
) -> tuple[str, str]:
    """The rule that serves, and what led there: "that of the coverage, else of the size, else `default`"."""
    for rule, spellings in rules.items():
        if fold(shot) in [fold(each) for each in (rule, *spellings)]:
            return rule, "rule"
    of_coverage, of_sizes = axes
    reached: list[tuple[str | None, str]] = []
    for coverage in of_coverage or ("",):
        for size in of_sizes or ("",):
            by_size = rule_named(size, "sizes", vocabulary, rules) if size else None
            by_coverage = rule_named(coverage, "coverage", vocabulary, rules) if coverage else None
            reached.append((by_coverage, "coverage") if by_coverage else (by_size, "size"))
    # "where all of them lead to one rule, or to rules whose effective forms are equal but for their names"
    wanted = [forms.get(rule or "default", rule or "default") for rule, _ in reached]
    first, by = reached[0]
    if first is None or any(each != wanted[0] for each in wanted):
        return "default", "nothing"
    unsure = {"coverage": len(of_coverage), "size": len(of_sizes)}
    several = any(unsure[each] > 1 for _, each in reached)
    return first, "readings" if several else by


def rule_named(
    name: str, axis: str, vocabulary: Vocabulary, rules: Mapping[str, Sequence[str]]
) -> str | None:
    """The rule with this name or spelling, else the first with another spelling of the name."""
    for written in ([name], vocabulary[axis][name]):
        wanted = [shot_words(each) for each in written]
        for rule, spellings in rules.items():
            if any(shot_words(each) in wanted for each in (rule, *spellings)):
                return rule
    return None
