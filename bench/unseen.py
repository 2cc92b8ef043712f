"""Selecting scenes that were never seen: in each round a new pool, 600 new scenes, each selected once.

What is remembered from scene to scene helps here as little as in a pipeline that makes a film once. The rows stand
against `by_hand` with as new a pool: *ready* from read scenes, *raw* from manifests that are read within the timing.

The measuring is done in a process of its own, in which nobody has configured logging, with its stderr going to a file,
as under any supervisor: whatever a selection says there by itself is part of its price.
"""

from __future__ import annotations

import gc
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from time import process_time_ns
from typing import Any

from bench import by_hand, films
from bench.pairs import HEADING, Pair
from selector import AssetPool, Rules, load_rules, read_manifest

SIZES = (12, 40, 400)
SCENES = 600
ROUNDS = 9
READY, RAW = 1.3, 1.5
ROOT = Path(__file__).parent.parent

Times = list[tuple[int, int]]


def main() -> None:
    with tempfile.TemporaryFile("w+", encoding="utf-8") as stderr:
        done = subprocess.run(
            [sys.executable, "-m", "bench.unseen", "--measure"],
            cwd=ROOT,
            stderr=stderr,
            check=False,
        )
        stderr.seek(0)
        lines = stderr.read().splitlines()
    if done.returncode:
        raise SystemExit("\n".join(lines[-20:]))
    print(f"lines on stderr: {len(lines)}" + (f", the first: {lines[0]}" if lines else ""))


def measure() -> None:
    """Print the rows, and what share of the scenes places one individual by two tags."""
    rules = load_rules()
    print(HEADING)
    for size in SIZES:
        ready: Times = []
        raw: Times = []
        twice = 0
        for seed in range(ROUNDS + 1):  # the first warms the interpreter up, and does not count
            assets = films.wardrobe(size, seed)
            manifests = films.manifests(assets, SCENES, seed=1_000 + seed)
            twice += _placed_twice(assets, manifests)
            ready.append(_ready(rules, assets, manifests, ours_first=bool(seed % 2)))
            raw.append(_raw(rules, assets, manifests, ours_first=bool(seed % 2)))
        share = twice / SCENES / (ROUNDS + 1)
        print(
            Pair.of(ready[1:], SCENES).line(
                f"unseen, ready, pool of {size} ({share:.0%} place a family)", READY
            )
        )
        print(Pair.of(raw[1:], SCENES).line(f"unseen, raw, pool of {size}", RAW))


def _ready(
    rules: Rules, assets: list[Any], manifests: list[dict[str, Any]], *, ours_first: bool
) -> tuple[int, int]:
    """Nanoseconds of ours and by hand, from read scenes."""
    scenes = [read_manifest(manifest) for manifest in manifests]
    asked = [
        (scene.shot, tuple((each.tag, each.role) for each in scene.placements)) for scene in scenes
    ]
    pool, prepared = AssetPool(assets), by_hand.Prepared(assets)
    return _both(
        lambda: [rules.select(scene, pool).assets for scene in scenes],
        lambda: [by_hand.choose(shot, placed, prepared) for shot, placed in asked],
        ours_first=ours_first,
    )


def _raw(
    rules: Rules, assets: list[Any], manifests: list[dict[str, Any]], *, ours_first: bool
) -> tuple[int, int]:
    """Nanoseconds of ours and by hand, from manifests as a pipeline has them."""
    pool, prepared = AssetPool(assets), by_hand.Prepared(assets)
    return _both(
        lambda: [rules.select(manifest, pool).assets for manifest in manifests],
        lambda: [by_hand.choose(*by_hand.read(manifest), prepared) for manifest in manifests],
        ours_first=ours_first,
    )


Picks = Iterable[Iterable[Any]]


def _both(
    ours: Callable[[], Picks], theirs: Callable[[], Picks], *, ours_first: bool
) -> tuple[int, int]:
    """Run each once, the collector off, and hold them to the same picks."""
    gc.collect()
    gc.disable()
    try:
        if ours_first:
            one, picked = _timed(ours)
            other, by_hand_picked = _timed(theirs)
        else:
            other, by_hand_picked = _timed(theirs)
            one, picked = _timed(ours)
    finally:
        gc.enable()
    for number, (wanted, given) in enumerate(zip(by_hand_picked, picked, strict=True)):
        if [id(asset) for asset in wanted] != [id(asset) for asset in given]:
            raise SystemExit(f"scene {number}: by hand {_ids(wanted)}, selected {_ids(given)}")
    return one, other


def _timed(work: Callable[[], Picks]) -> tuple[int, Picks]:
    start = process_time_ns()
    picked = work()
    return process_time_ns() - start, picked


def _ids(picked: Iterable[Any]) -> list[str]:
    return [asset.id for asset in picked]


def _placed_twice(assets: list[Any], manifests: list[dict[str, Any]]) -> int:
    """How many of the scenes place one individual by two tags."""
    prepared = by_hand.Prepared(assets)
    found = 0
    for manifest in manifests:
        tags = [tag for tag, _ in by_hand.read(manifest)[1] if tag in prepared.by_tag]
        found += len({prepared.individual[prepared.by_tag[tag][0]] for tag in tags}) < len(tags)
    return found


if __name__ == "__main__":
    if "--measure" in sys.argv:
        measure()
    else:
        main()
