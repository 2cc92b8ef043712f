"""Every kind of refusal in each of the voices, to the letter; and what they advise is right where it is followed.

The flag of `tests.expected` writes the words anew.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from selector.engine.asset_getter import ATTRIBUTES
from selector.engine.manifest import read_manifest
from selector.engine.pool import AssetPool
from selector.model import expected
from selector.model.expected import EXPECTED
from selector.model.problem import Source
from selector.model.refusals import JSON, PYTHON, YAML, Expected, Refusal, Voice, as_yaml
from selector.model.refusals import Path as Way
from selector.reading.shape.asset_shape import AssetsDocumentShape
from selector.reading.shape.film_shape import AssetsShape, FilmShape
from selector.reading.text.yaml_text import read_yaml
from tests.expected import expect

VOICES = {"YAML": YAML, "JSON": JSON, "Python": PYTHON}
SAID = Path(__file__).with_name("refusals.txt")

WRONG: dict[str, tuple[str, Any]] = {
    "nothing": ("role", None),
    "empty text": ("role", " "),
    "a number in place of a word": ("role", 1),
    "a number in place of text": ("asset_tag", 7),
    "yes in place of text": ("asset_tag", True),
    "a list in place of text": ("shot_type", ["close_up"]),
    "text in place of keys": ("composition", "close_up"),
    "keys in place of a list": ("placements", {"role": "subject"}),
    "an empty list": ("pictures", []),
    "text in place of a list": ("labels", "night"),
    "text in place of a number": ("quality_score", "high"),
    "no text in place of a number": ("quality_score", ""),
    "a number in quotes": ("quality_score", "8"),
    "a number with a comma": ("quality_score", "8,5"),
    "a number out of range": ("quality_score", 11),
    "a decimal out of range": ("quality_score", Decimal("10.5")),
    "an answer in quotes": ("is_face_crop", "true"),
    "a denial in quotes": ("is_face_crop", "false"),
    "another answer": ("is_face_crop", "no"),
    "a number in place of an answer": ("is_face_crop", 2),
    "bytes": ("asset_type", b"prop"),
    "a value of Python's own": ("asset_type", {"prop"}),
    "a number that nobody reads": ("asset_tag", 10**50),
    "a number that Python does not write": ("quality_score", 10**5_000),
}


def refusals(voice: Voice) -> dict[str, Refusal]:
    """One refusal of every kind."""
    return {
        "a key is missing": voice.missing(("placements", 1, "role"), EXPECTED["role"]),
        "a key without an example is missing": voice.missing(
            ("shots",), Expected("the shot rules")
        ),
        "a key is misspelt": voice.unknown("rol", "placement", near="role", free=("role",)),
        "a key is unknown": voice.unknown("colour", "asset", free=("id", "name")),
        "a key is unknown where all are in use": voice.unknown("colour", "film file"),
        "an entry of a list": voice.wrong(("placements", 2), expected.A_PLACEMENT, "WREN"),
        "a whole file": voice.wrong((), expected.A_FILM, [], called="This file"),
        "a misspelt word": voice.no_choice("crop", "Face", ("face", "full"), near="face"),
        "a word of another key": voice.no_choice("crop", "prop", ("face", "full"), home="type"),
        "an unknown word": voice.no_choice("crop", "hands", ("face", "full")),
        "nothing that counts": voice.empty(("placements", 0, "asset_tag"), EXPECTED["asset_tag"]),
        "too many": voice.too_many(("shots",), 1_001, 1_000),
        **{
            name: voice.wrong(("placements", 0, key), EXPECTED[key], value)
            for name, (key, value) in WRONG.items()
        },
    }


def test_every_refusal_is_worded_once_in_each_voice() -> None:
    said = {name: refusals(voice) for name, voice in VOICES.items()}
    lines = [
        f"{kind}\n" + "".join(f"  {name + ':':8}{' '.join(said[name][kind])}\n" for name in VOICES)
        for kind in said["YAML"]
    ]
    expect("\n".join(lines), SAID)


@pytest.mark.parametrize("key", EXPECTED)
def test_an_example_is_what_it_says_in_the_language_of_the_file(key: str) -> None:
    example = EXPECTED[key].example
    for voice, read in ((YAML, yaml.safe_load), (JSON, lambda text: json.loads(f"{{{text}}}"))):
        written = re.fullmatch("`(.*)`", voice.example(key, example))
        assert written
        assert read(written[1]) == {key: example}
        alone = voice.example("", example)[1:-1]
        assert (yaml.safe_load if voice is YAML else json.loads)(alone) == example


@pytest.mark.parametrize(
    "text", ["", "1.0.0", "12A", "Wren: face", "[WREN]", "a, b", "yes # no", "true", "null", "-"]
)
def test_text_that_yaml_would_read_otherwise_is_put_in_quotes(text: str) -> None:
    written = YAML.example("title", {"of": [text]})[1:-1]
    assert yaml.safe_load(written) == {"title": {"of": [text]}}


def test_whoever_follows_the_examples_writes_what_is_read() -> None:
    read_manifest(expected.A_MANIFEST.example)
    read_manifest({**expected.A_SCENE.example, "placements": EXPECTED["placements"].example})
    AssetPool([expected.AN_ASSET.example, {name: EXPECTED[name].example for name in ATTRIBUTES}])
    AssetsDocumentShape.model_validate(
        {"assets": [{name: EXPECTED[name].example for name in ATTRIBUTES}]}
    )
    keys = (
        "picture",
        "tag",
        "type",
        "quality",
        "crop",
        "id",
        "cut_from",
        "name",
        "description",
        "labels",
    )
    picture = {key: EXPECTED[key].example for key in keys}
    individuals = EXPECTED["individuals"].example
    AssetsShape.model_validate(
        {"pictures": [*EXPECTED["pictures"].example, picture], "individuals": individuals}
    )
    FilmShape.model_validate(expected.A_FILM.example)


def test_no_voice_speaks_the_language_of_another() -> None:
    for kind, refusal in refusals(YAML).items():
        assert "object" not in " ".join(refusal).replace("`object`", ""), kind
        assert "null" not in " ".join(refusal), kind
    for voice in (JSON, PYTHON):
        assert not [
            kind
            for kind, refusal in refusals(voice).items()
            if "keys and values" in " ".join(refusal)
        ]


@pytest.mark.parametrize("way", [("role",), ("placements", 0, "role"), ("placements", 12)])
def test_only_a_value_without_a_line_is_named_by_its_whole_path(way: Way) -> None:
    assert YAML.name(way) == JSON.name(way)
    assert ("[" in PYTHON.name(way)) == (len(way) > 1)
    assert "[" not in YAML.name(way)


NO_TEXT = ("true", "No", "ON", "y", "null", "~", "7", "007", "1e3", "16:9", "2026-05-01", "=", "<<")
HARD = (
    "a: b",
    "a #b",
    "- a",
    "it's",
    '"q"',
    "a,b",
    "[a]",
    "{a}",
    "a ",
    " a",
    "a  b",
    "a\nb",
    "a\tb",
    "a\\b",
)
ODD = (
    "&a",
    "*a",
    "!a",
    "%a",
    "@a",
    "`a",
    "|",
    ">",
    "?",
    "...",
    "",
    "a\x85b",
    "\u2028",
    "\ufeff",
)


@pytest.mark.parametrize(
    "text", [*NO_TEXT, *HARD, *ODD, "wren", "Old Tom-2", "Jörg", "Mu\u0308ller", "特写", "🎬", "a's b/c.jpg"]
)  # fmt: skip
def test_what_is_advised_as_yaml_reads_as_what_it_says(text: str) -> None:
    value = {"tag": text, text: [text, {"and": [text, 7, None, True, 0.5]}]}
    source = Source(
        name="x.yaml", text=f"value: {as_yaml(value)}\nkey: {as_yaml(text)} # not this\n"
    )
    read, problems = read_yaml(source)
    assert read is not None
    assert problems == ()
    assert read.data == {"value": value, "key": text}
    assert yaml.safe_load(source.text) == read.data


def test_advised_texts_have_quotes_only_where_they_need_them() -> None:
    texts = ("wren", "Old Tom-2", "Jörg body.jpg", "特写", "it's a/b.jpg")
    assert [as_yaml(text) for text in texts] == list(texts)
    assert as_yaml(["no", "Wide, slow", "3 shot", "a ", "\x7f"]) == (
        '["no", "Wide, slow", "3 shot", "a ", "\\u007f"]'
    )
