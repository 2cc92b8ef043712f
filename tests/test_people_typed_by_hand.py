"""People as somebody types them in `cast` and `wears`: several as one, names among other words, a slip in a name."""

from __future__ import annotations

from pathlib import Path

import pytest

from selector.reading.film import read_film
from tests.films import film_problems
from tests.typed_films import BEHIND, film_of, only_problem


@pytest.mark.parametrize("word", ["Mara", "MARA"])
def test_what_somebody_wears_goes_to_whatever_tag_places_them(tmp_path: Path, word: str) -> None:
    folder = film_of(
        tmp_path,
        f"- scene: 1\n  shot: wide\n  cast: MARA_COAT\n  wears: {{{word}: a yellow coat}}\n{BEHIND}",
    )
    assert film_problems(folder) == []
    film, _ = read_film(folder)
    assert film is not None
    first = next(film.read_scenes()).scene
    assert first is not None
    assert [(each.tag, each.wardrobe_note) for each in first.placements] == [
        ("MARA_COAT", "a yellow coat")
    ]


def test_their_own_tag_goes_first_and_somebody_else_is_not_dressed(tmp_path: Path) -> None:
    both = "- scene: 1\n  shot: wide\n  cast: [MARA_COAT, MARA]\n  wears: {MARA: a dress}\n"
    film, _ = read_film(film_of(tmp_path / "a", both))
    assert film is not None
    first = next(film.read_scenes()).scene
    assert first is not None
    assert [each.wardrobe_note for each in first.placements] == [None, "a dress"]
    problem = only_problem(tmp_path / "b", "  cast: TOM\n  wears: {Mara: a dress}\n")
    assert problem.code == "F320"


@pytest.mark.parametrize(
    ("cast", "hint"),
    [
        ("Old Tom and Mara", "If these are several, write a list: `[Old Tom, Mara]`."),
        ("Tom Oake / Mara", "If these are several, write a list: `[Tom Oake, Mara]`."),
        ("Old Tom & Mara", "If these are several, write a list: `[Old Tom, Mara]`."),
        ("Bo, Li", "If these are several, write a list: `[Bo, Li]`."),
        (
            "[Jörg, Old Tom and Mara]",
            "If these are several, write each as an entry of its own: `Old Tom` and `Mara`.",
        ),
    ],
)
def test_several_written_as_one_are_advised_to_be_a_list(
    tmp_path: Path, cast: str, hint: str
) -> None:
    problem = only_problem(tmp_path, f"  cast: {cast}\n")
    assert (problem.code, problem.hint) == ("F354", hint)


@pytest.mark.parametrize(
    ("cast", "name"),
    [
        ("Mara (face)", "Mara"),
        ("young Mara", "Mara"),
        ("not Mara", "Mara"),
        ("Mara's mother", "Mara"),
        ("Old Tom's coat", "Old Tom"),
        ("Mara or Old Tom", "Old Tom"),
    ],
)
def test_a_name_among_other_words_is_asked_about_and_no_other(
    tmp_path: Path, cast: str, name: str
) -> None:
    """`MARA_COAT` is nearer by its letters to `Old Tom's coat`, and another person's."""
    problem = only_problem(tmp_path, f"  cast: {cast}\n")
    if_not = "If not, this needs a picture: without one, nothing is sent for it."
    assert problem.code == "F354"
    assert problem.hint == f"If `{name}` is meant, write that alone. {if_not}"


def test_a_slip_in_a_name_of_several_words_is_still_taken_for_the_name(tmp_path: Path) -> None:
    problem = only_problem(tmp_path, "  cast: Old Tomm\n")
    assert problem.hint == "Did you mean `Old Tom`?"


@pytest.mark.parametrize("cast", ["[Mara Old Tom]", "[Jörg, Mara Old Tom]"])
def test_a_comma_missing_in_a_list_is_asked_about(tmp_path: Path, cast: str) -> None:
    problem = only_problem(tmp_path / "a", f"  cast: {cast}\n")
    assert (problem.code, problem.hint) == (
        "F354",
        "Is a comma missing? Write `[Mara, Old Tom]`, or each as an entry of its own.",
    )
    problem = only_problem(tmp_path / "b", f"  cast: {cast}\n  wears: {{Mara: a coat}}\n")
    assert (problem.code, problem.hint) == (
        "F320",
        "Is a comma missing in `Mara Old Tom`? Write `[Mara, Old Tom]`.",
    )
    problem = only_problem(tmp_path / "c", "  cast: Mara Old Tom\n")
    assert problem.hint == "If these are several, write a list: `[Mara, Old Tom]`."


def test_a_word_in_the_cast_that_no_picture_has_is_to_be_written_as_in_wears(
    tmp_path: Path,
) -> None:
    problem = only_problem(tmp_path / "a", "  cast: Maras\n  wears: {MARA: a coat}\n")
    assert (problem.code, problem.hint) == (
        "F320",
        "The scene places `Maras`, but no picture has that tag or name. Write `MARA` there.",
    )
    both_unknown = only_problem(tmp_path / "both", "  cast: Maras\n  wears: {Marasa: a coat}\n")
    assert both_unknown.hint == "Did you mean `Maras`?"
    problem = only_problem(tmp_path / "b", "  cast: Mara\n  wears: {Maras: a coat}\n")
    assert (problem.code, problem.hint) == ("F320", "Did you mean `MARA`?")


@pytest.mark.parametrize("cast", ["Salt and Pepper", "Old Tomm"])
def test_what_may_be_one_is_not_advised_to_be_a_list(tmp_path: Path, cast: str) -> None:
    assert "several" not in only_problem(tmp_path, f"  cast: {cast}\n").hint
