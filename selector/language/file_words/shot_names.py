"""`shot_names`: the words by which shot types are read that no shot rule has as a name.

The words are in a file of their own. How they are read is for `selector.engine.shot_types` to say.
"""

from __future__ import annotations

from selector.language.word import Word, filled_shape, filled_text

STANDARD = "standard"
"""How rules name the vocabulary that comes with selector."""

SHOT_NAMES: Word[str] = Word(
    key="shot_names",
    shape=filled_shape,
    read=filled_text,
    form=str,
    printed=str,
    says=lambda name: f"other shot types are read with the shot names `{name}`",
    expected=f"`{STANDARD}` or the name of a file of shot names",
    description=(
        "How to read shot types that are not the name or a spelling of a shot rule, such as `MCU"
        f" on Wren`: with the shot names that come with selector (`{STANDARD}`), or with those of"
        " a file beside this one. Without this key, such a shot type uses `default`."
    ),
    examples=(STANDARD, "my-names.yaml"),
)
