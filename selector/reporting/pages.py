"""The help page of each problem code, as Markdown: what it means, an example that has it, one that does not."""

from __future__ import annotations

import textwrap
from pathlib import Path

from selector.model.codes import CODES
from selector.reporting.terminal import PLAIN, Ink

PAGES = Path(__file__).parent / "pages"


def page_of(code: str) -> str | None:
    """The page of a code, or None where there is no such code. A code whose page is missing still has its title."""
    if code not in CODES:
        return None
    file = PAGES / f"{code}.md"
    if not file.is_file():
        return f"# {code}: {CODES[code].title}\n"
    return file.read_text(encoding="utf-8")


def page_text(page: str, ink: Ink = PLAIN, columns: int | None = None) -> str:
    """A page to be read in a window: headings set off, paragraphs wrapped to it, examples as they are written.

    Without `columns` it stays Markdown, line by line.
    """
    lines = page.rstrip("\n").split("\n")
    if columns is not None:
        lines = _wrapped(lines, columns - 1)
    return "\n".join(ink(line, "bold") if line.startswith("#") else line for line in lines)


def _wrapped(lines: list[str], columns: int) -> list[str]:
    """The lines with each paragraph, and each point of a list, wrapped as one."""
    wrapped: list[str] = []
    paragraph: list[str] = []
    is_example = False
    for line in [*lines, ""]:
        is_words = line != "" and not is_example and not line.startswith(("#", "```"))
        if paragraph and (not is_words or line.startswith("- ")):
            hanging = "  " if paragraph[0].startswith("- ") else ""
            wrapped += textwrap.wrap(" ".join(paragraph), columns, subsequent_indent=hanging, break_long_words=False)
            paragraph = []
        if is_words:
            paragraph.append(line.strip())
        else:
            wrapped.append(line)
        is_example ^= line.startswith("```")
    return wrapped[:-1]
