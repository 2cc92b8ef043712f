"""Cut paper: a sheet onto which pieces are laid, each with its grain, its lit edge and the shadow it throws.

Every length is in the units of the current `Sheet`, whose origin and scale `at` moves, so that one drawing of a
face serves a whole figure as well as a portrait. What is drawn depends on nothing but the numbers given.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import atan2, ceil, cos, degrees, pi, sin

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont, ImageOps

Point = tuple[float, float]
Box = tuple[int, int, int, int]

OVERSAMPLING = 2
"""Pieces are cut at this many times the final size, so that their edges come out smooth."""

INK, NIGHT, DEEP, SEA, TEAL = "#0d1d2b", "#132c3f", "#1a4052", "#275f6e", "#45888b"
MIST, FOAM, PAPER, SAND, MUD = "#9dc0b8", "#dce7d6", "#f4ead3", "#dcc49a", "#8c7560"
WOOD, RUST, CORAL, AMBER, LEMON = "#74492f", "#a83f2b", "#dc6847", "#efa83c", "#fadd85"
PLUM, MOSS, PEACH, BRASS, SLATE = "#4a2f4b", "#53714f", "#f0b58a", "#b98a3a", "#4d6471"


@dataclass(frozen=True, slots=True)
class Piece:
    """A shape that was cut: its mask, as large as the whole sheet, and the box that it fills."""

    mask: Image.Image
    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A picture in the making, seen through an origin, a scale and a tilt (in radians)."""

    image: Image.Image
    x: float = 0.0
    y: float = 0.0
    scale: float = float(OVERSAMPLING)
    tilt: float = 0.0
    mirror: int = 1

    @classmethod
    def blank(
        cls,
        width: int,
        height: int,
        top: str,
        bottom: str | None = None,
        *,
        middle: str | None = None,
    ) -> Sheet:
        """A sheet of `width` by `height` final pixels, shaded from `top` to `bottom`, through `middle` if given."""
        size = (width * OVERSAMPLING, height * OVERSAMPLING)
        ramp = Image.linear_gradient("L").resize(size)
        return cls(image=ImageOps.colorize(ramp, top, bottom or top, mid=middle, midpoint=105))

    def at(
        self, x: float, y: float, scale: float = 1.0, tilt: float = 0.0, *, mirror: bool = False
    ) -> Sheet:
        """The same sheet with its origin at (x, y) of this one, `scale` of its units to one."""
        px, py = self._pixel((x, y))
        turned = self.tilt + tilt * self.mirror
        flip = -self.mirror if mirror else self.mirror
        return replace(self, x=px, y=py, scale=self.scale * scale, tilt=turned, mirror=flip)

    def cut(
        self,
        points: Sequence[Point],
        colour: str,
        to: str | None = None,
        *,
        smooth: bool = True,
        depth: float = 0.0,
        edge: float = 0.22,
        alpha: float = 1.0,
        soft: float = 0.0,
        across: bool = False,
        inside: Piece | None = None,
    ) -> Piece:
        """Cut a closed shape and lay it down, shaded from `colour` to `to` downwards (or `across`).

        `depth` is how far it stands off what lies beneath, `soft` how far its edge is blurred, both in units;
        `inside` keeps it within another piece. A point written twice is a corner.
        """
        outline = _spline(points, closed=True) if smooth else list(points)
        piece = self._piece([self._pixel(point) for point in outline], soft * self.scale)
        if inside is not None:
            piece = Piece(ImageChops.multiply(piece.mask, inside.mask), piece.box)
        self._lay(
            piece,
            colour,
            to or colour,
            depth * self.scale,
            edge if not soft else 0.0,
            alpha,
            across=across,
        )
        return piece

    def disc(
        self, x: float, y: float, rx: float, ry: float | None = None, *, colour: str, **how: object
    ) -> Piece:
        """Cut an ellipse around (x, y)."""
        ry = rx if ry is None else ry
        ring = [(x + rx * cos(i * pi / 24), y + ry * sin(i * pi / 24)) for i in range(48)]
        return self.cut(ring, colour, smooth=False, **how)  # type: ignore[arg-type]

    def box(
        self,
        x0: float,
        y0: float,
        x1: float,
        y1: float,
        colour: str,
        to: str | None = None,
        **how: object,
    ) -> Piece:
        """Cut an upright rectangle."""
        return self.cut([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], colour, to, smooth=False, **how)  # type: ignore[arg-type]

    def stroke(
        self,
        points: Sequence[Point],
        width: float | Sequence[float],
        colour: str,
        to: str | None = None,
        **how: object,
    ) -> Piece:
        """Cut a band along a line: of one width, or of widths that pass from one to the next along it."""
        line = _spline(points, closed=False)
        widths = [width, width] if isinstance(width, int | float) else list(width)
        return self.cut(_band(line, widths), colour, to, smooth=False, **how)  # type: ignore[arg-type]

    def write(
        self,
        x: float,
        y: float,
        text: str,
        height: float,
        colour: str,
        *,
        alpha: float = 1.0,
        tilt: float = 0.0,
    ) -> None:
        """Print a line around (x, y), in the lettering that Pillow carries, drawn `height` units tall."""
        font = ImageFont.load_default(height * self.scale)
        left, top, right, bottom = font.getbbox(text)
        patch = Image.new("L", (int(right - left) + 8, int(bottom - top) + 8), 0)
        ImageDraw.Draw(patch).text((4 - left, 4 - top), text, font=font, fill=int(255 * alpha))
        patch = patch.rotate(degrees(-(self.tilt + tilt)), Image.Resampling.BICUBIC, expand=True)
        px, py = self._pixel((x, y))
        self.image.paste(colour, (int(px - patch.width / 2), int(py - patch.height / 2)), patch)

    def glow(
        self,
        x: float,
        y: float,
        radius: float,
        colour: str,
        strength: float = 1.0,
        squash: float = 1.0,
    ) -> None:
        """Let light fall around (x, y): it only ever brightens."""
        (px, py), r = self._pixel((x, y)), radius * self.scale
        box = (int(px - r), int(py - r * squash), int(px + r) + 1, int(py + r * squash) + 1)
        falloff = (
            _falloff().resize((box[2] - box[0], box[3] - box[1])).point(lambda v: int(v * strength))
        )
        under = self.image.crop(box)
        lit = ImageChops.screen(under, Image.new("RGB", under.size, colour))
        self.image.paste(Image.composite(lit, under, falloff), box[:2])

    def night(
        self, colour: str, lights: Iterable[tuple[float, float, float]], warm: str = "#ffd9a0"
    ) -> None:
        """Put the whole sheet in the dark, but for `lights`: x, y and radius of each."""
        dark = ImageChops.multiply(self.image, Image.new("RGB", self.image.size, colour))
        lit = ImageChops.multiply(self.image, Image.new("RGB", self.image.size, warm))
        mask = Image.new("L", self.image.size, 0)
        for x, y, radius in lights:
            (px, py), r = self._pixel((x, y)), radius * self.scale
            spot = (
                _falloff().resize((int(r * 2), int(r * 2))).point(lambda v: min(255, int(v * 1.5)))
            )
            patch = Image.new("L", mask.size, 0)
            patch.paste(spot, (int(px - r), int(py - r)))
            mask = ImageChops.lighter(mask, patch)
        self.image.paste(Image.composite(lit, dark, mask))

    def finish(self, *, grain: float = 0.05, vignette: float = 0.35, seed: int = 1) -> Image.Image:
        """The final picture: at its final size, darker towards the corners, with the tooth of paper."""
        size = (self.image.width // OVERSAMPLING, self.image.height // OVERSAMPLING)
        picture = self.image.resize(size, Image.Resampling.LANCZOS)
        corner = (
            Image.radial_gradient("L")
            .resize(size)
            .point(lambda v: 255 - int(max(0, v - 100) * vignette))
        )
        picture = ImageChops.multiply(picture, Image.merge("RGB", (corner, corner, corner)))
        tooth = _tooth(size, seed)
        return Image.blend(
            picture,
            ImageChops.overlay(picture, Image.merge("RGB", (tooth,) * 3)),
            min(1.0, grain * 6),
        )

    def _pixel(self, point: Point) -> Point:
        x, y = point[0] * self.scale * self.mirror, point[1] * self.scale
        if not self.tilt:
            return self.x + x, self.y + y
        c, s = cos(self.tilt), sin(self.tilt)
        return self.x + x * c - y * s, self.y + x * s + y * c

    def _piece(self, outline: Sequence[Point], soft: float) -> Piece:
        mask = Image.new("L", self.image.size, 0)
        ImageDraw.Draw(mask).polygon(outline, fill=255)
        box = _around(outline, self.image.size, ceil(soft * 2.5) + 2)
        if soft and box[2] > box[0] and box[3] > box[1]:
            mask.paste(mask.crop(box).filter(ImageFilter.GaussianBlur(soft)), box[:2])
        return Piece(mask, box)

    def _lay(
        self,
        piece: Piece,
        top: str,
        bottom: str,
        depth: float,
        edge: float,
        alpha: float,
        *,
        across: bool,
    ) -> None:
        box = piece.box
        if box[2] <= box[0] or box[3] <= box[1]:
            return
        if depth:
            self._throw_shadow(piece, depth)
        size = (box[2] - box[0], box[3] - box[1])
        fill = _shade(size, top, bottom, across=across)
        mask = piece.mask.crop(box)
        if edge:
            fill = _lit_edge(fill, mask, edge)
        self.image.paste(
            fill, box[:2], mask if alpha >= 1 else mask.point(lambda v: int(v * alpha))
        )

    def _throw_shadow(self, piece: Piece, depth: float) -> None:
        reach = ceil(depth * 2.5)
        x0, y0, x1, y1 = piece.box
        wide = (x0 - reach, y0 - reach, x1 + reach, y1 + reach)
        shadow = (
            piece.mask.crop(wide)
            .filter(ImageFilter.GaussianBlur(depth * 0.7))
            .point(lambda v: int(v * 0.42))
        )
        place = (wide[0] + int(depth * 0.5), wide[1] + int(depth * 0.8))
        self.image.paste(Image.new("RGB", shadow.size, INK), place, shadow)


def blend(one: str, other: str, share: float) -> str:
    """The colour that lies `share` of the way from one to the other."""
    a, b = _rgb(one), _rgb(other)
    return "#" + "".join(f"{round(x + (y - x) * share):02x}" for x, y in zip(a, b, strict=True))


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _shade(size: tuple[int, int], top: str, bottom: str, *, across: bool = False) -> Image.Image:
    if top == bottom:
        return Image.new("RGB", size, top)
    ramp = Image.linear_gradient("L")
    ramp = ramp.transpose(Image.Transpose.ROTATE_90) if across else ramp
    return ImageOps.colorize(ramp.resize(size), top, bottom)


def _lit_edge(fill: Image.Image, mask: Image.Image, strength: float) -> Image.Image:
    """Paper has a thickness: its upper left edge catches light, its lower right edge is dark."""
    step = OVERSAMPLING
    light = ImageChops.subtract(mask, ImageChops.offset(mask, step, step)).point(
        lambda v: int(v * strength)
    )
    dark = ImageChops.subtract(mask, ImageChops.offset(mask, -step, -step)).point(
        lambda v: int(v * strength * 0.9)
    )
    fill.paste("#fff6e0", mask=light)
    fill.paste(INK, mask=dark)
    return fill


def _around(outline: Sequence[Point], size: tuple[int, int], margin: int) -> Box:
    xs, ys = [p[0] for p in outline], [p[1] for p in outline]
    return (
        max(0, int(min(xs)) - margin),
        max(0, int(min(ys)) - margin),
        min(size[0], ceil(max(xs)) + margin + 1),
        min(size[1], ceil(max(ys)) + margin + 1),
    )


def _spline(points: Sequence[Point], *, closed: bool, steps: int = 10) -> list[Point]:
    """A Catmull-Rom curve through all the points."""
    n = len(points)
    if n < 3:
        return list(points)
    line: list[Point] = []
    for i in range(n if closed else n - 1):
        quad = [points[(i + k) % n if closed else min(max(i + k, 0), n - 1)] for k in (-1, 0, 1, 2)]
        if quad[1] != quad[2]:
            line += [_between(quad, step / steps) for step in range(steps)]
    return line if closed else [*line, points[-1]]


def _between(quad: Sequence[Point], t: float) -> Point:
    def along(axis: int) -> float:
        a, b, c, d = (point[axis] for point in quad)
        return 0.5 * (
            2 * b
            + (c - a) * t
            + (2 * a - 5 * b + 4 * c - d) * t * t
            + (3 * b - a - 3 * c + d) * t * t * t
        )

    return along(0), along(1)


def _band(line: Sequence[Point], widths: Sequence[float]) -> list[Point]:
    left, right = [], []
    for i, (x, y) in enumerate(line):
        (ax, ay), (bx, by) = line[max(i - 1, 0)], line[min(i + 1, len(line) - 1)]
        angle = atan2(by - ay, bx - ax) + pi / 2
        half = _width_at(widths, i / max(len(line) - 1, 1)) / 2
        left.append((x + cos(angle) * half, y + sin(angle) * half))
        right.append((x - cos(angle) * half, y - sin(angle) * half))
    return left + right[::-1]


def _width_at(widths: Sequence[float], share: float) -> float:
    place = share * (len(widths) - 1)
    i = min(int(place), len(widths) - 2)
    return widths[i] + (widths[i + 1] - widths[i]) * (place - i)


@cache
def _falloff() -> Image.Image:
    """Light that fades from the middle of a square to nothing at the nearest point of its edge."""
    return Image.radial_gradient("L").point(lambda v: int(255 * max(0.0, 1 - v / 180) ** 1.5))


@cache
def _tooth(size: tuple[int, int], seed: int) -> Image.Image:
    """Grey noise around the middle, fine and coarse, for `ImageChops.overlay`."""
    dice = random.Random(seed)
    fine = Image.frombytes("L", size, dice.randbytes(size[0] * size[1])).filter(
        ImageFilter.GaussianBlur(0.8)
    )
    small = (size[0] // 6, size[1] // 6)
    coarse = Image.frombytes("L", small, dice.randbytes(small[0] * small[1])).filter(
        ImageFilter.GaussianBlur(1.4)
    )
    return Image.blend(fine, coarse.resize(size, Image.Resampling.BICUBIC), 0.5)
