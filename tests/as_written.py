"""A rule set's content, as plain data, in; the same as the values of a rule file, or as its text, out."""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from selector.engine.extended import laid_over
from selector.language.condition import ConditionWord
from selector.language.conditions import CONDITIONS
from selector.language.entry_lists import ENTRY_LISTS
from selector.language.file_words import FILE_WORDS
from selector.language.kinds.conditions_within import Conditions
from selector.language.kinds.count_of import CountOf
from selector.language.scene_conditions import SCENE_CONDITIONS
from selector.language.shot_words import SHOT_WORDS, TASTES
from selector.model.problem import Location, Source
from selector.model.ruleset import (
    Condition,
    Entry,
    RuleSet,
    SceneRule,
    ShotRule,
    Written,
    WrittenWords,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

GENERATED = Source(name="generated")


def as_values(rules: Mapping[str, Any], source: Source = GENERATED) -> RuleSet:
    """The rule set that a reader should make of this content, together with those that it extends."""
    child = one_file(rules, source)
    parents = []
    for number, parent in enumerate(parents_of(rules), 1):
        parents.append((f"parent {number}", one_file(parent, Source(name=f"parent {number}"))))
    return laid_over(child, parents) if parents else child


def parents_of(rules: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The content that a rule set extends, the nearest first: `extends` has it, in place of a name."""
    while "extends" in rules:
        rules = rules["extends"]
        yield rules


def as_naive(rules: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """A rule set and those that it extends, by names, as rule files have them."""
    files = []
    for number, each in enumerate((rules, *parents_of(rules)), 1):
        named = {"extends": f"parent {number}"} if "extends" in each else {}
        files.append({**each, **named})
    file, *parents = files
    return file, {f"parent {number}": parent for number, parent in enumerate(parents, 1)}


def one_file(rules: Mapping[str, Any], source: Source = GENERATED) -> RuleSet:
    """What one file says by itself; each value but a reason has a line of its own."""
    numbers = itertools.count(1)

    def at() -> Location:
        line = next(numbers)
        return Location(source=source, line=line, column=1, end_line=line, end_column=2)

    def written_words(content: Mapping[str, Any]) -> WrittenWords:
        said = {}
        for key in SHOT_WORDS:
            if key in TASTES and key in content:
                said[key] = Written(value=items_in(content[key]), at=at())
            elif key in content:
                value = content[key]
                said[key] = Written(
                    value=tuple(value) if isinstance(value, list) else value, at=at()
                )
        for key, word in FILE_WORDS.items():
            if key in content:
                read: Any = word.read(content[key])
                said[key] = Written(value=read, at=at())
        return said

    def items_in(value: Any) -> tuple[Any, ...]:
        items = value if isinstance(value, list) else [value]
        words = [item for item in items if isinstance(item, str)]
        items = [
            item
            for number, item in enumerate(items)
            if item not in words or item not in items[:number]
        ]
        return tuple(conditions_in(item) if isinstance(item, dict) else item for item in items)

    def conditions_in(
        content: Mapping[str, Any], table: Mapping[str, ConditionWord] = CONDITIONS
    ) -> tuple[Condition, ...]:
        return tuple(condition(key, content[key], table) for key in table if key in content)

    def condition(key: str, value: Any, table: Mapping[str, ConditionWord]) -> Condition:
        kind = table[key].kind
        if isinstance(kind, Conditions):
            groups = value if isinstance(value, list) else [value]
            values = tuple(conditions_in(group, table) for group in groups)
            return Condition(key=key, values=values, at=at())
        if isinstance(kind, CountOf):
            (count,) = kind.read(value)
            return Condition(
                key=key, values=(replace(count, conditions=conditions_in(value)),), at=at()
            )
        return Condition(key=key, values=kind.read(value), at=at())

    def entry(content: Mapping[str, Any], list_key: str) -> Entry:
        conditions = conditions_in(content)
        words: dict[str, Written[Any]] = {}
        for key, word in ENTRY_LISTS[list_key].all_words.items():
            if key in content and key in TASTES:
                words[key] = Written(value=items_in(content[key]), at=at())
            elif key in content and key != "because":
                words[key] = Written(value=word.read(content[key]), at=at())
        here = at()
        if "because" in content:
            words["because"] = Written(value=content["because"], at=here)
        when = conditions_in(content.get("when", {}), SCENE_CONDITIONS)
        return Entry(name=content["name"], conditions=conditions, when=when, words=words, at=here)

    def lists(content: Mapping[str, Any]) -> dict[str, tuple[Entry, ...]]:
        return {
            key: tuple(entry(each, key) for each in content[key])
            for key in ENTRY_LISTS
            if key in content
        }

    def shot(name: str, content: Mapping[str, Any]) -> ShotRule:
        return ShotRule(
            name=name,
            spellings=tuple(
                Written(value=spelling, at=at()) for spelling in content.get("spellings", ())
            ),
            like=Written(value=content["like"], at=at()) if "like" in content else None,
            words=written_words(content),
            lists=lists(content),
            at=at(),
        )

    def scene(number: Any, content: Mapping[str, Any]) -> SceneRule:
        words = dict(written_words(content))
        for key in ("use", "because"):
            if key in content:
                words[key] = Written(value=content[key], at=at())
        return SceneRule(number=str(number), words=words, lists=lists(content), at=at())

    extends = None
    if "extends" in rules:
        extends = Written(value="the next parent", at=at())
    return RuleSet(
        language=rules["language"],
        extends=extends,
        name=rules["name"],
        version=rules["version"],
        description=rules["description"],
        words=written_words(rules),
        lists=lists(rules),
        shots=tuple(shot(name, content) for name, content in rules["shots"].items()),
        scenes=tuple(scene(number, content) for number, content in rules.get("scenes", {}).items()),
        source=source,
        at=at(),
    )


def yaml_text(rules: Mapping[str, Any], rng: random.Random | None = None) -> str:
    """The content as YAML: tidy without `rng`, else with its keys, quotes, blanks and comments thrown about."""
    return "\n".join(block(rules, 0, rng)) + "\n"


def block(content: Mapping[str, Any], indent: int, rng: random.Random | None) -> Iterator[str]:
    """The lines of one mapping."""
    step = rng.choice((1, 2, 4)) if rng else 2
    for key, value in shuffled(content, rng):
        lead = " " * indent + flow(key, rng) + ":"
        if rng and rng.random() < 0.1:
            yield " " * rng.randint(0, 6) + "# a remark: [not, {read"
        if isinstance(value, dict) and value and not (rng and rng.random() < 0.1):
            yield lead
            yield from block(value, indent + step, rng)
        elif (
            isinstance(value, list)
            and value
            and isinstance(value[0], dict)
            and not (rng and rng.random() < 0.1)
        ):
            yield lead
            for entry in value:
                yield " " * (indent + step) + "- " + flow(entry, rng)
        else:
            yield f"{lead} {flow(value, rng)}" + (" # so" if rng and rng.random() < 0.1 else "")


def flow(value: Any, rng: random.Random | None) -> str:
    """One value on one line."""
    if isinstance(value, dict):
        return (
            "{"
            + ", ".join(
                f"{flow(key, rng)}: {flow(each, rng)}" for key, each in shuffled(value, rng)
            )
            + "}"
        )
    if isinstance(value, list):
        blank = " " * rng.randint(0, 2) if rng else ""
        return (
            "[" + blank + f",{blank or ' '}".join(flow(each, rng) for each in value) + blank + "]"
        )
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str):
        return str(value)
    if is_bare(value) and not (rng and rng.random() < 0.2):
        return value
    return (
        "'" + value.replace("'", "''") + "'"
        if rng and rng.random() < 0.5
        else json.dumps(value, ensure_ascii=False)
    )


def is_bare(value: str) -> bool:
    """Whether a text needs no quotes."""
    return value.replace("_", "").isalpha() and value not in {"true", "false"}


def shuffled(content: Mapping[str, Any], rng: random.Random | None) -> list[tuple[Any, Any]]:
    """The entries of a mapping, in any order if there is an `rng`."""
    entries = list(content.items())
    return rng.sample(entries, len(entries)) if rng else entries
