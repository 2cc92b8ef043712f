"""Pins that send nothing: what is said of each, first of those that name somebody, and which ask for a picture."""

from __future__ import annotations

from typing import Any

import pytest

from selector.engine.pins_not_sent import pictures_of_others, pins_asking_for
from selector.engine.pool import AssetPool
from selector.engine.selection import Selection
from selector.model.picks import Note
from selector.reading.load import load_rules
from tests.as_written import yaml_text

CAST: list[dict[str, Any]] = [
    {"id": "a", "manifest_tag": "ANN", "asset_type": "character"},
    {"id": "af", "manifest_tag": "ANN", "asset_type": "character", "is_face_crop": True},
    {"id": "b", "manifest_tag": "BO", "asset_type": "prop", "reference_image_url": "one.jpg"},
    {"id": "c", "manifest_tag": "CY", "asset_type": "style"},
    {"id": "d", "manifest_tag": "DI", "asset_type": "prop", "reference_image_url": "one.jpg"},
]
A, A_FACE, B, C, _ = range(5)
SCENE = {
    "composition": {"shot_type": "wide"},
    "placements": [{"asset_tag": tag, "role": "prop"} for tag in ("DI", "BO", "ANN")],
}
NEVER_BO = [{"name": "x", "of": "BO"}]
NEVER_ANN = [{"name": "x", "crop": "face"}, {"name": "y", "of": "ANN"}]


def chosen(*pins: dict[str, Any], held: tuple[str, ...] = (), **rules: Any) -> Selection:
    """What these pins, named by their numbers, send of the cast."""
    named = [{"name": f"p{nth}", **pin} for nth, pin in enumerate(pins)]
    shots = {"default": {"priorities": [{"name": "none", "label": "of nobody"}]}}
    content = {"language": 1, "name": "n", "version": "1", "pin": named, "shots": shots, **rules}
    pool = AssetPool(CAST, usable=lambda asset: asset["id"] not in held)
    return load_rules(text=yaml_text(content)).select(SCENE, pool)


def said(notes: tuple[Note, ...]) -> list[str]:
    """The pins' notes: a `!` for a problem, the pin, and what is in the way."""
    lines = []
    for note in notes:
        if "pin_not_sent" not in note.kind:
            continue
        entry, why, *more = note.values.values()
        mark = "!" if note.kind == "named_pin_not_sent" else ""
        lines.append(" ".join([f"{mark}{entry.rpartition('/')[2]}", why, *more]))
    return lines


@pytest.mark.parametrize(
    ("pin", "rules", "expected"),
    [
        ({"of": "NOBODY"}, {}, "!p0 not_in_pool"),
        ({"of": "NOBODY"}, {"references": 0}, "!p0 not_in_pool"),
        ({"of": ["NOBODY", "ANN"], "label": "x"}, {}, "!p0 nothing_meets_it"),
        ({"of": "BO", "picture": "a"}, {}, "!p0 nothing_meets_it"),
        ({"of": "NOBODY", "picture": "a"}, {}, "!p0 not_in_pool"),
        ({"of": "CY"}, {}, "!p0 not_placed"),
        ({"picture": "c", "type": "style"}, {}, "!p0 not_placed"),
        ({"type": "style"}, {}, "p0 not_placed"),
        ({"type": "vehicle"}, {}, "p0 nothing_meets_it"),
        ({"of": "BO", "type": "prop"}, {"never": NEVER_BO}, "!p0 struck top/never/x"),
        ({"of": "ANN"}, {"never": NEVER_ANN}, "!p0 struck top/never/y"),
        ({"type": ["character", "prop"]}, {"never": [{"name": "z", "of": "*"}, *NEVER_BO]}, "p0 struck top/never/z"),
        ({"of": "BO"}, {"references": 0}, "!p0 no_references"),
        ({"type": "prop"}, {"references": 0}, "p0 no_references"),
        ({"of": "BO"}, {"held": ("b",)}, "!p0 cannot_be_sent"),
        ({"of": "ANN"}, {"held": ("a",), "never": NEVER_ANN}, "!p0 struck top/never/x"),
        ({"of": "CY", "unplaced": True}, {"target": "veo-3.1-generate-001"}, "!p0 target_refuses veo-3.1-generate-001"),
        ({"of": "BO"}, {"target": "veo-3.1-generate-001", "never": NEVER_BO}, "!p0 struck top/never/x"),
    ],
)  # fmt: skip
def test_a_pin_that_sends_nothing_says_what_is_in_the_way_first(
    pin: dict[str, Any], rules: dict[str, Any], expected: str
) -> None:
    assert said(chosen(pin, **rules).notes) == [expected]


def test_of_what_is_struck_the_first_ban_is_that_of_the_first_picture_in_the_pool() -> None:
    bans = [{"name": "of-bo", "of": ["BO", "DI"]}, {"name": "of-ann", "of": "ANN"}]
    selection = chosen({"type": ["character", "prop"]}, never=bans)
    assert said(selection.notes) == ["p0 struck top/never/of-ann"]


def test_full_slots_and_the_same_picture_are_told_apart() -> None:
    ann, bo, di = {"of": "ANN"}, {"of": "BO"}, {"of": "DI"}
    assert said(chosen(ann, bo, references=1).notes) == ["!p1 slots_full"]
    assert said(chosen(bo, di).notes) == ["!p1 same_picture"]
    assert said(chosen(ann, {"of": "CY", "unplaced": True}).notes) == []


def test_pins_that_name_somebody_come_first() -> None:
    pins = [{"type": "vehicle"}, {"of": "NOBODY"}, {"type": "style"}, {"picture": "z"}]
    selection = chosen(*pins)
    assert said(selection.notes) == [
        "!p1 not_in_pool",
        "!p3 not_in_pool",
        "p0 nothing_meets_it",
        "p2 not_placed",
    ]
    assert said(selection.problems) == ["!p1 not_in_pool", "!p3 not_in_pool"]


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ({A}, ["!p1 nothing_meets_it"]),
        ({A_FACE}, ["!p1 nothing_meets_it"]),
        ({B}, ["!p0 struck top/never/x", "!p2 nothing_meets_it", "p5 struck top/never/x"]),
        ({C}, ["!p3 not_placed", "p4 not_placed"]),
        ({A, C}, ["!p1 nothing_meets_it", "!p3 not_placed", "p4 not_placed"]),
        ((), []),
    ],
)
def test_a_pin_asks_for_what_meets_it_and_for_whom_it_names(
    places: set[int], expected: list[str]
) -> None:
    selection = chosen(
        {"of": "BO", "type": "prop"},
        {"of": "ANN", "label": "x"},
        {"of": "BO", "label": "x"},
        {"of": "CY"},
        {"type": "style"},
        {"type": "prop", "placed_as": "BO"},
        {"type": "prop", "label": "x"},
        {"of": "BO", "picture": "a"},
        {"of": "BO", "picture": "a", "label": "x"},
        never=NEVER_BO,
    )
    notes = pins_asking_for(
        selection.shot_plan, selection.scene, selection.pool, selection.earlier, places
    )
    assert said(notes) == expected


def test_a_picture_that_a_pin_names_with_somebody_else_is_found() -> None:
    selection = chosen(
        {"of": "BO", "picture": "a"},
        {"of": "NOBODY", "picture": ["af", "c"]},
        {"of": "CY", "picture": "ANN", "label": "x"},
        {"of": "BO", "picture": ["a", "b"], "label": "x"},
        {"of": "BO", "picture": "z"},
        {"of": "BO"},
        {"of": "NOBODY"},
        {"picture": "a"},
        {"type": "prop", "label": "x"},
    )
    found = pictures_of_others(
        selection.shot_plan, selection.scene, selection.pool, selection.earlier
    )
    by_name = {path.rpartition("/")[2]: place for path, place in found.items()}
    assert by_name == {"p0": A, "p1": A_FACE, "p2": A}
