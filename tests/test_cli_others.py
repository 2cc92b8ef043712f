"""`why`, `new`, `demo`, `schema`, `help`: each does what its help says, and says it in JSON too."""

from __future__ import annotations

import json
import re
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
import yaml

from selector import load_rules
from selector.cli.main import run
from selector.cli.program import COMMANDS
from selector.data import data_dir
from selector.model.codes import CODES
from selector.reporting.documents.document_schemas import all_schemas
from selector.reporting.pages import page_of, page_text
from selector.reporting.terminal import Ink
from tests.commands import as_document, called


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty directory that the commands run in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_why_tells_the_scene(film: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["why", "my-film", "2"]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert out.startswith(
        'Scene 2, "It drips": two_shot. The scene uses the shot rule `two_shot` of default 1.0.0. The rule'
    )
    assert (
        'Because "a two-shot fails when either face is lost": priority 1, `the-two` (default.yaml:22:16)'
        in out
    )
    assert "No priority of the shot rule `two_shot` asks for it." in out
    totals = "Totals: 3 pictures sent. Left out: 1 not asked for and 1 because another picture"
    assert totals in out


@pytest.mark.parametrize("tag", ["KETTLE", "[KETTLE]", " kettle ", "pictures/kettle.png"])
def test_why_tells_one_tag_however_it_is_written(
    film: Path, capsys: pytest.CaptureFixture[str], tag: str
) -> None:
    assert run(["why", "my-film", "2", tag]) == 0
    out = capsys.readouterr().out
    assert " in scene 2, " in out.splitlines()[0]
    assert "the type environment, but the type here is prop" in " ".join(out.split())
    sent = "1. MARA (pictures/mara-face.png), 2. TOM (pictures/tom.png) and 3. KITCHEN (pictures/kitchen.png)."
    assert f" Sent: {sent} " in " ".join(out.split())


@pytest.mark.parametrize(
    ("written", "name", "pictures"),
    [
        ("Old Sam", "Old Sam", ["pictures/sam.jpg", "pictures/sam-face.jpg"]),
        ("old sam", "Old Sam", ["pictures/sam.jpg", "pictures/sam-face.jpg"]),
        ("pictures/sam.jpg", "pictures/sam.jpg", ["pictures/sam.jpg"]),
        ("./pictures/sam.jpg", "pictures/sam.jpg", ["pictures/sam.jpg"]),
        ("harbour/pictures/sam.jpg", "pictures/sam.jpg", ["pictures/sam.jpg"]),
        ("sam-face.jpg", "sam-face.jpg", ["pictures/sam-face.jpg"]),
        ("sam-again.jpg", "sam-again.jpg", ["pictures/sam-again.jpg", "more/sam-again.jpg"]),
        ("the-one", "the-one", ["pictures/sam-again.jpg"]),
        ("sam.jpg", "sam.jpg", ["pictures/tag.jpg"]),
    ],
)
def test_why_knows_a_picture_by_its_tag_its_id_its_individual_and_its_file(
    here: Path, capsys: pytest.CaptureFixture[str], written: str, name: str, pictures: list[str]
) -> None:
    (here / "harbour").mkdir()
    (here / "harbour/assets.yaml").write_text(
        "individuals:\n  Old Sam:\n    tag: SAM\n    type: character\n    pictures:\n"
        "    - {picture: pictures/sam.jpg}\n    - {picture: pictures/sam-face.jpg, crop: face}\n"
        "pictures:\n"
        "- {picture: pictures/sam-again.jpg, id: the-one, tag: OTHER, type: prop}\n"
        "- {picture: more/sam-again.jpg, tag: ANOTHER, type: prop}\n"
        "- {picture: pictures/tag.jpg, tag: sam.jpg, type: prop}\n"
    )
    scene = {
        "scene_index": 1,
        "composition": {"shot_type": "cu"},
        "placements": [],
        "continuity_notes": "",
    }
    (here / "harbour/scenes.json").write_text(json.dumps({"scenes": [scene]}))
    assert run(["why", "harbour", "1", written]) == 0
    assert capsys.readouterr().out.startswith(f"{name} in scene 1: ")
    assert run(["why", "harbour", "1", written, "--format", "json"]) == 0
    told = as_document(capsys.readouterr().out, "why")
    assert [each["picture"]["picture"] for each in told["selection"]["passed_over"]] == pictures


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("sam", "`SAM_FACE` shows the same character: ask for that tag, too, or for `Old Sam`."),
        ("Old Sam", ""),
        ("sam-face.jpg", ""),
        ("TWO", "`ONE` shows the same prop: ask for that tag, too."),
    ],
)
def test_why_says_which_other_tags_show_whom_the_tag_asked_for_shows(
    here: Path, capsys: pytest.CaptureFixture[str], written: str, said: str
) -> None:
    (here / "harbour").mkdir()
    (here / "harbour/assets.yaml").write_text(
        "individuals:\n  Old Sam:\n    tag: SAM\n    type: character\n    pictures:\n"
        "    - {picture: pictures/sam.jpg}\n    - {picture: pictures/sam-face.jpg, tag: SAM_FACE}\n"
        "pictures:\n"
        "- {picture: pictures/one.jpg, tag: ONE, type: prop}\n"
        "- {picture: pictures/two.jpg, tag: TWO, type: prop, cut_from: pictures/one.jpg}\n"
    )
    scenes = "- {scene: 1, shot: wide, cast: [SAM], props: [ONE]}\n"
    (here / "harbour/scenes.yaml").write_text(scenes)
    assert run(["why", "harbour", "1", written, "--rules", "default"]) == 0
    paragraphs = capsys.readouterr().out.split("\n\n")
    found = [" ".join(each.split()) for each in paragraphs if "ask for" in each]
    assert found == [said] * bool(said)


@pytest.mark.parametrize("words", ["face", "face by night"])
def test_a_name_of_several_words_without_quotes_is_told_to_be_in_quotes(
    film: Path, capsys: pytest.CaptureFixture[str], words: str
) -> None:
    assert run(["why", "my-film", "1", "Mara", *words.split()]) == 2
    err = capsys.readouterr().err
    assert err.endswith(f"({words}). Put a name or a path of several words in quotes: 'Old Sam'.\n")


def test_why_says_plainly_that_nothing_is_named_so(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["why", "my-film", "1", "xyzzy"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    said = "Error: Nothing in this film has the tag, id, name or file `xyzzy`. The scene places "
    assert err.startswith(said)
    assert err.count("\n") == 1
    assert run(["why", "my-film", "1", "ketle.png"]) == 2
    assert capsys.readouterr().err.endswith("or file `ketle.png`. Did you mean `kettle.png`?\n")


def test_why_says_nothing_beside_its_answer_not_even_of_a_missing_tag(film: Path) -> None:
    scenes = film / "scenes.yaml"
    scenes.write_text(scenes.read_text().replace("- TOM:", "- THOMAS:"))
    asked = called(["why", "my-film", "2"], film.parent)
    assert "No picture of the film has the tag THOMAS." in asked.out
    assert (asked.code, asked.err) == (0, "")


def test_a_scene_without_a_title_is_not_offered_for_a_number_without_letters(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scenes = film / "scenes.yaml"
    scenes.write_text(re.sub("title: .*", "", scenes.read_text()))
    assert run(["why", "my-film", "_"]) == 2
    said = "F312: The film has no scene _. It has 3 scenes, from 1 to 3."
    assert said in " ".join(capsys.readouterr().err.split())


def test_the_scene_of_a_title_is_named_first_even_if_its_number_is_0(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scenes = film / "scenes.yaml"
    first = "- {scene: 0, title: It drips, shot: wide, cast: [MARA]}"
    scenes.write_text(
        re.sub(r"scenes:\n( *)", rf"scenes:\n\1{first}\n\1", scenes.read_text(), count=1)
    )
    assert run(["why", "my-film", "it drips"]) == 2
    assert "That is the title of scene 0:" in " ".join(capsys.readouterr().err.split())


def test_why_names_the_rule_file_line_and_column(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["new", "rules", "bold.yaml"])
    capsys.readouterr()
    assert run(["why", "my-film", "3", "MARA", "--rules", "bold.yaml"]) == 0
    lines = Path("bold.yaml").read_text().splitlines()
    line = next(number for number, text in enumerate(lines, 1) if "name: subject" in text)
    assert f"(bold.yaml:{line}:" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["my-film", "9"], "F312: The film has no scene 9. It has 3 scenes, from 1 to 3."),
        (
            ["my-film", "it DRIPS"],
            "F312: The film has no scene it DRIPS. That is the title of scene 2: name a scene by its number.",
        ),
        (
            ["my-film", " "],
            "` ` is not a scene number. Write one such as 3 or 12A, of at most 60 characters.",
        ),
        (["my-film", "x"], "F312: The film has no scene x. It has 3 scenes, from 1 to 3."),
        (
            ["my-film", "1", "KETTEL"],
            "has the tag, id, name or file `KETTEL`. Did you mean `KETTLE`?",
        ),
        (["your-film", "1"], "There is no such folder."),
        (["my-film"], "Missing argument 'SCENE'"),
    ],
)
def test_why_says_what_is_wrong_with_a_question(
    film: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    assert run(["why", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert words in " ".join(err.split())


@pytest.mark.parametrize("tag", [None, "MARA"])
def test_why_as_json_keeps_its_schema(
    film: Path, capsys: pytest.CaptureFixture[str], tag: str | None
) -> None:
    assert run(["why", "my-film", "3", *([tag] if tag else []), "--format", "json"]) == 0
    document = as_document(capsys.readouterr().out, "why")
    assert document["tag"] == tag
    picked = [pick["picture"]["tag"] for pick in document["selection"]["picks"]]
    assert picked == (["MARA", "MARA"] if tag else ["MARA", "MARA", "KITCHEN"])
    assert document["selection"]["tags"] == ["MARA", "MARA", "KITCHEN"]


def test_a_new_film_and_new_rules_pass_every_check_and_pick(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["new", "rules", "deep/down/my rules"]) == 0
    assert run(["check", "--strict", "deep", "my-film"]) == 0
    assert run(["pick", "my-film", "--rules", "deep/down/my rules.yaml"]) == 0


@pytest.mark.parametrize("name", ["loud.YAML", "loud.Yml"])
def test_new_rules_keep_the_name_that_they_are_given(
    here: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert run(["new", "rules", name]) == 0
    assert (here / name).is_file()
    assert not (here / f"{name}.yaml").exists()
    assert capsys.readouterr().out.splitlines()[0] == name


def test_new_rules_pick_what_the_shipped_ones_pick(here: Path) -> None:
    assert run(["new", "rules", "mine"]) == 0
    mine, shipped = load_rules(here / "mine.yaml"), load_rules()
    assert (mine.name, mine.digest) == ("mine", shipped.digest)
    assert run(["new", "rules", "films/harbour/rules.yaml"]) == 0
    assert load_rules(here / "films/harbour/rules.yaml").name == "harbour"


def test_new_pictures_are_pictures(film: Path) -> None:
    pictures = sorted((film / "pictures").iterdir())
    assert len(pictures) == 5
    for picture in pictures:
        data = picture.read_bytes()
        assert data[:8] == b"\x89PNG\r\n\x1a\n"
        width, height = struct.unpack(">II", data[16:24])
        start = data.index(b"IDAT") + 4
        size = struct.unpack(">I", data[start - 8 : start - 4])[0]
        assert len(zlib.decompress(data[start : start + size])) == height * (1 + 3 * width)
        assert data.endswith(b"IEND\xaeB`\x82")


@pytest.mark.parametrize("kind", ["film", "rules"])
def test_new_never_overwrites(here: Path, capsys: pytest.CaptureFixture[str], kind: str) -> None:
    path = here / "there.yaml"
    path.write_text("mine")
    (here / "folder").mkdir()
    (here / "folder" / "mine").write_text("mine")
    before = sorted(here.rglob("*"))
    assert run(["new", kind, "there.yaml"]) == 2
    assert run(["new", kind, "folder"]) == 2
    assert sorted(here.rglob("*")) == before
    assert path.read_text() == "mine"
    assert "Nothing was written" in capsys.readouterr().err


def test_new_as_json_names_what_it_wrote(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["new", "film", "f", "--format", "json"]) == 0
    document = as_document(capsys.readouterr().out, "new")
    assert document["path"] == "f"
    assert all(Path(path).is_file() for path in document["written"])
    assert run(["new", "rules", "r", "--format", "json"]) == 0
    assert as_document(capsys.readouterr().out, "new")["written"] == [
        "r.yaml",
        "schemas/ruleset-v1.schema.json",
    ]
    assert run(["new", "rules", "s", "--format", "json"]) == 0
    assert as_document(capsys.readouterr().out, "new")["written"] == ["s.yaml"]


def test_files_made_for_a_person_lead_editors_to_schemas_beside_them_wherever_they_go(
    here: Path,
) -> None:
    assert run(["new", "rules", "films/harbour/rules.yaml"]) == 0
    assert run(["demo", "films/demo"]) == 0
    (here / "films").rename(here / "elsewhere")
    files = sorted((here / "elsewhere").glob("*/*.yaml"))
    assert [file.name for file in files] == [
        "assets.yaml",
        "film.yaml",
        "scenes.yaml",
        "rules.yaml",
    ]
    for file in files:
        schema = file.read_text("utf-8").partition("\n")[0].partition("$schema=")[2]
        assert schema.startswith("schemas/")
        assert (file.parent / schema).read_bytes() == (
            data_dir("schemas") / Path(schema).name
        ).read_bytes()


def test_the_demo_picks_for_a_copy_of_the_example_and_a_second_run_keeps_what_was_changed(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["demo"]) == 0
    out, err = capsys.readouterr()
    assert len(out.splitlines()) >= 25
    assert "Stored in `selector-demo/selector.sqlite`.\n" in err
    assert "warnings (`selector check selector-demo` lists them).\n" in err
    assert "Next: `selector why selector-demo " in err
    assert "selector new rules selector-demo/rules.yaml\n" in err
    assert err.endswith("selector-demo/sheet.html: 30 scenes, 41 pictures\nOpen it in a browser.\n")
    assert "sheet.html" not in out
    assert (here / "selector-demo" / "sheet.html").is_file()
    changed = here / "selector-demo" / "film.yaml"
    changed.write_text("title: Mine\n")
    assert run(["demo", "--format", "json"]) == 0
    assert as_document(capsys.readouterr().out, "picks")["film"]["title"] == "Mine"
    assert changed.read_text() == "title: Mine\n"
    assert [path.name for path in here.iterdir()] == ["selector-demo"]


def test_the_demo_touches_no_folder_that_is_not_its_own(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "selector-demo").mkdir()
    (here / "selector-demo" / "mine").write_text("mine")
    assert run(["demo"]) == 2
    assert "Name a new folder: `selector demo my-demo`." in " ".join(
        capsys.readouterr().err.split()
    )
    assert run(["demo", "other"]) == 0
    assert (here / "other" / "selector.sqlite").is_file()


@pytest.mark.parametrize("command", [["demo"], ["new", "film"], ["new", "rules"]])
def test_an_address_with_its_password_becomes_no_folder(
    here: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    assert run([*command, "postgresql://u:secret@127.0.0.1:1/d"]) == 2
    assert "the address of a database" in " ".join(capsys.readouterr().err.split())
    assert list(here.iterdir()) == []


def test_schema_lists_prints_and_writes(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = all_schemas()
    assert run(["schema"]) == 0
    assert [
        line.split()[0] + ".schema.json" for line in capsys.readouterr().out.splitlines()
    ] == list(made)
    for name in ("problems-v1", "problems", "problems-v1.schema.json"):
        assert run(["schema", name]) == 0
        assert json.loads(capsys.readouterr().out) == made["problems-v1.schema.json"]
    assert run(["schema", "--write", "out", "--format", "json"]) == 0
    assert len(as_document(capsys.readouterr().out, "schemas")["written"]) == len(made)
    assert {
        path.name: json.loads(path.read_text("utf-8")) for path in (here / "out").iterdir()
    } == made
    assert run(["schema", "--write", "out"]) == 0
    assert capsys.readouterr() == ("", f"All {len(made)} schemas were up to date.\n")
    (here / "out" / "why-v1.schema.json").write_text("")
    assert run(["schema", "--write", "out"]) == 0
    told = f"1 of {len(made)} schemas written; the others were up to date.\n"
    assert capsys.readouterr() == ("out/why-v1.schema.json\n", told)
    assert run(["schema", "--write", "others"]) == 0
    assert capsys.readouterr().err == f"{len(made)} schemas written.\n"
    assert run(["schema", "problem"]) == 2
    assert "Did you mean `problems-v1`?" in capsys.readouterr().err


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_a_page_under_its_own_heading(
    code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["help", code.lower()]) == 0
    assert capsys.readouterr().out.startswith(f"# {code}: ")


def _set_off(example: str) -> str:
    """Its lines behind four spaces: those that editors show, for one page is about hidden line breaks."""
    return "\n".join(f"    {line}" if line else "" for line in example.rstrip().split("\n"))


@pytest.mark.parametrize("code", CODES)
def test_in_a_window_a_page_is_wrapped_and_set_off_without_marks_and_its_examples_stay(
    code: str,
) -> None:
    page = page_of(code)
    assert page
    marks = re.compile(r"^(# (?=[A-Z]\d{3}: )|## (?=Bad|Good)|```\w*)", re.MULTILINE)
    examples = [
        part.partition("\n")[2] for part in page.split("```")[1::2] if not part.startswith("yaml")
    ]
    for window in (40, 80, 120, 300):
        lines = page_text(page, window=window).split("\n")
        assert " ".join(lines).split() == marks.sub("", page).split()
        assert lines[0] == page.partition("\n")[0].removeprefix("# ")
        assert {"Bad", "Good"} <= set(lines)
        words = lines[1 : lines.index("Bad")]
        assert all(len(line) < min(window, 100) for line in words)
        assert all(_set_off(example) in "\n".join(lines) for example in examples)


@pytest.mark.parametrize("code", CODES)
def test_in_a_window_yaml_is_broken_after_commas_and_means_the_same(code: str) -> None:
    page = page_of(code)
    assert page
    good = page.partition("## Good")[2]
    for part in good.split("```yaml")[1:]:
        example = part.partition("\n")[2].partition("```")[0]
        shown = page_text(f"```yaml\n{example}```", window=80)
        assert yaml.safe_load(shown) == yaml.safe_load(example)
        for line in shown.splitlines():
            assert len(line) < 80 or " #" in line or ", " not in line


def test_in_a_window_a_long_entry_goes_on_below_its_first_key() -> None:
    entry = '- {name: lamps, type: prop, after: people, because: "they light the scene, and her"}'
    assert page_text(f"```yaml\npin:\n  {entry}  # or so\n```", window=60).splitlines() == [
        "    pin:",
        "      - {name: lamps, type: prop, after: people,",
        '         because: "they light the scene, and her"}  # or so',
    ]


def test_in_a_window_headings_alone_are_bold() -> None:
    page = "# R1: A\n\nWords.\n\n## Bad\n\n```yaml a.yaml\n# a note\na: 1\n```\n"
    bold = "\x1b[1m{}\x1b[0m".format
    assert page_text(page, Ink(on=True), 80) == (
        f"{bold('R1: A')}\n\nWords.\n\n{bold('Bad')}\n\n  a.yaml\n    # a note\n    a: 1"
    )


@pytest.mark.parametrize("code", CODES)
def test_in_a_pipe_a_page_stays_markdown_of_a_hundred_columns(code: str) -> None:
    page = page_of(code)
    assert page
    shown = page_text(page)
    assert shown.split() == page.split()
    assert shown.split("\n## Bad\n")[1] == page.rstrip("\n").split("\n## Bad\n")[1]
    assert max(map(len, shown.split("\n## Bad\n")[0].split("\n"))) <= 100


def test_help_lists_every_command_and_every_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["help"]) == 0
    out = capsys.readouterr().out
    assert all(f"\n  {name} " in out for name in COMMANDS)
    assert all(f"\n  {code}  " in out for code in CODES)
    assert run(["help", "--format", "json"]) == 0
    document = as_document(capsys.readouterr().out, "help")
    assert [entry["name"] for entry in document["codes"]] == list(CODES)
    assert run(["help", "Y101", "--format", "json"]) == 0
    assert as_document(capsys.readouterr().out, "help")["page"].startswith("# Y101")
    assert run(["help", "pick", "--format", "json"]) == 0
    assert as_document(capsys.readouterr().out, "help")["page"].startswith("Usage: selector pick")


def test_help_does_not_load_the_entry_point_that_it_was_called_by() -> None:
    program = [
        sys.executable,
        "-X",
        "importtime",
        "-m",
        "selector.cli.main",
        "help",
        "--format",
        "json",
    ]
    loaded = subprocess.run(program, capture_output=True, check=True).stderr
    assert b"selector.cli.program" in loaded
    assert b"selector.cli.main" not in loaded


@pytest.mark.parametrize(
    ("one", "several"), [("priority", "priorities"), ("Reference", "references")]
)
def test_help_knows_a_word_by_one_of_what_it_is_for(
    one: str, several: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["help", one]) == 0
    of_one = capsys.readouterr().out
    assert run(["help", several]) == 0
    assert capsys.readouterr().out == of_one


def test_help_does_not_know_what_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["help", "R999"]) == 2
    assert run(["help", "../model"]) == 2
    assert run(["help", "pik"]) == 2
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_answers_help_with_an_example_that_names_it(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([name, "--help"]) == 0
    asked = capsys.readouterr().out
    assert "Example" in asked
    assert f"\n    selector {name}" in asked
    assert run(["help", name]) == 0
    assert capsys.readouterr().out == asked


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out.startswith("selector ")


def test_an_unknown_command_is_told_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["chekc"]) == 2
    assert "There is no command `chekc`. Did you mean `check`?" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["history", "export", "import", "replay", "status"])
def test_a_command_about_the_database_is_named_in_full_to_whoever_leaves_out_db(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([name, "my-film"]) == 2
    assert f"There is no command `{name}`. Did you mean `selector db {name}`?" in (
        capsys.readouterr().err
    )


@pytest.mark.parametrize(
    ("words", "argument"),
    [
        ("pick", "FILM"),
        ("why 3", "SCENE"),
        ("check", "RULES|FILM..."),
        ("db status", "FILM|ADDRESS"),
    ],
)
def test_in_a_films_folder_a_film_that_is_not_named_is_told_how_that_folder_is_called(
    film: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: str,
    argument: str,
) -> None:
    assert run(words.split()) == 2
    assert capsys.readouterr().err.endswith(f"Error: Missing argument '{argument}'.\n")
    monkeypatch.chdir(film)
    assert run(words.split()) == 2
    assert capsys.readouterr().err.endswith(
        f"Error: Missing argument '{argument}'. (`.` is this folder.)\n"
    )
