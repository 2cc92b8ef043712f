"""A face that is sent although full pictures are preferred: each that is told is sent, and what is meant is silent."""

from __future__ import annotations

import copy
import random
import re
from pathlib import Path
from typing import Any

import pytest

from selector.review.film_checks import check_film_folder
from selector.review.lint import lint
from tests.drawn_scenes import scene
from tests.films import write_film
from tests.generate import rule_set
from tests.hardly_meant import MIA, WHO, in_film, picture, placed, told, watched
from tests.long import many
from tests.pools import build, pool
from tests.test_lint_of_lists import entry, rules_of

FILES = many(12, 3_000)
TWICE = [entry("a-view", type="character"), entry("another", type="character")]
FACES = {
    "pictures_each": ["face", "full"],
    "priorities": [entry("the-face", role="subject", crop="face")],
}


@pytest.mark.parametrize(
    ("shots", "says"),
    [
        (
            {"a": {"prefer": "full", "pictures_each": 2, "priorities": TWICE}},
            "in `a`, `another` sends the face of a character placed as `subject`, beside the full picture",
        ),
        (
            {"a": {"prefer": "full", "priorities": [entry("both", role="prop", pictures_each=2)]}},
            "in `a`, `both` sends the face of a character placed as `prop`, beside the full picture",
        ),
        (
            {"a": {"priorities": [entry("both", role="subject", pictures_each=2, prefer="full")]}},
            "in `a`, `both` sends the face of a character placed as `subject`, beside the full picture",
        ),
        (
            {"face": FACES, "a": {"like": "face", "prefer": "full"}},
            "in `a`, `the-face` sends the face of a character placed as `subject`",
        ),
        (
            {
                "a": {
                    "prefer": [{"label": "x"}, "full"],
                    "pictures_each": 2,
                    "priorities": [entry("speaker", speaks=True), entry("again", focal_point=True)],
                }
            },
            "in `a`, `again` sends the face of a character placed as `subject`, beside the full picture",
        ),
    ],
)
def test_a_face_that_goes_although_full_pictures_are_preferred_is_told(
    shots: dict[str, Any], says: str
) -> None:
    (problem,) = told("R276", {"shots": {**shots, "default": WHO}})
    assert problem.what == f"`prefer: full` excludes no faces: {says}."


def test_one_prefer_for_several_shots_is_told_once() -> None:
    shots = {"a": {"pictures_each": 2, "priorities": TWICE}, "b": {"like": "a"}, "default": WHO}
    (problem,) = told("R276", {"prefer": "full", "shots": shots})
    assert "in `a`" in problem.what


@pytest.mark.parametrize(
    "shots",
    [
        {"a": {"prefer": "full", "priorities": TWICE}},
        {"a": {"prefer": ["full", "face"], "pictures_each": 2, "priorities": TWICE}},
        {"a": {"prefer": "face", "pictures_each": 2, "priorities": TWICE}},
        # Who writes the face beside it means it.
        {"a": {"prefer": "full", **FACES}},
        {"a": {"prefer": "full", "priorities": [entry("x", role="subject", pictures_each=["full", "face"])]}},
        {"face": FACES, "a": {"like": "face", "prefer": "full", "change": [entry("the-face", crop="face")]}},
        {
            "a": {
                "prefer": "full",
                "pictures_each": 2,
                "never": [entry("faces", crop="face")],
                "priorities": TWICE,
            }
        },
        # Nothing of somebody with two crops is asked for.
        {"a": {"prefer": "full", "pictures_each": 2, "priorities": [entry("x", type="prop"), entry("y", type="prop")]}},
        {"a": {"prefer": "full", "pictures_each": 2, "references": 0, "priorities": TWICE}},
    ],
)  # fmt: skip
def test_full_pictures_that_are_preferred_and_all_that_goes_are_not_told(
    shots: dict[str, Any],
) -> None:
    assert told("R276", {"shots": {**shots, "default": WHO}}) == []


FACE_SENT = re.compile(
    r"in `(.*)`, `(.*)` sends the face of a character placed as `(.*?)`(, beside)?"
)


def test_the_scene_that_is_told_sends_the_face_that_is_told() -> None:
    rng = random.Random(31)
    count = 0
    for _ in range(FILES):
        content = with_full_first(rule_set(rng, with_edits=False), rng)
        rules = rules_of(content)
        for problem in lint(rules):
            if problem.code != "R276":
                continue
            count += 1
            says = FACE_SENT.search(problem.what)
            assert says is not None
            shot, name, role, beside = says.groups()
            asset = {"manifest_tag": "MARA", "asset_type": "CHARACTER"}
            selection = rules.select(
                {
                    "composition": {"shot_type": shot, "focal_point": "MARA"},
                    "placements": [{"asset_tag": "MARA", "role": role}],
                    "dialogue_lines": [{"speaker_tag": "MARA"}],
                },
                [
                    {**asset, "quality_score": 8},
                    {**asset, "is_face_crop": True, "quality_score": 8},
                ],
            )
            faces = [pick for pick in selection.picks if pick.asset.get("is_face_crop")]
            assert name in [pick.priority.name for pick in faces]
            assert bool(beside) == (len(selection.picks) > len(faces))
    assert count > FILES // 10


def with_full_first(content: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    """The same rules where full pictures come first, here and there with two pictures of each."""
    content = copy.deepcopy(content)
    for shot in content["shots"].values():
        if rng.random() < 0.6:
            shot["prefer"] = "full"
        if rng.random() < 0.6:
            shot["pictures_each"] = 2
    return content


FACE_ONLY = [
    picture("BO", is_face_crop=True, individual="Bo"),
    picture("ADA", individual="Ada"),
    *MIA,
]
WITH_BO = [placed(4, BO="subject", ADA="prop"), placed(5, ADA="subject"), placed(6, BO="subject")]
FULL_FIRST = {"prefer": "full", **WHO}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ({"shots": {"default": FULL_FIRST}}, "who in 2 scenes, such as scene 4"),
        ({"prefer": "full"}, "who in 2 scenes, such as scene 4"),
        ({"first": [entry("x", of="Bo", prefer="full", when={"scenes": 6})]}, "x in scene 6"),
        ({"scenes": {"6": {"prefer": "full"}}}, "who in scene 6"),
        ({"pin": [entry("x", of="Mia", crop=["face", "full"], label="none", prefer="full")]}, ""),
        ({"prefer": "full", "shots": {"default": {"prefer": "face", **WHO}}}, ""),
        ({"prefer": ["full", "face"]}, ""),
        ({"prefer": "full", "never": [entry("faces", crop="face")]}, ""),
        ({"prefer": "full", "first": [entry("faces", role="subject", crop="face")]}, ""),
        ({"prefer": "cleaned"}, ""),
    ],
)  # fmt: skip
def test_faces_that_go_for_want_of_a_full_picture_are_told(
    content: dict[str, Any], says: str
) -> None:
    wanted = []
    if says:
        name, _, where = says.partition(" in ")
        sent = f"`default` sends a face crop of `Bo` (priority `{name}`)"
        wanted = [f"In {where}, {sent}: `prefer: full` does not exclude faces."]
    assert [each.what for each in in_film(content, FACE_ONLY, WITH_BO)] == wanted


def test_full_pictures_that_another_file_prefers_are_not_told() -> None:
    assert (
        in_film({"extends": "default", "shots": {}}, FACE_ONLY, [placed(1, "wide", BO="subject")])
        == []
    )
    film = [placed(1, "wide", BO="subject")]
    assert (
        len(
            in_film(
                {"extends": "default", "shots": {"wide_shot": {"prefer": "full"}}}, FACE_ONLY, film
            )
        )
        == 1
    )


ROOT = Path(__file__).parents[1]
FACE_IN_WIDE: dict[str, str | bytes] = {
    "assets.yaml": "pictures: [{picture: 'https://a.org/bo.png', tag: BO, type: character, crop: face}]\n",
    "scenes.yaml": "- {scene: 1, shot: wide, cast: [BO]}\n",
}


def in_film_with(folder: Path, rules: str) -> set[str]:
    """The codes of what is wrong with a film that sends a face in a wide shot, under rules of its own."""
    write_film(folder, {**FACE_IN_WIDE, "rules.yaml": rules})
    return {problem.code for problem in check_film_folder(folder).problems}


def test_what_comes_with_selector_is_not_reported_where_it_is_copied(tmp_path: Path) -> None:
    for file in (ROOT / "rules").rglob("*.yaml"):
        text = file.read_text("utf-8")
        if "language:" in text:
            found = in_film_with(tmp_path / file.stem, text)
            assert not found & {"F366", "F371", "F372", "F373", "F374"}, file
    own = (ROOT / "rules" / "default.yaml").read_text("utf-8")
    for old, new in (
        ("ws]", "ws, w]"),
        ("    prefer: full\n\n  default:", "    prefer: full  # no face\n\n  default:"),
    ):
        assert old in own
        assert "F373" in in_film_with(tmp_path / "own", own.replace(old, new))
    elsewhere = own.replace('about its subject"', 'about its hero"')
    assert "F373" not in in_film_with(tmp_path / "elsewhere", elsewhere)


FACE_IN_FILM = re.compile(
    r"In (?:(\d+) scenes, such as )?scene (\d+), `(.*)` sends a face crop of `(.*)` \(\w+ `(.*?)`\)"
)


def test_the_scenes_of_a_film_that_are_told_send_the_face_that_is_told() -> None:
    rng = random.Random(33)
    count = 0
    for _ in range(FILES):
        content = with_full_first(rule_set(rng, with_edits=False), rng)
        sketches = pool(rng)
        assets = build(sketches)
        scenes = [scene(rng, content, sketches) for _ in range(6)]
        for number, each in enumerate(scenes):
            each["scene_index"] = number
        rules = rules_of(content)
        for problem in watched(rules, assets, scenes):
            says = FACE_IN_FILM.search(problem.what)
            if problem.code != "F373" or says is None:
                continue
            count += 1
            _, where, shot, _, name = says.groups()
            selection = list(rules.select_many(scenes, assets))[int(where)]
            faces = [pick for pick in selection.picks if pick.facts.crop == "face"]
            assert name in [pick.priority.name for pick in faces]
            assert selection.shot == shot
    assert count > FILES // 20
