"""Whatever the files of a film hold, reading it ends in a film or in problems, without a traceback or endless work.

`SELECTOR_SOAK=1` tries many more.
"""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from selector.engine.pool import AssetPool
from selector.model.codes import CODES
from selector.reporting.problem_words import problems_text
from tests.films import ASSETS, film_and_problems, json_lines, manifest, write_film
from tests.long import many
from tests.mutate import damaged, mutants
from tests.steps import calls_made

MOST_CALLS = 32_000_000
"""What the largest files that may be read take; see `tests.steps` for what that comes to in seconds."""

HAND = (
    "individuals:\n  Wren: # the keeper\n    type: character\n    tag: WREN\n    pictures:\n"
    "      - {picture: pictures/wren.jpg, quality: 8.5, labels: [night]}\n"
    "      - {picture: pictures/face.jpg, crop: face, tag: FACE, cut_from: pictures/wren.jpg}\n"
    + ASSETS
)
PIPED: list[Any] = [
    {
        "id": 1,
        "manifest_tag": "WREN",
        "asset_type": "CHARACTER",
        "quality_score": 8.5,
        "reference_image_url": "a.png",
    },
    {
        "id": "2",
        "manifest_tag": "FACE",
        "asset_type": "CHARACTER",
        "is_face_crop": True,
        "source_asset_id": 1,
    },
]
SCENES: list[Any] = [
    manifest(1, "close_up", "WREN", "[FACE]"),
    manifest(2, "Two\N{EN DASH}Shot", "WREN"),
]
STORYBOARD = {
    "scenes": [{"scene_manifest": scene, "id": number} for number, scene in enumerate(SCENES)]
}
FILES = {
    "film.yaml": "title: The Lamplighter\ndescription: >\n  A keeper and\n  a storm.\n",
    "assets.yaml": HAND,
    "assets.json": json.dumps(PIPED, indent=1),
    "assets.jsonl": json_lines(*PIPED),
    "scenes.yaml": json.dumps(SCENES, indent=1),
    "scenes.json": json.dumps(STORYBOARD),
    "scenes.jsonl": json_lines(*SCENES),
    "scenes/1.yml": "scene_index: 1\ncomposition: {shot_type: wide}\nplacements:\n- asset_tag: WREN\n  role: subject\n",
}
KEYS = (
    "picture",
    "pictures",
    "individuals",
    "tag",
    "id",
    "cut_from",
    "scenes",
    "scene_manifest",
    "scene_index",
    "assets",
)
HAND_DATA: dict[str, Any] = {
    "individuals": {
        "Wren": {"type": "character", "tag": "WREN", "pictures": [{"picture": "pictures/wren.jpg"}]}
    },
    "pictures": [
        {"picture": "a.jpg", "id": "a", "tag": "A", "type": "prop", "cut_from": "pictures/wren.jpg"}
    ],
}
SOUND: dict[str, list[Any]] = {
    "assets": [PIPED, {"assets": PIPED}, HAND_DATA],
    "scenes": [SCENES, STORYBOARD, SCENES[0]],
    "film": [{"title": "A", "description": "B"}],
}


def survives(files: dict[str, str | bytes]) -> None:
    """The film is read and checked, its problems are put into words, and its pool is fit for choosing."""
    with tempfile.TemporaryDirectory() as name:
        folder = write_film(Path(name) / "film", files)
        film, problems = film_and_problems(folder)
        words = problems_text(problems[:50])
        assert {problem.code for problem in problems} <= CODES.keys()
        assert all(problem.at.file.startswith(str(folder)) for problem in problems)
        assert not [
            line for line in words.splitlines() if "None" in line and "None" not in str(files)
        ]
        words.encode()
        if film is not None:
            assert len(AssetPool(film.assets)) == len(film.assets)


@pytest.mark.parametrize("name", FILES)
def test_a_film_file_with_bytes_out_of_place_gives_a_film_or_problems(name: str) -> None:
    rng = random.Random(name)
    for _ in range(many(8, 4_000)):
        survives({name: damaged(FILES[name].encode(), rng)})


@pytest.mark.parametrize("kind", SOUND)
@pytest.mark.parametrize("suffix", ["yaml", "json", "jsonl"])
def test_a_film_file_with_values_out_of_place_gives_a_film_or_problems(
    kind: str, suffix: str
) -> None:
    for value in mutants(SOUND[kind], 1, KEYS, many(8, 4_000)):
        text = (
            json_lines(*value)
            if suffix == "jsonl" and isinstance(value, list)
            else json.dumps(value)
        )
        survives({f"{kind}.{suffix}": text})


PART = many(5, 1)
"""How much of a hostile film the ordinary run tries: a fifth."""
HOSTILE: dict[str, Callable[[], dict[str, str | bytes]]] = {
    "aliases in aliases": lambda: {
        "assets.yaml": "a: &a [x]\n"
        + "".join(f"b{n}: &b{n} [*a, *a, *a]\n" for n in range(500 // PART))
    },
    "100,000 brackets in YAML": lambda: {"scenes.yaml": "[" * (100_000 // PART)},
    "100,000 brackets in JSON": lambda: {
        "scenes.json": "[" * (100_000 // PART) + "]" * (100_000 // PART)
    },
    "100,000 brackets in one line": lambda: {
        "scenes.jsonl": '{"a":' * (100_000 // PART) + "1" + "}" * (100_000 // PART)
    },
    "a megabyte of one word": lambda: {"assets.yaml": "x" * (1_000_000 // PART)},
    "a megabyte in one key": lambda: {"assets.json": json.dumps({"x" * (1_000_000 // PART): 1})},
    "3,000 unknown keys": lambda: {
        "film.yaml": "".join(f"title{n}: 1\n" for n in range(3_000 // PART))
    },
    "3,000 keys of one picture": lambda: {
        "assets.yaml": "pictures:\n- {"
        + ", ".join(f"tag{n}: a" for n in range(3_000 // PART))
        + "}\n"
    },
    "a number of 100,000 digits": lambda: {
        "assets.json": f'[{{"manifest_tag": "A", "asset_type": "B", "id": {"9" * 100_000}}}]'
    },
    "3,000 pictures with one id": lambda: {
        "assets.json": json.dumps([{**PIPED[0], "id": 1} for _ in range(3_000 // PART)])
    },
    "1,000 missing pictures": lambda: {
        "assets.json": json.dumps(
            [
                {**PIPED[0], "id": n, "reference_image_url": f"pictures/{n}.png"}
                for n in range(1_000 // PART)
            ]
        )
    },
    "3,000 scenes with one number": lambda: {
        "scenes.json": json.dumps([manifest(1)] * (3_000 // PART))
    },
    "3,000 lines that are no JSON": lambda: {"scenes.jsonl": "{,\n" * (3_000 // PART)},
    "more values than JSON may hold": lambda: {"scenes.json": "[" + "0," * 500_000 + "0]"},
    "3,000 broken placements": lambda: {
        "scenes.json": json.dumps([{**manifest(1), "placements": [{}] * (3_000 // PART)}])
    },
}


FULL: dict[str, tuple[int, Callable[[int], dict[str, str | bytes]]]] = {
    "values in YAML": (79_998, lambda n: {"scenes.yaml": "[" + "{}," * n + "]"}),
    "lines in YAML": (2**20 - 2, lambda n: {"scenes.yaml": "\n" * n + "]\n"}),
    "values in JSON": (499_998, lambda n: {"scenes.json": "[" + "0," * n + "0]"}),
    "keys in JSON, one twice": (
        240_000,
        lambda n: {"scenes.json": "{" + "".join(f'"{key}":0,' for key in range(n)) + '"0":0}'},
    ),
}
"""Films that hold as much as they may, and how much that is: the ordinary run tries a twentieth of it."""


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_film_ends_in_problems_after_few_calls(case: str) -> None:
    assert calls_made(lambda: survives(HOSTILE[case]())) < MOST_CALLS // PART


@pytest.mark.parametrize("case", FULL)
def test_a_film_that_holds_as_much_as_it_may_ends_in_problems_after_few_calls(case: str) -> None:
    most, written = FULL[case]
    part, share = many((20, 0.1), (1, 1.0))  # a little more than it, for what every film takes
    assert calls_made(lambda: survives(written(most // part))) < MOST_CALLS * share
