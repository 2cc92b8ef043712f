"""`target` in `when`: which video model the scene is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.language.condition import ConditionWord
from selector.language.kinds.any_of_names import AnyOfNames
from selector.model.phrases import quoted
from selector.model.vocabulary import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from selector.language.whole_scene import WholeScene


def _caseless(name: str) -> str:
    return plain(name).casefold()


def _target(whole: WholeScene) -> tuple[str, ...]:
    return () if whole.target is None else (whole.target,)


def _asks(names: Sequence[str]) -> str:
    return f"the video model {quoted(names, 'or')}"


def _narrows(names: Sequence[str]) -> str:
    return f"the video model is {quoted(names, 'or')}"


WHEN_TARGET = ConditionWord(
    key="target",
    kind=AnyOfNames(compared=_caseless),
    looks_at="scene",
    found=_target,
    asks=_asks,
    narrows=_narrows,
    denies=lambda names: f"the video model is not {quoted(names, 'or')}",
    expected="the id of a video model or a list of ids",
    description="The video model that the pictures are for. `*` stands for any characters.",
    examples=("wan*", ["wan*", "kling*"]),
    manual="the video model",
)
