"""Places that are placed as background, where rules ask for the role of places (F372)."""

from __future__ import annotations

import json
from typing import Any

import pytest

from selector.reading.load import load_rules
from tests.hardly_meant import WHO, in_film, picture, placed, watched
from tests.test_lint_of_lists import HEAD, entry, rules_of

PLACES = [picture(tag, asset_type="ENVIRONMENT") for tag in ("KILN", "YARD", "ROAD")]


BEHIND = [
    placed(1, KILN="background"),
    placed(2, "insert", YARD="background"),
    placed(3, KILN="background"),
]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ({"first": [entry("x", role="environment")]}, "2 places"),
        ({"first": [entry("x", crop="full", **{"not": {"role": "environment"}})]}, "2 places"),
        ({"never": [entry("x", role=["environment", "prop"])]}, "2 places"),
        ({"pin": [entry("x", role="environment", when={"shot": "insert"})]}, "a place: `YARD` in scene 2"),
        ({"scenes": {"3": {"limits": [entry("x", role="environment", at_most=1)]}}}, "a place: `KILN` in scene 3"),
        (
            {"shots": {"insert": {"priorities": [entry("x", role="environment")]}, "default": WHO}},
            "a place: `YARD` in scene 2",
        ),
        ({"scenes": {"4": {"limits": [entry("x", role="environment", at_most=1)]}}}, ""),
        ({"first": [entry("x", role=["environment", "background"])]}, ""),
        ({"first": [entry("x", role="environment", type="environment")]}, ""),
        ({"first": [entry("x", type="environment")]}, ""),
        ({"first": [entry("x", role="environment"), entry("y", role="background")]}, ""),
        ({"first": [entry("x", role="environment"), entry("y", type=["environment", "prop"])]}, ""),
    ],
)  # fmt: skip
def test_places_that_are_placed_as_background_are_told(content: dict[str, Any], says: str) -> None:
    says = says.replace(
        "2 places", "2 places that scenes place as `background`, such as `KILN` in scene 1"
    )
    says = says.replace("a place:", "a place that a scene places as `background`:")
    wanted = [f"`role: environment` does not include {says}."] if says else []
    assert [each.what for each in in_film(content, PLACES, BEHIND)] == wanted


def test_somebody_in_the_background_is_no_place() -> None:
    behind = [placed(1, ADA="background")]
    assert in_film({"first": [entry("x", role="environment")]}, [picture("ADA")], behind) == []


PLACES_FIRST = {"order": [{"role": "environment"}, "quality"]}
ALL = entry("all", type=["environment", "character"])
ANY_PLACE = entry("x", type="environment")


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        ({"first": [ALL | PLACES_FIRST]}, ["F372"]),
        ({"first": [ALL | PLACES_FIRST | {"first_appearance": True}]}, ["F372"]),
        ({"limits": [ALL | PLACES_FIRST | {"at_least": 1}]}, ["F372"]),
        ({"first": [ALL | {"prefer": PLACES_FIRST["order"][:1]}]}, ["F372"]),
        ({"first": [ALL], **PLACES_FIRST}, ["F372"]),
        ({"first": [ALL], "scenes": {"3": PLACES_FIRST}}, ["F372"]),
        ({"first": [ANY_PLACE | PLACES_FIRST]}, []),
        ({"first": [ANY_PLACE | {"prefer": PLACES_FIRST["order"][:1]}]}, []),
        ({"first": [ANY_PLACE], **PLACES_FIRST}, []),
        ({"first": [entry("x", type="character") | PLACES_FIRST]}, []),
        (PLACES_FIRST, []),
        ({"shots": {"default": {**WHO, **PLACES_FIRST}}}, []),
    ],
)
def test_what_comes_first_is_told_only_where_a_place_and_something_else_are_sorted(
    content: dict[str, Any], codes: list[str]
) -> None:
    cast = [*PLACES, picture("ADA"), picture("BO")]
    scenes = [placed(3, KILN="background", ADA="subject", BO="prop")]
    assert [each.code for each in in_film(content, cast, scenes)] == codes


def test_what_comes_first_in_another_file_is_not_told() -> None:
    house = {**HEAD, "first": [ALL], **PLACES_FIRST, "shots": {"default": WHO}}
    own = {**HEAD, "extends": "house.yaml"}
    rules = load_rules(text=json.dumps(own), parents={"house.yaml": json.dumps(house)})
    cast = [*PLACES, picture("ADA")]
    scenes = [placed(3, KILN="background", ADA="subject")]
    assert watched(rules, cast, scenes) == []
    assert watched(rules_of(house), cast, scenes)


def test_a_film_with_places_in_their_own_role_is_not_told() -> None:
    scenes = [
        placed(1, KILN="environment"),
        placed(2, KILN="environment", ROAD="background"),
        placed(3, YARD="subject"),
    ]
    assert in_film({"first": [entry("x", role="environment")]}, PLACES, scenes) == []
