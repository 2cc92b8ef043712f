"""A case in; the same with one thing less out, in every way there is: for finding what a disagreement takes."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from selector.engine.compile import compile_rules
from selector.language.conditions import CONDITIONS
from selector.language.file_words import FILE_WORDS
from selector.language.shot_words import SHOT_WORDS
from tests.as_written import as_values
from tests.choosing import models
from tests.drawn_scenes import plain
from tests.generate import Case
from tests.pools import Sketch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


def smaller(case: Case) -> Iterator[Case]:
    """Cases with one thing less: a placement, an asset, a value of an asset, a shot rule, a priority, a word."""
    placements = case.manifest["placements"]
    for number in range(len(placements)):
        yield replace(case, manifest={**case.manifest, "placements": without(placements, number)})
        plainer = {key: plain(value) for key, value in placements[number].items()}
        if plainer != placements[number]:
            changed = [*placements[:number], plainer, *placements[number + 1 :]]
            yield replace(case, manifest={**case.manifest, "placements": changed})
    for number in range(len(case.pool)):
        yield replace(case, pool=tuple(without_asset(case.pool, number)))
    for number, sketch in enumerate(case.pool):
        plainer = {
            name: plain(value) if isinstance(value, str) else value
            for name, value in sketch.values.items()
        }
        if plainer != sketch.values:
            yield replace(
                case,
                pool=(
                    *case.pool[:number],
                    replace(sketch, values=plainer),
                    *case.pool[number + 1 :],
                ),
            )
        for key in sketch.values:
            if key not in {"manifest_tag", "asset_type"}:
                less = replace(
                    sketch,
                    values={name: value for name, value in sketch.values.items() if name != key},
                )
                yield replace(case, pool=(*case.pool[:number], less, *case.pool[number + 1 :]))
    for rules in smaller_rules(case.rules):
        yield replace(case, rules=rules)


def smaller_rules(rules: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The same rule set with one thing less, where that is still a rule set."""
    for less in with_less(rules):
        if compile_rules(as_values(less), models)[0] is not None:
            yield less


def with_less(rules: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The same rule set with one thing less; it may not be one any more."""
    if "extends" in rules:
        yield rules["extends"]
        for parent in with_less(rules["extends"]):
            yield {**rules, "extends": parent}
    for key in (*SHOT_WORDS, *FILE_WORDS):
        if key in rules:
            yield {name: value for name, value in rules.items() if name != key}
    for number in rules.get("scenes", ()):
        left = {other: each for other, each in rules["scenes"].items() if other != number}
        yield {**rules, "scenes": left}
        scene = rules["scenes"][number]
        for key in scene:
            if len(scene) > 1:
                less = {other: value for other, value in scene.items() if other != key}
                yield {**rules, "scenes": {**rules["scenes"], number: less}}
    for each in {"never", "first", "limits", "pin", "instead"} & rules.keys():
        yield {key: value for key, value in rules.items() if key != each}
        for number in range(len(rules[each])):
            if len(rules[each]) > 1:
                yield {**rules, each: without(rules[each], number)}
    yield from without_when(rules)
    named = {shot.get("like") for shot in rules["shots"].values()}
    named |= {scene.get("use") for scene in rules.get("scenes", {}).values()}
    named |= {entry["use"] for entry in rules.get("instead", ())}
    for name, shot in rules["shots"].items():
        if name != "default" and name not in named:
            yield {
                **rules,
                "shots": {other: each for other, each in rules["shots"].items() if other != name},
            }
        for key in shot:
            if key not in {"priorities", "like"} or {"priorities", "like"} <= set(shot):
                less = {other: value for other, value in shot.items() if other != key}
                yield {**rules, "shots": {**rules["shots"], name: less}}
        for number in range(len(shot.get("change", ()))):
            if len(shot["change"]) > 1:
                less = {**shot, "change": without(shot["change"], number)}
                yield {**rules, "shots": {**rules["shots"], name: less}}
        for number, priority in enumerate(shot.get("priorities", ())):
            if len(shot["priorities"]) > 1:
                less = {**shot, "priorities": without(shot["priorities"], number)}
                yield {**rules, "shots": {**rules["shots"], name: less}}
            conditions = [key for key in CONDITIONS if key in priority]
            for key in (
                *(conditions if len(conditions) > 1 else ()),
                *({"at_most", "because", *SHOT_WORDS} & set(priority)),
            ):
                left = {other: value for other, value in priority.items() if other != key}
                changed = [*shot["priorities"][:number], left, *shot["priorities"][number + 1 :]]
                yield {**rules, "shots": {**rules["shots"], name: {**shot, "priorities": changed}}}


def without_when(rules: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The same rule set with an entry that counts in every scene, which it did not."""
    for steps, entry in list(entries_in(rules)):
        if "when" in entry and steps[0] != "instead":
            less = copy.deepcopy(dict(rules))
            holder: Any = less
            for step in steps:
                holder = holder[step]
            del holder["when"]
            yield less


def entries_in(value: Any, steps: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """The entries of all lists, with the steps that lead to them."""
    items: Iterable[tuple[Any, Any]] = ()
    if isinstance(value, Mapping):
        items = value.items()
    elif isinstance(value, list):
        items = enumerate(value)
    for step, each in items:
        if isinstance(each, Mapping) and isinstance(step, int):
            yield (*steps, step), each
        else:
            yield from entries_in(each, (*steps, step))


def without(entries: Sequence[Any], number: int) -> list[Any]:
    """The entries but one."""
    return [*entries[:number], *entries[number + 1 :]]


def without_asset(sketches: Sequence[Sketch], number: int) -> Iterator[Sketch]:
    """The pool without one entry and without those that repeat it."""
    for place, sketch in enumerate(sketches):
        if number in (place, sketch.again):
            continue
        moved = sketch.again is not None and sketch.again > number
        yield (
            replace(sketch, again=sketch.again - 1)
            if moved and sketch.again is not None
            else sketch
        )
