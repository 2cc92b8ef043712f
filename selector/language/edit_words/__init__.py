"""The words by which an entry edits the inherited entry of its name: one file for each.

without  keys that are taken away from the inherited entry
drop     the inherited entry is taken out
before   the entry that it then comes before
after    the entry that it then comes after

Which lists have such entries is said by `entry_lists`; what they do by `selector.engine.layers`.
"""

from __future__ import annotations

from typing import Any

from selector.language.edit_words.after import AFTER
from selector.language.edit_words.before import BEFORE
from selector.language.edit_words.drop import DROP
from selector.language.edit_words.without import WITHOUT
from selector.language.word import Word

EDIT_WORDS: dict[str, Word[Any]] = {word.key: word for word in (WITHOUT, DROP, BEFORE, AFTER)}
