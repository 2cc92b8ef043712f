"""Reading YAML and JSON: what the values are, and where they stand."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from selector.data import data_dir
from selector.model.problem import Location, Problem, Source, errors_of
from selector.reading.text.document import Document, LineStarts
from selector.reading.text.file import RULE_LIMITS, decode
from selector.reading.text.json_text import read_json
from selector.reading.text.yaml_scalars import plain_value, read_in_two_ways
from selector.reading.text.yaml_text import read_yaml
from tests.long import many
from tests.steps import calls_made

EXAMPLES = many(10, 3_000)
DEFAULT = (data_dir("rules") / "default.yaml").read_text("utf-8")


def document(text: str, *, as_json: bool = False) -> Document:
    read, problems = (read_json if as_json else read_yaml)(Source(name="x", text=text))
    assert read is not None, problems
    return read


def problems(text: str) -> tuple[Problem, ...]:
    return read_yaml(Source(name="x", text=text))[1]


def pointed_at(at: Location) -> str:
    """The text that a location spans."""
    lines = at.source.text.splitlines(keepends=True)[at.line - 1 : at.end_line]
    if at.end_line - at.line < len(lines):
        lines[-1] = lines[-1][: at.end_column - 1]
    lines[0] = lines[0][at.column - 1 :]
    return "".join(lines)


def paths(
    data: Any, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    yield path, data
    for step, value in (
        data.items()
        if isinstance(data, dict)
        else enumerate(data)
        if isinstance(data, list)
        else ()
    ):
        yield from paths(value, (*path, step))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None), ("~", None), ("null", None), ("nULL", "nULL"), ("true", True), ("TRUE", True), ("tRUE", "tRUE"),
        ("no", "no"), ("on", "on"), ("0", 0), ("-0", 0), ("+12", 12), ("010", 10), ("0o17", 15), ("0x1F", 31),
        ("0b11", "0b11"), ("1_000", "1_000"), ("16:9", "16:9"), ("12:30:45", "12:30:45"), ("2026-11-22", "2026-11-22"),
        ("1.10", 1.1), ("1.", 1.0), (".5", 0.5), (".", "."), ("-", "-"), ("1e3", 1000.0), ("1.5E-3", 0.0015),
        ("e3", "e3"), ("1.2.3", "1.2.3"), ("0x", "0x"), ("0o8", "0o8"), ("\u0663", "\u0663"), ("1\u0663", "1\u0663"),
    ],
)  # fmt: skip
def test_a_plain_word_is_what_yaml_1_2_says(text: str, value: object) -> None:
    assert plain_value(text) == value
    assert type(plain_value(text)) is type(value)


@pytest.mark.parametrize(
    "text",
    [".inf", "+.INF", "-.Inf", ".nan", ".NaN", "1e400", "-1e400", "9" * 401, "0x" + "f" * 399],
)
def test_a_number_that_nobody_can_reckon_with_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(text)):
        plain_value(text)


@pytest.mark.parametrize("text", ["9" * 400, "0x" + "f" * 398, "1e308"])
def test_a_number_at_the_limit_is_read(text: str) -> None:
    assert plain_value(text) == (float(text) if "e3" in text else int(text, 0))


def test_a_word_is_ambiguous_exactly_where_pyyaml_reads_it_otherwise() -> None:
    # PyYAML speaks YAML 1.1, but for single letters, which it leaves alone, and a sign before `.5`.
    words = "a b 0 00 007 010 08 1 12 1_0 1.5 1. .5 1e3 1.5e3 1.5e+3 0o7 0x1f -0x1f 0b1 0b2 16:9 16:60 1:2:3 1:2.5"
    words += " 2026-1-2"
    words += " 2026-01-02 2026-01-02T03:04:05Z yes YES yEs no off On true True null ~ +1 -1 -012 1.2.3 - ---a =a <a _1"
    for word in words.split():
        old = yaml.safe_load(f"[{word}]")[0]
        new = plain_value(word)
        differs = old != new or type(old) is not type(new)
        assert (read_in_two_ways(word) is not None) == differs, (word, old, new)


@pytest.mark.parametrize("word", ["y", "N", "Y", "n"])
def test_single_letters_that_yaml_1_1_reads_as_truth_are_ambiguous(word: str) -> None:
    assert read_in_two_ways(word) is not None


def test_quoted_words_are_text_and_never_ambiguous() -> None:
    text = "a: \"no\"\nb: '010'\nc: |\n  16:9\nd: >-\n  on\n"
    assert document(text).data == {"a": "no", "b": "010", "c": "16:9\n", "d": "on"}
    assert not problems(text)


def test_keys_are_text_as_written() -> None:
    assert document("1: a\ntrue: b\n1.10: c\nnull: d\n").data == {
        "1": "a",
        "true": "b",
        "1.10": "c",
        "null": "d",
    }


def test_every_value_of_the_default_rules_stands_where_its_place_says() -> None:
    read = document(DEFAULT)
    assert read.data == yaml.safe_load(DEFAULT)
    seen = 0
    for path, value in paths(read.data):
        text = pointed_at(read.at(path))
        assert (
            plain_value(text.strip("\"'")) == value
            or yaml.safe_load(_outdented(text, read.at(path))) == value
        ), path
        if path and isinstance(path[-1], str):
            assert pointed_at(read.at(path, key=True)) == path[-1]
            seen += 1
    assert seen > 50


def _outdented(text: str, at: Location) -> str:
    return " " * (at.column - 1) + text


def test_places_count_code_points_from_1_and_their_end_is_exclusive() -> None:
    read = document(
        'é: "🎬 x"  # comment\nb:\n  - |\n    two\n    lines\n\n  - [a,\n     b]\nc: last'
    )
    assert _span(read.at(("é",))) == (1, 4, 1, 9)
    assert _span(read.at(("é",), key=True)) == (1, 1, 1, 2)
    assert _span(read.at(("b", 0))) == (3, 5, 5, 10)
    assert _span(read.at(("b", 1))) == (7, 5, 8, 8)
    assert _span(read.at(("b",))) == (3, 3, 8, 8)
    assert _span(read.at(("c",))) == (9, 4, 9, 8)
    assert _span(read.at(())) == (1, 1, 9, 8)


def _span(at: Location) -> tuple[int, int, int, int]:
    return at.line, at.column, at.end_line, at.end_column


@pytest.mark.parametrize("as_json", [True, False])
def test_a_value_that_is_not_there_has_no_place(as_json: bool) -> None:  # noqa: FBT001
    read = document('{"a": [1]}', as_json=as_json)
    for path in [("b",), ("a", 1), ("a", "b"), ("a", 0, "c"), (0,)]:
        with pytest.raises(LookupError):
            read.at(path)
    for path in [(), ("a", 0)]:
        with pytest.raises(LookupError):
            read.at(path, key=True)


def test_lines_of_an_excerpt_are_counted_from_where_it_begins() -> None:
    source = Source(name="x", text='{"a": 1,\n"b": 2}', first_line=7)
    for read, _ in (read_yaml(source), read_json(source)):
        assert read is not None
        assert read.at(("b",)).line == 8


# PyYAML writes these three line breaks so that it does not read them back itself.
TEXT = st.text(st.characters(exclude_characters="\x85\u2028\u2029"))
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=20,
)


@settings(max_examples=EXAMPLES, deadline=None)
@given(VALUES, st.sampled_from([None, 1]))
def test_json_is_read_as_python_reads_it_and_every_place_spans_its_value(
    value: Any, indent: int | None
) -> None:
    text = json.dumps(value, indent=indent)
    read, found = read_json(Source(name="x", text=text))
    if read is None:
        assert {problem.code for problem in found} == {"Y104"}
        return
    assert read.data == value
    for path, inner in paths(value):
        assert json.loads(pointed_at(read.at(path))) == inner
        if path and isinstance(path[-1], str):
            assert json.loads(pointed_at(read.at(path, key=True))) == path[-1]


@settings(max_examples=EXAMPLES, deadline=None)
@given(VALUES)
def test_yaml_that_pyyaml_writes_is_read_back(value: Any) -> None:
    text = yaml.safe_dump({"value": value}, allow_unicode=True, sort_keys=False)
    read, found = read_yaml(Source(name="x", text=text))
    if wrong := {problem.code for problem in found if problem.severity == "error"}:
        assert wrong == {"Y104"}
    else:
        assert read is not None
        assert read.data == {"value": value}


def test_columns_of_a_long_file_end_where_lines_do() -> None:
    for text in ("", "a", "a\n", "a\r\nb", "a\u2028b\n"):
        lines = LineStarts(Source(name="x", text=text))
        for offset in range(len(text) + 1):
            at = lines.span(offset, offset)
            before = text[:offset].splitlines(keepends=True) or [""]
            ended = bool(before[-1].splitlines() != [before[-1]]) and bool(before[-1])
            expected = (len(before) + 1, 1) if ended else (len(before), len(before[-1]) + 1)
            if text[:offset].endswith("\r"):
                continue
            assert (at.line, at.column) == expected, (text, offset)


def test_a_file_at_the_limits_is_read() -> None:
    assert document("#" + "x" * (RULE_LIMITS.size - 6) + "\na: 1").data == {"a": 1}
    assert document("[" * 40 + "]" * 40).data
    assert document("[" + "a," * (RULE_LIMITS.nodes - 1) + "]").data
    assert document("[" * 100 + "]" * 100, as_json=True).data
    assert document("[[], " + "[" * 99 + "]" * 99 + "]", as_json=True).data
    assert decode("x", b"#" * RULE_LIMITS.size)[0] is not None
    assert decode("x", b"#" * (RULE_LIMITS.size + 1))[0] is None


def test_crlf_and_no_last_line_break_make_no_difference() -> None:
    assert document("a: 1\r\nb:\r\n- x\r\n- y").data == {"a": 1, "b": ["x", "y"]}
    source, _ = decode("x", b"a: 1\r\nb: *x")
    assert source is not None
    [problem] = read_yaml(source)[1]
    assert (problem.at.line, problem.at.column, problem.at.end_column) == (2, 4, 6)


PART, MOST_CALLS = many((4, 3_000_000), (1, 32_000_000))
"""Which part of the longest text is read, and what that may take; see `tests.steps` for what that comes to in seconds.

Of a quarter it is less than a quarter: what takes more than the length of the text is found as surely there.
"""


def read_in_few_calls(text: str) -> tuple[Document | None, tuple[Problem, ...]]:
    answers: list[tuple[Document | None, tuple[Problem, ...]]] = []
    calls = calls_made(lambda: answers.append(read_yaml(Source(name="x", text=text))))
    [(read, found)] = answers
    assert all("\n" not in str(problem) for problem in found)
    assert calls < MOST_CALLS
    return read, found


@pytest.mark.parametrize(
    ("piece", "times", "codes"),
    [
        ("[", 130_000, "Y108"),
        ("{a: ", 30_000, "Y108"),
        ("- ", 60_000, "Y108"),
        ("? ", 60_000, "Y108 Y116"),
        ("a: ", 40_000, "Y121"),
        ("&a ", 40_000, "Y105"),
        ("!a ", 40_000, "Y114"),
        ("? a\n", 30_000, "Y115 Y141"),
        ("a: 'x\n", 20_000, "Y122"),
        ("[a, ", 30_000, "Y108"),
        ('"', 130_000, "Y123"),
        ("#\n", 60_000, "Y105"),
        (" ", 130_000, "Y105"),
        ("\n", 130_000, "Y105"),
        ("\r", 130_000, "Y105"),
        ("|\n", 60_000, "Y126"),
        ("%", 130_000, "Y125"),
        ("---\n", 30_000, "Y105"),
        (": ", 60_000, "Y116"),
        ("<<: *a\n", 15_000, "Y113 Y141"),
        ("*a : \n", 20_000, "Y112 Y141"),
        ("a: 1\n", 25_000, "Y115 Y141"),
        ("no: no\n", 15_000, "Y115 Y141 Y152"),
        ("[" + "0x,010,no," * (12_000 // PART), 1, "Y141 Y152"),
        ('a: "' + "\\ud800" * (20_000 // PART) + '"', 1, "Y104"),
        ("".join(f"{' ' * depth}a:\n" for depth in range(500)), 1, "Y108"),
        (", ", 60_000, "Y124"),
        ("}", 130_000, "Y124"),
    ],
    ids=lambda value: f"{str(value)[:8]!r}",
)
def test_a_hostile_text_ends_in_problems_after_few_calls(
    piece: str, times: int, codes: str
) -> None:
    _, found = read_in_few_calls(piece * max(times // PART, 1))
    assert " ".join(sorted({problem.code for problem in found})) == codes
    assert errors_of(found)


def test_as_many_values_as_are_allowed_are_read_in_few_calls_and_one_more_is_a_problem() -> None:
    most = RULE_LIMITS.nodes // PART - 1
    read, found = read_in_few_calls("- a\n" * most)
    assert (read and read.data, found) == (["a"] * most, ())
    assert [each.code for each in problems("- a\n" * RULE_LIMITS.nodes)] == ["Y109"]


LONG = 130_000 // PART


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("'" * LONG, "'" * (LONG // 2 - 1)),
        ("\\" * LONG, "\\" * LONG),
        ("x" * LONG, "x" * LONG),
        ("a: " + "b c " * (LONG // 4), {"a": ("b c " * (LONG // 4)).strip()}),
        ("a: |\n" + " x\n" * (LONG // 3), {"a": "x\n" * (LONG // 3)}),
        ("a b\n" * (LONG // 4), ("a b " * (LONG // 4)).strip()),
    ],
    ids=lambda value: f"{str(value)[:8]!r}",
)
def test_a_long_text_that_is_no_more_than_text_is_read_in_few_calls(
    text: str, data: object
) -> None:
    read, found = read_in_few_calls(text)
    assert (read and read.data, found) == (data, ())
