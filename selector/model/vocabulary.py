"""The words of version 1 of the rule language that mean something to the engine, and how words are folded."""

from __future__ import annotations

import re
from typing import Literal, get_args

LANGUAGE = 1
"""The version of the rule language that this engine speaks."""

Role = Literal["subject", "interaction_target", "background", "environment", "prop"]
AssetType = Literal["character", "object", "environment", "style", "prop", "vehicle", "text_element"]
Crop = Literal["face", "full"]

ROLES: tuple[Role, ...] = get_args(Role)
ASSET_TYPES: tuple[AssetType, ...] = get_args(AssetType)
CROPS: tuple[Crop, ...] = get_args(Crop)

TYPES_BY_OTHER_WORDS: dict[str, AssetType] = {
    **dict.fromkeys(("person", "people", "actor", "actress", "cast", "human", "animal", "creature"), "character"),
    **dict.fromkeys(("place", "location", "set", "room", "scenery", "landscape", "background"), "environment"),
    **dict.fromkeys(("car", "boat", "ship", "train", "truck", "plane"), "vehicle"),
    **dict.fromkeys(("thing", "item"), "object"),
    **dict.fromkeys(("text", "sign", "lettering"), "text_element"),
}
"""What film people say, folded, and the asset type that it is here: for hints, never for choosing."""

DEFAULT_REFERENCES = 3
"""Reference images per scene unless a rule file says otherwise: Veo 3.1 takes at most three."""

# Unicode's dashes: category Pd, the rest of the property Dash (https://www.unicode.org/Public/UCD/latest/ucd/PropList.txt),
# and what people type in their stead: soft hyphen, hyphen bullet. The last is the underscore of full-width keyboards.
DASHES = (
    "-\u058a\u05be\u1400\u1806\u2010\u2011\u2012\u2013\u2014\u2015\u2e17\u2e1a\u2e3a\u2e3b\u2e40\u2e5d"
    "\u301c\u3030\u30a0\ufe31\ufe32\ufe58\ufe63\uff0d\U00010d6e\U00010ead\u2053\u207b\u208b\u2212\u00ad\u2043\uff3f"
)
_GAP = re.compile(rf"[\s_{re.escape(DASHES)}]+")


def fold(text: str) -> str:
    """One spelling for the many: `Close-Up`, ` close  up ` and `CLOSE—UP` all fold to `close_up`."""
    return _GAP.sub("_", text.casefold()).strip("_")
