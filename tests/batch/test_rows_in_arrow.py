"""A row that cannot be used: where it is, why, and a row of the answer in its place."""

from __future__ import annotations

import json
from typing import Any

import pyarrow as pa
import pytest

from selector import ProblemError, load_rules
from selector.batch import select_batches
from tests.batch.four_films import ASKING, BY_FILM, EXPECTED, GOOD, SCENES, not_utf8, row

BAD_ROWS: dict[str, tuple[list[dict[str, Any]], int, str]] = {
    "a film that returns": (
        [row("salt", GOOD[0]), row("tide", GOOD[1]), row("salt", GOOD[2])],
        2,
        "row 3, film salt, scene 2: B704",
    ),
    "a manifest without placements": (
        [row("salt", GOOD[0]), row("salt", {**GOOD[1], "placements": None}), row("salt", GOOD[2])],
        1,
        "row 2, film salt, scene 1: placements: S402",
    ),
    "no JSON": ([row("salt", "{"), row("salt", GOOD[1])], 0, "row 1, film salt: S404"),
    "no manifest": ([row("salt", GOOD[0]), row("salt", None)], 1, "row 2, film salt: B702"),
    "no film": ([row("salt", GOOD[0]), row(None, GOOD[1])], 1, "row 2, scene 1: B702"),
    "no film in the first row": (
        [row(None, GOOD[0]), row("salt", GOOD[1])],
        0,
        "row 1, scene 0: B702",
    ),
    "an empty film": ([row("salt", GOOD[0]), row("", GOOD[1])], 1, "row 2, scene 1: B702"),
    "no assets": ([row("salt", GOOD[0]), row("sald", GOOD[1])], 1, "assets of film sald: B703"),
    "unusable assets": (
        [row("salt", GOOD[0]), row("broken", GOOD[1])],
        1,
        "assets of film broken: assets[0].quality_score: A",
    ),
}
WITH_BROKEN = {**BY_FILM, "broken": [{**BY_FILM["salt"][0], "quality_score": 85}]}


@pytest.mark.parametrize("name", BAD_ROWS)
@pytest.mark.parametrize("size", [1, 100])
def test_a_row_that_cannot_be_used_is_a_located_problem_and_never_an_answer(
    name: str, size: int
) -> None:
    rows, bad, where = BAD_ROWS[name]
    table = pa.Table.from_pylist(rows, SCENES.schema)
    with pytest.raises(ProblemError) as raised:
        list(select_batches(table.to_batches(size), WITH_BROKEN, ASKING))
    assert str(raised.value).startswith(where)

    skipped = select_batches(table.to_batches(size), WITH_BROKEN, ASKING, on_problem="skip")
    found = pa.concat_tables(skipped).to_pylist()
    assert [each["film"] for each in found] == [each["film"] for each in rows]
    assert [number for number, each in enumerate(found) if each["problems"]] == [bad]
    assert [number for number, each in enumerate(found) if each["tags"] is None] == [bad]


@pytest.mark.parametrize("is_table", [False, True])
def test_a_picture_that_cannot_be_used_leaves_each_scene_of_its_film_without_picks_and_is_named(
    is_table: bool,  # noqa: FBT001  # a case
) -> None:
    """Also where no scene places it, and others of the film could be sent."""
    unused = {"id": "85", "manifest_tag": "UNUSED", "asset_type": "PROP", "quality_score": 85.0}
    salt = [*BY_FILM["salt"], unused]
    assets: Any = {**BY_FILM, "salt": salt}
    if is_table:
        rows = [{"film": film, **each} for film, of_one in assets.items() for each in of_one]
        assets = pa.Table.from_pylist(rows)
    table = pa.Table.from_pylist([row(film, GOOD[0]) for film in ("salt", "salt", "tide")])
    skipped = select_batches(table, assets, ASKING, on_problem="skip")
    *of_salt, of_tide = pa.concat_tables(skipped).to_pylist()
    assert of_tide["tags"] is not None
    for each in of_salt:
        assert each["tags"] is None
        (problem,) = each["problems"]
        where = f"A502 assets of film salt: `assets[{len(salt) - 1}].quality_score` must be"
        assert problem.startswith(where)


def test_a_manifest_that_is_not_utf8_is_a_problem_of_its_row() -> None:
    good = SCENES.slice(0, 1).column("manifest").chunk(0)
    manifests = pa.concat_arrays([good, not_utf8(b'{"title": "\xe9"}')])
    table = pa.table({"film": ["salt", "salt"], "manifest": manifests})
    (found,) = select_batches(table, BY_FILM, ASKING, on_problem="skip")
    assert found.column("tags").to_pylist()[0]
    assert found.column("tags").to_pylist()[1] is None
    assert "S404 This is not JSON" in found.column("problems").to_pylist()[1][0]
    with pytest.raises(ProblemError, match="row 2, film salt: S404"):
        list(select_batches(table, BY_FILM, ASKING))


@pytest.mark.parametrize(
    ("placement", "what", "hint"),
    [
        ({"asset_tag": "WREN"}, "`placements[0].role` is missing.", "Write `subject` into the field `role`, or"),
        (
            "WREN",
            "`placements[0]` must be a struct with the keys `asset_tag` and `role`, not the text `WREN`.",
            'Write a struct such as `{"asset_tag": "WREN", "role": "subject"}`, or another tag and role.',
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_struct_is_said_of_its_fields_and_with_json_in_json(
    placement: Any, what: str, hint: str
) -> None:
    manifest = {"composition": {"shot_type": "wide"}, "placements": [placement]}
    structs = pa.table({"film": ["salt"], "manifest": [manifest]})
    columns = pa.table({"film": ["salt"], **{key: [value] for key, value in manifest.items()}})
    for table in (structs, columns):
        with pytest.raises(ProblemError) as raised:
            list(select_batches(table, BY_FILM, ASKING))
        (problem,) = raised.value.problems
        assert problem.what == what
        assert problem.hint.startswith(hint)
    texts = pa.table({"film": ["salt"], "manifest": [json.dumps(manifest)]})
    with pytest.raises(ProblemError) as raised:
        list(select_batches(texts, BY_FILM, ASKING))
    assert '"role": "subject"' in raised.value.problems[0].hint
    assert "struct" not in str(raised.value)


@pytest.mark.parametrize(
    ("key", "value", "what", "hint"),
    [
        (
            "placements",
            None,
            "`placements` is null.",
            "Write a list such as `[{",
        ),
        (
            "composition",
            {"shot_type": {}},
            "`composition.shot_type` must be text, not an empty struct.",
            "Write `close_up` into the field `shot_type`",
        ),
    ],
)
def test_what_a_struct_must_hold_is_said_in_words_of_columns(
    key: str, value: Any, what: str, hint: str
) -> None:
    table = pa.table({"film": ["salt"], "manifest": [{**GOOD[0], key: value}]})
    with pytest.raises(ProblemError) as raised:
        list(select_batches(table, BY_FILM, ASKING))
    (problem,) = raised.value.problems
    assert problem.what == what
    assert problem.hint.startswith(hint)


def key_of_row_2(value: Any) -> pa.Table:
    """Two scenes as structs; in the second a key that no rule asks for has some value."""
    rows = pa.array(GOOD[:2])
    arrays = [*map(rows.field, range(rows.type.num_fields)), value]
    names = [*(field.name for field in rows.type), "title"]
    structs = pa.StructArray.from_arrays(arrays, names)
    return pa.table({"film": ["salt", "salt"], "manifest": structs})


NO_VALUES_OF_PYTHON = {
    "not UTF-8": (pa.concat_arrays([pa.array(["x"]), not_utf8(b"\xe9")]), "text that is not UTF-8"),
    "far ahead": (pa.array([0, 2**62]).cast(pa.timestamp("us")), "a value that cannot be read"),
    "a day far ahead": (
        pa.array([0, 2**30], pa.int32()).cast(pa.date32()),
        "a value that cannot be read",
    ),
    "a duration too long": (
        pa.array([0, 2**62]).cast(pa.duration("s")),
        "a value that cannot be read",
    ),
    "a time zone of Mars": (
        pa.array([None, 0]).cast(pa.timestamp("us", "Mars/Phobos")),
        "a value that cannot be read",
    ),
    "a key twice": (
        pa.StructArray.from_arrays(
            [pa.array([1, 2])] * 2, names=["a", "a"], mask=pa.array([True, False])
        ),
        "a value that cannot be read",
    ),
}


@pytest.mark.parametrize("name", NO_VALUES_OF_PYTHON)
@pytest.mark.parametrize("size", [1, 2])
@pytest.mark.parametrize("form", ["structs", "columns"])
def test_a_value_that_python_has_not_is_a_problem_of_its_row(
    name: str, size: int, form: str
) -> None:
    value, words = NO_VALUES_OF_PYTHON[name]
    table = key_of_row_2(value)
    column = "manifest"
    if form == "columns":
        structs = table.column("manifest").combine_chunks()
        arrays = [*map(structs.field, range(structs.type.num_fields))]
        names = [field.name for field in structs.type]
        table = pa.table([table.column("film"), *arrays], names=["film", *names])
        column = "title"
    skipped = select_batches(table.to_batches(size), BY_FILM, ASKING, on_problem="skip")
    first, second = pa.concat_tables(skipped).to_pylist()
    assert first["tags"] == EXPECTED[0]["tags"]
    assert second["tags"] is None
    assert second["problems"][0].startswith(f"B701 The column `{column}` has {words}.")
    where = f"row 2, film salt: {column}: B701 The column"
    with pytest.raises(ProblemError, match=where):
        list(select_batches(table.to_batches(size), BY_FILM, ASKING))


HALF = {
    "the shot type": ({"shot_type": "wide \ud83d"}, "WREN"),
    "a tag": ({"shot_type": "wide"}, "WREN\ud83d"),
}


@pytest.mark.parametrize("name", HALF)
@pytest.mark.parametrize("size", [1, 3])
def test_half_a_character_is_a_problem_of_its_row(name: str, size: int) -> None:
    """As a text that was cut in the middle of an emoji has it, in JSON."""
    composition, tag = HALF[name]
    half = {"composition": composition, "placements": [{"asset_tag": tag, "role": "subject"}]}
    table = pa.Table.from_pylist([row("salt", each) for each in (GOOD[0], half, GOOD[1])])
    skipped = select_batches(table.to_batches(size), BY_FILM, ASKING, on_problem="skip")
    first, second, third = pa.concat_tables(skipped).to_pylist()
    assert None not in (first["tags"], third["tags"])
    assert second["tags"] is None
    (problem,) = second["problems"]
    assert problem.startswith("S402 `W" if name == "a tag" else "S402 `wide")
    assert problem.endswith(" has half of a character. Write the whole character, or leave it out.")
    with pytest.raises(ProblemError, match=r"^row 2, film salt: S402"):
        list(select_batches(table.to_batches(size), BY_FILM, ASKING))


@pytest.mark.parametrize("key", ["manifest_tag", "id", "asset_type"])
def test_half_a_character_of_an_asset_is_a_problem_of_a_row_that_would_have_it(key: str) -> None:
    """Of a type, the row would have it in a note."""
    asset = {"manifest_tag": "WREN", "asset_type": "prop", "id": "1"}
    asset[key] += "\ud83d"
    placed = {"asset_tag": asset["manifest_tag"], "role": "subject"}
    scene = {"composition": {"shot_type": "wide"}, "placements": [placed]}
    table = pa.Table.from_pylist([row("salt", scene)])
    (found,) = select_batches(table, [asset], load_rules(), on_problem="skip")
    ((problem,),) = found.column("problems").to_pylist()
    assert problem.startswith("S402 ")
    assert " has half of a character." in problem
