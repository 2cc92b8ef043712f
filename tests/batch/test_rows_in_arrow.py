"""A row that cannot be used: where it is, why, and a row of the answer in its place."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd  # type: ignore[import-untyped]  # it has no types of its own
import pyarrow as pa
import pyarrow.compute
import pytest

from selector import ProblemError, load_rules
from selector.batch import select_batches
from tests.batch.four_films import ASKING, BY_FILM, EXPECTED, GOOD, SCENES, not_utf8, row, rows_of

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
    empty: list[str] | None = None
    if name == "unusable assets":  # a film without pictures sends none
        empty = []
    assert [number for number, each in enumerate(found) if each["tags"] == empty] == [bad]


UNUSABLE: dict[str, Any] = {**BY_FILM["salt"][0], "id": "85", "quality_score": 85.0}
WITH_UNUSABLE = {
    **BY_FILM,
    "salt": [UNUSABLE, *BY_FILM["salt"], UNUSABLE],  # one object, twice
    "moor": [*BY_FILM["moor"], {**UNUSABLE, "quality_score": 9.0, "asset_type": ""}],
}
NAMED = {
    "salt": "A502 assets of film salt: `assets[0].quality_score` must be a number from 0 to 10",
    "moor": f"A501 assets of film moor: `assets[{len(BY_FILM['moor'])}].asset_type` is empty.",
}
GIVEN: dict[str, Any] = {
    "lists": WITH_UNUSABLE,
    "generators": lambda film: (asset for asset in WITH_UNUSABLE[film]),
    "tables": lambda film: pa.Table.from_pylist([*map(dict, WITH_UNUSABLE[film])]),
    "one table": pa.Table.from_pylist(
        [{"film": film, **each} for film, of_one in WITH_UNUSABLE.items() for each in of_one]
    ),
}


@pytest.mark.parametrize("form", GIVEN)
@pytest.mark.parametrize("size", [1, 100])
def test_a_picture_that_cannot_be_used_is_left_out_and_named_in_each_row_of_its_film(
    form: str, size: int
) -> None:
    skipped = select_batches(SCENES.to_batches(size), GIVEN[form], ASKING, on_problem="skip")
    found = [*skipped]
    assert rows_of(found) == EXPECTED
    for each in pa.concat_tables(found).to_pylist():
        named = NAMED.get(each["film"])
        if named is None:
            assert each["problems"] == []
        else:
            assert each["problems"][0].startswith(named)
    with pytest.raises(
        ProblemError, match=r"^assets of film salt: assets\[0\]\.quality_score: A502"
    ):
        list(select_batches(SCENES, GIVEN[form], ASKING))


def test_a_picture_that_all_films_share_is_left_out_likewise() -> None:
    salt = SCENES.filter(pa.compute.equal(SCENES.column("film"), "salt"))
    good = BY_FILM["salt"]
    expected = rows_of(select_batches(salt, good, ASKING))
    for assets in (WITH_UNUSABLE["salt"], pa.Table.from_pylist(WITH_UNUSABLE["salt"])):
        found = [*select_batches(salt, assets, ASKING, on_problem="skip")]
        assert rows_of(found) == expected
        for problems in pa.concat_tables(found).column("problems").to_pylist():
            assert problems[0].startswith("A502 assets: `assets[0].quality_score` must be")


def test_of_two_pictures_with_one_id_the_later_is_left_out() -> None:
    twice = {"salt": [*BY_FILM["salt"], {**BY_FILM["salt"][0], "quality_score": 9.9}]}
    salt = pa.Table.from_pylist([row("salt", each) for each in GOOD])
    found = [*select_batches(salt, twice, ASKING, on_problem="skip")]
    assert rows_of(found) == rows_of(select_batches(salt, BY_FILM, ASKING))
    for problems in pa.concat_tables(found).column("problems").to_pylist():
        (problem,) = problems
        assert problem.startswith("A503 assets of film salt: ")


@pytest.mark.parametrize("form", ["list", "table"])
def test_a_thousand_pictures_that_cannot_be_used_take_four_texts_of_each_row(form: str) -> None:
    good = [row("salt", GOOD[0]), row("tide", GOOD[0])]
    scenes = pa.Table.from_pylist([each for each in good for _ in range(500)])
    assets: Any = [{**UNUSABLE, "id": str(number)} for number in range(1_000)]
    assets[1]["asset_type"] = ""  # a picture of which two things are wrong
    if form == "table":
        assets = pa.Table.from_pylist(assets)
    picks = pa.concat_tables(
        select_batches(scenes.to_batches(100), assets, ASKING, on_problem="skip")
    )
    assert picks.num_rows == 1_000
    first, *others = picks.column("problems").to_pylist()
    assert others == [first] * 999
    assert [each[:40].partition("]")[0] for each in first] == [
        "A502 assets: `assets[0",
        "A501 assets: `assets[1",
        "A502 assets: `assets[1",
        "A502 assets: `assets[2",
        "and 997 more pictures cannot be used",
    ]
    assert picks.column("problems").nbytes < 1_000 * 1_000


def test_of_four_pictures_that_cannot_be_used_the_last_is_counted_once_however_often_it_is_there() -> (
    None
):
    assets = [{**UNUSABLE, "id": str(number)} for number in range(4)]
    scene = pa.Table.from_pylist([row("salt", GOOD[0])])
    (picks,) = select_batches(scene, [*assets, *assets], ASKING, on_problem="skip")
    (problems,) = picks.column("problems").to_pylist()
    assert len(problems) == 4
    assert problems[3] == "and 1 more picture cannot be used"
    (picks,) = select_batches(scene, [*assets[:3], *assets[:3]], ASKING, on_problem="skip")
    assert "more" not in str(picks.column("problems"))


def test_a_row_that_cannot_be_used_says_only_what_is_wrong_with_it() -> None:
    rows = [row("salt", GOOD[0]), row("salt", "{")]
    table = pa.Table.from_pylist(rows, SCENES.schema)
    (found,) = select_batches(table, WITH_UNUSABLE, ASKING, on_problem="skip")
    (problem,) = found.column("problems").to_pylist()[1]
    assert problem.startswith("S404 This is not JSON")


def test_assets_that_are_no_list_of_assets_leave_a_film_without_picks() -> None:
    """A data frame gives the names of its columns, and none of these is a picture to leave out."""
    frame = pd.DataFrame(BY_FILM["salt"])
    table = pa.Table.from_pylist([row("salt", GOOD[0])])
    (found,) = select_batches(table, {"salt": frame}, ASKING, on_problem="skip")
    assert found.column("tags").to_pylist() == [None]
    (problem,) = found.column("problems").to_pylist()[0]
    assert problem.startswith("A501 assets of film salt: The assets are a `DataFrame`.")


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
