"""Scene numbers as film people write them: what is one, which are alike, their order, and how films write them."""

from __future__ import annotations

import json
from decimal import Decimal
from enum import IntEnum, StrEnum
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from selector.engine.manifest import read_manifest
from selector.model.problem import Source
from selector.model.scene_number import (
    LONGEST,
    SceneNumber,
    film_order,
    likeness,
    scene_number,
    size,
)
from selector.reading.film import read_film
from selector.reading.text.yaml_text import read_yaml
from tests.films import film_problems, json_lines, manifest, write_film

LETTERS = "0123456789-+ _.AaÄe\u0308\u200bSH"
SMALL = st.integers(-1, 9)
NUMBERS = st.one_of(
    st.integers(),
    st.text(LETTERS, max_size=8),
    SMALL,
    st.tuples(st.sampled_from(["{}", "0{}", "00{}", " {}", "{}A", "+{}"]), SMALL).map(
        lambda drawn: drawn[0].format(drawn[1])
    ),
)


class Kind(IntEnum):
    """A number of a type of its own."""

    TWELVE = 12


class Word(StrEnum):
    """A text of a type of its own, which prints as itself."""

    TWELVE_A = "12A"


class Fixed(float):
    """A float of a type of its own, as numpy's are."""


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (12, 12),
        (-1, -1),
        (10**59, 10**59),
        ("12A", "12A"),
        ("013", "013"),
        ("12", "12"),
        (" 12A\n", "12A"),
        ("A\u0308", "\u00c4"),
        ("1\u200b2\u00ad", "12"),
        ("scene 12", "scene 12"),
        ("x" * LONGEST, "x" * LONGEST),
        (5.0, 5),
        (7.5, "7.5"),
        (Fixed(5), 5),
        (Decimal("7.10"), "7.1"),
        (Decimal("1E-7"), "1e-07"),
        (Decimal("1.00000000000000000010"), "1.0000000000000000001"),
        (Decimal(5), 5),
        (Decimal("5.00"), 5),
        (Fraction(4, 2), 2),
        (Kind.TWELVE, 12),
        (Word.TWELVE_A, "12A"),
        (None, None),
        (True, None),
        ("", None),
        (" \u200b ", None),
        ("1\n2", None),
        ("1\x002", None),
        ("1\u20282", None),
        ("x" * (LONGEST + 1), None),
        (10**60, None),
        (float("nan"), None),
        (float("inf"), None),
        (Decimal("nan"), None),
        ([1], None),
        ({}, None),
        (b"12", None),
    ],
)
def test_what_a_scene_number_is(value: object, number: SceneNumber | None) -> None:
    found = scene_number(value)
    assert (found, type(found)) == (number, type(number))


@given(st.floats(-1e9, 1e9), st.integers(0, 20))
def test_a_decimal_is_the_number_that_a_float_of_its_size_is(number: float, zeros: int) -> None:
    """A column of decimals has as many places in every row: 1.5 is 1.50 there."""
    written = Decimal(str(number))
    sign, digits, exponent = written.as_tuple()
    assert isinstance(exponent, int)
    longer = Decimal((sign, (*digits, *(0,) * zeros), exponent - zeros))
    assert longer == written
    assert scene_number(longer) == scene_number(number)


@given(NUMBERS, NUMBERS)
@example(12, "012")
@example("12A", "12a")
@example("-0", 0)
@example("1.0", 1)
def test_numbers_are_alike_by_their_texts_or_where_both_are_whole_by_their_size(
    one: Any, other: Any
) -> None:
    first, second = scene_number(one), scene_number(other)
    if first is None or second is None:
        return
    same_text = str(first) == str(second)
    same_size = size(first) is not None and size(first) == size(second)
    assert (likeness(first) == likeness(second)) == (same_text or same_size)


@given(NUMBERS)
def test_what_was_read_as_a_number_reads_as_the_same_again(value: Any) -> None:
    number = scene_number(value)
    assert scene_number(number) == number
    if number is not None:
        assert likeness(likeness(number)) == likeness(number)
        assert scene_number(f"  {number} ") == str(number)


@given(st.lists(NUMBERS.map(scene_number).filter(lambda number: number is not None)))
def test_whole_numbers_order_a_film_and_any_other_number_leaves_it_as_it_stands(
    numbers: list[SceneNumber],
) -> None:
    order = film_order(numbers)
    assert sorted(order) == list(range(len(numbers)))
    sizes = [size(numbers[place]) for place in order]
    if None in sizes:
        assert order == list(range(len(numbers)))
    else:
        keys = [(each, place) for each, place in zip(sizes, order, strict=True) if each is not None]
        assert keys == sorted(keys)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("12", 12),
        ("0", 0),
        ("-3", -3),
        ("12A", "12A"),
        ('"12"', "12"),
        ('"013"', "013"),
        ("014", "014"),
        ("SH020", "SH020"),
        ("13E2", "13E2"),
        ("7.10", "7.10"),
        ("12.0", "12.0"),
        ("1_000", "1_000"),
        ("1_0", "1_0"),
        ("0x1F", "0x1F"),
        ("0o14", "0o14"),
        ("0b11", "0b11"),
        ("12:30", "12:30"),
        ("2024-01-02", "2024-01-02"),
        (".5", ".5"),
        ("+7", "+7"),
        ("1e999", "1e999"),
        (".nan", ".nan"),
        ("no", "no"),
        ("y", "y"),
        ("A-12", "A-12"),
        ("scene 12 A", "scene 12 A"),
        ("|\n    12A\n", "12A"),
        ("!!str 12", "12"),
    ],
)
def test_a_number_in_yaml_is_the_text_as_it_stands(
    written: str, number: SceneNumber, tmp_path: Path
) -> None:
    scene = (
        "  composition: {shot_type: close_up}\n  placements: [{asset_tag: WREN, role: subject}]\n"
    )
    told = film_problems(
        write_film(tmp_path, {"scenes.yaml": f"- scene_index: {written}\n{scene}"})
    )
    assert {each.code for each in told} <= {"F368"}  # some are hardly meant, and load
    film, _ = read_film(tmp_path)
    assert film is not None
    [read] = film.read_scenes()
    assert read.scene is not None
    assert (read.scene.index, type(read.scene.index)) == (number, type(number))


@pytest.mark.parametrize(
    ("written", "number", "kept"),
    [
        ("12", 12, 12),
        ('"12A"', "12A", "12A"),
        ('"12"', "12", "12"),
        ("12.0", 12, 12.0),
        ("1e1", 10, 10.0),
        ("7.10", "7.10", "7.10"),
        ('" 12A"', "12A", " 12A"),
        ("9" * 40, int("9" * 40), int("9" * 40)),
    ],
)
@pytest.mark.parametrize("name", ["scenes.json", "scenes.jsonl", "scenes/a.json"])
def test_a_number_in_json_is_that_of_json_or_the_text_as_it_stands(
    written: str, number: SceneNumber, kept: object, name: str, tmp_path: Path
) -> None:
    text = json.dumps({**manifest(), "scene_index": "@"}).replace('"@"', written)
    film, _ = read_film(write_film(tmp_path, {name: f"{text}\n"}))
    assert film is not None
    [read] = film.read_scenes()
    assert read.problems == ()
    assert read.scene is not None
    assert read.manifest is not None
    assert read.scene.index == number
    assert (read.manifest["scene_index"], type(read.manifest["scene_index"])) == (kept, type(kept))


def test_only_where_a_scene_number_belongs_yaml_keeps_the_text() -> None:
    text = "scene_index: 014\nother: 014\nscene_indexes: [{scene_index: 1_0}]\n"
    document, _ = read_yaml(Source(name="x.yaml", text=text), numbered=("scene_index",))
    assert document is not None
    assert document.data == {
        "scene_index": "014",
        "other": 14,
        "scene_indexes": [{"scene_index": "1_0"}],
    }


def numbers_of(folder: Path, files: dict[str, str | bytes]) -> list[SceneNumber | None]:
    film, problems = read_film(write_film(folder, files))
    assert film is not None, problems
    return [read.scene.index for read in film.read_scenes() if read.scene is not None]


@pytest.mark.parametrize(
    ("written", "as_one_document"),
    [
        ([3, "2", 1], [1, "2", 3]),
        (["010", 9, -1], [-1, 9, "010"]),
        ([3, "2A", 1], [3, "2A", 1]),
        (["SH020", "SH010"], ["SH020", "SH010"]),
    ],
)
def test_a_film_has_the_order_of_its_numbers_if_all_are_whole_and_json_lines_that_of_its_lines(
    written: list[SceneNumber], as_one_document: list[SceneNumber], tmp_path: Path
) -> None:
    scenes = [{**manifest(), "scene_index": number} for number in written]
    for name, text, numbers in (
        ("scenes.json", json.dumps(scenes), as_one_document),
        ("scenes.yaml", json.dumps(scenes), as_one_document),
        ("scenes.jsonl", json_lines(*scenes), written),
    ):
        assert numbers_of(tmp_path / name, {name: text}) == numbers


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (True, "true or false"),
        ([1], "a list"),
        ("x" * 61, "text that is too long or not on one line"),
        (10**60, "a number that is too long or not on one line"),
        (-(10**60), "a number that is too long or not on one line"),
        (10**5000, "a number that is too long or not on one line"),
        (b"1", "bytes"),
        ("\u200b", "text of invisible characters alone"),
    ],
    ids=["truth", "list", "text", "number", "negative", "endless", "bytes", "unseen"],
)
def test_a_manifest_whose_number_cannot_be_read_counts_as_one_without_and_says_so(
    value: object, found: str
) -> None:
    scene = read_manifest({**manifest(), "scene_index": value})
    assert scene.index is None
    assert [(note.kind, dict(note.values)) for note in scene.notes] == [
        ("unread_scene_index", {"found": found})
    ]


class NAType:
    """As pandas has it: it answers no comparison."""

    def __eq__(self, other: object) -> bool:
        raise TypeError

    __hash__ = object.__hash__


@pytest.mark.parametrize(
    "gap", [None, float("nan"), "", " ", NAType()], ids=["none", "nan", "empty", "space", "NA"]
)
def test_a_gap_in_a_data_frame_is_no_number_without_a_word(gap: object) -> None:
    scene = read_manifest({**manifest(), "scene_index": gap})
    assert (scene.index, scene.notes) == (None, ())
