"""Keys that a shape does not have, found in what a person wrote by hand: most are misspelt.

In: plain data and its shape. Out: the unknown keys of each mapping, and a located problem for each.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from selector.language.scene_words import SCENES
from selector.model.codes import CODES
from selector.model.near_names import RUN, NearNames
from selector.model.phrases import question_of
from selector.model.problem import Location, Problem
from selector.model.refusals import Refusal
from selector.model.vocabulary import fold
from selector.reading.shape.parts import (
    belongs,
    inside,
    is_range,
    is_shape,
    list_in,
    mapping_in,
    title_of_shape,
)
from selector.reading.text.document import UNREAD, Steps
from selector.reading.text.locations import Locations

if TYPE_CHECKING:
    from pydantic import BaseModel

    from selector.reading.shape.misread_keys import Known, Misread


@dataclass(slots=True)
class UnknownKeys:
    """The unknown keys of one mapping.

    Attributes:
        holder: What the mapping is, such as `picture`; the key of a range, in backticks.
        free: The known keys that the mapping does not have.
        keys: The unknown keys.
        empty: Those of them that have no value.
        whole: The shape of the whole file, in which a key may have another home.
        names: The free keys, prepared once for all mappings with the same ones.
        code: The code of their problems, if it is not the one of the file.
        known: All keys that the mapping may have.
        other_words: Other words for its keys, folded, each with the key.
        written: The mapping itself.
    """

    holder: str
    free: tuple[str, ...]
    keys: list[str | int]
    empty: Collection[str | int] = ()
    whole: type[BaseModel] | None = None
    names: NearNames = field(default_factory=lambda: NearNames(()))
    code: str = ""
    known: Known = field(default_factory=dict)
    other_words: Mapping[str, str] = field(default_factory=dict)
    written: Mapping[str | int, object] = field(default_factory=dict)

    def meant_by(self, key: str | int) -> str:
        """The free key that is nearest to an unknown one, or an empty text.

        Several words without a value belong to the text before them.
        """
        meant = self.other_words.get(fold(str(key)))
        if meant in self.free:
            return meant
        if key in self.empty and " " in str(key):
            return ""
        return self.names.nearest(str(key)) or ""


_Part: TypeAlias = "type[BaseModel] | type[dict[str, Any]]"
"""A mapping with fixed keys: a shape, or a range of numbers."""

Unknown = dict[Steps, UnknownKeys]
"""The mappings that have unknown keys, by their paths."""

_A_TAG = "asset_tag"
_OF_A_TAG = dict.fromkeys(("tag", "asset", "manifest_tag"), _A_TAG)
"""What people call the tag of a placement otherwise."""
_RULES = "rule file"
_CHOICE = "choice"
"""The title of keys that stand in place of a word: they are called by the key that takes them."""
_OF_RANGES = "R203"
"""The code of a key that a range does not have: the whole value is then of the wrong kind."""


def unknown_keys(data: object, shape: type[BaseModel]) -> Unknown:
    """Every key in `data`, however deep, that `shape` has no field for."""
    found: Unknown = {}
    prepared: dict[tuple[str, ...], NearNames] = {}
    for path, holder, part in _mappings(data, shape, ()):
        known = _known(part)
        others = [key for key in holder if key not in known]
        keys = [key for key in others if holder[key] is not UNREAD]
        if keys:
            free = tuple(name for name in known if name not in holder)
            empty = {key for key in keys if holder[key] is None}
            names = prepared.setdefault(free, NearNames(free, steps=RUN))
            called, code = f"`{path[-1]}`" if path else "", ""
            if not is_shape(part):
                code = _OF_RANGES
            elif title_of_shape(part) != _CHOICE:
                called = title_of_shape(part)
            words = _OF_A_TAG if _A_TAG in free else {}
            found[path] = UnknownKeys(
                called, free, keys, empty, shape, names, code, known, words, holder
            )
    return found


def unknown_key_problems(
    unknown: Unknown, locations: Locations, code: str = "F351"
) -> Iterator[Problem]:
    """F351 or R201: a key that this kind of file does not have.

    A film is read without the key, and the warning says so; a rule file is refused.

    Args:
        unknown: The unknown keys.
        locations: The locations of what was searched.
        code: The code of these problems.

    Yields:
        A problem at each key.
    """
    is_warning = CODES[code].severity == "warning"
    for path, found in unknown.items():
        its_code = found.code or code
        for key in found.keys:
            near = found.meant_by(key)
            refusal = locations.voice.unknown(key, found.holder, near=near, free=found.free)
            at = locations.of(*path, key, key=True)
            what = refusal.what
            if is_warning:
                what = f"{what[:-1]}, so it is not read."
            misread = _misread(key, found, at)
            hint = misread.hint if misread else _home(key, found, path, at.file)
            if not hint and not near:
                hint = _way_out(key, found, at)
            hint = hint or refusal.hint
            yield Problem(
                at=at,
                code=its_code,
                what=what,
                hint=hint,
            )


def misspelt(
    missing: Steps, unknown: Unknown, locations: Locations
) -> tuple[Location, Refusal] | None:
    """Find the unknown key that is most likely a missing one, misspelt.

    The key is then no longer among the unknown ones, so that one mistake is one problem.

    Args:
        missing: The path of the missing key.
        unknown: The unknown keys; changed if one of them is found.
        locations: The locations of what was searched.

    Returns:
        The location of the misspelt key and what to say of it, or None.
    """
    beside = unknown.get(missing[:-1])
    if beside is None:
        return None
    name = str(missing[-1])
    for key in beside.keys:
        at = locations.of(*missing[:-1], key, key=True)
        misread = _misread(key, beside, at, name)
        meant = misread.key if misread else beside.meant_by(key)
        if meant != name:
            continue
        beside.keys.remove(key)
        refusal = locations.voice.unknown(key, beside.holder, near=name)
        if misread:
            refusal = refusal._replace(hint=misread.hint)
        return at, refusal
    return None


def _misread(key: str | int, found: UnknownKeys, at: Location, missing: str = "") -> Misread | None:
    """The known key that was meant, where YAML made a key of more than that or of less."""
    from selector.reading.shape.misread_keys import (  # noqa: PLC0415  # few keys are unknown
        line_of_diff,
        without_its_sign,
    )

    written = str(key)
    line = line_of_diff(written, at, found.known)
    if line or key not in found.empty:
        return line
    return without_its_sign(written, at, found.known, found.free, missing)


def _home(key: str | int, found: UnknownKeys, path: Steps, file: str) -> str:
    """Where a key belongs that other parts of the file have: it is no slip for a similar one.

    Args:
        key: The key.
        found: What is unknown beside it.
        path: The mapping that it is in.
        file: The name of the file.
    """
    if key == "individual" and path[:1] == ("pictures",):
        return (
            "Put the picture under `individuals` instead, below the name of the person, place or"
            " thing that it shows."
        )
    for word, meant in (("wardrobe_note", "wears"), ("wears", "wardrobe")):
        if key == word and meant in found.known:
            return question_of(meant)
    whole = found.whole
    if whole is None or title_of_shape(whole) != _RULES:
        there = _in_rules(str(key), found, file)
        if whole is None or there:
            return there
        return belongs(str(key), whole)
    return _home_for_rules(key, found, path, whole)


def _home_for_rules(key: str | int, found: UnknownKeys, path: Steps, whole: type[BaseModel]) -> str:
    """The same in a rule file.

    Args:
        key: The key.
        found: What is unknown beside it.
        path: The mapping that it is in.
        whole: The shape of rule files.
    """
    number = ""
    if len(path) == 2 and path[0] == SCENES:
        number = str(path[1])
    there = _in_scenes(str(key), found, number)
    if there and number:
        return there
    home = belongs(str(key), whole)
    if home or found.meant_by(key):
        return home
    return there


def _in_rules(key: str, found: UnknownKeys, file: str) -> str:
    """Where a key in a film's file belongs, if it is one of rules."""
    from selector.reading.shape.keys_elsewhere import of_rules  # noqa: PLC0415  # few are unknown

    return of_rules(key, found.written, found.holder, file)


def _in_scenes(key: str, found: UnknownKeys, number: str) -> str:
    """Where a key in a rule file belongs, if it is one of scenes."""
    from selector.reading.shape.keys_elsewhere import of_scenes  # noqa: PLC0415  # few are unknown

    return of_scenes(key, found.written, number)


def _way_out(key: str | int, found: UnknownKeys, at: Location) -> str:
    """What to do about a key that is like no other: what YAML made of it."""
    line = at.source.line(at.end_line) or ""
    has_colon = line[at.end_column - 1 :].lstrip().startswith(":")
    if has_colon or key not in found.empty:
        return ""
    # To YAML, `{quality: 8,5}` has a key `5`, and `{name: Wren, tall}` a key `tall`.
    if str(key).isdecimal():
        return "If it is part of a number, use a decimal point: `8.5`."
    return "If it belongs to the text before it, put that text in quotes."


@cache
def _known(part: _Part) -> Known:
    """The keys of a shape or a range, each with the annotation of what it takes."""
    if is_shape(part):
        return {key: field.annotation for key, field in part.model_fields.items()}
    return part.__annotations__


def _mappings(
    data: object, kind: object, path: Steps
) -> Iterator[tuple[Steps, dict[str | int, object], _Part]]:
    """Every mapping that is a shape or a range, with its path and what it is, outer ones first."""
    entries: Iterable[tuple[str | int, object]] = ()
    if isinstance(data, dict):
        mapping = mapping_in(kind)
        if is_shape(mapping) or is_range(mapping):
            yield path, data, mapping
        if mapping is not None:
            entries = data.items()
    elif isinstance(data, list) and list_in(kind) is not None:
        entries = enumerate(data)
    for step, value in entries:
        if not isinstance(value, dict | list):
            continue
        part = inside(kind, step)
        if part is not None:
            yield from _mappings(value, part, (*path, step))
