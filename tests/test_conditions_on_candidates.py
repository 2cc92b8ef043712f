"""A condition may look at a candidate as a whole: its picture, its placement, its individual, the scene."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from selector import AssetPool, Rules
from selector.engine.alike import placement_kinds
from selector.language.candidate import Candidate
from selector.language.condition import ConditionWord
from selector.language.conditions import CONDITIONS
from selector.language.kinds.any_of_texts import AnyOfTexts
from tests.choosing import compiled, content_of
from tests.generate import Batch, batch
from tests.long import many
from tests.pools import build, usable


def role_and_crop(candidate: Candidate) -> tuple[str, ...]:
    return (f"{candidate.placement.role}/{candidate.picture.crop}",)


def those_beside(candidate: Candidate) -> tuple[str, ...]:
    """The names of the individual, and the tags of its pictures that are of the other crop."""
    circumstances = candidate.circumstances
    others = circumstances.of_same_individual(candidate)
    crop = candidate.picture.crop
    tags = [other.picture.tag.casefold() for other in others if other.picture.crop != crop]
    return (*sorted(circumstances.individual(candidate).names), *tags)


def word(key: str, found: Any) -> ConditionWord:
    return ConditionWord(
        key=key,
        kind=AnyOfTexts(),
        looks_at="candidate",
        fact="",
        found=found,
        asks=" or ".join,
        says=lambda text: f"it is {text}",
        says_alone=lambda text: f"this is {text}",
        expected="text",
        description="",
        examples=(),
        manual="what it is",
    )


DRAWN = many(15, 30)


@pytest.fixture(scope="module")
def batches() -> list[Batch]:
    """Made before the conditions are there, which the generator could not draw values for."""
    seeds = range(71_000, 71_000 + DRAWN)
    return [batch(seed, pools=2, scenes=6, with_edits=False) for seed in seeds]


@pytest.fixture(autouse=True)
def _conditions_on_candidates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(CONDITIONS, "both", word("both", role_and_crop))
    monkeypatch.setitem(CONDITIONS, "beside", word("beside", those_beside))


def texts_of(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else value


def in_one(priority: Any) -> Any:
    """The same priority, with one condition for role and crop together."""
    if not {"role", "crop"} <= priority.keys():
        return priority
    roles, crops = texts_of(priority["role"]), texts_of(priority["crop"])
    rest = {key: value for key, value in priority.items() if key not in {"role", "crop"}}
    return {**rest, "both": [f"{role}/{crop}" for role in roles for crop in crops]}


def crops_for_all(rules: Any) -> Any:
    """The same rules, in which every priority on a role wants a crop too."""
    shots = {}
    for nth, (name, shot) in enumerate(rules["shots"].items()):
        shots[name] = dict(shot)
        if "priorities" in shot:
            crop = ("face", "full", ["full", "face"])[nth % 3]
            shots[name]["priorities"] = [
                {"crop": crop, **each} if "role" in each else each for each in shot["priorities"]
            ]
    return {**rules, "shots": shots}


def with_priorities(rules: Any, made: Any) -> Any:
    shots = {}
    for name, shot in rules["shots"].items():
        shots[name] = dict(shot)
        if "priorities" in shot:
            shots[name]["priorities"] = [made(each) for each in shot["priorities"]]
    return {**rules, "shots": shots}


@pytest.mark.parametrize("number", range(DRAWN))
def test_what_two_conditions_want_is_chosen_like_what_one_on_both_sides_wants(
    number: int, batches: list[Batch]
) -> None:
    each = batches[number]
    plain = crops_for_all(each.rules)
    apart, together = compiled(plain), compiled(with_priorities(plain, in_one))
    for sketches, scenes in zip(each.pools, each.scenes, strict=True):
        pool = AssetPool(build(sketches), usable=usable)
        for scene in scenes:
            wanted, given = apart.select(scene, pool), together.select(scene, pool)
            assert given.places == wanted.places
            assert [pick.facts.place for pick in given.picks] == given.places
            assert [(pick.placement, pick.priority.name) for pick in given.picks] == [
                (pick.placement, pick.priority.name) for pick in wanted.picks
            ]


def film(*placements: tuple[str, str]) -> Any:
    listed = [{"asset_tag": tag, "role": role} for tag, role in placements]
    return {"scene_index": 7, "composition": {"shot_type": "any"}, "placements": listed}


def rules_of(*priorities: Any) -> Rules:
    return compiled(content_of({"default": {"priorities": list(priorities)}}))


POOL: list[dict[str, Any]] = [
    {"manifest_tag": "ANN", "asset_type": "character", "is_face_crop": True, "name": "ann"},
    {"manifest_tag": "ANN", "asset_type": "character"},
    {"manifest_tag": "BO", "asset_type": "character", "name": "bo"},
]


@pytest.mark.parametrize(
    ("wanted", "places"),
    [("ann", [0]), ("bo", [2]), ("ANN", [0]), ("cy", [])],
)
def test_a_condition_sees_the_individual_and_its_other_pictures(
    wanted: str, places: list[int]
) -> None:
    rules = rules_of({"name": "theirs", "beside": wanted})
    scene = film(("BO", "subject"), ("ANN", "prop"))
    assert rules.select(scene, AssetPool(POOL)).places == places


def test_a_tag_without_a_picture_is_warned_of_once(caplog: pytest.LogCaptureFixture) -> None:
    rules = rules_of({"name": "theirs", "beside": "ann"})
    pool = AssetPool(POOL)
    with caplog.at_level(logging.WARNING, "selector"):
        for _ in range(2):
            rules.select(film(("GONE", "subject"), ("ANN", "prop")), pool)
    assert [record.getMessage() for record in caplog.records] == [
        "scene 7: no picture in the pool has the tag 'GONE'"
    ]


def test_placements_are_alike_if_all_that_is_written_of_them_is() -> None:
    rules = rules_of({"name": "theirs", "both": "subject/full"})
    kinds = placement_kinds(rules.plan.shots)
    scene = [
        {"asset_tag": "ANN", "role": "subject", "position": position}
        for position in ("left", "right", "left")
    ]
    read = rules.select({**film(), "placements": scene}, POOL).scene
    assert [kinds.of(placement) for placement in read.placements] == [0, 1, 0]
