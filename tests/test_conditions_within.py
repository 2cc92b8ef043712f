"""Conditions on conditions (`has`, `not`, `any_of`): what meets them, and what is said of them."""

from __future__ import annotations

import json
import pickle
import random
from functools import cache
from typing import Any

import jsonschema
import pytest

from selector import Rules
from selector.engine.digest import effective_form
from selector.model.advice import Widen
from selector.model.problem import Source
from selector.reading.load import check_rules
from selector.reading.rules.hand_checks import DEEPEST
from selector.reading.shape.reword import faults
from selector.reading.shape.ruleset_shape import RuleFileShape
from selector.reading.shape.schemas import schema_of
from selector.reporting.explaining import explain_scene
from selector.review.advice.adviser import Adviser
from selector.review.lint import check_rule_text
from tests.drawn_conditions import WITHIN, conditions_within
from tests.generate import batch
from tests.pools import build

FACE, PROP, NIGHT = {"crop": "face"}, {"type": "prop"}, {"label": "night"}


def rules_of(*priorities: dict[str, Any]) -> Rules:
    made, problems = check_rules(text_of(*priorities))
    assert made is not None, problems
    return made


def text_of(*priorities: dict[str, Any], each: int = 9) -> Source:
    named = [{"name": f"p{nth}", "because": "r", **each} for nth, each in enumerate(priorities)]
    rules = {"shots": {"default": {"references": 9, "pictures_each": each, "priorities": named}}}
    head = {"language": 1, "name": "t", "version": "1"}
    return Source(name="rules.yaml", text=json.dumps({**head, **rules}))


POOL: list[dict[str, Any]] = [
    {"manifest_tag": "ANN", "asset_type": "character", "is_face_crop": True},
    {"manifest_tag": "ANN", "asset_type": "character", "user_tags": ["night"], "quality_score": 8},
    {"manifest_tag": "CUP", "asset_type": "prop", "user_tags": ["night"]},
    {"manifest_tag": "BO", "asset_type": "character", "quality_score": 3},
    {"manifest_tag": "ANN_OLD", "asset_type": "character", "individual": "Bo"},
    {"manifest_tag": "BO", "asset_type": "character", "individual": "Bo", "user_tags": ["hurt"]},
]
SCENE = {
    "composition": {"shot_type": "any"},
    "placements": [
        {"asset_tag": "ANN", "role": "subject"},
        {"asset_tag": "ANN", "role": "background"},
        {"asset_tag": "CUP", "role": "prop"},
        {"asset_tag": "ANN_OLD", "role": "subject"},
    ],
}
EVERYTHING = [0, 1, 2, 4, 5]


def met(**conditions: Any) -> list[int]:
    """The places of the pictures that meet some conditions."""
    again_and_again = [conditions] * len(POOL)
    return sorted(rules_of(*again_and_again).select(SCENE, POOL).places)


@pytest.mark.parametrize(
    ("conditions", "places"),
    [
        ({"not": FACE}, [1, 2, 4, 5]),
        ({"not": {**FACE, **PROP}}, EVERYTHING),
        ({"not": [FACE, PROP]}, [1, 4, 5]),
        ({"not": {"quality": {"at_least": 5}}}, [0, 2, 4, 5]),
        ({"not": {"not": FACE}}, [0]),
        ({"any_of": [FACE, PROP]}, [0, 2]),
        ({"any_of": [{**FACE, **NIGHT}, {**PROP, **NIGHT}]}, [2]),
        ({"any_of": [FACE, {"not": PROP}], "type": "character"}, [0, 1, 4, 5]),
        ({"has": NIGHT}, [0, 1, 2]),
        ({"has": NIGHT, **FACE}, [0]),
        ({"has": {**NIGHT, **FACE}}, []),
        ({"has": [{"label": "hurt"}, PROP]}, [2, 4, 5]),
        ({"has": {"not": NIGHT}}, [0, 1, 4, 5]),
        ({"not": {"has": {"label": "hurt"}}}, [0, 1, 2]),
        ({"not": {"role": "subject"}}, [0, 1, 2]),
        ({"has": {"role": "prop"}}, [2]),
        ({"has": {"placed_as": "BO"}}, []),
        ({"has": {"picture": "BO"}}, [4, 5]),
    ],
)
def test_what_meets_conditions_on_conditions(conditions: dict[str, Any], places: list[int]) -> None:
    assert met(**conditions) == places


def test_every_picture_of_somebody_is_judged_as_if_placed_the_same_way() -> None:
    """Also one that the scene places by its own tag, and in another role."""
    placements = [
        {"asset_tag": "ANN_OLD", "role": "subject"},
        {"asset_tag": "BO", "role": "background"},
    ]
    scene = {**SCENE, "placements": placements}
    pool = [POOL[4], POOL[5]]
    assert rules_of({"has": {"label": "hurt", "role": "subject"}}).select(scene, pool).places == [0]
    assert rules_of({"has": {"role": "background"}}).select(scene, pool).places == [1]


@pytest.mark.parametrize("key", ["has", "not"])
def test_conditions_in_braces_and_a_list_of_one_are_one_form(key: str) -> None:
    assert form(**{key: FACE}) == form(**{key: [FACE]}) == {key: [{"crop": ["face"]}]}
    assert form(**{key: {**FACE, **PROP}}) == form(**{key: [{**PROP, **FACE}]})
    assert form(**{key: {**FACE, **PROP}}) != form(**{key: [FACE, PROP]})


def test_the_order_of_groups_and_a_repeated_one_make_no_difference_to_the_digest() -> None:
    one, other = [FACE, {"any_of": [NIGHT, PROP]}], [{"any_of": [PROP, NIGHT]}, FACE, FACE]
    assert rules_of({"not": one}).digest == rules_of({"not": other}).digest
    assert form(**{"not": other}) == {
        "not": [{"any_of": [{"label": ["night"]}, {"type": ["prop"]}]}, {"crop": ["face"]}]
    }


def form(**conditions: Any) -> Any:
    """The conditions as the digest has them."""
    rules = rules_of(conditions)
    [priority] = effective_form(rules.plan, 1)["shots"]["default"]["priorities"]
    return {key: value for key, value in priority.items() if key != "name"}


@pytest.mark.parametrize(
    ("conditions", "printed"),
    [
        ({"not": FACE}, "not a face crop"),
        ({"not": {**FACE, **PROP}}, "not both the type prop and a face crop"),
        ({"has": {**FACE, **PROP, **NIGHT}}, "has all of the type prop, a face crop and the label night"),
        ({"any_of": [FACE, PROP]}, "any_of a face crop or the type prop"),
    ],
)  # fmt: skip
def test_a_plan_prints_conditions_on_conditions(conditions: dict[str, Any], printed: str) -> None:
    assert str(rules_of(conditions).plan).endswith(f"p0: {printed}")


@pytest.mark.parametrize(
    ("conditions", "said"),
    [
        (
            {"not": {"type": "character"}},
            "it asks for anything except the type character, but this meets those conditions",
        ),
        (
            {"not": [{"type": "character"}, PROP]},
            "it asks for neither the type character nor the type prop, but this meets those conditions",
        ),
        (
            {"any_of": [PROP, NIGHT]},
            "it asks for either the type prop or the label night, but this is none of these",
        ),
        ({"any_of": [PROP]}, "it asks for the type prop, but this is none of these"),
        (
            {"has": [PROP, NIGHT]},
            (
                "it asks for somebody or something with a picture that meets this: the type prop"
                " or the label night, but no picture of it does"
            ),
        ),
        (
            {"crop": "face", "not": {"of": "Bo"}},
            (
                "it asks for a face crop and anything except a picture of `Bo`; here it is a full"
                " picture and it meets those conditions"
            ),
        ),
        (
            {"crop": "face", "any_of": [PROP, NIGHT]},
            "; here it is a full picture and it is none of these",
        ),
        ({"crop": "face", "has": PROP}, "; here it is a full picture and no picture of it does"),
    ],
)
def test_a_reason_says_what_was_asked_for(conditions: dict[str, Any], said: str) -> None:
    scene = {**SCENE, "placements": [{"asset_tag": "ANN_OLD", "role": "subject"}]}
    selection = rules_of(conditions).select(scene, POOL)
    assert said in " ".join(explain_scene(selection, None, "").split())


@pytest.mark.parametrize(
    ("wide", "narrow"),
    [
        ({"not": FACE}, {"not": [PROP, FACE]}),
        ({"any_of": [FACE, PROP]}, {"any_of": [PROP]}),
        ({"has": [FACE, PROP]}, {"has": FACE, **PROP}),
    ],
)
def test_a_priority_is_idle_where_an_earlier_one_asks_for_all_of_it(
    wide: dict[str, Any], narrow: dict[str, Any]
) -> None:
    assert "R255" in codes(wide, narrow)
    assert codes(narrow, wide) == set()


def codes(*priorities: dict[str, Any]) -> set[str]:
    """The codes of the warnings about some priorities, one picture of each individual."""
    return {problem.code for problem in check_rule_text(text_of(*priorities, each=1))[1]}


def test_rules_with_conditions_on_conditions_travel_to_other_processes() -> None:
    rules = rules_of({"not": [{"any_of": [FACE, NIGHT]}]}, {"has": {"of": "Bo"}})
    again = pickle.loads(pickle.dumps(rules))
    assert again.digest == rules.digest
    assert again.select(SCENE, POOL).places == rules.select(SCENE, POOL).places


SHAPES: list[tuple[dict[str, Any], bool]] = [
    ({"not": FACE}, True),
    ({"not": [FACE, PROP]}, True),
    ({"any_of": [{"not": FACE}, {"has": NIGHT}]}, True),
    ({"has": {"not": FACE}}, True),
    ({"not": {"has": FACE}}, True),
    ({"not": {}}, False),
    ({"not": []}, False),
    ({"any_of": [{}]}, False),
    ({"any_of": FACE}, False),
    ({"has": {"has": FACE}}, False),
    ({"has": [{"not": {"has": FACE}}]}, False),
    ({"not": {"not": {"not": FACE}}}, False),
    ({"not": "night"}, False),
    ({"not": {"name": "a", **FACE}}, False),
    ({"not": {"at_most": 1}}, False),
]


@cache
def _rule_set_schema() -> jsonschema.Draft7Validator:
    return jsonschema.Draft7Validator(schema_of(RuleFileShape, "ruleset-v1"))


@pytest.mark.parametrize(("conditions", "sound"), SHAPES)
def test_readers_and_editors_agree_on_conditions_inside(
    conditions: dict[str, Any], *, sound: bool
) -> None:
    source = text_of(conditions)
    data = json.loads(source.text)
    assert _rule_set_schema().is_valid(data) == sound
    assert (check_rule_text(source)[0] is not None) == sound


def test_the_shape_alone_refuses_braces_without_a_condition() -> None:
    empty = {"name": "a", "not": [FACE, {}]}
    data = {
        "language": 1,
        "name": "t",
        "version": "1",
        "shots": {"default": {"priorities": [empty]}},
    }
    [fault] = faults(data, RuleFileShape)
    assert (fault.kind, fault.path) == (
        "too_short",
        ("shots", "default", "priorities", 0, "not", 1),
    )


def test_the_deepest_conditions_that_may_be_written_are_the_deepest_that_the_shape_takes() -> None:
    inside: dict[str, Any] = FACE
    for _ in range(DEEPEST):
        inside = {"not": inside}
    assert check_rule_text(text_of(inside))[0] is not None
    assert check_rule_text(text_of({"not": inside}))[0] is None


@pytest.mark.parametrize("seed", range(12))
def test_advice_never_fails_on_conditions_on_conditions(seed: int) -> None:
    """Nor does any advice ask for a priority to be widened by them: no word can do that."""
    drawn = batch(97_000 + seed, pools=2, scenes=4)
    rng = random.Random(seed)
    priorities = [conditions_within(rng, WITHIN) for _ in range(4)]
    rules = rules_of(*priorities)
    for case in drawn.cases():
        selection = rules.select(case.manifest, build(case.pool))
        adviser = Adviser(selection)
        for passed in selection.passed_over:
            for option in adviser.advice(passed).options:
                assert not [each for each in option.changes if isinstance(each, Widen)]


@pytest.mark.parametrize(
    ("wider", "narrower"),
    [
        ({"any_of": [FACE, PROP]}, {"any_of": [FACE]}),
        ({"has": [FACE, PROP]}, {"has": [PROP]}),
        ({"not": [PROP]}, {"not": [FACE, PROP]}),
    ],
)
def test_more_ways_to_meet_conditions_cover_fewer(
    wider: dict[str, Any], narrower: dict[str, Any]
) -> None:
    first, second = rules_of(wider, narrower).plan.default.steps
    ((more,), (fewer,)) = first.conditions, second.conditions
    assert more.covers(fewer)
    assert more.covers(more)
    assert not fewer.covers(more)
