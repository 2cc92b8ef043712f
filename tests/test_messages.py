"""What the program says, whole: every message in one file, to be read aloud, and in plain English.

The flag of `tests.expected` writes the file anew. Where it was in a merge conflict, do the same.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.expected import expect
from tests.messages import (
    SAY_INSTEAD,
    Message,
    all_rows,
    as_text,
    messages,
    messages_of,
    rows_used,
)

FILE = Path(__file__).with_name("messages.txt")

SOURCE = '''
"""A module's docstring is for developers."""

@group.command("pick")
def pick():
    """Choose the pictures of every scene.

    All scenes are kept, or none is.
    """

def check(path, count):
    """A function's docstring is as well."""
    if path.is_dir():
        what = f"`{path}` is a folder."
        yield Problem(what=what, hint="Name a file in it.")
    where = " in the film" if count else ""
    what = f"There are {count:,} files{where}."
    yield Problem(what=what, hint="Keep one.")
    print(f"{_places(count)} {'was' if count == 1 else 'were'} skipped")
    connection.execute("SELECT title FROM films")
    assert path.startswith("a folder"), "only a folder has files"

EMPTY = Message("{0} has fewer than {1:,} keys.", "Is this the right file?")

def __str__():
    text = "a rule"
    if names:
        text += f" of {names}"
    return text + "."

def _places(count):
    if count == 0:
        return "no scene of the film"
    return counted(count, "scene")
'''

READ = [
    "Choose the pictures of every scene.",
    "All scenes are kept, or none is.",
    "`role` is a folder. Name a file in it.",
    "There are 3 files in the film. Keep one.",
    "There are 3 files. Keep one.",
    "no scene of the film were skipped",
    "The file has fewer than 1,000 keys. Is this the right file?",
    "a rule.",
    "a rule of `close_up` and `insert`.",
]


def all_messages() -> list[Message]:
    return [each for here in messages().values() for each in here]


def test_every_message_is_in_the_file_to_be_read_aloud() -> None:
    expect(as_text(messages()), FILE)


def test_messages_are_put_together_as_they_are_read() -> None:
    assert [each.text for each in messages_of(SOURCE)] == READ


def test_no_message_is_in_two_places() -> None:
    texts = [each.text for each in all_messages()]
    assert len(texts) == len(set(texts)) > 900


def test_what_is_filled_in_has_an_example() -> None:
    without = [each for each in all_messages() if each.unknown]
    names = sorted({name for each in without for name in each.unknown})
    assert len(without) <= len(all_messages()) / 20, (
        f"{len(without)} messages have no example for: {', '.join(names)}."
        " Add one of each to EXAMPLES in tests/message_examples/everywhere.py."
    )


def test_every_example_is_filled_in_somewhere() -> None:
    used = rows_used()
    idle = [row for row in all_rows() if row not in used]
    assert not idle, f"Delete these rows of tests/message_examples, or correct them: {idle}"


@pytest.mark.parametrize("words", SAY_INSTEAD)
def test_no_more_messages_have_words_of_translated_english(words: str) -> None:
    instead, most = SAY_INSTEAD[words]
    found = [each.text for each in all_messages() if re.search(words, each.text, re.IGNORECASE)]
    print(f"{len(found)} of at most {most}, say “{instead}”:", *found, sep="\n  ")  # noqa: T201  # for -rP
    assert len(found) <= most, f"Say “{instead}” in the new one of:\n" + "\n".join(found)
