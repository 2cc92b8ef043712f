"""What one value of a caller's asset comes to, whatever its type: a table for each kind of value."""

from __future__ import annotations

import math
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from pathlib import PurePosixPath
from types import SimpleNamespace
from typing import Any
from unittest.mock import MagicMock
from uuid import UUID

import pytest

from selector.engine.asset_values import (
    address_of,
    clean_reference_of,
    flag_of,
    is_clean_reference,
    is_flag,
    is_gap,
    is_likeness,
    is_score,
    labels_of,
    score_of,
    tag_of,
    text_of,
    type_of,
)
from tests.pools import NA, NAT

GAPS = (None, math.nan, Decimal("NaN"), Decimal("sNaN"), NA, NAT)


class Several:
    """As an array answers: with an answer for each of its values, which is neither yes nor no."""

    def __ne__(self, other: object) -> Any:
        return self

    __hash__ = object.__hash__

    def __bool__(self) -> bool:
        raise ValueError("the truth value of an array with more than one element is ambiguous")

    def __str__(self) -> str:
        return "[1 2]"

    __repr__ = __str__


class ArrayOfNoDimension:
    """As numpy has it: it says that it gives its entries, and has none to give."""

    ndim = 0

    def __iter__(self) -> Any:
        raise TypeError("iteration over a 0-d array")


class Unwritten:
    """What prints as nothing."""

    def __str__(self) -> str:
        return ""

    def __repr__(self) -> str:
        return "Unwritten"


class Truth:
    """Equal to a truth value without being one, as numpy's own true and false are."""

    def __init__(self, *, is_true: bool) -> None:
        self.is_true = is_true

    def __eq__(self, other: object) -> bool:
        return self.is_true == other

    def __hash__(self) -> int:
        return hash(self.is_true)

    def __repr__(self) -> str:
        return f"{type(self).__module__}.{type(self).__name__} {self.is_true}"


def numpys(name: str) -> type[Truth]:
    """A class that calls itself so, and says that it is numpy's."""
    return type(name, (Truth,), {"__module__": "numpy"})


class Word(str, Enum):  # noqa: UP042  # a StrEnum prints as its value
    WREN = "WREN"


class Numbered(Enum):
    Prop = 3


class Unreal(float):
    """A number that cannot be compared with any other."""

    def __ge__(self, other: object) -> bool:
        raise ArithmeticError

    __le__ = __ge__

    def __eq__(self, other: object) -> bool:
        return self is other

    __hash__ = float.__hash__


@pytest.mark.parametrize("value", GAPS, ids=repr)
def test_a_gap_stands_for_nothing_wherever_nothing_may_stand(value: Any) -> None:
    assert is_gap(value)
    assert (text_of(value), address_of(value), score_of(value)) == (None, None, None)
    assert labels_of(value) == labels_of([value]) == labels_of((value, value)) == ()
    assert is_flag(value)
    assert not flag_of(value)
    assert is_score(value)
    assert (tag_of(value), type_of(value)) == (None, None)


@pytest.mark.parametrize(
    "value", ["", "nan", 0, 0.0, False, math.inf, Decimal(0), Several(), object(), [math.nan]]
)
def test_whatever_is_equal_to_itself_is_no_gap(value: Any) -> None:
    assert not is_gap(value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Ann", "Ann"),
        ("e\u0301", "\u00e9"),
        ("", None),
        ("\u200b", None),
        (7, "7"),
        (0, "0"),
        (7.0, "7"),
        (-0.0, "0"),
        (2.5, "2.5"),
        (1e20, "100000000000000000000"),
        (math.inf, "inf"),
        (10**400, "1" + "0" * 400),
        (True, "True"),
        (Fraction(4, 2), "2"),
        (Fraction(1, 2), "1/2"),
        (Decimal("5.0"), "5"),
        (UUID(int=3), "00000000-0000-0000-0000-000000000003"),
        (Several(), "[1 2]"),
        (Unwritten(), None),
    ],
    ids=repr,
)
def test_an_id_or_a_name_is_a_text_and_a_whole_float_the_whole_number(
    value: Any, text: str | None
) -> None:
    assert text_of(value) == text


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("a.png", "a.png"),
        ("e\u0301.png", "e\u0301.png"),
        ("", None),
        (7.0, "7.0"),
        (Several(), "[1 2]"),
        (Unwritten(), None),
    ],
)
def test_an_address_is_taken_to_the_letter(value: Any, address: str | None) -> None:
    assert address_of(value) == address


@pytest.mark.parametrize(
    ("value", "labels"),
    [
        (["b", "a"], ("b", "a")),
        (("b", 7.0, "", math.nan, None, "a"), ("b", "7", "a")),
        ([], ()),
        ((), ()),
        ("", ()),
        ("night", ("night",)),
        ("\u200b", ()),
        (Word.WREN, (str(Word.WREN),)),
        ({"d", "b", "a", "c"}, ("a", "b", "c", "d")),
        (frozenset("dbac"), ("a", "b", "c", "d")),
        ({"b": 1}, ()),
        (iter("ba"), ("b", "a")),
        (7, ()),
        (object(), ()),
        (b"1", ()),
        (bytearray(b"1"), ()),
        (memoryview(b"1"), ()),
        (ArrayOfNoDimension(), ()),
    ],
)
def test_labels_keep_their_order_and_a_single_text_is_one(
    value: Any, labels: tuple[str, ...]
) -> None:
    assert labels_of(value) == labels


@pytest.mark.parametrize(
    ("value", "tag"),
    [
        ("WREN", "WREN"),
        (" WREN", " WREN"),
        (Word.WREN, "WREN"),
        ("\u200b", None),
        (" ", None),
        ("", None),
        (b"WREN", None),
        (7, None),
    ],
)
def test_a_tag_is_text_of_which_something_can_be_seen(value: Any, tag: str | None) -> None:
    found = tag_of(value)
    assert found == tag
    assert found is None or type(found) is str


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("PROP", "prop"),
        ("Gei\u00df", "geiss"),
        ("", None),
        (Word.WREN, "wren"),
        (Numbered.Prop, "prop"),
        (3, None),
        (b"prop", None),
    ],
)
def test_a_type_is_text_without_case(value: Any, kind: str | None) -> None:
    found = type_of(value)
    assert found == kind
    assert found is None or type(found) is str


@pytest.mark.parametrize(
    "one",
    [
        True,
        1,
        1.0,
        Fraction(1),
        Decimal(1),
        numpys("bool")(is_true=True),
        numpys("bool_")(is_true=True),
    ],
)
def test_one_and_true_of_any_type_of_number_say_yes(one: Any) -> None:
    assert is_flag(one)
    assert flag_of(one)


@pytest.mark.parametrize(
    "zero",
    [
        False,
        0,
        0.0,
        -0.0,
        Fraction(0),
        Decimal(0),
        Decimal("-0.0"),
        numpys("bool")(is_true=False),
        numpys("bool_")(is_true=False),
    ],
)
def test_zero_and_false_of_any_type_of_number_say_no(zero: Any) -> None:
    assert is_flag(zero)
    assert not flag_of(zero)


@pytest.mark.parametrize(
    "value",
    [
        "yes",
        "1",
        "",
        2,
        -1,
        0.5,
        1j,
        Decimal(2),
        Decimal("0.5"),
        Decimal("Infinity"),
        [],
        Several(),
        Truth(is_true=True),
    ],
    ids=repr,
)
def test_nothing_else_says_yes_or_no(value: Any) -> None:
    assert not is_flag(value)


def test_of_numpys_values_only_its_own_true_and_false_are_taken_so() -> None:
    assert not is_flag(numpys("str_")(is_true=True))
    assert not is_flag(type("bool", (Truth,), {"__module__": "elsewhere"})(is_true=True))


@pytest.mark.parametrize(
    ("value", "score"),
    [
        (0, 0),
        (10, 10),
        (0.0, 0.0),
        (10.0, 10.0),
        (0.5, 0.5),
        (9.5, 9.5),
        (Decimal(0), Decimal(0)),
        (Decimal("9.1"), Decimal("9.1")),
        (Decimal(10), Decimal(10)),
        (Fraction(1, 4), 0.25),
    ],
    ids=repr,
)
def test_a_score_is_a_real_number_from_0_to_10_as_one_of_pythons_own(
    value: Any, score: Any
) -> None:
    assert is_score(value)
    found = score_of(value)
    assert (found, type(found)) == (score, type(score))


@pytest.mark.parametrize(
    "value",
    [
        -0.001, 10.001, -1, 11, math.inf, -math.inf, True, False, "5", "", 1j, [5], Several(), Decimal("-0.01"),
        Decimal("10.01"), Decimal("Infinity"), Fraction(41, 4), Fraction(-1, 4), Unreal(5), 10**400,
    ],
    ids=lambda value: f"{value!r:.20}",
)  # fmt: skip
def test_nothing_else_is_a_score(value: Any) -> None:
    assert not is_score(value)


CLEAN = "clean/wren.png"


@pytest.mark.parametrize("likeness", [0, 1, 0.0, 1.0, 0.92, Decimal("0.92"), Fraction(1, 4)])
def test_a_clean_reference_is_an_object_or_a_mapping_with_an_address(likeness: Any) -> None:
    values = {"clean_image_url": CLEAN, "face_similarity_score": likeness}
    for reference in (values, SimpleNamespace(**values)):
        assert is_clean_reference(reference)
        assert is_likeness(reference)
        found = clean_reference_of(reference)
        assert found is not None
        assert (found.address, found.likeness) == (CLEAN, score_of(likeness))


@pytest.mark.parametrize("gap", GAPS, ids=repr)
def test_a_gap_is_no_clean_reference_no_address_and_no_likeness(gap: Any) -> None:
    assert is_clean_reference(gap)
    assert is_likeness(gap)
    assert clean_reference_of(gap) is None
    without_address = {"clean_image_url": gap, "face_similarity_score": 0.5}
    assert is_clean_reference(without_address)
    assert clean_reference_of(without_address) is None
    without_likeness = {"clean_image_url": CLEAN, "face_similarity_score": gap}
    assert is_likeness(without_likeness)
    assert clean_reference_of(without_likeness) == (CLEAN, None)
    assert clean_reference_of({"clean_image_url": CLEAN}) == (CLEAN, None)


@pytest.mark.parametrize(
    "likeness", [-0.001, 1.001, 2, -1, 92, math.inf, True, False, "0.9", [0.9], Decimal("1.01")]
)
def test_nothing_else_is_a_likeness(likeness: Any) -> None:
    reference = {"clean_image_url": CLEAN, "face_similarity_score": likeness}
    assert not is_likeness(reference)
    assert is_likeness({**reference, "clean_image_url": ""})


@pytest.mark.parametrize("value", [CLEAN, "", 7, True, {}, {"url": CLEAN}, [CLEAN], object()])
def test_what_has_no_place_for_an_address_is_no_clean_reference(value: Any) -> None:
    assert not is_clean_reference(value)


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("e\u0301.png", "e\u0301.png"),
        (PurePosixPath(CLEAN), CLEAN),
        ("", None),
        (7, None),
        (10**5000, None),
        (b"clean.png", None),
    ],
    ids=lambda value: type(value).__name__,
)
def test_the_address_of_a_clean_reference_is_text_or_a_path_to_the_letter(
    address: Any, found: str | None
) -> None:
    reference = clean_reference_of({"clean_image_url": address})
    assert (reference and reference.address) == found


def test_a_stand_in_that_answers_to_every_name_has_no_clean_reference() -> None:
    """As `unittest.mock` makes them: whoever tests a pipeline gives such assets."""
    assert is_clean_reference(MagicMock())
    assert is_likeness(MagicMock())
    assert clean_reference_of(MagicMock()) is None
