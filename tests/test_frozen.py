"""`@frozen`, `@ordered` and `@unique` make what `dataclass` would make."""

from __future__ import annotations

import copy
import inspect
import itertools
import pickle
from dataclasses import FrozenInstanceError, asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from selector.model.frozen import frozen, ordered, unique


@frozen
class Mark:
    number: float
    word: str = "a"
    source: str = field(default="", compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    number: float
    word: str = "a"
    source: str = field(default="", compare=False, repr=False)


@frozen
class Nothing:
    pass


@frozen
class Other:
    number: float
    word: str = "a"


@ordered
class Place:
    line: int
    column: int = 0
    names: list[str] = field(default_factory=list, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class PlainPlace:
    line: int
    column: int = 0
    names: list[str] = field(default_factory=list, compare=False)


@unique
class Word:
    key: str
    words: dict[str, int] = field(default_factory=dict)


@unique
class LongWord(Word):
    most: int = 3


NAN = float("nan")
ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"number": 1}, {"number": 1}),
        ({"number": 1}, {"number": 1.0, "word": "a", "source": "b"}),
        ({"number": 1}, {"number": 2}),
        ({"number": 1}, {"number": 1, "word": "b"}),
        ({"number": NAN}, {"number": NAN}),
    ],
)
def test_what_is_equal_is_what_a_plain_dataclass_says(
    first: dict[str, object], second: dict[str, object]
) -> None:
    ours = Mark(**first), Mark(**second)  # type: ignore[arg-type]
    plain = Plain(**first), Plain(**second)  # type: ignore[arg-type]
    assert (ours[0] == ours[1]) == (plain[0] == plain[1])
    assert len(set(ours)) == len(set(plain))
    assert repr(ours[0]) == repr(plain[0]).replace("Plain", "Mark")


def test_values_of_two_classes_are_never_equal() -> None:
    others: list[object] = [Other(number=1), (1, "a"), Mark(number=2)]
    assert Mark(number=1) not in others
    assert Nothing() == Nothing()
    assert repr(Nothing()) == "Nothing()"
    assert len({Nothing(), Nothing(), Other(number=1), Other(number=1), Mark(number=1)}) == 3


def test_a_value_cannot_change_is_copied_with_changes_and_pickled() -> None:
    mark = Mark(number=1)
    with pytest.raises(FrozenInstanceError):
        mark.word = "b"  # type: ignore[misc]
    with pytest.raises((FrozenInstanceError, AttributeError, TypeError)):
        mark.other = 1  # type: ignore[attr-defined]
    with pytest.raises(TypeError, match="positional"):
        Mark(1)  # type: ignore[call-arg]
    assert replace(mark, word="b") == Mark(number=1, word="b")
    assert pickle.loads(pickle.dumps(mark)) == mark
    with pytest.raises(FrozenInstanceError):
        del mark.word
    assert copy.copy(mark) == copy.deepcopy(mark) == mark


@pytest.mark.parametrize("values", [{"line": 1}, {"line": 1, "column": 2, "names": ["a"]}])
def test_values_are_made_as_a_plain_dataclass_makes_them(values: dict[str, Any]) -> None:
    assert asdict(Place(**values)) == asdict(PlainPlace(**values))
    assert Place(line=1).names is not Place(line=1).names
    plain = inspect.signature(PlainPlace).parameters.values()
    ours = inspect.signature(Place).parameters.values()
    assert [(each.name, each.kind, each.annotation) for each in ours] == [
        (each.name, each.kind, each.annotation) for each in plain
    ]


@pytest.mark.parametrize("values", [{}, {"lines": 1}, {"line": 1, "self": 1}])
def test_what_a_plain_dataclass_refuses_is_refused_in_its_words(values: dict[str, Any]) -> None:
    with pytest.raises(TypeError) as plain:
        PlainPlace(**values)
    with pytest.raises(TypeError) as ours:
        Place(**values)
    assert str(ours.value) == str(plain.value).replace("PlainPlace", "Place")


def test_an_order_is_that_of_a_plain_dataclass() -> None:
    values = [(1, 0), (1, 2), (2, 0), (1, 0)]
    for one, other in itertools.product(values, repeat=2):
        first, second = (Place(line=line, column=column) for line, column in (one, other))
        plain = [PlainPlace(line=line, column=column) for line, column in (one, other)]
        assert (first < second) == (plain[0] < plain[1])
        assert (first <= second) == (plain[0] <= plain[1])
        assert (first > second) == (plain[0] > plain[1])
        assert (first >= second) == (plain[0] >= plain[1])
        assert (first == second) == (plain[0] == plain[1])
    with pytest.raises(TypeError, match="not supported"):
        assert Place(line=1) < PlainPlace(line=2)  # type: ignore[operator]


def test_a_unique_value_is_equal_to_itself_alone() -> None:
    word = LongWord(key="a")
    assert word == word  # noqa: PLR0124  # that is the point
    assert word != LongWord(key="a")
    assert len({word, word, LongWord(key="a")}) == 2
    assert repr(replace(word, most=4)) == "LongWord(key='a', words={}, most=4)"
    with pytest.raises(FrozenInstanceError):
        word.key = "b"  # type: ignore[misc]
    assert pickle.loads(pickle.dumps(word)).most == 3
    assert not hasattr(word, "__dict__")


def test_a_plain_frozen_dataclass_can_be_made_of_one() -> None:
    @dataclass(frozen=True, kw_only=True)
    class Marked(Mark):
        colour: str = "red"

    marked = Marked(number=1, colour="blue")
    assert (marked.number, marked.colour, marked) == (1, "blue", Marked(number=1, colour="blue"))
    with pytest.raises(FrozenInstanceError):
        marked.colour = "red"  # type: ignore[misc]


def test_no_class_of_the_package_compiles_more_than_it_needs() -> None:
    """A frozen class with slots is one of ours; a command defines many before it does anything."""
    plain = []
    for path in (ROOT / "selector").rglob("*.py"):
        for line, text in enumerate(path.read_text("utf-8").splitlines(), 1):
            if text.startswith("@dataclass(") and "frozen=True" in text and "slots=True" in text:
                plain.append(f"{path}:{line}")
    assert plain == [], "Write `@frozen`, `@ordered` or `@unique` of `selector.model.frozen`."
