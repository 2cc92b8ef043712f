"""What was picked for each scene of a film, in a row.

In: a `Selection`, or a scene that was not picked again. Out: a `Row`, or a line for a pipe.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from selector.model.scene_number import SceneNumber
from selector.reporting.terminal import printable
from selector.reporting.words import in_short, words_in_order

if TYPE_CHECKING:
    from selector.engine.selection import Selection
    from selector.record.at_rest import SceneAtRest

_Nothing = Literal["empty_pool", "no_placements"]

NOTHING: dict[_Nothing, str] = {
    "empty_pool": "no pictures at all",
    "no_placements": "nothing is placed",
}
"""Why a scene has nothing to leave out, in a few words."""

HEADINGS = ("scene", "title", "shot", "rule", "references", "left out", "missing")

_NOT_OFFERED = ("not_in_pool", "not_placed")
"""Kinds of reasons for what the scene does not offer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One scene in short.

    Attributes:
        scene: The scene's number, if it has one.
        title: Its title, or nothing.
        shot_type: Its shot type, as written.
        rule: The name of the shot rule that it uses.
        references: The tags of the picks, in order.
        crops: The crop of each.
        left_out: How many pictures that the scene offers are left out, by kind of reason.
        nothing: Why it offers nothing, if it does not.
        missing: The tags that it places and no picture has.
    """

    scene: SceneNumber | None
    title: str
    shot_type: str
    rule: str
    references: tuple[str, ...]
    crops: tuple[str, ...]
    left_out: Mapping[str, int]
    nothing: _Nothing | None
    missing: tuple[str, ...]


def row_of(selection: Selection, title: str, reasons: Iterable[str] | None = None) -> Row:
    """The row of one selection.

    Args:
        selection: The answer for the scene.
        title: The scene's title.
        reasons: The kinds of reasons for what is left out. Without them all of it is explained,
            which takes longer.

    Returns:
        The row.
    """
    rows = selection.pool.rows
    return Row(
        scene=selection.scene.index,
        title=title,
        shot_type=selection.scene.shot_type,
        rule=selection.shot,
        references=selection.tags,
        crops=tuple(rows[place].crop for place in selection.places),
        left_out=left_out_of(selection, reasons),
        nothing=_nothing(note.kind for note in selection.notes),
        missing=missing_of(selection),
    )


def row_at_rest(scene: SceneAtRest, title: str) -> Row:
    """The row of a scene that nothing has changed since it was picked."""
    return Row(
        scene=scene.index,
        title=title,
        shot_type=scene.shot_type,
        rule=scene.shot,
        references=scene.tags,
        crops=scene.crops,
        left_out=count_left_out(scene.reasons),
        nothing=_nothing(kind for kind, _ in scene.notes),
        missing=scene.missing,
    )


def left_out_of(selection: Selection, reasons: Iterable[str] | None = None) -> dict[str, int]:
    """How many pictures that the scene offers are left out, for each of `reasons` if known."""
    if reasons is None:
        reasons = [passed.reason.kind for passed in selection.passed_over]
    return count_left_out(reasons)


def count_left_out(reasons: Iterable[str]) -> dict[str, int]:
    """How many pictures that the scene offers are left out for each kind of reason."""
    counts = words_in_order(reasons)
    for kind in _NOT_OFFERED:
        counts.pop(kind, None)
    return counts


def missing_of(selection: Selection) -> tuple[str, ...]:
    """The tags that the scene places and no picture has."""
    known = selection.pool.by_tag
    tags = dict.fromkeys(each.tag for each in selection.scene.placements)
    return tuple(tag for tag in tags if tag not in known)


def left_out_words(row: Row) -> tuple[str, ...]:
    """The phrases for what a row leaves out: `all references taken: 2`, `already shown: 1`."""
    if row.nothing:
        return (NOTHING[row.nothing],)
    phrases = []
    for kind, number in row.left_out.items():
        phrases.append(in_short({kind: number}))
    return tuple(phrases)


def _nothing(notes: Iterable[str]) -> _Nothing | None:
    """Why a scene with notes of these kinds offers nothing, if it does not."""
    kinds = set(notes)
    for kind in NOTHING:
        if kind in kinds:
            return kind
    return None


def title_of(manifest: Mapping[str, Any]) -> str:
    """The scene's title, if its manifest has one."""
    title = manifest.get("title")
    if isinstance(title, str):
        return title.strip()
    return ""


def number_of(row: Row) -> str:
    """The number of a row's scene as text; empty if it has none."""
    if row.scene is None:
        return ""
    return str(row.scene)


def tabbed(row: Row) -> str:
    """The row for a pipe: one line with tabs between the values, in the order of `HEADINGS`."""
    values = (
        number_of(row),
        row.title,
        row.shot_type,
        row.rule,
        ",".join(row.references),
        ", ".join(left_out_words(row)),
        ",".join(row.missing),
    )
    return "\t".join(map(printable, values))
