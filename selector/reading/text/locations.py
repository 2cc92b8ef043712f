"""Where the parts of a film's files lie, for whoever has a problem to show there.

Locations cost time, so nothing is looked up before somebody asks: a film without problems is read without them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any, Protocol

from selector.model.problem import Location, Source
from selector.model.refusals import JSON, YAML, Voice
from selector.reading.text.document import Steps
from selector.reading.text.json_text import LINE_LIMITS, read_json


class Located(Protocol):
    """A document that knows where its values lie."""

    @property
    def file(self) -> str:
        """The name of the file it is from."""

    def at(self, path: Steps, *, key: bool = False) -> Location:
        """The span of the value at `path`, or of its key; raises LookupError where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Locations:
    """One part of a document (a scene, an asset), whose inner places are asked for by their path from there."""

    document: Located
    path: Steps = ()

    def of(self, *path: str | int, key: bool = False) -> Location:
        """The place of a value inside this part, or of its key; where it is missing, that of what should hold it."""
        whole = (*self.path, *path)
        try:
            return self.document.at(whole, key=key)
        except LookupError:
            return _nearest(self.document, whole)

    @property
    def voice(self) -> Voice:
        """Words what is refused here, in the language of the file: JSON for JSON Lines, too."""
        return JSON if self.document.file.endswith((".json", ".jsonl")) else YAML

    def inside(self, *path: str | int) -> Locations:
        """A part of this part."""
        return replace(self, path=(*self.path, *path))


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a JSON Lines file: a document of its own, read for its places when one is asked for."""

    name: str
    number: int
    text: str

    @property
    def file(self) -> str:
        """The name of the whole file."""
        return self.name

    def at(self, path: Steps, *, key: bool = False) -> Location:
        """The span of the value at `path`, in the numbering of the whole file."""
        document, _ = read_json(self.written, LINE_LIMITS) if self.text else (None, ())
        return self.here(document.at(path, key=key)) if document else self.start

    def here(self, at: Location) -> Location:
        """A place in the line as it is written, at which the line can be shown; its start for the line as a whole."""
        return replace(at, source=self.shown) if at.line else self.start

    @property
    def written(self) -> Source:
        """The line as it is, to be read."""
        return Source(name=self.name, text=self.text, first_line=self.number)

    @property
    def shown(self) -> Source:
        """The line to be shown, without the signs in it that only look like the end of a line. Never read."""
        return Source(name=self.name, text=self.text.translate(_NO_BREAKS), first_line=self.number)

    @property
    def start(self) -> Location:
        """The place where the line begins."""
        return Location(
            source=self.shown, line=self.number, column=1, end_line=self.number, end_column=1
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonLines:
    """A JSON Lines file in memory: a list of documents, the first step of a path choosing among them."""

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
        return self.lines[int(number)].at(tuple(rest), key=key and bool(rest))


def path_of(field: str) -> Steps:
    """The path that a problem's field names: `placements[2].role` is `("placements", 2, "role")`."""
    return tuple(int(number) if number else word for number, word in _STEP.findall(field))


_NO_BREAKS = dict.fromkeys(map(ord, "\v\f\r\n\x1c\x1d\x1e\x85\u2028\u2029"), " ")
_STEP = re.compile(r"\[(\d+)\]|([^.\[\]]+)")


def _nearest(document: Located, path: Steps) -> Location:
    """The key of the nearest thing that is there, from the path upwards; its whole span where it has no key."""
    while path:
        try:
            return document.at(path, key=isinstance(path[-1], str))
        except LookupError:
            path = path[:-1]
    return document.at(())
