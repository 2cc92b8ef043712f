"""A film's file in; a document out. Films are larger than rule files, and have their own limits.

By suffix: `.yaml` and `.yml` as YAML, `.json` as JSON, `.jsonl` as JSON Lines (one document on each
line).
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
from selector.reading.films.film_files import ending
from selector.reading.text.document import DocumentRead, Problems
from selector.reading.text.file import Limits, SourceRead, decode, read_source, unreadable
from selector.reading.text.json_text import (
    AS_LINES,
    DOUBTFUL_ESCAPE,
    JSON_LIMITS,
    LINE_LIMITS,
    read_json,
)
from selector.reading.text.locations import JsonLines, Line
from selector.reading.text.message import Message
from selector.reading.text.problem_limit import shown_problems
from selector.reading.text.yaml_text import read_yaml

YAML_LIMITS = Limits(
    size=1024 * 1024,
    depth=40,
    nodes=80_000,
    hint=AS_LINES,
)
"""For films in YAML: 1,000 scenes are about 600 kB and 72,000 nodes.

The most takes less than two seconds.
"""

LineRead = tuple[Any, Line, Problems]
"""What a line of JSON says, the line, and what is wrong with it."""


def read_document(file: Path) -> DocumentRead:
    """A YAML or JSON file as a document; None where its text cannot be read to its end."""
    is_json = ending(file) == ".json"
    limits = YAML_LIMITS
    if is_json:
        limits = JSON_LIMITS
    source, problems = _source(file, limits)
    if source is None:
        return None, problems
    with _collector_paused():
        if is_json:
            return read_json(source, limits)
        numbered = ("scene_index", "scene")
        document, problems = read_yaml(source, limits, numbered=numbered, is_value=_is_value)
    if document is None:
        from selector.reading.films.colon_in_entry import (  # noqa: PLC0415  # if it is broken
            with_entries,
        )

        return None, tuple(map(_of_a_film, with_entries(problems)))
    if _MAY_LOSE_TEXT.search(source.text):
        from selector.reading.films.lost_to_comments import (  # noqa: PLC0415  # few need it
            lost_to_comments,
        )

        lost = shown_problems(lost_to_comments(document))
        problems = tuple(sorted((*problems, *lost)))
    return document, problems


def _of_a_film(problem: Problem) -> Problem:
    """The same problem; Y105, an empty file, with what to do about it in a film."""
    if problem.code != "Y105":
        return problem
    return replace(problem, hint=_IF_EMPTY)


def _is_value(key: str, text: str) -> bool | None:
    # Slow to load: pydantic.
    from selector.reading.shape.film_shape import AssetsShape, FilmShape  # noqa: PLC0415  # slow
    from selector.reading.shape.known_keys import is_value_in  # noqa: PLC0415  # slow
    from selector.reading.shape.scene_shape import FilmSceneShape  # noqa: PLC0415  # slow

    return is_value_in(key, text, FilmShape, AssetsShape, FilmSceneShape)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Without Python's collector of cycles, which would look at each new value many times.

    A document has no cycles.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def read_lines(file: Path) -> tuple[JsonLines | None, Problems]:
    """A JSON Lines file read whole; None where it is not text. Lines with errors have no data."""
    source, problems = _source(file, JSON_LIMITS)
    if source is None:
        return None, problems
    name = str(file)
    texts = source.text.split("\n")
    is_first = True
    data, lines = [], []
    for number, text in enumerate(texts, start=1):
        if not text.strip():
            continue
        if is_first:
            pretty = one_document(name, number, text)
            if pretty:
                return None, (*problems, pretty)
        is_first = False
        value, line, found = line_of(name, number, text)
        problems += found
        if not errors_of(found):
            data.append(value)
            lines.append(line)
    return JsonLines(data=data, lines=tuple(lines), source=source), problems


def raw_lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The lines that are not empty, with their numbers; of one that is too long the beginning.

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


def read_line(name: str, number: int, raw: bytes) -> LineRead:
    """What the bytes of a line of JSON say.

    Args:
        name: The name of the file.
        number: The number of the line, from 1.
        raw: Its bytes; of a line that is too long the beginning, perhaps cut inside a character.

    Returns:
        What it says, the line, and what is wrong with it.
    """
    raw = raw.removesuffix(b"\n")
    if len(raw) > LINE_LIMITS.size:
        return line_of(name, number, raw.decode("utf-8", "replace"))
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("utf-8", "replace")
        line = Line(name=name, number=number, text=text)
        _, problems = decode(name, raw, LINE_LIMITS, first_line=number)
        return None, line, _in_line(problems, line)
    return line_of(name, number, text)


def line_of(name: str, number: int, text: str) -> LineRead:
    """What the text of a line of JSON says.

    It is read quickly; a line that leaves a doubt is then read carefully.

    Args:
        name: The name of the file.
        number: The number of the line, from 1.
        text: The line.

    Returns:
        What it says, the line, and what is wrong with it.
    """
    if _is_too_long(text):
        return _too_long(name, number)
    line = Line(name=name, number=number, text=text)
    try:
        brackets = text.count("{") + text.count("[")
        if brackets < _MANY and not DOUBTFUL_ESCAPE.search(text):
            return _QUICK.decode(text), line, ()
    except (ValueError, RecursionError):
        pass
    document, problems = read_json(line.written, LINE_LIMITS)
    located = _in_line(problems, line)
    if document is None:
        return None, line, located
    return document.data, line, located


def one_document(name: str, number: int, text: str) -> Problem | None:
    """Y131, for a document that runs over many lines: its first one opens a bracket and ends.

    Args:
        name: The name of the file.
        number: The number of its first line with something on it.
        text: That line.

    Returns:
        The problem; None where the line may be a document of its own.
    """
    if _is_too_long(text) or not _OPENS.fullmatch(text.strip()):
        return None
    line = Line(name=name, number=number, text=text)
    return _ONE_DOCUMENT.about(stem=Path(name).stem).at(line.start)


def no_file(file: Path) -> Problems:
    """Y101, for a path that is not a file or a folder: a pipe or a device may never end."""
    name = str(file)
    try:
        if file.is_file() or file.is_dir() or not file.exists():
            return ()
    except OSError as error:  # its folder can be listed and not entered
        return (unreadable(name, error),)
    return (_NO_FILE.at(Location(source=Source(name=name))),)


def besides(of_text: Problems, found: Iterable[Problem]) -> list[Problem]:
    """The problems that do not merely follow from an error of the text on the same line."""
    lines = {problem.at.line for problem in errors_of(of_text)}
    return [problem for problem in found if problem.at.line not in lines]


def _source(file: Path, limits: Limits) -> SourceRead:
    problems = no_file(file)
    if problems:
        return None, problems
    return read_source(file, limits)


def _is_too_long(text: str) -> bool:
    """Compared in bytes, which are counted only where the characters leave a doubt."""
    most = LINE_LIMITS.size
    if 4 * len(text) <= most:
        return False
    return len(text.encode("utf-8")) > most


def _too_long(name: str, number: int) -> LineRead:
    """F309: no scene or picture needs so much; mostly it is a whole film on one line."""
    line = Line(name=name, number=number, text="")
    size = LINE_LIMITS.size // 1024
    message = _TOO_LONG.about(size=size)
    return None, line, (message.at(line.start),)


def _in_line(problems: Iterable[Problem], line: Line) -> Problems:
    """Problems of a line read alone, at their locations in the file."""
    located = []
    for problem in problems:
        at = line.here(problem.at)
        related = tuple(replace(each, at=line.here(each.at)) for each in problem.related)
        located.append(replace(problem, at=at, related=related))
    return tuple(located)


_IF_EMPTY = (
    "Is this the right file? `selector new film` with the name of a new folder writes an example."
)
_NO_FILE = Message("Y101", "This is a pipe or a device, not a file.", "Replace it with a file.")
_ONE_DOCUMENT = Message(
    "Y131",
    "This is one document on several lines, not one document on each line.",
    "Rename the file to `{stem}.json`.",
)
_TOO_LONG = Message(
    "F309",
    "This line is longer than {size:,} kB, too long for one scene or picture.",
    "Write one scene or picture on each line.",
)

_MAY_LOSE_TEXT = re.compile(r"\s#[^\s#]")
"""In a text without it, no comment is without a space after its sign."""
_OPENS = re.compile(r"[\[{]+|[\[{].*[\[{,]", re.DOTALL)
"""No document of JSON ends like this."""
_MANY = JSON_LIMITS.depth
"""Fewer brackets than this are surely not nested too deeply."""


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
