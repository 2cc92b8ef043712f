"""What is told of rules that say what they hardly mean, alone and with a film of a few scenes."""

from __future__ import annotations

from typing import Any

from selector.engine.manifest import read_manifest
from selector.engine.pool import AssetPool
from selector.engine.rules import Rules
from selector.model.film_so_far import FilmSoFar
from selector.model.problem import Problem
from selector.review.lint import lint
from selector.review.rules_in_film import RulesInFilm
from tests.test_lint_of_lists import HEAD, entry, rules_of

WHO: dict[str, Any] = {"priorities": [entry("who", role="subject")]}


def told(code: str, content: dict[str, Any]) -> list[Problem]:
    """The warnings with one code about some rules."""
    whole = {**HEAD, "shots": {"default": WHO}, **content}
    return [problem for problem in sorted(lint(rules_of(whole))) if problem.code == code]


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


def placed(number: int, shot: str = "medium", **roles: str) -> dict[str, Any]:
    placements = [{"asset_tag": tag, "role": role} for tag, role in roles.items()]
    return {
        "scene_index": number,
        "composition": {"shot_type": shot},
        "placements": placements,
    }
