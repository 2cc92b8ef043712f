"""Words in; a list, a question or a spoken word out: parts that many messages share."""

from __future__ import annotations

from collections.abc import Iterable


def listed(words: Iterable[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`; an empty text if there are no words."""
    *others, end = [*words] or [""]
    if not others:
        return end
    return f"{', '.join(others)} {last} {end}"


def quoted(words: Iterable[str], last: str) -> str:
    """The same for words quoted as a file has them: "`face` or `full`"."""
    quotes = [f"`{word}`" for word in words]
    return listed(quotes, last)


def question_of(near: str) -> str:
    """The question that offers another word."""
    return f"Did you mean `{near}`?"


def spoken(word: str) -> str:
    """A word of the vocabulary as people say it: `interaction target`."""
    return word.replace("_", " ")
