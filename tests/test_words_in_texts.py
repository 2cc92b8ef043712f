"""What stands in a text of the film: words, tags and patterns, as the engine and the second opinion read them."""

from __future__ import annotations

import pytest

from selector.language.text import fits, stands_in, tag_stands_in, word_run
from tests.naive_language import text as naive


@pytest.mark.parametrize(
    ("words", "text", "stands"),
    [
        ("wide", "A WIDE shot, two riders", True),
        ("red coat", "her red-coat", True),
        ("red coat", "red and coat", False),
        ("coat red", "red coat", False),
        ("coat", "coats", False),
        ("oat", "coat", False),
        ("2", "scene 2", True),
        ("2", "scene 12", False),
        ("café", "the CAFE\u0301", True),
        ("café au", "a café, au lait", True),
        ("fé", "café", False),
        ("夜", "昨夜の雨", True),
        ("夜雨", "昨夜の雨", False),
        ("กาญ", "จากาญคืน", True),
        ("あめ", "よるのあめが", True),
        ("アメ", "ヨルノアメガ", True),
        ("\U00020000", "\U00020001\U00020000y", True),
        ("밤", "한밤중", False),
        ("b", "a\x7fb", True),
        ("", "anything", False),
        ("—", "a — b", False),
        ("wide", "", False),
        ("wide", "— …", False),
    ],
)
def test_words_stand_in_a_text_as_an_unbroken_run(words: str, text: str, *, stands: bool) -> None:
    assert stands_in(word_run(words), text) is stands
    assert naive.stands_in(words, text) is stands


@pytest.mark.parametrize(
    ("tag", "text", "stands"),
    [
        ("MIA", "MIA", True),
        ("MIA", "on MIA, at the well", True),
        ("MIA", "on Mia", False),
        ("MIA", "MIA_FACE", False),
        ("MIA", "OLD_MIA", False),
        ("MIA", "MIA-2", False),
        ("MIA", "MIA2 or 2MIA", False),
        ("MIA", "MIAS, then MIA.", True),
        ("AA", "AAA, AA", True),
        ("MIA", "看MIA走", True),
        ("月", "明月几", True),
        ("月", "x月月", True),
        ("MIA", "", False),
        ("", "anything", False),
        ("", "well — or not", False),
    ],
)
def test_a_tag_stands_in_a_text_as_it_is_written(tag: str, text: str, *, stands: bool) -> None:
    assert tag_stands_in(tag, text) is stands
    assert naive.tag_stands_in(tag, text) is stands


@pytest.mark.parametrize("asked", [stands_in, tag_stands_in])
def test_nothing_stands_in_a_text_that_is_missing(asked: object) -> None:
    assert callable(asked)
    assert asked("MIA", None) is False


@pytest.mark.parametrize(
    ("pattern", "text", "fitting"),
    [
        ("camel", "camel", True),
        ("camel", "camels", False),
        ("camel *", "camel 12", True),
        ("camel *", "camel", False),
        ("camel *", "a camel 12", False),
        ("*b*", "bx", True),
        ("*b*", "b", True),
        ("*t", "night", True),
        ("*t", "nights", False),
        ("n*t", "nt", True),
        ("a*ab", "ab", False),
        ("a*b*a", "aba", True),
        ("a*b*a", "aa", False),
        ("*b*b*", "abb", True),
        ("*b*b*", "ab", False),
        ("*a*" + "*a" * 50 + "*b", "a" * 5_000, False),
    ],
)
def test_a_text_fits_a_pattern_to_the_letter(pattern: str, text: str, *, fitting: bool) -> None:
    assert fits(pattern, text) is fitting
    assert naive.fits(text, pattern) is fitting
