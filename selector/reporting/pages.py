"""The help page of each problem code, as Markdown: what it means, an example that has it, one that does not."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path

from selector.model.codes import CODES
from selector.reporting.terminal import PIPE_COLUMNS, PLAIN, Ink

PAGES = Path(__file__).parent / "pages"


def page_of(code: str) -> str | None:
    """The page of a code, or None where there is no such code. A code whose page is missing still has its title."""
    if code not in CODES:
        return None
    file = PAGES / f"{code}.md"
    if not file.is_file():
        return f"# {code}: {CODES[code].title}\n"
    return file.read_text(encoding="utf-8")


def page_text(page: str, ink: Ink = PLAIN, window: int | None = None) -> str:
    """A page to be read in a window: headings and examples set off, paragraphs wrapped. Without one it stays Markdown.

    Examples are never wrapped: they are there to be copied.
    """
    lines = page.rstrip("\n").split("\n")
    if window is None:
        return "\n".join(
            ink(line, "bold") if line.startswith("#") else line
            for line in _wrapped(lines, PIPE_COLUMNS)
        )
    return "\n".join(_set_off(_wrapped(lines, window - 1), ink))


def _set_off(lines: Iterable[str], ink: Ink) -> Iterator[str]:
    """The lines without Markdown's marks: headings bold, examples indented below the name of their file."""
    is_example = False
    for line in lines:
        if line.startswith("```"):
            is_example = not is_example
            name = line.partition(" ")[2]
            if name:
                yield f"  {name}"
        elif is_example:
            yield f"    {line}".rstrip()
        else:
            yield ink(line.lstrip("# "), "bold") if line.startswith("#") else line


def _wrapped(lines: list[str], columns: int) -> list[str]:
    """The lines with each paragraph, and each point of a list, wrapped as one."""
    wrapped: list[str] = []
    paragraph: list[str] = []
    is_example = False
    for line in [*lines, ""]:
        is_words = line != "" and not is_example and not line.startswith(("#", "```"))
        if paragraph and (not is_words or line.startswith("- ")):
            hanging = "  " if paragraph[0].startswith("- ") else ""
            words = " ".join(paragraph)
            wrapped += textwrap.wrap(
                words,
                columns,
                subsequent_indent=hanging,
                break_long_words=False,
                break_on_hyphens=False,
            )
            paragraph = []
        if is_words:
            paragraph.append(line.strip())
        else:
            wrapped.append(line)
        is_example ^= line.startswith("```")
    return wrapped[:-1]
