"""`selector rules`: what rules say in English, to the letter, and where each part of it is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from selector import load_rules
from selector.cli.main import run
from selector.data import data_dir
from selector.engine.digest import effective_form
from selector.engine.in_force import InForce, Part, Setting
from selector.engine.plan import ShotPlan, Step
from selector.engine.rules import Rules
from selector.engine.serving import with_scene
from selector.language.condition import ConditionWord
from selector.language.conditions import CONDITIONS
from selector.language.entry_lists import ENTRY_LISTS
from selector.language.entry_lists.change import CHANGE
from selector.language.entry_lists.instead import INSTEAD
from selector.language.entry_words.use import USE
from selector.language.file_words import FILE_WORDS
from selector.language.file_words.shot_names import SHOT_NAMES
from selector.language.file_words.target import TARGET
from selector.language.kinds.conditions_within import Conditions
from selector.language.scene_conditions import SCENE_CONDITIONS
from selector.language.shot_words import SHOT_WORDS
from selector.language.shot_words.order import ORDER
from selector.language.shot_words.pictures_each import PICTURES_EACH
from selector.language.shot_words.prefer import PREFER
from selector.language.shot_words.references import REFERENCES
from selector.model.problem import Location, Source
from selector.model.video_model import VideoModel
from selector.reading.load import check_rules
from selector.reporting.documents.rules_document import rules_document
from selector.reporting.rules_page import rules_page
from selector.reporting.terminal import Ink, cells
from tests.choosing import compiled
from tests.commands import as_document, called, forked
from tests.expected import expect
from tests.films import json_lines, manifest, write_film
from tests.generate import batch

ROOT = Path(__file__).parents[1]
READ_OUT = Path(__file__).parent / "read_out"
NEAREST = READ_OUT / "salt-road.yaml"
SHIPPED = f"{data_dir('rules')}/"

PAGES: dict[str, tuple[list[str], int]] = {
    "default.txt": (["rules/default.yaml"], 100),
    "salt-road.txt": (["tests/read_out/salt-road.yaml"], 100),
    "salt-road.80.txt": (["tests/read_out/salt-road.yaml", "--shot", "Close Up"], 80),
    "salt-road.60.txt": (["tests/read_out/salt-road.yaml", "--shot", "cu", "--scene", "012"], 60),
    "salt-road.13A.txt": (["tests/read_out/salt-road.yaml", "--scene", "13A"], 100),
    "salt-road.used.txt": (
        ["tests/read_out/salt-road.yaml", "--scene", "13A", "--shot", "insert"],
        100,
    ),
    "conditions.txt": (["tests/read_out/conditions.yaml"], 100),
    "settings.txt": (["tests/read_out/settings.yaml"], 100),
}
"""Each text with the arguments and the width that it is printed for."""


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The paths of the arguments are those of the project."""
    monkeypatch.chdir(ROOT)


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(["rules", *arguments]) == 0
    return capsys.readouterr().out


def document(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    return as_document(printed(capsys, *arguments, "--format", "json"), "rules")


@pytest.mark.parametrize("name", PAGES)
def test_rules_are_read_out_to_the_letter(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments, columns = PAGES[name]
    monkeypatch.setattr("selector.cli.commands.rules.columns_of", lambda _: columns)
    page = printed(capsys, *arguments)
    assert max(map(cells, page.splitlines())) < columns
    expect(page, READ_OUT / name)


def test_rules_are_read_out_as_a_document(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["tests/read_out/salt-road.yaml", "--format", "json"]
    out = printed(capsys, *arguments)
    as_document(out, "rules")
    expect(out.replace(SHIPPED, "rules/"), READ_OUT / "salt-road.json")


def keys_in(conditions: Any, table: Mapping[str, ConditionWord] = CONDITIONS) -> Iterator[str]:
    """The keys of conditions, and of those inside them."""
    for key, wanted in conditions.items():
        yield key
        if isinstance(table[key].kind, Conditions):
            for group in wanted:
                yield from keys_in(group, table)


def test_every_word_of_the_language_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    """If it fails for a new word: write it into one of the files in tests/read_out, and read how it is said."""
    page = document(capsys, "tests/read_out/salt-road.yaml")
    said: set[str] = {setting["key"] for setting in page["settings"]}
    of_scenes: set[str] = set()
    for part in page["parts"]:
        said |= {setting["key"] for setting in part["settings"]}
        for key, entries in part["lists"].items():
            said.add(key)
            for entry in entries:
                assert entry["says"]
                said |= {setting["key"] for setting in entry["settings"]}
                said |= {*keys_in({each["key"]: each["value"] for each in entry["conditions"]})}
                when = {each["key"]: each["value"] for each in entry["when"]}
                of_scenes |= {*keys_in(when, SCENE_CONDITIONS)}
    words = {key for each in ENTRY_LISTS.values() for key in each.words}
    lists = {key for key in ENTRY_LISTS if key != CHANGE.key}
    assert of_scenes == SCENE_CONDITIONS.keys()
    assert said == {*CONDITIONS, *SHOT_WORDS, *FILE_WORDS, *words, *lists, USE.key}


def test_every_condition_has_words_of_its_own() -> None:
    default = next(each.default for each in fields(ConditionWord) if each.name == "narrows")
    assert [key for key, word in CONDITIONS.items() if word.narrows is default] == []


def test_everything_that_is_said_is_said_with_words(capsys: pytest.CaptureFixture[str]) -> None:
    page = document(capsys, "tests/read_out/salt-road.yaml")
    silent = [each for each in all_of(page, "says") if not each["says"].strip(" :;,")]
    assert silent == []


def all_of(value: Any, key: str) -> Iterator[dict[str, Any]]:
    """Every mapping in a document that has a key."""
    if isinstance(value, dict):
        if key in value:
            yield value
        for each in value.values():
            yield from all_of(each, key)
    if isinstance(value, list):
        for each in value:
            yield from all_of(each, key)


@pytest.mark.parametrize("name", ["tests/read_out/salt-road.yaml", "rules/default.yaml"])
def test_what_is_said_is_written_where_it_says(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    page = document(capsys, name)
    looked_at = 0
    for each in all_of(page, "at"):
        for at in each["at"]:
            line = Path(at["file"]).read_text("utf-8").splitlines()[at["line"] - 1]
            written = line[at["column"] - 1 :]
            if "key" in each:
                before = line[: at["column"] - 1].rstrip()
                is_of_model = at["file"].endswith("targets.yaml")
                assert before.endswith(f"{each['key']}:") or is_of_model, (each, line)
            elif "kind" in each:
                assert written.startswith(f"{each['name']}:"), (each, line)
            elif "retires" in each:
                assert written.startswith(f"{each['id']}:"), (each, line)
            else:
                first_key = next(iter((*each["conditions"], *each["when"])))["key"]
                assert each["name"] in line or f"{first_key}:" in line, (each, line)
            looked_at += 1
    assert looked_at > 20


def test_what_was_edited_is_said_with_all_its_places(capsys: pytest.CaptureFixture[str]) -> None:
    page = document(capsys, "tests/read_out/salt-road.yaml", "--shot", "reverse")
    (part,) = page["parts"]
    (dress,) = [each for each in part["lists"]["priorities"] if each["name"] == "the-dress"]
    assert [Path(at["file"]).stem for at in dress["at"]] == ["studio", "house", "salt-road"]
    places = {each["key"]: Path(each["at"][0]["file"]).stem for each in dress["conditions"]}
    assert places == {"role": "studio", "crop": "studio", "matches": "studio", "wardrobe": "house"}


def test_what_nobody_wrote_has_no_place(capsys: pytest.CaptureFixture[str]) -> None:
    page = document(capsys, "tests/read_out/salt-road.yaml", "--shot", "default")
    (part,) = page["parts"]
    assert {each["key"]: len(each["at"]) for each in part["settings"]} == {
        "references": 1,
        "pictures_each": 0,
        "prefer": 1,
        "order": 1,
    }


def test_a_shot_rule_that_is_the_same_as_another_is_not_said_twice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "tea.yaml"
    file.write_text("""
language: 1
name: tea
version: "1"
shots:
  insert: {like: close_up}
  close_up: {priorities: [{name: face, crop: face}]}
  reverse: {like: close_up, references: 2}
  written_out: {priorities: [{name: face, crop: face}]}
  another_reason: {priorities: [{name: face, crop: face, because: "it is near"}]}
  default: {priorities: [{name: all, crop: [face, full]}]}
""")
    page = printed(capsys, str(file))
    assert page.count("the same as close_up") == 2
    for heading, line in (("insert", 6), ("written_out", 9)):
        said = page.partition(f"\n{heading} ")[2].splitlines()
        assert [said[0].strip(), *said[1:3]] == [f"tea.yaml:{line}", "  the same as close_up", ""]
    assert page.count(": face crops") == 4


def test_what_is_known_of_a_video_model_and_asks_nothing_of_rules_is_said() -> None:
    at = Location(source=Source(name="targets.yaml"), line=3, column=1)
    model = VideoModel(
        id="veo", references=3, takes=("asset", "frame"), retires="2027-01-31", at=at
    )
    rules = load_rules()
    named = Setting(word=TARGET, value="veo", at=(at,))
    names = Setting(word=SHOT_NAMES, value="standard", at=(at,))
    page = rules_page(rules.rule_set, (named, names), (), target=model)
    assert [line.partition("  targets.yaml")[0].rstrip() for line in page.splitlines()[-4:]] == [
        "for the video model `veo`",
        "  withdrawn as of 2027-01-31",
        "  takes pictures of the kinds `asset` and `frame`, and refuses none",
        "other shot types are read with the shot names `standard`",
    ]
    assert page.count("targets.yaml:3") == 4
    known = replace(model, takes=("asset",), retires=None)
    assert len(rules_page(rules.rule_set, (named,), (), target=known).splitlines()) == 4


def page_of(rules: Rules, columns: int = 100, ink: Ink | None = None) -> str:
    in_force = InForce(rules)
    return rules_page(
        rules.rule_set,
        in_force.of_file(),
        list(all_parts(rules)),
        ink=ink or Ink(),
        columns=columns,
    )


def all_parts(rules: Rules) -> Iterator[Part]:
    in_force = InForce(rules)
    yield in_force.everywhere()
    for shot_plan in rules.plan.shots:
        yield in_force.own(shot_plan)
        yield in_force.shot(shot_plan)
        for scene_plan in rules.plan.scenes.values():
            yield in_force.shot(shot_plan, scene_plan)
    for scene_plan in rules.plan.scenes.values():
        yield in_force.scene(scene_plan)


@pytest.mark.parametrize("seed", range(40))
def test_what_is_read_out_is_what_the_plan_has(seed: int) -> None:
    """Whatever rules say: the tastes, entries and settings of the plan, and no others."""
    rules = compiled(batch(47_000 + seed, pools=1, scenes=1).rules)
    in_force = InForce(rules)
    for shot_plan in rules.plan.shots:
        replacements = rules.plan.top[INSTEAD.key]
        assert_says(in_force.shot(shot_plan), shot_plan, replacements)
        for scene_plan in rules.plan.scenes.values():
            served = with_scene(scene_plan.use or shot_plan, scene_plan)
            counting = () if scene_plan.use else replacements
            assert_says(in_force.shot(shot_plan, scene_plan), served, counting)
    for columns in (40, 60, 100):
        page = page_of(rules, columns)
        assert max(map(cells, page.splitlines())) < columns


def assert_says(part: Part, shot_plan: ShotPlan, replacements: Iterable[Step]) -> None:
    """A part has what the plan has that serves, and what may put another in its place."""
    tastes = [each for each in part.settings if each.word is PREFER]
    assert tuple(each.value for each in tastes) == shot_plan.prefer
    order = [item for each in part.settings if each.word is ORDER for item in each.value]
    assert tuple(order) == shot_plan.order
    entries = [each.step for listed in part.lists.values() for each in listed]
    known = (*shot_plan.pins, *shot_plan.steps, *shot_plan.limits, *shot_plan.strikes)
    assert entries == [*replacements, *known]
    settings = {each.word.key: each.value for each in part.settings}
    assert settings[REFERENCES.key] == shot_plan.references
    assert settings[PICTURES_EACH.key] == shot_plan.pictures_each


def test_shot_rules_that_are_said_to_be_the_same_are_the_same() -> None:
    found = 0
    for seed in range(200):
        rules = compiled(batch(48_000 + seed, pools=1, scenes=1).rules)
        shots = effective_form(rules.plan, language=1)["shots"]
        forms = {name: {**form, "spellings": None} for name, form in shots.items()}
        parts = [InForce(rules).own(each) for each in rules.plan.shots]
        name = ""
        for line in rules_page(rules.rule_set, (), parts).splitlines():
            if line and not line.startswith(" "):
                name = max((each for each in forms if line.startswith(each)), key=len, default="")
            _, same, other = line.partition("  the same as ")
            if same:
                assert forms[name] == forms[other]
                found += 1
    assert found > 5


def test_a_shot_without_references_says_what_a_scene_may_let_count(
    capsys: pytest.CaptureFixture[str],
) -> None:
    page = printed(capsys, "tests/read_out/salt-road.yaml")
    crowd = page.partition("\ncrowd ")[2].partition("\n\n")[0]
    assert "  sends no references " in crowd
    assert "    1. figures: pictures of a character " in crowd


def test_a_video_model_that_takes_fewer_is_the_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "rules.yaml"
    file.write_text(
        'language: 1\nname: a\nversion: "1"\ntarget: S2V-01\nreferences: 3\n'
        "shots: {default: {priorities: [{name: all, crop: face}]}}\n"
    )
    said = " ".join(printed(capsys, str(file)).split())
    models = (ROOT / "rules/targets.yaml").read_text("utf-8").splitlines()
    at = f"targets.yaml:{models.index('S2V-01:') + 1}"
    assert f"sends one reference: the video model takes no more {at}" in said
    assert f"S2V-01: full pictures {at}" in said


def test_the_document_says_what_is_known_of_the_video_model() -> None:
    at = Location(source=Source(name="targets.yaml"), line=3, column=1)
    model = VideoModel(id="veo", references=0, takes=("frame",), retires="2027-01-31", at=at)
    text = (ROOT / "rules/default.yaml").read_text("utf-8")
    rules, _ = check_rules(Source(name="rules.yaml", text=text), target=model)
    assert rules is not None
    said = rules_document(rules, (), ()).model
    assert said is not None
    assert said.model_dump() == {
        "id": "veo",
        "references": 0,
        "takes": ("frame",),
        "retires": "2027-01-31",
        "depends": "",
        "deprecated": None,
        "replaced_by": None,
        "at": ({"file": "targets.yaml", "line": 3, "column": 1},),
    }


def test_without_a_video_model_the_document_names_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert document(capsys, "rules/default.yaml")["model"] is None


def test_colour_is_for_terminals_and_no_color_turns_it_off() -> None:
    arguments = ["rules", str(NEAREST)]
    plain = forked(arguments, environ={"NO_COLOR": "", "FORCE_COLOR": ""})
    coloured = forked(arguments, environ={"FORCE_COLOR": "1", "NO_COLOR": ""})
    forbidden = forked(arguments, environ={"FORCE_COLOR": "1", "NO_COLOR": "1"})
    assert "\x1b" not in plain.out
    assert "\x1b[1m1. the-face:\x1b[0m face crops" in coloured.out
    assert "\x1b[2mstudio.yaml:20\x1b[0m" in coloured.out
    assert forbidden.out == plain.out


def test_lines_fit_whatever_letters_and_names_they_have(tmp_path: Path) -> None:
    file = tmp_path / ("a-very-long-name-of-a-rule-file-that-somebody-chose" + ".yaml")
    because = "这条规则写得很长因为导演要求镜头里的每一个人都必须看得清楚而且衣服不能换" * 2
    file.write_text(
        f'language: 1\nname: a\nversion: "1"\ndescription: {because}\n'
        f'shots: {{default: {{priorities: [{{name: 面孔, crop: face, because: "{because}"}}]}}}}\n',
        "utf-8",
    )
    rules = load_rules(file)
    for columns in (40, 60, 80, 120):
        lines = page_of(rules, columns).splitlines()
        whole = [line for line in lines if file.name in line]
        assert all(f"{file.name}:5" in line for line in whole[1:])
        assert [line for line in lines if cells(line) >= columns and line not in whole] == []
        assert "".join("".join(lines).split()).count("衣服不能换") >= 2


def test_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "house").mkdir()
    house = tmp_path / "house" / "rules.yaml"
    house.write_text(
        'language: 1\nname: h\nversion: "1"\nreferences: 2\n'
        "shots: {default: {priorities: [{name: all, crop: [face, full]}]}}\n"
    )
    film = tmp_path / "rules.yaml"
    film.write_text('language: 1\nname: f\nversion: "1"\nextends: house/rules.yaml\nprefer: face\n')
    page = page_of(load_rules(film), 400)
    assert f"  {house}:4" in page
    assert f"  {film}:5" in page


def test_what_could_steer_a_terminal_is_escaped() -> None:
    rules = load_rules(
        text="""
language: 1
name: "a"
version: "1"
shots:
  default:
    priorities:
      - name: "b\u202e"
        crop: face
        because: |
          one line,
          and another
"""
    )
    page = page_of(rules)
    assert "\u202e" not in page
    assert "1. b\\u202e: face crops, because" in page
    assert 'because "one line, and another"' in " ".join(page.split())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--shot", "revers"], "No shot rule is named `revers`. Did you mean `reverse`?"),
        (["--shot", "whispr"], "No shot rule is named `whispr`. Did you mean `whisper`?"),
        (
            ["--shot", "x"],
            "The shot rules are `close_up`, `default`, `insert`, `reverse`, `aside` and `crowd`.",
        ),
        (
            ["--scene", "14"],
            "Scene 14 has no rules of its own. There are rules for 12 and 13A.",
        ),
        (["--scene", " "], "is not a scene number"),
    ],
)
def test_what_is_not_there_is_said(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["rules", "tests/read_out/salt-road.yaml", *arguments]) == 2
    captured = capsys.readouterr()
    assert said in " ".join(captured.err.split())
    assert captured.out == ""


FILM = "examples/the-tide-clock"


def of_number(number: str, shot_type: str = "wide") -> dict[str, Any]:
    return {**manifest(1, shot_type, "WREN"), "scene_index": number}


@pytest.mark.parametrize("path", [FILM, f"{FILM}/scenes.yaml"])
def test_a_scene_without_rules_of_its_own_shows_those_of_its_shot(
    path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    heading, scene, *shot = printed(capsys, path, "--scene", "3").strip().split("\n\n")
    assert scene.splitlines() == ["scene 3", "  no rules of its own; its shot type is `Wide Shot`"]
    of_shot = printed(capsys, path, "--shot", "wide").strip().split("\n\n")
    assert [heading, *shot] == of_shot
    of_another = printed(capsys, path, "--scene", "3", "--shot", "cu")
    assert scene in of_another
    assert "\nclose_up (also: closeup, cu) " in of_another
    parts = document(capsys, path, "--scene", "003")["parts"]
    assert [(part["kind"], part["name"]) for part in parts] == [
        ("scene", "003"),
        ("shot", "wide_shot"),
    ]
    assert parts[0]["settings"] == []
    assert parts[0]["lists"] == {}


def test_a_scene_that_leads_to_no_shot_rule_shows_the_default_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {
        "assets.yaml": "[]",
        "scenes.jsonl": json_lines(of_number("2A", "Dutch tilt"), {"scene_index": 3}),
        "rules.yaml": 'language: 1\nname: own\nversion: "1"\nscenes: {5: {references: 1}}\n'
        "shots: {default: {priorities: [{name: a, crop: face}]}}\n",
    }
    film = str(write_film(tmp_path, files))
    page = printed(capsys, film, "--scene", "2A")
    assert "  no rules of its own; its shot type is `Dutch tilt`\n\ndefault (every shot" in page
    assert "every shot" not in printed(capsys, film, "--scene", "5")
    assert run(["rules", film, "--scene", "3"]) == 1
    assert "S401" in capsys.readouterr().err


def test_a_scene_that_a_film_does_not_have_is_refused_with_a_near_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {
        "assets.yaml": "[]",
        "scenes.jsonl": json_lines(of_number("2A"), of_number("2B")),
    }
    film = str(write_film(tmp_path, files))
    for more in ([], ["--shot", "wide"]):
        assert run(["rules", film, "--scene", "2", *more]) == 2
        captured = capsys.readouterr()
        assert captured.out == ""
        said = " ".join(captured.err.split())
        assert "The film has no scene 2. It has 2 scenes, from 2A to 2B." in said
        assert "Did you mean `2A` or `2B`?" in said


def test_of_two_scenes_of_one_number_neither_is_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {
        "assets.yaml": "[]",
        "scenes.jsonl": json_lines(manifest(2, "wide", "WREN"), manifest(2, "insert", "WREN")),
    }
    assert run(["rules", str(write_film(tmp_path, files)), "--scene", "2"]) == 1
    assert "F310" in capsys.readouterr().err


def test_rules_alone_do_not_know_which_shot_a_scene_is(capsys: pytest.CaptureFixture[str]) -> None:
    page = printed(capsys, "rules/default.yaml", "--scene", "9", "--shot", "wide")
    assert "\nscene 9\n  no rules of its own\n\nwide_shot (" in page
    assert run(["rules", "rules/default.yaml", "--scene", "9"]) == 2
    said = " ".join(capsys.readouterr().err.split())
    assert "To see what applies to scene 9, name its film or add `--shot`." in said


def test_rules_without_scenes_say_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "rules/default.yaml", "--scene", "3"]) == 2
    assert "Scene 3 has no rules of its own. No other scene has any." in capsys.readouterr().err


def test_of_many_shot_rules_a_few_are_named(tmp_path: Path) -> None:
    shots = ", ".join(f"s{number}0: {{like: default}}" for number in range(30))
    file = tmp_path / "rules.yaml"
    file.write_text(
        'language: 1\nname: a\nversion: "1"\n'
        f"shots: {{default: {{priorities: [{{name: all, crop: face}}]}}, {shots}}}\n"
    )
    ran = called(["rules", str(file), "--shot", "unheard-of"])
    assert ran.err.count("`s") == 10
    assert "and others." in ran.err


def test_a_film_means_its_own_rules_and_one_without_any_the_default_ones(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in (film, film / "film.yaml"):
        if path.exists():
            assert printed(capsys, str(path)).startswith("default 1.0.0\n")
    (film / "rules.yaml").write_text(
        'language: 1\nname: own\nversion: "1"\nshots: {default: {priorities: [{name: a, crop: face}]}}\n'
    )
    for path in (film, film / "assets.yaml", film / "rules.yaml"):
        page = printed(capsys, str(path))
        assert page.startswith("own 1\n")
        assert "rules.yaml:4" in page


def test_rules_come_from_standard_input_too() -> None:
    given = (ROOT / "rules/default.yaml").read_bytes()
    ran = forked(["rules", "-", "--shot", "cu"], given=given)
    assert ran.code == 0
    assert "<stdin>:14" in ran.out
    assert forked(["rules", "-"], given=b"\xff\xfe\x00").code == 2
    assert forked(["rules", "-"]).code == 1


@pytest.mark.parametrize(
    ("path", "code", "said"),
    [
        ("tests/read_out/salt-roa.yaml", 2, "Did you mean `salt-road.yaml`?"),
        ("tests/read_out", 2, "is a folder, but not a film folder. Name a rule file."),
        ("postgresql://me:secret@here/films", 2, "is the address of a database"),
        ("tests/invalid/rules/priority-name-twice.yaml", 1, "R226"),
    ],
)
def test_what_cannot_be_read_is_said(
    path: str, code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["rules", path]) == code
    captured = capsys.readouterr()
    assert said in captured.err
    assert "secret" not in captured.err
    assert captured.out == ""


def test_problems_of_a_rule_file_come_as_a_document_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "rules.yaml"
    file.write_text("language: 1\n")
    assert run(["rules", str(file), "--format", "json"]) == 1
    as_document(capsys.readouterr().out, "problems")
