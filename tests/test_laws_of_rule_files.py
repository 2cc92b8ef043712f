"""Laws of reading: generated rule files, in any layout, are read as written and never raise when they choose."""

from __future__ import annotations

import json
import random
from dataclasses import fields, is_dataclass
from typing import Any

from selector.engine.pool import AssetPool
from selector.model.problem import Source, errors_of
from selector.reading.load import check_rules
from selector.reading.rules.rule_file import read_rule_file
from tests.as_written import as_values, yaml_text
from tests.drawn_scenes import scene
from tests.generate import rule_set
from tests.long import many
from tests.mutate import mutants
from tests.pools import build, pool
from tests.test_laws import kinds

FILES = many(8, 800)


def test_rules_that_pass_the_check_never_raise_at_evaluation() -> None:
    rng = random.Random(4)
    for _ in range(FILES):
        content = rule_set(rng)
        rules, problems = check_rules(Source(name="rules.yaml", text=yaml_text(content, rng)))
        assert rules is not None, problems
        for _ in range(4):
            sketches = pool(rng)
            assets = AssetPool(build(sketches))
            for _ in range(5):
                selection = rules.select(scene(rng, content, sketches), assets)
                assert str(selection.explain())
                assert str(rules.plan)


def test_a_rule_file_that_is_nearly_right_gives_rules_that_choose_or_problems_and_never_both() -> (
    None
):
    rng = random.Random(8)
    good = [rule_set(rng) for _ in range(20)]
    keys = (
        "role",
        "type",
        "crop",
        "at_most",
        "because",
        "like",
        "prefer",
        "references",
        "spellings",
        "pictures_each",
    )
    passed = 0
    for content in mutants(good, 9, keys, FILES * 8):
        rules, problems = check_rules(Source(name="rules.yaml", text=json.dumps(content)))
        assert (rules is None) == any(problem.severity == "error" for problem in problems), (
            content,
            problems,
        )
        if rules is not None:
            passed += 1
            for asked in rules.plan.by_name:
                sketches = pool(rng)
                manifest = {**scene(rng, good[0], sketches), "composition": {"shot_type": asked}}
                assert str(rules.select(manifest, build(sketches)).explain()), content
    assert passed > FILES // 2


def test_a_rule_file_is_read_as_it_was_written() -> None:
    rng = random.Random(5)
    for _ in range(FILES):
        content = rule_set(rng)
        read = read_rule_file(Source(name="rules.yaml", text=yaml_text(content)))
        assert not errors_of(read.problems)
        assert read.rule_set is not None
        assert without_places(read.rule_set) == without_places(as_values(content))


def test_the_order_of_keys_and_the_layout_of_the_file_never_matter() -> None:
    rng = random.Random(6)
    for _ in range(FILES):
        content = rule_set(rng)
        sketches = pool(rng)
        assets = AssetPool(build(sketches))
        scenes = [scene(rng, content, sketches) for _ in range(4)]
        answers = []
        for text in (yaml_text(content), yaml_text(content, rng), yaml_text(content, rng)):
            rules, problems = check_rules(Source(name="rules.yaml", text=text))
            assert rules is not None, (problems, text)
            chosen = [rules.select(manifest, assets) for manifest in scenes]
            answers.append(
                (rules.digest, [(list(map(id, each.assets)), kinds(each)) for each in chosen])
            )
        assert answers[0] == answers[1] == answers[2], content


def without_places(value: Any) -> Any:
    """A rule set's value with every place left out."""
    if is_dataclass(value) and not isinstance(value, type):
        kept = [field.name for field in fields(value) if field.name not in {"at", "source"}]
        return (
            type(value).__name__,
            [(name, without_places(getattr(value, name))) for name in kept],
        )
    if isinstance(value, tuple):
        return [without_places(each) for each in value]
    if isinstance(value, dict):
        return {key: without_places(each) for key, each in value.items()}
    return value
