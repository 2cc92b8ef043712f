"""A film folder in; the files in it that look like a screenplay, boards, a table or the like out.

Looked at are the files beside `scenes.yaml` and those of a folder `scenes`. What belongs to a film
is left out, and so is whatever says nothing: pictures, notes, hidden files. Rule files have a
warning of their own.
"""

from __future__ import annotations

from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING

from selector.model.problem import shown
from selector.reading.films.film_files import ending, files_beside
from selector.reading.films.film_text import read_document
from selector.reading.foreign_files import RULES, counts_in, looks_like, named_as

if TYPE_CHECKING:
    from pathlib import Path

    from selector.reading.foreign_files import Looks

_MOST_FILES = 20_000
"""How many files are looked at by their names."""
_READ = (".yaml", ".yml", ".json")
_MOST_READ = 30
"""How many files are read."""
_MOST_BYTES = 128 * 1024
"""How large a file may be that is read."""


def foreign_files(folder: Path) -> list[tuple[str, Looks]]:
    """The files of other kinds in a film folder, by name, with what they look like."""
    found = []
    files_read = 0
    for path in islice(files_beside(folder), _MOST_FILES):
        is_read = ending(path) in _READ
        if is_read and files_read == _MOST_READ:
            continue
        files_read += is_read
        looks = kind_of_file(path)
        if looks is not None and looks is not RULES:
            found.append((shown(path.relative_to(folder)), looks))
    return found


def foreign_notice(folder: Path) -> str:
    """That files beside those of a film are not read, in a sentence; empty if there are none."""
    found = foreign_files(folder)
    if not found:
        return ""
    its = "it" if len(found) == 1 else "them"
    kinds = [looks for _, looks in found]
    return f"{named_as(found)}: selector does not read {its}. {counts_in(kinds)}"


def kind_of_file(path: Path) -> Looks | None:
    """What a file looks like, by its name and by what it says; None if that says nothing."""
    data = None
    if ending(path) in _READ:
        with suppress(OSError, ValueError):
            if path.stat().st_size <= _MOST_BYTES:
                document, _ = read_document(path)
                data = None if document is None else document.data
    return looks_like(path.name, data)
