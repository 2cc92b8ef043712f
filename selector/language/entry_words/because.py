"""`because`: why an entry is there, in the director's own words. It never changes a pick."""

from __future__ import annotations

from selector.language.word import Word


def _read(value: object) -> str | None:
    if isinstance(value, str) and value.strip():
        return value
    return None


BECAUSE: Word[str] = Word(
    key="because",
    shape=lambda: str,
    read=_read,
    form=lambda _: None,
    printed=lambda _: "",
    says=lambda reason: f'"{" ".join(reason.split())}"',
    expected="text",
    description="Why, in your own words. Explanations show it.",
    examples=("the face carries a close-up",),
)
