"""The forms in which scenes come: batches, tables and data frames, and what their columns hold."""

from __future__ import annotations

import json
from datetime import date
from types import SimpleNamespace

import pyarrow as pa
import pytest

from selector import ProblemError
from selector.batch import select_batches
from tests.batch.four_films import ASKING, BY_FILM, EXPECTED, GOOD, SCENES, not_utf8, rows_of

MAP = pa.map_(pa.string(), pa.int64())


def as_keys(table: pa.Table) -> pa.Table:
    rows = table.to_pylist()
    return pa.Table.from_pylist([{"film": r["film"], **json.loads(r["manifest"])} for r in rows])


def as_json(storage: pa.DataType) -> pa.Array:
    """The manifests as DuckDB gives JSON, and Parquet has it."""
    texts = SCENES.column("manifest").combine_chunks().cast(storage)
    return pa.ExtensionArray.from_storage(pa.json_(storage), texts)


FORMS = {
    "text": SCENES,
    "large text": SCENES.cast(
        pa.schema([("film", pa.large_string()), ("manifest", pa.large_string())])
    ),
    "views": SCENES.cast(pa.schema([("film", pa.string_view()), ("manifest", pa.string_view())])),
    "bytes": SCENES.cast(pa.schema([("film", pa.string()), ("manifest", pa.binary())])),
    "views of bytes": SCENES.cast(
        pa.schema([("film", pa.string()), ("manifest", pa.binary())])
    ).cast(pa.schema([("film", pa.string()), ("manifest", pa.binary_view())])),
    "text that is marked as JSON": SCENES.set_column(1, "manifest", as_json(pa.string())),
    "views that are marked as JSON": SCENES.set_column(1, "manifest", as_json(pa.string_view())),
    "dictionaries": pa.table(
        {name: SCENES.column(name).dictionary_encode() for name in SCENES.column_names}
    ),
    "structs": pa.table(
        {
            "film": SCENES.column("film"),
            "manifest": [json.loads(text) for text in SCENES.column("manifest").to_pylist()],
        }
    ),
    "a column for each key": as_keys(SCENES),
    "the name of pipelines": SCENES.rename_columns(["film", "manifest_json"]),
    "more columns": SCENES.append_column("year", pa.array([1990] * SCENES.num_rows)),
}


@pytest.mark.parametrize("form", FORMS)
def test_scenes_come_in_many_forms(form: str) -> None:
    assert rows_of(select_batches(FORMS[form].to_batches(7), BY_FILM, ASKING)) == EXPECTED


def test_data_frames_of_other_libraries_go_as_they_are() -> None:
    frame = SCENES.to_pandas()
    assert rows_of(select_batches(frame, BY_FILM, ASKING)) == EXPECTED
    (batch,) = SCENES.combine_chunks().to_batches()
    assert rows_of(select_batches(batch, BY_FILM, ASKING)) == EXPECTED
    other = SimpleNamespace(__arrow_c_array__=batch.__arrow_c_array__)
    assert rows_of(select_batches(other, BY_FILM, ASKING)) == EXPECTED


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (pa.table({"movie": ["a"], "manifest": ["{}"]}), "There is no column `film`, which says"),
        (pa.table({"film": ["a"], "manifst": ["{}"]}), "Did you mean `manifst`?"),
        (pa.table({"film": ["a"]}), "There is no column `manifest`, which holds"),
        (
            pa.table({"film": ["a"], "composition": [{"shot_type": "cu"}]}),
            "There is no column `placements`, which a scene needs beside `composition`.",
        ),
        (
            pa.table({"film": ["a"], "placements": [[]], "compositon": [{"shot_type": "cu"}]}),
            "`composition`, which a scene needs beside `placements`. Did you mean `compositon`?",
        ),
        (
            pa.table({"film": [1.5], "manifest": ["{}"]}),
            "The column `film` must hold text or whole numbers; it holds numbers with a decimal",
        ),
        (pa.table({"film": [["a"]], "manifest": ["{}"]}), "; it holds lists."),
        (pa.table({"film": [date(2026, 1, 1)], "manifest": ["{}"]}), "; it holds dates."),
        (pa.table({"film": pa.array([[("a", 1)]], MAP), "manifest": ["{}"]}), "; it holds maps."),
        (
            pa.table({"film": pa.array([True]).dictionary_encode(), "manifest": ["{}"]}),
            "; it holds true and false.",
        ),
        (
            pa.table({"film": ["a"], "manifest": ["{}"], "manifest_json": ["{}"]}),
            "There are two columns with manifests: `manifest` and `manifest_json`. Keep one",
        ),
        (
            pa.table([["a"], ["b"], ["{}"]], names=["film", "film", "manifest"]),
            "There are several columns `film`.",
        ),
        (
            pa.table({"film": ["a"], "manifest": [7]}),
            "must hold JSON text or structs; it holds whole numbers.",
        ),
        (
            pa.table({"film": not_utf8(b"caf\xe9"), "manifest": ["{}"]}),
            "The column `film` has text that is not UTF-8.",
        ),
        (
            pa.table(
                [["a"], [{"shot_type": "cu"}], [[]], ["x"], ["y"]],
                names=["film", "composition", "placements", "scene_index", "scene_index"],
            ),
            "There are several columns `scene_index`. Keep one of them",
        ),
        (
            pa.table({"film\x1b[31m\n": ["a"], "manifest": ["{}"]}),
            "The columns are `film [31m ` and `manifest`.",
        ),
    ],
)
def test_columns_that_are_not_as_they_should_be_are_named(table: pa.Table, words: str) -> None:
    with pytest.raises(ProblemError, match="B701") as raised:
        list(select_batches(table, BY_FILM, ASKING, on_problem="skip"))
    assert words in str(raised.value)


def test_a_dictionary_of_views_names_films_and_holds_manifests() -> None:
    columns = {}
    for name in SCENES.column_names:
        encoded = SCENES.column(name).combine_chunks().dictionary_encode()
        views = encoded.dictionary.cast(pa.string_view())
        columns[name] = pa.DictionaryArray.from_arrays(encoded.indices, views)
    assert rows_of(select_batches(pa.table(columns), BY_FILM, ASKING)) == EXPECTED


def test_a_whole_emoji_in_json_is_kept() -> None:
    text = json.dumps({**GOOD[0], "composition": {"shot_type": "wide \U0001f600"}})
    assert "\\ud83d" in text
    (found,) = select_batches(pa.table({"film": ["salt"], "manifest": [text]}), BY_FILM, ASKING)
    assert found.column("shot").to_pylist() == ["wide \U0001f600"]


def test_what_is_a_column_and_no_batch_is_refused() -> None:
    column = SCENES.column("film")
    for form in (column, column.chunk(0), [column], [column.chunk(0)]):
        with pytest.raises(TypeError, match="`record_batches` must give Arrow record batches"):
            list(select_batches(form, BY_FILM, ASKING))


def test_a_number_of_a_scene_is_the_same_in_a_column_of_decimals_of_floats_and_in_json() -> None:
    floats = [1.5, 12.0, 0.25]
    decimals = pa.array(floats).cast(pa.decimal128(9, 4))
    texts = [json.dumps({**GOOD[0], "scene_index": number}) for number in floats]
    structs = [{**GOOD[0], "scene_index": each} for each in decimals.to_pylist()]
    for manifests in (texts, structs):
        table = pa.table({"film": ["salt"] * 3, "manifest": manifests})
        (found,) = select_batches(table, BY_FILM, ASKING)
        assert found.column("scene").to_pylist() == ["1.5", "12", "0.25"]
