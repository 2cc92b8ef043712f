"""Many at once lose nothing, and a process killed at any moment leaves all or nothing of what it was writing."""

from __future__ import annotations

import json
import random
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, inspect, select, text
from sqlalchemy.orm import Session

from selector.db.connections.engines import make_engine
from selector.db.decisions.pick import pick_project
from selector.db.decisions.record import record_film
from selector.db.decisions.replay import replay
from selector.db.films.importing import import_film
from selector.db.models import Asset, AssetCleanReference, SceneManifest
from selector.db.schema.upgrade import status, upgrade
from selector.db.schema.version import VERSION_TABLE, VERSIONS
from selector.db.tables import own_tables
from selector.engine.pool import AssetPool
from selector.record.canonical import canonical
from tests.db import pipeline
from tests.db.films import FACES, HARBOUR, RULES, film_in, picked, scene
from tests.db.worker import FILMS, SCENES, Worker, film_results, write_folders
from tests.long import many

KILLS = many(4, 50)
PROCESSES, SECONDS = many((3, 1.0), (8, 20.0))


@pytest.fixture
def address(ready_address: str) -> str:
    """A database with every table."""
    return ready_address


def kill_soon(worker: Worker, rng: random.Random) -> None:
    """After a while that is never the same."""
    time.sleep(rng.random() * rng.choice((0.05, 0.3, 1.0)))
    assert worker.process.is_alive(), "it should still be at work"
    worker.kill()


def check_integrity(engine: Engine) -> None:
    """What SQLite itself says of its file."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []


def check_decisions(engine: Engine) -> list[Any]:
    """Decisions of a scene are numbered without a gap, no two in a row say the same, the newest is what is picked."""
    check_integrity(engine)
    with Session(engine) as session:
        made = own_tables.DECISIONS
        rows = session.execute(select(made).order_by(made.c.scene_index, made.c.number)).all()
        scenes = session.scalars(select(SceneManifest)).all()
        by_scene: dict[int, list[Any]] = {}
        for each in rows:
            by_scene.setdefault(each.scene_index, []).append(each)
        for decisions in by_scene.values():
            assert [row.number for row in decisions] == list(range(1, len(decisions) + 1))
            digests = [row.digest for row in decisions]
            assert all(one != other for one, other in pairwise(digests))
        for row in scenes:
            newest = json.loads(by_scene[row.scene_index][-1].outcome)
            assert row.selected_reference_tags == [pick["tag"] for pick in newest["picks"]]
        return list(rows)


def test_processes_that_pick_and_promote_at_once_lose_nothing(address: str, engine: Engine) -> None:
    pool = AssetPool(HARBOUR.assets)
    record_film.sync(
        address,
        HARBOUR,
        [picked(scene(index, "close_up", "WREN", "ROOM"), pool) for index in range(12)],
    )
    workers = [Worker("everything", address, SECONDS, seed) for seed in range(PROCESSES)]
    done: Counter[str] = Counter()
    for worker in workers:
        done.update(worker.result(timeout=SECONDS * 4 + 60))
    assert done["picks"] >= PROCESSES
    with Session(engine) as session:
        references = session.scalars(select(AssetCleanReference)).all()
        assert len(references) == done["references"]
        primaries = Counter(reference.asset_id for reference in references if reference.is_primary)
        assert set(primaries.values()) <= {1}
        assert set(primaries) == {reference.asset_id for reference in references}
    assert (
        len([row for row in check_decisions(engine) if row.asked_by is not None])
        == done["decisions"]
    )
    assert replay.sync(address).problems == ()


def test_a_film_that_is_killed_while_it_is_kept_is_there_as_a_whole(
    address: str, engine: Engine
) -> None:
    rng = random.Random(5)
    record_film.sync(address, FILMS[0], film_results(0))
    for _ in range(KILLS):
        kill_soon(Worker("store_film", address), rng)
        with Session(engine) as session:
            film = session.execute(select(own_tables.FILMS)).one()
            scenes = session.scalars(
                select(SceneManifest).where(SceneManifest.project_id == film.project_id)
            ).all()
            number = next(n for n, each in enumerate(FILMS) if each.description == film.description)
            expected = {
                m["scene_index"]: (m, list(selection.tags)) for m, selection in film_results(number)
            }
            assert {
                s.scene_index: (s.manifest_json, s.selected_reference_tags) for s in scenes
            } == expected
            quality = session.scalars(
                select(Asset.quality_score).where(Asset.manifest_tag == "WREN")
            ).one()
            assert quality == (8.5, 1.0)[number]
        check_decisions(engine)
    assert record_film.sync(address, FILMS[0], film_results(0)).scenes == SCENES
    assert replay.sync(address).problems == ()


def test_a_new_film_that_is_killed_leaves_a_database_that_goes_on(tmp_path: Path) -> None:
    rng = random.Random(6)
    for number in range(KILLS):
        address = f"sqlite:///{tmp_path}/{number}.sqlite"
        worker = Worker("store_film", address)
        time.sleep(rng.random() * 0.2)
        worker.kill()
        record_film.sync(address, FILMS[0], film_results(0))
        engine = make_engine(address)
        check_decisions(engine)
        engine.dispose()


def test_an_import_that_is_killed_is_there_as_a_whole(
    address: str, engine: Engine, tmp_path: Path
) -> None:
    rng = random.Random(9)
    write_folders(tmp_path)
    project = import_film.sync(address, film_in(tmp_path / "0")).project_id
    pick_project.sync(address, project, RULES)
    left = set()
    for _ in range(KILLS):
        kill_soon(Worker("import", address, tmp_path), rng)
        with Session(engine) as session:
            description = session.scalars(select(own_tables.FILMS.c.description)).one()
            number = next(n for n, each in enumerate(FILMS) if each.description == description)
            scenes = session.scalars(
                select(SceneManifest).where(SceneManifest.project_id == project)
            ).all()
            assert {each.scene_index: each.manifest_json for each in scenes} == {
                manifest["scene_index"]: manifest for manifest, _ in film_results(number)
            }
            picked_of = {each.scene_index: each.selected_reference_tags for each in scenes}
            assert all(picked_of[index] == ["WREN", "ROOM"] for index in range(SCENES - 1))
            quality = session.scalars(
                select(Asset.quality_score).where(Asset.manifest_tag == "WREN")
            ).one()
            assert quality == (8.5, 1.0)[number]
        check_integrity(engine)
        assert not import_film.sync(address, film_in(tmp_path / str(number))).changes
        left.add(number)
    assert len(left) >= many(1, 2)
    assert import_film.sync(address, film_in(tmp_path / "0")).scenes == SCENES
    pick_project.sync(address, project, RULES)
    check_decisions(engine)
    assert replay.sync(address).problems == ()


def test_a_pick_that_is_killed_is_there_as_a_whole(address: str, engine: Engine) -> None:
    rng = random.Random(7)
    record_film.sync(address, FILMS[0], film_results(0))
    for _ in range(KILLS):
        kill_soon(Worker("pick", address), rng)
        rows = check_decisions(engine)
        newest = {row.scene_index: row.outcome for row in rows}
        with Session(engine) as session:
            tags = {
                canonical(each.selected_reference_tags)
                for each in session.scalars(select(SceneManifest))
            }
        assert len(newest) == SCENES
        assert len(tags) == 1
    assert {
        tuple(each.tags) for each in pick_project.sync(address, "Harbour", FACES).selections
    } == {("WREN_FACE", "ROOM")}
    assert replay.sync(address).problems == ()


def test_an_upgrade_that_is_killed_is_there_as_a_whole(
    empty_address: str, empty_engine: Engine
) -> None:
    rng = random.Random(8)
    pipeline.make_pipeline(empty_engine)
    before = pipeline.everything(empty_engine)
    for _ in range(KILLS):
        kill_soon(Worker("tables", empty_address), rng)
        state = status(empty_address)
        assert state.after in (None, VERSIONS[-1])
        assert pipeline.everything(empty_engine) == before
        assert inspect(empty_engine).has_table("selector_decisions") is (state.after is not None)
        assert upgrade(empty_address).after == VERSIONS[-1]
        assert pick_project.sync(empty_address, pipeline.PROJECT, RULES).selections
    with empty_engine.connect() as connection:
        assert connection.execute(text(f"SELECT count(*) FROM {VERSION_TABLE}")).scalar() == 1
