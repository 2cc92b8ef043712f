"""Scenes named by their own numbers on the command line: one, several, ranges; and what is said where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from selector.cli.main import run
from tests.commands import as_document
from tests.films import write_film

NUMBERS = ("12", "12A", '"013"', "014", "SH020", "SH-020", "A-12", "14-A", "'20, late'", "3-7", "7")
WRITTEN = [12, "12A", "013", "014", "SH020", "SH-020", "A-12", "14-A", "20, late", "3-7", 7]


@pytest.fixture
def film(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A film whose scenes are numbered as film people do."""
    scene = "  composition: {shot_type: wide}\n  placements: [{asset_tag: WREN, role: subject}]\n"
    folder = write_film(
        tmp_path / "my-film",
        {"scenes.yaml": "".join(f"- scene_index: {n}\n{scene}" for n in NUMBERS)},
    )
    monkeypatch.chdir(tmp_path)
    return folder


def test_a_film_that_is_numbered_so_has_nothing_wrong_with_it(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", str(film), "--strict"]) == 0, capsys.readouterr().err


def test_scenes_are_called_by_their_own_numbers_in_the_order_of_the_film(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["pick", str(film), "--dry-run", "--format", "json"]) == 0
    assert [
        scene["scene_index"] for scene in as_document(capsys.readouterr().out, "picks")["scenes"]
    ] == WRITTEN
    assert run(["pick", str(film), "--dry-run"]) == 0
    lines = capsys.readouterr().out.splitlines()[1:]
    assert [line.split("\t")[0] for line in lines] == [str(number) for number in WRITTEN]


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("12A", ["12A"]),
        ("013", ["013"]),
        ("13", ["013"]),
        ("0012", [12]),
        (" 12A ", ["12A"]),
        ("12A,SH020", ["12A", "SH020"]),
        ("SH020, 12", [12, "SH020"]),
        ("12-12A", [12, "12A"]),
        ("12A-14", ["12A", "013", "014"]),
        ("12 - SH020", [12, "12A", "013", "014", "SH020"]),
        ("SH020-A-12", ["SH020", "SH-020", "A-12"]),
        ("SH-020-A-12", ["SH-020", "A-12"]),
        ("A-12", ["A-12"]),
        ("14-A", ["14-A"]),
        ("A-12-14-A", ["A-12", "14-A"]),
        ("20, late", ["20, late"]),
        ("3-7", ["3-7"]),
        ("11-13", [12, "12A", "013"]),
        ("13-99", ["013", "014"]),
        ("12-7", WRITTEN),
    ],
)
def test_numbers_lists_and_ranges_name_scenes(
    film: Path, capsys: pytest.CaptureFixture[str], asked: str, wanted: list[int | str]
) -> None:
    assert run(["pick", str(film), "--dry-run", "--format", "json", "--scene", asked]) == 0
    assert [
        scene["scene_index"] for scene in as_document(capsys.readouterr().out, "picks")["scenes"]
    ] == wanted


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("12a", "The film has no scene 12a. It has 11 scenes, from 12 to 7. Did you mean `12A`?"),
        ("12 A", "The film has no scene 12 A. It has 11 scenes, from 12 to 7. Did you mean `12A`?"),
        (
            "12B",
            "The film has no scene 12B. It has 11 scenes, from 12 to 7. Did you mean `12` or `12A`?",
        ),
        (
            "sh20",
            "The film has no scene sh20. It has 11 scenes, from 12 to 7. Did you mean `SH020` or `SH-020`?",
        ),
        (
            "SHO20",
            "The film has no scene SHO20. It has 11 scenes, from 12 to 7. Did you mean `SH020`?",
        ),
        ("14", None),
        (
            "20",
            "The film has no scene 20. It has 11 scenes, from 12 to 7. Did you mean `20, late`?",
        ),
        ("99", "The film has no scene 99. It has 11 scenes, from 12 to 7."),
    ],
)
def test_a_scene_that_is_not_there_is_told_with_what_may_be_meant(
    film: Path, capsys: pytest.CaptureFixture[str], asked: str, told: str | None
) -> None:
    for words in (["why", str(film), asked], ["pick", str(film), "--dry-run", "--scene", asked]):
        assert run(words) == (2 if told else 0)
        said = " ".join(capsys.readouterr().err.split())
        assert f"F312: {told} " in said if told else "F312" not in said


@pytest.mark.parametrize(
    ("asked", "number", "words"),
    [
        ("12A", "12A", "Scene 12A: wide"),
        ("13", "013", "Scene 013: wide"),
        ("012", 12, "Scene 12: wide"),
        ("A-12", "A-12", "Scene A-12: wide"),
    ],
)
def test_why_takes_a_scene_by_its_own_number(
    film: Path, capsys: pytest.CaptureFixture[str], asked: str, number: int | str, words: str
) -> None:
    assert run(["why", str(film), asked]) == 0
    assert capsys.readouterr().out.startswith(words)
    assert run(["why", str(film), asked, "--format", "json"]) == 0
    assert as_document(capsys.readouterr().out, "why")["selection"]["scene_index"] == number


@pytest.mark.parametrize("name", ["scenes.yaml", "scenes.json", "scenes.jsonl"])
def test_a_number_that_several_scenes_have_means_none_of_them(
    film: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (film / "scenes.yaml").unlink()
    scene = '"composition": {"shot_type": "medium"}, "placements": []'
    scenes = [f'{{"scene_index": {number}, {scene}}}' for number in ('"12"', 1, '"012"', 12)]
    text = "\n".join(scenes) if name == "scenes.jsonl" else f"[{', '.join(scenes)}]"
    (film / name).write_text(text + "\n", "utf-8")
    told = set()
    for asked in (
        "why FILM 12",
        "why FILM 012",
        "pick FILM --dry-run --scene 12",
        "pick FILM --dry-run --scene 1-12",
    ):
        assert run([str(film) if word == "FILM" else word for word in asked.split()]) == 1
        out, err = capsys.readouterr()
        assert (out, err.count("error F310")) == ("", 3)
        told.add("".join(line for line in err.splitlines() if "F310" in line))
    [words] = told
    assert "The scene numbers 012 and 12 are the same number: leading zeros do not count." in words
    assert run(["why", str(film), "1"]) == 0


def test_a_film_with_a_broken_scene_says_so_before_it_says_that_a_scene_is_missing(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (film / "scenes.yaml").write_text("- {scene_index: 1, placements: []}\n", "utf-8")
    assert run(["pick", str(film), "--dry-run", "--scene", "9"]) == 1
    told = capsys.readouterr()
    assert "S401" in told.err
    assert "F312" not in told.err


def test_whole_numbers_of_json_lines_are_a_range_by_size_wherever_they_stand(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (film / "scenes.yaml").unlink()
    scene = '"composition": {"shot_type": "medium"}, "placements": []'
    lines = [f'{{"scene_index": {number}, {scene}}}\n' for number in (1, 9, "3", '"2"')]
    (film / "scenes.jsonl").write_text("".join(lines), "utf-8")
    assert run(["pick", str(film), "--dry-run", "--format", "json", "--scene", "1-3"]) == 0
    assert [
        scene["scene_index"] for scene in as_document(capsys.readouterr().out, "picks")["scenes"]
    ] == [1, 3, "2"]


def test_a_database_knows_the_scenes_by_the_same_numbers(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = str(film / "selector.sqlite")
    assert run(["pick", str(film)]) == 0
    capsys.readouterr()
    assert run(["pick", database, "--format", "json"]) == 0
    assert [
        scene["scene_index"] for scene in as_document(capsys.readouterr().out, "picks")["scenes"]
    ] == WRITTEN
    assert run(["pick", database, "--dry-run", "--format", "json", "--scene", "12A-14,A-12"]) == 0
    picked = as_document(capsys.readouterr().out, "picks")["scenes"]
    assert [scene["scene_index"] for scene in picked] == ["12A", "013", "014", "A-12"]
    assert run(["why", database, "13"]) == 0
    assert capsys.readouterr().out.startswith("Scene 013: wide")
    for words in (["why", database, "12a"], ["pick", database, "--scene", "12a"]):
        assert run(words) == 2
        assert (
            "F312: The film has no scene 12a.\n  It has 11 scenes, from 12 to 7. Did you mean `12A`?"
            in capsys.readouterr().err
        )


def test_decisions_are_asked_for_by_the_same_numbers(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["pick", str(film)]) == 0
    capsys.readouterr()
    assert run(["db", "history", str(film)]) == 0
    said = [line for line in capsys.readouterr().out.splitlines() if line.startswith("Scene")]
    assert said == [f"Scene {number}" for number in WRITTEN]
    assert run(["db", "history", str(film), "--format", "json"]) == 0
    decisions = as_document(capsys.readouterr().out, "db-history")["decisions"]
    assert [decision["scene"] for decision in decisions] == WRITTEN
    assert run(["db", "history", str(film), "12A"]) == 0
    assert capsys.readouterr().out.startswith("Scene 12A\n")
    assert run(["db", "history", str(film), "12B"]) == 2
    assert "has no scene 12B" in capsys.readouterr().err
    assert run(["why", str(film), "SH-020", "--decision", "last"]) == 0
    assert capsys.readouterr().out.startswith("Scene SH-020, as decided on")
    assert run(["db", "replay", str(film), "A-12", "--format", "json"]) == 0
    assert as_document(capsys.readouterr().out, "db-replay")["decisions"] == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            "-27",
            "No such option '-2'. If `-27` is not meant as an option, put it last, after `--`: `-- -27`.",
        ),
        ("-x", "No such option '-x'."),
    ],
)
def test_a_scene_number_with_a_minus_is_told_how_it_is_written(
    film: Path, capsys: pytest.CaptureFixture[str], typed: str, said: str
) -> None:
    assert run(["why", str(film), typed]) == 2
    assert capsys.readouterr().err.endswith(f"Error: {said}\n")
