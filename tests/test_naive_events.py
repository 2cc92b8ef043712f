"""What the description says of the order of events and of layers, put through the naive evaluator."""

from __future__ import annotations

from typing import Any

import pytest

from tests.naive_language.layers import WrongRulesError, rules_of, shot_rule
from tests.naive_language.small_films import asset, at, everybody, face, film, one, rules, scene

# --- The order of events ---------------------------------------------------------------------------------------


def test_slots_are_the_nearest_references_else_the_models_cap_else_three() -> None:
    assets = [asset(tag) for tag in "ABCDE"]
    placed = [at(tag) for tag in "ABCDE"]
    assert len(one(rules(everybody()), assets, *placed).tags) == 3
    assert len(one(rules(everybody()), assets, *placed, target="wan2.7-r2v").tags) == 5
    assert (
        len(one(rules(everybody(), references=2), assets, *placed, target="wan2.7-r2v").tags) == 2
    )
    inherited = rules(everybody(), references=3)
    assert len(one(inherited, assets, *placed, target="viduq2").tags) == 3
    answer = one(rules(everybody(), references=4), assets, *placed, target="veo-3.1-generate-001")
    assert len(answer.tags) == 3
    assert answer.reason(4)["is_models_cap"]
    with pytest.raises(WrongRulesError):
        one(rules(everybody()), assets, *placed, target="veo")


def test_a_model_for_assets_refuses_styles_and_one_for_faces_all_but_faces() -> None:
    assets = [asset("LOOK", "STYLE"), face("A"), asset("A", quality_score=9)]
    placed = [at("LOOK"), at("A")]
    veo = one(rules(everybody()), assets, *placed, target="veo-3.1-generate-001")
    assert veo.places == [2]
    assert veo.reason(0) == {"kind": "target_refuses", "target": "veo-3.1-generate-001"}
    assert one(rules(everybody()), assets, *placed, target="s2v-01").places == [1]


def test_another_placement_may_offer_what_one_strikes() -> None:
    file = {**rules(everybody()), "never": [{"name": "far", "position": "far"}]}
    answer = one(
        file, [asset("A")], at("A", position="far"), at("A", "background", position="near")
    )
    assert (answer.tags, answer.picks[0].placement) == (["A"], 1)


def test_never_beats_a_pin_and_says_so() -> None:
    file = {
        **rules(everybody()),
        "pin": [{"name": "her", "of": "A"}],
        "never": [{"name": "no", "of": "A"}],
    }
    (problem,) = one(file, [asset("A")], at("A")).problems
    assert (problem["why"], problem["by"]) == ("struck", "top/never/no")


def test_a_pin_that_nothing_places_says_what_to_write() -> None:
    file = {
        **rules(everybody()),
        "pin": [{"name": "her", "of": "B"}, {"name": "look", "type": "style"}],
    }
    answer = one(file, [asset("A"), asset("B")], at("A"))
    assert [(each["entry"], each["why"]) for each in answer.problems] == [
        ("top/pin/her", "not_placed")
    ]
    assert answer.notes[-1]["entry"] == "top/pin/look"


def test_one_picture_serves_two_pins() -> None:
    pins = [
        {"name": "look", "type": "style", "unplaced": True},
        {"name": "grade", "of": "LOOK", "unplaced": True},
    ]
    file = {**rules(everybody()), "pin": pins}
    answer = one(file, [asset("LOOK", "STYLE"), asset("LOOK", "STYLE")])
    assert (answer.places, answer.problems) == ([0], ())


def test_limits_do_not_stop_a_pin_and_at_most_stands_before_at_least() -> None:
    limits = [
        {"name": "one", "type": "character", "at_most": 1},
        {"name": "dog", "of": "Dog", "at_least": 1},
    ]
    assets = [asset("A", quality_score=9), asset("B"), asset("Dog")]
    placed = [at("A"), at("B"), at("Dog")]
    assert one({**rules(everybody()), "limits": limits}, assets, *placed).tags == ["A"]
    pins = [{"name": "a", "of": "A"}, {"name": "b", "of": "B"}]
    assert one({**rules(everybody()), "limits": limits, "pin": pins}, assets, *placed).tags == [
        "A",
        "B",
    ]


def test_one_that_serves_two_limits_is_held_once() -> None:
    limits = [
        {"name": "a-prop", "type": "prop", "at_least": 1},
        {"name": "the-lamp", "of": "Lamp", "at_least": 1},
    ]
    assets = [asset("A"), asset("B"), asset("C"), asset("Lamp", "PROP")]
    file = {**rules({"name": "people", "type": "character"}), "limits": limits}
    answer = one(file, assets, at("A"), at("B"), at("C"), at("Lamp"))
    assert answer.tags == ["A", "B", "Lamp"]
    assert answer.entries[-1] == "top/limits/a-prop"


def test_with_more_held_than_slots_the_priorities_take_nothing() -> None:
    limits = [{"name": "props", "type": "prop", "at_least": 2}]
    file = {**rules({"name": "people", "type": "character"}), "limits": limits, "references": 1}
    answer = one(
        file, [asset("A"), asset("P", "PROP"), asset("Q", "PROP")], at("A"), at("P"), at("Q")
    )
    assert (answer.tags, answer.entries) == (["P"], ["top/limits/props"])


def test_of_the_very_same_pictures_side_by_side_only_the_best_counts() -> None:
    assets = [
        asset("A", reference_image_url="a.png"),
        asset("A", quality_score=5, reference_image_url="a.png"),
    ]
    answer = one(rules(everybody(pictures_each=2)), [*assets, asset("A")], at("A"))
    assert answer.places == [1, 2]
    assert answer.reason(0)["kind"] in ("already_shown", "same_picture")


def test_a_picture_gives_way_to_one_that_ranks_ahead_of_it_even_if_of_another_crop() -> None:
    assets = [
        asset("ANN", quality_score=10),
        face("BOB", quality_score=8, reference_image_url="x.png"),
        asset("BOB", quality_score=9, reference_image_url="x.png"),
        asset("BOB", quality_score=5, reference_image_url="old.png"),
        asset("BOB", quality_score=4),
    ]
    character = {
        "name": "one",
        "type": "character",
        "at_most": 1,
        "pictures_each": ["face", "full"],
    }
    file = rules(character, prefer=["face", {"position": "near"}])
    near_and_far = [at("BOB", position="near"), at("BOB", "background", position="far")]
    for placed in ([at("BOB")], near_and_far):
        answer = one(file, assets, at("ANN"), *placed)
        assert answer.places == [0]
        assert [answer.reason(place)["kind"] for place in (1, 3)] == ["cap_reached"] * 2
        same, worse = answer.reason(2), answer.reason(4)
        assert (same["kind"], same["by"], same["decided_by"]) == ("another_went_ahead", 1, "prefer")
        assert (worse["by"], worse["decided_by"]) == (3, "quality")


def test_a_scene_that_places_the_armour_sends_the_armour() -> None:
    assets = [
        asset("YU", individual="Yu", quality_score=9),
        asset("YU_ARMOUR", individual="Yu", id=1),
    ]
    assets.append(face("YU_CROP", individual="Yu", source_asset_id=1, quality_score=3))
    assert one(rules(everybody()), assets, at("YU_ARMOUR")).places == [1]
    assert one(rules(everybody(prefer="face")), assets, at("YU_ARMOUR")).places == [2]


def test_of_the_tastes_that_an_entry_has_its_own_count_before_the_scenes() -> None:
    assets = [asset("A", quality_score=5), face("A"), face("B", quality_score=9)]
    placed = (at("A", action="waits"), at("B"))
    own = rules(everybody(prefer="face", order={"action": True}), references=1)
    own["scenes"] = {1: {"prefer": "full", "order": "quality"}}
    assert one(own, assets, *placed).places == [1]
    own["shots"]["default"]["priorities"] = [everybody()]
    assert one(own, assets, *placed).places == [2]
    own["scenes"] = {1: {"prefer": "full", "order": {"action": True}}}
    assert one(own, assets, *placed).places == [0]


def test_so_many_pictures_of_each_count_those_already_picked() -> None:
    assets = [face("A"), asset("A", quality_score=5), asset("A", quality_score=4)]
    lead = {"name": "lead", "crop": "face"}
    assert one(rules(lead, everybody(pictures_each=2)), assets, at("A")).places == [0, 1]


def test_of_two_pictures_that_went_before_the_first_goes_again() -> None:
    assets = [asset("A", id=1, quality_score=1), face("A", id=2, quality_score=9)]
    both = {"pictures_each": ["full", "face"], "when": {"scenes": 1}}
    one_of_them = everybody(when={"scenes": 2}, prefer="sent_scene_before")
    file = rules({**everybody(**both), "name": "both"}, one_of_them)
    answers = film(file, assets, scene(1, "x", at("A")), scene(2, "x", at("A")))
    assert [answer.places for answer in answers] == [[0, 1], [0]]


def test_what_was_noted_last_in_a_scene_is_worn_after_it() -> None:
    twice = scene(1, "x", at("A", wardrobe_note="a coat"), at("A", wardrobe_note="a gown"))
    assets = [asset("A", user_tags=["coat"]), asset("A", user_tags=["gown"])]
    answers = film(rules(everybody(matches="wardrobe")), assets, twice, scene(2, "x", at("A")))
    assert answers[1].places == [1]


def test_placed_asks_for_one_unless_it_only_asks_for_no_more() -> None:
    assets = [asset("A"), face("B")]
    at_most = rules(everybody(when={"placed": {"crop": "face", "at_most": 1}}))
    assert one(at_most, assets, at("A")).tags == ["A"]
    least = rules(everybody(when={"placed": {"crop": "face"}}))
    assert one(least, assets, at("A")).tags == []
    assert one(least, assets, at("A"), at("B")).tags == ["A", "B"]


def test_what_is_struck_is_placed_all_the_same() -> None:
    file = rules(everybody(when={"placed": {"has": {"crop": "face"}}}))
    file["never"] = [{"name": "faces", "crop": "face"}]
    assert one(file, [asset("A"), face("A")], at("A")).places == [0]


def test_what_lacks_two_keeps_two_slots() -> None:
    file = rules({"name": "people", "type": "character"})
    file["limits"] = [{"name": "props", "type": "prop", "at_least": 2, "order": "placement"}]
    assets = [asset("A"), asset("B"), asset("P", "PROP"), asset("Q", "PROP", quality_score=9)]
    answer = one(file, assets, at("A"), at("B"), at("P"), at("Q"))
    assert answer.tags == ["A", "P", "Q"]


# --- Layers ----------------------------------------------------------------------------------------------------

PARENT: dict[str, Any] = {
    "name": "cinematic",
    "version": "1.0",
    "shots": {
        "near": {
            "spellings": ["cu"],
            "prefer": "face",
            "priorities": [everybody(), {"name": "props", "type": "prop"}],
            "change": [{"name": "props", "at_most": 1}],
            "never": [{"name": "styles", "type": "style"}],
        },
        "default": {"priorities": [everybody()], "references": 2},
    },
}


def laid_over(shots: dict[str, Any], extends: str = "cinematic") -> Any:
    return rules_of({"extends": extends, "shots": shots}, {"cinematic": PARENT})


def test_spellings_add_up_and_keys_are_merged_one_by_one() -> None:
    laid = laid_over({"near": {"spellings": "close", "references": 1}})
    assert laid.shots[0].spellings == ["cu", "close"]
    assert shot_rule(laid, "near").words == {"prefer": "face", "references": 1}
    assert shot_rule(laid, "near").lists["priorities"][1]["at_most"] == 1


def test_priorities_replace_and_drop_the_parents_changes() -> None:
    whole = shot_rule(
        laid_over({"near": {"priorities": [{"name": "props", "type": "prop"}]}}), "near"
    )
    assert whole.lists["priorities"] == [{"name": "props", "type": "prop"}]


def test_a_childs_like_starts_a_shot_rule_anew_but_for_its_spellings() -> None:
    laid = laid_over({"near": {"like": "default"}})
    assert (laid.shots[0].spellings, shot_rule(laid, "near").words) == (["cu"], {"references": 2})
    assert shot_rule(laid, "near").lists == {"priorities": [everybody()]}


def test_like_default_follows_a_changed_default() -> None:
    changed = {
        "default": {"change": [{"name": "everybody", "at_most": 1}]},
        "far": {"like": "default"},
    }
    assert shot_rule(laid_over(changed), "far").lists["priorities"][0]["at_most"] == 1


def test_a_parents_changes_come_before_the_childs() -> None:
    whole = shot_rule(laid_over({"near": {"change": [{"name": "props", "at_most": 3}]}}), "near")
    assert whole.lists["priorities"][1]["at_most"] == 3


def test_a_layer_edits_what_it_has_added() -> None:
    dropped = {"change": [{"name": "q0", "drop": True}], "priorities": [{"name": "q0", "of": "A"}]}
    edits = [{"name": "q0", "role": "background"}, {"name": "q0", "type": "character"}]
    laid = rules_of(
        {"extends": "p", "shots": {"near": {"change": edits}}}, {"p": {"shots": {"near": dropped}}}
    )
    assert shot_rule(laid, "near").lists["priorities"] == [
        {"name": "q0", "role": "background", "type": "character"}
    ]


def test_what_a_layer_has_added_is_edited_as_any_entry_is() -> None:
    new = {"name": "new", "type": "prop", "role": "prop"}

    def after(*edits: dict[str, Any]) -> Any:
        return shot_rule(laid_over({"near": {"change": [new, *edits]}}), "near").lists["priorities"]

    assert after({"name": "new", "type": "style", "without": "role"})[-1] == {
        "name": "new",
        "type": "style",
    }
    for key, names in (
        ("before", ["new", "everybody", "props"]),
        ("after", ["everybody", "new", "props"]),
    ):
        assert [entry["name"] for entry in after({"name": "new", key: "everybody"})] == names
    drop = {"name": "new", "drop": True}
    assert [entry["name"] for entry in after(drop)] == ["everybody", "props"]
    assert after(drop, {"name": "new", "of": "A"})[-1] == {"name": "new", "of": "A"}
    for slip in ({"without": "of"}, {"before": "new"}, {"after": "old"}):
        with pytest.raises(WrongRulesError):
            after({"name": "new", **slip})


def test_a_list_that_lays_over_nothing_has_no_two_entries_of_one_name() -> None:
    two = [{"name": "q0", "role": "background"}, {"name": "q0", "type": "character"}]
    made = [{"name": "q0", "role": "background", "type": "character"}]
    for file in (
        {"never": two},
        {"scenes": {1: {"never": two}}},
        {"shots": {"near": {"never": two}}},
        {"shots": {"near": {"priorities": two}}},
        {"shots": {"near": {"priorities": two, "like": "default"}}},
        {"extends": "p", "shots": {"near": {"priorities": two}}},
    ):
        with pytest.raises(WrongRulesError):
            rules_of(file, {"p": PARENT})

    changed = {"default": PARENT["shots"]["default"], "far": {"like": "default", "never": two}}
    changed["near"] = {"priorities": [everybody()], "change": two}
    laid = rules_of({"shots": changed})
    assert shot_rule(laid, "far").lists["never"] == made
    assert shot_rule(laid, "near").lists["priorities"] == [everybody(), *made]

    child = {"never": two, "scenes": {1: {"never": two}}, "shots": {"far": {"never": two}}}
    laid = rules_of({"extends": "p", **child}, {"p": PARENT})
    assert laid.top.lists["never"] == laid.scenes[0].lists["never"] == made
    assert shot_rule(laid, "far").lists["never"] == made


def test_lists_are_edited_by_name_through_like_too() -> None:
    laid = laid_over({"far": {"like": "near", "never": [{"name": "styles", "drop": True}]}})
    assert shot_rule(laid, "far").lists["never"] == []
    assert shot_rule(laid, "near").lists["never"] == [{"name": "styles", "type": "style"}]


def test_a_version_is_pinned_and_circles_are_refused() -> None:
    assert laid_over({}, "cinematic 1.0").shots
    with pytest.raises(WrongRulesError):
        laid_over({}, "cinematic 1.1")
    with pytest.raises(WrongRulesError):
        rules_of({"extends": "a"}, {"a": {"extends": "b"}, "b": {"extends": "a"}})


def test_a_list_is_laid_over_the_parents_and_both_over_the_liked_one() -> None:
    parent = {**PARENT, "shots": {**PARENT["shots"], "far": {"like": "near"}}}
    parent["shots"]["far"]["never"] = [{"name": "props", "type": "prop"}]
    child = {
        "far": {"never": [{"name": "props", "crop": "face"}, {"name": "faces", "crop": "face"}]}
    }
    laid = rules_of({"extends": "p", "shots": child}, {"p": parent})
    assert shot_rule(laid, "far").lists["never"] == [
        {"name": "styles", "type": "style"},
        {"name": "props", "type": "prop", "crop": "face"},
        {"name": "faces", "crop": "face"},
    ]
