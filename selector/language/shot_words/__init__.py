"""The words of a whole shot: one file for each. A new word is a new file here.

references     the maximum number of pictures sent with one scene
prefer         which picture of one individual comes first
order          which individual comes first within one priority
pictures_each  how many pictures of one individual may be sent, or which crops

`SHOT_WORDS` has them in the order in which they are written.
"""

from __future__ import annotations

from typing import Any

from selector.language.shot_words.order import ORDER
from selector.language.shot_words.pictures_each import PICTURES_EACH
from selector.language.shot_words.prefer import PREFER
from selector.language.shot_words.references import REFERENCES
from selector.language.taste import Taste
from selector.language.word import ShotWord

SHOT_WORDS: dict[str, ShotWord[Any]] = {
    word.key: word for word in (REFERENCES, PREFER, ORDER, PICTURES_EACH)
}
TASTES: dict[str, Taste] = {
    key: word for key, word in SHOT_WORDS.items() if isinstance(word, Taste)
}
"""Those that say what comes first."""
