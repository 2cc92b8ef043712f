"""Better faces that do not go, because they have another tag (F393)."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from selector.model.asset import Asset
from selector.reading.film import read_film
from selector.reading.load import load_rules
from selector.review.film_checks import check_film_folder
from tests.choosing import compiled
from tests.drawn_films import FILMS, drawn_film, naive_answers, names_in
from tests.films_under_rules import film_of, picture
from tests.generate import rule_set

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
            "Place `TOM_BEST` instead of `TOM` in scene 1, or give the better one the tag `TOM`.",
            id="cut from a picture with the tag",
        ),
        pytest.param(
            TOM
            + picture("TOM", "character", OLD_FACE)
            + picture("TOM_BEST", "character", NEW_FACE + ", cut_from: tom"),
            "- {scene: 2, shot: close up, cast: TOM_BEST}\n",
            "Place `TOM_BEST` instead of `TOM` in scene 1.",
            id="a tag that scenes place",
        ),
        pytest.param(
            TOM
            + picture("TOM", "character", OLD_FACE)
            + picture("TOM_FACE", "character", NEW_FACE),
            "",
            "If it is, give the better one the tag `TOM`.",
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
    assert "(quality 5), not the better face crop" in about.what
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


def test_a_better_face_goes_as_the_rules_say_of_clean_references(tmp_path: Path) -> None:
    """Its clean reference is gone: only rules that send the original send it under another tag."""
    better = picture("TOM_FACE", "character", NEW_FACE)
    better = better.replace("id: new", "id: new, cleaned: {picture: gone.png}")
    assets = f"pictures:\n{TOM}{picture('TOM', 'character', OLD_FACE)}{better}"
    codes = {}
    for says in ("", "send_cleaned: never\n"):
        found = film_of(tmp_path, assets, IN_A_CLOSE_UP, f"extends: default\n{says}")
        codes[says] = "F393" in {each.code for each in found}
    assert codes == {"": False, "send_cleaned: never\n": True}


def test_a_face_that_belongs_to_nobody_is_named_where_somebody_lacks_one(tmp_path: Path) -> None:
    assets = f"pictures:\n{TOM}{picture('TOM_FACE', 'character', NEW_FACE)}"
    (about,) = [each for each in film_of(tmp_path, assets, IN_A_CLOSE_UP) if each.code[:3] == "F38"]
    assert about.hint.endswith("is that face, give it the tag `TOM`: nothing says so yet.")
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
