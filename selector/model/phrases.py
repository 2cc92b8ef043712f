"""How lists and words of the language are said in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def listed(words: Iterable[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`; nothing of no words."""
    all_words: Sequence[str] = list(words)
    if len(all_words) < 2:
        return "".join(all_words)
    return f"{', '.join(all_words[:-1])} {last} {all_words[-1]}"


def quoted(words: Iterable[str], last: str) -> str:
    """Words as a file has them, in a row: "`face` or `full`"."""
    return listed((f"`{word}`" for word in words), last)


def did_you_mean(near: str) -> str:
    """The question that offers another word."""
    return f"Did you mean `{near}`?"


def spoken(word: str) -> str:
    """A word of the vocabulary as people say it: `interaction target`."""
    return word.replace("_", " ")
