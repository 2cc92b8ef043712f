"""`--target` wherever rules are served, and `selector rules --targets`."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from selector import load_rules
from selector.cli.main import run
from selector.reading.targets import known_models
from selector.reporting.targets_page import targets_page
from selector.reporting.terminal import PLAIN, cells
from tests.commands import as_document

VEO, KLING, S2V = "veo-3.1-generate-001", "kling-video-o1", "S2V-01"
ENDING = "veo-3.1-generate-preview"
ENDS = (
    f"The video model `{ENDING}` is withdrawn as of 2026-10-22."
    f" Its vendor recommends `{VEO}` instead.\n"
)
Captured = pytest.CaptureFixture[str]


def digest_of(out: str) -> str:
    digest: str = json.loads(out)["rules"]["digest"]
    return digest


@pytest.mark.parametrize("written", [S2V, "s2v-01"])
def test_pick_picks_for_the_model_that_is_named(film: Path, capsys: Captured, written: str) -> None:
    assert run(["pick", "my-film", "--dry-run", "--format", "json", "--target", written]) == 0
    picks = as_document(capsys.readouterr().out, "picks")
    assert picks["rules"]["digest"] == load_rules().for_target(S2V).digest
    sent = [len(each["tags"]) for each in picks["scenes"]]
    assert max(sent) == 1


def test_a_pick_for_a_model_is_never_shown_for_the_rules_alone(
    film: Path, capsys: Captured
) -> None:
    def picked(*more: str) -> str:
        assert run(["pick", "my-film", "--format", "json", *more]) == 0
        return digest_of(capsys.readouterr().out)

    plain = load_rules()
    aimed = plain.for_target(S2V)
    assert picked() == plain.digest
    assert picked("--target", S2V) == aimed.digest
    assert picked() == plain.digest
    assert picked() == plain.digest
    assert picked("--target", S2V) == aimed.digest
    assert picked("--target", S2V) == aimed.digest


def test_a_stored_pick_for_a_model_can_be_made_again(film: Path, capsys: Captured) -> None:
    assert run(["pick", "my-film", "--target", S2V]) == 0
    assert run(["db", "replay", "my-film"]) == 0
    assert run(["why", "my-film", "2", "--decision", "last", "--format", "json"]) == 0
    out = capsys.readouterr().out
    document = json.loads(out[out.index("{\n") :])
    assert len(document["selection"]["picks"]) <= 1


def test_a_project_in_a_database_is_picked_for_the_model_that_is_named(
    film: Path, capsys: Captured
) -> None:
    assert run(["pick", "my-film"]) == 0
    database = "my-film/selector.sqlite"
    capsys.readouterr()
    assert run(["pick", database, "--dry-run", "--format", "json", "--target", S2V]) == 0
    assert digest_of(capsys.readouterr().out) == load_rules().for_target(S2V).digest
    assert run(["why", database, "2", "--target", S2V, "--format", "json"]) == 0
    why = as_document(capsys.readouterr().out, "why")
    assert why["selection"]["rules"]["digest"] == load_rules().for_target(S2V).digest


def test_why_explains_for_the_model_that_is_named(film: Path, capsys: Captured) -> None:
    assert run(["why", "my-film", "2", "TOM", "--target", S2V]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "The rule sends one reference" in said
    assert "pick for a `target` other than `S2V-01`" in said


def test_rules_are_read_out_for_the_model_that_is_named(film: Path, capsys: Captured) -> None:
    assert run(["rules", "my-film", "--target", S2V]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "for the video model `S2V-01` targets.yaml:" in said
    assert "sends one reference: the video model takes no more" in said


def test_check_checks_for_the_model_that_is_named(film: Path, capsys: Captured) -> None:
    Path("rules.yaml").write_text(
        'language: 1\nname: a\nversion: "1"\nreferences: 5\n'
        "shots: {default: {priorities: [{name: all, crop: [face, full], because: all}]}}\n"
    )
    assert run(["check", "rules.yaml", "--strict"]) == 0
    capsys.readouterr()
    assert run(["check", "rules.yaml", "--strict", "--target", VEO]) == 1
    assert "takes 3 pictures, so 5 is never reached." in capsys.readouterr().err
    assert run(["check", "rules.yaml", "--strict", "--target", KLING]) == 1
    assert (
        "rules.yaml:4:13: warning R282: The video model `kling-video-o1` takes 7 pictures, but fewer"
        " are sent: `references: 5` is set at rules.yaml:4." in capsys.readouterr().err
    )
    assert run(["check", "rules.yaml", "--strict", "--target", "pika-2.2"]) == 0
    assert run(["check", "my-film", "--target", "pika-2.2"]) == 0


EVERYWHERE: list[list[str]] = [
    ["pick", "my-film", "--dry-run"],
    ["why", "my-film", "2"],
    ["check", "my-film"],
    ["rules", "my-film"],
]


@pytest.mark.parametrize("arguments", EVERYWHERE)
def test_a_model_that_ends_is_said_wherever_it_is_named(
    film: Path, capsys: Captured, arguments: list[str]
) -> None:
    assert run([*arguments, "--target", ENDING]) == 0
    assert ENDS in capsys.readouterr().err
    assert run([*arguments, "--target", VEO]) == 0
    assert "withdrawn" not in capsys.readouterr().err


@pytest.mark.parametrize("arguments", EVERYWHERE)
@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("kling-video-01", "No video model with the id `kling-video-01` is known. Did you mean"),
        ("sora-2", "The video model `sora-2` is withdrawn as of 2026-09-24, and"),
        ("of nobody", "No video model with the id `of nobody` is known. Known ids include"),
        ("", "The argument after `--target` is empty."),
    ],
)
def test_a_model_that_is_not_known_is_called_wrongly(
    film: Path, capsys: Captured, arguments: list[str], written: str, said: str
) -> None:
    assert run([*arguments, "--target", written]) == 2
    assert said in " ".join(capsys.readouterr().err.split())


def test_a_stored_decision_takes_no_model(film: Path, capsys: Captured) -> None:
    assert run(["why", "my-film", "2", "--decision", "last", "--target", VEO]) == 2
    assert "Leave `--target` out." in capsys.readouterr().err


# ---- the list


def test_the_list_names_every_model_once(capsys: Captured) -> None:
    assert run(["rules", "--targets"]) == 0
    out = capsys.readouterr().out
    for each in (*known_models(), *known_models().gone):
        assert len(re.findall(rf"^  {re.escape(each)}:", out, re.MULTILINE)) == 1


def test_the_list_says_what_a_model_takes_and_how_sure_that_is(capsys: Captured) -> None:
    assert run(["rules", "--targets"]) == 0
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert "veo-3.1-fast-generate-001: 3 pictures, no style pictures A 2026-11-26" in lines
    assert "S2V-01: 1 picture, face crops only A 2026-11-26" in lines
    assert "gen4.5: no references B 2026-11-26" in lines
    assert "sora-2: withdrawn as of 2026-09-24" in lines
    assert "A the vendor says so, in its documentation or its SDK" in lines


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
def test_the_list_fits_a_window(columns: int) -> None:
    page = targets_page(known_models(), PLAIN, columns)
    assert max(map(cells, page.splitlines())) < columns


def test_the_list_for_programs_has_every_fact(capsys: Captured) -> None:
    assert run(["rules", "--targets", "--format", "json"]) == 0
    models = as_document(capsys.readouterr().out, "known-targets")["models"]
    by_id = {each["id"]: each for each in models}
    known = known_models()
    assert by_id.keys() == {*known, *known.gone}
    for each, entry in by_id.items():
        facts = known.facts(each)
        said = {**entry, **entry["more"]}
        assert {key: said[key] for key in facts} == facts
    assert by_id[VEO]["refuses"] == {"type": ["style"]}
    assert by_id[S2V]["refuses"] == {"crop": ["full"]}
    assert by_id["pixverse-v6"]["refuses"] == {}
    assert by_id["sora-2"]["references"] is None


@pytest.mark.parametrize(
    "more", [["rules.yaml"], ["--shot", "wide"], ["--scene", "1"], ["--target", VEO]]
)
def test_the_list_takes_nothing_beside_it(capsys: Captured, more: list[str]) -> None:
    assert run(["rules", "--targets", *more]) == 2
    assert "`--targets` lists video models. Leave everything else out." in capsys.readouterr().err


def test_without_rules_the_list_is_named(capsys: Captured) -> None:
    assert run(["rules"]) == 2
    err = " ".join(capsys.readouterr().err.split())
    assert "Name a rule file or a film; `selector rules --targets` lists the video models." in err


def test_the_file_of_models_is_checked_as_what_it_is(
    tmp_path: Path, capsys: Captured, shipped: Callable[[], str]
) -> None:
    file = tmp_path / "targets.yaml"
    file.write_text(shipped(), "utf-8")
    assert run(["check", str(file), "--strict"]) == 0
    assert capsys.readouterr().out == f"{file}: fine ({len(known_models())} video models)\n"
    file.write_text(shipped().replace("references: 7", "references: many", 1), "utf-8")
    assert run(["check", str(tmp_path), "--format", "json"]) == 1
    checked = as_document(capsys.readouterr().out, "problems")
    assert [each["kind"] for each in checked["checked"]] == ["targets"]
    assert [each["code"] for each in checked["problems"]] == ["R205"]


@pytest.fixture
def shipped() -> Callable[[], str]:
    """Gives the text of the file that comes with selector."""
    return lambda: Path(known_models()["S2V-01"].at.file).read_text("utf-8")
