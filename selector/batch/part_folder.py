"""A folder of parts: which are there already, and each written whole or not at all.

A part knows which run it belongs to: the same input, assets, rules, meaning and way to treat
problems. So a run that was stopped goes on where it was, and never mixes the picks of two.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import pyarrow.parquet as pq

from selector.batch.arrow import pa
from selector.batch.film_runs import FilmPart
from selector.model.frozen import frozen
from selector.model.problem import Location, Problem, ProblemError, Source

RUN = b"selector.run"
SKIPPED = b"selector.rows_with_problems"
INCOMPLETE = b"selector.rows_without_pictures"
_UNFINISHED = ".unfinished-part-"


@frozen
class Troubles:
    """How many rows have problems.

    Attributes:
        skipped: How many have no picks.
        incomplete: How many were picked for without a picture that cannot be used.
    """

    skipped: int = 0
    incomplete: int = 0

    def __bool__(self) -> bool:
        return bool(self.skipped or self.incomplete)

    def plus(self, other: Troubles) -> Troubles:
        """Those of both."""
        return Troubles(
            skipped=self.skipped + other.skipped,
            incomplete=self.incomplete + other.incomplete,
        )


class PartFolder:
    """The folder of one run.

    Args:
        path: The folder.
        run: What tells this run from others.
    """

    def __init__(self, path: str, run: str) -> None:
        self.path = path
        self.run = run

    def file(self, part: FilmPart) -> Path:
        """The file of a part."""
        return Path(self.path, f"part-{part.number:05}.parquet")

    def make(self) -> None:
        """Make the folder, if it is not there.

        Raises:
            OSError: It cannot be made.
        """
        Path(self.path).mkdir(parents=True, exist_ok=True)
        self.tidy()

    def tidy(self) -> None:
        """Take away what a process that was stopped left half written."""
        for file in Path(self.path).glob(f"{_UNFINISHED}*"):
            file.unlink(missing_ok=True)

    def done(self, parts: list[FilmPart]) -> dict[int, Troubles]:
        """The numbers of the parts that are there, each with how many of its rows have problems.

        Raises:
            ProblemError: There is a Parquet file of another run, or of another kind (B705).
        """
        by_name = {self.file(part).name: part for part in parts}
        done: dict[int, Troubles] = {}
        for file in sorted(Path(self.path).glob("*.parquet")):
            troubles = None
            if file.name in by_name:
                troubles = self._troubles_in(file)
            if troubles is None:
                raise ProblemError([_of_another_run(file)])
            done[by_name[file.name].number] = troubles
        return done

    def _troubles_in(self, file: Path) -> Troubles | None:
        """How many rows of a part have problems; None if it is not a part of this run."""
        try:
            metadata = pq.read_schema(file).metadata or {}
        except (pa.ArrowInvalid, OSError):
            return None
        if metadata.get(RUN) != self.run.encode():
            return None
        incomplete = metadata.get(INCOMPLETE, 0)  # earlier versions left out no picture
        return Troubles(skipped=int(metadata[SKIPPED]), incomplete=int(incomplete))

    def write(self, part: FilmPart, tables: list[pa.Table], troubles: Troubles) -> None:
        """Write a part, whole or not at all.

        Args:
            part: The part.
            tables: Its rows.
            troubles: How many of them have problems.

        Raises:
            OSError: It cannot be written.
        """
        table = pa.concat_tables(tables)
        marks = {
            RUN: self.run,
            SKIPPED: str(troubles.skipped),
            INCOMPLETE: str(troubles.incomplete),
        }
        table = table.replace_schema_metadata({**table.schema.metadata, **marks})
        file = self.file(part)
        unfinished = file.with_name(f"{_UNFINISHED}{part.number:05}-{os.getpid()}")
        try:
            # Opened here: errors then say why, in the words of the system.
            with unfinished.open("wb") as opened:
                pq.write_table(table, opened)
            unfinished.replace(file)
        finally:
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)


def _of_another_run(file: Path) -> Problem:
    return Problem(
        at=Location(source=Source(name=str(file))),
        code="B705",
        what="This file is not a part of the same run: the scenes, the assets, the rules or an"
        " option differ, or it is something else.",
        hint="Name another folder, or delete the files in this one first.",
    )
