"""`@frozen` makes what `dataclass` would make."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, dataclass, field, replace

import pytest

from selector.model.frozen import frozen


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


NAN = float("nan")


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
