"""Every JSON Schema: of what files may hold, and of what the program prints.

In: nothing. Out: schemas by file name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.reading.shape import schemas as of_files
from selector.reporting.documents.batch_document import BatchDocument
from selector.reporting.documents.command_documents import (
    HelpDocument,
    NewDocument,
    SchemasDocument,
)
from selector.reporting.documents.databases import DATABASE_DOCUMENTS
from selector.reporting.documents.impact_document import ImpactDocument
from selector.reporting.documents.picks_document import PicksDocument
from selector.reporting.documents.problems_document import ProblemsDocument
from selector.reporting.documents.rules_document import RulesDocument
from selector.reporting.documents.selection_document import SelectionDocument, WhyDocument
from selector.reporting.documents.sheet_document import SheetDocument
from selector.reporting.documents.targets_document import TargetsDocument

if TYPE_CHECKING:
    from pydantic import BaseModel

DOCUMENTS: dict[str, type[BaseModel]] = {
    "selection-v1": SelectionDocument,
    "why-v1": WhyDocument,
    "picks-v1": PicksDocument,
    "impact-v1": ImpactDocument,
    "sheet-v1": SheetDocument,
    "batch-v1": BatchDocument,
    "problems-v1": ProblemsDocument,
    "rules-v1": RulesDocument,
    "known-targets-v1": TargetsDocument,
    "new-v1": NewDocument,
    "schemas-v1": SchemasDocument,
    "help-v1": HelpDocument,
}
"""Every document except those of databases, by the name of its schema."""


def all_schemas() -> dict[str, of_files.Schema]:
    """The schemas by file name, in order of name."""
    printed = {
        f"{name}.schema.json": of_files.schema_of(shape, name, mode="serialization")
        for name, shape in (DOCUMENTS | DATABASE_DOCUMENTS).items()
    }
    return dict(sorted((of_files.input_schemas() | printed).items()))
