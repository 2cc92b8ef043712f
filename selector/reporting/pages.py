"""The help page of each problem code: what it means, an example that has it, one that does not.

In: a code. Out: its page as Markdown, or as text for a window.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path

from selector.model.codes import CODES
from selector.reporting.terminal import LINE_COLUMNS, PIPE_COLUMNS, PLAIN, Ink

PAGES = Path(__file__).parent / "pages"


def page_of(code: str) -> str | None:
    """The page of a code, or only its title if the page is missing; None for an unknown code."""
    if code not in CODES:
        return None
    file = PAGES / f"{code}.md"
    if not file.is_file():
        return f"# {code}: {CODES[code].title}\n"
    return file.read_text(encoding="utf-8")


def page_text(page: str, ink: Ink = PLAIN, window: int | None = None) -> str:
    """A page to be read: paragraphs are wrapped, and examples can be copied.

    In a window, YAML is broken after commas in braces, where a line break changes nothing; other
    examples stay as they are.

    Args:
        page: The page as Markdown.
        ink: How to colour the text.
        window: The width of the reader's window, in cells. Without one the page stays Markdown.

    Returns:
        Lines of text.
    """
    lines = page.rstrip("\n").split("\n")
    if window is None:
        wrapped = _wrapped(lines, PIPE_COLUMNS)
        return "\n".join(_bold_heading(line, line, ink) for line in wrapped)
    columns = min(window, LINE_COLUMNS) - 1
    return "\n".join(_without_marks(_wrapped(lines, columns), ink, columns))


def _bold_heading(line: str, shown: str, ink: Ink) -> str:
    if line.startswith("#"):
        return ink(shown, "bold")
    return line


def _without_marks(lines: Iterable[str], ink: Ink, columns: int) -> Iterator[str]:
    """The lines without Markdown's marks: headings bold, examples indented below their file."""
    is_example = is_yaml = False
    for line in lines:
        if line.startswith("```"):
            is_example = not is_example
            is_yaml = line.startswith("```yaml")
            name = line.partition(" ")[2]
            if name:
                yield f"  {name}"
        elif is_yaml:
            yield from _broken(f"    {line}".rstrip(), columns)
        elif is_example:
            yield f"    {line}".rstrip()
        else:
            yield _bold_heading(line, line.lstrip("# "), ink)


def _broken(line: str, columns: int) -> list[str]:
    """A line of YAML, broken after commas where it is too long; a comment stays where it is."""
    code, mark, comment = line.partition(" #")
    before_entry = len(line) - len(line.lstrip())
    indent = " " * (before_entry + 3)
    first, *others = code.split(", ")
    lines = [first]
    for part in others:
        longer = f"{lines[-1]}, {part}"
        if len(longer) < columns:
            lines[-1] = longer
        else:
            lines[-1] += ","
            lines.append(indent + part)
    lines[-1] += mark + comment
    return lines


def _wrapped(lines: list[str], columns: int) -> list[str]:
    """The lines with each paragraph, and each point of a list, wrapped as one."""
    wrapped: list[str] = []
    paragraph: list[str] = []
    is_example = False
    for line in [*lines, ""]:
        is_words = line != "" and not is_example and not line.startswith(("#", "```"))
        if not is_words or line.startswith("- "):
            wrapped += _wrapped_paragraph(paragraph, columns)
            paragraph = []
        if is_words:
            paragraph.append(line.strip())
        else:
            wrapped.append(line)
        if line.startswith("```"):
            is_example = not is_example
    return wrapped[:-1]


def _wrapped_paragraph(lines: list[str], columns: int) -> list[str]:
    if not lines:
        return []
    hanging = ""
    if lines[0].startswith("- "):
        hanging = "  "
    return textwrap.wrap(
        " ".join(lines),
        columns,
        subsequent_indent=hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )
