"""`selector impact` of a project in a database: the same answer as of a folder, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from selector.cli.printing.output import shown_address, typed
from selector.db.decisions.pick import pick_project
from selector.db.decisions.record import record_film
from tests.commands import as_document, called
from tests.db.films import FACES, HARBOUR, RULES, RULES_TEXT, results


@pytest.fixture
def address(ready_address: str) -> str:
    """A database with every table."""
    return ready_address


@pytest.fixture
def faces(tmp_path: Path) -> str:
    """A rule file that prefers faces."""
    file = tmp_path / "faces.yaml"
    file.write_text(RULES_TEXT.replace("prefer: full", "prefer: face"))
    return str(file)


def impact(address: str, *arguments: str) -> dict[str, Any]:
    ran = called(["impact", address, "--project", "Harbour", "--format", "json", *arguments])
    assert ran.err == ""
    document = as_document(ran.out, "impact")
    assert ran.code == (1 if document["unwanted"] else 0)
    return document


def test_the_last_pick_of_a_project_is_compared_with_other_rules(address: str, faces: str) -> None:
    record_film.sync(address, HARBOUR, results(3, "WREN"))
    document = impact(address, "--to", faces)
    assert [each["scene_index"] for each in document["changes"]] == [1, 2, 3]
    assert document["changes"][0]["lost"][0]["tag"] == "WREN"
    assert document["changes"][0]["gained"][0]["tag"] == "WREN_FACE"
    assert document["changes"][0]["causes"] == []
    assert impact(address, "--to", faces, "--expect", "scenes: {from: 1}")["unwanted"] == 0
    assert impact(address, "--from", faces, "--to", faces)["counts"]["unchanged"] == 3


def test_rules_are_named_by_the_digest_of_a_stored_decision(address: str, faces: str) -> None:
    project = record_film.sync(address, HARBOUR, results(3, "WREN")).project_id
    pick_project.sync(address, project, FACES)
    there = impact(address, "--from", RULES.digest, "--to", FACES.digest)
    back = impact(address, "--from", FACES.digest, "--to", RULES.digest)
    assert len(there["changes"]) == 3
    for one, other in zip(there["changes"], back["changes"], strict=True):
        assert (one["lost"], one["gained"]) == (other["gained"], other["lost"])
    assert impact(address, "--to", faces)["changes"] == []


def test_a_scene_that_nobody_picked_for_is_said(address: str, engine: Engine, faces: str) -> None:
    record_film.sync(address, HARBOUR, results(2, "WREN"))
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM selector_decisions WHERE scene_index = 1"))
    document = impact(address, "--to", faces)
    assert (document["added"], document["removed"]) == ([1], [])
    assert [each["scene_index"] for each in document["changes"]] == [2]


def test_what_cannot_be_read_ends_in_a_problem(address: str, engine: Engine, faces: str) -> None:
    record_film.sync(address, HARBOUR, results(2, "WREN"))
    arguments = ["impact", address, "--project", "Harbour", "--to", faces]
    with engine.begin() as connection:
        broken = json.dumps({"composition": 3})
        connection.execute(
            text("UPDATE scene_manifests SET manifest_json = :broken WHERE scene_index = 2"),
            {"broken": broken},
        )
    ran = called(arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "D615" in ran.err
    ran = called(["impact", address, "--project", "Nowhere"])
    assert ran.code == 2
    assert "D610" in ran.err


def test_a_project_without_picks_says_what_to_do(address: str, faces: str) -> None:
    record_film.sync(address, HARBOUR, [])
    ran = called(["impact", address, "--project", "Harbour", "--to", faces])
    assert ran.code == 2
    said = " ".join(ran.err.split())
    pick = f"`selector pick {typed(shown_address(address))} --project Harbour`"
    assert f"Name the earlier rules, or run {pick} before you change the rules." in said
