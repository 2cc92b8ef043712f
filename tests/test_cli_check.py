"""`selector check`: what it looks at, where its words go, and the exit codes that CI lives by."""

from __future__ import annotations

from pathlib import Path

import pytest

from selector.cli.main import run
from tests.commands import as_document, called, forked, selector

GOOD = """\
language: 1
name: good
version: "1"
shots:
  default:
    priorities:
      - {name: subject, role: subject, because: "the scene is about its subject"}
"""
WARNED = GOOD.replace(', because: "the scene is about its subject"', "")
BAD = GOOD.replace("role: subject,", "role: subjekt,")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Rule files of three kinds, in the directory that the commands run in, far from GitHub."""
    monkeypatch.chdir(tmp_path)
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, text in (("good", GOOD), ("warned", WARNED), ("bad", BAD)):
        (tmp_path / f"{name}.yaml").write_text(text)
    return tmp_path


def test_a_good_file_is_fine_on_standard_output_and_nothing_else_is_said(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["check", "good.yaml"]) == 0
    assert tuple(capsys.readouterr()) == ("good.yaml: fine (good 1: 1 shot rule, 1 priority)\n", "")


def test_priorities_are_counted_as_edits_leave_them(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "over.yaml").write_text(
        "language: 1\nname: over\nversion: '1'\nextends: good.yaml\nshots:\n"
        "  default: {change: [{name: subject, drop: true}, {name: place, type: environment, because: b}]}\n"
        "  wide: {like: default, change: [{name: prop, type: prop, because: b}, {name: place, drop: true}]}\n"
        "  close: {like: default}\n"
    )
    assert run(["check", "over.yaml"]) == 0
    assert capsys.readouterr().out == "over.yaml: fine (over 1: 3 shot rules, 2 priorities)\n"


def test_problems_go_to_standard_error_and_the_verdict_to_standard_output(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["check", "bad.yaml"]) == 1
    out, err = capsys.readouterr()
    assert out == "bad.yaml: 1 error\n"
    assert err == (
        "bad.yaml:7:31: error R204: `role` cannot be `subjekt`.\n"
        '7 |       - {name: subject, role: subjekt, because: "the scene is about its subject"}\n'
        "  |                               ^^^^^^^\n"
        "  Did you mean `subject`?\n"
        "\n"
        "`selector help R204` says more about R204.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["good.yaml"], 0),
        (["--strict", "good.yaml"], 0),
        (["warned.yaml"], 0),
        (["--strict", "warned.yaml"], 1),
        (["bad.yaml"], 1),
        (["good.yaml", "bad.yaml"], 1),
        (["missing.yaml"], 2),
        (["bad.yaml", "missing.yaml"], 2),
        ([], 2),
        (["--wrong", "good.yaml"], 2),
        (["--format", "xml", "good.yaml"], 2),
    ],
)
def test_exit_codes(arguments: list[str], code: int) -> None:
    assert run(["check", *arguments]) == code


def test_a_folder_stands_for_the_rule_files_and_films_in_it(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["new", "film", "all/films/mine"])
    run(["new", "rules", "all/films/mine/rules.yaml"])
    (here / "all" / "rules").mkdir()
    (here / "good.yaml").rename(here / "all" / "rules" / "good.yml")
    (here / "all" / ".hidden.yaml").write_text("not: rules")
    (here / "all" / "notes.txt").write_text("not: rules")
    capsys.readouterr()
    assert run(["check", "--strict", "all"]) == 0
    assert [line.split(":")[0] for line in capsys.readouterr().out.splitlines()] == [
        "all/films/mine",
        "all/films/mine/rules.yaml",
        "all/rules/good.yml",
        "2 rule files and 1 film",
    ]


def test_a_folder_with_nothing_to_check_is_called_wrongly(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "empty").mkdir()
    assert run(["check", "empty"]) == 2
    assert "There is no rule file (`*.yaml`) and no film in `empty`." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("god.yaml", "Did you mean `good.yaml`?"),
        ("all/heits", "Did you mean `heist`?"),
        ("all/nothing-like-it", "Check the name and your current folder."),
        ("no/such/folder.yaml", "Check the name and your current folder."),
    ],
)
def test_what_is_not_there_is_told_with_the_nearest_name_beside_it(
    here: Path, capsys: pytest.CaptureFixture[str], path: str, hint: str
) -> None:
    run(["new", "film", "all/heist"])
    capsys.readouterr()
    assert run(["check", path]) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"{path}: error Y101: There is no such file or folder.\n  {hint}\n")


def test_a_file_of_a_film_stands_for_the_film(capsys: pytest.CaptureFixture[str]) -> None:
    run(["new", "film", "mine"])
    capsys.readouterr()
    assert run(["check", "mine/scenes.yaml"]) == 0
    assert capsys.readouterr().out == "mine: fine (5 pictures, 3 scenes)\n"


def test_a_films_own_broken_rules_are_found_with_it(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["new", "film", "mine"])
    (here / "mine" / "rules.yaml").write_text(BAD)
    assert run(["check", "mine"]) == 1
    assert "mine/rules.yaml: 1 error\n" in capsys.readouterr().out


def test_standard_input_is_a_rule_file() -> None:
    checked = forked(["check", "-"], given=GOOD.encode())
    assert (checked.code, checked.out) == (0, "<stdin>: fine (good 1: 1 shot rule, 1 priority)\n")
    assert forked(["check", "-"], given=BAD.encode()).code == 1
    assert forked(["check", "-"], given=b"\xff\x00").code == 2


@pytest.mark.parametrize("name", ["good", "warned", "bad", "missing"])
def test_json_keeps_its_schema_and_goes_to_standard_output(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(["check", f"{name}.yaml", "--format", "json"])
    out, err = capsys.readouterr()
    document = as_document(out, "problems")
    assert err == ""
    assert document["checked"][0]["name"] == f"{name}.yaml"
    assert bool(document["errors"]) == bool(code)


def test_in_githubs_runner_annotations_come_by_themselves_and_the_table_is_appended(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = here / "summary.md"
    summary.write_text("before\n")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    checked = selector(["check", "warned.yaml", "bad.yaml"])
    first, second, total = checked.out.splitlines()
    assert checked.code == 1
    assert first.startswith("::error file=bad.yaml,line=7,col=")
    assert second.startswith("::warning file=warned.yaml,line=7,col=")
    assert total == "2 rule files: 1 error, 1 warning"
    assert summary.read_text().startswith("before\n### selector check\n")
    assert "| bad.yaml:7:" in summary.read_text()
    assert "::error" not in selector(["check", "bad.yaml", "--format", "text"]).out


def test_a_summary_that_cannot_be_written_changes_no_verdict(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "/no/such/folder/summary.md")
    checked = called(["check", "good.yaml", "--format", "github"])
    assert checked.code == 0
    assert "could not be written" in checked.err


def test_the_code_of_the_first_error_is_named_though_a_warning_is_before_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["check", "warned.yaml", "bad.yaml"]) == 1
    err = capsys.readouterr().err
    assert "warning" in err.splitlines()[0]
    assert err.splitlines()[-1] == "`selector help R204` says more about R204."


def test_the_code_of_a_warning_is_named_where_there_is_no_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["check", "warned.yaml"]) == 0
    err = capsys.readouterr().err
    code = err.split("warning ")[1][:4]
    assert err.splitlines()[-1] == f"`selector help {code}` says more about {code}."
