"""`because`: why an entry is there, in the director's own words. It never changes a pick."""

from __future__ import annotations

from selector.language.word import Word, filled_text

BECAUSE: Word[str] = Word(
    key="because",
    shape=lambda: str,
    read=filled_text,
    form=lambda _: None,
    printed=lambda _: "",
    says=lambda reason: f'"{" ".join(reason.split())}"',
    expected="text",
    description="Why, in your own words. Explanations show it.",
    examples=("the face carries a close-up",),
)
