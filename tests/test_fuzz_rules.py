"""Whatever a rule file holds, reading it ends in rules or in problems: no traceback, and not after endless work.

`SELECTOR_SOAK=1` tries many more.
"""

from __future__ import annotations

import json
import random

import pytest
import yaml

from selector.data import data_dir
from selector.model.codes import CODES
from selector.model.problem import Location, Source
from selector.reading.load import check_rules
from selector.reading.text.file import decode
from selector.reading.text.json_text import read_json
from selector.reporting.problem_words import problems_text
from selector.review.lint import check_rule_text
from tests.as_written import yaml_text
from tests.generate import rule_set
from tests.long import many
from tests.mutate import damaged, mutants
from tests.steps import calls_made

MOST_CALLS = 32_000_000
"""What the largest files that may be read take; see `tests.steps` for what that comes to in seconds."""

DEFAULT = (data_dir("rules") / "default.yaml").read_bytes()
KEYS = (
    "language", "name", "version", "shots", "references", "prefer", "pictures_each", "spellings", "like", "priorities",
    "role", "type", "crop", "at_most", "because", "tag", "of", "picture", "rolle", "",
)  # fmt: skip


def survives(raw: bytes) -> None:
    """The bytes are read, checked and linted, and their problems put into words."""
    source, problems = decode("rules.yaml", raw)
    if source is not None:
        rules, problems = check_rule_text(source)
        assert (rules is None) == any(problem.severity == "error" for problem in problems)
        assert list(problems) == sorted(problems)
        if rules is not None:
            assert rules.digest.startswith("sha256:")
            assert str(rules.plan)
    for problem in problems:
        assert problem.code in CODES
        assert problem.hint, problem
        assert all(stands(at) for at in (problem.at, *(each.at for each in problem.related)))
    problems_text(problems[:20]).encode()


def stands(at: Location) -> bool:
    """Whether a place lies in its text, its end not before its beginning."""
    lines = at.source.text.splitlines() or [""]
    if at.line == 0:
        return True
    begins = 1 <= at.line <= len(lines) + 1 and at.column >= 1
    return begins and (at.line, at.column) <= (at.end_line, at.end_column)


def test_the_default_rules_with_bytes_out_of_place_give_rules_or_problems() -> None:
    rng = random.Random(1)
    for _ in range(many(150, 20_000)):
        survives(damaged(DEFAULT, rng))


def test_generated_rules_with_bytes_out_of_place_give_rules_or_problems() -> None:
    rng = random.Random(2)
    for _ in range(many(150, 20_000)):
        survives(damaged(yaml_text(rule_set(rng), rng).encode(), rng))


def test_rules_with_values_out_of_place_give_rules_or_problems() -> None:
    rng = random.Random(3)
    good = [yaml.safe_load(DEFAULT), *(rule_set(rng) for _ in range(10))]
    for content in mutants(good, 4, KEYS, many(200, 20_000)):
        survives(json.dumps(content).encode())


def test_json_with_bytes_out_of_place_gives_a_document_or_problems() -> None:
    rng = random.Random(5)
    good = json.dumps(yaml.safe_load(DEFAULT), indent=1).encode()
    for _ in range(many(300, 20_000)):
        source, _ = decode("a.json", damaged(good, rng))
        if source is not None:
            document, problems = read_json(source)
            # Of keys that stand twice the last is read.
            errors = [
                problem
                for problem in problems
                if problem.severity == "error" and problem.code != "Y115"
            ]
            assert (document is None) == bool(errors)
            assert all(stands(problem.at) and problem.hint for problem in problems)
            problems_text(problems).encode()


HEAD = 'language: 1\nname: a\nversion: "1"\nshots:\n'
ONE = "[{name: p, role: subject}]"
MANY = "[" + ",".join(f"{{name: p{number}, role: subject}}" for number in range(20)) + "]"
DEFAULT_RULE = f" default: {{priorities: {ONE}}}\n"


def rules(line: str, count: int = 999) -> str:
    """Many shot rules: `#` in the line stands for the number of the rule, `+` for the next one's, in a circle."""
    lines = (line.replace("#", str(n)).replace("+", str((n + 1) % count)) for n in range(count))
    return HEAD + "".join(f" s{n}: {text}\n" for n, text in enumerate(lines)) + DEFAULT_RULE


HOSTILE = {
    "a chain of like": rules("{like: s+}").replace(" s998: {like: s0}", " s998: {like: default}"),
    "a circle of like": rules("{like: s+}"),
    "likes unheard of": rules("{like: z#}"),
    "many rules like a long one": rules("{like: default}").replace(ONE, MANY),
    "numbers for each": rules("{like: default, pictures_each: 7#}").replace(ONE, MANY),
    "references for each": rules("{like: default, references: 1#}").replace(ONE, MANY),
    "unknown keys": HEAD + DEFAULT_RULE + "".join(f"key{number}: 1\n" for number in range(8_000)),
    "numbers for words": HEAD + DEFAULT_RULE + "prefer: [" + "1," * 19_000 + "]\n",
    "nothing for words": HEAD + DEFAULT_RULE + "prefer: [" + "~," * 19_000 + "]\n",
    "one word again and again": HEAD + DEFAULT_RULE + "prefer: [" + "face," * 19_000 + "]\n",
    "spellings": HEAD
    + f" default: {{spellings: [{','.join(f'a{n}' for n in range(15_000))}], priorities: {ONE}}}\n",
    "a name of 900 letters": f"{HEAD} {'x' * 900}: {{priorities: {MANY.replace('p1', 'p0')}}}\n{DEFAULT_RULE}",
    "priorities without number": HEAD
    + DEFAULT_RULE.replace(ONE, "[" + "{name: p, role: subject}," * 4_000 + "]"),
    "a word of 30,000 letters": HEAD
    + f' default: {{like: "{"".join(chr(0x4E00 + n % 5_000) for n in range(30_000))}"}}\n',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_rule_file_ends_after_few_calls(name: str) -> None:
    assert calls_made(lambda: survives(HOSTILE[name].encode())) < MOST_CALLS


@pytest.mark.parametrize(
    "name",
    ["a circle of like", "likes unheard of", "a name of 900 letters", "a word of 30,000 letters"],
)
def test_a_problem_never_shows_more_than_fits(name: str) -> None:
    problems = check_rules(Source(name="r", text=HOSTILE[name]))[1]
    assert problems
    assert max(len(str(problem)) for problem in problems) < 1_000
