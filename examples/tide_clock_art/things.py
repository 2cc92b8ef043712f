"""Things: what is carried, read, wound and sailed in, and the dog. Each is about two units across."""

from __future__ import annotations

from math import cos, pi, sin

from tide_clock_art.heads import draw_hair_behind, draw_head
from tide_clock_art.paper import (
    AMBER,
    BRASS,
    CORAL,
    DEEP,
    FOAM,
    INK,
    LEMON,
    MIST,
    MOSS,
    NIGHT,
    PAPER,
    PEACH,
    PLUM,
    RUST,
    SAND,
    SEA,
    SLATE,
    TEAL,
    WOOD,
    Piece,
    Point,
    Sheet,
    blend,
)
from tide_clock_art.people import PEOPLE

# An outline that is broken to one point a line can no longer be read as a shape:
# fmt: off

BRIGHT = "#f6d384"


def ring(x: float, y: float, r: float, *, start: float = 0.0, stop: float = 2.0, squash: float = 1.0) -> list[Point]:
    """Points along a circle, from `start` to `stop` half turns."""
    steps = 32
    return [(x + r * cos(pi * (start + (stop - start) * k / steps)),
    y + r * squash * sin(pi * (start + (stop - start) * k / steps))) for k in range(steps + 1)]


def draw_lantern(on: Sheet, *, lit: bool = True) -> None:
    """A storm lantern, 1 unit wide and 2 tall."""
    on.stroke(ring(0, -0.75, 0.32, start=1.0, stop=2.0, squash=1.2), 0.07, BRIGHT, BRASS, depth=0.03, edge=0.4)
    on.cut([(-0.2, -0.9), (0.2, -0.9), (0.42, -0.55), (-0.42, -0.55)], BRASS, "#6d4f20", smooth=False, depth=0.04)
    glass = on.cut([(-0.36, -0.55), (0.36, -0.55), (0.5, -0.1), (0.4, 0.5), (-0.4, 0.5), (-0.5, -0.1)],
        "#ffe7a3" if lit else "#8fa9a4", "#f4a63a" if lit else SLATE, depth=0.04)
    if lit:
        on.cut([(0, -0.38), (0.16, 0.05), (0.13, 0.33), (0, 0.4), (-0.13, 0.33), (-0.16, 0.05)], "#fffbe6", "#ff9d2e",
            edge=0)
        on.disc(0, 0.22, 0.07, 0.14, colour="#fffdf0", edge=0)
    on.cut([(-0.3, -0.45), (-0.18, -0.45), (-0.28, 0.4), (-0.36, 0.4)], "#ffffff", smooth=False, alpha=0.4, edge=0,
        inside=glass)
    for x in (-0.47, 0.0, 0.47):
        on.stroke([(x * 0.8, -0.55), (x * 1.05, -0.1), (x * 0.85, 0.52)], 0.045, BRASS, "#5d431c", edge=0.3)
    on.stroke([(-0.5, -0.02), (0, 0.06), (0.5, -0.02)], 0.045, BRASS, edge=0.3)
    on.cut([(-0.46, 0.5), (0.46, 0.5), (0.6, 0.95), (-0.6, 0.95)], BRASS, "#5d431c", smooth=False, depth=0.05)
    on.stroke([(-0.5, 0.72), (0.5, 0.72)], 0.05, BRIGHT, edge=0)
    if lit:
        on.glow(0, 0.05, 1.9, "#ff8a2a", 0.5)


def draw_key(on: Sheet) -> None:
    """The winding key of the tide clock: a ring with a wave in it, a long shaft, two teeth like combers."""
    on.stroke([(-0.35, 0), (1.5, 0)], 0.17, BRIGHT, "#8a6424", depth=0.07, edge=0.4)
    for x in (-0.28, -0.1, 0.85):
        on.box(x - 0.05, -0.15, x + 0.05, 0.15, BRIGHT, "#8a6424", depth=0.03, edge=0.4)
    for x, tall in ((1.02, 0.55), (1.32, 0.45)):
        comb = [(x, 0.0), (x, 0.0), (x + 0.24, 0.0), (x + 0.24, 0.0), (x + 0.22, tall * 0.6), (x + 0.3, tall),
            (x + 0.05, tall * 0.95), (x - 0.02, tall * 0.5)]
        on.cut(comb, BRASS, "#7a561f", depth=0.05, edge=0.4)
    on.stroke(ring(-0.85, 0, 0.55), 0.2, BRIGHT, "#8a6424", depth=0.08, edge=0.5)
    wave = [(-1.3, 0.12), (-1.1, -0.1), (-0.92, 0.02), (-0.8, 0.2), (-0.6, 0.08), (-0.42, -0.12)]
    on.stroke(wave, [0.06, 0.14, 0.1, 0.14, 0.06], AMBER, BRASS, depth=0.04, edge=0.4)
    on.stroke(ring(-0.85, 0, 0.56, start=1.1, stop=1.5), [0, 0.05, 0], "#fff4cf", edge=0, alpha=0.9)


def draw_locket(on: Sheet) -> None:
    """An open locket: waves engraved at left, young Josef at right."""
    for k in range(16):
        a = pi * (0.08 + 0.84 * k / 15)
        on.disc(1.25 * cos(a) * 1.15, -0.7 - 0.75 * sin(a) ** 0.6, 0.05, colour=BRASS, depth=0.02, edge=0.4)
    for side in (-1, 1):
        on.disc(side * 0.8, 0.1, 0.82, 0.98, colour=BRIGHT, to="#96702c", depth=0.09, edge=0.5)
        on.disc(side * 0.8, 0.1, 0.72, 0.88, colour="#8c6727", to="#c99f4c", edge=0.3)
    on.box(-0.07, -0.35, 0.07, 0.5, BRASS, "#6d4f20", depth=0.03, edge=0.5)
    left = on.disc(-0.8, 0.1, 0.66, 0.82, colour="#c79b48", to="#9a7330", edge=0)
    for k in range(6):
        y = -0.3 + 0.22 * k
        on.stroke([(-1.5, y), (-1.2, y - 0.12), (-0.95, y + 0.02), (-0.7, y - 0.12), (-0.45, y + 0.02),
            (-0.1, y - 0.1)], [0, 0.05, 0.05, 0.05, 0], "#6d4f20", edge=0, inside=left)
    on.disc(-0.8, -0.42, 0.16, colour="#f3dca0", edge=0.3, inside=left)
    draw_miniature(on.at(0.8, 0.1))
    on.disc(0.55, -0.3, 0.25, 0.4, colour="#ffffff", alpha=0.14, edge=0, soft=0.06)


def draw_miniature(on: Sheet) -> None:
    """Josef at twenty, painted on an oval 1.3 units wide and 1.6 tall."""
    oval = on.disc(0, 0, 0.65, 0.8, colour="#d9c08f", to="#8f7247", edge=0)
    under = on.image.copy()
    small, josef = on.at(0.0, -0.12, 0.36), PEOPLE["josef"]
    draw_hair_behind(small, josef)
    small.cut([(-0.4, 0.6), (0.4, 0.6), (0.5, 1.4), (1.7, 1.8), (2.1, 3.6), (-2.1, 3.6), (-1.7, 1.8), (-0.5, 1.4)],
        blend(josef.skin, josef.shade, 0.5), edge=0)
    for side in (-1, 1):
        small.cut([(0, 2.6), (side * 0.42, 1.2), (side * 1.5, 1.55), (side * 2.2, 3.8), (0, 3.8)], josef.coat,
            josef.coat_to, smooth=False, depth=0.05)
        small.stroke([(side * 0.06, 2.45), (side * 0.5, 1.5)], 0.07, PAPER, edge=0)
    draw_head(small, josef)
    small.cut([(-3, -3), (3, -3), (3, 4), (-3, 4)], "#c79a5c", smooth=False, alpha=0.22, edge=0)
    under.paste(on.image, mask=oval.mask)
    on.image.paste(under)


def draw_ledger(on: Sheet) -> None:
    """The winding book of the tower, open at its last page."""
    on.cut([(-1.62, -0.92), (1.62, -0.92), (1.7, 1.02), (-1.7, 1.02)], "#6d2c26", "#3f1a1c", smooth=False, depth=0.1)
    for side in (-1, 1):
        page = [(0, -0.86), (0, -0.86), (side * 0.6, -0.98), (side * 1.5, -0.88), (side * 1.5, -0.88),
            (side * 1.57, 0.92), (side * 1.57, 0.92), (side * 0.7, 0.84), (0, 0.96), (0, 0.96)]
        leaf = on.cut(page, "#fbf3de" if side < 0 else "#f3e6c8", SAND, depth=0.03)
        on.cut([(0, -1), (side * 0.32, -1), (side * 0.2, 1), (0, 1)], "#8a6a48", smooth=False, alpha=0.3, soft=0.06,
            inside=leaf)
        for k in range(9):
            y = -0.62 + 0.165 * k
            on.stroke([(side * 0.14, y), (side * 0.7, y - 0.05), (side * 1.44, y)], 0.012, "#8fb0ae", edge=0,
                inside=leaf)
            if side < 0 or k < 4:
                _scribble(on, side, y, k, leaf)
    on.stroke([(0.5, 0.18), (0.64, -0.02), (0.7, 0.22), (0.84, 0.06), (0.95, 0.2), (1.1, 0.04), (1.34, 0.16)],
        [0.03, 0.05, 0.02, 0.05, 0.02, 0.0], "#7a1f1c", edge=0)
    on.stroke([(0.42, 0.34), (0.9, 0.3), (1.4, 0.34)], [0, 0.03, 0], "#7a1f1c", edge=0)
    on.cut([(0.02, -0.9), (0.14, -0.9), (0.16, 1.3), (0.08, 1.2), (0.0, 1.32)], CORAL, RUST, smooth=False, depth=0.03)


def _scribble(on: Sheet, side: int, y: float, k: int, leaf: Piece) -> None:
    x = 0.2 if side > 0 else -1.42
    for word in range(3 + (k * 7) % 2):
        wide = 0.17 + 0.05 * ((k * 5 + word * 3) % 3)
        on.stroke([(x, y - 0.05), (x + wide * 0.3, y - 0.1), (x + wide * 0.55, y - 0.03), (x + wide, y - 0.07)],
            [0.01, 0.03, 0.02, 0.01], "#2d3a4a", alpha=0.85, edge=0, inside=leaf)
        x += wide + 0.1


def draw_tide_clock(on: Sheet, hours: float = 6.1, *, lit: bool = False) -> None:
    """The dial: a rim of brass, a ring of moons, a sea that rises and falls, one long hand and a keyhole."""
    on.disc(0, 0, 1.04, colour=BRIGHT, to="#7d5a22", depth=0.1, edge=0.5)
    on.disc(0, 0, 0.97, colour="#6d4f20", to="#a8803a", edge=0.3)
    dial = on.disc(0, 0, 0.92, colour="#1c4254", to="#12293a", edge=0.2)
    on.disc(0, 0, 0.66, colour=PAPER, to=SAND, depth=0.03, edge=0.3)
    face = on.disc(0, 0, 0.64, colour="#f8e7bd" if lit else "#eadbb6", to="#d9be8a", edge=0)
    for k in range(8):
        a = 2 * pi * k / 8 - pi / 2
        x, y = 0.79 * cos(a), 0.79 * sin(a)
        on.disc(x, y, 0.085, colour="#f6e6b4", edge=0.3, inside=dial)
        shift = (k - 4) / 4 * 0.17
        on.disc(x + shift, y, 0.085 if k else 0.0001, colour="#16303f", edge=0, inside=_disc_mask(on, x, y, 0.087))
    for k in range(48):
        a = 2 * pi * k / 48
        on.stroke([(0.6 * cos(a), 0.6 * sin(a)), ((0.53 if k % 4 else 0.48) * cos(a),
            (0.53 if k % 4 else 0.48) * sin(a))], 0.012 if k % 4 else 0.026, "#5a3a26", edge=0)
    for row, colour in enumerate((MIST, TEAL, SEA, DEEP)):
        y = 0.1 + 0.12 * row
        swell = [(-0.7, y), *[(x / 10 - 0.6, y + (0.045 if x % 2 else -0.045)) for x in range(13)], (0.7, y),
            (0.7, 0.8), (-0.7, 0.8)]
        on.cut(swell, colour, blend(colour, INK, 0.25), depth=0.02, inside=face)
    a = 2 * pi * hours / 12 - pi / 2
    tip, tail = (0.56 * cos(a), 0.56 * sin(a)), (-0.16 * cos(a), -0.16 * sin(a))
    on.stroke([tail, (0, 0), (tip[0] * 0.7, tip[1] * 0.7), tip], [0.05, 0.04, 0.08, 0.0], RUST, "#6e2622", depth=0.035,
        edge=0.3)
    on.disc(0, 0, 0.1, colour=BRIGHT, to=BRASS, depth=0.02, edge=0.5)
    on.disc(0, -0.015, 0.032, colour=INK, edge=0)
    on.cut([(-0.013, 0), (0.013, 0), (0.026, 0.06), (-0.026, 0.06)], INK, smooth=False, edge=0)


def _disc_mask(on: Sheet, x: float, y: float, r: float) -> Piece:
    return on.disc(x, y, r, colour=INK, alpha=0.0, edge=0)


def draw_notice(on: Sheet) -> None:
    """What the harbour office has nailed to the planks."""
    on.cut([(-0.86, -1.06), (0.82, -1.1), (0.88, 1.0), (0.5, 1.06), (-0.9, 1.02)], "#fbf0d6", "#e2cb9c", smooth=False,
        depth=0.07)
    on.write(0, -0.74, "SALTMERE HARBOUR", 0.15, "#3a2a2a")
    on.stroke([(-0.66, -0.58), (0.66, -0.6)], 0.02, "#3a2a2a", edge=0)
    on.write(0, -0.26, "NO TIDE", 0.42, "#9c2f25")
    on.write(0, 0.2, "TODAY", 0.42, "#9c2f25")
    on.write(0, 0.52, "nor until further notice", 0.125, "#3a2a2a")
    on.write(0.3, 0.82, "O. Marsh", 0.15, "#27485c", tilt=-0.1)
    on.disc(-0.5, 0.8, 0.15, colour=CORAL, to=RUST, depth=0.03, edge=0.4)
    on.stroke([(-0.58, 0.8), (-0.5, 0.75), (-0.42, 0.8)], 0.03, "#f4c3a4", edge=0)
    for x in (-0.74, 0.72):
        on.disc(x, -0.95, 0.045, colour="#8a8f92", to="#3c4246", depth=0.03, edge=0.5)


def draw_sledge(on: Sheet) -> None:
    """The mud sledge: two runners turned up like a ski, a crate, a coil of rope, a folded sail."""
    for lift, colour in ((-0.18, "#5a3824"), (0.0, WOOD)):
        on.stroke([(-1.6, 0.62 + lift), (0.9, 0.62 + lift), (1.4, 0.5 + lift), (1.62, 0.1 + lift)],
            [0.1, 0.13, 0.13, 0.08], blend(colour, SAND, 0.25), colour, depth=0.06)
        for x in (-1.2, -0.2, 0.75):
            on.stroke([(x, 0.6 + lift), (x, 0.22 + lift)], 0.09, colour, "#3d2519", depth=0.03)
    on.cut([(-1.5, 0.05), (1.1, 0.05), (1.2, 0.24), (-1.6, 0.24)], "#a87245", WOOD, smooth=False, depth=0.06)
    on.box(-1.25, -0.75, -0.15, 0.08, "#9a6a42", "#6b4429", depth=0.08)
    for k in range(3):
        on.stroke([(-1.25, -0.55 + 0.26 * k), (-0.15, -0.55 + 0.26 * k)], 0.025, "#3d2519", edge=0)
    for x in (-1.15, -0.25):
        on.box(x - 0.06, -0.75, x + 0.06, 0.08, "#8a5c38", "#593721", depth=0.02)
    on.cut([(-0.1, 0.05), (0.0, -0.35), (0.5, -0.5), (1.0, -0.3), (1.05, 0.05)], PAPER, "#c9b084", depth=0.07)
    for x in (0.2, 0.6):
        on.stroke([(x, -0.48), (x + 0.06, -0.2), (x, 0.06)], 0.05, RUST, edge=0.2)
    for r in (0.34, 0.25, 0.16):
        on.stroke(ring(-0.72, -0.82, r, squash=0.45), 0.085, SAND, "#9a7c4e", depth=0.02, edge=0.25)
    on.stroke([(1.6, 0.1), (1.9, 0.3), (2.2, 0.18), (2.5, 0.34)], 0.05, SAND, "#9a7c4e", depth=0.02)


def draw_ferry(on: Sheet, *, aground: bool = False) -> None:
    """The Marigold: an orange hull with a cream belt, a wheelhouse, a funnel with a flower. Four units long."""
    if aground:
        for x in (-1.1, 0.3, 1.2):
            on.stroke([(x, 0.35), (x + 0.25 * (1 if x > 0 else -1), 0.98)], 0.1, WOOD, "#3d2519", depth=0.05)
        on.cut([(-1.5, 0.55), (1.6, 0.55), (1.15, 0.9), (-1.1, 0.9)], "#7d3226", "#4b2320", smooth=False, depth=0.05)
    on.stroke([(-1.35, -0.1), (-1.35, -1.3)], 0.05, WOOD, "#3d2519", depth=0.03)
    on.cut([(-1.33, -1.28), (-0.95, -1.2), (-0.8, -1.08), (-1.05, -1.06), (-1.33, -1.02)], CORAL, RUST, depth=0.03)
    on.cut([(-0.52, -1.55), (-0.1, -1.6), (-0.05, -0.5), (-0.5, -0.5)], AMBER, "#b9752a", smooth=False, depth=0.06)
    on.cut([(-0.54, -1.6), (-0.08, -1.66), (-0.08, -1.42), (-0.53, -1.36)], NIGHT, INK, smooth=False, depth=0.02)
    _marigold(on.at(-0.29, -1.02, 0.17))
    on.box(-0.95, -0.62, 1.0, 0.0, PAPER, "#cdb68c", depth=0.06)
    for k in range(5):
        on.box(-0.85 + 0.36 * k, -0.5, -0.62 + 0.36 * k, -0.22, "#f5c667", "#c77f3a", edge=0.3)
    on.box(0.22, -1.22, 0.98, -0.6, "#fbf3df", "#d9c49b", depth=0.05)
    on.cut([(0.12, -1.24), (1.1, -1.24), (1.02, -1.4), (0.2, -1.4)], RUST, "#6e2622", smooth=False, depth=0.05)
    for k in range(2):
        on.box(0.3 + 0.34 * k, -1.12, 0.56 + 0.34 * k, -0.82, "#bfe0dc", "#5f9aa0", edge=0.3)
    hull = [(-1.95, -0.18), (-1.95, -0.18), (-1.0, -0.02), (0.9, -0.02), (2.15, -0.36), (2.15, -0.36), (1.85, 0.35),
        (1.5, 0.7), (1.5, 0.7), (-1.4, 0.7), (-1.4, 0.7), (-1.8, 0.35)]
    body = on.cut(hull, CORAL, RUST, depth=0.09)
    on.stroke([(-2.0, -0.12), (-1.0, 0.05), (0.9, 0.05), (2.2, -0.3)], 0.13, PAPER, SAND, edge=0.2, inside=body)
    on.cut([(-2, 0.48), (2, 0.44), (2, 0.8), (-2, 0.8)], "#5c2622", smooth=False, edge=0, inside=body)
    for k in range(4):
        on.disc(-0.9 + 0.55 * k, 0.26, 0.08, colour=NIGHT, edge=0.3)
    on.write(1.3, 0.18, "MARIGOLD", 0.15, PAPER)
    on.stroke([(-1.85, -0.5), (-1.1, -0.36)], 0.035, WOOD, edge=0)
    for k in range(4):
        on.stroke([(-1.85 + 0.24 * k, -0.5 + 0.045 * k), (-1.85 + 0.24 * k, -0.14 + 0.04 * k)], 0.03, WOOD, edge=0)


def _marigold(on: Sheet) -> None:
    for k in range(10):
        a = 2 * pi * k / 10
        on.disc(0.62 * cos(a), 0.62 * sin(a), 0.36, colour=CORAL if k % 2 else "#e8843f", edge=0.3)
    on.disc(0, 0, 0.5, colour=LEMON, to=AMBER, edge=0.3)


def draw_kite(on: Sheet) -> None:
    """A paper fish that flies."""
    on.stroke([(0.1, 0.9), (0.5, 1.4), (0.1, 1.8), (0.6, 2.4)], 0.025, PAPER, edge=0)
    for k, (x, y) in enumerate(((0.45, 1.3), (0.2, 1.68), (0.36, 2.08))):
        for side in (-1, 1):
            on.cut([(x, y), (x + side * 0.26, y - 0.12), (x + side * 0.26, y + 0.14)], (CORAL, LEMON, TEAL)[k],
                smooth=False, depth=0.03)
    on.cut([(0, -1.3), (0.85, -0.25), (0, 1.0), (-0.85, -0.25)], CORAL, RUST, smooth=False, depth=0.09)
    on.cut([(0, -1.3), (0.85, -0.25), (0, 1.0)], "#8f3328", smooth=False, alpha=0.45, edge=0)
    for row in range(4):
        for k in range(-2 + row // 2, 3 - row // 2):
            on.stroke(ring(k * 0.24, -0.2 + 0.2 * row, 0.11, start=0.0, stop=1.0), 0.03, LEMON, edge=0)
    on.disc(-0.22, -0.5, 0.13, colour=PAPER, edge=0.3)
    on.disc(0.22, -0.5, 0.13, colour=PAPER, edge=0.3)
    for x in (-0.2, 0.24):
        on.disc(x, -0.48, 0.06, colour=INK, edge=0)
    on.stroke([(-0.85, -0.25), (0.85, -0.25)], 0.03, WOOD, edge=0.2)
    on.stroke([(0, -1.3), (0, 1.0)], 0.03, WOOD, edge=0.2)


def draw_style_board(on: Sheet) -> None:
    """The palette and the paper of the film: 3.6 by 2.4 units."""
    for k, colour in enumerate((INK, DEEP, SEA, TEAL, MIST, PAPER, AMBER, CORAL, RUST, PLUM)):
        row, column = divmod(k, 5)
        x, y = -1.56 + column * 0.46 + 0.02 * (k % 3), -1.02 + row * 0.5
        on.at(x + 0.2, y + 0.22, 1, 0.04 * ((k * 7) % 3 - 1)).box(-0.2, -0.22, 0.2, 0.22, colour,
            blend(colour, INK, 0.12), depth=0.05)
    for k, colour in enumerate((PEACH, MIST, TEAL, SEA, DEEP, NIGHT)):
        y = 0.25 + 0.16 * k
        swell = [(-1.7 + 0.2 * i, y + (0.06 if (i + k) % 2 else -0.06)) for i in range(18)]
        on.cut([*swell, (1.7, 1.25), (1.7, 1.25), (-1.7, 1.25), (-1.7, 1.25)], colour, blend(colour, INK, 0.15),
            depth=0.05)
    on.disc(1.22, -0.52, 0.42, colour=LEMON, to=AMBER, depth=0.06)
    on.cut([(0.95, 0.1), (1.0, -0.6), (1.16, -0.6), (1.22, 0.1)], NIGHT, INK, smooth=False, depth=0.05)
    on.box(1.0, -0.74, 1.16, -0.6, LEMON, AMBER, depth=0.02)
    on.cut([(0.97, -0.74), (1.08, -0.88), (1.19, -0.74)], RUST, smooth=False, depth=0.02)
    on.write(-0.62, -1.18, "THE TIDE CLOCK  cut paper, low sun, one lamp", 0.11, "#4a3a34")


def draw_dog(on: Sheet) -> None:
    """Buoy, sitting: black and white, one ear up, a red neckerchief. About four units tall."""
    black, white = "#20242c", "#f6efe0"
    on.stroke([(1.0, 1.55), (1.7, 1.35), (1.95, 0.7), (1.75, 0.35)], [0.3, 0.32, 0.26, 0.1], black, depth=0.05)
    on.disc(1.78, 0.4, 0.13, 0.17, colour=white, edge=0.1)
    on.cut([(-0.55, -0.3), (0.5, -0.3), (1.15, 0.7), (1.4, 1.7), (1.0, 2.0), (-0.8, 2.0), (-0.9, 1.0)], "#343a45",
        black, depth=0.08)
    on.cut([(-0.5, -0.2), (0.15, -0.1), (0.3, 0.9), (0.05, 1.7), (-0.55, 1.7), (-0.75, 0.8)], white, "#d8ccb6",
        depth=0.02)
    for x, colour in ((-0.62, white), (0.12, "#ebe2d0")):
        on.stroke([(x, 0.7), (x - 0.02, 1.5), (x - 0.04, 1.95)], [0.42, 0.34, 0.32], colour, "#cfc2aa", depth=0.06)
        on.disc(x - 0.1, 1.95, 0.3, 0.15, colour=white, depth=0.04)
        for k in (-1, 1):
            on.stroke([(x - 0.1 + k * 0.08, 1.92), (x - 0.1 + k * 0.08, 2.06)], 0.025, SLATE, edge=0)
    on.disc(0.95, 1.8, 0.42, 0.28, colour="#2a2f38", depth=0.05)
    on.cut([(-0.75, -0.5), (0.65, -0.5), (0.5, 0.05), (-0.1, 0.55), (-0.6, 0.1)], CORAL, RUST, depth=0.06)
    for k in range(5):
        on.disc(-0.4 + 0.2 * k, -0.12 + 0.1 * (k % 2), 0.045, colour=PAPER, edge=0)
    _dog_head(on.at(-0.12, -1.15), black, white)


def _dog_head(on: Sheet, black: str, white: str) -> None:
    on.cut([(0.4, -0.55), (0.5, -1.25), (0.72, -1.3), (0.98, -0.5), (0.75, -0.15)], black, depth=0.05)
    on.cut([(0.56, -0.6), (0.6, -1.05), (0.8, -0.55)], "#a86a62", edge=0)
    head = on.cut([(-0.75, -0.2), (-0.55, -0.72), (0, -0.86), (0.58, -0.72), (0.82, -0.2), (0.7, 0.35), (0.35, 0.75),
        (-0.3, 0.75), (-0.65, 0.35)], "#3a404c", black, depth=0.07)
    on.cut([(-0.08, -0.9), (0.16, -0.9), (0.2, -0.2), (0.6, 0.3), (0.4, 0.8), (-0.35, 0.8), (-0.55, 0.3),
        (-0.12, -0.2)], white, "#e2d6c0", edge=0, inside=head)
    on.cut([(-0.5, -0.6), (-1.0, -0.62), (-1.18, -0.05), (-1.0, 0.3), (-0.72, 0.1), (-0.6, -0.25)], "#2b303a", black,
        depth=0.07)
    on.disc(0.03, 0.42, 0.42, 0.32, colour="#fbf5e8", depth=0.03)
    on.disc(0.03, 0.2, 0.19, 0.14, colour="#14171c", depth=0.02)
    on.disc(-0.03, 0.15, 0.06, 0.035, colour="#8f98a3", edge=0)
    on.stroke([(0.03, 0.32), (0.03, 0.5), (-0.2, 0.58)], [0.03, 0.035, 0.0], INK, edge=0)
    on.stroke([(0.03, 0.5), (0.26, 0.58)], [0.035, 0.0], INK, edge=0)
    on.cut([(-0.05, 0.56), (0.14, 0.56), (0.13, 0.8), (0.04, 0.87), (-0.05, 0.8)], "#d97a6c", "#b4524a", depth=0.02)
    for x in (-0.33, 0.42):
        on.disc(x, -0.16, 0.15, 0.16, colour="#6d4522" if x < 0 else "#7fb0bd", edge=0.2)
        on.disc(x - 0.01, -0.15, 0.09, colour=INK, edge=0)
        on.disc(x - 0.05, -0.2, 0.04, colour="#ffffff", edge=0)
    for k in range(6):
        on.disc(-0.16 + 0.37 * (k // 3) + 0.03 * (k % 2), 0.4 + 0.06 * (k % 3), 0.016, colour=SLATE, edge=0)


def draw_bench_tools(on: Sheet) -> None:
    """Cogs and a spring, as they lie on the workshop's bench."""
    for x, y, r, teeth, colour in ((-0.6, 0, 0.42, 12, BRASS), (0.1, 0.15, 0.28, 9, "#9aa3a6"),
    (0.62, -0.05, 0.36, 11, "#a8552f")):
        rim = []
        for k in range(teeth * 4):
            a = 2 * pi * k / (teeth * 4)
            reach = r * (1.16 if k % 4 < 2 else 0.94)
            rim.append((x + reach * cos(a), y + reach * sin(a)))
        on.cut(rim, blend(colour, PAPER, 0.3), colour, smooth=False, depth=0.06, edge=0.4)
        on.disc(x, y, r * 0.55, colour=blend(colour, INK, 0.35), edge=0.3)
        for k in range(5):
            a = 2 * pi * k / 5
            on.stroke([(x, y), (x + r * 0.62 * cos(a), y + r * 0.62 * sin(a))], r * 0.14, colour, edge=0.2)
        on.disc(x, y, r * 0.16, colour=MOSS if r < 0.3 else FOAM, edge=0.3)
