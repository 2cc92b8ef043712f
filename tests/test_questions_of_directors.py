"""What directors ask, as questions, each on a small film with what they expect to be sent (`tests/questions.yaml`).

They were written before any answer. This checks only that they can be relied on: no question stands twice, and what is
expected is a picture of a scene of the film. `docs/how.md` answers them, and `test_how` runs its answers.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.yaml_files import loaded

FILE = Path(__file__).with_name("questions.yaml")
READ: dict[str, Any] = loaded(FILE.read_text(encoding="utf-8"))
FILMS: dict[str, Any] = READ["films"]
QUESTIONS: list[dict[str, Any]] = READ["questions"]
GROUPS = {"who", "picture", "film", "shot", "left_out", "model"}
AT_LEAST = 70


def _ids(film: str) -> set[str]:
    assets = FILMS[film]["assets"]
    alone: list[dict[str, Any]] = assets["pictures"]
    of_individuals = [each["pictures"] for each in assets["individuals"].values()]
    pictures = [*alone, *(picture for each in of_individuals for picture in each)]
    return {picture["id"] for picture in pictures}


def test_there_are_enough_questions_of_each_group_and_none_is_asked_twice() -> None:
    asked = [each["ask"] for each in QUESTIONS]
    assert len(asked) >= AT_LEAST
    assert sorted(set(asked)) == sorted(asked)
    assert {each["group"] for each in QUESTIONS} == GROUPS


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda each: each["ask"])
def test_a_question_expects_pictures_of_its_film_in_scenes_of_its_film(
    question: dict[str, Any],
) -> None:
    assert set(question) == {"group", "ask", "film", "expected"}
    assert question["ask"].endswith("?")
    scenes = {str(each["scene_index"]) for each in FILMS[question["film"]]["scenes"]}
    ids = _ids(question["film"])
    assert question["expected"]
    for scene, expected in question["expected"].items():
        assert str(scene) in scenes
        assert expected
        assert set(expected) <= {"sent", "leads", "goes", "stays"}
        lists = (expected.get(key, []) for key in ("sent", "goes", "stays"))
        named = {picture for each in lists for picture in each}
        assert named | {expected.get("leads", next(iter(ids)))} <= ids
