"""A condition may look at any fact of a placement. The language has one on the role alone; a test brings another."""

from __future__ import annotations

import random
from itertools import count, islice
from typing import Any

import pytest

from selector import AssetPool
from selector.engine.alike import PLACEMENTS_BY_WORDS, placement_kinds
from selector.language.condition import ConditionWord
from selector.language.conditions import CONDITIONS
from selector.language.kinds.any_of_texts import AnyOfTexts
from selector.model.advice import Widen
from selector.model.vocabulary import ROLES, fold
from selector.review.advice.adviser import Adviser
from tests.choosing import compiled, content_of
from tests.generate import Batch, batch
from tests.long import many
from tests.pools import build, usable


def folded(position: str | None) -> tuple[str, ...]:
    return (fold(position),) if position else ()


POSITION = ConditionWord(
    key="position",
    kind=AnyOfTexts(),
    looks_at="placement",
    fact="position",
    found=folded,
    asks=lambda texts: f"the position {' or '.join(texts)}",
    says=lambda text: f"the position is {text}",
    says_alone=lambda text: f"the position here is {text}",
    expected="a position",
    description="",
    examples=(),
    manual="where it is in the picture",
)


DRAWN = many(15, 30)


@pytest.fixture(scope="module")
def batches() -> list[Batch]:
    """Made before the condition is there, which the generator could not draw values for."""
    drawn = (batch(seed, pools=2, scenes=6, with_edits=False) for seed in count(70_000))
    return list(islice((each for each in drawn if "position" not in str(each.rules)), DRAWN))


@pytest.fixture(autouse=True)
def _a_condition_on_the_position(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(CONDITIONS, "position", POSITION)


def by_position(value: Any) -> Any:
    """The same rules, or a part of them, which want a position wherever they wanted a role."""
    if isinstance(value, list):
        return [by_position(each) for each in value]
    if not isinstance(value, dict):
        return value
    renamed = {"position" if key == "role" else key: each for key, each in value.items()}
    return {key: by_position(each) for key, each in renamed.items()}


def at_positions(scene: Any, role: str) -> Any:
    """The same scene, each of whose placements has its role written as its position, and another role."""
    placements = [{**each, "position": each["role"], "role": role} for each in scene["placements"]]
    return {**scene, "placements": placements}


@pytest.mark.parametrize("number", range(DRAWN))
def test_what_is_wanted_by_position_is_chosen_like_what_is_wanted_by_role(
    number: int, batches: list[Batch]
) -> None:
    each = batches[number]
    roles, positions = compiled(each.rules), compiled(by_position(each.rules))
    for sketches, scenes in zip(each.pools, each.scenes, strict=True):
        pool = AssetPool(build(sketches), usable=usable)
        for scene in scenes:
            wanted = roles.select(scene, pool)
            moved = positions.select(at_positions(scene, random.Random(number).choice(ROLES)), pool)
            assert moved.places == wanted.places
            assert [pick.facts.place for pick in moved.picks] == moved.places
            assert [pick.placement for pick in moved.picks] == [
                pick.placement for pick in wanted.picks
            ]


def picked(placements: list[tuple[str, str, str]], **words: Any) -> list[tuple[str, str, int]]:
    """Tag, priority and placement of each pick: faces in front, then whatever is a prop at the back."""
    priorities = [
        {"name": "front", "position": "front*", "crop": "face"},
        {"name": "back", "role": "prop", "position": "back"},
    ]
    default = {"references": 9, "priorities": priorities, **words}
    rules = compiled(content_of({"default": default}))
    pool: list[dict[str, Any]] = [
        {"manifest_tag": "ANN", "asset_type": "character", "is_face_crop": True},
        {"manifest_tag": "ANN", "asset_type": "character"},
        {"manifest_tag": "BO", "asset_type": "character", "is_face_crop": True},
    ]
    listed = [
        {"asset_tag": tag, "role": role, "position": position} for tag, role, position in placements
    ]
    scene = {"composition": {"shot_type": "any"}, "placements": listed}
    selection = rules.select(scene, pool)
    assert [pick.facts.place for pick in selection.picks] == selection.places
    return [(pick.tag, pick.priority.name, pick.placement or 0) for pick in selection.picks]


def test_placements_in_one_role_are_told_apart_by_their_position() -> None:
    assert picked([("ANN", "prop", "back"), ("BO", "prop", "Front left")]) == [
        ("BO", "front", 1),
        ("ANN", "back", 0),
    ]


@pytest.mark.parametrize("words", [{}, {"pictures_each": 2}])
def test_a_later_placement_in_the_same_role_counts_where_its_position_differs(
    words: dict[str, Any],
) -> None:
    placements = [("ANN", "prop", "middle"), ("ANN", "prop", "front"), ("BO", "double", "back")]
    assert picked(placements, **words) == [("ANN", "front", 1)]
    placements.append(("ANN", "prop", "back"))
    went = picked(placements, **words)
    assert went[1:] == ([("ANN", "back", 3)] if words else [])


@pytest.mark.parametrize(
    ("placements", "position"),
    [
        ([("ANN", "prop", "Back")], "back"),
        ([("ANN", "subject", "middle"), ("ANN", "prop", "back")], "back"),
        ([("ANN", "prop", "back"), ("ANN", "prop", "middle")], "back"),
    ],
)
def test_a_priority_is_widened_by_the_position_where_it_nearly_takes_the_picture(
    placements: list[tuple[str, str, str]], position: str
) -> None:
    default = {"priorities": [{"name": "front", "role": "prop", "position": "front*"}]}
    rules = compiled(content_of({"default": default}))
    pool = AssetPool([{"manifest_tag": "ANN", "asset_type": "character"}])
    listed = [
        {"asset_tag": tag, "role": role, "position": where} for tag, role, where in placements
    ]
    scene = {"composition": {"shot_type": "any"}, "placements": listed}
    selection = rules.select(scene, pool)
    (left_out,) = selection.passed_over
    advice = Adviser(selection).advice(left_out)
    widen = Widen(words=(("position", position),), priority="front", shot="default")
    assert (widen,) in [option.changes for option in advice.options]


def test_rules_that_want_no_position_share_their_kinds_of_placements() -> None:
    role, position = (
        compiled(content_of({"default": {"priorities": [{"name": "p", **each}]}}))
        for each in ({"role": "prop"}, {"position": "front"})
    )
    assert placement_kinds(role.plan.shots) is PLACEMENTS_BY_WORDS
    assert placement_kinds(position.plan.shots).facts == ("role", "position")


def test_what_is_cached_of_positions_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("selector.engine.choose.MOST_MOVES", 3)
    default = {"priorities": [{"name": "front", "position": "front*"}]}
    rules = compiled(content_of({"default": default}))
    pool = AssetPool([{"manifest_tag": "ANN", "asset_type": "character"}])
    (chooser,) = rules._choosers.values()
    sizes = set()
    for number in range(8):
        position = {"asset_tag": "ANN", "role": "subject", "position": f"front {number}"}
        scene = {"composition": {"shot_type": "any"}, "placements": [position]}
        assert rules.select(scene, pool).tags == ("ANN",)
        sizes.add(len(chooser._moves))
    assert sizes == {1, 2, 3}
