"""Which pictures the placements of a scene offer."""

from __future__ import annotations

from selector.engine.alike import PLACEMENTS_BY_WORDS
from selector.engine.offers import offers
from selector.engine.pool import AssetPool
from selector.model.left_out import AnotherWentAhead, NotInPool, NotPlaced
from selector.model.scene import Placement
from tests.choosing import Picture, face, notes, picked, reason, rule, scene


def test_a_placement_offers_every_asset_with_its_tag() -> None:
    pool = [Picture("a", "A"), face("f", "A"), Picture("b", "B")]
    selection = rule(pictures_each=3).select(scene("A"), pool)
    assert picked(selection) == ["a"]
    assert isinstance(reason(selection, "f"), AnotherWentAhead)
    assert isinstance(reason(selection, "b"), NotPlaced)


def test_it_offers_the_other_pictures_of_the_same_individual_too() -> None:
    pool = [Picture("a", "A", id=1), face("f", "F", source_asset_id=1)]
    assert picked(rule([{"name": "p", "crop": "face"}]).select(scene("A"), pool)) == ["f"]


def test_but_not_those_that_the_scene_places_by_a_tag_of_their_own() -> None:
    pool = [Picture("a", "A", id=1), face("f", "F", source_asset_id=1)]
    rules = rule([{"name": "p", "role": "subject", "crop": "face"}])
    assert picked(rules.select(scene(("A", "subject")), pool)) == ["f"]
    assert picked(rules.select(scene(("A", "subject"), ("F", "background")), pool)) == []
    assert picked(rules.select(scene(("A", "background"), ("F", "subject")), pool)) == ["f"]


def test_nor_those_of_another_individual_under_the_same_tag_that_it_places_so() -> None:
    """All named: Ann and Bob share a tag, and the scene places Bob's face by its own."""
    pool = [
        Picture("a", "CREW", individual="Ann"),
        Picture("b", "CREW", individual="Bob"),
        face("bf", "BOB_FACE", individual="Bob"),
    ]
    rules = rule([{"name": "p", "role": "subject", "crop": "face"}])
    assert picked(rules.select(scene("CREW"), pool)) == ["bf"]
    assert picked(rules.select(scene("CREW", ("BOB_FACE", "background")), pool)) == []


def test_nor_where_shared_tags_lead_from_one_individual_to_the_next() -> None:
    pool = [
        Picture("z", "ZED", individual="Zed"),
        Picture("a", "CREW", individual="Ann"),
        Picture("b", "CREW", individual="Bob"),
        Picture("z2", "GUESTS", individual="Zed"),
        Picture("a2", "GUESTS", individual="Ann"),
        face("bf", "BOB_FACE", individual="Bob"),
    ]
    rules = rule([{"name": "p", "role": "subject", "crop": "face"}])
    assert picked(rules.select(scene("CREW"), pool)) == ["bf"]
    assert picked(rules.select(scene("CREW", ("BOB_FACE", "background")), pool)) == []


def test_a_tag_on_pictures_of_two_individuals_offers_the_other_pictures_of_both() -> None:
    pool = [
        Picture("a", "CREW", individual="Ann"),
        Picture("b", "CREW", individual="Bob"),
        face("af", "ANN_FACE", individual="Ann"),
        face("bf", "BOB_FACE", individual="Bob"),
    ]
    assert picked(rule([{"name": "p", "crop": "face"}]).select(scene("CREW"), pool)) == ["af", "bf"]


def test_an_offered_asset_carries_the_role_and_position_of_the_placement() -> None:
    pool = [Picture("a", "A", id=1), face("f", "F", source_asset_id=1)]
    manifest = scene(("A", "prop"))
    manifest["placements"][0]["position"] = "left"
    (pick,) = rule([{"name": "p", "role": "prop", "crop": "face"}]).select(manifest, pool).picks
    assert (pick.tag, pick.role, pick.position, pick.placement) == ("F", "prop", "left", 0)


def test_all_conditions_must_be_met_under_one_and_the_same_placement() -> None:
    rules = rule([{"name": "p", "role": "subject", "type": "prop"}])
    assert picked(
        rules.select(scene(("A", "subject"), ("A", "background")), [Picture("a", "A", "PROP")])
    ) == ["a"]
    pool = [Picture("a", "A"), Picture("b", "B", "PROP")]
    assert picked(rules.select(scene(("A", "subject"), ("B", "background")), pool)) == []


def test_a_picture_offered_twice_goes_under_the_earliest_placement_that_meets_the_priority() -> (
    None
):
    rules = rule([{"name": "p", "role": "background"}])
    selection = rules.select(
        scene(("A", "subject"), ("A", "background"), ("A", "background")), [Picture("a", "A")]
    )
    assert [pick.placement for pick in selection.picks] == [1]


def test_a_tag_not_in_the_pool_offers_nothing_and_is_reported_once_with_the_nearest_tag() -> None:
    selection = rule().select(
        scene("ANN", "ROOM", "ANN"), [Picture("a", "ANN_"), Picture("z", "ZZZ")]
    )
    assert picked(selection) == []
    assert [(each.tag, each.placement) for each in selection.passed_over if each.asset is None] == [
        ("ANN", 0),
        ("ROOM", 1),
    ]
    assert reason(selection, "ANN") == NotInPool(near="ANN_")
    assert reason(selection, "ROOM") == NotInPool(near=None)


def test_a_role_or_a_type_outside_the_vocabulary_meets_no_condition_on_it_and_is_noted() -> None:
    by_role, by_type = [{"name": "p", "role": "subject"}], [{"name": "p", "type": "character"}]
    hero, ghost = scene(("A", "hero")), [Picture("a", "A", "GHOST")]
    assert picked(rule(by_role).select(hero, [Picture("a", "A")])) == []
    assert picked(rule(by_type).select(hero, [Picture("a", "A")])) == ["a"]
    assert picked(rule(by_type).select(scene("A"), ghost)) == []
    assert picked(rule(by_role).select(scene("A"), ghost)) == ["a"]
    assert notes(rule().select(hero, ghost)) == ["unknown_role", "unknown_asset_type"]


def test_each_unknown_type_is_noted_once_in_the_order_of_the_pool() -> None:
    pool = [
        Picture("a", "A", "SPIRIT"),
        Picture("b", "B", "ghost"),
        Picture("c", "C", "Spirit"),
        Picture("d", "D", "elf"),
    ]
    found = rule().select(scene("A"), pool).notes
    assert [(note.kind, note.values["type"], note.values["tag"]) for note in found] == [
        ("unknown_asset_type", "spirit", "A"),
        ("unknown_asset_type", "ghost", "B"),
        ("unknown_asset_type", "elf", "D"),
    ]


def test_the_nearest_tag_is_found_among_many() -> None:
    assets = [
        {"manifest_tag": f"CHARACTER_{number}", "asset_type": "character"}
        for number in range(3_000)
    ]
    assert [AssetPool(assets).nearest_tag("CHRACTER_77") for _ in range(2)] == ["CHARACTER_77"] * 2


def test_tags_beyond_a_length_are_not_compared() -> None:
    pool = AssetPool([Picture("a", "A" * 99 + "B"), Picture("b", "B" * 101)])
    assert pool.nearest_tag("A" * 100) == "A" * 99 + "B"
    assert pool.nearest_tag("A" * 101) is None
    assert pool.nearest_tag("B" * 100) is None


def test_a_picture_that_no_placement_names_is_offered_by_the_first_placement_of_each_kind() -> None:
    rows = [
        Picture("a", "A", id=1),
        face("f", "F", source_asset_id=1),
        Picture("c", "C", source_asset_id=1),
    ]
    pool = AssetPool([*rows, Picture("x", "X")])
    roles = (
        ("A", "prop"),
        ("F", "subject"),
        ("F", "prop"),
        ("A", "subject"),
        ("A", "prop"),
        ("X", "prop"),
    )
    placements = [Placement(tag, role) for tag, role in roles]
    assert offers(pool, placements, PLACEMENTS_BY_WORDS) == {
        0: [0, 3],
        1: [1, 2],
        2: [0, 1],
        3: [5],
    }
