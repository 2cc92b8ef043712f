"""`note` in `when`: what the continuity notes say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.language.condition import ConditionWord
from selector.language.kinds.in_texts import InTexts
from selector.model.phrases import listed, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from selector.language.whole_scene import WholeScene


def _notes(whole: WholeScene) -> tuple[str, ...]:
    return whole.scene.continuity_notes


def _asks(texts: Sequence[str]) -> str:
    return f"a note that says {listed(texts, 'or')}"


def _narrows(texts: Sequence[str]) -> str:
    return f"a note says {quoted(texts, 'or')}"


WHEN_NOTE = ConditionWord(
    key="note",
    kind=InTexts(),
    looks_at="scene",
    reads=("continuity_notes",),
    found=_notes,
    asks=_asks,
    narrows=_narrows,
    denies=lambda texts: f"no note says {quoted(texts, 'or')}",
    expected="text or a list of phrases",
    description="Words in one of the scene's continuity notes.",
    examples=("night", ["night", "rain"]),
    manual="what the continuity notes say",
)
