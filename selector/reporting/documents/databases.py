"""What `selector db` prints as JSON; `db-NAME-v1.schema.json` are made from these shapes.

In: what a command did. Out: a document.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from selector.reporting.documents.problems_document import ProblemEntry
from selector.reporting.documents.shape import LATER, SceneNumber, Shape


class TablesDocument(Shape):
    """What `selector db upgrade`, `status` and `downgrade` print."""

    document: Literal["db-tables"] = "db-tables"
    version: Literal[1] = 1
    database: str
    before: str | None = Field(
        description="The version of the tables before; null if there were none."
    )
    after: str | None = Field(description="The version of the tables now; null if there are none.")
    newest: str = Field(description="The newest version that this version of selector knows.")
    said: tuple[str, ...] = Field(
        description="What `status` or the upgrade found, and what the upgrade changed besides the"
        " tables."
    )


class ChangesEntry(Shape):
    """What was added, changed and removed, by name."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]


class ImportDocument(Shape):
    """What `selector db import` prints."""

    document: Literal["db-import"] = "db-import"
    version: Literal[1] = 1
    database: str
    project: str = Field(description="The id of the project.")
    pictures: int
    scenes: int
    pictures_changed: ChangesEntry = Field(description="Pictures by tag.")
    scenes_changed: ChangesEntry = Field(description="Scenes by number.")
    also_changed: tuple[str, ...] = Field(description="`title`, `description` or `rules`.")


class ExportDocument(Shape):
    """What `selector db export` prints."""

    document: Literal["db-export"] = "db-export"
    version: Literal[1] = 1
    folder: str
    scenes: int
    written: tuple[str, ...]
    unchanged: tuple[str, ...]


class DecisionEntry(Shape):
    """One stored decision."""

    scene: SceneNumber
    number: int = Field(description="Counted from 1 within the scene.")
    made_at: datetime
    asked_by: str | None
    engine: str = Field(description="The version of selector that made it.")
    rules: str
    rules_version: str
    rules_digest: str
    meaning: Annotated[int, LATER] = Field(description="How rules were read when it was made.")
    references: tuple[str, ...] = Field(description="The tags that were picked, in order.")


class SentReferenceEntry(Shape):
    """One reference that was sent."""

    slot: int = Field(description="Its place among the references, from 1.")
    tag: str
    asset_id: str | None = Field(description="The id of the picture's row, if it has one.")
    kind: Literal["clean", "original"] = Field(description="Its clean reference, or the original.")
    address: str = Field(description="Where the picture was that was sent.")


class SendingEntry(Shape):
    """What a pipeline sent for a scene at one time, as it recorded it."""

    scene: SceneNumber
    decision: int | None = Field(
        description="The number of the decision that picked it; null if none did."
    )
    at: datetime = Field(description="When it was sent.")
    by: str | None = Field(description="Who or what sent it, if that was said.")
    references: tuple[SentReferenceEntry, ...] = Field(description="What was sent, by slot.")


class HistoryDocument(Shape):
    """What `selector db history` prints: decisions by scene, the newest of each first."""

    document: Literal["db-history"] = "db-history"
    version: Literal[1] = 1
    database: str
    decisions: tuple[DecisionEntry, ...]
    sent: Annotated[tuple[SendingEntry, ...], LATER] = Field(
        description="What was sent, by scene, the newest of each first; where it was recorded."
    )


class CheckedEntry(Shape):
    """Decisions made when rules were read differently: checked for edits, not replayed."""

    meaning: int
    decisions: int = Field(description="How many decisions were checked for edits.")


class ReplayDocument(Shape):
    """What `selector db replay` prints."""

    document: Literal["db-replay"] = "db-replay"
    version: Literal[1] = 1
    database: str
    decisions: int = Field(description="How many decisions were looked at.")
    problems: tuple[ProblemEntry, ...]
    replayed: Annotated[int, LATER] = Field(description="How many of the decisions were replayed.")
    checked: Annotated[tuple[CheckedEntry, ...], LATER] = Field(
        description="The others, in ascending order of `meaning`."
    )


class PruneDocument(Shape):
    """What `selector db prune` prints."""

    document: Literal["db-prune"] = "db-prune"
    version: Literal[1] = 1
    database: str
    removed: int = Field(description="How many old decisions were removed.")
    kept: int


DATABASE_DOCUMENTS: dict[str, type[BaseModel]] = {
    "db-tables-v1": TablesDocument,
    "db-import-v1": ImportDocument,
    "db-export-v1": ExportDocument,
    "db-history-v1": HistoryDocument,
    "db-replay-v1": ReplayDocument,
    "db-prune-v1": PruneDocument,
}
"""Each document by the name of its schema."""
