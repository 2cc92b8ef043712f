"""The forms in which assets come, for each film or for all, and what is wrong with a table of them."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from selector import AssetPool, ProblemError
from selector.batch import select_batches
from tests.batch.films_in_arrow import asset_table, assets_of
from tests.batch.four_films import (
    ASKING,
    BY_FILM,
    EXPECTED,
    FILMS,
    GOOD,
    SCENES,
    expected,
    not_utf8,
    rows_of,
)


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
lists = [pa.list_(pa.timestamp("ns")), pa.large_list(pa.timestamp("ns"))]
nested = pa.struct(list(zip(["seen", "also"], lists)))
moments = [1_234_567_890_123_456_789]
times = {
    "manifest_tag": ["WREN"],
    "asset_type": ["CHARACTER"],
    "made": count.cast(pa.timestamp("ns", "UTC")),
    "took": count.cast(pa.duration("ns")),
    "at": pa.array([1_001]).cast(pa.time64("ns")),
    "nested": pa.array([{"seen": moments, "also": moments}], nested),
}
assets = pa.table(times)
[row] = rows_in(assets)
assert row["nested"]["also"] == row["nested"]["seen"]
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


class Asset:
    """What a pipeline may have, and pass instead of a list of such."""

    def __init__(self, film: str) -> None:
        self.film = film


async def _in_time(film: str) -> Any:
    return BY_FILM[film]


async def _one_by_one(film: str) -> Any:
    for asset in BY_FILM[film]:
        yield asset


NO_FUNCTIONS_OF_A_FILM: dict[str, Any] = {
    "a class": Asset,
    "a class of containers": list,
    "the class of pools": AssetPool,
    "a method of a table": pa.Table.from_pylist(BY_FILM["salt"]).to_pylist,
    "a function of nothing": lambda: BY_FILM["salt"],
    "a function of two things": lambda film, project: BY_FILM[project + film],
    "a coroutine": _in_time,
    "an asynchronous generator": _one_by_one,
}


@pytest.mark.parametrize("name", NO_FUNCTIONS_OF_A_FILM)
def test_what_can_be_called_and_gives_no_assets_of_a_film_is_refused_at_once(name: str) -> None:
    with pytest.raises(
        TypeError, match=r"^`assets` must be the assets of all films, not `"
    ) as raised:
        select_batches(SCENES, NO_FUNCTIONS_OF_A_FILM[name], ASKING)
    assert str(raised.value).endswith(
        "`. A function must take the name of a film and return its assets."
    )


def test_any_function_of_a_film_will_do() -> None:
    def gives(film: str, more: int = 0) -> Any:
        assert more == 0
        yield from BY_FILM[film]

    def found(project: int, film: str) -> Any:
        return BY_FILM[film][project:]

    class Pipeline:
        def __call__(self, film: str) -> Any:
            return BY_FILM[film]

    for form in (
        gives,
        partial(found, 0),
        Pipeline(),
        BY_FILM.__getitem__,
    ):
        assert rows_of(select_batches(SCENES, form, ASKING)) == EXPECTED


def test_all_films_may_share_their_assets() -> None:
    shared = assets_of(0)
    table = pa.Table.from_pylist(shared)
    same = expected(ASKING, dict.fromkeys(FILMS, shared))
    for form in (shared, tuple(shared), AssetPool(shared), table, ds.dataset(table)):
        assert rows_of(select_batches(SCENES, form, ASKING)) == same


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
    for form in (twice, batch, twice.drop_columns(["film"]), ds.dataset(twice)):
        with pytest.raises(
            ProblemError, match=r"^assets: id: B701 There are several columns `id`\."
        ):
            select_batches(SCENES, form, ASKING, on_problem="skip")
    of_film = {"salt": twice.drop_columns(["film"])}
    with pytest.raises(ProblemError, match=r"^assets of film salt: id: B701 There are several"):
        list(select_batches(SCENES, of_film, ASKING))


def test_an_asset_with_a_value_that_python_has_not_is_named_by_its_row() -> None:
    assets = asset_table(["salt", "tide"])
    far = pa.array([0] * 20 + [2**62] + [0] * (assets.num_rows - 21)).cast(pa.timestamp("us"))
    with pytest.raises(ProblemError, match=r"^assets, row 21: created_at: B701 The column"):
        list(select_batches(SCENES, assets.append_column("created_at", far), ASKING))


OF_SALT = asset_table(["salt"])
UNREAD = OF_SALT.slice(0, 1)
LAST = OF_SALT.num_rows + 2
TIMES = pa.array([2**62] + [0] * OF_SALT.num_rows + [2**62]).cast(pa.timestamp("us"))
WITH_UNREAD = pa.concat_tables([UNREAD, OF_SALT, UNREAD]).append_column("created_at", TIMES)
FORMS_WITH_UNREAD: dict[str, tuple[Any, str]] = {
    "a table of all films": (WITH_UNREAD, "assets"),
    "a dataset of all films": (ds.dataset(WITH_UNREAD), "assets of film salt"),
    "a shared table": (WITH_UNREAD.drop_columns(["film"]), "assets"),
    "a shared dataset": (ds.dataset(WITH_UNREAD.drop_columns(["film"])), "assets"),
    "a table of each film": (lambda _: WITH_UNREAD.drop_columns(["film"]), "assets of film salt"),
}


@pytest.mark.parametrize("form", FORMS_WITH_UNREAD)
def test_with_skipping_only_the_asset_with_a_value_that_python_has_not_is_left_out(
    form: str,
) -> None:
    assets, where = FORMS_WITH_UNREAD[form]
    salt = SCENES.filter(pc.equal(SCENES.column("film"), "salt"))
    found = [*select_batches(salt, assets, ASKING, on_problem="skip")]
    assert rows_of(found) == rows_of(select_batches(salt, BY_FILM, ASKING))
    for problems in pa.concat_tables(found).column("problems").to_pylist():
        for problem, row in zip(problems, (1, LAST), strict=True):
            assert problem.startswith(f"B701 {where}, row {row}: The column `created_at` has a")
    with pytest.raises(ProblemError, match=f"^{where}, row 1: created_at: B701"):
        list(select_batches(salt, assets, ASKING))


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
    long = pa.table({"film": ["1" * 5_000], "manifest": [json.dumps(GOOD[0])]})
    with pytest.raises(ProblemError, match="B703"):  # Python makes no number of so many digits
        list(select_batches(long, {1: salt}, ASKING))
