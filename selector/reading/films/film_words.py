"""What the shapes of a film's files refuse, said for the person who wrote them.

In: plain data and the shape it should have. Out: located problems, one for each value.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from selector.model.expected import A_LABEL, A_PICTURE, AN_ASSET, AN_INDIVIDUAL, EXPECTED
from selector.model.near_names import nearest
from selector.model.problem import Problem
from selector.model.refusals import Expected
from selector.model.vocabulary import CROPS
from selector.reading.shape.quick_look import is_plain
from selector.reading.shape.unknown_keys import (
    Unknown,
    misspelt,
    unknown_key_problems,
    unknown_keys,
)
from selector.reading.text.document import Steps, value_at
from selector.reading.text.locations import Locations
from selector.reading.text.problem_limit import MOST_PROBLEMS, too_many

if TYPE_CHECKING:
    from pydantic import BaseModel

ShapeName = Literal["film", "film-assets", "assets"]
"""`film.yaml`, the hand-written assets file, and the assets of a pipeline."""

_FEW = 500
"""Assets of a pipeline at which a quick look costs less than loading pydantic, which looks at more of them faster."""

_CODES = {
    "picture": "F305",
    **dict.fromkeys(("tag", "manifest_tag", "type", "asset_type"), "A501"),
    **dict.fromkeys(("individuals", "pictures", "assets", "title"), "F304"),
}
"""The code of a problem with a key; of every other key it is A502."""


def shape_problems(
    data: object, name: ShapeName, locations: Locations, *, by_hand: bool
) -> dict[Steps, list[Problem]]:
    """Everything in `data` that the shape refuses, by the path it is about; `by_hand` adds keys that it does not have.

    Of more than `MOST_PROBLEMS` every path is there, and the words of the first ones.
    """
    if _is_plain(data, name):
        return {}
    from pydantic import ValidationError  # noqa: PLC0415  # slow to load, and rarely needed

    shape = _shape(name)
    unknown = unknown_keys(data, shape) if by_hand else {}
    found: dict[Steps, list[Problem]] = {}
    try:
        shape.model_validate(data)
    except ValidationError as refused:
        for error in refused.errors(include_url=False, include_context=False, include_input=False):
            if error["type"] != "extra_forbidden":
                path = _path(data, error["loc"], missing=error["type"] == "missing")
                if path not in found:
                    few = len(found) < MOST_PROBLEMS
                    found[path] = [_problem(data, path, unknown, locations)] if few else []
                    if len(found) == MOST_PROBLEMS + 1:
                        found[path] = [too_many(locations.of(*path))]
    for problem in unknown_key_problems(unknown, locations):
        found.setdefault((), []).append(problem)
    return found


def _is_plain(data: object, name: ShapeName) -> bool:
    """Whether there is surely nothing to refuse."""
    if name != "assets":
        return is_plain(data, name)
    assets = data["assets"] if isinstance(data, Mapping) and data.keys() == {"assets"} else None
    return (
        isinstance(assets, list)
        and len(assets) <= _FEW
        and all(is_plain(each, "asset") for each in assets)
    )


def _shape(name: ShapeName) -> type[BaseModel]:
    from selector.reading.shape.asset_shape import AssetsDocumentShape  # noqa: PLC0415  # pydantic is slow to load
    from selector.reading.shape.film_shape import AssetsShape, FilmShape  # noqa: PLC0415  # likewise

    shapes: dict[ShapeName, type[BaseModel]] = {
        "film": FilmShape,
        "film-assets": AssetsShape,
        "assets": AssetsDocumentShape,
    }
    return shapes[name]


def _path(data: object, loc: tuple[int | str, ...], *, missing: bool) -> Steps:
    """The path of the value that pydantic refused: its `loc` without the names of the kinds that it tried."""
    path: list[int | str] = []
    value: Any = data
    for number, step in enumerate(loc):
        try:
            value = value[step]
        except (LookupError, TypeError):
            if missing and number == len(loc) - 1:
                path.append(step)
            break
        path.append(step)
    return tuple(path)


def _problem(data: object, path: Steps, unknown: Unknown, locations: Locations) -> Problem:
    holder = value_at(data, path[:-1])
    if (
        isinstance(path[-1] if path else 0, str)
        and isinstance(holder, Mapping)
        and path[-1] not in holder
    ):
        return _missing(path, unknown, locations)
    return _wrong(value_at(data, path), path, locations)


def _missing(path: Steps, unknown: Unknown, locations: Locations) -> Problem:
    key = str(path[-1])
    code = "F307" if path[0] == "individuals" and key == "pictures" else _code(path)
    found = misspelt(path, unknown, locations)
    if found is not None:
        at, refusal = found
    else:
        at, refusal = (
            locations.of(*path[:-1], key=True),
            locations.voice.missing(path, EXPECTED[key]),
        )
    return Problem(at=at, code=code, what=refusal.what, hint=refusal.hint)


def _wrong(value: object, path: Steps, locations: Locations) -> Problem:
    at = locations.of(*path)
    key = next((step for step in reversed(path) if isinstance(step, str)), "")
    code, expected = _code(path), _expected(path)
    if expected in (A_PICTURE, AN_ASSET, AN_INDIVIDUAL):
        code = "F304"
    elif path[0] == "individuals" and key == "pictures" and value == []:
        code = "F307"
    written = at.written if at.line == at.end_line else ""
    if key == "crop" and isinstance(value, str):
        refusal = locations.voice.no_choice(
            key, value, CROPS, near=nearest(value.casefold(), CROPS) or ""
        )
    else:
        refusal = locations.voice.wrong(path, expected, value, written=written)
    hint = refusal.hint
    if key == "tag" and isinstance(value, list):
        hint = "If the picture shows several people, list it once for each of them, with that one's tag."
    return Problem(at=at, code=code, what=refusal.what, hint=hint)


def _code(path: Steps) -> str:
    key = next((step for step in reversed(path) if isinstance(step, str)), "")
    return "F304" if path == ("description",) else _CODES.get(key, "A502")


def _expected(path: Steps) -> Expected:
    """What belongs at a path."""
    if len(path) == 2 and path[0] == "individuals":
        return AN_INDIVIDUAL
    return EXPECTED[str(path[-1])] if isinstance(path[-1], str) else _ENTRIES[str(path[-2])]


_ENTRIES = {"pictures": A_PICTURE, "assets": AN_ASSET, "labels": A_LABEL, "user_tags": A_LABEL}
