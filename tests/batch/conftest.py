"""Films in Parquet files, which tests of several files read and none changes, and processes that start soon."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from multiprocessing.context import BaseContext
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from selector.batch import select_batches
from tests.batch.films_in_arrow import ASKING, asset_table, scene_table
from tests.batch.films_in_parquet import FILMS, RULES
from tests.long import many


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with scenes, their assets, and rules."""
    folder = tmp_path_factory.mktemp("batch")
    scenes = scene_table(FILMS)
    pq.write_table(scenes, folder / "scenes.parquet", row_group_size=700)
    pq.write_table(asset_table(list(FILMS)), folder / "assets.parquet", row_group_size=300)
    (folder / "rules.yaml").write_text(ASKING)
    return folder


@pytest.fixture(scope="session")
def expected(folder: Path) -> pa.Table:
    """The picks of all scenes."""
    scenes, assets = (pq.read_table(folder / f"{name}.parquet") for name in ("scenes", "assets"))
    return pa.concat_tables(select_batches(scenes, assets, RULES))


@pytest.fixture(scope="module")
def soon_started() -> Iterator[None]:
    """Let processes that pick be forks of one that has loaded all they need, for tests of rows and files.

    To load it takes most of the time of a short run. In `make soak` each starts anew, as it does for users.
    """
    if many(quick=False, long=True):
        yield
        return
    forks = multiprocessing.get_context("forkserver")
    forks.set_forkserver_preload(["selector.batch.worker"])

    def fork(_: str) -> BaseContext:
        return forks

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("selector.batch.run_parts.get_context", fork)
        yield
