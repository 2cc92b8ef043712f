"""A ban for a stretch of scenes without its other half (R277): told with that half, unless something may say it."""

from __future__ import annotations

import random
from typing import Any

import pytest
import yaml

from selector.review.lint import lint
from tests.drawn_scenes import scene
from tests.generate import rule_set
from tests.hardly_meant import WHO, told
from tests.long import many
from tests.pools import build, pool
from tests.test_lint_of_lists import entry, rules_of

FILES = many(12, 3_000)
SICK = entry("sick", of="Mara", label="healthy", when={"scenes": {"from": 40, "to": 52}})


@pytest.mark.parametrize(
    ("ban", "half"),
    [
        (SICK, "of: Mara, not: {label: healthy}, when: {not: {scenes: {from: 40, to: 52}}}"),
        (
            entry("x", of=["Mara", "MARA_2"], label="a", when={"scenes": {"after": 3, "before": "she wakes"}}),
            "of: [Mara, MARA_2], not: {label: a}, when: {not: {scenes: {after: 3, before: she wakes}}}",
        ),
        (
            entry("x", of="Mara", crop="full", **{"not": {"label": "wet"}}, when={"scenes": 12}),
            "of: Mara, label: wet, when: {not: {scenes: 12}}",
        ),
        (
            entry("x", of="Mara", label=["dry", "no: coat"], when={"scenes": [12, "13A"]}),
            'of: Mara, not: {label: [dry, "no: coat"]}, when: {not: {scenes: [12, "13A"]}}',
        ),
        (
            entry("x", of="Mara", any_of=[{"label": "a"}, {"label": "b"}], when={"scenes": 12}),
            "of: Mara, not: {label: [a, b]}, when: {not: {scenes: 12}}",
        ),
    ],
)  # fmt: skip
def test_a_ban_for_a_stretch_is_told_with_its_other_half(ban: dict[str, Any], half: str) -> None:
    for content in ({"never": [ban]}, {"shots": {"default": {**WHO, "never": [ban]}}}):
        (problem,) = told("R277", content)
        whole = f"{{name: not-{ban['name']}, {half}, because: …}}"
        assert f"`{whole}`" in problem.hint
        assert told("R277", {"never": [ban, yaml.safe_load(whole)]}) == []


OTHERS: list[dict[str, Any]] = [
    {"never": [entry("well", of="mara", label="sick")]},
    {"never": [entry("well", of="Mara", picture="MARA_SICK", when={"note": "well"})]},
    {"never": [entry("well", of="MA*", label="sick", when={"scenes": {"before": 40}})]},
    {"never": [entry("well", of="MARA_VOSS", label="sick", when={"not": {"scenes": {"from": 40, "to": 52}}})]},
    {"never": [entry("well", label="sick", when={"not": {"scenes": {"from": 40, "to": 52}}})]},
    {"prefer": [{"label": "healthy"}]},
    {"prefer": [{"matches": "wardrobe"}]},
    {"prefer": ["face", {"of": "Mara", "label": "tired"}]},
    {"first": [entry("healthy", of="Mara", label="healthy", at_most=1)]},
    {"pin": [entry("this-one", of="Mara", picture="MARA_SICK", when={"note": "night"})]},
    {"shots": {"default": {"prefer": {"label": "healthy"}, **WHO}}},
    {"shots": {"default": {"priorities": [entry("w", role="subject", prefer={"label": "healthy"})]}}},
    {"scenes": {"60": {"prefer": {"of": "Mara", "label": "sick"}}}},
]  # fmt: skip
"""What says which of two looks goes in other scenes."""


@pytest.mark.parametrize("other", OTHERS)
def test_a_stretch_whose_other_half_may_be_said_is_not_told(other: dict[str, Any]) -> None:
    never = [SICK, *other.get("never", ())]
    assert told("R277", {**other, "never": never}) == []


@pytest.mark.parametrize(
    "ban",
    [
        entry("away", of="Mara", when={"scenes": {"from": 40, "to": 52}}),
        entry("face", of="Mara", crop="face", when={"scenes": {"from": 40, "to": 52}}),
        entry("open", of="Mara", label="lit", when={"scenes": {"after": "the oil runs out"}}),
        entry("until", of="Mara", label="torn", when={"scenes": {"before": 40}}),
        entry("nobody", label="draft", when={"scenes": {"from": 40, "to": 52}}),
        entry("shot", of="Mara", label="dry", when={"scenes": [3], "shot": "default"}),
        entry("always", of="Mara", label="dry"),
    ],
)
def test_a_ban_that_is_about_no_two_looks_or_no_closed_stretch_is_not_told(
    ban: dict[str, Any],
) -> None:
    assert told("R277", {"never": [ban]}) == []


@pytest.mark.parametrize(
    "other",
    [
        {"never": [entry("drafts", label="draft")]},
        {"never": [entry("more", of="Mara", label="smiling", when={"scenes": {"from": 40, "to": 52}})]},
        {"prefer": [{"of": "Otto", "label": "old"}, {"label": "from behind"}, "cleaned"]},
    ],
)  # fmt: skip
def test_what_is_said_of_somebody_else_or_of_the_same_scenes_is_no_other_half(
    other: dict[str, Any],
) -> None:
    never = [SICK, *other.get("never", ())]
    assert [each.at.line for each in told("R277", {**other, "never": never})] == [1]


def test_two_half_stretches_of_two_people_are_both_told() -> None:
    wet = entry("wet", of="Otto", label="dry", when={"scenes": {"from": 12, "to": 15}})
    assert len(told("R277", {"never": [SICK, wet]})) == 2


def test_outside_a_stretch_that_is_told_the_two_looks_may_change_places() -> None:
    """Which of two pictures goes does not depend on which of them is the one with the look of the stretch."""
    rng = random.Random(32)
    at_top = [{}, {}, *(each for each in OTHERS if each.keys().isdisjoint({"shots", "scenes"}))]
    count = 0
    for _ in range(FILES):
        content = rule_set(rng, with_edits=False)
        content |= rng.choice(at_top)
        label = rng.choice(["night", "healthy", "healthy"])
        half = SICK | {"name": "half", "label": label}
        content["never"] = [half, *content.get("never", ())]
        rules = rules_of(content)
        if not any(each.code == "R277" and "`half`" in each.what for each in lint(rules)):
            continue
        sketches = pool(rng)
        for _ in range(3):
            manifest = scene(rng, content, sketches)
            manifest["scene_index"] = rng.choice([7, 39, 53])
            manifest["placements"].insert(0, {"asset_tag": "MARA", "role": "subject"})
            here, there = (
                rules.select(manifest, [*two_looks(labels), *build(sketches)]).places
                for labels in ((label, "sick"), ("sick", label))
            )
            assert here == there, content
            count += 1
    assert count > FILES // 10


def two_looks(labels: tuple[str, str]) -> list[dict[str, Any]]:
    """Two pictures of Mara that only their labels tell apart."""
    return [
        {
            "id": f"look-{nth}",
            "manifest_tag": "MARA",
            "asset_type": "CHARACTER",
            "user_tags": [label],
        }
        for nth, label in enumerate(labels)
    ]
