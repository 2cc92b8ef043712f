"""Every problem of films, once: a case is a folder with its words beside it.

The flag of `tests.expected` writes the words anew.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest

from selector.model.codes import CODES
from tests.expected import expect_problems
from tests.films import all_problems, expanded, film_problems

INVALID = Path(__file__).parent / "invalid"
UNDER_RULES = ("what-rules-do-to-a-film", "what-scenes-wear-and-who-is-one")
"""The cases of all that rules do to a film; the other films are too small to show much of it."""
FILMS = sorted({path.name.removesuffix(".problems.txt") for path in (INVALID / "films").iterdir()})


@pytest.mark.parametrize("name", FILMS)
def test_a_broken_film_is_told_what_is_wrong_with_it(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = INVALID / "films" / name
    for file in [case] if case.is_file() else case.rglob("*"):
        if file.is_file():
            copy = tmp_path / name / file.relative_to(case) if case.is_dir() else tmp_path / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(expanded(file.read_bytes()))
    monkeypatch.chdir(tmp_path)
    found = film_problems
    if name in UNDER_RULES:
        found = all_problems
    expect_problems(found(Path(name)), case.with_name(f"{name}.problems.txt"))


def test_every_code_of_films_scenes_and_assets_has_a_case() -> None:
    words = "\n".join(path.read_text("utf-8") for path in INVALID.glob("*/*.problems.txt"))
    told = set(re.findall(r"(?:error|warning) ([FSA]\d+):", words))
    of_commands = {"F312"}  # no file is wrong then: tests/test_cli_pick.py, tests/test_cli_db.py
    assert told == {code for code in CODES if code[0] in "FSA"} - of_commands


def test_no_two_cases_are_alike() -> None:
    same: dict[frozenset[tuple[str, bytes]], list[str]] = defaultdict(list)
    for name in FILMS:
        case = INVALID / "films" / name
        files = case.rglob("*") if case.is_dir() else [case] if case.is_file() else []
        same[
            frozenset(
                (str(file.relative_to(case)), file.read_bytes()) for file in files if file.is_file()
            )
        ].append(name)
    assert not [names for names in same.values() if len(names) > 1]
