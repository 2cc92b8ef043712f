"""`shot` in `when`: what the shot type is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.language.condition import ConditionWord
from selector.language.kinds.any_of_folded import AnyOfFolded
from selector.model.phrases import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from selector.language.whole_scene import WholeScene


def _names(whole: WholeScene) -> tuple[str, ...]:
    return (*whole.shot_names, whole.scene.shot)


def _asks(names: Sequence[str]) -> str:
    return f"the shot {listed(names, 'or')}"


def _narrows(names: Sequence[str]) -> str:
    return f"the shot is {listed(names, 'or')}"


WHEN_SHOT = ConditionWord(
    key="shot",
    kind=AnyOfFolded(),
    looks_at="scene",
    found=_names,
    asks=_asks,
    narrows=_narrows,
    denies=lambda names: f"the shot is not {listed(names, 'or')}",
    expected="a shot name or a list of shot names",
    description=(
        "The shot type, or the shot rule that it leads to, by name or spelling; `default` for every"
        " type without a rule of its own."
    ),
    examples=("wide", ["wide", "full"]),
    manual="the shot type, or the shot rule that it leads to",
)
