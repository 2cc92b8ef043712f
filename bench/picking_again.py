"""A film of 3,000 scenes picked again unchanged against the first time: whole commands, into the folder's own database.

What the two print is compared, too. Processor time stands beside the clock's, which other work on the machine disturbs.
"""

from __future__ import annotations

import json
import os
import subprocess
import sysconfig
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

from bench import films

SCENES = 3_000
POOLS = (12, 40, 400)
ROUNDS = 3
BOUND = 3.0

_KEYS = (
    "id", "manifest_tag", "asset_type", "quality_score", "is_face_crop", "source_asset_id", "reference_image_url",
)  # fmt: skip


def main() -> None:
    for pictures in POOLS:
        for lines in (True, False):
            _measure(pictures, lines=lines)


def _measure(pictures: int, *, lines: bool) -> None:
    first, again = [], []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as folder:
            _write_film(Path(folder), pictures, lines=lines)
            printed, *taken = _pick(folder)
            first.append(taken)
            repeated, *taken = _pick(folder)
            again.append(taken)
            assert repeated == printed
    clock, processor = (
        median(each[kind] for each in first) / median(each[kind] for each in again)
        for kind in (0, 1)
    )
    form = "JSON Lines" if lines else "JSON"
    was, now = (median(each[0] for each in times) for times in (first, again))
    verdict = "ok" if clock >= BOUND else "UNDER"
    print(f"{SCENES:,} scenes in {form}, {pictures} pictures: {was:.2f} s, again {now:.2f} s")
    print(
        f"  {clock:.1f} times as fast ({processor:.1f} by processor time; at least {BOUND:.0f}) {verdict}"
    )


def _pick(folder: str) -> tuple[bytes, float, float]:
    """What `selector pick` prints, in a process of its own, with seconds by the clock and of the processor."""
    command = [str(Path(sysconfig.get_path("scripts")) / "selector"), "pick", folder]
    before, start = os.times(), perf_counter()
    done = subprocess.run(command, check=True, capture_output=True)
    took, after = perf_counter() - start, os.times()
    processor = (
        after.children_user + after.children_system - before.children_user - before.children_system
    )
    return done.stdout, took, processor


def _write_film(folder: Path, pictures: int, *, lines: bool) -> None:
    assets = films.assets(pictures)
    rows = [{key: getattr(asset, key) for key in _KEYS} for asset in assets]
    (folder / "assets.json").write_text(json.dumps(rows), encoding="utf-8")
    manifests = list(films.manifests(assets, SCENES))
    if lines:
        text = "".join(json.dumps(manifest) + "\n" for manifest in manifests)
        (folder / "scenes.jsonl").write_text(text, encoding="utf-8")
    else:
        (folder / "scenes.json").write_text(json.dumps(manifests, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
