"""What each scene of a film comes to, in a row. In: a `Selection`. Out: a `Row`, or a line for a pipe."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from selector.model.scene_number import SceneNumber
from selector.reporting.terminal import printable
from selector.reporting.words import SHORT, in_short

if TYPE_CHECKING:
    from selector.engine.selection import Selection
    from selector.record.at_rest import SceneAtRest

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


def row_of(selection: Selection, title: str, reasons: Iterable[str] | None = None) -> Row:
    """The row of one selection. With `reasons`, the kinds of what stays out, nothing need be explained for it."""
    rows = selection.pool.rows
    return Row(
        scene=selection.scene.index,
        title=title,
        shot_type=selection.scene.shot_type,
        rule=selection.shot,
        references=selection.tags,
        crops=tuple(rows[place].crop for place in selection.places),
        left_out=left_out_of(selection, reasons),
        nothing=_nothing(selection),
        missing=missing_of(selection),
    )


def row_at_rest(scene: SceneAtRest, title: str) -> Row:
    """The row of a scene that nothing has changed since it was picked."""
    kinds = {kind for kind, _ in scene.notes}
    return Row(
        scene=scene.index,
        title=title,
        shot_type=scene.shot_type,
        rule=scene.shot,
        references=scene.tags,
        crops=scene.crops,
        left_out=count_left_out(scene.reasons),
        nothing=next((kind for kind in NOTHING if kind in kinds), None),
        missing=scene.missing,
    )


def left_out_of(selection: Selection, reasons: Iterable[str] | None = None) -> dict[str, int]:
    """How many pictures that the scene offers stay out, by kind of reason, in the order that reasons are tried.

    The kinds are `reasons` where they are known already.
    """
    if reasons is None:
        reasons = [passed.reason.kind for passed in selection.passed_over]
    return count_left_out(reasons)


def count_left_out(reasons: Iterable[str]) -> dict[str, int]:
    """How many pictures stay out by kind of reason, in the order that reasons are tried."""
    counts = Counter(reasons)
    return {
        kind: counts[kind]
        for kind in SHORT
        if counts[kind] and kind not in {"not_in_pool", "not_placed"}
    }


def missing_of(selection: Selection) -> tuple[str, ...]:
    """The tags that the scene places and no picture has."""
    known = selection.pool.by_tag
    return tuple(
        dict.fromkeys(each.tag for each in selection.scene.placements if each.tag not in known)
    )


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
    values = (
        index,
        row.title,
        row.shot_type,
        row.rule,
        references,
        ", ".join(left_out_words(row)),
        missing,
    )
    return "\t".join(map(printable, values))
