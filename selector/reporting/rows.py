"""What was picked for each scene of a film, in a row.

In: a `Selection`, or what is on record of it. Out: a `Row`, or a line for a pipe.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import field
from typing import TYPE_CHECKING, Any, Literal

from selector.engine.what_is_sent import what_is_sent
from selector.model.frozen import frozen
from selector.model.picks import Note, is_only_elsewhere, problems_in
from selector.model.scene_number import SceneNumber
from selector.record.picked_scene import PickedScene
from selector.reporting.note_words import name_of_pin
from selector.reporting.terminal import printable
from selector.reporting.words import SHORT, in_short, picture_of, words_in_order

if TYPE_CHECKING:
    from selector.engine.selection import Selection

_Nothing = Literal["empty_pool", "no_placements"]

NOTHING: dict[_Nothing, str] = {
    "empty_pool": "no pictures at all",
    "no_placements": "nothing is placed",
}
"""Why a scene has nothing to leave out, in a few words."""

HEADINGS = ("scene", "title", "shot", "rule", "references", "left out", "missing")

_MOST_NAMED = 5
"""Tags that one phrase names."""
_NOT_OFFERED = ("not_in_pool", "not_placed")
"""Kinds of reasons for what the scene does not offer."""


@frozen
class Row:
    """One scene in short.

    Attributes:
        scene: The scene's number, if it has one.
        title: Its title, or nothing.
        shot_type: Its shot type, as written.
        rule: The name of the shot rule that it uses.
        references: The tags of the picks, in order.
        crops: The crop of each.
        files: The name of the file that goes for each; empty where none is known.
        left_out: How many pictures that the scene offers are left out, by kind of reason.
        stayed_out: The tags of these, by kind of reason.
        nothing: Why it offers nothing, if it does not.
        missing: The tags that it places and no picture has.
        pins_not_sent: The names of the pins that name somebody or a picture, and were not sent.
        pins_elsewhere: The same of pins whose pictures the scene does not place.
        limits_not_met: The paths of the limits of which fewer are sent than they ask for.
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
    pins_not_sent: tuple[str, ...] = ()
    pins_elsewhere: tuple[str, ...] = ()
    limits_not_met: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    stayed_out: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def picked_scene(
    selection: Selection, left_out: Iterable[tuple[str, str]] | None = None
) -> PickedScene:
    """A selection in short.

    Args:
        selection: The answer for the scene.
        left_out: For all that is left out the kind of reason and the tag. Without them all of it is
            explained, which takes longer.

    Returns:
        What is shown of it.
    """
    scene, pool = selection.scene, selection.pool
    if left_out is None:
        left_out = [(passed.reason.kind, passed.tag) for passed in selection.passed_over]
    left_out = list(left_out)
    return PickedScene(
        index=scene.index,
        shot_type=scene.shot_type,
        shot=selection.shot,
        tags=selection.tags,
        crops=tuple(pool.rows[place].crop for place in selection.places),
        addresses=tuple(map(picture_of, selection.assets)),
        sent=tuple(what_is_sent(selection, place) for place in selection.places),
        reasons=tuple([kind for kind, _ in left_out]),
        left_out=tuple([tag for _, tag in left_out]),
        missing=selection.missing,
        notes=selection.notes,
        limits_not_met=_limits_not_met(selection),
    )


def _limits_not_met(selection: Selection) -> tuple[str, ...]:
    if not selection.shot_plan.limits:
        return ()
    from selector.engine.limits_not_met import limits_not_met  # noqa: PLC0415  # few have any

    return tuple([limit.path for limit in limits_not_met(selection)])


def row_of(scene: PickedScene, title: str) -> Row:
    """The row of one scene."""
    pins = problems_in(scene.notes)
    elsewhere = list(filter(is_only_elsewhere, pins))
    not_sent = [pin for pin in pins if pin not in elsewhere]
    return Row(
        scene=scene.index,
        title=title,
        shot_type=scene.shot_type,
        rule=scene.shot,
        references=scene.tags,
        crops=scene.crops,
        left_out=count_left_out(scene.reasons),
        nothing=_nothing(scene.notes),
        missing=scene.missing,
        pins_not_sent=tuple(map(name_of_pin, not_sent)),
        pins_elsewhere=tuple(map(name_of_pin, elsewhere)),
        limits_not_met=scene.limits_not_met,
        files=tuple([_file_of(sent.address) for sent in scene.sent]),
        stayed_out=_stayed_out(scene),
    )


def _file_of(address: str | None) -> str:
    """The name of a file, without the folders or the host that it is in."""
    path = re.split("[?#]", address or "", maxsplit=1)[0]
    return re.split(r"[/\\]", path.rstrip("/"))[-1]


def _stayed_out(scene: PickedScene) -> dict[str, tuple[str, ...]]:
    """The tags of what the scene offers and does not send, by kind of reason."""
    tags: dict[str, list[str]] = {}
    for kind, tag in zip(scene.reasons, scene.left_out, strict=True):
        tags.setdefault(kind, []).append(tag)
    return {kind: tuple(named) for kind, named in tags.items()}


def count_left_out(reasons: Iterable[str]) -> dict[str, int]:
    """How many pictures that the scene offers are left out for each kind of reason."""
    counts = words_in_order(reasons)
    for kind in _NOT_OFFERED:
        counts.pop(kind, None)
    return counts


def pins_in_words(row: Row) -> tuple[str, ...]:
    """What is pinned by name and not sent: `PINNED, NOT SENT: ship`."""
    phrases = []
    for name in row.pins_not_sent:
        phrase = f"PINNED, NOT SENT: {name}"
        phrases.append(phrase)
    return tuple(phrases)


def pins_elsewhere_in_words(row: Row) -> tuple[str, ...]:
    """What is pinned by name and not placed in the scene: `pinned, not placed: ship`."""
    phrases = []
    for name in row.pins_elsewhere:
        phrase = f"pinned, not placed: {name}"
        phrases.append(phrase)
    return tuple(phrases)


def left_out_words(row: Row) -> tuple[str, ...]:
    """The phrases for what a row leaves out: `all references taken: 2`, `not asked for: 1`."""
    if row.nothing:
        return (NOTHING[row.nothing],)
    phrases = []
    for kind, number in row.left_out.items():
        phrases.append(in_short({kind: number}))
    return tuple(phrases)


def who_stayed_out(row: Row) -> tuple[str, ...]:
    """The same by name: `all references taken: BOAT, SAM`."""
    if row.nothing:
        return (NOTHING[row.nothing],)
    phrases = []
    for kind in row.left_out:
        tags = Counter(row.stayed_out[kind])
        named = [_with_number(tag, number) for tag, number in tags.items()]
        if len(named) > _MOST_NAMED:
            more = len(named) - _MOST_NAMED
            named[_MOST_NAMED:] = [f"{more:,} more"]
        phrases.append(f"{SHORT[kind]}: {', '.join(named)}")
    return tuple(phrases)


def _with_number(tag: str, number: int) -> str:
    """A tag, with how many pictures of it are meant."""
    if number == 1:
        return tag
    return f"{tag} ({number:,} pictures)"


def _nothing(notes: Iterable[Note]) -> _Nothing | None:
    """Why a scene with these notes offers nothing, if it does not."""
    kinds = {note.kind for note in notes}
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
        ", ".join((*pins_in_words(row), *pins_elsewhere_in_words(row), *left_out_words(row))),
        ",".join(row.missing),
    )
    return "\t".join(map(printable, values))
