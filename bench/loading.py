"""What a long rule file costs to load: reading, checking, compiling and its digest against PyYAML's composing it.

Each round writes a file of 60 shots and 400 entries that no round before has seen; both are in Python alone, as
selector asks PyYAML for the places of every word.
"""

from __future__ import annotations

import random
import statistics
from time import process_time

import yaml

from selector.reading.load import load_rules

BOUND = 2.5
ROUNDS = 9
SHOTS = 60
EACH = 6
CONDITIONS = (
    "focal_point: true",
    "speaks: true",
    "wardrobe: oilskin",
    "matches: wardrobe",
    "quality: {at_least: 0.6}",
    "has: {label: wet}",
    'of: ["Wren*", Rex]',
    "not: {label: [night, draft]}",
    "any_of: [{action: runs}, {expression: true}]",
    "first_appearance: false",
)


def main() -> None:
    rng = random.Random(1)
    pairs = [_round(_text(rng)) for _ in range(ROUNDS)]
    ratio = statistics.median(ours / theirs for ours, theirs in pairs)
    ours, theirs = (statistics.median(column) * 1000 for column in zip(*pairs, strict=True))
    verdict = "ok" if ratio <= BOUND else "OVER"
    print(f"loading: {ours:.0f} ms, composing: {theirs:.0f} ms")
    print(f"  ratio {ratio:.2f} (bound {BOUND}) {verdict}")


def _round(text: str) -> tuple[float, float]:
    """Seconds of a processor for loading and for composing the same text."""
    begun = process_time()
    load_rules(text=text)
    loaded = process_time()
    yaml.compose(text, Loader=yaml.SafeLoader)
    return loaded - begun, process_time() - loaded


def _text(rng: random.Random) -> str:
    """A rule file of 60 shots with 6 priorities each, and 40 entries that hold over every shot."""
    bans = [
        f'  - {{name: n{nth}, of: "Person {rng.random()}", label: draft, because: "not cleared"}}'
        for nth in range(20)
    ]
    pins = [f"  - {{name: i{nth}, of: T{rng.random()}, because: sent}}" for nth in range(20)]
    shots = [line for nth in range(SHOTS) for line in _shot(nth, rng)]
    head = [f"language: 1\nname: long-{rng.random()}\nversion: '1'", "prefer: [face, cleaned]"]
    return "\n".join([*head, "never:", *bans, "pin:", *pins, "shots:", *shots]) + "\n"


def _shot(nth: int, rng: random.Random) -> list[str]:
    entries = [
        f"      - {{name: p{place}, role: subject, type: character, {rng.choice(CONDITIONS)}, "
        f'at_most: {1 + place % 3}, because: "reason {rng.random()}"}}'
        for place in range(EACH)
    ]
    name = f"shot_{nth}" if nth else "default"
    words = [f"    spellings: [spelling {nth}]", f"    references: {1 + nth % 4}"]
    return [f"  {name}:", *words, "    priorities:", *entries]


if __name__ == "__main__":
    main()
