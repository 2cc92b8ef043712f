"""A list of assets in, some of them unusable; every problem out, each naming its field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeAlias

from selector.engine.asset_getter import TAG, by_attribute, read_again, value_in
from selector.engine.asset_values import (
    is_clean_reference,
    is_flag,
    is_gap,
    is_likeness,
    is_score,
    labels_of,
    tag_of,
    text_of,
    type_of,
)
from selector.engine.misnamed import REQUIRED, attribute_names, near_missing
from selector.model.expected import AN_ASSET, EXPECTED
from selector.model.problem import Location, Problem, Source, shown
from selector.model.refusals import PYTHON, Refusal, Voice, dotted

_HERE = Location(source=Source(name="assets"))
_PLAIN = (str, bytes, bool, int, float, list, tuple, set, type(None))
"""What has no attributes and no keys."""
Check: TypeAlias = Callable[[Any], bool]


def used_up() -> Problem:
    """The assets are a generator that has none left, which is not the same as none."""
    return Problem(
        at=_HERE,
        code="A502",
        what="The assets are a generator that has already been used up.",
        hint="Make a list or an `AssetPool` of it once, and pass that each time.",
    )


def other_than_rows(given: Any) -> Iterator[Problem]:
    """What assets are that have other entries than assets: one row, or a data frame; or nothing."""
    kind = type(given).__name__
    if isinstance(value_in(given, TAG), str):
        yield Problem(
            at=_HERE,
            code="A502",
            what=f"The assets are a `{kind}` that is itself an asset.",
            hint="Pass a list with it.",
        )
        return
    columns = getattr(given, "columns", None)
    if columns is None or callable(columns):  # SQLAlchemy has results with such a method
        return
    yield Problem(
        at=_HERE,
        code="A501",
        what=f"The assets are a `{kind}`. Iterating over it yields its columns, not its rows.",
        hint=(
            'Pass the rows: `AssetPool(frame.to_dict("records"))`, with polars'
            " `frame.to_dicts()`, or with pyarrow `table.to_pylist()`."
        ),
    )


def pool_problems(given: Any, assets: Iterable[Any]) -> Iterator[Problem]:
    """What is wrong with these assets, at least one thing; `given` is what they came out of."""
    whole = list(other_than_rows(given))
    if whole:
        yield from whole
        return
    found = False
    for problem in asset_problems(assets):
        found = True
        yield problem
    if not found:
        yield Problem(
            at=_HERE,
            code="A502",
            what=(
                "An asset gave two different values for the same attribute,"
                " and the first was not valid."
            ),
            hint="Use assets whose attributes do not change.",
        )


def asset_problems(assets: Iterable[Any], voice: Voice = PYTHON) -> Iterator[Problem]:
    """Everything wrong with a list of assets, by the same measure as `AssetPool`: A501 to A503."""
    first: dict[str, int] = {}
    seen: set[int] = set()
    for number, asset in enumerate(assets):
        if id(asset) in seen:
            continue
        seen.add(id(asset))
        yield from _unusable_values(number, asset, voice)
        identity = id_of_asset(asset)
        if identity is None:
            continue
        other = first.setdefault(identity, number)
        if other != number:
            yield _same_id(number, other, identity)


def _unusable_values(number: int, asset: Any, voice: Voice) -> Iterator[Problem]:
    if type(asset) in _PLAIN:
        refusal = voice.wrong(("assets", number), AN_ASSET, asset)
        yield Problem(
            at=_HERE,
            code="A502",
            what=refusal.what,
            hint=refusal.hint,
            field=f"assets[{number}]",
        )
        return
    read = read_again(asset)
    for attribute, is_good, code in _CHECKS:
        value = getattr(read, attribute, None)
        if is_good(value):
            continue
        refusal = _refusal(number, attribute, value, voice)
        if attribute in REQUIRED and is_gap(value):
            refusal = _missing(number, attribute, asset, voice)
        yield Problem(
            at=_HERE,
            code=code,
            what=refusal.what,
            hint=refusal.hint,
            field=dotted(("assets", number, attribute)),
        )
    yield from _unusable_likeness(number, getattr(read, "clean_reference", None), voice)


def _unusable_likeness(number: int, clean_reference: Any, voice: Voice) -> Iterator[Problem]:
    if is_likeness(clean_reference):
        return
    key = "face_similarity_score"
    path = ("assets", number, "clean_reference", key)
    refusal = voice.wrong(path, EXPECTED[key], value_in(clean_reference, key))
    yield Problem(
        at=_HERE,
        code="A502",
        what=refusal.what,
        hint=refusal.hint,
        field=dotted(path),
    )


def _same_id(number: int, other: int, identity: str) -> Problem:
    return Problem(
        at=_HERE,
        code="A503",
        what=f"`assets[{number}]` and `assets[{other}]` have the same id, `{shown(identity)}`.",
        hint="Give each asset an id of its own, or none.",
        field=f"assets[{number}].id",
    )


def id_of_asset(asset: Any) -> str | None:
    """The id of an asset as it is compared; None if it has none that can be used."""
    identity = getattr(by_attribute(asset), "id", None)
    try:
        return text_of(identity)
    except ValueError:
        return None


def _converts(to: Callable[[Any], object]) -> Check:
    """Whether a value can be converted: Python refuses numbers of more than 4,300 digits."""

    def is_good(value: Any) -> bool:
        try:
            to(value)
        except ValueError:
            return False
        return True

    return is_good


def _missing(number: int, attribute: str, asset: Any, voice: Voice) -> Refusal:
    (names,) = attribute_names([asset])
    near = near_missing(attribute, names)
    return voice.missing(("assets", number, attribute), EXPECTED[attribute], near=near)


def _refusal(number: int, attribute: str, value: Any, voice: Voice) -> Refusal:
    path = ("assets", number, attribute)
    expected = EXPECTED[attribute]
    if attribute in ("quality_score", "is_face_crop", "clean_reference"):
        return voice.wrong(path, expected, value)
    if attribute not in REQUIRED:
        what = f"{voice.name(path)} cannot be converted to text: {_TOO_LONG}."
        return Refusal(what, "Give it as text.")
    if isinstance(value, str):
        return voice.empty(path, expected)
    return voice.wrong(path, expected, value)


_TOO_LONG = "Python does not convert whole numbers of more than 4,300 digits"
_CHECKS: tuple[tuple[str, Check, str], ...] = (
    ("manifest_tag", lambda value: tag_of(value) is not None, "A501"),
    ("asset_type", lambda value: type_of(value) is not None, "A501"),
    ("quality_score", is_score, "A502"),
    ("is_face_crop", is_flag, "A502"),
    ("id", _converts(text_of), "A502"),
    ("source_asset_id", _converts(text_of), "A502"),
    ("individual", _converts(text_of), "A502"),
    ("name", _converts(text_of), "A502"),
    ("user_tags", _converts(labels_of), "A502"),
    ("reference_image_url", _converts(text_of), "A502"),
    ("clean_reference", is_clean_reference, "A502"),
)
