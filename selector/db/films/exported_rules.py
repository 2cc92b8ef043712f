"""The rule files of an exported film: a stored text in; files that lie beside one another, out.

A film's rules may extend files of other folders, which stay where they are when the film travels.
So each file that is extended is written into the film's folder; where it had another name for the
file that extends it, its new name is written there. Rules that come with selector are left to it.
"""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from selector.model.vocabulary import EXTENDS
from selector.record.rule_texts import sources_from

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selector.model.problem import Source

_PLAIN = re.compile(r"[A-Za-z][\w.-]*( [\w.-]+)?")
"""What YAML reads as the text that it is."""


def rule_files(rules: str, names_of_film_files: Iterable[str]) -> dict[str, str]:
    """The texts of a film's rules, and of the files that they extend, by their file names.

    Args:
        rules: The stored text.
        names_of_film_files: The names that the other files of the film may have.

    Returns:
        The texts, the film's own rules first.
    """
    own, *parents = sources_from("rules.yaml", rules)
    taken = set(names_of_film_files)
    named = [(own, own.name)]
    for parent in parents:
        if not _is_path(parent.name):
            break
        named.append((parent, _name_beside(parent.name, taken)))
    texts = {}
    for (source, name), (parent, new) in pairwise(named):
        texts[name] = _extending(source, parent.name, new)
    last, name = named[-1]
    return {**texts, name: last.text}


def _is_path(name: str) -> bool:
    return "/" in name or "\\" in name or bool(PurePosixPath(name).suffix)


def _name_beside(name: str, taken: set[str]) -> str:
    """A file name for a file of any folder; it is then among those that are taken."""
    path = PurePosixPath(name.replace("\\", "/"))
    new = path.name
    number = 1
    while new.casefold() in taken:
        number += 1
        new = f"{path.stem}-{number}{path.suffix}"
    taken.add(new.casefold())
    return new


def _extending(source: Source, parent: str, new: str) -> str:
    """The text of a rule file that extends its parent under another name."""
    from selector.reading.text.yaml_text import read_yaml  # noqa: PLC0415  # slow to load

    if parent == new:
        return source.text
    document, _ = read_yaml(source)
    if document is None:
        return source.text
    at = document.at((EXTENDS,))
    written = str(document.data[EXTENDS]).replace(parent, new, 1)
    if not _PLAIN.fullmatch(written):
        written = json.dumps(written, ensure_ascii=False)
    lines = source.text.split("\n")
    line = lines[at.line - 1]
    lines[at.line - 1] = f"{line[: at.column - 1]}{written}{line[at.end_column - 1 :]}"
    return "\n".join(lines)
