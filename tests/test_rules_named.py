"""Rules that somebody names with `--rules` and that are not there, or are called a little differently."""

from __future__ import annotations

from pathlib import Path

import pytest

from selector.cli.main import run
from tests.typed_films import BEHIND, film_of


def test_rules_that_are_not_there_are_answered_with_those_that_come_with_selector(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = film_of(tmp_path, BEHIND)
    assert run(["pick", str(folder), "--dry-run", "--rules", "nosuch"]) == 2
    said = capsys.readouterr().err
    assert "There is no such file or folder." in said
    assert "The rules that come with selector are `animation`, " in said
    assert "`default`" in said
    run(["pick", str(folder), "--dry-run", "--rules", "cinematik"])
    assert "Did you mean `cinematic`?" in capsys.readouterr().err
    run(["pick", str(folder), "--dry-run", "--rules", "my/nosuch.yaml"])
    assert "come with selector" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("named", "hint"),
    [
        (" Cinematic", "Did you mean `cinematic`?"),
        ("CINEMATIC ", "Did you mean `cinematic`?"),
        ("Cinematic 1.1.0", "Did you mean `cinematic`?"),
        ("People First", "Did you mean `people_first`?"),
        ("cinematic 9", "The versions of `cinematic` are `1.0.0` and `1.1.0`."),
    ],
)
def test_a_name_of_rules_with_other_capitals_or_spaces_is_asked_about(
    named: str, hint: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = film_of(tmp_path, BEHIND)
    for command in (["check"], ["pick", "--dry-run"], ["why", "9"]):
        assert run([command[0], str(folder), *command[1:], "--rules", named]) == 2
        assert hint in capsys.readouterr().err
