"""`target`: the video model that references are picked for.

What is known of a video model is read from a file of its own. What it refuses, and what the digest
says of it, is for `selector.language.taken` to say.
"""

from __future__ import annotations

from selector.language.word import Word, filled_shape, filled_text

TARGET: Word[str] = Word(
    key="target",
    shape=filled_shape,
    read=filled_text,
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
