"""Text in, folded text out; and the words of the rule language that the engine knows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, get_args
from unicodedata import category, normalize

if TYPE_CHECKING:
    from collections.abc import Iterable

LANGUAGE = 1
"""The version of the rule language that this engine speaks."""
EXTENDS = "extends"
"""The key at the top of a rule file that names the rules which it is laid over."""

MEANING = 2
"""How this engine reads rules, as a number: raised whenever the same inputs may pick otherwise."""

Role = Literal["subject", "interaction_target", "background", "environment", "prop"]
AssetType = Literal[
    "character", "object", "environment", "style", "prop", "vehicle", "text_element"
]
Crop = Literal["face", "full"]

ROLES: tuple[Role, ...] = get_args(Role)
ASSET_TYPES: tuple[AssetType, ...] = get_args(AssetType)
CROPS: tuple[Crop, ...] = get_args(Crop)

TYPES_BY_OTHER_WORDS: dict[str, AssetType] = {
    **dict.fromkeys(
        ("person", "people", "actor", "actress", "cast", "human", "animal", "creature"), "character"
    ),
    **dict.fromkeys(
        ("place", "location", "set", "room", "scenery", "landscape", "background"), "environment"
    ),
    **dict.fromkeys(("car", "boat", "ship", "train", "truck", "plane"), "vehicle"),
    **dict.fromkeys(("thing", "item"), "object"),
    **dict.fromkeys(("text", "sign", "lettering"), "text_element"),
}
"""The asset type that a word of film people means here, by the folded word: only for hints."""

DEFAULT_REFERENCES = 3
"""References per scene unless a rule file says otherwise: Veo 3.1 takes at most three."""

# Unicode's dashes: category Pd, and the rest of the property Dash
# (https://www.unicode.org/Public/UCD/latest/ucd/PropList.txt). The last one is the hyphen bullet,
# which people type instead. Full-width forms are composed away before this is read.
DASHES = (
    "-\u058a\u05be\u1400\u1806\u2010\u2011\u2012\u2013\u2014\u2015\u2e17\u2e1a\u2e3a\u2e3b"
    "\u2e40\u2e5d\u301c\u3030\u30a0\ufe31\ufe32\ufe58\ufe63\uff0d\U00010d6e\U00010ead"
    "\u2053\u207b\u208b\u2212\u2043"
)
_NO_LETTERS = re.compile(r"\W+")
_GAP = re.compile(rf"[\s_{re.escape(DASHES)}]+")


def fold(text: str) -> str:
    """One spelling for many: `Close-Up`, ` close  up ` and `CLOSE—UP` all fold to `close_up`.

    Text is composed (NFKC), loses its invisible characters and its case. A run of spaces, hyphens,
    dashes and underscores becomes one underscore, or nothing at the ends.
    """
    if text.isascii():
        return "_".join(text.lower().replace("-", " ").replace("_", " ").split())
    composed = normalize("NFKC", visible(text)).casefold()
    return _GAP.sub("_", normalize("NFKC", composed)).strip("_")


def plain(text: str) -> str:
    """A tag, id or name as it is compared: composed (NFC), without invisible characters."""
    if text.isascii():
        return text
    return normalize("NFC", visible(text))


def new_name(wanted: str, taken: Iterable[str]) -> str:
    """A name for one more entry: what it asks for, with a number if another has that name.

    >>> new_name("interaction_target", ["subject"])
    'interaction-target'
    >>> new_name("interaction_target", ["subject", "interaction-target"])
    'interaction-target-2'
    """
    names = set(map(plain, taken))
    name = first = wanted.replace("_", "-")
    number = 1
    while name in names:
        number += 1
        name = f"{first}-{number}"
    return name


def tag_for(name: str) -> str:
    """A tag made of a name: its letters and digits in upper case; empty if it has none.

    >>> tag_for("Tomás, the miller")
    'TOMÁS_THE_MILLER'
    """
    return _NO_LETTERS.sub("_", plain(name)).strip("_").upper()


def visible(text: str) -> str:
    """The text without invisible characters: Unicode's category Cf, such as zero-width spaces."""
    return "".join([character for character in text if category(character) != "Cf"])
