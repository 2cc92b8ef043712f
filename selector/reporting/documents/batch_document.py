"""What `selector batch` prints as JSON.

In: the counts of a run. Out: a document.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from selector.reporting.documents.shape import LATER, Shape
from selector.reporting.documents.shared_entries import RulesEntry


class BatchDocument(Shape):
    """What a run of `selector batch` did. The picks are in the files of its folder."""

    document: Literal["batch"] = "batch"
    version: Literal[1] = 1
    folder: str = Field(description="The folder with the parts.")
    rules: RulesEntry
    films: int = Field(description="How many films there are.")
    scenes: int = Field(description="How many scenes there are, each with a row in the parts.")
    parts: int = Field(description="How many parts there are, each a Parquet file.")
    done_before: int = Field(description="How many of the parts an earlier run had done.")
    skipped: int = Field(
        description="How many scenes have no picks; the column `problems` says why."
    )
    without_pictures: Annotated[int, LATER] = Field(
        description="How many scenes were picked for without pictures of their film that cannot be"
        " used; the column `problems` says why."
    )
