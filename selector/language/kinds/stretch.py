"""`Stretch`: a condition on which scene it is: some scenes, or those from one to another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product
from typing import TYPE_CHECKING, Any, TypeAlias

from selector.language.kinds.any_or_nothing import OfNothing
from selector.language.text import stands_in, word_run
from selector.model.film_so_far import Since
from selector.model.frozen import frozen
from selector.model.phrases import listed
from selector.model.scene_number import SceneNumber, likeness, scene_number, size

if TYPE_CHECKING:
    from selector.language.whole_scene import WholeScene

FROM, AFTER, TO, BEFORE = BOUNDS = ("from", "after", "to", "before")
"""The keys by which a rule writes a stretch of scenes."""
_WRITE = "Write a scene number, or words of a continuity note."
_NO_NUMBERS = frozenset({".nan", ".inf", "+.inf", "-.inf"})
"""What YAML has for what is no number: tables write it where a cell is empty."""
_SAID = {FROM: "from {} on", AFTER: "after {}", TO: "up to {}", BEFORE: "before {}"}


@frozen
class Between:
    """A stretch of scenes: each bound is a scene number or words of a note, as text."""

    start: str | None = None
    after: str | None = None
    to: str | None = None
    before: str | None = None

    @property
    def bounds(self) -> dict[str, str]:
        """The bounds that are written, by key."""
        bounds = zip(BOUNDS, (self.start, self.after, self.to, self.before), strict=True)
        return {key: bound for key, bound in bounds if bound is not None}

    @property
    def backward(self) -> tuple[str, str] | None:
        """The bounds, by key, between which no scene of a whole number is; None if there may be.

        `{after: 9, before: 10}` may mean 9A.
        """
        bounds = self.bounds
        for begin, end in product((FROM, AFTER), (TO, BEFORE)):
            if begin not in bounds or end not in bounds:
                continue
            first, last = _size(bounds[begin]), _size(bounds[end])
            if first is None or last is None:
                continue
            both_count = (begin, end) == (FROM, TO)
            if last < first or (last == first and not both_count):
                return begin, end
        return None

    @property
    def ends_at_once(self) -> bool:
        """Whether the scene that begins it ends it: `{from: night, before: night}`."""
        if self.start is None or self.before is None:
            return False
        return _size(self.start) is None and _meant(self.start) == _meant(self.before)

    def __str__(self) -> str:
        return listed([_SAID[key].format(_said(bound)) for key, bound in self.bounds.items()])


Wanted: TypeAlias = frozenset[str] | Between
"""Scenes by the likeness of their numbers, or a stretch."""


@frozen
class Stretch:
    """Some scene numbers, or `{from, after, to, before}`. A whole scene is found."""

    def shape(self, group: type) -> Any:  # noqa: ANN401  # a type, made for pydantic
        """What may be written, for readers and JSON Schemas.

        Args:
            group: The shape of a stretch.
        """
        from selector.language.shapes import numbers_or  # noqa: PLC0415  # pydantic is slow to load

        return numbers_or(group)

    def read(self, value: object) -> tuple[str | Between, ...]:
        """What is written: a number, the numbers of a list, or a stretch."""
        if isinstance(value, Mapping):
            start, after, to, before = map(_text, map(value.get, BOUNDS))
            stretch = Between(
                start=start,
                after=after,
                to=to,
                before=before,
            )
            if not stretch.bounds:
                return ()
            return (stretch,)
        if not isinstance(value, list):
            value = [value]
        return tuple(dict.fromkeys(filter(None, map(_text, value))))

    def of_nothing(self, written: str | Between) -> OfNothing | None:
        """Why no scene meets it, if none can have such a number, or no scene is between two."""
        if isinstance(written, str):
            if scene_number(written) is not None and written.casefold() not in _NO_NUMBERS:
                return None
            return OfNothing(written, "is not a scene number", "Write a scene number.")
        for bound in written.bounds.values():
            if bound.casefold() in _NO_NUMBERS:
                return OfNothing(bound, "is not a scene number", _WRITE)
            if scene_number(bound) is None and not word_run(bound):
                return OfNothing(bound, "is not a scene number", _WRITE)
        return None

    def compiled(self, written: Iterable[str | Between]) -> Wanted:
        """What is wanted: the stretch that is written, or the likenesses of the numbers."""
        numbers = set()
        for each in written:
            if isinstance(each, Between):
                return each
            number = scene_number(each)
            if number is not None:
                numbers.add(likeness(number))
        return frozenset(numbers)

    def is_met(self, wanted: Wanted, found: WholeScene) -> bool:
        """Whether the scene is one of those that are wanted."""
        if isinstance(wanted, Between):
            return _is_between(wanted, found)
        index = found.scene.index
        return index is not None and likeness(index) in wanted

    def covers(self, wanted: Wanted, other: Wanted) -> bool:
        """Whether everything that meets `other` meets `wanted` too, as far as numbers tell."""
        if isinstance(wanted, Between) or isinstance(other, Between):
            return wanted == other
        return other <= wanted

    def form(self, wanted: Wanted) -> Any:  # noqa: ANN401  # plain data
        """What is wanted, as the digest has it."""
        if isinstance(wanted, Between):
            return {key: _like(bound) for key, bound in wanted.bounds.items()}
        return sorted(wanted)

    def in_order(self, wanted: Wanted) -> tuple[str, ...]:
        """What is wanted, as texts."""
        if isinstance(wanted, Between):
            return (str(wanted),)
        return tuple(sorted(wanted))

    def in_clauses(self, wanted: Wanted) -> tuple[str, ...]:
        """What is wanted of the scene, for people: `one from scene 15 on`, `number 12`."""
        if not isinstance(wanted, Between):
            numbers = listed(self.in_order(wanted), "or")
            return (f"number {numbers}",)
        words = {key: _in_words(bound) for key, bound in wanted.bounds.items()}
        if [*words] == [FROM, TO]:
            return (f"one from {words[FROM]} to {words[TO]}",)
        bounds = [_SAID[key].format(bound) for key, bound in words.items()]
        return (f"one {listed(bounds)}",)

    def recorded(self, found: WholeScene) -> str:  # noqa: ARG002  # as the other kinds have it
        """Nothing: no reason speaks of it."""
        return ""

    def word_for(self, found: WholeScene) -> str | None:  # noqa: ARG002  # as the other kinds
        """None: no word widens it."""
        return None


def asks_earlier(wanted: Wanted) -> bool:
    """Whether the answer may depend on the scenes before: in a scene `13A` each bound does."""
    return isinstance(wanted, Between)


def asks_in(wanted: Wanted, index: SceneNumber | None) -> bool:
    """The same in a scene of that number: two whole numbers are compared by size."""
    if not isinstance(wanted, Between):
        return False
    if index is None or size(index) is None:
        return True
    return any(_size(bound) is None for bound in wanted.bounds.values())


def _text(value: object) -> str | None:
    """A number or a note as text, without the spaces around it."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return str(value).strip() or None


def _said(bound: str) -> str:
    """A whole number as it is; anything else may be words of a note."""
    return f"`{bound}`" if _size(bound) is None else bound


def _in_words(bound: str) -> str:
    """What a bound means: what is not a whole number may be words of a note."""
    if _size(bound) is not None:
        return f"scene {bound}"
    if any(map(str.isdigit, bound)):
        return f"the scene or the note `{bound}`"
    return f"the note `{bound}`"


def _like(bound: str) -> str:
    number = scene_number(bound)
    return bound if number is None else likeness(number)


def _meant(bound: str) -> tuple[str, str]:
    """What two bounds have in common if they are met in the same scenes, and only then."""
    number = scene_number(bound)
    return word_run(bound), "" if number is None else likeness(number)


def _size(bound: str) -> int | None:
    number = scene_number(bound)
    return None if number is None else size(number)


def _is_between(wanted: Between, found: WholeScene) -> bool:
    """Whether a scene is in a stretch."""
    if wanted.start is not None and not _has_begun(wanted.start, found):
        return False
    if wanted.after is not None and not _is_behind(wanted.after, found):
        return False
    if wanted.to is not None and _is_past(wanted, wanted.to, found):
        return False
    return wanted.before is None or not _has_reached(wanted, wanted.before, found)


def _above(number: int, bound: int) -> bool:
    return number > bound


def _at_least(number: int, bound: int) -> bool:
    return number >= bound


def _by_size(bound: str, found: WholeScene, compare: Callable[[int, int], bool]) -> bool | None:
    """The comparison of two whole numbers; None if they are not both whole."""
    index = found.scene.index
    its_size, bound_size = None if index is None else size(index), _size(bound)
    if its_size is None or bound_size is None:
        return None
    return compare(its_size, bound_size)


def _has_begun(bound: str, found: WholeScene) -> bool:
    """Whether `from` is met: this scene or an earlier one is meant."""
    by_size = _by_size(bound, found, _at_least)
    if by_size is not None:
        return by_size
    return _bears(found, bound) or found.earlier.has_begun(bound)


def _is_behind(bound: str, found: WholeScene) -> bool:
    """Whether `after` is met: an earlier scene is meant."""
    by_size = _by_size(bound, found, _above)
    if by_size is not None:
        return by_size
    return found.earlier.has_begun(bound)


def _has_reached(wanted: Between, bound: str, found: WholeScene) -> bool:
    """Whether `before` is no longer met: this scene or an earlier one of the stretch is meant."""
    by_size = _by_size(bound, found, _at_least)
    if by_size is not None:
        return by_size
    return _bears(found, bound) or _was_reached(wanted, bound, found)


def _is_past(wanted: Between, bound: str, found: WholeScene) -> bool:
    """Whether `to` is no longer met: an earlier scene of the stretch is meant."""
    by_size = _by_size(bound, found, _above)
    if by_size is not None:
        return by_size
    return _was_reached(wanted, bound, found)


def _was_reached(wanted: Between, bound: str, found: WholeScene) -> bool:
    """Whether an earlier scene bears a bound, of those since the stretch began."""
    if wanted.start is not None and _begins_here(wanted.start, found):
        return False
    return found.earlier.has_begun(bound, *_since(wanted, found))


def _begins_here(bound: str, found: WholeScene) -> bool:
    """Whether a stretch begins anew with this scene, which bears a text and is not compared."""
    return _by_size(bound, found, _at_least) is None and _bears(found, bound)


def _since(wanted: Between, found: WholeScene) -> Iterator[Since]:
    """Where the stretch began, of the scenes before."""
    for bound, behind in ((wanted.start, False), (wanted.after, True)):
        if bound is not None:
            by_size = _by_size(bound, found, _at_least) is not None
            yield Since(bound, behind, by_size)


def _bears(found: WholeScene, text: str) -> bool:
    """Whether the scene has a text as its number, or in its notes."""
    number, index = scene_number(text), found.scene.index
    if number is not None and index is not None and likeness(number) == likeness(index):
        return True
    words = word_run(text)
    return any(stands_in(words, note) for note in found.scene.continuity_notes)
