"""Warnings about words that are often misread: that what they claim is true of films. What they say is in `misread`."""

from __future__ import annotations

import copy
import json
import random
import re
from collections.abc import Iterator
from itertools import product
from typing import Any

from selector.engine.rules import Rules
from selector.model.problem import Problem
from selector.model.vocabulary import ASSET_TYPES, CROPS, ROLES
from selector.review.lint import lint
from tests.generate import rule_set
from tests.long import many
from tests.test_lint_of_lists import HEAD, entry, rules_of, selections

FILES = many(40, 3_000)


def told(rules: Rules, code: str) -> list[Problem]:
    return [problem for problem in lint(rules) if problem.code == code]


def named(text: str) -> list[str]:
    """What a message has in backticks."""
    return re.findall("`([^`]*)`", text)


def test_where_nearer_rules_prefer_the_other_crop_the_top_of_the_file_decides_nothing() -> None:
    rng = random.Random(31)
    compared = 0
    for _ in range(FILES):
        content = with_crops(rule_set(rng, with_edits=False), rng)
        rules = rules_of(content)
        without = copy.deepcopy(content)
        del without["prefer"]
        for problem in told(rules, "R273"):
            seed = rng.random()
            before = selections(random.Random(seed), rules, content)
            after = selections(random.Random(seed), rules_of(without), content)
            for one, other in zip(before, after, strict=True):
                if one.shot in named(problem.what):
                    compared += bool(one.picks)
                    assert one.tags == other.tags, json.dumps(content)
    assert compared > FILES


def with_crops(content: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    """Rules that prefer crops in many places."""
    content = copy.deepcopy(content)
    content["prefer"] = rng.choice(("face", "full", ["face", "full"], [{"crop": "full"}]))
    for shot in content["shots"].values():
        if rng.random() < 0.6:
            shot["prefer"] = rng.choice(
                ("face", "full", ["full", "cleaned"], [{"label": "night"}, "face"])
            )
    return content


def test_who_comes_first_by_an_order_may_still_come_after_what_an_earlier_priority_sends() -> None:
    rng = random.Random(32)
    shown = 0
    for _ in range(FILES):
        order = rng.choice(("speaks", {"type": some(rng, ASSET_TYPES)}, {"role": some(rng, ROLES)}))
        content = with_steps(rng)
        content["shots"]["default"]["order"] = [order]
        rules = rules_of(content)
        for problem in told(rules, "R272"):
            _, late, early = named(problem.what)
            films = pairs(rng, "B" if order == "speaks" else None)
            assert any(
                sent(rules, film) == [("A", early), ("B", late)]
                and is_first(film, "B", order)
                and not is_first(film, "A", order)
                for film in films
            ), json.dumps(content)
            shown += 1
    assert shown > FILES // 10


def with_steps(rng: random.Random) -> dict[str, Any]:
    """Rules of a few priorities with roles, types and crops."""
    steps = []
    for number in range(rng.choice((2, 3, 4))):
        conditions = {
            "role": some(rng, ROLES),
            "type": some(rng, ASSET_TYPES),
            "crop": some(rng, CROPS),
        }
        kept = rng.sample(sorted(conditions), rng.choice((1, 1, 2)))
        steps.append(entry(f"p{number}", **{key: conditions[key] for key in kept}))
    return {**HEAD, "shots": {"default": {"priorities": steps}}}


def some(rng: random.Random, words: Any) -> list[str]:
    """One or two of some words."""
    return rng.sample(sorted(words), rng.choice((1, 1, 2)))


Film = tuple[dict[str, Any], list[dict[str, Any]]]
"""A scene and its pictures."""


def pairs(rng: random.Random, speaker: str | None = None) -> Iterator[Film]:
    """Every film of two pictures, of A and of B, that the scene places in any roles, in any order."""
    all_kinds = list(product(ROLES, ASSET_TYPES, CROPS))
    films = list(product(all_kinds, all_kinds))
    rng.shuffle(films)
    for kinds in films:
        scene: dict[str, Any] = {"composition": {"shot_type": "x"}, "placements": []}
        pool = []
        for tag, (role, type_, crop) in zip("AB", kinds, strict=True):
            scene["placements"].append({"asset_tag": tag, "role": role})
            pool.append({"manifest_tag": tag, "asset_type": type_, "is_face_crop": crop == "face"})
        if speaker is not None:
            scene["dialogue_lines"] = [{"speaker_tag": speaker}]
        yield scene, pool


def sent(rules: Rules, film: Film) -> list[tuple[str, str]]:
    """What is sent, each with the name of the priority that sends it."""
    return [(pick.tag, pick.priority.name) for pick in rules.select(*film).picks]


def is_first(film: Film, tag: str, order: Any) -> bool:
    """Whether an order of one item puts somebody first."""
    scene, pool = film
    if order == "speaks":
        return bool(tag == scene["dialogue_lines"][0]["speaker_tag"])
    (placement,) = [each for each in scene["placements"] if each["asset_tag"] == tag]
    (picture,) = [each for each in pool if each["manifest_tag"] == tag]
    facts = {"role": placement["role"], "type": picture["asset_type"]}
    return all(facts[key] in words for key, words in order.items())
