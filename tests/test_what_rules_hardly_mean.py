"""What rules say and hardly mean: each warning is true of scenes that are chosen for, and sound rules stay silent."""

from __future__ import annotations

import copy
import json
import random
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from selector.engine.manifest import read_manifest
from selector.engine.pool import AssetPool
from selector.engine.rules import Rules
from selector.model.film_so_far import FilmSoFar
from selector.model.problem import Problem
from selector.reading.load import load_rules
from selector.review.film_checks import check_film_folder
from selector.review.lint import lint
from selector.review.rules_in_film import RulesInFilm
from tests.drawn_scenes import scene
from tests.films import write_film
from tests.generate import rule_set
from tests.long import many
from tests.pools import build, pool
from tests.test_lint_of_lists import HEAD, entry, rules_of

FILES = many(12, 3_000)
WHO: dict[str, Any] = {"priorities": [entry("who", role="subject")]}
TWICE = [entry("a-view", type="character"), entry("another", type="character")]
FACES = {
    "pictures_each": ["face", "full"],
    "priorities": [entry("the-face", role="subject", crop="face")],
}
SICK = entry("sick", of="Mara", label="healthy", when={"scenes": {"from": 40, "to": 52}})


def told(code: str, content: dict[str, Any]) -> list[Problem]:
    """The warnings with one code about some rules."""
    whole = {**HEAD, "shots": {"default": WHO}, **content}
    return [problem for problem in sorted(lint(rules_of(whole))) if problem.code == code]


# ---- R276: a face that goes although full pictures are preferred


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


# ---- R277: a ban for a stretch of scenes without its other half


@pytest.mark.parametrize(
    ("ban", "half"),
    [
        (SICK, "of: Mara, not: {label: healthy}, when: {not: {scenes: {from: 40, to: 52}}}"),
        (
            entry("x", of=["Mara", "MARA_2"], label="a", when={"scenes": {"after": 3, "before": "she wakes"}}),
            "of: [Mara, MARA_2], not: {label: a}, when: {not: {scenes: {after: 3, before: she wakes}}}",
        ),
        (
            entry("x", of="Mara", crop="full", **{"not": {"label": "wet"}}, when={"scenes": 12}),
            "of: Mara, label: wet, when: {not: {scenes: 12}}",
        ),
        (
            entry("x", of="Mara", label=["dry", "no: coat"], when={"scenes": [12, "13A"]}),
            'of: Mara, not: {label: [dry, "no: coat"]}, when: {not: {scenes: [12, "13A"]}}',
        ),
        (
            entry("x", of="Mara", any_of=[{"label": "a"}, {"label": "b"}], when={"scenes": 12}),
            "of: Mara, not: {label: [a, b]}, when: {not: {scenes: 12}}",
        ),
    ],
)  # fmt: skip
def test_a_ban_for_a_stretch_is_told_with_its_other_half(ban: dict[str, Any], half: str) -> None:
    for content in ({"never": [ban]}, {"shots": {"default": {**WHO, "never": [ban]}}}):
        (problem,) = told("R277", content)
        whole = f"{{name: not-{ban['name']}, {half}, because: …}}"
        assert f"`{whole}`" in problem.hint
        assert told("R277", {"never": [ban, yaml.safe_load(whole)]}) == []


OTHERS: list[dict[str, Any]] = [
    {"never": [entry("well", of="mara", label="sick")]},
    {"never": [entry("well", of="Mara", picture="MARA_SICK", when={"note": "well"})]},
    {"never": [entry("well", of="MA*", label="sick", when={"scenes": {"before": 40}})]},
    {"never": [entry("well", of="MARA_VOSS", label="sick", when={"not": {"scenes": {"from": 40, "to": 52}}})]},
    {"never": [entry("well", label="sick", when={"not": {"scenes": {"from": 40, "to": 52}}})]},
    {"prefer": [{"label": "healthy"}]},
    {"prefer": [{"matches": "wardrobe"}]},
    {"prefer": ["face", {"of": "Mara", "label": "tired"}]},
    {"first": [entry("healthy", of="Mara", label="healthy", at_most=1)]},
    {"pin": [entry("this-one", of="Mara", picture="MARA_SICK", when={"note": "night"})]},
    {"shots": {"default": {"prefer": {"label": "healthy"}, **WHO}}},
    {"shots": {"default": {"priorities": [entry("w", role="subject", prefer={"label": "healthy"})]}}},
    {"scenes": {"60": {"prefer": {"of": "Mara", "label": "sick"}}}},
]  # fmt: skip
"""What says which of two looks goes in other scenes."""


@pytest.mark.parametrize("other", OTHERS)
def test_a_stretch_whose_other_half_may_be_said_is_not_told(other: dict[str, Any]) -> None:
    never = [SICK, *other.get("never", ())]
    assert told("R277", {**other, "never": never}) == []


@pytest.mark.parametrize(
    "ban",
    [
        entry("away", of="Mara", when={"scenes": {"from": 40, "to": 52}}),
        entry("face", of="Mara", crop="face", when={"scenes": {"from": 40, "to": 52}}),
        entry("open", of="Mara", label="lit", when={"scenes": {"after": "the oil runs out"}}),
        entry("until", of="Mara", label="torn", when={"scenes": {"before": 40}}),
        entry("nobody", label="draft", when={"scenes": {"from": 40, "to": 52}}),
        entry("shot", of="Mara", label="dry", when={"scenes": [3], "shot": "default"}),
        entry("always", of="Mara", label="dry"),
    ],
)
def test_a_ban_that_is_about_no_two_looks_or_no_closed_stretch_is_not_told(
    ban: dict[str, Any],
) -> None:
    assert told("R277", {"never": [ban]}) == []


@pytest.mark.parametrize(
    "other",
    [
        {"never": [entry("drafts", label="draft")]},
        {"never": [entry("more", of="Mara", label="smiling", when={"scenes": {"from": 40, "to": 52}})]},
        {"prefer": [{"of": "Otto", "label": "old"}, {"label": "from behind"}, "cleaned"]},
    ],
)  # fmt: skip
def test_what_is_said_of_somebody_else_or_of_the_same_scenes_is_no_other_half(
    other: dict[str, Any],
) -> None:
    never = [SICK, *other.get("never", ())]
    assert [each.at.line for each in told("R277", {**other, "never": never})] == [1]


def test_two_half_stretches_of_two_people_are_both_told() -> None:
    wet = entry("wet", of="Otto", label="dry", when={"scenes": {"from": 12, "to": 15}})
    assert len(told("R277", {"never": [SICK, wet]})) == 2


def test_outside_a_stretch_that_is_told_the_two_looks_may_change_places() -> None:
    """Which of two pictures goes does not depend on which of them is the one with the look of the stretch."""
    rng = random.Random(32)
    at_top = [{}, {}, *(each for each in OTHERS if each.keys().isdisjoint({"shots", "scenes"}))]
    count = 0
    for _ in range(FILES):
        content = rule_set(rng, with_edits=False)
        content |= rng.choice(at_top)
        label = rng.choice(["night", "healthy", "healthy"])
        half = SICK | {"name": "half", "label": label}
        content["never"] = [half, *content.get("never", ())]
        rules = rules_of(content)
        if not any(each.code == "R277" and "`half`" in each.what for each in lint(rules)):
            continue
        sketches = pool(rng)
        for _ in range(3):
            manifest = scene(rng, content, sketches)
            manifest["scene_index"] = rng.choice([7, 39, 53])
            manifest["placements"].insert(0, {"asset_tag": "MARA", "role": "subject"})
            here, there = (
                rules.select(manifest, [*two_looks(labels), *build(sketches)]).places
                for labels in ((label, "sick"), ("sick", label))
            )
            assert here == there, content
            count += 1
    assert count > FILES // 10


def two_looks(labels: tuple[str, str]) -> list[dict[str, Any]]:
    """Two pictures of Mara that only their labels tell apart."""
    return [
        {
            "id": f"look-{nth}",
            "manifest_tag": "MARA",
            "asset_type": "CHARACTER",
            "user_tags": [label],
        }
        for nth, label in enumerate(labels)
    ]


# ---- F371 to F373: the same of a film


def in_film(
    content: dict[str, Any], assets: list[dict[str, Any]], scenes: list[dict[str, Any]]
) -> list[Problem]:
    """What is told of rules and their film."""
    return watched(rules_of({**HEAD, "shots": {"default": WHO}, **content}), assets, scenes)


def watched(rules: Rules, assets: list[Any], scenes: list[dict[str, Any]]) -> list[Problem]:
    film = AssetPool(assets)
    watching = RulesInFilm(rules, film)
    so_far = FilmSoFar()
    for each in scenes:
        selection = rules.select(read_manifest(each), film, earlier=so_far)
        so_far = selection.comes_after(so_far)
        watching.look_at(selection)
    return list(watching.problems())


def picture(tag: str, **values: Any) -> dict[str, Any]:
    return {"manifest_tag": tag, "asset_type": "CHARACTER", "id": tag.lower(), **values}


MIA = [
    picture("MIA", individual="Mia"),
    picture("MIA", individual="Mia", id="mia-side"),
    picture("MIA_FACE", individual="Mia", is_face_crop=True),
    picture("COMPASS", asset_type="PROP"),
]


@pytest.mark.parametrize(
    ("ban", "says"),
    [
        ({"picture": "mia-side"}, "`picture: mia-side` names one of 3 pictures of `Mia`"),
        ({"picture": "MIA"}, "`picture: MIA` names 2 of 3 pictures of `Mia`"),
        ({"picture": "MIA_*"}, "`picture: MIA_*` names one of 3 pictures of `Mia`"),
        ({"picture": ["COMPASS", "MIA"]}, "`picture: MIA` names 2 of 3 pictures of `Mia`"),
        ({"picture": "MIA*"}, ""),
        ({"picture": "COMPASS"}, ""),
        ({"picture": "MIA_FACE", "of": "Mia"}, ""),
        ({"picture": ["MIA_FACE", "mia-side"]}, ""),
        ({"picture": "nobody"}, ""),
        ({"of": "Mia"}, ""),
    ],
)
def test_a_ban_on_one_of_several_pictures_is_told(ban: dict[str, Any], says: str) -> None:
    wanted = [f"{says}, and does not exclude the others."] if says else []
    assert [each.what for each in in_film({"never": [entry("x", **ban)]}, MIA, [])] == wanted
    shot = {"default": {**WHO, "never": [entry("x", **ban)]}}
    assert [each.what for each in in_film({"shots": shot}, MIA, [])] == wanted


CREW = [
    *MIA,
    picture("CREW", individual="Crew", id="pictures/crew.jpg"),
    picture("TOM", individual="Tom", id="pictures/tom.jpg"),
    picture("TOM_THEN", individual="Tom", id="pictures/crew-tom.jpg"),
    picture("MIA_THEN", individual="Mia", id="pictures/crew-mia.jpg"),
    picture("WE", individual="Tom", id="we-tom"),
    picture("WE", individual="Mia", id="we-mia"),
]


@pytest.mark.parametrize(
    "names",
    [
        "pictures/crew-*.jpg",
        ["pictures/crew.jpg", "pictures/crew-*.jpg"],
        ["pictures/crew-tom.jpg", "pictures/crew-mia.jpg"],
        "*_THEN",
        "WE",
    ],
)
def test_pictures_of_several_people_are_meant_where_they_are_named_by_id_or_pattern(
    names: str | list[str],
) -> None:
    assert in_film({"never": [entry("x", picture=names)]}, CREW, []) == []


def test_a_tag_among_others_is_told_to_go_into_a_ban_of_its_own() -> None:
    (problem,) = in_film({"never": [entry("x", picture=["COMPASS", "TOM"])]}, CREW, [])
    assert problem.hint == (
        "Take it out of this list, and write a ban of its own: with `of: Tom` to exclude them all,"
        " or with `of: Tom` and `picture: TOM` if only this picture is meant."
    )
    both = [[entry("y", of="Tom")], [entry("y", of="Tom", picture="TOM")]]
    for own in both:
        assert in_film({"never": [entry("x", picture="COMPASS"), *own]}, CREW, []) == []


@pytest.mark.parametrize("key", ["pin", "first", "limits"])
def test_one_picture_is_meant_where_it_is_asked_for(key: str) -> None:
    more = {"at_most": 1} if key == "limits" else {}
    assert in_film({key: [entry("x", picture="mia-side", **more)]}, MIA, []) == []


PLACES = [picture(tag, asset_type="ENVIRONMENT") for tag in ("KILN", "YARD", "ROAD")]


def placed(number: int, shot: str = "medium", **roles: str) -> dict[str, Any]:
    placements = [{"asset_tag": tag, "role": role} for tag, role in roles.items()]
    return {
        "scene_index": number,
        "composition": {"shot_type": shot},
        "placements": placements,
    }


BEHIND = [
    placed(1, KILN="background"),
    placed(2, "insert", YARD="background"),
    placed(3, KILN="background"),
]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ({"first": [entry("x", role="environment")]}, "2 places"),
        ({"first": [entry("x", crop="full", **{"not": {"role": "environment"}})]}, "2 places"),
        ({"never": [entry("x", role=["environment", "prop"])]}, "2 places"),
        ({"pin": [entry("x", role="environment", when={"shot": "insert"})]}, "a place: `YARD` in scene 2"),
        ({"scenes": {"3": {"limits": [entry("x", role="environment", at_most=1)]}}}, "a place: `KILN` in scene 3"),
        (
            {"shots": {"insert": {"priorities": [entry("x", role="environment")]}, "default": WHO}},
            "a place: `YARD` in scene 2",
        ),
        ({"scenes": {"4": {"limits": [entry("x", role="environment", at_most=1)]}}}, ""),
        ({"first": [entry("x", role=["environment", "background"])]}, ""),
        ({"first": [entry("x", role="environment", type="environment")]}, ""),
        ({"first": [entry("x", type="environment")]}, ""),
        ({"first": [entry("x", role="environment"), entry("y", role="background")]}, ""),
        ({"first": [entry("x", role="environment"), entry("y", type=["environment", "prop"])]}, ""),
    ],
)  # fmt: skip
def test_places_that_are_placed_as_background_are_told(content: dict[str, Any], says: str) -> None:
    says = says.replace(
        "2 places", "2 places that scenes place as `background`, such as `KILN` in scene 1"
    )
    says = says.replace("a place:", "a place that a scene places as `background`:")
    wanted = [f"`role: environment` does not include {says}."] if says else []
    assert [each.what for each in in_film(content, PLACES, BEHIND)] == wanted


def test_somebody_in_the_background_is_no_place() -> None:
    behind = [placed(1, ADA="background")]
    assert in_film({"first": [entry("x", role="environment")]}, [picture("ADA")], behind) == []


PLACES_FIRST = {"order": [{"role": "environment"}, "quality"]}
ALL = entry("all", type=["environment", "character"])
ANY_PLACE = entry("x", type="environment")


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        ({"first": [ALL | PLACES_FIRST]}, ["F372"]),
        ({"first": [ALL | PLACES_FIRST | {"first_appearance": True}]}, ["F372"]),
        ({"limits": [ALL | PLACES_FIRST | {"at_least": 1}]}, ["F372"]),
        ({"first": [ALL | {"prefer": PLACES_FIRST["order"][:1]}]}, ["F372"]),
        ({"first": [ALL], **PLACES_FIRST}, ["F372"]),
        ({"first": [ALL], "scenes": {"3": PLACES_FIRST}}, ["F372"]),
        ({"first": [ANY_PLACE | PLACES_FIRST]}, []),
        ({"first": [ANY_PLACE | {"prefer": PLACES_FIRST["order"][:1]}]}, []),
        ({"first": [ANY_PLACE], **PLACES_FIRST}, []),
        ({"first": [entry("x", type="character") | PLACES_FIRST]}, []),
        (PLACES_FIRST, []),
        ({"shots": {"default": {**WHO, **PLACES_FIRST}}}, []),
    ],
)
def test_what_comes_first_is_told_only_where_a_place_and_something_else_are_sorted(
    content: dict[str, Any], codes: list[str]
) -> None:
    cast = [*PLACES, picture("ADA"), picture("BO")]
    scenes = [placed(3, KILN="background", ADA="subject", BO="prop")]
    assert [each.code for each in in_film(content, cast, scenes)] == codes


def test_what_comes_first_in_another_file_is_not_told() -> None:
    house = {**HEAD, "first": [ALL], **PLACES_FIRST, "shots": {"default": WHO}}
    own = {**HEAD, "extends": "house.yaml"}
    rules = load_rules(text=json.dumps(own), parents={"house.yaml": json.dumps(house)})
    cast = [*PLACES, picture("ADA")]
    scenes = [placed(3, KILN="background", ADA="subject")]
    assert watched(rules, cast, scenes) == []
    assert watched(rules_of(house), cast, scenes)


def test_a_film_with_places_in_their_own_role_is_not_told() -> None:
    scenes = [
        placed(1, KILN="environment"),
        placed(2, KILN="environment", ROAD="background"),
        placed(3, YARD="subject"),
    ]
    assert in_film({"first": [entry("x", role="environment")]}, PLACES, scenes) == []


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
