"""Every problem of scene manifests and of pools, once: a case is a JSON file with its words beside it.

The flag of `tests.expected` writes the words anew.
"""

from __future__ import annotations

import json
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
