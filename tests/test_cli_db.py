"""`selector db`, and films that live in a database, from the command line."""

from __future__ import annotations

import re
import shutil
import sqlite3
from pathlib import Path

import pytest

from selector.cli.commands.db import command
from selector.cli.main import run
from selector.data import data_dir
from selector.db.schema.version import VERSIONS
from tests.commands import as_document

EXAMPLE = "the-tide-clock"


@pytest.fixture(scope="module")
def picked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example film, picked once."""
    folder = tmp_path_factory.mktemp("picked") / EXAMPLE
    shutil.copytree(
        data_dir("examples") / EXAMPLE, folder, ignore=shutil.ignore_patterns("*.sqlite*")
    )
    assert run(["pick", str(folder), "--by", "director"]) == 0
    return folder


@pytest.fixture
def film(picked: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return shutil.copytree(picked, tmp_path / EXAMPLE)


def test_history_tells_two_pictures_under_one_tag_apart(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert run(["db", "history", str(film), "27"]) == 0
    assert (
        ": WREN (pictures/wren-face.jpg), WREN (pictures/wren.jpg), CLOCK_ROOM; for director\n"
        in capsys.readouterr().out
    )


def test_history_lists_who_picked_what_and_why_tells_it_as_it_was(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rules = film / "faces.yaml"
    rules.write_text(
        (data_dir("rules") / "default.yaml")
        .read_text(encoding="utf-8")
        .replace("references: 3", "references: 1"),
        "utf-8",
    )
    assert run(["pick", str(film), "--rules", str(rules), "--by", "editor"]) == 0
    capsys.readouterr()
    assert run(["db", "history", str(film), "3"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Scene 3"
    assert lines[1].endswith("; for editor")
    assert lines[2].endswith("; for director")
    assert lines[1].split(": ")[1].count(",") == 0
    rules.unlink()
    assert run(["why", str(film), "3", "--decision", "last"]) == 0
    out = capsys.readouterr().out
    first = " ".join(out.split()).partition("The scene uses")[0]
    title = re.escape('Scene 3, "The town has come to look at nothing"')
    assert re.fullmatch(
        title + r", as decided on \d{4}-\d\d-\d\d \d\d:\d\d UTC for editor"
        r" \(decision 2; rules read under meaning 2\): Wide Shot\. ",
        first,
    )
    assert "faces.yaml:" in out
    assert run(["why", str(film), "3", "--decision", "1", "--format", "json"]) == 0
    document = as_document(capsys.readouterr().out, "why")
    assert (document["decision"]["number"], document["decision"]["asked_by"]) == (1, "director")
    assert run(["why", str(film), "3", "--decision", "7"]) == 2
    assert "D610" in capsys.readouterr().err
    assert run(["why", str(film), "3", "--decision", "1", "--rules", "x"]) == 2
    assert run(["why", str(film), "3", "--decision", "newest"]) == 2


def test_every_document_keeps_its_schema(
    film: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    commands = {
        "db-history": ["history", str(film)],
        "db-replay": ["replay", str(film)],
        "db-import": ["import", str(film)],
        "db-export": ["export", str(film), str(tmp_path / "out")],
        "db-prune": ["prune", str(film), "--older-than", "7"],
        "db-tables": ["status", str(film)],
    }
    for name, arguments in commands.items():
        assert run(["db", *arguments, "--format", "json"]) == 0
        as_document(capsys.readouterr().out, name)
    for arguments in (["upgrade", str(film)], ["downgrade", str(film), "--yes"]):
        assert run(["db", *arguments, "--format", "json"]) == 0
        as_document(capsys.readouterr().out, "db-tables")


def test_a_project_of_a_database_is_picked_like_a_film(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = str(film / "selector.sqlite")
    capsys.readouterr()
    assert run(["pick", database, "--scene", "3-4", "--dry-run"]) == 0
    printed = capsys.readouterr()
    assert [row.split("\t")[:2] for row in printed.out.splitlines()[1:]] == [
        ["3", "The town has come to look at nothing"],
        ["4", "Wren does not look at the notice"],
    ]
    assert "--project" not in printed.err
    assert (
        run(["pick", database, "--scene", "3-4", "--dry-run", "--project", "The Tide Clock"]) == 0
    )
    assert (
        f"Next: `selector why {database} 3 --project 'The Tide Clock'`" in capsys.readouterr().err
    )
    assert run(["pick", database, "--project", "The Tide Clock", "--format", "json"]) == 0
    assert len(as_document(capsys.readouterr().out, "picks")["scenes"]) == 30
    assert run(["pick", f"sqlite:///{database}", "--scene", "99"]) == 2
    for_pick = capsys.readouterr().err
    assert "F312: The film has no scene 99.\n" in for_pick
    assert "It has 30 scenes, from 1 to 30." in for_pick
    assert run(["why", database, "99"]) == 2
    assert capsys.readouterr().err == for_pick
    assert run(["why", database, "3", "QUILL"]) == 0
    assert "QUILL" in capsys.readouterr().out
    assert run(["pick", database, "--db", "x.sqlite"]) == 2
    assert run(["pick", str(film), "--project", "x"]) == 2


def test_a_decision_edited_by_hand_is_a_finding(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    connection = sqlite3.connect(film / "selector.sqlite")
    connection.execute("UPDATE selector_decisions SET asked_by = 'nobody' WHERE scene_index = 3")
    connection.commit()
    connection.close()
    capsys.readouterr()
    assert run(["db", "replay", str(film)]) == 1
    printed = capsys.readouterr()
    assert printed.out == "30 decisions replayed: 1 differs.\n"
    assert "D616: Its row was edited in the database." in printed.err
    assert run(["db", "replay", str(film), "4"]) == 0


@pytest.mark.parametrize("name", command.commands)
def test_every_command_of_db_answers_help_with_an_example_that_names_it(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["db", name, "--help"]) == 0
    assert f"\n    selector db {name} " in capsys.readouterr().out.partition("Example")[2]


def test_the_help_of_db_says_each_command_in_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["db", "--help"]) == 0
    lines = capsys.readouterr().out.partition("Commands:\n")[2].partition("\n\n")[0].splitlines()
    assert len(lines) == 8
    assert all(line.endswith(".") and not line.endswith("...") for line in lines)


def test_going_back_asks_first(film: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["db", "downgrade", str(film)]) == 2
    assert "To confirm, add `--yes`." in capsys.readouterr().err
    assert run(["db", "status", str(film)]) == 0
    assert "are at version" in capsys.readouterr().out
    assert run(["db", "downgrade", str(film), "--yes"]) == 0
    assert "removed selector's tables (they were at version" in capsys.readouterr().out
    assert run(["db", "history", str(film)]) == 2
    assert "D609" in capsys.readouterr().err
    for words, told in (
        ("downgrade --yes", "no selector tables were found; nothing was removed."),
        ("upgrade", f"created the tables at version {VERSIONS[-1]}."),
        (
            "downgrade --yes --to 0001",
            f"downgraded the tables from version {VERSIONS[-1]} to 0001.",
        ),
        ("downgrade --yes --to 0001", "the tables were already at version 0001; nothing was"),
        ("upgrade", f"upgraded the tables from version 0001 to {VERSIONS[-1]}."),
    ):
        command, *options = words.split()
        assert run(["db", command, str(film), *options]) == 0
        assert f": {told}" in capsys.readouterr().out


def test_an_import_tells_what_changed(film: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["db", "import", str(film)]) == 0
    assert "nothing has changed" in capsys.readouterr().out
    (film / "film.yaml").write_text(
        "title: The Tide Clock\ndescription: Another.\n", encoding="utf-8"
    )
    assert run(["db", "import", str(film)]) == 0
    assert capsys.readouterr().out.startswith("changed: description\n")


@pytest.mark.parametrize("name", ["history", "replay", "status", "export", "prune"])
def test_reading_makes_no_file_where_there_is_no_database(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    more = {"export": [str(tmp_path / "out")], "prune": ["--older-than", "1"]}.get(name, [])
    assert run(["db", name, str(tmp_path / "film.sqlite"), *more]) == 2
    assert "D608: There is no such database." in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "words",
    [
        "db status my-film",
        "db history my-film",
        "db replay my-film",
        "db prune my-film --older-than 1",
        "db export my-film out",
        "db downgrade my-film --yes",
        "why my-film 1 --decision last",
    ],
)
def test_a_film_that_was_never_picked_is_told_how_to_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["new", "film", "my-film"]) == 0
    capsys.readouterr()
    assert run(words.split()) == 2
    assert capsys.readouterr().err.startswith(
        "my-film/selector.sqlite: error D608: There is no such database.\n"
        "  Nothing is stored yet. Run `selector pick my-film` first.\n"
    )
    assert not (tmp_path / "my-film" / "selector.sqlite").exists()


def test_a_decision_is_told_though_its_scene_is_gone(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with sqlite3.connect(film / "selector.sqlite") as connection:
        connection.execute("DELETE FROM scene_manifests WHERE scene_index = 3")
    connection.close()
    capsys.readouterr()
    assert run(["why", str(film), "3", "--decision", "1"]) == 0
    assert capsys.readouterr().out.startswith("Scene 3, as decided on ")


@pytest.mark.parametrize(
    "number",
    ["2147483648", "9223372036854775808", "9" * 5_000],
    ids=["32 bits", "64 bits", "5,000"],
)
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            "why FILM 1 --decision NUMBER",
            "There is no decision NUMBER. `selector db history` lists the stored decisions.",
        ),
        (
            "db prune FILM --older-than NUMBER",
            "`NUMBER` is not a number of days. Write one such as 365.",
        ),
        ("db prune FILM --older-than a", "`a` is not a number of days. Write one such as 365."),
    ],
)
def test_a_number_that_no_database_holds_is_told_as_one_that_is_not_there(
    film: Path, capsys: pytest.CaptureFixture[str], words: str, told: str, number: str
) -> None:
    capsys.readouterr()
    assert (
        run([{"FILM": str(film), "NUMBER": number}.get(word, word) for word in words.split()]) == 2
    )
    shown = number if len(number) < 60 else number[:59] + "…"
    assert capsys.readouterr().err.rstrip().endswith(told.replace("NUMBER", shown))


@pytest.mark.parametrize(
    ("statement", "words", "code", "told"),
    [
        (
            "UPDATE assets SET manifest_tag = x'ff00'",
            "db export FILM out",
            "D615",
            r"In the table `assets`, in the row with `id` \w+, the column `manifest_tag` must hold text, not bytes\.",
        ),
        (
            "UPDATE selector_films SET description = x'ff00'",
            "db export FILM out",
            "D615",
            r"In the table `selector_films`, in the row with `project_id` \w+, the column `description` must hold text",
        ),
        (
            "DELETE FROM selector_rule_sets",
            "db replay FILM",
            "D616",
            r"The rules that it was made with are missing from the database\.",
        ),
    ],
)
def test_what_somebody_wrote_over_or_removed_is_told_in_plain_words(
    film: Path, capsys: pytest.CaptureFixture[str], statement: str, words: str, code: str, told: str
) -> None:
    with sqlite3.connect(film / "selector.sqlite") as connection:
        connection.execute(statement)
    connection.close()
    capsys.readouterr()
    out = film.parent / "out"
    assert run(
        [{"FILM": str(film), "out": str(out)}.get(word, word) for word in words.split()]
    ) in (1, 2)
    assert re.search(rf"error {code}: {told}", " ".join(capsys.readouterr().err.split()))
    assert not out.exists() or list(out.iterdir()) == []
