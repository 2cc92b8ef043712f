"""`prefer`: which picture of one individual comes first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.language.condition import Requirement
from selector.language.conditions.cleaned import CLEANED
from selector.language.conditions.crop import CROP, CROPS_PLURAL
from selector.language.conditions.label import LABEL
from selector.language.conditions.sent_scene_before import SENT_SCENE_BEFORE
from selector.language.kinds.conditions_within import pictures_that
from selector.language.taste import Item, Layer, Taste, items_of
from selector.model.vocabulary import CROPS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_WORDS: dict[str, Requirement] = {
    crop: Requirement(word=CROP, wanted=frozenset([crop])) for crop in CROPS
}
_WORDS[CLEANED.key] = Requirement(word=CLEANED, wanted=True)
_WORDS[SENT_SCENE_BEFORE.key] = Requirement(word=SENT_SCENE_BEFORE, wanted=True)


def crop_item(crop: str) -> Item:
    """The item that a crop alone is."""
    return Item(word=crop, conditions=(_WORDS[crop],))


def is_crop(item: Item) -> bool:
    """Whether an item asks for a crop and nothing else."""
    return item.word in CROPS


def deciding(layers: Iterable[Layer]) -> tuple[Layer, ...]:
    """The layers without what can decide nothing any more.

    What comes first in a layer splits its ties: of two pictures that are still alike, both have it
    or neither has. So in a farther layer the same question decides nothing where it comes last.
    """
    decided: set[str] = set()
    found = []
    for layer in layers:
        kept = list(layer)
        while kept and _question(kept[-1]) in decided:
            kept.pop()
        if kept:
            decided.add(_question(kept[0]))
            found.append(tuple(kept))
    return tuple(found)


def _question(item: Item) -> str:
    """What an item asks: a picture is a face crop exactly if it is not a full picture."""
    if is_crop(item):
        return CROP.key
    return item.question


def _shape(group: type) -> object:
    from selector.language.shapes import items  # noqa: PLC0415  # pydantic is slow to load

    return items(tuple(_WORDS), group)


def _form(layers: Sequence[Layer]) -> object:
    """The one layer, or a list of several."""
    forms = [[item.form for item in layer] for layer in layers]
    if len(forms) == 1:
        return forms[0]
    return forms


def _printed(layers: Sequence[Layer]) -> str:
    orders = [", then ".join(map(str, layer)) for layer in layers]
    if not orders:
        return ""
    return f"prefer {'; in ties '.join(orders)}"


def _says(layers: Sequence[Layer]) -> str:
    if not layers:
        return ""
    first = layers[0][0]
    if is_crop(first):
        return f"{CROPS_PLURAL[first.word]} first"
    return f"preferably {pictures_that(first.conditions)}"


def _in_full(layer: Layer) -> str:
    """All that one place prefers: `first face crops, then pictures labelled night`."""
    return f"first {', then '.join(map(_that_fit, layer))}"


def _that_fit(item: Item) -> str:
    pictures = pictures_that(item.conditions)
    if item.word == SENT_SCENE_BEFORE.key:
        return f"{pictures} (in the same order)"
    return pictures


PREFER = Taste(
    key="prefer",
    default=(),
    shape=_shape,
    read=items_of,
    settled=tuple,
    form=_form,
    printed=_printed,
    says=_says,
    words=_WORDS,
    which="which picture of each person, place or thing",
    in_full=_in_full,
    expected=(
        "`face`, `full`, `cleaned`, `sent_scene_before`, conditions in braces or a list of them"
    ),
    description=(
        "Which picture of one person, place or thing comes first: `face`, `full`, `cleaned`,"
        " `sent_scene_before` (in the order of the scene before), conditions in braces, or a list,"
        " best first. It excludes no picture, and does not rank one person, place or thing above"
        " another."
    ),
    examples=("face", ["face", "full"], [{LABEL.key: "night"}, "face"]),
)
