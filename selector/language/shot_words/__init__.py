"""The words of a shot, in the order in which they are written. A new one is a file beside."""

from __future__ import annotations

from typing import Any

from selector.language.shot_word import ShotWord
from selector.language.shot_words.pictures_each import PICTURES_EACH
from selector.language.shot_words.prefer import PREFER
from selector.language.shot_words.references import REFERENCES

SHOT_WORDS: dict[str, ShotWord[Any]] = {
    word.key: word for word in (REFERENCES, PREFER, PICTURES_EACH)
}
