"""What directors write and mean otherwise (`tests/misread`): each is told, and what only looks like it is not.

A misunderstanding is told when one finding of the command that the case names has all the words of its `gist`, and of
the `answer` of its file: what it is about, and what to write instead. A finding counts without its code and its
location, so that only what a director reads can tell it.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from selector.cli.main import run
from tests.yaml_files import loaded

FOLDER = Path(__file__).parent / "misread"
HEAD = "language: 1\nname: {}\nversion: '1'\n"
ALL = ("all of them",)
NOT_TOLD_YET: dict[str, tuple[str, ...]] = {}
"""The wrong cases that nothing tells yet, by their file. One that is told has to be struck from here."""


class Case(NamedTuple):
    """One rule set, what the findings of its misunderstanding say, and the commands that tell them."""

    told: dict[str, Any]
    answer: list[str]
    commands: set[str]


def cases(kind: str) -> list[Any]:
    """The wrong or the sound ones of all files; those that nothing tells yet have to fail."""
    made = []
    for file in sorted(FOLDER.glob("*.yaml")):
        row = loaded(file.read_text(encoding="utf-8"))
        commands = {each["said_by"] for each in row["wrong"]}
        for each in row[kind]:
            marks = []
            untold = NOT_TOLD_YET.get(file.stem, ())
            if kind == "wrong" and (untold == ALL or each["name"] in untold):
                marks = [pytest.mark.xfail(strict=True, reason="nothing tells it yet")]
            case = Case(each, row["answer"], commands)
            made.append(pytest.param(case, id=f"{file.stem}/{each['name']}", marks=marks))
    return made


@pytest.fixture(autouse=True)
def film(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that the commands run in, far from GitHub."""
    monkeypatch.chdir(tmp_path)
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.mark.parametrize("case", cases("wrong"))
def test_one_finding_tells_what_was_misread_and_what_to_write_instead(
    case: Case, film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(case.told, film)
    words = [*case.told["gist"], *case.answer]
    said = SAID_BY[case.told["said_by"]](capsys)
    assert [one for one in said if has_all(one, words)], said


@pytest.mark.parametrize("case", cases("sound"))
def test_of_rules_that_only_look_like_it_nothing_is_said(
    case: Case, film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(case.told, film)
    assert findings(["check", "rules.yaml"], capsys) == []
    if "film" in case.told:
        assert in_the_film(capsys) == []
    if IN_ENGLISH in case.commands:
        assert not [one for one in in_english(capsys) if has_all(one, case.answer)]


def test_what_nothing_tells_yet_is_among_the_wrong_cases() -> None:
    for name, listed in NOT_TOLD_YET.items():
        row = loaded((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
        assert set(listed) <= {*ALL, *(each["name"] for each in row["wrong"])}


def write(case: dict[str, Any], film: Path) -> None:
    """A case as files: its rules with those that they extend, and its film."""
    (film / "rules.yaml").write_text(HEAD.format("rules") + case["rules"], "utf-8")
    for name, rules in case.get("parents", {}).items():
        (film / name).write_text(HEAD.format(Path(name).stem) + rules, "utf-8")
    for name, content in case.get("film", {}).items():
        with_addresses(content)
        (film / f"{name}.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")


def with_addresses(content: Any) -> None:
    """Give each picture of a film an address: the cases leave them out."""
    if isinstance(content, list):
        for each in content:
            with_addresses(each)
    elif isinstance(content, dict):
        for key, value in content.items():
            if key == "pictures":
                for picture in value:
                    picture["picture"] = f"https://example.org/{picture['id']}.jpg"
            else:
                with_addresses(value)


class Finding(NamedTuple):
    """What one problem says, or one entry as it is read out, and the name of the file it is in."""

    file: str
    severity: str
    text: str


def findings(command: list[str], capsys: pytest.CaptureFixture[str]) -> list[Finding]:
    """All that a check finds."""
    found = [
        Finding(Path(each["at"]["file"]).name, each["severity"], f"{each['what']} {each['hint']}")
        for each in printed([*command, "--format", "json"], capsys)["problems"]
    ]
    assert all(one.text.strip() for one in found)
    return found


def printed(command: list[str], capsys: pytest.CaptureFixture[str]) -> Any:
    """The document that a command prints."""
    run(command)
    return json.loads(capsys.readouterr().out)


def in_rules(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The warnings about the rules: their film, if there is one, need not be known."""
    return [
        one.text for one in findings(["check", "rules.yaml"], capsys) if one.severity == "warning"
    ]


def refused(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The errors in the rules."""
    return [
        one.text for one in findings(["check", "rules.yaml"], capsys) if one.severity == "error"
    ]


def in_the_film(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What is found in the rules when their film is checked with them."""
    return [one.text for one in findings(["check", "."], capsys) if one.file == "rules.yaml"]


def in_english(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Each entry and each condition as it is read out."""
    return list(said_in(printed(["rules", "rules.yaml", "--format", "json"], capsys)["parts"]))


def said_in(read_out: Any) -> list[str]:
    """Whatever a part of the document says."""
    if isinstance(read_out, list):
        return [one for each in read_out for one in said_in(each)]
    if not isinstance(read_out, dict):
        return []
    own = [value for key, value in read_out.items() if key == "says"]
    return [*own, *said_in(list(read_out.values()))]


def has_all(text: str, words: list[str]) -> bool:
    """Whether a text has each of some words, or runs of words, and not just within other words."""
    patterns = [rf"(?<![\w-]){re.escape(word)}(?![\w-])" for word in words]
    return all(re.search(pattern, text, re.IGNORECASE) for pattern in patterns)


IN_ENGLISH = "rules in English"
SAID_BY = {
    "error": refused,
    "check RULES": in_rules,
    "check FILM": in_the_film,
    IN_ENGLISH: in_english,
}
"""What a case says it is told by, and what finds it."""
