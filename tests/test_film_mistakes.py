"""The films of `film_mistakes` are films, and what is to be found in them is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from selector import load_rules
from selector.model.problem import Problem
from selector.reading.film import read_film
from tests.film_mistakes_written import FOLDER, SOUND, Case, cases, texts, write_case

MISTAKE = {"mistake", "finding", "assets", "scenes"}
RIGHT = {"looks_like", "why_it_is_fine", "assets", "scenes"}
OPTIONAL = {"rules", "files"}
FINDING = {"names", "remedy", "severity"}


def test_there_are_seventy_mistakes_and_twenty_five_sound_films() -> None:
    assert (len(cases(FOLDER)), len(cases(SOUND))) == (70, 25)


@pytest.mark.parametrize("folder", [FOLDER, SOUND], ids=["mistakes", "sound"])
def test_every_film_is_read_without_an_error(folder: Path, tmp_path: Path) -> None:
    told = {
        name: errors
        for name, case in cases(folder).items()
        if (errors := errors_in(write_case(tmp_path / name, case)))
    }
    assert told == {}


def errors_in(folder: Path) -> list[Problem]:
    """The errors in a film; its rules raise theirs."""
    film, problems = read_film(folder)
    every = list(problems)
    if film is not None:
        load_rules(film.rules_path)
        for read in film.read_scenes():
            every += read.problems
    return [problem for problem in every if problem.severity == "error"]


@pytest.mark.parametrize(("folder", "keys"), [(FOLDER, MISTAKE), (SOUND, RIGHT)])
def test_every_file_has_its_keys(folder: Path, keys: set[str]) -> None:
    for name, case in cases(folder).items():
        assert keys <= set(case) <= keys | OPTIONAL, name


def test_what_is_to_be_found_is_in_the_film() -> None:
    for name, case in cases(FOLDER).items():
        finding = case["finding"]
        assert FINDING <= set(finding) <= FINDING | {"scenes"}, name
        assert finding["severity"] == "warning", name
        assert finding["remedy"], name
        assert all(isinstance(each, str) for each in finding["remedy"]), name
        assert names_missing(case) == [], name
        assert scenes_missing(case) == [], name


def names_missing(case: Case) -> list[str]:
    """The names of a finding that stand nowhere in the film."""
    files = texts(case)
    film = folded("\n".join([*files, *files.values()]))
    return [each for each in case["finding"]["names"] if folded(each) not in film]


def folded(text: str) -> str:
    """A text without case, and with spaces for underscores."""
    return text.casefold().replace("_", " ")


def scenes_missing(case: Case) -> list[str]:
    """The scenes of a finding that the film does not have."""
    numbers = {str(each.get("scene", each.get("scene_index"))) for each in case["scenes"]}
    return [str(each) for each in case["finding"].get("scenes", ()) if str(each) not in numbers]
