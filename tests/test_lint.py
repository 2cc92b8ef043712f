"""Warnings about what rules mean: what each says, and that it is true whatever the scene and the pool."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from selector.engine.pool import AssetPool
from selector.engine.rules import Rules
from selector.model.problem import Source
from selector.model.vocabulary import ASSET_TYPES, CROPS, ROLES
from selector.reading.load import check_rules, load_rules
from selector.review.idle_steps import MOST_COMPARED
from selector.review.lint import lint
from tests.drawn_scenes import scene
from tests.generate import rule_set
from tests.long import many
from tests.pools import build, pool

FILES = many(20, 3_000)
SUBJECT: dict[str, Any] = {"name": "p", "role": "subject", "because": "r"}
PROP: dict[str, Any] = {"name": "q", "role": "prop", "because": "r"}


def rules_of(content: dict[str, Any]) -> Rules:
    rules, problems = check_rules(Source(name="rules.yaml", text=json.dumps(content)))
    assert rules is not None, problems
    return rules


def found(top: dict[str, Any] | None = None, **shots: Any) -> list[str]:
    head = {"language": 1, "name": "a", "version": "1"}
    default = {"default": {"priorities": [SUBJECT, PROP]}}
    return [
        problem.code
        for problem in lint(rules_of({**head, **(top or {}), "shots": {**default, **shots}}))
    ]


def test_the_default_rules_are_clean() -> None:
    assert list(lint(load_rules())) == []


def test_a_reason_is_asked_for_once_even_where_other_rules_are_like_it() -> None:
    bare = {"priorities": [{"name": "p", "role": "subject"}]}
    assert found(a=bare, b={"like": "a"}, c={"like": "b"}) == ["R251"]


@pytest.mark.parametrize(
    ("each", "priorities", "expected"),
    [
        (["face"], [SUBJECT], ["R252"]),
        ("face", [SUBJECT], ["R252"]),
        ("full", [SUBJECT], []),
        (["face"], [{**SUBJECT, "crop": "face"}], []),
        (["face"], [{**SUBJECT, "crop": "full"}], ["R252"]),
        (["face"], [{**SUBJECT, "crop": "face"}, {**PROP, "crop": ["full", "face"]}], ["R252"]),
        (["face", "full"], [SUBJECT, PROP], []),
        (["face", "full"], [SUBJECT], ["R253"]),
        (["face", "full"], [SUBJECT, {**SUBJECT, "name": "again"}], []),
        (["face", "full"], [SUBJECT, {**SUBJECT, "name": "b"}, {**SUBJECT, "name": "c"}], ["R255"]),
        (1, [SUBJECT], []),
        (2, [SUBJECT], ["R253"]),
        (2, [SUBJECT, PROP], []),
        (3, [SUBJECT, PROP], ["R253"]),
        (2, [SUBJECT, {**SUBJECT, "name": "again"}], []),
        (2, [SUBJECT, {**SUBJECT, "name": "again"}, {**SUBJECT, "name": "once more"}], ["R255"]),
        (1, [SUBJECT, {**SUBJECT, "name": "again"}], ["R255"]),
        (1, [{**SUBJECT, "at_most": 1}, {**SUBJECT, "name": "again"}], []),
        (1, [{**SUBJECT, "at_most": 3}, {**SUBJECT, "name": "again"}], ["R255"]),
        (1, [{**SUBJECT, "at_most": 4}], ["R254"]),
        (1, [{**SUBJECT, "at_most": 3}], []),
        (1, [{**SUBJECT, "type": "prop"}, {**SUBJECT, "name": "wider"}], []),
        (1, [{**SUBJECT, "crop": "face"}, {**SUBJECT, "name": "either"}], []),
        (1, [{**SUBJECT, "crop": ["face", "full"]}, {**SUBJECT, "name": "either"}], ["R255"]),
        ("full", [SUBJECT, {**PROP, "crop": "face"}], ["R255"]),
        (
            ["face", "full"],
            [{**SUBJECT, "crop": "face"}, {**SUBJECT, "name": "a", "crop": "face"}],
            ["R253", "R255"],
        ),
        (
            ["face", "full"],
            [{**SUBJECT, "crop": "face"}, {**SUBJECT, "name": "full", "crop": "full"}],
            [],
        ),
    ],
)
def test_a_shot_rule_is_warned_about_exactly_where_something_does_nothing(
    each: Any, priorities: Any, expected: list[str]
) -> None:
    assert found(x={"pictures_each": each, "priorities": priorities}) == expected


OTHERS = {
    "name": "others",
    "role": ["interaction_target", "background", "environment", "prop"],
    "because": "x",
}
ANY_ROLE = {"role": [*ROLES]}
PEOPLE = {"name": "people", **ANY_ROLE, "type": "character", "because": "x"}
IN_ANY_ROLE = {"name": "people", "type": "character", "because": "x"}
SLIPS = {"name": "slips", "not": {"role": [*ROLES]}, "because": "x"}
CHARACTERS = {"name": "characters", "type": "character", "because": "x"}
OTHER_TYPES = {"name": "things", "type": [*ASSET_TYPES[1:]], "because": "x"}
"""Pipelines have pictures of another type (`OTHER`), which meet neither of the two."""


@pytest.mark.parametrize(
    ("each", "priorities", "expected"),
    [
        (1, [SUBJECT, OTHERS, PEOPLE], ["R255"]),
        (1, [SUBJECT, OTHERS, IN_ANY_ROLE], ["R255"]),
        (1, [SUBJECT, OTHERS, SLIPS], []),
        (1, [SUBJECT, {**OTHERS, "role": OTHERS["role"][1:]}, IN_ANY_ROLE], []),
        (1, [CHARACTERS, OTHER_TYPES, SUBJECT], []),
        (1, [OTHERS, PEOPLE, {**SUBJECT, "name": "last"}], []),
        (1, [SUBJECT, {**OTHERS, "at_most": 1}, PEOPLE], []),
        (1, [SUBJECT, {**OTHERS, "crop": "face"}, PEOPLE], []),
        (1, [SUBJECT, {**OTHERS, "crop": "face"}, {**PEOPLE, "crop": "face"}], ["R255"]),
        (1, [SUBJECT, {**OTHERS, "type": "prop"}, PEOPLE], []),
        (1, [SUBJECT, {**OTHERS, "type": ["prop", "character"]}, PEOPLE], ["R255"]),
        (1, [SUBJECT, {**OTHERS, "label": "night"}, PEOPLE], []),
        (1, [SUBJECT, {**OTHERS, "label": "night"}, {**PEOPLE, "label": "night"}], ["R255"]),
        (1, [SUBJECT, {**OTHERS, "label": "day"}, {**PEOPLE, "label": "night"}], []),
        (2, [SUBJECT, OTHERS, PEOPLE], []),
        (2, [SUBJECT, OTHERS, PEOPLE, {**PEOPLE, "name": "again"}], ["R255"]),
        (["face", "full"], [SUBJECT, OTHERS, PEOPLE], []),
        ("full", [SUBJECT, OTHERS, PEOPLE], ["R255"]),
    ],
)
def test_what_earlier_priorities_take_together_is_left_for_none(
    each: Any, priorities: Any, expected: list[str]
) -> None:
    assert found(x={"pictures_each": each, "priorities": priorities}) == expected


def test_every_priority_of_a_long_rule_is_looked_at() -> None:
    narrow_ones = [
        {"name": f"{role} {type_}", "role": role, "type": type_, "because": "x"}
        for role in ROLES
        for type_ in ASSET_TYPES
    ]
    many = [
        {**each, "name": f"{each['name']}, {crop}", "crop": crop}
        for each in narrow_ones
        for crop in CROPS
    ]
    last = {"name": "anything", **ANY_ROLE, "type": [*ASSET_TYPES], "because": "x"}
    assert len(many) > MOST_COMPARED
    assert found(x={"priorities": [*many, last]}) == ["R255"]
    assert found(x={"priorities": [*many[:-1], last]}) == []


def test_a_long_rule_about_labels_is_looked_at_as_far_as_its_page_says() -> None:
    labelled = [
        {"name": f"{number}", "label": f"label {number}", "because": "x"}
        for number in range(MOST_COMPARED + 2)
    ]
    again = {"name": "again", "because": "x"}
    assert found(x={"priorities": [*labelled, {**again, "label": "label 0"}]}) == ["R255"]
    last = f"label {MOST_COMPARED + 1}"
    assert found(x={"priorities": [*labelled, {**again, "label": last}]}) == []


def test_a_value_at_the_top_is_warned_about_once_and_only_where_no_rule_can_use_it() -> None:
    one = {"priorities": [SUBJECT]}
    assert found({"pictures_each": 2}, x=one) == []
    assert found({"pictures_each": 3}, x=one, y=one) == ["R253"]
    assert (
        found(
            {"pictures_each": 3}, x={**one, "pictures_each": 1}, default={**one, "pictures_each": 1}
        )
        == []
    )
    assert found({"pictures_each": "face"}, x={"like": "default"}) == ["R252"]


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        ([{"crop": ["face", "full"], "at_most": 1}], ["R255"]),
        (
            [{"role": ["subject", "prop"], "at_most": 1}, {"role": "environment", "at_most": 2}],
            ["R255"],
        ),
        ([{"role": "prop", "label": "night", "at_most": 1}], ["R255"]),
        ([{"role": "subject", "at_most": 1, "when": {"note": "night"}}], ["R255"]),
        ([{"crop": "face", "at_most": 1}], []),
        ([{"role": "subject", "label": "night", "at_most": 1}], []),
        ([{"role": "prop", "at_least": 1}], []),
        ([{"role": "prop", "label": f"night {nth}", "at_most": 1} for nth in range(41)], []),
    ],
)
def test_what_a_limit_counts_whole_or_not_at_all_leaves_nothing_for_a_later_priority(
    limits: list[dict[str, Any]], expected: list[str]
) -> None:
    named = [{"name": f"l{nth}", "because": "b", **each} for nth, each in enumerate(limits)]
    again = {"priorities": [SUBJECT, {**SUBJECT, "name": "again"}]}
    assert found(x={**again, "limits": named}) == expected


def test_a_limit_that_counts_a_part_may_leave_a_picture_for_a_later_priority() -> None:
    limits = [{"name": "one-face", "crop": "face", "at_most": 1}]
    steps = [SUBJECT, {**SUBJECT, "name": "again", "crop": "full"}]
    shots = {"default": {"prefer": "face", "limits": limits, "priorities": steps}}
    rules = rules_of({"language": 1, "name": "a", "version": "1", "shots": shots})
    pool = [
        {"manifest_tag": tag, "asset_type": "character", "is_face_crop": crop}
        for tag in "AB"
        for crop in (True, False)
    ]
    placements = [{"asset_tag": tag, "role": "subject"} for tag in "AB"]
    scene = {"composition": {"shot_type": "x"}, "placements": placements}
    picks = rules.select(scene, pool).picks
    assert [(pick.tag, pick.priority.name) for pick in picks] == [("A", "p"), ("B", "again")]


def test_a_priority_that_a_limit_may_bar_is_not_named_as_one_that_leaves_nothing() -> None:
    limits = [{"name": "one-face", "crop": "face", "at_most": 1, "because": "b"}]
    faces = {**SUBJECT, "name": "face", "crop": "face"}
    steps = [{**SUBJECT, "type": "prop"}, faces, {**faces, "name": "again", "type": "prop"}]
    shots = {"default": {"limits": limits, "priorities": steps}}
    rules = rules_of({"language": 1, "name": "a", "version": "1", "shots": shots})
    (problem,) = lint(rules)
    assert "is sent by `face`." in problem.what


def test_what_a_rule_takes_over_is_judged_by_the_rule_that_takes_it() -> None:
    capped = {"priorities": [{**SUBJECT, "at_most": 4}]}
    assert found(x=capped, y={"like": "x", "references": 5}) == []
    twice = {"priorities": [SUBJECT, {**SUBJECT, "name": "again"}]}
    assert found(x=twice, y={"like": "x", "pictures_each": 2}) == []
    assert (
        found(
            x={"pictures_each": 2, "priorities": [SUBJECT]},
            y={"like": "x", "priorities": [SUBJECT, PROP]},
        )
        == []
    )


def test_a_priority_that_is_said_to_choose_nothing_never_does() -> None:
    """As long as no two pictures are one photograph.

    Where they are, an earlier priority may leave out an individual whose picture has gone meanwhile, and this one may
    then send another picture of it.
    """
    rng = random.Random(11)
    idle = 0
    for _ in range(FILES):
        content = narrow(rule_set(rng, with_edits=False), rng)
        rules = rules_of(content)
        places = {problem.at for problem in lint(rules) if problem.code == "R255"}
        idle += len(places)
        for selection in selections(rng, rules, content, addresses=False):
            assert not [pick for pick in selection.picks if pick.priority.at in places]
    assert idle > FILES // 20


def test_what_is_said_to_change_nothing_can_be_taken_out() -> None:
    rng = random.Random(12)
    changed = 0
    for _ in range(FILES):
        content = narrow(rule_set(rng, with_edits=False), rng)
        rules = rules_of(content)
        told = {
            (problem.code, problem.at)
            for problem in lint(rules)
            if problem.code in {"R253", "R254"}
        }
        other = without(content, rules, told)
        changed += other != content
        mended = rules_of(other)
        seed = rng.random()
        before = selections(random.Random(seed), rules, content)
        after = selections(random.Random(seed), mended, content)
        assert [each.tags for each in before] == [each.tags for each in after]
    assert changed > FILES // 20


def narrow(content: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    """Rules with fewer different conditions, more caps and larger numbers, so that much of them does nothing."""
    content = copy.deepcopy(content)
    for shot in content["shots"].values():
        if rng.random() < 0.5:
            shot["pictures_each"] = rng.choice([1, 2, 3, 4, "full", ["face", "full"]])
        for priority in shot.get("priorities", ()):
            priority.pop("type", None)
            priority["role"] = rng.choice(
                [
                    ["subject", "prop"],
                    ["subject", "prop", "background"],
                    "subject",
                    ["prop", "background"],
                    ["interaction_target", "environment"],
                ]
            )
            if rng.random() < 0.3:
                priority["at_most"] = rng.choice([1, 2, 3, 5, 9])
    return content


def without(content: dict[str, Any], rules: Rules, told: set[tuple[str, Any]]) -> dict[str, Any]:
    """The rules with each number that was warned about brought down to what the warning says."""
    content = copy.deepcopy(content)
    least: Callable[[Any], int] = lambda plans: max(plan.references for plan in plans)  # noqa: E731
    places = {at for _, at in told}
    if (
        "pictures_each" in rules.rule_set.words
        and rules.rule_set.words["pictures_each"].at in places
    ):
        content["pictures_each"] = _lower(content["pictures_each"])
    for shot, written in zip(rules.rule_set.shots, content["shots"].values(), strict=True):
        if "pictures_each" in shot.words and shot.words["pictures_each"].at in places:
            written["pictures_each"] = _lower(written["pictures_each"])
        for priority, beside in zip(
            shot.lists.get("priorities", ()), written.get("priorities", ()), strict=True
        ):
            if "at_most" in priority.words and priority.words["at_most"].at in places:
                beside["at_most"] = least(rules.plan.shots)
    return content


def _lower(each: Any) -> Any:
    return each - 1 if isinstance(each, int) else each


def selections(
    rng: random.Random, rules: Rules, content: dict[str, Any], *, addresses: bool = True
) -> list[Any]:
    sketches = pool(rng)
    if not addresses:
        sketches = tuple(
            replace(sketch, values=without_address(sketch.values)) for sketch in sketches
        )
    assets = AssetPool(build(sketches))
    return [rules.select(scene(rng, content, sketches), assets) for _ in range(6)]


def without_address(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != "reference_image_url"}


def test_of_a_shot_without_references_nothing_is_said_that_it_would_send() -> None:
    never = {"references": 0, "pictures_each": ["face"]}
    twice = {"priorities": [{**SUBJECT, "at_most": 2}, {**SUBJECT, "name": "again"}]}
    assert found(title={**never, **twice}) == []
    assert found(title={**never, "pictures_each": 3, **twice}) == []
    assert found(title={"references": 1, **twice}) == ["R254", "R255"]
    assert found(title={**never, **twice}, other={"like": "title", "references": 1}) == [
        "R252",
        "R254",
        "R255",
    ]
