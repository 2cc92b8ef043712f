"""Pictures of a film that no scene uses (F355): told once, tag by tag or together, and a style that can be pinned."""

from __future__ import annotations

from pathlib import Path

import pytest

from selector.cli.main import run
from tests.films import JPEG, film_problems
from tests.typed_films import ASSETS, BEHIND, film_of, many_unused


def test_many_unused_tags_are_one_problem(tmp_path: Path) -> None:
    assets = f"{ASSETS}pictures:\n{many_unused('ABCD')}"
    (problem,) = film_problems(film_of(tmp_path, BEHIND, assets))
    assert (problem.code, problem.at.written) == ("F355", "A")
    assert problem.what == (
        "No scene uses the pictures of 4 tags: `A`, `B`, `C` and `D` are never placed."
    )
    waived = assets.replace("A, type: prop}", "A, type: prop} # selector: allow F355 because later")
    left = film_problems(film_of(tmp_path / "b", BEHIND, waived))
    assert [problem.at.written for problem in left] == ["B", "C", "D"]


def test_three_unused_tags_are_three_problems(tmp_path: Path) -> None:
    problems = film_problems(film_of(tmp_path, BEHIND, f"{ASSETS}pictures:\n{many_unused('ABC')}"))
    assert [problem.at.written for problem in problems] == ["A", "B", "C"]


def test_a_waiver_of_one_unused_picture_leaves_another_with_its_tag(tmp_path: Path) -> None:
    one = many_unused("B")
    waived = one.rstrip("\n") + " # selector: allow F355 because later\n"
    other = one.replace("B.jpg", "C.jpg")
    (problem,) = film_problems(film_of(tmp_path, BEHIND, f"{ASSETS}pictures:\n{waived}{other}"))
    assert problem.what == "No scene uses this picture: its tag `B` is never placed."


def test_comments_of_a_film_change_nothing_but_what_they_waive(tmp_path: Path) -> None:
    unused = f"pictures:\n{many_unused('ABCDE')}{many_unused('E').replace('E.jpg', 'F.jpg')}"
    (problem,) = film_problems(film_of(tmp_path, BEHIND, f"{ASSETS}{unused}"))
    assert "of 5 tags: `A`, `B`, `C`, `D` and `E` are" in problem.what
    for comment in ("# for selector: props of part two", "# selector: allow F358 because x"):
        assets = f"{ASSETS}{comment}\n{unused}"
        found = film_problems(film_of(tmp_path / comment[-2:], BEHIND, assets))
        assert [each.what for each in found if each.code == "F355"] == [problem.what]
    for line in ("A, type: prop}\n", "E, type: prop}\n"):
        waived = unused.replace(line, f"{line[:-1]} # selector: allow F355 because later\n", 1)
        (left,) = film_problems(film_of(tmp_path / line[0], BEHIND, f"{ASSETS}{waived}"))
        still = 5 if line[0] == "E" else 4
        assert f"of {still} tags" in left.what


def test_a_few_unused_tags_are_a_problem_each_with_the_number_of_pictures(tmp_path: Path) -> None:
    two = many_unused("AB") + many_unused("B").replace("B.jpg", "C.jpg")
    problems = film_problems(film_of(tmp_path, BEHIND, f"{ASSETS}pictures:\n{two}"))
    assert [problem.what for problem in problems] == [
        "No scene uses this picture: its tag `A` is never placed.",
        "No scene uses these 2 pictures: their tag `B` is never placed.",
    ]
    assets = (
        ASSETS
        + "  Key:\n    {tag: K, type: prop, pictures: [{picture: a.jpg}, {picture: b.jpg}]}\n"
    )
    folder = film_of(tmp_path / "b", BEHIND, assets)
    for name in "ab":
        (folder / f"{name}.jpg").write_bytes(JPEG + name.encode())
    (problem,) = film_problems(folder)
    assert problem.what == "No scene uses these 2 pictures: their tag `K` is never placed."


def test_an_unused_style_is_told_of_a_pin_which_then_is_enough_and_is_sent_last(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    style = "pictures: [{picture: https://x.example/grade.jpg, tag: GRADE, type: style}]\n"
    folder = film_of(tmp_path, BEHIND, ASSETS + style)
    (problem,) = film_problems(folder)
    last = "unplaced: true, slot: last"
    pin = f"pin: [{{name: style, picture: GRADE, {last}, because: one look}}]"
    assert f"write `{pin}`" in problem.hint
    command = f"selector new rules {folder.as_posix()}/rules.yaml"
    assert problem.hint.endswith(f"`{command}` writes that file.")
    assert run(command.split()[1:]) == 0
    rules = folder / "rules.yaml"
    rules.write_text(f"{rules.read_text('utf-8')}{pin}\n", "utf-8")
    assert film_problems(folder) == []
    capsys.readouterr()
    assert run(["pick", str(folder), "--dry-run"]) == 0
    rows = capsys.readouterr().out.splitlines()[1:]
    sent = [row.split("\t")[4].split(",") for row in rows]
    assert all(tags[-1] == "GRADE" and len(tags) > 1 for tags in sent)


@pytest.mark.parametrize("style", ["style", "STYLE"])
def test_an_unused_style_is_pinned_in_the_rules_that_the_film_has(
    tmp_path: Path, style: str
) -> None:
    line = many_unused("A").replace("type: prop", f"type: {style}")
    rules = (
        'language: 1\nname: a\nversion: "1"\n'
        "shots: {default: {priorities: [{name: all, crop: [face, full], because: all}]}}\n"
    )
    folder = film_of(tmp_path, BEHIND, f"{ASSETS}pictures:\n{line}", rules=rules)
    (problem,) = film_problems(folder)
    assert (problem.code, problem.at.written) == ("F355", "A")
    assert "add `- {name: style, picture: A, " in problem.hint
    assert "under `pin`" in problem.hint
