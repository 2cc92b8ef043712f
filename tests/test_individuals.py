"""Which pictures show one individual."""

from __future__ import annotations

import pytest

from selector.engine.pool import AssetPool
from selector.model.left_out import AlreadyShown
from tests.choosing import Picture, face, notes, picked, rule, scene, who


def test_one_tag_is_one_individual_whatever_the_types() -> None:
    assert who(Picture("a", "A"), Picture("b", "A", "PROP"), face("c", "A"), Picture("d", "B")) == [
        "a+b+c",
        "d",
    ]


def test_tags_that_differ_in_case_are_two() -> None:
    assert who(Picture("a", "A"), Picture("b", "a")) == ["a", "b"]


def test_a_picture_joins_the_one_it_was_cut_from() -> None:
    assert who(Picture("a", "A", id=1), face("b", "B", source_asset_id=1), Picture("c", "C")) == [
        "a+b",
        "c",
    ]
    assert who(face("b", "B", source_asset_id=1), Picture("a", "A", id=1)) == ["b+a"]


@pytest.mark.parametrize("source", ["x", "", None, "2"])
def test_the_own_id_an_empty_one_or_one_not_in_the_pool_joins_nothing(source: str | None) -> None:
    assert who(Picture("a", "A", id="1"), face("x", "X", id="x", source_asset_id=source)) == [
        "a",
        "x",
    ]


@pytest.mark.parametrize("nothing", ["", None])
def test_an_empty_source_does_not_name_a_picture_without_id(nothing: str | None) -> None:
    assert who(Picture("a", "A", id=nothing), Picture("b", "B", source_asset_id=nothing)) == [
        "a",
        "b",
    ]
    assert who(Picture("a", "A"), Picture("b", "B", source_asset_id=nothing)) == ["a", "b"]


def test_a_source_that_names_itself_is_not_among_the_pictures_cut_from_it() -> None:
    itself = Picture("a", "A", id=1, source_asset_id=1)
    assert who(itself, Picture("b", "B", source_asset_id=1), face("c", "C", source_asset_id=1)) == [
        "a+b+c"
    ]


def test_face_crops_of_one_tag_and_full_ones_of_one_tag_may_be_cut_from_one_individual() -> None:
    source = Picture("s", "S", id=1)
    faces = face("f", "F", source_asset_id=1), face("g", "F", source_asset_id=1)
    full = Picture("h", "H", source_asset_id=1), Picture("i", "H", source_asset_id=1)
    assert who(source, *faces, *full) == ["s+f+g+h+i"]


def test_face_crops_of_two_tags_show_that_their_source_holds_several_people() -> None:
    group = Picture("group", "CREW", id=1)
    ann, bob = face("ann", "ANN", source_asset_id=1), face("bob", "BOB", source_asset_id=1)
    assert who(group, ann, bob) == ["group", "ann", "bob"]
    assert who(group, ann, bob, Picture("full", "X", source_asset_id=1)) == [
        "group",
        "ann",
        "bob",
        "full",
    ]


def test_full_pictures_of_two_tags_show_it_as_well() -> None:
    group = Picture("group", "CREW", id=1)
    ann, bob = Picture("ann", "ANN", source_asset_id=1), Picture("bob", "BOB", source_asset_id=1)
    assert who(group, ann, bob) == ["group", "ann", "bob"]


def test_tags_still_join_what_a_group_picture_does_not() -> None:
    group = Picture("group", "ANN", id=1)
    assert who(
        group, face("ann", "ANN", source_asset_id=1), face("bob", "BOB", source_asset_id=1)
    ) == [
        "group+ann",
        "bob",
    ]


def test_the_tag_of_the_source_itself_does_not_count_in_the_look() -> None:
    assert who(Picture("a", "A", id=1), Picture("b", "B", source_asset_id=1)) == ["a+b"]


def test_a_picture_of_another_type_is_neither_looked_at_nor_joined() -> None:
    source = Picture("s", "S", id=1)
    assert who(
        source, face("f", "F", source_asset_id=1), Picture("p", "P", "PROP", source_asset_id=1)
    ) == ["s+f", "p"]
    other = Picture("p", "P", "PROP", is_face_crop=True, source_asset_id=1)
    assert who(source, face("f", "F", source_asset_id=1), other) == ["s+f", "p"]


def test_the_types_of_source_and_cut_are_compared_without_case_even_outside_the_vocabulary() -> (
    None
):
    assert who(Picture("a", "A", "Prop", id=1), Picture("b", "B", "PROP", source_asset_id=1)) == [
        "a+b"
    ]
    assert who(Picture("a", "A", "Ghost", id=1), Picture("b", "B", "GHOST", source_asset_id=1)) == [
        "a+b"
    ]


def test_only_pictures_cut_directly_are_looked_at() -> None:
    chain = (
        Picture("a", "A", id=1),
        face("b", "B", id=2, source_asset_id=1),
        face("c", "C", id=3, source_asset_id=2),
    )
    assert who(*chain) == ["a+b+c"]
    assert who(*chain, face("d", "D", source_asset_id=2)) == ["a+b", "c", "d"]


def test_cycles_join_like_chains() -> None:
    assert who(
        Picture("a", "A", id=1, source_asset_id=2), Picture("b", "B", id=2, source_asset_id=1)
    ) == ["a+b"]
    ring = [
        Picture(label, label, id=label, source_asset_id=source)
        for label, source in ("ab", "bc", "ca")
    ]
    assert who(*ring, Picture("d", "D")) == ["a+b+c", "d"]


def test_a_long_chain_is_one_individual() -> None:
    chain = [Picture(str(n), f"T{n}", id=n, source_asset_id=n + 1) for n in range(1500)]
    pool = AssetPool(chain)
    selection = rule(pictures_each=1).select(scene("T0"), pool)
    assert picked(selection) == ["0"]
    assert sum(isinstance(each.reason, AlreadyShown) for each in selection.passed_over) == 1499


def test_a_named_individual_gathers_pictures_of_any_tag_and_type() -> None:
    assert who(
        Picture("a", "A", individual="Ann"), Picture("b", "B", "PROP", individual="Ann")
    ) == ["a+b"]


def test_a_named_asset_is_joined_elsewhere_neither_by_its_tag_nor_by_its_source() -> None:
    assert who(Picture("a", "A", individual="Ann"), Picture("b", "A")) == ["a", "b"]
    assert who(Picture("s", "S", id=1), face("a", "A", source_asset_id=1, individual="Ann")) == [
        "s",
        "a",
    ]


def test_two_names_under_one_tag_are_two_individuals() -> None:
    ann, bob = Picture("a", "CREW", individual="Ann"), Picture("b", "CREW", individual="Bob")
    assert who(ann, bob, Picture("c", "CREW")) == ["a", "b", "c"]


def test_a_name_is_text_and_an_empty_one_names_nothing() -> None:
    assert who(Picture("a", "A", individual=7), Picture("b", "B", individual="7")) == ["a+b"]
    assert who(Picture("a", "A", individual=0), Picture("b", "B", individual="0")) == ["a+b"]
    assert who(Picture("a", "A", individual=""), Picture("b", "B", individual="")) == ["a", "b"]
    assert who(Picture("a", "A", individual=""), Picture("b", "A", individual=None)) == ["a+b"]


def test_a_name_is_not_a_tag() -> None:
    assert who(Picture("a", "A", individual="B"), Picture("b", "B")) == ["a", "b"]


def test_a_named_picture_still_counts_in_the_look_at_its_source() -> None:
    source = Picture("s", "S", id=1)
    named, other = (
        face("n", "N", source_asset_id=1, individual="Nell"),
        face("o", "O", source_asset_id=1),
    )
    assert who(source, named, other) == ["s", "n", "o"]
    assert who(source, other) == ["s+o"]


def test_pictures_cut_from_a_named_one_follow_it_under_the_same_test() -> None:
    named = Picture("n", "N", id=1, individual="Nell")
    assert who(named, face("f", "F", source_asset_id=1), Picture("x", "N")) == ["n+f", "x"]
    assert who(named, face("f", "F", source_asset_id=1), face("g", "G", source_asset_id=1)) == [
        "n",
        "f",
        "g",
    ]


def test_joins_that_make_two_named_individuals_one_are_noted() -> None:
    pool = [
        Picture("ann", "A", id=1, individual="Ann"),
        Picture("bob", "B", id=2, individual="Bob"),
        Picture("x", "X", source_asset_id=1),
        Picture("y", "X", source_asset_id=2),
    ]
    assert who(*pool) == ["ann+bob+x+y"]
    (note,) = rule().select(scene("A"), pool).notes
    assert note.kind == "individuals_joined"
    assert "Ann" in str(note.values)
    assert "Bob" in str(note.values)


def test_a_named_individual_joined_with_unnamed_pictures_needs_no_note() -> None:
    pool = [Picture("ann", "A", id=1, individual="Ann"), Picture("x", "X", source_asset_id=1)]
    assert notes(rule().select(scene("A"), pool)) == []


def shared(*pool: Picture) -> list[tuple[str, str]]:
    """The tags that several named individuals share, with their names."""
    found = rule().select(scene("A"), list(pool)).notes
    return [
        (note.values["tag"], note.values["individuals"])
        for note in found
        if note.kind == "shared_tag"
    ]


def test_a_tag_that_two_named_individuals_share_is_noted() -> None:
    nurse, pilot = (
        Picture("n", "MILA", individual="the nurse"),
        Picture("p", "MILA", individual="the pilot"),
    )
    assert shared(nurse, pilot) == [("MILA", "the nurse, the pilot")]
    assert shared(pilot, nurse) == [("MILA", "the pilot, the nurse")]
    assert shared(nurse, pilot, face("f", "MILA", individual="the nurse"), Picture("x", "X")) == [
        ("MILA", "the nurse, the pilot")
    ]


def test_a_tag_of_one_named_individual_needs_no_note() -> None:
    nurse = Picture("n", "MILA", individual="Zoe\u0308")
    assert (
        shared(
            nurse, face("f", "MILA", individual="Zo\u00eb"), Picture("other", "X", individual="X")
        )
        == []
    )
    assert shared(nurse, Picture("nobody's", "MILA")) == []


def test_names_that_are_joined_into_one_individual_do_not_share_a_tag() -> None:
    pool = [
        Picture("ann", "A", id=1, individual="Ann"),
        Picture("bob", "A", id=2, individual="Bob"),
        Picture("x", "X", source_asset_id=1),
        Picture("y", "X", source_asset_id=2),
    ]
    assert who(*pool) == ["ann+bob+x+y"]
    assert shared(*pool) == []
    assert notes(rule().select(scene("A"), pool)) == ["individuals_joined"]
    assert shared(*pool, Picture("cy", "A", individual="Cy")) == [("A", "Ann, Cy")]


def test_shared_tags_are_noted_in_the_order_of_the_pool_and_whether_or_not_the_scene_places_them() -> (
    None
):
    pool = [
        Picture("1", "LATER", individual="Ann"),
        Picture("2", "CREW", individual="Bob"),
        Picture("3", "CREW", individual="Ann"),
        Picture("4", "LATER", individual="Cy"),
        Picture("5", "ZO\u00cb", individual="Ann"),
        Picture("6", "ZOE\u0308", individual="Bob"),
    ]
    assert shared(*pool) == [("LATER", "Ann, Cy"), ("CREW", "Bob, Ann"), ("ZO\u00cb", "Ann, Bob")]


def test_notes_of_a_pool_stand_in_a_fixed_order() -> None:
    pool = [
        Picture("ann", "A", "GHOST", id=1, individual="Ann"),
        Picture("bob", "B", "GHOST", id=2, individual="Bob"),
        Picture("x", "X", "GHOST", source_asset_id=1),
        Picture("y", "X", "GHOST", source_asset_id=2),
        Picture("cy", "A", individual="Cy"),
    ]
    assert notes(rule().select(scene("A"), pool)) == [
        "unknown_asset_type",
        "individuals_joined",
        "shared_tag",
    ]
