"""Pictures of people and of things: a card of cut paper with one of them on it, and the one photograph of several."""

from __future__ import annotations

from collections.abc import Callable

from PIL import Image, ImageChops, ImageOps
from tide_clock_art.bodies import draw_figure
from tide_clock_art.paper import (
    AMBER,
    DEEP,
    FOAM,
    INK,
    LEMON,
    MIST,
    NIGHT,
    PAPER,
    SAND,
    SEA,
    TEAL,
    Sheet,
    blend,
)
from tide_clock_art.people import BACKDROPS, PEOPLE
from tide_clock_art.scenery import bunting, ridge, stars
from tide_clock_art.things import draw_dog, draw_ferry, draw_lantern, draw_locket

# An outline that is broken to one point a line can no longer be read as a shape:
# fmt: off

CARD = (500, 700)
PORTRAIT = (520, 520)
TABLE = (600, 420)


def full_picture(name: str, pose: str) -> Image.Image:
    """A person from head to foot."""
    who = PEOPLE[name]
    on = _card(*BACKDROPS[name])
    taller = 1.9 if who.hat == "top" else 1.3
    scale = min(70.0, 590 / (who.height + taller))
    on.disc(258, 638, who.shoulders * scale * 1.5, 15, colour=INK, alpha=0.5, soft=7)
    draw_figure(on.at(250, 636 - (who.height - 1) * scale, scale), who, pose)
    return on.finish()


def face_picture(name: str, *, turn: float | None = None, smile: float = 0.0) -> Image.Image:
    """The same person's face, close: head, collar and shoulders."""
    who = PEOPLE[name]
    dark, light, glow = BACKDROPS[name]
    on = Sheet.blank(*PORTRAIT, dark, light)
    on.disc(260, 250, 214, colour=blend(light, glow, 0.35), to=blend(dark, light, 0.5), depth=6, alpha=0.85)
    on.glow(170, 150, 330, glow, 0.5)
    draw_figure(on.at(260, 262 if who.hat != "top" else 300, 124), who, turn=turn, smile=smile)
    return on.finish()


def wren_by_lamplight() -> Image.Image:
    """Wren on the sea floor at night, with the lantern held up."""
    who = PEOPLE["wren"]
    on = Sheet.blank(*CARD, "#143248", "#3f7480")
    stars(on, 70, 330, 4)
    for y, colour in ((470, "#2d5a66"), (560, "#33525a")):
        ridge(on, y, 18, colour, NIGHT, seed=y)
    on.box(-5, 600, 505, 705, "#3b5359", NIGHT)
    on.disc(225, 650, 130, 16, colour=INK, alpha=0.6, soft=7)
    scale = 70.0
    head = on.at(214, 206, scale)
    draw_figure(head, who, "lift", turn=0.35)
    on.night("#5d83a8", [(350, 310, 440)], "#ffdcae")
    draw_lantern(head.at(2.2, 2.15, 0.72))
    return on.finish()


def dog_picture() -> Image.Image:
    """Buoy, who guards the Marigold."""
    on = _card("#35646d", "#b9c9ae", LEMON)
    on.disc(250, 634, 150, 15, colour=INK, alpha=0.5, soft=7)
    draw_dog(on.at(236, 412, 106))
    return on.finish()


def thing_picture(draw: Callable[[Sheet], None], scale: float, colours: tuple[str, str], *,
lower: float = 0.0) -> Image.Image:
    """One thing, lying on coloured paper in a pool of light."""
    on = Sheet.blank(*TABLE, *colours)
    on.glow(250, 170, 380, "#ffe2ae", 0.4)
    on.box(22, 22, TABLE[0] - 22, TABLE[1] - 22, blend(colours[0], PAPER, 0.1), blend(colours[1], PAPER, 0.06), depth=6)
    on.glow(270, 180, 300, "#ffe2ae", 0.3)
    draw(on.at(TABLE[0] / 2, TABLE[1] / 2 + lower, scale))
    return on.finish()


def ferry_afloat() -> Image.Image:
    """The Marigold as she ought to be."""
    on = Sheet.blank(640, 420, "#5aa0a8", "#ffd79a", middle="#f3dfb4")
    on.disc(480, 150, 52, colour="#fff0c0", to=AMBER, depth=4)
    on.glow(480, 150, 240, "#ffd98a", 0.5)
    _waves(on, 640, 262, ("#9cc4b6", "#6fb0ab"))
    draw_ferry(on.at(310, 246, 112))
    _waves(on, 640, 308, (TEAL, SEA, DEEP))
    return on.finish()


def ferry_aground() -> Image.Image:
    """The Marigold as the ninth morning finds her."""
    on = Sheet.blank(640, 420, "#3d7480", "#e9ab78", middle="#dfc09a")
    ridge(on, 262, 20, "#a2a08a", "#a98f74", seed=3)
    ridge(on, 312, 10, "#8c745f", "#40342d", seed=8)
    on.disc(320, 338, 240, 15, colour=INK, alpha=0.5, soft=6)
    draw_ferry(on.at(312, 254, 112, -0.05), aground=True)
    return on.finish()


def locket_and_josef() -> tuple[Image.Image, Image.Image]:
    """The locket, and the miniature cut out of that very picture."""
    on = Sheet.blank(TABLE[0] * 2, TABLE[1] * 2, "#3a2c42", "#6d4a55")
    on.glow(520, 320, 800, "#ffd9a0", 0.5)
    draw_locket(on.at(600, 440, 300))
    large = on.finish()
    x, y = 600 + 0.8 * 300, 440 + 0.1 * 300
    josef = large.crop((int(x - 220), int(y - 245), int(x + 220), int(y + 245)))
    return large.resize(TABLE, Image.Resampling.LANCZOS), josef


CREW = (("bashir", 330, 470, 0.25, "fold"), ("juna", 1190, 505, -0.3, "hip"), ("tomas", 760, 440, 0.12, "pockets"))
"""Who stands where in the photograph: name, x, y, how far turned, pose."""

CREW_SCALE = 118.0
CREW_SIZE = (1520, 1080)


def crew_photograph() -> tuple[Image.Image, dict[str, Image.Image]]:
    """The crew of the Marigold, photographed last summer, and each one's face cut from that photograph."""
    on = Sheet.blank(*CREW_SIZE, "#7fb0b0", "#f2d7a4")
    on.disc(1180, 250, 130, colour="#fff2cc", to=LEMON, depth=8)
    on.box(-5, 560, 1525, 1085, TEAL, SEA)
    _waves(on, 1520, 590, (MIST, TEAL, SEA), step=70, high=14)
    on.box(-5, 800, 1525, 826, PAPER, SAND, depth=10)
    for x in range(40, 1520, 150):
        on.box(x, 826, x + 26, 1090, FOAM, SAND, depth=8)
    bunting(on, -40, 96, 120, 90, 14, 66)
    for name, x, y, turn, pose in CREW:
        draw_figure(on.at(x, y, CREW_SCALE), PEOPLE[name], pose, turn=turn, smile=0.02)
    draw_dog(on.at(1010, 900, 92))
    photograph = _faded(on.finish(vignette=0.5))
    faces = {name: _square(photograph, x, y + 10, 236) for name, x, y, _, _ in CREW}
    return _framed(photograph).resize((760, 540), Image.Resampling.LANCZOS), faces


def _card(dark: str, light: str, glow: str) -> Sheet:
    """The ground that a person stands on: a paper sun and three torn hills."""
    on = Sheet.blank(*CARD, dark, light)
    on.disc(250, 262, 190, colour=blend(light, glow, 0.4), to=blend(dark, light, 0.55), depth=6, alpha=0.9)
    on.glow(170, 170, 330, glow, 0.45)
    for k, y in enumerate((520, 572, 618)):
        tone = blend(light, dark, 0.35 + 0.25 * k)
        hills = [(-20, y + 10), (90, y - 14 + 9 * k), (230, y + 8), (360, y - 16 + 6 * k), (520, y + 6), (520, 720),
            (520, 720), (-20, 720), (-20, 720)]
        on.cut(hills, tone, blend(tone, INK, 0.25), depth=5)
    return on


def _waves(on: Sheet, wide: int, y: float, colours: tuple[str, ...], *, step: int = 34, high: int = 7) -> None:
    for k, colour in enumerate(colours):
        at = y + step * 1.1 * k
        crest = [(i * step - (k % 2) * step * 0.5 - step,
            at + (high if i % 2 else -high)) for i in range(wide // step + 4)]
        on.cut([*crest, (wide + 40, 1200), (wide + 40, 1200), (-40, 1200), (-40, 1200)], colour,
            blend(colour, INK, 0.3), depth=high * 0.6)


def _faded(picture: Image.Image) -> Image.Image:
    """A photograph that has lain in the sun."""
    brown = ImageOps.colorize(ImageOps.grayscale(picture), "#2a1c18", "#fff3da", mid="#a8865c")
    return Image.blend(picture, brown, 0.42)


def _framed(picture: Image.Image) -> Image.Image:
    """With the white border that photographs once had."""
    paper = Image.new("RGB", picture.size, "#f6eedc")
    inner = ImageOps.fit(picture, (picture.width - 72, picture.height - 72))
    paper.paste(inner, (36, 36))
    return ImageChops.multiply(paper, Image.new("RGB", paper.size, "#fffaf0"))


def _square(picture: Image.Image, x: float, y: float, half: float) -> Image.Image:
    box = (int(x - half), int(y - half), int(x + half), int(y + half))
    return picture.crop(box).resize((440, 440), Image.Resampling.LANCZOS)
