"""Which scenes are meant: by `--scene 3 --scene 7-9,12`, or by the one number that a command takes."""

from __future__ import annotations

import re
from collections.abc import Sequence

import click

_NUMBER = re.compile(r"\s*-?\d{1,10}\s*", re.ASCII)
_RANGE = re.compile(r"\s*(\d{1,10})\s*(?:-\s*(\d{1,10}))?\s*", re.ASCII)


class SceneNumbers:
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


def one_scene(_context: click.Context, _argument: click.Parameter, written: str) -> int:
    """The scene that an argument names by its number."""
    found = _NUMBER.fullmatch(written)
    if not found:
        raise click.BadParameter(f"`{written}` is no scene number; write one such as 3.")
    return int(found[0])


def _range(text: str) -> tuple[int, int]:
    found = _RANGE.fullmatch(text)
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
    if first > last:
        raise click.BadParameter(f"`{text}` is no scene number and no range; write 3 or 3-7.", param_hint="--scene")
    return first, last
