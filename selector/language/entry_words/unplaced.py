"""`unplaced`: whether a pin may also send a picture that the scene does not place."""

from __future__ import annotations

from selector.language.word import Word


def _shape() -> object:
    from selector.language.shapes import yes_or_no  # noqa: PLC0415  # pydantic is slow to load

    return yes_or_no()


UNPLACED: Word[bool] = Word(
    key="unplaced",
    shape=_shape,
    read=lambda value: True if value is True else None,
    form=bool,
    printed=lambda _: "placed or not",
    says=lambda _: "whether or not the scene places it",
    expected="`true` or `false`",
    description="Whether a picture may be sent that no placement of the scene offers.",
    examples=(True,),
)
