"""Many films: Arrow to Arrow against loops written by hand, Parquet to Parquet with one process and two, and memory.

    python -m bench.batches [--films 3000] [--scenes 60] [--many 10000] [--part arrow|parquet|memory]

The loops read the same batches and write the films, scenes, tags and ids; one picks with `rules.select`, the other is
`bench.by_hand`, which picks by the default rules alone and checks next to nothing. Every film has a pool of its own.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from time import perf_counter, sleep
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from bench import by_hand, films
from bench.pairs import HEADING, pair
from selector import AssetPool, load_rules
from selector.batch import select_batches

PICTURES = 40
KINDS = 20
"""How many different films are made up; the rest are like one of them."""
ATTRIBUTES = (
    "id",
    "manifest_tag",
    "asset_type",
    "quality_score",
    "is_face_crop",
    "source_asset_id",
)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--films", type=int, default=3_000)
    parser.add_argument("--scenes", type=int, default=60, help="how many scenes a film has")
    parser.add_argument("--many", type=int, default=10_000, help="the films for memory")
    parser.add_argument("--part", choices=["arrow", "parquet", "memory"])
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        _peak(Path(options.measure))
        return
    if options.part in (None, "arrow"):
        _arrow(options.scenes)
    if options.part in (None, "parquet"):
        _parquet(options.films, options.scenes)
    if options.part in (None, "memory"):
        _memory(options.many)


def _arrow(scenes: int) -> None:
    rules = load_rules()
    assets = {f"film-{number}": films.wardrobe(PICTURES, number) for number in range(KINDS)}
    batches = [batch for table in _scenes(KINDS, scenes) for batch in table.to_batches(500)]
    pools = {film: AssetPool(own) for film, own in assets.items()}
    prepared = {film: by_hand.Prepared(own) for film, own in assets.items()}

    def with_select(film: str, text: str) -> tuple[Any, Any]:
        selection = rules.select(text, pools[film])
        return selection.scene.index, selection.assets

    def without(film: str, text: str) -> tuple[Any, Any]:
        manifest = json.loads(text)
        return manifest["scene_index"], by_hand.choose(*by_hand.read(manifest), prepared[film])

    def ours() -> list[pa.Table]:
        return list(select_batches(batches, pools, rules))

    print(HEADING)
    for name, choose in (("rules.select", with_select), ("by_hand", without)):
        theirs = partial(_loop, batches, choose)
        _same(ours(), theirs())
        measured = pair(ours, theirs, units=KINDS * scenes, rounds=9)
        print(measured.line(f"Arrow to Arrow, a loop with {name}", 2.0))


def _loop(
    batches: list[pa.RecordBatch], choose: Callable[[str, str], tuple[Any, Any]]
) -> list[pa.Table]:
    tables = []
    for batch in batches:
        names = batch.column("film")
        numbers, tags, ids = [], [], []
        for film, text in zip(names.to_pylist(), batch.column("manifest").to_pylist(), strict=True):
            number, picked = choose(film, text)
            numbers.append(str(number))
            tags.append([asset.manifest_tag for asset in picked])
            ids.append([asset.id for asset in picked])
        tables.append(pa.table({"film": names, "scene": numbers, "tags": tags, "ids": ids}))
    return tables


def _same(ours: list[pa.Table], theirs: list[pa.Table]) -> None:
    columns = ["film", "scene", "tags", "ids"]
    if pa.concat_tables(ours).select(columns).to_pylist() != pa.concat_tables(theirs).to_pylist():
        raise SystemExit("different picks")


def _scenes(count: int, scenes: int) -> Iterator[pa.Table]:
    """The scenes of so many films, a film at a time."""
    texts = []
    for number in range(min(count, KINDS)):
        own = films.wardrobe(PICTURES, number)
        texts.append([*map(json.dumps, films.manifests(own, scenes, seed=number))])
    for number in range(count):
        yield pa.table({"film": [f"film-{number}"] * scenes, "manifest": texts[number % KINDS]})


def _assets(count: int) -> Iterator[pa.Table]:
    rows = [
        {name: getattr(asset, name) for name in ATTRIBUTES}
        for number in range(KINDS)
        for asset in films.wardrobe(PICTURES, number)
    ]
    every = pa.Table.from_pylist(rows)
    for number in range(count):
        own = every.slice(number % KINDS * PICTURES, PICTURES)
        yield own.append_column("film", pa.array([f"film-{number}"] * PICTURES))


def _write(file: Path, tables: Iterator[pa.Table]) -> None:
    first = next(tables)
    waiting = [first]
    with pq.ParquetWriter(file, first.schema) as writer:
        for table in tables:
            waiting.append(table)
            if len(waiting) == 200:
                writer.write_table(pa.concat_tables(waiting))
                waiting = []
        if waiting:
            writer.write_table(pa.concat_tables(waiting))


def _written(folder: Path, count: int, scenes: int) -> Path:
    _write(folder / "assets.parquet", _assets(count))
    _write(folder / "scenes.parquet", _scenes(count, scenes))
    return folder / "scenes.parquet"


def _parquet(count: int, scenes: int) -> None:
    print(f"\n{count:,} films of {scenes} scenes, Parquet to Parquet: seconds")
    with tempfile.TemporaryDirectory() as name:
        file = _written(Path(name), count, scenes)
        ratios = []
        for turn in range(5):
            one, two = (_timed(file, Path(name, f"{turn}-{n}"), n) for n in (1, 2))
            ratios.append(one / two)
            print(f"1 process {one:6.1f}, 2 processes {two:6.1f}: {one / two:.2f}")
    ratio = statistics.median(ratios)
    verdict = "ok" if ratio >= 1.7 else "UNDER"
    print(f"median {ratio:.2f} times as fast with 2 (at least 1.7) {verdict}")


def _timed(file: Path, out: Path, workers: int) -> float:
    command = [sys.executable, "-m", "selector", "batch", str(file), str(out)]
    start = perf_counter()
    subprocess.run([*command, "--workers", str(workers)], check=True, stdout=subprocess.DEVNULL)
    return perf_counter() - start


def _memory(many: int) -> None:
    print("\npeak memory of a process, MiB, and of the workers that it started")
    peaks = []
    for count in (many // 10, many):
        with tempfile.TemporaryDirectory() as name:
            file = _written(Path(name), count, 10)
            command = [sys.executable, "-m", "bench.batches", "--measure", str(file)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            streamed, workers = map(int, done.stdout.split()[-2:])
            peaks.append((streamed, workers))
            print(f"{count:>7,} films: select_batches {streamed}, a worker {workers}")
    grown = [max(0, most - few) for few, most in zip(*peaks, strict=True)]
    verdict = "ok" if max(grown) <= 32 else "OVER"
    print(f"ten times the films take {grown[0]} and {grown[1]} MiB more (at most 32) {verdict}")


def _peak(file: Path) -> None:
    """Print the peak of this process after streaming a file, and that of the workers of a run."""
    rules = load_rules()
    assets = films.wardrobe(PICTURES)
    batches = pq.ParquetFile(file).iter_batches(1_000)  # not a dataset, whose threads read ahead
    for _ in select_batches(batches, lambda _: assets, rules):
        pass
    streamed = _most_memory("self")
    command = [sys.executable, "-m", "selector", "batch", str(file), str(file.parent / "out")]
    workers = 0
    with subprocess.Popen([*command, "--workers", "2"], stdout=subprocess.DEVNULL) as run:
        while run.poll() is None:
            forks = [fork for child in _children(run.pid) for fork in _children(child)]
            workers = max([workers, *map(_most_memory, forks)])
            sleep(0.02)
    print(streamed, workers)


def _children(process: int) -> list[int]:
    try:
        return [*map(int, Path(f"/proc/{process}/task/{process}/children").read_text().split())]
    except OSError:
        return []


def _most_memory(process: int | str) -> int:
    """The most memory that a process had so far, in MiB: what `getrusage` says begins with its parent's."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0
    lines = [line.split() for line in status.splitlines() if line.startswith("VmHWM")]
    return max([0, *(int(line[1]) // 1024 for line in lines)])


if __name__ == "__main__":
    main()
