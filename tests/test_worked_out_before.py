"""What is worked out before any scene is chosen for: for each tag of a pool, and for each order of kinds by a rule."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

from selector.engine.alike import PICTURES_BY_WORDS, Kinds, picture_kinds
from selector.engine.choose import Chooser
from selector.engine.lineups import HELD, Lineups
from selector.engine.manifest import read_manifest
from selector.engine.pool import AssetPool, pool_for_one_scene
from selector.language.condition import Requirement
from selector.language.facts import Picture
from selector.model.scene import Placement
from selector.model.vocabulary import ASSET_TYPES, ROLES
from tests.choosing import compiled, content_of

FULL, FACE, PROP, FULL_PROP = 0, 1, 2, 3
"""The kinds of `kinds()`: full and face pictures of characters, then of props."""
FACES_THEN_FULL = [{"name": "faces", "crop": "face"}, {"name": "full", "crop": "full"}]
ANYTHING = {"name": "anything", "crop": ["face", "full"]}


def picture(tag: str, quality: float | None = None, **values: Any) -> dict[str, Any]:
    return {"manifest_tag": tag, "asset_type": "character", "quality_score": quality, **values}


def alone(*kinds: int) -> bytes:
    """The shape of a lineup of these kinds of pictures, all offered by one placement."""
    return bytes([number for kind in kinds for number in (kind, 1)])


def seen(type_: str, *, is_face: bool = False, labels: tuple[str, ...] = ()) -> Picture:
    return Picture("A", type_, is_face, None, None, None, None, labels=labels)


def kinds(*asked: Requirement) -> Kinds[Picture]:
    """Kinds whose numbers are known, in the order above."""
    made: Kinds[Picture] = Kinds("picture", asked)
    for each in (seen("character"), seen("character", is_face=True), seen("prop")):
        made.of(each)
    return made


def placements() -> Kinds[Placement]:
    """Kinds of placements whose numbers are known: the index in `ROLES`, then any other role."""
    made: Kinds[Placement] = Kinds("placement")
    for role in (*ROLES, "decoration"):
        made.of(Placement("A", role))
    return made


def placed(*roles: str) -> tuple[int, ...]:
    """The kinds of placements in these roles."""
    return tuple(placements().of(Placement("A", role)) for role in roles)


def chooser(*priorities: dict[str, Any], **words: Any) -> Chooser:
    shots = {"default": {"references": 9, "priorities": list(priorities), **words}}
    rules = compiled(content_of(shots))
    return Chooser(rules.plan.default, kinds(), placements(), digest=str)


def test_pictures_of_one_kind_give_the_same_answers_to_every_word() -> None:
    asked = kinds()
    made = [
        seen(type_, is_face=is_face)
        for _ in range(2)
        for type_ in (*ASSET_TYPES, "ghost", "elf")
        for is_face in (False, True)
    ]
    numbers = {
        (each.type if each.type in ASSET_TYPES else "", each.crop): asked.of(each) for each in made
    }
    assert (
        len(set(numbers.values())) == len(numbers) == len(asked.samples) == 2 * len(ASSET_TYPES) + 2
    )
    for each in made:
        sample = asked.samples[asked.of(each)]
        assert (sample.type in ASSET_TYPES, sample.crop) == (each.type in ASSET_TYPES, each.crop)
        assert sample.type == each.type or each.type not in ASSET_TYPES


def test_what_kinds_remember_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("selector.engine.alike.MOST_FACTS", 2)
    asked = kinds()
    sizes = set()
    for number in range(9):
        assert asked.of(seen(f"ghost {number}")) == 3
        sizes.add(len(asked._by_facts))
    assert sizes == {1, 2}


def test_rules_that_ask_by_words_alone_share_their_kinds() -> None:
    assert picture_kinds([chooser(*FACES_THEN_FULL).shot_plan]) is PICTURES_BY_WORDS


def test_rules_that_ask_for_labels_tell_apart_what_gives_other_answers_and_no_more() -> None:
    labelled: list[dict[str, Any]] = [
        {"name": "night", "label": ["night", "dusk"]},
        {"name": "rain", "label": "Rain"},
    ]
    asked = picture_kinds([chooser(*labelled).shot_plan])
    assert asked is not PICTURES_BY_WORDS
    labels = [(), ("day",), ("Night",), ("dusk", "day"), ("rain",), ("RAIN", "night")]
    assert [asked.of(seen("prop", labels=each)) for each in labels] == [0, 0, 1, 1, 2, 3]
    assert [asked.samples[kind].labels for kind in range(4)] == [
        (),
        ("Night",),
        ("rain",),
        ("RAIN", "night"),
    ]


def test_a_rule_set_of_more_kinds_than_a_lineup_can_hold_goes_through_its_steps_in_turn() -> None:
    """Each picture meets another set of labels: more kinds than one byte tells apart."""
    words = [f"w{number}" for number in range(8)]
    priorities = [{"name": word, "label": word, "at_most": 1} for word in words]
    wanted = [
        [word for bit, word in enumerate(words) if number >> bit & 1] for number in range(160)
    ]
    pool = AssetPool(
        [picture(f"T{number}", number % 10, user_tags=each) for number, each in enumerate(wanted)]
    )
    shots = {"default": {"references": 9, "priorities": priorities}}
    rules = compiled(content_of(shots))
    for first in range(0, 160, 4):
        placements = [
            {"asset_tag": f"T{number}", "role": "subject"} for number in range(first, first + 4)
        ]
        selection = rules.select(
            {"composition": {"shot_type": "cu"}, "placements": placements}, pool
        )
        assert selection.assets == tuple(pick.asset for pick in selection.picks)
    lineups = pool.lineups_for(rules._choosers[rules.plan.default].picture_kinds)
    assert [number for number in range(160) if lineups[f"T{number}"] is None] == list(
        range(128, 160)
    )
    together = [lineups.of_several((f"T{number}", f"T{number}")) for number in (127, 128)]
    assert [lineup is not None for lineup in together] == [True, False]


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
    pool = AssetPool(
        [picture("BO"), *looks], usable=lambda asset: asset.get("description") != "gone"
    )
    assert pool.ranks == [6, 1, 2, 3, 5, 4, 0, 3]
    lineups = Lineups(pool, kinds())
    lineups.work_out()
    assert lineups == {
        "BO": (0, alone(FULL), ((6, 0),)),
        "RAIN": (
            1,
            alone(FULL, FACE, PROP),
            ((1, 1), (2, 2), (4, 5)),
        ),
        "RAIN_FACE": (
            1,
            alone(FACE, FULL, PROP),
            ((2, 2), (1, 1), (4, 5)),
        ),
        "ARMOUR": (
            1,
            alone(FULL, FACE, PROP),
            ((3, 3), (5, 4), (4, 5)),
        ),
        "ARMOUR_FACE": (
            1,
            alone(FACE, FULL, PROP),
            ((5, 4), (3, 3), (4, 5)),
        ),
        "SWORD": (
            1,
            alone(PROP, FULL, FACE),
            ((4, 5), (1, 1), (2, 2)),
        ),
    }


def test_a_tag_whose_only_picture_cannot_be_sent_sends_nothing() -> None:
    pool = AssetPool([picture("A")], usable=lambda _: False)
    assert pool.lineups_for(PICTURES_BY_WORDS) == {"A": (0, b"", ())}


def test_a_tag_of_two_individuals_comes_to_nothing_by_itself() -> None:
    pool = AssetPool(
        [picture("A", individual="Ann"), picture("A", individual="Bo"), picture("C"), picture("C")]
    )
    lineups = Lineups(pool, kinds())
    assert [lineups[tag] for tag in ("A", "C", "D")] == [None, (2, alone(FULL), ((0, 2),)), None]
    assert set(lineups) == {"C"}
    assert [pool.individuals_of(tag) for tag in ("A", "C", "D")] == [(0, 1), (2,), ()]
    assert AssetPool([picture("A"), picture("A")]).individuals_of("A") == (0,)


def test_nor_does_a_tag_of_pictures_that_other_assets_have() -> None:
    addresses = {
        "A": "a.png",
        "B": "pair.png",
        "C": None,
        "D": "pair.png",
        "E": "pair.png",
        "F": None,
    }
    pool = AssetPool(
        [picture(tag, reference_image_url=address) for tag, address in addresses.items()]
    )
    assert pool.pictures == [0, 1, 2, 1, 1, 5]
    assert pool.twins == {1, 3, 4}
    assert set(pool.by_tag) - set(pool.lineups_for(PICTURES_BY_WORDS)) == {"B", "D", "E"}


@pytest.mark.parametrize(
    ("count", "tags", "indexed"), [(100, 2, True), (101, 1, True), (101, 2, False)]
)
def test_nor_does_a_tag_of_an_individual_with_very_many_pictures_under_several(
    count: int, tags: int, *, indexed: bool
) -> None:
    pool = AssetPool([picture(f"A{number % tags}", individual="Ann") for number in range(count)])
    assert len(pool.lineups_for(PICTURES_BY_WORDS)) == (tags if indexed else 0)


def test_a_pool_is_indexed_by_tag_wherever_it_travels_and_a_list_for_one_scene_is_not() -> None:
    assets = [picture("A", 1, id=1), picture("B", 2, source_asset_id=1)]
    pool = AssetPool(assets)
    assert set(pool.lineups[PICTURES_BY_WORDS]) == {"A", "B"}
    again = pickle.loads(pickle.dumps(pool))
    assert (again.lineups, again.individuals, again.lineage(0)) == (
        pool.lineups,
        pool.individuals,
        pool.lineage(0),
    )
    assert pool_for_one_scene(assets).lineups == {}


def test_an_individual_placed_twice_has_a_lineup_of_both_tags() -> None:
    """A picture that cannot be sent still says under which placements the individual has a face."""
    looks = [
        picture("RAIN", 9, id="rain"),
        picture("ARMOUR", 3, id="armour"),
        picture("ARMOUR", 2),
        picture("VISOR", 1, source_asset_id="armour", is_face_crop=True),
        picture("LOST", 8, is_face_crop=True, description="gone"),
    ]
    for look in looks:
        look["individual"] = "Yu"
    pool = AssetPool(looks, usable=lambda asset: asset.get("description") != "gone")
    lineups = Lineups(pool, kinds())
    both, armour, visor, rain = 0b11, 0b01, 0b10, 0b10
    shape = bytes([FULL, armour, FACE, visor, FULL, both, FACE + HELD, both])
    assert lineups.of_several(("ARMOUR", "VISOR")) == (
        0,
        shape,
        ((2, 1), (4, 3), (0, 0)),
    )
    shapes = [
        lineup[1] for tag in ("RAIN", "ARMOUR") if (lineup := lineups.of_several(("ARMOUR", tag)))
    ]
    assert shapes[0] == bytes([FULL, rain, FULL, armour, FACE, both, FACE + HELD, both])
    assert shapes[1][:2] == bytes([FULL, both])
    assert set(lineups._of_several) == {
        ("ARMOUR", "VISOR"),
        ("ARMOUR", "RAIN"),
        ("ARMOUR", "ARMOUR"),
    }


def test_a_pool_remembers_what_its_tags_come_to_for_some_rule_sets_and_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("selector.engine.pool.MOST_RULE_SETS", 3)
    pool = AssetPool([picture("A")])
    sizes = []
    for _ in range(6):
        asked = kinds()
        assert pool.lineups_for(asked)["A"] == (0, alone(FULL), ((0, 0),))
        assert pool.lineups_for(asked) is pool.lineups[asked]
        sizes.append(len(pool.lineups))
    assert set(sizes) == {1, 2, 3}


def test_what_is_remembered_of_several_tags_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("selector.engine.lineups.MOST_LINEUPS", 2)
    monkeypatch.setattr("selector.engine.choose.MOST_MOVES", 2)
    tags = ("A", "B", "C")
    pool = AssetPool([picture(tag, number, individual="Ann") for number, tag in enumerate(tags)])
    asked, lineups, sizes = chooser(ANYTHING), Lineups(pool, kinds()), []
    for one in tags:
        for other in tags:
            lineup = lineups.of_several((one, other))
            assert lineup is not None
            best = max(tags.index(one), tags.index(other))
            assert lineup[2][0] == (2 - best, best)
            for roles in (("subject", "prop"), ("prop", "subject"), ("prop", "prop")):
                assert asked._moves_of(placed(*roles), lineup[1]) == ((0, 0, 0, 0),)
            sizes.append((len(lineups._of_several), len(asked._moves_together)))
    assert {size for size, _ in sizes} == {size for _, size in sizes} == {1, 2}


@pytest.mark.parametrize(
    ("roles", "moves"),
    [
        (("subject", "prop"), ((0, 1, 0, 0), (1, 0, 0, 0), (2, 1, 0, 1))),
        (("prop", "subject"), ((0, 1, 0, 1), (1, 2, 0, 1), (2, 0, 0, 0))),
        (("subject", "decoration"), ((0, 1, 0, 0), (1, 0, 0, 0))),
        (("decoration", "decoration"), ()),
    ],
)
def test_the_first_placement_that_a_picture_meets_a_step_under_is_the_moves_own(
    roles: tuple[str, ...], moves: Any
) -> None:
    """The first picture is offered by the first placement, the second by both, and the third by the second."""
    asked = chooser(
        {"name": "faces", "role": "subject", "crop": "face"},
        {"name": "full", "role": "subject", "crop": "full"},
        {"name": "props", "role": "prop", "crop": ["face", "full"]},
    )
    shape = bytes([FULL, 0b01, FACE, 0b11, FULL, 0b10])
    found = asked.moves(placed(*roles), shape)
    assert found is not None
    assert tuple(sorted(found)) == moves


@pytest.mark.parametrize(
    ("words", "priorities", "pictures", "moves"),
    [
        ({}, [ANYTHING], [FULL, FACE], ((0, 0),)),
        ({"prefer": "face"}, [ANYTHING], [FULL, FACE, FACE], ((0, 1),)),
        ({}, FACES_THEN_FULL, [FULL, FACE], ((0, 1), (1, 0))),
        ({}, FACES_THEN_FULL, [FULL], ((1, 0),)),
        ({"pictures_each": 2}, [ANYTHING], [FULL, FACE], ((0, 0),)),
        ({"pictures_each": 2}, FACES_THEN_FULL, [FULL], ((1, 0),)),
        ({"pictures_each": 2}, FACES_THEN_FULL, [FULL, FACE], None),
        ({"pictures_each": 2}, FACES_THEN_FULL, [], ()),
        ({"pictures_each": ["face", "full"]}, FACES_THEN_FULL, [FULL, FACE], ((0, 1), (1, 0))),
        ({"pictures_each": ["face", "full"]}, [ANYTHING], [FULL, FACE], ((0, 0),)),
        ({"pictures_each": ["face", "full"]}, [*FACES_THEN_FULL, ANYTHING], [FULL, FACE], None),
        (
            {"pictures_each": ["face", "full"]},
            [*FACES_THEN_FULL, ANYTHING],
            [FACE],
            ((0, 0), (2, 0)),
        ),
        ({"pictures_each": ["face"]}, [*FACES_THEN_FULL, ANYTHING], [FULL, FACE], ((0, 1), (2, 1))),
    ],
)
def test_which_picture_moves_at_which_step_is_known_unless_it_depends_on_what_else_went(
    words: dict[str, Any], priorities: list[dict[str, Any]], pictures: list[int], moves: Any
) -> None:
    found = chooser(*priorities, **words).moves(placed("subject"), alone(*pictures))
    assert (
        found if found is None else tuple((step, number) for step, number, _, _ in sorted(found))
    ) == moves


def test_each_crop_has_a_token_of_its_own_where_each_goes_once() -> None:
    shape = alone(FULL, FACE)
    assert chooser(*FACES_THEN_FULL).moves(placed("subject"), shape) == ((1, 0, 0, 0), (0, 1, 0, 0))
    each = chooser(*FACES_THEN_FULL, pictures_each=["face", "full"])
    assert each.moves(placed("subject"), shape) == ((1, 0, 0, 0), (0, 1, 1, 0))


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
        ({}, "AAAAAA", 0),
        ({}, "AAAAAAA", 1),
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
