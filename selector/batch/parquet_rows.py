"""Parquet files in; any stretch of their rows out, without reading all of them.

A file, or all files of a folder by name, count as one table whose rows have numbers. `Rows` reads
on from where it is: whoever asks for stretches in rising order has each row group read once.
"""

from __future__ import annotations

import hashlib
import os
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from selector.batch.arrow import pa
from selector.model.frozen import frozen
from selector.model.problem import Location, Problem, ProblemError, Source
from selector.reading.text.file import not_text

ROWS_AT_ONCE = 1_024
_BUFFER = 1024 * 1024
_BEGINNING = 16
"""Bytes of a file that tell what it is."""


@frozen
class Piece:
    """One row group.

    Attributes:
        file: Its file.
        group: Its index in the file.
        first: The number of its first row, among those of all files.
        first_in_file: The number of its first row, among those of its file.
        rows: How many rows it has.
        stamp: The size and the time of its file.
    """

    file: str
    group: int
    first: int
    first_in_file: int
    rows: int
    stamp: tuple[int, int]

    @property
    def end(self) -> int:
        """The number after that of its last row."""
        return self.first + self.rows


@frozen
class ParquetTable:
    """The rows of one or several Parquet files.

    Attributes:
        path: The file, or the folder of the files.
        pieces: The row groups, in order.
        columns: The columns of each file, by its path.
        mark: Changes with the files: their names, sizes, times and footers.
    """

    path: str
    pieces: tuple[Piece, ...]
    columns: tuple[tuple[str, pa.Schema], ...]
    mark: str

    @property
    def rows(self) -> int:
        """How many rows there are."""
        if not self.pieces:
            return 0
        return self.pieces[-1].end

    def where(self, row: int) -> str:
        """The file that a row is in, and its number in that file, from 1.

        Args:
            row: Its number among those of all files, from 0.
        """
        piece = self.piece_with(row)
        return f"{piece.file}, row {piece.first_in_file + row - piece.first + 1}"

    def piece_with(self, row: int) -> Piece:
        """The row group that has a row: those without rows come before one that begins there too.

        Args:
            row: Its number among those of all files, from 0.
        """
        after = bisect_right(self.pieces, row, key=lambda each: each.first)
        return self.pieces[after - 1]


def parquet_table(path: str) -> ParquetTable:
    """The rows of a Parquet file, or of all files of a folder whose names end in `.parquet`.

    Raises:
        ProblemError: There is none, or none that can be read (B707).
        OSError: The path cannot be used.
    """
    pieces: list[Piece] = []
    columns = []
    mark = hashlib.sha256()
    first = 0
    for file in _files(Path(path)):
        found = file.stat()
        footer = _footer(file)
        mark.update(
            f"{file.name} {found.st_size} {found.st_mtime_ns} {_footer_hash(file)}".encode()
        )
        columns.append((str(file), footer.schema.to_arrow_schema()))
        first_in_file = 0
        for group in range(footer.num_row_groups):
            rows = footer.row_group(group).num_rows
            pieces.append(
                Piece(
                    file=str(file),
                    group=group,
                    first=first,
                    first_in_file=first_in_file,
                    rows=rows,
                    stamp=_stamp(found),
                )
            )
            first += rows
            first_in_file += rows
    return ParquetTable(
        path=path,
        pieces=tuple(pieces),
        columns=tuple(columns),
        mark=mark.hexdigest(),
    )


def _stamp(found: os.stat_result) -> tuple[int, int]:
    return found.st_size, found.st_mtime_ns


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    files = []
    for file in sorted(path.iterdir()):
        is_hidden = file.name.startswith(".")
        is_parquet = file.suffix.lower() == ".parquet"
        if is_parquet and not is_hidden and file.is_file():
            files.append(file)
    if not files:
        what = "There is no file in this folder whose name ends in `.parquet`."
        raise ProblemError([_no_parquet(path, what)])
    return files


def _footer(file: Path) -> Any:  # noqa: ANN401  # pyarrow has no types
    try:
        with file.open("rb") as opened:
            return pq.read_metadata(opened)
    except (pa.ArrowException, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise ProblemError([_no_parquet(file, _other_than_parquet(file))]) from None


def _other_than_parquet(file: Path) -> str:
    """What a file is that cannot be read as Parquet."""
    with file.open("rb") as opened:
        other = not_text(opened.read(_BEGINNING))
    if other is None or other.kind == "a Parquet file":
        return "This is not a Parquet file, or it is encrypted."
    return f"This is {other.kind}, not a Parquet file."


def _footer_hash(file: Path) -> str:
    """A hash of the end of a file, which says where everything is and what lies between what."""
    with file.open("rb") as opened:
        opened.seek(-8, os.SEEK_END)
        length = int.from_bytes(opened.read(4), "little")
        opened.seek(-8 - length, os.SEEK_END)
        return hashlib.sha256(opened.read(length)).hexdigest()


def _no_parquet(path: Path, what: str) -> Problem:
    return Problem(
        at=Location(source=Source(name=str(path))),
        code="B707",
        what=what,
        hint="Write it with `pyarrow.parquet.write_table(table, path)`, say.",
    )


class Rows:
    """Reads stretches of rows, each from where the one before ended if it is further on.

    Args:
        table: The files.
        columns: The names of the columns to read; None for all.
    """

    def __init__(self, table: ParquetTable, columns: Sequence[str] | None = None) -> None:
        self._table = table
        self._columns = columns
        self._piece: Piece | None = None
        self._file: Any = None
        """The file of the piece, open: what it says of its row groups is read once."""
        self._batches: Iterator[pa.RecordBatch] = iter(())
        self._batch: pa.RecordBatch | None = None
        self._first = 0
        """The number of the first row of the batch."""

    def read(self, start: int, stop: int) -> Iterator[pa.RecordBatch]:
        """The rows from one number up to another, in batches."""
        while start < stop:
            batch = self._batch_with(start)
            taken = batch.slice(start - self._first, stop - start)
            yield taken
            start += taken.num_rows

    def _batch_with(self, row: int) -> pa.RecordBatch:
        piece = self._piece
        if piece is None or not self._first <= row < piece.end:
            piece = self._open(row)
        batch = self._batch
        while batch is None or row >= self._first + batch.num_rows:
            if batch is not None:
                self._first += batch.num_rows
            batch = self._batch = self._next(piece)
        return batch

    def _next(self, piece: Piece) -> pa.RecordBatch:
        """The next batch of a row group.

        Raises:
            ProblemError: The file is damaged (B707).
        """
        try:
            return next(self._batches)
        except (pa.ArrowException, OSError, StopIteration):
            what = "This Parquet file is damaged or encrypted: not all of its rows can be read."
            raise ProblemError([_no_parquet(Path(piece.file), what)]) from None

    def _open(self, row: int) -> Piece:
        """Begin with the row group that has a row.

        Raises:
            ProblemError: Its file is not what it was (B707).
        """
        piece = self._table.piece_with(row)
        _must_be_as_it_was(piece)
        if self._piece is None or self._piece.file != piece.file:
            self._file = pq.ParquetFile(piece.file, buffer_size=_BUFFER, pre_buffer=False)
        self._batches = self._file.iter_batches(
            ROWS_AT_ONCE, row_groups=[piece.group], columns=self._columns, use_threads=False
        )
        self._piece = piece
        self._first = piece.first
        self._batch = None
        return piece


def _must_be_as_it_was(piece: Piece) -> None:
    """Refuse a file that is no longer the one that was looked at: its rows may be others.

    Raises:
        ProblemError: It was changed, or cannot be found (B707).
    """
    try:
        is_the_same = _stamp(Path(piece.file).stat()) == piece.stamp
    except OSError:
        is_the_same = False
    if not is_the_same:
        problem = Problem(
            at=Location(source=Source(name=piece.file)),
            code="B707",
            what="This file was changed or deleted while it was being read.",
            hint="Run the command again once it stays as it is.",
        )
        raise ProblemError([problem])
