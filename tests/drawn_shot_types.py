"""Shot types that are drawn, of spellings and of other words, some of them oddly typed."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable
from functools import partial
from typing import Any

from selector.reading.shot_vocabularies import standard_names
from tests.yaml_files import loaded

PLAIN: dict[str, Any] = loaded(standard_names().source.text)


def full_width(text: str) -> str:
    """As typed with a Chinese or Japanese keyboard."""
    return "".join(chr(ord(each) + 0xFEE0) if "!" <= each <= "~" else each for each in text)


ODDLY_TYPED: tuple[Callable[[str], str], ...] = (
    full_width,
    partial(unicodedata.normalize, "NFD"),
    lambda text: text.replace(" ", "\u00a0"),
    lambda text: text.replace("-", "\u2013").replace("'", "\u2019"),
    lambda text: "\u200b".join(text.split(" ")),
    lambda text: text.replace("i", "\u0130").replace("s", "\u017f"),
)


def drawn(rng: random.Random) -> str:
    """A shot type, of spellings, words that are passed over, and words that nobody knows."""
    known = [*PLAIN["ambiguous"], *PLAIN["moves"], *PLAIN["passed_over"], *PLAIN["alone"]]
    for axis in ("sizes", "coverage"):
        for name, spellings in PLAIN[axis].items():
            known += [name, *spellings]
    others = [
        "riders",
        "her",
        "s",
        "2",
        "12a",
        "x",
        "w \u2014",
        "(x",
        "a wide",
        "shot",
        "up",
        "人物",
    ]
    parts = rng.choices([*known, *others], k=rng.randint(1, 4))
    text = rng.choice((" ", ", ", " - ", " / ", " of ", "-", "_", ".", " \u2014 ", "\u2011")).join(
        parts
    )
    typed: list[Callable[[str], str]] = [str, str.upper, str.title, *ODDLY_TYPED]
    text = rng.choice(typed)(text)
    end = rng.choice(("", "", "", "s", "S", " 2", "\u0301", "\u200d"))
    return f"{text}{end}"
