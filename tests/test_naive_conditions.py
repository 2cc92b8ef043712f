"""What the description says of forms, text and conditions, put through the naive evaluator."""

from __future__ import annotations

from typing import Any

import pytest

from tests.naive_language.film import scene_answer
from tests.naive_language.layers import WrongRulesError, rules_of
from tests.naive_language.small_films import asset, at, everybody, face, film, one, rules, scene
from tests.naive_language.text import alike, fits, fold, stands_in, tag_stands_in

# --- Places and forms ------------------------------------------------------------------------------------------


def test_of_settings_the_nearest_counts() -> None:
    file = rules(everybody(), shot={"references": 2}, references=3, scenes={7: {"references": 0}})
    assets = [asset("A"), asset("B"), asset("C")]
    placed = [at("A"), at("B"), at("C")]
    here, there = film(file, assets, scene(1, "x", *placed), scene("007", "x", *placed))
    assert (here.tags, there.tags) == (["A", "B"], [])
    assert {each.reason["kind"] for each in there.left_out} == {"no_references"}


def test_of_tastes_the_nearest_counts_first_and_the_farther_breaks_its_ties() -> None:
    file = rules(everybody(), shot={"prefer": "face"}, prefer={"label": "night"})
    assets = [asset("A", user_tags=["night"]), face("A"), face("A", user_tags=["Night"])]
    assert one(file, assets, at("A")).places == [2]
    assert one({**file, "scenes": {1: {"prefer": "full"}}}, assets, at("A")).places == [0]


def test_lists_add_up() -> None:
    never = [{"name": "no-a", "of": "A"}]
    file = rules(everybody(), shot={"never": [{"name": "no-b", "of": "B"}]}, never=never)
    file["scenes"] = {1: {"never": [{"of": "C"}]}}
    answer = one(file, [asset(tag) for tag in "ABCD"], *[at(tag) for tag in "ABCD"])
    assert answer.tags == ["D"]
    struck = [answer.reason(place)["by"] for place in range(3)]
    assert struck == ["top/never/no-a", "shots.default/never/no-b", "scenes.1/never/of C"]


def test_prefer_chooses_the_picture_and_order_the_individual() -> None:
    assets = [
        asset("A", quality_score=9),
        face("A"),
        face("B", quality_score=8),
        asset("B", quality_score=1),
    ]
    placed = [at("A"), at("B")]
    line = {"dialogue": [{"speaker_tag": "[B]"}]}
    file = rules(everybody(prefer="full"), references=1)
    assert one(file, assets, *placed, **line).places == [0]
    file = rules(everybody(prefer="full", order="speaks"), references=1)
    assert one(file, assets, *placed, **line).places == [3]


def test_pictures_each_permits_as_a_setting_and_takes_in_an_entry() -> None:
    assets = [asset("A", quality_score=9), face("A"), asset("B")]
    permits = rules(everybody(), pictures_each=["face", "full"])
    assert one(permits, assets, at("A"), at("B")).places == [0, 2]
    takes = rules(everybody(pictures_each=["face", "full"]))
    assert one(takes, assets, at("A"), at("B")).places == [1, 0, 2]


def test_not_of_two_keys_says_not_both_together_and_a_list_says_none_of_them() -> None:
    assets = [face("A"), asset("A"), face("B"), asset("B", "PROP")]
    both = rules(everybody(pictures_each=2, **{"not": {"type": "character", "crop": "face"}}))
    assert one(both, assets, at("A"), at("B")).places == [1, 3]
    none = rules(everybody(pictures_each=2, **{"not": [{"type": "character"}, {"crop": "face"}]}))
    assert one(none, assets, at("A"), at("B")).places == [3]


def test_false_is_met_exactly_when_true_is_not() -> None:
    placed = [at("A", action="runs"), at("B", action="…")]
    assets = [asset("A"), asset("B")]
    assert one(rules(everybody(action=True)), assets, *placed).tags == ["A"]
    assert one(rules(everybody(action=False)), assets, *placed).tags == ["B"]


def test_has_asks_the_individual_and_label_one_picture() -> None:
    assets = [asset("Ann", user_tags=["regular"]), face("Ann"), face("Bob", quality_score=9)]
    placed = [at("Ann"), at("Bob")]
    regulars = rules(everybody(has={"label": "regular"}, prefer="face"))
    assert one(regulars, assets, *placed).places == [1]
    labelled = rules(everybody(label="regular", prefer="face"))
    assert one(labelled, assets, *placed).places == [0]
    struck = {**regulars, "never": [{"name": "fulls", "crop": "full"}]}
    assert one(struck, assets, *placed).places == []
    assert one(regulars, assets, *placed, target="S2V-01").places == []


def test_an_edit_names_what_is_there() -> None:
    parent = rules(everybody(), name="p", version="1.0")
    parent["never"] = [{"name": "faces", "crop": "face", "type": "character"}]

    def child(*edits: dict[str, Any]) -> dict[str, Any]:
        return {"extends": "p", "never": [*edits]}

    given = rules_of(child({"name": "faces", "crop": "full", "without": "type"}), {"p": parent})
    assert given.top.lists["never"] == [{"name": "faces", "crop": "full"}]
    added = rules_of(child({"name": "props", "type": "prop", "before": "faces"}), {"p": parent})
    assert [entry["name"] for entry in added.top.lists["never"]] == ["props", "faces"]
    assert added.notes == ["top/never/props is new"]
    assert rules_of(child({"name": "faces", "drop": True}), {"p": parent}).top.lists["never"] == []
    slips = (
        {"name": "face", "drop": True},
        {"name": "face", "without": "crop"},
        {"name": "face", "because": "a slip"},
        {"name": "props", "type": "prop", "after": "face"},
    )
    for slip in slips:
        with pytest.raises(WrongRulesError):
            rules_of(child(slip), {"p": parent})


def test_two_entries_of_a_scene_that_would_have_one_name_need_names() -> None:
    file = rules(everybody(), scenes={12: {"pin": [{"of": "A"}, {"of": "A", "slot": "last"}]}})
    with pytest.raises(WrongRulesError):
        rules_of(file)


# --- Text ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "text", "stands"),
    [
        ("wide", "A WIDE shot, two riders", True),
        ("red coat", "her red-coat", True),
        ("coat", "coats", False),
        ("red coat", "a coat, red", False),
        ("", "anything", False),
        ("—", "a — b", False),
        ("月", "明月几时有", True),
        ("明月", "明月几时有", True),
        ("明几", "明月几时有", False),
        ("café", "the cafe\u0301", True),
    ],
)
def test_words_stand_in_a_text_as_whole_words(part: str, text: str, *, stands: bool) -> None:
    assert stands_in(part, text) is stands


@pytest.mark.parametrize(
    ("tag", "text", "stands"),
    [
        ("MIA", "on MIA, at the well", True),
        ("MIA", "on Mia", False),
        ("MIA", "MIA_FACE", False),
        ("MIA", "MIA-2", False),
        ("MIA", "MIA_FACE and MIA", True),
        ("MIA", "看MIA走", True),
        ("", "anything", False),
    ],
)
def test_a_tag_stands_in_a_text_as_it_is_written(tag: str, text: str, *, stands: bool) -> None:
    assert tag_stands_in(tag, text) is stands


def test_a_star_stands_for_any_run_of_characters() -> None:
    assert fits("Camel 12", "Camel *")
    assert fits("wan2.7-r2v", "wan*")
    assert not fits("ab", "a*ab")
    assert not fits("a" * 5_000, "*a" * 50 + "*b")


def test_scene_numbers_are_alike_by_their_texts_or_their_size() -> None:
    assert alike("12", "012")
    assert not alike("12A", "12a")
    assert not alike("12A", "012A")
    assert fold("Close\u2013Up ") == fold("close_up")


# --- Conditions ------------------------------------------------------------------------------------------------


def test_of_asks_the_individual_and_picture_one_picture() -> None:
    assets = [
        asset("MIA", id=1, name="Mia"),
        face("MIA", id=2),
        face("MIA_2", individual="Mia", id=3),
    ]
    taken = one(rules(everybody(of="mia", pictures_each=3)), assets, at("MIA"))
    assert sorted(taken.places) == [0, 1]
    for asked_for, places in (("MIA", [0, 1]), ("mia", []), (2, [1]), ("M*", [0, 1])):
        taken = one(rules(everybody(picture=asked_for, pictures_each=3)), assets, at("MIA"))
        assert sorted(taken.places) == places


def test_a_picture_without_quality_is_neither_good_nor_bad() -> None:
    assets = [asset("A"), asset("B", quality_score=7), asset("C", quality_score=3)]
    placed = [at("A"), at("B"), at("C")]
    assert one(rules(everybody(quality={"at_least": 7})), assets, *placed).tags == ["B"]
    assert one(rules(everybody(quality={"below": 7})), assets, *placed).tags == ["C"]


def test_what_went_before_goes_again_in_the_order_that_it_had() -> None:
    assets = [asset("A", quality_score=1), asset("B", quality_score=2), asset("C", quality_score=9)]
    first = scene(1, "x", at("A"), at("B"))
    second = scene(2, "x", at("A"), at("B"), at("C"))
    file = rules(everybody(order="sent_scene_before"))
    assert [answer.tags for answer in film(file, assets, first, second)] == [
        ["B", "A"],
        ["B", "A", "C"],
    ]


def test_a_scene_that_cannot_be_read_is_still_the_scene_before() -> None:
    file = rules(everybody(in_scene_before=True))
    here = scene(1, "x", at("A"))
    assert film(file, [asset("A")], here, here)[1].tags == ["A"]
    assert film(file, [asset("A")], here, None, here)[1].tags == []


def test_a_scene_alone_has_nothing_first_and_says_so() -> None:
    file = rules(everybody(first_appearance=True))
    alone = scene_answer(file, scene(1, "x", at("A")), [asset("A", id=1)])
    assert (alone.tags, [note["kind"] for note in alone.notes]) == (
        [],
        ["default_rule", "judged_alone"],
    )
    known = scene_answer(file, scene(1, "x", at("A")), [asset("A", id=1)], earlier=())
    assert (known.tags, [note["kind"] for note in known.notes]) == (["A"], ["default_rule"])


def test_a_scene_by_itself_may_be_told_what_it_may_know() -> None:
    file = rules(everybody(first_appearance=False))
    scenes = [scene(1, "x", at("A")), scene(2, "x", at("A"))]
    first, second = film(file, [asset("A")], *scenes)
    assert (first.tags, second.tags) == ([], ["A"])
    told = scene_answer(file, scenes[1], [asset("A")], earlier=first.film_so_far)
    assert told == second


STRETCH = ["a", "the storm begins", "b", "the storm ends", "c", "The storm begins again", "d"]


@pytest.mark.parametrize(
    ("when", "scenes"),
    [
        ({"from": "storm begins"}, [2, 3, 4, 5, 6, 7]),
        ({"after": "storm begins"}, [3, 4, 5, 6, 7]),
        ({"to": "storm ends"}, [1, 2, 3, 4]),
        ({"before": "storm ends"}, [1, 2, 3]),
        ({"from": "storm begins", "to": "storm ends"}, [2, 3, 4, 6, 7]),
        ({"from": "storm begins", "before": "storm ends"}, [2, 3, 6, 7]),
        ({"after": "storm begins", "before": "storm ends"}, [3, 7]),
        ({"from": 3, "to": "005"}, [3, 4, 5]),
        ({"after": 3, "before": 5}, [4]),
        (3, [3]),
        ([1, "02"], [1, 2]),
    ],
)
def test_a_stretch_of_scenes(when: Any, scenes: list[int]) -> None:
    file = rules(everybody(when={"scenes": when}))
    notes = [scene(n, "x", at("A"), continuity_notes=note) for n, note in enumerate(STRETCH, 1)]
    answers = film(file, [asset("A")], *notes)
    assert [number for number, answer in enumerate(answers, 1) if answer.tags] == scenes


def test_beside_an_after_only_scenes_behind_it_count() -> None:
    file = rules(everybody(when={"scenes": {"after": "begins", "before": "ends"}}))
    notes = ["it begins and ends", "b", "it ends", "d"]
    scenes = [scene(n, "x", at("A"), continuity_notes=note) for n, note in enumerate(notes, 1)]
    tags = [answer.tags for answer in film(file, [asset("A")], *scenes)]
    assert tags == [[], ["A"], [], []]
