"""Where the rules are that a file extends: a name in; the text of the parent out, or why not.

A text from a file extends files beside it and the rules that come with selector; a text by itself
extends the latter, and the parents that its caller gives. A parent from a decision on record
extends what was extended then.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from selector.data import EARLIER, data_dir
from selector.model.frozen import frozen
from selector.model.near_names import did_you_mean
from selector.model.phrases import quoted
from selector.model.problem import Source, shown
from selector.reading.text.file import ReadBeside, beside_on_disk, read_source

_RULE_FILE = re.compile(r"""(?:^\ufeff?|[{,])\s*["']?language["']?\s*:\s*\d""", re.MULTILINE)
"""What a text must have before any of its lines is shown: it could be any file."""
_VERSION = re.compile(r'^version: "(.+)"$', re.MULTILINE)
_ENDINGS = (".yaml", ".yml", ".json")


@frozen
class Found:
    """A parent.

    Attributes:
        name: Its name as the child writes it, without a version.
        source: Its text.
        identity: Tells it from every other.
        version: The version that it must have, if the child says one.
        find: Finds what it extends itself.
    """

    name: str
    source: Source
    identity: str
    version: str | None
    find: Find


@frozen
class NotFound:
    """Why there is no parent, under the code of that problem, and what to do."""

    what: str
    hint: str
    code: str = "R242"


Find = Callable[[str], Found | NotFound]
"""Finds the parent of that name."""


def beside(folder: Path) -> Find:
    """Finds files of a folder, and the rules that come with selector."""
    return read_beside(str(folder / "rules.yaml"), beside_on_disk)


def read_beside(file: str, read: ReadBeside) -> Find:
    """Finds files beside a file, and the rules that come with selector.

    Args:
        file: The name of the file.
        read: Reads what is beside it.

    Returns:
        What finds them.
    """

    def find(name: str) -> Found | NotFound:
        for written, version in _readings(name):
            if not _is_path(written):
                continue
            source, problems = read(file, written)
            if source is None:
                (problem, *_) = problems
                what = f"`{shown(written)}` cannot be extended. {problem.what}"
                return NotFound(what=what, hint=problem.hint)
            return _usable(
                Found(
                    name=written,
                    source=source,
                    identity=os.path.realpath(source.name),
                    version=version,
                    find=read_beside(source.name, read),
                )
            )
        return shipped(name)

    return find


def given(parents: Mapping[str, str]) -> Find:
    """Finds texts by their names, and the rules that come with selector."""

    def find(name: str) -> Found | NotFound:
        for written, version in _readings(name):
            if written in parents:
                source = Source(name=written, text=parents[written])
                found = Found(
                    name=written,
                    source=source,
                    identity=f"given {written}",
                    version=version,
                    find=find,
                )
                return _usable(found)
        if parents or not any(_is_path(written) for written, _ in _readings(name)):
            return shipped(name, parents)
        why = "these rules were given as text, so there is no folder to look in"
        return NotFound(
            what=f"`{shown(name)}` cannot be extended: {why}.",
            hint=f"Read them from a file, or give the text of `{shown(name)}` in `parents`.",
        )

    return find


def on_record(sources: Sequence[Source]) -> Find:
    """Finds the parents that a decision was made with, one after another, whatever their names."""

    def find(name: str) -> Found | NotFound:
        if not sources:
            what = f"The text of `{shown(name)}` is not stored."
            return NotFound(what=what, hint="Restore the database from a backup.")
        first, *others = sources
        identity = f"stored {len(others)}"
        find_next = on_record(others)
        return Found(
            name=first.name,
            source=first,
            identity=identity,
            version=None,
            find=find_next,
        )

    return find


def shipped(name: str, parents: Mapping[str, str] | None = None) -> Found | NotFound:
    """Finds rules that come with selector.

    Args:
        name: The name.
        parents: The texts that rules given as text may extend; None for rules of a file.

    Returns:
        The rules, or what could be meant instead.
    """
    texts = dict(_shipped_texts())
    for stem, newest in texts.items():
        for written, version in _readings(name):
            if written == stem:
                source = _earlier(stem, version) or newest
                path = Path(source.name)
                identity = os.path.realpath(path)
                return Found(
                    name=written,
                    source=source,
                    identity=identity,
                    version=version,
                    find=beside(path.parent),
                )
    known = [*texts, *(parents or ())]
    hint = f"Write the path of a rule file, such as `house.yaml`, or {quoted(known, 'or')}."
    if parents is not None:
        hint = f"Write {quoted(known, 'or')}, or give the text of `{shown(name)}` in `parents`."
    return NotFound(
        what=f"There are no rules named `{shown(name)}` to extend.",
        hint=did_you_mean(name, known) or hint,
    )


def shipped_files() -> dict[str, str]:
    """The paths of the rule files that come with selector, by the names of the rules."""
    return {name: source.name for name, source in _shipped_texts()}


def shipped_versions(name: str) -> list[str]:
    """The versions of rules that come with selector, the newest last; none if there are no such."""
    newest = dict(_shipped_texts()).get(name)
    if newest is None:
        return []
    versions = []
    for path in (data_dir("rules") / EARLIER).glob("*.yaml"):
        stem, _, version = path.stem.rpartition("-")
        if stem == name:
            versions.append(version)
    versions.sort(key=_by_numbers)
    return [*versions, *_VERSION.findall(newest.text)]


def _by_numbers(version: str) -> tuple[int, ...]:
    """What orders versions: 1.10.0 is newer than 1.9.0."""
    return tuple(map(int, version.split(".")))


def versions_of(found: Found) -> list[str]:
    """The versions of rules that were found; none unless they come with selector."""
    newest = shipped_files().get(found.name)
    if newest is None or found.identity != os.path.realpath(newest):
        return []
    return shipped_versions(found.name)


def shipped_file(name: str, version: str) -> str | None:
    """The path of rules that come with selector; the newest, unless a version is named."""
    newest = dict(_shipped_texts()).get(name)
    if newest is None:
        return None
    earlier = _earlier(name, version)
    if earlier is not None:
        return earlier.name
    if version and version not in _VERSION.findall(newest.text):
        return None
    return newest.name


def _earlier(stem: str, version: str | None) -> Source | None:
    """An earlier version of rules that come with selector; None if it is not one."""
    for path in (data_dir("rules") / EARLIER).glob("*.yaml"):
        if path.stem == f"{stem}-{version}":
            source, _ = read_source(path)
            return source
    return None


def _shipped_texts() -> Iterator[tuple[str, Source]]:
    for path in sorted(data_dir("rules").glob("*.yaml")):
        source, _ = read_source(path)
        if source is not None and _RULE_FILE.search(source.text):
            yield path.stem, source


def _usable(found: Found) -> Found | NotFound:
    if _RULE_FILE.search(found.source.text):
        return found
    return NotFound(
        code="R243",
        what=f"`{shown(found.source.name)}` is not a rule file.",
        hint="A rule file says `language: 1` near its beginning. Correct the name.",
    )


def _readings(name: str) -> list[tuple[str, str | None]]:
    """A name alone, and as a name with a version: first where only that is the name of a file."""
    readings: list[tuple[str, str | None]] = [(name, None)]
    bare, _, version = name.rpartition(" ")
    bare = bare.rstrip()
    if bare:
        readings.append((bare, version))
    if _has_ending(bare) and not _has_ending(name):
        readings.reverse()
    return readings


def _is_path(name: str) -> bool:
    return _has_ending(name) or "/" in name


def _has_ending(name: str) -> bool:
    return name.lower().endswith(_ENDINGS)
