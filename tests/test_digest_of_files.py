"""A digest stays with what a file means, however it is written; and goes with every word that could change a pick."""

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
RULE_OF_ALL = "    references: 4\n    priorities:\n      - {name: all, role: subject}\n"
WIDE = "  wide:\n    like: default\n    prefer: full\n"
DEFAULT = f"  default:\n{RULE_OF_ALL}"
FACE = '      - {name: face, role: [subject, prop], crop: face, because: "it carries"}\n'
REST = "      - {name: rest, type: prop, at_most: 2}\n"
SAME = {
    "a comment": ("language: 1\n", "# night\nlanguage: 1  # the first\n\n"),
    "quotes": ("name: face, role", "\"name\": 'face', role"),
    "one line": ("  wide:\n    like: default\n    prefer: full\n", "  wide: {like: default, prefer: full}\n"),
    "many lines": ("{name: all, role: subject}", "name: all\n        role:\n          - subject"),
    "the order of keys": ("    like: default\n    prefer: full\n", "    prefer: full\n    like: default\n"),
    "the order of any-of": ("[subject, prop]", "[prop, subject]"),
    "the order of crops that may go": ("pictures_each: [face, full]", "pictures_each: [full, face]"),
    "the order of spellings": ("[cu, tight]", "[tight, cu]"),
    "a spelling folded otherwise": ("[cu, tight]", "[CU, Tight]"),
    "a spelling that says nothing new": ("[cu, tight]", "[cu, tight, Close-Up]"),
    "an entry twice": ("[subject, prop]", "[subject, prop, subject]"),
    "a word as a list of one": ("prefer: face\n", "prefer: [face]\n"),
    "a condition as a list of one": ("type: prop", "type: [prop]"),
    "a default written out": ("description", "references: 3\npictures_each: 1\ndescription"),
    "like written out": (
        "    like: default\n    prefer: full\n",
        "    prefer: full\n    references: 4\n    priorities:\n      - {name: all, role: subject}\n",
    ),
    "a word of the top written in a rule": ("    references: 4\n", "    references: 4\n    prefer: face\n"),
    "the name": ("name: night", "name: day"),
    "the version": ('version: "1"', 'version: "2"'),
    "the description": ("description: For the night scenes.\n", ""),
    "a reason": ("it carries", "the face carries it"),
    "the order of shot rules": (
        WIDE + DEFAULT,
        DEFAULT + WIDE,
    ),
}
OTHER = {
    "a shot rule's name": ("  wide:", "  wide_shot:"),
    "a priority's name": ("name: all", "name: everyone"),
    "a spelling more": ("[cu, tight]", "[cu, tight, ecu]"),
    "a spelling less": ("[cu, tight]", "[cu]"),
    "references": ("references: 4", "references: 5"),
    "prefer at the top": ("prefer: face\n", "prefer: full\n"),
    "the order of prefer": ("prefer: full", "prefer: [full, face]"),
    "no prefer": ("    prefer: full\n", ""),
    "a number for crops": ("pictures_each: [face, full]", "pictures_each: 2"),
    "a crop less": ("pictures_each: [face, full]", "pictures_each: [face]"),
    "a role more": ("[subject, prop]", "[subject, prop, background]"),
    "a role instead of a type": ("type: prop", "role: prop"),
    "a condition less": (", crop: face", ""),
    "a cap": ("at_most: 2", "at_most: 1"),
    "no cap": (", at_most: 2", ""),
    "a priority more": ("role: subject}\n", "role: subject}\n      - {name: more, role: prop}\n"),
    "the order of priorities": (
        FACE + REST,
        REST + FACE,
    ),
    "a shot rule more": ("  default:", "  insert: {like: close_up}\n  default:"),
}


def digest(text: str) -> str:
    rules, problems = check_rules(Source(name="rules.yaml", text=text))
    assert rules is not None, problems
    return rules.digest


@pytest.mark.parametrize("change", SAME)
def test_the_digest_stays(change: str) -> None:
    before, after = SAME[change]
    assert RULES.count(before) >= 1
    assert digest(RULES.replace(before, after, 1)) == digest(RULES)


@pytest.mark.parametrize("change", OTHER)
def test_the_digest_goes(change: str) -> None:
    before, after = OTHER[change]
    assert RULES.count(before) >= 1
    assert digest(RULES.replace(before, after, 1)) != digest(RULES)


def test_no_two_changes_have_one_digest() -> None:
    changed = [digest(RULES.replace(before, after, 1)) for before, after in OTHER.values()]
    assert len(set(changed)) == len(changed)


def test_line_breaks_of_windows_and_a_byte_order_mark_make_no_difference() -> None:
    assert digest("\ufeff" + RULES.replace("\n", "\r\n")) == digest(RULES)


def test_the_digest_of_the_default_rules_is_on_record() -> None:
    # It stands in databases beside what was picked: a change of this line is a change of rules/default.yaml.
    text = (data_dir("rules") / "default.yaml").read_text("utf-8")
    assert digest(text) == "sha256:5b007de990f3df94bece4820364c1eb323302dbc26dce68fa2a13e52f80917c4"
