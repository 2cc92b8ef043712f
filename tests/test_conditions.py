"""Conditions by themselves: what meets them, which of two asks for more, and how they are said."""

from __future__ import annotations

from typing import Any

import pytest

from selector.language.condition import Requirement
from selector.language.conditions import CONDITIONS
from selector.language.kinds import AnyOfTexts


def requirement(key: str, *words: Any) -> Requirement:
    word = CONDITIONS[key]
    return Requirement(word=word, wanted=word.kind.compiled(words))


@pytest.mark.parametrize(
    ("wider", "narrower", "covered"),
    [
        (("role", "prop", "subject"), ("role", "prop"), True),
        (("role", "prop"), ("role", "prop"), True),
        (("role", "prop"), ("role", "prop", "subject"), False),
        (("role", "prop"), ("type", "prop"), False),
        (("type", "character"), ("role", "prop"), False),
        (("label", "night", "day"), ("label", "Night"), True),
    ],
)
def test_a_condition_covers_one_that_asks_for_no_more(
    wider: tuple[str, ...], narrower: tuple[str, ...], *, covered: bool
) -> None:
    assert requirement(*wider).covers(requirement(*narrower)) == covered


@pytest.mark.parametrize(
    ("asked", "found", "met"),
    [
        ("night", "night", True),
        ("night", "nightly", False),
        ("night*", "night", True),
        ("*t", "night", True),
        ("n*t", "night", True),
        ("n*t", "nig", False),
        ("n*t", "bat", False),
        ("*ab*b", "ab", False),
        ("*a*", "ab", True),
        ("ni*ht", "night", True),
        ("nigh*ght", "night", False),
        ("a*b*a", "aba", True),
        ("a*b*a", "aa", False),
        ("*b*b*", "abb", True),
        ("*b*b*", "ab", False),
        ("*", "", True),
    ],
)
def test_a_star_stands_for_any_characters(asked: str, found: str, *, met: bool) -> None:
    kind = AnyOfTexts()
    assert kind.is_met(kind.compiled((asked,)), (found,)) == met
    assert not kind.is_met(kind.compiled((asked,)), ())


def test_what_is_asked_for_is_said_in_the_order_of_the_language_or_of_the_alphabet() -> None:
    assert str(requirement("role", "prop", "subject")) == "role subject or prop"
    assert str(requirement("label", "Night", "dusk", "7")) == "label 7 or dusk or night"


def test_what_was_found_is_said_as_people_say_it() -> None:
    label = CONDITIONS["label"]
    assert [label.says(found) for found in ("rain_swept, day", "")] == [
        "it is labelled rain swept, day",
        "it has no labels",
    ]
    assert [label.says_alone(found) for found in ("day", "")] == [
        "this is labelled day",
        "this has no labels",
    ]
