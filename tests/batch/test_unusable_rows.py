"""`selector batch` on rows that cannot be used: it stops at the first or skips all, and says where each is."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from selector.reporting.verdict import counted
from tests.batch.films_in_arrow import ASKING
from tests.batch.films_in_parquet import PARTS, WRONG, broken_file, picks_in, run, same
from tests.commands import called


def broken_scenes(folder: Path, tmp_path: Path) -> Path:
    """The same films, with one scene that is no JSON, and one film that returns at the end."""
    scenes = pq.read_table(folder / "scenes.parquet")
    rows = scenes.to_pylist()
    rows[WRONG]["manifest"] = "{"
    rows.append(rows[0])
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "scenes.parquet", row_group_size=700)
    (tmp_path / "assets.parquet").write_bytes((folder / "assets.parquet").read_bytes())
    (tmp_path / "rules.yaml").write_text(ASKING)
    return tmp_path


def test_the_first_row_that_cannot_be_used_stops_the_run(folder: Path, tmp_path: Path) -> None:
    broken = broken_scenes(folder, tmp_path)
    done = run(broken, str(tmp_path / "out"), "--workers", "2")
    assert done.code == 1
    film = pq.read_table(folder / "scenes.parquet").column("film")[WRONG].as_py()
    scenes = tmp_path / "scenes.parquet"
    assert done.err.startswith(
        f"{scenes}, row {WRONG + 1}, film {film}: error S404: This is not JSON:"
    )
    assert not list((tmp_path / "out").glob(".*"))


@pytest.mark.parametrize("film", [None, ""])
def test_a_first_row_without_a_film_stops_the_run_or_says_why(
    film: str | None, folder: Path, tmp_path: Path
) -> None:
    rows = pq.read_table(folder / "scenes.parquet").slice(0, 3).to_pylist()
    rows[0]["film"] = film
    broken = broken_scenes(folder, tmp_path)
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "scenes.parquet")

    done = run(broken, str(tmp_path / "none"), "--format", "json")
    assert done.code == 1
    assert [each["code"] for each in json.loads(done.out)["problems"]] == ["B702"]

    done = run(broken, str(tmp_path / "out"), "--skip-problems")
    assert done.code == 1
    found = [each["problems"] for each in picks_in(tmp_path / "out").to_pylist()]
    assert found[0][0].startswith("B702 There is no film in this row.")
    assert not any(found[1:])


def test_rows_that_are_skipped_say_why(folder: Path, expected: pa.Table, tmp_path: Path) -> None:
    broken = broken_scenes(folder, tmp_path)
    out = tmp_path / "out"
    for done_before in (0, PARTS):
        done = run(broken, str(out), "--workers", "1", "--skip-problems", "--format", "json")
        assert done.code == 1
        document = json.loads(done.out)
        assert (document["skipped"], document["done_before"]) == (2, done_before)
        assert done.err.endswith(
            "2 scenes could not be picked for: the column `problems` says why.\n"
        )
    rows = picks_in(out).to_pylist()
    assert len(rows) == expected.num_rows + 1
    failed = {number: row for number, row in enumerate(rows) if row["tags"] is None}
    assert [*failed] == [WRONG, expected.num_rows]
    assert failed[WRONG]["problems"][0].startswith("S404 This is not JSON")
    assert failed[expected.num_rows]["problems"][0].startswith("B704 The film `film-0` goes on")


@pytest.mark.parametrize("is_shared", [False, True])
def test_a_picture_that_cannot_be_used_is_left_out_and_each_scene_of_its_film_names_its_file_and_row(
    folder: Path, expected: pa.Table, tmp_path: Path, *, is_shared: bool
) -> None:
    """By several processes as by one, and by those that go on with parts that are there."""
    scenes = pq.read_table(folder / "scenes.parquet")
    assets = pq.read_table(folder / "assets.parquet")
    if is_shared:
        assets = assets.filter(pc.equal(assets.column("film"), "film-0")).drop_columns(["film"])
        pq.write_table(assets, tmp_path / "good.parquet")
        good = str(tmp_path / "good.parquet")
        run(folder, str(tmp_path / "good"), "--assets", good)
        expected = picks_in(tmp_path / "good")
    row = {**assets.to_pylist()[0], "id": "85", "quality_score": 85.0}
    assets = pa.concat_tables([assets, pa.Table.from_pylist([row], assets.schema)])
    pq.write_table(assets, tmp_path / "assets.parquet")
    bad = ["--assets", str(tmp_path / "assets.parquet"), "--skip-problems"]
    out = tmp_path / "out"
    of_all = [film for film in scenes.column("film").to_pylist() if is_shared or film == "film-0"]
    number = counted(len(of_all), "scene")
    left_out = f"Pictures that cannot be used were left out for {number}: the column `problems` says why.\n"
    for done_before in (0, PARTS):
        done = run(folder, str(out), *bad, "--workers", "2", "--format", "json")
        assert done.code == 1
        document = json.loads(done.out)
        assert (document["skipped"], document["done_before"]) == (0, done_before)
        assert document["without_pictures"] == len(of_all)
        assert done.err.endswith(left_out)
    found = picks_in(out)
    run(folder, str(tmp_path / "one"), *bad, "--workers", "1")
    assert same(found, picks_in(tmp_path / "one"))
    assert same(found.drop_columns(["problems"]), expected.drop_columns(["problems"]))
    where = f"A502 {tmp_path / 'assets.parquet'}, row {assets.num_rows}: `quality_score` must be"
    for film, problems in zip(
        *found.select(["film", "problems"]).to_pydict().values(), strict=True
    ):
        if is_shared or film == "film-0":
            assert problems[0].startswith(where)
        else:
            assert problems == []


def test_what_is_wrong_in_a_file_is_told_by_its_file_row_and_column(tmp_path: Path) -> None:
    broken_file(tmp_path)
    done = called(["batch", "scenes.parquet", "out"], tmp_path)
    assert done.err.startswith(
        "assets.parquet: film: error B703: No row has `a` in the column `film`, so this film has"
        " no assets.\n  Give each picture of the film a row with exactly this name in that column.\n"
    )
    scenes = tmp_path / "scenes"
    scenes.mkdir()
    for name, manifests in (("1", ["{}", "{}"]), ("2", ["{}", "{"])):
        table = pa.table({"film": ["b", "b"], "manifest": manifests})
        pq.write_table(table, scenes / f"{name}.parquet", row_group_size=1)
    done = called(["batch", "scenes", "out", "--assets", "assets.parquet"], tmp_path)
    assert done.err.startswith("scenes/1.parquet, row 1, film b: ")
    pq.write_table(pa.table({"film": ["b"], "manifest": [7]}), scenes / "2.parquet")
    done = called(["batch", "scenes", "out", "--assets", "assets.parquet"], tmp_path)
    assert done.err.startswith(
        "scenes/2.parquet: manifest: error B701: The column `manifest` must hold JSON text or"
        " structs; it holds whole numbers.\n"
        "  Write the manifest of the scene into each row, as JSON text.\n"
    )


def test_a_value_that_python_has_not_is_told_by_its_file_row_and_column(tmp_path: Path) -> None:
    far = pa.array([0, 0, 2**62]).cast(pa.timestamp("us"))
    manifests = pa.StructArray.from_arrays([far], ["at"])
    pq.write_table(pa.table({"film": ["b"] * 3, "manifest": manifests}), tmp_path / "1.parquet")
    assets = {"film": ["a", "b", "b"], "manifest_tag": ["X", "Y", "Z"], "at": far}
    table = pa.table({**assets, "asset_type": ["prop"] * 3})
    pq.write_table(table, tmp_path / "far.parquet", row_group_size=1)
    pq.write_table(table.drop_columns(["at"]), tmp_path / "near.parquet")
    done = called(["batch", "1.parquet", "out", "--assets", "far.parquet"], tmp_path)
    words = "has a value that cannot be read.\n  Is it a time after the year 9999"
    assert f"far.parquet, row 3: at: error B701: The column `at` {words}" in done.err
    line = ["batch", "1.parquet", "out", "--assets", "near.parquet", "--skip-problems"]
    assert called(line, tmp_path).code == 1
    *others, last = picks_in(tmp_path / "out").column("problems").to_pylist()
    assert "B701" not in str(others)
    assert last[0].startswith("B701 The column `manifest` has a value that cannot be read.")


@pytest.mark.parametrize("is_shared", [False, True])
def test_an_asset_with_a_value_that_python_has_not_is_left_out_and_named_by_file_and_row(
    tmp_path: Path, *, is_shared: bool
) -> None:
    """Beside one that is wrong in another way, and in a column whose name looks like an asset's."""
    placements = [{"asset_tag": tag, "role": "subject"} for tag in ("X", "Y", "Z")]
    scene = {"composition": {"shot_type": "wide"}, "placements": placements}
    scenes = pa.table({"film": ["b"], "manifest": [json.dumps(scene)]})
    pq.write_table(scenes, tmp_path / "1.parquet")
    far = pa.array([0, 2**62, 0, 0]).cast(pa.timestamp("us"))
    assets = pa.table(
        {
            "film": ["a", "b", "b", "b"],
            "manifest_tag": ["W", "X", "Y", "Z"],
            "asset_type": ["prop"] * 4,
            "quality_score": [8.0, 8.0, 8.0, 85.0],
            "assets[0]": far,
        }
    )
    if is_shared:
        assets = assets.drop_columns(["film"])
    pq.write_table(assets, tmp_path / "far.parquet", row_group_size=3)
    line = ["batch", "1.parquet", "out", "--assets", "far.parquet"]
    stopped = called(line, tmp_path)
    line += ["--skip-problems"]
    assert called(line, tmp_path).code == 1
    (found,) = picks_in(tmp_path / "out").to_pylist()
    assert found["tags"] == ["Y"]
    assert found["missing"] == ["X", "Z"]
    unread, malformed = found["problems"]
    assert unread.startswith("B701 far.parquet, row 2: The column `assets[0]` has a value")
    assert malformed.startswith("A502 far.parquet, row 4: `quality_score` must be")
    for where in ("far.parquet, row 2: assets[0]: error B701", "far.parquet, row 4: quality_score"):
        assert where in stopped.err


def test_a_film_without_assets_names_their_file_in_its_rows(tmp_path: Path) -> None:
    broken_file(tmp_path)
    assert called(["batch", "scenes.parquet", "out", "--skip-problems"], tmp_path).code == 1
    (problem,) = picks_in(tmp_path / "out").column("problems").to_pylist()[0]
    assert problem.startswith("B703 assets.parquet: No row has `a` in the column `film`")


@pytest.mark.parametrize("is_shared", [True, False])
def test_what_is_wrong_with_an_asset_is_told_by_its_file_row_and_column(
    tmp_path: Path, *, is_shared: bool
) -> None:
    """Of a film whose assets are in two stretches, or of the assets that all films share."""
    pq.write_table(pa.table({"film": ["b"], "manifest": ["{}"]}), tmp_path / "scenes.parquet")
    (tmp_path / "assets").mkdir()
    good = {"film": "b", "manifest_tag": "WREN", "asset_type": "prop", "quality_score": 1.0}
    files = {
        "1": [{**good, "id": "1"}, {**good, "id": "2", "film": "a"}, {**good, "id": "3"}],
        "2": [{**good, "id": "4", "quality_score": 11.0}, {**good, "id": "3", "asset_type": ""}],
    }
    for name, rows in files.items():
        table = pa.Table.from_pylist(rows)
        if is_shared:
            table = table.drop_columns(["film"])
        pq.write_table(table, tmp_path / "assets" / f"{name}.parquet", row_group_size=2)
    done = called(["batch", "scenes.parquet", "out", "--assets", "assets"], tmp_path)
    assert done.code == 1
    assert done.err.startswith(
        "assets/2.parquet, row 1: quality_score: error A502: `quality_score` must be a number from"
        " 0 to 10, not 11.0.\n  Write `8.5` into the column `quality_score`, or leave it out.\n"
    )
    assert "\nassets/2.parquet, row 2: asset_type: error A501: `asset_type` is empty." in done.err
    assert (
        "\nassets/2.parquet, row 2: id: error A503: This row and assets/1.parquet, row 3 have the"
        " same id, `3`.\n" in done.err
    )
    assert "assets[" not in done.err


@pytest.mark.parametrize("film", [None, ""])
def test_an_asset_without_a_film_is_given_to_none(film: str | None, tmp_path: Path) -> None:
    broken_file(tmp_path)
    row = {"manifest_tag": "WREN", "asset_type": "CHARACTER"}
    table = pa.Table.from_pylist([{"film": "a", **row}, {"film": film, **row}])
    pq.write_table(table, tmp_path / "assets.parquet")
    done = called(["batch", "scenes.parquet", "out", "--skip-problems"], tmp_path)
    assert done.err == (
        "assets.parquet, row 2: error B702: There is no film in this row.\n"
        "  Leave the row out, or fill it in.\n\n"
        "`selector help B702` says more about B702.\n"
    )
    assert not (tmp_path / "out").exists()
