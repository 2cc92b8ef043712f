"""What it costs to start: commands against importing the libraries that they need, in processor time of the process."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import sys
import sysconfig
import tempfile
from collections.abc import Sequence
from pathlib import Path

LIBRARIES = "import yaml, click, pydantic; pydantic.create_model('M', x=(int, ...))"
ROUNDS = 11
ROOT = Path(__file__).parent.parent
RULES = str(ROOT / "rules" / "default.yaml")
EXAMPLE = ROOT / "examples" / "the-tide-clock"
SELECTOR = str(Path(sysconfig.get_path("scripts")) / "selector")
BASELINE = (sys.executable, "-c", LIBRARIES)


def main() -> None:
    print(f'Each against `python -c "{LIBRARIES}"`:')
    with tempfile.TemporaryDirectory() as folder:
        film = shutil.copytree(
            EXAMPLE, Path(folder, "film"), ignore=shutil.ignore_patterns("*.sqlite*")
        )
        _report("check rules/default.yaml", ("check", RULES), 1.2)
        _report("check FILM", ("check", str(film)), 1.2)
        _report("pick FILM", ("pick", str(film)), 2.5, new=film / "selector.sqlite")
        _report("pick FILM --dry-run", ("pick", str(film), "--dry-run"), 2.5)
        _report("why FILM 27", ("why", str(film), "27"), 1.6)
        large = _large_film(Path(folder, "large"))
        pick = (SELECTOR, "pick", str(large), "--dry-run", "--scene", "1")
        print("Against `selector pick` of the same scene, 10,000 pictures and 1,000 bans:")
        _report("why FILM 1", ("why", str(large), "1"), 2.5, other=pick, rounds=3)
    print("Against `selector --help`:")
    _report("--version", ("--version",), 1.05, other=(SELECTOR, "--help"))


def _report(
    name: str,
    arguments: Sequence[str],
    bound: float,
    *,
    other: tuple[str, ...] = BASELINE,
    new: Path | None = None,
    rounds: int = ROUNDS,
) -> None:
    """Times both in turn; `new` is a file that each run is to make anew."""
    pairs = []
    for _ in range(rounds + 1):
        if new is not None:
            new.unlink(missing_ok=True)
        pairs.append((_seconds((SELECTOR, *arguments)), _seconds(other)))
    ratio = statistics.median(ours / theirs for ours, theirs in pairs[1:])
    ours, theirs = (statistics.median(column) * 1000 for column in zip(*pairs[1:], strict=True))
    verdict = "ok" if ratio <= bound else "OVER"
    print(
        f"  selector {name}: {ours:.0f} ms against {theirs:.0f} ms, ratio {ratio:.2f} (bound {bound}) {verdict}"
    )


def _large_film(folder: Path) -> Path:
    """A film of one scene, for whose pictures many changes could be tried."""
    folder.mkdir()
    pictures = [
        {
            "manifest_tag": f"TAG_{nth % 1_250}",
            "asset_type": "character",
            "user_tags": [f"label {nth % 400}"],
        }
        for nth in range(10_000)
    ]
    (folder / "assets.jsonl").write_text("".join(f"{json.dumps(each)}\n" for each in pictures))
    cast = ", ".join(f"TAG_{nth}" for nth in range(4))
    (folder / "scenes.yaml").write_text(f"- {{scene: 1, shot: wide, cast: [{cast}]}}\n")
    bans = "".join(f"  - {{name: ban-{nth}, label: label {nth % 400}}}\n" for nth in range(1_000))
    rules = "language: 1\nname: large\nversion: '1'\nextends: default\nnever:\n"
    (folder / "rules.yaml").write_text(rules + bans)
    return folder


def _seconds(command: tuple[str, ...]) -> float:
    """Processor time of one run, which a busy machine changes less than the time that passes."""
    nowhere = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_WRONLY, 0) for stream in (1, 2)]
    surroundings = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    process = os.posix_spawn(command[0], command, surroundings, file_actions=nowhere)
    _, status, used = os.wait4(process, 0)
    assert status == 0, command
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
