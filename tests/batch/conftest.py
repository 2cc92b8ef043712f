"""Films in Parquet files, which tests of several files read and none changes."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from selector.batch import select_batches
from tests.batch.films_in_arrow import ASKING, asset_table, scene_table
from tests.batch.films_in_parquet import FILMS, RULES


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
