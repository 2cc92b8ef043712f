"""Warnings about words that are often misread: that what they claim is true of films. What they say is in `misread`."""

from __future__ import annotations

import copy
import json
import random
import re
from typing import Any

from selector.engine.rules import Rules
from selector.model.problem import Problem
from selector.review.lint import lint
from tests.generate import rule_set
from tests.long import many
from tests.test_lint_of_lists import rules_of, selections

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
