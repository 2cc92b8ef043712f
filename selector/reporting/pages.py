"""The help page of each problem code, as Markdown: what it means, an example that has it, one that does not."""

from __future__ import annotations

from pathlib import Path

from selector.model.codes import CODES

PAGES = Path(__file__).parent / "pages"


def page_of(code: str) -> str | None:
    """The page of a code, or None where there is no such code. A code whose page is missing still has its title."""
    if code not in CODES:
        return None
    file = PAGES / f"{code}.md"
    if not file.is_file():
        return f"# {code}: {CODES[code].title}\n"
    return file.read_text(encoding="utf-8")
