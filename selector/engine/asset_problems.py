"""A list of assets in, some of them unusable; every problem that they have out, each naming its field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from selector.engine.asset_values import by_attribute, is_flag, is_gap, is_score, tag_of, text_of, type_of
from selector.model.problem import Location, Problem, Source
from selector.model.vocabulary import ASSET_TYPES

_HERE = Location(source=Source(name="assets"))


def asset_problems(assets: Iterable[Any]) -> Iterator[Problem]:
    """Everything wrong with a list of assets, by the same measure as `AssetPool`: A501 to A503."""
    first: dict[str, int] = {}
    seen: set[int] = set()
    for number, asset in enumerate(assets):
        if id(asset) in seen:
            continue
        seen.add(id(asset))
        read = by_attribute(asset)
        for attribute, is_good, code, wanted in _CHECKS:
            value = getattr(read, attribute, None)
            if not is_good(value):
                path = f"assets[{number}].{attribute}"
                missing = code == "A501" and is_gap(value)
                what = f"`{path}` is missing." if missing else f"`{path}` is {_said(value)}, and must be {wanted}."
                yield Problem(at=_HERE, code=code, what=what, hint=_HINTS[attribute], field=path)
        identity = text_of(getattr(read, "id", None))
        if identity is not None and first.setdefault(identity, number) != number:
            what = f"`assets[{number}]` and `assets[{first[identity]}]` are two assets with one id, {identity!r:.60}."
            hint = "Give each asset an id of its own, or none."
            yield Problem(at=_HERE, code="A503", what=what, hint=hint, field=f"assets[{number}].id")


def _said(value: object) -> str:
    """A value as Python writes it, cut short; its type where it cannot be written."""
    try:
        return f"{value!r:.60}"
    except Exception:  # noqa: BLE001  # a stranger's object may raise anything: a number of 5,000 digits does
        return f"a {type(value).__name__}"


_CHECKS: tuple[tuple[str, Callable[[Any], bool], str, str], ...] = (
    ("manifest_tag", lambda value: tag_of(value) is not None, "A501", "text that is not empty"),
    ("asset_type", lambda value: type_of(value) is not None, "A501", "text that is not empty"),
    ("quality_score", is_score, "A502", "a number from 0 to 10, or nothing"),
    ("is_face_crop", is_flag, "A502", "true, false, 1, 0 or nothing"),
)
_HINTS = {
    "manifest_tag": "Every asset needs the tag that scenes place it by, such as CHAR_01.",
    "asset_type": f"Every asset needs a type: {', '.join(ASSET_TYPES)}.",
    "quality_score": "Score pictures from 0 to 10, and leave the score out where there is none.",
    "is_face_crop": "Say true for a picture of a face alone, false for every other.",
}
