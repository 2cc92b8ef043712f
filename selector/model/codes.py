"""Every problem code: its severity and its one-line title. A code never changes its meaning and is never used again.

`selector help CODE` prints the page of the same name; a test holds this table, those pages and the cases of
bad input together. Families: Y the YAML or JSON text, R rule files, F film folders, S scene manifests, A assets,
D databases.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Code:
    """One row: `title` is what is wrong, as a heading."""

    code: str
    severity: Severity
    title: str


_ROWS: tuple[tuple[str, Severity, str], ...] = (
    # Y: the text itself
    ("Y101", "error", "The file cannot be read"),
    # R: rule files
    ("R201", "error", "A key that the language does not have"),
    # S: scene manifests
    ("S401", "error", "A scene manifest lacks something that choosing needs"),
    ("S402", "error", "A value of a scene manifest is of the wrong type"),
    ("S403", "error", "A value of a scene manifest is empty"),
    # A: assets
    ("A501", "error", "An asset lacks its tag or its type"),
    ("A502", "error", "A value of an asset is of the wrong type or out of range"),
    ("A503", "error", "Two assets share one id"),
)

CODES: dict[str, Code] = {code: Code(code, severity, title) for code, severity, title in _ROWS}
