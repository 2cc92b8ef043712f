"""A digest stays with what a file means, however it is laid out; tests/test_digest.py says what changes it."""

from __future__ import annotations

import pytest

from selector.data import data_dir
from selector.model.problem import Source
from selector.reading.load import check_rules

RULES = """\
language: 1
name: night
version: "1"
description: For the night scenes.
prefer: face
shots:
  close_up:
    spellings: [cu, tight]
    pictures_each: [face, full]
    priorities:
      - {name: face, role: [subject, prop], crop: face, because: "it carries"}
      - {name: rest, type: prop, at_most: 2}
  wide:
    like: default
    prefer: full
  default:
    references: 4
    priorities:
      - {name: all, role: subject}
"""
LAYOUTS = {
    "a comment": ("language: 1\n", "# night\nlanguage: 1  # the first\n\n"),
    "quotes": ("name: face, role", "\"name\": 'face', role"),
    "one line": (
        "  wide:\n    like: default\n    prefer: full\n",
        "  wide: {like: default, prefer: full}\n",
    ),
    "many lines": ("{name: all, role: subject}", "name: all\n        role:\n          - subject"),
    "the order of keys": (
        "    like: default\n    prefer: full\n",
        "    prefer: full\n    like: default\n",
    ),
    "an entry twice": ("[subject, prop]", "[subject, prop, subject]"),
    "a byte order mark": ("language: 1\n", "\ufefflanguage: 1\n"),
}


def digest(text: str) -> str:
    rules, problems = check_rules(Source(name="rules.yaml", text=text))
    assert rules is not None, problems
    return rules.digest


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_digest_stays_with_another(layout: str) -> None:
    before, after = LAYOUTS[layout]
    assert RULES.count(before) == 1
    assert digest(RULES.replace(before, after)) == digest(RULES)


def test_the_digest_stays_with_the_line_breaks_of_windows() -> None:
    assert digest(RULES.replace("\n", "\r\n")) == digest(RULES)


def test_another_word_in_a_file_is_another_digest() -> None:
    assert digest(RULES.replace("type: prop", "role: prop")) != digest(RULES)


def test_the_digest_of_the_default_rules_is_on_record() -> None:
    # It stands in databases beside what was picked: a change of this line is a change of rules/default.yaml.
    text = (data_dir("rules") / "default.yaml").read_text("utf-8")
    assert digest(text) == "sha256:5b007de990f3df94bece4820364c1eb323302dbc26dce68fa2a13e52f80917c4"
