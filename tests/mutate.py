"""Documents and bytes that are nearly right: good ones, a few things changed by chance, alike for the same seed."""

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

_SNIPPETS = (
    b"\x00", b"\x07", b"\xff", b"\xef\xbb\xbf", b"\t", b"\r", b"\n", b"\n\n  ", b"\xe2\x80\xa8", b"\xc2\x85",
    b"\\ud800", b"\\u0000", b"\\U00110000", b"\\x", b"\\", b"&a ", b"*a", b"*a ", b"<<: ",
    b"!!python/object:os.system ", b"! ", b"!<a> ", b"---\n", b"...\n", b"%YAML 9.9\n", b"%TAG ! a\n", b"? ", b"- ",
    b": ", b":", b"#", b" #", b", ", b"{", b"}", b"[", b"]", b'"', b"'", b"|", b">", b"|+9\n", b">-\n", b"%", b"@",
    b"`", b"null", b"NaN", b"~", b"true", b"no", b"010", b"0x", b"0o9", b"1e999", b"-0", b".nan", b".inf", b"1_0",
    b"16:9", b"9" * 500, b"0x" + b"f" * 500, b"[" * 200, b"{a: " * 60, b"- " * 60, b"a" * 2000, "é\u0301🎬".encode(),
    b"language", b"shots", b"default", b"like", b"priorities", b"name", b"subject", b"face",
)  # fmt: skip
"""Bytes that mean something to YAML or JSON, or to nobody."""


def mutants(good: Sequence[Any], seed: int, keys: Sequence[str], count: int) -> Iterator[Any]:
    """Copies of the good documents, changed; `keys` are those that may be added anywhere."""
    rng = random.Random(seed)
    for _ in range(count):
        document = copy.deepcopy(rng.choice(good))
        for _ in range(rng.choice((1, 1, 1, 2, 3))):
            document = _changed(document, rng, keys)
        yield document


def _changed(document: Any, rng: random.Random, keys: Sequence[str]) -> Any:
    places = list(places_in(document))
    if not places or rng.random() < 0.02:
        return copy.deepcopy(rng.choice(ODD))
    holder, key = rng.choice(places)
    match rng.choice(
        ("replace", "replace", "replace", "remove", "add", "rename", "repeat", "borrow")
    ):
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


def places_in(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place inside a value: what holds it, and its key or position there."""
    if isinstance(value, dict | list):
        for key, each in list(value.items() if isinstance(value, dict) else enumerate(value)):
            yield value, key
            yield from places_in(each)


def damaged(raw: bytes, rng: random.Random) -> bytes:
    """The bytes with one to four pieces put in, taken out, doubled or moved."""
    for _ in range(rng.choice((1, 1, 2, 3, 4))):
        start = rng.randrange(len(raw) + 1)
        end = min(len(raw), start + rng.choice((0, 1, 1, 2, 5, 20, 80)))
        piece = raw[start:end]
        elsewhere = rng.randrange(len(raw) + 1)
        match rng.choice(("insert", "insert", "replace", "remove", "double", "move")):
            case "insert":
                raw = raw[:start] + rng.choice(_SNIPPETS) + raw[start:]
            case "replace":
                raw = raw[:start] + rng.choice(_SNIPPETS) + raw[end:]
            case "remove":
                raw = raw[:start] + raw[end:]
            case "double":
                raw = raw[:end] + piece + raw[end:]
            case _:
                raw = raw[:elsewhere] + piece + raw[elsewhere:]
    return raw
