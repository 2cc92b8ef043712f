"""One scene of a stored project gets the answer that it has within the film; what is stored of the scenes before."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import Engine, func, select, text

from selector import load_rules
from selector.cli.main import run
from selector.db.decisions.history import recall
from selector.db.decisions.pick import pick_project, pick_scene
from selector.db.decisions.replay import replay
from selector.db.films.importing import import_film
from selector.db.tables.own_tables import CONTENTS, DECISIONS
from tests.db.films import film_in
from tests.db.statements import statements_run
from tests.long import many
from tests.test_one_scene_of_a_film import explained, film_of, picked

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from selector import Rules, Selection


@pytest.fixture
def address(ready_address: str) -> str:
    """A database with every table."""
    return ready_address


def stored_film(tmp_path: Path, address: str, seed: int) -> tuple[list[Any], Rules, UUID]:
    """A film with rules that ask, imported and not picked yet: its numbers, rules and project."""
    numbers = film_of(tmp_path, seed)
    project = import_film.sync(address, film_in(tmp_path)).project_id
    return numbers, load_rules(tmp_path / "rules.yaml"), project


def answer(selection: Selection) -> Any:
    picks = [(pick.tag, pick.facts.crop, pick.priority.name) for pick in selection.picks]
    reasons = [(each.tag, each.reason.kind) for each in selection.passed_over]
    return picks, reasons, [note.kind for note in selection.notes]


def decisions(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(DECISIONS)) or 0


@pytest.mark.parametrize("seed", range(20, 20 + many(1, 20)))
def test_a_scene_alone_is_as_it_is_in_the_project(
    tmp_path: Path,
    address: str,
    engine: Engine,
    capsys: pytest.CaptureFixture[str],
    seed: int,
) -> None:
    numbers, rules, project = stored_film(tmp_path, address, seed)
    in_folder = picked(capsys, str(tmp_path), "--dry-run")
    whole = pick_project.sync(address, project, rules).selections
    for number, selection in zip(numbers, whole, strict=True):
        assert list(selection.tags) == in_folder[str(number)]["tags"]
    assert decisions(engine) == len(numbers)
    again = pick_project.sync(address, project, rules)
    assert [answer(each) for each in again.selections] == [answer(each) for each in whole]
    assert again.decisions == 0
    shown_by_commands = numbers[:: many(4, 1)]
    for number, within in [*zip(numbers, whole, strict=True)][:: many(2, 1)]:
        alone = pick_scene.sync(address, project, number, rules)
        (only,) = pick_project.sync(address, project, rules, only=[number], record=False).selections
        assert answer(alone) == answer(only) == answer(within)
        assert alone.film_so_far.scenes[-1] == within.film_so_far.scenes[-1]
        if number not in shown_by_commands:
            continue
        told = explained(capsys, address, str(number))
        assert [pick["picture"]["tag"] for pick in told["picks"]] == list(within.tags)
        shown = picked(capsys, address, "--dry-run", "--scene", str(number))
        assert shown[str(number)]["tags"] == list(within.tags)
    assert decisions(engine) == len(numbers)
    some = numbers[3::4]
    chosen = pick_project.sync(address, project, rules, only=some).selections
    assert [answer(each) for each in chosen] == [answer(each) for each in whole[3::4]]


@pytest.mark.parametrize("seed", range(40, 40 + many(1, 20)))
def test_a_decision_is_made_again_without_the_film(
    tmp_path: Path, address: str, engine: Engine, capsys: pytest.CaptureFixture[str], seed: int
) -> None:
    numbers, rules, project = stored_film(tmp_path, address, seed)
    whole = pick_project.sync(address, project, rules).selections
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM scene_manifests"))
    replayed = replay.sync(address)
    assert (replayed.replayed, replayed.problems) == (len(numbers), ())
    for number, within in zip(numbers, whole, strict=True):
        on_record = recall.sync(address, project, number)
        assert on_record.unlike is None
        assert on_record.selection is not None
        assert answer(on_record.selection) == answer(within)
        if number in numbers[:: many(3, 1)]:
            told = explained(capsys, address, str(number), "--decision", "last")
            assert [pick["picture"]["tag"] for pick in told["picks"]] == list(within.tags)


def test_a_folder_stores_the_same_and_replays_it(
    tmp_path: Path, address: str, engine: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    numbers = film_of(tmp_path, 7)
    whole = picked(capsys, str(tmp_path), "--db", address)
    replayed = replay.sync(address)
    assert (replayed.replayed, replayed.problems) == (len(numbers), ())
    for number in numbers:
        alone = picked(capsys, str(tmp_path), "--db", address, "--scene", str(number))
        assert alone[str(number)]["tags"] == whole[str(number)]["tags"]
    assert decisions(engine) == len(numbers)


def test_what_was_sent_before_is_taken_from_the_newest_decision_or_a_note_says_why_not(
    tmp_path: Path, address: str, engine: Engine
) -> None:
    numbers, rules, project = stored_film(tmp_path, address, 5)
    second, third = numbers[1:3]
    alone = pick_scene.sync(address, project, second, rules)
    kinds = [note.kind for note in alone.notes]
    assert ("scene_before_not_picked" in kinds) == rules.plan.asks_what_was_sent(alone.shot_plan)
    pick_project.sync(address, project, load_rules())
    for number in (second, third):
        alone = pick_scene.sync(address, project, number, rules)
        kinds = [note.kind for note in alone.notes]
        by_others = number == second and rules.plan.asks_what_was_sent(alone.shot_plan)
        assert ("scene_before_by_other_rules" in kinds) == by_others
    assert replay.sync(address).problems == ()


def test_a_stored_scene_that_cannot_be_read_is_still_the_scene_before(
    tmp_path: Path, address: str, engine: Engine
) -> None:
    numbers, rules, project = stored_film(tmp_path, address, 6)
    with engine.begin() as connection:
        connection.execute(
            text("UPDATE scene_manifests SET manifest_json = '[]' WHERE scene_index = 2")
        )
    picked_project = pick_project.sync(address, project, rules, on_problem="skip")
    after = picked_project.selections[1]
    assert str(after.scene.index) == str(numbers[2])
    assert after.earlier is not None
    assert not any(question == "before" for question, _ in after.earlier.said or {})
    alone = pick_scene.sync(address, project, numbers[2], rules)
    assert answer(alone) == answer(after)


def test_rules_that_do_not_ask_read_the_wanted_scene_alone(tmp_path: Path, address: str) -> None:
    numbers, rules, project = stored_film(tmp_path, address, 8)
    plain = load_rules()
    with statements_run() as few:
        pick_scene.sync(address, project, numbers[9], plain)
    with statements_run() as more:
        pick_scene.sync(address, project, numbers[9], rules)
    assert len(few) < len(more)


def test_a_scene_stores_only_answers_however_long_the_film_is(
    tmp_path: Path, address: str, engine: Engine
) -> None:
    _, rules, project = stored_film(tmp_path, address, 9)
    pick_project.sync(address, project, rules)
    with engine.connect() as connection:
        bodies = [json.loads(body) for body in connection.scalars(select(CONTENTS.c.body))]
    scenes = [body for body in bodies if "placements" in body]
    assert {3} == {scene["format"] for scene in scenes}
    for scene in scenes:
        asked = {"close_up": {"first"}}.get(scene["shot"], set())
        assert set(scene["earlier"]) <= {"begun", "before", "sent"} | asked
        assert len(scene["earlier"].get("begun", ())) <= 7


def test_other_scenes_before_are_named_as_the_cause_of_a_change(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = film_of(tmp_path, 11) and (tmp_path / "scenes.jsonl").read_text().splitlines()
    assert run(["pick", str(tmp_path)]) == 0
    everybody = json.loads(lines[0])
    everybody["placements"] = [
        {"asset_tag": tag, "role": "subject"} for tag in ("WREN", "SAM", "ADA", "KEY", "BOAT")
    ]
    (tmp_path / "scenes.jsonl").write_text("\n".join([json.dumps(everybody), *lines[1:]]))
    capsys.readouterr()
    scenes = picked(capsys, str(tmp_path))
    causes = [scene["change"]["causes"] for scene in scenes.values() if scene["change"]]
    assert ["scenes_before"] in causes
