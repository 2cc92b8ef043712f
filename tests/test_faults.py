"""What pydantic refuses, as faults: one for each value, at its path in the data."""

from __future__ import annotations

from typing import Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, create_model

from selector.language.shapes import number_range
from selector.reading.shape.film_shape import AssetsShape
from selector.reading.shape.reword import Fault, faults
from selector.reading.shape.unknown_keys import unknown_keys
from selector.reading.text.document import Steps


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", title="priority")


BOUNDS: Any = number_range({"from": "The first.", "to": "The last."}, 0, 10)
RANGED = create_model("RANGED", __base__=_Strict, quality=(BOUNDS, ...))


@pytest.mark.parametrize(
    ("bounds", "found"),
    [
        ({"from": 11}, [(("quality", "from"), 11)]),
        ({"to": "8"}, [(("quality", "to"), "8")]),
        ({"from": 11, "to": "8"}, [(("quality", "from"), 11), (("quality", "to"), "8")]),
        ({}, [(("quality",), {})]),
        (5, [(("quality",), 5)]),
    ],
)
def test_a_fault_inside_a_range_is_one_of_its_bound(
    bounds: object, found: list[tuple[Steps, object]]
) -> None:
    told = faults({"quality": bounds}, RANGED)
    assert [(fault.path, fault.value) for fault in told] == found


def test_a_fault_is_at_its_path_whatever_the_alternatives_are_called() -> None:
    found = faults({"pictures": [{"picture": {"str": 1}}], "pages": 1}, AssetsShape)
    assert found == [Fault(kind="string_type", path=("pictures", 0, "picture"), value={"str": 1})]


def test_a_range_as_it_should_be_has_no_fault() -> None:
    assert faults({"quality": {"from": 7.5, "to": 10}}, RANGED) == []


class _Inner(_Strict):
    model_config = ConfigDict(title="condition")

    label: str | None = None


class _Either(_Strict):
    """What a key may hold alone or in a list."""

    without: _Inner | list[_Inner]
    prefer: list[Literal["face"] | _Inner] | None = None


@pytest.mark.parametrize(
    ("data", "wrong", "unknown"),
    [
        ({"without": {"label": 7}}, ("without", "label"), []),
        ({"without": [{"label": "x"}, {"label": 7}]}, ("without", 1, "label"), []),
        ({"without": [{"lable": "x"}]}, None, [("without", 0)]),
        ({"without": {"lable": "x"}}, None, [("without",)]),
        ({"without": [], "prefer": ["face", {"lable": "x"}]}, None, [("prefer", 1)]),
        ({"without": [], "prefer": ["face", {"label": 7}]}, ("prefer", 1, "label"), []),
    ],
)
def test_a_key_may_hold_one_mapping_or_a_list_of_them(
    data: dict[str, object], wrong: Steps | None, unknown: list[Steps]
) -> None:
    assert list(unknown_keys(data, _Either)) == unknown
    assert wrong is None or wrong in [fault.path for fault in faults(data, _Either)]
