"""Every JSON Schema there is: of what files may hold, and of what the program prints."""

from __future__ import annotations

from selector.reading import schemas as of_files
from selector.reporting.database_documents import DATABASE_DOCUMENTS
from selector.reporting.documents import DOCUMENTS


def schemas() -> dict[str, of_files.Schema]:
    """The schemas by file name, in order of name."""
    printed = {
        f"{name}.schema.json": of_files.schema_of(shape, name, mode="serialization")
        for name, shape in (DOCUMENTS | DATABASE_DOCUMENTS).items()
    }
    return dict(sorted((of_files.schemas() | printed).items()))
