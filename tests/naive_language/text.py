"""How text is read and compared."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Any

NO_LETTERS = {
    "HYPHEN BULLET",
    "MINUS SIGN",
    "SUPERSCRIPT MINUS",
    "SUBSCRIPT MINUS",
    "SWUNG DASH",
    "FULLWIDTH LOW LINE",
}
"""Hyphens and dashes of Unicode's that are not in its category of dashes."""
WRITTEN_WITHOUT_GAPS = (
    "CJK UNIFIED",
    "CJK COMPATIBILITY IDEO",
    "IDEOGRAPHIC",
    "HIRAGANA",
    "KATAKANA",
    "THAI",
)
"""How the names of Han, kana and Thai characters begin."""


def listed(value: Any) -> list[Any]:
    """ "One word is a list of one." """
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def seen(text: str) -> str:
    """ "Invisible characters (Cf) are dropped." """
    return "".join(letter for letter in text if unicodedata.category(letter) != "Cf")


@cache
def plain(text: str) -> str:
    """ "Tags, ids and names as text in NFC without invisible characters." """
    return unicodedata.normalize("NFC", seen(text))


def caseless(text: str) -> str:
    """ "NFC; case does not count, spaces and underscores do." """
    return plain(plain(text).casefold())


@cache
def fold(text: str) -> str:
    """Folding, as roles and shot types are folded.

    "Text is composed (NFKC), invisible characters (Cf) are dropped, case is folded, any run of blanks, hyphens
    and dashes (Unicode's too) and underscores reads as one underscore, and those at the ends are dropped."
    """
    folded = unicodedata.normalize("NFKC", seen(text)).casefold()
    folded = unicodedata.normalize("NFKC", folded)
    folded = "".join("_" if is_gap(letter) else letter for letter in folded)
    while "__" in folded:
        folded = folded.replace("__", "_")
    return folded.strip("_")


def is_gap(letter: str) -> bool:
    """ "Blanks, hyphens and dashes (Unicode's too) and underscores." """
    if letter.isspace() or letter == "_":
        return True
    return unicodedata.category(letter) == "Pd" or unicodedata.name(letter, "") in NO_LETTERS


def is_of_a_word(letter: str) -> bool:
    """ "A word is a run of letters, digits and marks." """
    return unicodedata.category(letter)[0] in "LMN"


def is_a_word_by_itself(letter: str) -> bool:
    """ "Each Han, kana or Thai character is a word by itself." """
    return is_of_a_word(letter) and unicodedata.name(letter, "").startswith(WRITTEN_WITHOUT_GAPS)


@cache
def words(text: str) -> tuple[str, ...]:
    """The words of a text, folded."""
    found: list[str] = []
    inside = False
    for letter in fold(text):
        if is_a_word_by_itself(letter):
            found.append(letter)
            inside = False
        elif not is_of_a_word(letter):
            inside = False
        elif inside:
            found[-1] += letter
        else:
            found.append(letter)
            inside = True
    return tuple(found)


def stands_in(part: str, text: str) -> bool:
    """W stands in T.

    "When W's words occur in T as an unbroken run of whole words, both folded." "Empty text stands in nothing."
    """
    wanted, there = words(part), words(text)
    if not wanted:
        return False
    return any(there[at : at + len(wanted)] == wanted for at in range(len(there)))


def tag_stands_in(tag: str, text: str) -> bool:
    """A tag in a text.

    "A tag stands in T as it is written, case and all, as a whole (no letter, digit, `_` or `-` beside it, in
    scripts that write words apart)."
    """
    tag, text = plain(tag), plain(text)
    if not tag:
        return False
    for at in range(len(text)):
        before, after = text[:at][-1:], text[at + len(tag) :][:1]
        if text.startswith(tag, at) and not joins_on(before) and not joins_on(after):
            return True
    return False


def joins_on(neighbour: str) -> bool:
    """Whether the character beside a tag makes it a part of something longer."""
    if neighbour == "":
        return False
    if neighbour in "_-":
        return True
    return is_of_a_word(neighbour) and not is_a_word_by_itself(neighbour)


def fits(text: str, pattern: str) -> bool:
    """ "`*` stands for any run of characters, matched in time linear in text times pattern." """
    first, *rest = pattern.split("*")
    if not rest:
        return text == pattern
    if not text.startswith(first):
        return False
    *middle, last = rest
    at = len(first)
    for part in middle:
        found = text.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return text.endswith(last) and len(text) - len(last) >= at


def bare(tag: str) -> str:
    """ "A placement's tag otherwise exactly, once blanks and one pair of square brackets around it are dropped." """
    tag = plain(tag).strip()
    if len(tag) >= 2 and tag[0] == "[" and tag[-1] == "]":
        return tag[1:-1].strip()
    return tag


def number_text(number: Any) -> str | None:
    """ "A number is the text as it stands in the file." """
    if number is None:
        return None
    return plain(str(number)).strip() or None


def is_whole(number: str) -> bool:
    """Whether a scene number is whole (`12`, `012`)."""
    return number.isascii() and number.isdecimal()


def alike(one: str | None, other: str | None) -> bool:
    """ "Scene numbers are alike if their texts are, or if both are whole (`12`, `"12"`, `012`) and of one size." """
    if one is None or other is None:
        return False
    if is_whole(one) and is_whole(other):
        return int(one) == int(other)
    return one == other


def innermost(tag: str) -> str:
    """A tag without any spaces and brackets around it, however many."""
    tag = tag.strip()
    if len(tag) >= 2 and tag[0] == "[" and tag[-1] == "]":
        return innermost(tag[1:-1])
    return tag
