"""The rule files of an exported film: a stored text in; files that lie beside one another, out.

A film's rules may extend files of other folders, or read by shot names of theirs, and those stay
where they are when the film travels. So each such file is written into the film's folder; where it
had another name for the file that names it, its new name is written there. What comes with selector
is left to it.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from selector.language.file_words.shot_names import SHOT_NAMES, STANDARD
from selector.model.problem import Source
from selector.model.refusals import as_yaml
from selector.model.vocabulary import EXTENDS
from selector.record.rule_texts import shot_names_from, sources_from

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


def rule_files(rules: str, names_of_film_files: Iterable[str]) -> dict[str, str]:
    """The texts of a film's rules and of the files that they name, by their file names.

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
        texts[name] = _naming(source, EXTENDS, parent.name, new)
    last, name = named[-1]
    texts[name] = last.text
    vocabulary = shot_names_from(rules)
    if vocabulary is not None and vocabulary.name != STANDARD:
        new = _name_beside(vocabulary.name, taken)
        texts = dict(_reading_by(texts, vocabulary.name, new))
        texts[new] = vocabulary.text
    return texts


def _reading_by(texts: Mapping[str, str], old: str, new: str) -> Iterator[tuple[str, str]]:
    """Some texts, which name the file of shot names by its new name."""
    for name, text in texts.items():
        source = Source(name=name, text=text)
        yield name, _naming(source, SHOT_NAMES.key, old, new)


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


def _naming(source: Source, key: str, old: str, new: str) -> str:
    """The text of a rule file that names another file under its new name.

    Args:
        source: The rule file.
        key: The key that names the other file.
        old: The name that it had.
        new: The name that it has now.

    Returns:
        The text.
    """
    from selector.reading.text.yaml_text import read_yaml  # noqa: PLC0415  # slow to load

    if old == new:
        return source.text
    document, _ = read_yaml(source)
    if document is None or key not in document.data:
        return source.text
    at = document.at((key,))
    as_it_was = str(document.data[key])
    written = as_it_was.replace(old, new, 1)
    lines = source.text.split("\n")
    line = lines[at.line - 1]
    before = line[: at.column - 1]
    behind = line[at.end_column - 1 :]
    lines[at.line - 1] = f"{before}{as_yaml(written)}{behind}"
    return "\n".join(lines)
