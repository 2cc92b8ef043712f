"""F389: a rule file in a film's folder that nobody reads.

Only `rules.yaml` counts. `my-rules.yaml` beside it does nothing, nor does a `rules` folder, nor
`rules.yaml.txt`, as some editors call it.

In: a film folder, and the files that its rules are made of. Out: a problem for each such file.
"""

from __future__ import annotations

import re
from contextlib import suppress
from itertools import chain, islice
from os.path import realpath
from pathlib import Path
from typing import TYPE_CHECKING

from selector.model.problem import Location, Problem, Source, shown
from selector.model.refusals import as_yaml

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_RULES = re.compile("^\ufeff?language[ \t]*:", re.MULTILINE)
_IN_TEXT = re.compile("^\ufeff?language[ \t]*:[ \t]*1[ \t]*$", re.MULTILINE)
"""How a rule file begins that is called a text; a diary may be in a language, too."""
_EXTENDS = re.compile("^extends[ \t]*:", re.MULTILINE)
_ENDINGS = (".yaml", ".yml")
_TEXT = ".txt"
_FOLDER = "rules"
_PARTS = ("assets", "scenes")
_MOST_FILES = 200
"""How many files are looked into."""
_MOST_BYTES = 4_096
"""How much of each: what a file is, it says at the top."""


def unread_rules(folder: Path, read: Collection[str]) -> Iterator[Problem]:
    """F389: a rule file in the film folder that is none of those that are read.

    Args:
        folder: The film folder.
        read: The rule files that are read, with those that they extend and those that somebody
            names beside the film.

    Yields:
        A problem for each.
    """
    known = {realpath(name) for name in read}
    own_files = [folder / f"{_FOLDER}{ending}" for ending in _ENDINGS]
    own = next(filter(Path.is_file, own_files), None)
    files = chain(_files_in(folder), _files_in(folder / _FOLDER))
    for path in islice(files, _MOST_FILES):
        if realpath(path) in known or path.stem in _PARTS:
            continue  # the reader of a film says what is wrong with a part of it
        if own is not None and path.suffix.lower() == _TEXT:
            continue  # a copy of what counts
        at = _beginning(path)
        if at is not None:
            name = shown(path.relative_to(folder))
            hint = "Rename it to `rules.yaml`, or name it with `--rules`."
            if own is not None:
                written = as_yaml(path.relative_to(folder).as_posix())
                extends = shown(f"extends: {written}")
                hint = f"To add it to `{own.name}`, write `{extends}` there."
                if _EXTENDS.search(_head(own)):
                    hint = (
                        f"To use it instead of `{own.name}`, name it with `--rules`. To add it,"
                        f" give it the `extends` that `{own.name}` has now, and in"
                        f" `{own.name}`, write `{extends}`."
                    )
            yield Problem(
                at=at,
                code="F389",
                what=f"`{name}` is a rule file, and this film does not use it.",
                hint=f"{hint} If it is for another film, move it out of this folder.",
            )


def _files_in(folder: Path) -> Iterator[Path]:
    with suppress(OSError):
        for path in sorted(folder.iterdir()):
            if path.suffix.lower() in (*_ENDINGS, _TEXT) and path.is_file():
                yield path


def _beginning(path: Path) -> Location | None:
    """Where a rule file says what it is; None if the file is none."""
    text = _head(path)
    rules = _IN_TEXT if path.suffix.lower() == _TEXT else _RULES
    found = rules.search(text)
    if found is None:
        return None
    line = text.count("\n", 0, found.start()) + 1
    source = Source(name=str(path), text=text)
    return Location(
        source=source,
        line=line,
        column=1,
        end_line=line,
        end_column=9,
    )


def _head(path: Path) -> str:
    """How a file begins; empty if nobody may read it."""
    with suppress(OSError), path.open("rb") as file:
        return file.read(_MOST_BYTES).decode("utf-8", "replace")
    return ""
