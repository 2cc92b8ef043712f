"""One photograph goes once, whoever it shows."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

import pytest

from selector.model.left_out import (
    AlreadyShown,
    AnotherWentAhead,
    CapReached,
    CropNotSent,
    MeetsNoPriority,
    SamePicture,
    SlotsFull,
)
from tests.choosing import ANYTHING, GAPS, Picture, face, picked, reason, rule, scene

PAIR = [
    Picture("ada", "ADA", reference_image_url="pair.png", quality_score=8),
    Picture("bram", "BRAM", reference_image_url="pair.png", quality_score=8),
    Picture("forge", "FORGE", "ENVIRONMENT", reference_image_url="forge.png", quality_score=7),
    Picture("crate", "CRATE", "PROP", reference_image_url="crate.png", quality_score=7),
]


def test_one_photograph_of_two_people_goes_once_and_the_slot_to_the_next() -> None:
    selection = rule(references=3).select(scene("ADA", "BRAM", "FORGE", "CRATE"), PAIR)
    assert picked(selection) == ["ada", "forge", "crate"]
    assert reason(selection, "bram") == SamePicture(by=selection.picks[0].facts)


def test_it_goes_once_where_a_later_priority_asks_for_it_too() -> None:
    rules = rule(
        [{"name": "subject", "role": "subject"}, {"name": "the rest", "crop": "full"}], references=2
    )
    selection = rules.select(
        scene("ADA", ("BRAM", "interaction_target"), ("FORGE", "environment")), PAIR
    )
    assert picked(selection) == ["ada", "forge"]
    assert reason(selection, "bram") == SamePicture(by=selection.picks[0].facts)


def test_another_picture_of_the_second_individual_goes_where_the_first_pick_was_made_before() -> (
    None
):
    alone = Picture("bram-alone", "BRAM", reference_image_url="bram.png", quality_score=3)
    rules = rule([{"name": "subject", "role": "subject"}, {"name": "the rest", "crop": "full"}])
    selection = rules.select(scene("ADA", ("BRAM", "interaction_target")), [*PAIR[:2], alone])
    assert picked(selection) == ["ada", "bram-alone"]


def test_but_within_one_priority_the_picture_kept_for_it_is_passed_over_without_a_second() -> None:
    alone = Picture("bram-alone", "BRAM", reference_image_url="bram.png", quality_score=3)
    selection = rule().select(scene("ADA", "BRAM"), [*PAIR[:2], alone])
    assert picked(selection) == ["ada"]
    assert reason(selection, "bram") == SamePicture(by=selection.picks[0].facts)
    found = reason(selection, "bram-alone")
    assert isinstance(found, AnotherWentAhead)
    assert (found.by.place, found.decided_by) == (1, "quality")


def test_of_three_in_one_step_only_those_whose_photograph_has_gone_are_passed_over() -> None:
    pool = [
        Picture(label, label, reference_image_url=address, quality_score=score)
        for label, address, score in (
            ("A", "x", 9),
            ("B", "x", 8),
            ("C", "y", 7),
            ("D", "x", 6),
            ("E", "y", 5),
        )
    ]
    pool.append(Picture("F", "F", quality_score=4))
    selection = rule().select(scene(*"ABCDEF"), pool)
    assert picked(selection) == ["A", "C", "F"]
    assert [reason(selection, label) for label in "BDE"] == [
        SamePicture(by=selection.picks[0].facts),
        SamePicture(by=selection.picks[0].facts),
        SamePicture(by=selection.picks[1].facts),
    ]


def test_a_picture_that_is_passed_over_so_does_not_count_for_the_cap() -> None:
    pool = [
        Picture(label, label, reference_image_url=address, quality_score=score)
        for label, address, score in (("A", "x", 9), ("B", "x", 8), ("C", "y", 7), ("D", "z", 6))
    ]
    selection = rule([{**ANYTHING[0], "at_most": 2}]).select(scene(*"ABCD"), pool)
    assert picked(selection) == ["A", "C"]
    assert isinstance(reason(selection, "B"), SamePicture)
    found = reason(selection, "D")
    assert isinstance(found, CapReached)
    assert [facts.tag for facts in found.taken] == ["A", "C"]


@pytest.mark.parametrize("address", [None, "", *GAPS], ids=repr)
def test_pictures_without_an_address_are_not_one_picture(address: Any) -> None:
    pool = [Picture(label, label, reference_image_url=address) for label in "AB"]
    assert picked(rule().select(scene("A", "B"), pool)) == ["A", "B"]


@pytest.mark.parametrize(
    "other",
    ["Pair.png", "pair.png ", "pair.png?v=2", "./pair.png", "pair\u200b.png", "zoe\u0308.png"],
)
def test_addresses_are_compared_exactly(other: str) -> None:
    pool = [Picture(label, label, reference_image_url=address) for label, address in zip(
        "ABC", ("pair.png", other, "zo\u00eb.png"), strict=True
    )]  # fmt: skip
    assert picked(rule().select(scene(*"ABC"), pool)) == ["A", "B", "C"]


def test_addresses_are_compared_as_text() -> None:
    pool = [Picture("a", "A", reference_image_url=PurePosixPath("/p/pair.png"))]
    pool.append(Picture("b", "B", reference_image_url="/p/pair.png"))
    selection = rule().select(scene("A", "B"), pool)
    assert picked(selection) == ["a"]
    assert selection.picks[0].facts.address == "/p/pair.png"


def test_one_individual_does_not_send_one_photograph_twice() -> None:
    twice = [{"name": "one", "crop": ["face", "full"]}, {"name": "two", "crop": ["face", "full"]}]
    pool = [
        Picture("a", "A", reference_image_url="a.png", quality_score=9),
        Picture("again", "A", reference_image_url="a.png", quality_score=8),
        face("face", "A", reference_image_url="f.png", quality_score=1),
    ]
    selection = rule(twice, pictures_each=2).select(scene("A"), pool)
    assert picked(selection) == ["a", "face"]
    assert isinstance(reason(selection, "again"), AlreadyShown)
    selection = rule(twice, pictures_each=3).select(scene("A"), pool)
    assert picked(selection) == ["a", "face"]
    assert reason(selection, "again") == SamePicture(by=selection.picks[0].facts)


def test_a_photograph_that_has_gone_still_counts_for_the_earliest_placement() -> None:
    rules = rule([{"name": "one", "role": "subject"}, {"name": "two", "role": "prop"}])
    pool = [
        Picture("pair", "ADA", reference_image_url="pair.png"),
        Picture("b", "B", quality_score=5),
        Picture(
            "bram-pair", "BRAM", individual="Bram", reference_image_url="pair.png", quality_score=9
        ),
        Picture("bram", "BRAM_2", individual="Bram", quality_score=5),
    ]
    manifest = scene("ADA", ("BRAM", "prop"), ("B", "prop"), ("BRAM_2", "prop"))
    assert picked(rules.select(manifest, pool)) == ["pair", "bram", "b"]


def test_the_same_picture_is_said_before_another_went_ahead_and_after_whatever_bars_it() -> None:
    pool = [
        Picture("ada", "ADA", reference_image_url="pair.png", quality_score=9),
        Picture("bram", "BRAM", reference_image_url="pair.png", quality_score=1),
        Picture("bram-best", "BRAM", reference_image_url="bram.png", quality_score=8),
    ]
    rules = rule(references=1)
    assert isinstance(reason(rules.select(scene("ADA", "BRAM"), pool), "bram"), SamePicture)
    assert isinstance(reason(rules.select(scene("ADA", "BRAM"), pool), "bram-best"), SlotsFull)
    assert isinstance(reason(rule().select(scene("ADA", "BRAM"), pool), "bram"), AlreadyShown)
    by_role = rule([{"name": "p", "role": "subject"}])
    assert isinstance(
        reason(by_role.select(scene("ADA", ("BRAM", "prop")), pool), "bram"), MeetsNoPriority
    )
    only_faces = rule(pictures_each=["face"])
    pool[0] = face("ada", "ADA", reference_image_url="pair.png")
    assert isinstance(reason(only_faces.select(scene("ADA", "BRAM"), pool), "bram"), CropNotSent)


def test_the_same_picture_is_said_even_of_a_priority_that_was_not_reached() -> None:
    rules = rule(
        [{"name": "one", "role": "subject"}, {"name": "two", "role": "prop"}], references=1
    )
    selection = rules.select(scene("ADA", ("BRAM", "prop")), PAIR)
    assert reason(selection, "bram") == SamePicture(by=selection.picks[0].facts)


@pytest.mark.parametrize(
    "positions", [["near"], ["near", "far"]], ids=["placed once", "placed twice"]
)
def test_a_photograph_that_is_there_as_face_and_figure_stays_behind_itself_where_a_cap_is_reached(
    positions: list[str],
) -> None:
    both = {"name": "both", "type": "character", "at_most": 1, "pictures_each": ["face", "full"]}
    rules = rule([both], prefer=["face", {"position": "near"}], references=5)
    pictures = [
        Picture("ada", "ADA", reference_image_url="ada.png", quality_score=10),
        face("bram-face", "BRAM", reference_image_url="bram.png", quality_score=8),
        Picture("bram", "BRAM", reference_image_url="bram.png", quality_score=9),
        Picture("bram-old", "BRAM", reference_image_url="old.png", quality_score=5),
    ]
    manifest = scene("ADA")
    for position in positions:
        bram = {"asset_tag": "BRAM", "role": "subject", "position": position}
        manifest["placements"].append(bram)
    selection = rules.select(manifest, pictures)
    assert picked(selection) == ["ada"]
    found = reason(selection, "bram")
    assert isinstance(found, AnotherWentAhead)
    assert found.by.name == "bram-face"
    assert found.decided_by == "prefer"
    assert isinstance(reason(selection, "bram-old"), CapReached)
