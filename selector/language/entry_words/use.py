"""`use`: the shot rule that serves in place of the one that the shot type leads to."""

from __future__ import annotations

from selector.language.word import Word


def _shape() -> object:
    from selector.language.shapes import Filled  # noqa: PLC0415  # pydantic is slow to load

    return Filled


def _read(value: object) -> str | None:
    if isinstance(value, str) and value.strip():
        return value
    return None


USE: Word[str] = Word(
    key="use",
    shape=_shape,
    read=_read,
    form=str,
    printed=lambda name: f"use {name}",
    says=lambda name: f"uses the shot rule `{name}`, whatever its shot type",
    expected="the name of a shot rule",
    description="The shot rule that serves here, in place of the one for the shot type.",
    examples=("crowd",),
)
