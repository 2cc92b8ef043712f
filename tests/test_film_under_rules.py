"""What rules do to a film: each finding, what only looks like one, and that all are true by the naive evaluator."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from selector.reading.film import read_film
from selector.review.film_checks import check_film_folder
from tests.choosing import compiled
from tests.drawn_films import FILMS, TAGS, drawn_film, naive_answers, names_in
from tests.films_under_rules import HALL, LAMP, MARA, PEOPLE, film_of, picture, said
from tests.generate import rule_set


@pytest.mark.parametrize(
    ("assets", "scenes", "rules", "expected"),
    [
        pytest.param(
            MARA,
            "- {scene: 4, shot: close up, cast: [{MARA: background}]}\n",
            "extends: default\n",
            "F381 Nothing is sent with scene 4 (shot rule `close_up`): `MARA` is placed as `background`, and no"
            " priority asks for it: the nearest, `subject-full`, asks for the role `subject`.",
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
            "F384 No priority that this film uses asks for the type `environment`: `HALL` is placed in scenes 1 and 2"
            " and never sent.",
            id="no place",
        ),
        pytest.param(
            MARA + LAMP + HALL,
            "- {scene: 1, shot: wide, cast: [MARA], place: HALL, props: [LAMP]}\n",
            "references: 2\nshots: {default: {priorities: [{name: a, type: character, because: b}, {name: c, type:"
            " environment, because: b}, {name: d, type: prop, because: b}]}}\n",
            "F383 `LAMP` is placed in scene 1 as `prop`, and never sent: in `default`, both references are taken by"
            " `a` and `c`.",
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
            "".join(
                f"- {{scene: {n}, shot: wide, cast: [MARA], place: HALL}}\n" for n in (1, 2, 3)
            ),
            "extends: default\nnever: [{name: nobody, of: MARA, because: b}]\n"
            "scenes: {2: {pin: [{of: MARA, because: b}]}}\n",
            "F388 `of MARA` changes nothing in this film: the ban `nobody` excludes what it asks for.",
            id="a pin that a ban blocks",
        ),
        pytest.param(
            MARA + HALL,
            "".join(
                f"- {{scene: {n}, shot: wide, cast: [MARA], place: HALL}}\n" for n in (1, 2, 3)
            ),
            "extends: default\nnever: [{name: nobody, of: MARA, because: b}]\n"
            "scenes: {2: {pin: [{of: MARA, because: b}, {of: HALL, because: b}]}}\n",
            "F388 `of HALL` changes nothing in this film: without it, the same pictures are sent.",
            id="a pin beside one that a ban blocks",
        ),
        pytest.param(
            MARA + HALL + LAMP,
            "".join(
                f"- {{scene: {n}, shot: wide, cast: [MARA], place: HALL}}\n" for n in (1, 2, 3)
            ),
            "extends: default\nscenes: {2: {pin: [{of: LAMP, because: b}]}}\n",
            "F388 `of LAMP` changes nothing in this film: without it, the same pictures are sent.",
            id="a pin of what is not placed",
        ),
        pytest.param(
            MARA + HALL,
            "- {scene: 1, title: Mara at the window, shot: close up, place: HALL}\n",
            "extends: default\n",
            "F385 The title names `MARA`, but the scene does not place them, so no picture of them is sent.",
            id="named in the title",
        ),
        pytest.param(
            MARA + LAMP,
            "- {scene: 1, shot: wide, looks_at: the lamp, cast: [MARA]}\n",
            "extends: default\n",
            "F385 The focal point names `LAMP`, but the scene does not place it, so no picture of it is sent.",
            id="a thing in the focal point",
        ),
    ],
)
def test_a_finding_says_what_and_where(
    assets: str, scenes: str, rules: str, expected: str, tmp_path: Path
) -> None:
    assert expected in said(film_of(tmp_path, f"pictures:\n{assets}", scenes, rules))


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
