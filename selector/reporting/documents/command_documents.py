"""What `selector new`, `schema` and `help` print as JSON.

In: what a command did. Out: a document.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from selector.reporting.documents.shape import LATER, Shape


class NewDocument(Shape):
    """What `selector new` wrote; `left_out` are files that the film does not list."""

    document: Literal["new"] = "new"
    version: Literal[1] = 1
    kind: Literal["rules", "film"] = Field(description="What was started: a rule set or a film.")
    path: str
    written: tuple[str, ...]
    left_out: tuple[str, ...] = ()


class SchemaEntry(Shape):
    """One schema: its file name and what it describes."""

    name: str = Field(description="The file name of the schema.")
    description: str = Field(description="What the schema describes.")


class SchemasDocument(Shape):
    """The available schemas; `written` names the files that `--write` created or updated."""

    document: Literal["schemas"] = "schemas"
    version: Literal[1] = 1
    schemas: tuple[SchemaEntry, ...]
    written: tuple[str, ...]


class HelpEntry(Shape):
    """One command or one problem code, in one line."""

    name: str = Field(description="The name of the command, the problem code or the word.")
    says: str = Field(description="What it is, in one sentence.")


class WordEntry(Shape):
    """One meaning of a word of rules or films. A word that means several things has several."""

    name: str = Field(description="The word, as a rule file or a file of a film writes it.")
    group: str = Field(
        description="What the word is for, such as `conditions on a picture` or `scenes of a film`."
    )
    says: str = Field(description="What the word means.")


class HelpDocument(Shape):
    """The commands, the problem codes and the words of rules and films, and the page of the one
    that was asked about, if any. Pages on codes and words are in Markdown.
    """  # noqa: D205  # one sentence of the JSON Schema

    document: Literal["help"] = "help"
    version: Literal[1] = 1
    code: str | None
    page: str | None
    commands: tuple[HelpEntry, ...]
    codes: tuple[HelpEntry, ...]
    words: Annotated[tuple[WordEntry, ...], LATER] = Field(
        description="The words of the rule language and then those of films, in groups."
    )
