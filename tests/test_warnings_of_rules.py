"""`rules.warnings`: what `selector check` would report, worked out only if somebody asks."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

from selector import load_rules
from selector.model.problem import Source
from selector.review.lint import checked_rules

ROOT = Path(__file__).parents[1]

FILES = [
    *sorted((ROOT / "rules").glob("*.yaml")),
    *sorted((ROOT / "tests" / "misread").glob("*.yaml")),
    *sorted((ROOT / "tests" / "invalid" / "rules").glob("*.yaml")),
]
TEXT = """\
language: 1
name: road
version: "1"
references: 3
shots:
  default:
    spellings: [no]
    priorities:
      - {name: somebody, type: character}
"""


def test_they_are_what_a_check_reports() -> None:
    compared = 0
    for path in FILES:
        if not path.is_file():
            continue
        source = Source(name=str(path), text=path.read_bytes().decode("utf-8", "replace"))
        checked = checked_rules(source, path.parent)
        if checked.rules is None:
            continue
        compared += bool(checked.problems)
        assert load_rules(path).warnings == checked.problems
    assert compared >= 10


def test_those_of_the_text_are_among_them_and_waived_ones_are_not() -> None:
    text = TEXT
    assert [problem.code for problem in load_rules(text=text).warnings] == ["Y152", "R251"]
    waived = text.replace("character}", "character}  # selector: allow R251 because it is plain")
    assert [problem.code for problem in load_rules(text=waived).warnings] == ["Y152"]


def test_rules_for_another_target_have_warnings_of_their_own_and_pickles_keep_them() -> None:
    rules = load_rules(text=TEXT.replace("[no]", "[cu]"))
    aimed = rules.for_target("kling-video-o1")
    codes = [problem.code for problem in aimed.warnings]
    assert codes == ["R282", "R251"]
    assert [problem.code for problem in rules.warnings] == ["R251"]
    assert pickle.loads(pickle.dumps(aimed)).warnings == aimed.warnings


def test_lints_are_imported_only_if_somebody_asks() -> None:
    look = "print('selector.review.lint' in sys.modules)\n"
    program = f"import sys\nfrom selector import load_rules\nrules = load_rules()\n{look}rules.warnings\n{look}"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False", "True"]
