"""Where the parts of a film's files are: a path into a document in; a `Location` out.

Locations cost time, so they are looked up only when needed: a film without problems is read
without them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any, Protocol

from selector.model.frozen import frozen
from selector.model.problem import Location, Source
from selector.model.refusals import JSON, YAML, Voice
from selector.reading.text.document import Document, Steps
from selector.reading.text.json_text import LINE_LIMITS, read_json


class Located(Protocol):
    """A document that knows where its values are."""

    @property
    def file(self) -> str:
        """The name of the file it is from."""

    def at(self, path: Steps, *, key: bool = False) -> Location:
        """The span of the value at `path`, or of its key; raises LookupError without one."""


@frozen
class Locations:
    """The locations in one part of a document (a scene, an asset), by the path from there."""

    document: Located
    path: Steps = ()

    def of(self, *path: str | int, key: bool = False) -> Location:
        """The location of a value in this part, or of its key; of what lacks it, if missing."""
        whole = (*self.path, *path)
        try:
            return self.document.at(whole, key=key)
        except LookupError:
            return _nearest(self.document, whole)

    def as_written(self, *path: str | int) -> Steps:
        """The path from here by which a person wrote a value: `shot` for the shot type, say."""
        written = getattr(self.document, "as_written", None)
        if written is None:
            return path
        found: Steps = written((*self.path, *path))
        return found[len(self.path) :]

    @property
    def voice(self) -> Voice:
        """Words what is refused here, in the language of the file: JSON for JSON Lines, too."""
        is_json = self.document.file.endswith((".json", ".jsonl"))
        if is_json:
            return JSON
        return YAML

    def inside(self, *path: str | int) -> Locations:
        """The locations in a part of this part."""
        return replace(self, path=(*self.path, *path))


@frozen
class Line:
    """One line of a JSON Lines file: a document of its own, read for a location when needed."""

    name: str
    number: int
    text: str

    @property
    def file(self) -> str:
        """The name of the whole file."""
        return self.name

    def at(self, path: Steps, *, key: bool = False) -> Location:
        """The span of the value at `path`, in the numbering of the whole file."""
        if not self.text:
            return self.start
        document = _read(self)
        if document is None:
            return self.start
        return self.here(document.at(path, key=key))

    def here(self, at: Location) -> Location:
        """A location in the line as written, at which it can be shown; its start for the whole."""
        if not at.line:
            return self.start
        return replace(at, source=_shown(self))

    @property
    def written(self) -> Source:
        """The line as it is, to be read."""
        return Source(name=self.name, text=self.text, first_line=self.number)

    @property
    def shown(self) -> Source:
        """The line to be shown, without characters that look like the end of it. Never read."""
        return _shown(self)

    @property
    def start(self) -> Location:
        """The location where the line begins."""
        number = self.number
        return Location(
            source=self.shown,
            line=number,
            column=1,
            end_line=number,
            end_column=1,
        )


@lru_cache(1)
def _read(line: Line) -> Document | None:
    """A line as a document. Cached, because a line may have very many problems."""
    document, _ = read_json(line.written, LINE_LIMITS)
    return document


@lru_cache(1)
def _shown(line: Line) -> Source:
    """What is shown of a line; cached likewise."""
    text = line.text
    if not text.isprintable():
        text = text.translate(_NO_BREAKS)
    return Source(name=line.name, text=text, first_line=line.number)


@frozen
class JsonLines:
    """A JSON Lines file in memory: a list of documents; the first step of a path picks one."""

    data: list[Any]
    lines: tuple[Line, ...]
    source: Source

    @property
    def file(self) -> str:
        """The name of the file."""
        return self.source.name

    def at(self, path: Steps, *, key: bool = False) -> Location:
        """The span of the value at `path`; of the file as a whole for an empty one."""
        if not path:
            return Location(source=self.source)
        number, *rest = path
        line = self.lines[int(number)]
        return line.at(tuple(rest), key=key and bool(rest))


def path_of(field: str) -> Steps:
    """The path that a problem's field names.

    For `placements[2].role` it is `("placements", 2, "role")`.
    """
    return tuple(_steps(field))


def _steps(field: str) -> Iterator[str | int]:
    for number, word in _STEP.findall(field):
        if number:
            yield int(number)
        else:
            yield word


_NO_BREAKS = dict.fromkeys(map(ord, "\v\f\r\n\x1c\x1d\x1e\x85\u2028\u2029"), " ")
_STEP = re.compile(r"\[(\d+)\]|([^.\[\]]+)")


def _nearest(document: Located, path: Steps) -> Location:
    """The key of the nearest part that is there, from the path upwards; or all of the part."""
    while path:
        try:
            return document.at(path, key=isinstance(path[-1], str))
        except LookupError:
            path = path[:-1]
    return document.at(())
