"""`camera` in `when`: what the camera does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.language.condition import ConditionWord
from selector.language.kinds.in_texts import InTexts
from selector.model.phrases import listed, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from selector.language.whole_scene import WholeScene


def _movement(whole: WholeScene) -> tuple[str, ...]:
    movement = whole.scene.camera_movement
    return () if movement is None else (movement,)


def _asks(texts: Sequence[str]) -> str:
    return f"the camera movement {listed(texts, 'or')}"


def _narrows(texts: Sequence[str]) -> str:
    return f"the camera movement says {quoted(texts, 'or')}"


WHEN_CAMERA = ConditionWord(
    key="camera",
    kind=InTexts(),
    looks_at="scene",
    reads=("camera_movement",),
    found=_movement,
    asks=_asks,
    narrows=_narrows,
    denies=lambda texts: f"the camera movement does not say {quoted(texts, 'or')}",
    expected="text or a list of phrases",
    description="Words in the scene's camera movement, such as `push in`.",
    examples=("push in", ["push in", "zoom"]),
    manual="what the camera does",
)
