"""What a pipeline really sent is on record, beside the decision that picked it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from sqlalchemy import Engine, delete, func, select, text
from sqlalchemy.orm import Session

from selector import record_sent
from selector.cli.main import run
from selector.db.decisions.history import recall
from selector.db.decisions.pick import pick_project, pick_scene
from selector.db.decisions.prune import prune
from selector.db.decisions.record import record_film
from selector.db.decisions.sending import Sending, SentReference, read_sent
from selector.db.references.clean import add_clean_reference
from selector.db.references.resolve import ResolvedReference, resolve_references
from selector.db.tables.own_tables import SENDINGS
from selector.db.tables.pipeline_tables import SCENES
from selector.model.problem import ProblemError
from tests.commands import as_document
from tests.db.conftest import Write
from tests.db.films import HARBOUR, RULES, RULES_TEXT, results, rules_of, write_harbour

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
FACES = rules_of(
    RULES_TEXT.replace("prefer: full", "prefer: face").replace('"2.0"', '"2.1"'), "rules/faces.yaml"
)


@pytest.fixture
def address(driven_address: str) -> str:
    """A database with every table, through each driver."""
    return driven_address


@pytest.fixture
def first_written() -> Write:
    return write_with_a_clean_reference


def write_with_a_clean_reference(address: str) -> object:
    """Three scenes, decided once, and a clean reference of the first picture of the second."""
    write_harbour(address)
    selection = pick_scene.sync(address, "Harbour", 2, RULES)
    return add_clean_reference.sync(
        address, selection.assets[0].id, tier="t", clean_image_url="clean/wren.png", primary=True
    )


@pytest.fixture
def resolved(address: str, project: UUID) -> tuple[ResolvedReference, ...]:
    """What is sent for the second scene: a clean reference and an original."""
    return resolve_references.sync(address, pick_scene.sync(address, project, 2, RULES))


def sent(sending: Sending) -> list[tuple[int, str, str, str]]:
    return [(each.slot, each.tag, each.kind, each.address) for each in sending.references]


def count(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(SENDINGS)) or 0


def test_a_resolved_reference_has_the_address_of_the_original_whatever_is_sent(
    resolved: tuple[ResolvedReference, ...],
) -> None:
    assert [(each.sent, each.url, each.original_url) for each in resolved] == [
        ("clean", "clean/wren.png", "pictures/wren.jpg"),
        ("original", "room.jpg", "room.jpg"),
    ]


def test_what_was_sent_is_on_record(
    address: str, project: UUID, resolved: tuple[ResolvedReference, ...]
) -> None:
    before = datetime.now(UTC)
    made = record_sent.sync(address, project, 2, resolved, by="night job")
    assert before <= made.at <= datetime.now(UTC)
    assert (made.project_id, made.scene_index, made.decision, made.by) == (
        project,
        2,
        2,
        "night job",
    )
    assert made.references == (
        SentReference(
            slot=1,
            tag="WREN",
            asset_id=str(resolved[0].asset.id),
            kind="clean",
            address="clean/wren.png",
        ),
        SentReference(
            slot=2,
            tag="ROOM",
            asset_id=str(resolved[1].asset.id),
            kind="original",
            address="room.jpg",
        ),
    )
    assert read_sent.sync(address, project) == (made,)
    assert read_sent.sync(address, "Harbour", 2) == (made,)
    assert read_sent.sync(address, project, 1) == ()


def test_records_are_read_in_the_order_of_the_film_the_newest_of_a_scene_first(
    address: str, project: UUID, resolved: tuple[ResolvedReference, ...]
) -> None:
    for scene, hours in ((3, 1), (2, 1), (2, 3), (2, 2), (1, 5)):
        at = NOON + timedelta(hours=hours)
        record_sent.sync(address, project, scene, resolved, at=at)
    found = read_sent.sync(address, project)
    assert [(each.scene_index, (each.at - NOON) / timedelta(hours=1)) for each in found] == [
        (1, 5), (2, 3), (2, 2), (2, 1), (3, 1),
    ]  # fmt: skip
    assert len({each.id for each in found}) == 5


def test_a_time_of_any_zone_is_kept_and_one_without_is_in_utc(
    address: str, project: UUID, resolved: tuple[ResolvedReference, ...]
) -> None:
    times = [
        NOON.replace(tzinfo=None),
        NOON.astimezone(timezone(timedelta(hours=-7))),
    ]
    for at in times:
        record_sent.sync(address, project, 2, resolved, at=at)
    assert [each.at for each in read_sent.sync(address, project)] == [NOON, NOON]


def test_the_decision_is_the_newest_that_picked_these_tags_in_these_slots(
    address: str, project: UUID, resolved: tuple[ResolvedReference, ...]
) -> None:
    pick_scene.sync(address, project, 2, FACES)
    assert record_sent.sync(address, project, 2, resolved).decision == 2
    assert record_sent.sync(address, project, 2, resolved[1:]).decision == 3
    turned = [replace(resolved[0], slot=2), replace(resolved[1], slot=1)]
    assert record_sent.sync(address, project, 2, turned).decision is None
    newest = resolve_references.sync(address, pick_scene.sync(address, project, 2, FACES))
    assert record_sent.sync(address, project, 2, newest).decision == 3


def test_what_was_not_sent_is_left_out_and_another_address_is_recorded(
    address: str, engine: Engine, project: UUID, resolved: tuple[ResolvedReference, ...]
) -> None:
    nothing = replace(resolved[0], sent="nothing", url=None)
    uploaded = replace(resolved[1], url="gs://clips/room.jpg")
    made = record_sent.sync(address, project, 2, [uploaded, nothing])
    assert sent(made) == [(2, "ROOM", "original", "gs://clips/room.jpg")]
    empty = record_sent.sync(address, project, 2, [nothing])
    assert empty.references == ()
    assert len(read_sent.sync(address, project)) == 1
    assert count(engine) == 1


def test_it_is_part_of_the_transaction_of_its_caller(
    address: str, engine: Engine, project: UUID, resolved: tuple[ResolvedReference, ...]
) -> None:
    with Session(engine) as session:
        record_sent.sync(session, project, 2, resolved)
        assert len(read_sent.sync(session, project)) == 1
        session.rollback()
    assert read_sent.sync(address, project) == ()
    with Session(engine) as session, session.begin():
        record_sent.sync(session, project, 2, resolved)
    assert len(read_sent.sync(address, project)) == 1


def test_references_that_were_picked_for_another_scene_are_recorded_with_a_warning(
    address: str,
    project: UUID,
    resolved: tuple[ResolvedReference, ...],
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert [each.scene for each in resolved] == [2, 2]
    caplog.clear()
    faces = resolve_references.sync(address, pick_scene.sync(address, project, 2, FACES))
    unnumbered = [replace(each, scene=None) for each in resolved]
    for same_scene in (resolved, faces, unnumbered):
        record_sent.sync(address, project, "2", same_scene)
    nothing = replace(resolved[0], sent="nothing", url=None)
    record_sent.sync(address, project, 3, [nothing])
    assert caplog.messages == []
    made = record_sent.sync(address, project, 3, iter(resolved))
    assert sent(made) == sent(record_sent.sync(address, project, 2, resolved))
    assert caplog.messages == ["scene 3: sent for it, but picked for scene 2: WREN and ROOM"]
    (record,) = caplog.records
    assert (record.name, record.levelname) == ("selector", "WARNING")
    assert [vars(record)[name] for name in ("scene", "picked_for", "tags")] == [
        3,
        2,
        ["WREN", "ROOM"],
    ]


def test_references_that_were_picked_for_another_project_are_recorded_with_a_warning(
    address: str,
    project: UUID,
    resolved: tuple[ResolvedReference, ...],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The scene of that number in another project is another scene."""
    film = replace(HARBOUR, title="Quay")
    quay = record_film.sync(address, film, results(3, "WREN", "ROOM", film=film)).project_id
    picked = pick_project.sync(address, quay, RULES, only=[2]).selections[0]
    decided = recall.sync(address, quay, 2).selection
    assert decided is not None
    caplog.clear()
    for selection in (picked, decided):
        others = resolve_references.sync(address, selection)
        assert [each.project_id for each in others] == [quay, quay]
        record_sent.sync(address, quay, 2, others)
        assert caplog.messages == []
        record_sent.sync(address, project, 2, others)
        record_sent.sync(address, project, 3, others)
        of_quay = f"picked for scene 2 of another project (`{quay}`): WREN and ROOM"
        assert caplog.messages == [
            f"scene 2: sent for it, but {of_quay}",
            f"scene 3: sent for it, but {of_quay}",
        ]
        assert {vars(record)["project_id"] for record in caplog.records} == {quay}
        caplog.clear()
    elsewhere = [*results(2, "WREN")][1][1]
    record_sent.sync(address, project, 2, resolve_references.sync(address, elsewhere))
    record_sent.sync(address, project, 2, [replace(each, project_id=None) for each in resolved])
    assert caplog.messages == []


def test_what_cannot_be_recorded_is_refused_and_leaves_nothing(
    address: str, engine: Engine, project: UUID, resolved: tuple[ResolvedReference, ...]
) -> None:
    with pytest.raises(ProblemError, match=r"D610 .* has no scene 9"):
        record_sent.sync(address, project, 9, resolved)
    with pytest.raises(ProblemError, match="D610"):
        record_sent.sync(address, "No Such Film", 2, resolved)
    odd = [resolved[0], replace(resolved[1], url="a\0b")]
    with pytest.raises(ProblemError, match=r"D611 .*`ROOM`.*U\+0000"):
        record_sent.sync(address, project, 2, odd)
    with pytest.raises(ValueError, match="two of the `references` have the slot 1"):
        record_sent.sync(address, project, 2, [resolved[0], resolved[0]])
    with pytest.raises(TypeError, match="`references` must be what `resolve_references` returned"):
        record_sent.sync(address, project, 2, ["WREN"])  # type: ignore[list-item]
    assert count(engine) == 0


def test_a_record_that_somebody_edited_is_a_problem(
    address: str, engine: Engine, project: UUID, resolved: tuple[ResolvedReference, ...]
) -> None:
    record_sent.sync(address, project, 2, resolved)
    with engine.begin() as connection:
        connection.execute(text("UPDATE selector_sendings SET kind = 'x' WHERE slot = 2"))
    with pytest.raises(ProblemError, match=r"D615 What was sent for scene 2 cannot be read"):
        read_sent.sync(address, project)


def test_records_outlive_their_scene_and_keep_its_number(
    address: str, engine: Engine, project: UUID, resolved: tuple[ResolvedReference, ...]
) -> None:
    record_sent.sync(address, project, 2, resolved)
    with engine.begin() as connection:
        connection.execute(delete(SCENES).where(SCENES.c.scene_index == 2))
    (found,) = read_sent.sync(address, project, 2)
    assert (found.scene_index, len(found.references)) == (2, 2)


def test_history_lists_what_was_sent_under_its_decision(
    address: str,
    project: UUID,
    resolved: tuple[ResolvedReference, ...],
    capsys: pytest.CaptureFixture[str],
) -> None:
    record_sent.sync(address, project, 2, resolved, by="night job", at=NOON)
    other = [replace(resolved[0], slot=2)]
    record_sent.sync(address, project, 2, other, at=NOON + timedelta(hours=1))
    capsys.readouterr()
    assert run(["db", "history", address, "2"]) == 0
    scene, newest, *others = capsys.readouterr().out.splitlines()
    assert scene == "Scene 2"
    assert newest.startswith("    2. ")
    assert others[:3] == [
        "       Sent 2026-11-28 12:00 UTC, by night job:",
        "         1. WREN, clean reference: clean/wren.png",
        "         2. ROOM, original: room.jpg",
    ]
    assert others[3].startswith("    1. ")
    assert others[4:] == [
        "       Sent 2026-11-28 13:00 UTC, picked by no decision that is stored:",
        "         2. WREN, clean reference: clean/wren.png",
    ]
    assert run(["db", "history", address, "--format", "json"]) == 0
    document = as_document(capsys.readouterr().out, "db-history")
    assert [(each["scene"], each["decision"], each["by"]) for each in document["sent"]] == [
        (2, None, None),
        (2, 2, "night job"),
    ]
    assert json.dumps(document["sent"][1]["references"]) == json.dumps(
        [
            {
                "slot": 1,
                "tag": "WREN",
                "asset_id": str(resolved[0].asset.id),
                "kind": "clean",
                "address": "clean/wren.png",
            },
            {
                "slot": 2,
                "tag": "ROOM",
                "asset_id": str(resolved[1].asset.id),
                "kind": "original",
                "address": "room.jpg",
            },
        ]
    )


def test_why_shows_what_was_sent_for_the_decision_and_for_no_other(
    address: str,
    project: UUID,
    resolved: tuple[ResolvedReference, ...],
    capsys: pytest.CaptureFixture[str],
) -> None:
    record_sent.sync(address, project, 2, resolved, by="night job", at=NOON)
    record_sent.sync(address, project, 2, [replace(resolved[0], slot=2)], at=NOON)
    capsys.readouterr()
    assert run(["why", address, "2", "--decision", "last"]) == 0
    assert capsys.readouterr().out.endswith(
        "\n\nSent 2026-11-28 12:00 UTC, by night job:\n"
        "  1. WREN, clean reference: clean/wren.png\n"
        "  2. ROOM, original: room.jpg\n"
    )
    assert run(["why", address, "2", "--decision", "1"]) == 0
    assert "Sent " not in capsys.readouterr().out
    told = []
    for options in (["--decision", "2"], ["--decision", "1"], []):
        assert run(["why", address, "2", *options, "--format", "json"]) == 0
        told.append(as_document(capsys.readouterr().out, "why")["sent"])
    (one,), none, now = told
    assert (one["decision"], one["by"], len(one["references"])) == (2, "night job", 2)
    assert (none, now) == ([], None)


def test_what_was_sent_is_pruned_with_its_decision(
    address: str, project: UUID, resolved: tuple[ResolvedReference, ...]
) -> None:
    first = record_sent.sync(address, project, 2, resolved)
    record_sent.sync(address, project, 2, [replace(resolved[0], slot=2)])
    pick_project.sync(address, project, FACES)
    faces = resolve_references.sync(address, pick_scene.sync(address, project, 2, FACES))
    record_sent.sync(address, project, 2, faces)
    prune.sync(address, first.at - timedelta(days=1), project)
    assert [each.decision for each in reversed(read_sent.sync(address, project))] == [2, None, 3]
    prune.sync(address, datetime.now(UTC) + timedelta(days=1), project)
    assert [each.decision for each in reversed(read_sent.sync(address, project))] == [None, 3]


def test_tables_that_an_older_create_all_made_have_nothing_on_record_and_serve(
    address: str, engine: Engine, project: UUID
) -> None:
    """They have no version, so that nobody refuses them."""
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE selector_sendings"))
        connection.execute(text("DROP TABLE selector_version"))
    assert read_sent.sync(address, project) == ()
    assert pick_project.sync(address, project, FACES).decisions == 3
