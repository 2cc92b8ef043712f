"""Ranges of numbers, and yes or no: kinds that the language does not use yet, with conditions made here."""

from __future__ import annotations

import random
from typing import Any

import jsonschema
import pytest
from pydantic import TypeAdapter, ValidationError

from selector import AssetPool, Rules
from selector.engine.compile import compile_rules
from selector.engine.digest import effective_form
from selector.language.condition import ConditionWord, Requirement
from selector.language.conditions import CONDITIONS
from selector.language.conditions.of import OF
from selector.language.kinds.number_range import NumberRange, Range
from selector.language.kinds.yes_or_no import YesOrNo
from selector.model.left_out import MeetsNoPriority
from tests.as_written import as_values
from tests.choosing import compiled, content_of
from tests.generate import Batch, batch
from tests.long import many
from tests.pools import build, usable

RANGE, ANSWER = NumberRange(lowest=0, highest=10), YesOrNo()
QUALITY = ConditionWord(
    key="quality",
    kind=RANGE,
    looks_at="picture",
    fact="quality",
    found=lambda quality: quality,
    asks=lambda ranges: f"a quality of {ranges[0]}",
    says=lambda quality: f"the quality is {quality}" if quality else "it has no quality",
    says_alone=lambda quality: f"the quality here is {quality}",
    expected="a range of numbers",
    description="",
    examples=({"at_least": 7},),
    manual="how good it is",
)
PORTRAIT = ConditionWord(
    key="portrait",
    kind=ANSWER,
    looks_at="picture",
    fact="is_face",
    found=bool,
    asks=lambda answers: "a portrait" if answers == ("true",) else "no portrait",
    says=lambda answer: f"that it is a portrait is {answer}",
    says_alone=lambda answer: f"that this is a portrait is {answer}",
    expected="true or false",
    description="",
    examples=(True,),
    manual="whether it is a portrait",
)
DRAWN = many(10, 20)


@pytest.fixture(scope="module")
def batches() -> list[Batch]:
    """Made before the conditions are there, which the generator could not draw values for."""
    return [batch(seed, pools=2, scenes=6) for seed in range(71_000, 71_000 + DRAWN)]


@pytest.fixture(autouse=True)
def _conditions_of_these_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    for word in (QUALITY, PORTRAIT):
        monkeypatch.setitem(CONDITIONS, word.key, word)


def requirement(word: ConditionWord, written: object) -> Requirement:
    kind: Any = word.kind
    return Requirement(word=word, wanted=kind.compiled(kind.read(written)))


RANGES: list[tuple[object, bool]] = [
    ({"at_least": 7}, True),
    ({"below": 9.5}, True),
    ({"at_least": 0, "below": 10}, True),
    ({"at_least": 7.0}, True),
    ({}, False),
    ({"at_least": 11}, False),
    ({"below": -1}, False),
    ({"at_least": "7"}, False),
    ({"at_least": True}, False),
    ({"at_least": None}, False),
    ({"at_most": 7}, False),
    ({"at_least": 7, "at_most": 9}, False),
    (7, False),
    ([7, 9], False),
    ("7", False),
]
ANSWERS: list[tuple[object, bool]] = [
    (True, True), (False, True), (1, False), ("true", False), ([True], False), (None, False),
]  # fmt: skip


@pytest.mark.parametrize(
    ("word", "written", "sound"),
    [
        *((QUALITY, written, sound) for written, sound in RANGES),
        *((PORTRAIT, written, sound) for written, sound in ANSWERS),
    ],
)
def test_readers_and_editors_take_the_same(
    word: ConditionWord, written: object, *, sound: bool
) -> None:
    kind: Any = word.kind
    shape: TypeAdapter[Any] = TypeAdapter(kind.shape())
    schema = jsonschema.Draft202012Validator(shape.json_schema())
    assert schema.is_valid(written) == sound
    if sound:
        shape.validate_python(written)
        assert len(kind.read(written)) == 1
    else:
        with pytest.raises(ValidationError):
            shape.validate_python(written)


@pytest.mark.parametrize("number", [float("nan"), float("inf"), 10**400])
def test_a_bound_is_a_number_within_the_limits(number: float) -> None:
    shape: TypeAdapter[Any] = TypeAdapter(RANGE.shape())
    with pytest.raises(ValidationError):
        shape.validate_python({"below": number})
    RANGE.read({"below": number})


@pytest.mark.parametrize(
    ("written", "values"),
    [
        ({"at_least": 7.0}, (Range(at_least=7),)),
        ({"at_least": 7.5, "below": 9}, (Range(at_least=7.5, below=9),)),
        ({"at_least": "7", "below": 9}, (Range(below=9),)),
        ({"below": True}, ()),
        ({"below": float("nan")}, ()),
        ("7", ()),
    ],
)
def test_a_range_is_read_as_far_as_it_is_one(written: object, values: tuple[Range, ...]) -> None:
    assert RANGE.read(written) == values
    assert all(type(value.at_least) is not float or value.at_least % 1 for value in values)


def test_an_answer_is_read_only_if_it_is_one() -> None:
    assert [ANSWER.read(each) for each in (True, False, 1, "true", [True], None)] == [
        (True,), (False,), (), (), (), ()
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "met"),
    [
        ({"at_least": 7}, [False, True, True, True, False]),
        ({"below": 9}, [True, True, True, False, False]),
        ({"at_least": 7, "below": 9}, [False, True, True, False, False]),
        ({"at_least": 9, "below": 7}, [False, False, False, False, False]),
    ],
)
def test_a_range_has_its_lower_bound_and_not_its_upper_one(
    written: object, met: list[bool]
) -> None:
    wanted = requirement(QUALITY, written).wanted
    assert [RANGE.is_met(wanted, found) for found in (6.9, 7, 8.9, 9, None)] == met


@pytest.mark.parametrize("written", [{"at_least": 7}, {"below": 9.5}, {"at_least": 0, "below": 1}])
def test_the_digest_has_the_bounds_that_are_written_and_no_others(
    written: dict[str, float],
) -> None:
    assert RANGE.form(requirement(QUALITY, written).wanted) == written


def test_false_is_met_exactly_when_true_is_not() -> None:
    assert [
        ANSWER.is_met(requirement(PORTRAIT, wanted).wanted, found)
        for wanted in (True, False)
        for found in (True, False)
    ] == [True, False, False, True]


@pytest.mark.parametrize(
    ("wider", "narrower", "covered"),
    [
        ({"at_least": 7}, {"at_least": 7}, True),
        ({"at_least": 7}, {"at_least": 8, "below": 9}, True),
        ({"at_least": 7}, {"at_least": 6}, False),
        ({"at_least": 7}, {"below": 9}, False),
        ({"below": 9}, {"below": 9}, True),
        ({"below": 9}, {"at_least": 1, "below": 8}, True),
        ({"below": 9}, {"below": 9.5}, False),
        ({"below": 9}, {"at_least": 7}, False),
        ({"at_least": 7, "below": 9}, {"at_least": 7, "below": 9}, True),
        ({"at_least": 7, "below": 9}, {"at_least": 7}, False),
        ({"at_least": 7, "below": 9}, {"below": 9}, False),
    ],
)
def test_a_range_covers_those_within_it(wider: object, narrower: object, *, covered: bool) -> None:
    assert requirement(QUALITY, wider).covers(requirement(QUALITY, narrower)) == covered


def test_an_answer_covers_itself_alone() -> None:
    yes, no = requirement(PORTRAIT, written=True), requirement(PORTRAIT, written=False)
    assert [yes.covers(yes), yes.covers(no), no.covers(yes), no.covers(no)] == [
        True, False, False, True
    ]  # fmt: skip


def test_what_is_wanted_and_what_was_found_are_texts_in_reasons() -> None:
    ranges = [{"at_least": 7.0}, {"below": 9.5}, {"at_least": 7, "below": 9}]
    assert [str(requirement(QUALITY, each)) for each in ranges] == [
        "quality at least 7",
        "quality below 9.5",
        "quality at least 7 and below 9",
    ]
    assert [RANGE.recorded(found) for found in (7.5, None)] == ["7.5", ""]
    assert str(requirement(PORTRAIT, written=False)) == "portrait false"
    assert [ANSWER.recorded(found) for found in (True, False)] == ["true", "false"]
    assert RANGE.word_for(7.5) is ANSWER.word_for(found=True) is None


def rules_of(*priorities: dict[str, Any]) -> Rules:
    return compiled(content_of({"default": {"priorities": list(priorities)}}))


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ({"at_least": 9, "below": 7}, "at_least: 9, below: 7"),
        ({"at_least": 7.5, "below": 7.5}, "at_least: 7.5, below: 7.5"),
        ({"at_least": 7, "below": 7.5}, None),
        ({"at_least": 9}, None),
        ({"below": 0}, None),
        (True, None),
        (False, None),
    ],
)
def test_a_condition_that_nothing_can_meet_is_an_error(written: object, shown: str | None) -> None:
    key = "portrait" if isinstance(written, bool) else "quality"
    shots = {"default": {"priorities": [{"name": "good", "type": "prop", key: written}]}}
    rule_set = as_values(content_of(shots))
    rules, problems = compile_rules(rule_set)
    assert (rules is None) == (shown is not None) == bool(problems)
    for problem in problems:
        condition = rule_set.shots[0].lists["priorities"][0].conditions[1]
        assert (problem.code, problem.at) == ("R228", condition.at)
        what = f"`quality: {{{shown}}}` is an empty range, so nothing can match it."
        assert problem.what == what
        assert (
            problem.hint == "Write a number in `below` that is higher than the one in `at_least`."
        )


def test_rules_choose_explain_and_are_digested_by_them() -> None:
    rules = rules_of(
        {"name": "good", "quality": {"at_least": 7.0, "below": 9}, "portrait": False},
        {"name": "faces", "portrait": True, "at_most": 1},
    )
    form = effective_form(rules.plan, 1)["shots"]["default"]["priorities"]
    assert form == [
        {"name": "good", "quality": {"at_least": 7, "below": 9}, "portrait": False},
        {"name": "faces", "portrait": True, "at_most": 1},
    ]
    assert str(rules.plan).splitlines()[1:] == [
        "  1. good: quality at least 7 and below 9, portrait false",
        "  2. faces: portrait true, at most 1",
    ]
    scores = (("A", 9, False), ("B", 7.5, False), ("C", None, False), ("D", 8, True))
    pool = AssetPool(
        [
            {
                "manifest_tag": tag,
                "asset_type": "prop",
                "quality_score": score,
                "is_face_crop": face,
            }
            for tag, score, face in scores
        ]
    )
    placements = [{"asset_tag": tag, "role": "prop"} for tag in "ABCD"]
    selection = rules.select({"composition": {"shot_type": "x"}, "placements": placements}, pool)
    assert selection.tags == ("B", "D")
    assert [pick.tag for pick in selection.picks] == ["B", "D"]
    failed = [
        [(each.key, each.wanted, each.found) for each in passed.reason.failed]
        for passed in selection.passed_over
        if isinstance(passed.reason, MeetsNoPriority)
    ]
    assert failed == [
        [("quality", ("at least 7 and below 9",), "9")],
        [("quality", ("at least 7 and below 9",), "")],
    ]


@pytest.mark.parametrize("number", range(DRAWN))
def test_both_evaluators_choose_alike_by_them(number: int, batches: list[Batch]) -> None:
    rng = random.Random(number)
    rules = rules_of(
        {"name": "good", "quality": {"at_least": rng.randint(0, 9)}, "type": "character"},
        {"name": "faces", "portrait": True, "at_most": 1},
        {"name": "rest", "quality": {"below": rng.randint(1, 10)}, "portrait": False},
    )
    each = batches[number]
    went = 0
    for sketches, scenes in zip(each.pools, each.scenes, strict=True):
        pool = AssetPool(build(sketches), usable=usable)
        for scene in scenes:
            selection = rules.select(scene, pool)
            assert selection.places == [pick.facts.place for pick in selection.picks]
            went += len(selection.places)
    assert went


NAMES: Any = OF.kind


def test_names_are_the_same_if_they_are_compared_alike_and_shown_as_they_were_written() -> None:
    first, second = NAMES.compiled(["Mara", "MARA", "Ada"]), NAMES.compiled(["ada", "mara"])
    assert first == second
    assert NAMES.in_order(first) == ("Mara", "Ada")
    assert NAMES.in_order(NAMES.compiled(["\u200b", "Ada"])) == ("Ada",)


@pytest.mark.parametrize(
    ("written", "shown"), [("\u200b", "\u200b"), ("", None), (" ", None), ("Mara", None)]
)
def test_a_name_without_visible_characters_is_a_name_of_nothing(
    written: str, shown: str | None
) -> None:
    nothing = NAMES.of_nothing(written)
    assert (nothing and nothing.written) == shown


@pytest.mark.parametrize("each", [2, ["full", "face"]])
def test_the_digest_has_what_one_priority_sends_of_each_as_it_is_written(each: object) -> None:
    priorities = [{"name": "each", "type": "character", "pictures_each": each}]
    rules = compiled(content_of({"default": {"priorities": priorities}}))
    form = effective_form(rules.plan, rules.rule_set.language)
    assert form["shots"]["default"]["priorities"][0]["pictures_each"] == each
