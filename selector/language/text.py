"""Whether what a rule writes stands in a text of the film: words in a text, tags, patterns.

Texts in; true or false out.

- **Words.** A word is a run of letters, digits and marks; each Han, kana or Thai character is a
  word by itself, because these scripts do not write words apart. Words stand in a text when they
  occur there as an unbroken run of whole words, both folded.
- **Tags** stand in a text as they are written, case and all, and as a whole.
- **Patterns.** `*` stands for any run of characters. Each part between the stars is searched for
  once, so the work is linear in the text times the parts.
- **Names** of an individual are compared in a form of their own, which is found once.

>>> stands_in(word_run("red coat"), "A Red-Coat, torn")
True
>>> stands_in(word_run("red coat"), "a coat, red")
False
>>> stands_in(word_run("夜"), "昨夜の雨")
True
>>> tag_stands_in("CHAR_01", "CHAR_01's hands"), tag_stands_in("CHAR_01", "CHAR_012")
(True, False)
>>> fits("camel *", "camel two"), fits("camel *", "dog")
(True, False)
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import TypeAlias
from unicodedata import category

from selector.among_threads import cached_property
from selector.model.vocabulary import fold, plain

ANY = "*"
"""Stands for any run of characters in a pattern."""
Words: TypeAlias = str
"""Words of a text in order, with a space before, between and after them; empty if there are none.

In this form words stand in others if the one text is in the other.
"""

# Scripts that do not write words apart, from the blocks of https://www.unicode.org/Public/UCD:
# Thai; the radicals and numerals of Han, Hiragana, Katakana and its extensions;
# the ideographs, their compatibility forms, and the planes 2 and 3.
_UNSPACED = (
    "\u0e00-\u0e7f\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u30ff\u31f0-\u31ff"
    "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)


@cache
def _unspaced() -> re.Pattern[str]:
    """A character of these scripts; made when first wanted, as most films have none."""
    return re.compile(f"[{_UNSPACED}]")


_APART = bytes([ord(chr(code).lower()) if chr(code).isalnum() else 32 for code in range(256)])
"""For each byte its letter of ASCII in lower case or its digit, else a space."""


@lru_cache(4_096)
def word_run(text: str) -> Words:
    """The words of a text, folded."""
    if text.isascii():
        words = text.encode().translate(_APART).decode().split()
    else:
        words = "".join(map(_spaced, fold(text))).split()
    if not words:
        return ""
    return f" {' '.join(words)} "


def _spaced(character: str) -> str:
    """A character of a word as it is, one that is a word by itself between spaces."""
    if category(character)[0] not in "LNM":
        return " "
    if _unspaced().match(character):
        return f" {character} "
    return character


def run_together(words: Iterable[str]) -> str:
    """Words of a text as people write them: with spaces, but where their script has none."""
    text = " ".join(words)
    if text.isascii():
        return text
    unspaced = _unspaced().pattern
    return re.sub(f"(?<={unspaced}) (?={unspaced})", "", text)


def has_words(text: str) -> bool:
    """Whether there is at least one word in a text."""
    if text[:1].isalnum() and text.isascii():
        return True
    return bool(word_run(text))


def stands_in(words: Words, text: str | None) -> bool:
    """Whether some words stand in a text. No words stand in any text."""
    if not words or not text:
        return False
    return words in word_run(text)


def tag_stands_in(tag: str, text: str | None) -> bool:
    """Whether a tag stands in a text, as a whole: no letter, digit, `_` or `-` beside it.

    In scripts that do not write words apart a letter may be beside it.
    """
    if not tag or not text:
        return False
    text = plain(text)
    begin = text.find(tag)
    while begin >= 0:
        end = begin + len(tag)
        before = text[:begin][-1:]
        after = text[end : end + 1]
        if not _goes_on(before) and not _goes_on(after):
            return True
        begin = text.find(tag, begin + 1)
    return False


def _goes_on(character: str) -> bool:
    """Whether a character beside a tag makes it a part of something longer."""
    if not character:
        return False
    if character in "_-":
        return True
    return character.isalnum() and not _unspaced().match(character)


def fits(pattern: str, text: str) -> bool:
    """Whether a text is what a pattern says, to the letter but for its stars."""
    if ANY not in pattern:
        return pattern == text
    first, *between, last = pattern.split(ANY)
    begin, end = len(first), len(text) - len(last)
    if begin > end or not (text.startswith(first) and text.endswith(last)):
        return False
    for part in between:
        begin = text.find(part, begin, end)
        if begin < 0:
            return False
        begin += len(part)
    return True


def as_called(name: str) -> str:
    """A name or a tag of an individual as it is compared: case does not count; spaces do."""
    return plain(name).casefold()


class Called(tuple[str, ...]):  # noqa: SLOT001  # what it comes to is stored in it
    """All that an individual is called: names and tags, as they are written.

    There may be very many, and every entry of a rule asks about them, so they are brought into the
    form in which they are compared once.
    """

    @cached_property
    def compared(self) -> frozenset[str]:
        """The names and tags as they are compared."""
        return frozenset(map(as_called, self))
