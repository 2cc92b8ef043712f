"""Rule files: what is read of them, with its place, and how their problems are told together."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from selector.data import data_dir
from selector.model.problem import ProblemError, Source, errors_of
from selector.model.ruleset import RuleSet
from selector.reading.load import check_rules, load_rules
from selector.reading.rules.rule_file import read_rule_file

DEFAULT = data_dir("rules") / "default.yaml"
HEAD = 'language: 1\nname: a\nversion: "1"\n'


def source(text: str) -> Source:
    return Source(name="rules.yaml", text=text)


def rule_set(text: str) -> RuleSet:
    read = read_rule_file(source(text))
    assert read.rule_set is not None
    assert not errors_of(read.problems)
    return read.rule_set


def codes(text: str) -> list[str]:
    return [problem.code for problem in check_rules(source(text))[1]]


def test_every_value_is_read_with_its_place() -> None:
    read = rule_set(DEFAULT.read_text("utf-8"))
    assert (read.language, read.name, read.version) == (1, "default", "1.0.0")
    assert read.description.startswith("Faces for close-ups")
    assert (read.words["references"].value, str(read.words["references"].at)) == (
        3,
        "rules.yaml:6:13",
    )
    close_up, two_shot, *_, wide, default = read.shots
    assert [shot.name for shot in read.shots] == [
        "close_up",
        "two_shot",
        "establishing",
        "wide_shot",
        "default",
    ]
    assert [(each.value, str(each.at)) for each in close_up.spellings] == [
        ("closeup", "rules.yaml:10:17"),
        ("cu", "rules.yaml:10:26"),
    ]
    assert close_up.words["pictures_each"].value == ("face", "full")
    assert close_up.words["prefer"].value == ("face",)
    the_two = two_shot.lists["priorities"][0]
    assert [(each.key, each.values, each.at.column) for each in the_two.conditions] == [
        ("role", ("subject", "interaction_target"), 48),
        ("type", ("character",), 31),
    ]
    assert the_two.words["at_most"].value == 2
    assert the_two.words["because"].value == "a two-shot fails when either face is lost"
    assert (wide.like and wide.like.value, wide.lists, default.like) == ("default", {}, None)
    assert (wide.at.line, wide.at.column, wide.at.end_column) == (33, 3, 12)


def test_the_default_rules_have_no_problem_of_any_kind() -> None:
    rules, problems = check_rules(source(DEFAULT.read_text("utf-8")))
    assert rules is not None
    assert problems == ()
    assert (
        load_rules().digest
        == rules.digest
        == load_rules(DEFAULT).digest
        == load_rules(str(DEFAULT)).digest
    )


def test_a_word_alone_and_a_list_of_one_read_alike() -> None:
    text = (
        HEAD
        + "prefer: {0}\npictures_each: {0}\nshots:\n  default:\n    spellings: {0}\n    priorities:\n"
    )
    text += "      - {{name: p, role: {1}, type: {1}, crop: {0}}}\n"
    word, one = rule_set(text.format("face", "prop")), rule_set(text.format("[face]", "[prop]"))
    for read in (word, one):
        [shot] = read.shots
        assert read.words["prefer"].value == read.words["pictures_each"].value == ("face",)
        assert [each.value for each in shot.spellings] == ["face"]
        [priority] = shot.lists["priorities"]
        assert [(each.key, each.values) for each in priority.conditions] == [
            ("role", ("prop",)), ("type", ("prop",)), ("crop", ("face",)),
        ]  # fmt: skip


def test_a_blank_reason_is_none() -> None:
    [shot] = rule_set(
        HEAD + "shots:\n  default:\n    priorities:\n      - {name: p, role: prop, because: ' '}\n"
    ).shots
    assert not shot.lists["priorities"][0].words


def test_problems_of_text_shape_and_meaning_come_together_in_order_of_place() -> None:
    text = (
        HEAD.replace("a\n", "no\n")
        + "refs: 3\nshots:\n  wide: {like: nobody}\n  wide: {}\n  long: {prefer: &x face}\n"
    )
    found = check_rules(source(text))[1]
    assert [problem.code for problem in found] == [
        "Y152",
        "R201",
        "R221",
        "R222",
        "Y115",
        "R211",
        "Y112",
    ]
    assert list(found) == sorted(found)


def test_an_unknown_language_is_the_only_thing_told() -> None:
    assert codes("language: 2\nname: no\nshots: &a 3\nunheard: of\n") == ["R208"]


def test_a_value_that_is_a_problem_of_the_text_is_none_of_the_shape() -> None:
    text = HEAD + "references: *n\nprefer: !x face\ndescription: .inf\nshots:\n  default: *d\n"
    assert codes(text) == ["Y112", "Y114", "Y110", "Y112"]


def test_a_key_that_was_meant_as_a_condition_is_one_problem() -> None:
    shots = "shots:\n  default:\n    priorities:\n      - {name: p, rolle: subject}\n  wide: {liek: default}\n"
    assert codes(HEAD + shots) == ["R201", "R201"]


def test_loading_raises_every_problem(tmp_path: Path) -> None:
    file = tmp_path / "rules.yaml"
    file.write_text("language: 1\nshots: {}\n", "utf-8")
    with pytest.raises(ProblemError) as refused:
        load_rules(file)
    assert [problem.code for problem in refused.value.problems] == ["R202", "R202", "R221"]
    assert str(refused.value).startswith(f"{file}:1:1: R202 `name` is missing.")
    with pytest.raises(ProblemError, match="Y101 The file cannot be read: there is no such file"):
        load_rules(tmp_path / "nothing.yaml")
    with pytest.raises(ProblemError, match="Y101 The file cannot be read: it is a folder"):
        load_rules(tmp_path)
    with pytest.raises(
        ProblemError, match="Y101 The file cannot be read: no file can have that name"
    ):
        load_rules("a\0b")


def test_a_thousand_problems_of_shape_are_told_and_then_that_there_are_more() -> None:
    keys = "".join(f"key{number}: 1\n" for number in range(1_000))
    shots = "shots:\n  default:\n    priorities: [{name: p, role: prop}]\n"
    assert codes(HEAD + keys + shots) == ["R201"] * 1_000
    found = codes(HEAD + keys + "more: 1\n" + shots)
    assert (found.count("R201"), found.count("Y141"), len(found)) == (1_000, 1, 1_001)


def test_as_many_rules_and_priorities_as_are_allowed_are_read() -> None:
    rules, problems = check_rules(many(rules=1_000, priorities=20))
    assert rules is not None, problems
    assert len(rules.plan.shots) == 1_000
    assert sum(len(shot.steps) for shot in rules.plan.shots) == 20_000
    assert check_rules(many(rules=2, priorities=1_000))[0] is not None


def test_priorities_that_like_takes_over_are_counted() -> None:
    _, problems = check_rules(many(rules=999, priorities=20, own=21))
    assert [(problem.code, problem.what) for problem in problems] == [
        ("R214", "With `like` applied, the shot rules have 20,001 priorities; the limit is 20,000.")
    ]
    rules, problems = check_rules(many(rules=999, priorities=20, own=20))
    assert rules is not None, problems


def many(rules: int, priorities: int, own: int = 0) -> Source:
    """A rule file whose shot rules are all like `default`, and one more that has its own where there are any."""
    written = [{"name": f"p{number}", "role": "subject"} for number in range(max(priorities, own))]
    shots: dict[str, object] = {f"s{number}": {"like": "default"} for number in range(rules - 1)}
    shots |= {"default": {"priorities": written[:priorities]}} | (
        {"own": {"priorities": written[:own]}} if own else {}
    )
    return source(json.dumps({"language": 1, "name": "a", "version": "1", "shots": shots}))
