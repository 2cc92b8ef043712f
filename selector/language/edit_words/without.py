"""`without`: keys that an edit takes away from the inherited entry, before its own are added."""

from __future__ import annotations

from typing import Any

from selector.language.entry_words.at_most import AT_MOST
from selector.language.word import Word, words_of


def _shape() -> Any:  # noqa: ANN401  # a type, made for pydantic
    from selector.language.shapes import texts  # noqa: PLC0415  # pydantic is slow to load

    return texts()


def _read(value: object) -> tuple[str, ...] | None:
    return words_of(value) or None


WITHOUT: Word[tuple[str, ...]] = Word(
    key="without",
    shape=_shape,
    read=_read,
    form=lambda _: None,
    printed=lambda _: "",
    expected="a key or a list of keys",
    description="Keys of the inherited entry with this name that no longer count.",
    examples=(AT_MOST.key,),
)
