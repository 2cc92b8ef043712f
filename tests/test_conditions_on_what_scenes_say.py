"""Conditions on what the storyboard writes: texts of placements, labels in them, the focal point, who speaks."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
from pydantic import TypeAdapter, ValidationError

from selector import Rules
from selector.language.condition import ConditionWord, Requirement
from selector.language.conditions import CONDITIONS
from selector.language.kinds.in_text import InText
from selector.model.left_out import MeetsNoPriority
from selector.review.advice.adviser import Adviser
from tests.choosing import compiled, content_of

TEXT = InText()
POSITION: ConditionWord = CONDITIONS["position"]


def wanted(*written: str | bool) -> Requirement:
    return Requirement(word=POSITION, wanted=TEXT.compiled(written))


def rules_of(**conditions: Any) -> Rules:
    priority = {"name": "the-one", **conditions}
    return compiled(content_of({"default": {"priorities": [priority]}}))


def scene_of(*placements: dict[str, Any], **more: Any) -> dict[str, Any]:
    composition = {"shot_type": "any", "focal_point": more.pop("focal_point", None)}
    placed = [{"role": "subject", **each} for each in placements]
    return {"composition": composition, "placements": placed, **more}


def picture(tag: str, **more: Any) -> dict[str, Any]:
    return {"manifest_tag": tag, "asset_type": "character", **more}


WRITTEN: list[tuple[object, bool]] = [
    ("left", True), (["left", "far right"], True), (True, True), (False, True),
    ("", False), (" ", False), ([], False), ([True], False), (["left", False], False), (7, False),
    (None, False), ({"at_least": 1}, False), (1, False),
]  # fmt: skip


@pytest.mark.parametrize(("written", "sound"), WRITTEN)
def test_readers_and_editors_take_the_same_texts_and_answers(
    written: object, *, sound: bool
) -> None:
    shape: TypeAdapter[Any] = TypeAdapter(TEXT.shape())
    schema = jsonschema.Draft202012Validator(shape.json_schema())
    assert schema.is_valid(written) == sound
    if sound:
        shape.validate_python(written)
        assert TEXT.read(written)
    else:
        with pytest.raises(ValidationError):
            shape.validate_python(written)


@pytest.mark.parametrize(
    ("written", "text", "met"),
    [
        (("left",), "Far LEFT, by the door", True),
        (("left",), "leftmost", False),
        (("far left",), "far-left", True),
        (("far left",), "left far", False),
        (("far left", "door"), "a door", True),
        (("\u54ed",), "\u5927\u54ed", True),
        (("left",), None, False),
        ((True,), "left", True),
        ((True,), "--", False),
        ((True,), "", False),
        ((True,), None, False),
        ((False,), "left", False),
        ((False,), " - ", True),
        ((False,), None, True),
        (("true",), "true", True),
        (("true",), "left", False),
    ],
)
def test_words_are_in_a_text_whole_and_side_by_side(
    written: tuple[str | bool, ...], text: str | None, *, met: bool
) -> None:
    assert TEXT.is_met(TEXT.compiled(written), text) is met


COVERED = [
    (("left",), ("far left",), True),
    (("far left",), ("left",), False),
    (("left", "right"), ("far left", "on the right"), True),
    (("left",), ("far left", "right"), False),
    ((True,), ("left",), True),
    (("left",), (True,), False),
    ((True,), (True,), True),
    ((False,), ("left",), False),
    ((False,), (False,), True),
    ((True,), (False,), False),
]


@pytest.mark.parametrize(("one", "other", "covers"), COVERED)
def test_what_asks_for_fewer_words_covers_what_asks_for_more(
    one: Any, other: Any, *, covers: bool
) -> None:
    assert wanted(*one).covers(wanted(*other)) is covers


@pytest.mark.parametrize(
    ("written", "form", "in_order"),
    [
        (("Far  LEFT", "far-left", "door"), ["door", "far left"], ("door", "far left")),
        ((True,), True, ("true",)),
        ((False,), False, ("false",)),
        (("true", "a"), ["a", "true"], ("a", '"true"')),
    ],
)
def test_two_spellings_of_the_same_words_are_one(written: Any, form: Any, in_order: Any) -> None:
    requirement = wanted(*written)
    assert requirement.form == form
    assert requirement.in_order == in_order


def test_a_text_and_an_answer_that_reads_alike_have_different_digests() -> None:
    digests = {rules_of(position=each).digest for each in (True, "true", False, "false", "left")}
    assert len(digests) == 5
    assert rules_of(position="Far left").digest == rules_of(position=["far-left"]).digest


@pytest.mark.parametrize(
    ("key", "fact"),
    [
        ("position", "position"),
        ("action", "action"),
        ("expression", "expression"),
        ("wardrobe", "wardrobe_note"),
    ],
)
def test_each_condition_on_a_text_reads_that_text_alone(key: str, fact: str) -> None:
    texts = {"position": "one", "action": "two", "expression": "three", "wardrobe_note": "four"}
    pool = [picture("ANN")]
    for word in texts.values():
        selection = rules_of(**{key: word}).select(scene_of({"asset_tag": "ANN", **texts}), pool)
        assert bool(selection.places) == (texts[fact] == word)


def test_only_the_placement_that_says_it_offers_the_picture() -> None:
    scene = scene_of(
        {"asset_tag": "ANN", "role": "prop", "action": "sits"},
        {"asset_tag": "ANN", "role": "subject", "action": "runs"},
    )
    [pick] = rules_of(action="runs").select(scene, [picture("ANN")]).picks
    assert (pick.placement, pick.role) == (1, "subject")
    assert not rules_of(action="runs", role="prop").select(scene, [picture("ANN")]).places


MATCHING = {
    "wardrobe": {"wardrobe_note": "a red coat"},
    "expression": {"expression": "a red coat"},
    "action": {"action": "puts on a RED-coat"},
    "position": {"position": "behind a red coat"},
}


@pytest.mark.parametrize("key", [*MATCHING, "notes"])
def test_a_label_matches_only_in_the_texts_that_are_named(key: str) -> None:
    placed = {"asset_tag": "ANN", **MATCHING.get(key, {})}
    notes = {"continuity_notes": [{"label": "red coat"}]} if key == "notes" else {}
    pool = [
        picture("ANN", user_tags=["torn", "Red coat"]),
        picture("ANN", user_tags=["coat red"]),
        picture("ANN"),
    ]
    for wanted_text in (*MATCHING, "notes"):
        places = rules_of(matches=wanted_text).select(scene_of(placed, **notes), pool).places
        assert places == ([0] if wanted_text == key else [])


@pytest.mark.parametrize(
    ("focal_point", "tags"),
    [
        ("ANN's hands", ["ANN"]),
        ("ann's hands", []),
        ("ANN_1", []),
        ("Old bo, seated", ["BO"]),
        ("Old Boris", []),
        ("Zo\u00eb and ANN", ["ANN", "CY"]),
        (None, []),
        ("", []),
    ],
)
def test_the_focal_point_names_somebody_by_name_or_by_tag(
    focal_point: str | None, tags: list[str]
) -> None:
    pool = [picture("ANN"), picture("BO", name="Old-Bo"), picture("CY", individual="Zoe\u0308")]
    scene = scene_of(
        *({"asset_tag": each["manifest_tag"]} for each in pool), focal_point=focal_point
    )
    named = rules_of(focal_point=True).select(scene, pool)
    assert [pick.tag for pick in named.picks] == tags
    others = rules_of(focal_point=False).select(scene, pool)
    assert [pick.tag for pick in others.picks] == [
        each["manifest_tag"] for each in pool if each["manifest_tag"] not in tags
    ]


@pytest.mark.parametrize(
    ("line", "tags"),
    [
        ({"speaker_tag": "[ANN]"}, ["ANN"]),
        ({"speaker_tag": "ann"}, []),
        ({"speaker_tag": "old bo"}, ["BO"]),
        ({"speaker_name": "ANN"}, ["ANN"]),
        ({"speaker_name": "OLD  BO"}, ["BO"]),
        ({"speaker_name": "Bo"}, []),
        ({"speaker_name": "-"}, []),
        ({"line": "..."}, []),
    ],
)
def test_somebody_speaks_by_name_or_by_tag(line: dict[str, str], tags: list[str]) -> None:
    pool = [picture("ANN"), picture("BO", name="Old-Bo"), picture("CY", name="--")]
    scene = scene_of(*({"asset_tag": each["manifest_tag"]} for each in pool), dialogue=[line])
    speaking = rules_of(speaks=True).select(scene, pool)
    assert [pick.tag for pick in speaking.picks] == tags
    silent = rules_of(speaks=False).select(scene, pool)
    assert {pick.tag for pick in silent.picks} == {"ANN", "BO", "CY"} - {*tags}


def test_what_is_true_of_somebody_is_true_of_all_its_pictures() -> None:
    pool = [picture("ANN", individual="Ann"), picture("ANN_COAT", individual="Ann")]
    scene = scene_of(
        {"asset_tag": "ANN"},
        {"asset_tag": "ANN_COAT"},
        focal_point="ANN_COAT",
        dialogue=[{"speaker_tag": "ANN"}],
    )
    both = {"focal_point": True, "speaks": True}
    priorities = [{"name": "first", **both}, {"name": "second", **both}]
    rules = compiled(content_of({"default": {"pictures_each": 2, "priorities": priorities}}))
    assert rules.select(scene, pool).places == [0, 1]


def test_advice_on_what_scenes_say_survives_and_helps_where_a_word_can() -> None:
    scene = scene_of(
        {"asset_tag": "ANN", "position": "left", "action": "runs"}, {"asset_tag": "BO"}
    )
    pool = [picture("ANN", user_tags=["left"]), picture("BO")]
    for conditions in (
        {"position": "right"},
        {"action": False},
        {"focal_point": True},
        {"speaks": True},
    ):
        selection = rules_of(**conditions).select(scene, pool)
        adviser = Adviser(selection)
        for passed in selection.passed_over:
            adviser.advice(passed)
    selection = rules_of(matches="action").select(scene, pool)
    advice = Adviser(selection).advice(selection.passed_over[0])
    assert "position" in repr(advice)


def test_a_long_text_is_searched_once_for_each_text_that_is_wanted() -> None:
    """Not timed: a search that grew with the square of the text would not end."""
    text = "a " * 200_000
    assert not TEXT.is_met(TEXT.compiled(("a " * 1_000 + "b",)), text)


def test_a_wardrobe_holds_until_the_next_note_and_reasons_say_since_when() -> None:
    pool = [picture("ANN", user_tags=["red coat"])]
    worn: tuple[dict[str, str], ...] = (
        {"wardrobe_note": "a red coat"},
        {"wardrobe_note": "--"},
        {"wardrobe_note": "dry"},
        {},
    )
    scenes = [
        scene_of({"asset_tag": "ANN", **note}, scene_index=number)
        for number, note in enumerate(worn, 20)
    ]
    for conditions in (
        {"wardrobe": "red coat"},
        {"matches": "wardrobe"},
        {"not": {"wardrobe": "dry"}},
    ):
        found = [each.places for each in rules_of(**conditions).select_many(scenes, pool)]
        assert found == [[0], [0], [], []]
    *_, last = rules_of(wardrobe="red coat").select_many(scenes, pool)
    reason = last.passed_over[0].reason
    assert isinstance(reason, MeetsNoPriority)
    assert reason.failed[0].found == "dry (noted in scene 22)"
    assert "judged_alone" in {
        note.kind for note in rules_of(wardrobe="red").select(scenes[1], pool).notes
    }
