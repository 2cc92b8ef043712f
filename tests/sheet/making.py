"""Makes sheets for tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.commands import as_document, called

EXAMPLE = Path(__file__).parents[2] / "examples" / "the-tide-clock"


def on_sheet(page: Path, *arguments: str | Path) -> list[dict[str, Any]]:
    """Make a sheet, and give the warnings on it."""
    command = ["sheet", *map(str, arguments), "-o", str(page), "--format", "json"]
    ran = called(command)
    assert ran.code == 0, ran.err
    warnings: list[dict[str, Any]] = as_document(ran.out, "sheet")["warnings"]
    return warnings
