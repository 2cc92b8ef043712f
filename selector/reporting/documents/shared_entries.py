"""Rule sets, pictures, priorities and notes as JSON, for several documents.

In: values of the engine. Out: entries.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import Field

from selector.model.picks import Facts, Note
from selector.reporting.documents.problems_document import Place
from selector.reporting.documents.shape import LATER, Shape
from selector.reporting.note_words import NOTHING_KNOWN, Known, note_sentence


class RulesEntry(Shape):
    """The rule set that was used."""

    name: str = Field(description="The name of the rule set.")
    version: str = Field(description="The version of the rule set, as its file writes it.")
    digest: str = Field(
        description="Changes with anything that can change a pick, never with layout or reasons."
    )
    file: str
    meaning: Annotated[int, LATER] = Field(
        description=(
            "How rules were read. Rules with the same digest can pick differently under"
            " another meaning."
        )
    )


class PictureEntry(Shape):
    """A picture's values, as they were when the selection was made."""

    tag: str
    id: str | None
    type: str
    crop: Literal["face", "full"]
    quality: float | None
    individual: str | None
    place: int = Field(description="Its place in the pool, from 0.")
    picture: str | None = Field(
        default=None,
        description="The picture's path or address, as the film or the database has it.",
    )


class SentEntry(Shape):
    """What is sent for one pick."""

    kind: Literal["clean", "original", "nothing"] = Field(
        description="Its clean reference, or the original; nothing if there is neither."
    )
    address: str | None = Field(description="Where that picture is.")
    reason: str | None = Field(
        description="Why the original is sent although there is a clean reference."
    )


class PriorityEntry(Shape):
    """A priority of the shot rule that the scene uses, or an entry of another list."""

    shot: str = Field(description="The shot rule; empty for an entry that is in none.")
    name: str
    number: int = Field(description="Its place in its list, from 1.")
    because: str | None
    at: Place
    list: Annotated[str, LATER] = Field(description="The key of its list, such as `priorities`.")
    place: Annotated[str, LATER] = Field(
        description="Where the list is written: `top`, `shots.close_up` or `scenes.12`."
    )


class NoteEntry(Shape):
    """Something that was read in a way its writer may not expect."""

    kind: str = Field(description="Which kind of note it is.")
    values: dict[str, str]
    says: str


def picture_entry(facts: Facts, picture: str | None) -> PictureEntry:
    """A picture's values, and where it is, if known."""
    entry = PictureEntry.model_validate(facts)
    return entry.model_copy(update={"picture": picture})


def note_entries(notes: Iterable[Note], known: Known = NOTHING_KNOWN) -> tuple[NoteEntry, ...]:
    """Notes, with their sentences, and what else is known of the entries that they speak of."""
    entries = []
    for note in notes:
        values = dict(sorted(note.values.items()))
        entry = NoteEntry(kind=note.kind, values=values, says=note_sentence(note, known=known))
        entries.append(entry)
    return tuple(entries)
