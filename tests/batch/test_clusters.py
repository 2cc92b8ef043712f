"""What `docs/scale.md` shows for Ray, Dask and Spark, run as it stands there by `make soak`, if they are installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from selector import load_rules
from selector.batch import select_batches
from tests.batch.films_in_arrow import asset_table, scene_table
from tests.documents import ROOT, blocks

FILMS = {"salt": 9, "tide": 5, "moor": 12, "lamp": 1}
MODULES = {"ray": "ray", "dask": "dask", "spark": "pyspark"}
HEAD = """
import sys
import pyarrow as pa
import pyarrow.parquet as pq
from selector import load_rules
from selector.batch import picks_schema, select_batches

paths = sys.argv[1:-1]
assets = pq.read_table(sys.argv[-1])
"""
BEFORE = {
    "ray": "import ray\nray.init(num_cpus=1, include_dashboard=False)\n",
    "dask": "import dask\n",
    "spark": """
from pyspark.sql import SparkSession
from pyspark.sql.pandas.types import from_arrow_schema

spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", False).getOrCreate()
scenes = spark.read.parquet(*paths)
""",
}
AFTER = {
    "ray": "rows = pa.concat_tables(tables).to_pylist()\n",
    "dask": "rows = pa.concat_tables(tables).to_pylist()\n",
    "spark": "rows = [row.asDict() for row in picks.collect()]\n",
}
TAIL = """
for row in sorted(rows, key=lambda row: (row["film"], int(row["scene"]))):
    print(row["film"], row["scene"], list(row["tags"]), list(row["ids"]))
"""


@pytest.mark.skipif(not os.environ.get("SELECTOR_SOAK"), reason="`make soak` runs it")
@pytest.mark.parametrize("cluster", MODULES)
def test_a_cluster_picks_what_one_process_picks(cluster: str, tmp_path: Path) -> None:
    if find_spec(MODULES[cluster]) is None:
        pytest.skip(f"{MODULES[cluster]} is not installed")
    if cluster == "spark" and shutil.which("java") is None:
        pytest.skip("Spark needs Java, which is not installed")
    table = scene_table(FILMS)
    scenes = table.append_column("number", pa.array(range(table.num_rows)))
    paths = []
    for film in FILMS:
        mask = pa.array([each == film for each in scenes.column("film").to_pylist()])
        paths.append(str(tmp_path / f"{film}.parquet"))
        pq.write_table(scenes.filter(mask), paths[-1])
    assets = asset_table(list(FILMS))
    pq.write_table(assets, tmp_path / "assets.parquet")
    shown_blocks = [*blocks((ROOT / "docs" / "scale.md").read_text())]
    [shown] = [block.text for block in shown_blocks if block.about == f"not run, {cluster}"]
    functions = [block.text for block in shown_blocks if "def picks_of" in block.text]
    assert len(shown.splitlines()) <= 3
    program = HEAD + "".join(functions) + BEFORE[cluster] + shown + AFTER[cluster] + TAIL
    done = subprocess.run(
        [sys.executable, "-c", program, *paths, str(tmp_path / "assets.parquet")],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYSPARK_PYTHON": sys.executable},  # else Spark takes any `python3`
    )
    assert done.returncode == 0, done.stderr[-3_000:]
    rows = pa.concat_tables(select_batches(scenes, assets, load_rules())).to_pylist()
    rows.sort(key=lambda row: (row["film"], int(row["scene"])))
    expected = [f"{row['film']} {row['scene']} {row['tags']} {row['ids']}" for row in rows]
    lines = [line for line in done.stdout.splitlines() if line.split()[:1][0] in FILMS]
    assert lines == expected
