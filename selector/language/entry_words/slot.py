"""`slot`: where a pinned picture stands in the answer."""

from __future__ import annotations

from selector.language.word import Word

LAST = "last"


def _shape() -> object:
    from selector.language.shapes import words  # noqa: PLC0415  # pydantic is slow to load

    return words((LAST,))


SLOT: Word[str] = Word(
    key="slot",
    shape=_shape,
    read=lambda value: LAST if value == LAST else None,
    form=str,
    says=lambda _: "sent last",
    printed=lambda slot: f"slot {slot}",
    expected=f"`{LAST}`",
    description=(
        f"`{LAST}` sends the picture after all others. It is still picked before those that"
        " priorities ask for."
    ),
    examples=(LAST,),
)
