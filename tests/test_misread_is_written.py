"""What directors write and mean otherwise (`tests/misread`): the files that the checks are measured on.

Each file is one misunderstanding: five rule sets that have it, and two that look like it and do not. They were written
without knowledge of any check. This checks only that they can be relied on; what is said of them is tested elsewhere.
A rule set here has no head: `language`, `name` and `version` stand before it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.yaml_files import loaded

FOLDER = Path(__file__).parent / "misread"
FILES = sorted(FOLDER.glob("*.yaml"))
SAID_BY = ("error", "check RULES", "check FILM", "rules in English")
WRONG, SOUND = 5, 2
ROWS = 13


@cache
def _of(file: Path) -> dict[str, Any]:
    read: dict[str, Any] = loaded(file.read_text(encoding="utf-8"))
    return read


CASES = [
    pytest.param(each, id=f"{file.stem}/{each['name']}")
    for file in FILES
    for each in [*_of(file)["wrong"], *_of(file)["sound"]]
]


def test_each_misunderstanding_has_a_file_of_its_own() -> None:
    assert [_of(file)["row"] for file in FILES] == list(range(1, ROWS + 1))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_misunderstanding_has_at_least_five_cases_and_two_that_only_look_like_it(
    file: Path,
) -> None:
    row = _of(file)
    assert set(row) - {"film"} == {"row", "writes", "answer", "wrong", "sound"}
    assert len(row["wrong"]) >= WRONG
    assert len(row["sound"]) >= SOUND
    assert all(isinstance(word, str) for word in row["answer"])
    cases = [*row["wrong"], *row["sound"]]
    for key in ("name", "rules"):
        assert len({each[key] for each in cases}) == len(cases)


@pytest.mark.parametrize("case", CASES)
def test_a_case_says_what_it_means_and_has_the_rules_and_the_film_that_it_needs(
    case: dict[str, Any],
) -> None:
    written = loaded(case["rules"])
    assert isinstance(written, dict)
    assert not {"language", "name", "version"} & set(written)
    assert set(case.get("film", ())) in (set(), {"assets", "scenes"})
    assert set(case.get("parents", ())) <= {"house.yaml", "series.yaml"}
    if "said_by" not in case:
        assert isinstance(case["because"], str)
        return
    assert isinstance(case["means"], str)
    assert case["said_by"] in SAID_BY
    assert case["gist"]
    assert all(isinstance(word, str) for word in case["gist"])
    if case["said_by"] == "check FILM":
        assert "film" in case
