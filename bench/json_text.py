"""JSON text to tags, by this checkout and by a wheel of an earlier commit: µs a scene, and the median of their ratios.

    python -m bench.json_text [--commit 8fb932c]

Each runs in a process of its own; both go through the same new scenes in turn, 301 times, each scene as JSON text. Half
of the films are silent; in the others people speak, and notes of the continuity have a colon in them. First where the
program has loaded pydantic, as most that call a video model have; then where it has not.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path
from time import process_time_ns
from typing import Any

from bench.wheels import ROOT, installed

BEFORE = "8fb932c"
SCENES = 200
PICTURES = 40
ROUNDS = 301
BOUND = 1.3
PROGRAMS = {"with pydantic": ("pydantic_core",), "without": ()}
"""What the programs that give the texts have loaded."""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--commit", default=BEFORE, help="what the wheel is built of")
    parser.add_argument("--worker", choices=PROGRAMS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        _work(options.worker)
    else:
        _compare(options.commit)


def _compare(commit: str) -> None:
    print(f"{'JSON text to tags':<30} {'now µs':>9} {commit:>9} {'ratio':>6}  bound")
    with tempfile.TemporaryDirectory() as folder:
        packages = [ROOT, installed(commit, Path(folder))]
        for program in PROGRAMS:
            _compare_in(program, packages)


def _compare_in(program: str, packages: list[Path]) -> None:
    with ExitStack() as stack:
        now, before = (stack.enter_context(_worker(package, program)) for package in packages)
        for film in ("silent", "spoken"):
            times = [(_ask(now, film, seed), _ask(before, film, seed)) for seed in range(ROUNDS)]
            ratio = statistics.median(theirs / ours for ours, theirs in times)
            best = [min(column) / SCENES / 1000 for column in zip(*times, strict=True)]
            verdict = "ok" if ratio >= BOUND else "UNDER"
            title = f"{film}, {program}"
            print(
                f"{title:<30} {best[0]:9.2f} {best[1]:9.2f} {ratio:6.2f}  {BOUND:4.1f}  {verdict}"
            )
        for process in (now, before):
            assert process.stdin
            process.stdin.close()


def _worker(package: Path, program: str) -> subprocess.Popen[str]:
    """A process that selects with the package in this folder."""
    environment = {**os.environ, "PYTHONPATH": f"{package}{os.pathsep}{ROOT}"}
    command = [sys.executable, "-P", "-m", "bench.json_text", "--worker", program]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, env=environment, stdin=pipe, stdout=pipe, text=True)
    assert process.stdout
    imported = process.stdout.readline().strip()
    if not Path(imported).is_relative_to(package):
        raise SystemExit(f"{imported} is not the package in {package}")
    return process


def _ask(worker: subprocess.Popen[str], film: str, seed: int) -> int:
    assert worker.stdin
    assert worker.stdout
    worker.stdin.write(f"{film} {seed}\n")
    worker.stdin.flush()
    return int(worker.stdout.readline())


def _work(program: str) -> None:
    """Answer the questions on stdin, one a line."""
    for library in PROGRAMS[program]:
        import_module(library)
    import selector  # noqa: PLC0415  # whichever stands first on the path
    from bench import films  # noqa: PLC0415
    from selector import AssetPool, load_rules  # noqa: PLC0415

    print(selector.__file__, flush=True)
    assets = films.wardrobe(PICTURES)
    rules, pool = load_rules(), AssetPool(assets)
    for line in sys.stdin:
        film, seed = line.split()
        manifests = films.manifests(assets, SCENES, seed=int(seed))
        if film == "spoken":
            manifests = [*map(_spoken, manifests)]
        texts = [*map(json.dumps, manifests)]
        start = process_time_ns()
        for text in texts:
            _ = rules.select(text, pool).tags
        print(process_time_ns() - start, flush=True)


def _spoken(manifest: dict[str, Any]) -> dict[str, Any]:
    lines = [
        {"speaker_tag": each["asset_tag"], "speaker_name": None, "line": "Who lit the lamp?"}
        for each in manifest["placements"][:3]
    ]
    notes = ["the coat is wet: still", {"label": "storm", "text": "windows shut"}]
    return {**manifest, "continuity_notes": notes, "dialogue_lines": lines}


if __name__ == "__main__":
    main()
