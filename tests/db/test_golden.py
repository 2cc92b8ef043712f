"""Databases that earlier versions wrote open, tell what was decided, and are picked from; for ever."""

from __future__ import annotations

import hashlib
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from selector.cli.main import run
from selector.db.connections.engines import make_engine
from selector.db.decisions.history import read_history
from selector.db.decisions.pick import pick_project
from selector.db.decisions.replay import MeaningChecked, replay
from selector.db.schema.upgrade import upgrade
from selector.db.schema.version import VERSIONS
from selector.model.problem import ProblemError
from selector.reading.load import load_rules
from tests.commands import as_document
from tests.db.golden import GOLDEN, answers, restored, unpacked
from tests.db.postgres_server import Server
from tests.long import many

PINNED = {
    "format-1/films.sql.answers.json.gz": "fa435bd2a1efb449ee83962393ea857d61721fad6213321bc2216ddea480b490",
    "format-1/films.sql.gz": "092c7eef16ddbe98130830adeabe0e6e6afe78673bac88a46d4c802956f38ba0",
    "format-1/films.sqlite.answers.json.gz": "93909798ed504c970867e51cbc2b13f7b8de1dc4957da0cd8aa9190fa4828de3",
    "format-1/films.sqlite.gz": "f426c041462b690069d6d38025a9063149c2a25883854c09448f507706d326ee",
    "format-1/pipeline.sql.answers.json.gz": "ab27c9b8f915d9a638bd3d926f0003af7ba69a58316e441a988fd95a2142c65b",
    "format-1/pipeline.sql.gz": "99696f45b11118147ca717087925aa6ee0761d1cf3f1ab411d81e415d129b024",
    "format-1/pipeline.sqlite.answers.json.gz": "5e692dcd2116ce005290f596c33a65527ade6ab0e8519470ecbb5cfe0270bccd",
    "format-1/pipeline.sqlite.gz": "3057dd12ff2374537f02a5be54dc8756869cb555f6a73411ba4ec245dd328738",
    "format-2/films.sql.answers.json.gz": "3d930b7597455352851de04e85407072f336b447c7fddf7f79db0b403b61b9ad",
    "format-2/films.sql.gz": "e57cb0238d4be36a0962127332ad645f0874111492945652d794319260597e43",
    "format-2/films.sqlite.answers.json.gz": "822bd0d4b700b4b8468e4123f66d6db14fb5d0a8d5123a4b9393ab4902a64bd3",
    "format-2/films.sqlite.gz": "8819e326bde94439ef994001b8933a0d8d6e90bbc1ae17c5e68d62333ec3b793",
    "format-2/pipeline.sql.answers.json.gz": "f5d1d3499a29111bd29dba00217f95b2b9ad57f0d40a4283d1744e3e10cb05b8",
    "format-2/pipeline.sql.gz": "10481fa65523998a19f69aa2264e0f24eaea2d7b825d2d1d35356c68e85e1b52",
    "format-2/pipeline.sqlite.answers.json.gz": "e5ed485925c84eee8e5fc7ed73d984526dc0b9ee771cafe1608809ac64393939",
    "format-2/pipeline.sqlite.gz": "48b5a65ec8b8305e52b17033691247e15f14dba8da207bdd847bdb91076180d8",
}
"""Their SHA-256. A line is added when a new format lands; none is changed."""

DATABASES = [name for name in PINNED if "answers" not in name]


def of_format(number: int) -> pytest.MarkDecorator:
    """The databases of one format alone."""
    names = [name for name in DATABASES if name.startswith(f"format-{number}/")]
    return pytest.mark.parametrize("golden", names, indirect=True)


def meaning_of(golden: Path) -> int:
    """How rules were read when a database was written."""
    return {"format-1": 1, "format-2": 2}[golden.parent.name]


@pytest.fixture(params=DATABASES)
def golden(request: pytest.FixtureRequest) -> Path:
    """One golden database."""
    return GOLDEN / str(request.param)


@pytest.fixture
def old(golden: Path, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Its address, once it is brought back."""
    if ".sqlite" in golden.name:
        yield unpacked(golden, tmp_path)
        return
    server = request.getfixturevalue("server")
    address = restored(golden, server)
    yield address
    server.drop(address)


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, Server | None], str]:
    """Makes of a golden database one with the newest version of the tables, once for all tests; gives its address."""

    @cache
    def newest(golden: Path, server: Server | None) -> str:
        if server is None:
            brought_back = unpacked(golden, tmp_path_factory.mktemp("golden"))
        else:
            brought_back = restored(golden, server)
        assert upgrade(brought_back).after == VERSIONS[-1]
        return brought_back

    return newest


@pytest.fixture
def address(
    golden: Path,
    request: pytest.FixtureRequest,
    upgraded: Callable[[Path, Server | None], str],
    tmp_path: Path,
) -> Iterator[str]:
    """The address of a copy of it, brought to the newest version of the tables."""
    if ".sqlite" in golden.name:
        file = Path(upgraded(golden, None).removeprefix("sqlite:///"))
        yield f"sqlite:///{shutil.copy(file, tmp_path)}"
        return
    server: Server = request.getfixturevalue("server")
    made = server.new_database(server.name_of(upgraded(golden, server)))
    yield made
    server.drop(made)


def test_the_golden_databases_are_as_they_were_written() -> None:
    files = sorted(GOLDEN.glob("*/*.gz"))
    found = {
        path.relative_to(GOLDEN).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }
    assert found == PINNED


def test_history_tells_every_decision_as_it_was_told_then(
    golden: Path, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    then = answers(golden)
    for project in dict.fromkeys(answer["project"] for answer in then):
        assert run(["db", "history", address, "--project", project, "--format", "json"]) == 0
        told = as_document(capsys.readouterr().out, "db-history")["decisions"]
        asked = [answer for answer in then if answer["project"] == project]
        assert len(told) == len(asked)
        for decision, answer in zip(told, asked, strict=True):
            for key in ("scene", "number", "asked_by", "engine", "references", "rules_digest"):
                assert decision[key] == answer[key]


def test_why_tells_a_decision_as_it_was_stored(
    golden: Path, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for answer in _one_of_each_rule_set(answers(golden))[:: many(6, 1)]:
        arguments = ["--decision", str(answer["number"]), "--project", answer["project"]]
        assert run(["why", address, str(answer["scene"]), *arguments, "--format", "json"]) == 0
        told, then = as_document(capsys.readouterr().out, "why"), answer["selection"]
        assert told["decision"]["number"] == answer["number"]
        for key in ("scene_index", "shot_type", "shot", "tags", "counts"):
            assert told["selection"][key] == then[key]
        assert [_picked(pick) for pick in told["selection"]["picks"]] == [
            _picked(pick) for pick in then["picks"]
        ]
        assert _reasons(told["selection"]) == _reasons(then)
        assert [note["kind"] for note in told["selection"]["notes"]] == [
            note["kind"] for note in then["notes"]
        ]
        assert run(["why", address, str(answer["scene"]), *arguments]) == 0
        as_text = capsys.readouterr().out
        assert (
            f"(decision {answer['number']}; rules read under meaning {meaning_of(golden)})"
            in " ".join(as_text.split())
        )
        assert all(tag in as_text for tag in then["tags"])


@of_format(1)
def test_every_decision_is_found_sound_and_an_edit_is_found(
    golden: Path, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    replayed = replay.sync(address)
    count = len(answers(golden))
    assert replayed.problems == ()
    assert (replayed.decisions, replayed.replayed) == (count, 0)
    assert replayed.checked == (MeaningChecked(meaning=1, decisions=count, wrong=0),)
    assert run(["db", "replay", address]) == 0
    decisions = "decision" if count == 1 else "decisions"
    checked = (
        f"{count} {decisions} made when selector read rules differently (meaning 1):"
        " checked for edits, not replayed"
    )
    assert capsys.readouterr().out == f"{checked}.\n"
    engine = make_engine(address, writes=True)
    with engine.begin() as connection:
        connection.execute(
            text("UPDATE selector_decisions SET asked_by = 'somebody else' WHERE number = 1")
        )
    engine.dispose()
    edited = sum(answer["number"] == 1 for answer in answers(golden))
    assert len(replay.sync(address).problems) == edited
    assert run(["db", "replay", address]) == 1
    have = "has" if edited == 1 else "have"
    assert f"{checked}; {edited} {have} been edited since.\n" in capsys.readouterr().out


def test_films_are_picked_from_again_and_then_rest(golden: Path, address: str) -> None:
    then = answers(golden)
    for project in dict.fromkeys(answer["project"] for answer in then):
        before = len(read_history.sync(address, project))
        first = pick_project.sync(address, project, load_rules(), by="today")
        assert first.decisions == len(first.selections) or meaning_of(golden) == 2
        assert pick_project.sync(address, project, load_rules(), by="today").decisions == 0
        after = read_history.sync(address, project)
        assert len(after) == before + first.decisions
        assert [each.asked_by for each in after].count("today") == first.decisions
    assert replay.sync(address).problems == ()


@of_format(2)
def test_every_decision_of_this_meaning_is_made_again_to_the_byte(
    golden: Path, address: str
) -> None:
    replayed = replay.sync(address)
    assert replayed.problems == ()
    assert (replayed.replayed, replayed.checked) == (len(answers(golden)), ())


EDITS = {
    "a picture": """
        UPDATE selector_contents SET body = replace(body, 'character', 'prop')
        WHERE body LIKE '[%' OR body LIKE '%"pictures"%'
    """,
    "a scene": """
        UPDATE selector_contents SET body = replace(body, 'shot_type', 'shot_typ') WHERE body LIKE '%shot_type%'
    """,
    "rules": "UPDATE selector_rule_sets SET source_text = '#' || source_text",
    "the meaning": "UPDATE selector_decisions SET meaning = meaning + 1",
    "the outcome": "UPDATE selector_decisions SET outcome = replace(outcome, 'subject', 'object')",
}


@pytest.mark.parametrize("edit", EDITS)
def test_whatever_was_edited_in_an_old_database_is_found(address: str, edit: str) -> None:
    engine = make_engine(address, writes=True)
    with engine.begin() as connection:
        connection.execute(text(EDITS[edit].replace(":", "\\:")))
    engine.dispose()
    assert {problem.code for problem in replay.sync(address).problems} == {"D616"}


@of_format(1)
def test_a_database_that_was_not_brought_up_to_date_says_what_to_do(
    old: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["db", "history", old]) == 2
    assert "D609" in (said := capsys.readouterr().err)
    assert "selector db upgrade" in said


@of_format(1)
def test_a_pick_after_the_upgrade_says_that_rules_are_read_in_a_new_way(
    golden: Path, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    then = answers(golden)
    for project in dict.fromkeys(answer["project"] for answer in then):
        newest = {
            answer["scene"]: answer for answer in reversed(then) if answer["project"] == project
        }
        assert run(["pick", address, "--project", project, "--format", "json"]) == 0
        for scene in as_document(capsys.readouterr().out, "picks")["scenes"]:
            before = newest[scene["scene_index"]]
            if scene["change"]:
                assert scene["change"]["tags"] == before["references"]
                assert "meaning" in scene["change"]["causes"]
                assert (scene["change"]["meaning_before"], scene["change"]["meaning"]) == (1, 2)
                is_by_others = before["rules_digest"] != load_rules().digest
                assert ("rules" in scene["change"]["causes"]) == is_by_others
            else:
                assert scene["tags"] == before["references"]


@of_format(1)
def test_why_tells_an_old_decision_as_recorded_and_says_so(
    address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    project = read_history.sync(
        address, "Harbour" if _has(address, "Harbour") else "The Odd House"
    )[0]
    scene, number = str(project.scene_index), str(project.number)
    arguments = ["why", address, scene, "--decision", number, "--project", str(project.project_id)]
    assert run(arguments) == 0
    told = " ".join(capsys.readouterr().out.split())
    why = (
        "This is the answer as it was recorded. This version of selector reads rules differently"
        " (meaning 2, previously 1), so it cannot say what would change the answer."
    )
    assert why in told
    assert run([*arguments, "--format", "json"]) == 0
    document = as_document(capsys.readouterr().out, "why")
    assert document["decision"]["as_recorded"] == why
    assert document["selection"]["rules"]["meaning"] == 1
    assert run([*arguments[:3], project.tags[0], *arguments[3:]]) == 0
    told = capsys.readouterr().out
    assert told.startswith(f"{project.tags[0]} in scene {scene}")
    others = [tag for tag in project.tags if tag != project.tags[0]]
    assert ("Also sent: " in told) == bool(others)


def _has(address: str, project: str) -> bool:
    try:
        return bool(read_history.sync(address, project))
    except ProblemError:
        return False


def _one_of_each_rule_set(then: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The first decision of each project by each rule set, and those with reasons that none of these has."""
    chosen: dict[object, dict[str, Any]] = {}
    for answer in then:
        kinds = [
            *answer["selection"]["counts"],
            *(note["kind"] for note in answer["selection"]["notes"]),
        ]
        for key in ((answer["project"], answer["rules_digest"]), *kinds):
            chosen.setdefault(key, answer)
    return list({id(answer): answer for answer in chosen.values()}.values())


def _picked(pick: dict[str, Any]) -> tuple[Any, ...]:
    priority = pick["priority"]
    picture = pick["picture"]
    return (
        pick["slot"], picture["tag"], picture["id"], picture["place"], picture["quality"], pick["placement"],
        pick["role"], pick["position"], priority["shot"], priority["name"], priority["number"], priority["because"],
        tuple(priority["at"].items()),
    )  # fmt: skip


def _reasons(selection: dict[str, Any]) -> list[tuple[Any, ...]]:
    return [
        (
            each["tag"],
            each["placement"],
            each["reason"]["kind"],
            (each["picture"] or {}).get("place"),
        )
        for each in selection["passed_over"]
    ]


def test_a_pipelines_project_and_films_are_there_on_both_databases() -> None:
    kinds = Counter(name.partition("/")[2].partition(".")[0] for name in DATABASES)
    assert kinds == {"films": 4, "pipeline": 4}
