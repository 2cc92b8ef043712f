"""Many films in Parquet files, the command that picks for them, and a file of which nothing can be used."""

from __future__ import annotations

import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tests.batch.films_in_arrow import asking_rules
from tests.commands import Ran, called
from tests.long import many

FILMS = {f"film-{number}": 1 + number * 7 % 60 for number in range(many(70, 150))}
"""Some thousand scenes."""
PARTS = many(3, 5)
WRONG = many(1_500, 2_500)
"""The row of a scene that cannot be used, in a part that is not the first."""
RULES = asking_rules()


def command(folder: Path, *arguments: str) -> list[str]:
    scenes, rules = str(folder / "scenes.parquet"), str(folder / "rules.yaml")
    program = [sys.executable, "-m", "selector", "batch"]
    if "--rules" not in arguments:
        arguments = (*arguments, "--rules", rules)
    return [*program, scenes, *arguments]


def run(folder: Path, *arguments: str) -> Ran:
    return called(command(folder, *arguments)[3:])


def picks_in(folder: Path) -> pa.Table:
    """All parts, in order, without their marks."""
    files = sorted(folder.glob("*.parquet"))
    return pa.concat_tables([pq.read_table(file) for file in files])


def same(found: pa.Table, expected: pa.Table) -> bool:
    return bool(found.replace_schema_metadata() == expected.replace_schema_metadata())


def broken_file(path: Path) -> None:
    """A table of scenes whose only row cannot be used, so that nothing is ever written."""
    path.mkdir(exist_ok=True)
    pq.write_table(pa.table({"film": ["a"], "manifest": ["{"]}), path / "scenes.parquet")
    assets = {"film": ["b"], "manifest_tag": ["WREN"], "asset_type": ["CHARACTER"]}
    pq.write_table(pa.table(assets), path / "assets.parquet")
