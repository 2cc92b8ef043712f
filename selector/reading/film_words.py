"""What the shapes of a film's files refuse, said for the person who wrote them.

In: plain data and the shape it should have. Out: located problems, one for each value.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from selector.model.near_names import did_you_mean
from selector.model.problem import Problem
from selector.model.vocabulary import ASSET_TYPES, CROPS
from selector.reading.document import Steps, value_at
from selector.reading.found import MOST_PROBLEMS, too_many
from selector.reading.places import Places
from selector.reading.quick_look import is_plain
from selector.reading.spoken import kind_of
from selector.reading.unknown_keys import Unknown, slip_for, unknown_key_problems, unknown_keys

if TYPE_CHECKING:
    from pydantic import BaseModel

ShapeName = Literal["film", "film-assets", "assets"]
"""`film.yaml`, the hand-written assets file, and the assets of a pipeline."""

_FEW = 500
"""Assets of a pipeline at which a quick look costs less than loading pydantic, which looks at more of them faster."""

_TYPES = ", ".join(f"`{name}`" for name in ASSET_TYPES)
_PATH = "a path inside the film folder, such as `pictures/wren.jpg`"
_WANTED: dict[str, tuple[str, str]] = {
    # key: the code of a problem with it, and what it must be
    "picture": ("F305", _PATH),
    "tag": ("A501", "the tag that scenes place it by, such as `WREN`"),
    "manifest_tag": ("A501", "the tag that scenes place it by, such as `WREN`"),
    "type": ("A501", f"what it shows: {_TYPES}"),
    "asset_type": ("A501", f"what it shows: {_TYPES}"),
    "crop": ("A502", "`face` or `full`"),
    "quality": ("A502", "a number from 0 to 10"),
    "quality_score": ("A502", "a number from 0 to 10"),
    "is_face_crop": ("A502", "true or false"),
    "id": ("A502", "text that tells this picture from every other"),
    "cut_from": ("A502", "the id or the path of another picture"),
    "source_asset_id": ("A502", "the id of another picture"),
    "individual": ("A502", "a name"),
    "name": ("A502", "text"),
    "description": ("A502", "text"),
    "reference_image_url": ("A502", "a path or an address"),
    "labels": ("A502", "a list of words, such as `[night, storm]`"),
    "user_tags": ("A502", "a list of words"),
    "individuals": ("F304", "names with their pictures, such as `Wren: {tag: WREN, type: character, pictures: […]}`"),
    "pictures": ("F304", "a list of pictures, such as `- {picture: pictures/wren.jpg, tag: WREN, type: character}`"),
    "assets": ("F304", "a list of assets"),
    "title": ("F304", "what the film is called"),
}
_TEXTS = frozenset({"tag", "manifest_tag", "id", "cut_from", "name", "title", "description"})
_ENTRY = "A picture must be keys and values, such as `{picture: pictures/wren.jpg, tag: WREN, type: character}`"
_INDIVIDUAL = "An individual must be keys and values, such as `{tag: WREN, type: character, pictures: […]}`"


def shape_problems(data: object, name: ShapeName, places: Places, *, by_hand: bool) -> dict[Steps, list[Problem]]:
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
                    found[path] = [_problem(data, path, unknown, places)] if few else []
                    if len(found) == MOST_PROBLEMS + 1:
                        found[path] = [too_many(places.of(*path))]
    for problem in unknown_key_problems(unknown, places):
        found.setdefault((), []).append(problem)
    return found


def _is_plain(data: object, name: ShapeName) -> bool:
    """Whether there is surely nothing to refuse."""
    if name != "assets":
        return is_plain(data, name)
    assets = data["assets"] if isinstance(data, Mapping) and data.keys() == {"assets"} else None
    return isinstance(assets, list) and len(assets) <= _FEW and all(is_plain(each, "asset") for each in assets)


def _shape(name: ShapeName) -> type[BaseModel]:
    from selector.reading.asset_shape import AssetsDocumentShape  # noqa: PLC0415  # pydantic is slow to load
    from selector.reading.film_shape import AssetsShape, FilmShape  # noqa: PLC0415  # likewise

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


def _problem(data: object, path: Steps, unknown: Unknown, places: Places) -> Problem:
    holder = value_at(data, path[:-1])
    if isinstance(path[-1] if path else 0, str) and isinstance(holder, Mapping) and path[-1] not in holder:
        return _missing(path, unknown, places)
    return _wrong(value_at(data, path), path, places)


def _missing(path: Steps, unknown: Unknown, places: Places) -> Problem:
    key = str(path[-1])
    code, wanted = _WANTED[key]
    if path[0] == "individuals" and key == "pictures":
        code = "F307"
    slip = slip_for(path, unknown)
    if slip is not None:
        del unknown[slip[:-1]][slip[-1]]
        what = f"`{key}` is missing, and `{slip[-1]}` is not a key that is read here."
        return Problem(at=places.of(*slip, key=True), code=code, what=what, hint=f"Did you mean `{key}`?")
    hint = places.example(f"Add `{key}`: {wanted}.")
    return Problem(at=places.of(*path[:-1], key=True), code=code, what=f"`{key}` is missing.", hint=hint)


def _wrong(value: object, path: Steps, places: Places) -> Problem:
    key = next((step for step in reversed(path) if isinstance(step, str)), "")
    at = places.of(*path)
    if path and isinstance(path[-1], int) and key in ("pictures", "assets"):
        return Problem(at=at, code="F304", what=f"{places.example(_ENTRY)}, not {kind_of(value)}.")
    if len(path) == 2 and path[0] == "individuals":
        return Problem(at=at, code="F304", what=f"{places.example(_INDIVIDUAL)}, not {kind_of(value)}.")
    if path[0] == "individuals" and key == "pictures" and value == []:
        return Problem(at=at, code="F307", what="This individual has no pictures.", hint=f"Add one, with {_PATH}.")
    code, wanted = ("F304", "text") if len(path) == 1 and key == "description" else _WANTED[key]
    hint = _for_text(key, value) if isinstance(value, str) else ""
    if key in _TEXTS and isinstance(value, int | float) and at.line == at.end_line:
        hint = f'Put quotes around it: "{at.written}".'
    if key == "tag" and isinstance(value, list):
        hint = "If the picture shows several people, list it once for each of them, with that one's tag."
    what = f"`{key}` must be {places.example(wanted)}, not {kind_of(value)}."
    return Problem(at=at, code=code, what=what, hint=hint)


def _for_text(key: str, text: str) -> str:
    """What to do about a text where something else should stand."""
    if key == "crop":
        return did_you_mean(text.casefold(), CROPS)
    if key == "is_face_crop":
        return "Write it without quotes." if text in {"true", "false"} else _ANSWERS.get(text.casefold(), "")
    if key in {"quality", "quality_score"} and (number := _NUMBER.fullmatch(text)):
        return f"Write it with a point: `{number[1]}.{number[2]}`." if "," in text else "Write it without quotes."
    return "Write it, or take the key out." if key == "title" else ""


_NUMBER = re.compile(r"(10|[0-9])(?:[.,]([0-9]{1,9}))?")
_ANSWERS = {
    **dict.fromkeys(("yes", "y", "on", "true", "face"), "Write `true`."),
    **dict.fromkeys(("no", "n", "off", "false", "full"), "Write `false`."),
}
