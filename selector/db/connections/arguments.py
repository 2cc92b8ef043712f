"""What callers pass to the functions of the database, checked before a database is asked.

In: a function and its arguments. Out: nothing, or an error that names the argument: the same on
every database, and before anything is changed. A table says by an argument's name what it must be.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from functools import cache
from inspect import Parameter, signature
from os import PathLike
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from selector.db.tables.columns import as_utc, unstorable
from selector.engine.asset_values import has_entries
from selector.engine.pool import AssetPool
from selector.engine.rules import Rules
from selector.engine.selection import Selection
from selector.model.frozen import frozen
from selector.model.problem import as_python

if TYPE_CHECKING:
    from typing import TypeGuard

_LARGEST: Final = 2**31 - 1
"""The largest integer of a column."""
_LARGEST_COST: Final = sys.float_info.max
"""More cannot be stored: a whole number of Python's has no end."""


@frozen
class Must:
    """What an argument must be.

    Attributes:
        be: That in words, after "must be".
        is_type: Whether a value has the right type.
        fits: Whether a value of that type can be used.
        hint: What to do, as a sentence; empty if `be` says it all.
    """

    be: str
    is_type: Callable[[Any], bool]
    fits: Callable[[Any], bool] = lambda _: True
    hint: str = ""

    def check(self, name: str, value: object) -> None:
        """Refuse a value that is something else.

        Raises:
            TypeError: It has another type.
            ValueError: It has the right type and cannot be used.
        """
        is_type = self.is_type(value)
        if is_type and self.fits(value):
            return
        message = f"`{name}` must be {self.be}, not {as_python(value)}"
        if self.hint:
            message += f". {self.hint}"
        raise (ValueError if is_type else TypeError)(message)


def check_arguments(
    function: Callable[..., object], args: tuple[object, ...], named: Mapping[str, object]
) -> None:
    """Refuse arguments that are not what their names promise.

    Args:
        function: The function; its first parameter is the session.
        args: The arguments after the session.
        named: Those that are passed by name.

    Raises:
        TypeError: One has the wrong type.
        ValueError: One has the right type and cannot be used.
    """
    parameters = _parameters(function)
    passed = {each.name: value for each, value in zip(parameters, args, strict=False)}
    for parameter in parameters:
        name = parameter.name
        must = _MUST.get(name)
        if must is None:
            continue
        value = passed.get(name, named.get(name, parameter.default))
        if value is not parameter.default:
            must.check(name, value)


def must_be_pairs(results: list[Any]) -> None:
    """Refuse other results, where they come one after another.

    Raises:
        ValueError: There is something else among them.
    """
    for each in results:
        if not _is_pair(each):
            _MUST["results"].check("results", [each])


def must_be_selections(selections: list[Selection]) -> None:
    """Refuse others, now that an iterator was gone through.

    Raises:
        ValueError: There is something else among them.
    """
    _MUST["selections"].check("selections", selections)


@cache
def _parameters(function: Callable[..., object]) -> tuple[Parameter, ...]:
    return tuple(signature(function).parameters.values())[1:]


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_whole(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_text(value: object) -> TypeGuard[str]:
    return isinstance(value, str)


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _is_time(value: object) -> TypeGuard[datetime]:
    return isinstance(value, datetime)


def _is_in_calendar(moment: datetime) -> bool:
    """Say if the time is from the year 1 to 9999 in UTC, too."""
    try:
        as_utc(moment)
    except OverflowError:
        return False
    return True


def _are_selections(given: Iterable[object]) -> bool:
    """Say if these are selections; what can be gone through only once is not looked into."""
    return isinstance(given, Iterator) or all(isinstance(each, Selection) for each in given)


def _are_pairs(given: Iterable[object]) -> bool:
    """Say if these are results; only of a plain list: others may make them when gone through."""
    return type(given) not in (list, tuple) or all(map(_is_pair, given))


def _is_pair(value: object) -> bool:
    if not isinstance(value, list | tuple) or len(value) != 2:
        return False
    manifest, selection = value
    return isinstance(manifest, Mapping) and isinstance(selection, Selection)


def _is_film(value: object) -> bool:
    return all(hasattr(value, name) for name in ("title", "description", "assets", "rules_path"))


def _is_path(value: object) -> bool:
    return isinstance(value, str | PathLike)


def _is_storable(text: str) -> bool:
    return not unstorable(text)


_LIKENESS = Must(be="a number from 0 to 1", is_type=_is_number, fits=lambda one: 0 <= one <= 1)
_TEXT = Must(be="text that a database can store", is_type=_is_text, fits=_is_storable)
_SOME_TEXT = Must(
    be="text, and not empty",
    is_type=_is_text,
    fits=lambda text: bool(text.strip()) and _is_storable(text),
)
_PROJECT = Must(
    be="an id or a title that a database can store",
    is_type=lambda value: value is None or isinstance(value, str | UUID),
    fits=lambda value: not isinstance(value, str) or _is_storable(value),
)
_FLAG = Must(be="True or False", is_type=_is_flag)
_FUNCTION = Must(be="a function", is_type=callable)
_TIME = Must(
    be="a `datetime` from the year 1 to 9999 in UTC", is_type=_is_time, fits=_is_in_calendar
)
_COUNT = Must(
    be="a whole number of at least 1",
    is_type=_is_whole,
    fits=lambda one: 1 <= one <= _LARGEST,
)

_MUST: Final[Mapping[str, Must]] = {
    "rules": Must(
        be="rules",
        is_type=lambda value: isinstance(value, Rules),
        hint="Pass `load_rules(...)`, or `live.current()` of rules that are watched.",
    ),
    "selection": Must(
        be="a `Selection`",
        is_type=lambda value: isinstance(value, Selection),
        hint="Pass what `rules.select` or `pick_scene` returned.",
    ),
    "project": _PROJECT,
    "selections": Must(be="a list of `Selection`", is_type=has_entries, fits=_are_selections),
    "references": Must(be="what `resolve_references` returned", is_type=has_entries),
    "pool": Must(
        be="an `AssetPool` or a list of assets",
        is_type=lambda value: isinstance(value, AssetPool) or has_entries(value),
    ),
    "include": Must(
        be="one or several of `deleted` and `inherited`",
        is_type=lambda value: isinstance(value, str) or has_entries(value),
        hint="Pass `()` to include neither.",
    ),
    "film": Must(
        be="a `Film`",
        is_type=_is_film,
        hint="Pass the first of the two values that `read_film` returns.",
    ),
    "results": Must(
        be="pairs of a scene manifest and a `Selection`", is_type=has_entries, fits=_are_pairs
    ),
    "folder": Must(be="the path of a folder", is_type=_is_path, fits=lambda path: path != ""),
    "on_problem": Must(
        be='`"raise"` or `"skip"`',
        is_type=lambda word: isinstance(word, str) and word in ("raise", "skip"),
    ),
    "progress": _FUNCTION,
    "on_stored": _FUNCTION,
    "inputs": _FUNCTION,
    "by": _TEXT,
    "at": _TIME,
    "before": _TIME,
    "limit": _COUNT,
    "number": _COUNT,
    "record": _FLAG,
    "overwrite": _FLAG,
    "whole_film": _FLAG,
    "primary": _FLAG,
    "likeness_floor": _LIKENESS,
    "face_similarity_score": _LIKENESS,
    "quality_score": Must(
        be="a number from 0 to 10", is_type=_is_number, fits=lambda one: 0 <= one <= 10
    ),
    "generation_cost": Must(
        be="a number from 0", is_type=_is_number, fits=lambda cost: 0 <= cost <= _LARGEST_COST
    ),
    "generation_prompt": _TEXT,
    "tier": _SOME_TEXT,
    "clean_image_url": _SOME_TEXT,
}
