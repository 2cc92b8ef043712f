"""Every problem of scene manifests and of pools, once: a case is a JSON file with its words beside it.

The flag of `tests.expected` writes the words anew.
"""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from selector.engine.manifest import read_manifest
from selector.engine.pool import AssetPool
from selector.model.problem import ProblemError
from tests.expected import expect_problems
from tests.films import expanded

INVALID = Path(__file__).parent / "invalid"
MANIFESTS = sorted((INVALID / "manifests").glob("*.json"))
POOLS = sorted((INVALID / "pools").glob("*.json"))


@pytest.mark.parametrize("case", MANIFESTS, ids=lambda path: path.stem)
def test_a_broken_manifest_is_told_what_is_wrong_with_it(case: Path) -> None:
    with pytest.raises(ProblemError) as refused:
        read_manifest(expanded(case.read_bytes()))
    expect_problems(refused.value.problems, case.with_suffix(".problems.txt"))


@pytest.mark.parametrize("case", POOLS, ids=lambda path: path.stem)
def test_a_broken_pool_is_told_what_is_wrong_with_it(case: Path) -> None:
    with pytest.raises(ProblemError) as refused:
        AssetPool(json.loads(case.read_text("utf-8")))
    expect_problems(refused.value.problems, case.with_suffix(".problems.txt"))


@pytest.mark.parametrize("cases", [MANIFESTS, POOLS], ids=["manifests", "pools"])
def test_no_two_cases_say_the_same(cases: list[Path]) -> None:
    said = [b"".join(map(bytes.strip, case.read_bytes().splitlines())) for case in cases]
    assert len(set(said)) == len(said)


def test_an_asset_that_answers_otherwise_by_attribute_than_by_key_is_read_by_attribute_and_told_of() -> None:
    class Halfway(dict[str, str]):
        manifest_tag = "WREN"

    with pytest.raises(ProblemError) as caught:
        AssetPool([Halfway(manifest_tag="WREN", asset_type="character")])
    assert [problem.field for problem in caught.value.problems] == ["assets[0].asset_type"]


def test_a_row_of_a_database_is_read_by_its_keys() -> None:
    connection = sqlite3.connect(":memory:")
    connection.row_factory = sqlite3.Row
    columns = "1 as id, 'WREN' as manifest_tag, 'character' as asset_type, 9.5 as quality"
    (row,) = connection.execute(f"select {columns}").fetchall()
    pool = AssetPool([row])
    assert (pool.rows[0].tag, pool.rows[0].type, pool.rows[0].id) == ("WREN", "character", "1")
    assert [dict(note.values) for note in pool.notes] == [{"written": "quality", "attribute": "quality_score"}]
    (bad,) = connection.execute("select 'WREN' as manifest_tag, '' as asset_type").fetchall()
    with pytest.raises(ProblemError) as caught:
        AssetPool([bad])
    assert [problem.field for problem in caught.value.problems] == ["assets[0].asset_type"]
    connection.close()
