"""Which scenes a sentence is about: their numbers in; `scene 4`, `scenes 4, 7 and 9` out.

What somebody allows is said of its line alone, so that the sentence about the others stays.

>>> Scenes().named
'no scene'
>>> some = Scenes()
>>> for number in ("1", "2", "12A", "13", "20"):
...     some.add(number)
>>> some.named
'5 scenes (1, 2, 12A and 2 more)'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.model.phrases import listed
from selector.model.problem import shown

if TYPE_CHECKING:
    from selector.model.problem import Location, Source
    from selector.model.scene_number import SceneNumber
    from selector.reading.films.film_scenes import SceneRead

_MOST = 3
"""How many scenes are named."""


class Scenes:
    """Some scenes of a film, in its order.

    Args:
        most: How many are named.

    Attributes:
        count: How many there are.
    """

    __slots__ = ("_first", "_most", "count")

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self.count = 0
        self._first: list[SceneNumber | None] = []

    def add(self, number: SceneNumber | None) -> None:
        """Take in one more scene, by its number."""
        self.count += 1
        if len(self._first) <= self._most:
            self._first.append(number)

    @property
    def named(self) -> str:
        """Which they are, in a few words."""
        numbers = [shown(str(number)) for number in self._first if number is not None]
        if not self.count:
            return "no scene"
        if self.count == 1:
            return f"scene {numbers[0]}" if numbers else "one scene"
        if len(numbers) == self.count <= self._most:
            return f"scenes {listed(numbers)}"
        named = numbers[: self._most]
        if not named:
            return f"{self.count:,} scenes"
        more = self.count - len(named)
        if more:
            named.append(f"{more:,} more")
        return f"{self.count:,} scenes ({listed(named)})"


def cast_of(read: SceneRead) -> str:
    """Where a scene lists people, in the form in which it is written."""
    return "`placements`" if read.long_form is None else "`cast`"


class LinesAllowed:
    """The lines whose findings of one code somebody allows; each text is read once."""

    def __init__(self, code: str) -> None:
        self._code = code
        self._lines: dict[str, set[int]] = {}

    def has(self, at: Location) -> bool:
        """Whether a waiver allows what is found at a location."""
        lines = self._lines.get(at.file)
        if lines is None:
            lines = self._lines[at.file] = self._lines_in(at.source)
        return at.line in lines

    def _lines_in(self, source: Source) -> set[int]:
        if not source.may_waive:
            return set()
        from selector.review.waivers import waivers_in  # noqa: PLC0415  # few films have any

        lines = set()
        for waiver in waivers_in(source):
            if self._code in waiver.codes:
                lines.add(waiver.line)
        return lines
