"""Picking and persisting a film of JSON Lines: memory, time and database at 10,000 scenes against 1,000."""

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
BOUND = 1.2
EARLIER = """\
language: 1
name: earlier
version: "1"
prefer: [sent_scene_before, {matches: wardrobe}]
never:
  - {name: seen-before, type: prop, in_scene_before: true, because: "one prop a scene"}
first:
  - {name: enters, first_appearance: true, at_most: 1, because: "meet them"}
shots:
  default:
    priorities:
      - {name: dressed, role: subject, wardrobe: coat, because: "as worn, which an earlier scene may have noted"}
      - {name: anybody, type: [character, environment, prop], because: "whoever is there"}
"""
"""Rules that ask about the scenes before in every way."""


def main() -> None:
    for title, rules in (("the default rules", None), ("rules that ask what was before", EARLIER)):
        print(f"{title}:")
        short, long = (_measured(length, rules) for length in LENGTHS)
        for name, one, other in zip(
            ("peak memory", "time a scene", "database a scene"), short, long, strict=True
        ):
            ratio = other / one
            verdict = "ok" if ratio <= BOUND else "OVER"
            print(f"  {name} {ratio:.2f} times that of the short film (bound {BOUND}) {verdict}")


def _measured(length: int, rules: str | None) -> tuple[float, float, float]:
    """Peak memory, and seconds and bytes of the database for each scene."""
    with tempfile.TemporaryDirectory() as folder:
        _write_film(Path(folder), length)
        if rules is not None:
            (Path(folder) / "rules.yaml").write_text(rules, encoding="utf-8")
        seconds, peak = _pick(Path(folder))
        size = (Path(folder) / "selector.sqlite").stat().st_size
    rate = f"{seconds:.1f} s, {length / seconds:,.0f} scenes/s"
    print(
        f"  {length:>6} scenes, {ASSETS} assets: {rate}, peak {peak / 1024:.0f} MiB, {size / 1e6:.1f} MB"
    )
    return peak, seconds / length, size / length


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
        for number, manifest in enumerate(films.manifests(assets, length)):
            if number % 5 == 0:
                manifest["placements"][0]["wardrobe_note"] = f"coat of scene {number}"
                manifest["continuity_notes"] = [f"day {number}"]
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
