"""The video models that are known as JSON: what `selector rules --targets` prints.

In: the models, and all that their file says of each. Out: a document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from selector.language.taken import refusals_of
from selector.model.video_model import VideoModel
from selector.reporting.documents.shape import Shape

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from selector.model.video_model import GoneModel, KnownModels

_OWN = {
    "references",
    "depends",
    "takes",
    "vendor",
    "deprecated",
    "retires",
    "replaced_by",
    "source",
    "confidence",
    "checked",
}
"""The facts that have a key of their own."""


class TargetEntry(Shape):
    """What is known of one video model."""

    id: str = Field(description="Its id, as its vendor writes it.")
    references: int | None = Field(
        description="How many pictures it takes at most; null if withdrawn and not known."
    )
    depends: str = Field(description="What that number depends on; empty if it depends on nothing.")
    takes: tuple[str, ...] = Field(
        description="The kinds of pictures that it takes; empty if nothing is known."
    )
    refuses: dict[str, tuple[str, ...]] = Field(
        description="What it refuses, as conditions of the rule language; empty for nothing."
    )
    vendor: str
    deprecated: str | None = Field(
        description="The day from which its vendor advises against it, written like 2026-11-06."
    )
    retires: str | None = Field(description="The day from which it is no longer offered.")
    replaced_by: str | None = Field(description="The id that its vendor recommends instead.")
    source: str
    confidence: Literal["A", "B", "C"] = Field(
        description="`A`: the vendor says so; `B`: two others do; `C`: one other does."
    )
    checked: str = Field(description="The day on which these facts were looked up.")
    more: dict[str, Any] = Field(
        description="What else the file says, as `targets-v1.schema.json` has it."
    )


class TargetsDocument(Shape):
    """The video models that selector knows, by id."""

    document: Literal["known-targets"] = "known-targets"
    version: Literal[1] = 1
    models: tuple[TargetEntry, ...]


def targets_document(
    models: KnownModels, facts: Callable[[str], Mapping[str, Any]]
) -> TargetsDocument:
    """The video models as a document, in the order of their file; those that are gone come last.

    Args:
        models: The video models.
        facts: Gives all that their file says of one.

    Returns:
        A document, ready to be printed.
    """
    known: list[VideoModel | GoneModel] = [*models.values(), *models.gone.values()]
    return TargetsDocument(models=tuple(_entry(each, facts(each.id)) for each in known))


def _entry(model: VideoModel | GoneModel, facts: Mapping[str, Any]) -> TargetEntry:
    refuses: dict[str, tuple[str, ...]] = {}
    if isinstance(model, VideoModel):
        refuses = {each.key: tuple(each.form) for each in refusals_of(model)}
    return TargetEntry(
        id=model.id,
        references=facts.get("references"),
        depends=facts.get("depends", ""),
        takes=tuple(facts.get("takes", ())),
        refuses=refuses,
        vendor=facts.get("vendor", ""),
        deprecated=facts.get("deprecated"),
        retires=facts.get("retires"),
        replaced_by=facts.get("replaced_by"),
        source=facts["source"],
        confidence=facts["confidence"],
        checked=facts["checked"],
        more={key: value for key, value in facts.items() if key not in _OWN},
    )
