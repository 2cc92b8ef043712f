"""`scenes` in `when`: which scene it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.language.condition import ConditionWord
from selector.language.kinds.stretch import Stretch, asks_earlier
from selector.model.phrases import listed

if TYPE_CHECKING:
    from collections.abc import Sequence


def _asks(numbers: Sequence[str]) -> str:
    return f"a scene numbered {listed(numbers, 'or')}"


def _narrows(scenes: Sequence[str]) -> str:
    return f"the scene is {listed(scenes, 'or')}"


WHEN_SCENES = ConditionWord(
    key="scenes",
    kind=Stretch(),
    looks_at="scene",
    asks_earlier=asks_earlier,
    reads=("continuity_notes",),
    asks=_asks,
    narrows=_narrows,
    denies=lambda scenes: f"the scene is not {listed(scenes, 'or')}",
    expected="a scene number, a list of scene numbers, or the bounds of a stretch",
    description=(
        "Some scenes by number, or a stretch of them: `{from: 40, to: 52}`. A bound is a scene"
        " number or words of a continuity note."
    ),
    examples=(12, [12, "13A"], {"from": 40, "to": 52}),
    manual="which scene it is",
)
