"""Waivers: a comment allows a warning at its line, with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from selector.cli.main import run
from selector.model.problem import Source
from selector.review.lint import checked_rules
from selector.review.waivers import waive
from tests.commands import as_document
from tests.films import film_problems, write_film

HEAD = 'language: 1\nname: a\nversion: "1"\nshots:\n  default:\n    priorities:\n'
NO_REASON = "      - {name: subject, role: subject}"
Captured = pytest.CaptureFixture[str]


def checked(text: str) -> tuple[list[str], int]:
    """What is found in rules, as code and line, and how much is waived."""
    found = checked_rules(Source(name="rules.yaml", text=text))
    return [f"{each.code}:{each.at.line}" for each in found.problems], found.waived


def test_a_waiver_at_the_end_of_a_line_allows_what_is_found_there() -> None:
    assert checked(f"{HEAD}{NO_REASON}\n") == (["R251:7"], 0)
    assert checked(f"{HEAD}{NO_REASON} # selector: allow R251 because of her name\n") == ([], 1)


@pytest.mark.parametrize(
    "between", ["", "\n", "      # another comment\n", "    # selector: allow R255 because so\n"]
)
def test_a_waiver_on_a_line_of_its_own_is_for_the_next_line(between: str) -> None:
    above = f"{HEAD}      # selector: allow R251 because of her name\n{between}{NO_REASON}\n"
    codes, waived = checked(above)
    assert waived == 1
    assert [each[:4] for each in codes] == (["Y154"] if "R255" in between else [])


@pytest.mark.parametrize(
    "waiver",
    [
        "#selector:allow R251 because x",
        "# Selector: Allow r251 BECAUSE: x",
        "#  selector:  allow  R251 ,R252 and R253  because x",
    ],
)
def test_how_it_is_written_makes_no_difference(waiver: str) -> None:
    assert checked(f"{HEAD}{NO_REASON} {waiver}\n")[1] == 1


@pytest.mark.parametrize(
    ("waiver", "said"),
    [
        (
            "allow R252 because x",
            (
                "Y154 This waiver allows R252, but there is no R252 on line 7. Delete it. A waiver belongs"
                " at the end of the line, or on the line above."
            ),
        ),
        ("allow R251", "Y155 This waiver gives no reason. Add one: `because` and your own words."),
        (
            "allow because x",
            (
                "Y156 This waiver does not say which warning it allows. Name it: `# selector: allow R251"
                " because …`."
            ),
        ),
        (
            "allow R2511 because x",
            "Y156 `R2511` is not a problem code. Did you mean `R251`?",
        ),
        (
            "allow R201 because x",
            (
                "Y156 R201 is an error, and errors cannot be waived. Fix it: `selector help R201` says"
                " how."
            ),
        ),
        (
            "allow Y155 because x",
            "Y156 Y155 is about waivers, and cannot be waived. Correct the waiver.",
        ),
    ],
)
def test_what_is_wrong_with_a_waiver_is_a_warning(waiver: str, said: str) -> None:
    found = checked_rules(
        Source(name="r", text=f"{HEAD}{NO_REASON} # selector: {waiver}  \n")
    ).problems
    of_waivers = [each for each in found if each.code[0] == "Y"]
    assert list(map(str, of_waivers)) == [f"r:7:40: {said}"]
    assert of_waivers[0].at.written == f"# selector: {waiver}"
    assert {each.severity for each in found} == {"warning"}


def test_a_waiver_without_a_reason_still_waives() -> None:
    assert checked(f"{HEAD}{NO_REASON} # selector: allow R251\n") == (["Y155:7"], 1)


def test_a_waiver_at_another_line_waives_nothing() -> None:
    text = f"{HEAD}{NO_REASON}\n# selector: allow R251 because x\n"
    assert checked(text) == (["R251:7", "Y154:8"], 0)


def test_text_in_quotes_is_no_waiver() -> None:
    quoted = NO_REASON.replace("}", ', because: "x # selector: allow R252 because y"}')
    assert checked(f"{HEAD}{quoted}\n") == ([], 0)


def test_errors_are_never_waived_and_nothing_is_said_to_be_unused_beside_them() -> None:
    text = f"{HEAD}      - {{name: subject, rol: subject}} # selector: allow R201, R251 because x\n"
    codes, waived = checked(text)
    assert waived == 0
    assert "R201:7" in codes
    assert "Y154:7" not in codes


def test_no_waiver_adds_or_takes_anything_but_its_own() -> None:
    """A law: what is left, with what is waived, is what was there."""
    source = Source(name="r", text=f"{HEAD}{NO_REASON}\n{NO_REASON.replace('subject', 'prop')}\n")
    problems = checked_rules(source).problems
    for code in ("R251", "R252"):
        text = source.text.replace(NO_REASON, f"{NO_REASON} # selector: allow {code} because x")
        left = waive(problems, [Source(name="r", text=text)], lambda _source, _code: False)
        assert len(left.problems) + left.waived == len(problems)
        assert set(left.problems) <= set(problems)


# ---- films

UNUSED = "  - {picture: pictures/wren.jpg, tag: BRAM, type: character}"
ASSETS = "pictures:\n  - {picture: pictures/wren.jpg, tag: WREN, type: character, id: w}\n"


def test_a_film_has_waivers_too(tmp_path: Path) -> None:
    film = write_film(tmp_path / "film", {"assets.yaml": f"{ASSETS}{UNUSED}\n"})
    assert [each.code for each in film_problems(film)] == ["F355"]
    waived = f"{ASSETS}{UNUSED} # selector: allow F355 because he comes in part two\n"
    (film / "assets.yaml").write_text(waived, "utf-8")
    assert film_problems(film) == []
    (film / "assets.yaml").write_text(waived.replace("F355", "F354"), "utf-8")
    assert [each.code for each in film_problems(film)] == ["F355", "Y154"]


def test_names_in_a_films_rules_are_waived_in_the_rules(tmp_path: Path, capsys: Captured) -> None:
    ban = 'never: [{name: away, of: Bram, because: "x"}] # selector: allow F366 because part two'
    right = NO_REASON.replace("}", ', because: "x"}')
    rules = HEAD.replace("shots:", f"{ban}\nshots:") + right + "\n"
    film = write_film(tmp_path / "film", {"rules.yaml": rules, "assets.yaml": ASSETS})
    assert run(["check", str(film), "--strict"]) == 0
    assert f"{film}: fine (1 picture, 1 scene), 1 warning waived\n" in capsys.readouterr().out
    (film / "rules.yaml").write_text(rules.replace("of: Bram", "of: WREN"), "utf-8")
    assert run(["check", str(film), "--strict"]) == 1
    assert "Y154" in capsys.readouterr().err


# ---- what is printed


def test_strict_json_and_github_follow(tmp_path: Path, capsys: Captured) -> None:
    file = tmp_path / "rules.yaml"
    file.write_text(f"{HEAD}{NO_REASON} # selector: allow R251 because x\n", "utf-8")
    assert run(["check", str(file), "--strict"]) == 0
    assert capsys.readouterr().out.endswith("priority), 1 warning waived\n")
    assert run(["check", str(file), "--strict", "--format", "json"]) == 0
    document = as_document(capsys.readouterr().out, "problems")
    assert [each["waived"] for each in document["checked"]] == [1]
    assert document["problems"] == []
    assert run(["check", str(file), "--strict", "--format", "github"]) == 0
    assert "R251" not in capsys.readouterr().out
    file.write_text(f"{HEAD}{NO_REASON} # selector: allow R252 because x\n", "utf-8")
    assert run(["check", str(file), "--strict", "--format", "github"]) == 1
    assert "Y154" in capsys.readouterr().out


@pytest.mark.parametrize(
    "because",
    [
        "'it # selector: allow R252 because y'",
        "'it''s \" # selector: allow R252 because y'",
        '"a \\" # selector: allow R252 because y"',
        "|\n          a\n          # selector: allow R252 because y",
    ],
)
def test_text_of_any_kind_is_no_waiver(because: str) -> None:
    entry = f"      - name: a\n        type: prop\n        because: {because}\n"
    head = HEAD.rstrip("\n")
    assert checked(f"{head}\n{entry}") == ([], 0)


def test_quotes_in_a_comment_or_a_text_before_it_hide_no_waiver() -> None:
    for before in ('  # 5" wide', "  # it's", "  # a \" b '"):
        assert checked(f"{HEAD}{NO_REASON}{before} # selector: allow R251 because y\n")[1] == 1
    name = NO_REASON.replace("}", ', label: "a # selector: allow R252 because x"}')
    assert checked(f"{HEAD}{name}  # selector: allow R251 because y\n")[1] == 1


def test_codes_may_be_followed_by_signs() -> None:
    for waiver in ("R251: because y", "R251; because: y", "R251, because y"):
        assert checked(f"{HEAD}{NO_REASON}  # selector: allow {waiver}\n") == ([], 1)
