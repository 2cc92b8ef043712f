"""Documents that are nearly right: good ones with one to three things changed by chance, alike for the same seed."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator, Sequence
from typing import Any

ODD: tuple[Any, ...] = (
    None, True, False, 0, 1, 2, -1, 3, 11, 10**30, 0.0, 1.0, 0.5, 10.0, 10.5, -0.1, 1e300,
    "", " ", "\n", "-", " _—", "[]", "[ ]", "[", "]", "[[]]", "[A]", "a", "word", "face", "full", "subject", "Subject",
    "character", "CHARACTER", "1", "1.0", "default", "no", "Straße",
    [], [None], [[]], ["face"], ["face", "face"], ["full", "face"], ["subject", "prop"], ["nothing"], [1], [""],
    {}, {"a": 1}, {"": ""}, {"name": "x"},
)  # fmt: skip
"""Values of every type and at every edge that a shape speaks of."""


def mutants(good: Sequence[Any], seed: int, keys: Sequence[str], count: int) -> Iterator[Any]:
    """Copies of the good documents, changed; `keys` are those that may be added anywhere."""
    rng = random.Random(seed)
    for _ in range(count):
        document = copy.deepcopy(rng.choice(good))
        for _ in range(rng.choice((1, 1, 1, 2, 3))):
            document = _changed(document, rng, keys)
        yield document


def _changed(document: Any, rng: random.Random, keys: Sequence[str]) -> Any:
    places = list(_places(document))
    if not places or rng.random() < 0.02:
        return copy.deepcopy(rng.choice(ODD))
    holder, key = rng.choice(places)
    match rng.choice(("replace", "replace", "replace", "remove", "add", "rename", "repeat", "borrow")):
        case "replace":
            holder[key] = copy.deepcopy(rng.choice(ODD))
        case "remove":
            del holder[key]
        case "borrow":
            other, there = rng.choice(places)
            holder[key] = copy.deepcopy(other[there])
        case "repeat" if isinstance(holder, list):
            holder.insert(rng.randrange(len(holder) + 1), copy.deepcopy(holder[key]))
        case "rename" if isinstance(holder, dict):
            holder[rng.choice((*keys, "unheard_of"))] = holder.pop(key)
        case _ if isinstance(holder, dict):
            holder[rng.choice((*keys, "unheard_of"))] = copy.deepcopy(rng.choice(ODD))
        case _:
            holder.append(copy.deepcopy(rng.choice(ODD)))
    return document


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place inside a value: what holds it, and its key or position there."""
    if isinstance(value, dict | list):
        for key, each in list(value.items() if isinstance(value, dict) else enumerate(value)):
            yield value, key
            yield from _places(each)
