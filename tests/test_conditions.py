"""Conditions by themselves: what meets them, which of two asks for more, and how they are said."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from selector.language import entry_lists
from selector.language.condition import Requirement
from selector.language.conditions import CONDITIONS
from selector.language.kinds.any_of_texts import AnyOfTexts


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


@pytest.mark.parametrize(
    ("key", "wanted", "asked", "found", "it_is", "this_is"),
    [
        (
            "role", ("prop", "interaction_target"), "the role interaction target or prop",
            "interaction_target", "the role is interaction target", "the role here is interaction target",
        ),
        (
            "type", ("text_element", "prop"), "the type prop or text element",
            "text_element", "the type is text element", "the type here is text element",
        ),
        (
            "crop", ("full", "face"), "a face crop or a full picture",
            "full", "it is a full picture", "this is a full picture",
        ),
        ("crop", ("face",), "a face crop", "face", "it is a face crop", "this is a face crop"),
        (
            "label", ("rain swept", "day"), "the label day or rain swept",
            "rain_swept", "it is labelled rain swept", "this is labelled rain swept",
        ),
        (
            "of", ("Ilse", "Camel *"), "a picture of `Ilse` or `Camel *`",
            "Mara", "it is a picture of Mara", "this is a picture of Mara",
        ),
        (
            "picture", ("MARA_FACE", "17"), "the picture `MARA_FACE` or `17`",
            "`LAMP`", "it is `LAMP`", "this is `LAMP`",
        ),
        (
            "placed_as", ("LAMP_OUT", "LAMP_LIT"), "what is placed by the tag `LAMP_OUT` or `LAMP_LIT`",
            "LAMP", "it is placed by the tag `LAMP`", "it is placed by the tag `LAMP` here",
        ),
    ],
)  # fmt: skip
def test_each_condition_words_what_is_wanted_and_what_was_found(
    key: str, wanted: tuple[str, ...], asked: str, found: str, it_is: str, this_is: str
) -> None:
    word = CONDITIONS[key]
    assert word.asks(requirement(key, *wanted).in_order) == asked
    assert (word.says(found), word.says_alone(found)) == (it_is, this_is)


def test_a_quality_is_said_with_its_number_or_to_be_missing() -> None:
    quality = CONDITIONS["quality"]
    assert quality.asks(("at least 7",)) == "a quality of at least 7"
    assert (quality.says("6.5"), quality.says_alone("6.5")) == (
        "it has a quality of 6.5",
        "this has a quality of 6.5",
    )
    assert (quality.says(""), quality.says_alone("")) == (
        "it has no quality score",
        "this has no quality score",
    )


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


@pytest.mark.parametrize("key", ["name", "at_most"])
def test_a_condition_cannot_have_a_key_that_entries_have_already(
    key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(CONDITIONS, key, replace(CONDITIONS["label"], key=key))
    with pytest.raises(ValueError, match=f"The key `{key}` of a condition is already a key"):
        entry_lists.table_of(*entry_lists.ENTRY_LISTS.values())
