"""`after`: the entry of its list that an entry then comes after."""

from __future__ import annotations

from typing import Any

from selector.language.word import Word


def _shape() -> Any:  # noqa: ANN401  # a type, made for pydantic
    from selector.language.shapes import Filled  # noqa: PLC0415  # pydantic is slow to load

    return Filled


def _read(value: object) -> str | None:
    if isinstance(value, str) and value.strip():
        return value
    return None


AFTER: Word[str] = Word(
    key="after",
    shape=_shape,
    read=_read,
    form=lambda _: None,
    printed=lambda _: "",
    expected="the name of another entry in the same list",
    description="The name of the entry that this one comes after.",
    examples=("the-face",),
)
