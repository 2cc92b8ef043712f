"""`use`: the shot rule that serves in place of the one that the shot type leads to."""

from __future__ import annotations

from selector.language.word import Word, filled_shape, filled_text

USE: Word[str] = Word(
    key="use",
    shape=filled_shape,
    read=filled_text,
    form=str,
    printed=lambda name: f"use {name}",
    says=lambda name: f"uses the shot rule `{name}`, whatever its shot type",
    expected="the name of a shot rule",
    description="The shot rule that serves here, in place of the one for the shot type.",
    examples=("crowd",),
)
