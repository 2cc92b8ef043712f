"""`drop`: the inherited entry with this name is left out."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from selector.language.word import Word


def _shape() -> Any:  # noqa: ANN401  # a type, made for pydantic
    from pydantic import BeforeValidator  # noqa: PLC0415  # slow to load

    return Annotated[Literal[True], BeforeValidator(_answer)]


def _answer(value: object) -> bool | None:
    """What may be `true`; 1 is equal to it, and no answer."""
    if isinstance(value, bool):
        return value
    return None


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
    description="Drops the inherited entry with this name.",
    examples=(True,),
)
