"""What runs in another process while a test watches, or kills it.

The process is forked from one that has loaded everything, and says `ready` before it begins to write. It cannot be
forked from the suite's own process: what SQLite has open there, it would take for its own.
"""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import random
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import cycle
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from selector.db.connections.engines import make_engine
from selector.db.decisions.pick import pick_project, pick_scene
from selector.db.decisions.record import record_film
from selector.db.films.importing import import_film
from selector.db.references.clean import add_clean_reference, promote_clean_reference
from selector.db.schema.upgrade import downgrade, upgrade
from selector.db.tables.own_tables import DECISIONS
from selector.db.tables.pipeline_tables import ASSETS, REFERENCES
from selector.engine.pool import AssetPool
from tests.db.films import FACES, HARBOUR, RULES, WREN, SmallFilm, film_in, scene
from tests.long import many

SCENES = many(60, 150)
FILMS: tuple[SmallFilm, SmallFilm] = (
    HARBOUR,
    replace(
        HARBOUR,
        description="Another.",
        assets=(replace(WREN, quality_score=1.0), *HARBOUR.assets[2:]),
    ),
)
"""The same film before and after an edit that changes pictures and scenes alike."""


def film_results(number: int) -> Any:
    """Every scene of one of the two films with its selection; the second has a scene less."""
    film, rules = FILMS[number], (RULES, FACES)[number]
    pool = AssetPool(film.assets)
    for index in range(SCENES - number):
        manifest = {**scene(index, "close_up", "WREN", "ROOM"), "title": f"take {number}"}
        yield manifest, rules.select(manifest, pool)


def store_film(address: str) -> None:
    """Record one film and the other, in turns, until killed."""
    for number in cycle((1, 0)):
        record_film.sync(address, FILMS[number], film_results(number), by=f"take {number}")


def write_folders(parent: Path) -> None:
    """The two films as folders, called 0 and 1."""
    for number, film in enumerate(FILMS):
        folder = parent / str(number)
        folder.mkdir()
        about = {"title": film.title, "description": film.description}
        (folder / "film.yaml").write_text(json.dumps(about), encoding="utf-8")
        assets = [
            {name: getattr(asset, name) for name in _WRITTEN if getattr(asset, name)}
            for asset in film.assets
        ]
        (folder / "assets.json").write_text(json.dumps(assets), encoding="utf-8")
        lines = [json.dumps(manifest) + "\n" for manifest, _ in film_results(number)]
        (folder / "scenes.jsonl").write_text("".join(lines), encoding="utf-8")


_WRITTEN = (
    "id", "manifest_tag", "asset_type", "quality_score", "is_face_crop", "source_asset_id", "reference_image_url"
)  # fmt: skip


def import_folders(address: str, parent: str) -> None:
    """Import one film and the other, in turns, until killed."""
    films = [film_in(Path(parent) / str(number)) for number in (0, 1)]
    for number in cycle((1, 0)):
        import_film.sync(address, films[number])


def pick(address: str) -> None:
    """Pick the whole project by one rule set and the other, in turns, until killed."""
    for rules in cycle((FACES, RULES)):
        pick_project.sync(address, None, rules)


def tables(address: str) -> None:
    """Upgrade and go back, in turns, until killed."""
    while True:
        upgrade(address)
        downgrade(address)


def everything(address: str, seconds: float, seed: int) -> dict[str, int]:
    """Pick scenes and projects, add, promote and insert clean references; give what was done."""
    rng, engine = random.Random(seed), make_engine(address, writes=True)
    done = {"picks": 0, "decisions": 0, "references": 0}
    references, assets = REFERENCES, ASSETS
    end = time.monotonic() + seconds
    while time.monotonic() < end or not done["picks"]:
        choice = rng.random()
        with Session(engine) as session, session.begin():
            asset_id = rng.choice(session.execute(select(assets.c.id)).scalars().all())
            if choice < 0.5:
                name = f"{seed}/{done['picks']}"
                rules = rng.choice((RULES, FACES))
                if choice < 0.45:
                    pick_scene.sync(session, "Harbour", rng.randrange(12), rules, by=name)
                else:
                    pick_project.sync(session, "Harbour", rules, by=name)
                made = (
                    select(func.count()).select_from(DECISIONS).where(DECISIONS.c.asked_by == name)
                )
                done["decisions"] += session.execute(made).scalar_one()
                done["picks"] += 1
            elif choice < 0.65:
                add_clean_reference.sync(
                    session, asset_id, tier="new", clean_image_url="u", primary=True
                )
                done["references"] += 1
            elif choice < 0.8:
                row = {
                    "id": uuid4(),
                    "asset_id": asset_id,
                    "tier": "pipeline",
                    "clean_image_url": "u",
                    "is_primary": True,
                }
                session.execute(insert(references).values(**row))
                done["references"] += 1
            elif found := session.execute(select(references.c.id).limit(50)).scalars().all():
                promote_clean_reference.sync(session, rng.choice(found))
    engine.dispose()
    return done


JOBS: dict[str, Callable[..., dict[str, int] | None]] = {
    "everything": everything,
    "store_film": store_film,
    "import": import_folders,
    "pick": pick,
    "tables": tables,
}

FORKED = multiprocessing.get_context("forkserver")
LOADED = forkserver.ForkServer()
"""Not the one that all share: what needs forks first, such as a batch, decides what that loads."""
LOADED.set_forkserver_preload([__name__, "alembic.command", "psycopg"])
ROOT = Path(__file__).parents[2]


class Worker:
    """A process that does one of the jobs, and is at work once this is made."""

    def __init__(self, job: str, *arguments: object) -> None:
        self._told, telling = FORKED.Pipe(duplex=False)
        self.process: ForkServerProcess = FORKED.Process(
            target=_do, args=(telling, job, *arguments), daemon=True
        )
        with contextlib.chdir(ROOT), pytest.MonkeyPatch.context() as patched:
            # In the root, what is loaded before is found.
            patched.setattr(forkserver, "connect_to_new_process", LOADED.connect_to_new_process)
            self.process.start()
        telling.close()
        assert self._told.recv() == "ready"

    def kill(self) -> None:
        """End it at once, whatever it is doing."""
        self.process.kill()
        self.process.join()

    def result(self, timeout: float) -> Any:
        """What the job gives once it is done."""
        assert self._told.poll(timeout)
        done = self._told.recv()
        self.process.join()
        assert self.process.exitcode == 0
        return done


def _do(telling: Connection, job: str, *arguments: Any) -> None:
    telling.send("ready")
    telling.send(JOBS[job](*arguments))
