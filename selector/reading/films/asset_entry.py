"""One picture of an assets file: what it says, as an `Asset`, and where it says it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from selector.model.asset import Asset, CleanReference
from selector.model.frozen import frozen
from selector.model.problem import Location, Problem
from selector.model.vocabulary import plain
from selector.reading.text.locations import Locations

WORDS_BY_HAND = {
    "manifest_tag": "tag",
    "asset_type": "type",
    "is_face_crop": "crop",
    "quality_score": "quality",
    "source_asset_id": "cut_from",
    "reference_image_url": "picture",
    "user_tags": "labels",
    "clean_reference": "cleaned",
    "clean_image_url": "picture",
}
"""The hand-written word for each of the engine's names that has another."""


@frozen
class AssetLocations:
    """Where one asset and its values are.

    Attributes:
        entry: The locations in the asset.
        above: Those in the person, place or thing it is listed under; None where there is none.
        by_hand: True in a file written by hand, which has words of its own.
    """

    entry: Locations
    above: Locations | None = None
    by_hand: bool

    def of(self, attribute: str) -> Location:
        """The location of a value, by the engine's name for it; of the entry, if missing."""
        word = self.word(attribute)
        own = self.entry.of(word)
        if self.above is None:
            return own
        if attribute == "individual":
            return self.above.of(key=True)
        shared = self.above.of(word)
        is_own = own != self.entry.of()
        is_shared = shared != self.above.of(key=True)
        if is_shared and not is_own:
            return shared
        return own

    def of_cleaned(self) -> Location:
        """The location of the address of the clean reference."""
        return self.entry.of(self.word("clean_reference"), self.word("clean_image_url"))

    def word(self, attribute: str) -> str:
        """What the file calls an attribute."""
        if not self.by_hand:
            return attribute
        return WORDS_BY_HAND.get(attribute, attribute)


@frozen
class AssetEntry:
    """One picture, from a file of either form, and its locations.

    `is_named_by_path` is true where its writer gave it no id.
    """

    asset: Asset
    locations: AssetLocations
    is_named_by_path: bool = False


EntriesRead = tuple[list[AssetEntry], list[Problem]]
"""The pictures of a file, and what is wrong with it; those with an error are left out."""

Raw = Mapping[str, Any]
"""What a file says of one thing."""


def text_in(value: str | float | None) -> str | None:
    """An id or a name as it is compared: None where it is empty, and 7.0 is 7."""
    if value is None:
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return plain(str(value)) or None


def score_in(score: float | None) -> float | None:
    """A quality or a likeness as a float; None where there is none."""
    if score is None:
        return None
    return float(score)


def clean_reference_in(address: str | None, likeness: float | None) -> CleanReference | None:
    """A clean reference; None where it has no address."""
    if not address:
        return None
    return CleanReference(clean_image_url=address, face_similarity_score=score_in(likeness))
