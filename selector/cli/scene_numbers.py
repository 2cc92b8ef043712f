"""Which scenes are meant: by `--scene 3 --scene 7-9,12`, or by the one number that a command takes.

So are decisions and days: whole numbers no higher than a database can hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import click

from selector.model.problem import Location, Problem, Source, shown
from selector.model.scene import LAST_SCENE
from selector.reporting.words import listed

_NUMBER = re.compile(r"\s*-?\d+\s*", re.ASCII)
_DIGITS = len(str(LAST_SCENE)) + 1
"""More than these, with a sign, no number has that can be meant; Python refuses to read 5,000 of them."""

_RANGE = re.compile(r"\s*(\d{1,10})\s*(?:-\s*(\d{1,10}))?\s*", re.ASCII)


class ScenesAskedFor:
    """Numbers and ranges of scenes, and whether each of them was met in the film. None at all means every scene."""

    def __init__(self, written: Sequence[str]) -> None:
        self._ranges = [_range(part) for each in written for part in each.split(",")]
        self._met = [False] * len(self._ranges)

    @property
    def all(self) -> bool:
        """Whether every scene is meant."""
        return not self._ranges

    def wants(self, index: int | None) -> bool:
        """Whether a scene is meant; remembers that it is there."""
        if self.all:
            return True
        hits = [
            place for place, (first, last) in enumerate(self._ranges) if index is not None and first <= index <= last
        ]
        for place in hits:
            self._met[place] = True
        return bool(hits)

    @property
    def not_met(self) -> list[str]:
        """The numbers and ranges that the film has no scene for."""
        ranges = zip(self._ranges, self._met, strict=True)
        return [str(first) if first == last else f"{first}-{last}" for (first, last), met in ranges if not met]


class ScenesThere:
    """The numbers that a film's scenes have: how many, the lowest and the highest."""

    def __init__(self, indexes: Iterable[int] = ()) -> None:
        self._count = 0
        self._lowest = self._highest = 0
        for index in indexes:
            self.add(index)

    def add(self, index: int) -> None:
        """One more scene."""
        self._lowest = min(self._lowest, index) if self._count else index
        self._highest = max(self._highest, index) if self._count else index
        self._count += 1

    def lacks(self, wanted: Sequence[str], film: str) -> Problem:
        """F312: the film, or the project of a database, has no scene of these numbers."""
        what = f"There is no scene {listed(wanted, 'or')}."
        hint = f"There are {self._count:,}, numbered {self._lowest} to {self._highest}."
        if self._count < 2:
            hint = f"There is one, numbered {self._lowest}." if self._count else "There are no scenes at all."
        return Problem(at=Location(source=Source(name=film)), code="F312", what=what, hint=hint)


def one_scene(_context: click.Context, _argument: click.Parameter, written: str) -> int:
    """The scene that an argument names by its number."""
    if not _NUMBER.fullmatch(written):
        raise click.BadParameter(f"`{shown(written)}` is no scene number; write one such as 3.")
    number = whole_number(written)
    if number is None:
        raise click.BadParameter(f"There is no scene {shown(written)}: no scene has a number above {LAST_SCENE:,}.")
    return number


def one_scene_if_any(context: click.Context, argument: click.Parameter, written: str | None) -> int | None:
    """The same for an argument that may be left out."""
    return None if written is None else one_scene(context, argument, written)


def whole_number(written: str) -> int | None:
    """The number that is written, or None where it is none or beyond what a database holds."""
    written = written.strip()
    if not _NUMBER.fullmatch(written) or len(written) > _DIGITS:
        return None
    return number if abs(number := int(written)) <= LAST_SCENE else None


def _range(text: str) -> tuple[int, int]:
    found = _RANGE.fullmatch(text)
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
    if first > last:
        raise click.BadParameter(
            f"`{shown(text)}` is no scene number and no range; write 3 or 3-7.", param_hint="--scene"
        )
    return first, last
