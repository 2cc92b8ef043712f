"""A list of assets in, some of them unusable; every problem that they have out, each naming its field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from selector.engine.asset_values import (
    by_attribute,
    has_labels,
    has_text,
    is_flag,
    is_gap,
    is_score,
    tag_of,
    text_of,
    type_of,
)
from selector.engine.unreadable import swallowed
from selector.model.problem import Location, Problem, Source, as_python, shown
from selector.model.vocabulary import ASSET_TYPES

_HERE = Location(source=Source(name="assets"))


def pool_problems(given: Any, assets: Iterable[Any]) -> Iterator[Problem]:
    """What is wrong with these assets, at least one thing; `given` is what they came out of."""
    if hasattr(given, "columns"):
        what = f"The assets are a {type(given).__name__}, which gives its columns one by one and not its rows."
        hint = 'Give the rows: `AssetPool(frame.to_dict("records"))`, or with polars `frame.to_dicts()`.'
        yield Problem(at=_HERE, code="A501", what=what, hint=hint)
        return
    found = False
    for problem in asset_problems(assets):
        found = True
        yield problem
    if not found:
        what = "An asset could not be used, and gave other values when it was read again."
        yield Problem(at=_HERE, code="A502", what=what, hint="Give assets whose attributes stay as they are.")


def asset_problems(assets: Iterable[Any]) -> Iterator[Problem]:
    """Everything wrong with a list of assets, by the same measure as `AssetPool`: A501 to A503."""
    first: dict[str, int] = {}
    seen: set[int] = set()
    for number, asset in enumerate(assets):
        if id(asset) in seen:
            continue
        seen.add(id(asset))
        read = by_attribute(asset)
        raised = dict(swallowed(asset))
        for attribute, error in raised.items():
            path = f"assets[{number}].{attribute}"
            what = f"`{path}` cannot be read: the asset's own property raised AttributeError: {shown(error)}."
            hint = "Fix the property; where there is no value, let it give None."
            yield Problem(at=_HERE, code="A502", what=what, hint=hint, field=path)
        for attribute, is_good, code, wanted in _CHECKS:
            value = getattr(read, attribute, None)
            if attribute not in raised and not is_good(value):
                path = f"assets[{number}].{attribute}"
                missing = code == "A501" and is_gap(value)
                what = f"`{path}` is missing." if missing else f"`{path}` is {as_python(value)}, and must be {wanted}."
                yield Problem(at=_HERE, code=code, what=what, hint=_HINTS[attribute], field=path)
        identity = _id_of(read)
        if identity is not None and first.setdefault(identity, number) != number:
            what = f"`assets[{number}]` and `assets[{first[identity]}]` are two assets with one id, {identity!r:.60}."
            hint = "Give each asset an id of its own, or none."
            yield Problem(at=_HERE, code="A503", what=what, hint=hint, field=f"assets[{number}].id")


def _id_of(asset: Any) -> str | None:
    identity = getattr(asset, "id", None)
    return text_of(identity) if has_text(identity) else None


_SHORT = "a value that can be written as text"
_CHECKS: tuple[tuple[str, Callable[[Any], bool], str, str], ...] = (
    ("manifest_tag", lambda value: tag_of(value) is not None, "A501", "text that is not empty"),
    ("asset_type", lambda value: type_of(value) is not None, "A501", "text that is not empty"),
    ("quality_score", is_score, "A502", "a number from 0 to 10, or nothing"),
    ("is_face_crop", is_flag, "A502", "true, false, 1, 0 or nothing"),
    ("id", has_text, "A502", _SHORT),
    ("source_asset_id", has_text, "A502", _SHORT),
    ("individual", has_text, "A502", _SHORT),
    ("name", has_text, "A502", _SHORT),
    ("user_tags", has_labels, "A502", "labels that can be written as text"),
    ("reference_image_url", has_text, "A502", _SHORT),
)
_HINTS = {
    "manifest_tag": "Every asset needs the tag that scenes place it by, such as CHAR_01.",
    "asset_type": f"Every asset needs a type: {', '.join(ASSET_TYPES)}.",
    "quality_score": "Score pictures from 0 to 10, and leave the score out where there is none.",
    "is_face_crop": "Say true for a picture of a face alone, false for every other.",
    "user_tags": "Give labels as texts.",
}
_HINTS |= dict.fromkeys(
    ("id", "source_asset_id", "individual", "name", "reference_image_url"),
    "Give it as text. Python does not write out whole numbers of more than 4,300 digits.",
)
