"""Draws every picture of the example film "The Tide Clock" into examples/the-tide-clock/pictures.

Run by hand, when a picture is to change:

    python examples/draw_the_tide_clock.py            # all of them
    python examples/draw_the_tide_clock.py wren seabed  # those whose name begins so

Only Pillow is needed (it comes with `pip install -e '.[dev]'`). Nothing is random that has no seed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

from PIL import Image
from tide_clock_art import portraits, things
from tide_clock_art.paper import DEEP, PLUM, SEA, SLATE, Sheet
from tide_clock_art.places import PLACES

PICTURES = Path(__file__).parent / "the-tide-clock" / "pictures"
QUALITY = 80

SLATE_PAPER, PLUM_PAPER = (SLATE, "#8aa09a"), ("#3a2c42", "#6d4a55")
SEA_PAPER, BROWN_PAPER = (DEEP, SEA), ("#6b4a38", "#a5764f")

FULL = {
    "wren": "hip", "pip": "wave", "tomas": "pockets", "ines": "clasp", "odile": "hip", "quill": "fold", "juna": "carry",
}  # fmt: skip

crew = cache(portraits.crew_photograph)
locket = cache(portraits.locket_and_josef)
thing = portraits.thing_picture


def place(draw: Callable[[], Sheet]) -> Image.Image:
    """A place, finished."""
    return draw().finish()


DRAWINGS: dict[str, Callable[[], Image.Image]] = {
    **{name: partial(portraits.full_picture, name, pose) for name, pose in FULL.items()},
    "wren-face": partial(portraits.face_picture, "wren"),
    "wren-lamplight": portraits.wren_by_lamplight,
    "tomas-face": partial(portraits.face_picture, "tomas"),
    "ines-face": partial(portraits.face_picture, "ines"),
    "odile-face": partial(portraits.face_picture, "odile"),
    "buoy": portraits.dog_picture,
    "crew": lambda: crew()[0],
    "crew-tomas": lambda: crew()[1]["tomas"],
    "crew-bashir": lambda: crew()[1]["bashir"],
    "crew-juna": lambda: crew()[1]["juna"],
    **{name: partial(place, draw) for name, draw in PLACES.items()},
    "marigold-aground": portraits.ferry_aground,
    "marigold-afloat": portraits.ferry_afloat,
    "sledge": partial(thing, things.draw_sledge, 122, SLATE_PAPER, lower=20),
    "tide-clock": partial(thing, things.draw_tide_clock, 166, SEA_PAPER),
    "key": partial(thing, things.draw_key, 150, PLUM_PAPER),
    "lantern": partial(thing, things.draw_lantern, 150, (DEEP, PLUM)),
    "locket": lambda: locket()[0],
    "josef": lambda: locket()[1],
    "winding-book": partial(thing, things.draw_ledger, 140, BROWN_PAPER),
    "notice": partial(thing, things.draw_notice, 158, BROWN_PAPER),
    "kite": partial(thing, things.draw_kite, 92, ("#3f8a94", "#b9d2bd"), lower=-45),
    "paper-and-light": partial(thing, things.draw_style_board, 150, ("#e9dcc0", "#cdb98f")),
}


def main(beginnings: list[str]) -> None:
    """Draw and save the pictures whose name begins with one of these words, or all."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    total = 0
    for name, draw in DRAWINGS.items():
        if beginnings and not name.startswith(tuple(beginnings)):
            continue
        path = PICTURES / f"{name}.jpg"
        draw().convert("RGB").save(path, quality=QUALITY, optimize=True, progressive=True)
        total += path.stat().st_size
        print(f"{path.stat().st_size / 1000:6.0f} kB  {path.name}")
    print(f"{total / 1000:6.0f} kB  in all")


if __name__ == "__main__":
    main(sys.argv[1:])
