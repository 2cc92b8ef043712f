"""Each method of the kinds of conditions whose answers are the least alike, called by itself."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from selector.language.condition import Requirement
from selector.language.conditions import CONDITIONS
from selector.language.kinds.any_of_names import AnyOfNames
from selector.language.kinds.count_of import Count, CountOf
from selector.language.kinds.in_text import InText
from selector.language.kinds.number_range import NumberRange, Range
from selector.language.kinds.stretch import Between, Stretch, asks_earlier, asks_in
from selector.language.scene_conditions.when_placed import WHEN_PLACED
from selector.model.film_so_far import Since, Worn
from selector.model.vocabulary import fold

RANGE = NumberRange(lowest=0, highest=10)
TEXT, STRETCH = InText(), Stretch()
NAMES = AnyOfNames(compared=str.casefold)
COUNT = CountOf(table=dict)
NAN = float("nan")


# A range of numbers.


@pytest.mark.parametrize(
    ("number", "has"), [(6.99, False), (7, True), (8.5, True), (9, False), (Decimal("8.9"), True)]
)
def test_a_range_has_its_lowest_number_and_not_the_one_that_is_too_high(
    number: Any, *, has: bool
) -> None:
    assert Range(at_least=7, below=9).has(number) is has
    assert RANGE.is_met(Range(at_least=7, below=9), number) is has


def test_a_range_without_a_bound_is_open_there() -> None:
    assert [Range(at_least=7).has(each) for each in (6, 7, 99)] == [False, True, True]
    assert [Range(below=7).has(each) for each in (-9, 6, 7)] == [True, True, False]
    assert RANGE.is_met(Range(), None) is False


@pytest.mark.parametrize(
    ("found", "text"),
    [
        (None, ""),
        (7, "7"),
        (0, "0"),
        (7.0, "7"),
        (7.5, "7.5"),
        (Decimal("7.0"), "7"),
        (Decimal("7.50"), "7.5"),
        (Decimal("7.1"), "7.1"),
        (Decimal("0.1234567890123456789"), "0.1234567890123456789"),
    ],
)
def test_a_number_that_was_found_is_recorded_as_short_as_it_is(found: Any, text: str) -> None:
    assert RANGE.recorded(found) == text


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ({"at_least": 0}, (Range(at_least=0),)),
        ({"below": 0.5}, (Range(below=0.5),)),
        ({"at_least": 7.0, "below": 9}, (Range(at_least=7, below=9),)),
        ({"at_least": True, "below": NAN}, ()),
        ({"at_least": "7"}, ()),
        ({}, ()),
        ([7], ()),
        (7, ()),
    ],
)
def test_a_range_is_read_from_numbers_alone(written: Any, read: Any) -> None:
    assert RANGE.read(written) == read
    for each in read:
        for bound in (each.at_least, each.below):
            assert not isinstance(bound, float) or not bound.is_integer()


def test_an_empty_range_is_of_nothing_and_says_so() -> None:
    least, below = RANGE.of_nothing(Range(at_least=7, below=7)), Range(at_least=7, below=7.5)
    assert least == (
        "{at_least: 7, below: 7}",
        "is an empty range",
        "Write a number in `below` that is higher than the one in `at_least`.",
    )
    assert RANGE.of_nothing(below) is None
    assert RANGE.of_nothing(Range(at_least=9)) is RANGE.of_nothing(Range(below=0)) is None


@pytest.mark.parametrize(
    ("wanted", "covered", "others"),
    [
        (
            Range(at_least=7),
            [Range(at_least=7), Range(at_least=8), Range(at_least=7, below=8)],
            [Range(at_least=6), Range(below=9), Range(at_least=6, below=9)],
        ),
        (
            Range(below=9),
            [Range(below=9), Range(below=8), Range(at_least=1, below=9)],
            [Range(below=10), Range(at_least=1), Range(at_least=1, below=10)],
        ),
        (
            Range(at_least=7, below=9),
            [Range(at_least=7, below=9), Range(at_least=8, below=8.5)],
            [Range(at_least=7), Range(below=9), Range(at_least=7, below=9.5)],
        ),
    ],
)
def test_a_range_covers_all_that_lie_within_it(
    wanted: Range, covered: list[Range], others: list[Range]
) -> None:
    assert [RANGE.covers(wanted, each) for each in covered] == [True] * len(covered)
    assert [RANGE.covers(wanted, each) for each in others] == [False] * len(others)


def test_the_digest_and_the_words_of_a_range_have_the_bounds_that_it_has() -> None:
    assert RANGE.form(Range(at_least=0)) == {"at_least": 0}
    assert RANGE.form(Range(below=9)) == {"below": 9}
    assert list(RANGE.form(Range(at_least=0, below=9))) == ["at_least", "below"]
    assert RANGE.in_order(Range(at_least=0, below=9)) == ("at least 0 and below 9",)
    assert RANGE.word_for(7) is None


# Words in a text.


@pytest.mark.parametrize(
    ("written", "of_nothing"),
    [("—", True), ("wet", False), ("", False), ("  ", False), (True, False), (False, False)],
)
def test_a_text_without_words_is_of_nothing(written: Any, *, of_nothing: bool) -> None:
    why = (written, "has no letters or digits", "Write text that contains a word.")
    assert TEXT.of_nothing(written) == (why if of_nothing else None)


@pytest.mark.parametrize(
    ("found", "text"),
    [
        (None, ""),
        ("", ""),
        ("—", ""),
        ("a wet coat", "a wet coat"),
        (Worn("oilskin"), "oilskin"),
        (Worn("oilskin", 20), "oilskin (noted in scene 20)"),
        (Worn("oilskin", 0), "oilskin (noted in scene 0)"),
        (Worn("…", 20), ""),
    ],
)
def test_a_text_that_was_found_is_recorded_with_where_it_was_noted(found: Any, text: str) -> None:
    assert TEXT.recorded(found) == text
    assert TEXT.word_for(found) is None
    assert [TEXT.is_met(wanted, found) for wanted in (True, False)] == [bool(text), not text]


def met(written: Any, found: Any) -> bool:
    return TEXT.is_met(TEXT.compiled(TEXT.read(written)), found)


def test_any_of_some_texts_will_do() -> None:
    assert met(["hood up", "wet"], "a Wet coat") is True
    assert met(["hood up", "wet"], "hood, up") is True
    assert met(["hood up", "—"], "up, hood") is False
    assert met("wet", None) is False
    assert met("wet", Worn("wet", 3)) is True
    assert TEXT.compiled(["—"]) == frozenset()
    assert TEXT.compiled(["wet", True]) is True
    assert [TEXT.read(answer) for answer in (True, False)] == [(True,), (False,)]


@pytest.mark.parametrize(
    ("wider", "narrower", "covers"),
    [
        ("coat", "wet coat", True),
        ("wet coat", "coat", False),
        (["coat", "hat"], ["a coat", "the hat"], True),
        (["coat"], ["a coat", "the hat"], False),
        (True, "coat", True),
        (False, "coat", False),
        ("coat", True, False),
        ("coat", False, False),
        (True, True, True),
        (False, False, True),
        (True, False, False),
        (False, True, False),
    ],
)
def test_a_text_covers_those_that_have_its_words(
    wider: Any, narrower: Any, *, covers: bool
) -> None:
    wanted, other = (TEXT.compiled(TEXT.read(each)) for each in (wider, narrower))
    assert TEXT.covers(wanted, other) is covers


def test_the_digest_of_a_text_has_its_words_alone() -> None:
    assert TEXT.form(TEXT.compiled(["Wet  coat", "wet-coat", "hat"])) == ["hat", "wet coat"]
    assert [TEXT.form(answer) for answer in (True, False)] == [True, False]
    assert [TEXT.in_order(answer) for answer in (True, False)] == [("true",), ("false",)]
    assert TEXT.in_order(TEXT.compiled(["true", "hat"])) == ("hat", '"true"')


# Names and patterns.


def names_met(written: Any, found: Any) -> bool:
    return NAMES.is_met(NAMES.compiled(NAMES.read(written)), found)


def test_one_name_that_fits_will_do() -> None:
    assert names_met("Wren", ["tomas", "WREN"]) is True
    assert names_met("Wren", iter(["WREN"])) is True
    assert names_met("Wren", frozenset({"wrens"})) is False
    assert names_met(["x", "Camel *"], ("dog", "CAMEL two")) is True
    assert names_met("Camel *", ("camel",)) is False
    assert names_met("*", ()) is False
    assert names_met(["a*c", "b*"], ("ac", "x")) is True


def test_names_are_equal_as_they_are_compared_and_shown_as_they_are_written() -> None:
    wanted = NAMES.compiled(["Wren", "WREN", "Tomas", ""])
    assert wanted.compared == {"wren", "tomas"}
    assert NAMES.in_order(wanted) == ("Wren", "Tomas")
    assert NAMES.form(wanted) == ["tomas", "wren"]
    assert NAMES.in_order(NAMES.widened(wanted, "Ada")) == ("Wren", "Tomas", "Ada")
    assert NAMES.recorded(["a", "b"]) == "a, b"
    assert NAMES.word_for(["b", "a"]) == "b"
    assert NAMES.word_for([]) is None


def test_names_cover_those_that_are_all_among_them() -> None:
    both, one = NAMES.compiled(["Wren", "Tomas"]), NAMES.compiled(["WREN"])
    assert one == NAMES.compiled(["Wren"])
    assert both != one
    assert [NAMES.covers(both, one), NAMES.covers(one, both)] == [True, False]
    assert NAMES.covers(one, NAMES.compiled(["wren"])) is True
    assert NAMES.covers(both, NAMES.compiled(["Ada"])) is False


def test_a_name_of_which_nothing_is_left_is_of_nothing() -> None:
    bare = AnyOfNames(compared=fold)
    why = ("__", "has no visible characters", "Write a name or a tag.")
    assert bare.of_nothing("__") == why
    assert bare.of_nothing("") is bare.of_nothing("Wren") is None


# A count of what is placed.


def count(at_least: int | None = None, at_most: int | None = None, *conditions: Any) -> Count:
    return Count(conditions=conditions, at_least=at_least, at_most=at_most)


@pytest.mark.parametrize(
    ("written", "lowest", "bounds"),
    [
        (count(), 1, "at least 1"),
        (count(0), 0, "at least 0"),
        (count(3), 3, "at least 3"),
        (count(None, 2), 0, "at most 2"),
        (count(0, 2), 0, "at most 2"),
        (count(1, 2), 1, "at least 1 and at most 2"),
        (count(None, 0), 0, "at most 0"),
    ],
)
def test_at_least_one_counts_unless_only_the_most_is_written(
    written: Count, lowest: int, bounds: str
) -> None:
    assert written.lowest == lowest
    assert written.bounds == bounds
    assert str(written) == f"{bounds} of anything"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ({}, count()),
        ({"at_least": 0, "at_most": 3}, count(0, 3)),
        ({"at_least": -1, "at_most": True}, count()),
        ({"at_least": "2", "at_most": 0}, count(None, 0)),
    ],
)
def test_the_numbers_of_a_count_are_read(written: Any, read: Count) -> None:
    assert COUNT.read(written) == (read,)
    assert COUNT.read([written]) == ()
    assert COUNT.compiled([read]) is read


def test_a_count_without_a_number_is_of_nothing() -> None:
    assert COUNT.of_nothing(count(3, 2)) == (
        "{at_least: 3, at_most: 2}",
        "is an empty range",
        "Write a number in `at_most` that is not below the one in `at_least`.",
    )
    for some in (count(2, 2), count(3), count(None, 0), count(0, 0)):
        assert COUNT.of_nothing(some) is None


def whole_scene(*individuals: int) -> Any:
    """A scene with a picture of each of these individuals; the first meets no condition."""
    first, *_ = individuals or (None,)

    def placed(conditions: Any) -> set[int]:
        candidates = [SimpleNamespace(number=each, meets=each != first) for each in individuals]
        return {
            candidate.number
            for candidate in candidates
            if all(condition.is_met(candidate) for condition in conditions)
        }

    return SimpleNamespace(placed=placed)


MEETS = SimpleNamespace(is_met=lambda candidate: candidate.meets, key="crop", form="face")
ANY = SimpleNamespace(is_met=lambda _: True, key="type", form=["prop"])


@pytest.mark.parametrize(
    ("wanted", "individuals", "is_met"),
    [
        (count(2), (1, 2), True),
        (count(2), (1, 1, 1), False),
        (count(2), (1,), False),
        (count(None, 1), (), True),
        (count(None, 1), (1, 1), True),
        (count(None, 1), (1, 2), False),
        (count(1, 2), (1, 2), True),
        (count(1, 2), (1, 2, 3), False),
        (count(), (), False),
        (count(2, None, MEETS), (1, 2, 3), True),
        (count(3, None, MEETS), (1, 2, 3), False),
        (count(3, None, ANY), (1, 2, 3), True),
        (count(3, None, ANY, MEETS), (1, 2, 3), False),
    ],
)
def test_individuals_are_counted_once_if_a_picture_meets_all_conditions(
    wanted: Count, individuals: tuple[int, ...], *, is_met: bool
) -> None:
    assert COUNT.is_met(wanted, whole_scene(*individuals)) is is_met


def test_the_digest_of_a_count_has_no_number_that_would_count_anyway() -> None:
    assert COUNT.form(count(1, None, ANY, MEETS)) == {"type": ["prop"], "crop": "face"}
    assert COUNT.form(count(None, None, ANY)) == {"type": ["prop"]}
    assert COUNT.form(count(0)) == {"at_least": 0}
    assert COUNT.form(count(2)) == {"at_least": 2}
    assert COUNT.form(count(0, 2)) == COUNT.form(count(None, 2)) == {"at_most": 2}
    assert COUNT.form(count(1, 2)) == {"at_least": 1, "at_most": 2}


def in_pictures(*numbers: int | None, **conditions: str) -> str:
    """A count for people, of what meets conditions of the language."""
    wanted = [requirement(CONDITIONS[key], value) for key, value in conditions.items()]
    (text,) = COUNT.in_pictures(count(*numbers, *wanted))
    return text


def requirement(word: Any, written: str) -> Requirement:
    return Requirement(word=word, wanted=word.kind.compiled([written]))


def test_a_count_is_said_of_one_or_of_several() -> None:
    assert in_pictures(1, None) == "at least 1 person, place or thing"
    assert in_pictures(None, None) == "at least 1 person, place or thing"
    assert in_pictures(2, None) == "at least 2 people, places or things"
    assert in_pictures(None, 1) == "at most 1 person, place or thing"
    assert in_pictures(None, 0) == "no person, place or thing"
    assert in_pictures(1, 2) == "at least 1 and at most 2 people, places or things"
    assert in_pictures(1, None, type="prop") == "at least 1 prop"
    assert in_pictures(0, 2, type="prop") == "at most 2 props"
    assert (
        in_pictures(2, None, crop="face") == "at least 2 people, places or things with face crops"
    )
    placed = in_pictures(1, None, type="prop", role="subject")
    assert placed == "at least 1 prop placed as subject"


def test_somebody_who_is_not_placed_is_said_in_every_phrase() -> None:
    absent = "not `Mara`"
    assert WHEN_PLACED.narrows([absent]) == "the scene does not place `Mara`"
    assert WHEN_PLACED.denies([absent]) == "the scene places `Mara`"
    assert WHEN_PLACED.asks([absent]) == "`Mara` not placed"


def test_a_count_covers_itself_alone() -> None:
    assert COUNT.covers(count(2), count(2)) is True
    assert COUNT.covers(count(1), count(2)) is False
    assert COUNT.in_order(count(2)) == ("at least 2 of anything",)
    assert COUNT.recorded(whole_scene()) == ""
    assert COUNT.word_for(whole_scene()) is None


# Scenes and stretches of scenes.


def read(written: Any) -> Any:
    return STRETCH.compiled(STRETCH.read(written))


@pytest.mark.parametrize(
    ("written", "texts"),
    [
        (12, ("12",)),
        ("12A ", ("12A",)),
        ([12, "12", "13A", True, None, [1], "  "], ("12", "13A")),
        (7.5, ("7.5",)),
        (True, ()),
        (None, ()),
        ({"from": 1, "to": "dawn "}, (Between(start="1", to="dawn"),)),
        ({"after": 0, "before": 9}, (Between(after="0", before="9"),)),
        ({"from": True, "to": []}, ()),
        ({"from": " "}, ()),
        ({"from": "", "to": 3}, (Between(to="3"),)),
        ({"until": 3}, ()),
    ],
)
def test_numbers_and_stretches_are_read_as_texts(written: Any, texts: Any) -> None:
    assert STRETCH.read(written) == texts


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("12A", None),
        ("x" * 61, "Write a scene number."),
        (Between(start="x" * 61), None),
        (Between(start="1", to="—" * 61), "Write a scene number, or words of a continuity note."),
        (Between(start="—"), None),
    ],
)
def test_what_no_scene_has_as_a_number_or_in_a_note_is_of_nothing(written: Any, why: Any) -> None:
    found = STRETCH.of_nothing(written)
    assert (found and found.what_to_do) == why
    if found:
        assert found.why == "is not a scene number"
        assert found.written in ("x" * 61, "—" * 61)


def test_scenes_are_alike_by_size_or_as_texts() -> None:
    wanted = read(["012", "13A", "x" * 61])
    assert wanted == {"12", "13A"}
    assert STRETCH.form(wanted) == ["12", "13A"]
    assert STRETCH.in_order(wanted) == ("12", "13A")
    assert STRETCH.in_clauses(wanted) == ("number 12 or 13A",)
    for index, is_met in ((12, True), ("12", True), (13, False), ("13A", True), (None, False)):
        assert STRETCH.is_met(wanted, in_scene(index)) is is_met


@pytest.mark.parametrize(
    ("written", "asks", "clause"),
    [
        ({"from": 15}, "from 15 on", "one from scene 15 on"),
        ({"after": "dusk"}, "after `dusk`", "one after the note `dusk`"),
        ({"to": "13A"}, "up to `13A`", "one up to the scene or the note `13A`"),
        ({"from": 1, "before": 9}, "from 1 on and before 9", None),
    ],
)
def test_a_stretch_is_said_by_its_bounds(written: Any, asks: str, clause: str | None) -> None:
    assert STRETCH.in_order(read(written)) == (asks,)
    if clause is not None:
        assert STRETCH.in_clauses(read(written)) == (clause,)


def test_the_digest_of_a_stretch_has_its_bounds_as_they_are_compared() -> None:
    assert STRETCH.form(read({"to": "012", "from": "13A"})) == {"from": "13A", "to": "12"}
    assert STRETCH.form(read({"after": "—" * 61})) == {"after": "—" * 61}
    assert STRETCH.recorded(in_scene(1)) == ""
    assert STRETCH.word_for(in_scene(1)) is None


def test_numbers_cover_those_among_them_and_a_stretch_itself_alone() -> None:
    stretch = read({"from": 1})
    assert STRETCH.covers(read([1, 2]), read(2)) is True
    assert STRETCH.covers(read(2), read([1, 2])) is False
    assert STRETCH.covers(read(2), read(2)) is True
    assert STRETCH.covers(stretch, read({"from": "1"})) is True
    assert STRETCH.covers(stretch, read({"from": 2})) is False
    assert STRETCH.covers(stretch, read(2)) is STRETCH.covers(read(2), stretch) is False


@pytest.mark.parametrize(
    ("written", "index", "asks"),
    [
        ({"from": 3, "to": "9"}, 5, False),
        ({"from": 3, "to": "9"}, "005", False),
        ({"from": 3}, "5A", True),
        ({"from": 3}, None, True),
        ({"from": 3, "to": "dawn"}, 5, True),
        (3, 5, False),
        (3, None, False),
    ],
)
def test_only_sizes_ask_nothing_of_the_scenes_before(
    written: Any, index: Any, *, asks: bool
) -> None:
    assert asks_in(read(written), index) is asks
    assert asks_earlier(read(written)) is isinstance(written, dict)


def in_scene(index: Any, *notes: str, begun: Any = ()) -> Any:
    """A scene with notes; `begun` are the texts, with since when, that an earlier one bears."""
    earlier = SimpleNamespace(has_begun=lambda text, *since: (text.strip(), *since) in begun)
    scene = SimpleNamespace(index=index, continuity_notes=notes)
    return SimpleNamespace(scene=scene, earlier=earlier)


@pytest.mark.parametrize(
    ("bound", "index", "is_met"),
    [
        *(("from", 11, False), ("from", 12, True), ("from", 13, True)),
        *(("after", 11, False), ("after", 12, False), ("after", 13, True)),
        *(("to", 11, True), ("to", 12, True), ("to", 13, False)),
        *(("before", 11, True), ("before", 12, False), ("before", 13, False)),
    ],
)
def test_whole_numbers_are_compared_by_size(bound: str, index: int, *, is_met: bool) -> None:
    assert STRETCH.is_met(read({bound: 12}), in_scene(index)) is is_met
    assert STRETCH.is_met(read({bound: "012"}), in_scene(f"0{index}")) is is_met


@pytest.mark.parametrize(
    ("bound", "here", "begun", "is_met"),
    [
        *(("from", False, False, False), ("from", True, False, True), ("from", False, True, True)),
        *(("after", False, False, False), ("after", True, False, False)),
        ("after", False, True, True),
        *(("to", False, False, True), ("to", True, False, True), ("to", False, True, False)),
        *(("before", False, False, True), ("before", True, False, False)),
        ("before", False, True, False),
    ],
)
def test_a_note_here_or_in_an_earlier_scene_bounds_a_stretch(
    bound: str, *, here: bool, begun: bool, is_met: bool
) -> None:
    notes = ["at dawn, rain"] if here else ["rain"]
    found = in_scene(5, *notes, begun=[("dawn",)] if begun else [])
    assert STRETCH.is_met(read({bound: "dawn"}), found) is is_met
    numbered = in_scene("12A" if here else "12B", begun=[("12A",)] if begun else [])
    assert STRETCH.is_met(read({bound: "12A"}), numbered) is is_met
    nameless = in_scene(None, *notes, begun=[("dawn",)] if begun else [])
    assert STRETCH.is_met(read({bound: "dawn"}), nameless) is is_met


@pytest.mark.parametrize("index", ["12A", None])
def test_a_whole_number_is_sought_among_the_scenes_so_far_by_one_that_is_not(index: Any) -> None:
    bounds = ("from", "after", "to", "before")
    before, behind = in_scene(index), in_scene(index, begun=[("12",)])
    met_before, met_behind = (
        [STRETCH.is_met(read({bound: 12}), found) for bound in bounds] for found in (before, behind)
    )
    assert met_before == [False, False, True, True]
    assert met_behind == [True, True, False, False]


def test_a_bound_that_is_too_long_for_a_number_is_words_of_a_note() -> None:
    words = "the oil runs out and nobody in the whole of the town has any left at all"
    assert STRETCH.is_met(read({"from": words}), in_scene(5, f"At night {words}.")) is True
    assert STRETCH.is_met(read({"from": words}), in_scene(5, "At night.")) is False


@pytest.mark.parametrize(
    ("start", "since"),
    [
        ({"from": "dusk"}, [Since("dusk", behind=False, by_size=False)]),
        ({"after": "dusk"}, [Since("dusk", behind=True, by_size=False)]),
        ({"from": 3}, [Since("3", behind=False, by_size=True)]),
        ({"after": 3}, [Since("3", behind=True, by_size=True)]),
        (
            {"from": "dusk", "after": 3},
            [Since("dusk", behind=False, by_size=False), Since("3", behind=True, by_size=True)],
        ),
    ],
)
@pytest.mark.parametrize("end", ["to", "before"])
def test_an_end_counts_only_since_the_stretch_began(start: Any, since: Any, end: str) -> None:
    begun = [("dusk",), ("3",)]
    stretch = read({**start, end: "dawn"})
    assert STRETCH.is_met(stretch, in_scene(5, begun=[*begun, ("dawn",)])) is True
    assert STRETCH.is_met(stretch, in_scene(5, begun=[*begun, ("dawn", *since)])) is False


@pytest.mark.parametrize("end", ["to", "before"])
def test_a_stretch_that_begins_anew_here_has_not_ended(end: str) -> None:
    begun = [("dawn", Since("dusk"))]
    assert STRETCH.is_met(read({"from": "dusk", end: "dawn"}), in_scene(5, "dusk", begun=begun))
    by_size = read({"from": 5, end: "dawn"})
    ended = in_scene(5, begun=[("dawn", Since("5", behind=False, by_size=True))])
    assert STRETCH.is_met(by_size, ended) is False
