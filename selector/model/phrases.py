"""Words in; a list, a question or a spoken word out: parts that many messages share."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Sequence

from selector.model.problem import shown

_LONGEST_QUOTED = 100
"""Characters of a text that a message offers to copy."""
_NOT_IN_DOUBLE_QUOTES = frozenset('"$`\\!')
"""What a shell would read as more than a letter there."""


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


def text_wanted(a_text: str, wanted: Sequence[str]) -> str:
    """What a condition on a text asks for: "a position", "no position", or what it says.

    Args:
        a_text: What the text is, with its article: "a position".
        wanted: What is wanted: `true`, `false` or some words.
    """
    match wanted:
        case ("true",):
            return a_text
        case ("false",):
            return f"no {a_text.partition(' ')[2]}"
        case _:
            return f"{a_text} that says {quoted(wanted, 'or')}"


def with_text(a_text: str, wanted: Sequence[str]) -> str:
    """The same, of pictures that are wanted: "with a position that says `left`"."""
    return f"with {text_wanted(a_text, wanted)}"


def text_found(subject: str, text: str, found: str) -> str:
    """What a condition on a text found: "its position is `far left`", or "it has no position".

    Args:
        subject: Who is said to have no text: "it" or "this".
        text: What the text is: "position".
        found: The text; empty if there is none.

    Returns:
        The phrase.
    """
    if not found:
        return f"{subject} has no {text}"
    return f"its {text} is `{shown(found)}`"


def in_quotes(text: str) -> str:
    """A text as YAML has it in quotes: double ones, unless it has some itself."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    doubled = text.replace("'", "''")
    return f"'{doubled}'"


def to_copy(text: str) -> str:
    """The end of "put it in quotes": a colon and the text in quotes, if it can be shown whole."""
    if not can_be_copied(text):
        return ""
    return f": `{in_quotes(text)}`"


def can_be_copied(text: str) -> bool:
    """Whether a message shows all of a text, so that nothing is lost if it is copied from there."""
    return shown(text, _LONGEST_QUOTED) == text


def for_a_shell(word: str) -> str:
    """A word with the quotes that a shell needs: `'Old Sam'`, `"Sam's film"`.

    Double quotes are easier to read around an apostrophe than what a shell needs in single ones.
    """
    if "'" in word and not _NOT_IN_DOUBLE_QUOTES.intersection(word):
        return f'"{word}"'
    return shlex.quote(word)


def question_of(near: str) -> str:
    """The question that offers another word."""
    return f"Did you mean `{near}`?"


def with_and(recorded: str) -> str:
    """`a, b, c`, as records list names, in a sentence: `a, b and c`."""
    return " and ".join(recorded.rsplit(", ", 1))


def said_today(recorded: str) -> str:
    """A text that records have, as it is said today. Records keep the words they were made with."""
    return _SAID_TODAY.get(recorded, recorded)


def wanted_today(recorded: str) -> str:
    """What one condition asks for, as it is said today."""
    alone = recorded.removeprefix("anything but ")
    if alone == recorded:
        return said_today(recorded)
    together = alone.removeprefix("both ").removeprefix("all of ")
    if together == alone:
        return f"anything except {alone}"
    return f"anything except the combination of {together}"


_SAID_TODAY = {
    "its file lies outside the film's folder": "its file is outside the film folder",
    "its file is a drawing in SVG, not an image": (
        "its file is an SVG drawing, which video models do not take"
    ),
    "its address leads to a drawing in SVG, not an image": (
        "its address leads to an SVG drawing, which video models do not take"
    ),
    "its file is a pointer of Git LFS, not an image": "its file is a Git LFS pointer, not an image",
    "text of invisible characters alone": "text that consists only of invisible characters",
    "it has no picture": "it has no path or address",
    "a picture that is sent as its cleaned version": (
        "a picture whose clean reference is sent instead of it"
    ),
}


def with_article(title: str) -> str:
    """`a picture`, `an asset`. A key in backticks has none."""
    if title.startswith("`"):
        return title
    article = "an" if title[:1] in tuple("aeiou") else "a"
    return f"{article} {title}"


def spoken(word: str) -> str:
    """A word of the vocabulary as people say it: `interaction target`."""
    return word.replace("_", " ")
