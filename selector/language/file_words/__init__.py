"""The words of a whole rule file: one file for each. A new word is a new file here.

target        the video model that references are picked for
send_cleaned  which clean references are sent instead of their originals
shot_names    the words by which shot types are read that no shot rule has as a name

`FILE_WORDS` has them in the order in which they are written.
"""

from __future__ import annotations

from typing import Any

from selector.language.file_words.send_cleaned import SEND_CLEANED
from selector.language.file_words.shot_names import SHOT_NAMES
from selector.language.file_words.target import TARGET
from selector.language.word import Word

FILE_WORDS: dict[str, Word[Any]] = {word.key: word for word in (TARGET, SHOT_NAMES, SEND_CLEANED)}
