"""How the head of a person is cut: the face and its features, then beard, hair and hat.

A head is two units tall, from the crown at -1 to the chin at 1; light falls from the upper left. A face crop and a
whole figure are drawn from the same row of `people` by the same functions, so they show the same person.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import cos, pi, sin

from tide_clock_art.paper import (
    AMBER,
    BRASS,
    CORAL,
    FOAM,
    INK,
    LEMON,
    NIGHT,
    PAPER,
    PLUM,
    RUST,
    Piece,
    Point,
    Sheet,
    blend,
)
from tide_clock_art.people import Person

# An outline that is broken to one point a line can no longer be read as a shape:
# fmt: off


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """One head being cut: the sheet at its middle, whose it is, how far it is turned (-1 to 1), the face itself."""

    on: Sheet
    who: Person
    turn: float
    face: Piece

    def x(self, x: float, depth: float = 1.0) -> float:
        """Where a feature comes to lie when the head is turned: the nearer to us, the further it moves."""
        return x * (1 - 0.1 * abs(self.turn)) + self.turn * 0.26 * depth


def contour(who: Person, turn: float) -> list[Point]:
    """The outline of the face, clockwise from the crown."""
    w, j, c = who.width, who.jaw, who.chin
    half = [(0.0, -1.0), (0.52 * w / 0.7, -0.9), (0.93 * w, -0.5), (w, -0.05), (0.97 * w, 0.25), (j + 0.03, 0.58),
        (c + 0.1, 0.88), (c * 0.45, 0.99)]
    right = [(x + turn * 0.09 * max(0.0, y + 0.3), y) for x, y in half]
    left = [(-x + turn * 0.09 * max(0.0, y + 0.3), y) for x, y in half[:0:-1]]
    return right + left


def draw_head(sheet: Sheet, who: Person, turn: float | None = None, *, smile: float = 0.0, hat: bool = True) -> None:
    """Cut a head around the origin of `sheet`: face, features, beard, hair and hat, from back to front."""
    turn = who.turn if turn is None else turn
    _ears(sheet, who, turn)
    face = sheet.cut(contour(who, turn), blend(who.skin, "#fff0d8", 0.1), who.skin, depth=0.05, edge=0.1)
    head = Head(on=sheet, who=who, turn=turn, face=face)
    _planes(head)
    for side in (-1, 1):
        _eye(head, side)
        _brow(head, side)
    _nose(head)
    _mouth(head, who.smile + smile)
    for mark in who.marks:
        MARKS[mark](head)
    if who.beard:
        BEARDS[who.beard](head)
    HAIR[who.cut](head)
    if who.hat and hat:
        HATS[who.hat](head)
    if "glasses" in who.marks:
        _glasses(head)


def draw_hair_behind(sheet: Sheet, who: Person, turn: float | None = None) -> None:
    """The hair that hangs behind neck and shoulders; laid before the body is."""
    behind = HAIR_BEHIND.get(who.cut)
    if behind:
        behind(sheet, who, who.turn if turn is None else turn)


# The face


def _ears(sheet: Sheet, who: Person, turn: float) -> None:
    for side in (-1, 1):
        x = side * (who.width + 0.02) - turn * 0.1
        sheet.disc(x, 0.16, 0.13, 0.22, colour=blend(who.skin, who.shade, 0.35 if side < 0 else 0.75), depth=0.02,
            edge=0.1)
        sheet.disc(x + side * 0.01, 0.17, 0.06, 0.12, colour=who.shade, edge=0, alpha=0.7)


def _planes(head: Head) -> None:
    """The large shadows that make a face round: its far side, the eye sockets, the cheeks, under lip and hair."""
    on, who, skin = head.on, head.who, head.face
    dark = blend(who.skin, who.shade, 0.62)
    edge = [(0.5, -1.1), (0.44, -0.5), (0.56, -0.16), (0.46, 0.06), (0.58, 0.26), (0.5, 0.5), (0.3, 0.7), (0.34, 0.86),
        (0.16, 1.1)]
    far = [(head.x(x, 0.75), y) for x, y in edge]
    on.cut([*far, (1.3, 1.1), (1.3, -1.1)], dark, blend(dark, who.shade, 0.4), alpha=0.72, edge=0, inside=skin)
    on.disc(head.x(-0.1, 0.8), -0.42, 0.42, 0.3, colour="#fff0d4", soft=0.14, alpha=0.22, inside=skin)
    for side in (-1, 1):
        on.disc(head.x(side * who.eye_gap, 0.85), who.eye_y - 0.03, 0.25, 0.16, colour=who.shade, soft=0.07, alpha=0.42,
            inside=skin)
        on.disc(head.x(side * 0.46, 0.75), 0.42, 0.2, 0.15, colour="#d8503c", soft=0.09, alpha=who.blush * 0.75,
            inside=skin)
    on.disc(head.x(0, 0.9), 0.83, 0.16, 0.05, colour=who.shade, soft=0.035, alpha=0.5, inside=skin)
    on.disc(head.x(-0.02, 0.9), 0.91, 0.1, 0.05, colour="#fff0d4", soft=0.03, alpha=0.22, inside=skin)
    if who.age > 0.2:
        _wrinkles(head)


def _wrinkles(head: Head) -> None:
    on, who = head.on, head.who
    ink = blend(who.skin, who.shade, 0.85)
    for side in (-1, 1):
        fold = [(head.x(side * 0.2), 0.45), (head.x(side * 0.31), 0.56), (head.x(side * 0.33), 0.7)]
        on.stroke(fold, [0.0, 0.035, 0.0], ink, alpha=0.8 * who.age, edge=0, inside=head.face)
        bag = [(head.x(side * (who.eye_gap - 0.13), 0.9), who.eye_y + 0.14),
            (head.x(side * who.eye_gap, 0.9), who.eye_y + 0.2),
               (head.x(side * (who.eye_gap + 0.14), 0.9), who.eye_y + 0.15)]
        on.stroke(bag, [0.0, 0.025, 0.0], ink, alpha=0.75 * who.age, edge=0, inside=head.face)
        for k in range(3 if who.age > 0.6 else 0):
            start = (head.x(side * (who.eye_gap + who.eye_size + 0.03), 0.8), who.eye_y + 0.03 * (k - 1))
            on.stroke([start, (start[0] + side * 0.1, who.eye_y + 0.07 * (k - 1))], [0.02, 0.0], ink, alpha=0.7, edge=0,
                inside=head.face)
    for k in range(int(who.age * 3)):
        y = -0.36 - 0.11 * k
        on.stroke([(head.x(-0.3), y + 0.02), (head.x(0.0), y - 0.02), (head.x(0.32), y + 0.02)], [0, 0.02, 0], ink,
            alpha=0.5, edge=0, inside=head.face)


def _eye(head: Head, side: int) -> None:
    on, who = head.on, head.who
    narrow = 1 - 0.2 * max(0.0, side * head.turn) * 2
    cx, cy, rx = head.x(side * who.eye_gap, 0.9), who.eye_y, who.eye_size * narrow
    ry, up = rx * (0.62 if who.age < 0.6 else 0.5), who.slant
    inner, outer = (cx - side * rx, cy + 0.02 + up * 0.3), (cx + side * rx, cy - up - 0.01)
    top = [(cx - side * rx * 0.45, cy - ry * 0.8), (cx + side * rx * 0.35, cy - ry * 0.85 - up * 0.4)]
    low = [(cx + side * rx * 0.45, cy + ry * 0.6 - up * 0.4), (cx - side * rx * 0.4, cy + ry * 0.62)]
    white = on.cut([inner, inner, *top, outer, outer, *low], "#e9dfcd" if side < 0 else "#cfc2b2", "#fbf5e6", edge=0)
    ix, iy, ir = cx + head.turn * 0.07, cy - 0.01, ry * 0.86
    on.disc(ix, iy, ir, colour=blend(who.eye, INK, 0.45), edge=0, inside=white)
    on.disc(ix, iy + ir * 0.15, ir * 0.78, colour=blend(who.eye, "#ffe9b8", 0.2), edge=0, inside=white)
    on.disc(ix, iy, ir * 0.48, colour="#0b0f14", edge=0, inside=white)
    on.stroke([inner, *top, outer], [0.05, 0.07, 0.06], INK, alpha=0.35, edge=0, inside=white)
    on.disc(ix - ir * 0.35, iy - ir * 0.35, ir * 0.26, colour="#fffdf2", edge=0)
    flick = (outer[0] + side * 0.05 * who.lashes, outer[1] - 0.04 * who.lashes)
    line = [0.012, 0.034 + 0.014 * who.lashes, 0.04 + 0.018 * who.lashes, 0.03 + 0.018 * who.lashes, 0.0]
    on.stroke([inner, *top, outer, flick], line, blend(who.shade, INK, 0.75), edge=0)
    on.stroke([outer, *low, inner], [0.02, 0.014, 0.0], blend(who.shade, INK, 0.3), alpha=0.6, edge=0)
    crease = [(x, y - 0.05 - who.lid * 0.06) for x, y in (inner, *top, outer)]
    on.stroke(crease, [0, 0.02, 0.03, 0], blend(who.shade, INK, 0.2), alpha=0.75, edge=0)


def _brow(head: Head, side: int) -> None:
    on, who = head.on, head.who
    cx, y = head.x(side * who.eye_gap, 0.9), who.eye_y - who.eye_size * 0.75 - 0.14
    line = [(cx - side * 0.2, y + 0.03 + who.brow_tilt), (cx, y - 0.04),
        (cx + side * 0.15, y - 0.03 - who.brow_tilt * 0.3),
            (cx + side * 0.25, y + 0.04 - who.brow_tilt * 0.4)]
    colour = who.brow_colour or blend(who.hair, INK, 0.15)
    on.stroke(line, [who.brow * 0.75, who.brow * 1.15, who.brow, 0.0], colour, edge=0.1,
        depth=0.008 if who.brow > 0.1 else 0)


def _nose(head: Head) -> None:
    on, who = head.on, head.who
    n, base = who.nose, who.nose_length
    tip = head.x(0, 1.25)
    dark = blend(who.skin, who.shade, 0.8)
    bridge = head.x(0.02, 1.0)
    side = [(bridge + 0.03, who.eye_y - 0.08), (bridge + 0.01, 0.18), (tip + 0.02, base - 0.1),
        (tip + n * 0.4, base - 0.02), (tip + n * 0.2, base + 0.05),
            (tip + n * 0.2, base + 0.05), (tip + n, base + 0.02), (tip + n * 1.02, base - 0.06),
            (tip + n * 0.65, base - 0.13), (bridge + 0.12, who.eye_y + 0.05)]
    on.cut(side, dark, blend(dark, who.shade, 0.5), alpha=0.75, edge=0, inside=head.face)
    on.stroke([(bridge - 0.03, 0.0), (bridge - 0.02, 0.2), (tip - 0.02, base - 0.1)], [0.0, 0.05, 0.07], "#fff2da",
        alpha=0.4, soft=0.012, edge=0, inside=head.face)
    on.disc(tip - n * 0.2, base - 0.07, n * 0.3, n * 0.24, colour="#fff6e4", alpha=0.5, soft=0.015, inside=head.face)
    ink = blend(who.shade, INK, 0.5)
    on.stroke([(tip - n, base - 0.05), (tip - n * 1.02, base + 0.01), (tip - n * 0.6, base + 0.02)], [0.0, 0.03, 0.0],
        ink, alpha=0.75, edge=0)
    on.stroke([(tip - n * 0.5, base + 0.03), (tip, base + 0.06), (tip + n * 0.5, base + 0.03)], [0.02, 0.03, 0.02], ink,
        alpha=0.8, edge=0)
    for s in (-1, 1):
        on.disc(tip + s * n * 0.5, base + 0.025, n * 0.2, n * 0.11, colour=blend(who.shade, INK, 0.7), edge=0)


def _mouth(head: Head, smile: float) -> None:
    on, who = head.on, head.who
    cx, y, m, f = head.x(0, 1.05), 0.69, who.mouth, who.fullness
    left, right = (cx - m, y - smile), (cx + m * 0.96, y - smile)
    line = [left, (cx - m * 0.4, y + 0.01), (cx, y + 0.005), (cx + m * 0.4, y + 0.01), right]
    bow = [(cx + m * 0.35, y - f * 0.75), (cx, y - f * 0.5), (cx - m * 0.35, y - f * 0.75)]
    upper = blend(who.lips, who.shade, 0.45)
    on.cut([left, left, *line[1:4], right, right, *bow], upper, edge=0, inside=head.face)
    bowl = [(cx + m * 0.45, y + f * 0.85), (cx, y + f * 1.15), (cx - m * 0.45, y + f * 0.85)]
    on.cut([left, left, *line[1:4], right, right, *bowl], who.lips, blend(who.lips, who.skin, 0.35), edge=0,
        inside=head.face)
    on.disc(cx - m * 0.2, y + f * 0.6, m * 0.25, f * 0.16, colour="#ffe9da", alpha=0.4, soft=0.012, inside=head.face)
    on.stroke(line, [0.012, 0.035, 0.03, 0.035, 0.012], blend(who.shade, INK, 0.6), edge=0)
    for x, s in ((left[0], -1), (right[0], 1)):
        on.disc(x + s * 0.01, y - smile, 0.025, 0.02, colour=blend(who.shade, INK, 0.4), alpha=0.7, edge=0)


# Marks


def _freckles(head: Head) -> None:
    colour = blend(head.who.shade, "#7a2f18", 0.3)
    spots = [(-0.5, 0.33), (-0.42, 0.39), (-0.34, 0.33), (-0.28, 0.41), (-0.46, 0.46), (-0.2, 0.34), (-0.1, 0.28),
        (0.06, 0.3), (0.15, 0.36), (0.24, 0.33), (0.3, 0.41), (0.38, 0.35), (0.46, 0.42), (0.36, 0.47)]
    for i, (x, y) in enumerate(spots):
        head.on.disc(head.x(x, 0.95), y, 0.016 + 0.006 * (i % 2), colour=colour, edge=0, alpha=0.7)


def _glasses(head: Head) -> None:
    on, who = head.on, head.who
    rims = []
    for side in (-1, 1):
        x, y, r = head.x(side * (who.eye_gap + 0.01), 0.95), who.eye_y + 0.03, 0.235
        lens = on.disc(x, y, r, colour="#ffffff", edge=0, alpha=0.1)
        on.cut([(x - r, y - r * 0.1), (x - r * 0.1, y - r), (x + r * 0.15, y - r), (x - r, y + r * 0.3)], "#ffffff",
            smooth=False, edge=0, alpha=0.28, inside=lens)
        ring = [(x + r * cos(k * pi / 12), y + r * sin(k * pi / 12)) for k in range(25)]
        on.stroke(ring, 0.032, BRASS, "#7a5a26", depth=0.015, edge=0.3)
        rims.append(x)
    on.stroke([(rims[0] + 0.22, who.eye_y - 0.02), (sum(rims) / 2, who.eye_y - 0.07),
        (rims[1] - 0.22, who.eye_y - 0.02)], 0.03, BRASS, depth=0.01)
    for side, x in zip((-1, 1), rims, strict=True):
        on.stroke([(x + side * 0.23, who.eye_y), (side * (who.width + 0.03), who.eye_y + 0.02)], 0.025, BRASS, edge=0.2)


def _monocle(head: Head) -> None:
    x, y, r = head.x(head.who.eye_gap, 0.95), head.who.eye_y + 0.02, 0.2
    head.on.disc(x, y, r, colour="#ffffff", edge=0, alpha=0.16)
    ring = [(x + r * cos(k * pi / 12), y + r * sin(k * pi / 12)) for k in range(25)]
    head.on.stroke(ring, 0.035, AMBER, BRASS, depth=0.015, edge=0.3)
    head.on.stroke([(x + r * 0.7, y + r * 0.7), (x + 0.2, 0.6), (x + 0.1, 1.1), (x + 0.22, 1.6)], 0.014, AMBER, edge=0)


def _gap(head: Head) -> None:
    """A grin with a tooth missing."""
    x, y = head.x(0, 1.05), 0.69
    grin = head.on.cut([(x - 0.2, y - 0.05), (x - 0.2, y - 0.05), (x, y), (x + 0.2, y - 0.05), (x + 0.2, y - 0.05),
        (x + 0.1, y + 0.07), (x - 0.1, y + 0.07)], "#4a1f1c", edge=0)
    for k in (-2, -1, 1, 2):
        head.on.box(x + k * 0.065 - 0.03, y - 0.1, x + k * 0.065 + 0.032, y + 0.035 - 0.008 * abs(k), "#fff6e2", edge=0,
            inside=grin)


def _earrings(head: Head) -> None:
    for side in (-1, 1):
        head.on.disc(side * (head.who.width + 0.05) - head.turn * 0.1, 0.43, 0.05, 0.07, colour=AMBER, depth=0.01,
            edge=0.4)


def _mole(head: Head) -> None:
    head.on.disc(head.x(0.34), 0.52, 0.025, colour=blend(head.who.shade, INK, 0.5), edge=0)


def _nothing(_head: Head) -> None:
    """Glasses go on last, over the hair."""


MARKS: dict[str, Callable[[Head], None]] = {
    "freckles": _freckles, "glasses": _nothing, "monocle": _monocle, "gap": _gap, "earrings": _earrings, "mole": _mole,
}


# Beards


def _full_beard(head: Head) -> None:
    on, who = head.on, head.who
    w, dx = who.width, head.turn * 0.12
    outline = [(-w + dx * 0.3, 0.12), (-w + dx * 0.3, 0.12), (-w - 0.04, 0.5), (-w * 0.95 + dx, 0.95),
        (-0.42 + dx, 1.35), (-0.2 + dx, 1.42), (0.05 + dx, 1.58), (0.3 + dx, 1.4), (0.5 + dx, 1.3),
               (w * 0.95 + dx, 0.95), (w + 0.04, 0.5), (w + dx * 0.3, 0.12), (w + dx * 0.3, 0.12), (w - 0.12 + dx, 0.4),
               (0.38 + dx * 2, 0.55), (0.14 + dx * 2, 0.5), (-0.14 + dx * 2, 0.5), (-0.38 + dx * 2, 0.55),
               (-w + 0.12 + dx, 0.4)]
    beard = on.cut(outline, who.shine, blend(who.hair, "#7f8a8c", 0.5), depth=0.05)
    on.cut([(0.3 + dx, 0.4), (0.34 + dx, 0.8), (0.2 + dx, 1.2), (0.1 + dx, 1.7), (1.2, 1.6), (1.2, 0.1)], "#7d8789",
        alpha=0.55, edge=0, inside=beard)
    for k in range(-4, 5):
        x = k * 0.17 + dx
        curl = [(x * 0.85, 0.85 + 0.02 * k * k * 0.3), (x * 1.02 + 0.03, 1.05), (x * 0.8, 1.32 - 0.03 * abs(k))]
        on.stroke(curl, [0, 0.03, 0], "#8f9794", alpha=0.7, edge=0, inside=beard)
    _moustache(head, who.shine, blend(who.hair, "#8f9794", 0.4), 0.5, 0.16)
    mx = head.x(0, 1.05)
    on.stroke([(mx - 0.15, 0.76), (mx, 0.775), (mx + 0.15, 0.76)], [0.01, 0.05, 0.01], blend(who.lips, INK, 0.35),
        edge=0)
    on.stroke([(mx - 0.12, 0.81), (mx, 0.83), (mx + 0.12, 0.81)], [0.01, 0.06, 0.01], who.lips, edge=0)


def _moustache(head: Head, colour: str, to: str, reach: float, weight: float, tip: float = 0.86) -> None:
    x = head.x(0, 1.1)
    for side in (-1, 1):
        lobe = [(x, 0.55), (x + side * reach * 0.4, 0.54), (x + side * reach * 0.8, 0.66), (x + side * reach, tip),
            (x + side * reach, tip),
                (x + side * reach * 0.55, 0.6 + weight), (x + side * 0.06, 0.58 + weight * 0.8), (x, 0.66)]
        head.on.cut(lobe, colour, to, depth=0.02)
        for k in (0.3, 0.6):
            head.on.stroke([(x + side * 0.05, 0.6), (x + side * reach * k, 0.62),
                (x + side * reach * (k + 0.25), 0.66 + weight * k * 0.6)], [0, 0.018, 0], blend(to, INK, 0.3), edge=0,
                alpha=0.6)


def _waxed(head: Head) -> None:
    _moustache(head, head.who.shine, head.who.hair, 0.42, 0.07, 0.52)


def _short_beard(head: Head) -> None:
    on, who = head.on, head.who
    w, j, dx = who.width, who.jaw, head.turn * 0.12
    outline = [(-w + 0.01, 0.05), (-w - 0.01, 0.3), (-j - 0.06 + dx * 0.4, 0.62), (-0.36 + dx, 0.98), (dx, 1.1),
        (0.36 + dx, 0.98), (j + 0.06 + dx * 0.4, 0.62), (w + 0.01, 0.3), (w - 0.01, 0.05),
               (w - 0.07, 0.3), (0.45 + dx, 0.56), (0.3 + dx * 2, 0.86), (dx * 2, 0.9), (-0.3 + dx * 2, 0.86),
               (-0.45 + dx, 0.56), (-w + 0.07, 0.3)]
    on.cut(outline, blend(who.hair, who.shade, 0.25), who.hair, depth=0.015, edge=0.1)
    _moustache(head, blend(who.hair, who.shade, 0.2), who.hair, 0.34, 0.05, 0.82)


BEARDS: dict[str, Callable[[Head], None]] = {"full": _full_beard, "waxed": _waxed, "short": _short_beard}


# Hair


def _curl_cloud(on: Sheet, who: Person, ring: list[tuple[float, float, float]], depth: float = 0.04) -> None:
    """Curls: a heap of round pieces, each with a lit coil."""
    for x, y, r in ring:
        on.disc(x, y, r, colour=who.hair, depth=depth, edge=0.12)
    for x, y, r in ring:
        for k, share in enumerate((0.72, 0.45)):
            coil = [(x + r * share * cos(a * pi / 6), y + r * share * sin(a * pi / 6)) for a in range(5 + k, 12 + k)]
            on.stroke(coil, [0, r * 0.13, 0], who.shine, alpha=0.75 - 0.2 * k, edge=0)


def _curls_behind(on: Sheet, who: Person, turn: float) -> None:
    ring = [(1.02 * cos(a) - turn * 0.15, -0.12 + 1.0 * sin(a), 0.36 + 0.05 * (i % 3)) for i,
        a in enumerate(k * pi / 8 for k in range(-10, 3))]
    on.disc(-turn * 0.1, -0.15, 1.1, 1.05, colour=who.hair, edge=0)
    _curl_cloud(on, who, ring)


def _curls(head: Head) -> None:
    t = head.turn * 0.2
    _curl_cloud(head.on, head.who, [(-0.74, -0.38, 0.19), (-0.66, -0.12, 0.13), (0.74, -0.38, 0.19),
    (0.69, -0.12, 0.13)])
    _curl_cloud(head.on, head.who, [(x + t, y, r) for x, y, r in [(-0.5, -0.72, 0.24), (0.5, -0.72, 0.24),
    (-0.2, -0.82, 0.25), (0.18, -0.84, 0.25)]])


def _short_curls(head: Head) -> None:
    ring = [(-0.72, -0.35, 0.17), (0.72, -0.35, 0.17), (-0.6, -0.6, 0.2), (0.6, -0.6, 0.2), (-0.34, -0.62, 0.19),
        (0.0, -0.66, 0.21), (0.33, -0.62, 0.19), (-0.3, -0.88, 0.24), (0.3, -0.88, 0.24), (0, -0.98, 0.24)]
    _curl_cloud(head.on, head.who, ring)


def _bald(head: Head) -> None:
    on, who = head.on, head.who
    for side in (-1, 1):
        tuft = [(side * (who.width - 0.06), -0.45), (side * (who.width + 0.12), -0.35),
            (side * (who.width + 0.16), 0.0), (side * (who.width + 0.06), 0.28), (side * (who.width - 0.05), 0.1)]
        on.cut(tuft, who.shine, who.hair, depth=0.02)


def _bun(head: Head) -> None:
    on, who = head.on, head.who
    w, t = who.width, head.turn * 0.2
    grey = "#b5b4ad"
    knot = on.disc(-t * 1.2, -1.28, 0.36, 0.32, colour=who.hair, depth=0.05)
    for k in range(3):
        on.stroke([(-0.3 - t, -1.2 - 0.1 * k), (-t, -1.08 - 0.12 * k), (0.3 - t, -1.22 - 0.1 * k)], [0, 0.035, 0], grey,
            edge=0, inside=knot)
    for side in (-1, 1):
        wing = [(t * 1.3, -0.98), (side * 0.3 + t, -1.12), (side * 0.72, -0.86), (side * (w + 0.14), -0.4),
            (side * (w + 0.1), 0.1), (side * (w - 0.02), 0.2), (side * (w - 0.04), -0.1),
                (side * (w - 0.16), -0.38), (side * 0.34 + t, -0.62), (t * 1.3, -0.74)]
        piece = on.cut(wing, who.shine if side < 0 else who.hair, who.hair if side < 0 else grey, depth=0.04)
        for k in range(4):
            lift = 0.09 * k
            on.stroke([(t * 1.3, -0.95 + lift * 0.6), (side * 0.4 + t, -0.98 + lift * 0.8),
                (side * (w + 0.06 - lift * 0.4), -0.35 + lift)], [0, 0.028, 0], grey, edge=0, inside=piece)
    on.stroke([(-w - 0.04, 0.05), (-w - 0.16, 0.4), (-w - 0.06, 0.72), (-w - 0.12, 0.9)], [0.05, 0.035, 0], who.hair,
        depth=0.02, edge=0.1)


def _bob_behind(on: Sheet, who: Person, turn: float) -> None:
    w, d = who.width + 0.3, -turn * 0.08
    on.cut([(d, -1.28), (0.72 + d, -1.1), (w + d, -0.4), (w + 0.04 + d, 0.5), (w + 0.05 + d, 1.0), (w + 0.05 + d, 1.0),
        (-w - 0.05 + d, 1.0), (-w - 0.05 + d, 1.0), (-w - 0.04 + d, 0.5), (-w + d, -0.4), (-0.72 + d, -1.1)],
           who.hair, blend(who.hair, INK, 0.4), depth=0.06)


def _bob(head: Head) -> None:
    on, who, t = head.on, head.who, head.turn * 0.15
    w = who.width
    for side in (-1, 1):
        lock = [(side * 0.3, -1.1), (side * (w + 0.1), -0.9), (side * (w + 0.27), -0.3), (side * (w + 0.29), 0.5),
            (side * (w + 0.24), 0.97), (side * (w + 0.24), 0.97), (side * (w - 0.1), 0.9), (side * (w - 0.1), 0.9),
            (side * (w - 0.08), 0.3), (side * (w - 0.14), -0.4)]
        piece = on.cut([(x + t * 0.5, y) for x, y in lock], who.hair, blend(who.hair, who.shine, 0.25), depth=0.05)
        on.stroke([(side * (w + 0.06), -0.6), (side * (w + 0.13), 0.0), (side * (w + 0.08), 0.8)], [0, 0.08, 0],
            who.shine, alpha=0.6, soft=0.015, edge=0, inside=piece)
    fringe = [(-w - 0.1, -0.2), (-w - 0.12, -0.65), (-0.5, -1.15), (0, -1.27), (0.5, -1.15), (w + 0.12, -0.65),
        (w + 0.1, -0.2), (w + 0.1, -0.2), (w - 0.12, -0.25), (w - 0.12, -0.25), (0.35 + t, -0.22), (-0.35 + t, -0.22),
        (-w + 0.12, -0.25), (-w + 0.12, -0.25)]
    piece = on.cut(fringe, blend(who.hair, who.shine, 0.15), who.hair, depth=0.05)
    on.stroke([(-0.62, -0.75), (-0.2, -0.88), (0.3, -0.86)], [0, 0.13, 0], who.shine, alpha=0.7, soft=0.02, edge=0,
        inside=piece)
    for k in range(-4, 5):
        on.stroke([(k * 0.06, -1.2), (k * 0.13 + t * 0.5, -0.7), (k * 0.155 + t, -0.18)], [0, 0.018, 0.012], who.shine,
            alpha=0.4, edge=0, inside=piece)


def _side(head: Head) -> None:
    on, who = head.on, head.who
    w = who.width
    for side in (-1, 1):
        burn = [(side * (w - 0.1), -0.6), (side * (w + 0.1), -0.5), (side * (w + 0.09), 0.0), (side * (w + 0.04), 0.38),
            (side * (w - 0.1), 0.44), (side * (w - 0.06), 0.1)]
        on.cut(burn, who.shine if side < 0 else who.hair, who.hair, depth=0.02)
    on.cut([(-w - 0.05, -0.5), (-0.5, -1.1), (0.1, -1.2), (0.6, -1.05), (w + 0.06, -0.5), (0.5, -0.72), (-0.1, -0.78),
        (-0.5, -0.62)], who.shine, who.hair, depth=0.03)


def _short(head: Head) -> None:
    on, who, w = head.on, head.who, head.who.width
    cap = [(-w - 0.05, 0.1), (-w - 0.07, -0.5), (-0.5, -1.08), (0.05, -1.17), (0.55, -1.05), (w + 0.07, -0.5),
        (w + 0.05, 0.1), (w - 0.03, -0.3), (0.5, -0.6), (0.1, -0.66), (-0.35, -0.62), (-w + 0.05, -0.3)]
    on.cut(cap, blend(who.hair, who.shine, 0.3), who.hair, depth=0.03)


def _braid_behind(on: Sheet, who: Person, turn: float) -> None:
    on.disc(-turn * 0.1, -0.2, who.width + 0.2, 1.05, colour=who.hair, to=blend(who.hair, INK, 0.35), depth=0.04)


def _braid(head: Head) -> None:
    on, who, w, t = head.on, head.who, head.who.width, head.turn * 0.25
    part = -0.22 + t
    for side, far in ((-1, -w - 0.13), (1, w + 0.13)):
        sweep = [(part, -1.12), (part, -1.12), (far * 0.55, -1.16), (far, -0.65), (far * 1.04, 0.05), (far * 0.98, 0.4),
            (far * 0.86, 0.1), (far * 0.84, -0.25), (part + side * 0.34, -0.52), (part, -0.72), (part, -0.72)]
        piece = on.cut(sweep, who.shine if side < 0 else blend(who.hair, who.shine, 0.4), who.hair, depth=0.04)
        for k in range(4):
            on.stroke([(part, -1.05 + 0.09 * k), (part + (far - part) * 0.6, -0.95 + 0.12 * k),
                (far * (1 - 0.03 * k), -0.3 + 0.1 * k)], [0, 0.026, 0], blend(who.hair, INK, 0.3), alpha=0.8, edge=0,
                inside=piece)
    for k in range(6):
        x, y, r = -w - 0.12 - 0.03 * (k % 2) + 0.05 * k, 0.55 + 0.3 * k, 0.2 - 0.012 * k
        on.cut([(x - r, y - 0.05), (x, y - 0.2), (x + r, y - 0.02), (x + r * 0.4, y + 0.2), (x - r * 0.5, y + 0.18)],
            who.shine, who.hair, depth=0.04)
        on.stroke([(x - r * 0.7, y), (x, y - 0.04), (x + r * 0.6, y + 0.1)], [0, 0.03, 0], blend(who.hair, INK, 0.3),
            edge=0)
    x, y = -w + 0.12, 2.35
    on.box(x - 0.12, y - 0.08, x + 0.12, y + 0.04, CORAL, RUST, depth=0.02)
    on.cut([(x - 0.1, y), (x + 0.1, y), (x + 0.13, y + 0.3), (x, y + 0.42), (x - 0.12, y + 0.3)], who.shine, who.hair,
        depth=0.03)


def _waves(head: Head) -> None:
    on, who, w, t = head.on, head.who, head.who.width, head.turn * 0.25
    cap = [(-w - 0.06, 0.12), (-w - 0.14, -0.4), (-0.7, -0.95), (-0.3, -1.22), (0.15, -1.3), (0.6, -1.12),
        (w + 0.12, -0.55), (w + 0.06, 0.12), (w - 0.03, -0.2), (0.6 + t, -0.5), (0.3 + t, -0.6), (0.0 + t, -0.42),
        (-0.35 + t, -0.66), (-w + 0.1, -0.42)]
    piece = on.cut(cap, blend(who.hair, who.shine, 0.5), who.hair, depth=0.05)
    for k in range(5):
        on.stroke([(-0.65 + 0.22 * k, -0.85), (-0.4 + 0.22 * k, -1.12), (-0.15 + 0.22 * k, -0.95),
            (0.0 + 0.22 * k, -0.6)], [0, 0.045, 0.04, 0], who.shine, alpha=0.8, edge=0, inside=piece)


HAIR: dict[str, Callable[[Head], None]] = {
    "curls": _curls, "short curls": _short_curls, "bald": _bald, "bun": _bun, "bob": _bob,
    "side": _side, "short": _short, "braid": _braid, "waves": _waves,
}
HAIR_BEHIND: dict[str, Callable[[Sheet, Person, float], None]] = {"curls": _curls_behind, "bob": _bob_behind,
    "braid": _braid_behind}


# Hats


def _headscarf(head: Head) -> None:
    on, t = head.on, head.turn * 0.2
    band = [(-0.98, -0.52), (-0.62, -0.84), (t, -0.98), (0.62, -0.86), (0.98, -0.52), (0.86, -0.36), (0.5, -0.62),
        (t, -0.7), (-0.5, -0.6), (-0.86, -0.36)]
    piece = on.cut(band, CORAL, RUST, depth=0.05)
    for k in range(-4, 5):
        on.disc(k * 0.19 + t * 0.6, -0.8 + 0.018 * k * k, 0.035, colour=LEMON, edge=0, inside=piece)
    for tip in ((0.9, -1.22), (0.5, -1.32)):
        on.cut([(0.6, -0.92), (tip[0] - 0.06, tip[1]), (tip[0] + 0.16, tip[1] + 0.14), (0.72, -0.82)], CORAL, RUST,
            depth=0.04)
    on.disc(0.66, -0.87, 0.1, 0.09, colour=RUST, depth=0.03)


def _captain(head: Head) -> None:
    on, t = head.on, head.turn * 0.25
    crown = [(-0.9, -0.55), (-1.12, -0.98), (-0.8, -1.3), (t, -1.46), (0.8, -1.3), (1.12, -0.98), (0.9, -0.55)]
    on.cut(crown, "#2a4862", "#152b40", depth=0.06)
    on.cut([(-0.9, -0.75), (t, -0.92), (0.9, -0.75), (0.9, -0.75), (0.86, -0.46), (0.86, -0.46), (t, -0.6),
        (-0.86, -0.46), (-0.86, -0.46), (-0.9, -0.75)], "#101c28", "#1d2c3a", depth=0.02)
    on.cut([(-0.84, -0.5), (t, -0.64), (0.84, -0.5), (0.84, -0.5), (0.5 + t, -0.3), (t * 1.4, -0.25), (-0.5 + t, -0.3),
        (-0.84, -0.5)], "#2c3a46", "#0c141c", depth=0.06)
    on.stroke([(-0.84, -0.56), (t, -0.7), (0.84, -0.56)], 0.05, AMBER, BRASS, edge=0.3)
    x = t * 1.2
    on.disc(x, -0.98, 0.17, colour=AMBER, depth=0.02, edge=0.4)
    on.stroke([(x, -1.1), (x, -0.86)], 0.035, NIGHT, edge=0)
    on.stroke([(x - 0.09, -0.94), (x, -0.86), (x + 0.09, -0.94)], 0.03, NIGHT, edge=0)
    on.disc(x, -1.09, 0.03, colour=NIGHT, edge=0)


def _knitted(head: Head, colour: str, to: str, rib: str) -> None:
    on, t = head.on, head.turn * 0.2
    dome = on.cut([(-0.84, -0.4), (-0.9, -0.85), (-0.56, -1.33), (t * 0.5, -1.47), (0.56, -1.33), (0.9, -0.85),
        (0.84, -0.4)], colour, to, depth=0.05)
    for k in range(-4, 5):
        on.stroke([(k * 0.05, -1.5), (k * 0.19 + t * 0.5, -1.05), (k * 0.21 + t, -0.5)], [0.0, 0.03, 0.03],
            blend(to, INK, 0.25), alpha=0.6, edge=0, inside=dome)
    brim = on.cut([(-0.9, -0.66), (t, -0.78), (0.9, -0.66), (0.9, -0.66), (0.87, -0.32), (0.87, -0.32), (t, -0.44),
        (-0.87, -0.32), (-0.87, -0.32), (-0.9, -0.66)], rib, blend(rib, INK, 0.25), depth=0.05)
    for k in range(-9, 10):
        on.stroke([(k * 0.1 + t * 0.4, -0.95), (k * 0.1 + t * 0.5, -0.4)], 0.02, blend(rib, INK, 0.45), alpha=0.5,
            edge=0, inside=brim)


def _bobble(head: Head) -> None:
    x = -head.turn * 0.2
    head.on.disc(x, -1.58, 0.27, colour=FOAM, depth=0.05)
    for k in range(9):
        a = k * 2 * pi / 9
        head.on.disc(x + 0.2 * cos(a), -1.58 + 0.2 * sin(a), 0.1, colour=PAPER if k % 2 else FOAM, edge=0.15)
    _knitted(head, CORAL, RUST, PAPER)


def _beanie(head: Head) -> None:
    _knitted(head, AMBER, "#b9752a", "#d48d31")


def _top_hat(head: Head) -> None:
    on, t = head.on, head.turn * 0.15
    on.cut([(-0.66, -0.7), (-0.66, -0.7), (-0.74, -2.1), (-0.74, -2.1), (-t, -2.2), (0.74, -2.1), (0.74, -2.1),
        (0.66, -0.7), (0.66, -0.7)], "#4b3650", "#221629", depth=0.05, across=True)
    on.cut([(-0.67, -1.12), (t, -1.04), (0.67, -1.12), (0.67, -1.12), (0.66, -0.78), (0.66, -0.78), (t, -0.7),
        (-0.66, -0.78), (-0.66, -0.78), (-0.67, -1.12)], RUST, "#6e2622", edge=0.15)
    on.cut([(-1.08, -0.78), (-1.08, -0.78), (-0.5, -0.72), (t, -0.7), (0.5, -0.72), (1.08, -0.78), (1.08, -0.78),
        (0.6, -0.56), (t, -0.52), (-0.6, -0.56)], PLUM, "#1d1423", depth=0.07)
    on.stroke([(-0.5, -2.0), (-0.46, -1.2)], [0.02, 0.1, 0.02], "#8a7391", alpha=0.5, soft=0.03)


HATS: dict[str, Callable[[Head], None]] = {
    "headscarf": _headscarf, "captain": _captain, "bobble": _bobble, "beanie": _beanie, "top": _top_hat,
}
