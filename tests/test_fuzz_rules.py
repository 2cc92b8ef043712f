"""Whatever a rule file holds, reading it ends in rules or in problems: no traceback, and not after endless work.

`SELECTOR_SOAK=1` tries many more.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path

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
from tests.mutate import ODD, damaged, mutants, places_in
from tests.steps import calls_made
from tests.yaml_files import loaded

MOST_CALLS = 32_000_000
"""What the largest files that may be read take; see `tests.steps` for what that comes to in seconds."""

DEFAULT = (data_dir("rules") / "default.yaml").read_bytes()


def keys_in(schema: object) -> Iterator[str]:
    """Every key that this part of a schema knows."""
    if isinstance(schema, dict):
        yield from schema.get("properties", ())
        for part in schema.values():
            yield from keys_in(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from keys_in(part)


SCHEMA = json.loads((data_dir("schemas") / "ruleset-v1.schema.json").read_text("utf-8"))
KEYS = (*sorted(set(keys_in(SCHEMA))), "tag", "rolle", "")


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
    for _ in range(many(25, 20_000)):
        survives(damaged(DEFAULT, rng))


def test_generated_rules_with_bytes_out_of_place_give_rules_or_problems() -> None:
    rng = random.Random(2)
    for _ in range(many(25, 20_000)):
        survives(damaged(yaml_text(rule_set(rng), rng).encode(), rng))


def test_rules_with_values_out_of_place_give_rules_or_problems() -> None:
    rng = random.Random(3)
    good = [yaml.safe_load(DEFAULT), EVERY_KEY, *(rule_set(rng) for _ in range(10))]
    for content in mutants(good, 4, KEYS, many(25, 20_000)):
        survives(json.dumps(content).encode())


EVERY_KEY = loaded((Path(__file__).parent / "every_key.yaml").read_text("utf-8"))


def keys_written(value: object) -> Iterator[str]:
    """Every key in a document."""
    if isinstance(value, dict):
        yield from value
        for each in value.values():
            yield from keys_written(each)
    elif isinstance(value, list):
        for each in value:
            yield from keys_written(each)


def test_every_key_stands_in_a_rule_file_in_which_nothing_is_wrong() -> None:
    missing = set(keys_in(SCHEMA)) - set(keys_written(EVERY_KEY))
    assert not missing, f"write these keys into tests/every_key.yaml: {', '.join(missing)}"
    _, problems = check_rules(Source(name="whole", text=json.dumps(EVERY_KEY)))
    assert [problem for problem in problems if problem.severity == "error"] == []


def test_a_value_out_of_place_at_any_key_gives_rules_or_problems() -> None:
    rng = random.Random(6)
    places = list(places_in(EVERY_KEY))
    for holder, key in rng.sample(places, len(places) // many(8, 1)):
        good = holder[key]
        for odd in rng.sample(ODD, many(1, len(ODD))):
            holder[key] = odd
            survives(json.dumps(EVERY_KEY).encode())
        holder[key] = good


def test_json_with_bytes_out_of_place_gives_a_document_or_problems() -> None:
    rng = random.Random(5)
    good = json.dumps(yaml.safe_load(DEFAULT), indent=1).encode()
    for _ in range(many(30, 20_000)):
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


HEAD = 'language: 1\nname: a\nversion: "1"\n'
ONE = "[{name: p, role: subject}]"
MANY = "[" + ",".join(f"{{name: p{number}, role: subject}}" for number in range(20)) + "]"
DEFAULT_RULE = f" default: {{priorities: {ONE}}}\n"
SHOTS = f"{HEAD}shots:\n{DEFAULT_RULE}"


def numbered(count: int, words: str) -> list[str]:
    """The words again and again: `#` stands for the number of the time, `+` for the next one, at last for the first."""
    return [words.replace("#", str(n)).replace("+", str((n + 1) % count)) for n in range(count)]


def rules(count: int, words: str, priorities: str = ONE) -> str:
    """Many shot rules."""
    lines = "".join(f" s{n}: {text}\n" for n, text in enumerate(numbered(count, words)))
    return f"{HEAD}shots:\n{lines}{DEFAULT_RULE.replace(ONE, priorities)}"


def entries(count: int, words: str) -> str:
    """Many entries of a list."""
    each = (f"{{name: e{n}, {text}}}" for n, text in enumerate(numbered(count, words)))
    return f"[{', '.join(each)}]"


def changed(edits: str) -> str:
    """A shot rule whose list of priorities is another's, with these edits."""
    return f"{SHOTS} s: {{like: default, change: {edits}}}\n"


def scenes(count: int, words: str) -> str:
    """Many scenes."""
    return "scenes:\n" + "".join(
        f"  {n}: {text}\n" for n, text in enumerate(numbered(count, words))
    )


HOSTILE: dict[str, tuple[int, Callable[[int], str]]] = {
    "a chain of like": (
        999,
        lambda n: rules(n, "{like: s+}").replace("like: s0}", "like: default}"),
    ),
    "a circle of like": (999, lambda n: rules(n, "{like: s+}")),
    "likes unheard of": (999, lambda n: rules(n, "{like: z#}")),
    "many rules like a long one": (999, lambda n: rules(n, "{like: default}", MANY)),
    "numbers for each": (999, lambda n: rules(n, "{like: default, pictures_each: 7#}", MANY)),
    "references for each": (999, lambda n: rules(n, "{like: default, references: 1#}", MANY)),
    "unknown keys": (8_000, lambda n: SHOTS + "\n".join(numbered(n, "key#: 1"))),
    "numbers for words": (19_000, lambda n: f"{SHOTS}prefer: [{'1,' * n}]\n"),
    "nothing for words": (19_000, lambda n: f"{SHOTS}prefer: [{'~,' * n}]\n"),
    "one word again and again": (19_000, lambda n: f"{SHOTS}prefer: [{'face,' * n}]\n"),
    "spellings": (
        15_000,
        lambda n: rules(1, f"{{like: default, spellings: [{','.join(numbered(n, 'a#'))}]}}"),
    ),
    "priorities without number": (4_000, lambda n: rules(1, "{}", f"[{f'{ONE[1:-1]},' * n}]")),
    "a pattern of stars": (
        15_000,
        lambda n: f'{SHOTS}never: [{{name: n, of: "{"*a" * n}", label: "{"*" * n}", because: b}}]\n',
    ),
    "conditions in each other": (
        600,
        lambda n: f"{SHOTS}never: [{{name: n, {'not: {any_of: [' * n}type: prop{']}' * n}}}]\n",
    ),
    "conditions side by side": (
        3_000,
        lambda n: f"{SHOTS}pin: [{{name: p, any_of: [{'{type: prop, not: {crop: face}},' * n}]}}]\n",
    ),
    "bans": (4_000, lambda n: f"{SHOTS}never: {entries(n, 'label: l#')}\n"),
    "limits without a number": (4_000, lambda n: f"{SHOTS}limits: {entries(n, 'type: prop')}\n"),
    "edits of one name": (6_000, lambda n: changed(f"[{'{name: p, crop: face},' * n}]")),
    "edits that stand before each other": (
        3_000,
        lambda n: changed(entries(n, "crop: face, before: e+")),
    ),
    "edits behind what is missing": (
        3_000,
        lambda n: changed(entries(n, "crop: face, after: f#")),
    ),
    "drops of what is missing": (4_000, lambda n: changed(entries(n, "drop: true"))),
    "scenes that use what is missing": (
        4_000,
        lambda n: SHOTS + scenes(n, "{use: shot#, references: 1}"),
    ),
    "scenes that use many rules": (
        2_000,
        lambda n: rules(n, "{like: default}") + scenes(n, "{use: s+, never: [{type: prop}]}"),
    ),
    "tastes": (4_000, lambda n: f"{SHOTS}order: [{'{type: prop, label: a},' * n}]\n"),
}  # fmt: skip
"""Files that a chatty or a spiteful program might write: how much of it may be read, and how it is written."""


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_rule_file_takes_few_calls_and_twice_of_it_about_twice_as_many(name: str) -> None:
    most, written = HOSTILE[name]
    less = most // many(100, 2)
    once, twice = (
        calls_made(lambda: survives(written(size).encode()))  # noqa: B023  # called at once
        for size in (less, 2 * less)
    )
    assert twice < MOST_CALLS * 2 * less / most
    assert twice < 3.2 * once, "more than names that are looked for within a budget account for"


LONG = {
    "a circle of like": rules(999, "{like: s+}"),
    "likes unheard of": rules(999, "{like: z#}"),
    "a name of 900 letters": f"{HEAD}shots:\n {'x' * 900}: {{priorities: {MANY.replace('p1', 'p0')}}}\n{DEFAULT_RULE}",
    "a word of 30,000 letters": HEAD
    + "shots:\n"
    + f' default: {{like: "{"".join(chr(0x4E00 + n % 5_000) for n in range(30_000))}"}}\n',
}


@pytest.mark.parametrize("name", LONG)
def test_a_problem_never_shows_more_than_fits(name: str) -> None:
    survives(LONG[name].encode())
    problems = check_rules(Source(name="r", text=LONG[name]))[1]
    assert problems
    assert max(len(str(problem)) for problem in problems) < 1_000
