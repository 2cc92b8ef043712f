"""The words of version 1 of the rule language that mean something to the engine, and how words are folded."""

from __future__ import annotations

import re
from typing import Literal, get_args
from unicodedata import category, normalize

LANGUAGE = 1
"""The version of the rule language that this engine speaks."""

MEANING = 2
"""How this engine reads rules: raised whenever the same file and inputs may pick otherwise."""

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
"""What film people say, folded, and the asset type that it is here: for hints, never for choosing."""

DEFAULT_REFERENCES = 3
"""Reference images per scene unless a rule file says otherwise: Veo 3.1 takes at most three."""

# Unicode's dashes: category Pd, the rest of the property Dash (https://www.unicode.org/Public/UCD/latest/ucd/PropList.txt),
# and what people type in their stead: the hyphen bullet. Full-width forms are composed away before this is read.
DASHES = (
    "-\u058a\u05be\u1400\u1806\u2010\u2011\u2012\u2013\u2014\u2015\u2e17\u2e1a\u2e3a\u2e3b\u2e40\u2e5d"
    "\u301c\u3030\u30a0\ufe31\ufe32\ufe58\ufe63\uff0d\U00010d6e\U00010ead\u2053\u207b\u208b\u2212\u2043"
)
_GAP = re.compile(rf"[\s_{re.escape(DASHES)}]+")


def fold(text: str) -> str:
    """One spelling for the many: `Close-Up`, ` close  up ` and `CLOSE—UP` all fold to `close_up`.

    Text is composed (NFKC) without invisible characters, case is folded, and any run of spaces, hyphens, dashes and
    underscores reads as one underscore; those at the ends are dropped.
    """
    if text.isascii():
        return "_".join(text.lower().replace("-", " ").replace("_", " ").split())
    composed = normalize("NFKC", visible(text)).casefold()
    return _GAP.sub("_", normalize("NFKC", composed)).strip("_")


def plain(text: str) -> str:
    """Tags, ids and names as they are compared: composed (NFC), without invisible characters; case counts."""
    return text if text.isascii() else normalize("NFC", visible(text))


def visible(text: str) -> str:
    """The text without invisible characters: Unicode's category Cf, such as zero-width spaces and soft hyphens."""
    return "".join([character for character in text if category(character) != "Cf"])
