"""What the shapes of a film's files refuse.

In: plain data and the name of the shape it should have. Out: located problems, one for each value.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from selector.model.problem import Problem
from selector.reading.shape.quick_look import is_plain
from selector.reading.text.document import Steps
from selector.reading.text.locations import Locations

ShapeName = Literal["film", "film-assets", "assets"]
"""`film.yaml`, the hand-written assets file, and the assets of a pipeline."""

_FEW = 500
"""The most assets of a pipeline for which a quick look is faster than loading pydantic."""


def shape_problems(
    data: object, name: ShapeName, locations: Locations, *, by_hand: bool
) -> dict[Steps, list[Problem]]:
    """Everything in `data` that the shape refuses.

    Args:
        data: What the file says.
        name: The shape it should have.
        locations: The locations of its values.
        by_hand: True where a person wrote it: keys that the shape does not have are problems then.

    Returns:
        The problems by the path of the value they are about. If there are more than
        `MOST_PROBLEMS`, every path is there, but only the first ones have problems.
    """
    if _is_plain(data, name):
        return {}
    from selector.reading.shape import film_faults  # noqa: PLC0415  # pydantic is slow to load

    return film_faults.film_shape_problems(data, name, locations, by_hand=by_hand)


def _is_plain(data: object, name: ShapeName) -> bool:
    """True where there is surely nothing to refuse."""
    if name != "assets":
        return is_plain(data, name)
    if not isinstance(data, Mapping) or data.keys() != {"assets"}:
        return False
    assets = data["assets"]
    if not isinstance(assets, list) or len(assets) > _FEW:
        return False
    return all(is_plain(each, "asset") for each in assets)
