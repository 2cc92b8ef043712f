"""A word that a person typed in; the pictures of a scene's answer that it means out: by tag, id, individual or file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePosixPath
from typing import Protocol

from selector.engine.manifest_values import clean_tag
from selector.model.near_names import did_you_mean
from selector.model.phrases import listed
from selector.model.picks import Facts, PassedOver, Pick
from selector.model.scene import Scene
from selector.model.vocabulary import plain
from selector.reporting.terminal import printable
from selector.reporting.words import picture_of

_MOST_LISTED, _LONGEST = 12, 60
"""How many tags are listed, and how much of each."""

_Entry = Pick | PassedOver


class Answer(Protocol):
    """What goes with a scene and what stays out: a selection made now, or one on record."""

    @property
    def scene(self) -> Scene:
        """The scene as it was read."""

    @property
    def shot(self) -> str:
        """The shot rule that served it."""

    @property
    def picks(self) -> tuple[Pick, ...]:
        """What goes, in order."""

    @property
    def passed_over(self) -> tuple[PassedOver, ...]:
        """What stays out."""


def entries_of(selection: Answer, word: str) -> tuple[tuple[Pick, ...], tuple[PassedOver, ...]]:
    """The picks and the passed over that the word names, in the first way of `WAYS` in which it names any."""
    for way in WAYS:
        picks = tuple(pick for pick in selection.picks if _is_named(way(pick, pick.facts), word))
        out = tuple(
            passed for passed in selection.passed_over if _is_named(way(passed, passed.facts), word)
        )
        if picks or out:
            return picks, out
    return (), ()


def name_meant(selection: Answer, written: str) -> str | None:
    """The word as the film has it: as it was written, without brackets, as the end of a path, or but for its case.

    None where nothing is named so, or where two names differ by their case alone.
    """
    names = _names(selection)
    written = plain(written)
    cleaned = clean_tag(written)
    for word in (written, cleaned, cleaned.removeprefix("./")):
        if word in names:
            return word
    ends = [name for name in names if "/" in name and cleaned.endswith(f"/{name}")]
    alike = [name for name in names if name.casefold() == cleaned.casefold()]
    return next((found[0] for found in (ends, alike) if len(found) == 1), None)


def nothing_named(selection: Answer, written: str) -> str:
    """That nothing is named so, with the nearest name, or else with the tags that the scene places."""
    names = _names(selection)
    tags = list(dict.fromkeys(placement.tag for placement in selection.scene.placements))
    near = did_you_mean(written, names)
    more = len(tags) - _MOST_LISTED
    told = [*map(_quoted, tags[:_MOST_LISTED]), *([f"{more:,} more"] if more > 0 else [])]
    places = f"The scene places {listed(told)}." if told else "The scene places nothing."
    return f"Nothing in this film has the tag, the name or the file {_quoted(written)}. {near or places}"


def _is_named(name: str | None, word: str) -> bool:
    return name is not None and (name == word or plain(name) == word)


def _quoted(name: str) -> str:
    return printable(name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…")


def _tag(entry: _Entry, _facts: Facts | None) -> str | None:
    return entry.tag


def _id(_entry: _Entry, facts: Facts | None) -> str | None:
    return facts.id if facts else None


def _individual(_entry: _Entry, facts: Facts | None) -> str | None:
    return facts.individual if facts else None


def _path(entry: _Entry, _facts: Facts | None) -> str | None:
    return picture_of(entry.asset)


def _file(entry: _Entry, _facts: Facts | None) -> str | None:
    path = picture_of(entry.asset)
    return PurePosixPath(path).name if path else None


WAYS: tuple[Callable[[_Entry, Facts | None], str | None], ...] = (
    _tag,
    _id,
    _individual,
    _path,
    _file,
)
"""What a picture can be called by; the first in which anything has the word is meant."""


def _names(selection: Answer) -> dict[str, None]:
    """Every name of everything in the answer, once, as names are compared."""
    return dict.fromkeys(
        plain(name) for name in filter(None, _all_names((*selection.picks, *selection.passed_over)))
    )


def _all_names(entries: Iterable[_Entry]) -> Iterator[str | None]:
    for entry in entries:
        for way in WAYS:
            yield way(entry, entry.facts)
