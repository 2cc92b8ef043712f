"""Whole figures: what people wear, how they stand, and the pictures of one person or several.

Lengths are in half heads as in `heads`, with the origin in the middle of the head.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tide_clock_art.heads import draw_hair_behind, draw_head
from tide_clock_art.paper import (
    AMBER,
    BRASS,
    CORAL,
    INK,
    LEMON,
    PAPER,
    RUST,
    SAND,
    Piece,
    Point,
    Sheet,
    blend,
)
from tide_clock_art.people import Person

# An outline that is broken to one point a line can no longer be read as a shape:
# fmt: off


@dataclass(frozen=True, slots=True)
class Arm:
    """One arm from the front: elbow and wrist, outwards from the shoulder and down from the middle of the head."""

    elbow: Point
    wrist: Point


EASY = Arm((0.22, 3.05), (0.05, 4.2))
POSES: dict[str, tuple[Arm, Arm]] = {
    "easy": (EASY, EASY),
    "lift": (EASY, Arm((0.62, 2.75), (0.95, 1.75))),
    "carry": (EASY, Arm((0.3, 2.95), (0.65, 3.75))),
    "hip": (Arm((0.72, 2.75), (-0.2, 3.6)), EASY),
    "clasp": (Arm((0.16, 3.0), (-0.95, 3.35)), Arm((0.16, 3.0), (-0.95, 3.4))),
    "fold": (Arm((0.12, 2.9), (-1.65, 2.95)), Arm((0.12, 2.95), (-1.7, 2.7))),
    "wave": (EASY, Arm((0.7, 2.2), (0.85, 0.9))),
    "pockets": (Arm((0.4, 2.95), (-0.15, 3.85)), Arm((0.4, 2.95), (-0.15, 3.85))),
}


def draw_figure(sheet: Sheet, who: Person, pose: str = "easy", *, turn: float | None = None,
smile: float = 0.0) -> None:
    """Cut a standing person, from the hair behind the shoulders to the head in front of the collar."""
    draw_hair_behind(sheet, who, turn)
    BEHIND.get(who.wears, _nothing)(sheet, who)
    _legs(sheet, who)
    _neck(sheet, who)
    trunk = GARMENTS[who.wears](sheet, who)
    _trunk_shade(sheet, who, trunk)
    OVER.get(who.wears, _nothing)(sheet, who)
    for side, arm in zip((-1, 1), POSES[pose], strict=True):
        _arm(sheet, who, side, arm)
    COLLARS.get(who.wears, _nothing)(sheet, who)
    draw_head(sheet, who, turn, smile=smile)


def _nothing(_on: Sheet, _who: Person) -> None:
    """Most garments have nothing there."""


def _feet(who: Person) -> float:
    return who.height - 1.0


def _neck(on: Sheet, who: Person) -> None:
    skin = blend(who.skin, who.shade, 0.45)
    half = 0.3 if who.shoulders < 1.3 else 0.37
    on.cut([(-half, 0.5), (half, 0.5), (half + 0.02, 1.3), (half + 0.4, 1.6), (-half - 0.4, 1.6), (-half - 0.02, 1.3)],
        skin, edge=0)
    on.cut([(-half, 0.5), (half, 0.5), (half + 0.05, 1.25), (0.05, 1.12), (-half, 0.98)], who.shade, alpha=0.75, edge=0)


def _legs(on: Sheet, who: Person) -> None:
    if who.wears == "shawl":
        return
    feet, cloth = _feet(who), LEGS.get(who.wears, ("#3b3f4a", "#23262f"))
    for side in (-1, 1):
        x = side * who.shoulders * 0.36
        shade = cloth if side < 0 else (blend(cloth[0], INK, 0.25), cloth[1])
        on.stroke([(x * 0.9, who.height * 0.4), (x, feet - 1.0), (x * 1.05, feet - 0.2)], [0.85, 0.72, 0.62], *shade,
            depth=0.05)
        _boot(on, x * 1.05, feet, side, BOOTS.get(who.wears, ("#4a3228", "#2a1c18")))


def _boot(on: Sheet, x: float, feet: float, side: int, colours: tuple[str, str]) -> None:
    toe = side * 0.2
    on.cut([(x - 0.36, feet - 1.25), (x - 0.36, feet - 1.25), (x + 0.36, feet - 1.25), (x + 0.36, feet - 1.25),
        (x + 0.36, feet - 0.35), (x + 0.44 + toe, feet - 0.12), (x + 0.42 + toe, feet), (x + 0.42 + toe, feet),
            (x - 0.42 + toe, feet), (x - 0.42 + toe, feet), (x - 0.44 + toe, feet - 0.12), (x - 0.36, feet - 0.35)],
            *colours, depth=0.06)
    on.stroke([(x - 0.36, feet - 1.14), (x + 0.36, feet - 1.14)], 0.12, blend(colours[0], PAPER, 0.25), edge=0.1)
    on.stroke([(x - 0.42 + toe, feet - 0.04), (x + 0.42 + toe, feet - 0.04)], 0.1, INK, edge=0)


def _arm(on: Sheet, who: Person, side: int, arm: Arm) -> None:
    s = who.shoulders
    start = (side * (s - 0.22), 1.85)
    elbow, wrist = ((side * (s + joint[0]), joint[1] * (0.92 if s < 1.2 else 1.0)) for joint in (arm.elbow, arm.wrist))
    thick = 0.4 + 0.19 * s
    colours = SLEEVES.get(who.wears, (who.coat, who.coat_to))
    top = colours[0] if side < 0 else blend(colours[0], colours[1], 0.6)
    hand = (wrist[0] + (wrist[0] - elbow[0]) * 0.22, wrist[1] + (wrist[1] - elbow[1]) * 0.22)
    skin = who.skin if side < 0 else blend(who.skin, who.shade, 0.35)
    on.disc(*hand, 0.21, 0.24, colour=skin, depth=0.03, edge=0.12)
    on.disc(hand[0] - side * 0.14, hand[1] - 0.05, 0.075, 0.15, colour=blend(skin, who.shade, 0.25), edge=0.1)
    sleeve = on.stroke([start, elbow, wrist], [thick * 0.5, thick, thick * 0.98, thick * 0.9, thick * 0.82,
        thick * 0.74], top, colours[1], depth=0.07)
    on.stroke([(elbow[0] - side * 0.2, elbow[1] - 0.1), (elbow[0] + side * 0.12, elbow[1] + 0.04)], [0, 0.05, 0],
        blend(colours[1], INK, 0.4), alpha=0.7, edge=0, inside=sleeve)
    near = (wrist[0] + (elbow[0] - wrist[0]) * 0.2, wrist[1] + (elbow[1] - wrist[1]) * 0.2)
    on.stroke([near, wrist], thick * 0.84, blend(colours[1], INK, 0.15), edge=0.25, depth=0.02)


def _trunk(on: Sheet, who: Person, hem: float, flare: float, colour: str, to: str) -> Piece:
    s, fall = who.shoulders, min(1.0, (hem - 1.68) / 2.6)
    down = [1.68 + (y - 1.68) * fall for y in (2.3, 3.1, 3.9)]
    right = [(0.42, 1.28), (s * 0.62, 1.42), (s, 1.68), (s * 0.98, down[0]), (s * 0.84, down[1]), (s * 0.9, down[2]),
        (s * flare, hem), (s * flare, hem)]
    left = [(-x, y) for x, y in reversed(right)]
    return on.cut([*right, (0, hem + 0.08), *left], colour, to, depth=0.08)


def _trunk_shade(on: Sheet, who: Person, trunk: Piece) -> None:
    s, feet = who.shoulders, _feet(who)
    side, colour, throat = SHADES.get(who.wears, (0.26, INK, 0.4))
    on.cut([(s * 0.32, 1.0), (s * 0.4, 2.4), (s * 0.28, 3.6), (s * 0.5, feet), (s * 2, feet), (s * 2, 1.0)], INK,
        alpha=side, edge=0, inside=trunk)
    on.disc(0.05, 1.25, 0.75, 0.5, colour=colour, alpha=throat, soft=0.15, inside=trunk)


def _buttons(on: Sheet, places: list[Point], r: float, colour: str) -> None:
    for x, y in places:
        on.disc(x, y, r, colour=colour, depth=0.02, edge=0.5)
        on.disc(x, y, r * 0.4, colour=blend(colour, INK, 0.45), edge=0)


# Garments: each returns the piece that carries the large shadow


def _oilskin(on: Sheet, who: Person) -> Piece:
    s, hem = who.shoulders, who.height * 0.66
    coat = _trunk(on, who, hem, 1.28, who.coat, who.coat_to)
    on.stroke([(0.02, 1.4), (0.05, 3.0), (0.0, hem + 0.1)], 0.07, blend(who.coat_to, INK, 0.35), edge=0, inside=coat)
    for k in range(3):
        y = 2.15 + 0.78 * k
        on.stroke([(-0.3, y), (0.34, y)], 0.08, "#5a3a26", edge=0.2)
        on.stroke([(-0.2, y - 0.02), (0.2, y + 0.02)], [0.06, 0.15, 0.06], PAPER, SAND, depth=0.02)
    for side in (-1, 1):
        x = side * s * 0.66
        on.box(x - 0.32, 3.75, x + 0.32, 4.0, blend(who.coat, who.coat_to, 0.7), who.coat_to, depth=0.03)
    on.stroke([(-s * 1.25, hem - 0.22), (0, hem - 0.14), (s * 1.25, hem - 0.22)], 0.05, blend(who.coat_to, INK, 0.3),
        edge=0, inside=coat)
    return coat


def _jersey(on: Sheet, who: Person) -> Piece:
    hem = who.height * 0.49
    knit = _trunk(on, who, hem, 0.86, who.coat, who.coat_to)
    bands = ((2.2, who.lining), (2.42, CORAL), (2.64, who.lining))
    for y, colour in bands:
        for k in range(-9, 10):
            x = k * 0.2
            on.cut([(x - 0.09, y), (x, y - 0.1), (x + 0.09, y), (x, y + 0.1)], colour, smooth=False, edge=0,
                inside=knit)
    for k in range(-8, 9):
        on.stroke([(k * 0.18, hem - 0.34), (k * 0.18, hem + 0.1)], 0.03, blend(who.coat_to, INK, 0.4), edge=0,
            inside=knit)
    on.stroke([(-2, hem - 0.36), (2, hem - 0.36)], 0.04, blend(who.coat_to, INK, 0.4), edge=0, inside=knit)
    return knit


def _peacoat(on: Sheet, who: Person) -> Piece:
    s, hem = who.shoulders, who.height * 0.6
    coat = _trunk(on, who, hem, 0.98, who.coat, who.coat_to)
    on.stroke([(0.3, 2.2), (0.34, 3.5), (0.3, hem + 0.1)], 0.05, INK, edge=0, inside=coat)
    _buttons(on, [(x, 2.7 + 0.62 * k) for k in range(4) for x in (-0.42, 0.46)], 0.11, AMBER)
    for side in (-1, 1):
        x = side * s * 0.62
        on.cut([(x - 0.3, 4.05), (x + 0.32, 3.95), (x + 0.32, 4.14), (x - 0.3, 4.24)], blend(who.coat, INK, 0.35),
            smooth=False, depth=0.02)
    return coat


def _shawl(on: Sheet, who: Person) -> Piece:
    feet, s = _feet(who), who.shoulders
    skirt = on.cut([(-s * 0.7, 3.0), (s * 0.7, 3.0), (s * 1.05, 4.8), (s * 1.3, feet - 0.1), (s * 1.3, feet - 0.1),
        (0, feet + 0.06), (-s * 1.3, feet - 0.1), (-s * 1.3, feet - 0.1), (-s * 1.05, 4.8)], who.lining, "#221a28",
        depth=0.06)
    for k in range(-3, 4):
        on.stroke([(k * 0.15, 3.4), (k * 0.28, 5.2), (k * 0.42, feet)], [0, 0.07, 0.05], "#171019", alpha=0.6, edge=0,
            inside=skirt)
    on.cut([(-s * 0.5, 4.2), (s * 0.5, 4.2), (s * 0.62, 6.4), (-s * 0.62, 6.4)], PAPER, SAND, smooth=False, depth=0.04)
    return _trunk(on, who, 4.3, 0.85, "#4b3a50", "#30243a")


def _shawl_over(on: Sheet, who: Person) -> None:
    s = who.shoulders
    wrap = on.cut([(-0.4, 1.22), (-s - 0.05, 1.55), (-s - 0.32, 2.5), (-s - 0.1, 3.5), (-s - 0.1, 3.5), (-0.4, 3.2),
        (0.15, 4.35), (0.15, 4.35), (0.55, 3.2), (s + 0.1, 3.4), (s + 0.1, 3.4), (s + 0.3, 2.5), (s + 0.05, 1.55),
        (0.4, 1.22), (0.05, 2.1)], who.coat, who.coat_to, depth=0.1)
    for k in range(5):
        on.stroke([(-s - 0.3, 1.9 + 0.36 * k), (0, 2.4 + 0.4 * k), (s + 0.3, 1.9 + 0.36 * k)], 0.03,
            blend(who.coat, PAPER, 0.35), alpha=0.5, edge=0, inside=wrap)
    for k in range(-9, 10):
        x = k * 0.15
        y = 3.35 + (0.75 - abs(x - 0.15) * 1.1 if abs(x - 0.15) < 0.6 else 0.05)
        on.stroke([(x, y), (x + 0.03, y + 0.32)], 0.035, who.coat_to, edge=0)
    on.disc(0.06, 2.14, 0.15, 0.17, colour=AMBER, depth=0.04, edge=0.5)
    on.disc(0.06, 2.14, 0.08, 0.1, colour=RUST, edge=0.3)


def _greatcoat(on: Sheet, who: Person) -> Piece:
    s, hem = who.shoulders, who.height * 0.72
    coat = _trunk(on, who, hem, 1.2, who.coat, who.coat_to)
    on.stroke([(0.12, 1.5), (0.14, 4.0), (0.3, hem + 0.1)], 0.06, blend(who.coat_to, INK, 0.5), edge=0, inside=coat)
    _buttons(on, [(x, 2.25 + 0.6 * k) for k in range(2) for x in (-0.34, 0.5)], 0.1, LEMON)
    on.stroke([(-s, 3.62), (0, 3.74), (s, 3.62)], 0.3, "#2a2028", "#15121a", inside=coat, depth=0.03)
    on.box(-0.12, 3.52, 0.24, 3.92, AMBER, BRASS, depth=0.02)
    on.box(-0.02, 3.62, 0.14, 3.82, "#2a2028", edge=0)
    for k in (-1, 1):
        on.stroke([(k * 0.7, 4.0), (k * 0.95, hem)], [0, 0.06, 0.04], blend(who.coat_to, INK, 0.5), alpha=0.7, edge=0,
            inside=coat)
    return coat


def _frock(on: Sheet, who: Person) -> Piece:
    hem = who.height * 0.66
    coat = _trunk(on, who, hem, 1.02, who.coat, who.coat_to)
    vest = on.cut([(-0.5, 1.3), (0.5, 1.3), (0.46, 2.8), (0.6, 4.1), (0, 4.45), (-0.6, 4.1), (-0.46, 2.8)], "#c9a24e",
        "#94702f", depth=0.02)
    on.cut([(-0.46, 4.1), (0, 4.4), (0.46, 4.1), (0.9, hem + 0.3), (-0.9, hem + 0.3)], "#4a4650", "#2b2932",
        smooth=False, edge=0, inside=coat)
    _buttons(on, [(0.0, 2.5 + 0.42 * k) for k in range(4)], 0.065, RUST)
    on.stroke([(0.02, 3.3), (0.3, 3.62), (0.58, 3.25)], 0.05, LEMON, BRASS, edge=0.4, inside=vest)
    for side in (-1, 1):
        lapel = [(side * 0.42, 1.28), (side * 0.42, 1.28), (side * 0.95, 1.7), (side * 0.98, 2.2), (side * 0.82, 2.15),
            (side * 0.5, 3.3), (side * 0.5, 3.3), (side * 0.3, 2.2)]
        on.cut(lapel, blend(who.coat, PAPER, 0.12), who.coat_to, depth=0.05)
    return coat


def _dungarees(on: Sheet, who: Person) -> Piece:
    s, hem = who.shoulders, who.height * 0.5
    shirt = _trunk(on, who, hem, 0.85, who.lining, SAND)
    for k in range(9):
        on.stroke([(-2, 1.75 + 0.3 * k), (0, 1.82 + 0.3 * k), (2, 1.75 + 0.3 * k)], 0.11, CORAL, RUST, edge=0,
            inside=shirt)
    on.cut([(-0.62, 2.35), (-0.62, 2.35), (0.62, 2.35), (0.62, 2.35), (s * 0.84, 3.5), (s * 0.9, hem + 0.25),
        (s * 0.9, hem + 0.25), (-s * 0.9, hem + 0.25), (-s * 0.9, hem + 0.25), (-s * 0.84, 3.5)], who.coat, who.coat_to,
        depth=0.05)
    on.box(-0.34, 2.75, 0.34, 3.3, blend(who.coat, PAPER, 0.12), who.coat_to, depth=0.02)
    for side in (-1, 1):
        on.stroke([(side * 0.72, 1.42), (side * 0.52, 2.5)], 0.24, who.coat, who.coat_to, depth=0.03)
    _buttons(on, [(-0.52, 2.52), (0.52, 2.52)], 0.1, AMBER)
    return shirt


def _sailor(on: Sheet, who: Person) -> Piece:
    hem = who.height * 0.5
    blouse = _trunk(on, who, hem, 0.9, who.coat, who.coat_to)
    on.cut([(-0.42, 1.25), (0.42, 1.25), (0, 2.6)], who.lining, SAND, smooth=False, edge=0)
    for k in range(4):
        on.stroke([(-0.4, 1.5 + 0.28 * k), (0.4, 1.5 + 0.28 * k)], 0.07, who.coat, edge=0)
    for side in (-1, 1):
        flap = [(side * 0.38, 1.2), (side * 0.38, 1.2), (side * 1.2, 1.5), (side * 1.25, 2.5), (side * 1.25, 2.5),
            (side * 0.75, 2.45), (0, 2.85), (0, 2.85)]
        on.cut(flap, blend(who.coat, PAPER, 0.14), who.coat, depth=0.05)
        on.stroke([(side * 1.13, 2.38), (side * 0.72, 2.33), (side * 0.08, 2.68)], 0.05, PAPER, edge=0)
    on.cut([(-0.16, 2.65), (0.16, 2.65), (0.3, 3.5), (0, 3.3), (-0.28, 3.55)], CORAL, RUST, depth=0.04)
    return blouse


GARMENTS: dict[str, Callable[[Sheet, Person], Piece]] = {
    "oilskin": _oilskin, "jersey": _jersey, "peacoat": _peacoat, "shawl": _shawl, "greatcoat": _greatcoat,
    "frock": _frock, "dungarees": _dungarees, "sailor": _sailor,
}
OVER: dict[str, Callable[[Sheet, Person], None]] = {}
LEGS = {"jersey": ("#5d4a3c", "#3a2d26"), "dungarees": ("#2f5a74", "#1c3b52"), "oilskin": ("#2b5560", "#1b3a45"),
    "sailor": ("#2c4a60", "#1b3144")}
BOOTS = {"oilskin": ("#b9492f", "#7c2a22"), "jersey": ("#2c6a6c", "#1b464d"), "dungarees": ("#efb04a", "#b9752a"),
    "frock": ("#1d1a22", "#0f0d13")}
SHADES = {"dungarees": (0.13, "#6b4226", 0.22)}  # on a white shirt, the shade of dark coats reads as a grey veil
SLEEVES = {"dungarees": ("#f1e6cd", "#cdb48c"), "shawl": ("#4b3a50", "#30243a")}


# Collars, laid over the arms and under the chin


def _hood(on: Sheet, who: Person) -> None:
    on.cut([(-0.95, 1.0), (-1.05, 1.75), (0, 2.0), (1.05, 1.75), (0.95, 1.0), (0, 0.6)], blend(who.coat_to, INK, 0.15),
        who.coat_to, depth=0.04)


def _oilskin_collar(on: Sheet, who: Person) -> None:
    for side in (-1, 1):
        on.cut([(side * 0.05, 1.75), (side * 0.05, 1.75), (side * 0.4, 1.12), (side * 0.95, 1.2), (side * 1.02, 1.62),
            (side * 0.6, 2.0)], blend(who.coat, LEMON, 0.25) if side < 0 else who.coat, who.coat_to, depth=0.06)
    on.stroke([(-0.4, 1.28), (0, 1.62), (0.4, 1.28)], 0.2, who.lining, "#1d4650", depth=0.03)


def _roll(on: Sheet, colour: str, to: str) -> None:
    roll = on.cut([(-0.5, 1.05), (0, 1.2), (0.5, 1.05), (0.56, 1.4), (0.4, 1.58), (0, 1.66), (-0.4, 1.58),
        (-0.56, 1.4)], colour, to, depth=0.05)
    for k in range(-5, 6):
        on.stroke([(k * 0.095, 1.0), (k * 0.1, 1.7)], 0.025, blend(to, INK, 0.3), alpha=0.6, edge=0, inside=roll)


def _jersey_collar(on: Sheet, who: Person) -> None:
    _roll(on, blend(who.coat, PAPER, 0.1), who.coat_to)


def _peacoat_collar(on: Sheet, who: Person) -> None:
    on.cut([(-0.55, 1.3), (0.55, 1.3), (0.1, 2.7)], who.lining, SAND, smooth=False, edge=0)
    _roll(on, who.lining, SAND)
    for side in (-1, 1):
        lapel = [(side * 0.46, 1.15), (side * 0.46, 1.15), (side * 1.05, 1.32), (side * 1.25, 1.9), (side * 0.92, 2.0),
            (side * 1.0, 2.3), (0.1, 2.9), (0.1, 2.9), (side * 0.4, 2.0)]
        on.cut(lapel, blend(who.coat, PAPER, 0.1) if side < 0 else who.coat, who.coat_to, depth=0.07)


def _greatcoat_collar(on: Sheet, who: Person) -> None:
    on.cut([(-0.5, 1.1), (0.5, 1.1), (0.12, 2.1)], who.lining, INK, smooth=False, edge=0)
    for side in (-1, 1):
        on.cut([(side * 0.1, 2.0), (side * 0.1, 2.0), (side * 0.46, 0.98), (side * 0.46, 0.98), (side * 1.0, 1.1),
            (side * 1.22, 1.75), (side * 1.22, 1.75), (side * 0.7, 1.95)],
            blend(who.coat, CORAL, 0.35) if side < 0 else who.coat, who.coat_to, depth=0.08)


def _cravat(on: Sheet, who: Person) -> None:
    for side in (-1, 1):
        wing = [(0, 1.5), (side * 0.42, 1.02), (side * 0.52, 1.3), (side * 0.3, 1.6)]
        on.cut(wing, blend(who.lining, "#ffffff", 0.6), who.lining, smooth=False, depth=0.03)
    on.cut([(-0.22, 1.38), (0.22, 1.38), (0.34, 2.15), (0, 2.4), (-0.34, 2.15)], CORAL, RUST, depth=0.05)
    on.disc(0, 1.8, 0.07, colour=LEMON, edge=0.5)


COLLARS: dict[str, Callable[[Sheet, Person], None]] = {
    "oilskin": _oilskin_collar, "jersey": _jersey_collar, "peacoat": _peacoat_collar, "shawl": _shawl_over,
    "greatcoat": _greatcoat_collar, "frock": _cravat,
}
BEHIND: dict[str, Callable[[Sheet, Person], None]] = {"oilskin": _hood}
