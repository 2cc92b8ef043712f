"""Rules as a program has them: texts from a table, and rules that must be those of yesterday."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from selector import ProblemError, load_rules
from selector.model.vocabulary import MEANING

HOUSE = """\
language: 1
name: house
version: "2.0"
shots:
  default:
    priorities:
      - {name: who, role: subject, because: "the scene is about its subject"}
"""
TENANT = """\
language: 1
name: tenant
version: "1"
extends: house
never: [{name: drafts, label: draft, because: "nobody has checked them"}]
"""
OTHER = "sha256:" + 64 * "0"


def refused(**given: Any) -> list[str]:
    with pytest.raises(ProblemError) as error:
        load_rules(**given)
    return list(map(str, error.value.problems))


def test_bytes_are_read_as_the_text_that_they_are() -> None:
    given = {"house": HOUSE.encode()}
    rules = load_rules(text=TENANT.encode(), name="tenant-42", parents=given)
    assert rules.digest == load_rules(text=TENANT, parents={"house": HOUSE}).digest
    texts = [source.text for source in rules.rule_set.sources]
    assert texts == [TENANT, HOUSE]


def test_problems_of_a_text_and_of_its_parents_are_under_their_names() -> None:
    assert refused(text=TENANT.replace("extends: house", "extends: hose"), parents={"house": HOUSE},
                   name="tenant-42") == [
        "tenant-42:4:10: R242 There are no rules named `hose` to extend. Did you mean `house`?"
    ]  # fmt: skip
    spoilt = HOUSE.replace("role:", "rol:")
    (problem,) = refused(text=TENANT, name="tenant-42", parents={"house": spoilt})
    assert problem.startswith("house:7:21: R201")


@pytest.mark.parametrize("parents", [None, {}, {"lot.yaml": HOUSE}])
@pytest.mark.parametrize("name", ["xyzzy", "sets/xyzzy.yaml"])
def test_where_a_text_extends_what_nobody_gave_the_advice_is_to_give_it(
    parents: Any, name: str
) -> None:
    text = TENANT.replace("extends: house", f"extends: {name}")
    (problem,) = refused(text=text, parents=parents)
    assert "R242" in problem
    assert problem.endswith(f"give the text of `{name}` in `parents`.")
    assert "Write the path" not in problem


def test_bytes_that_are_not_text_are_refused_under_their_names() -> None:
    assert refused(text=b"name: \xe9", name="tenant-42") == [
        "tenant-42:1:7: Y102 The file is not UTF-8 text. Save the file again as UTF-8."
    ]
    (problem,) = refused(text=TENANT, parents={"house": b"\xe9"})
    assert problem.startswith("house:1:1: Y102")


@pytest.mark.parametrize("is_parent", [False, True])
@pytest.mark.parametrize(
    ("text", "code"),
    [
        (f"{HOUSE}# {'x' * 200_000}", "Y103"),
        (HOUSE + "never: " + 60 * "[", "Y108"),
        (HOUSE + "never: [" + 30_000 * "a," + "]", "Y109"),
        (HOUSE + "a: &a [x]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]\n", "Y112"),
    ],
)
def test_texts_have_the_limits_of_files(text: str, code: str, *, is_parent: bool) -> None:
    given: dict[str, Any] = {"text": text}
    if is_parent:
        given = {"text": TENANT, "parents": {"house": text}}
    codes = [problem.split(": ")[1][:4] for problem in refused(**given)]
    assert code in codes


def test_a_text_opens_no_file_but_those_of_selector(tmp_path: Path) -> None:
    program = f"""
import sys
from selector import ProblemError, load_rules
load_rules().warnings, load_rules(text={TENANT!r}, parents={{"house": {HOUSE!r}}}).warnings
opened = []
sys.addaudithook(lambda event, values: opened.append(values) if event == "open" else None)
load_rules(text={TENANT!r}, name="rules.yaml", parents={{"house": {HOUSE!r}}}).warnings
try:
    load_rules(text={TENANT.replace("extends: house", "extends: ./house.yaml")!r})
except ProblemError:
    pass
print(opened)
"""
    (tmp_path / "rules.yaml").write_text(TENANT)
    (tmp_path / "house.yaml").write_text(HOUSE)
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert done.stdout.strip() == "[]"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["house.yaml", "rules.yaml"]


def test_rules_that_are_those_that_are_required_are_loaded(tmp_path: Path) -> None:
    file = tmp_path / "house.yaml"
    file.write_text(HOUSE)
    digest = load_rules(file).digest
    for given in ({"path": file}, {"text": HOUSE}):
        assert load_rules(**given, digest=digest, meaning=MEANING).digest == digest
    assert load_rules(digest=load_rules().digest).name == "default"
    relaid = "# nothing that counts\n" + HOUSE
    assert load_rules(text=relaid, digest=digest).digest == digest


def test_any_other_rules_are_refused_and_both_digests_are_named(tmp_path: Path) -> None:
    file = tmp_path / "house.yaml"
    file.write_text(HOUSE)
    digest = load_rules(file).digest
    said = (
        f"R246 These rules have the digest `{digest}`, not `{OTHER}`."
        " Load the rules with the required digest, or require the new one."
    )
    assert refused(path=file, digest=OTHER) == [f"{file}: {said}"]
    assert refused(text=HOUSE, name="tenant-42", digest=OTHER) == [f"tenant-42: {said}"]


def test_another_meaning_is_refused_and_both_are_named() -> None:
    before = MEANING - 1
    said = (
        f"R246 This version of selector reads rules under meaning {MEANING}, not {before}."
        f" Install a version that reads under meaning {before}, or require {MEANING} once you have"
        " looked at what changes."
    )
    assert refused(text=HOUSE, name="tenant-42", meaning=before) == [f"tenant-42: {said}"]
    (both,) = refused(text=HOUSE, meaning=MEANING + 1, digest=OTHER)
    assert OTHER in both
    assert f"not {MEANING + 1}." in both
    (huge,) = refused(text=HOUSE, meaning=10**5_000)
    assert "not a value of type int." in huge


def test_errors_of_the_rules_go_before_what_is_required_of_them() -> None:
    (problem,) = refused(text=HOUSE.replace("role:", "rol:"), digest=OTHER, meaning=MEANING + 1)
    assert "R201" in problem


@pytest.mark.parametrize("given", [{"digest": b"sha256"}, {"meaning": "2"}, {"meaning": True}])
def test_what_can_be_no_digest_and_no_meaning_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match=f"`{next(iter(given))}` must be"):
        load_rules(text=HOUSE, **given)
