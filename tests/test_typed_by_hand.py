"""Slips of people who type a film: none loses a word in silence, and each is told what to write."""

from __future__ import annotations

from pathlib import Path

import pytest

from selector.cli.main import run
from tests.films import film_problems, write_film
from tests.typed_films import ASSETS, BEHIND, film_of, many_unused, only_problem, problems_of


def test_what_a_comma_in_braces_cuts_off_is_reported(tmp_path: Path) -> None:
    scene = "  cast: [MARA, TOM]\n  wears: {Mara: the yellow coat, hood up, wet, Old Tom: a hat}\n"
    problem = only_problem(tmp_path, scene)
    assert (problem.code, problem.severity, problem.at.written) == ("F351", "warning", "hood up")
    assert problem.what == "`hood up` has no value, so it is not read."
    assert problem.hint.endswith('put all of it in quotes: `"the yellow coat, hood up, wet"`.')


def test_nothing_said_of_what_somebody_wears_is_reported(tmp_path: Path) -> None:
    problem = only_problem(tmp_path, "  cast: MARA\n  wears: {Joe: }\n")
    assert (problem.code, problem.at.written) == ("F351", "Joe")
    assert problem.hint == "Write what `Joe` wears, or delete it."


def test_a_line_that_a_comma_cuts_off_is_reported(tmp_path: Path) -> None:
    in_braces = only_problem(tmp_path / "a", "  cast: MARA\n  says: {Mara: Hello, you}\n")
    assert (in_braces.code, in_braces.severity) == ("S402", "error")
    assert in_braces.hint == 'Put all of it in quotes: `"Hello, you"`.'
    in_brackets = only_problem(tmp_path / "b", "  cast: MARA\n  says: [Mara: Hello, you]\n")
    assert (in_brackets.code, in_brackets.at.written) == ("F365", "you")
    assert in_brackets.hint.endswith('put all of that in quotes: `"Hello, you"`.')


@pytest.mark.parametrize(
    ("scene", "lost", "whole"),
    [
        ("  cast: MARA\n  title: Who? #2\n", "#2", "Who? #2"),
        ("  cast: MARA\n  title: #2\n", "#2", "#2"),
        ("  cast: MARA\n  says: [Mara]\n  wears:\n    Mara: coat #3\n", "#3", "coat #3"),
        ("  cast: MARA\n  title: Who\n    is it? #2\n", "#2", "Who is it? #2"),
    ],
)
def test_text_behind_a_sharp_is_reported(tmp_path: Path, scene: str, lost: str, whole: str) -> None:
    problem = only_problem(tmp_path, scene)
    assert (problem.code, problem.at.written) == ("F351", lost)
    assert f'`"{whole}"`' in problem.hint


def test_an_entry_of_a_list_that_is_a_comment_is_missing(tmp_path: Path) -> None:
    problem = only_problem(tmp_path, "  cast:\n    - #2\n    - MARA\n")
    assert (problem.code, problem.at.line) == ("S402", 4)
    assert problem.what == "Entry 1 of `cast` has no value."


@pytest.mark.parametrize("no", ["no", "NO", "Off", "'n '"])
def test_another_word_for_no_is_not_taken_for_a_place(tmp_path: Path, no: str) -> None:
    problem = only_problem(tmp_path, f"  cast: MARA\n  same_place: {no}\n")
    assert (problem.code, problem.hint) == ("S402", "Write `false`, or leave it out.")


def test_a_title_of_the_film_and_a_name_of_a_picture_lose_nothing_in_silence(
    tmp_path: Path,
) -> None:
    assets = ASSETS.replace("    tag: TOM\n", "    tag: TOM #1\n")
    folder = film_of(tmp_path, BEHIND, assets, film="title: Take #2\n")
    assert [problem.at.written for problem in film_problems(folder)] == ["#1", "#2"]


@pytest.mark.parametrize(
    "scene",
    [
        "  cast: MARA  # the girl\n",
        "  cast: MARA #  the girl\n",
        '  cast: MARA\n  title: "Who? #2"\n',
        "  cast: MARA\n  title: Who#2\n",
        "  cast: MARA\n  notes: |\n    Take #2\n",
        "  cast: MARA #selector: allow F354 because we wait\n",
        "  cast: MARA #Selector: allow F354 because we wait\n",
        "  #cast: TOM\n  cast: MARA\n",
    ],
)
def test_a_comment_and_text_in_quotes_are_no_loss(tmp_path: Path, scene: str) -> None:
    assert {problem.code for problem in problems_of(tmp_path, scene)} <= {"Y154"}


LONG = "Mind the third step from the door of the boathouse, the one that has been loose since May"
"""A text with a comma, of nearly the 100 characters that a hint offers to copy."""


@pytest.mark.parametrize(
    ("scene", "offer", "otherwise"),
    [
        ("notes: {} #2", '`"{} #2"`', "put all of the text in quotes. If it is a comment"),
        ("wears: {{MARA: {}}}", '`"{}"`', "put all of it in quotes."),
        ("says: [{{MARA: {}}}]", '`"{}"`', "Put all of it in quotes."),
        ("says: [MARA: {}]", '`"{}"`', "put all of that in quotes."),
        (
            "says: MARA: {}",
            '`says: [MARA: "{}"]`',
            "Put everything after `says:` in brackets, and the whole text after `MARA:` in quotes.",
        ),
        (
            "says: {}",
            '`says: [WREN: "{}"]`',
            "Write `says: [WREN: …]`, with the tag of the speaker and the whole text in quotes.",
        ),
    ],
)
def test_a_text_is_offered_to_be_copied_only_if_all_of_it_is_shown(
    tmp_path: Path, scene: str, offer: str, otherwise: str
) -> None:
    def hints(text: str) -> str:
        written = scene.format(text)
        problems = problems_of(tmp_path, f"  cast: MARA\n  {written}\n")
        return "\n".join(problem.hint for problem in problems)

    assert offer.format(LONG) in hints(LONG)
    longer = f"{LONG} and cannot bear anybody"
    told = hints(longer)
    assert otherwise in told
    assert longer[:20] not in told


def test_an_individual_without_pictures_is_told_to_add_its_own(tmp_path: Path) -> None:
    assets = "individuals:\n  Anna: {tag: ANN, type: character}\n  Bo Li: {tag: BO, pictures: []}\n"
    assets += "  Cy: {tag: CY, type: prop, pictures: [pictures/cy.jpg]}\n  Di:\n"
    problems = film_problems(write_film(tmp_path, {"assets.yaml": assets}))
    assert [(problem.code, problem.hint) for problem in problems] == [
        ("F307", "Add `pictures: [{picture: pictures/anna.jpg}]`."),
        ("F307", "Write `pictures: [{picture: pictures/bo_li.jpg, type: character}]`."),
        ("F304", "Write `{picture: pictures/cy.jpg}`."),
        (
            "F304",
            "Write `Di: {tag: DI, type: character, pictures: [{picture: pictures/di.jpg}]}`.",
        ),
    ]


def test_errors_and_misspelt_names_are_listed_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assets = f"{ASSETS}pictures:\n{many_unused('A')}"
    folder = film_of(tmp_path, f"- {{scene: 1, shot: wide, cast: MARAA}}\n{BEHIND}", assets)
    run(["check", str(folder)])
    said = capsys.readouterr().err
    assert said.index("F354") < said.index("F355")
    assert said.endswith("`selector help F354` says more about F354.\n")
    (folder / "pictures" / "tom.jpg").unlink()
    run(["check", str(folder)])
    said = capsys.readouterr().err
    assert said.index("F311") < said.index("F354") < said.index("F355")
    assert said.endswith("`selector help F311` says more about F311.\n")


@pytest.mark.parametrize(
    "scene",
    [
        "  cast: [{TOM: background, position: left}]\n",
        '  cast: [{TOM: {role: prop}, action: "runs, and falls"}]\n',
        "  cast: [{TOM, position: left}]\n",
        "  cast: [{position: left, Old Tom: subject}]\n",
        "  cast: (MARA, TOM)\n",
        "  cast: Mara und Jörg\n",
        "  cast: [TOM (background)]\n",
        "  cast: [MARA, Old Tom -> interaction target]\n",
        "  cast: MARA\n  says: MARA Where is he?\n",
        '  cast: MARA\n  says:\n    - Mara - "Here, at last"\n',
        "  cast: MARA\n  says: [Where is he: MARA]\n",
        "  cast: MARA\n  says: [MARA: Who is it?]\n",
        "  cast: MARA\n  title: 12\n",
    ],
)
def test_what_is_told_to_be_written_is_right_in_its_place(scene: str, tmp_path: Path) -> None:
    problem = only_problem(tmp_path / "a", scene)
    advised = problem.hint.split("`")[-2]
    written = problem.at.written
    if "comes first" in problem.hint:
        written = "Where is he: MARA"
    turned = scene.replace(written, advised)
    assert turned != scene
    assert problems_of(tmp_path / "b", turned) == []
