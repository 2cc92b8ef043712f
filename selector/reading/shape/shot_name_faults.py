"""A file of shot names as data in; everything that is wrong with it out, with each location."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from selector.language.text import has_words, word_run
from selector.model.frozen import frozen
from selector.model.near_names import did_you_mean
from selector.model.problem import Location, Problem, Related, shown
from selector.model.refusals import Expected
from selector.reading.shape.quick_look import is_plain
from selector.reading.text.document import UNREAD, Document, Steps

VERSION = "shot_names"
"""The key that says the version of the form of the file."""
SIZES, COVERAGE, AMBIGUOUS = "sizes", "coverage", "ambiguous"
AXES = (SIZES, COVERAGE)
_LISTS = ("moves", "passed_over", "alone")
_EXAMPLE = f"Write `{SIZES}:` with shot names such as `close_up: [cu]`."
_CODES = {
    "missing": "R202",
    "misspelt": "R201",
    "no value": "R213",
    "literal_error": "R208",
    "too_short": "R206",
    "string_too_short": "R207",
    "string_pattern_mismatch": "R207",
}
"""The code of each kind of fault; of any other it is R203."""
_ONE_OF_THE_TWO = "Keep it under one of the two."


def problems_of_names(document: Document) -> Iterator[Problem]:
    """Everything wrong with the data of a file of shot names.

    Args:
        document: What the file says.

    Yields:
        The problems, in no particular order.
    """
    data = document.data
    if not isinstance(data, dict):
        what = "A file of shot names has keys and values."
        yield Problem(
            at=document.at(()),
            code="Y106",
            what=what,
            hint=_EXAMPLE,
        )
        return
    if not is_plain(data, "shot-names"):
        yield from _of_shape(document)
    if not any(data.get(axis) for axis in AXES):
        what = f"There are no shot names: `{SIZES}` and `{COVERAGE}` are empty or missing."
        yield Problem(
            at=document.at(()),
            code="R202",
            what=what,
            hint=_EXAMPLE,
        )
    yield from _without_words(document)
    yield from _names_of_two_axes(document)
    yield from _spellings_of_two_names(document)
    yield from _readings_of_nothing(document)


def _of_shape(document: Document) -> Iterator[Problem]:
    from selector.reading.shape.parts import field_at, shape_at  # noqa: PLC0415  # slow: pydantic
    from selector.reading.shape.reword import Fault, ShapeWords  # noqa: PLC0415  # as above
    from selector.reading.shape.shot_names_shape import ShotNamesShape  # noqa: PLC0415  # as above
    from selector.reading.text.locations import Locations  # noqa: PLC0415  # as above

    class Words(ShapeWords):
        """What only files of shot names know: their codes, and what is expected in them."""

        code_of_unknown_keys = "R201"

        def code(self, fault: Fault) -> str:
            return _CODES.get(fault.kind, "R203")

        def expected(self, path: Steps) -> Expected:
            holder = shape_at(self.shape, path[:-1])
            field = field_at(self.shape, path)
            if holder is None or field is None:
                return _expected_inside(path)
            *_, example = reversed(field.examples or [None])
            words = getattr(holder, "expected", {}).get(path[-1], "text")
            other = "" if field.is_required() else "or leave it out"
            return Expected(words, example, other)

    words = Words(document.data, ShotNamesShape, Locations(document=document), by_hand=True)
    for fault in words.faults():
        if fault.value is not UNREAD:
            yield words.problem(fault)
    yield from words.unknown_key_problems()


def _expected_inside(path: Steps) -> Expected:
    """What belongs under a name, or in a list."""
    if isinstance(path[-1], int):
        return Expected("text", "close up", is_free=True)
    if path[0] == AMBIGUOUS:
        return Expected("keys and values", {"readings": ["wide", "full"]})
    return Expected("a list of spellings", ["cu", "closeup"])


def _without_words(document: Document) -> Iterator[Problem]:
    """R227: a name or a spelling of punctuation alone stands nowhere."""
    for spelling in _all_in(document):
        written = spelling.text
        if written.strip() and not has_words(written):
            yield Problem(
                at=_at(document, spelling),
                code="R227",
                what=(
                    f"`{shown(written)}` has no letters or digits, so it can match no shot type."
                ),
                hint="Write it with letters or digits, or delete it.",
            )


@frozen
class _Spelling:
    """A spelling, the name that it is of, and its path in the file."""

    name: str
    text: str
    path: Steps

    @property
    def words(self) -> str:
        """The spelling as it is compared."""
        return word_run(self.text)


def _names_of_two_axes(document: Document) -> Iterator[Problem]:
    """R238: one name for a size and for what a shot covers."""
    sizes = {}
    for name in _keys(document.data.get(SIZES)):
        size = _Spelling(name=name, text=name, path=(SIZES, name))
        sizes[size.words] = size
    for name in _keys(document.data.get(COVERAGE)):
        covers = _Spelling(name=name, text=name, path=(COVERAGE, name))
        if covers.words in sizes:
            what = f"`{shown(name)}` is both a size and a coverage."
            first = sizes[covers.words]
            yield _twice(document, covers, first, what)


def _spellings_of_two_names(document: Document) -> Iterator[Problem]:
    """R238: one spelling of two names of one axis, or of a name and an ambiguous spelling."""
    known: dict[str, _Spelling] = {}
    for axis in AXES:
        seen: dict[str, _Spelling] = {}
        for spelling in _of_axis(document, axis):
            first = seen.setdefault(spelling.words, spelling)
            if first.words and word_run(first.name) != word_run(spelling.name):
                names = f"`{shown(first.name)}` and `{shown(spelling.name)}`"
                what = f"`{shown(spelling.text)}` means both {names}."
                yield _twice(document, spelling, first, what)
        known.update(seen)
    for text in _keys(document.data.get(AMBIGUOUS)):
        spelling = _Spelling(name=text, text=text, path=(AMBIGUOUS, text))
        if spelling.words in known:
            first = known[spelling.words]
            of_name = f"a spelling of `{shown(first.name)}`"
            what = f"`{shown(text)}` is listed as ambiguous, but also as {of_name}."
            yield _twice(document, spelling, first, what)


def _twice(
    document: Document,
    spelling: _Spelling,
    first: _Spelling,
    what: str,
) -> Problem:
    related = Related(
        at=_at(document, first),
        what="The first is here",
    )
    return Problem(
        at=_at(document, spelling),
        code="R238",
        what=what,
        hint=_ONE_OF_THE_TWO,
        related=(related,),
    )


def _readings_of_nothing(document: Document) -> Iterator[Problem]:
    """R239: an ambiguous spelling may mean something that is not a name."""
    names: list[str] = []
    for axis in AXES:
        names += _keys(document.data.get(axis))
    ambiguous = document.data.get(AMBIGUOUS)
    for text in _keys(ambiguous):
        said = ambiguous[text]
        if not isinstance(said, dict):
            continue
        for nth, reading in _texts(said.get("readings")):
            if reading in names or not reading.strip():
                continue
            cannot = f"`{shown(text)}` cannot mean `{shown(reading)}`"
            near = did_you_mean(reading, names)
            yield Problem(
                at=document.at((AMBIGUOUS, text, "readings", nth)),
                code="R239",
                what=f"{cannot}: no shot has that name.",
                hint=near or f"Name one of those under `{SIZES}` and `{COVERAGE}`.",
            )


def _all_in(document: Document) -> Iterator[_Spelling]:
    """Every name and spelling of the file."""
    for axis in AXES:
        yield from _of_axis(document, axis)
    for key in _LISTS:
        for nth, text in _texts(document.data.get(key)):
            yield _Spelling(name=key, text=text, path=(key, nth))
    for text in _keys(document.data.get(AMBIGUOUS)):
        yield _Spelling(name=text, text=text, path=(AMBIGUOUS, text))


def _of_axis(document: Document, axis: str) -> Iterator[_Spelling]:
    """The names and spellings of an axis."""
    names = document.data.get(axis)
    for name in _keys(names):
        yield _Spelling(name=name, text=name, path=(axis, name))
        for nth, text in _texts(names[name]):
            yield _Spelling(name=name, text=text, path=(axis, name, nth))


def _keys(value: object) -> list[str]:
    return list(value) if isinstance(value, Mapping) else []


def _texts(value: object) -> Iterator[tuple[int, str]]:
    """The texts of a list, with their places."""
    if not isinstance(value, list):
        return
    for nth, text in enumerate(value):
        if isinstance(text, str) and text is not UNREAD:
            yield nth, text


def _at(document: Document, spelling: _Spelling) -> Location:
    """Where a spelling is: in a list, or as a key."""
    is_key = isinstance(spelling.path[-1], str)
    return document.at(spelling.path, key=is_key)
