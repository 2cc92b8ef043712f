"""Whole films put together in parts, each of some thousand rows."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from selector import load_rules
from selector.batch import picks_schema
from selector.batch.film_runs import FilmPart, film_runs, parts_of
from selector.batch.parquet_rows import parquet_table
from selector.batch.part_folder import PartFolder, Troubles


def test_parts_have_whole_films_and_all_rows() -> None:
    runs: list[Any] = [(f"f{number}", number * 300, number * 300 + 300) for number in range(40)]
    parts = parts_of(runs, 12_000)
    assert [part.first for part in parts] == [0, *(part.end for part in parts[:-1])]
    assert parts[-1].end == 12_000
    assert {part.films for part in parts} == {4}
    assert parts_of([], 0) == []
    [whole] = parts_of([("long", 0, 500_000)], 500_000)
    assert whole == FilmPart(number=0, first=0, end=500_000, films=1)


def test_rows_without_a_film_stay_with_their_neighbours(tmp_path: Path) -> None:
    films = [None, "a", "a", None, "a", "b", None, "c", ""]
    pq.write_table(pa.table({"film": films}), tmp_path / "s.parquet", row_group_size=2)
    runs = list(film_runs(parquet_table(str(tmp_path / "s.parquet"))))
    assert runs == [("a", 0, 5), ("b", 5, 7), ("c", 7, 9)]


def test_a_part_that_cannot_be_written_says_why_in_the_words_of_the_system(tmp_path: Path) -> None:
    """And not in Arrow's, which name a file that nobody knows."""
    folder = PartFolder(str(tmp_path / "gone"), "a run")
    part = FilmPart(number=0, first=0, end=0, films=0)
    with pytest.raises(FileNotFoundError) as raised:
        folder.write(part, [picks_schema(load_rules()).empty_table()], Troubles())
    assert raised.value.strerror == os.strerror(errno.ENOENT)
