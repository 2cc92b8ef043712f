"""What it costs to start: `selector check rules/default.yaml` against importing the libraries that it needs."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import sysconfig
from pathlib import Path
from time import perf_counter

BASELINE = "import yaml, click, pydantic; pydantic.create_model('M', x=(int, ...))"
ROUNDS = 15
ROOT = Path(__file__).parent.parent


def main() -> None:
    command = Path(sysconfig.get_path("scripts")) / "selector"
    ours = [str(command), "check", str(ROOT / "rules" / "default.yaml")]
    theirs = [sys.executable, "-c", BASELINE]
    times = [(_seconds(ours), _seconds(theirs)) for _ in range(ROUNDS + 1)][1:]
    ratio = statistics.median(one / other for one, other in times)
    one, other = (statistics.median(column) * 1000 for column in zip(*times, strict=True))
    verdict = "ok" if ratio <= 1.5 else "OVER"
    print(f"selector check rules/default.yaml: {one:.0f} ms, its imports alone {other:.0f} ms")
    print(f"ratio {ratio:.2f} (bound 1.5) {verdict}")


def _seconds(command: list[str]) -> float:
    start = perf_counter()
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "PYTHONDONTWRITEBYTECODE": ""})
    return perf_counter() - start


if __name__ == "__main__":
    main()
