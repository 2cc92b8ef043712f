"""How lists and words of the language are said in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def listed(words: Iterable[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`; nothing of no words."""
    all_words: Sequence[str] = list(words)
    if len(all_words) < 2:
        return "".join(all_words)
    return f"{', '.join(all_words[:-1])} {last} {all_words[-1]}"


def spoken(word: str) -> str:
    """A word of the vocabulary as people say it: `interaction target`."""
    return word.replace("_", " ")
