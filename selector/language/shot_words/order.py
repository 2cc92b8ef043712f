"""`order`: which individual comes first within one priority."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.language.condition import Requirement
from selector.language.conditions import CONDITIONS
from selector.language.conditions.quality import QUALITY
from selector.language.conditions.type import TYPE
from selector.language.kinds.conditions_within import pictures_that
from selector.language.kinds.yes_or_no import YesOrNo
from selector.language.taste import Item, Layer, Taste, items_of
from selector.model.phrases import quoted, said_today

if TYPE_CHECKING:
    from collections.abc import Iterable

PLACEMENT = "placement"
"""The word for the order in which the scene places them."""
_COMPARED = {QUALITY.key: "the higher quality", PLACEMENT: "the earlier in the scene"}
"""The words that compare without a condition, and what comes first by them."""
_WORDS: dict[str, Requirement | None] = {
    **dict.fromkeys(_COMPARED),
    **{
        key: Requirement(word=word, wanted=True)
        for key, word in CONDITIONS.items()
        if isinstance(word.kind, YesOrNo)
    },
}


def in_sequence(layers: Iterable[Layer]) -> Layer:
    """The items of all layers, one after the other, without what can decide nothing any more.

    Nothing is left to a question that was put before, and what comes last anyway is not said.
    """
    distinct: dict[str, Item] = {}
    for layer in layers:
        for item in layer:
            distinct.setdefault(item.question, item)
    order = tuple(distinct.values())
    while order and completed(order[:-1]) == completed(order):
        order = order[:-1]
    return order


def completed(order: Layer) -> Layer:
    """An order, and after it what decides where it leaves ties: the quality, then the placement."""
    known = {item.word for item in order}
    missing = [Item(word=word) for word in _COMPARED if word not in known]
    return (*order, *missing)


def in_ties(order: Layer) -> str:
    """What decides where an order leaves ties, to the very last: `the earlier in the assets`."""
    known = {item.word for item in order}
    missing = [first for word, first in _COMPARED.items() if word not in known]
    return ", then ".join([*missing, "the earlier in the assets"])


def _shape(group: type) -> object:
    from selector.language.shapes import items  # noqa: PLC0415  # pydantic is slow to load

    return items(tuple(_WORDS), group)


def _printed(order: Layer) -> str:
    if not order:
        return ""
    return f"order {', then '.join(map(str, order))}"


def _says(order: Layer) -> str:
    if not order:
        return ""
    return f"first {_in_full(order)}"


def _in_full(order: Layer) -> str:
    """All that one place says of an order."""
    return ", then ".join(map(_first, order))


def _first(item: Item) -> str:
    if item.word in _COMPARED:
        return _COMPARED[item.word]
    if item.word:
        return said_today(item.asks)
    return f"those with {pictures_that(item.conditions)}"


ORDER = Taste(
    key="order",
    default=(),
    shape=_shape,
    read=items_of,
    settled=tuple,
    form=lambda order: [item.form for item in order],
    printed=_printed,
    says=_says,
    words=_WORDS,
    which="who comes first",
    in_full=_in_full,
    expected=f"{quoted(_WORDS, 'or')}, conditions in braces or a list of them",
    description=(
        "Which person, place or thing comes first within one priority: `quality`, `placement` (the"
        " order in the scene), a word such as `first_appearance` (those it is true of come"
        " first), conditions in braces, or a list of these. Default: `[quality, placement]`. It"
        " leaves nothing out."
    ),
    examples=(PLACEMENT, [{TYPE.key: "character"}, QUALITY.key]),
)
