"""A million scenes in one process, by this checkout and by a wheel of an earlier commit: scenes a second, their ratio.

    python -m bench.million [--scenes 1000000] [--pictures 40] [--missing 0.02] [--commit 935028d]

Each runs in a process of its own that loads the rules and indexes the pool once; chunks of new scenes go to both in
turn. Each scene is read, selected, its assets looked at and let go; making up the scenes is not timed. Logging is as
Python has it where nobody configures it, with stderr going to a file.
"""

from __future__ import annotations

import argparse
import gc
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import process_time_ns

from bench.wheels import installed

BEFORE = "935028d"
SCENES = 1_000_000
CHUNK = 20_000
PICTURES = 40
MISSING = 0.02
BOUND = 2.5
ROOT = Path(__file__).parent.parent


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--scenes", type=int, default=SCENES, help="how many scenes each selects")
    parser.add_argument(
        "--pictures", type=int, default=PICTURES, help="how many pictures the pool has"
    )
    parser.add_argument(
        "--missing", type=float, default=MISSING, help="the share of tags without a picture"
    )
    parser.add_argument("--commit", default=BEFORE, help="what the wheel is built of")
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        _work(options.pictures, options.missing)
    else:
        _compare(options.scenes, options.pictures, options.missing, options.commit)


def _compare(scenes: int, pictures: int, missing: float, commit: str) -> None:
    chunks = [min(CHUNK, scenes - done) for done in range(0, scenes, CHUNK)]
    with tempfile.TemporaryDirectory() as folder:
        package = installed(commit, Path(folder))
        with (
            _worker(ROOT, pictures, missing) as now,
            _worker(package, pictures, missing) as before,
        ):
            times = [
                (_timed(now, seed, size), _timed(before, seed, size))
                for seed, size in enumerate(chunks)
            ]
            peaks = [_peak(now), _peak(before)]
    print(f"{scenes:,} scenes, pool of {pictures}, {missing:.0%} of tags missing")
    print("µs a scene, scenes a second, peak memory")
    ours, theirs = (sum(column) / scenes / 1000 for column in zip(*times, strict=True))
    for name, each, peak in (("this checkout", ours, peaks[0]), (commit, theirs, peaks[1])):
        print(f"{name:<14.14} {each:6.2f} {1e6 / each:>9,.0f} {peak:>5} MiB")
    ratio = theirs / ours
    verdict = "ok" if ratio >= BOUND else "UNDER"
    print(f"{ratio:.2f} times as many scenes a second (at least {BOUND}) {verdict}")


@contextmanager
def _worker(package: Path, pictures: int, missing: float) -> Iterator[subprocess.Popen[str]]:
    """A process that selects with the package in this folder."""
    environment = {**os.environ, "PYTHONPATH": f"{package}{os.pathsep}{ROOT}"}
    command = [
        sys.executable,
        "-P",
        "-m",
        "bench.million",
        "--worker",
        f"--pictures={pictures}",
        f"--missing={missing}",
    ]
    pipe = subprocess.PIPE
    with (
        tempfile.TemporaryFile() as stderr,
        subprocess.Popen(
            command, env=environment, stdin=pipe, stdout=pipe, stderr=stderr, text=True
        ) as process,
    ):
        imported = _ask(process, "where")
        if not Path(imported).is_relative_to(package):
            raise SystemExit(f"{imported} is not the package in {package}")
        yield process
        assert process.stdin
        process.stdin.close()


def _timed(worker: subprocess.Popen[str], seed: int, size: int) -> int:
    """Nanoseconds for one chunk of scenes."""
    return int(_ask(worker, f"select {seed} {size}"))


def _peak(worker: subprocess.Popen[str]) -> int:
    return int(_ask(worker, "peak"))


def _ask(worker: subprocess.Popen[str], what: str) -> str:
    assert worker.stdin
    assert worker.stdout
    worker.stdin.write(f"{what}\n")
    worker.stdin.flush()
    answer = worker.stdout.readline().strip()
    if not answer:
        raise SystemExit(f"the process that was asked to {what} has ended")
    return answer


def _work(pictures: int, missing: float) -> None:
    """Answer the questions on stdin, one a line."""
    import selector  # noqa: PLC0415  # whichever stands first on the path
    from bench import films  # noqa: PLC0415
    from selector import AssetPool, load_rules  # noqa: PLC0415

    assets = films.wardrobe(pictures)
    rules, pool = load_rules(), AssetPool(assets)
    for line in sys.stdin:
        match line.split():
            case ["where"]:
                print(selector.__file__, flush=True)
            case ["select", seed, size]:
                manifests = films.manifests(assets, int(size), seed=int(seed), missing=missing)
                gc.collect()
                gc.freeze()  # the collector need not look through what is not timed
                start = process_time_ns()
                for manifest in manifests:
                    _ = rules.select(manifest, pool).assets
                taken = process_time_ns() - start
                gc.unfreeze()
                print(taken, flush=True)
            case _:
                print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, flush=True)


if __name__ == "__main__":
    main()
