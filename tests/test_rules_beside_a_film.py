"""`selector check` with rules and a film: the film is checked under the rules that are named, as it would be picked."""

from __future__ import annotations

from pathlib import Path

import pytest

from selector.cli.main import run
from selector.model.codes import UNDER_RULES
from tests.commands import as_document
from tests.db.statements import statements_run
from tests.films import write_film

ASSETS = """\
individuals:
  Wren:
    type: character
    tag: WREN
    pictures:
      - {picture: "https://example.org/wren.jpg"}
      - {picture: "https://example.org/coat.jpg", tag: WREN_COAT}
pictures:
  - {picture: "https://example.org/pier.jpg", tag: PIER, type: environment}
"""
SCENES = """\
- scene_index: 1
  composition: {shot_type: insert}
  placements:
    - {asset_tag: WREN, role: subject}
    - {asset_tag: WREN_COAT, role: subject}
    - {asset_tag: PIER, role: background}
"""
RULES = """\
language: 1
name: mine
version: "1"
shots:
  wide: {like: default}
  default:
    never:
      - {name: slip, label: lanturn, because: b}
      - {name: coat, picture: WREN_COAT, because: b}
    priorities:
      - {name: place, role: environment, because: b}
"""
ABOUT_BOTH = [
    "film/scenes.yaml:2:28: F367",
    "mine.yaml:9:31: F371",
    "mine.yaml:11:29: F372",
    "mine.yaml:8:29: F366",
]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A film without rules, and a rule file with slips beside it, in the folder that the commands run in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    write_film(tmp_path / "film", {"assets.yaml": ASSETS, "scenes.yaml": SCENES})
    (tmp_path / "mine.yaml").write_text(RULES)
    return tmp_path


def found(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    """The locations and codes of everything that a check reports of the film and the rules by themselves, sorted."""
    run(["check", *arguments])
    listed = []
    for line in capsys.readouterr().err.splitlines():
        at, _, rest = line.partition(": warning ")
        if rest and rest[:4] not in UNDER_RULES:
            listed.append(f"{at}: {rest[:4]}")
    return sorted(listed)


@pytest.mark.parametrize(
    "arguments",
    [
        ("mine.yaml", "film"),
        ("film", "mine.yaml"),
        ("film", "--rules", "mine.yaml"),
        ("film", "mine.yaml", "--rules", "mine.yaml"),
        ("film/scenes.yaml", "mine.yaml"),
        (".", "--rules", "mine.yaml"),
    ],
)
def test_rules_named_with_a_film_are_checked_against_it(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert found(capsys, *arguments) == sorted(ABOUT_BOTH)


@pytest.mark.parametrize("arguments", [("mine.yaml",), (".",)])
def test_rules_without_a_film_or_in_the_same_folder_are_checked_alone(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert not [each for each in found(capsys, *arguments) if each.startswith("mine.yaml")]


def test_shot_types_are_looked_for_in_the_rules_that_are_named(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["check", "film", "--rules", "mine.yaml"]) == 0
    assert "In `mine.yaml`, add `spellings: [insert]` to" in capsys.readouterr().err
    assert found(capsys, "film") == ["film/scenes.yaml:2:28: F367"]
    assert found(capsys, "film", "--rules", "cinematic") == []
    assert found(capsys, "film", "cinematic") == []


def test_rules_that_come_with_selector_are_not_looked_up_in_the_film(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["check", "film", "--rules", "animation"]) == 0
    assert "F366" not in capsys.readouterr().err


def test_rules_after_the_option_replace_the_films_own_and_rules_beside_it_do_not(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = RULES.replace("lanturn", "lamp").replace("  wide: {like: default}\n", "")
    (here / "film" / "rules.yaml").write_text(own)
    of_own = "film/rules.yaml:7:29: F366"
    assert of_own not in found(capsys, "film", "--rules", "mine.yaml")
    both = found(capsys, "film", "mine.yaml")
    assert {of_own, *ABOUT_BOTH} <= set(both)


SHOT_TYPES = """\
- {scene: 1, shot: insert, cast: [WREN]}
- {scene: 2, shot: pov, cast: [WREN]}
- {scene: 3, shot: montage, cast: [WREN]}
"""


def test_a_shot_type_that_neither_rules_serve_is_reported_once_under_those_that_are_named(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "film" / "scenes.yaml").write_text(SHOT_TYPES)
    (here / "film" / "rules.yaml").write_text(RULES.replace("wide:", "pov:"))
    (here / "mine.yaml").write_text(RULES.replace("wide:", "insert:"))
    run(["check", "film", "mine.yaml"])
    told = [line for line in capsys.readouterr().err.splitlines() if "F367" in line]
    assert [line.partition("F367: ")[2] for line in told] == [
        "No shot rule in the film's rules is named `insert`, so this scene uses the shot rule `default`.",
        "No shot rule in `mine.yaml` is named `pov`, so this scene uses the shot rule `default`.",
        "No shot rule in `mine.yaml` is named `montage`, so this scene uses the shot rule `default`.",
    ]
    run(["check", "film", "cinematic"])
    told = [line for line in capsys.readouterr().err.splitlines() if "F367" in line]
    assert [line.partition("F367: ")[2] for line in told] == [
        "No shot rule in the film's rules is named `insert`, so this scene uses the shot rule `default`.",
        "No shot rule in `cinematic` is named `montage`, so this scene uses the shot rule `default`.",
    ]
    run(["check", "film"])
    assert "No shot rule is named `insert`, so" in capsys.readouterr().err


def test_what_the_films_own_rules_extend_is_made_for_many_films(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = 'language: 1\nname: own\nversion: "1"\nextends: ../mine.yaml\n'
    (here / "film" / "rules.yaml").write_text(own)
    assert found(capsys, "film", "mine.yaml") == ["film/scenes.yaml:2:28: F367"]


def test_a_waiver_in_rules_that_are_named_counts_for_each_film_that_needs_it(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    waived = RULES.replace(
        "lanturn, because: b}", "lanturn, because: b}  # selector: allow F366 because it is to come"
    )
    (here / "mine.yaml").write_text(waived)
    assets = ASSETS.replace('wren.jpg"', 'wren.jpg", labels: [lanturn]')
    write_film(here / "second", {"assets.yaml": assets, "scenes.yaml": SCENES})
    left = found(capsys, "film", "second", "--rules", "mine.yaml")
    assert not [each for each in left if each.endswith(("F366", "Y154"))]


def test_rules_with_errors_are_reported_and_no_others_take_their_place(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "mine.yaml").write_text(RULES.replace("role:", "rolle:"))
    assert run(["check", "film", "--rules", "mine.yaml"]) == 1
    errors = capsys.readouterr().err
    assert "R201" in errors
    assert "F367" not in errors


def test_the_option_needs_a_film(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "mine.yaml", "--rules", "cinematic"]) == 2
    assert "no film is named" in capsys.readouterr().err


def test_rules_that_are_not_there_are_reported(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "film", "--rules", "cinematik"]) == 2
    assert "Did you mean `cinematic`?" in capsys.readouterr().err


NOT_THERE = "The rules name 1 thing that this film does not have: `lanturn`. `selector check film%s` shows where.\n"


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command that succeeds prints on standard error."""
    assert run(list(arguments)) == 0
    return capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [("pick", "film", "--dry-run"), ("pick", "film", "--scene", "1"), ("why", "film", "1")],
)
def test_pick_and_why_say_what_the_rules_name_and_the_film_has_not(
    here: Path, arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert NOT_THERE % " --rules mine.yaml" in said(capsys, *arguments, "--rules", "mine.yaml")
    for shipped in ((), ("--rules", "cinematic")):
        assert "does not have" not in said(capsys, *arguments, *shipped)
    (here / "film" / "rules.yaml").write_text(RULES)
    assert NOT_THERE % "" in said(capsys, *arguments)
    allowed = RULES.replace("lanturn, because: b}", "lanturn, because: b} # selector: allow F366")
    (here / "film" / "rules.yaml").write_text(allowed)
    assert "does not have" not in said(capsys, *arguments)


def test_a_pick_that_finds_nothing_changed_says_it_again(
    capsys: pytest.CaptureFixture[str],
) -> None:
    first = said(capsys, "pick", "film", "--rules", "mine.yaml")
    again = said(capsys, "pick", "film", "--rules", "mine.yaml")
    assert "No picks have changed" in again
    for each in (first, again):
        assert NOT_THERE % " --rules mine.yaml" in each


def test_documents_have_what_is_not_there_as_a_list(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (("pick", "film"), ("why", "film", "1")):
        for rules, names in (("mine.yaml", ["lanturn"]), ("default", None)):
            run([*arguments, "--rules", rules, "--format", "json"])
            document = as_document(
                capsys.readouterr().out, "picks" if arguments[0] == "pick" else "why"
            )
            assert document["names_not_in_film"] == names


def test_many_things_that_are_not_there_are_counted_and_the_first_named(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "mine.yaml").write_text(RULES.replace("lanturn", "[a, b, c, d, e, f, g]"))
    sentence = (
        "The rules name 7 things that this film does not have: `a`, `b`, `c`, `d`, `e`, ..."
        " `selector check film --rules mine.yaml` shows where.\n"
    )
    assert sentence in said(capsys, "pick", "film", "--rules", "mine.yaml", "--dry-run")


def test_nothing_is_missed_in_a_film_with_a_scene_that_cannot_be_read(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (here / "film" / "scenes.yaml").open("a") as scenes:
        scenes.write("- scene_index: 2\n")
    assert "does not have" not in said(capsys, "why", "film", "1", "--rules", "mine.yaml")


@pytest.mark.parametrize(
    ("paths", "verdicts"),
    [
        ("film film", "film, film/rules.yaml"),
        ("film ./film link", "film, film/rules.yaml"),
        ("link film film/", "link, link/rules.yaml"),
        ("link/scenes.yaml film", "link, link/rules.yaml"),
        ("film film/rules.yaml", "film, film/rules.yaml"),
        ("film link/rules.yaml", "film, link/rules.yaml"),
        ("film/rules.yaml ./film", "film/rules.yaml, film"),
        ("film --rules ./film/rules.yaml", "film, ./film/rules.yaml"),
        ("film mine.yaml --rules ./mine.yaml", "film, mine.yaml"),
        ("mine.yaml ./mine.yaml film/../mine.yaml", "mine.yaml"),
        ("film linked.yaml mine.yaml", "film, film/rules.yaml, linked.yaml, mine.yaml"),
    ],
)
def test_what_is_named_twice_is_checked_once_by_the_path_that_was_typed(
    paths: str, verdicts: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "link").symlink_to(here / "film")
    (here / "linked.yaml").symlink_to(here / "mine.yaml")
    (here / "film" / "rules.yaml").write_text(RULES)
    run(["check", *paths.split()])
    printed = capsys.readouterr()
    told = [line.split(":")[0] for line in printed.out.splitlines()]
    assert [each for each in told if " " not in each] == verdicts.split(", ")
    places = [line for line in printed.err.splitlines() if ": warning " in line]
    assert len(places) == len(set(places)) or "linked" in paths


SECOND_SCENE = """\
- scene_index: 2
  composition: {shot_type: wide}
  continuity_notes: [by lanturn light]
  placements: [{asset_tag: PIER, role: background}]
"""
OF_SCENES = """\
language: 1
name: mine
version: "1"
shots:
  default:
    never:
      - {name: note, label: later, when: {note: lanturn}, because: b}
      - {name: number, label: later, when: {scenes: 2}, because: b}
      - {name: shot, label: later, when: {shot: wide}, because: b}
    priorities: [{name: place, role: environment, because: b}]
"""


@pytest.mark.parametrize("arguments", [("pick",), ("pick", "--scene", "1"), ("why", "1")])
def test_a_database_says_it_in_the_same_words(
    here: Path, arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    run(["db", "import", "film"])
    verb, *others = arguments
    (database,) = here.glob("film/*.sqlite")
    command = [verb, str(database), *others, "--rules", "mine.yaml"]
    sentence = NOT_THERE.partition(" `selector")[0]
    assert f"{sentence}\n" in said(capsys, *command)
    assert "does not have" not in said(capsys, *command[:-2])
    run([*command, "--format", "json"])
    document = as_document(capsys.readouterr().out, "picks" if verb == "pick" else "why")
    assert document["names_not_in_film"] == ["lanturn"]


def test_what_other_scenes_of_a_database_have_is_there(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_film(here / "film", {"assets.yaml": ASSETS, "scenes.yaml": SCENES + SECOND_SCENE})
    (here / "mine.yaml").write_text(OF_SCENES)
    run(["db", "import", "film"])
    (database,) = here.glob("film/*.sqlite")
    rules = ("--rules", "mine.yaml")
    for command in (("pick",), ("pick", "--scene", "1"), ("why", "1")):
        verb, *others = command
        told = said(capsys, verb, str(database), *others, *rules)
        assert "The rules name 1 thing that this film does not have: `later`.\n" in told


@pytest.mark.parametrize("scenes", [[], ["--scene", "1"]])
def test_looking_for_names_of_pictures_asks_a_database_nothing_more(
    here: Path, scenes: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    run(["db", "import", "film"])
    (database,) = here.glob("film/*.sqlite")
    counts = []
    for label in ("lanturn", "wren"):
        (here / "mine.yaml").write_text(RULES.replace("label: lanturn", f"of: {label}"))
        with statements_run() as statements:
            told = said(capsys, "pick", str(database), *scenes, "--rules", "mine.yaml", "--dry-run")
        counts.append((len(statements), "does not have" in told))
    assert counts == [(counts[0][0], True), (counts[0][0], False)]


@pytest.mark.parametrize(
    "typed",
    ["mine.yaml film", "film ./mine.yaml", "film --rules mine.yaml", "parent.yaml child.yaml film"],
)
def test_a_file_with_a_finding_at_it_is_not_fine_whatever_found_it(
    here: Path, capsys: pytest.CaptureFixture[str], typed: str
) -> None:
    (here / "mine.yaml").write_text(RULES.replace("coat, picture: WREN_COAT", "pier, of: PIER"))
    (here / "parent.yaml").write_text((here / "mine.yaml").read_text())
    (here / "child.yaml").write_text(
        "language: 1\nname: child\nversion: '1'\nextends: parent.yaml\n"
    )
    run(["check", *typed.split()])
    out, err = capsys.readouterr()
    assert ("parent.yaml" if "parent" in typed else "mine.yaml") + ":8:29: warning F366" in err
    for line in out.splitlines()[:-1]:
        name, _, verdict = line.partition(": ")
        assert ("fine" in verdict) == (name == "child.yaml"), line
    assert "2 warnings, counted with film\n" in out


def test_a_rule_file_that_only_others_have_findings_at_is_fine(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "film" / "mine.yaml").write_text(RULES.replace("lanturn", "WREN"))
    (here / "mine.yaml").write_text("language: 1\nname: mine\nversion: '1'\nextends: default\n")
    run(["check", "mine.yaml", "film"])
    assert capsys.readouterr().out.startswith("mine.yaml: fine (")
