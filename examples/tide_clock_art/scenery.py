"""What places are made of: sky, land, water, houses, towers, boats, in final pixels of a sheet 800 by 450."""

from __future__ import annotations

import random
from math import pi, sin

from tide_clock_art.paper import (
    AMBER,
    BRASS,
    CORAL,
    DEEP,
    FOAM,
    INK,
    LEMON,
    NIGHT,
    PAPER,
    RUST,
    SAND,
    SLATE,
    TEAL,
    WOOD,
    Sheet,
    blend,
)
from tide_clock_art.things import draw_tide_clock

# An outline that is broken to one point a line can no longer be read as a shape:
# fmt: off

WIDE, TALL = 800, 450


def sun(on: Sheet, x: float, y: float, r: float, colour: str = LEMON, to: str = AMBER) -> None:
    """A paper sun (or moon) with its halo."""
    on.glow(x, y, r * 5, to, 0.55)
    on.disc(x, y, r * 1.5, colour=colour, alpha=0.16, edge=0)
    on.disc(x, y, r, colour=colour, to=to, depth=3, edge=0.2)
    on.glow(x, y, r * 2.2, colour, 0.35)


def stars(on: Sheet, count: int, floor: float, seed: int) -> None:
    """Pricked holes in the night."""
    dice = random.Random(seed)
    for _ in range(count):
        r = dice.choice((0.6, 0.8, 1.1, 1.6))
        on.disc(dice.uniform(0, WIDE), dice.uniform(0, floor), r, colour="#fff4d6", alpha=dice.uniform(0.4, 1.0),
            edge=0)


def clouds(on: Sheet, y: float, colour: str, seed: int, *, count: int = 4, alpha: float = 0.75) -> None:
    """Long torn strips of cloud."""
    dice = random.Random(seed)
    for _ in range(count):
        x, w, h = dice.uniform(-60, WIDE), dice.uniform(120, 300), dice.uniform(8, 18)
        at = y + dice.uniform(-40, 40)
        on.cut([(x, at), (x + w * 0.2, at - h), (x + w * 0.45, at - h * 0.6), (x + w * 0.65, at - h * 1.3), (x + w, at),
            (x + w * 0.6, at + h * 0.35), (x + w * 0.2, at + h * 0.3)], colour, depth=2.5, alpha=alpha, edge=0.12)


def ridge(on: Sheet, y: float, rise: float, colour: str, to: str | None = None, *, seed: int = 1, depth: float = 4,
waves: float = 3.0) -> None:
    """A layer of land from side to side, down to the foot of the sheet."""
    dice = random.Random(seed)
    phase = dice.uniform(0, 6)
    crest = [(x, y - rise * (0.5 + 0.5 * sin(phase + x / WIDE * pi * waves)) + dice.uniform(-0.12,
        0.12) * rise) for x in range(-40, WIDE + 80, 40)]
    foot = [(WIDE + 60, TALL + 20), (WIDE + 60, TALL + 20), (-60, TALL + 20), (-60, TALL + 20)]
    on.cut([*crest, *foot], colour, to, depth=depth, edge=0.16)


def ripples(on: Sheet, top: float, colour: str, seed: int, *, rows: int = 12, alpha: float = 0.5) -> None:
    """The marks that a tide leaves in sand: close together far off, wide apart before us."""
    dice = random.Random(seed)
    for row in range(rows):
        y = top + (TALL - top) * (row / rows) ** 1.7
        size = 1 + 7 * (row / rows)
        for _ in range(7):
            x = dice.uniform(-40, WIDE)
            w = size * dice.uniform(12, 26)
            on.stroke([(x, y), (x + w * 0.3, y - size * 0.9), (x + w * 0.7, y + size * 0.6), (x + w, y)],
                [0, size * 0.42, size * 0.36, 0], colour, alpha=alpha, edge=0)


def pool(on: Sheet, x: float, y: float, w: float, top: str, bottom: str) -> None:
    """Water left behind: it holds the sky."""
    h = w * 0.13
    shape = [(x - w, y), (x - w * 0.5, y - h), (x + w * 0.1, y - h * 0.7), (x + w * 0.6, y - h), (x + w, y + h * 0.1),
        (x + w * 0.5, y + h), (x - w * 0.2, y + h * 0.75), (x - w * 0.7, y + h * 0.9)]
    water = on.cut(shape, bottom, top, edge=0.3)
    on.stroke([(x - w * 0.5, y), (x, y - h * 0.2), (x + w * 0.4, y)], [0, h * 0.18, 0], "#fff6dc", alpha=0.7, edge=0,
        inside=water)


def water(on: Sheet, top: float, rows: list[str], seed: int, *, swell: float = 5) -> None:
    """Cut waves, one row before the other."""
    dice = random.Random(seed)
    for k, colour in enumerate(rows):
        share = k / len(rows)
        y, step, high = top + (TALL - top) * share**1.25, 18 + 34 * share, swell * (0.5 + share)
        phase = dice.uniform(0, step)
        crest = [(i * step - phase - 40, y + (high if i % 2 else -high)) for i in range(int((WIDE + 160) / step) + 1)]
        on.cut([*crest, (WIDE + 60, TALL + 20), (WIDE + 60, TALL + 20), (-60, TALL + 20), (-60, TALL + 20)], colour,
            blend(colour, INK, 0.2), depth=3, edge=0.25)


def gulls(on: Sheet, places: list[tuple[float, float, float]], colour: str = PAPER) -> None:
    """Gulls: x, y and wing of each."""
    for x, y, wing in places:
        on.stroke([(x - wing, y - wing * 0.25), (x - wing * 0.45, y - wing * 0.42), (x, y),
            (x + wing * 0.45, y - wing * 0.42), (x + wing, y - wing * 0.2)],
            [0, wing * 0.16, wing * 0.2, wing * 0.16, 0], colour, depth=1.5, edge=0.1)


def bunting(on: Sheet, x: float, y: float, step: float, sag: float, count: int, size: float) -> None:
    """A string of paper flags from (x, y) to the right, hanging `sag` deep in its middle."""
    places = [(x + step * k, y + sag * sin(pi * (k + 0.5) / count)) for k in range(count)]
    on.stroke([(left + size / 2, top) for left, top in places], size * 0.07, INK, alpha=0.8, edge=0)
    for k, (left, top) in enumerate(places):
        flag = [(left, top), (left + size, top + 1), (left + size / 2, top + size * 1.12)]
        on.cut(flag, (CORAL, LEMON, TEAL, PAPER)[k % 4], smooth=False, depth=size * 0.08)


def house(on: Sheet, x: float, y: float, w: float, h: float, colour: str, roof: str, *, lit: int = 2,
seed: int = 1) -> None:
    """A narrow house whose foot is at (x, y): gable, chimney, windows of which `lit` in three are lit."""
    dice = random.Random(seed)
    on.box(x + w * 0.64, y - h - w * 0.5, x + w * 0.8, y - h, blend(roof, INK, 0.3), INK, depth=2)
    on.box(x, y - h, x + w, y, colour, blend(colour, INK, 0.28), depth=4)
    on.cut([(x - w * 0.07, y - h + 2), (x + w * 0.5, y - h - w * 0.52), (x + w * 1.07, y - h + 2)], roof,
        blend(roof, INK, 0.3), smooth=False, depth=3)
    columns, rows = max(1, int(w / 24)), max(1, int(h / 34))
    for row in range(rows):
        for column in range(columns):
            cx, cy = x + w * (column + 0.5) / columns, y - h + 20 + row * 34
            if cy > y - 10:
                continue
            warm = dice.randrange(3) < lit
            on.box(cx - 5.5, cy - 9, cx + 5.5, cy + 8, LEMON if warm else "#3c5866", AMBER if warm else "#26404f",
                edge=0.3)
            on.stroke([(cx, cy - 9), (cx, cy + 8)], 1.3, blend(colour, INK, 0.4), edge=0)
            on.stroke([(cx - 5.5, cy - 1), (cx + 5.5, cy - 1)], 1.3, blend(colour, INK, 0.4), edge=0)
            on.box(cx - 7.5, cy + 8, cx + 7.5, cy + 10.5, blend(colour, PAPER, 0.4), edge=0.1)


TOWN = (("#c98d5e", RUST), ("#b86a4c", "#6d4a3a"), ("#d8bb8a", CORAL), ("#8aa59a", "#39505a"), ("#c57a54", "#8a3a2e"),
    ("#dcc9a0", "#5a4650"), ("#7f9aa0", RUST))


def town(on: Sheet, x: float, y: float, size: float, seed: int, *, count: int = 8, slope: float = 0.0,
shade: float = 0.0, lit: int = 2) -> None:
    """Houses shoulder to shoulder, from x to the right, their feet on a slope."""
    dice = random.Random(seed)
    for k in range(count):
        colour, roof = TOWN[(k * 3 + seed) % len(TOWN)]
        w, h = size * dice.uniform(0.75, 1.15), size * dice.uniform(1.2, 2.1)
        house(on, x, y, w, h, blend(colour, DEEP, shade), blend(roof, NIGHT, shade), lit=lit, seed=seed * 31 + k)
        x, y = x + w * 0.96, y + slope * w


def clock_tower(on: Sheet, x: float, y: float, w: float, *, hours: float = 6.1, shade: float = 0.0,
lit: bool = False) -> None:
    """The tower of the tide clock; its foot at (x, y), three and a half times as tall as wide."""
    stone, roof, h = blend("#c7a982", DEEP, shade), blend("#3d6a6c", NIGHT, shade), w * 3.4
    on.cut([(x - w * 0.46, y), (x - w * 0.4, y - h), (x + w * 0.4, y - h), (x + w * 0.46, y)], stone,
        blend(stone, INK, 0.3), smooth=False, depth=w * 0.06)
    on.cut([(x + w * 0.12, y), (x + w * 0.1, y - h), (x + w * 0.4, y - h), (x + w * 0.46, y)], INK, smooth=False,
        alpha=0.22, edge=0)
    for k in range(2):
        on.cut([(x - w * 0.08, y - h * (0.16 + 0.2 * k)), (x - w * 0.08, y - h * (0.23 + 0.2 * k)),
            (x, y - h * (0.27 + 0.2 * k)), (x + w * 0.08, y - h * (0.23 + 0.2 * k)),
            (x + w * 0.08, y - h * (0.16 + 0.2 * k))], LEMON if lit else "#2d4654", AMBER if lit else INK, smooth=False,
            edge=0.3)
    for level, out in ((0.5, 0.5), (0.98, 0.52)):
        on.box(x - w * out, y - h * level - w * 0.06, x + w * out, y - h * level, blend(stone, PAPER, 0.35), stone,
            depth=w * 0.03)
    draw_tide_clock(on.at(x, y - h * 0.74, w * 0.37), hours, lit=lit)
    on.cut([(x - w * 0.52, y - h - w * 0.05), (x - w * 0.2, y - h - w * 0.4), (x, y - h - w * 1.3),
        (x, y - h - w * 1.3), (x + w * 0.2, y - h - w * 0.4), (x + w * 0.52, y - h - w * 0.05)], roof,
        blend(roof, INK, 0.45), depth=w * 0.05)
    on.stroke([(x, y - h - w * 1.25), (x, y - h - w * 1.55)], w * 0.03, BRASS, edge=0)
    on.cut([(x - w * 0.02, y - h - w * 1.5), (x + w * 0.24, y - h - w * 1.44), (x - w * 0.02, y - h - w * 1.38)], BRASS,
        smooth=False, edge=0.3)


def lighthouse(on: Sheet, x: float, y: float, w: float, *, shade: float = 0.0, lit: bool = True) -> None:
    """The light of Marrow Rock; its foot at (x, y), about five times as tall as wide."""
    h = w * 4.2
    white, red = blend("#f2e7cf", DEEP, shade), blend(CORAL, NIGHT, shade)
    body = on.cut([(x - w * 0.5, y), (x - w * 0.3, y - h), (x + w * 0.3, y - h), (x + w * 0.5, y)], white,
        blend(white, SAND, 0.4), smooth=False, depth=w * 0.07)
    for k in (0.12, 0.45, 0.78):
        on.cut([(x - w, y - h * k), (x + w, y - h * k), (x + w, y - h * (k + 0.15)), (x - w, y - h * (k + 0.15))], red,
            blend(red, RUST, 0.5), smooth=False, edge=0, inside=body)
    on.cut([(x + w * 0.12, y), (x + w * 0.06, y - h), (x + w, y - h), (x + w, y)], INK, smooth=False, alpha=0.3, edge=0,
        inside=body)
    for k in (0.33, 0.66):
        on.box(x - w * 0.07, y - h * k - w * 0.16, x + w * 0.07, y - h * k, LEMON if lit else SLATE,
            AMBER if lit else INK, edge=0.3)
    on.box(x - w * 0.42, y - h - w * 0.1, x + w * 0.42, y - h, "#2a3a46", INK, depth=w * 0.04)
    on.box(x - w * 0.24, y - h - w * 0.6, x + w * 0.24, y - h - w * 0.1, "#fff1bd" if lit else "#6f8f97",
        AMBER if lit else "#3d5a66", edge=0.3)
    for k in (-1, 0, 1):
        on.stroke([(x + k * w * 0.2, y - h - w * 0.6), (x + k * w * 0.2, y - h - w * 0.1)], w * 0.035, INK, edge=0)
    on.cut([(x - w * 0.32, y - h - w * 0.58), (x - w * 0.18, y - h - w * 0.86), (x, y - h - w * 1.0),
        (x + w * 0.18, y - h - w * 0.86), (x + w * 0.32, y - h - w * 0.58)], red, blend(red, INK, 0.4), depth=w * 0.04)
    if lit:
        on.glow(x, y - h - w * 0.35, w * 2.2, "#ffd98a", 0.8)


def beam(on: Sheet, x: float, y: float, to: tuple[float, float], spread: float, alpha: float = 0.3) -> None:
    """A beam of the light, from (x, y) towards `to`."""
    for share, strength in ((1.0, 0.5), (0.55, 0.6), (0.25, 0.8)):
        on.cut([(x, y - 1.5), (to[0], to[1] - spread * share), (to[0], to[1] + spread * share), (x, y + 1.5)],
            "#fff0bf", "#ffe2a0", smooth=False, soft=3 + 4 * share, alpha=alpha * strength)


def dinghy(on: Sheet, x: float, y: float, size: float, colour: str, tilt: float = 0.0, *, mast: bool = True) -> None:
    """A small boat, upright or fallen on its side; its keel at (x, y)."""
    boat = on.at(x, y, size, tilt)
    if mast:
        boat.stroke([(-0.1, -0.4), (-0.06, -2.1)], [0.08, 0.05], WOOD, "#3d2519", depth=0.05)
        boat.cut([(-0.02, -2.0), (0.55, -0.72), (-0.04, -0.66)], PAPER, SAND, smooth=False, depth=0.05)
        boat.stroke([(-0.06, -2.05), (1.05, -0.5)], 0.02, INK, alpha=0.6, edge=0)
    hull = boat.cut([(-1.0, -0.55), (-1.0, -0.55), (0, -0.42), (1.15, -0.66), (1.15, -0.66), (0.85, -0.12), (0.5, 0.06),
        (-0.6, 0.06), (-0.88, -0.15)], colour, blend(colour, INK, 0.4), depth=0.1)
    boat.stroke([(-1.0, -0.48), (0, -0.35), (1.15, -0.6)], 0.09, FOAM, edge=0.1, inside=hull)
    boat.cut([(-1, -0.14), (1.2, -0.16), (1.2, 0.2), (-1, 0.2)], blend(RUST, INK, 0.35), smooth=False, edge=0,
        inside=hull)


def ribs(on: Sheet, x: float, y: float, size: float, colour: str, *, count: int = 7) -> None:
    """The bones of a wreck, seen from the side: far ribs, what planks are left, near ribs fanned out along a keel."""
    for far in (True, False):
        shade = blend(colour, SLATE, 0.4) if far else colour
        for k in range(count):
            share = (k - (count - 1) / 2) / ((count - 1) / 2) + (0.12 if far else 0.0)
            broken = 0.72 if k * 5 % 7 == 3 else 1.0
            tall, bx = size * (1.2 - 0.35 * share * share) * broken * (0.9 if far else 1.0), x + share * size * 1.3
            lean = share * size * 0.34
            line = [(bx, y), (bx + lean * 0.75, y - tall * 0.3), (bx + lean * 1.05, y - tall * 0.7),
                (bx + lean * 0.8, y - tall)]
            on.stroke(line, [size * 0.1, size * 0.085, size * 0.07, size * 0.035], shade, blend(shade, INK, 0.35),
                depth=size * 0.025)
        if far:
            _strakes(on, x, y, size, colour)
    on.stroke([(x - size * 1.65, y - size * 0.12), (x, y + size * 0.06), (x + size * 1.75, y - size * 0.16)],
        [size * 0.06, size * 0.17, size * 0.06], colour, INK, depth=size * 0.03)


def _strakes(on: Sheet, x: float, y: float, size: float, colour: str) -> None:
    for row, (start, stop) in enumerate(((-1.6, 1.3), (-1.5, 0.2), (0.1, 1.6), (-1.75, -0.6))):
        level = y - size * (0.1 + 0.17 * row)
        line = [(x + size * start, level - size * 0.05), (x + size * (start + stop) / 2, level + size * 0.02),
            (x + size * stop, level - size * 0.06)]
        on.stroke(line, [size * 0.09, size * 0.13, size * 0.07], blend(colour, WOOD, 0.35), blend(colour, INK, 0.3),
            depth=size * 0.02)


def rocks(on: Sheet, x: float, y: float, size: float, colour: str, seed: int) -> None:
    """A heap of torn stone, standing on y."""
    dice = random.Random(seed)
    for k in range(5):
        w, h, cx = size * dice.uniform(0.5, 1.0), size * dice.uniform(0.3, 0.7), x + size * (k - 2) * 0.55
        shade = blend(colour, INK, 0.08 * k)
        piece = on.cut([(cx - w, y + 8), (cx - w * 0.8, y - h * 0.5), (cx - w * 0.3, y - h),
            (cx + w * 0.35, y - h * 0.85), (cx + w * 0.8, y - h * 0.3), (cx + w, y + 8)], shade, blend(shade, INK, 0.4),
            depth=4)
        on.cut([(cx + w * 0.1, y + 8), (cx + w * 0.2, y - h), (cx + w, y - h), (cx + w, y + 8)], INK, smooth=False,
            alpha=0.25, edge=0, inside=piece)


def planks(on: Sheet, y: float, vanish: tuple[float, float], colour: str, *, count: int = 14) -> None:
    """Boards that run away from us."""
    on.box(-10, y, WIDE + 10, TALL + 10, blend(colour, INK, 0.25), colour, edge=0.2)
    for k in range(count + 1):
        x = -400 + (WIDE + 800) * k / count
        share = (TALL - y) / (TALL - vanish[1])
        near, far = (x, TALL + 5), (x + (vanish[0] - x) * share, y)
        on.stroke([near, far], [4, 1.4], blend(colour, INK, 0.6), edge=0, alpha=0.8)
        if k % 3 == 0:
            nxt = -400 + (WIDE + 800) * (k + 1) / count
            on.cut([near, far, (nxt + (vanish[0] - nxt) * share, y), (nxt, TALL + 5)], blend(colour, SAND, 0.4),
                smooth=False, alpha=0.25, edge=0)


def lamp_post(on: Sheet, x: float, y: float, size: float) -> None:
    """A street lamp, lit."""
    on.stroke([(x, y), (x, y - size)], [size * 0.06, size * 0.035], "#22303a", INK, depth=2)
    on.cut([(x - size * 0.08, y - size * 1.0), (x - size * 0.1, y - size * 1.17), (x + size * 0.1, y - size * 1.17),
        (x + size * 0.08, y - size * 1.0)], "#fff1bd", AMBER, smooth=False, edge=0.2)
    on.cut([(x - size * 0.13, y - size * 1.16), (x, y - size * 1.27), (x + size * 0.13, y - size * 1.16)], "#22303a",
        INK, smooth=False)
    on.glow(x, y - size * 1.08, size * 0.9, "#ffb84d", 0.75)


def quay(on: Sheet, points: list[tuple[float, float]], colour: str = "#6f6a66") -> None:
    """A quay wall: its outline, courses of stone and the dark line that the tide has left."""
    wall = on.cut(points, blend(colour, PAPER, 0.25), blend(colour, INK, 0.45), smooth=False, depth=6)
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    top, foot = min(ys), max(ys)
    for k, y in enumerate(range(int(top) + 14, int(foot), 15)):
        on.stroke([(min(xs), y), (max(xs), y)], 1.2, INK, alpha=0.4, edge=0, inside=wall)
        for x in range(int(min(xs)) + (k % 2) * 17, int(max(xs)), 34):
            on.stroke([(x, y - 15), (x, y)], 1.1, INK, alpha=0.35, edge=0, inside=wall)
    weed = top + (foot - top) * 0.5
    on.cut([(min(xs), weed), *[(x, weed + (7 if k % 2 else -5)) for k,
        x in enumerate(range(int(min(xs)), int(max(xs)) + 20, 20))], (max(xs), foot), (min(xs), foot)], "#2f4d45",
        "#1c3330", alpha=0.75, edge=0, inside=wall)
    on.box(min(xs) - 4, top - 7, max(xs) + 4, top + 3, blend(colour, PAPER, 0.45), colour, depth=2)


def ladder(on: Sheet, x: float, top: float, foot: float, colour: str = "#3c3430", wide: float = 16) -> None:
    """An upright ladder."""
    for side in (-1, 1):
        on.stroke([(x + side * wide / 2, top), (x + side * wide / 2, foot)], wide * 0.17, colour, depth=1.5)
    for y in range(int(top) + 8, int(foot), int(wide * 0.75)):
        on.stroke([(x - wide / 2, y), (x + wide / 2, y)], wide * 0.15, blend(colour, TEAL, 0.15), edge=0.2)
