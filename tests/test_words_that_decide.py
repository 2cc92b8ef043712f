"""Each word of the rule language decides a drawn case: without it, something else goes.

The second opinion is worth something for a word only where the generator draws scenes in which that word makes the
difference. Here each word is taken out of a drawn rule set, and the picks of a film change.

`tests/words_that_decide.txt` has a seed for each word. Where what is drawn has changed, SELECTOR_REWRITE=1 looks for
them anew, in two minutes.
"""

from __future__ import annotations

import copy
import os
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from selector.engine.compile import compile_rules
from selector.engine.manifest import read_manifest
from selector.engine.pool import AssetPool
from selector.engine.rules import Rules
from selector.language.conditions import CONDITIONS
from selector.language.edit_words import EDIT_WORDS
from selector.language.entry_lists import ENTRY_LISTS, lists_in
from selector.language.file_words import FILE_WORDS
from selector.language.kinds.one_of_words import OneOfWords
from selector.language.kinds.some_of_words import SomeOfWords
from selector.language.scene_conditions import SCENE_CONDITIONS
from selector.language.shot_words import SHOT_WORDS, TASTES
from tests.as_written import as_values
from tests.choosing import compiled, models
from tests.drawn_conditions import TEXTS
from tests.generate import Batch, batch
from tests.pools import build, usable

Way = tuple[Any, ...]
"""The keys and numbers that lead to a value."""
Found = tuple[str, Way]
"""A word, and where it stands."""

BOUNDS = {"quality": ("at_least", "below"), "placed": ("at_least", "at_most")}
STRETCH = ("from", "after", "to", "before")
YES_OR_NO = tuple(key for key, drawn in TEXTS.items() if drawn == (True, False))
OR_TEXT = ("position", "action", "expression", "wardrobe")
"""Conditions that take texts, or `true` and `false`."""
ITEMS = {
    "prefer": ("face", "full", "cleaned", "sent_scene_before"),
    "order": ("quality", "placement", *YES_OR_NO),
}
SEEDS = 2_000
"""Rule sets in which a word is looked for."""
TABLE = Path(__file__).with_name("words_that_decide.txt")
DECIDE_NOTHING = {"because", "version", "name", "description"}
READ_BEFORE = {"shot_names"}
"""Drawn rule sets are values; a vocabulary is read from a file. `tests/test_shot_names.py` has both opinions of it."""


def words_of_the_language() -> set[str]:
    """Every word, named by its place where it may stand in several."""
    words = {f"top {key}" for key in (*FILE_WORDS, *SHOT_WORDS, *lists_in("top"), "scenes")}
    words |= {f"shot {key}" for key in (*SHOT_WORDS, *lists_in("shot rule"), "like", "spellings")}
    words |= {f"scene {key}" for key in (*SHOT_WORDS, *lists_in("scene"), "use")}
    for key, each in ENTRY_LISTS.items():
        words |= {f"{key} {word}" for word in (*each.words, "when")}
    words |= {f"edit {word}" for word in EDIT_WORDS}
    words |= set(CONDITIONS)
    for key, condition in CONDITIONS.items():
        if isinstance(condition.kind, OneOfWords | SomeOfWords):
            words |= {f"{key}: {word}" for word in condition.kind.words}
    words |= {f"{key}: {word}" for key in (*YES_OR_NO, *OR_TEXT) for word in ("true", "false")}
    words |= {f"when {key}" for key in SCENE_CONDITIONS}
    words |= {f"scenes {bound}" for bound in STRETCH}
    words |= {f"{key} {bound}" for key, bounds in BOUNDS.items() for bound in bounds}
    words |= {f"{key}: {item}" for key, items in ITEMS.items() for item in (*items, "{}")}
    return {word for word in words if word.split()[-1] not in DECIDE_NOTHING | READ_BEFORE}


def found_in_file(file: Mapping[str, Any], at: Way = ()) -> Iterator[Found]:
    """The words of a rule file and of those that it extends, and where they stand."""
    yield from found_in_place("top", file, at)
    for name, shot in file["shots"].items():
        yield from found_in_place("shot", shot, (*at, "shots", name))
    for number, scene in file.get("scenes", {}).items():
        yield from found_in_place("scene", scene, (*at, "scenes", number))
    if "extends" in file:
        yield from found_in_file(file["extends"], (*at, "extends"))


def found_in_place(place: str, content: Mapping[str, Any], at: Way) -> Iterator[Found]:
    """The words at the top, of a shot rule or of a scene."""
    for key, value in content.items():
        yield f"{place} {key}", (*at, key)
        if key in TASTES:
            yield from found_in_taste(key, value, (*at, key))
        if key in ENTRY_LISTS:
            for number, entry in enumerate(value):
                yield from found_in_entry(key, entry, (*at, key, number))


def found_in_entry(list_key: str, entry: Mapping[str, Any], at: Way) -> Iterator[Found]:
    """The words of an entry."""
    for key, value in entry.items():
        here = (*at, key)
        if key in EDIT_WORDS:
            yield f"edit {key}", here
        elif key == "when":
            yield f"{list_key} when", here
            yield from found_in_when(value, here)
        elif key in CONDITIONS:
            yield from found_in_conditions({key: value}, at)
        else:
            yield f"{list_key} {key}", here
            if key in TASTES:
                yield from found_in_taste(key, value, here)


def found_in_taste(key: str, value: Any, at: Way) -> Iterator[Found]:
    """The items of a taste."""
    for item, here in members(value, at):
        if isinstance(item, dict):
            yield f"{key}: {{}}", here
            yield from found_in_conditions(item, here)
        else:
            yield f"{key}: {item}", here


def found_in_conditions(conditions: Mapping[str, Any], at: Way) -> Iterator[Found]:
    """Conditions on pictures, and those inside."""
    for key, value in conditions.items():
        here = (*at, key)
        yield key, here
        if key in ("not", "any_of", "has"):
            for group, inside in members(value, here):
                yield from found_in_conditions(group, inside)
        elif key == "quality":
            yield from ((f"{key} {bound}", (*here, bound)) for bound in value)
        else:
            for word, inside in members(value, here):
                yield f"{key}: {str(word).lower()}", inside


def found_in_when(conditions: Mapping[str, Any], at: Way) -> Iterator[Found]:
    """Conditions on the scene, and those inside."""
    for key, value in conditions.items():
        here = (*at, key)
        yield f"when {key}", here
        if key in ("not", "any_of"):
            for group, inside in members(value, here):
                yield from found_in_when(group, inside)
        elif key == "placed":
            yield from (
                (f"placed {bound}", (*here, bound)) for bound in BOUNDS[key] if bound in value
            )
            conditions = {each: wanted for each, wanted in value.items() if each in CONDITIONS}
            yield from found_in_conditions(conditions, here)
        elif key == "scenes" and isinstance(value, dict):
            yield from ((f"scenes {bound}", (*here, bound)) for bound in value)


def members(value: Any, at: Way) -> Iterator[tuple[Any, Way]]:
    """What a list has, or the one thing that stands for a list."""
    if isinstance(value, list):
        yield from ((each, (*at, number)) for number, each in enumerate(value))
    else:
        yield value, at


def without(content: Mapping[str, Any], path: Way) -> dict[str, Any]:
    """The content without what stands there, and without what is then empty."""
    made = copy.deepcopy(dict(content))
    while path:
        *way, last = path
        holder: Any = made
        for step in way:
            holder = holder[step]
        del holder[last]
        if holder or way[-1:] == ["shots"]:
            break
        path = tuple(way)
    return made


class Film:
    """The scenes of a batch, one after another, for each of its pools."""

    def __init__(self, drawn: Batch) -> None:
        self._pools = [AssetPool(build(sketches), usable=usable) for sketches in drawn.pools]
        self._scenes = [[*map(read_manifest, scenes)] for scenes in drawn.scenes]
        self._before = [*self._picks(compiled(drawn.rules))]

    def is_changed_by(self, content: Mapping[str, Any]) -> bool:
        """Whether other rules send anything else; not if they are no rules."""
        try:
            rules, _ = compile_rules(as_values(content), models)
        except KeyError:  # it must have, say, `shots`
            return False
        if rules is None:
            return False
        both = zip(self._picks(rules), self._before, strict=True)
        return any(now != before for now, before in both)

    def _picks(self, rules: Rules) -> Iterator[list[list[int]]]:
        for pool, scenes in zip(self._pools, self._scenes, strict=True):
            yield [[*each.places] for each in rules.select_many(scenes, pool)]


def deciding() -> dict[str, int]:
    """For each word the first seed whose rule set has it where it decides."""
    seeds: dict[str, int] = {}
    undecided = words_of_the_language()
    for seed in range(SEEDS):
        seeds |= dict.fromkeys(decided_by(seed, undecided - seeds.keys()), seed)
    return seeds


def decided_by(seed: int, words: Collection[str]) -> set[str]:
    """Those of some words that decide in the rule set of a seed."""
    drawn = batch(seed, with_layers=True)
    film: Film | None = None
    decided: set[str] = set()
    for word, way in found_in_file(drawn.rules):
        if word in words and word not in decided:
            film = film or Film(drawn)
            if film.is_changed_by(without(drawn.rules, way)):
                decided.add(word)
    return decided


def test_each_word_of_the_language_decides_a_drawn_case() -> None:
    if os.environ.get("SELECTOR_REWRITE"):
        lines = [f"{word} @ {seed}\n" for word, seed in sorted(deciding().items())]
        TABLE.write_text("".join(lines), "utf-8")
    listed = [line.split(" @ ") for line in TABLE.read_text("utf-8").splitlines()]
    assert {word for word, _ in listed} == words_of_the_language(), "let the generator draw these"
    by_seed: dict[int, set[str]] = {}
    for word, its_seed in listed:
        by_seed.setdefault(int(its_seed), set()).add(word)
    for seed, words in by_seed.items():
        assert decided_by(seed, words) == words, f"seed {seed}: SELECTOR_REWRITE=1 finds others"
