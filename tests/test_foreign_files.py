"""A file of another kind is named for what it looks like, with what selector reads instead."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from selector.cli.main import run


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("tale.fountain", "INT. HOUSE - DAY\n\nANNA\nHello\n", "a screenplay"),
        ("tale.fdx", "<FinalDraft/>", "a screenplay"),
        ("casting.csv", "character,actor\nANNA,X\n", "a table"),
        ("cut.edl", "TITLE: x\n001  AX  V  C  01:00:00:00\n", "an edit list"),
        ("cut.otio", '{"OTIO_SCHEMA": "Timeline.1"}', "an edit list"),
        ("cut.xml", '<xmeml version="5"/>', "an edit list"),
        ("boards.yaml", "boards: [{panel: 1}]\n", "a storyboard"),
        ("boards.json", '{"shots": [{"id": 1}]}', "a storyboard"),
        ("plan.yaml", "- {scene: 1, shot: wide, cast: [ANNA]}\n", "the scenes of a film"),
        ("plan2.yaml", "scenes: [{id: 1}]\n", "a plan of scenes"),
    ],
)
def test_a_file_of_another_kind_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, text: str, kind: str
) -> None:
    file = tmp_path / name
    file.write_text(text)
    assert run(["check", str(file)]) == 1
    said = " ".join(capsys.readouterr().err.split())
    assert (
        f"error Y106: This looks like {kind}, not like a rule file. selector reads film folders"
        in said
    )
    assert said.count("error") == 1
    assert run(["pick", str(file)]) == 2
    as_film = " ".join(capsys.readouterr().err.split())
    assert f"A film is a folder, and this looks like {kind}. selector reads film folders" in as_film
    for words in (said, as_film):
        assert "counts once it is in `scenes.yaml`, such as" in words or "`assets.yaml`" in words


@pytest.mark.parametrize(
    ("name", "kind"),
    [("targets", "a file of video models"), ("shot_names", "a file of shot names")],
)
def test_a_file_of_ours_without_rules_is_named_where_rules_are_expected(
    capsys: pytest.CaptureFixture[str], name: str, kind: str
) -> None:
    shipped = Path(__file__).parents[1] / "rules" / f"{name}.yaml"
    example = str(Path(__file__).parents[1] / "examples" / "the-tide-clock")
    as_rules = ["why", example, "1", "--rules", str(shipped)]
    for arguments in (["rules", str(shipped)], as_rules):
        assert run(arguments) == 1
        said = " ".join(capsys.readouterr().err.split())
        assert f"error Y106: This is {kind}, not a rule file. Name a rule file." in said
        assert said.count("error") == 1


def test_rules_without_their_language_are_still_taken_for_rules(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("name: mine\nshot_names: film\nextends: default\n")
    assert run(["check", str(file)]) == 1
    assert "`language` is missing" in capsys.readouterr().err


OTHER = {
    "films": (
        b"SQLite format 3\0\x10\0\1\1",
        "an SQLite database",
        "`selector check` with this file",
    ),
    "a.parquet": (b"PAR1\x15\x04\x15", "a Parquet file", "`selector batch` picks for scenes"),
    "a.arrow": (b"ARROW1\0\0\xff\xff", "an Arrow file", "`select_batches` picks for its scenes"),
    "film.zip": (b"PK\x03\x04\x14\0", "a ZIP archive or an office document", "Unpack it first"),
    "cast.xlsx": (b"PK\x03\x04\x14\0", "a ZIP archive or an office document", "Unpack it first"),
    "tale.pdf": (b"%PDF-1.7\n%\xe2", "a PDF", "YAML or JSON"),
    "wren.png": (b"\x89PNG\r\n\x1a\n", "a picture", "YAML or JSON"),
    "wren.jpg": (b"\xff\xd8\xff\xe0", "a picture", "YAML or JSON"),
    "wren.gif": (b"GIF89a\1\0", "a picture", "YAML or JSON"),
    "wren.webp": (b"RIFF\x24\0\0\0WEBPVP8 ", "a picture", "YAML or JSON"),
    "wren.bmp": (b"BM\x46\0\0\0\0\0\0\0\x36\0", "a picture", "YAML or JSON"),
    "wren.tif": (b"II*\0\x08\0\0\0", "a picture", "YAML or JSON"),
    "wren.heic": (b"\0\0\0\x18ftypheic\0\0", "a picture", "YAML or JSON"),
    "wren.avif": (b"\0\0\0\x1cftypavif\0\0", "a picture", "YAML or JSON"),
}


@pytest.mark.parametrize("length", [0, 200_000])
@pytest.mark.parametrize("name", OTHER)
def test_a_file_that_is_no_text_is_named_wherever_rules_are_expected(
    film: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, length: int
) -> None:
    """However long it is: it was too large, or its first byte that is not UTF-8 was shown."""
    beginning, kind, hint = OTHER[name]
    file = tmp_path / name
    file.write_bytes(beginning + bytes(length))
    for line in (
        ["check", str(file)],
        ["rules", str(file)],
        ["pick", str(film), "--rules", str(file)],
    ):
        assert run(line) == 2
        said = " ".join(capsys.readouterr().err.split())
        assert f"error Y102: The file is {kind}, not text. " in said
        assert hint in said
        assert said.count("error") == 1
    (film / "scenes.yaml").write_bytes(file.read_bytes())
    assert run(["check", str(film)]) == 2
    assert f"scenes.yaml: error Y102: The file is {kind}, not text." in _said(capsys)


@pytest.mark.parametrize("name", ["a.parquet", "a.arrow", "film.zip"])
def test_a_file_that_is_no_text_is_named_where_a_film_is_expected(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    beginning, kind, hint = OTHER[name]
    (tmp_path / name).write_bytes(beginning)
    for line in (["pick"], ["why"], ["impact"]):
        assert run([*line, str(tmp_path / name), *(["1"] if line == ["why"] else [])]) == 2
        said = _said(capsys)
        assert f"error F301: A film is a folder, and this looks like {kind}. " in said
        assert hint in said


def test_a_picture_or_a_pipe_is_only_not_a_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "wren.png").write_bytes(OTHER["wren.png"][0])
    os.mkfifo(tmp_path / "pipe")
    for name in ("wren.png", "pipe"):
        assert run(["pick", str(tmp_path / name)]) == 2
        assert "F301: A film is a folder, and this is a file. Name the folder that" in _said(capsys)


def test_a_rule_file_with_a_slip_is_still_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for text in ("language: 1\nshots: []\n", "name: x\nshots: {default: {}}\n", "hello\n", ""):
        (tmp_path / "r.yaml").write_text(text)
        run(["check", str(tmp_path / "r.yaml")])
        assert "looks like" not in capsys.readouterr().err


SCENES = "- {scene: 1, shot: wide, cast: [ANNA]}\n"
PICTURES = "pictures: [{picture: 'https://x.org/a.jpg', tag: ANNA, type: character}]\n"


@pytest.fixture
def film(tmp_path: Path) -> Path:
    folder = tmp_path / "film"
    folder.mkdir()
    (folder / "assets.yaml").write_text(PICTURES)
    (folder / "scenes.yaml").write_text(SCENES)
    return folder


def _said(capsys: pytest.CaptureFixture[str]) -> str:
    return " ".join(capsys.readouterr().err.split())


FOREIGN = {
    "tale.fountain": ("INT. HOUSE - DAY\n", "a screenplay"),
    "boards.yaml": ("boards: [{panel: 1}]\n", "a storyboard"),
    "boards.yml": ("- {panel: 1, desc: x}\n", "a storyboard"),
    "cast.yaml": ("- {name: ANNA, actor: X}\n", "a casting table"),
    "roles.json": ('{"characters": [{"name": "ANNA"}]}', "a casting table"),
    "cast.CSV": ("a,b\n", "a table"),
    "cast.xlsx": ("x", "a table"),
    "cut.edl": ("TITLE: x\n", "an edit list"),
    "cut.json": ('{"OTIO_SCHEMA": "Timeline.1"}', "an edit list"),
    "script.pdf": ("%PDF", "a PDF"),
    "treatment.docx": ("x", "a text document"),
    "plan.yaml": ("scenes: [{id: 1}]\n", "a plan of scenes"),
    "more-pictures.yaml": (PICTURES, "the pictures of a film"),
    "scenes-2.yaml": (SCENES, "the scenes of a film"),
    "one.yaml": ("{scene: 2, shot: wide, cast: []}\n", "a scene of a film"),
    "scenes/2.fountain": ("INT. HOUSE - DAY\n", "a screenplay"),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_a_file_of_another_kind_in_a_film_folder_is_named(
    film: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    text, kind = FOREIGN[name]
    if name.startswith("scenes/"):
        (film / "scenes").mkdir()
        (film / "scenes.yaml").rename(film / "scenes" / "1.yaml")
    (film / name).write_text(text)
    assert run(["check", str(film), "--strict"]) == 0, "it may lie there for good"
    said = _said(capsys)
    assert f"`{name}` looks like {kind}: selector does not read it. What is in it counts" in said
    (film / "assets.yaml").unlink()
    for command in (["check"], ["pick"], ["impact"], ["sheet"]):
        assert run([*command, str(film)]) > 0
        said = _said(capsys)
        assert "This folder is not a film: there is no `assets.yaml`" in said
        assert f"`{name}` looks like {kind}. What is in it counts once" in said


def test_several_are_named_in_one_sentence(film: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a.pdf", "b.csv", "c.edl", "d.fdx", "e.fdx", "f.fdx"):
        (film / name).write_text("x")
    run(["check", str(film)])
    assert (
        "`a.pdf` looks like a PDF, `b.csv` like a table, `c.edl` like an edit list, `d.fdx` like"
        " a screenplay and 2 more files are of other kinds: selector does not read them."
    ) in _said(capsys)


def test_ordinary_companions_of_a_film_are_not_mentioned(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in (".git", "pictures", ".selector-thumbnails", "rules", "notes"):
        (film / name).mkdir()
    rules = "language: 1\nname: x\nversion: '1'\nextends: default\n"
    for name, text in {
        "README.md": "# Tale\n",
        "notes.txt": "INT. HOUSE - DAY\n",
        "package.json": '{"name": "x", "version": "1", "frames": 24}',
        ".hidden.pdf": "x",
        "~$cast.xlsx": "x",
        "pictures/a.jpg": "x",
        "notes/script.pdf": "x",
        "film.yaml": "title: Tale\n",
        "rules.yaml": rules,
        "broken.yaml": "a: [\n",
        "song.mp3": "x",
        "selector.sqlite": "",
    }.items():
        (film / name).write_text(text)
    run(["check", str(film)])
    assert "looks like" not in _said(capsys)


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("scenes", "boards: [{panel: 1}]\n", "a storyboard, not like a list of scenes. Write"),
        ("scenes", "- {panel: 1, desc: x}\n", "a storyboard, not like a list of scenes. Write"),
        ("scenes", "shots: [{id: 1}, {id: 2}]\n", "a storyboard, not like a list of scenes."),
        ("scenes", "INT. HOUSE - DAY\n", "a screenplay, not like a list of scenes. Write"),
        ("scenes", "characters: [{name: ANNA}]\n", "a casting table, not like a list of scenes."),
        ("scenes", PICTURES, "not like a list of scenes. Rename this file to `assets.yaml`."),
        ("scenes", "language: 1\nname: x\n", "list of scenes. Rename this file to `rules.yaml`."),
        ("assets", "boards: [{panel: 1}]\n", "a storyboard, not like a list of pictures. Write"),
        ("assets", "- {name: ANNA, actor: X}\n", "a casting table, not like a list of pictures."),
        ("assets", "cast: [{name: ANNA}]\n", "a casting table, not like a list of pictures."),
        ("assets", SCENES, "not like a list of pictures. Rename this file to `scenes.yaml`."),
    ],
)
def test_a_part_of_a_film_with_other_contents_is_one_error_that_names_them(
    film: Path, capsys: pytest.CaptureFixture[str], name: str, text: str, words: str
) -> None:
    (film / f"{name}.yaml").write_text(text)
    assert run(["check", str(film), "--format", "json"]) == 1
    [problem] = json.loads(capsys.readouterr().out)["problems"]
    assert problem["code"] == "F304"
    said = f"{problem['what']} {problem['hint']}"
    assert said.startswith("This looks like ")
    assert words in said


def test_in_yaml_a_scene_is_shown_in_the_short_form_and_in_json_in_the_long_one(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (film / "scenes.yaml").write_text("just text\n")
    run(["check", str(film)])
    assert "Write `{scene: 1, shot: close_up, cast: [WREN]}`" in _said(capsys)
    (film / "scenes.yaml").unlink()
    (film / "scenes.json").write_text('{"boards": [{"panel": 1}]}')
    run(["check", str(film)])
    assert 'Write `[{"scene_index": 1, "composition": {"shot_type"' in _said(capsys)


@pytest.mark.parametrize(
    "text",
    [
        "- {number: 1, frame: wide, characters: [ANNA]}\n",
        "- {panel: 1, shot: wide}\n",
        "shots: [{scene: 1, shot: wide, cast: [ANNA]}]\n",
        "{scene: 1, shot: wide, characters: [ANNA]}\n",
        "- {id: 1}\n",
    ],
)
def test_scenes_with_slips_are_still_scenes(
    film: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    (film / "scenes.yaml").write_text(text)
    run(["check", str(film)])
    assert "looks like" not in _said(capsys)


def test_a_folder_with_nothing_of_ours_says_what_is_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "cast.csv").write_text("a,b\n")
    assert run(["check", str(tmp_path)]) == 2
    assert "and no film in" in (said := _said(capsys))
    assert "`cast.csv` looks like a table: selector does not read it." in said


def test_a_rule_file_given_as_a_film_is_told_where_it_goes(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (film / "bold.yaml").write_text("language: 1\nname: x\n")
    assert run(["pick", str(film / "bold.yaml")]) == 2
    assert "and this looks like a rule file. Name the film folder, and this file after" in _said(
        capsys
    )
    assert run(["pick", str(film / "scenes.yaml")]) == 2
    assert "A film is a folder, and this is a file. Name the folder" in _said(capsys)


def test_an_empty_file_of_a_film_names_the_command_that_writes_films(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (film / "assets.yaml").write_text("")
    run(["check", str(film)])
    said = _said(capsys)
    assert "Y105: The file is empty. Is this the right file? `selector new film`" in said
