"""Which scenes are meant: by `--scene 3 --scene 7-9,12A`, or by the one number that a command takes.

Numbers are the film's own, and what can be a number is first looked for as one: `A-12` is a range only where no scene
is called so. Decisions and days, which are whole numbers that a database holds, are read here, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import click

from selector.model.address import is_address, scheme_only
from selector.model.near_names import RUN, NearNames
from selector.model.phrases import quoted
from selector.model.problem import Location, Problem, ProblemError, Source, shown
from selector.model.scene_number import LONGEST, SceneNumber, likeness, scene_number, size

_LARGEST = 2**31 - 1
_NUMBER = re.compile(r"\s*-?\d+\s*", re.ASCII)
_DIGITS = len(str(_LARGEST)) + 1
"""More than these, with a sign, no number has that can be meant; Python refuses to read 5,000 of them."""

_LONGEST_RANGE = 3 * LONGEST
_MOST_COMPARED, _MOST_TRIED = 5_000, 8
"""Scenes with which a number is compared to find a near one, and numbers for which one is looked for."""

_HOW = "write 3, 12A, 3-7 or 12-14A"


class SceneChoice:
    """What was written after --scene, to be looked up in a film. Nothing at all means every scene."""

    def __init__(self, written: Sequence[str]) -> None:
        self._written = tuple(written)
        for each in written:
            parts = each.split(",")
            for part in (each, *parts):
                _no_address(part)
            if not all(part.strip(" -") for part in parts):
                raise click.BadParameter(
                    f"`{shown(each)}` is not a scene number or a range; {_HOW}.",
                    param_hint="--scene",
                )

    @property
    def all(self) -> bool:
        """Whether every scene is meant."""
        return not self._written

    def among(self, numbers: Sequence[SceneNumber], film: str) -> WantedScenes:
        """The scenes meant in a film that has these numbers, in its order.

        Raises:
            ProblemError: The film has no scene of a number or in a range that is asked for (F312).
        """
        if self.all:
            return WantedScenes(None)
        there = ScenesThere(numbers)
        wanted: set[str] = set()
        lacking: list[str] = []
        for written in self._written:
            for part in [written] if there.has(written) else written.split(","):
                found = there.meant_by(part)
                wanted.update(found)
                if not found:
                    lacking.append(part.strip())
        if lacking:
            raise ProblemError([there.lacks(lacking, film)])
        return WantedScenes(frozenset(wanted))


class WantedScenes:
    """Whether a scene is wanted, by its number."""

    def __init__(self, alike: frozenset[str] | None) -> None:
        self._alike = alike

    def __call__(self, number: SceneNumber | None) -> bool:
        """Whether it is among those asked for."""
        return self._alike is None or (number is not None and likeness(number) in self._alike)


class ScenesThere:
    """The numbers that a film's scenes have, in the order of the film."""

    def __init__(self, numbers: Sequence[SceneNumber]) -> None:
        self._numbers = numbers
        self._places = {likeness(number): place for place, number in enumerate(numbers)}

    def has(self, written: str) -> bool:
        """Whether a scene has this very number."""
        return self._place(written) is not None

    def meant_by(self, written: str) -> list[str]:
        """The scenes that a number or a range means, each by what it is known by; none where there are none."""
        place = self._place(written)
        places = self._in_range(written) if place is None else [place]
        return [likeness(self._numbers[place]) for place in places]

    def lacks(self, wanted: Sequence[str], film: str) -> Problem:
        """F312: the film, or the project of a database, has no scene of these numbers."""
        what = f"The film has no scene {_listed_plainly(wanted)}."
        hint = f"{self._said()} {self._near(wanted)}".strip()
        return Problem(at=Location(source=Source(name=film)), code="F312", what=what, hint=hint)

    def _place(self, written: str) -> int | None:
        number = scene_number(written)
        return None if number is None else self._places.get(likeness(number))

    def _in_range(self, written: str) -> Sequence[int]:
        """The places from one scene to another in the film, or of whole numbers from one size to another."""
        ends = list(_ends(written))
        for first, last in ends:
            begin, end = self._place(first), self._place(last)
            if (
                begin is not None
                and end is not None
                and begin <= end
                and not self._by_size(first, last)
            ):
                return range(begin, end + 1)
        for first, last in ends:
            low, high = _size(first), _size(last)
            if low is not None and high is not None and low <= high:
                return self._of_sizes(low, high)
        for first, last in ends:
            if self._are_turned(first, last):
                what = f"`{shown(written)}` runs backwards: scene {last.strip()} comes before scene {first.strip()}."
                raise click.BadParameter(what, param_hint="--scene")
        return []

    def _are_turned(self, first: str, last: str) -> bool:
        """Whether the ends of a range stand the wrong way round, in the film or by size."""
        begin, end = self._place(first), self._place(last)
        low, high = _size(first), _size(last)
        return (begin is not None and end is not None) or (low is not None and high is not None)

    def _by_size(self, first: str, last: str) -> bool:
        """Whether a range goes by size alone: its ends are whole, and so is every number of the film."""
        are_whole = _size(first) is not None and _size(last) is not None
        return are_whole and all(size(number) is not None for number in self._numbers)

    def _of_sizes(self, low: int, high: int) -> Sequence[int]:
        """The places of the whole numbers of these sizes; with what stands between them, where not all are whole."""
        sizes = [size(number) for number in self._numbers]
        places = [
            place for place, each in enumerate(sizes) if each is not None and low <= each <= high
        ]
        return range(places[0], places[-1] + 1) if places and None in sizes else places

    def _said(self) -> str:
        count = len(self._numbers)
        if not count:
            return "It has no scenes at all."
        if count == 1:
            return f"It has one scene, {self._numbers[0]}."
        first, last = self._numbers[0], self._numbers[-1]
        return f"It has {count:,} scenes, from {first} to {last}."

    def _near(self, wanted: Sequence[str]) -> str:
        """A scene that may have been meant by the first of these for which there is one."""
        names = [str(number) for number in self._numbers[:_MOST_COMPARED]]
        near_names = NearNames(names, steps=RUN)
        hints = (_did_you_mean(written, names, near_names) for written in wanted[:_MOST_TRIED])
        return next(filter(None, hints), "")


def one_scene(_context: click.Context, _argument: click.Parameter, written: str) -> SceneNumber:
    """The scene that an argument names by its number."""
    _no_address(written)
    number = scene_number(written)
    if number is None:
        raise click.BadParameter(
            f"`{shown(written)}` is not a scene number; write one such as 3 or 12A."
        )
    return number


def one_scene_if_any(
    context: click.Context, argument: click.Parameter, written: str | None
) -> SceneNumber | None:
    """The same for an argument that may be left out."""
    return None if written is None else one_scene(context, argument, written)


def whole_argument(written: str) -> int | None:
    """The number that is written, or None where it is none or beyond what a database holds."""
    written = written.strip()
    if not _NUMBER.fullmatch(written) or len(written) > _DIGITS:
        return None
    return number if abs(number := int(written)) <= _LARGEST else None


def _no_address(written: str) -> None:
    """Refuse the address of a database where a number belongs: it may hold a password."""
    if is_address(written):
        raise click.BadParameter(f"`{scheme_only(written)}` is an address, not a scene number.")


def _listed_plainly(words: Sequence[str]) -> str:
    """Words in a row as a sentence has them: `9`, `9 or 12A`."""
    *most, last = [shown(word) for word in words]
    return f"{', '.join(most)} or {last}" if most else last


def _ends(written: str) -> Iterator[tuple[str, str]]:
    """The two ends that a range may have: a hyphen may also belong to a number."""
    if len(written) > _LONGEST_RANGE:
        return
    for hyphen in re.finditer("-", written):
        first, last = written[: hyphen.start()], written[hyphen.end() :]
        if first.strip() and last.strip():
            yield first, last


def _size(written: str) -> int | None:
    number = scene_number(written)
    return None if number is None else size(number)


def _did_you_mean(written: str, names: Sequence[str], near_names: NearNames) -> str:
    """The same but for capitals, gaps and zeros; else with the same digits in front; else much alike."""
    same = [name for name in names if _loosely(name) == _loosely(written)]
    digits = _leading(written)
    of_digits = [name for name in names if digits and _leading(name) == digits]
    near = (same or of_digits)[:3]
    if near:
        return f"Did you mean {quoted(near, 'or')}?"
    return near_names.did_you_mean(written.strip()) if _size(written) is None else ""


def _loosely(written: str) -> str:
    """A number without what is easily mistaken: `sh-20` and `SH020` are one."""
    return re.sub("0+(?=[0-9])", "", re.sub(r"[\s_.-]", "", written.casefold()))


def _leading(written: str) -> str:
    """The digits that a number begins with: `12` of `12A`."""
    found = re.match(r"\s*0*([0-9]+)", written)
    return found[1] if found else ""
