"""What each scene of a film comes to, in a row. In: a `Selection`. Out: a `Row`, or a line for a pipe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from selector.engine.selection import Selection
from selector.reporting.terminal import printable
from selector.reporting.words import count_by_reason, in_short

HEADINGS = ("scene", "title", "shot", "rule", "references", "left out", "missing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What one scene comes to.

    `crops` are those of the references. `left_out` counts by reason what the scene offers and does not send, or says
    why there is nothing; `missing` are its tags without a picture.
    """

    scene: int | None
    title: str
    shot_type: str
    rule: str
    references: tuple[str, ...]
    crops: tuple[str, ...]
    left_out: str
    missing: tuple[str, ...]


def row_of(selection: Selection, title: str) -> Row:
    """The row of one selection."""
    counts = count_by_reason(selection.passed_over)
    offered = {kind: number for kind, number in counts.items() if kind not in {"not_in_pool", "not_placed"}}
    missing = tuple(passed.tag for passed in selection.passed_over if passed.reason.kind == "not_in_pool")
    return Row(
        scene=selection.scene.index,
        title=title,
        shot_type=selection.scene.shot_type,
        rule=selection.shot,
        references=selection.tags,
        crops=tuple(pick.facts.crop for pick in selection.picks),
        left_out=_nothing(selection) or in_short(offered),
        missing=missing,
    )


def _nothing(selection: Selection) -> str:
    kinds = {note.kind for note in selection.notes}
    return "no pictures at all" if "empty_pool" in kinds else "nothing is placed" if "no_placements" in kinds else ""


def title_of(manifest: Mapping[str, Any]) -> str:
    """What the scene is called, if its manifest says so."""
    title = manifest.get("title")
    return title.strip() if isinstance(title, str) else ""


def tabbed(row: Row) -> str:
    """The row for a pipe: one line, its values between tabs, in the order of `HEADINGS`; lists with commas."""
    index = "" if row.scene is None else str(row.scene)
    values = (index, row.title, row.shot_type, row.rule, ",".join(row.references), row.left_out, ",".join(row.missing))
    return "\t".join(map(printable, values))
