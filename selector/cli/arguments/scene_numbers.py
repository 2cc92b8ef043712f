"""Scene numbers in, as a person typed them; the scenes of a film that they mean out.

Several are given by `--scene 3 --scene 7-9,12A`, one as an argument. Numbers are the film's own,
and a text is first looked for as one number: `A-12` is a range only where no scene has that number.
Numbers of decisions and days, which are whole and as large as a database can hold, are read here
too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from itertools import repeat, starmap
from operator import contains
from typing import TypeAlias

import click

from selector.among_threads import cached_property
from selector.cli.printing.output import print_sentence
from selector.model.address import is_address, scheme_only
from selector.model.near_names import RUN, NearNames
from selector.model.phrases import listed, quoted
from selector.model.problem import Location, Problem, ProblemError, Source, shown
from selector.model.scene_number import LONGEST, SceneNumber, likeness, scene_number, size

_LARGEST = 2**31 - 1
_NUMBER = re.compile(r"\s*-?\d+\s*", re.ASCII)
_DIGITS = len(str(_LARGEST)) + 1
"""Digits and sign of the longest number that can be meant; Python refuses to read 5,000 digits."""

_LONGEST_RANGE = 3 * LONGEST
_MOST_NAMED = 5
"""Scenes that are named where a range leaves some out."""
_MOST_COMPARED, _MOST_TRIED = 5_000, 8
"""Scenes that a number is compared with, and numbers that are compared, to find a near one."""

_HOW = "Write 3, 12A, 3-7 or 12-14A"

WantedScenes: TypeAlias = Callable[[SceneNumber | None], bool]
"""Says of a scene's number whether the scene is wanted."""


def _any_scene(_number: SceneNumber | None) -> bool:
    return True


class SceneChoice:
    """What was typed after --scene, to be looked up in a film. Nothing typed means all scenes."""

    def __init__(self, written: Sequence[str]) -> None:
        self._written = tuple(written)
        for each in written:
            _no_address(each)
            for part in each.split(","):
                _no_address(part)
                if not part.strip(" -"):
                    what = f"`{shown(each)}` is not a scene number or a range. {_HOW}."
                    raise click.BadParameter(what, param_hint="--scene")

    @property
    def all(self) -> bool:
        """Whether every scene is meant."""
        return not self._written

    def among(self, numbers: Iterable[SceneNumber], film: str) -> WantedScenes:
        """The scenes that are meant in a film.

        Args:
            numbers: The numbers of the film's scenes, in the order of the film.
            film: What to call the film in a problem.

        Returns:
            What says of a number whether its scene is wanted.

        Raises:
            ProblemError: The film has no scene of a number or in a range (F312).
        """
        if self.all:
            return _any_scene
        there = ScenesThere(list(numbers))
        wanted: set[str] = set()
        lacking: list[str] = []
        parts = list(self._parts(there))
        for part in parts:
            found = there.meant_by(part)
            wanted.update(found)
            if not found:
                lacking.append(part.strip())
        if lacking:
            raise ProblemError([there.lacks(lacking, film)])
        _note_others(list(there.others_between(parts, wanted)), parts)

        def is_wanted(number: SceneNumber | None) -> bool:
            return number is not None and likeness(number) in wanted

        return is_wanted

    def _parts(self, there: ScenesThere) -> Iterator[str]:
        """Each number and range by itself. A scene's number may have commas in it."""
        for written in self._written:
            if there.has(written):
                yield written
            else:
                yield from written.split(",")


class ScenesThere:
    """The numbers of a film's scenes, in the order of the film."""

    def __init__(self, numbers: Sequence[SceneNumber]) -> None:
        self._numbers = numbers
        self._indexes = {likeness(number): index for index, number in enumerate(numbers)}

    @cached_property
    def _sizes(self) -> list[int | None]:
        return [size(number) for number in self._numbers]

    def has(self, written: str) -> bool:
        """Whether a scene has this very number."""
        return self._index(written) is not None

    def meant_by(self, written: str) -> list[str]:
        """The scenes that a number or a range means, each as `likeness` has it; it may be none."""
        index = self._index(written)
        indexes = self._in_range(written) if index is None else [index]
        return [likeness(self._numbers[index]) for index in indexes]

    def others_between(self, parts: Iterable[str], wanted: Container[str]) -> Iterator[SceneNumber]:
        """Scenes that are not wanted, though their digits are between those of a range's ends.

        Args:
            parts: Numbers and ranges, as they were typed.
            wanted: The scenes that they mean, each as `likeness` has it.
        """
        ranges: list[range] = []
        for part in parts:
            if not self.has(part):
                ranges += starmap(_of_digits, _ends(part))
        for number in self._numbers:
            if likeness(number) in wanted:
                continue
            digits = int(_leading(str(number)) or -1)
            if any(map(contains, ranges, repeat(digits))):
                yield number

    def lacks(
        self, wanted: Sequence[str], film: str, titled: Sequence[SceneNumber] = ()
    ) -> Problem:
        """F312: the film, or the project of a database, has no scene of these numbers.

        Args:
            wanted: What was written for a number.
            film: What to call the film.
            titled: The scenes whose title was written.

        Returns:
            The problem.
        """
        what = f"The film has no scene {listed(map(shown, wanted), 'or')}."
        hint = "It has no scenes at all."
        if self._numbers:
            hint = f"{self._summary()} {self._near(wanted)}".strip()
        if titled:
            scene = titled[0]
            hint = f"That is the title of scene {scene}: name a scene by its number."
        return Problem(
            at=Location(source=Source(name=film)),
            code="F312",
            what=what,
            hint=hint,
        )

    def _index(self, written: str) -> int | None:
        number = scene_number(written)
        if number is None:
            return None
        return self._indexes.get(likeness(number))

    def _in_range(self, written: str) -> Sequence[int]:
        """The indexes of the scenes in a range.

        A range goes from one scene to another in the order of the film, or over whole numbers by
        their size.
        """
        ends = list(_ends(written))
        for first, last in ends:
            scenes = _from_to(self._index(first), self._index(last))
            if scenes is not None and not self._by_size(first, last):
                return scenes
        for first, last in ends:
            sizes = _from_to(_size(first), _size(last))
            if sizes is not None:
                return self._of_sizes(sizes)
        for start, end in ends:
            if self._are_turned(start, end):
                backwards = f"scene {end} comes before scene {start}"
                turned = shown(written)
                what = f"`{turned}` runs backwards: {backwards}. Write `{end}-{start}`."
                raise click.BadParameter(what, param_hint="--scene")
        return []

    def _are_turned(self, first: str, last: str) -> bool:
        """Whether the ends of a range are the wrong way round, in the film or by size."""
        both_there = self.has(first) and self.has(last)
        return both_there or _are_whole(first, last)

    def _by_size(self, first: str, last: str) -> bool:
        """Whether a range goes by size alone: its ends and all the film's numbers are whole."""
        return _are_whole(first, last) and None not in self._sizes

    def _of_sizes(self, wanted: range) -> Sequence[int]:
        """The indexes of the whole numbers of these sizes.

        Where the film has other numbers too, what is between those scenes belongs to the range.
        """
        indexes: list[int] = []
        for index, each in enumerate(self._sizes):
            if each is not None and each in wanted:
                indexes.append(index)
        if indexes and None in self._sizes:
            return range(indexes[0], indexes[-1] + 1)
        return indexes

    def _summary(self) -> str:
        count = len(self._numbers)
        if count == 1:
            return f"It has one scene, {self._numbers[0]}."
        first, last = self._numbers[0], self._numbers[-1]
        return f"It has {count:,} scenes, from {first} to {last}."

    def _near(self, wanted: Sequence[str]) -> str:
        """A scene that may have been meant by the first of these for which there is one."""
        names = [str(number) for number in self._numbers[:_MOST_COMPARED]]
        near_names = NearNames(names, steps=RUN)
        for written in wanted[:_MOST_TRIED]:
            hint = _did_you_mean(written, names, near_names)
            if hint:
                return hint
        return ""


def one_scene(_context: click.Context, _argument: click.Parameter, written: str) -> SceneNumber:
    """The scene that an argument names by its number; a callback for click.

    Args:
        _context: Not used.
        _argument: Not used.
        written: What was written for the argument.

    Returns:
        The scene's number.

    Raises:
        click.BadParameter: It is not the number of any scene.
    """
    _no_address(written)
    number = scene_number(written)
    if number is None:
        what = f"`{shown(written)}` is not a scene number."
        hint = f"Write one such as 3 or 12A, of at most {LONGEST} characters."
        raise click.BadParameter(f"{what} {hint}")
    return number


def one_scene_if_any(
    context: click.Context, argument: click.Parameter, written: str | None
) -> SceneNumber | None:
    """The same for an argument that may be left out.

    Args:
        context: Click's own.
        argument: The argument.
        written: What was written for it; None if it was left out.

    Returns:
        The scene's number; None for all scenes.

    Raises:
        click.BadParameter: It is not the number of any scene.
    """
    if written is None:
        return None
    return one_scene(context, argument, written)


def whole_argument(written: str) -> int | None:
    """The whole number that is written; None where it is not one, or too large for a database."""
    written = written.strip()
    if not _NUMBER.fullmatch(written) or len(written) > _DIGITS:
        return None
    number = int(written)
    if abs(number) > _LARGEST:
        return None
    return number


def _no_address(written: str) -> None:
    """Refuse the address of a database where a number belongs: it may hold a password."""
    if is_address(written):
        raise click.BadParameter(
            f"`{scheme_only(written)}` is the address of a database, not a scene number."
        )


def _ends(written: str) -> Iterator[tuple[str, str]]:
    """The two ends that a range may have: a hyphen may also belong to a number."""
    if len(written) > _LONGEST_RANGE:
        return
    for hyphen in re.finditer("-", written):
        first = written[: hyphen.start()].strip()
        last = written[hyphen.end() :].strip()
        if first and last:
            yield first, last


def _size(written: str) -> int | None:
    number = scene_number(written)
    if number is None:
        return None
    return size(number)


def _from_to(first: int | None, last: int | None) -> range | None:
    """The numbers from one to another, both included; None where one is missing or they fall."""
    if first is None or last is None or first > last:
        return None
    return range(first, last + 1)


def _are_whole(first: str, last: str) -> bool:
    return _size(first) is not None and _size(last) is not None


def _did_you_mean(written: str, names: Sequence[str], near_names: NearNames) -> str:
    """The hint at numbers that may have been meant, empty where there are none.

    First come those that differ in capitals, spaces and zeros only, then those that begin with the
    same digits, then those that look much alike.
    """
    loose, digits = _loosely(written), _leading(written)
    near = [name for name in names if _loosely(name) == loose]
    if digits and not near:
        near = [name for name in names if _leading(name) == digits]
    if near:
        del near[3:]
        return f"Did you mean {quoted(near, 'or')}?"
    if _size(written) is not None:
        return ""
    return near_names.did_you_mean(written.strip())


def _of_digits(first: str, last: str) -> range:
    """The numbers from the digits of one end of a range to those before the other's."""
    first_digits, last_digits = _leading(first), _leading(last)
    if not (first_digits and last_digits):
        return range(0)
    return range(int(first_digits), int(last_digits))


def _note_others(others: Sequence[SceneNumber], parts: Sequence[str]) -> None:
    """Say which scenes a range seems to mean, but leaves out: they come elsewhere in the film.

    Args:
        others: Those scenes.
        parts: Numbers and ranges, as they were typed.
    """
    if not others:
        return
    names = [shown(str(number)) for number in others[:_MOST_NAMED]]
    example = ",".join([*map(str.strip, parts), str(others[0])])
    more = len(others) - len(names)
    if more:
        names.append(f"{more:,} more")
    print_sentence(
        f"Outside the range: {listed(names)}. A range follows the order of the film. To include"
        f" other scenes, name them beside it: `--scene {shown(example)}`."
    )


def _loosely(written: str) -> str:
    """A number without what is easily mistaken: `sh-20` and `SH020` are one."""
    bare = re.sub(r"[\s_.-]", "", written.casefold())
    return re.sub("0+(?=[0-9])", "", bare)


def _leading(written: str) -> str:
    """The digits that a number begins with: `12` of `12A`."""
    found = re.match(r"\s*0*([0-9]+)", written)
    return found[1] if found else ""
