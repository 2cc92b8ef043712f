"""Sentences of directors, each with a small film and what should go with its scenes (`tests/intents`).

They were written before any rules for them, and without the page of the rule language: they say what a director wants,
not what a rule can say. Until there are rules for them, this checks that each can be read and that what it expects is
there to be sent.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from selector.engine.pool import AssetPool
from selector.model.asset import Asset
from selector.model.scene import Scene
from selector.reading.film import read_film
from tests.films import film_problems, write_film

FOLDER = Path(__file__).parent / "intents"
FILES = sorted(FOLDER.glob("*.yaml"))
KEYS = ("sentence", "why", "film", "expected", "unchanged")
NEVER_PLACED = "F355"
"""The code of a picture that no scene uses: right for one that the sentence sends, wrong for any other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """A sentence, its film, and the ids of what should go with each scene, by the scene's number."""

    sentence: str
    why: str
    scenes: dict[str, Scene]
    pool: AssetPool[Asset]
    expected: dict[str, list[str]]
    unchanged: list[str]
    unplaced: list[str]
    folder: Path

    @property
    def ids(self) -> list[str]:
        return [asset.id or "" for asset in self.pool.assets]

    def placed(self, scene: Scene) -> set[str]:
        """The ids of all pictures of whom and what a scene places."""
        individuals = {
            individual
            for placement in scene.placements
            for individual in self.pool.individuals_of(placement.tag)
        }
        return {
            picture
            for picture, individual in zip(self.ids, self.pool.individuals, strict=True)
            if individual in individuals
        }


def with_address(picture: dict[str, Any]) -> dict[str, Any]:
    return {"picture": f"https://pictures.example/{picture['id']}.png", **picture}


def write_intent(folder: Path, film: dict[str, Any]) -> Path:
    """The film as a film folder; a picture without an address gets one made of its id."""
    assets = film["assets"]
    individuals = {
        name: {**individual, "pictures": [*map(with_address, individual["pictures"])]}
        for name, individual in assets.get("individuals", {}).items()
    }
    pictures = [*map(with_address, assets.get("pictures", []))]
    written = {"individuals": individuals, "pictures": pictures}
    files = {"assets.yaml": json.dumps(written), "scenes.yaml": json.dumps(film["scenes"])}
    return write_film(folder, files)


@pytest.fixture(params=FILES, ids=lambda file: file.stem)
def intent(request: pytest.FixtureRequest, tmp_path: Path) -> Intent:
    content = yaml.safe_load(request.param.read_text("utf-8"))
    assert set(content) - {"unplaced"} == set(KEYS)
    folder = write_intent(tmp_path, content["film"])
    film, problems = read_film(folder)
    assert film is not None, problems
    return Intent(
        sentence=content["sentence"],
        why=content["why"],
        scenes={str(scene.index): scene for scene, _ in film.usable_scenes()},
        pool=film.pool(),
        expected={str(number): ids for number, ids in content["expected"].items()},
        unchanged=[*map(str, content["unchanged"])],
        unplaced=content.get("unplaced", []),
        folder=folder,
    )


def test_there_are_thirty_sentences_numbered_from_one() -> None:
    assert [file.stem[:3] for file in FILES] == [f"{number:02}_" for number in range(1, 31)]


def test_a_sentence_and_its_reason_take_a_line_each(intent: Intent) -> None:
    for text in (intent.sentence, intent.why):
        assert text.strip(" \n") == text
        assert "\n" not in text


def test_a_film_is_small_and_nothing_is_wrong_with_it(intent: Intent) -> None:
    assert 2 <= len(intent.scenes) <= 6
    assert 4 <= len(intent.pool) <= 12
    problems = film_problems(intent.folder)
    assert [each for each in problems if each.code != NEVER_PLACED] == []
    placed = set().union(*map(intent.placed, intent.scenes.values()))
    assert set(intent.ids) - placed <= set(intent.unplaced)


def test_every_scene_has_its_pictures_and_some_but_not_all_go_without_the_sentence(
    intent: Intent,
) -> None:
    assert [*intent.expected] == [*intent.scenes]
    assert intent.unchanged
    assert set(intent.unchanged) < set(intent.scenes)


def test_what_is_expected_exists_and_is_placed_or_said_to_be_unplaced(intent: Intent) -> None:
    sent_unplaced: set[str] = set()
    for number, ids in intent.expected.items():
        assert len(set(ids)) == len(ids)
        assert set(ids) <= set(intent.ids)
        sent_unplaced |= set(ids) - intent.placed(intent.scenes[number])
    assert sent_unplaced == set(intent.unplaced)
