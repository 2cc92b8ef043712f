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
from selector.language.conditions import CONDITIONS
from selector.language.facts import Picture as Row
from selector.language.shot_words.order import ORDER, completed, in_sequence
from selector.language.shot_words.prefer import deciding
from selector.language.taste import Layer
from selector.model.advice import Score
from selector.model.film_so_far import FilmSoFar, SceneBefore
from selector.model.left_out import AnotherWentAhead, SlotsFull
from selector.model.scene import Placement
from selector.reporting.words import why_not
from selector.review.advice.adviser import Adviser
from tests.as_written import as_values
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
from tests.long import many

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
        "The priority `anyone` (generated:6:1) prefers another picture of the same character:"
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
    for _ in range(many(200, 3_000)):
        layers: list[Layer] = []
        for _ in range(rng.choice((1, 2, 2, 3, 3))):
            items = rng.choices(ITEMS, k=rng.choice((1, 1, 2, 3)))
            layers += plan_of(None, items, None).prefer
        left = deciding(layers)
        shorter += sum(map(len, left)) < sum(map(len, layers))
        ranks = [(preferred_places(layers, each), preferred_places(left, each)) for each in ROWS]
        for (one, one_left), (other, other_left) in itertools.combinations(ranks, 2):
            assert (one < other, one > other) == (one_left < other_left, one_left > other_left)
    assert shorter > many(30, 500)


def test_only_crops_leave_the_fast_way_open() -> None:
    assert plan_of(None, "face", ["full", "face"]).has_parts
    assert plan_of(None, "face", "full").has_parts
    assert not plan_of("face", None, None).has_parts
    assert not plan_of(None, NIGHT, None).has_parts
    assert not plan_of(None, "face", NIGHT).has_parts


CAST = [
    Picture("ann", "ANN", quality_score=5),
    Picture("bo", "BO", quality_score=9),
    Picture("cy", "CY", quality_score=7, user_tags=["night"]),
    face("cy face", "CY", quality_score=1),
]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (None, ["bo", "cy", "ann"]),
        ("quality", ["bo", "cy", "ann"]),
        ("placement", ["ann", "bo", "cy"]),
        ([NIGHT, "placement"], ["cy", "ann", "bo"]),
        ([NIGHT], ["cy", "bo", "ann"]),
        ([{"not": NIGHT}, "placement"], ["ann", "bo", "cy"]),
        ({"crop": "face"}, ["cy", "bo", "ann"]),
    ],
)
def test_order_says_who_comes_first_within_one_priority(order: Any, expected: list[str]) -> None:
    words = {"order": order} if order else {}
    assert picked(rule(**words).select(scene("ANN", "BO", "CY"), CAST)) == expected
    own = rule([{**ANYONE, **words}])
    assert picked(own.select(scene("ANN", "BO", "CY"), CAST)) == expected


def test_the_nearest_order_counts_first_and_the_farther_break_its_ties() -> None:
    shots = {
        "default": {
            "order": NIGHT,
            "priorities": [{**ANYONE, "order": {"not": {"quality": {"at_least": 8}}}}],
        }
    }
    rules = rules_with(shots, order="placement")
    assert picked(rules.select(scene("BO", "ANN", "CY"), CAST)) == ["cy", "ann", "bo"]
    assert str(rules.plan) == (
        "default: up to 3 references, one picture of each person, place or thing;"
        " order {label night}, then placement\n"
        "  1. anyone: type character, order {not a quality of at least 8}"
    )


def test_order_reaches_over_no_priority() -> None:
    rules = rule(
        [{"name": "first", "role": "prop"}, {"name": "rest", "role": "subject"}], order="placement"
    )
    assert picked(rules.select(scene("ANN", ("BO", "prop")), CAST)) == ["bo", "ann"]


def test_an_individual_comes_first_if_any_picture_that_it_may_send_meets_the_item() -> None:
    rules = rule(order={"label": "night"}, prefer="face")
    assert picked(rules.select(scene("ANN", "BO", "CY"), CAST)) == ["cy face", "bo", "ann"]
    rules = rule(
        [{**ANYONE, "crop": "face"}, ANYONE | {"name": "rest"}],
        order=NIGHT,
        pictures_each=["face", "full"],
    )
    assert picked(rules.select(scene("ANN", "BO", "CY"), CAST)) == ["cy face", "cy", "bo", "ann"]


@pytest.mark.parametrize(
    ("order", "said"),
    [
        (["quality", "placement"], "pictures of higher quality come first"),
        (["placement"], "`order` puts others first"),
    ],
)
def test_full_slots_say_whether_the_order_put_others_first(order: list[str], said: str) -> None:
    selection = rule(references=1, order=order).select(scene("ANN", "BO"), CAST[:2])
    (passed,) = selection.passed_over
    assert isinstance(passed.reason, SlotsFull)
    assert passed.reason.by_order == (order == ["placement"])
    assert why_not(passed, "default").endswith(f"the only reference is taken: {said}.")


@pytest.mark.parametrize(
    ("qualities", "placed", "said"),
    [
        ((4, 5), "AB", "pictures of higher quality come first"),
        ((5, 5), "BA", "pictures of equal quality are placed earlier in the scene"),
        ((None, 0), "BA", "pictures of equal quality are placed earlier in the scene"),
        ((5, 5), "BB", "pictures of equal quality are earlier in the assets"),
    ],
)
def test_full_slots_say_what_put_others_first(
    qualities: tuple[int | None, int | None], placed: str, said: str
) -> None:
    by_name = dict(zip("AB", qualities, strict=True))
    pool = [
        Picture("b", "B", quality_score=by_name["B"], individual="b"),
        Picture("a", "B" if placed == "BB" else "A", quality_score=by_name["A"], individual="a"),
    ]
    selection = rule(references=1).select(scene(*placed), pool)
    assert picked(selection) == ["b"]
    (passed,) = selection.passed_over
    assert why_not(passed, "default").endswith(f"the only reference is taken: {said}.")


PIN_B = [{"name": "b", "of": "B"}]


@pytest.mark.parametrize(
    ("references", "entries", "said"),
    [
        (1, {"pin": PIN_B}, "the only reference is taken by pins"),
        (2, {"pin": PIN_B}, "both references are taken by pins and priorities before it"),
        (1, {}, "the only reference is taken by priorities before it"),
        (
            2,
            {"pin": [{**PIN_B[0], "slot": "last"}]},
            "both references are taken by pins and priorities before it",
        ),
    ],
)
def test_full_slots_say_whether_pins_took_them(
    references: int, entries: dict[str, Any], said: str
) -> None:
    priorities = [{"name": "c", "of": "C"}, {"name": "a", "of": "A"}]
    pool = [Picture(tag.lower(), tag) for tag in "ABC"]
    selection = rule(priorities, references=references, **entries).select(scene(*"ABC"), pool)
    passed = next(each for each in selection.passed_over if each.tag == "A")
    assert why_not(passed, "default").endswith(f"{said}.")


@pytest.mark.parametrize(
    ("order", "by_order"),
    [
        ({"speaks": True}, False),
        ([{"speaks": True}, "placement"], True),
        ([NIGHT, "quality"], True),
        (["quality", NIGHT], False),
    ],
)
def test_an_order_that_leaves_them_equal_is_not_what_put_others_first(
    order: Any, *, by_order: bool
) -> None:
    pool = [
        Picture("best", "A", quality_score=9, user_tags=["night"]),
        Picture("worst", "B", quality_score=2),
    ]
    selection = rule(references=1, order=order).select(scene("A", "B"), pool)
    (passed,) = selection.passed_over
    assert isinstance(passed.reason, SlotsFull)
    assert (selection.tags, passed.reason.by_order) == (("A",), by_order)
    words = "`order` puts others first" if by_order else "pictures of higher quality come first"
    assert why_not(passed, "default").endswith(f"{words}.")
    tried = [option.changes for option in Adviser(selection)._what_helps(passed).options]
    assert ((Score(than=selection.picks[0].facts),) in tried) == (not by_order), tried


@pytest.mark.parametrize(
    ("shot", "top", "form"),
    [
        ("quality", None, None),
        (["quality", "placement"], None, None),
        ("placement", None, ["placement"]),
        (["placement", "quality"], None, ["placement"]),
        (NIGHT, ["quality", "placement"], [{"label": ["night"]}]),
        (NIGHT, "placement", [{"label": ["night"]}, "placement"]),
        (["quality", NIGHT], ["placement", NIGHT], ["quality", {"label": ["night"]}]),
        ({"first_appearance": True}, "first_appearance", ["first_appearance"]),
    ],
)
def test_what_orders_nobody_leaves_no_trace_in_the_digest(shot: Any, top: Any, form: Any) -> None:
    shots = {"default": {"priorities": [ANYONE], "order": shot}}
    rules = compiled(content_of(shots, **({"order": top} if top else {})))
    assert effective_form(rules.plan, 1)["shots"]["default"].get("order") == form


def test_leaving_out_what_orders_nobody_changes_no_order() -> None:
    words = ("quality", "placement", NIGHT, WET, "first_appearance")
    both = [
        [],
        *map(list, itertools.permutations(words, 1)),
        *map(list, itertools.permutations(words, 2)),
    ]
    layers = [ORDER.compiled(as_items(items), CONDITIONS) for items in both]
    for near, far in itertools.product(layers, layers):
        asked = [item.question for item in completed((*near, *far))]
        left = in_sequence((near, far))
        assert [item.question for item in completed(left)] == list(dict.fromkeys(asked))
        assert in_sequence((near, in_sequence((far,)))) == left


def as_items(items: list[Any]) -> Any:
    """The items of an `order` as a rule file has them."""
    if not items:
        return ()
    written = as_values(content_of({"default": {"priorities": [ANYONE]}}, order=items)).words
    return written["order"].value


def test_an_order_takes_the_fast_way_away_only_if_it_changes_the_order() -> None:
    anyone = {"priorities": [ANYONE]}
    for words, fast in (
        ({}, True),
        ({"order": ["quality", "placement"]}, True),
        ({"order": "placement"}, False),
    ):
        assert compiled(content_of({"default": {**anyone, **words}})).plan.default.has_parts is fast


def test_what_was_sent_first_in_the_scene_before_comes_first() -> None:
    pool = [
        Picture("best", "A", id="best", quality_score=9),
        Picture("second", "A", id="second", quality_score=8),
        Picture("first", "A", id="first", quality_score=1),
    ]
    marks = tuple(("id", label) for label in ("first", "second"))
    film = FilmSoFar().followed_by(SceneBefore(number=1, sent=marks))
    rules = rule(prefer="sent_scene_before", references=1)
    selection = rules.select(scene("A"), pool, earlier=film)
    assert picked(selection) == ["first"]
    assert [pick.facts.id for pick in selection.picks] == ["first"]


def test_the_placement_decides_between_equals_and_no_order_of_the_rules() -> None:
    pool = [Picture("a", "A", quality_score=5), Picture("b", "B", quality_score=5)]
    found = reason(rule(references=1).select(scene("B", "A"), pool), "a")
    assert isinstance(found, SlotsFull)
    assert (found.decided_by, found.by_order) == ("scene", False)


def test_nothing_decided_where_only_its_own_individual_went_ahead() -> None:
    pool = [Picture("one", "A", id="1", quality_score=5), Picture("two", "A", id="2")]
    both = [{"name": "both", "crop": ["face", "full"], "pictures_each": 2}]
    found = reason(rule(both, references=1).select(scene("A"), pool), "two")
    assert isinstance(found, SlotsFull)
    assert found.decided_by is None
    assert not found.by_order
