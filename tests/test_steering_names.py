"""No name that somebody gave steers a terminal, a log or a runner of CI, whichever command prints it."""

from __future__ import annotations

import json
import logging
import re
import sqlite3
import unicodedata
from contextlib import closing, suppress
from itertools import count
from pathlib import Path
from uuid import UUID

import pytest

from selector import ProblemError, WatchedRules, load_rules, pick_scene, read_manifest
from selector.cli.main import run
from selector.reporting.terminal import harmless, printable
from tests.long import many

NAMES = (
    "\x1b[31mred",
    "a\u202eb",
    "c\x9b31m",
    "::error::x",
    "##[error]x",
    "##vso[task.y]z",
    "e\u2028f",
    "\r::error::m",
)
TAKEN = ("a\u202eb", "::error::x", "##[error]x", "##vso[task.y]z", "k\u2066l", "\u200fm")
"""Those that a film may have: control characters are a problem of their own."""
FOLDERS = {"::error::film": NAMES, "##[error]a\u202e\x1b[31mfilm": TAKEN}
STEERING = {"Cc", "Cf", "Cs", "Zl", "Zp"}
ANNOTATION = re.compile(r"::(?:error|warning) (?:file|title)=")
RULES = """
language: 1
name: "##[error]r"
version: "##[error]1"
description: "##vso[task.y]z"
shots:
  default:
    priorities:
      - {name: "##[error]a", type: character, because: "##[error]it is"}
      - {name: b, label: "##vso[task.y]z", because: "::error::x"}
"""


def steering(text: str, *, annotated: bool) -> list[str]:
    """The lines of a text that steer whoever shows or reads them."""
    found = []
    for line in text.split("\n"):
        characters = [
            each for each in line if each != "\t" and unicodedata.category(each) in STEERING
        ]
        commands = bool(re.search(r"##\w*\[", line)) or line.lstrip().startswith("::")
        if annotated and ANNOTATION.match(line):
            commands = False
        if characters or commands:
            found.append(line)
    return found


@pytest.fixture(params=FOLDERS)
def named(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of a film in which every name steers something."""
    monkeypatch.chdir(tmp_path)
    film = tmp_path / request.param
    (film / "pictures").mkdir(parents=True)
    pictures, scenes = [], []
    names = FOLDERS[request.param]
    for number, name in enumerate(names):
        (film / "pictures" / f"{name}.png").write_bytes(b"\x89PNG\r\n\x1a\n")
        pictures.append(
            {
                "id": f"{number}{name}",
                "manifest_tag": name,
                "asset_type": "character" if number % 3 else f"t{name}",
                "name": name,
                "individual": name,
                "user_tags": [name],
                "reference_image_url": f"pictures/{name}.png",
            }
        )
        placements = [
            {"asset_tag": each, "role": "subject", "position": name} for each in names[:4]
        ]
        scenes.append(
            {
                "scene_index": number if number % 2 else f"s{name}",
                "title": name,
                "composition": {
                    "shot_type": "close_up" if number % 2 else name,
                    "focal_point": name,
                },
                "placements": [*placements, {"asset_tag": f"GONE{name}", "role": name}],
                "continuity_notes": [name],
            }
        )
    (film / "assets.json").write_text(json.dumps(pictures))
    (film / "scenes.json").write_text(json.dumps(scenes))
    title, description = json.dumps(names[0] + names[1]), json.dumps(names[3])
    (film / "film.yaml").write_text(f"title: {title}\ndescription: {description}\n")
    (film / "good.yaml").write_text(RULES)
    (film / "bad.yaml").write_text(
        RULES.replace("type: character", 'type: "::error::x\\e[31m\\u202e"')
    )
    return str(request.param)


COMMANDS = (
    "check F", "check F --format json", "check F --format github", "check G", "check B", "check B --format github",
    "check B --format json", "check G F", "rules G", "rules G --format json", "pick F --dry-run", "pick F",
    "pick F --format json", "pick F --rules G", "why F 1", "why F 3 N", "why F 3 --format json", "why F N",
    "impact F --to G", "impact F --to G --format markdown", "impact F --to G --format json",
    "sheet F -o F/s.html", "help N", "N", "db status F", "db history F", "db list F", "db check F",
    "new film F/new", "new rules F/new.yaml", "check F/nothing", "why F/nothing 1", "schema N",
)  # fmt: skip


@pytest.mark.parametrize("colour", many([""], ["", "1"]))
def test_no_name_steers_a_terminal_or_a_runner_whichever_command_prints_it(
    named: str, colour: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    if colour:
        monkeypatch.setenv("FORCE_COLOR", colour)
    summary = Path("summary.md")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    words = {"F": named, "G": f"{named}/good.yaml", "B": f"{named}/bad.yaml", "N": NAMES[4]}
    for command in COMMANDS:
        arguments = [
            words.get(word, word.replace("F/", f"{named}/")) for word in command.split(" ")
        ]
        run(arguments)
        out, err = capsys.readouterr()
        assert out or err, command
        assert "has a bug" not in err, command
        if colour:
            out, err = (re.sub("\x1b\\[[0-9;]*m", "", text) for text in (out, err))
        assert steering(out + err, annotated="github" in command) == [], command
        if "json" in command and out:
            json.loads(out)
    assert steering(summary.read_text(), annotated=False) == []


@pytest.mark.parametrize("named", list(FOLDERS)[1:], indirect=True)
def test_json_has_every_name_as_it_is(named: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["pick", named, "--dry-run", "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert {scene["title"] for scene in document["scenes"]} == set(TAKEN)


def test_no_name_steers_whoever_reads_the_log(caplog: pytest.LogCaptureFixture) -> None:
    rules = load_rules()
    assets = [{"manifest_tag": name, "asset_type": "character"} for name in NAMES]
    with caplog.at_level(logging.DEBUG, "selector"):
        for name in NAMES:
            placements = [{"asset_tag": tag, "role": "subject"} for tag in (name, f"GONE{name}")]
            scene = {
                "scene_index": f"s{name}",
                "composition": {"shot_type": name},
                "placements": placements,
            }
            rules.select(read_manifest(scene), assets)
    assert len(caplog.records) > 2 * len(NAMES)
    for record in caplog.records:
        assert steering(record.getMessage(), annotated=False) == []


@pytest.mark.parametrize("folder", ["a\x1b[31m\u202eb", "##[error]c", "d\ne"])
def test_no_name_of_watched_rules_steers_whoever_reads_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, folder: str
) -> None:
    file = tmp_path / folder / "rules.yaml"
    file.parent.mkdir()
    file.write_text(RULES)
    clock = count()
    live = WatchedRules(file, clock=lambda: next(clock), pause=lambda _: None)
    with caplog.at_level(logging.DEBUG, "selector"):
        for text in (RULES.replace("name: b", "name: c"), RULES.replace("type:", "typ:")):
            file.write_text(text)
            for _ in range(5):
                live.current()
    assert [record.levelname for record in caplog.records] == ["INFO", "WARNING"]
    for record in caplog.records:
        assert steering(record.getMessage(), annotated=False) == []
    (problem,) = live.problems
    assert problem.at.file == str(file)
    with pytest.raises(ProblemError) as refused:
        load_rules(file)
    assert steering(str(refused.value), annotated=False) == []


@pytest.mark.parametrize("named", list(FOLDERS)[1:], indirect=True)
def test_no_name_of_a_stored_scene_or_picture_steers_whoever_reads_the_log(
    named: str, caplog: pytest.LogCaptureFixture
) -> None:
    run(["pick", named])
    file = Path(named, "selector.sqlite").resolve()
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("update assets set quality_score = 85")
        [(project,)] = connection.execute("select id from projects").fetchall()
    picked = 0
    for name in TAKEN:
        with suppress(ProblemError):
            pick_scene.sync(str(file), UUID(project), f"s{name}", load_rules(), on_problem="skip")
            picked += 1
    assert picked
    assert caplog.records
    for record in caplog.records:
        assert steering(record.getMessage(), annotated=False) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("::error::x", "\\x3a:error::x"),
        ("a\n \t::error::x", "a\n \t\\x3a:error::x"),
        ("a ::error::x", "a ::error::x"),
        ("x ##[error]y", "x #\\x23[error]y"),
        ("### Heading", "### Heading"),
        ("a\tb\x1b[1mc\u202e\n", "a\tb\\x1b[1mc\\u202e\n"),
    ],
)
def test_lines_keep_their_breaks_and_tabs_and_nothing_else_that_steers(
    text: str, shown: str
) -> None:
    assert harmless(text, coloured=False) == shown
    assert harmless(shown, coloured=False) == shown
    assert harmless("::a\n::b", coloured=False, begins_line=False) == "::a\n\\x3a:b"
    assert harmless("\x1b[1ma\x1b[2J", coloured=True) == "\x1b[1ma\\x1b[2J"
    assert printable("##[x]") == "#\\x23[x]"
