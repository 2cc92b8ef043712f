"""Most JSON, as text or as bytes, is read in a quick way; the answers must be those of the slow one."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selector import ProblemError, read_manifest
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


def read(text: str | bytes) -> object:
    """The scene, or the problems of the text."""
    try:
        return read_manifest(text)
    except ProblemError as error:
        return error.problems


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
        '{"a":1,"a":"b\\":"}',
        '{"{": {"b": {"c": 1, "c": 2}}}',
    ],
)
def test_a_dropped_key_is_never_overlooked(text: str) -> None:
    assert _parsed_quickly(text) is None


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
    assert _parsed_quickly(text) == json.loads(text)


def test_text_nested_too_deeply_is_a_problem() -> None:
    deep = '{"a":' * 5_000 + "1" + "}" * 5_000
    assert read(deep) == read(deep.encode()) == read(ReadSlowly(deep.encode()))
    just = '{"composition":{"shot_type":"wide"},"placements":[],"a":' + "[" * 900 + "]" * 900 + "}"
    assert read(just) == read(just.encode()) == read(ReadSlowly(just.encode()))
