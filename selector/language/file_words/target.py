"""`target`: the video model that references are picked for.

What is known of a video model is read from a file of its own. What it refuses, and what the digest
says of it, is for `selector.language.taken` to say.
"""

from __future__ import annotations

from selector.language.word import Word


def _shape() -> object:
    from selector.language.shapes import Filled  # noqa: PLC0415  # pydantic is slow to load

    return Filled


def _read(value: object) -> str | None:
    if isinstance(value, str) and value.strip():
        return value
    return None


TARGET: Word[str] = Word(
    key="target",
    shape=_shape,
    read=_read,
    form=str,
    printed=str,
    says=lambda target: f"for the video model `{target}`",
    expected="the id of a video model",
    description=(
        "The video model that references are picked for, by the id that its vendor gives it. No"
        " more references are sent than the model takes, and no pictures that it refuses."
    ),
    examples=("veo-3.1-generate-001",),
)
