"""Shot types are read by shot names: as storyboards write them, in prose, and as a naive reader reads them."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from selector.engine.shot_types import ShotNames
from selector.reading.shot_vocabularies import standard_names
from tests.drawn_shot_types import PLAIN, drawn
from tests.long import many
from tests.naive_language import shot_names as naive_names
from tests.naive_language.shot_names import ShotRead, shot_read
from tests.shot_types_read import ALL, NAMES, as_read_by, kinds, led_to, own_rules, rules_for
from tests.test_shots_in_prose import SHOTS

DRAWN = many(400, 40_000)

EVERY = rules_for({name: {} for name in ALL})


@pytest.mark.parametrize(
    ("shot_type", "scenes", "leads_to"),
    [
        ("Mid Shot", 486, "medium"),
        ("Close Shot", 485, "default"),
        ("Long Shot", 112, "default"),
        ("Track Shot", 67, "default"),
        ("Pan Shot", 114, "default"),
        ("Eye-level wide shot", 55, "wide"),
        ("Zoom Shot", 50, "default"),
        ("Eye-level medium shot", 37, "medium"),
        ("Over-the-shoulder medium shot", 36, "over_the_shoulder"),
        ("MS", 32, "medium"),
    ],
)
def test_what_storyboards_write_most_often_is_read(
    shot_type: str, scenes: int, leads_to: str
) -> None:
    """The numbers are those of the scenes in four public sets, of 1,958 in all."""
    assert led_to(shot_type, EVERY) == leads_to, f"in {scenes} scenes"
    assert bool(kinds(shot_type, EVERY)) == (leads_to == "default")


def test_of_shots_in_prose_nearly_all_are_read_right_or_noted_and_none_is_silently_wrong() -> None:
    right, noted, silent = [], [], []
    for written in SHOTS:
        shot_type = written["shot"]
        if is_right(written, as_naive(shot_type)):
            right.append(shot_type)
        elif kinds(shot_type, EVERY):
            noted.append(shot_type)
        else:
            silent.append(shot_type)
    assert silent == []
    assert len(right) + len(noted) >= len(SHOTS) * 95 / 100
    assert len(right) >= len(SHOTS) * 85 / 100


def is_right(written: Mapping[str, Any], read: ShotRead) -> bool:
    """Whether a shot was read as its writer means it."""
    if "unsure" in written:
        wanted = set(written["unsure"])
        return any(set(readings) == wanted for readings in read.readings)
    return (read.coverage, read.size) == (written.get("coverage"), written.get("size"))


def as_naive(shot_type: str) -> ShotRead:
    """What our reader reads by the shipped names, in the form of the naive one."""
    return as_read_by(standard_names(), shot_type, NAMES)


@pytest.fixture
def naive_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The naive reader lists the spellings of its vocabulary anew for every shot type: here once."""
    listed = naive_names.spellings_of(PLAIN)
    monkeypatch.setattr(naive_names, "spellings_of", lambda _: listed)


@pytest.mark.usefixtures("naive_at_once")
def test_shot_types_are_read_as_a_naive_reader_reads_them() -> None:
    rng = random.Random(20)
    read = 0
    for _ in range(DRAWN):
        shot_type = drawn(rng)
        naive = shot_read(shot_type, PLAIN, {"default": ()})
        ours = as_naive(shot_type)
        assert replace(naive, moves=()) == replace(ours, rule="default"), shot_type
        read += bool(naive.coverage or naive.size)
    assert read > DRAWN / 5


@pytest.mark.usefixtures("naive_at_once")
def test_shot_types_lead_to_the_rule_that_a_naive_reader_finds() -> None:
    rng = random.Random(21)
    by_names = 0
    for _ in range(8):
        names = rng.sample(ALL, 6)
        shots: dict[str, Any] = {}
        for name in names:
            spelled = [
                each
                for each in (PLAIN["coverage"] | PLAIN["sizes"])[name]
                if each not in PLAIN["alone"] and each.isascii()
            ]
            shots[rng.choice([name, *spelled[:2]])] = {}
        rules = rules_for(shots)
        written = dict.fromkeys((*shots, "default"), ())
        for _ in range(DRAWN // 16):
            shot_type = drawn(rng)
            naive = shot_read(shot_type, PLAIN, written)
            assert led_to(shot_type, rules) == naive.rule, (shot_type, written)
            by_names += naive.decided_by in ("coverage", "size")
    assert by_names > DRAWN / 50


@pytest.mark.parametrize(
    ("shot_type", "names"),
    [
        ("old tall ships", ("far",)),
        ("tall old tall", ("near",)),
        ("old tall old", ("near",)),
        ("ab cd ef gh", ("near",)),
        ("i j k longest", ("near",)),
    ],
)
def test_the_longest_spelling_is_taken_first_and_of_two_alike_the_first_in_the_text(
    shot_type: str, names: tuple[str, ...]
) -> None:
    text = "sizes: {near: [old tall, ab cd, i j k], far: [tall ships, cd ef, k longest]}\n"
    rules = own_rules(f"{text}passed_over: [gh]\n")
    assert rules.rule_set.shot_names is not None
    assert ShotNames(rules.rule_set.shot_names).read(shot_type).names == names


def test_an_extreme_wide_establishing_shot_is_both() -> None:
    for words in ("Extreme wide establishing shot", "Ultra-wide establishing"):
        reading = NAMES.read(words)
        assert (set(reading.names), reading.unread) == ({"extreme_wide", "establishing"}, ())
