"""Scenes in the short form: each key in the long form, and a drawn film in both forms."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from selector.engine.pool import AssetPool
from selector.model.asset import Asset
from selector.model.problem import Problem
from selector.model.vocabulary import ROLES
from selector.reading.film import read_film
from selector.reading.films.film_names import FilmNames
from selector.reading.films.film_scenes import SceneRead
from selector.reading.load import load_rules
from selector.review.film_checks import check_film_folder
from tests.films import write_film
from tests.long import many
from tests.steps import lines_run

ASSETS = """\
individuals:
  Wren Calloway:
    type: character
    tag: WREN
    pictures:
      - {picture: pictures/wren.jpg, name: Wren in full}
      - {picture: pictures/wren.jpg, tag: WREN_FACE, crop: face}
  The old pier:
    type: environment
    pictures:
      - {picture: pictures/wren.jpg, tag: PIER}
  PIER:
    type: character
    tag: PETER
    pictures:
      - {picture: pictures/wren.jpg}
  "A: b":
    type: prop
    tag: LANTERN
    pictures:
      - {picture: pictures/wren.jpg}
pictures:
  - {picture: pictures/wren.jpg, tag: REX, type: character, name: Rex the dog}
  - {picture: pictures/wren.jpg, tag: MILL, type: environment}
"""


def scenes_of(folder: Path, text: str) -> list[SceneRead]:
    """The scenes of a film; none of them has a problem."""
    film, problems = read_film(write_film(folder, {"assets.yaml": ASSETS, "scenes.yaml": text}))
    assert film is not None, problems
    reads = list(film.read_scenes())
    assert [problem for read in reads for problem in read.problems] == []
    return reads


def manifest_of(folder: Path, text: str) -> dict[str, Any]:
    """The one scene of a film, in the long form."""
    [read] = scenes_of(folder, text)
    assert read.manifest is not None
    return read.manifest


CAST = {
    "one word": ("WREN", ["WREN subject"]),
    "a list": ("[WREN, REX, PETER]", ["WREN subject", "REX interaction_target", "PETER interaction_target"]),
    "another role": ("[WREN, {REX: background}]", ["WREN subject", "REX background"]),
    "the first without a role is the subject": (
        "[{REX: background}, WREN, PETER]", ["REX background", "WREN subject", "PETER interaction_target"]
    ),
    "a subject that is said is the only one": (
        "[REX, {WREN: subject}]", ["REX interaction_target", "WREN subject"]
    ),
    "a subject that is said first": ("[{WREN: subject}, REX]", ["WREN subject", "REX interaction_target"]),
    "two subjects": ("[{WREN: Subject}, {REX: subject}]", ["WREN Subject", "REX subject"]),
    "nobody is the subject": ("[{WREN: background}]", ["WREN background"]),
    "nobody": ("[]", []),
    "one with a role": ("{WREN: interaction-target}", ["WREN interaction-target"]),
    "a name": ("Wren Calloway", ["WREN subject"]),
    "a name in another spelling": ("wren-CALLOWAY", ["WREN subject"]),
    "the name of a picture": ("[Rex the dog, wren in full]", ["REX subject", "WREN interaction_target"]),
    "a name with a colon": ('["a: b"]', ["LANTERN subject"]),
    "a tag is a tag, whoever has it as a name": ("PIER", ["PIER subject"]),
    "brackets": ('"[WREN]"', ["[WREN] subject"]),
    "a word that nobody knows": ("A stranger", ["A stranger subject"]),
}  # fmt: skip


@pytest.mark.parametrize("case", CAST)
def test_the_first_of_the_cast_is_the_subject_unless_it_is_said_otherwise(
    case: str, tmp_path: Path
) -> None:
    written, expected = CAST[case]
    made = manifest_of(tmp_path, f"scene: 1\nshot: cu\ncast: {written}\n")
    told = [f"{each['asset_tag']} {each['role']}" for each in made["placements"]]
    assert told == expected


def test_every_key_has_its_place_in_the_long_form(tmp_path: Path) -> None:
    made = manifest_of(
        tmp_path,
        """\
scene: 12A
title: Dusk
notes: [dry, {text: shut, label: storm}]
says:
  - Wren Calloway: Mind the step.
  - REX
  - A voice
props:
  - LANTERN: {action: burns}
shot: Close-Up
camera: pan
looks_at: the lantern
new_asset_declarations: []
cast:
  - WREN:
      expression: wary
      position: left
      action: runs
      wears: a coat
  - REX
  - Wren calloway: background
wears: {REX: a collar}
place: [The old pier, {MILL: {role: background, position:}}]
""",
    )
    assert list(made) == [
        "scene_index",
        "title",
        "composition",
        "placements",
        "continuity_notes",
        "dialogue_lines",
        "new_asset_declarations",
    ]
    assert made["scene_index"] == "12A"
    assert made["composition"] == {
        "shot_type": "Close-Up",
        "camera_movement": "pan",
        "focal_point": "the lantern",
    }
    wren = {"position": "left", "action": "runs", "expression": "wary", "wardrobe_note": "a coat"}
    assert made["placements"] == [
        {"asset_tag": "LANTERN", "role": "prop", "action": "burns"},
        {"asset_tag": "WREN", "role": "subject", **wren},
        {"asset_tag": "REX", "role": "interaction_target", "wardrobe_note": "a collar"},
        {"asset_tag": "WREN", "role": "background"},
        {"asset_tag": "PIER", "role": "environment"},
        {"asset_tag": "MILL", "role": "background"},
    ]
    assert [list(each) for each in made["placements"]][1] == ["asset_tag", "role", *wren]
    assert made["continuity_notes"] == ["dry", {"text": "shut", "label": "storm"}]
    assert made["dialogue_lines"] == [
        {"speaker_tag": "WREN", "line": "Mind the step."},
        {"speaker_tag": "REX"},
        {"speaker_tag": "A voice"},
    ]


def test_clothes_are_of_every_placement_with_that_tag(tmp_path: Path) -> None:
    made = manifest_of(
        tmp_path, "scene: 1\nshot: cu\ncast: [WREN, {WREN: background}]\nwears: {WREN: a coat}"
    )
    assert [each["wardrobe_note"] for each in made["placements"]] == ["a coat", "a coat"]


def test_facts_of_a_scene_may_be_in_different_forms(tmp_path: Path) -> None:
    made = manifest_of(
        tmp_path,
        "scene_index: 013\nshot: cu\ncomposition: {focal_point: the door}\n"
        "placements:\n- {asset_tag: WREN, role: subject}\n- {asset_tag: REX, role: subject}\n"
        "wears: {wren calloway: a coat}\ncamera:\nsays:\n",
    )
    assert made == {
        "scene_index": "013",
        "composition": {"shot_type": "cu", "focal_point": "the door"},
        "placements": [
            {"asset_tag": "WREN", "role": "subject", "wardrobe_note": "a coat"},
            {"asset_tag": "REX", "role": "subject"},
        ],
    }


def test_the_same_place_is_that_of_the_scene_before_in_the_order_of_the_film(
    tmp_path: Path,
) -> None:
    first = {
        "scene_index": 1,
        "composition": {"shot_type": "wide"},
        "placements": [
            {"asset_tag": "WREN", "role": "subject"},
            {"asset_tag": "MILL", "role": "Environment", "position": "behind"},
            {"asset_tag": "PIER", "role": "environment"},
            {"asset_tag": "MILL", "role": "environment"},
        ],
    }
    rest = """\
- {scene: 3, shot: cu, same_place: true, cast: REX}
- {scene: 2, shot: cu, cast: WREN, same_place: true}
- {scene: 4, shot: cu, cast: WREN, same_place: false}
"""
    film, _ = read_film(
        write_film(
            tmp_path,
            {"assets.yaml": ASSETS, "scenes/1.json": json.dumps(first), "scenes/2.yaml": rest},
        )
    )
    assert film is not None
    tags = [[each.tag for each in scene.placements] for scene, _ in film.usable_scenes()]
    assert tags == [
        ["WREN", "MILL", "PIER", "MILL"],
        ["WREN", "MILL", "PIER"],
        ["MILL", "PIER", "REX"],
        ["WREN"],
    ]
    second, third = [scene for scene, _ in film.usable_scenes()][1:3]
    assert [each.role for each in second.placements] == ["subject", "environment", "environment"]
    assert [each.role for each in third.placements] == ["environment", "environment", "subject"]
    assert {each.position for each in second.placements} == {None}


def test_a_place_is_not_missed_after_a_scene_that_cannot_be_read(tmp_path: Path) -> None:
    found = problems_of(
        tmp_path, "- {scene: 1, shot: 7, cast: WREN}\n- {scene: 2, shot: cu, same_place: true}\n"
    )
    assert [problem.code for problem in found] == ["S402"]


def problems_of(folder: Path, text: str) -> list[Problem]:
    """The errors of a film."""
    write_film(folder, {"assets.yaml": ASSETS, "scenes.yaml": text})
    found = check_film_folder(folder).problems
    return [problem for problem in found if problem.severity == "error"]


def test_in_json_the_short_form_is_not_read(tmp_path: Path) -> None:
    scene = {"scene": 1, "shot": "cu", "cast": ["WREN"]}
    write_film(tmp_path, {"assets.yaml": ASSETS, "scenes.json": json.dumps(scene)})
    film, _ = read_film(tmp_path)
    assert film is not None
    [read] = film.read_scenes()
    assert {problem.code for problem in read.problems} == {"S401", "F308"}


def test_two_scenes_of_one_number_are_found_in_either_form(tmp_path: Path) -> None:
    text = "- {scene: 012, shot: cu, cast: WREN}\n"
    text += "- {scene_index: 12, composition: {shot_type: cu}, placements: []}\n"
    text += "- {scene: 12, shot: cu, cast: WREN}\n"
    found = problems_of(tmp_path, text)
    lines = [(problem.code, problem.at.line, problem.at.column) for problem in found]
    assert lines == [("F310", 1, 11), ("F310", 2, 17), ("F310", 3, 11)]


def test_without_pictures_that_can_be_read_names_are_no_problem(tmp_path: Path) -> None:
    text = "{scene: 1, shot: cu, cast: WREN, wears: {Wren Calloway: a coat}}"
    write_film(tmp_path, {"assets.yaml": "pictures: 7", "scenes.yaml": text})
    found = check_film_folder(tmp_path).problems
    assert [problem.at.file for problem in found] == [str(tmp_path / "assets.yaml")]


WORDS = {
    "WREN": ("WREN", "Wren Calloway", "wren calloway"),
    "PIER": ("PIER", "The old pier"),
    "LANTERN": ("LANTERN", "A: b"),
    "REX": ("REX", "Rex the dog"),
    "MILL": ("MILL",),
    "WREN_FACE": ("WREN_FACE",),
    "NOBODY": ("NOBODY",),
}
TEXTS = ("left third", "a: b", "- x", "no", "7.10", "", "[x]", "é", "null", "Wren, Rex")
KEYS = {"action": "action", "position": "position", "expression": "expression"}


@pytest.mark.parametrize("seed", range(many(8, 400)))
def test_a_film_in_the_short_form_reads_as_it_does_in_the_long_form(
    seed: int, tmp_path: Path
) -> None:
    rng = random.Random(seed)
    long = drawn_film(rng)
    short = [
        in_short(rng, scene, before) for before, scene in zip([None, *long], long, strict=False)
    ]
    rng.shuffle(short)
    rng.shuffle(long)
    text_of_long = yaml.safe_dump(long, sort_keys=False, allow_unicode=True)
    text_of_short = yaml.safe_dump(short, sort_keys=False, allow_unicode=True)
    expected = scenes_of(tmp_path / "long", text_of_long)
    found = scenes_of(tmp_path / "short", text_of_short)
    assert [json.dumps(read.manifest) for read in found] == [
        json.dumps(read.manifest) for read in expected
    ]
    assert [read.scene for read in found] == [read.scene for read in expected]
    film, _ = read_film(tmp_path / "short")
    assert film is not None
    pool, rules = AssetPool(film.assets), load_rules()
    for one, other in zip(expected, found, strict=True):
        assert one.scene
        assert other.scene
        assert rules.select(one.scene, pool).tags == rules.select(other.scene, pool).tags


def drawn_film(rng: random.Random) -> list[dict[str, Any]]:
    """Scenes in the long form, in the order of the film."""
    numbers = sorted(rng.sample(range(1, 99), rng.randint(1, 5)))
    return [drawn_scene(rng, number) for number in numbers]


def drawn_scene(rng: random.Random, number: int) -> dict[str, Any]:
    scene: dict[str, Any] = {"scene_index": number}
    if rng.random() < 0.5:
        scene["title"] = rng.choice(TEXTS)
    scene["composition"] = {"shot_type": rng.choice(("Close-Up", "wide", "two shot", "no"))}
    for key in ("camera_movement", "focal_point"):
        if rng.random() < 0.5:
            scene["composition"][key] = rng.choice(TEXTS)
    scene["placements"] = [drawn_placement(rng) for _ in range(rng.randint(0, 6))]
    if rng.random() < 0.4:
        scene["continuity_notes"] = rng.choice((*TEXTS, ["dry", {"text": "x", "label": "storm"}]))
    if rng.random() < 0.4:
        scene["dialogue_lines"] = [drawn_line(rng) for _ in range(rng.randint(0, 3))]
    return scene


def drawn_placement(rng: random.Random) -> dict[str, Any]:
    placement = {"asset_tag": rng.choice(list(WORDS)), "role": rng.choice(ROLES)}
    for key in ("position", "action", "expression", "wardrobe_note"):
        if rng.random() < 0.2:
            placement[key] = rng.choice(TEXTS)
    return placement


def drawn_line(rng: random.Random) -> dict[str, Any]:
    line = {"speaker_tag": rng.choice(list(WORDS))}
    if rng.random() < 0.5:
        line["line"] = rng.choice(TEXTS)
    return line


def in_short(
    rng: random.Random, scene: dict[str, Any], before: dict[str, Any] | None
) -> dict[str, Any]:
    """The same scene in the short form: which of the ways to write it is drawn."""
    composition = scene["composition"]
    parts: list[tuple[str, Any]] = [
        ("scene", scene["scene_index"]),
        ("shot", composition["shot_type"]),
    ]
    moved = {
        "camera": composition.get("camera_movement"),
        "looks_at": composition.get("focal_point"),
        "notes": scene.get("continuity_notes"),
        "title": scene.get("title"),
    }
    parts += [(key, value) for key, value in moved.items() if value is not None]
    if "dialogue_lines" in scene:
        lines = [
            {word(rng, each["speaker_tag"]): each["line"]} if "line" in each
            else word(rng, each["speaker_tag"])
            for each in scene["dialogue_lines"]
        ]  # fmt: skip
        parts.append(("says", alone(rng, lines)))
    rng.shuffle(parts)
    listed, wears = lists_of(rng, scene["placements"], before)
    if wears:
        parts.append(("wears", wears))
    at = rng.randint(0, len(parts))
    return dict([*parts[:at], *listed, *parts[at:]])


def lists_of(
    rng: random.Random, placements: list[dict[str, Any]], before: dict[str, Any] | None
) -> tuple[list[tuple[str, Any]], dict[str, str]]:
    """The lists that give these placements in this order, and what is said of clothes."""
    keys = rng.sample(("cast", "place", "props"), rng.randint(1, 3))
    cuts = sorted(rng.randint(0, len(placements)) for _ in keys[1:])
    edges = [0, *cuts, len(placements)]
    worn = wearable(rng, placements)
    listed: list[tuple[str, Any]] = []
    for key, start, end in zip(keys, edges[:-1], edges[1:], strict=True):
        part = placements[start:end]
        bare = [{"asset_tag": each["asset_tag"], "role": "environment"} for each in part]
        if key == "place" and part and part == bare and before and part == place_of(before):
            listed.append(("same_place", True))
            continue
        said = roles_to_say(rng, key, part)
        entries = [
            entry(rng, each, says_role=says, is_worn_above=each["asset_tag"] in worn)
            for each, says in zip(part, said, strict=True)
        ]
        listed.append((key, alone(rng, entries)))
    return listed, {word(rng, tag): note for tag, note in worn.items()}


def place_of(scene: dict[str, Any]) -> list[dict[str, Any]]:
    tags = [each["asset_tag"] for each in scene["placements"] if each["role"] == "environment"]
    return [{"asset_tag": tag, "role": "environment"} for tag in dict.fromkeys(tags)]


def wearable(rng: random.Random, placements: list[dict[str, Any]]) -> dict[str, str]:
    """Tags whose placements all wear the same, some of which are then said under `wears`."""
    notes: dict[str, set[str | None]] = {}
    for each in placements:
        notes.setdefault(each["asset_tag"], set()).add(each.get("wardrobe_note"))
    found = {}
    for tag, worn in notes.items():
        [note, *others] = worn
        if note is not None and not others and rng.random() < 0.5:
            found[tag] = note
    return found


def roles_to_say(rng: random.Random, key: str, part: list[dict[str, Any]]) -> list[bool]:
    """Which of the placements of a list must say their role, or say it anyway."""
    roles = [each["role"] for each in part]
    usual = {"place": {"environment"}, "props": {"prop"}, "cast": {"interaction_target"}}[key]
    must = [role not in usual or rng.random() < 0.3 for role in roles]
    if key != "cast":
        return must
    unsaid = [nth for nth, says in enumerate(must) if not says]
    if "subject" not in roles:
        return [True] * len(roles) if unsaid else must
    first = roles.index("subject")
    is_only = roles.count("subject") == 1
    if is_only and (not unsaid or first < unsaid[0]) and rng.random() < 0.7:
        must[first] = False
    return must


def entry(
    rng: random.Random, placement: dict[str, Any], *, says_role: bool, is_worn_above: bool
) -> Any:
    """One entry of a list."""
    said = {key: placement[key] for key in KEYS if key in placement}
    if "wardrobe_note" in placement and not is_worn_above:
        said["wears"] = placement["wardrobe_note"]
    if says_role:
        said["role"] = placement["role"]
    called = word(rng, placement["asset_tag"])
    if not said:
        return called
    if said.keys() == {"role"} and rng.random() < 0.7:
        return {called: said["role"]}
    return {called: said}


def word(rng: random.Random, tag: str) -> str:
    return rng.choice(WORDS[tag])


def alone(rng: random.Random, entries: list[Any]) -> Any:
    """A list, or its one entry."""
    if len(entries) == 1 and rng.random() < 0.5:
        return entries[0]
    return entries


def names_of(tags: Mapping[str, str]) -> FilmNames:
    """The names of people, by the tags of their pictures."""
    return FilmNames(
        [
            Asset(id=tag, manifest_tag=tag, asset_type="character", individual=name)
            for tag, name in tags.items()
        ],
        {},
    )


def test_the_tags_beside_one_are_those_of_the_same_person() -> None:
    names = names_of({"WREN": "Wren", "REX": "Rex", "WREN_COAT": "Wren"})
    assert names.tags_beside("WREN") == names.tags_beside("WREN_COAT") == {"WREN", "WREN_COAT"}
    assert names.tags_beside("REX") == {"REX"}
    assert names.tags_beside("NOBODY") == {"NOBODY"}


def test_the_tags_beside_one_are_looked_up_however_many_people_there_are() -> None:
    few, more = (names_of({f"TAG_{n}": f"Name {n}" for n in range(count)}) for count in (10, 200))
    few.tags_beside("TAG_1")
    more.tags_beside("TAG_1")
    assert lines_run(lambda: more.tags_beside("TAG_2")) == lines_run(
        lambda: few.tags_beside("TAG_2")
    )
