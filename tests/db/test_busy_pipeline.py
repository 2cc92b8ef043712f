"""Eight workers pick, keep, promote, fork and write scenes at once, in a pipeline's own tables: nothing is lost."""

from __future__ import annotations

import random
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, delete, func, select, text
from sqlalchemy.orm import Session

from selector import Rules, keep_selection, load_rules, pick_project, pick_scene
from selector.db.connections.addresses import read_url
from selector.db.connections.engines import make_engine
from selector.db.decisions.history import read_history, recall
from selector.db.decisions.replay import replay
from selector.db.decisions.sending import read_sent
from selector.db.models import Asset, AssetCleanReference, SceneManifest
from selector.db.references.clean import (
    add_clean_reference,
    get_primary_clean_reference,
    promote_clean_reference,
)
from selector.db.references.resolve import resolve_film, resolve_references
from selector.db.tables.own_tables import DECISIONS
from tests.db.whole_pipeline import FACE, FORK, HARBOUR, ROOM, WREN, add_asset, add_scene
from tests.long import many

WORKERS = 8
STEPS = many(3, 5)
"""What each worker does at least."""
SECONDS = many(0.0, 20.0)
RULE_SETS = (load_rules(), load_rules("cinematic"))
PROJECTS = (HARBOUR, FORK)
PICTURES = (WREN, FACE, ROOM)
OWN = [{"manifest_tag": "WREN", "asset_type": "CHARACTER", "reference_image_url": "own.png"}]


@pytest.fixture
def address(driven_pipeline_address: str) -> str:
    """A pipeline's own database, through each driver."""
    return driven_pipeline_address


class Worker:
    """One service of a pipeline, with what it has been promised is stored."""

    def __init__(self, number: int, address: str) -> None:
        self.name = f"worker {number}"
        self.number = number
        self.address = address
        self.engine = make_engine(address, writes=True)
        self.random = random.Random(number)
        self.decisions = 0
        self.references: list[UUID] = []
        self.copies: list[UUID] = []
        self.scenes: list[tuple[UUID, int]] = []

    def work(self) -> None:
        """A few acts, and in a long run as many as there is time for."""
        acts = [
            self.project,
            self.keep,
            self.scene,
            self.clean,
            self.promote,
            self.fork,
            self.write,
        ]
        until = time.monotonic() + SECONDS
        done = 0
        while done < STEPS or time.monotonic() < until:
            acts[(self.number + done) % len(acts)]()
            done += 1
        self.engine.dispose()

    def project(self) -> None:
        picked = pick_project.sync(self.address, self.any_project(), self.rules(), by=self.name)
        self.decisions += picked.decisions

    def keep(self) -> None:
        manifest = {
            "scene_index": self.random.randrange(3),
            "composition": {"shot_type": "close_up"},
            "placements": [{"asset_tag": "WREN", "role": "subject", "position": "left"}],
        }
        selection = self.rules().select(manifest, OWN)
        kept = keep_selection.sync(self.address, self.any_project(), selection, by=self.name)
        self.decisions += kept.is_new

    def scene(self) -> None:
        scene = self.random.randrange(3)
        picked = pick_scene.sync(self.address, self.any_project(), scene, self.rules(), by="scenes")
        assert picked.tags

    def clean(self) -> None:
        picture = self.random.choice(PICTURES)
        url = f"{uuid4().hex}.png"
        added = add_clean_reference.sync(
            self.address, picture, tier="tier2", clean_image_url=url, primary=True
        )
        self.references.append(added.id)

    def promote(self) -> None:
        picture = self.random.choice(PICTURES)
        with Session(self.engine) as session:
            ids = session.scalars(
                select(AssetCleanReference.id).where(AssetCleanReference.asset_id == picture)
            ).all()
        if ids:
            promote_clean_reference.sync(self.address, self.random.choice(ids))

    def fork(self) -> None:
        copy = uuid4()
        with self.engine.begin() as connection:
            add_asset(connection, copy, "WREN", is_inherited=True, inherited_from_asset=WREN)
        self.copies.append(copy)

    def write(self) -> None:
        key = 100 + 1_000 * self.number + len(self.scenes)
        with self.engine.begin() as connection:
            add_scene(connection, HARBOUR, key)
        self.scenes.append((HARBOUR, key))

    def rules(self) -> Rules:
        return self.random.choice(RULE_SETS)

    def any_project(self) -> UUID:
        return self.random.choice(PROJECTS)


def test_eight_workers_at_once_lose_nothing_and_break_nothing(address: str, engine: Engine) -> None:
    workers = [Worker(number, address) for number in range(WORKERS)]
    with ThreadPoolExecutor(WORKERS) as threads:
        for done in [threads.submit(worker.work) for worker in workers]:
            done.result()
    with Session(engine) as session:
        primaries = Counter(
            session.scalars(
                select(AssetCleanReference.asset_id).where(AssetCleanReference.is_primary)
            )
        )
        assert max(primaries.values()) == 1
        stored = set(session.scalars(select(AssetCleanReference.id)))
        there = set(session.scalars(select(Asset.id)))
        scenes = set(session.execute(select(SceneManifest.project_id, SceneManifest.scene_index)))
        everything = {tuple(each) for each in scenes}
        for worker in workers:
            assert stored >= set(worker.references)
            assert there >= set(worker.copies)
            assert everything >= set(worker.scenes)
            asked = select(func.count()).where(DECISIONS.c.asked_by == worker.name)
            assert session.scalar(asked) == worker.decisions
        check_numbers(session)
    check_tags(engine, address)
    assert replay.sync(address).problems == ()
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"


def test_whoever_only_reads_waits_for_nobody_who_writes(address: str, engine: Engine) -> None:
    """A pick of a long film may take minutes."""
    selections = pick_project.sync(address, HARBOUR, RULE_SETS[0]).selections
    hasty = read_url(address).update_query_dict({"lock_timeout": "50ms"})
    with engine.connect() as connection:
        connection.execute(delete(DECISIONS))
        assert len(read_history.sync(hasty, HARBOUR)) == len(selections)
        assert recall.sync(hasty, HARBOUR, 1).decision.number == 1
        assert read_sent.sync(hasty, HARBOUR) == ()
        assert replay.sync(hasty).decisions == len(selections)
        assert get_primary_clean_reference.sync(hasty, ROOM) is not None
        assert len(resolve_references.sync(hasty, selections[0])) == len(selections[0].tags)
        assert len(resolve_film.sync(hasty, selections)) == len(selections)
        connection.rollback()


def check_numbers(session: Session) -> None:
    """The decisions of each scene are numbered from 1 without a gap."""
    numbers: dict[tuple[UUID, int], list[int]] = {}
    columns = DECISIONS.c["project_id", "scene_index", "number"]
    for project, scene, number in session.execute(select(*columns)):
        numbers.setdefault((project, scene), []).append(number)
    for found in numbers.values():
        assert sorted(found) == list(range(1, len(found) + 1))


def check_tags(engine: Engine, address: str) -> None:
    """The picked tags of each scene are those of its newest decision."""
    newest: dict[tuple[UUID, object], tuple[str, ...]] = {}
    for project in PROJECTS:
        for past in read_history.sync(address, project):
            newest.setdefault((project, past.scene_index), past.tags)
    with Session(engine) as session:
        its = SceneManifest.project_id.in_(PROJECTS)
        for scene in session.scalars(select(SceneManifest).where(its)):
            tags = scene.selected_reference_tags
            said = newest.get((scene.project_id, scene.scene_index))
            assert said == (None if tags is None else tuple(tags))
