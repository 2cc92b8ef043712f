"""What rules do to a film: each finding, what only looks like one, and that all are true by the naive evaluator."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from selector.cli.main import run
from selector.model.asset import Asset
from selector.model.codes import UNDER_RULES
from selector.model.problem import Problem
from selector.reading.film import read_film
from selector.reading.load import load_rules
from selector.review.film_checks import check_film_folder
from selector.review.film_under_rules import entries_without_effect
from tests.as_written import as_naive
from tests.choosing import compiled
from tests.films import all_problems, write_film
from tests.generate import rule_set
from tests.long import many
from tests.naive_language.film import scene_answer
from tests.naive_language.so_far import Film
from tests.second_opinion import TARGETS

FILMS = many(16, 3_000)
TAGS = {
    "MARA": "character",
    "TOM": "character",
    "HALL": "environment",
    "PIER": "environment",
    "LAMP": "prop",
    "BOX": "object",
    "CART": "vehicle",
}
SHOTS = ("close_up", "two shot", "wide", "over the shoulder", "insert")
HEAD = 'language: 1\nname: mine\nversion: "1"\n'


def film_of(folder: Path, assets: str, scenes: str, rules: str = "") -> list[Problem]:
    """What the rules do to a film that is written by hand."""
    files = {"assets.yaml": assets, "scenes.yaml": scenes}
    if rules:
        files["rules.yaml"] = HEAD + rules
    write_film(folder, files)
    return [each for each in all_problems(folder) if each.code in UNDER_RULES]


def said(problems: Sequence[Problem]) -> list[str]:
    return [f"{each.code} {each.what}" for each in problems]


def picture(tag: str, kind: str, more: str = "") -> str:
    """One picture with an address of its own."""
    name = f"{tag}-{more}".lower().translate({ord(each): "-" for each in " :,[]"})
    more = f", {more}" if more else ""
    return (
        f'  - {{picture: "https://pictures.example/{name}.jpg", tag: {tag}, type: {kind}{more}}}\n'
    )


MARA = picture("MARA", "character") + picture("MARA", "character", "crop: face")
HALL = picture("HALL", "environment")
LAMP = picture("LAMP", "prop")
PEOPLE = "shots: {default: {priorities: [{name: people, type: character, because: b}]}}\n"


def test_what_costs_pictures_is_listed_apart_from_what_may_be_meant(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    assets = "pictures:\n" + MARA + picture("MARA_FLOOD", "character", "crop: face")
    scenes = (
        "- {scene: 1, shot: wide, cast: [MARA]}\n- {scene: 2, shot: wide, cast: [MARA_FLOOD]}\n"
    )
    film_of(tmp_path, assets, scenes)
    run(["check", str(tmp_path)])
    headings = ("Mistakes, and pictures that are placed", "These may be as you want them:")
    alone = capsys.readouterr().err
    assert "F392" in alone
    assert not any(heading in alone for heading in headings)
    scenes += "- {scene: 3, shot: close up, cast: [{MARA: background}]}\n"
    film_of(tmp_path, assets, scenes)
    run(["check", str(tmp_path)])
    said = capsys.readouterr().err
    wrong, doubtful = map(said.index, headings)
    assert wrong < said.index("F381") < doubtful < said.index("F392")


def test_the_comment_that_a_remedy_shows_allows_the_warning(tmp_path: Path) -> None:
    assets = "pictures:\n" + MARA + picture("MARA_FLOOD", "character")
    scenes = (
        "- {scene: 1, shot: wide, cast: [MARA]}\n- {scene: 2, shot: wide, cast: [MARA_FLOOD]}\n"
    )
    (found,) = [each for each in film_of(tmp_path, assets, scenes) if each.code == "F392"]
    (comment,) = re.findall("`(# selector: allow .+ because )…`", found.hint)
    lines = assets.splitlines()
    lines[found.at.line - 1] += f"  {comment}they are sisters"
    allowed = film_of(tmp_path, "\n".join(lines), scenes)
    assert "F392" not in [each.code for each in allowed]


@pytest.mark.parametrize(
    ("assets", "scenes", "rules", "expected"),
    [
        pytest.param(
            MARA,
            "- {scene: 4, shot: close up, cast: [{MARA: background}]}\n",
            "extends: default\n",
            "F381 Nothing is sent with scene 4 (shot rule `close_up`): `MARA` is placed as `background`, and no entry"
            " asks for it: `subject-full` wants the role `subject`.",
            id="nothing fits",
        ),
        pytest.param(
            MARA,
            "- {scene: 4, shot: two-shot, cast: [MARA]}\n",
            "extends: default\n",
            "F382 A `two-shot` has two people in frame, and this one places only `MARA`.",
            id="a two-shot of one",
        ),
        pytest.param(
            MARA,
            "- {scene: 4, shot: over the shoulder, cast: [MARA]}\n",
            "extends: default\n",
            "F382 An `over the shoulder` has two people in frame, and this one places only `MARA`.",
            id="an over the shoulder of one",
        ),
        pytest.param(
            MARA + HALL,
            "- {scene: 1, shot: wide, cast: [MARA], place: HALL}\n"
            "- {scene: 2, shot: wide, cast: [MARA], place: HALL}\n",
            PEOPLE,
            "F384 No entry that serves this film asks for the type `environment`: `HALL` is placed in scenes 1 and 2"
            " and never sent.",
            id="no place",
        ),
        pytest.param(
            MARA + LAMP + HALL,
            "- {scene: 1, shot: wide, cast: [MARA], place: HALL, props: [LAMP]}\n",
            "references: 2\nshots: {default: {priorities: [{name: a, type: character, because: b}, {name: c, type:"
            " environment, because: b}, {name: d, type: prop, because: b}]}}\n",
            "F383 `LAMP` is placed in scene 1 as `prop`, and never sent: in `default`, all 2 references go to `a` and"
            " `c` first.",
            id="crowded out",
        ),
        pytest.param(
            picture("MARA", "character"),
            "- {scene: 1, shot: close up, cast: [MARA]}\n",
            "extends: default\n",
            "F386 `MARA` has no face crop, and `subject-face` of `close_up` asks for one in scene 1.",
            id="no face",
        ),
        pytest.param(
            MARA + HALL,
            "- {scene: 1, title: Mara alone, shot: wide, place: HALL}\n",
            "extends: default\n",
            "F385 The title names `MARA`, which the scene does not place: no picture of it goes.",
            id="named in the title",
        ),
        pytest.param(
            MARA + LAMP,
            "- {scene: 1, shot: wide, looks_at: the lamp, cast: [MARA]}\n",
            "extends: default\n",
            "F385 The focal point names `LAMP`, which the scene does not place: no picture of it goes.",
            id="a thing in the focal point",
        ),
    ],
)
def test_a_finding_says_what_and_where(
    assets: str, scenes: str, rules: str, expected: str, tmp_path: Path
) -> None:
    assert expected in said(film_of(tmp_path, f"pictures:\n{assets}", scenes, rules))


@pytest.mark.parametrize(
    ("name", "title", "is_found"),
    [
        ("小雨", "小雨在等火车", True),
        ("小雨", "大雨", False),
        ("Grace", "Grace under pressure", False),
        ("Grace", "Grace waits", False),
        ("Grace", "He waits with Grace", True),
        ("Grace", "Grace and Wren wait", True),
        ("Wren", "Wren under the pier", True),
        ("Mara", "Mara is dead", False),
        ("Mara", "Mara is late", True),
        ("Her brother", "Her last chance", False),
        ("The clerk", "The clerk knows", True),
    ],
)
def test_a_title_names_somebody_who_may_be_seen(
    name: str, title: str, tmp_path: Path, *, is_found: bool
) -> None:
    assets = f"individuals:\n  {name}:\n    type: character\n    tag: X1\n    pictures:\n"
    assets += f"      - {{picture: 'https://pictures.example/x.jpg'}}\npictures:\n{HALL}"
    scenes = f"- {{scene: 1, title: {title}, shot: wide, place: HALL}}\n"
    found = film_of(tmp_path, assets, scenes)
    assert ("F385" in {each.code for each in found}) is is_found


@pytest.mark.parametrize(
    ("kind", "one", "other", "may_be_one"),
    [
        ("environment", "La playa", "La casa de la playa", False),
        ("environment", "Playa", "Playa norte", False),
        ("environment", "Der Strand", "Das Haus am Strand", False),
        ("environment", "Küche", "Küche unten", False),
        ("environment", "La maison", "La maison du lac", False),
        ("environment", "Beach", "Beach house", False),
        ("environment", "The Anchor", "Anchor inn", True),
        ("environment", "港", "港町", False),
        ("prop", "La llave", "La llave de plata", False),
        ("prop", "Der Schlüssel", "Der Schlüssel zum Keller", False),
        ("character", "Anna", "Junge Anna", False),
        ("character", "Anna", "Anna als Kind", False),
        ("character", "Anna", "Anna Richter", True),
        ("character", "Marguerite", "La mère de Marguerite", False),
        ("character", "Jeanne", "La jeune Jeanne", False),
        ("character", "Jeanne", "Jeanne Moulin", True),
        ("character", "Marie", "Marie-Claire", False),
        ("character", "Marta", "Marta niña", False),
        ("character", "Luz", "Luz Delgado", True),
        ("character", "さくら", "さくらの母", False),
        ("character", "Wren", "Wren Calloway", True),
        ("character", "Wren", "Old Wren", False),
        ("character", "The guard", "The guard captain", False),
    ],
)
def test_two_names_may_be_of_one_in_any_language(
    kind: str, one: str, other: str, tmp_path: Path, *, may_be_one: bool
) -> None:
    assets = "individuals:\n"
    for nth, name in enumerate((one, other)):
        assets += f"  {name}: {{type: {kind}, tag: T{nth}, pictures: [{{picture: 'https://x.de/{nth}.jpg'}}]}}\n"
    scenes = "- {scene: 1, shot: wide, cast: T0}\n- {scene: 2, shot: wide, cast: T1}\n"
    found = film_of(tmp_path, assets, scenes)
    assert ("F392" in {each.code for each in found}) is may_be_one


@pytest.mark.parametrize(
    ("assets", "scenes", "rules", "code"),
    [
        pytest.param(
            MARA + HALL,
            "- {scene: 1, title: Mara's hall, shot: wide, place: HALL}\n",
            "extends: default\n",
            "F385",
            id="whose it is",
        ),
        pytest.param(
            MARA + picture("MAY", "character"),
            "- {scene: 1, title: Waiting for Mara, notes: [a letter from Mara, a morning in May], shot: wide,"
            " cast: []}\n",
            "extends: default\n",
            "F385",
            id="who is waited for, and a month",
        ),
        pytest.param(
            MARA + picture("YOUNG_MARA", "character") + picture("MARA_S_MOTHER", "character"),
            "- {scene: 1, shot: wide, cast: [MARA]}\n- {scene: 2, shot: wide, cast: [YOUNG_MARA]}\n"
            "- {scene: 3, shot: wide, cast: [MARA_S_MOTHER]}\n",
            "extends: default\n",
            "F392",
            id="who is younger, and whose mother",
        ),
        pytest.param(
            MARA + picture("BEACH", "environment") + picture("BEACH_HOUSE", "environment"),
            "- {scene: 1, shot: wide, place: BEACH}\n- {scene: 2, shot: wide, place: BEACH_HOUSE}\n",
            "extends: default\n",
            "F392",
            id="a beach and the house there",
        ),
        pytest.param(
            MARA + LAMP,
            "- {scene: 1, title: A lamp in every window, shot: wide, cast: [MARA]}\n",
            "extends: default\n",
            "F385",
            id="a thing in the title",
        ),
        pytest.param(
            MARA + LAMP,
            "- {scene: 1, shot: wide, looks_at: lamp light in her hair, cast: [MARA]}\n",
            "extends: default\n",
            "F385",
            id="the light of a thing",
        ),
        pytest.param(
            MARA + picture("CART", "vehicle"),
            "- {scene: 1, shot: two-shot, cast: [MARA, CART]}\n",
            "extends: default\n",
            "F382",
            id="a woman and her cart",
        ),
        pytest.param(
            MARA,
            "- {scene: 1, shot: wide, cast: []}\n",
            "extends: default\n",
            "F381",
            id="empty on purpose",
        ),
        pytest.param(
            MARA,
            "- {scene: 1, shot: wide, cast: [MARA]}\n",
            "references: 0\n" + PEOPLE,
            "F38",
            id="no references on purpose",
        ),
        pytest.param(
            MARA + LAMP,
            "- {scene: 1, shot: wide, cast: [MARA], props: [LAMP]}\n",
            "never: [{name: lamps, type: prop, because: b}]\n" + PEOPLE,
            "F383",
            id="banned on purpose",
        ),
        pytest.param(
            MARA,
            "- {scene: 1, shot: wide, cast: [MARA]}\n",
            "extends: default\n",
            "F38",
            id="a sound film",
        ),
        pytest.param(
            picture("MARA", "character", "labels: [wet]") + MARA,
            "- {scene: 1, shot: wide, cast: [MARA]}\n",
            "extends: default\nprefer: {matches: notes}\n",
            "F384",
            id="labels that may match",
        ),
    ],
)
def test_what_only_looks_like_it_is_not_said(
    assets: str, scenes: str, rules: str, code: str, tmp_path: Path
) -> None:
    found = said(film_of(tmp_path, f"pictures:\n{assets}", scenes, rules))
    assert not [each for each in found if each.startswith(code)]


TWO_AND_A_CART = MARA + picture("TOM", "character") + HALL + picture("CART", "vehicle")
IN_A_TWO_SHOT = "- {scene: 5, shot: two-shot, cast: [MARA, TOM], place: HALL, props: [CART]}\n"
CARTS = "shots: {two_shot: {change: [{name: carts, type: vehicle, because: b}]}}\n"


@pytest.mark.parametrize(
    ("rules", "hint"),
    [
        pytest.param(
            "extends: default\n" + CARTS,
            "Raise `references` of `two_shot` to 4 (if the video model takes so many), or move `carts` up.",
            id="room for more",
        ),
        pytest.param(
            "extends: default\ntarget: veo-3.1-generate-001\n" + CARTS,
            "Move `carts` up: the video model `veo-3.1-generate-001` takes no more references.",
            id="a video model that takes no more",
        ),
        pytest.param(
            "extends: default\nscenes: {5: {references: 3}}\n" + CARTS,
            "Raise `references` of scene 5 to 4 (if the video model takes so many), or move `carts` up.",
            id="a scene that says how many",
        ),
        pytest.param(
            "references: 1\npin: [{name: hall, of: HALL, because: b}, {name: mara, of: MARA, because: b}]\n"
            "shots: {default: {priorities: [{name: carts, type: [vehicle, character], because: b}]}}\n",
            (
                "Raise `references` of `default` to 4 (if the video model takes so many), or delete an entry that comes"
                " before `carts`."
            ),
            id="the first priority",
        ),
        pytest.param(
            "extends: default\n",
            "Add a priority with `type: vehicle` to `change` of the shots that should show it, and say in `before`"
            " which priority it goes ahead of: all references are taken.",
            id="priorities that are inherited",
        ),
        pytest.param(
            "",
            "In a `rules.yaml` with `extends: default`, add a priority with `type: vehicle` to `change` of the shots"
            " that should show it, and say in `before` which priority it goes ahead of: all references are taken.",
            id="rules that come with selector",
        ),
    ],
)
def test_advice_on_whoever_is_never_sent_can_be_followed(
    rules: str, hint: str, tmp_path: Path
) -> None:
    found = film_of(tmp_path, f"pictures:\n{TWO_AND_A_CART}", IN_A_TWO_SHOT, rules)
    (about,) = [each for each in found if "`CART`" in each.what]
    assert about.hint == hint


def test_an_inherited_entry_is_edited_under_change(tmp_path: Path) -> None:
    scenes = "- {scene: 1, shot: establishing, place: HALL, cast: [MARA], props: [CART]}\n"
    rules = "extends: default\nreferences: 1\n"
    found = film_of(tmp_path, f"pictures:\n{MARA}{HALL}{picture('CART', 'vehicle')}", scenes, rules)
    hints = [each.hint for each in found if "`CART`" in each.what]
    assert hints == [
        "Raise `references` of `establishing` to 2, or move `what-stands-in-it` up (under `change`)."
    ]


def test_an_entry_of_a_file_of_ones_own_that_is_extended_is_edited_under_change(
    tmp_path: Path,
) -> None:
    scenes = "- {scene: 1, shot: wide, cast: [MARA], props: [LAMP]}\n"
    house = "references: 1\n" + PEOPLE.replace("]}}", ", {name: lamps, type: prop, because: b}]}}")
    write_film(tmp_path, {"house.yaml": HEAD + house})
    found = film_of(tmp_path, f"pictures:\n{MARA}{LAMP}", scenes, "extends: house.yaml\n")
    (about,) = [each for each in found if each.code == "F383"]
    assert (
        about.hint == "Raise `references` of `default` to 2, or move `lamps` up (under `change`)."
    )


BUSY = (
    "shots: {{default: {{references: {}, priorities: [{{name: a, type: character, because: b}},"
    " {{name: c, type: prop, because: b}}]}}}}\n"
)


@pytest.mark.parametrize(
    ("casts", "top", "advice"),
    [
        (
            ["[MARA]", "[MARA, TOM]", "[MARA]"],
            "",
            "to 2, which sends it in scenes 1 and 3, or move",
        ),
        (["[MARA]", "[MARA]"], "", "to 2, which sends it in all 2 scenes, or move"),
        (["[MARA]"] * 9, "", "to 2, which sends it in all of the first 5 scenes, or move"),
        (["[MARA, TOM, MIA, JO, IDA]"], "", "Move `c` up."),
        (["[MARA]"], "target: veo-2.0-generate-exp\n", "takes no more references."),
    ],
)
def test_more_references_are_advised_where_they_help_with_the_number_of_scenes(
    casts: Sequence[str], top: str, advice: str, tmp_path: Path
) -> None:
    people = "".join(picture(each, "character") for each in ("MARA", "TOM", "MIA", "JO", "IDA"))
    scenes = "".join(
        f"- {{scene: {nth}, shot: wide, cast: {cast}, props: LAMP}}\n"
        for nth, cast in enumerate(casts, 1)
    )
    rules = top + BUSY.format(1)
    found = film_of(tmp_path, f"pictures:\n{people}{LAMP}", scenes, rules)
    (about,) = [each for each in found if each.what.startswith("`LAMP`")]
    assert advice in about.hint
    raised = re.search(r"to (\d)", about.hint)
    if raised:
        after = film_of(
            tmp_path, f"pictures:\n{people}{LAMP}", scenes, top + BUSY.format(raised[1])
        )
        assert not [each for each in after if each.what.startswith("`LAMP`")]


@pytest.mark.parametrize(
    ("tag", "helped", "others"),
    [("SLEDGE", ["18", "25"], "scenes 15 and 16"), ("JUNA", ["3", "15"], "scene 30")],
)
def test_more_references_send_somebody_in_the_scenes_that_advice_names_and_in_no_others(
    tag: str, helped: list[str], others: str
) -> None:
    folder = Path(__file__).parents[1] / "examples" / "the-tide-clock"
    (about,) = [each for each in all_problems(folder) if each.what.startswith(f"`{tag}` is placed")]
    assert f", which sends it in scenes {' and '.join(helped)}, or " in about.hint
    assert about.hint.endswith(f" For {others}, `selector why` says what helps.")
    shot, references = re.findall(r"raise `references` of `(\w+)` to (\d)", about.hint)[0]
    rules = load_rules(
        text=f"{HEAD}extends: default\nshots: {{{shot}: {{references: {references}}}}}"
    )
    film, _ = read_film(folder)
    assert film is not None
    scenes = [scene for scene, _ in film.usable_scenes()]
    sent = [each for each in rules.select_many(scenes, film.pool()) if tag in each.tags]
    assert [str(each.scene.index) for each in sent] == helped


def test_advice_on_a_shot_rule_that_is_like_another_edits_what_it_inherits(tmp_path: Path) -> None:
    rules = (
        "shots:\n"
        "  default: {priorities: [{name: people, type: character, because: b}]}\n"
        "  wide: {like: default}\n"
    )
    scenes = "- {scene: 1, shot: wide, cast: [MARA], props: LAMP}\n"
    found = film_of(tmp_path, f"pictures:\n{MARA}{LAMP}", scenes, rules)
    (about,) = [each for each in found if each.code == "F384"]
    assert about.hint == (
        "Add a priority with `type: prop` to `change` of the shots that should show it."
    )
    followed = rules.replace(
        "{like: default}", "{like: default, change: [{name: lamps, type: prop, because: b}]}"
    )
    assert film_of(tmp_path, f"pictures:\n{MARA}{LAMP}", scenes, followed) == []


def test_a_two_shot_under_rules_that_come_with_selector_says_where_to_change_them(
    tmp_path: Path,
) -> None:
    scenes = "- {scene: 1, shot: two-shot, cast: [MARA: subject, TOM: background]}\n"
    (about,) = [
        each
        for each in film_of(tmp_path, f"pictures:\n{TWO_AND_A_CART}", scenes)
        if each.code == "F382"
    ]
    assert about.hint.startswith(
        "In a `rules.yaml` with `extends: default`, add a priority to `change`"
    )


def test_words_to_copy_are_written_so_that_they_can_be_read(tmp_path: Path) -> None:
    assets = picture("MARA", "character", "labels: ['#1']")
    scenes = "- {scene: 1, shot: wide, cast: [MARA]}\n"
    found = film_of(tmp_path, f"pictures:\n{assets}", scenes)
    hints = {each.code: each.hint for each in found}
    assert hints["F384"].endswith('`prefer: {label: "#1"}`.')


@pytest.mark.parametrize(
    ("rules", "hint"),
    [
        (
            "",
            "In a `rules.yaml` with `extends: default`, write `prefer: {matches: [wardrobe, notes]}` at the top:",
        ),
        (
            "extends: default\n",
            "Write `prefer: {matches: [wardrobe, notes]}` at the top: then a picture goes first",
        ),
        (
            "extends: default\nprefer: cleaned\n",
            "Put `{matches: [wardrobe, notes]}` first in the `prefer` at the top: then a picture goes first",
        ),
    ],
)
def test_labels_are_asked_for_where_the_advice_says(rules: str, hint: str, tmp_path: Path) -> None:
    night = "quality: 8, labels: [night]"
    assets = f"pictures:\n{picture('HALL', 'environment', 'quality: 9')}"
    assets += picture("HALL", "environment", night)
    scenes = "- {scene: 1, shot: wide, place: HALL, notes: at night}\n"
    (about,) = [each for each in film_of(tmp_path, assets, scenes, rules) if each.code == "F384"]
    assert about.what == (
        "The rules do not mention the label `night`: it makes no difference to what is sent. Scene 1 places pictures"
        " that have it."
    )
    assert about.hint.startswith(hint)
    follow = "extends: default\nprefer: [{matches: [wardrobe, notes]}, cleaned]\n"
    assert not [each for each in film_of(tmp_path, assets, scenes, follow) if each.code == "F384"]


@pytest.mark.parametrize(
    ("scores", "hint"),
    [
        ((9, 8, None), "Give it a `quality` from 0 to 10."),
        (
            (9, None, None),
            "Give them a `quality` from 0 to 10. Or delete the scores of the others: then all count alike.",
        ),
    ],
)
def test_scores_are_given_up_only_where_few_pictures_have_one(
    scores: Sequence[int | None], hint: str, tmp_path: Path
) -> None:
    assets = "pictures:\n"
    for number, score in enumerate(scores):
        more = f"labels: [v{number}]" if score is None else f"quality: {score}"
        assets += picture("MARA", "character", more)
    scenes = "- {scene: 1, shot: wide, cast: [MARA]}\n"
    found = {each.code: each for each in film_of(tmp_path, assets, scenes)}
    assert found["F387"].hint == hint


def test_clothes_whose_picture_does_not_go_under_our_rules_are_put_first_in_a_file_of_ones_own(
    tmp_path: Path,
) -> None:
    coat = "labels: [yellow coat]"
    assets = f"pictures:\n{MARA}{picture('MARA', 'character', coat)}{picture('TOM', 'character')}"
    scenes = "- {scene: 1, shot: two-shot, cast: [MARA: {wears: a yellow coat}, TOM]}\n"
    write_film(tmp_path, {"assets.yaml": assets, "scenes.yaml": scenes})
    checked = check_film_folder(tmp_path, named=[load_rules("cinematic")])
    (about,) = [each for each in checked.problems if each.code == "F391"]
    assert about.hint == (
        "In a `rules.yaml` with `extends: cinematic`, put the label first in `two_shot`: `prefer: [{matches: wardrobe},"
        " face]`. Or give the picture a tag of its own, and place that."
    )
    own = "extends: cinematic\nshots: {two_shot: {prefer: [{matches: wardrobe}, face]}}\n"
    assert not [each for each in film_of(tmp_path, assets, scenes, own) if each.code == "F391"]


def test_a_rule_file_is_added_below_what_is_extended(tmp_path: Path) -> None:
    write_film(tmp_path, {"my night #2.yaml": HEAD + PEOPLE})
    scenes = "- {scene: 1, shot: wide, cast: [MARA]}\n"
    found = film_of(tmp_path, f"pictures:\n{MARA}", scenes, "extends: default\n")
    (about,) = [each for each in found if each.code == "F389"]
    assert (
        "To add it, give it the `extends` that `rules.yaml` has now, and in `rules.yaml`, write"
        ' `extends: "my night #2.yaml"`.' in about.hint
    )


def test_rule_files_that_are_read_or_allowed_are_not_said(tmp_path: Path) -> None:
    house = HEAD + PEOPLE
    files = {
        "rules.yaml": 'language: 1\nname: own\nversion: "1"\nextends: house.yaml\n',
        "house.yaml": house,
        "night.yaml": house,
        "rules/old.yml": "# selector: allow F389 because it shows what we had\n" + house,
        "list.yaml": "- language: of birds\n",
    }
    write_film(tmp_path, files)
    found = [each for each in all_problems(tmp_path) if each.code in ("F389", "Y154")]
    assert [Path(each.at.file).name for each in found] == ["night.yaml"]


@pytest.mark.parametrize(
    ("name", "text", "own", "is_found"),
    [
        ("rules.yaml.txt", HEAD + "extends: default\n", "", True),
        ("rules.yaml.txt", HEAD + "extends: default\n", HEAD + PEOPLE, False),
        ("diary.txt", "language: German\n", "", False),
    ],
)
def test_a_rule_file_that_is_called_a_text_is_found_where_there_is_no_other(
    name: str, text: str, own: str, tmp_path: Path, *, is_found: bool
) -> None:
    scenes = "- {scene: 1, shot: wide, cast: [MARA]}\n"
    files = {"assets.yaml": f"pictures:\n{MARA}", "scenes.yaml": scenes, name: text}
    if own:
        files["rules.yaml"] = own
    write_film(tmp_path, files)
    found = [Path(each.at.file).name for each in all_problems(tmp_path) if each.code == "F389"]
    assert found == [name] * is_found


@pytest.mark.parametrize(
    ("notes", "expected"),
    [
        (
            ("It has snowed.", "Still snowing."),
            ["in scenes 1 and 2, notes say `snowed` and `snowing`"],
        ),
        (("It has snowed.", "Deep snow."), []),
        (("Snowdrops.", "A warm day."), []),
    ],
)
def test_notes_that_say_a_label_in_another_form_only_are_told(
    notes: tuple[str, str], expected: list[str], tmp_path: Path
) -> None:
    assets = f"pictures:\n{HALL}" + picture("HALL", "environment", "labels: [snow]")
    scenes = ""
    for number, note in enumerate(notes, 1):
        scenes += f"- {{scene: {number}, shot: wide, place: HALL, notes: {note}}}\n"
    found = film_of(tmp_path, assets, scenes, "extends: default\nprefer: {matches: notes}\n")
    told = [each.what for each in found if each.code == "F391"]
    assert len(told) == len(expected)
    assert all(clause in what for clause, what in zip(expected, told, strict=True))


@pytest.mark.parametrize(
    ("rules", "is_told"),
    [
        ("scenes: {1: {references: 0, because: x}}\n", False),
        ("scenes: {1: {references: 1, because: x}}\n", True),
        ("shots: {default: {references: 0}}\n", True),
    ],
)
def test_no_shot_rule_is_wanted_for_a_scene_whose_own_rule_sends_nothing(
    rules: str, tmp_path: Path, *, is_told: bool
) -> None:
    files = {
        "assets.yaml": f"pictures:\n{MARA}",
        "scenes.yaml": "- {scene: 1, shot: insert, cast: MARA}\n",
        "rules.yaml": f"{HEAD}extends: default\n{rules}",
    }
    write_film(tmp_path, files)
    assert ("F367" in {each.code for each in all_problems(tmp_path)}) is is_told


STYLE = picture("GRADE", "style")
LOOK = "pin: [{name: look, type: style, unplaced: true, slot: last, because: x}]\n"


def test_a_style_that_is_never_sent_is_to_be_pinned_and_the_pin_sends_it(tmp_path: Path) -> None:
    """A priority for it would be the last, and lose its reference in most scenes."""
    assets = f"pictures:\n{MARA}{HALL}{LAMP}{STYLE}"
    scenes = "- {scene: 1, shot: establishing, cast: [MARA, {GRADE: background}], place: HALL, props: LAMP}\n"
    (about,) = [each for each in film_of(tmp_path / "a", assets, scenes) if "`GRADE`" in each.what]
    assert "`pin: [{name: look, type: style, unplaced: true, slot: last," in about.hint
    assert "`references: 4`" in about.hint
    in_place = film_of(tmp_path / "b", assets, scenes, f"extends: default\n{LOOK}")
    beside = film_of(tmp_path / "c", assets, scenes, f"extends: default\nreferences: 4\n{LOOK}")
    assert "GRADE" not in str(said([*in_place, *beside]))
    (pushed_out,) = [each for each in in_place if "`MARA`" in each.what]
    assert "raise `references` of `establishing` to 4" in pushed_out.hint.replace("Raise", "raise")
    assert "MARA" not in str(said(beside))


def test_a_label_is_not_told_where_another_of_the_picture_is_in_the_notes(tmp_path: Path) -> None:
    """As where the forms that were told are added."""
    assets = f"pictures:\n{HALL}" + picture("HALL", "environment", "labels: [snow, snowed]")
    scenes = "- {scene: 1, shot: wide, place: HALL, notes: It has snowed.}\n"
    rules = "extends: default\nprefer: {matches: notes}\n"
    assert "F391" not in {each.code for each in film_of(tmp_path, assets, scenes, rules)}


def test_who_is_never_sent_is_explained_by_the_shot_rule_of_most_scenes(tmp_path: Path) -> None:
    others = "".join(picture(f"P{each}", "character") for each in range(3))
    scenes = "- {scene: 1, shot: establishing, place: [HALL, PIER, ROOF], props: CART}\n"
    for number in (2, 3):
        scenes += f"- {{scene: {number}, shot: wide, cast: [P0, P1, P2, {{CART: background}}]}}\n"
    places = "".join(picture(each, "environment") for each in ("HALL", "PIER", "ROOF"))
    assets = f"pictures:\n{others}{places}{picture('CART', 'vehicle')}"
    (about,) = [each for each in film_of(tmp_path, assets, scenes) if "`CART` is" in each.what]
    assert "never sent: in scene 2 (`wide_shot`)," in about.what
    assert "sends it in scenes 2 and 3, or" in about.hint
    assert about.hint.endswith(" For scene 1, `selector why` says what helps.")


def test_advice_names_the_list_that_the_scene_has(tmp_path: Path) -> None:
    assets = f"pictures:\n{MARA}{HALL}"
    short = "- {scene: 1, title: Mara alone, shot: two shot, place: HALL}\n"
    long = (
        "- scene_index: 1\n  title: Mara alone\n  composition: {shot_type: two shot}\n"
        "  placements: [{asset_tag: HALL, role: environment}]\n"
    )
    for scenes, where in ((short, "`cast`"), (long, "`placements`")):
        found = film_of(tmp_path / where.strip("`"), assets, scenes)
        hints = [each.hint for each in found if each.code in ("F382", "F385")]
        assert len(hints) == 2
        assert all(where in hint for hint in hints)


def test_one_mistake_of_a_two_shot_is_one_finding(tmp_path: Path) -> None:
    """Who is missing in the only two-shot is not also said to be never sent."""
    assets = f"pictures:\n{MARA}{picture('TOM', 'character')}{HALL}"
    scenes = "- {scene: 1, shot: two shot, cast: [MARA, {TOM: background}], place: HALL}\n"
    found = film_of(tmp_path / "one", assets, scenes)
    assert [each.code for each in found if "TOM" in each.what] == ["F382"]
    scenes += "- {scene: 2, shot: close up, cast: [MARA, {TOM: background}], place: HALL}\n"
    found = film_of(tmp_path / "two", assets, scenes)
    assert {each.code for each in found if "TOM" in each.what} & {"F383", "F384"}


def test_labels_that_no_text_says_are_told_to_be_so(tmp_path: Path) -> None:
    assets = f"pictures:\n{HALL}" + picture("HALL", "environment", "labels: [night]")
    scene = "- {{scene: 1, shot: wide, place: HALL{}}}\n"
    for more, is_said in (("", False), (", notes: late at night", True)):
        found = film_of(tmp_path / str(is_said), assets, scene.format(more))
        (about,) = [each for each in found if each.code == "F384"]
        assert ("(none says one of these so far)" in about.hint) is not is_said


def test_what_touches_most_scenes_comes_first_and_six_fit_on_a_screen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    people = [f"P{number}" for number in range(9)]
    assets = "pictures:\n" + "".join(picture(each, "character", "crop: face") for each in people)
    scenes = "".join(
        f"- {{scene: {number}, title: {who} waits, shot: wide, cast: []}}\n"
        for number, who in enumerate([people[8], *people], 1)
    )
    write_film(tmp_path, {"assets.yaml": assets, "scenes.yaml": scenes})
    run(["check", str(tmp_path)])
    short = capsys.readouterr().err
    assert short.count("F385:") == 6
    assert f"3 more warnings are not shown: `selector check {tmp_path} --all` shows all.\n" in short
    options = ["--rules", "cinematic", "--target", "veo-3.1-generate-001", "--strict"]
    run(["check", str(tmp_path), *options])
    again = f"`selector check {tmp_path} {' '.join(options)} --all`"
    assert again in " ".join(capsys.readouterr().err.split())
    beside = tmp_path / "beside.yaml"
    beside.write_text(HEAD + "extends: default\n", encoding="utf-8")
    run(["check", str(tmp_path), str(beside)])
    again = f"`selector check {tmp_path} {beside} --all`"
    assert again in " ".join(capsys.readouterr().err.split())
    assert (
        "`P8` is named and not placed in scenes 1 and 10"
        in short.partition("F385:")[2].partition("\n")[0]
    )
    run(["check", str(tmp_path), "--all"])
    assert capsys.readouterr().err.count("F385:") == 9


def test_a_rule_file_in_the_wrong_place_is_said_before_what_rules_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """None of its rules counts, so it matters more than whatever the others do."""
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    scenes = "".join(f"- {{scene: {each}, shot: wide, cast: [MARA]}}\n" for each in range(1, 9))
    house = HEAD + "extends: default\n"
    files = {
        "assets.yaml": f"pictures:\n{MARA}{LAMP}",
        "scenes.yaml": scenes,
        "rules/mine.yaml": house,
    }
    write_film(tmp_path, files)
    run(["check", str(tmp_path)])
    said = capsys.readouterr().err
    others = [each.code for each in all_problems(tmp_path) if each.code != "F389"]
    assert others
    assert all(said.index("F389:") < said.index(f"{each}:") for each in others)


def test_where_nothing_is_wrong_one_line_says_what_was_looked_at(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_film(
        tmp_path,
        {
            "assets.yaml": f"pictures:\n{MARA}",
            "scenes.yaml": "- {scene: 1, shot: wide, cast: MARA}\n",
        },
    )
    assert run(["check", str(tmp_path), "--strict"]) == 0
    printed = capsys.readouterr()
    assert "fine (2 pictures, 1 scene)" in printed.out
    assert printed.err.startswith("Under `default` 1.0.0: looked for scenes that send nothing,")
    assert printed.err.count("\n") == 1


# --- By the naive evaluator ----------------------------------------------------------------------------------------


def drawn_film(
    rng: random.Random, folder: Path
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Assets and scenes of a small film, written to a folder as a pipeline has them."""
    assets: list[dict[str, Any]] = []
    for tag in rng.sample(sorted(TAGS), rng.randint(2, 6)):
        for _ in range(rng.randint(1, 3)):
            number = len(assets)
            row: dict[str, Any] = {
                "id": f"a{number}",
                "manifest_tag": tag,
                "asset_type": TAGS[tag],
                "reference_image_url": f"https://pictures.example/{number}.jpg",
                "is_face_crop": TAGS[tag] == "character" and rng.random() < 0.4,
            }
            if rng.random() < 0.7:
                row["quality_score"] = rng.randint(1, 10)
            assets.append(row)
    scenes = []
    for number in range(1, rng.randint(2, 7)):
        placements = [
            {
                "asset_tag": tag,
                "role": rng.choice(
                    ("subject", "interaction_target", "background", "environment", "prop")
                ),
            }
            for tag in rng.sample(sorted(TAGS), rng.randint(0, 4))
        ]
        scenes.append(
            {
                "scene_index": number,
                "composition": {"shot_type": rng.choice(SHOTS)},
                "placements": placements,
            }
        )
    write_film(folder, {"assets.json": json.dumps(assets), "scenes.json": json.dumps(scenes)})
    return assets, scenes


def naive_answers(
    rules: Mapping[str, Any], scenes: Sequence[dict[str, Any]], assets: Sequence[Any]
) -> Iterator[Any]:
    """What the naive evaluator answers to a film, scene after scene."""
    file, parents = as_naive(rules)
    earlier: Film = ()
    for manifest in scenes:
        answer = scene_answer(
            file, manifest, assets, parents=parents, earlier=earlier, targets=TARGETS
        )
        earlier = answer.film_so_far
        yield answer


def names_in(text: str) -> list[str]:
    return re.findall(r"`([^`]+)`", text)


def test_each_finding_is_true_by_the_naive_evaluator(tmp_path: Path) -> None:
    seen: dict[str, int] = {}
    for seed in range(FILMS):
        rng = random.Random(f"film under rules {seed}")
        folder = tmp_path / str(seed)
        _, scenes = drawn_film(rng, folder)
        drawn = rule_set(rng)
        film, _ = read_film(folder)
        assert film is not None
        answers = list(naive_answers(drawn, scenes, film.assets))
        checked = check_film_folder(folder, named=[compiled(drawn)], has_own=False)
        known = {asset.manifest_tag for asset in film.assets}
        sent = {picture_of(film.assets, each) for answer in answers for each in answer.picks}
        placed: dict[str, int] = {}
        for manifest in scenes:
            for tag in {each["asset_tag"] for each in manifest["placements"]} & known:
                placed[tag] = placed.get(tag, 0) + 1
        for problem in checked.problems:
            seen[problem.code] = seen.get(problem.code, 0) + 1
            match problem.code:
                case "F381":
                    empty = [
                        manifest
                        for manifest, answer in zip(scenes, answers, strict=True)
                        if not answer.picks
                    ]
                    assert problem.scenes <= len(empty), (seed, problem)
                case "F383":
                    tag, *_ = names_in(problem.what)
                    assert tag not in sent, (seed, problem)
                    assert problem.scenes <= placed[tag], (seed, problem)
                case "F384":
                    word, *tags = names_in(problem.what)
                    assert not sent.intersection(tags), (seed, problem)
                    if "the type" in problem.what:
                        assert not [tag for tag in sent if TAGS[tag] == word], (seed, problem)
                case "F386":
                    tag, *_ = names_in(problem.what)
                    faces = [each for each in film.assets if each.is_face_crop]
                    assert tag not in {each.manifest_tag for each in faces}, (seed, problem)
                case _:
                    pass
        never = {tag for tag in placed if tag not in sent}
        told = " ".join(each.what for each in checked.problems if each.code in ("F383", "F384"))
        for tag in never:
            if may_be_told(tag, scenes, answers):
                assert f"`{tag}`" in told or "more are" in told, (seed, tag, told)
    assert {"F381", "F383", "F384", "F386", "F387"} <= seen.keys()


def picture_of(assets: Sequence[Any], pick: Any) -> str:
    return str(assets[pick.place].manifest_tag)


def may_be_told(tag: str, scenes: Sequence[dict[str, Any]], answers: Sequence[Any]) -> bool:
    """Whether a scene sends references and places a tag whose pictures are not all banned there.

    The first three such scenes count: no more are looked into.
    """
    looked_into = 0
    for manifest, answer in zip(scenes, answers, strict=True):
        is_placed = tag in {each["asset_tag"] for each in manifest["placements"]}
        if not is_placed or not answer.serving.slots:
            continue
        looked_into += 1
        reasons = [each.reason for each in answer.left_out if each.tag == tag]
        if any(reason["kind"] != "struck" for reason in reasons):
            return looked_into <= 3
    return False


def test_a_film_that_is_too_long_to_try_entries_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entries_without_effect, "_MOST_WORK", 4)
    rules = HEAD + (
        "shots: {default: {priorities: [{name: people, type: character, because: b},"
        " {name: leads, role: subject, type: character, because: b}]}}\n"
    )
    scenes = "".join(f"- {{scene: {nth}, shot: wide, cast: MARA}}\n" for nth in range(1, 9))
    files = {"assets.yaml": f"pictures:\n{MARA}", "scenes.yaml": scenes, "rules.yaml": rules}
    checked = check_film_folder(write_film(tmp_path, files))
    assert "F388" not in {each.code for each in checked.problems}
    assert checked.notices[0].startswith("The film has too many scenes to look for entries")


# --- Better faces under other tags ---------------------------------------------------------------------------------


OLD_FACE = "crop: face, quality: 5"
NEW_FACE = "crop: face, quality: 9, id: new"
TOM = picture("TOM", "character", "quality: 8, id: tom")
IN_A_CLOSE_UP = "- {scene: 1, shot: close up, cast: TOM}\n"


@pytest.mark.parametrize(
    ("assets", "more_scenes", "hint"),
    [
        pytest.param(
            TOM
            + picture("TOM", "character", OLD_FACE)
            + picture("TOM_BEST", "character", NEW_FACE + ", cut_from: tom"),
            "",
            "Place `TOM_BEST` instead of `TOM` there, or give that picture the tag `TOM`.",
            id="cut from a picture with the tag",
        ),
        pytest.param(
            TOM
            + picture("TOM", "character", OLD_FACE)
            + picture("TOM_BEST", "character", NEW_FACE + ", cut_from: tom"),
            "- {scene: 2, shot: close up, cast: TOM_BEST}\n",
            "Place `TOM_BEST` instead of `TOM` there.",
            id="a tag that scenes place",
        ),
        pytest.param(
            TOM
            + picture("TOM", "character", OLD_FACE)
            + picture("TOM_FACE", "character", NEW_FACE),
            "",
            "If it is, give that picture the tag `TOM`.",
            id="a face that nothing joins",
        ),
    ],
)
def test_a_better_face_under_another_tag_is_reported_with_what_sends_it(
    assets: str, more_scenes: str, hint: str, tmp_path: Path
) -> None:
    scenes = IN_A_CLOSE_UP + more_scenes
    found = film_of(tmp_path, f"pictures:\n{assets}", scenes)
    (about,) = [each for each in found if each.code == "F393"]
    assert about.hint == hint
    assert "(quality 5) goes in scene 1, and not the better face crop" in about.what
    followed = re.sub("tag: TOM_(BEST|FACE)", "tag: TOM", assets)
    if hint.startswith("Place"):
        followed = assets
        scenes = scenes.replace("cast: TOM}", "cast: TOM_BEST}")
    assert "F393" not in {each.code for each in film_of(tmp_path, f"pictures:\n{followed}", scenes)}
    film, _ = read_film(tmp_path)
    assert film is not None
    pool = film.pool()
    for read in film.read_scenes():
        assert read.scene is not None
        sent = [asset.id for asset in load_rules().select(read.scene, pool).assets]
        assert sent[0] == "new"


def test_a_face_that_belongs_to_nobody_is_named_where_somebody_lacks_one(tmp_path: Path) -> None:
    assets = f"pictures:\n{TOM}{picture('TOM_FACE', 'character', NEW_FACE)}"
    (about,) = [each for each in film_of(tmp_path, assets, IN_A_CLOSE_UP) if each.code[:3] == "F38"]
    assert about.hint.endswith("is that face, give it the tag `TOM`: nothing joins them.")
    assert film_of(tmp_path, assets.replace("TOM_FACE", "TOM"), IN_A_CLOSE_UP) == []


@pytest.mark.parametrize(
    "assets",
    [
        pytest.param(
            TOM.replace("TOM", "TOM_ARMOUR").replace("id: tom", "id: armour")
            + picture("TOM_ARMOUR", "character", OLD_FACE)
            + TOM
            + picture("TOM_FACE", "character", NEW_FACE + ", cut_from: tom"),
            id="a face of another look",
        ),
        pytest.param(
            picture("TOM_ARMOUR", "character", "crop: face, quality: 5, id: old")
            + picture("TOM_ARMOUR_FACE", "character", NEW_FACE + ", cut_from: old"),
            id="a tag with one picture",
        ),
        pytest.param(
            TOM.replace("TOM", "TOM_ARMOUR")
            + picture("TOM_ARMOUR", "character", OLD_FACE.replace("5", "8.5"))
            + picture("TOM_ARMOUR_FACE", "character", NEW_FACE + ", cut_from: tom"),
            id="hardly better",
        ),
        pytest.param(
            TOM.replace("TOM", "TOM_ARMOUR")
            + picture("TOM_ARMOUR", "character", OLD_FACE)
            + picture(
                "TOM_ARMOUR_FACE", "character", NEW_FACE + ", cut_from: tom, labels: [draft]"
            ),
            id="a face that the rules ban",
        ),
    ],
)
def test_a_face_that_is_meant_to_stay_out_is_not_reported(assets: str, tmp_path: Path) -> None:
    scenes = IN_A_CLOSE_UP.replace("TOM", "TOM_ARMOUR")
    rules = "extends: default\nnever: [{name: drafts, label: draft, because: b}]\n"
    found = film_of(tmp_path, f"pictures:\n{assets}", scenes, rules)
    assert "F393" not in {each.code for each in found}


def as_assets(rows: Sequence[dict[str, Any]]) -> list[Asset]:
    return [Asset(**each) for each in rows]


def test_a_better_face_goes_where_its_tag_is_placed_by_the_naive_evaluator(tmp_path: Path) -> None:
    reported = 0
    for seed in range(FILMS):
        rng = random.Random(f"faces under other tags {seed}")
        folder = tmp_path / str(seed)
        assets, scenes = drawn_film(rng, folder)
        for tag in ("MARA", "TOM"):
            scored = {"quality_score": rng.randint(1, 10), "asset_type": "character"}
            number = len(assets)
            for more, its in ((0, tag), (1, tag), (2, f"{tag}_FACE")):
                face: dict[str, Any] = {"is_face_crop": more > 0, "manifest_tag": its, **scored}
                face["quality_score"] = rng.randint(1, 10)
                face["id"] = f"a{number + more}"
                if more and rng.random() < 0.7:
                    face["source_asset_id"] = f"a{number}"
                address = f"https://pictures.example/{number + more}.jpg"
                assets.append({**face, "reference_image_url": address})
        (folder / "assets.json").write_text(json.dumps(assets))
        drawn = rule_set(rng)
        film, _ = read_film(folder)
        assert film is not None
        checked = check_film_folder(folder, named=[compiled(drawn)], has_own=False)
        for problem in checked.problems:
            if problem.code != "F393":
                continue
            reported += 1
            worse, better, *_ = [each for each in names_in(problem.what) if "//" in each]
            (tag,) = set(re.findall("(?:instead of|the tag) `([^`]*)`", problem.hint))
            sent, missing = (
                next(nth for nth, each in enumerate(film.assets) if each.reference_image_url == url)
                for url in (worse, better)
            )
            other = film.assets[missing].manifest_tag
            answers = list(naive_answers(drawn, scenes, film.assets))
            going = [{pick.place for pick in answer.picks} for answer in answers]
            wrong = [
                nth for nth, picks in enumerate(going) if sent in picks and missing not in picks
            ]
            assert problem.scenes <= len(wrong), (seed, problem)
            retagged = [dict(each) for each in assets]
            retagged[missing]["manifest_tag"] = tag
            for advice in ("instead of", "the tag"):
                if advice in problem.hint:
                    helped = []
                    for nth in wrong:
                        film_then, pool_then = list(scenes), retagged
                        if advice == "instead of":
                            placed = json.dumps(scenes[nth]).replace(f'"{tag}"', f'"{other}"')
                            film_then[nth], pool_then = json.loads(placed), assets
                        answer = list(naive_answers(drawn, film_then, as_assets(pool_then)))[nth]
                        going_then = {pick.place for pick in answer.picks}
                        if missing in going_then and sent not in going_then:
                            helped.append(nth)
                    assert problem.scenes <= len(helped), (seed, advice, problem)
    assert reported > 2
