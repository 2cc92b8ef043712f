"""Decisions on record are read back, made again to the byte, and pruned; an edit by hand is found."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine, func, select, text, update
from sqlalchemy.orm import Session

from selector.db.decisions.decision import content_digest, seal_of
from selector.db.decisions.history import history_query, read_history, recall
from selector.db.decisions.pick import pick_project, pick_scene
from selector.db.decisions.prune import prune
from selector.db.decisions.record import record_film
from selector.db.decisions.replay import replay
from selector.db.tables.own_tables import CONTENTS, DECISIONS, RULE_SETS
from selector.engine.pool import AssetPool
from selector.model.problem import ProblemError, Source
from selector.reading.load import check_rules
from selector.reporting.explaining import explain_scene
from selector.review.advice.adviser import Adviser
from tests.as_written import yaml_text
from tests.db.conftest import Write
from tests.db.films import HARBOUR, RULES, RULES_TEXT, picked, results, rules_of, scene
from tests.generate import batch
from tests.long import many
from tests.pools import build

FACES = rules_of(
    RULES_TEXT.replace("prefer: full", "prefer: face").replace('"2.0"', '"2.1"'), "rules/faces.yaml"
)


@pytest.fixture
def address(driven_address: str) -> str:
    """A database with every table, through each driver."""
    return driven_address


@pytest.fixture
def first_written() -> Write:
    return write_decided_twice


def write_decided_twice(address: str) -> object:
    """Three scenes, decided twice by the folder's rules and once more, the second only, by others."""
    record_film.sync(address, HARBOUR, results(3, "WREN", "NOBODY"), by="director")
    pick_project.sync(address, "Harbour", RULES)
    return pick_scene.sync(address, "Harbour", 2, FACES, by="night job")


def test_history_tells_who_decided_what_by_which_rules_newest_first(
    address: str, project: UUID
) -> None:
    past = read_history.sync(address, "Harbour", 2)
    assert [
        (each.number, each.asked_by, each.rules_name, each.rules_version, each.tags)
        for each in past
    ] == [
        (3, "night job", "harbour", "2.1", ("WREN_FACE",)),
        (2, None, "harbour", "2.0", ("WREN",)),
        (1, "director", "harbour", "2.0", ("WREN",)),
    ]
    assert past[0].rules_digest == FACES.digest
    assert abs(past[0].made_at - datetime.now(UTC)) < timedelta(minutes=25)
    assert past[0].made_at >= past[1].made_at >= past[2].made_at
    assert past[1].scene_digest == past[2].scene_digest
    assert past[1].pool_digest != past[2].pool_digest
    everything = read_history.sync(address)
    assert [(each.scene_index, each.number) for each in everything] == [
        (1, 2),
        (1, 1),
        (2, 3),
        (2, 2),
        (2, 1),
        (3, 2),
        (3, 1),
    ]
    assert len(read_history.sync(address, limit=2)) == 2


def test_a_past_decision_is_explained_as_it_was_with_the_places_of_its_rules(
    address: str, project: UUID
) -> None:
    past = recall.sync(address, project, 2, 1)
    assert past.decision.number == 1
    assert past.selection is not None
    _, first = picked(scene(2, "close_up", "WREN", "NOBODY"), AssetPool(HARBOUR.assets))
    assert explain_scene(past.selection, Adviser(past.selection)) == explain_scene(
        first, Adviser(first)
    )
    assert str(past.outcome.picks[0].priority.at) == "rules/harbour.yaml:9:16"
    newest = recall.sync(address, project, 2)
    assert (newest.decision.number, newest.decision.tags, newest.unlike) == (
        3,
        ("WREN_FACE",),
        None,
    )
    with pytest.raises(ProblemError, match="D610 Scene 2 has no decision 9"):
        recall.sync(address, project, 2, 9)
    with pytest.raises(ProblemError, match='D610 The project "Harbour" has no scene 7'):
        recall.sync(address, project, 7)


def test_one_scenes_history_is_found_by_the_index(engine: Engine, project: UUID) -> None:
    query = history_query(project, [2]).compile(engine, compile_kwargs={"literal_binds": True})
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}")]
            assert any(
                "selector_decisions USING INDEX" in line
                and "project_id=? AND scene_index=?" in line
                for line in plan
            )
        else:
            connection.exec_driver_sql(
                "SET enable_seqscan = off"
            )  # three rows are fewer than an index is for
            plan = [row[0] for row in connection.exec_driver_sql(f"EXPLAIN {query}")]
            assert any("pk_selector_decisions" in line for line in plan)


def test_every_decision_is_made_again_to_the_byte(
    address: str, engine: Engine, project: UUID
) -> None:
    assert replay.sync(address).decisions == 7
    assert replay.sync(address).problems == ()
    assert replay.sync(address, project, 2).decisions == 3


def test_what_was_missing_then_is_not_warned_of_again(
    address: str, project: UUID, caplog: pytest.LogCaptureFixture
) -> None:
    """A decision that is replayed or recalled is not made now."""
    caplog.clear()
    assert replay.sync(address, project).replayed == 7
    assert recall.sync(address, project, 2).selection is not None
    assert caplog.messages == []


_FIRST = "WHERE scene_index = 2 AND number = 1"
EDITS = {
    "a picked tag": (
        f"UPDATE selector_decisions SET outcome = replace(outcome, 'WREN', 'GULL') {_FIRST}",
        1,
    ),
    "who asked": (f"UPDATE selector_decisions SET asked_by = 'somebody' {_FIRST}", 1),
    "when": (f"UPDATE selector_decisions SET made_at = '2020-01-01 00:00:00.000000' {_FIRST}", 1),
    "the rules' text": (
        "UPDATE selector_rule_sets SET source_text = '#' || source_text WHERE version = '2.1'",
        1,
    ),
    "the rules' name": ("UPDATE selector_rule_sets SET name = 'island' WHERE version = '2.1'", 1),
    "a picture": (
        "UPDATE selector_contents SET body = replace(body, '8.5', '9.5') WHERE body LIKE '%wren-face\"%'",
        3,
    ),
    "a scene": (
        "UPDATE selector_contents SET body = replace(body, 'close', 'c') WHERE body LIKE '%\"index\":2%'",
        3,
    ),
    "nonsense": ("UPDATE selector_contents SET body = '{' WHERE body LIKE '%\"index\":2%'", 3),
}


@pytest.mark.parametrize("edit", EDITS)
def test_what_was_edited_by_hand_is_found_and_named(
    address: str, engine: Engine, project: UUID, edit: str
) -> None:
    statement, count = EDITS[edit]
    with engine.begin() as connection:
        assert connection.execute(text(statement.replace(":", "\\:"))).rowcount >= 1
    found = replay.sync(address)
    assert found.decisions == 7
    assert len(found.problems) == count
    assert {problem.code for problem in found.problems} == {"D616"}
    if "selector_decisions" in statement:
        assert found.problems[0].what == "Its row was edited in the database."
    if count == 1:
        assert found.problems[0].field.startswith("scene 2, decision ")


def test_an_edit_with_its_hashes_mended_still_does_not_come_out_the_same(
    address: str, engine: Engine, project: UUID
) -> None:
    its = (
        (DECISIONS.c.project_id == project)
        & (DECISIONS.c.scene_index == 2)
        & (DECISIONS.c.number == 1)
    )
    with engine.begin() as connection:
        row = connection.execute(select(DECISIONS).where(its)).one()
        outcome = row.outcome.replace("they are what we look at", "because I say so")
        digest = content_digest(row.rule_set_id, row.pool_id, row.scene_id, outcome)
        seal = seal_of(row.project_id, 2, 1, row.made_at, row.asked_by, row.engine, digest)
        connection.execute(
            update(DECISIONS).where(its).values(outcome=outcome, digest=digest, seal=seal)
        )
    (problem,) = replay.sync(address).problems
    assert (problem.what, problem.field) == (
        "Replaying it gives a different result.",
        "scene 2, decision 1",
    )


def test_pruning_keeps_the_newest_of_every_scene_and_what_it_was_made_from(
    address: str, engine: Engine, project: UUID
) -> None:
    with engine.begin() as connection:
        connection.execute(
            update(DECISIONS)
            .where(DECISIONS.c.number < 3)
            .values(made_at=datetime(2020, 1, 1, tzinfo=UTC))
        )
    pruned = prune.sync(address, datetime(2021, 1, 1), project)
    assert (pruned.removed, pruned.left) == (4, 3)
    assert [(each.scene_index, each.number) for each in read_history.sync(address)] == [
        (1, 2),
        (2, 3),
        (3, 2),
    ]
    with Session(engine) as session:
        assert session.scalar(select(func.count()).select_from(RULE_SETS)) == 2
        assert session.scalar(select(func.count()).select_from(CONTENTS)) == 1 + 3
    assert prune.sync(address, datetime.now(UTC)).removed == 0
    assert [problem.what for problem in replay.sync(address).problems] == [
        "Its row was edited in the database."
    ] * 2
    assert pick_scene.sync(address, project, 1, FACES).tags == ("WREN_FACE",)
    assert read_history.sync(address, project, 1)[0].number == 3


def test_decisions_outlive_their_scene(address: str, project: UUID) -> None:
    record_film.sync(address, HARBOUR, results(1, "WREN"))
    assert [each.scene_index for each in read_history.sync(address, project)] == [
        1,
        1,
        1,
        2,
        2,
        2,
        3,
        3,
    ]


@pytest.mark.parametrize("seeds", [many(range(5), range(1200))])
def test_whatever_is_drawn_is_replayed_to_the_byte(ready_address: str, seeds: range) -> None:
    """Rule sets, pools and scenes by the thousand (10,000 decisions and more in the long run)."""
    decided = 0
    for seed in seeds:
        drawn = batch(seed)
        rules, _ = check_rules(Source(name=f"{seed}.yaml", text=yaml_text(drawn.rules)))
        if rules is None:
            continue
        pairs: list[tuple[dict[str, Any], AssetPool]] = []
        for sketches, manifests in zip(drawn.pools, drawn.scenes, strict=True):
            pool = AssetPool(build(sketches))
            pairs += [
                ({**manifest, "scene_index": len(pairs) + n}, pool)
                for n, manifest in enumerate(manifests)
            ]
        film = HARBOUR.__class__(title=f"drawn {seed}", assets=())
        done = record_film.sync(
            ready_address,
            film,
            ((manifest, rules.select(manifest, pool)) for manifest, pool in pairs),
        )
        decided += done.decisions
    replayed = replay.sync(ready_address)
    assert replayed.problems == ()
    assert replayed.decisions == decided + 7  # those of the film that is there from the start
    assert decided > many(40, 10_000)
