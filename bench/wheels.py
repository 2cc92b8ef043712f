"""A commit in; a folder with its wheel installed out, to measure this checkout against."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def installed(commit: str, folder: Path) -> Path:
    """A folder into which the wheel of a commit is installed; what it depends on is this environment's."""
    source, wheels, target = folder / "source", folder / "wheels", folder / "installed"
    source.mkdir()
    archive = subprocess.run(
        ["git", "archive", commit], cwd=ROOT, check=True, capture_output=True
    ).stdout
    subprocess.run(["tar", "-x", "-C", source], input=archive, check=True)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    subprocess.run(
        [*pip, "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", wheels, source], check=True
    )
    built = next(wheels.glob("*.whl"))
    subprocess.run(
        [*pip, "install", "-q", "--no-deps", "--no-index", "--target", target, built], check=True
    )
    return target
