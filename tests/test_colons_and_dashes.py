"""Colons, dashes and tabs of a typed film that make it another YAML or none: each is told what to write."""

from __future__ import annotations

from pathlib import Path

import pytest

from selector.cli.main import run
from tests.films import film_problems
from tests.typed_films import BEHIND, film_of, only_problem


@pytest.mark.parametrize(
    ("scene", "written"),
    [
        ("  says: Old Tom: mind the step\n", "says: [Old Tom: mind the step]"),
        ("  says: Tom: mind it, please\n", 'says: [Tom: "mind it, please"]'),
        ("  cast: MARA: background\n", "cast: [MARA: background]"),
        ("  wears: Mara: a yellow coat\n", "wears: {Mara: a yellow coat}"),
        ("  cast:\n    - MARA: position: left\n", "MARA: {position: left}"),
    ],
)
def test_a_colon_too_many_is_told_how_a_list_is_written(
    tmp_path: Path, scene: str, written: str
) -> None:
    problem = only_problem(tmp_path, scene)
    assert (problem.code, problem.hint) == ("Y121", f"Write `{written}`.")


def test_a_colon_in_a_text_is_still_told_to_be_put_in_quotes(tmp_path: Path) -> None:
    problem = only_problem(tmp_path, "  cast: MARA\n  notes: Mara: still wet\n")
    assert problem.hint == 'Put the whole text in quotes: `"Mara: still wet"`.'


@pytest.mark.parametrize("text", ["Mara:", "Mara:mind: the step"])
def test_a_colon_that_nothing_is_said_behind_is_told_to_be_put_in_quotes(
    tmp_path: Path, text: str
) -> None:
    problem = only_problem(tmp_path, f"  cast: MARA\n  says: {text}\n")
    assert (problem.code, problem.hint) == ("Y121", f'Put the whole text in quotes: `"{text}"`.')


def test_a_missing_dash_before_a_scene_is_told_once(tmp_path: Path) -> None:
    one = "  - scene: 5\n    shot: wide\n    cast: MARA\n"
    folder = film_of(tmp_path, f"scenes:\n{one}{one.replace('- scene: 5', '  scene: 6')}")
    (problem,) = [each for each in film_problems(folder) if each.severity == "error"]
    assert (problem.code, problem.at.line) == ("Y115", 5)
    assert problem.what.startswith("A dash is missing before `scene`")
    no_list = "scene: 5\nshot: wide\ncast: MARA\nscene: 6\nshot: wide\n"
    (problem,) = film_problems(film_of(tmp_path / "b", no_list))
    assert (problem.code, problem.at.line) == ("Y115", 4)
    assert problem.hint == (
        "Begin each entry with a dash, `- scene`, and indent its other keys by two spaces."
    )
    twice = "- scene: 5\n  shot: wide\n  cast: MARA\n  scene: 6\n"
    (problem,) = film_problems(film_of(tmp_path / "c", twice))
    assert problem.hint.endswith("If not, keep one of the two.")
    other = "- scene: 5\n  shot: wide\n  cast: MARA\n  shot: wide\n  cast: MARA\n"
    problems = film_problems(film_of(tmp_path / "d", other))
    assert [(each.code, each.hint) for each in problems] == [("Y115", "Keep one of the two.")] * 2


@pytest.mark.parametrize("column", [1, 4])
def test_a_dash_out_of_line_is_compared_with_the_dash_before(tmp_path: Path, column: int) -> None:
    dash = " " * (column - 1) + "- scene: 6\n"
    scenes = f"scenes:\n  - scene: 5\n    shot: wide\n    cast: MARA\n{dash}    shot: wide\n"
    problem = film_problems(film_of(tmp_path, scenes))[0]
    assert (problem.code, problem.at.line) == ("Y126", 5)
    assert problem.hint == (
        f"The dash of the entry before, on line 2, is in column 3, this one in column {column}."
    )


def test_a_key_below_its_dash_is_told_its_column(tmp_path: Path) -> None:
    assets = "pictures:\n  - picture: a.jpg\n  crop: face\n"
    problem = film_problems(film_of(tmp_path, BEHIND, assets))[0]
    assert (problem.code, problem.at.line) == ("Y126", 3)
    assert "begin in column 5, below the first one; this one begins in column 3" in problem.hint


def test_a_tab_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = film_of(tmp_path, "- scene: 1\n\tshot: wide\n")
    run(["check", str(folder)])
    said = capsys.readouterr().err
    assert "There is a tab here, where only spaces are allowed." in said
    assert "2 | →   shot: wide\n  | ^^^^\n" in said
