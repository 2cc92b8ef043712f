"""Data and its shape in; what pydantic refuses, worded and located, out: for files of every kind.

Three steps:

1. `faults` lets pydantic look and makes of its errors one `Fault` for each value. Pydantic's path
   names the alternatives that it tried (`quality_score`, `float`); a fault has the path in the
   data.
2. `unknown_keys` finds the keys that the shape does not have. One of them may be a missing key,
   misspelt: then the two are one problem.
3. `ShapeWords` makes a problem of each fault. The sentences are those of `model.refusals`. What a
   kind of file knows better (its codes, what it expects, its locations) is in a subclass:
   `rules.rule_words` and `films.film_words`.

>>> from selector.reading.shape.film_shape import AssetsShape
>>> crew = {"picture": "crew.jpg", "quality": "high", "labels": "night"}
>>> for fault in faults({"pictures": [crew]}, AssetsShape):
...     print(fault.kind, fault.path, fault.value)
float_type ('pictures', 0, 'quality') high
list_type ('pictures', 0, 'labels') night
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from selector.model.frozen import frozen
from selector.model.near_names import RUN, NearNames
from selector.model.problem import Location, Problem, shown
from selector.model.refusals import Expected, Refusal
from selector.model.vocabulary import TYPES_BY_OTHER_WORDS, fold
from selector.reading.shape.parts import field_at, inside, shape_at, words_in
from selector.reading.shape.unknown_keys import (
    Unknown,
    misspelt,
    unknown_key_problems,
    unknown_keys,
)
from selector.reading.text.document import Steps, value_at
from selector.reading.text.locations import Locations

if TYPE_CHECKING:
    from pydantic import BaseModel

MISSING, MISSPELT, UNKNOWN, NO_VALUE = "missing", "misspelt", "unknown", "no value"
"""Kinds of faults: the first is pydantic's own word, the others are not."""


@frozen
class Fault:
    """One value that is not as the shape says.

    Attributes:
        kind: Pydantic's name for it (`float_type`), or one of the words above.
        path: The path of the value in the data, or of the missing key.
        value: The value; None for a missing key.
        most: The most entries that the value may have, where it has more.
    """

    kind: str
    path: Steps
    value: Any = None
    most: int = 0


def faults(data: object, shape: type[BaseModel]) -> list[Fault]:
    """What pydantic refuses in `data`, one fault for each path.

    Unknown keys are not among them: `unknown_keys` finds those.
    """
    from pydantic import ValidationError  # noqa: PLC0415  # slow to load, and rarely needed

    try:
        shape.model_validate(data)
    except ValidationError as refused:
        errors = refused.errors(include_url=False, include_input=False)
    else:
        return []
    found: dict[Steps, Fault] = {}
    for error in errors:
        kind = error["type"]
        path = _path(data, shape, error["loc"], is_missing=kind == MISSING)
        is_unknown_key = kind == "extra_forbidden" and field_at(shape, path) is None
        if path in found or is_unknown_key:
            continue
        if kind == MISSING:
            found[path] = Fault(kind=MISSING, path=path)
            continue
        value = value_at(data, path)
        if value is None:
            kind = NO_VALUE
        most = error.get("ctx", {}).get("max_length", 0)
        found[path] = Fault(
            kind=kind,
            path=path,
            value=value,
            most=most,
        )
    return list(found.values())


class ShapeWords:
    """Words the faults of one file. Subclasses say what is true of one kind of file."""

    code_of_unknown_keys = "F351"

    def __init__(
        self,
        data: object,
        shape: type[BaseModel],
        locations: Locations,
        *,
        by_hand: bool,
    ) -> None:
        """Take what is known of the file.

        Args:
            data: What the file says.
            shape: The shape that the file should have.
            locations: The locations of its values.
            by_hand: Whether a person wrote it, so that unknown keys are most likely misspelt.
        """
        self.data = data
        self.shape = shape
        self.locations = locations
        self.voice = locations.voice
        self.unknown: Unknown = {}
        if by_hand:
            self.unknown = unknown_keys(data, shape)
        self._near_names: dict[tuple[str, ...], NearNames] = {}

    def faults(self) -> list[Fault]:
        """Everything that is not as the shape says, but for unknown keys."""
        return faults(self.data, self.shape)

    def code(self, fault: Fault) -> str:
        """The code of a fault."""
        raise NotImplementedError

    def expected(self, path: Steps) -> Expected:
        """What belongs at a path."""
        raise NotImplementedError

    def hint(self, fault: Fault, expected: Expected) -> str:  # noqa: ARG002  # for subclasses
        """What to do, if this kind of file knows better than the general sentence."""
        return ""

    def at(self, fault: Fault) -> Location:
        """The location at which a fault is shown."""
        if fault.kind == MISSING:
            return self.locations.of(*fault.path[:-1], key=True)
        return self.locations.of(*fault.path)

    def choices(self, fault: Fault) -> list[str]:
        """The words that would do instead of a word; none instead of another value."""
        field = field_at(self.shape, fault.path)
        if field is None or not isinstance(fault.value, str):
            return []
        return [word for word in words_in(field.annotation) if isinstance(word, str)]

    def problem(self, fault: Fault) -> Problem:
        """The problem to show for a fault."""
        if fault.kind == MISSING:
            return self._missing(fault)
        expected = self.expected(fault.path)
        refusal = self._refusal(fault, expected)
        hint = self.hint(fault, expected) or refusal.hint
        return Problem(
            at=self.at(fault),
            code=self.code(fault),
            what=refusal.what,
            hint=hint,
        )

    def unknown_key_problems(self) -> Iterator[Problem]:
        """A problem for each unknown key that is not the misspelling of a missing one."""
        return unknown_key_problems(self.unknown, self.locations, self.code_of_unknown_keys)

    def _missing(self, fault: Fault) -> Problem:
        found = misspelt(fault.path, self.unknown, self.locations)
        if found is None:
            refusal = self.voice.missing(fault.path, self.expected(fault.path))
            at = self.at(fault)
        else:
            fault = Fault(kind=MISSPELT, path=fault.path)
            at, refusal = found
        return Problem(
            at=at,
            code=self.code(fault),
            what=refusal.what,
            hint=refusal.hint,
        )

    def _refusal(self, fault: Fault, expected: Expected) -> Refusal:
        if fault.kind == "too_long":
            return self.voice.too_many(fault.path, len(fault.value), fault.most)
        if fault.kind == "literal_error":
            choices = self.choices(fault)
            if choices:
                return self._no_choice(fault, choices, expected)
        written = ""
        if isinstance(fault.value, bool | int | float):
            # As the file has it: `1.10` is 1.1 to YAML, but not to its writer.
            written = shown(self.locations.of(*fault.path).written)
        return self.voice.wrong(fault.path, expected, fault.value, written=written)

    def _no_choice(self, fault: Fault, choices: list[str], expected: Expected) -> Refusal:
        path = fault.path
        if isinstance(path[-1], int):
            path = path[:-1]
        key = str(path[-1])
        word = fold(fault.value)
        near = self._near(fault.value, choices)
        if not near and TYPES_BY_OTHER_WORDS.get(word) in choices:
            near = TYPES_BY_OTHER_WORDS[word]
        home = ""
        if word not in choices:
            home = self._key_that_takes(word, path)
        if home:
            near = ""
        refusal = self.voice.no_choice(key, fault.value, choices, near=near, home=home)
        if near or home or not isinstance(expected.example, int | dict):
            return refusal
        # A number, or what is in braces, would do as well.
        hint = self.voice.write(fault.path, expected)
        if fault.value.isdecimal():
            hint = "Write it without quotes."
        return refusal._replace(hint=hint)

    def _key_that_takes(self, word: str, path: Steps) -> str:
        """Another key beside the one at a path that takes the word.

        `character` is not a role but a type.
        """
        holder = shape_at(self.shape, path[:-1])
        if holder is None:
            return ""
        for key, field in holder.model_fields.items():
            if key != path[-1] and word in words_in(field.annotation):
                return key
        return ""

    def _near(self, word: str, options: Iterable[str]) -> str:
        """The option that was probably meant, or nothing. Case, spaces and hyphens do not count."""
        names = tuple(options)
        if names not in self._near_names:
            self._near_names[names] = NearNames(
                names,
                form=fold,
                cutoff=_NEAR,
                steps=RUN,
            )
        return self._near_names[names].nearest(word) or ""


def _path(
    data: object,
    shape: type[BaseModel],
    loc: tuple[int | str, ...],
    *,
    is_missing: bool,
) -> Steps:
    """The path of a value: pydantic's, without the names of the alternatives that it tried."""
    path: list[int | str] = []
    value: Any = data
    kind: object = shape
    for step in loc:
        if kind is not None and _has(value, step):
            path.append(step)
            value = value[step]
            kind = inside(kind, step)
    if is_missing:
        path.append(loc[-1])
    return tuple(path)


def _has(value: object, step: int | str) -> bool:
    if isinstance(step, int):
        return isinstance(value, list) and 0 <= step < len(value)
    return isinstance(value, Mapping) and step in value


_NEAR = 0.65
"""How alike a word must be to the one that is meant: `person` is not a slip of `prop`, at 0.6."""
