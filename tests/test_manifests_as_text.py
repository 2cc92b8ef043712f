"""Most JSON, as text or as bytes, is read in a quick way; the answers must be those of the slow one.

The quick way uses pydantic's reader if the program has loaded it, and Python's own else. All is tested with both.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pydantic_core
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selector import ProblemError, read_manifest
from selector.engine import manifest as module
from selector.engine.manifest import _parsed_quickly
from tests.long import many

TEXTS = st.text(alphabet='a :"{}[],\\\nü', max_size=6)
LEAVES = st.none() | st.booleans() | st.integers(0, 9) | TEXTS
KEYS = st.sampled_from(
    ["asset_tag", "role", "action", "shot_type", "focal_point", "speaker_tag", "text", "x", ""]
)
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3)
)
PLACEMENTS = st.lists(
    st.fixed_dictionaries(
        {"asset_tag": st.sampled_from(["WREN", "[PIER]"]), "role": st.just("subject")},
        optional={"action": LEAVES, "x": VALUES},
    ),
    max_size=3,
)
MANIFESTS = st.fixed_dictionaries(
    {
        "composition": st.fixed_dictionaries({"shot_type": st.just("wide")}),
        "placements": PLACEMENTS,
    },
    optional={
        "scene_index": st.integers(0, 9),
        "continuity_notes": VALUES,
        "dialogue_lines": VALUES,
        "audio_manifest": VALUES,
    },
)
SEPARATORS = st.sampled_from(
    [(", ", ": "), (",", ":"), (" ,\n", " :"), (",", "\t: "), (",", "\n:")]
)


class ReadSlowly(bytes):
    """Bytes of a class of its own, which are never read in the quick way."""


@contextmanager
def only(**loaded: Any) -> Iterator[None]:
    """Python's reader, or pydantic's, if that is what is loaded."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(module, "modules", loaded)
        yield


def read(text: str | bytes) -> object:
    """The scene, or the problems of the text: the same with both readers."""
    with only():
        answer = scene_or_problems(text)
    with only(pydantic_core=pydantic_core):
        assert scene_or_problems(text) == answer
    return answer


def scene_or_problems(text: str | bytes) -> object:
    try:
        return read_manifest(text)
    except ProblemError as error:
        return error.problems


def quickly(text: str) -> list[Any]:
    """What the quick way reads, with each reader."""
    with only():
        ours = _parsed_quickly(text)
    with only(pydantic_core=pydantic_core):
        return [ours, _parsed_quickly(text)]


@settings(max_examples=many(100, 20_000), deadline=None)
@given(MANIFESTS, SEPARATORS, st.data())
def test_the_quick_way_says_what_the_slow_one_says_even_with_a_key_twice_or_a_slip(
    manifest: dict[str, Any], separators: tuple[str, str], data: st.DataObject
) -> None:
    text = json.dumps(manifest, separators=separators, ensure_ascii=data.draw(st.booleans()))
    colons = [place for place, letter in enumerate(text) if letter == ":"]
    what = data.draw(st.sampled_from(["as it is", "a key twice", "a letter gone", "more behind"]))
    if what == "a key twice":
        opens = [place for place, letter in enumerate(text) if letter == "{"]
        at = data.draw(st.sampled_from(opens)) + 1
        key = data.draw(st.sampled_from(["composition", "placements", "role", "asset_tag", "x"]))
        text = f'{text[:at]}"{key}"{separators[1]}[{{"role": 1}}],{text[at:]}'
    elif what == "a letter gone":
        at = data.draw(st.sampled_from(colons))
        text = text[:at] + text[at + 1 :]
    elif what == "more behind":
        text += data.draw(st.sampled_from([" ", "\n", "\r\n", "}", " x", "\x0b", "\u2028"]))
    assert read(text) == read(ReadSlowly(text.encode()))
    assert read(text.encode()) == read(text)


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "latin-1"],
)
@pytest.mark.parametrize("ending", ["", "}", ', "a": 1, "a": 2}'])
def test_bytes_in_any_encoding_say_what_they_say_when_read_slowly(
    encoding: str, ending: str
) -> None:
    placed = '{"composition": {"shot_type": "wide"}, "placements": [{"asset_tag": "ZOË", "role": "lead"}]'
    written = f"{placed}{ending}".encode(encoding)
    assert read(written) == read(ReadSlowly(written))


def test_half_a_letter_in_bytes_is_what_it_is_when_read_slowly() -> None:
    text = '{"composition": {"shot_type": "wide \ud800"}, "placements": []}'
    written = text.encode("utf-8", "surrogatepass")
    assert read(written) == read(ReadSlowly(written))


@pytest.mark.parametrize(
    "text",
    [
        '{"a": {"b": 1, "b": 2}}',
        '{"a": [{"b": 1, "b": 2}]}',
        '{"a": [[{"b": 1, "b": 2}]]}',
        '{"a": {"c": {}}, "a": 1}',
        '{"a" : 1, "a" : ":"}',
        '{"a"\n: "\\":", "a": 1}',
        '{"a"\n: "x:y", "a": 1}',
        '{"a"\t: "x:y", "a": 1}',
        '{"a"\r: "x:y", "a": 1}',
        '{"a" : "x:y", "a": 1}',
        '{"a":1,"a":"b\\":"}',
        '{"{": {"b": {"c": 1, "c": 2}}}',
    ],
)
def test_a_dropped_key_is_never_overlooked(text: str) -> None:
    assert quickly(text) == [None, None]


@pytest.mark.parametrize(
    "text",
    [
        '{"a": {"b": 1}, "c": [{"b": 1}, "x"]}',
        '{"a": {"b": [[{"c": 1}]]}}\n',
        '{"a": "a note: it rains {still}"}',
        '{"a":"he says:","b":[]}',
        '{\n  "a" : {"b" : 1}\n}',
    ],
)
def test_most_texts_are_read_quickly(text: str) -> None:
    assert quickly(text) == [json.loads(text)] * 2


def test_text_nested_too_deeply_is_a_problem() -> None:
    deep = '{"a":' * 5_000 + "1" + "}" * 5_000
    assert read(deep) == read(deep.encode()) == read(ReadSlowly(deep.encode()))
    just = '{"composition":{"shot_type":"wide"},"placements":[],"a":' + "[" * 900 + "]" * 900 + "}"
    assert read(just) == read(just.encode()) == read(ReadSlowly(just.encode()))


ODD_NUMBERS = """
-0 -0.0 -0e0 1e999 -1e999 1e-999 5e-324 2.5e-324 1.7976931348623159e308 9007199254740993.0
2.2250738585072011e-308 0.30000000000000004 NaN Infinity -Infinity
"""
ODD_LETTERS = "\ufeff\u2028\u2029\U0001f600\x7f\x85"
ESCAPES = r"\n \t \/ \\ \" \u0000 \u001f \ud83d\ude00 \uDBFF\udfff \ufeff"
ODD_SLIPS = "\x00\x01\x1f\t\n\x0b\x0c\xa0\u2028\ufeff\ud800\udfff\u0661"
WRONG_ESCAPES = r"\x \u \u00 \ud83d \ude00 \ud83d\n \uDBFF\u0041 \u+123 \u12_4 \\"
SIGNS = "0 . - + _ e E x NaN Infinity nul True , : [ ] { } // # \" '"
NUMBERS = st.one_of(
    st.from_regex(r"-?(0|[1-9][0-9]{0,25})(\.[0-9]{1,25})?([eE][+-]?[0-9]{1,3})?", fullmatch=True),
    st.floats().map(json.dumps),
    st.integers(-(10**40), 10**40).map(str),
    st.integers(-(2**66), 2**66).map(lambda number: f"{number}.0"),
    st.sampled_from([1, 19, 20, 640, 4_299, 4_300, 4_301, 9_000]).map(lambda digits: "7" * digits),
    st.sampled_from(ODD_NUMBERS.split()),
)
LETTERS = st.one_of(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters='"\\'),
    st.sampled_from(ODD_LETTERS),
    st.sampled_from(ESCAPES.split()),
)
STRINGS = st.lists(LETTERS, max_size=6).map(lambda parts: f'"{"".join(parts)}"')
NESTED = st.sampled_from([1, 2, 198, 199, 200, 201, 300]).map(
    lambda depth: "[" * depth + '{"b":1}' + "]" * depth
)
VALUES_AS_TEXT = NUMBERS | STRINGS | NESTED | st.sampled_from(["null", "true", "false"])
SPACES = st.sampled_from(["", "", "", " ", "\n", "\t\r\n "])
SLIPS = st.sampled_from([*ODD_SLIPS, *WRONG_ESCAPES.split(), *SIGNS.split()])


@st.composite
def odd_texts(draw: st.DrawFn) -> str:
    """An object in JSON, of values that readers may read differently; often with a slip in it."""
    entries = []
    for key in draw(st.lists(STRINGS, max_size=3)):
        parts = [draw(SPACES), key, draw(SPACES), ":", draw(SPACES), draw(VALUES_AS_TEXT)]
        entries.append("".join(parts))
    text = draw(SPACES) + "{" + ",".join(entries) + "}" + draw(SPACES)
    if draw(st.booleans()):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(SLIPS) + text[at:]
    return text


@settings(max_examples=many(200, 20_000), deadline=None)
@given(odd_texts())
def test_whatever_the_quick_way_reads_is_what_python_reads_to_the_last_bit(text: str) -> None:
    for found in quickly(text):
        if found is not None:  # as text, which tells 1 from 1.0 and -0.0 from 0.0, and has one NaN
            assert repr(found) == repr(json.loads(text))


@pytest.mark.parametrize(
    "value", ["1e999", "-0.0", "NaN", "7" * 4_300, '"\\ud83d\\ude00"', '"\x7f"']
)
def test_odd_values_are_read_quickly_too(value: str) -> None:
    text = f'{{"a": {value}}}'
    assert repr(quickly(text)) == repr([json.loads(text)] * 2)


def test_json_text_loads_no_library() -> None:
    """Pydantic's reader is worth loading only after thousands of scenes."""
    program = """
import sys
from selector import read_manifest
text = '{"composition": {"shot_type": "wide"}, "placements": []}'
scene = read_manifest(text)
assert "pydantic_core" not in sys.modules
import pydantic_core
assert read_manifest(text) == scene
"""
    subprocess.run([sys.executable, "-c", program], check=True)


def test_a_key_that_is_there_twice_is_said_with_both_values() -> None:
    text = '{"placements": [{"asset_tag": "WREN", "role": "prop", "role": ["subject"]}]}'
    with pytest.raises(ProblemError) as raised:
        read_manifest(text)
    (problem,) = raised.value.problems
    assert problem.what == "The key `role` appears a second time in one object."
    assert problem.hint == 'Keep one of the two, with `"prop"` or with `["subject"]`.'
