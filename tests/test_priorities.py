"""Which candidates go: the priorities in order, and within one who goes before whom."""

from __future__ import annotations

from decimal import Decimal

from selector.model.left_out import AnotherWentAhead, CropNotSent
from tests.choosing import ANYTHING, Picture, face, picked, reason, rule, rules_with, scene
from tests.drawn_conditions import CROPS


def test_priorities_go_in_order_until_the_references_are_full() -> None:
    rules = rule(
        [{"name": "props", "type": "prop"}, {"name": "people", "type": "character"}], references=2
    )
    pool = [
        Picture("a", "A", quality_score=9),
        Picture("b", "B", quality_score=8),
        Picture("p", "P", "PROP"),
    ]
    assert picked(rules.select(scene("A", "B", "P"), pool)) == ["p", "a"]


def test_three_references_go_unless_the_rules_say_otherwise() -> None:
    pool = [Picture(label, label) for label in "ABCD"]
    silent = rules_with({"default": {"priorities": ANYTHING}})
    assert picked(silent.select(scene(*"ABCD"), pool)) == ["A", "B", "C"]


def test_each_priority_is_gone_through_once() -> None:
    pool = [Picture("a", "A"), face("f", "A")]
    assert picked(rule(pictures_each=2).select(scene("A"), pool)) == ["a"]
    assert picked(
        rule([*ANYTHING, {"name": "again", "crop": "face"}], pictures_each=2).select(
            scene("A"), pool
        )
    ) == [
        "a",
        "f",
    ]


def test_a_picture_goes_once_however_many_priorities_it_meets() -> None:
    twice = [{"name": "one", "crop": "full"}, {"name": "two", "crop": "full"}]
    assert picked(rule(twice, pictures_each=3).select(scene("A"), [Picture("a", "A")])) == ["a"]


def test_one_picture_of_an_individual_goes_unless_the_rule_allows_more() -> None:
    twice = [{"name": "face", "crop": "face"}, {"name": "full", "crop": "full"}]
    pool = [Picture("a", "A"), face("f", "A")]
    assert picked(rule(twice).select(scene("A"), pool)) == ["f"]
    assert picked(rule(twice, pictures_each=2).select(scene("A"), pool)) == ["f", "a"]


def test_a_number_in_pictures_each_counts_pictures_of_any_crop() -> None:
    thrice = [{"name": name, "crop": ["face", "full"]} for name in ("one", "two", "three")]
    pool = [
        Picture("a", "A", quality_score=3),
        Picture("b", "A", quality_score=2),
        face("c", "A", quality_score=1),
    ]
    assert picked(rule(thrice, pictures_each=2).select(scene("A"), pool)) == ["a", "b"]
    assert picked(rule(thrice, pictures_each=3).select(scene("A"), pool)) == ["a", "b", "c"]


def test_a_list_in_pictures_each_lets_one_picture_of_each_crop_go() -> None:
    thrice = [{"name": name, "crop": ["face", "full"]} for name in ("one", "two", "three")]
    pool = [
        Picture("a", "A", quality_score=3),
        Picture("b", "A", quality_score=2),
        face("c", "A", quality_score=1),
    ]
    assert picked(rule(thrice, pictures_each=["face", "full"]).select(scene("A"), pool)) == [
        "a",
        "c",
    ]
    assert picked(rule(thrice, pictures_each=["full"]).select(scene("A"), pool)) == ["a"]
    assert picked(rule(thrice, pictures_each=["face"]).select(scene("A"), pool)) == ["c"]


def test_every_individual_sends_one_picture_of_each_listed_crop_whether_placed_once_or_twice() -> (
    None
):
    pool = [face(f"f{number}", f"F{number}") for number in range(12)]
    pool += [Picture(f"p{number}", f"P{number}", "STYLE") for number in range(12)]
    pool += [face("both", "P5"), Picture("other", "F7")]
    tags = [picture.manifest_tag for picture in pool[:24]]
    rules = rule(pictures_each=["face", "full"], references=99)
    labels = sorted(picture.label for picture in pool)
    for twice in ([], tags[::2], tags[1::2], tags[::3], tags):
        assert sorted(picked(rules.select(scene(*tags, *twice), pool))) == sorted(
            {*labels} - {"both", "other"}
        )
    priorities = [{"name": "faces", "crop": "face"}, {"name": "rest", "crop": "full"}]
    rules = rule(priorities, pictures_each=["face", "full"], references=99)
    for twice in ([], tags[::2], tags[1::2], tags[::3], tags):
        assert sorted(picked(rules.select(scene(*tags, *twice), pool))) == labels


def test_a_shot_rule_may_have_any_number_of_priorities() -> None:
    types = ("character", "object", "environment", "style", "prop", "vehicle", "text_element")
    pool = [
        Picture(f"{crop}-{kind}", kind, kind, is_face_crop=crop == "face")
        for kind in types
        for crop in CROPS
    ]
    for crops in (("full",), CROPS):
        priorities = [
            {"name": f"{crop} {kind}", "type": kind, "crop": crop}
            for kind in types
            for crop in crops
        ]
        for each in (1, 2):
            rules = rule(priorities, pictures_each=each, references=99)
            wanted = [f"{crop}-{kind}" for kind in types for crop in crops[:each]]
            assert picked(rules.select(scene(*types), pool)) == wanted
            assert picked(rules.select(scene(*types, *types), pool)) == wanted


def test_a_crop_that_is_not_listed_never_goes() -> None:
    selection = rule(pictures_each=["face"]).select(
        scene("ROOM"), [Picture("room", "ROOM", "ENVIRONMENT")]
    )
    assert picked(selection) == []
    assert isinstance(reason(selection, "room"), CropNotSent)


def test_prefer_says_which_picture_of_one_individual_goes() -> None:
    pool = [Picture("a", "A", quality_score=9), face("f", "A", quality_score=1)]
    assert picked(rule().select(scene("A"), pool)) == ["a"]
    assert picked(rule(prefer="face").select(scene("A"), pool)) == ["f"]
    assert picked(rule(prefer=["full", "face"]).select(scene("A"), pool)) == ["a"]
    assert picked(rule(prefer=["face", "full"]).select(scene("A"), pool)) == ["f"]


def test_prefer_never_bars_a_picture() -> None:
    assert picked(rule(prefer="face").select(scene("A"), [Picture("a", "A")])) == ["a"]


def test_prefer_never_ranks_individuals() -> None:
    pool = [face("f", "A", quality_score=1), Picture("b", "B", quality_score=9)]
    assert picked(rule(prefer="face").select(scene("A", "B"), pool)) == ["b", "f"]


def test_within_one_crop_the_higher_quality_goes_and_then_the_earlier_in_the_pool() -> None:
    low, high, same = (
        Picture(label, "A", quality_score=score)
        for label, score in (("low", 4), ("high", 5), ("same", 5))
    )
    assert picked(rule().select(scene("A"), [low, high, same])) == ["high"]
    assert picked(rule().select(scene("A"), [same, low, high])) == ["same"]


def test_no_quality_counts_as_zero() -> None:
    none, zero, little = (
        Picture("none", "A"),
        Picture("zero", "A", quality_score=0),
        Picture("little", "A", quality_score=0.1),
    )
    assert picked(rule().select(scene("A"), [none, zero])) == ["none"]
    assert picked(rule().select(scene("A"), [zero, none])) == ["zero"]
    assert picked(rule().select(scene("A"), [none, zero, little])) == ["little"]


def test_a_score_that_no_float_is_equal_to_is_told_as_it_was_judged() -> None:
    pool = [
        Picture("exact", "A", quality_score=Decimal("9.9")),
        Picture("near", "A", quality_score=9.9),
    ]
    (over,) = rule(pictures_each=2).select(scene("A"), pool).passed_over
    assert isinstance(over.reason, AnotherWentAhead)
    assert over.reason.decided_by == "quality"
    assert over.facts is not None
    assert (over.facts.quality, over.reason.by.quality) == (Decimal("9.9"), 9.9)
    assert over.facts.quality != over.reason.by.quality


def test_one_individual_may_be_placed_under_thousands_of_tags() -> None:
    tags = [f"T{number}" for number in range(3_000)]
    pool = [
        Picture(tag, tag, individual="Ann", quality_score=number % 10)
        for number, tag in enumerate(tags)
    ]
    assert [asset.label for asset in rule().select(scene(*tags), pool).assets] == ["T9"]


def test_qualities_of_all_number_types_are_compared_as_numbers() -> None:
    pool = [
        Picture("int", "A", quality_score=7),
        Picture("decimal", "B", quality_score=Decimal("7.5")),
    ]
    pool.append(Picture("float", "C", quality_score=7.25))
    assert picked(rule().select(scene("A", "B", "C"), pool)) == ["decimal", "float", "int"]


def test_individuals_go_by_the_quality_of_the_picture_kept_for_each() -> None:
    pool = [
        face("af", "A", quality_score=2),
        Picture("a", "A", quality_score=9),
        face("bf", "B", quality_score=3),
    ]
    assert picked(rule(prefer="face").select(scene("A", "B"), pool)) == ["bf", "af"]


def test_equal_individuals_go_by_the_earliest_placement_and_not_as_in_the_pool() -> None:
    pool = [Picture("b", "B", quality_score=5), Picture("a", "A", quality_score=5)]
    assert picked(rule().select(scene("A", "B"), pool)) == ["a", "b"]
    assert picked(rule().select(scene("B", "A"), pool)) == ["b", "a"]


def test_only_placements_under_which_the_priority_is_met_count() -> None:
    pool = [Picture("a", "A"), Picture("b", "B")]
    subjects = rule([{"name": "p", "role": "subject"}])
    assert picked(subjects.select(scene(("B", "prop"), "A", "B"), pool)) == ["a", "b"]


def test_a_placement_whose_own_pictures_do_not_meet_the_priority_does_not_count() -> None:
    pool = [Picture("a", "A", id=1), face("af", "AF", source_asset_id=1), face("b", "B")]
    selection = rule([{"name": "faces", "crop": "face"}]).select(scene("A", "B", "AF"), pool)
    assert [(pick.asset.label, pick.placement) for pick in selection.picks] == [("b", 1), ("af", 2)]


def test_the_earliest_placement_of_any_candidate_of_the_individual_counts() -> None:
    pool = [
        Picture("b", "B", quality_score=5),
        Picture("a-low", "A", individual="Ann", quality_score=1),
        Picture("a-high", "A2", individual="Ann", quality_score=5),
    ]
    assert picked(rule().select(scene("A", "B", "A2"), pool)) == ["a-high", "b"]
    assert picked(rule().select(scene("B", "A", "A2"), pool)) == ["b", "a-high"]


def test_candidates_already_picked_count_for_the_earliest_placement() -> None:
    pool = [
        Picture("a", "A", individual="Ann", quality_score=9),
        Picture("a2", "A2", individual="Ann", quality_score=5),
        Picture("b", "B", quality_score=5),
    ]
    rules = rule(
        [{"name": "one", "role": "subject", "at_most": 1}, {"name": "two", "crop": "full"}],
        pictures_each=2,
    )
    manifest = scene(("A", "subject"), ("B", "prop"), ("A2", "prop"))
    assert picked(rules.select(manifest, pool)) == ["a", "a2", "b"]
    assert picked(rules.select(manifest, [pool[2], pool[1], pool[0]])) == ["a", "a2", "b"]


def test_candidates_that_are_barred_count_for_the_earliest_placement() -> None:
    pool = [
        Picture("b", "B", quality_score=5, is_face_crop=True),
        Picture("a", "A", individual="Ann", quality_score=9),
        face("af", "AF", individual="Ann", quality_score=5),
    ]
    assert picked(rule(pictures_each=["face"]).select(scene("A", "B", "AF"), pool)) == ["af", "b"]


def test_what_is_left_is_decided_by_the_place_in_the_pool() -> None:
    pool = [Picture("x", "CREW", individual="X"), Picture("y", "CREW", individual="Y")]
    assert picked(rule().select(scene("CREW"), pool)) == ["x", "y"]
    assert picked(rule().select(scene("CREW"), pool[::-1])) == ["y", "x"]


def test_it_is_the_place_of_the_picture_that_goes_and_not_of_the_individuals_first() -> None:
    pool = [
        Picture("x-low", "CREW", individual="X", quality_score=1),
        Picture("y-low", "CREW", individual="Y", quality_score=1),
        Picture("y", "CREW", individual="Y", quality_score=5),
        Picture("x", "CREW", individual="X", quality_score=5),
    ]
    assert picked(rule().select(scene("CREW"), pool)) == ["y", "x"]
    assert picked(rule().select(scene("CREW", "CREW"), pool)) == ["y", "x"]


def test_prefer_does_not_decide_between_equal_individuals_under_one_tag() -> None:
    pool = [Picture("x", "CREW", individual="X"), face("y", "CREW", individual="Y")]
    assert picked(rule(prefer="face").select(scene("CREW"), pool)) == ["x", "y"]
    assert picked(rule(prefer="face").select(scene("CREW", "CREW"), pool)) == ["x", "y"]


def test_at_most_counts_the_individuals_that_one_priority_takes() -> None:
    pool = [
        Picture(label, label, quality_score=score)
        for label, score in zip("ABC", (3, 2, 1), strict=True)
    ]
    two = {"name": "two", "type": "character", "at_most": 2}
    assert picked(rule([two]).select(scene(*"ABC"), pool)) == ["A", "B"]
    assert picked(rule([two, {**two, "name": "two more"}]).select(scene(*"ABC"), pool)) == [
        "A",
        "B",
        "C",
    ]


def test_slots_count_before_at_most() -> None:
    pool = [Picture(label, label) for label in "ABC"]
    assert picked(
        rule([{**ANYTHING[0], "at_most": 3}], references=2).select(scene(*"ABC"), pool)
    ) == ["A", "B"]
