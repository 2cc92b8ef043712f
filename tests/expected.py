"""Expected words in files: compared to the letter, or written anew where `SELECTOR_REWRITE` is set.

`SELECTOR_REWRITE=1 pytest tests/test_invalid_rules.py` writes what is said now; read the difference before you keep it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from selector.model.problem import Problem
from selector.reporting.problem_words import problems_text


def expect(words: str, file: Path) -> None:
    """The words are those of the file."""
    assert words.strip(), "nothing was said"
    if os.environ.get("SELECTOR_REWRITE"):
        file.write_text(words, "utf-8")
    assert file.is_file(), f"{file} is not there: SELECTOR_REWRITE=1 writes it"
    assert words == file.read_text("utf-8")


def expect_problems(problems: Iterable[Problem], file: Path) -> None:
    """The words of problems are those of the file; of more than a hundred the first and the last two stand there."""
    told = list(problems)
    expect(problems_text([told[0], *told[-2:]] if len(told) > 100 else told) + "\n", file)
