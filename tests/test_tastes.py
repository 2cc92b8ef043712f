"""What comes first: the nearest taste counts first, the farther ones break its ties, and none leaves anything out."""

from __future__ import annotations

import itertools
import random
from typing import Any

import pytest

from selector.engine.digest import effective_form
from selector.engine.individual_rules import preferred_places
from selector.engine.plan import ShotPlan
from selector.language.candidate import Candidate
from selector.language.facts import Picture as Row
from selector.language.shot_words.prefer import deciding
from selector.language.taste import Layer
from selector.model.left_out import AnotherWentAhead
from selector.model.scene import Placement
from selector.reporting.words import why_not
from tests.choosing import (
    Picture,
    compiled,
    content_of,
    face,
    picked,
    reason,
    rule,
    rules_with,
    scene,
)

ANYONE = {"name": "anyone", "type": "character"}
NIGHT = {"label": "night"}
WET = {"label": "wet"}


def plan_of(*tastes: Any, **words: Any) -> ShotPlan:
    """The plan of a shot rule for these tastes: of an entry, of the shot rule, of the top."""
    entry, shot, top = tastes
    priority = {**ANYONE, **({"prefer": entry} if entry else {})}
    shot_rule = {"priorities": [priority], **({"prefer": shot} if shot else {}), **words}
    rules = compiled(content_of({"default": shot_rule}, **({"prefer": top} if top else {})))
    return rules.plan.default


def test_conditions_say_which_picture_of_one_individual_comes_first() -> None:
    pool = [
        Picture("day", "A", quality_score=9),
        Picture("night", "A", quality_score=1, user_tags=["Night"]),
    ]
    assert picked(rule(prefer=NIGHT).select(scene("A"), pool)) == ["night"]
    assert picked(rule(prefer=[{"quality": {"at_least": 8}}, NIGHT]).select(scene("A"), pool)) == [
        "day"
    ]
    assert picked(rule(prefer={"not": NIGHT}).select(scene("A"), pool)) == ["day"]
    assert picked(rule(prefer={"label": "nobody"}).select(scene("A"), pool)) == ["day"]


def test_conditions_in_one_pair_of_braces_are_met_together() -> None:
    pool = [
        Picture("night", "A", user_tags=["night"]),
        face("night face", "A", user_tags=["night"]),
        face("face", "A", quality_score=9),
    ]
    assert picked(rule(prefer={**NIGHT, "crop": "face"}).select(scene("A"), pool)) == ["night face"]
    assert picked(rule(prefer=[NIGHT, "face"]).select(scene("A"), pool)) == ["night"]


def test_the_nearest_counts_first_and_the_farther_break_its_ties() -> None:
    wet = {"user_tags": ["wet"]}
    both = {"user_tags": ["wet", "night"]}
    pool = [
        Picture("plain", "A", quality_score=9),
        Picture("wet", "A", quality_score=8, **wet),
        Picture("wet night", "A", quality_score=3, **both),
        face("face", "A", quality_score=7),
        face("wet face", "A", quality_score=2, **wet),
    ]

    def first(entry: Any, shot: Any, top: Any) -> str:
        own = {"prefer": entry} if entry else {}
        default = {"priorities": [{**ANYONE, **own}], **({"prefer": shot} if shot else {})}
        rules = rules_with({"default": default}, **({"prefer": top} if top else {}))
        (went,) = picked(rules.select(scene("A"), pool))
        return went

    assert first(None, None, None) == "plain"
    assert first(WET, None, None) == "wet"
    assert first(WET, "face", None) == "wet face"
    assert first(None, WET, "face") == "wet face"
    assert first(WET, NIGHT, "face") == "wet night"
    assert first("face", WET, None) == "wet face"
    assert first("full", WET, "face") == "wet"
    assert first("face", None, "full") == "face"
    assert first("full", "face", NIGHT) == "wet night"


def test_within_a_chain_of_shot_rules_the_nearest_stands_for_the_others() -> None:
    shots = {
        "close_up": {"prefer": NIGHT, "priorities": [ANYONE]},
        "insert": {"like": "close_up", "prefer": WET},
        "default": {"like": "close_up"},
    }
    plan = compiled(content_of(shots, prefer="face")).plan
    assert str(plan.by_name["insert"].prefer[0][0]) == "{label wet}"
    assert [len(shot_plan.prefer) for shot_plan in plan.shots] == [2, 2, 2]


def test_a_picture_goes_by_the_placement_that_is_preferred() -> None:
    prefer = {"role": "prop"}
    selection = rule(prefer=prefer).select(
        scene(("A", "subject"), ("A", "prop")), [Picture("a", "A")]
    )
    assert [(pick.placement, pick.role) for pick in selection.picks] == [(1, "prop")]


def test_what_came_first_is_explained_by_the_item_that_decided() -> None:
    pool = [
        Picture("night", "A", user_tags=["night"]),
        Picture("other", "A", quality_score=9),
        face("face", "A"),
    ]
    rules = rule([{**ANYONE, "prefer": [NIGHT, "face"]}], pictures_each=9)
    selection = rules.select(scene("A"), pool)
    assert picked(selection) == ["night"]
    found = reason(selection, "other")
    assert isinstance(found, AnotherWentAhead)
    assert (found.by.name, found.decided_by, found.item) == ("night", "prefer", "the label night")
    passed, _ = selection.passed_over
    assert why_not(passed, "default") == (
        "For the priority `anyone` (generated:6:1), another picture of the same character came first:"
        " A (picture 1 of the film), because `prefer` asks for the label night."
    )


@pytest.mark.parametrize(
    ("tastes", "form"),
    [
        ((None, "full", "face"), ["full"]),
        ((None, ["face", "full"], "full"), ["face", "full"]),
        ((None, None, {"crop": "face"}), ["face"]),
        ((None, None, ["face", {"crop": ["face"]}]), ["face"]),
        ((None, NIGHT, None), [{"label": ["night"]}]),
        ((None, NIGHT, "face"), [[{"label": ["night"]}], ["face"]]),
        ((None, [NIGHT, "face"], ["face", NIGHT]), [[{"label": ["night"]}, "face"], ["face"]]),
        ((None, "face", [NIGHT, "full"]), [["face"], [{"label": ["night"]}]]),
        ((None, "face", ["full", NIGHT]), [["face"], ["full", {"label": ["night"]}]]),
        ((None, NIGHT, {"label": ["night", "Night"]}), [{"label": ["night"]}]),
    ],
)
def test_what_cannot_decide_leaves_no_trace_in_the_digest(tastes: Any, form: Any) -> None:
    _, shot, top = tastes
    shots = {"default": {"priorities": [ANYONE], **({"prefer": shot} if shot else {})}}
    rules = compiled(content_of(shots, **({"prefer": top} if top else {})))
    assert effective_form(rules.plan, 1)["shots"]["default"]["prefer"] == form


def test_what_an_entry_prefers_is_in_the_digest_and_in_the_printed_plan() -> None:
    plan = plan_of(["face", NIGHT], WET, "full")
    assert str(plan) == (
        "default: up to 3 references, one picture of each person, place or thing;"
        " prefer {label wet}; in ties full\n"
        "  1. anyone: type character, prefer face, then {label night}"
    )
    rules = compiled(
        content_of({"default": {"priorities": [{**ANYONE, "prefer": ["face", NIGHT]}]}})
    )
    (priority,) = effective_form(rules.plan, 1)["shots"]["default"]["priorities"]
    assert priority["prefer"] == ["face", {"label": ["night"]}]


ITEMS = ("face", "full", NIGHT, WET, {"type": "prop"}, {**NIGHT, "crop": "face"}, {"not": NIGHT})
NOWHERE: Any = None
ROWS = tuple(
    Candidate(
        Row("A", kind, face_or_not, None, None, None, None, labels=labels),
        Placement("A", ""),
        0,
        NOWHERE,
    )
    for kind, face_or_not, labels in itertools.product(
        ("character", "prop"), (False, True), ((), ("night",), ("wet",), ("wet", "night"))
    )
)


def test_leaving_out_what_cannot_decide_changes_no_order() -> None:
    rng = random.Random(9)
    shorter = 0
    for _ in range(3_000):
        layers: list[Layer] = []
        for _ in range(rng.choice((1, 2, 2, 3, 3))):
            items = rng.choices(ITEMS, k=rng.choice((1, 1, 2, 3)))
            layers += plan_of(None, items, None).prefer
        left = deciding(layers)
        shorter += sum(map(len, left)) < sum(map(len, layers))
        ranks = [(preferred_places(layers, each), preferred_places(left, each)) for each in ROWS]
        for (one, one_left), (other, other_left) in itertools.combinations(ranks, 2):
            assert (one < other, one > other) == (one_left < other_left, one_left > other_left)
    assert shorter > 500


def test_only_crops_leave_the_fast_way_open() -> None:
    assert plan_of(None, "face", ["full", "face"]).has_parts
    assert plan_of(None, "face", "full").has_parts
    assert not plan_of("face", None, None).has_parts
    assert not plan_of(None, NIGHT, None).has_parts
    assert not plan_of(None, "face", NIGHT).has_parts
