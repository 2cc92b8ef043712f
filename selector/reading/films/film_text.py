"""A film's file in; a document out. Films are larger than rule files, and have limits of their own.

By suffix: `.yaml` and `.yml` as YAML, `.json` as JSON, `.jsonl` as JSON Lines (one document for each line).
"""

from __future__ import annotations

import gc
import json
import math
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from selector.model.problem import Location, Problem, Source, errors_of
from selector.reading.text.document import Document
from selector.reading.text.file import Limits, decode, read_source
from selector.reading.text.json_text import AS_LINES, JSON_LIMITS, LINE_LIMITS, read_json
from selector.reading.text.locations import JsonLines, Line
from selector.reading.text.yaml_text import read_yaml

YAML_LIMITS = Limits(size=1024 * 1024, depth=40, nodes=80_000, hint=AS_LINES)
"""For films in YAML: 1,000 scenes are about 600 kB and 72,000 nodes. The most takes less than two seconds."""


def read_document(file: Path) -> tuple[Document | None, tuple[Problem, ...]]:
    """A YAML or JSON file as a document; None where its text cannot be read to its end."""
    is_json = file.suffix == ".json"
    limits = JSON_LIMITS if is_json else YAML_LIMITS
    source, problems = _source(file, limits)
    if source is None:
        return None, problems
    with _collector_paused():
        return (
            read_json(source, limits)
            if is_json
            else read_yaml(source, limits, numbered=("scene_index",))
        )


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Without Python's collector of cycles: a document has none, and each new value would be looked at many times."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def read_lines(file: Path) -> tuple[JsonLines | None, tuple[Problem, ...]]:
    """A JSON Lines file read whole; None where it is no text. Of a line with an error the data is left out."""
    source, problems = _source(file, JSON_LIMITS)
    if source is None:
        return None, problems
    if pretty := one_document(str(file), *_first_line(source.text.split("\n"))):
        return None, (*problems, pretty)
    data, lines = [], []
    for number, text in enumerate(source.text.split("\n"), start=1):
        if text.strip():
            value, line, found = line_of(str(file), number, text)
            problems += found
            if not errors_of(found):
                data.append(value)
                lines.append(line)
    return JsonLines(data=data, lines=tuple(lines), source=source), problems


def raw_lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The lines that say something, with their numbers; of one that is too long the beginning, and a little too much.

    So a film of JSON Lines may have any length, and a line of gigabytes fills no memory.
    """
    most = LINE_LIMITS.size + 1
    number = 0
    while raw := file.readline(most):
        number += 1
        if len(raw) == most or not raw.isspace():
            yield number, raw
        while raw and not raw.endswith(b"\n"):
            raw = file.readline(most)


def read_line(name: str, number: int, raw: bytes) -> tuple[Any, Line, tuple[Problem, ...]]:
    """What the bytes of a line of JSON say: see `line_of`. One that is too long may be cut off within a character."""
    raw = raw.removesuffix(b"\n")
    is_whole = len(raw) <= LINE_LIMITS.size
    try:
        text = raw.decode("utf-8", "strict" if is_whole else "replace")
    except UnicodeDecodeError:
        line = Line(name=name, number=number, text=raw.decode("utf-8", "replace"))
        _, problems = decode(name, raw, LINE_LIMITS, first_line=number)
        return None, line, tuple(_in_line(problem, line) for problem in problems)
    return line_of(name, number, text)


def line_of(name: str, number: int, text: str) -> tuple[Any, Line, tuple[Problem, ...]]:
    """What a line of JSON says, with the line, and what is wrong with it.

    Quickly where nothing is: the careful reader is asked only about a line that the quick one has doubts about.
    """
    if _is_too_long(text):
        return _too_long(name, number)
    line = Line(name=name, number=number, text=text)
    try:
        if text.count("{") + text.count("[") < _MANY and not _DOUBTFUL.search(text):
            return _QUICK.decode(text), line, ()
    except (ValueError, RecursionError):
        pass
    document, problems = read_json(line.written, LINE_LIMITS)
    return (
        (document.data if document else None),
        line,
        tuple(_in_line(problem, line) for problem in problems),
    )


def one_document(name: str, number: int, text: str) -> Problem | None:
    """Y131, of a first line that only opens brackets or ends with a comma: a document that runs over many lines."""
    if _is_too_long(text) or not _OPENS.fullmatch(text.strip()):
        return None
    what = "This is one document on several lines, and not one document on each line."
    hint = f"Call the file `{Path(name).stem}.json`."
    return Problem(
        at=Line(name=name, number=number, text=text).start, code="Y131", what=what, hint=hint
    )


def _first_line(lines: Iterable[str]) -> tuple[int, str]:
    return next(
        ((number, text) for number, text in enumerate(lines, start=1) if text.strip()), (1, "")
    )


def unreadable(name: str, error: OSError) -> Problem:
    """Y101: the operating system refused."""
    at = Location(source=Source(name=name))
    what = f"The file cannot be read: {(error.strerror or str(error)).lower()}."
    return Problem(at=at, code="Y101", what=what, hint="Check its name and its permissions.")


def no_file(file: Path) -> tuple[Problem, ...]:
    """Y101 where a path cannot be looked at or is no file: a pipe or a device may never come to an end."""
    try:
        if file.is_file() or file.is_dir() or not file.exists():
            return ()
    except OSError as error:  # its folder can be listed and not entered
        return (unreadable(str(file), error),)
    at, what = Location(source=Source(name=str(file))), "This is a pipe or a device, not a file."
    return (Problem(at=at, code="Y101", what=what, hint="Put a file in its place."),)


def besides(said: tuple[Problem, ...], found: Iterable[Problem]) -> list[Problem]:
    """The problems that are found in lines where the text itself has no error: there, they only follow from it."""
    lines = {problem.at.line for problem in errors_of(said)}
    return [problem for problem in found if problem.at.line not in lines]


def _source(file: Path, limits: Limits) -> tuple[Source | None, tuple[Problem, ...]]:
    problems = no_file(file)
    return (None, problems) if problems else read_source(file, limits)


def _is_too_long(text: str) -> bool:
    """By its bytes. They are counted only where its letters, of which each may take four, leave a doubt."""
    return 4 * len(text) > LINE_LIMITS.size and len(text.encode("utf-8")) > LINE_LIMITS.size


def _too_long(name: str, number: int) -> tuple[None, Line, tuple[Problem, ...]]:
    """F309: no scene or picture needs so much; mostly it is a whole film that stands on one line."""
    line = Line(name=name, number=number, text="")
    what = f"This line is longer than {LINE_LIMITS.size // 1024} kB, too long for one scene or picture."
    hint = "Write one scene or picture on each line."
    return None, line, (Problem(at=line.start, code="F309", what=what, hint=hint),)


def _in_line(problem: Problem, line: Line) -> Problem:
    """A problem of a line read alone, at its place in the file."""
    related = tuple(replace(each, at=line.here(each.at)) for each in problem.related)
    return replace(problem, at=line.here(problem.at), related=related)


_OPENS = re.compile(r"[\[{]+|[\[{].*[\[{,]", re.DOTALL)
"""No document of JSON ends like this."""
_MANY = JSON_LIMITS.depth
"""Fewer brackets than this are surely not nested too deeply."""
_DOUBTFUL = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")
"""Escapes that may stand for what is no character."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) != len(pairs):
        raise ValueError
    return data


def _refuse(word: str) -> float:
    raise ValueError(word)


def _finite(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise ValueError
    return number


_QUICK = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_refuse, parse_float=_finite)
