"""The annotated file of the description, and what a director gets wrong, put through the naive evaluator."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.naive_language.film import Answer
from tests.naive_language.layers import rules_of, shot_rule
from tests.naive_language.small_films import asset, at, everybody, face, film, one, rules, scene
from tests.yaml_files import loaded

HERE = Path(__file__).parent / "naive_language"
HOUSE = loaded((HERE / "house.yaml").read_text("utf-8"))
SALT_ROAD = loaded((HERE / "salt-road.yaml").read_text("utf-8"))

# --- The annotated file ----------------------------------------------------------------------------------------

ROAD = [
    face("Mia", quality_score=8, name="Mia"),  # 0
    asset("Mia", quality_score=6, user_tags=["red coat"]),  # 1
    asset("Mia", quality_score=9, user_tags=["white dress"]),  # 2
    asset("Tom", quality_score=7, user_tags=["from behind"]),  # 3
    asset("SALT", "ENVIRONMENT", quality_score=5),  # 4
    asset("SALT", "ENVIRONMENT", quality_score=4),  # 5
    asset("Lamp", "PROP", quality_score=9, user_tags=["lit"]),  # 6
    asset("Lamp", "PROP", quality_score=3, user_tags=["dark"]),  # 7
    asset("Compass", "PROP", quality_score=5),  # 8
    asset("Camel 1", "CHARACTER", quality_score=5),  # 9
    asset("Camel 2", "CHARACTER", quality_score=5),  # 10
    asset("Dog", "CHARACTER", quality_score=9),  # 11
    asset("LOOK", "STYLE", quality_score=10),  # 12
    asset("Chest", "PROP", quality_score=9),  # 13
]


def road(*scenes: Any, assets: list[Any] | None = None, **more: Any) -> list[Answer]:
    return film(SALT_ROAD, assets or ROAD, *scenes, parents={"house.yaml": HOUSE}, **more)


def met(*names: str) -> dict[str, Any]:
    """A scene before, that has placed them."""
    return scene(1, "insert", *[at(name) for name in names])


def test_a_close_up_sends_the_face_and_then_the_dress_of_the_scene() -> None:
    placed = at("Mia", wardrobe_note="her red coat, buttoned")
    _, answer = road(met("Mia"), scene(2, "cu", placed, focal="Mia at the well"))
    assert answer.places == [0, 1]
    assert answer.entries == [
        "shots.close_up/priorities/the-face",
        "shots.close_up/priorities/the-dress",
    ]
    assert answer.reason(2)["kind"] == "meets_no_priority"


def test_a_wardrobe_holds_until_the_next_note() -> None:
    first = scene(1, "close_up", at("Mia", wardrobe_note="red coat"), focal="Mia")
    later = scene(2, "close_up", at("Mia"), focal="Mia")
    changed = scene(3, "close_up", at("Mia", wardrobe_note="white dress"), focal="Mia")
    wordless = scene(4, "close_up", at("Mia", wardrobe_note="-"), focal="Mia")
    last = scene(5, "close_up", at("Mia"), focal="Mia")
    answers = road(first, later, changed, wordless, last)
    assert [answer.places[1:] for answer in answers] == [[1], [1], [2], [2], [2]]


def test_whoever_enters_is_met_before_the_priorities_of_any_shot() -> None:
    scenes = (met("Mia"), scene(2, "close_up", at("Mia"), at("Tom"), focal="Mia"))
    _, answer = road(*scenes)
    assert (answer.tags[0], answer.entries[0]) == ("Tom", "top/first/whoever-enters")


def test_reverse_has_what_close_up_has_with_its_changes() -> None:
    whole = shot_rule(rules_of(SALT_ROAD, {"house.yaml": HOUSE}), "reverse")
    assert [entry["name"] for entry in whole.lists["priorities"]] == ["the-face", "shoulder"]
    placed = (at("Mia"), at("Tom", "interaction_target"))
    _, answer = road(met("Mia", "Tom"), scene(2, "reverse", *placed, focal="Mia"))
    assert answer.places == [0, 3]


def test_default_may_be_like_a_rule_of_the_same_file() -> None:
    _, answer = road(met("Mia"), scene(2, "crane", at("Mia"), focal="Mia"))
    assert (answer.shot, answer.places) == ("default", [0])


def test_a_caravan_sends_no_faces_and_two_people() -> None:
    names = ("Mia", "Tom", "Camel 1", "Dog")
    placed = [at(name) for name in (*names, "Ali")] + [at("SALT", "environment")]
    assets = [*ROAD, asset("Ali", quality_score=1), face("Ali", quality_score=2)]
    _, answer = road(met(*names, "Ali"), scene(2, "close_up", *placed, focal="Mia"), assets=assets)
    assert answer.shot == "crowd"
    assert answer.places == [4, 5, 2]
    assert answer.reason(0) == {"kind": "struck", "by": "shots.crowd/never/faces"}
    four = [at(name) for name in names]
    assert road(met(*names), scene(2, "close_up", *four, focal="Mia"))[1].shot == "close_up"


def test_scene_12_sends_the_compass_that_it_does_not_place() -> None:
    _, answer = road(met("Mia"), scene(12, "close_up", at("Mia"), focal="Mia"))
    assert answer.tags[0] == "Compass"
    assert answer.entries[0] == "scenes.12/pin/of Compass"
    assert answer.picks[0].placement is None
    without = [each for each in ROAD if each["manifest_tag"] != "Compass"]
    _, lacking = road(met("Mia"), scene("012", "close_up", at("Mia")), assets=without)
    (problem,) = lacking.problems
    assert (problem["entry"], problem["why"]) == ("scenes.12/pin/of Compass", "not_in_pool")


def test_scene_13a_is_a_crowd_of_two_references() -> None:
    placed = (at("Mia"), at("SALT", "environment"))
    _, answer = road(met("Mia"), scene("13A", "close_up", *placed, focal="Mia"))
    assert (answer.shot, answer.tags) == ("crowd", ["SALT", "SALT"])
    assert answer.reason(2)["kind"] == "slots_full"


def test_a_draft_is_struck_even_where_it_is_the_only_picture() -> None:
    drafts = [face("Mia", user_tags=["Draft"])]
    _, answer = road(met("Mia"), scene(2, "close_up", at("Mia"), focal="Mia"), assets=drafts)
    assert answer.picks == ()
    assert answer.reason(0) == {"kind": "struck", "by": "top/never/unseen-by-legal"}


def test_a_lamp_without_oil_burns_no_more() -> None:
    before = scene(1, "wide", at("Lamp", "prop"))
    out = scene(2, "wide", at("Lamp", "prop"), continuity_notes=["The oil runs out."])
    after = scene(3, "wide", at("Lamp", "prop"))
    file = {**rules(everybody()), "never": [SALT_ROAD["never"][1]]}
    answers = film(file, ROAD, before, out, after)
    assert [answer.places for answer in answers] == [[6], [6], [7]]


def test_set_dressing_needs_no_reference() -> None:
    placed = at("Chest", "prop", position="in the background, left")
    file = {**rules(everybody()), "never": [SALT_ROAD["never"][2]]}
    assert one(file, ROAD, placed).reason(13)["kind"] == "struck"
    assert one(file, ROAD, at("Chest", "prop", position="on her lap")).places == [13]


def test_two_animals_do_not_go_and_a_further_picture_of_one_does() -> None:
    assets = [asset("Dog", quality_score=9), face("Dog"), asset("Camel 1"), asset("camel 2")]
    placed = [at("Camel 1"), at("camel 2"), at("Dog")]
    file = {
        **rules(everybody(pictures_each=2)),
        "limits": [SALT_ROAD["limits"][0]],
        "references": 4,
    }
    answer = one(file, assets, *placed)
    assert answer.places == [0, 1]
    assert answer.reason(2) == {"kind": "limit_reached", "by": "top/limits/one-animal"}
    assert answer.reason(3) == {"kind": "limit_reached", "by": "top/limits/one-animal"}


@pytest.mark.parametrize(
    ("shot", "tags"), [("wide", ["Mia", "Tom", "SALT"]), ("medium", ["Mia", "Tom", "Dog"])]
)
def test_the_ground_keeps_a_slot_in_wide_shots(shot: str, tags: list[str]) -> None:
    people = {
        "name": "people",
        "type": "character",
        "order": "placement",
        "because": "who is there",
    }
    file = {**rules(people), "limits": [SALT_ROAD["limits"][1]]}
    file["shots"]["wide"] = {"like": "default"}
    placed = [at("Mia"), at("Tom"), at("Dog"), at("SALT", "environment")]
    answer = film(file, ROAD, scene(1, shot, *placed))[0]
    assert answer.tags == tags
    if shot == "wide":
        assert answer.entries[-1] == "top/limits/the-ground"
        assert answer.reason(11) == {"kind": "slot_kept", "by": "top/limits/the-ground"}


def test_the_look_goes_last_and_only_to_the_models_that_it_is_for() -> None:
    scenes = (met("Mia"), scene(2, "close_up", at("Mia", wardrobe_note="red coat"), focal="Mia"))
    _, to_wan = road(*scenes, target="WAN2.7-r2v")
    assert to_wan.tags == ["Mia", "Mia", "LOOK"]
    assert to_wan.entries[-1] == "top/pin/look"
    _, to_veo = road(*scenes)
    assert to_veo.tags == ["Mia", "Mia"]


def test_below_the_floor_of_likeness_the_original_goes() -> None:
    def clean(**values: Any) -> dict[str, Any]:
        return {"clean_reference": {"clean_image_url": "clean.png", **values}}

    assets = [
        asset("Mia", quality_score=9),
        asset("Mia", quality_score=8, **clean(face_similarity_score=0.69)),
        asset("Mia", quality_score=7, **clean()),
        asset("Mia", quality_score=6, **clean(face_similarity_score=0.7)),
        asset("Mia", quality_score=5, clean_reference={"face_similarity_score": 1.0}),
    ]
    file = rules(everybody(prefer="cleaned"), send_cleaned=SALT_ROAD["send_cleaned"])
    assert one(file, assets, at("Mia")).places == [3]
    assert one(rules(everybody(prefer="cleaned")), assets, at("Mia")).places == [1]
    assert one({**file, "send_cleaned": "never"}, assets, at("Mia")).places == [0]


# --- What a director gets wrong --------------------------------------------------------------------------------


def test_at_most_in_one_priority_leaves_the_next_free() -> None:
    assets = [asset("A"), asset("B")]
    capped = everybody(at_most=1)
    file = rules(capped, {"name": "people", "type": "character"})
    assert one(file, assets, at("A"), at("B")).tags == ["A", "B"]
    limited = {**file, "limits": [{"name": "one", "type": "character", "at_most": 1}]}
    assert one(limited, assets, at("A"), at("B")).tags == ["A"]


def test_order_speaks_is_within_one_entry_and_first_before_everybody() -> None:
    assets = [asset("A"), asset("B")]
    placed = [at("A"), at("B", "background")]
    line = {"audio_manifest": {"dialogue_lines": [{"speaker_name": "b"}]}}
    lead = {"name": "lead", "role": "subject"}
    named = [assets[0], {**assets[1], "name": "B"}]
    ordered = rules(lead, everybody(order="speaks"))
    assert one(ordered, named, *placed, **line).tags == ["A", "B"]
    first = {**rules(lead, everybody()), "first": [{"name": "speaker", "speaks": True}]}
    assert one(first, named, *placed, **line).tags == ["B", "A"]


def test_prefer_full_does_not_say_never_a_face() -> None:
    assert one(rules(everybody(), prefer="full"), [face("A")], at("A")).places == [0]
    file = {**rules(everybody()), "never": [{"name": "faces", "crop": "face"}]}
    assert one(file, [face("A")], at("A")).places == []


def test_the_role_environment_is_not_any_place() -> None:
    assets = [asset("SALT", "ENVIRONMENT")]
    file = rules({"name": "place", "role": "environment"})
    assert one(file, assets, at("SALT", "background")).tags == []
    file = rules({"name": "place", "type": "environment"})
    assert one(file, assets, at("SALT", "background")).tags == ["SALT"]


def test_a_pin_and_a_limit_may_leave_no_slot_for_the_face() -> None:
    file = {**rules({"name": "the-face", "crop": "face"}), "references": 2}
    file["pin"] = [{"name": "look", "type": "style", "unplaced": True, "slot": "last"}]
    file["limits"] = [{"name": "the-ground", "type": "environment", "at_least": 1}]
    assets = [face("A"), asset("SALT", "ENVIRONMENT"), asset("LOOK", "STYLE")]
    answer = one(file, assets, at("A"), at("SALT", "environment"))
    assert answer.tags == ["SALT", "LOOK"]
    assert answer.reason(0) == {"kind": "slot_kept", "by": "top/limits/the-ground"}


def test_a_label_is_no_note() -> None:
    assets = [asset("A", user_tags=["day"])]
    night = {"continuity_notes": [{"label": "Night", "text": "a cold night"}]}
    assert one(rules(everybody(label="night")), assets, at("A"), **night).tags == []
    assert one(rules(everybody(when={"note": "night"})), assets, at("A"), **night).tags == ["A"]
    assert one(rules(everybody(when={"note": "night"})), assets, at("A")).tags == []
