"""The places of the film, each a function of an empty sheet: far things first, near things last."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, pi, sin

from tide_clock_art.paper import (
    AMBER,
    BRASS,
    CORAL,
    INK,
    LEMON,
    MIST,
    MOSS,
    MUD,
    PAPER,
    PEACH,
    PLUM,
    RUST,
    SAND,
    SEA,
    SLATE,
    TEAL,
    WOOD,
    Sheet,
    blend,
)
from tide_clock_art.scenery import (
    TALL,
    WIDE,
    beam,
    bunting,
    clock_tower,
    clouds,
    dinghy,
    gulls,
    ladder,
    lamp_post,
    lighthouse,
    planks,
    pool,
    quay,
    ribs,
    ridge,
    ripples,
    rocks,
    stars,
    sun,
    town,
    water,
)
from tide_clock_art.things import draw_bench_tools, draw_ferry, draw_lantern, draw_tide_clock, ring

# An outline that is broken to one point a line can no longer be read as a shape:
# fmt: off


def harbour() -> Sheet:
    """Saltmere at dusk with the sea gone: from the end of the quay."""
    on = Sheet.blank(WIDE, TALL, "#20596b", "#f0a468", middle="#e8bd8c")
    sun(on, 292, 218, 30, "#ffe9a8", "#f59a4a")
    clouds(on, 90, "#7fa6a2", 4, alpha=0.55)
    clouds(on, 165, PEACH, 9, alpha=0.6)
    ridge(on, 240, 34, "#8fa598", "#b9a88c", seed=3, waves=2.2)
    lighthouse(on, 118, 222, 13, shade=0.35, lit=False)
    ridge(on, 262, 12, "#a08a72", "#6b5a4c", seed=6, waves=5)
    town(on, 566, 262, 34, 5, count=8, slope=-0.16, shade=0.32)
    clock_tower(on, 640, 268, 42, shade=0.15)
    town(on, 520, 296, 46, 2, count=7, slope=-0.02, shade=0.12)
    quay(on, [(500, 292), (820, 284), (820, 372), (540, 366)])
    ridge(on, 318, 10, MUD, "#4d4038", seed=8, waves=4, depth=3)
    ripples(on, 312, "#5b4a3e", 3)
    for x, y, w in ((250, 336, 90), (90, 372, 70), (420, 402, 120), (640, 418, 80)):
        pool(on, x, y, w, "#f6c58d", "#6d9a98")
    dinghy(on, 90, 330, 26, TEAL, -0.5)
    dinghy(on, 205, 318, 18, CORAL, 0.42)
    draw_ferry(on.at(430, 318, 50, -0.07), aground=True)
    dinghy(on, 690, 398, 42, AMBER, 0.5)
    gulls(on, [(180, 120, 16), (222, 140, 11), (470, 92, 13)])
    return on


def harbour_mud() -> Sheet:
    """The same harbour from the mud below: the quay as tall as a church, the ferry over us."""
    on = Sheet.blank(WIDE, TALL, "#2c6f7d", "#f0b074", middle="#e9c79a")
    clouds(on, 70, "#a9c2b5", 14, alpha=0.6)
    ridge(on, 262, 20, "#a3a68f", "#b59a78", seed=12)
    sun(on, 120, 232, 20, "#ffe9a8", "#f59a4a")
    ridge(on, 286, 12, "#93806b", "#6d5a4b", seed=5, waves=4)
    town(on, 430, 168, 40, 7, count=9, slope=0.0, shade=0.1)
    clock_tower(on, 560, 172, 40)
    quay(on, [(380, 160), (820, 146), (820, 352), (420, 330)])
    ladder(on, 610, 150, 344, wide=20)
    ridge(on, 338, 12, "#8b745f", "#43372f", seed=2, waves=3)
    ripples(on, 334, "#4f4036", 8)
    for x, y, w in ((150, 366, 130), (520, 398, 110)):
        pool(on, x, y, w, "#f4c890", "#669896")
    draw_ferry(on.at(262, 268, 100, -0.09), aground=True)
    on.stroke([(452, 226), (500, 190), (566, 160)], 3, SAND, depth=2)
    dinghy(on, 700, 404, 54, TEAL, -0.42)
    gulls(on, [(500, 60, 14), (90, 96, 18)])
    return on


def harbour_dawn() -> Sheet:
    """The tide is in: gold on the water, every boat upright."""
    on = Sheet.blank(WIDE, TALL, "#5aa8b2", "#ffc983", middle="#ffe2ae")
    sun(on, 330, 214, 44, "#fff4c4", "#fbb659")
    clouds(on, 80, "#fbe3c0", 21, alpha=0.8)
    clouds(on, 150, "#ffd0a0", 5, alpha=0.7)
    ridge(on, 238, 32, "#a9bfae", "#d6c7a0", seed=3, waves=2.2)
    lighthouse(on, 118, 222, 13, shade=0.1)
    town(on, 566, 254, 34, 5, count=8, slope=-0.16, lit=1)
    clock_tower(on, 640, 262, 42, hours=1.2, lit=True)
    town(on, 520, 288, 46, 2, count=7, slope=-0.02, lit=1)
    quay(on, [(500, 284), (820, 276), (820, 372), (540, 366)], "#9a8b7c")
    water(on, 262, ["#ffdf9f", "#f0dba4", "#d3d3aa", "#a9c6b0", "#82b6ae", "#64a5a6"], 4, swell=2.5)
    _glitter(on, 330, 268)
    dinghy(on, 92, 322, 28, TEAL)
    dinghy(on, 214, 304, 20, CORAL)
    draw_ferry(on.at(400, 306, 58))
    water(on, 334, ["#4d979b", "#397f88", "#2a6976", "#1f5463"], 7, swell=6)
    _glitter(on, 330, 350)
    dinghy(on, 668, 410, 44, AMBER)
    gulls(on, [(180, 110, 18), (232, 138, 12), (470, 86, 15), (520, 120, 10), (88, 70, 12)])
    return on


def _glitter(on: Sheet, x: float, y: float) -> None:
    """The sun's path on the water."""
    for k in range(6):
        at, half = x + (9 if k % 2 else -7), 34 + 9 * k
        on.stroke([(at - half, y + 15 * k), (at, y - 2 + 15 * k), (at + half, y + 15 * k)], [0, 3.4, 0], "#fff3c6",
            alpha=0.75 - 0.07 * k, edge=0)


def lane() -> Sheet:
    """Rope Lane climbs to the tower in a hundred and nine steps."""
    on = Sheet.blank(WIDE, TALL, "#1d4a60", "#c98258", middle="#dc9a70")
    clouds(on, 70, "#5e8d92", 30, alpha=0.5)
    clock_tower(on, 404, 244, 66)
    for k in range(5):
        spread, y, size = 62 + 62 * k, 236 + 50 * k, 62 + 34 * k
        shade = 0.3 - 0.07 * k
        bank = blend("#6f5a50", "#b58a66", k / 5)
        on.cut([(-10, y + 2), (404 - spread + 30, y + 2), (404 - spread + 30, 460), (-10, 460)], bank,
            blend(bank, INK, 0.3), smooth=False)
        on.cut([(404 + spread - 30, y + 2), (820, y + 2), (820, 460), (404 + spread - 30, 460)], bank,
            blend(bank, INK, 0.3), smooth=False)
        town(on, 404 - spread - size * 1.95, y + 8, size, 3 + k, count=2, shade=shade)
        town(on, 404 + spread, y + 8, size, 11 + k, count=2, shade=shade)
    steps = 13
    for k in range(steps):
        share = (k / (steps - 1)) ** 1.5
        y, half = 240 + 216 * share, 40 + 265 * share
        tone = blend("#8d8478", "#cdb48e", share * 0.8)
        on.cut([(404 - half, y), (404 + half, y), (404 + half + 12, y + 16 + 20 * share),
            (404 - half - 12, y + 16 + 20 * share)], blend(tone, PAPER, 0.15), blend(tone, INK, 0.35), smooth=False,
            depth=2, edge=0.35)
    for x, y, size in ((318, 300, 70), (520, 352, 110), (188, 438, 170)):
        lamp_post(on, x, y, size)
    bunting(on, 170, 146, 40, 32, 12, 22)
    return on


def workshop() -> Sheet:
    """Wren's bench under the stairs, with a round window."""
    on = Sheet.blank(WIDE, TALL, "#5d4034", "#8a5f42")
    for k in range(14):
        on.box(k * 60 - 10, -5, k * 60 + 49, 330, blend("#6b4937", "#7d5740", (k * 5 % 7) / 7), "#4d3429", depth=2,
            edge=0.25)
    on.disc(250, 150, 104, colour="#3f2a22", depth=6)
    view = on.disc(250, 150, 92, colour="#2f6c78", to="#f2b880", edge=0)
    on.disc(290, 176, 22, colour=LEMON, to=AMBER, edge=0, inside=view)
    on.cut([(150, 196), (210, 176), (270, 194), (350, 184), (350, 260), (150, 260)], "#7d8a80", MUD, edge=0,
        inside=view)
    for a in (0, pi / 2):
        on.stroke([(250 - 92 * cos(a), 150 - 92 * sin(a)), (250 + 92 * cos(a), 150 + 92 * sin(a))], 7, "#3f2a22",
            depth=2)
    _hanging_clocks(on)
    planks(on, 380, (400, 200), "#6d4a34")
    on.cut([(-10, 316), (810, 316), (830, 352), (-30, 352)], "#a87245", WOOD, smooth=False, depth=7, edge=0.4)
    on.box(-10, 350, 810, 366, "#5a3826", "#3d2519", depth=6)
    for x in (60, 730):
        on.box(x, 366, x + 34, 460, "#5a3826", "#37221a", depth=4)
    _shelf(on)
    draw_bench_tools(on.at(336, 276, 64))
    draw_tide_clock(on.at(510, 260, 58), 2.3)
    draw_lantern(on.at(150, 262, 46))
    for k in range(5):
        on.stroke([(610 + 22 * k, 314), (606 + 24 * k, 262 - 5 * (k % 2))], [5, 3], (BRASS, SLATE, WOOD, RUST, MOSS)[k],
            depth=2)
    on.box(596, 268, 720, 316, "#7f9a86", "#4d6658", depth=4)
    on.night("#d0a894", [(150, 260, 420), (250, 150, 260)], "#fff0d8")
    return on


def _shelf(on: Sheet) -> None:
    """Jars and books over the bench, saws on their nails below."""
    on.box(580, 214, 790, 224, "#a87245", WOOD, depth=6)
    for k, (w, h) in enumerate(((18, 44), (14, 52), (20, 40), (16, 48), (12, 36))):
        x = 590 + 21 * k
        on.box(x, 214 - h, x + w, 214, (RUST, MOSS, PLUM, SEA, AMBER)[k], INK, depth=2, edge=0.3)
        on.stroke([(x, 222 - h), (x + w, 222 - h)], 2, SAND, edge=0)
    for k in range(2):
        jar = on.box(712 + 36 * k, 174, 738 + 36 * k, 214, MIST, TEAL, alpha=0.75, depth=3, edge=0.4)
        on.box(710 + 36 * k, 190, 740 + 36 * k, 214, BRASS, WOOD, alpha=0.8, edge=0, inside=jar)
        on.box(710 + 36 * k, 168, 740 + 36 * k, 176, WOOD, depth=1)


def _hanging_clocks(on: Sheet) -> None:
    for x, y, r, hours in ((430, 92, 40, 3.0), (530, 142, 34, 8.2), (616, 76, 48, 10.4), (724, 84, 38, 5.1),
    (74, 120, 38, 11.3)):
        on.disc(x, y, r, colour=BRASS, to="#5d431c", depth=5, edge=0.4)
        on.disc(x, y, r * 0.82, colour=PAPER, to=SAND, edge=0.2)
        for k in range(12):
            a = 2 * pi * k / 12
            on.stroke([(x + r * 0.7 * cos(a), y + r * 0.7 * sin(a)), (x + r * 0.58 * cos(a), y + r * 0.58 * sin(a))], 2,
                "#4a3430", edge=0)
        for turn, reach in ((hours / 12, 0.4), (hours % 1, 0.6)):
            a = 2 * pi * turn - pi / 2
            on.stroke([(x, y), (x + r * reach * cos(a), y + r * reach * sin(a))], [3.4, 1.6], INK, edge=0)


def tower() -> Sheet:
    """The tide clock over the roofs, its hand hanging straight down."""
    on = Sheet.blank(WIDE, TALL, "#1d5263", "#f0a468", middle="#dba985")
    clouds(on, 110, "#6d9a9a", 40, count=6, alpha=0.55)
    sun(on, 640, 300, 34, "#ffe3a0", "#f39a4e")
    town(on, -20, 420, 56, 4, count=5, shade=0.35)
    town(on, 540, 430, 56, 8, count=6, shade=0.35)
    clock_tower(on, 400, 640, 168, hours=6.05)
    town(on, -30, 470, 84, 9, count=4, shade=0.1)
    town(on, 500, 480, 88, 6, count=4, shade=0.1)
    gulls(on, [(180, 110, 22), (250, 74, 14), (590, 150, 18), (660, 90, 12)])
    return on


def clock_room() -> Sheet:
    """Behind the dial: the works stand still in the light that falls through it."""
    on = Sheet.blank(WIDE, TALL, "#2b2430", "#4a3630")
    for k in range(12):
        on.box(k * 70 - 20, -5, k * 70 + 48, 400, blend("#3d3038", "#54403c", (k * 3 % 5) / 5), "#2b2028", depth=2)
    on.glow(470, 190, 460, "#ffa94d", 0.5)
    on.disc(470, 180, 158, colour="#2a1d18", depth=8)
    dial = on.disc(470, 180, 146, colour="#ffe2a3", to="#f0a653", edge=0)
    for k in range(48):
        a = 2 * pi * k / 48
        on.stroke([(470 + 142 * cos(a), 180 + 142 * sin(a)), (470 + (126 if k % 4 else 114) * cos(a),
            180 + (126 if k % 4 else 114) * sin(a))], 3 if k % 4 else 6, "#7a4f2c", edge=0, inside=dial)
    for row in range(4):
        y = 210 + 26 * row
        on.cut([(300, y), *[(320 + 26 * i, y + (9 if i % 2 else -9)) for i in range(12)], (650, y), (650, 360),
            (300, 360)], blend("#e0994f", "#7d4c30", row / 3), alpha=0.6, edge=0, inside=dial)
    on.stroke([(470, 150), (470, 180), (466, 292)], [8, 10, 2], "#5a2a20", edge=0)
    for k in range(4):
        a = pi * (0.25 + 0.5 * k)
        on.stroke([(470, 180), (470 + 150 * cos(a), 180 + 150 * sin(a))], 7, "#3a2820", edge=0.1)
    planks(on, 372, (470, 200), "#5d4232")
    for x, y, r, teeth, colour in ((220, 250, 118, 30, BRASS), (80, 130, 76, 22, "#8a4a30"),
    (330, 360, 62, 18, "#8b9395"), (690, 300, 96, 26, "#a5732f"), (640, 120, 48, 16, "#8a4a30")):
        _wheel(on, x, y, r, teeth, colour)
    ladder(on, 752, -10, 420, "#6b4a34", wide=44)
    for k in range(4):
        on.cut([(420 + 36 * k, 120), (450 + 36 * k, 120), (250 + 60 * k, 450), (170 + 60 * k, 450)], "#ffd08a",
            smooth=False, soft=10, alpha=0.12)
    on.box(300, 268, 342, 372, "#4a3328", "#2b1d18", depth=5)
    on.disc(321, 300, 13, colour=BRASS, to="#5d431c", depth=2, edge=0.5)
    on.disc(321, 298, 4, colour=INK, edge=0)
    on.cut([(319.5, 299), (322.5, 299), (324, 308), (318, 308)], INK, smooth=False, edge=0)
    return on


def _wheel(on: Sheet, x: float, y: float, r: float, teeth: int, colour: str) -> None:
    rim = []
    for k in range(teeth * 4):
        a, reach = 2 * pi * k / (teeth * 4), r * (1.08 if k % 4 < 2 else 0.97)
        rim.append((x + reach * cos(a), y + reach * sin(a)))
    on.cut(rim, blend(colour, LEMON, 0.25), blend(colour, INK, 0.45), smooth=False, depth=8, edge=0.4)
    on.disc(x, y, r * 0.78, colour="#2f2429", to="#473530", edge=0.4)
    for k in range(6):
        a = 2 * pi * k / 6 + r
        on.stroke([(x, y), (x + r * 0.85 * cos(a), y + r * 0.85 * sin(a))], [r * 0.2, r * 0.12, r * 0.16], colour,
            blend(colour, INK, 0.35), edge=0.3)
    on.disc(x, y, r * 0.22, colour=blend(colour, LEMON, 0.4), to=colour, depth=3, edge=0.5)


def seabed() -> Sheet:
    """Where the sea should be, at night: five miles of sand and one light."""
    on = Sheet.blank(WIDE, TALL, "#0f2436", "#3d7480")
    stars(on, 150, 200, 7)
    sun(on, 150, 84, 24, "#fff7dd", "#cfe0d2")
    beam(on, 642, 180, (-40, 120), 60, 0.42)
    ridge(on, 238, 16, "#2c5662", "#3b6468", seed=14, waves=3)
    lighthouse(on, 642, 236, 14, shade=0.25)
    rocks(on, 642, 238, 20, "#24424e", 3)
    ridge(on, 262, 8, "#4b6a68", "#273f46", seed=4, waves=6, depth=3)
    ripples(on, 258, "#1c343d", 11, rows=14, alpha=0.6)
    for x, y, w in ((300, 292, 90), (560, 316, 110), (160, 356, 130), (520, 410, 170)):
        pool(on, x, y, w, "#cfe0cf", "#1f4b5c")
    ribs(on, 96, 300, 34, "#3b3a3a", count=5)
    for x, y, s, seed in ((720, 350, 34, 2), (40, 436, 44, 5)):
        rocks(on, x, y, s, "#2c4a50", seed)
    for x, y in ((330, 384), (660, 436), (250, 424)):
        _starfish(on, x, y)
    return on


def _starfish(on: Sheet, x: float, y: float) -> None:
    points = []
    for k in range(10):
        a, r = pi * k / 5 - pi / 2, 13 if k % 2 == 0 else 5
        points.append((x + r * cos(a), y + r * 0.55 * sin(a)))
    on.cut(points, CORAL, RUST, depth=2)


def wreck() -> Sheet:
    """The Corrigan, forty years under: her ribs against the moon."""
    on = Sheet.blank(WIDE, TALL, "#12243a", "#4d7f86")
    stars(on, 90, 190, 3)
    sun(on, 430, 150, 74, "#fff6d8", "#bcd6cb")
    clouds(on, 190, "#3f6f7a", 8, count=5, alpha=0.5)
    ridge(on, 290, 22, "#34606a", "#3a5a5e", seed=9)
    ribs(on, 430, 346, 178, "#2b292e", count=9)
    on.stroke([(330, 340), (316, 190), (306, 34)], [15, 11, 6], "#2a2428", INK, depth=4)
    on.stroke([(236, 112), (312, 92), (384, 98)], [3, 8, 3], "#2a2428", depth=3)
    for k in range(4):
        on.stroke([(250 + 40 * k, 106), (262 + 34 * k, 200), (250 + 46 * k, 330)], 1.5, "#1b2028", edge=0)
    on.cut([(250, 108), (300, 96), (306, 150), (284, 196), (272, 160), (256, 176)], "#a9b3a0", SLATE, depth=3,
        alpha=0.9)
    bow = on.cut([(640, 352), (655, 250), (720, 128), (748, 112), (738, 200), (726, 280), (742, 352)], "#4a3b37",
        "#1d1a20", depth=7)
    for k in range(6):
        on.stroke([(620, 330 - 34 * k), (690, 322 - 36 * k), (770, 300 - 38 * k)], 2.4, INK, alpha=0.7, edge=0,
            inside=bow)
    on.write(712, 214, "CORRIGAN", 15, "#d3c09a", alpha=0.9, tilt=-1.22)
    ridge(on, 356, 12, "#55696a", "#20343c", seed=5, waves=4)
    ripples(on, 350, "#1a3038", 5)
    for x, y, w in ((240, 392, 130), (590, 412, 120)):
        pool(on, x, y, w, "#d5e2cc", "#21505f")
    rocks(on, 60, 430, 46, "#2b474d", 8)
    for x in (380, 470, 512):
        on.stroke([(x, 356), (x + 6, 332), (x - 2, 310)], [4, 3, 0], MOSS, "#29402f", depth=1)
    return on


def lighthouse_rock() -> Sheet:
    """Marrow Rock with its stair cut in the stone; the light is burning."""
    on = Sheet.blank(WIDE, TALL, "#0f2234", "#437a83")
    stars(on, 120, 260, 19)
    beam(on, 470, 92, (-60, 30), 70, 0.5)
    beam(on, 470, 92, (860, 20), 60, 0.4)
    clouds(on, 240, "#2f6170", 6, alpha=0.5)
    ridge(on, 330, 20, "#2f5a66", "#2a4a54", seed=7)
    rocks(on, 300, 372, 96, "#35525a", 4)
    rocks(on, 560, 378, 100, "#2c464e", 6)
    on.cut([(300, 400), (350, 330), (400, 312), (560, 306), (630, 350), (680, 410)], "#4a666a", "#243b44", depth=8)
    lighthouse(on, 470, 322, 52)
    on.cut([(540, 322), (540, 276), (566, 252), (592, 276), (592, 322)], "#d8c7a2", "#8f7d64", smooth=False, depth=5)
    on.box(558, 288, 574, 304, LEMON, AMBER, edge=0.3)
    ridge(on, 402, 12, "#4f6a69", "#1c3038", seed=15, waves=5)
    for k in range(11):
        y = 318 + 9.4 * k
        on.cut([(420 - 8.4 * k, y), (452 - 7 * k, y), (455 - 7 * k, y + 7), (416 - 8.6 * k, y + 7)], "#b3ab92",
            "#5d6a66", smooth=False, depth=1.5, edge=0.3)
    ripples(on, 408, "#142730", 2, rows=7)
    pool(on, 190, 428, 120, "#e3dcb4", "#2a5967")
    pool(on, 640, 434, 110, "#cfdac2", "#244e5c")
    return on


def lamp_room() -> Sheet:
    """At the top of the light: the lens, the windows, the keeper's chair."""
    on = Sheet.blank(WIDE, TALL, "#0f2334", "#2b5563")
    stars(on, 110, 250, 31)
    sun(on, 690, 90, 18, "#fff7dd", "#cfe0d2")
    on.cut([(-10, 250), (200, 236), (420, 248), (640, 238), (810, 250), (810, 330), (-10, 330)], "#2f5560", "#21404c",
        edge=0.1)
    for k in range(7):
        x = k * 134 - 2
        on.stroke([(x, -10), (x, 330)], 11, "#4f3a30", "#2c1f1c", depth=5, edge=0.4)
    for y in (10, 168, 306):
        on.stroke([(-10, y), (WIDE + 10, y)], 9, "#5d4436", "#382823", depth=4, edge=0.4)
    on.box(-10, 312, WIDE + 10, 392, "#a4553d", "#6a3026", depth=4)
    for k in range(14):
        on.stroke([(k * 62, 312), (k * 62, 392)], 3, "#54261f", edge=0)
    planks(on, 386, (400, 240), "#6d4a34")
    _lens(on)
    on.box(610, 322, 706, 338, "#8a5c38", "#5a3826", depth=5)
    for x in (618, 690):
        on.stroke([(x, 336), (x - 6 + (x > 650) * 12, 440)], 9, "#6b4429", "#3d2519", depth=3)
    on.stroke([(614, 322), (606, 216)], 9, "#6b4429", depth=3)
    on.cut([(600, 214), (630, 206), (668, 240), (700, 324), (640, 330), (612, 322)], MOSS, "#33503f", depth=5)
    on.cut([(84, 330), (170, 330), (164, 344), (90, 344)], "#8a5c38", "#5a3826", smooth=False, depth=4)
    on.stroke([(128, 344), (128, 430)], 10, "#6b4429", "#3d2519", depth=3)
    on.disc(112, 318, 15, 13, colour=PAPER, to=SAND, depth=3)
    on.stroke(ring(130, 318, 7, start=-0.5, stop=0.5), 3, SAND, edge=0.2)
    return on


def _lens(on: Sheet) -> None:
    on.glow(380, 190, 330, "#ffb44a", 0.85)
    on.cut([(320, 330), (440, 330), (470, 420), (290, 420)], BRASS, "#4d371a", smooth=False, depth=8, edge=0.4)
    glass = on.cut([(380, 44), (448, 84), (478, 190), (448, 296), (380, 334), (312, 296), (282, 190), (312, 84)],
        "#ffeeb5", "#f4a746", depth=8, edge=0.4)
    for k in range(9):
        y = 66 + 31 * k
        on.stroke([(276, y + 10), (380, y - 8), (484, y + 10)], 3.6, "#c98535", alpha=0.75, edge=0.3, inside=glass)
    for r, colour in ((78, "#ffe08a"), (54, "#fff0b8"), (30, "#fffbe4")):
        on.disc(380, 190, r, colour=colour, edge=0.25, inside=glass)
    for x in (300, 380, 460):
        on.stroke([(380 + (x - 380) * 0.5, 46), (x, 190), (380 + (x - 380) * 0.5, 334)], 5, BRASS, "#6d4f20", edge=0.3)
    on.box(338, 28, 422, 50, BRASS, "#6d4f20", depth=4)
    on.glow(380, 190, 150, "#fff2c0", 0.6)


def ferry_deck() -> Sheet:
    """On board the Marigold: a deck that has not been level for nine days."""
    on = Sheet.blank(WIDE, TALL, "#266576", "#f0a468", middle="#e8bf90")
    clouds(on, 80, "#86aba4", 17, alpha=0.55)
    sun(on, 180, 216, 28, "#ffe9a8", "#f59a4a")
    ridge(on, 262, 26, "#94a194", "#a98f74", seed=3)
    lighthouse(on, 300, 246, 11, shade=0.3, lit=False)
    ridge(on, 286, 8, MUD, "#6a5646", seed=9, waves=5)
    deck = on.at(0, 20, 1, -0.035)
    planks(deck, 330, (300, 120), "#a07148")
    for k in range(9):
        deck.stroke([(20 + 58 * k, 236), (20 + 58 * k, 334)], 6, PAPER, SAND, depth=3)
    for y, wide in ((236, 9), (284, 5)):
        deck.stroke([(-30, y), (520, y)], wide, WOOD, "#4a2f20", depth=3)
    deck.stroke(ring(252, 282, 30), 14, CORAL, RUST, depth=5)
    for k in range(4):
        a = pi * (0.25 + 0.5 * k)
        deck.stroke([(252 + 22 * cos(a), 282 + 22 * sin(a)), (252 + 38 * cos(a), 282 + 38 * sin(a))], 12, PAPER,
            edge=0.2)
    deck.box(540, 60, 830, 356, PAPER, "#c7ae82", depth=9)
    deck.cut([(516, 66), (840, 66), (840, 34), (536, 34)], RUST, "#6e2622", smooth=False, depth=8)
    for x in (566, 676):
        deck.box(x, 96, x + 88, 186, "#6b4a34", "#4a3020", depth=3)
        deck.box(x + 7, 103, x + 81, 179, "#bfe0dc", "#5f9aa0", edge=0.3)
        deck.cut([(x + 7, 150), (x + 50, 103), (x + 66, 103), (x + 7, 170)], "#ffffff", smooth=False, alpha=0.3, edge=0)
    deck.box(590, 214, 664, 356, CORAL, RUST, depth=4)
    deck.disc(650, 288, 5, colour=BRASS, depth=2, edge=0.5)
    for r in (34, 25, 16):
        deck.stroke(ring(430, 366, r, squash=0.42), 9, SAND, "#97794c", depth=2, edge=0.3)
    deck.cut([(60, 370), (140, 370), (148, 430), (52, 430)], WOOD, "#4a2f20", smooth=False, depth=6)
    bunting(on, -30, 34, 48, 50, 12, 26)
    gulls(on, [(420, 150, 15), (90, 140, 20)])
    return on


PLACES: dict[str, Callable[[], Sheet]] = {
    "harbour": harbour, "harbour-mud": harbour_mud, "harbour-dawn": harbour_dawn, "rope-lane": lane,
        "workshop": workshop,
    "clock-tower": tower, "clock-room": clock_room, "seabed": seabed, "wreck": wreck, "lighthouse": lighthouse_rock,
    "lamp-room": lamp_room, "ferry-deck": ferry_deck,
}
