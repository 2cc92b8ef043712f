"""The examples of `docs/meaning.md` send what the page says beside them.

That nothing is wrong with them as rules is for `test_docs` to find. Here each is laid over the first rule file of the
page and tried on a small film.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from selector import AssetPool, Selection, load_rules
from tests.documents import HEAD_OVER, ROOT, Block, blocks

PAGE = ROOT / "docs" / "meaning.md"
FIRST = "my-rules.yaml"
SHOWN_RULES = 10
"""How many of the page's blocks are rules. Whoever adds one adds its test here."""


@cache
def shown() -> dict[str, list[Block]]:
    """The rules that the page shows, under the heading that they stand under."""
    found: dict[str, list[Block]] = {}
    for section in re.split(r"^## ", PAGE.read_text("utf-8"), flags=re.MULTILINE):
        heading, _, text = section.partition("\n")
        of_rules = [block for block in blocks(text) if block.kind == "yaml"]
        if of_rules:
            found[heading] = of_rules
    return found


def first() -> str:
    """The first rule file of the page."""
    [block] = shown()["A rule file"]
    assert block.about == FIRST
    return block.text


def example(heading: str) -> str:
    """The one example under a heading that is a part of a rule file."""
    [block] = shown()[heading]
    assert block.about == f"over {FIRST}"
    return block.text


def picture(called: str, **more: Any) -> dict[str, Any]:
    """A picture of whoever or whatever its id begins with: `mara-face` has the tag `MARA`."""
    name = called.partition("-")[0]
    known = {"manifest_tag": name.upper(), "name": name, "asset_type": "character"}
    return {"id": called, "quality_score": 7, **known, **more}


POOL = AssetPool(
    [
        picture("mara", quality_score=8),
        picture("mara-face", is_face_crop=True, quality_score=9),
        picture("mara-coat", user_tags=["coat"]),
        picture("mara-hurt", user_tags=["hurt"], quality_score=5),
        picture("tomas", quality_score=8.5),
        picture("tomas-face", is_face_crop=True, quality_score=8.7),
        picture("guard", is_face_crop=True),
        picture("asha", name="Camel Asha", quality_score=9.5),
        picture("dog", quality_score=9.4),
        picture("bo", quality_score=6),
        picture("cy", quality_score=6),
        picture("yu-armour", manifest_tag="YU_ARMOUR", individual="Yu", quality_score=6),
        picture("yu-plain", manifest_tag="YU", individual="Yu", quality_score=9),
        picture("compass", asset_type="prop"),
        picture("lamp", asset_type="prop", quality_score=7.5),
        picture("lamp-lit", asset_type="prop", user_tags=["lit"], quality_score=8),
        picture("map-draft", asset_type="prop", user_tags=["draft"], quality_score=8),
        picture("map", asset_type="prop"),
        picture("salt", asset_type="environment", quality_score=8),
        picture("look", asset_type="style"),
    ]
)


def scene(shot: str, placed: str, **more: Any) -> dict[str, Any]:
    """A scene that places these, each as `tag:role`; the role of others is `subject`."""
    placements = []
    for each in placed.split():
        tag, _, role = each.partition(":")
        placements.append({"asset_tag": tag.upper(), "role": role or "subject"})
    return {
        "scene_index": 1,
        "composition": {"shot_type": shot},
        "placements": placements,
        **more,
    }


def selections(lines: str, *scenes: dict[str, Any]) -> tuple[Selection[Any], ...]:
    rules = load_rules(text=HEAD_OVER.format(FIRST) + lines, parents={FIRST: first()})
    return tuple(rules.select_many(scenes, POOL))


def sent(lines: str, *scenes: dict[str, Any]) -> list[str]:
    """What is sent with each scene: the ids of the pictures."""
    return [
        " ".join(asset["id"] for asset in selection.assets)
        for selection in selections(lines, *scenes)
    ]


def test_every_rule_that_the_page_shows_is_tried_here() -> None:
    assert sum(map(len, shown().values())) == SHOWN_RULES


def test_a_scene_has_rules_of_its_own_under_any_spelling_of_its_number() -> None:
    of_scenes = example("Single scenes")
    things = "compass lamp:interaction_target"
    for number in (12, "12", "012"):
        assert sent(of_scenes, scene("insert", things, scene_index=number)) == ["lamp-lit"]
    assert sent(of_scenes, scene("insert", things, scene_index=13)) == ["lamp-lit compass"]
    assert sent(of_scenes, scene("wide", f"mara {things}", scene_index="13A")) == ["lamp-lit"]


def test_a_ban_excludes_what_meets_all_its_conditions_under_one_placement() -> None:
    bans = example("What is never sent")
    assert sent(bans, scene("insert", "map")) == ["map"]
    assert sent("", scene("insert", "map")) == ["map-draft"]
    both = "lamp:background lamp:interaction_target"
    [selection] = selections(bans, scene("insert", both))
    [pick] = selection.picks
    assert pick.placement == 1
    anything = "shots: {insert: {priorities: [{name: any, type: prop}]}}\n"
    assert sent(anything, scene("insert", "lamp:background")) == ["lamp-lit"]
    assert sent(bans + anything, scene("insert", "lamp:background")) == [""]


def test_has_does_not_count_a_picture_that_a_ban_excludes() -> None:
    bans = example("What is never sent")
    whoever = "first: [{name: drawn, has: {label: draft}}]\n"
    assert sent(whoever, scene("wide", "map")) == ["map-draft"]
    assert sent(bans + whoever, scene("wide", "map")) == [""]


def test_edits_leave_the_priorities_that_the_page_lists() -> None:
    edits = example("Edits of what is inherited")
    rules = load_rules(text=HEAD_OVER.format(FIRST) + edits, parents={FIRST: first()})
    [reverse] = [shot for shot in rules.plan.shots if shot.name == "reverse"]
    names = [step.name.name for step in reverse.steps]
    assert names == ["the-face", "the-shoulder", "the-person"]
    listed = " then ".join(f"`{name}`" for name in names)
    words = re.sub(r"\s+", " ", PAGE.read_text("utf-8")).replace(",", "")
    assert listed in words.replace(" which now asks for any character", "")
    looked_past = scene("reverse", "tomas mara:interaction_target salt:environment")
    assert sent(edits, looked_past) == ["mara-face tomas-face mara"]


def test_a_film_says_only_what_differs_from_the_rules_of_the_house() -> None:
    house, film = shown()["Rules over other rules"]
    crowd = scene("wide", "mara tomas bo salt:environment")
    close = scene("close_up", "mara salt:environment")
    of_house = load_rules(text=house.text).select_many([crowd, close], POOL)
    of_film = load_rules(text=film.text, parents={house.about: house.text}).select_many(
        [crowd, close], POOL
    )
    assert [[asset["id"] for asset in each.assets] for each in of_house] == [
        ["tomas", "mara", "salt"],
        ["mara-face", "mara", "salt"],
    ]
    assert [[asset["id"] for asset in each.assets] for each in of_film] == [
        ["tomas", "mara", "bo", "salt"],
        ["mara-face", "mara"],
    ]


def test_pins_go_first_or_last_and_one_that_names_something_is_missed() -> None:
    pins = example("What must be sent")
    assert sent(pins, scene("cu", "mara compass:prop")) == ["compass mara-face look"]
    [selection] = selections(pins, scene("cu", "mara"))
    assert [asset["id"] for asset in selection.assets] == ["mara-face", "mara", "look"]
    assert len(selection.problems) == 1
    without_look = pins.replace("type: style", "type: vehicle")
    [selection] = selections(without_look, scene("cu", "mara compass:prop"))
    assert not selection.problems
    assert selection.notes


def test_a_limit_counts_all_that_is_sent_with_the_scene() -> None:
    limits = example("How many of a kind")
    crowd = scene("wide", "asha dog mara tomas salt:environment")
    assert sent("", crowd) == ["asha dog salt"]
    assert sent(limits, crowd) == ["asha mara-face salt"]
    people_only = "shots: {wide: {priorities: [{name: people, type: character}]}}\n"
    assert sent(limits + people_only, crowd) == ["asha mara-face salt"]


def test_conditions_inside_others_mean_what_the_comments_say() -> None:
    conditions = example("Conditions")
    hurt_and_well = scene("wide", "mara tomas guard:background")
    assert sent(conditions, hurt_and_well) == ["mara-face tomas-face"]
    full_and_face = "references: 9\npictures_each: 9\nprefer: full\n"
    everything = sent(conditions + full_and_face, hurt_and_well)
    assert everything == ["mara tomas-face mara-coat tomas mara-hurt"]
    things = scene("wide", "map lamp:background compass:prop")
    assert sent(conditions, things) == ["map compass"]


def test_an_entry_counts_only_in_scenes_where_its_when_holds() -> None:
    conditional = example("Conditions on the scene")
    film = [
        scene("insert", "lamp"),
        scene("insert", "lamp", scene_index=2, continuity_notes="At dawn the oil runs out."),
        scene("insert", "lamp", scene_index=3),
    ]
    assert sent(conditional, *film) == ["lamp-lit", "lamp-lit", "lamp"]
    four = "mara tomas asha dog"
    assert sent(conditional, scene("cu", four)) == sent("", scene("cu", four))
    assert sent(conditional, scene("cu", f"{four} bo")) == ["asha dog"]


def test_a_farther_preference_breaks_the_ties_of_the_nearer_one() -> None:
    coats = "shots: {wide: {like: default, prefer: {label: [coat, hurt]}}}\n"
    assert sent(coats, scene("wide", "mara")) == ["mara-coat"]
    faces_too = "shots: {wide: {like: default, prefer: {quality: {at_least: 8}}}}\n"
    assert sent(faces_too, scene("wide", "mara")) == ["mara-face"]


def test_a_scene_that_places_the_armour_sends_the_armour() -> None:
    assert sent("prefer: full\n", scene("wide", "yu_armour")) == ["yu-armour"]


def test_a_priority_with_a_pictures_each_of_its_own_sends_several_at_once() -> None:
    found = re.search(r"`(\{name: face-and-dress,[^`]*\})`", PAGE.read_text("utf-8"))
    assert found
    entry = re.sub(r"\s+", " ", found[1])
    lines = f"shots: {{wide: {{priorities: [{entry}]}}}}\n"
    assert sent(lines, scene("wide", "mara tomas")) == ["mara-face mara tomas-face"]


def test_what_is_not_known_is_not_met() -> None:
    assert "`not: {quality: {at_least: 7}}` includes pictures without a score" in re.sub(
        r"\s+", " ", PAGE.read_text("utf-8")
    )
    unscored = AssetPool([picture("mara", quality_score=None)])
    for condition, count in (("quality: {at_least: 7}", 0), ("not: {quality: {at_least: 7}}", 1)):
        lines = f"shots: {{wide: {{priorities: [{{name: all, {condition}}}]}}}}\n"
        rules = load_rules(text=HEAD_OVER.format(FIRST) + lines, parents={FIRST: first()})
        assert len(rules.select(scene("wide", "mara"), unscored).assets) == count
