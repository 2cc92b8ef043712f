"""Why something is left out, as JSON.

In: a reason of `selector.model.left_out`. Out: its entry, which has the same fields; the shape of
each kind is made from the reason's own class, so that a new kind needs only its description here.
"""

from __future__ import annotations

from dataclasses import MISSING, fields
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic import Field, create_model

from selector.model import left_out as values
from selector.model.picks import EntryName, Facts
from selector.reporting.documents.shape import LATER, Shape
from selector.reporting.documents.shared_entries import PictureEntry, PriorityEntry

_DESCRIPTIONS: dict[type[values.Reason], str] = {
    values.NotInPool: "No picture in the pool has the tag.",
    values.CannotBeSent: (
        "The picture cannot be sent; `why` says what is wrong with it, if that is known."
    ),
    values.Struck: "The ban `by` excludes it for each placement that offers it.",
    values.RefusedByTarget: (
        "The video model `target` refuses it for each placement that offers it: it takes only the"
        " kind `takes`."
    ),
    values.NoReferences: (
        "The scene is sent without references: `references` is 0, or the video model `target` takes"
        " none."
    ),
    values.MeetsNoPriority: (
        "No priority asks for it; `nearest` is the first with the fewest unmet conditions."
    ),
    values.AlreadyShown: (
        "The pick `by` already shows the same person, place or thing, and no more pictures of it"
        " with this crop may be sent."
    ),
    values.CropNotSent: "`pictures_each` lists crops, and this one is not among them.",
    values.SamePicture: "The same picture has already been picked, as `by`.",
    values.AnotherWentAhead: (
        "Another picture of the same person, place or thing, `by`, came before it."
    ),
    values.LimitReached: (
        "The limit `by` allows no more people, places or things; `taken` are those that it counts."
    ),
    values.SlotReserved: "The references that were left are reserved for the limit `by`.",
    values.CapReached: (
        "The priority had already taken pictures of as many people, places or things as `at_most`"
        " allows."
    ),
    values.SlotsFull: (
        "All references were taken; `reached` says whether the priority was tried at all. `target`"
        " is the video model that takes no more, if the rules ask for more."
    ),
    values.NotPlaced: "No placement of the scene offers it.",
}
"""What the JSON Schema says of each kind."""


class FailedEntry(Shape):
    """A condition that was not met."""

    key: str
    wanted: tuple[str, ...]
    found: str


_ENTRIES: dict[Any, type[Shape]] = {
    Facts: PictureEntry,
    EntryName: PriorityEntry,
    values.FailedCondition: FailedEntry,
}
"""The shape of each value that a reason may hold."""


def _shape_of(reason: type[values.Reason]) -> type[Shape]:
    """A shape with the fields of a reason's class, `kind` first. One with a default came later."""
    hints = get_type_hints(reason)
    later = {field.name for field in fields(reason) if field.default is not MISSING}
    kind = hints.pop("kind")
    shape: dict[str, Any] = {"kind": (kind, get_args(kind)[0])}
    for field in fields(reason):
        name = field.name
        if name not in hints or not field.compare:
            continue
        entry = _type_of_entry(hints[name])
        if name in later:
            entry = Annotated[entry, LATER]
        shape[name] = (entry, ...)
    return create_model(
        reason.__name__,
        __base__=Shape,
        __module__=__name__,
        __doc__=_DESCRIPTIONS[reason],
        **shape,
    )


def _type_of_entry(hint: Any) -> Any:  # noqa: ANN401  # any type of a field
    if get_origin(hint) is tuple:
        held, rest = get_args(hint)
        return tuple[_ENTRIES.get(held, held), rest]  # type: ignore[misc]  # known when it runs
    if get_origin(hint) is UnionType:
        return Union[tuple(map(_type_of_entry, get_args(hint)))]  # noqa: UP007  # as below
    return _ENTRIES.get(hint, hint)


_SHAPES = {reason: _shape_of(reason) for reason in get_args(values.Reason)}

if TYPE_CHECKING:
    ReasonEntry = Shape
else:
    ReasonEntry = Annotated[
        Union[tuple(_SHAPES.values())],  # noqa: UP007  # a tuple has no `|`
        Field(discriminator="kind"),
    ]
