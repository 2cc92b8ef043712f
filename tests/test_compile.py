"""What compiling says of rules that are well-formed and still mean nothing, and how the plan of good ones reads."""

from __future__ import annotations

from typing import Any

import pytest

from selector import ProblemError, load_rules
from selector.engine import rule_set_problems
from selector.engine.compile import compile_rules
from selector.engine.likes import in_force, ways_of
from selector.language.shot_words.pictures_each import PICTURES_EACH
from tests.as_written import as_values
from tests.choosing import ANYTHING, compiled, content_of


def problems_of(**shots: Any) -> list[tuple[str, str]]:
    content = {"language": 1, "name": "n", "version": "1", "description": "", "shots": shots}
    rules, problems = compile_rules(as_values(content))
    assert (rules is None) == any(problem.severity == "error" for problem in problems)
    assert list(problems) == sorted(problems)
    return [(problem.code, problem.what) for problem in problems]


DEFAULT = {"default": {"priorities": ANYTHING}}


def test_good_rules_have_no_problems() -> None:
    assert problems_of(**DEFAULT, wide={"like": "default"}, broad={"like": "wide"}) == []


def test_a_word_is_looked_for_in_a_rule_and_then_in_those_that_it_is_like() -> None:
    shots = {**DEFAULT, "wide": {"like": "Default"}, "broad": {"like": "wide"}}
    rule_set = as_values(
        {"language": 1, "name": "n", "version": "1", "description": "", "shots": shots}
    )
    assert [[shot.name for shot in way] for way in ways_of(rule_set)] == [
        ["default"],
        ["wide", "default"],
        ["broad", "wide", "default"],
    ]


def test_a_word_written_within_a_chain_counts_for_those_before_it() -> None:
    shots = {
        "far": {"like": "near"},
        "near": {"like": "default", "pictures_each": 2},
        "default": {"pictures_each": 3, "priorities": ANYTHING},
    }
    found = in_force(as_values(content_of(shots)), PICTURES_EACH)
    assert [written and written.value for written in found] == [2, 2, 3]


def test_default_is_required_and_found_however_it_is_written() -> None:
    assert problems_of(wide={"priorities": ANYTHING}) == [
        ("R221", "There is no `default` shot rule.")
    ]
    assert problems_of(Default={"priorities": ANYTHING}) == []


def test_a_missing_default_is_met_with_what_to_do() -> None:
    content: dict[str, Any] = {"language": 1, "name": "n", "version": "1", "description": ""}
    serves = "it serves every shot type that no other rule names."
    _, (problem,) = compile_rules(
        as_values({**content, "shots": {"wide": {"priorities": ANYTHING}}})
    )
    assert problem.hint == f"Add a shot rule named `default`: {serves}"
    _, (problem,) = compile_rules(
        as_values({**content, "shots": {"defalt": {"priorities": ANYTHING}}})
    )
    assert problem.hint == f"Rename `defalt` to `default`: {serves}"


def test_like_must_name_a_shot_rule_and_no_spelling() -> None:
    assert problems_of(**DEFAULT, wide={"like": "defalt"}) == [
        ("R222", "No shot rule is named `defalt`.")
    ]
    spelt = {"default": {"priorities": ANYTHING, "spellings": ["plain"]}}
    assert problems_of(**spelt, wide={"like": "plain"}) == [
        ("R222", "No shot rule is named `plain`.")
    ]


def test_like_may_be_written_in_any_spelling_of_the_name() -> None:
    assert problems_of(**DEFAULT, Close_Up={"like": "Default"}, tight={"like": "close-up"}) == []


def test_an_unknown_like_is_met_with_the_nearest_name_or_all_of_them() -> None:
    content: dict[str, Any] = {"language": 1, "name": "n", "version": "1", "description": ""}
    near = {**DEFAULT, "wide_shot": {"priorities": ANYTHING}, "a": {"like": "wide shots"}}
    _, (problem,) = compile_rules(as_values({**content, "shots": near}))
    assert problem.hint == "Did you mean `wide_shot`?"
    _, (problem,) = compile_rules(
        as_values({**content, "shots": {**DEFAULT, "a": {"like": "zzz"}}})
    )
    assert problem.hint == "`like` takes the name of another shot rule: `default`."
    _, (problem, *_) = compile_rules(as_values({**content, "shots": {"a": {"like": "zzz"}}}))
    assert problem.hint == "`like` takes the name of another shot rule: `default`."


@pytest.mark.parametrize(("count", "listed"), [(12, 12), (13, 12), (16, 12)])
def test_of_many_names_only_the_first_are_listed(count: int, listed: int) -> None:
    shots = {
        **DEFAULT,
        **{f"{chr(945 + number)}": {"like": "default"} for number in range(count)},
        "z": {"like": "!"},
    }
    content: dict[str, Any] = {
        "language": 1,
        "name": "n",
        "version": "1",
        "description": "",
        "shots": shots,
    }
    _, (problem,) = compile_rules(as_values(content))
    names = [f"`{name}`" for name in list(shots)[:listed]]
    assert problem.hint.endswith(f"another shot rule: {', '.join(names)} or others.")


def test_just_as_many_names_as_are_listed_are_listed_in_full() -> None:
    shots = {
        **DEFAULT,
        **{f"{chr(945 + number)}": {"like": "default"} for number in range(11)},
        "z": {"like": "!"},
    }
    content: dict[str, Any] = {
        "language": 1,
        "name": "n",
        "version": "1",
        "description": "",
        "shots": shots,
    }
    _, (problem,) = compile_rules(as_values(content))
    *names, last = [f"`{name}`" for name in shots if name != "z"]
    assert problem.hint.endswith(f"another shot rule: {', '.join(names)} or {last}.")


def test_a_circle_of_like_is_reported_once_at_its_first_rule() -> None:
    assert problems_of(**DEFAULT, a={"like": "a"}) == [("R223", "`like` is circular: `a` → `a`.")]
    assert problems_of(**DEFAULT, a={"like": "b"}, b={"like": "c"}, c={"like": "a"}) == [
        ("R223", "`like` is circular: `a` → `b` → `c` → `a`."),
    ]
    both = problems_of(
        **DEFAULT, a={"like": "b"}, c={"like": "d"}, b={"like": "a"}, d={"like": "c"}
    )
    assert both == [
        ("R223", "`like` is circular: `a` → `b` → `a`."),
        ("R223", "`like` is circular: `c` → `d` → `c`."),
    ]


def test_a_rule_that_leads_into_a_circle_is_not_in_it() -> None:
    assert problems_of(**DEFAULT, x={"like": "a"}, a={"like": "b"}, b={"like": "a"}) == [
        ("R223", "`like` is circular: `a` → `b` → `a`."),
    ]


def test_shot_rules_whose_names_fold_alike_clash() -> None:
    found = problems_of(
        **DEFAULT, close_up={"like": "default"}, **{"Close-Up": {"like": "default"}}
    )
    assert found == [("R224", "The shot rules `Close-Up` and `close_up` have the same name.")]


def test_a_spelling_that_leads_to_another_rule_clashes_and_one_of_the_own_name_does_not() -> None:
    wide = {"like": "default", "spellings": ["w", "WIDE", "w "]}
    assert problems_of(**DEFAULT, wide=wide) == []
    assert problems_of(
        **DEFAULT, wide=wide, far={"like": "default", "spellings": ["Wide", "w", "f"]}
    ) == [
        ("R225", "The spelling `Wide` already belongs to the shot rule `wide`."),
        ("R225", "The spelling `w` already belongs to the shot rule `wide`."),
    ]
    assert problems_of(far={"like": "default", "spellings": ["default"]}, **DEFAULT) == [
        ("R225", "The spelling `default` already belongs to the shot rule `default`.")
    ]


def test_names_that_clash_are_said_to_clash_and_nothing_besides() -> None:
    found = problems_of(**DEFAULT, a={"like": "default"}, A={"like": "a"})
    assert [code for code, _ in found] == ["R224"]
    found = problems_of(
        **DEFAULT,
        a={"like": "default", "spellings": ["-"]},
        b={"like": "default", "spellings": ["_"]},
    )
    assert [code for code, _ in found] == ["R227", "R227"]


def test_priorities_of_one_rule_have_names_of_their_own() -> None:
    twice = [
        {"name": "a", "role": "prop"},
        {"name": "b", "role": "prop"},
        {"name": "a", "crop": "face"},
    ]
    found = problems_of(default={"priorities": twice}, other={"priorities": twice[:2]})
    assert found == [("R226", "Two priorities of `default` are named `a`.")]


@pytest.mark.parametrize(
    ("one", "other"), [("Zo\u00eb", "Zoe\u0308"), ("face", "fa\u200bce"), ("face", "\ufeffface")]
)
def test_names_that_nobody_can_tell_apart_are_one_name(one: str, other: str) -> None:
    priorities = [{"name": one, "role": "prop"}, {"name": other, "crop": "face"}]
    found = problems_of(default={"priorities": priorities})
    assert found == [("R226", f"Two priorities of `default` are named `{one}`.")]


@pytest.mark.parametrize("other", ["Face", "face ", "the face", "the_face"])
def test_names_that_look_different_are_two(other: str) -> None:
    priorities = [{"name": "face", "role": "prop"}, {"name": other, "crop": "face"}]
    assert problems_of(default={"priorities": priorities}) == []


def test_names_that_fold_to_nothing_are_refused() -> None:
    found = problems_of(**DEFAULT, **{"--": {"like": "default", "spellings": [" _ "]}})
    assert found == [
        (
            "R227",
            "No scene can ask for ` _ `: it has no letters or digits.",
        ),
        ("R227", "No scene can ask for `--`: it has no letters or digits."),
    ]


def test_texts_that_fold_to_nothing_are_refused_unless_they_are_empty() -> None:
    """An empty text is a problem of the file's shape, which is told there."""
    labels = ["--", "night", " _ ", "", " "]
    priorities = [{"name": "a", "label": labels}, {"name": "b", "label": "*", "type": "prop"}]
    assert problems_of(default={"priorities": priorities}, other={"like": "default"}) == [
        ("R228", "`label:  _ ` has no letters or digits, so nothing can match it."),
        ("R228", "`label: --` has no letters or digits, so nothing can match it."),
    ]


def test_a_clash_points_at_both_places() -> None:
    content: dict[str, Any] = {"language": 1, "name": "n", "version": "1", "description": ""}
    wide = {"like": "default", "spellings": ["w"]}
    rule_set = as_values(
        {
            **content,
            "shots": {**DEFAULT, "wide": wide, "WIDE": {"like": "default", "spellings": ["w"]}},
        }
    )
    _, problems = compile_rules(rule_set)
    by_code = {problem.code: problem for problem in problems}
    _, first, second = rule_set.shots
    assert (by_code["R224"].at, by_code["R224"].related[0].at) == (second.at, first.at)
    assert by_code["R225"].at == second.spellings[0].at
    assert by_code["R225"].related[0].at == first.spellings[0].at


def test_repeated_priorities_point_at_the_first() -> None:
    content: dict[str, Any] = {"language": 1, "name": "n", "version": "1", "description": ""}
    rule_set = as_values({**content, "shots": {"default": {"priorities": [*ANYTHING, *ANYTHING]}}})
    _, (problem,) = compile_rules(rule_set)
    first, second = rule_set.shots[0].lists["priorities"]
    assert (problem.at, problem.related[0].at) == (second.at, first.at)


def test_the_plan_reads_as_text() -> None:
    content = {
        "language": 1,
        "name": "n",
        "version": "1",
        "description": "",
        "pictures_each": 2,
        "shots": {
            "Close-Up": {
                "spellings": ["CU"],
                "pictures_each": ["full", "face"],
                "prefer": ["full", "face"],
                "priorities": [
                    {"name": "faces", "crop": "face", "role": ["prop", "subject"], "at_most": 2}
                ],
            },
            "default": {"references": 1, "priorities": ANYTHING},
        },
    }
    rules = compiled(content)
    assert str(rules.plan) == (
        "Close-Up (also cu): up to 3 references, a face crop and a full picture of each person, place or thing;"
        " prefer full, then face\n"
        "  1. faces: role subject or prop, crop face, at most 2\n"
        "\n"
        "default: one reference, up to 2 pictures of each person, place or thing\n"
        "  1. anything: crop face or full"
    )
    assert (repr(rules), rules.name, rules.version) == ("<Rules n 1>", "n", "1")


def test_the_bound_on_priorities_counts_those_that_like_takes_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The bound is made small, so that a file at it is short."""
    monkeypatch.setattr(rule_set_problems, "_MOST_ENTRIES", 3)
    assert problems_of(**DEFAULT, a={"like": "default"}, b={"like": "a"}) == []
    found = problems_of(**DEFAULT, a={"like": "default"}, b={"like": "a"}, c={"like": "b"})
    assert found == [
        ("R214", "With `like` applied, the shot rules have 4 priorities; the limit is 3.")
    ]


def test_priorities_beside_like_are_counted_instead_of_those_it_names(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rule_set_problems, "_MOST_ENTRIES", 3)
    own = [{"name": name, "role": "prop"} for name in "abc"]
    found = problems_of(**DEFAULT, a={"like": "default", "priorities": own})
    assert [code for code, _ in found] == ["R214"]
    assert problems_of(**DEFAULT, a={"like": "default", "priorities": own[:2]}) == []


HOUSE = """
language: 1
name: house
version: "1"
shots:
  close_up: {spellings: [cu], priorities: [{name: face, crop: face}]}
  default: {like: close_up}
"""


@pytest.mark.parametrize(
    ("shots", "expected"),
    [
        (
            "wide: {references: 2}",
            ["R211 The shot rule `wide` has neither `priorities` nor `like`."],
        ),
        ("wide: {like: default}", []),
        ("wide: {priorities: [{name: a, crop: full}]}", []),
        ("close_up: {references: 2}", []),
        ("cu: {references: 2}", ["R225 `cu` is a spelling of the shot rule `close_up`."]),
        ("'C U': {like: default}", []),
        (
            "wide: {like: default, spellings: [CU]}",
            ["R225 The spelling `CU` already belongs to the shot rule `close_up`."],
        ),
        (
            "wide: {like: default, spellings: [far]}, Far: {like: default}",
            ["R225 The spelling `far` already belongs to the shot rule `Far`."],
        ),
    ],
)
def test_a_rule_of_a_file_that_extends_another_is_judged_with_what_it_inherits(
    shots: str, expected: list[str]
) -> None:
    text = f'language: 1\nname: film\nversion: "1"\nextends: house.yaml\nshots: {{{shots}}}\n'
    found = []
    try:
        load_rules(text=text, name="film.yaml", parents={"house.yaml": HOUSE})
    except ProblemError as error:
        found = [f"{problem.code} {problem.what}" for problem in error.problems]
    assert found == expected


def test_entries_are_counted_along_like_whichever_rule_comes_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    five = [{"name": f"p{nth}", "crop": "face"} for nth in range(5)]
    shots = {
        "broad": {"like": "wide", "change": [{"name": "p5", "crop": "full"}]},
        "wide": {"like": "default"},
        "default": {"priorities": five, "never": [{"name": "n", "label": "a"}]},
    }
    monkeypatch.setattr(rule_set_problems, "_MOST_ENTRIES", 16)
    assert "R214" not in [code for code, _ in problems_of(**shots)]
    monkeypatch.setattr(rule_set_problems, "_MOST_ENTRIES", 15)
    code, what = problems_of(**shots)[0]
    assert (code, "have 16 priorities" in what) == ("R214", True)
    monkeypatch.setattr(rule_set_problems, "_MOST_ENTRIES", 2)
    counted = [what.partition(" have ")[2] for code, what in problems_of(**shots) if code == "R214"]
    assert counted == ["16 priorities; the limit is 2.", "3 bans; the limit is 2."]
