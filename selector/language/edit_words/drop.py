"""`drop`: the inherited entry of this name is taken out."""

from __future__ import annotations

from typing import Any, Literal

from selector.language.word import Word


def _shape() -> Any:  # noqa: ANN401  # a type, made for pydantic
    return Literal[True]


def _read(value: object) -> bool | None:
    if value is True:
        return True
    return None


DROP: Word[bool] = Word(
    key="drop",
    shape=_shape,
    read=_read,
    form=lambda _: None,
    printed=lambda _: "",
    expected="`true`",
    description="Takes the inherited entry of this name out.",
    examples=(True,),
)
