"""Parquet files and folders of them as one table, whatever forms they have, and damaged or changed ones."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from socket import AF_UNIX, socket
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyarrow.parquet import encryption

from selector import ProblemError
from selector.batch import select_batches
from selector.batch.parquet_rows import Rows, parquet_table
from tests.batch.films_in_arrow import asset_table
from tests.batch.films_in_parquet import RULES, broken_file, picks_in, run, same
from tests.commands import called


def test_films_go_on_from_file_to_file_of_a_folder(
    folder: Path, expected: pa.Table, tmp_path: Path
) -> None:
    scenes = tmp_path / "scenes"
    scenes.mkdir()
    table = pq.read_table(folder / "scenes.parquet")
    for number, start in enumerate(range(0, table.num_rows, 999)):
        pq.write_table(table.slice(start, 999), scenes / f"{number}.parquet")
    options = ["--rules", str(folder / "rules.yaml"), "--assets", str(folder / "assets.parquet")]
    done = called(["batch", str(scenes), str(tmp_path / "out"), *options, "--workers", "1"])
    assert done.code == 0, done.err
    assert same(picks_in(tmp_path / "out"), expected)


def test_a_folder_may_be_called_as_a_parquet_file_is(
    folder: Path, expected: pa.Table, tmp_path: Path
) -> None:
    """What writes many parts (Spark, Dask) calls the folder of them so."""
    scenes = tmp_path / "scenes.parquet"
    scenes.mkdir()
    (scenes / "0.parquet").write_bytes((folder / "scenes.parquet").read_bytes())
    (scenes / "1.parquet").mkdir()  # in which nobody looks for more
    (scenes / "1.parquet" / "x.parquet").write_bytes(b"")
    options = ["--rules", str(folder / "rules.yaml"), "--assets", str(folder / "assets.parquet")]
    done = called(["batch", str(scenes), str(tmp_path / "out"), *options, "--workers", "1"])
    assert done.code == 0, done.err
    assert same(picks_in(tmp_path / "out"), expected)
    (scenes / "0.parquet").unlink()
    done = called(["batch", str(scenes), str(tmp_path / "out"), *options])
    assert done.code == 2
    assert "B707: There is no file in this folder whose name ends in `.parquet`." in done.err


def test_films_may_share_their_assets(folder: Path, tmp_path: Path) -> None:
    assets = asset_table(["all"]).drop_columns(["film"])
    pq.write_table(assets, tmp_path / "shared.parquet")
    done = run(folder, str(tmp_path / "out"), "--assets", str(tmp_path / "shared.parquet"))
    assert done.code == 0
    scenes = pq.read_table(folder / "scenes.parquet")
    expected = pa.concat_tables(select_batches(scenes, assets, RULES))
    assert same(picks_in(tmp_path / "out"), expected)


def test_files_of_a_folder_may_hold_manifests_in_other_forms(
    folder: Path, expected: pa.Table, tmp_path: Path
) -> None:
    scenes = pq.read_table(folder / "scenes.parquet").slice(0, 60)
    forms = [
        scenes.slice(0, 9),
        scenes.slice(9, 9).rename_columns(["film", "manifest_json"]),
        pa.Table.from_pylist(
            [{"film": row["film"], **json.loads(row["manifest"])} for row in scenes.to_pylist()]
        ).slice(18),
    ]
    (tmp_path / "scenes").mkdir()
    for number, form in enumerate(forms):
        pq.write_table(form, tmp_path / "scenes" / f"{number}.parquet")
    assets = ["--assets", str(folder / "assets.parquet"), "--rules", str(folder / "rules.yaml")]
    line = ["batch", "scenes", "out", "--workers", str(10**20), *assets]
    assert called(line, tmp_path).code == 0
    assert same(picks_in(tmp_path / "out"), expected.slice(0, 60))


def test_assets_that_only_some_files_give_to_films_are_refused(tmp_path: Path) -> None:
    broken_file(tmp_path)
    (tmp_path / "assets").mkdir()
    assets = pq.read_table(tmp_path / "assets.parquet")
    pq.write_table(assets, tmp_path / "assets" / "1.parquet")
    pq.write_table(assets.drop_columns(["film"]), tmp_path / "assets" / "2.parquet")
    done = called(["batch", "scenes.parquet", "out", "--assets", "assets"], tmp_path)
    assert done.code == 2
    assert done.err.startswith(
        "assets/2.parquet: film: error B701: There is no column `film`, which `assets/1.parquet`"
        " has.\n"
    )
    twice = assets.append_column("asset_type", pa.array(["PROP"]))
    pq.write_table(twice, tmp_path / "assets" / "2.parquet")
    done = called(["batch", "scenes.parquet", "out", "--assets", "assets"], tmp_path)
    assert done.err.startswith("assets/2.parquet: asset_type: error B701: There are several")


@pytest.mark.parametrize("is_plain", [True, False])
def test_an_encrypted_file_is_named(tmp_path: Path, *, is_plain: bool) -> None:
    broken_file(tmp_path)
    scenes = pq.read_table(tmp_path / "scenes.parquet")
    keys = encryption.EncryptionConfiguration(
        footer_key="one", column_keys={"two": ["film"]}, plaintext_footer=is_plain
    )
    given = encryption.CryptoFactory(lambda _: KeepsNoKey()).file_encryption_properties(
        encryption.KmsConnectionConfig(), keys
    )
    secret = tmp_path / "secret.parquet"
    with pq.ParquetWriter(secret, scenes.schema, encryption_properties=given) as writer:
        writer.write_table(scenes)
    done = called(["batch", "secret.parquet", "out"], tmp_path)
    assert done.code == 2
    assert done.err.startswith("secret.parquet: error B707: This")
    assert "encrypted" in done.err


class KeepsNoKey(encryption.KmsClient):  # type: ignore[misc]  # pyarrow has no types
    """Hands out keys of which it keeps none."""

    def wrap_key(self, key: bytes, _: str) -> bytes:
        """A key as it goes into a file."""
        return base64.b64encode(key)

    def unwrap_key(self, wrapped: bytes, _: str) -> bytes:
        """The key again."""
        return base64.b64decode(wrapped)


def test_each_row_of_several_files_is_found_in_its_file(tmp_path: Path) -> None:
    for name, count in (("1", 5), ("2", 0), ("3", 4)):
        table = pa.table({"row": [f"{name}-{row + 1}" for row in range(count)]})
        pq.write_table(table, tmp_path / f"{name}.parquet", row_group_size=2)
    table = parquet_table(str(tmp_path))
    found = [table.where(row) for row in range(table.rows)]
    files = [("1", 5), ("3", 4)]
    assert found == [
        f"{tmp_path}/{name}.parquet, row {row + 1}" for name, count in files for row in range(count)
    ]


def test_a_file_of_a_folder_counts_whatever_letters_its_name_ends_in(tmp_path: Path) -> None:
    rows = pa.Table.from_pylist([{"film": "a"}])
    for name in ("1.parquet", "2.PARQUET", ".3.parquet"):  # one with a dot in front is hidden
        pq.write_table(rows, tmp_path / name)
    assert parquet_table(str(tmp_path)).rows == 2


def test_a_file_that_the_system_does_not_open_is_not_called_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # the path of a socket must be short
    with socket(AF_UNIX) as listening:
        listening.bind("scenes.parquet")
        with pytest.raises(OSError, match=r"scenes\.parquet"):
            parquet_table("scenes.parquet")


@pytest.mark.parametrize("at_once", [3, 7, 50])
def test_any_stretch_of_rows_can_be_read(tmp_path: Path, at_once: int) -> None:
    table = pa.table({"number": list(range(100))})
    pq.write_table(table.slice(0, 60), tmp_path / "a.parquet", row_group_size=at_once)
    pq.write_table(table.slice(0, 0), tmp_path / "b.parquet")
    pq.write_table(table.slice(60), tmp_path / "c.parquet", row_group_size=at_once)
    files = parquet_table(str(tmp_path))
    rows = Rows(files)
    for start, stop in [(0, 100), (5, 5), (5, 8), (8, 61), (90, 95), (20, 30), (99, 100), (0, 1)]:
        batches = list(rows.read(start, stop))
        found = [each for batch in batches for each in batch.column("number").to_pylist()]
        assert found == list(range(start, stop))


def test_a_file_is_opened_once_however_many_row_groups_it_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pipeline that writes film by film makes a row group of each, and opening reads of all."""
    opened: list[str] = []

    class Counted(pq.ParquetFile):  # type: ignore[misc]  # pyarrow has no types
        def __init__(self, file: str, **options: Any) -> None:
            opened.append(Path(file).name)
            super().__init__(file, **options)

    for name in ("a.parquet", "b.parquet"):
        table = pa.table({"number": list(range(20))})
        pq.write_table(table, tmp_path / name, row_group_size=1)
    monkeypatch.setattr(pq, "ParquetFile", Counted)
    files = parquet_table(str(tmp_path))
    assert len(files.pieces) == 40
    assert sum(batch.num_rows for batch in Rows(files).read(0, 40)) == 40
    assert opened == ["a.parquet", "b.parquet"]


def test_a_damaged_file_is_a_problem(tmp_path: Path) -> None:
    file = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": [f"text {n * 7919 % 1000}" for n in range(5_000)]}), file)
    whole = file.read_bytes()
    file.write_bytes(whole[:100] + b"\xff" * 2_000 + whole[2_100:])
    with pytest.raises(ProblemError, match="B707 This Parquet file is damaged or encrypted"):
        list(Rows(parquet_table(str(file))).read(0, 5_000))


@pytest.mark.parametrize("change", ["deleted", "replaced"])
def test_a_file_that_changes_while_it_is_read_is_a_problem(tmp_path: Path, change: str) -> None:
    """Its rows may be others, and the parts before are of those that were there."""
    file = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": ["one", "two"]}), file, row_group_size=1)
    rows = Rows(parquet_table(str(file)))
    assert [batch.num_rows for batch in rows.read(0, 1)] == [1]
    file.unlink()
    if change == "replaced":
        pq.write_table(pa.table({"text": ["six", "ten"]}), file, row_group_size=1)
    with pytest.raises(ProblemError, match="B707 This file was changed or deleted while it was"):
        list(rows.read(1, 2))


@pytest.mark.parametrize(
    ("beginning", "words"),
    [
        (b"RIFF\x24\0\0\0WEBPVP8 ", "This is a picture, not a Parquet file."),
        (b"\x89PNG\r\n\x1a\n", "This is a picture, not a Parquet file."),
        (b"SQLite format 3\0", "This is an SQLite database, not a Parquet file."),
        (b"ARROW1\0\0", "This is an Arrow file, not a Parquet file."),
        (b"PAR1\x15", "This is not a Parquet file, or it is encrypted."),
        (b"film,manifest\n", "This is not a Parquet file, or it is encrypted."),
    ],
)
def test_a_file_of_another_kind_is_named(beginning: bytes, words: str, tmp_path: Path) -> None:
    (tmp_path / "wren").write_bytes(beginning + bytes(100))
    with pytest.raises(ProblemError) as raised:
        parquet_table(str(tmp_path / "wren"))
    (problem,) = raised.value.problems
    assert (problem.code, problem.what) == ("B707", words)
