"""Picking and persisting a film of JSON Lines: peak memory at 10,000 scenes against 1,000, and scenes a second."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path
from time import perf_counter

from bench import films

ASSETS = 400
LENGTHS = (1_000, 10_000)


def main() -> None:
    peaks = []
    for length in LENGTHS:
        with tempfile.TemporaryDirectory() as folder:
            _write_film(Path(folder), length)
            seconds, peak = _pick(Path(folder))
        peaks.append(peak)
        rate = f"{seconds:.1f} s, {length / seconds:,.0f} scenes/s"
        print(f"{length:>6} scenes, {ASSETS} assets: {rate}, peak {peak / 1024:.0f} MiB")
    ratio = peaks[1] / peaks[0]
    print(
        f"peak memory {ratio:.2f} times that of the short film (bound 1.2) {'ok' if ratio <= 1.2 else 'OVER'}"
    )


def _write_film(folder: Path, length: int) -> None:
    assets = films.assets(ASSETS)
    keys = (
        "id",
        "manifest_tag",
        "asset_type",
        "quality_score",
        "is_face_crop",
        "source_asset_id",
        "reference_image_url",
    )
    rows = [{key: getattr(asset, key) for key in keys} for asset in assets]
    (folder / "assets.json").write_text(json.dumps(rows), encoding="utf-8")
    with (folder / "scenes.jsonl").open("w", encoding="utf-8") as scenes:
        for manifest in films.manifests(assets, length):
            scenes.write(json.dumps(manifest) + "\n")


_MEASURE = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def _pick(folder: Path) -> tuple[float, int]:
    """Seconds and peak memory (KiB) of `selector pick` on the film, in a process of its own."""
    command = Path(sysconfig.get_path("scripts")) / "selector"
    start = perf_counter()
    measured = [sys.executable, "-c", _MEASURE, str(command), "pick", str(folder)]
    done = subprocess.run(measured, check=True, capture_output=True, text=True)
    return perf_counter() - start, int(done.stdout)


if __name__ == "__main__":
    main()
