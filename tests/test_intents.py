"""Sentences of directors, each with a small film and what should go with its scenes (`tests/intents`).

They were written before any rules for them, and without the page of the rule language: they say what a director wants,
not what a rule can say. The rules in `tests/intents/rules` came later. This checks that each sentence can be read, that
what it expects is there to be sent, and that its rules send just that. `pytest -s -k how_many` prints how many can be
said, in how many lines.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from selector.engine.pool import AssetPool
from selector.model.asset import Asset
from selector.model.problem import Source
from selector.model.scene import Scene
from selector.reading.film import read_film
from selector.reading.load import load_rules
from selector.review.lint import check_rule_text
from tests.films import film_problems, write_film
from tests.yaml_files import loaded

FOLDER = Path(__file__).parent / "intents"
FILES = sorted(FOLDER.glob("*.yaml"))
RULES = FOLDER / "rules"
BASE = RULES / "base.yaml"
SAID = [RULES / file.name for file in FILES if (RULES / file.name).exists()]
"""The rules for each sentence that can be said."""
HEAD = ("# yaml-language-server:", "language:", "name:", "version:", "extends:")
"""The lines of a rule file that say nothing about pictures."""
AT_LEAST_SAID = 27
KEYS = ("sentence", "why", "film", "expected", "unchanged")
NEVER_PLACED = "F355"
"""The code of a picture that no scene uses: right for one that the sentence sends, wrong for any other."""
ONLY_HEARD = "F365"
"""The code of a speaker that no picture shows: right for a voice from a loudspeaker."""
BY_DEFAULT = "F367"
"""The code of a shot type that `default` serves: right where a sentence is about that shot."""


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


def sent(rules: Path, intent: Intent) -> dict[str, list[str]]:
    """The ids of what rules send with each scene."""
    scenes = intent.scenes.values()
    selections = load_rules(rules).select_many(scenes, intent.pool)
    ids = [[asset.id or "" for asset in selection.assets] for selection in selections]
    return dict(zip(intent.scenes, ids, strict=True))


def lines_of(rules: Path) -> int:
    """How many lines of rules it takes, beyond those that every file has."""
    written = rules.read_text("utf-8").splitlines()
    return sum(not line.startswith(HEAD) for line in written)


@pytest.fixture(params=FILES, ids=lambda file: file.stem)
def intent(request: pytest.FixtureRequest, tmp_path: Path) -> Intent:
    return read_intent(request.param, tmp_path)


def read_intent(file: Path, folder: Path) -> Intent:
    """A sentence, with its film written into a folder."""
    content = loaded(file.read_text("utf-8"))
    assert set(content) - {"unplaced"} == set(KEYS)
    folder = write_intent(folder, content["film"])
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
    assert [
        each for each in problems if each.code not in {NEVER_PLACED, ONLY_HEARD, BY_DEFAULT}
    ] == []
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


@pytest.mark.parametrize("file", SAID, ids=lambda file: file.stem)
def test_the_rules_for_a_sentence_send_what_it_expects(file: Path, tmp_path: Path) -> None:
    intent = read_intent(FOLDER / file.name, tmp_path)
    assert sent(file, intent) == intent.expected


def test_where_a_sentence_changes_nothing_the_habits_send_what_it_expects(intent: Intent) -> None:
    habits = sent(BASE, intent)
    assert {number: habits[number] for number in intent.unchanged} == {
        number: intent.expected[number] for number in intent.unchanged
    }
    assert habits != intent.expected


@pytest.mark.parametrize("file", sorted(RULES.glob("*.yaml")), ids=lambda file: file.stem)
def test_nothing_is_wrong_with_the_rules_for_a_sentence(file: Path) -> None:
    rules, problems = check_rule_text(Source(name=str(file), text=file.read_text("utf-8")), RULES)
    assert rules is not None
    assert problems == ()
    if file != BASE:
        assert rules.rule_set.extends is not None
        assert rules.rule_set.extends.value == BASE.name


def test_how_many_sentences_can_be_said_and_the_readme_says_why_the_others_cannot() -> None:
    lines = list(map(lines_of, SAID))
    in_one = sum(count == 1 for count in lines)
    print(  # noqa: T201  # with `-s` this is what the test is for
        f"{len(SAID)} of {len(FILES)} sentences said in {sum(lines)} lines, {in_one} of them in one;"
        f" the habits take {lines_of(BASE)}."
    )
    assert len(SAID) >= AT_LEAST_SAID
    readme = (FOLDER / "README.md").read_text("utf-8")
    listed = set(re.findall(r"^\| `(\d\d_\w+)` \|", readme, re.MULTILINE))
    assert listed == {file.stem for file in FILES} - {file.stem for file in SAID}
    assert {file.name for file in RULES.glob("*.yaml")} == {
        BASE.name,
        *(file.name for file in SAID),
    }
