"""Every command that a command offers: what was given and changes the answer is in it again."""

from __future__ import annotations

import html
import re
import shlex
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest

from selector.model.phrases import for_a_shell
from tests.commands import called
from tests.films import JPEG, write_film

ASSETS = """\
pictures:
  - {picture: pictures/key.jpg, tag: KEY, type: prop}
  - {picture: pictures/lamp.jpg, tag: LAMP, type: prop}
""" + "".join(
    f"  - {{picture: pictures/none-{n}.jpg, tag: P{n}, type: character, crop: face}}\n"
    for n in range(9)
)
SCENES = "- {scene: 1, shot: wide, cast: [P0, P1], props: [KEY, LAMP]}\n" + "".join(
    f"- {{scene: {n + 2}, title: P{n} waits, shot: wide, cast: []}}\n" for n in range(9)
)
RULES = """\
language: 1
name: mine
version: "1"
references: 1
never:
  - {name: no-things, type: prop, because: "not built yet"}
  - {name: really-not, type: prop, because: "not built yet"}
  - {name: gone, of: NOBODY, because: "cut from the script"}
shots:
  default: {priorities: [{name: all, type: [character, prop], because: "all go"}]}
"""
OPTIONS = "--rules 'my rules.yaml' --target kling-video-o1"
SAME = """\
language: 1
name: same
version: "1"
extends: default
never: [{name: gone, of: NOBODY, because: "cut from the script"}]
"""
TARGET = "--target kling-video-o1"
PICKS = "--db 'my picks.sqlite'"
IN_FILM = "--project 'my film' --include deleted"
IN_PROJECT = f"'my picks.sqlite' {TARGET} {IN_FILM}"
PROJECT = f"'my picks.sqlite' {IN_FILM}"
_COMMAND = re.compile(r"(?:`|: |^  )(selector (?!help)[^`\n]+)", re.MULTILINE)
"""The command for the page of a code is none of them."""
_ID = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")


class Offered(NamedTuple):
    """A command, and those that it offers; `first` is run before it."""

    typed: str
    offered: tuple[str, ...]
    first: str = ""


LINES = {
    "check, rules without a film": Offered(
        f"check ok.yaml {OPTIONS} --strict",
        (f"selector check 'my rules.yaml' {TARGET} --strict",),
    ),
    "check, more warnings": Offered(
        f"check 'my film' ok.yaml {OPTIONS} --strict",
        (f"selector check 'my film' ok.yaml {OPTIONS} --strict --all",),
    ),
    "check, more warnings of a project": Offered(
        f"check {PROJECT} {OPTIONS} --strict",
        (f"selector check 'my picks.sqlite' {OPTIONS} {IN_FILM} --strict --all",),
        first=f"pick 'my film' {PICKS}",
    ),
    "pick, a folder has no problems to skip": Offered(
        f"pick 'my film' {OPTIONS} --skip-problems",
        (f"selector check 'my film' {OPTIONS}",),
    ),
    "pick": Offered(
        f"pick 'my film' {OPTIONS} {PICKS}",
        (
            f"selector check 'my film' {OPTIONS}",  # its pictures
            f"selector check 'my film' {OPTIONS}",  # names that the film does not have
            f"selector why 'my film' 1 {PICKS} --decision last",
        ),
    ),
    "pick, nothing has changed": Offered(
        f"pick 'my film' --rules 'my rules.yaml' {PICKS}",
        (
            "selector check 'my film' --rules 'my rules.yaml'",
            "selector check 'my film' --rules 'my rules.yaml'",
            f"selector why 'my film' 1 {PICKS} --decision last",
        ),
        first=f"pick 'my film' --rules 'my rules.yaml' {PICKS}",
    ),
    "pick, a project": Offered(
        f"pick {PROJECT} {OPTIONS} --dry-run",
        (f"selector why 'my picks.sqlite' 1 {OPTIONS} --project 'my film' --include deleted",),
        first=f"pick 'my film' {PICKS}",
    ),
    "why": Offered(
        f"why 'my film' 1 {OPTIONS}",
        (f"selector check 'my film' {OPTIONS}",),
    ),
    "why, rules that come with selector": Offered(
        f"why 'my film' 1 {TARGET}", (f"selector impact 'my film' {TARGET} --from default",)
    ),
    "why, a project": Offered(
        f"why {PROJECT} 1 {TARGET}",
        (f"selector impact {IN_PROJECT} --from default --to my-default.yaml",),
        first=f"pick 'my film' {PICKS}",
    ),
    "sheet": Offered(
        f"sheet 'my film' {TARGET} --scene 1 -o sheet.html",
        (f"selector impact 'my film' {TARGET} --from default",),
    ),
    "impact, before the first pick": Offered(
        f"impact 'my film' {TARGET}",
        (f"selector pick 'my film' {TARGET}",),
    ),
    "impact, where other rules change nothing": Offered(
        f"impact 'my film' --from same.yaml {TARGET}",
        (f"selector check 'my film' {TARGET}",),
    ),
    "impact, of stored rules before the first pick": Offered(
        f"impact 'my film' --from sha256:5b007de990 {TARGET} {PICKS}",
        (f"selector pick 'my film' {TARGET} {PICKS}",),
    ),
    "impact, of a database that is not there": Offered(
        f"impact 'my film' {TARGET} {PICKS}",
        (f"selector pick 'my film' {TARGET} {PICKS}",),
    ),
    "db history, before the first pick": Offered(
        "db history 'my film'", ("selector pick 'my film'",)
    ),
    "pick, for another database and not stored there": Offered(
        f"pick 'my film' --target kling-video-o1 {PICKS} --dry-run",
        (
            f"selector check 'my film' {TARGET}",
            f"selector why 'my film' 1 {TARGET}",
        ),
    ),
    "new rules": Offered("new rules 'my own.yaml'", ("selector check 'my own.yaml'",)),
    "new film": Offered(
        "new film 'my new'", ("selector check 'my new' && selector pick 'my new'",)
    ),
    "demo": Offered(
        "demo 'my demo'",
        (
            "selector check 'my demo'",
            "selector why 'my demo' 12",
            "selector new rules 'my demo/rules.yaml'",
            "selector pick 'my demo'",
        ),
    ),
}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A film and rules with a space in their names, and a second rule file."""
    for name in ("GITHUB_ACTIONS", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    files = {"film.yaml": "title: my film\n", "assets.yaml": ASSETS, "scenes.yaml": SCENES}
    pictures = {f"pictures/{name}.jpg": JPEG + name.encode() for name in ("key", "lamp")}
    write_film(tmp_path / "my film", {**files, **pictures})
    (tmp_path / "my rules.yaml").write_text(RULES)
    (tmp_path / "ok.yaml").write_text(RULES.replace("mine", "ok"))
    (tmp_path / "same.yaml").write_text(SAME)
    return tmp_path


@pytest.mark.parametrize("line", LINES)
def test_what_was_given_and_changes_the_answer_is_typed_again(here: Path, line: str) -> None:
    typed, offered, first = LINES[line]
    if first:
        called(shlex.split(first), here)
    ran = called(shlex.split(typed), here)
    out = ran.out
    if typed.startswith("sheet"):
        page = (here / "sheet.html").read_text()
        out = html.unescape(re.sub("</?code>", "`", page))
    said = _ID.sub("pictures/lamp.jpg", " ".join(out.split())) + ran.err
    found = [each for each in _COMMAND.findall(said) if "[OPTIONS]" not in each]
    assert tuple(found) == offered


@pytest.mark.parametrize(
    ("word", "shown"),
    [
        ("film", "film"),
        ("my film", "'my film'"),
        ("Sam's film", '"Sam\'s film"'),
        ("it's “特写” & *", '"it\'s “特写” & *"'),
        ("Sam's $5 film", "'Sam'\"'\"'s $5 film'"),
        ("Sam's `first` film", "'Sam'\"'\"'s `first` film'"),
        ('Sam\'s "first" film', "'Sam'\"'\"'s \"first\" film'"),
        ("Sam's film!", "'Sam'\"'\"'s film!'"),
        ("Sam's\\film", "'Sam'\"'\"'s\\film'"),
    ],
)
def test_a_shell_reads_a_quoted_word_as_it_was(word: str, shown: str) -> None:
    assert for_a_shell(word) == shown
    read = subprocess.run(
        ["sh", "-c", f"printf %s {shown}"], capture_output=True, text=True, check=True
    )
    assert read.stdout == word


def test_every_file_that_offers_a_command_for_what_was_typed_is_asked_above() -> None:
    package = Path(__file__).parents[1] / "selector"
    offers = re.compile(r"selector (?:check|pick|why|impact|sheet|new|rules)(?: rules)? \{")
    files = [*package.glob("cli/**/*.py"), *package.glob("reporting/**/*.py")]
    found = {file.name for file in files if offers.search(file.read_text(encoding="utf-8"))}
    assert found == {
        "check.py",
        "compared_rules.py",
        "database_films.py",
        "demo.py",
        "impact.py",
        "new.py",
        "pick.py",
        "shown.py",
        "why.py",
    }
