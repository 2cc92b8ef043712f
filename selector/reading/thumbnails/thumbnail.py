"""The bytes of one picture in; a small picture out, or why none could be made.

Of a JPEG only as much is decoded as the small picture needs. What a picture could make this take is
bounded: its size is known before anything of it is decoded.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from selector.model.frozen import frozen

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 100_000_000
"""Pixels of a picture that is decoded; four bytes each."""

_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF", "MPO")


@frozen
class Thumbnail:
    """A small picture as a WebP file, and its size in pixels."""

    data: bytes
    width: int
    height: int


@frozen
class NoThumbnail:
    """Why there is no small picture, as a clause without a full stop."""

    why: str


class Fineness(NamedTuple):
    """How fine small pictures are: pixels of the longer side, and bytes at most."""

    side: int
    most_bytes: int


FINENESSES = (
    (500, Fineness(side=400, most_bytes=12_000)),
    (2_000, Fineness(side=256, most_bytes=4_500)),
    (1_000_000_000, Fineness(side=160, most_bytes=2_000)),
)
"""For up to so many pictures, how fine each is: a sheet has to open in a browser."""

_QUALITIES = (72, 55, 40, 25, 10)
"""WebP's own scale. The first whose file is small enough is taken."""


def fineness_for(count: int) -> Fineness:
    """How fine the small pictures of a sheet with so many are."""
    return next(fineness for most, fineness in FINENESSES if count <= most)


def thumbnail_of(content: bytes, fineness: Fineness) -> Thumbnail | NoThumbnail:
    """Make a small picture.

    Args:
        content: The bytes of a picture's file.
        fineness: How fine it should be.
    """
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415  # not everybody has it

    Image.MAX_IMAGE_PIXELS = None  # its limit warns or raises; ours is the one below
    try:
        with Image.open(BytesIO(content), formats=_FORMATS) as image:
            width, height = image.size
            if width * height > MOST_PIXELS:
                return NoThumbnail(why=f"it is too large: {width:,} by {height:,} pixels")
            return _encoded(_reduced(image, fineness.side), fineness.most_bytes)
    except UnidentifiedImageError:
        return NoThumbnail(why="its file is not an image that can be shown")
    except MemoryError:
        return NoThumbnail(why="there is not enough memory to show it")
    except Exception:  # noqa: BLE001  # each of Pillow's readers raises errors of its own
        return NoThumbnail(why="its file is damaged")


def size_of(data: bytes) -> tuple[int, int] | None:
    """The width and height of a small picture that was made before; None if it is damaged."""
    from PIL import Image  # noqa: PLC0415  # not everybody has it

    try:
        with Image.open(BytesIO(data), formats=("WEBP",)) as image:
            return image.size
    except Exception:  # noqa: BLE001  # whatever is wrong with it, it is made again
        return None


def _reduced(image: Image, side: int) -> Image:
    """The picture at the size of a small one, upright, in colours that browsers show."""
    from PIL import Image as Images  # noqa: PLC0415  # not everybody has it
    from PIL import ImageOps  # noqa: PLC0415  # not everybody has it

    image.draft("RGB", _fitting(image, side))
    mode = "RGB"
    if image.has_transparency_data:
        mode = "RGBA"
    profile = image.info.get("icc_profile")
    if image.mode.startswith("I;16"):
        image = image.point(lambda value: value / 256).convert("L")
    if image.mode not in ("RGB", "RGBA", "L"):
        image = image.convert(mode)
    factor = max(1, max(image.size) // side)
    small = image.reduce(factor)  # by whole pixels first, which is quick
    small.thumbnail((side, side), Images.Resampling.BICUBIC, reducing_gap=None)
    small = ImageOps.exif_transpose(small)
    if profile and mode == "RGB":
        small = _in_srgb(small, profile)
    return small.convert(mode)


def _fitting(image: Image, side: int) -> tuple[int, int]:
    """The size of the picture once its longer side is so long: a JPEG is decoded to no less."""
    scale = side / max(image.size)
    width, height = image.size
    return max(1, round(width * scale)), max(1, round(height * scale))


def _in_srgb(image: Image, profile: bytes) -> Image:
    """The colours of a picture with a colour profile of its own, such as a camera's."""
    from PIL import ImageCms  # noqa: PLC0415  # not everybody has it

    try:
        theirs = ImageCms.ImageCmsProfile(BytesIO(profile))
        ours = ImageCms.createProfile("sRGB")
        shown = ImageCms.profileToProfile(image, theirs, ours, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image  # the profile is damaged, or of other colours
    return shown or image


def _encoded(image: Image, most_bytes: int) -> Thumbnail:
    """The picture as a file that is small enough: at the cost of quality, then of its size."""
    while True:
        for quality in _QUALITIES:
            written = BytesIO()
            image.save(written, "WEBP", quality=quality, method=2)
            data = written.getvalue()
            if len(data) <= most_bytes:
                return Thumbnail(data=data, width=image.width, height=image.height)
        width = max(1, image.width // 2)
        height = max(1, image.height // 2)
        image = image.resize((width, height))
