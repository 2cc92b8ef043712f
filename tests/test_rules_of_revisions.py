"""Rule files at a git revision: `git:REV:PATH`, what they extend there, and what is said if there is no such thing."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from selector.cli.arguments.compared_rules import rules_written
from selector.engine.rules import Rules
from selector.model.problem import ProblemError
from selector.reading.rules.git_files import read_at_revision

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

HEAD = 'language: 1\nname: road\nversion: "1"\ndescription: A road.\n'
FACE = "shots:\n  default:\n    priorities: [{name: who, crop: face, because: faces}]\n"
HOUSE = HEAD + FACE
CHILD = HEAD + "extends: ../house.yaml\nreferences: 1\n"


def git(folder: Path, *arguments: str) -> None:
    settings = ("-c", "user.name=Wren", "-c", "user.email=wren@example.org")
    subprocess.run(["git", *settings, *arguments], cwd=folder, check=True, capture_output=True)


def commit(folder: Path, files: dict[str, str | bytes], message: str) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", message)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A film's rules and the house rules above them, in two commits; the current folder is the film's."""
    top = tmp_path / "work"
    top.mkdir()
    git(top, "init", "-q", "-b", "main")
    commit(top, {"house.yaml": HOUSE, "film/rules.yaml": CHILD}, "begin")
    git(top, "tag", "first-cut")
    commit(
        top,
        {
            "house.yaml": HOUSE.replace("crop: face", "crop: full"),
            "film/rules.yaml": CHILD.replace("references: 1", "references: 2"),
        },
        "go on",
    )
    monkeypatch.chdir(top / "film")
    return top


def crops(rules: Rules) -> tuple[str, int]:
    plan = rules.plan.default
    return str(plan.steps[0].conditions[0]), plan.references


def what_is_wrong(name: str) -> str:
    with pytest.raises(ProblemError) as error:
        rules_written(name)
    (problem,) = error.value.problems
    assert problem.code == "Y101"
    return f"{problem.what} {problem.hint}"


def test_a_chain_of_extends_is_read_at_the_same_revision(repository: Path) -> None:
    assert crops(rules_written("git:HEAD:rules.yaml")) == crops(rules_written("rules.yaml"))
    before = rules_written("git:first-cut:rules.yaml")
    assert crops(before) == ("crop face", 1)
    assert crops(rules_written("rules.yaml")) == ("crop full", 2)
    assert str(before.plan.default.steps[0].name.at) == "git:first-cut:house.yaml:7:25"


def test_a_path_is_written_as_that_of_the_file_itself(repository: Path) -> None:
    for name in ("../film/rules.yaml", str(repository / "film" / "rules.yaml")):
        assert (
            rules_written(f"git:HEAD~1:{name}").digest
            == rules_written("git:first-cut:rules.yaml").digest
        )


def test_a_revision_may_have_a_slash_and_the_current_folder_may_be_anywhere(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(repository, "branch", "cut/two", "HEAD~1")
    monkeypatch.chdir(tmp_path)
    assert crops(rules_written("git:cut/two:work/film/rules.yaml")) == ("crop face", 1)


def test_shot_names_are_read_at_the_same_revision(repository: Path) -> None:
    names = "shot_names: 1\nsizes:\n  near: [n]\n"
    rules = HEAD + "shot_names: names.yaml\n" + FACE
    commit(repository, {"film/names.yaml": names, "film/rules.yaml": rules}, "names")
    (repository / "film" / "names.yaml").unlink()
    vocabulary = rules_written("git:HEAD:rules.yaml").rule_set.shot_names
    assert vocabulary is not None
    assert vocabulary.source.name == "git:HEAD:film/names.yaml"


def test_rules_of_a_revision_extend_those_that_come_with_selector(repository: Path) -> None:
    commit(repository, {"film/rules.yaml": HEAD + "extends: cinematic\n"}, "cinematic")
    assert rules_written("git:HEAD:rules.yaml").plan.by_name["two_shot"].steps


def test_an_unknown_revision_is_answered_with_a_near_one(repository: Path) -> None:
    assert what_is_wrong("git:first_cut:rules.yaml") == (
        "The file cannot be read: the repository has no revision `first_cut`. Did you mean `first-cut`?"
    )
    assert "`git log --oneline` lists the commits." in what_is_wrong("git:0000000:rules.yaml")


def test_what_a_shallow_clone_lacks_is_to_be_fetched(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(repository, {"film/rules.yaml": HEAD + "extends: cinematic\n"}, "cinematic")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--depth", "1", repository.as_uri(), str(clone))
    monkeypatch.chdir(clone / "film")
    assert what_is_wrong("git:HEAD~1:rules.yaml") == (
        "The file cannot be read: the repository has no revision `HEAD~1`. This is a"
        " shallow clone, without earlier commits and other branches. Write `fetch-depth: 0` below"
        " `actions/checkout`, or run `git fetch --unshallow`."
    )


def test_a_path_that_is_missing_at_the_revision_is_answered_with_a_near_name(
    repository: Path,
) -> None:
    commit(repository, {"film/later.yaml": HOUSE}, "later")
    assert what_is_wrong("git:first-cut:rule.yaml") == (
        "The file cannot be read: there is no such file at revision `first-cut`. Did you mean `rules.yaml`?"
    )
    assert "there is no such file at revision `first-cut`" in what_is_wrong(
        "git:first-cut:later.yaml"
    )
    assert "it is a folder" in what_is_wrong("git:HEAD:../film")


def test_a_parent_that_is_missing_at_the_revision_is_named_where_it_is_extended(
    repository: Path,
) -> None:
    git(repository, "rm", "-q", "house.yaml")
    git(repository, "commit", "-q", "-m", "no house")
    (repository / "house.yaml").write_text(HOUSE)  # there now, but not then
    with pytest.raises(ProblemError) as error:
        rules_written("git:HEAD:rules.yaml")
    (problem,) = error.value.problems
    assert str(problem.at) == "git:HEAD:film/rules.yaml:5:10"
    assert problem.what == (
        "`../house.yaml` cannot be extended. The file cannot be read: there is no such file at revision `HEAD`."
    )


def test_a_circle_of_extends_ends_in_a_problem(repository: Path) -> None:
    loop: dict[str, str | bytes] = {
        "house.yaml": HEAD + "extends: film/rules.yaml\n",
        "film/rules.yaml": CHILD,
    }
    commit(repository, loop, "loop")
    with pytest.raises(ProblemError) as error:
        rules_written("git:HEAD:rules.yaml")
    assert [problem.code for problem in error.value.problems] == ["R244"]


@pytest.mark.parametrize(
    "name",
    ["git:", "git:HEAD", "git:HEAD:", "git::rules.yaml", "git:-x:rules.yaml", "git:--help:a"],
)
def test_half_a_name_is_refused_with_what_to_write(name: str) -> None:
    assert "git:HEAD~1:rules.yaml" in what_is_wrong(name)


def test_a_folder_without_a_repository_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.chdir(tmp_path)
    assert "is not in a git repository" in what_is_wrong("git:HEAD:rules.yaml")


def test_without_git_that_is_said(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository))
    assert what_is_wrong("git:HEAD:rules.yaml") == (
        "The file cannot be read: git is not installed. Install git, or name a rule file instead."
    )


def test_a_file_that_is_too_large_or_no_text_is_refused_as_on_disk(repository: Path) -> None:
    commit(
        repository,
        {"film/large.yaml": b"#" * 200_000, "film/raw.yaml": b"name: \xff\n"},
        "odd files",
    )
    for name, code in (("large", "Y103"), ("raw", "Y102")):
        (source, problems), _ = read_at_revision(f"git:HEAD:{name}.yaml")
        assert source is None
        assert [problem.code for problem in problems] == [code]
