"""What is worked out before any scene is chosen for: for each tag of a pool, and for each order of kinds by a rule."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

from selector.engine.choose import Chooser
from selector.engine.compile import compile_rules
from selector.engine.kinds import SAMPLES, kind_of
from selector.engine.manifest import read_manifest
from selector.engine.pool import AssetPool, pool_for_one_scene
from selector.engine.singles import Single
from selector.model.vocabulary import ASSET_TYPES
from tests.generate import as_values

FULL, FACE = 0, 1
"""The kinds of pictures of characters."""
PROP = 2 * ASSET_TYPES.index("prop")
FACES_THEN_FULL = [{"name": "faces", "crop": "face"}, {"name": "full", "crop": "full"}]
ANYTHING = {"name": "anything", "crop": ["face", "full"]}


def picture(tag: str, quality: float | None = None, **values: Any) -> dict[str, Any]:
    return {"manifest_tag": tag, "asset_type": "character", "quality_score": quality, **values}


def chooser(*priorities: dict[str, Any], **words: Any) -> Chooser:
    shots = {"default": {"references": 9, "priorities": list(priorities), **words}}
    content = {"language": 1, "name": "test", "version": "1", "description": "", "shots": shots}
    rules, problems = compile_rules(as_values(content))
    assert rules is not None, problems
    return Chooser(rules.plan.default, digest=str)


def test_each_kind_of_picture_has_a_number_of_its_own() -> None:
    assert [kind_of(sample) for sample in SAMPLES] == list(range(2 * len(ASSET_TYPES) + 2))
    assert [(sample.type, sample.crop) for sample in SAMPLES[:3]] == [
        (ASSET_TYPES[0], "full"), (ASSET_TYPES[0], "face"), (ASSET_TYPES[1], "full")
    ]  # fmt: skip
    assert kind_of(SAMPLES[0]._replace(type="ghost")) == len(SAMPLES) - 2


def test_of_each_kind_the_nearest_picture_stands_then_the_best_then_the_earliest() -> None:
    looks = [
        picture("RAIN", 9, id="rain"),
        picture("RAIN_FACE", 5, source_asset_id="rain", is_face_crop=True),
        picture("ARMOUR", 3, id="armour"),
        picture("ARMOUR_FACE", 1, source_asset_id="armour", is_face_crop=True),
        picture("SWORD", 2, asset_type="prop"),
        picture("ARMOUR", 10, description="gone"),
        picture("ARMOUR", 3),
    ]
    for look in looks:
        look["individual"] = "Yu"
    pool = AssetPool([picture("BO"), *looks], usable=lambda asset: asset.get("description") != "gone")
    assert pool.ranks == [6, 1, 2, 3, 5, 4, 0, 3]
    assert pool.singles == {
        "BO": Single(0, bytes([FULL]), (6, 0)),
        "RAIN": Single(1, bytes([FULL, FACE, PROP]), (1, 1, 2, 2, 4, 5)),
        "RAIN_FACE": Single(1, bytes([FACE, FULL, PROP]), (2, 2, 1, 1, 4, 5)),
        "ARMOUR": Single(1, bytes([FULL, FACE, PROP]), (3, 3, 5, 4, 4, 5)),
        "ARMOUR_FACE": Single(1, bytes([FACE, FULL, PROP]), (5, 4, 3, 3, 4, 5)),
        "SWORD": Single(1, bytes([PROP, FULL, FACE]), (4, 5, 1, 1, 2, 2)),
    }


def test_a_tag_whose_only_picture_cannot_be_sent_sends_nothing() -> None:
    assert AssetPool([picture("A")], usable=lambda _: False).singles == {"A": Single(0, b"", ())}


def test_a_tag_of_two_individuals_comes_to_nothing_by_itself() -> None:
    pool = AssetPool([picture("A", individual="Ann"), picture("A", individual="Bo"), picture("C"), picture("C")])
    assert pool.singles == {"A": None, "C": Single(2, bytes([FULL]), (0, 2))}
    assert [pool.individuals_of(tag) for tag in ("A", "C", "D")] == [(0, 1), (2,), ()]
    assert AssetPool([picture("A"), picture("A")]).individuals_of("A") == (0,)


def test_nor_does_a_tag_of_pictures_that_other_assets_have() -> None:
    addresses = {"A": "a.png", "B": "pair.png", "C": None, "D": "pair.png", "E": "pair.png", "F": None}
    pool = AssetPool([picture(tag, reference_image_url=address) for tag, address in addresses.items()])
    assert pool.pictures == [0, 1, 2, 1, 1, 5]
    assert pool.twins == {1, 3, 4}
    assert [tag for tag, single in pool.singles.items() if single is None] == ["B", "D", "E"]


@pytest.mark.parametrize(("count", "tags", "indexed"), [(100, 2, True), (101, 1, True), (101, 2, False)])
def test_nor_does_a_tag_of_an_individual_with_very_many_pictures_under_several(
    count: int, tags: int, *, indexed: bool
) -> None:
    pool = AssetPool([picture(f"A{number % tags}", individual="Ann") for number in range(count)])
    assert [single is not None for single in pool.singles.values()] == [indexed] * tags


def test_a_pool_is_indexed_by_tag_wherever_it_travels_and_a_list_for_one_scene_is_not() -> None:
    assets = [picture("A", 1, id=1), picture("B", 2, source_asset_id=1)]
    pool = AssetPool(assets)
    assert set(pool.singles) == {"A", "B"}
    again = pickle.loads(pickle.dumps(pool))
    assert (again.singles, again.individuals, again.lineage(0)) == (pool.singles, pool.individuals, pool.lineage(0))
    assert pool_for_one_scene(assets).singles == {}


@pytest.mark.parametrize(
    ("words", "priorities", "kinds", "moves"),
    [
        ({}, [ANYTHING], [FULL, FACE], ((0, 0),)),
        ({"prefer": "face"}, [ANYTHING], [FULL, FACE, FACE + 2], ((0, 2),)),
        ({}, FACES_THEN_FULL, [FULL, FACE], ((0, 2), (1, 0))),
        ({}, FACES_THEN_FULL, [FULL], ((1, 0),)),
        ({"pictures_each": 2}, [ANYTHING], [FULL, FACE], ((0, 0),)),
        ({"pictures_each": 2}, FACES_THEN_FULL, [FULL], ((1, 0),)),
        ({"pictures_each": 2}, FACES_THEN_FULL, [FULL, FACE], None),
        ({"pictures_each": 2}, FACES_THEN_FULL, [], ()),
        ({"pictures_each": ["face", "full"]}, FACES_THEN_FULL, [FULL, FACE], ((0, 2), (1, 0))),
        ({"pictures_each": ["face", "full"]}, [ANYTHING], [FULL, FACE], ((0, 0),)),
        ({"pictures_each": ["face", "full"]}, [*FACES_THEN_FULL, ANYTHING], [FULL, FACE], None),
        ({"pictures_each": ["face", "full"]}, [*FACES_THEN_FULL, ANYTHING], [FACE], ((0, 0), (2, 0))),
        ({"pictures_each": ["face"]}, [*FACES_THEN_FULL, ANYTHING], [FULL, FACE], ((0, 2), (2, 2))),
    ],
)
def test_which_picture_moves_at_which_step_is_known_unless_it_depends_on_what_else_went(
    words: dict[str, Any], priorities: list[dict[str, Any]], kinds: list[int], moves: Any
) -> None:
    found = chooser(*priorities, **words).moves("subject", bytes(kinds))
    assert (found if found is None else tuple(sorted(found))) == moves


@pytest.mark.parametrize(
    ("words", "tags", "in_turn"),
    [
        ({}, "A", 0),
        ({}, "AA", 0),
        ({}, "ABA", 0),
        ({}, "AX", 0),
        ({}, "AS", 1),
        ({"pictures_each": 2}, "B", 0),
        ({"pictures_each": 2}, "BB", 0),
        ({"pictures_each": 2}, "A", 1),
        ({"pictures_each": 2}, "AA", 1),
        ({"pictures_each": ["face", "full"]}, "AAB", 0),
    ],
)
def test_a_scene_is_gone_through_in_turn_only_where_it_must_be(
    words: dict[str, Any], tags: str, in_turn: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool = AssetPool([
        picture("A"), picture("A", is_face_crop=True), picture("B"),
        picture("S", individual="Cy"), picture("S", individual="Di"),
    ])  # fmt: skip
    placements = [{"asset_tag": tag, "role": "subject"} for tag in tags]
    scene = read_manifest({"composition": {"shot_type": "cu"}, "placements": placements})
    asked = chooser(*FACES_THEN_FULL, **words)
    wanted, gone_through = asked._in_turn(scene, pool), []
    whole = Chooser._in_turn

    def counted(self: Chooser, *arguments: Any) -> list[int]:
        gone_through.append(self)
        return whole(self, *arguments)

    monkeypatch.setattr(Chooser, "_in_turn", counted)
    assert asked.choose(scene, pool) == wanted
    assert len(gone_through) == in_turn
