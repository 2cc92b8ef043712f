"""The numbers of a film's scenes, as they are met: each scene has one, and no two are alike.

In: the manifest of one scene after the other, with the locations of its values. Out: problems. Only
the first location of each number stays in memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from selector.model.expected import EXPECTED
from selector.model.problem import Location, Problem, Related, Source, shown
from selector.model.refusals import Refusal
from selector.model.scene_number import (
    LONGEST,
    SceneNumber,
    likeness,
    scene_number,
    two_of_one_number,
    visible_text,
)
from selector.reading.films.film_text import read_document
from selector.reading.text.document import Document, Steps
from selector.reading.text.locations import Line, Locations
from selector.reading.text.message import Message, refusal_message

Manifest = Mapping[str, Any]
"""A scene manifest as its file has it."""


class _First(NamedTuple):
    """Where a scene number was met first: in JSON Lines the line, else the path of the scene."""

    number: SceneNumber
    file: Path
    line: int
    path: Steps


class NumbersOfScenes:
    """What is known of the numbers so far."""

    def __init__(self) -> None:
        self._first: dict[str, _First] = {}
        self._reported: set[str] = set()
        self._reread: tuple[Path | None, Document | None] = (None, None)

    def problems(
        self,
        manifest: Manifest,
        locations: Locations,
        file: Path,
        *,
        in_short_form: bool,
    ) -> Sequence[Problem]:
        """What is wrong where the number of the next scene is missing, or was met before.

        Args:
            manifest: The manifest of the scene.
            locations: The locations of its values.
            file: Its file.
            in_short_form: Whether a person wrote it in the short form.

        Returns:
            The problems; none if it has a number of its own.
        """
        number = scene_number(manifest.get("scene_index"))
        if number is None:
            return [_no_number(manifest, locations, in_short_form=in_short_form)]
        alike = likeness(number)
        first = self._first.get(alike)
        if first is not None:
            return list(self._alike(number, locations, first, file))
        document = locations.document
        line = 0
        if isinstance(document, Line):
            line = document.number
        self._first[alike] = _First(number, file, line, locations.path)
        return ()

    def _alike(
        self,
        number: SceneNumber,
        locations: Locations,
        first: _First,
        file: Path,
    ) -> Iterator[Problem]:
        """F310, at this scene; and once at the first one of that number.

        Args:
            number: The number of this scene.
            locations: The locations of this scene.
            first: The first scene of that number.
            file: The file of this scene.

        Yields:
            One problem or two.
        """
        here = locations.of("scene_index")
        there = self._location_of(first, file, locations)
        the_first = Related(at=there, what="The first is here")
        yield _twice(number, first.number, here, the_first)
        alike = likeness(number)
        if alike not in self._reported:
            self._reported.add(alike)
            the_other = Related(at=here, what="The other is here")
            yield _twice(first.number, number, there, the_other)

    def _location_of(self, first: _First, file: Path, locations: Locations) -> Location:
        """Where the first scene of a number has it; a file that was left is read again.

        Args:
            first: The first scene of the number.
            file: The file that is being read.
            locations: The locations of a scene of that file.

        Returns:
            The location of the number.
        """
        source = Source(name=str(first.file))
        line = first.line
        if line:
            return Location(
                source=source,
                line=line,
                column=1,
                end_line=line,
                end_column=1,
            )
        if first.file == file:
            return _at_number(replace(locations, path=first.path))
        if self._reread[0] != first.file:
            document, _ = read_document(first.file)
            self._reread = (first.file, document)
        document = self._reread[1]
        if document is None:
            return Location(source=source)
        return _at_number(Locations(document=document, path=first.path))


def _at_number(locations: Locations) -> Location:
    """Where a scene has its number, in whichever form."""
    number = locations.of("scene_index")
    if number != locations.of():
        return number
    return locations.of("scene")


def written_otherwise(manifest: Manifest, locations: Locations) -> str | None:
    """A number as its file has it, where JSON's readers have changed it (`7.10`); else None."""
    number = manifest.get("scene_index")
    if not isinstance(number, float) or number.is_integer():
        return None
    return locations.of("scene_index").written


def _twice(number: SceneNumber, other: SceneNumber, at: Location, related: Related) -> Problem:
    """F310: two scenes have one number.

    Args:
        number: The number of the scene that the problem is about, as written.
        other: That of the other scene, as written.
        at: The location of the number.
        related: The location of the other.

    Returns:
        The problem.
    """
    message = Message(
        "F310", two_of_one_number(number, other), "Give one of the two scenes another number."
    )
    return replace(message.at(at, related), field="scene_index")


def _no_number(manifest: Manifest, locations: Locations, *, in_short_form: bool) -> Problem:
    """F308: a scene without a number, or with something else in its place."""
    key = "scene" if in_short_form else "scene_index"
    if "scene_index" in manifest:
        key = str(locations.as_written("scene_index")[-1])
        refusal = _not_a_number(key, manifest["scene_index"], locations)
    else:
        refusal = locations.voice.missing((key,), EXPECTED[key])
    at = locations.of("scene_index")
    return replace(refusal_message("F308", refusal).at(at), field="scene_index")


def _not_a_number(key: str, written: object, locations: Locations) -> Refusal:
    """What is wrong with a value that is not a scene number, and what to do.

    Args:
        key: Its key.
        written: The value.
        locations: The locations of the scene.
    """
    path = (key,)
    expected = EXPECTED[key]
    if isinstance(written, int) and not isinstance(written, bool):
        return _TOO_LONG
    if not isinstance(written, str):
        return locations.voice.wrong(path, expected, written)
    text = visible_text(written)
    if len(text) > LONGEST:
        return _TOO_LONG
    if not text:
        return locations.voice.empty(path, expected)
    what = f"The scene number `{shown(written)}` has an invisible character in it."
    return Refusal(what, "Write it again, on one line.")


_TOO_LONG = Refusal(
    f"This scene number is too long: the limit is {LONGEST} characters.", "Shorten it."
)
