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
from selector.model.expected import EXPECTED
from selector.model.problem import Location, Problem, Source, shown
from selector.model.refusals import PYTHON, Refusal, dotted

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
        yield Problem(
            at=_HERE, code="A502", what=what, hint="Give assets whose attributes stay as they are."
        )


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
        for attribute, is_good, code in _CHECKS:
            value = getattr(read, attribute, None)
            if attribute not in raised and not is_good(value):
                refusal = _refusal(number, attribute, value)
                field = dotted(("assets", number, attribute))
                yield Problem(
                    at=_HERE, code=code, what=refusal.what, hint=refusal.hint, field=field
                )
        identity = _id_of(read)
        if identity is not None and first.setdefault(identity, number) != number:
            what = f"`assets[{number}]` and `assets[{first[identity]}]` are two assets with one id, {identity!r:.60}."
            hint = "Give each asset an id of its own, or none."
            yield Problem(at=_HERE, code="A503", what=what, hint=hint, field=f"assets[{number}].id")


def _id_of(asset: Any) -> str | None:
    identity = getattr(asset, "id", None)
    return text_of(identity) if has_text(identity) else None


def _refusal(number: int, attribute: str, value: Any) -> Refusal:
    path = ("assets", number, attribute)
    expected = EXPECTED[attribute]
    if attribute in ("manifest_tag", "asset_type"):
        if is_gap(value):
            return PYTHON.missing(path, expected)
        return (
            PYTHON.empty(path, expected)
            if isinstance(value, str)
            else PYTHON.wrong(path, expected, value)
        )
    if attribute in ("quality_score", "is_face_crop"):
        return PYTHON.wrong(path, expected, value)
    hint = "Give it as text. Python does not write out whole numbers of more than 4,300 digits."
    return Refusal(f"{PYTHON.name(path)} must be a value that can be written as text.", hint)


_CHECKS: tuple[tuple[str, Callable[[Any], bool], str], ...] = (
    ("manifest_tag", lambda value: tag_of(value) is not None, "A501"),
    ("asset_type", lambda value: type_of(value) is not None, "A501"),
    ("quality_score", is_score, "A502"),
    ("is_face_crop", is_flag, "A502"),
    ("id", has_text, "A502"),
    ("source_asset_id", has_text, "A502"),
    ("individual", has_text, "A502"),
    ("name", has_text, "A502"),
    ("user_tags", has_labels, "A502"),
    ("reference_image_url", has_text, "A502"),
)
