"""Arrow in, Arrow out: what `select_many` picks for each film, however the rows are cut into batches."""

from __future__ import annotations

import itertools
import json
import pickle
import subprocess
import sys
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selector import AssetPool, ProblemError, load_rules
from selector.batch import picks_schema, select_batches
from tests.batch.films_in_arrow import (
    asking_rules,
    asset_table,
    assets_of,
    manifests_of,
    scene_table,
)
from tests.long import many

FILMS = {"salt": 9, "tide": 5, "moor": 12, "lamp": 1}
SCENES = scene_table(FILMS)
BY_FILM = {film: assets_of(number) for number, film in enumerate(FILMS)}
ASKING = asking_rules()


def expected(rules: Any, by_film: dict[str, Any] = BY_FILM) -> list[dict[str, Any]]:
    """What `select_many` makes of each film."""
    rows = []
    for number, (film, count) in enumerate(FILMS.items()):
        scenes = manifests_of(number, count)
        for selection in rules.select_many(scenes, AssetPool(by_film[film])):
            row = {
                "film": film,
                "scene": str(selection.scene.index),
                "shot": selection.scene.shot_type,
                "rule": selection.shot,
                "tags": list(selection.tags),
                "ids": [asset["id"] for asset in selection.assets],
            }
            rows.append(row)
    return rows


def rows_of(tables: Any) -> list[dict[str, Any]]:
    """All rows, without what `expected` does not say."""
    table = pa.concat_tables(tables)
    return list(table.select(["film", "scene", "shot", "rule", "tags", "ids"]).to_pylist())


EXPECTED = expected(ASKING)


def cut(table: pa.Table, places: list[int]) -> list[pa.RecordBatch]:
    """The rows of a table in batches that begin at some places."""
    bounds = [0, *sorted(places), table.num_rows]
    pieces = [table.slice(a, b - a) for a, b in itertools.pairwise(bounds)]
    return [
        pa.RecordBatch.from_arrays([c.combine_chunks() for c in each.columns], each.column_names)
        for each in pieces
    ]


@settings(max_examples=many(25, 3_000), deadline=None)
@given(st.lists(st.integers(0, SCENES.num_rows), max_size=6))
def test_it_makes_no_difference_where_batches_are_cut(places: list[int]) -> None:
    batches = cut(SCENES, places)
    tables = list(select_batches(batches, BY_FILM, ASKING))
    assert [table.num_rows for table in tables] == [batch.num_rows for batch in batches]
    assert rows_of(tables) == EXPECTED


def test_the_scenes_before_make_a_difference_here() -> None:
    alone = [
        table
        for place in range(SCENES.num_rows)
        for table in select_batches([SCENES.slice(place, 1)], BY_FILM, ASKING)
    ]
    assert rows_of(alone) != EXPECTED


@pytest.mark.parametrize("rules", [load_rules(), load_rules("cinematic")], ids=lambda r: r.name)
def test_rules_that_ask_less_pick_the_same_too(rules: Any) -> None:
    assert rows_of(select_batches(SCENES, BY_FILM, rules)) == expected(rules)


def not_utf8(text: bytes) -> Any:
    """A text as another program may write it: Arrow takes any bytes."""
    return pa.Array.from_buffers(pa.string(), 1, pa.array([text]).buffers())


def as_keys(table: pa.Table) -> pa.Table:
    rows = table.to_pylist()
    return pa.Table.from_pylist([{"film": r["film"], **json.loads(r["manifest"])} for r in rows])


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


def test_films_may_have_whole_numbers_and_assets_a_table() -> None:
    numbers = {film: number for number, film in enumerate(FILMS)}
    films = [numbers[film] for film in SCENES.column("film").to_pylist()]
    scenes = SCENES.set_column(0, "film", pa.array(films))
    assets = asset_table([str(number) for number in numbers.values()])
    found = rows_of(select_batches(scenes, assets, ASKING))
    assert [{**row, "film": ""} for row in found] == [{**row, "film": ""} for row in EXPECTED]


def test_assets_come_in_many_forms(tmp_path: Any) -> None:
    table = asset_table(list(FILMS))
    pq.write_table(table, tmp_path / "assets.parquet", row_group_size=5)
    mixed = table.take([*range(1, table.num_rows, 2), *range(0, table.num_rows, 2)])
    forms: list[Any] = [
        BY_FILM,
        {film: AssetPool(assets) for film, assets in BY_FILM.items()},
        BY_FILM.get,
        table,
        table.to_batches()[0],
        ds.dataset(tmp_path / "assets.parquet"),
    ]
    for form in forms:
        assert rows_of(select_batches(SCENES, form, ASKING)) == EXPECTED
    by_mixed = {film: assets_of(n)[1::2] + assets_of(n)[::2] for n, film in enumerate(FILMS)}
    assert rows_of(select_batches(SCENES, mixed, ASKING)) == expected(ASKING, by_mixed)


NANOSECONDS = """
import sys
sys.modules["pandas"] = type("pandas", (), {"__version__": "0"})  # as if it were not installed
import pyarrow as pa
from selector import load_rules
from selector.batch import select_batches
from selector.batch.scene_columns import rows_in

count = pa.array([1_234_567_890_123_456_789])
nested = pa.struct([("seen", pa.list_(pa.timestamp("ns")))])
times = {
    "manifest_tag": ["WREN"],
    "asset_type": ["CHARACTER"],
    "made": count.cast(pa.timestamp("ns", "UTC")),
    "took": count.cast(pa.duration("ns")),
    "at": pa.array([1_001]).cast(pa.time64("ns")),
    "nested": pa.array([{"seen": [1_234_567_890_123_456_789]}], nested),
}
assets = pa.table(times)
[row] = rows_in(assets)
print(row["made"], row["took"], row["at"], row["nested"]["seen"][0])
wide = {"shot_type": "wide"}
placed = {"asset_tag": "WREN", "role": "subject"}
manifest = pa.array([{"composition": wide, "placements": [placed]}])
keys = [*manifest.flatten(), assets.column("nested").chunk(0)]
manifest = pa.StructArray.from_arrays(keys, ["composition", "placements", "more"])
scene = pa.table({"film": ["salt"], "manifest": manifest})
for given in (assets, assets.append_column("film", pa.array(["salt"]))):
    print(next(select_batches(scene, given, load_rules())).column("tags").to_pylist())
"""


def test_times_finer_than_those_of_python_are_cut_and_stop_nothing() -> None:
    found = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", NANOSECONDS],
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.stderr == ""
    cut = "2009-02-13 23:31:30.123456"
    assert found.stdout.splitlines() == [
        f"{cut}+00:00 14288 days, 23:31:30.123456 00:00:00.000001 {cut}",
        "[['WREN']]",
        "[['WREN']]",
    ]


def test_all_films_may_share_their_assets() -> None:
    shared = assets_of(0)
    table = pa.Table.from_pylist(shared)
    same = expected(ASKING, dict.fromkeys(FILMS, shared))
    for form in (shared, tuple(shared), AssetPool(shared), table, ds.dataset(table)):
        assert rows_of(select_batches(SCENES, form, ASKING)) == same


def test_a_table_says_which_rules_picked_and_what_was_missing() -> None:
    rules = load_rules("cinematic")
    table = next(select_batches(SCENES, BY_FILM, rules))
    assert table.schema == picks_schema(rules)
    assert table.schema.metadata[b"selector.digest"] == rules.digest.encode()
    assert table.schema.metadata[b"selector.meaning"] == b"2"
    lost = [row for row in table.to_pylist() if row["missing"]]
    assert lost
    assert all(tag.endswith("_LOST") for row in lost for tag in row["missing"])
    by_default = next(select_batches(SCENES, BY_FILM, load_rules()))
    assert {note for row in by_default.to_pylist() for note in row["notes"]}


def test_it_is_lazy() -> None:
    asked = []

    def batches() -> Any:
        for batch in SCENES.to_batches(4):
            asked.append(batch)
            yield batch

    tables = select_batches(batches(), BY_FILM, ASKING)
    assert not asked
    next(tables)
    assert len(asked) == 1


def test_a_pool_is_made_once_for_each_film_and_dropped() -> None:
    asked: list[str] = []

    def assets(film: str) -> Any:
        asked.append(film)
        return BY_FILM[film]

    list(select_batches(SCENES.to_batches(3), assets, ASKING))
    assert asked == list(FILMS)


def row(film: str | None, manifest: Any) -> dict[str, Any]:
    text = manifest if manifest is None or isinstance(manifest, str) else json.dumps(manifest)
    return {"film": film, "manifest": text}


GOOD = manifests_of(0, 3)
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


def test_assets_that_are_not_utf8_name_the_column() -> None:
    assets = pa.table({"film": ["salt"], "manifest_tag": not_utf8(b"\xe9"), "asset_type": ["PROP"]})
    with pytest.raises(ProblemError, match="B701 The column `manifest_tag` has text that is not"):
        list(select_batches(SCENES, assets, ASKING))


@pytest.mark.parametrize("film", [None, ""])
def test_an_asset_without_a_film_is_refused_with_its_row(film: str | None, tmp_path: Any) -> None:
    rows = [{"film": "salt", **each} for each in BY_FILM["salt"]]
    rows[2]["film"] = film
    assets = pa.Table.from_pylist(rows)
    ds.write_dataset(assets, tmp_path, format="parquet")
    for form in (assets, ds.dataset(tmp_path)):
        with pytest.raises(ProblemError, match="assets, row 3: B702 There is no film in this"):
            select_batches(SCENES, form, ASKING, on_problem="skip")


BAD_ASSETS: list[tuple[str, Any, str]] = [
    ("asset_type", None, "Write `character` into the column `asset_type`, or another type: "),
    ("asset_type", 3, "Write `character` into the column `asset_type`, or another type: "),
    (
        "manifest_tag",
        " ",
        "Write `WREN` into the column `manifest_tag`, or another tag that scenes use.",
    ),
    ("quality_score", 85, "Write `8.5` into the column `quality_score`, or leave it out."),
    ("quality_score", "8.5", "Write the column `quality_score` as numbers, not as text."),
    ("is_face_crop", "yes", "Write the column `is_face_crop` as true and false, not as text."),
    (
        "clean_reference",
        "c.png",
        'Write a struct such as `{"clean_image_url": "clean/wren.png"}` into the column',
    ),
]


@pytest.mark.parametrize(("column", "value", "hint"), BAD_ASSETS)
def test_what_is_wrong_with_a_table_of_assets_is_said_of_its_columns(
    column: str, value: Any, hint: str, tmp_path: Path
) -> None:
    """A list of dictionaries is answered as a program writes it."""
    row = {"manifest_tag": "WREN", "asset_type": "CHARACTER", column: value}
    shared, of_film = pa.Table.from_pylist([row]), pa.Table.from_pylist([{**row, "film": "salt"}])
    ds.write_dataset(of_film, tmp_path, format="parquet")
    for form in (shared, of_film, ds.dataset(tmp_path), {"salt": shared}, lambda _: shared):
        with pytest.raises(ProblemError) as raised:
            list(select_batches(SCENES, form, ASKING))
        assert raised.value.problems[0].hint.startswith(hint)
    with pytest.raises(ProblemError) as raised:
        list(select_batches(SCENES, [row], ASKING))
    assert not raised.value.problems[0].hint.startswith(hint)


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


def test_data_frames_of_other_libraries_go_as_they_are() -> None:
    frame = SCENES.to_pandas()
    assert rows_of(select_batches(frame, BY_FILM, ASKING)) == EXPECTED
    (batch,) = SCENES.combine_chunks().to_batches()
    assert rows_of(select_batches(batch, BY_FILM, ASKING)) == EXPECTED
    other = SimpleNamespace(__arrow_c_array__=batch.__arrow_c_array__)
    assert rows_of(select_batches(other, BY_FILM, ASKING)) == EXPECTED


def test_a_skipped_scene_is_still_the_scene_before() -> None:
    broken = {**manifests_of(0, 9)[4], "placements": None}
    manifests: list[Any] = manifests_of(0, 9)
    manifests[4] = broken
    table = pa.Table.from_pylist([row("salt", each) for each in manifests])
    found = rows_of(select_batches(table.to_batches(2), BY_FILM, ASKING, on_problem="skip"))
    selections = ASKING.select_many(manifests, AssetPool(BY_FILM["salt"]))
    tags: list[Any] = []
    for _ in manifests:
        try:
            tags.append(list(next(selections).tags))
        except ProblemError:
            tags.append(None)
    assert [each["tags"] for each in found] == tags


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (pa.table({"movie": ["a"], "manifest": ["{}"]}), "There is no column `film`, which says"),
        (pa.table({"film": ["a"], "manifst": ["{}"]}), "Did you mean `manifst`?"),
        (pa.table({"film": ["a"]}), "There is no column `manifest`, which holds"),
        (
            pa.table({"film": [1.5], "manifest": ["{}"]}),
            "The column `film` must hold text or whole numbers; it holds numbers with a decimal",
        ),
        (pa.table({"film": [["a"]], "manifest": ["{}"]}), "; it holds lists."),
        (pa.table({"film": [date(2026, 1, 1)], "manifest": ["{}"]}), "; it holds dates."),
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


def test_a_dictionary_of_views_names_films_and_holds_manifests() -> None:
    columns = {}
    for name in SCENES.column_names:
        encoded = SCENES.column(name).combine_chunks().dictionary_encode()
        views = encoded.dictionary.cast(pa.string_view())
        columns[name] = pa.DictionaryArray.from_arrays(encoded.indices, views)
    assert rows_of(select_batches(pa.table(columns), BY_FILM, ASKING)) == EXPECTED


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


def test_assets_may_come_from_a_reader() -> None:
    assets = asset_table(list(FILMS))
    assert rows_of(select_batches(SCENES, assets.to_reader(), ASKING)) == EXPECTED

    def reader_of(film: str) -> Any:
        return pa.Table.from_pylist(BY_FILM[film]).to_reader()

    assert rows_of(select_batches(SCENES, reader_of, ASKING)) == EXPECTED


def test_a_dataset_that_arrow_cannot_search_is_a_problem() -> None:
    assets = asset_table(list(FILMS))
    views = assets.set_column(0, "film", assets.column("film").cast(pa.string_view()))
    assert rows_of(select_batches(SCENES, views, ASKING)) == EXPECTED
    with pytest.raises(ProblemError, match="B701 This dataset cannot be searched for a film"):
        list(select_batches(SCENES, ds.dataset(views), ASKING))


def test_assets_with_two_columns_of_one_name_are_refused() -> None:
    assets = asset_table(list(FILMS))
    other = pa.array([f"other {row}" for row in range(assets.num_rows)])
    twice = assets.append_column("id", other)
    (batch,) = twice.combine_chunks().to_batches()
    for form in (twice, batch, twice.drop_columns(["film"])):
        with pytest.raises(ProblemError, match=r"row 1: id: B701 There are several columns `id`\."):
            list(select_batches(SCENES, form, ASKING))
    with pytest.raises(ProblemError, match="assets: id: B701 There are several columns"):
        select_batches(SCENES, ds.dataset(twice), ASKING)


def test_an_asset_with_a_value_that_python_has_not_is_named_by_its_row() -> None:
    assets = asset_table(["salt", "tide"])
    far = pa.array([0] * 20 + [2**62] + [0] * (assets.num_rows - 21)).cast(pa.timestamp("us"))
    with pytest.raises(ProblemError, match=r"^assets, row 21: created_at: B701 The column"):
        list(select_batches(SCENES, assets.append_column("created_at", far), ASKING))


def test_assets_of_films_without_names_are_refused_at_once() -> None:
    assets = pa.table({"film": [1.5], "manifest_tag": ["WREN"], "asset_type": ["CHARACTER"]})
    for form in (assets, ds.dataset(assets)):
        with pytest.raises(ProblemError, match="assets: film: B701 The column `film` must hold"):
            select_batches(SCENES, form, ASKING)


def test_films_that_are_numbers_have_assets_by_number_or_by_text() -> None:
    table = pa.table({"film": [1, -2], "manifest": [json.dumps(each) for each in GOOD[:2]]})
    salt = BY_FILM["salt"]
    expected = rows_of(select_batches(table, salt, ASKING))
    encoded = table.set_column(0, "film", table.column("film").dictionary_encode())
    assert rows_of(select_batches(encoded, salt, ASKING)) == expected
    for assets in ({1: salt, -2: salt}, {"1": salt, "-2": salt}):
        assert rows_of(select_batches(table, assets, ASKING)) == expected
    padded = pa.table({"film": ["01"], "manifest": [json.dumps(GOOD[0])]})
    with pytest.raises(ProblemError, match="B703"):
        list(select_batches(padded, {1: salt}, ASKING))
    with pytest.raises(ProblemError, match="B703"):
        list(select_batches(table, {1: None}, ASKING))


def test_arguments_of_another_type_are_refused_at_once() -> None:
    with pytest.raises(TypeError, match="Pass `load_rules"):
        select_batches(SCENES, BY_FILM, "cinematic")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match='must be "raise" or "skip"'):
        select_batches(SCENES, BY_FILM, ASKING, on_problem="stop")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="not one asset"):
        select_batches(SCENES, BY_FILM["salt"][0], ASKING)
    for assets in (7, np.float64(7), "assets.parquet", b"assets"):
        with pytest.raises(TypeError, match="must be the assets of all films"):
            select_batches(SCENES, assets, ASKING)  # type: ignore[arg-type]
    used_up = (asset for asset in BY_FILM["salt"])
    assert list(used_up)
    with pytest.raises(ProblemError, match="already been used up"):
        select_batches(SCENES, used_up, ASKING)
    for scenes in (None, 7, np.float64(7), "scenes.parquet"):
        with pytest.raises(TypeError, match="`record_batches` must be Arrow record batches"):
            select_batches(scenes, BY_FILM, ASKING)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="must give Arrow record batches, not `dict`"):
        list(select_batches([{"film": "a"}], BY_FILM, ASKING))


def test_a_schema_needs_rules() -> None:
    nothing: Any = None
    with pytest.raises(TypeError, match=r"^`rules` must be rules, not `None`. Pass `load_rules"):
        picks_schema(nothing)


def test_a_call_can_be_sent_to_another_process() -> None:
    rules, pool = pickle.loads(pickle.dumps((ASKING, AssetPool(BY_FILM["salt"]))))
    found = rows_of(select_batches(SCENES.slice(0, 9), pool, rules))
    assert found == EXPECTED[:9]


def test_without_pyarrow_one_sentence_names_the_extra() -> None:
    program = "import sys; sys.modules['pyarrow'] = None\nimport selector\nselector.load_rules()\nimport selector.batch"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    last = done.stderr.splitlines()[-1]
    assert last == (
        "ImportError: Batches of scenes need pyarrow. Install it with `pip install 'reference-selector[batch]'`."
    )
