"""What each scene of a film comes to, in a row. In: a `Selection`. Out: a `Row`, or a line for a pipe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from selector.engine.selection import Selection
from selector.model.scene_number import SceneNumber
from selector.reporting.terminal import printable
from selector.reporting.words import count_by_reason, in_short

NOTHING: dict[Literal["empty_pool", "no_placements"], str] = {
    "empty_pool": "no pictures at all",
    "no_placements": "nothing is placed",
}
"""Why a scene has nothing to leave out, in a word or three."""

HEADINGS = ("scene", "title", "shot", "rule", "references", "left out", "missing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What one scene comes to.

    `crops` are those of the references. `left_out` counts by kind of reason what the scene offers and does not send;
    `nothing` says why it offers nothing, where it does not; `missing` are its tags without a picture.
    """

    scene: SceneNumber | None
    title: str
    shot_type: str
    rule: str
    references: tuple[str, ...]
    crops: tuple[str, ...]
    left_out: Mapping[str, int]
    nothing: Literal["empty_pool", "no_placements"] | None
    missing: tuple[str, ...]


def row_of(selection: Selection, title: str) -> Row:
    """The row of one selection."""
    return Row(
        scene=selection.scene.index,
        title=title,
        shot_type=selection.scene.shot_type,
        rule=selection.shot,
        references=selection.tags,
        crops=tuple(pick.facts.crop for pick in selection.picks),
        left_out=left_out_of(selection),
        nothing=_nothing(selection),
        missing=missing_of(selection),
    )


def left_out_of(selection: Selection) -> dict[str, int]:
    """How many pictures that the scene offers stay out, by kind of reason."""
    counts = count_by_reason(selection.passed_over)
    return {kind: number for kind, number in counts.items() if kind not in {"not_in_pool", "not_placed"}}


def missing_of(selection: Selection) -> tuple[str, ...]:
    """The tags that the scene places and no picture has."""
    return tuple(passed.tag for passed in selection.passed_over if passed.reason.kind == "not_in_pool")


def left_out_words(row: Row) -> tuple[str, ...]:
    """What a row says of what is left out, phrase by phrase: `slots full: 2`, `already shown: 1`."""
    if row.nothing:
        return (NOTHING[row.nothing],)
    return tuple(in_short({kind: number}) for kind, number in row.left_out.items())


def _nothing(selection: Selection) -> Literal["empty_pool", "no_placements"] | None:
    kinds = {note.kind for note in selection.notes}
    return next((kind for kind in NOTHING if kind in kinds), None)


def title_of(manifest: Mapping[str, Any]) -> str:
    """What the scene is called, if its manifest says so."""
    title = manifest.get("title")
    return title.strip() if isinstance(title, str) else ""


def tabbed(row: Row) -> str:
    """The row for a pipe: one line, its values between tabs, in the order of `HEADINGS`; lists with commas."""
    index = "" if row.scene is None else str(row.scene)
    references, missing = ",".join(row.references), ",".join(row.missing)
    values = (index, row.title, row.shot_type, row.rule, references, ", ".join(left_out_words(row)), missing)
    return "\t".join(map(printable, values))
