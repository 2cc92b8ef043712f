"""Which clean references are sent, what rules may ask about it, and who says what is sent."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from selector import Rules
from selector.engine.what_is_sent import what_is_sent, why_not_clean
from selector.language.facts import Cleaned
from selector.language.file_words.send_cleaned import SEND_CLEANED, lets_out
from selector.reporting.explaining import explain_scene
from tests.choosing import compiled, content_of
from tests.commands import as_document, called
from tests.films import JPEG, write_film

AT_LEAST = {"likeness": {"at_least": 0.7}}


def rules_of(send_cleaned: Any = None, **priority: Any) -> Rules:
    content = content_of({"default": {"priorities": [{"name": "all", **priority}]}})
    if send_cleaned is not None:
        content = {**content, "send_cleaned": send_cleaned}
    return compiled(content)


def picture(tag: str, likeness: Any = None, clean: str | None = "clean.png") -> dict[str, Any]:
    reference = {"clean_image_url": clean, "face_similarity_score": likeness}
    return {
        "manifest_tag": tag,
        "asset_type": "character",
        "reference_image_url": f"{tag}.png",
        "clean_reference": reference,
    }


POOL = [
    picture("HIGH", 0.9),
    picture("EVEN", Decimal("0.7")),
    picture("LOW", 0.5),
    picture("UNKNOWN"),
    picture("NOWHERE", 0.9, clean=None),
]
SCENE = {
    "composition": {"shot_type": "any"},
    "placements": [{"asset_tag": each["manifest_tag"], "role": "subject"} for each in POOL],
}


@pytest.mark.parametrize(
    ("send_cleaned", "tags"),
    [
        (None, ["HIGH", "EVEN", "LOW", "UNKNOWN"]),
        (AT_LEAST, ["HIGH", "EVEN"]),
        ({"likeness": {"at_least": 0}}, ["HIGH", "EVEN", "LOW"]),
        ("never", []),
    ],
)
def test_cleaned_is_what_the_rules_let_out(send_cleaned: Any, tags: list[str]) -> None:
    every = [each["manifest_tag"] for each in POOL]
    for wanted in (True, False):
        rules = rules_of(send_cleaned, cleaned=wanted)
        found = [rules.select(SCENE, [each]).tags for each in POOL]
        assert found == [(tag,) if (tag in tags) is wanted else () for tag in every]


@pytest.mark.parametrize(("send_cleaned", "place"), [(None, 2), (AT_LEAST, 1), ("never", 0)])
def test_prefer_cleaned_sends_a_picture_that_goes_cleaned_first(
    send_cleaned: Any, place: int
) -> None:
    pool = [
        {**picture("ANN", clean=None), "quality_score": 5},
        {**picture("ANN", 0.8), "quality_score": 2},
        {**picture("ANN", 0.6), "quality_score": 3},
    ]
    scene = {**SCENE, "placements": [{"asset_tag": "ANN", "role": "subject"}]}
    rules = rules_of(send_cleaned, role="subject", prefer="cleaned")
    assert rules.select(scene, pool).places == [place]


@pytest.mark.parametrize(
    ("send_cleaned", "sent"),
    [(None, ["HIGH", "LOW"]), (AT_LEAST, ["HIGH"]), ("never", [])],
)
def test_scenes_that_place_a_cleaned_picture_are_those_where_the_rules_let_it_out(
    send_cleaned: Any, sent: list[str]
) -> None:
    rules = rules_of(send_cleaned, role="subject", when={"placed": {"cleaned": True}})
    found = [rules.select(SCENE, [each]).tags for each in (POOL[0], POOL[2])]
    assert [tag for tags in found for tag in tags] == sent


def test_the_digest_says_which_cleaned_pictures_are_sent() -> None:
    plain = rules_of(role="subject").digest
    digests = {rules_of(each, role="subject").digest for each in (AT_LEAST, "never")}
    assert len(digests | {plain}) == 3
    likenesses = ({"likeness": {"at_least": 1}}, {"likeness": {"at_least": 1.0}})
    assert len({rules_of(each, role="subject").digest for each in likenesses}) == 1
    zero = rules_of({"likeness": {"at_least": 0}}, role="subject")
    assert zero.digest not in digests | {plain}
    assert str(zero.plan).startswith("clean references are sent if their likeness is at least 0\n")
    assert str(rules_of("never", role="subject").plan).startswith("clean references are never sent")


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("never", "never"),
        (AT_LEAST, 0.7),
        ({"likeness": {"at_least": 0}}, 0),
        ("always", None),
        ({"likeness": 0.7}, None),
        ({"likeness": {}}, None),
        ({}, None),
        (True, None),
        (["never"], None),
    ],
)
def test_what_is_written_is_read_as_far_as_it_says_something(written: Any, value: Any) -> None:
    assert SEND_CLEANED.read(written) == value


def test_a_likeness_of_nought_is_a_likeness() -> None:
    assert lets_out(0, Cleaned("a.png", 0))
    assert not lets_out(0, Cleaned("a.png"))
    assert not lets_out(None, None)


@pytest.mark.parametrize(
    ("likeness", "rules_say", "floor", "why"),
    [
        (0.5, None, None, None),
        (None, None, 0.9, None),
        (0.5, None, 0.6, "The clean reference's likeness is 0.5; at least 0.6 is required."),
        (0.5, 0.5, 0.6, "The clean reference's likeness is 0.5; at least 0.6 is required."),
        (0.5, 0.6, 0.4, "The clean reference's likeness is 0.5; at least 0.6 is required."),
        (0.6, 0.6, 0.6, None),
        (0, 0, None, None),
        (
            None,
            0.6,
            0.7,
            "The clean reference's likeness is not known; at least 0.7 is required.",
        ),
        (1, "never", None, "The rules never send clean references."),
    ],
)
def test_of_two_floors_the_stricter_counts(
    likeness: Any, rules_say: Any, floor: float | None, why: str | None
) -> None:
    assert why_not_clean(likeness, rules_say, floor) == why


def test_explanations_say_what_is_sent() -> None:
    rules = rules_of(AT_LEAST, role="subject")
    said = []
    for each in POOL:
        selection = rules.select(SCENE, [each])
        sent = what_is_sent(selection, 0)
        said.append((sent.kind, sent.address))
        text = " ".join(explain_scene(selection, None, "").split())
        assert ("Its clean reference is sent instead of it: clean.png." in text) is (
            sent.kind == "clean"
        )
        assert ("It has a clean reference that is not sent." in text) is (sent.reason is not None)
    assert said == [
        ("clean", "clean.png"),
        ("clean", "clean.png"),
        ("original", "LOW.png"),
        ("original", "UNKNOWN.png"),
        ("original", "NOWHERE.png"),
    ]


RULES = """
language: 1
name: r
version: "1"
send_cleaned: {likeness: {at_least: 0.7}}
shots: {default: {priorities: [{name: all, crop: [face, full], because: b}]}}
"""
ASSETS = """pictures:
  - {picture: wren.jpg, tag: WREN, type: character, cleaned: {picture: clean.png, likeness: 0.9}}
  - {picture: bo.jpg, tag: BO, type: character, cleaned: {picture: bo-clean.png, likeness: 0.2}}
"""
SCENES = """scenes:
  - scene_index: 1
    composition: {shot_type: close_up}
    placements: [{asset_tag: WREN, role: subject}, {asset_tag: BO, role: prop}]
"""


def test_commands_say_in_json_what_is_sent_also_where_nothing_has_changed(
    tmp_path: Path,
) -> None:
    pictures = dict.fromkeys(("wren.jpg", "bo.jpg", "clean.png", "bo-clean.png"), JPEG)
    folder = write_film(
        tmp_path / "film",
        {**pictures, "rules.yaml": RULES, "assets.yaml": ASSETS, "scenes.yaml": SCENES},
    )
    wanted = [
        {"kind": "clean", "address": "clean.png", "reason": None},
        {
            "kind": "original",
            "address": "bo.jpg",
            "reason": "The clean reference's likeness is 0.2; at least 0.7 is required.",
        },
    ]

    def printed(*command: str) -> dict[str, Any]:
        ran = called([*command, "--format", "json"], tmp_path)
        return as_document(ran.out, {"pick": "picks"}.get(command[0], command[0]))

    for _ in range(2):
        assert printed("pick", str(folder))["scenes"][0]["sent"] == wanted
    picks = printed("why", str(folder), "1")["selection"]["picks"]
    assert [pick["sent"] for pick in picks] == wanted
