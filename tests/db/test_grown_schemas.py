"""Schemas that grew by ALTER TABLE have ids as text in later columns, and values that language models made up."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import text

from selector import load_rules, pick_project, pick_scene
from selector.db.connections.engines import make_engine
from selector.db.decisions.replay import replay
from selector.db.films.exporting import export_film
from selector.db.schema.upgrade import upgrade
from selector.model.problem import ProblemError
from tests.db.whole_pipeline import COLLECTION, FACE, FORK, HARBOUR, WREN, make_whole_pipeline

RULES = load_rules()
TAGS = ("WREN_FACE", "WREN", "ROOM")

FORMS: dict[str, Callable[[UUID], str]] = {
    "hyphens": str,
    "digits": lambda identity: identity.hex,
    "capitals": lambda identity: str(identity).upper(),
}


def run_in(address: str, statement: str, **values: object) -> None:
    """One statement of a pipeline's own."""
    engine = make_engine(address, writes=True)
    with engine.begin() as connection:
        connection.execute(text(statement), values)
    engine.dispose()


@pytest.mark.parametrize("form", FORMS)
def test_ids_in_later_columns_are_text_of_any_form(
    driven_empty_address: str, form: str, tmp_path: Path
) -> None:
    address = driven_empty_address
    engine = make_engine(address, writes=True)
    make_whole_pipeline(engine, grown="TEXT")
    engine.dispose()
    written = FORMS[form]
    is_face = "manifest_tag = 'WREN_FACE' AND NOT is_inherited"
    run_in(address, f"UPDATE assets SET source_asset_id = :it WHERE {is_face}", it=written(WREN))
    run_in(address, "UPDATE projects SET manifest_id = :it", it=written(COLLECTION))
    upgrade(address)
    done = pick_project.sync(address, HARBOUR, RULES)
    assert [each.tags for each in done.selections] == [TAGS] * 3
    face = done.selections[0].assets[0]
    assert (face.id, face.source_asset_id) == (str(FACE), str(WREN))
    assert pick_scene.sync(address, FORK, 1, RULES).tags == TAGS
    assert replay.sync(address).problems == ()
    export_film.sync(address, tmp_path / "film", HARBOUR)
    entries = json.loads((tmp_path / "film" / "assets.json").read_text())
    assert {entry.get("source_asset_id") for entry in entries} == {None, str(WREN)}


@pytest.mark.parametrize("wrong", ["quality_score = 85", "quality_score = -1", "manifest_tag = ''"])
def test_a_scene_is_picked_without_a_picture_that_cannot_be_used(
    driven_pipeline_address: str, wrong: str, caplog: pytest.LogCaptureFixture
) -> None:
    address = driven_pipeline_address
    run_in(address, f"UPDATE assets SET {wrong} WHERE manifest_tag = 'BOAT'")
    with pytest.raises(ProblemError, match="D615 The stored picture with"):
        pick_scene.sync(address, HARBOUR, 1, RULES)
    with caplog.at_level(logging.WARNING, "selector"):
        scene = pick_scene.sync(address, HARBOUR, 1, RULES, on_problem="skip")
    assert scene.tags == TAGS
    (record,) = caplog.records
    assert record.getMessage().startswith("scene 1: The stored picture with")
    assert UUID(vars(record)["asset"]).int == 0xC4
    assert vars(record)["scene"] == 1
    with pytest.raises(TypeError, match="`on_problem` must be"):
        pick_scene.sync(address, HARBOUR, 1, RULES, on_problem="pass")  # type: ignore[call-overload]  # the mistake


def test_a_quality_that_is_not_a_number_is_none(
    driven_pipeline_address: str, tmp_path: Path
) -> None:
    address = driven_pipeline_address
    nan = "'NaN'" if address.startswith("postgresql") else "NULL"
    run_in(address, f"UPDATE assets SET quality_score = {nan}")
    done = pick_project.sync(address, HARBOUR, RULES)
    assert [each.tags for each in done.selections] == [TAGS] * 3
    assert replay.sync(address).problems == ()
    export_film.sync(address, tmp_path / "film", HARBOUR)
    entries = json.loads((tmp_path / "film" / "assets.json").read_text())
    assert not any("quality_score" in entry for entry in entries)
