"""How much a film may hold: what lies at a limit is read, and what lies one step beyond it is refused."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from selector.model.scene_number import LONGEST
from selector.reading.films import film_text
from selector.reading.films.film_text import YAML_LIMITS, read_document
from selector.reading.text.json_text import JSON_LIMITS, LINE_LIMITS
from tests.films import film_problems, json_lines, manifest, write_film
from tests.long import many
from tests.steps import lines_run


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A limit of a film's file: a text that holds just so much of what is counted, and the code of what holds more."""

    file: str
    text: Callable[[int], str]
    most: int
    code: str


def scene_with(declared: str, number: int = 1) -> str:
    """A scene whose declarations are this text; nobody reads them."""
    return json.dumps({**manifest(number), "new_asset_declarations": "…"}).replace(
        '"\\u2026"', declared
    )


def numbered(digits: int) -> str:
    return json.dumps(manifest(int("7" * digits)))


def numbered_by_text(letters: int) -> str:
    return json.dumps({**manifest(), "scene_index": "x" * letters})


def padded_scenes(size: int) -> str:
    text = f"[{scene_with('[]')}]"
    return text + "#".rjust(size - len(text))


def padded_scene(size: int) -> str:
    text = scene_with('"x"')
    return text.replace('"x"', f'"{"x" * (size + 1 - len(text))}"') + "\n"


def padded_asset(size: int) -> str:
    text = json.dumps({"manifest_tag": "WREN", "asset_type": "CHARACTER", "embedding": ""})
    return f'{text[:-2]}{"x" * (size - len(text))}"}}\n'


def nested(depth: int) -> str:
    """A scene in which declarations lie so deep, itself at 1."""
    return scene_with("[" * (depth - 1) + "]" * (depth - 1))


def values_in_yaml(count: int) -> str:
    """A scene of so many values, its keys among them: those of `manifest` are 16."""
    return scene_with("[" + ",".join(["0"] * (count - 16)) + "]")


def values_in_json(count: int) -> str:
    """A list of one scene, of so many values, keys not among them: those of `manifest` are 10."""
    return "[" + scene_with("[" + ",".join(["0"] * (count - 10)) + "]") + "]"


MOST_IN_YAML = many(3_000, YAML_LIMITS.nodes)
LIMITS = {
    "digits of a scene number in YAML": Limit(
        file="scenes.yaml", text=numbered, most=LONGEST, code="F308"
    ),
    "digits of a scene number in JSON": Limit(
        file="scenes.jsonl", text=numbered, most=LONGEST, code="F308"
    ),
    "letters of a scene number": Limit(
        file="scenes.yaml", text=numbered_by_text, most=LONGEST, code="F308"
    ),
    "bytes of YAML": Limit(
        file="scenes.yaml", text=padded_scenes, most=YAML_LIMITS.size, code="Y103"
    ),
    "values in YAML": Limit(
        file="scenes.yaml", text=values_in_yaml, most=MOST_IN_YAML, code="Y109"
    ),
    "levels of YAML": Limit(file="scenes.yaml", text=nested, most=YAML_LIMITS.depth, code="Y108"),
    "values in JSON": Limit(
        file="scenes.json", text=values_in_json, most=JSON_LIMITS.nodes, code="Y109"
    ),
    "levels of JSON": Limit(file="scenes.json", text=nested, most=JSON_LIMITS.depth, code="Y108"),
    "bytes of a line of scenes": Limit(
        file="scenes.jsonl", text=padded_scene, most=LINE_LIMITS.size, code="F309"
    ),
    "bytes of a line of assets": Limit(
        file="assets.jsonl", text=padded_asset, most=LINE_LIMITS.size, code="F309"
    ),
    "levels of a line": Limit(
        file="scenes.jsonl", text=nested, most=LINE_LIMITS.depth, code="Y108"
    ),
}


def problems_with(limit: Limit, count: int, folder: Path) -> list[str]:
    found = film_problems(write_film(folder, {limit.file: limit.text(count)}))
    assert all(problem.hint for problem in found)
    return [problem.code for problem in found if problem.severity == "error"]


@pytest.fixture(autouse=True)
def _fewer_values_in_yaml(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many as are allowed are read for more than a second, in each of two tests."""
    fewer = replace(YAML_LIMITS, nodes=MOST_IN_YAML)
    monkeypatch.setattr(film_text, "YAML_LIMITS", fewer)


@pytest.mark.parametrize("name", LIMITS)
def test_a_film_at_its_limits_is_read(name: str, tmp_path: Path) -> None:
    assert problems_with(LIMITS[name], LIMITS[name].most, tmp_path) == []


@pytest.mark.parametrize("name", LIMITS)
def test_a_film_beyond_a_limit_is_refused(name: str, tmp_path: Path) -> None:
    assert problems_with(LIMITS[name], LIMITS[name].most + 1, tmp_path) == [LIMITS[name].code]


def test_a_line_that_is_too_long_does_not_keep_the_others_from_being_read(tmp_path: Path) -> None:
    lines = padded_scene(LINE_LIMITS.size + 1) + json_lines(manifest(2), manifest(2))
    found = film_problems(write_film(tmp_path, {"scenes.jsonl": lines}))
    assert [(problem.code, problem.at.line) for problem in found] == [
        ("F309", 1),
        ("F310", 2),
        ("F310", 3),
    ]


@pytest.mark.parametrize("was_on", [True, False])
def test_the_collector_is_as_it_was_once_a_document_is_read(
    tmp_path: Path, *, was_on: bool
) -> None:
    good, broken = tmp_path / "good.json", tmp_path / "broken.yaml"
    good.write_text("[]", encoding="utf-8")
    broken.write_text("a: [", encoding="utf-8")
    before = gc.isenabled()
    try:
        (gc.enable if was_on else gc.disable)()
        for file in (good, broken):
            read_document(file)
            assert gc.isenabled() is was_on
    finally:
        (gc.enable if before else gc.disable)()


@pytest.mark.parametrize("wrong", ["notes", "placements"])
def test_a_line_with_many_problems_is_read_again_only_once(tmp_path: Path, wrong: str) -> None:
    def work(count: int) -> int:
        line = manifest(1)
        if wrong == "notes":
            line["continuity_notes"] = [7] * count
        else:
            line["placements"] = [{"asset_tag": "NOBODY", "role": "subject"}] * count
        film = write_film(tmp_path / f"{wrong}-{count}", {"scenes.jsonl": json_lines(line)})
        return lines_run(lambda: film_problems(film))

    work(10)
    few, more = work(150), work(300)
    assert more < 2.5 * few
