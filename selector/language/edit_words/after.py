"""`after`: the entry of its list that an entry then comes after."""

from __future__ import annotations

from selector.language.word import Word, filled_shape, filled_text

AFTER: Word[str] = Word(
    key="after",
    shape=filled_shape,
    read=filled_text,
    form=lambda _: None,
    printed=lambda _: "",
    expected="the name of another entry in the same list",
    description="The name of the entry that this one comes after.",
    examples=("the-face",),
)
