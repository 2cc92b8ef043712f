"""Recording decisions: 100,000 of them against the raw driver's `executemany` of the same rows, on each database.

Prints the ratio (at most 3 is promised), the whole way from scene to record, how long one scene's history takes among
them, and how many queries picking a project of 10,000 scenes takes.
"""

from __future__ import annotations

import logging
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any
from uuid import UUID

import psycopg
from psycopg.types.json import Json
from sqlalchemy import Engine, event

from bench import films
from selector.db.connections.bulk import batches
from selector.db.connections.engines import make_engine
from selector.db.decisions.decision import Basis, BuiltDecision, DecisionBuilder
from selector.db.decisions.decision_store import DecisionStore
from selector.db.decisions.history import read_history
from selector.db.decisions.pick import pick_project
from selector.db.decisions.record import record_film
from selector.db.schema.version import make_tables_if_empty
from selector.db.tables import own_tables, pipeline_tables
from selector.engine.pool import AssetPool
from selector.engine.selection import Selection
from selector.model.asset import Asset
from selector.reading.load import load_rules
from tests.db.postgres_server import postgres_binaries, postgres_server

DECISIONS = int(os.environ.get("BENCH_DECISIONS", "100000"))
SCENES = 10_000
ASSETS = 40
BOUND = 3.0

Built = tuple[int, Selection, BuiltDecision]
"""A scene's number, its selection and the decision that it is."""

_TABLES = (own_tables.RULE_SETS, own_tables.CONTENTS, own_tables.DECISIONS)
_TAGS = "UPDATE scene_manifests SET selected_reference_tags = ? WHERE project_id = ? AND scene_index = ?"


@dataclass(frozen=True, kw_only=True)
class BenchFilm:
    """A film that never was a folder."""

    title: str = "Bench"
    description: str = ""
    assets: tuple[Asset, ...]
    rules_path: Path | None = None


def main() -> None:
    logging.getLogger("selector").addHandler(
        logging.NullHandler()
    )  # one tag in fifty has no picture
    pool = films.assets(ASSETS)
    built, seconds = _built(pool)
    print(
        f"{DECISIONS:,} decisions selected, explained and written as text: {DECISIONS / seconds:,.0f} a second"
    )
    with tempfile.TemporaryDirectory() as folder:
        _measure(
            "SQLite",
            f"sqlite:///{folder}/ours.sqlite",
            f"sqlite:///{folder}/raw.sqlite",
            built,
            seconds,
            pool,
        )
    binaries = postgres_binaries()
    if binaries is None:
        print("PostgreSQL: not on this machine")
        return
    with postgres_server(binaries) as server:
        _measure("PostgreSQL", server.new_database(), server.new_database(), built, seconds, pool)


class Prebuilt(DecisionBuilder):
    """Gives decisions that were built before, so that only their recording is measured."""

    def __init__(self, built: list[Built]) -> None:
        self._built = {id(selection): decision for _, selection, decision in built}

    def basis(self, selection: Selection) -> Basis:
        return self._built[id(selection)].basis

    def build(
        self,
        scene_index: int,  # noqa: ARG002  # the base class asks for them
        selection: Selection,
        basis: Basis | None = None,  # noqa: ARG002  # the base class asks for them
    ) -> BuiltDecision:
        return self._built[id(selection)]


def _built(pool: list[Asset]) -> tuple[list[Built], float]:
    rules, indexed, builder = load_rules(), AssetPool(pool), DecisionBuilder()
    manifests = films.manifests(pool, DECISIONS)
    start = perf_counter()
    built: list[Built] = []
    for index, manifest in enumerate(manifests):
        selection = rules.select(manifest, indexed)
        built.append((index, selection, builder.build(index, selection)))
    return built, perf_counter() - start


def _measure(
    name: str, ours: str, raw: str, built: list[Built], building: float, pool: list[Asset]
) -> None:
    project = UUID(int=1)
    with _with_scenes(ours, project) as engine:
        start = perf_counter()
        with engine.begin() as connection:
            decisions = DecisionStore(connection, project, "bench", Prebuilt(built))
            for batch in batches(built):
                decisions.put([(index, selection) for index, selection, _ in batch])
        took = perf_counter() - start
        rows = _rows(engine)
        start = perf_counter()
        read_history.sync(engine, project, DECISIONS // 2)
        history = perf_counter() - start
    with _with_scenes(raw, project) as engine:
        raw_took = _raw(engine, rows)
    ratio = took / raw_took
    verdict = "ok" if ratio <= BOUND else "OVER"
    print(
        f"{name}: recording {DECISIONS:,} built decisions {took:.2f} s, the raw driver's executemany of the same rows"
    )
    print(f"  {raw_took:.2f} s: {ratio:.2f} times (bound {BOUND}) {verdict}")
    print(
        f"  the whole way from scene to record: {DECISIONS / (building + took):,.0f} scenes a second"
    )
    print(f"  one scene's history among them: {history * 1000:.1f} ms")
    _count_queries(ours, pool)


@contextmanager
def _with_scenes(address: str, project: UUID) -> Iterator[Engine]:
    """A database with a project of so many empty scenes."""
    engine = make_engine(address, writes=True)
    scenes = pipeline_tables.SCENES
    with engine.begin() as connection:
        make_tables_if_empty(connection)
        connection.exec_driver_sql(
            f"INSERT INTO projects (id, title) VALUES ('{project.hex}', 'Decided')"
        )
        for batch in batches(range(DECISIONS)):
            values = [
                {"project_id": project, "scene_index": index, "manifest_json": {}}
                for index in batch
            ]
            connection.execute(scenes.insert(), values)
    try:
        yield engine
    finally:
        engine.dispose()


def _rows(engine: Engine) -> list[tuple[str, list[tuple[Any, ...]]]]:
    """Every row that recording wrote, as the driver takes it, with its statement."""
    mark = "?" if engine.dialect.name == "sqlite" else "%s"
    found = []
    with engine.connect() as connection:
        for table in _TABLES:
            signs = ", ".join([mark] * len(table.c))
            rows = connection.exec_driver_sql(f"SELECT * FROM {table.name}").all()
            found.append(
                (f"INSERT INTO {table.name} VALUES ({signs})", [tuple(row) for row in rows])
            )
        tags = "SELECT selected_reference_tags, project_id, scene_index FROM scene_manifests ORDER BY scene_index"
        changed = [tuple(row) for row in connection.exec_driver_sql(tags)]
    if mark == "%s":
        changed = [(Json(tags), *key) for tags, *key in changed]
    return [*found, (_TAGS.replace("?", mark), changed)]


def _raw(engine: Engine, rows: list[tuple[str, list[tuple[Any, ...]]]]) -> float:
    """The same rows through the driver alone, in one transaction."""
    if engine.dialect.name == "sqlite":
        connection: Any = sqlite3.connect(str(engine.url.database))
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
    else:
        connection = psycopg.connect(
            host=str(engine.url.query["host"]), user="selector", dbname=engine.url.database
        )
    start = perf_counter()
    cursor = connection.cursor()
    for statement, values in rows:
        cursor.executemany(statement, values)
    connection.commit()
    took = perf_counter() - start
    connection.close()
    return took


def _count_queries(address: str, pool: list[Asset]) -> None:
    rules, count = load_rules(), [0]

    def on_execute(*_: object) -> None:
        count[0] += 1

    indexed = AssetPool(pool)
    results = (
        (manifest, rules.select(manifest, indexed)) for manifest in films.manifests(pool, SCENES)
    )
    made = record_film.sync(address, BenchFilm(assets=tuple(pool)), results)
    engine = make_engine(address, writes=True)
    event.listen(engine, "before_cursor_execute", on_execute)
    start = perf_counter()
    picked = pick_project.sync(engine, made.project_id, rules)
    took = perf_counter() - start
    engine.dispose()
    print(
        f"  picking a project of {SCENES:,} scenes: {count[0]} queries, {SCENES / took:,.0f} scenes a second"
    )
    assert picked.decisions == SCENES


if __name__ == "__main__":
    main()
