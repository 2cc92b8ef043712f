"""Warnings about words that are often misread: that what they claim is true of films. What they say is in `misread`."""

from __future__ import annotations

import copy
import json
import random
import re
from collections.abc import Iterator
from itertools import product
from typing import Any

from selector.engine.pool import AssetPool
from selector.engine.rules import Rules
from selector.model.problem import Problem
from selector.model.vocabulary import ASSET_TYPES, CROPS, ROLES
from selector.review.labels_of_one_crop import bans_on_labels_of_one_crop
from selector.review.lint import lint
from tests.generate import rule_set
from tests.long import many
from tests.test_lint_of_lists import HEAD, entry, rules_of, selections

FILES = many(16, 3_000)
FEW = ("character", "prop", "vehicle")


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


def test_where_one_priority_takes_one_of_a_kind_another_may_still_send_one() -> None:
    rng = random.Random(33)
    shown = 0
    for _ in range(5 * FILES):
        content = with_steps(rng, FEW)
        for step in content["shots"]["default"]["priorities"]:
            if rng.random() < 0.5:
                step["at_most"] = 1
        for key, number in (("limits", {"at_most": 1}), ("never", {})):
            if rng.random() < 0.4:
                content[key] = [entry(key, type=some(rng, FEW), **number)]
        rules = rules_of(content)
        for problem in told(rules, "R271"):
            one, _, other = named(problem.what)
            steps = {step["name"]: step for step in content["shots"]["default"]["priorities"]}
            assert any(
                {each for _, each in sent(rules, film)} >= {one, other}
                and all(meets(film, tag, steps[one]) for tag, _ in sent(rules, film))
                for film in pairs(rng, tags="ABC")
            ), json.dumps(content)
            shown += 1
    assert shown > FILES // 10


def with_steps(rng: random.Random, types: tuple[str, ...] = ASSET_TYPES) -> dict[str, Any]:
    """Rules of a few priorities with roles, types and crops."""
    steps = []
    for number in range(rng.choice((2, 3, 4))):
        conditions = {
            "role": some(rng, ROLES),
            "type": some(rng, types),
            "crop": some(rng, CROPS),
        }
        kept = rng.sample(sorted(conditions), rng.choice((1, 1, 2)))
        steps.append(entry(f"p{number}", **{key: conditions[key] for key in kept}))
    return {**HEAD, "shots": {"default": {"priorities": steps}}}


def some(rng: random.Random, words: Any) -> list[str]:
    """One or two of some words."""
    return rng.sample(sorted(words), rng.choice((1, 1, 2)))


def test_an_entry_with_a_label_takes_only_pictures_that_have_it_themselves() -> None:
    rng = random.Random(34)
    sent_by_them = 0
    for _ in range(FILES):
        content = with_labels(rule_set(rng, with_edits=False), rng)
        rules = rules_of(content)
        warned = {named(problem.what)[0]: problem for problem in told(rules, "R274")}
        for selection in selections(rng, rules, content):
            for pick in selection.picks:
                if pick.priority.name in warned:
                    sent_by_them += 1
                    assert "night" in map(str.casefold, labels_of(pick.asset)), json.dumps(content)
    assert sent_by_them


def with_labels(content: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    """Rules that put a crop first, with priorities that ask for a label and have names of their own."""
    content = copy.deepcopy(content)
    content["prefer"] = rng.choice(("face", "full"))
    for number, shot in enumerate(content["shots"].values()):
        for nth, step in enumerate(shot.get("priorities", ())):
            if rng.random() < 0.5:
                step |= {"name": f"labelled {number} {nth}", "label": "night"}
    return content


def labels_of(asset: Any) -> list[str]:
    labels = asset["user_tags"] if isinstance(asset, dict) else asset.user_tags
    return list(labels or ())


def test_a_ban_on_a_label_leaves_the_other_crop_that_is_named() -> None:
    rng = random.Random(35)
    found = 0
    ban = entry("guests", label="guest")
    shot = {"pictures_each": 9, "priorities": [entry("all", crop=[*CROPS])]}
    rules = rules_of({**HEAD, "references": 9, "never": [ban], "shots": {"default": shot}})
    for _ in range(FILES):
        pictures: list[dict[str, Any]] = [
            {
                "id": f"p{nth}",
                "manifest_tag": rng.choice("AB"),
                "asset_type": "character",
                "is_face_crop": rng.random() < 0.5,
                "user_tags": ["guest"] if rng.random() < 0.5 else [],
            }
            for nth in range(rng.choice((2, 3, 4)))
        ]
        manifest = {
            "composition": {"shot_type": "x"},
            "placements": [{"asset_tag": tag, "role": "subject"} for tag in "AB"],
        }
        goes = {pick.asset["id"] for pick in rules.select(manifest, pictures).picks}
        split = {tag for tag in "AB" if is_split_by_crop(tag, pictures)}
        problems = list(bans_on_labels_of_one_crop(rules, AssetPool(pictures)))
        assert len(problems) == bool(split)
        for problem in problems:
            excluded, left, called = named(problem.what)
            assert called in split
            assert left in goes
            assert excluded not in goes
            found += 1
    assert found > FILES // 10


def is_split_by_crop(tag: str, pictures: list[dict[str, Any]]) -> bool:
    """Whether all pictures of one crop of somebody have the label, and none of the other crop."""
    own = [each for each in pictures if each["manifest_tag"] == tag]
    by_label = {(bool(each["user_tags"]), each["is_face_crop"]) for each in own}
    return by_label in ({(True, True), (False, False)}, {(True, False), (False, True)})


Film = tuple[dict[str, Any], list[dict[str, Any]]]
"""A scene and its pictures."""


def pairs(rng: random.Random, speaker: str | None = None, tags: str = "AB") -> Iterator[Film]:
    """Films of A and of others that are all alike, as many as there are tags, in any roles."""
    all_kinds = list(product(ROLES, ASSET_TYPES, CROPS))
    films = list(product(all_kinds, all_kinds))
    rng.shuffle(films)
    for first, others in films:
        scene: dict[str, Any] = {"composition": {"shot_type": "x"}, "placements": []}
        pool = []
        for tag in tags:
            role, type_, crop = first if tag == "A" else others
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
    if order == "speaks":
        return bool(tag == film[0]["dialogue_lines"][0]["speaker_tag"])
    return meets(film, tag, order)


def meets(film: Film, tag: str, conditions: dict[str, Any]) -> bool:
    """Whether somebody meets those of some conditions that are on roles, types and crops."""
    scene, pool = film
    (placement,) = [each for each in scene["placements"] if each["asset_tag"] == tag]
    (picture,) = [each for each in pool if each["manifest_tag"] == tag]
    crop = "face" if picture["is_face_crop"] else "full"
    facts = {"role": placement["role"], "type": picture["asset_type"], "crop": crop}
    return all(fact in conditions.get(key, [fact]) for key, fact in facts.items())
