"""Files of shot names, the shipped one and one's own: where they are found, and what is wrong with a broken one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from selector import ProblemError, load_rules
from selector.cli.main import run
from selector.data import data_dir
from selector.model.problem import Source
from selector.model.shot_vocabulary import ShotVocabulary
from selector.reading import shot_vocabularies
from selector.reading.shot_vocabularies import read_names, standard_names
from selector.reading.text.file import read_source as read_source_of
from tests.shot_types_read import NAMES, OWN, SOME, led_to, own_rules, rules_for


def test_the_shipped_file_is_read_as_yaml_says_it() -> None:
    source = standard_names().source
    read, problems = read_names("standard", source)
    assert problems == ()
    assert read == standard_names()
    assert shot_vocabularies._plain_data(source.text) is not None  # the quick way
    for edit in (
        ("[", "[a: b, "),
        ("\nsizes:", "\nsizes: {}\n#"),
        ("shot_names: 1", "'shot_names': 1"),
    ):
        assert shot_vocabularies._plain_data(source.text.replace(*edit, 1)) is None


def test_no_spelling_of_the_shipped_file_is_read_as_anything_else() -> None:
    vocabulary = standard_names()
    for axis in (vocabulary.coverage, vocabulary.sizes):
        for name, spellings in axis.items():
            for spelling in (name, *spellings):
                reading = NAMES.read(spelling)
                assert name in reading.names, spelling
                assert reading.unread == ()


NO_NAMES = "There are no shot names: `sizes` and `coverage` are empty or missing."


def test_a_vocabulary_of_one_s_own_is_read_instead() -> None:
    assert led_to("two shot", own_rules(OWN)) == "pair"
    assert led_to("two-shot, medium", own_rules(OWN)) == "default"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "sizes: {master: []}\ncoverage: {Master: []}\n",
            "my-names.yaml:2:12 R238 `Master` is both a size and a coverage.",
        ),
        (
            "sizes: {near: [cu, C-U], far: [c u]}\n",
            "my-names.yaml:1:32 R238 `c u` means both `near` and `far`.",
        ),
        (
            "sizes: {near: [cu]}\nambiguous: {cu: {readings: [near]}}\n",
            "my-names.yaml:2:13 R238 `cu` is listed as ambiguous, but also as a spelling of `near`.",
        ),
        (
            "sizes: {near: [cu]}\nambiguous: {mid: {readings: [nera]}}\n",
            "my-names.yaml:2:30 R239 `mid` cannot mean `nera`: no shot has that name.",
        ),
        (
            "sizes: {near: ['?!']}\n",
            "my-names.yaml:1:16 R227 `?!` has no letters or digits, so it can match no shot type.",
        ),
        (
            "sizes: {near: [cu]}\ncovrage: {pair: []}\n",
            "my-names.yaml:2:1 R201 `covrage` is not a key of a file of shot names.",
        ),
        (
            "sizes: {near: cu}\n",
            "my-names.yaml:1:15 R203 `near` must be a list of spellings, not the text `cu`.",
        ),
        (
            "sizes: {}\n",
            f"my-names.yaml:1:1 R202 {NO_NAMES}",
        ),
        (
            "sizes: {near: [cu]}\nshot_names: 2\n",
            "my-names.yaml:2:13 R208 `shot_names` must be the number 1, not 2.",
        ),
        (
            "sizes: {near: [cu]}\nambiguous: {mid: {readings: []}}\n",
            "my-names.yaml:2:29 R206 `readings` is an empty list.",
        ),
    ],
)
def test_a_broken_vocabulary_is_told_what_is_wrong_with_it(text: str, problem: str) -> None:
    with pytest.raises(ProblemError) as refused:
        own_rules(text)
    first = refused.value.problems[0]
    assert f"{first.at} {first.code} {first.what}" == problem


@pytest.mark.parametrize(
    ("name", "what", "hint"),
    [
        ("standrd", "There are no shot names called `standrd`.", "Did you mean `standard`?"),
        (
            "mine",
            "There are no shot names called `mine`.",
            "Write `standard`, or the name of a file beside this one, such as `my-names.yaml`.",
        ),
    ],
)
def test_names_of_nothing_are_refused(name: str, what: str, hint: str) -> None:
    with pytest.raises(ProblemError) as refused:
        rules_for({}, names=name)
    (problem,) = refused.value.problems
    assert (problem.code, problem.what, problem.hint) == ("R237", what, hint)
    assert problem.at.line


def test_a_vocabulary_is_beside_the_file_that_names_it_a_parent_s_too(tmp_path: Path) -> None:
    house = tmp_path / "house"
    house.mkdir()
    text = rules_for(SOME, names="standard").rule_set.source.text
    (house / "house.yaml").write_text(text.replace("standard", "names.yaml"))
    (house / "names.yaml").write_text("sizes: {close_up: [tight]}\n")
    (tmp_path / "film.yaml").write_text(
        "language: 1\nname: film\nversion: '1'\nextends: house/house.yaml\n"
    )
    assert led_to("tight", load_rules(tmp_path / "film.yaml")) == "close_up"
    (house / "names.yaml").write_text("secret: hunter2\n")
    with pytest.raises(ProblemError, match=r"`names\.yaml` is not a file of shot names") as refused:
        load_rules(tmp_path / "film.yaml")
    assert "hunter2" not in str(refused.value)
    (house / "names.yaml").unlink()
    with pytest.raises(ProblemError, match=r"`names\.yaml` cannot be used\. The file"):
        load_rules(tmp_path / "film.yaml")


def test_check_knows_files_of_shot_names_by_what_they_hold(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.yaml").write_text("sizes: {close_up: [cu]}\n")
    (tmp_path / "wrong.yaml").write_text("coverage: {pair: [two], twin: [two]}\n")
    assert run(["check", str(tmp_path)]) == 1
    shown = capsys.readouterr()
    assert "mine.yaml: fine (1 shot name)" in shown.out
    assert "2 files of shot names: 1 error" in shown.out
    assert "wrong.yaml:1:32: error R238: `two` means both `pair` and `twin`." in shown.err
    assert run(["check", str(data_dir("rules") / "shot_names.yaml")]) == 0
    assert "fine (19 shot names)" in capsys.readouterr().out


def test_a_file_of_shot_names_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    """As Windows editors save it."""
    text = "sizes: {close_up: [cu]}\n"
    head = 'language: 1\nname: r\nversion: "1"\nextends: default\nshot_names: mine.yaml\n'
    (tmp_path / "rules.yaml").write_text(head)
    digests = set()
    for written in (text, f"\ufeff{text}"):
        (tmp_path / "mine.yaml").write_text(written, encoding="utf-8")
        digests.add(load_rules(tmp_path / "rules.yaml").digest)
    assert len(digests) == 1


def test_a_shipped_file_that_was_edited_is_read_or_refused(monkeypatch: pytest.MonkeyPatch) -> None:

    def edited(new: str) -> Any:
        def read_source(path: Path) -> Any:
            source, problems = read_source_of(path)
            assert source is not None
            return Source(name=source.name, text=source.text.replace("\nsizes:", new, 1)), problems

        return read_source

    uncached = standard_names.__wrapped__
    monkeypatch.setattr(shot_vocabularies, "read_source", edited("\n'sizes':"))
    vocabulary = uncached()
    assert isinstance(vocabulary, ShotVocabulary)
    assert vocabulary.sizes == standard_names().sizes
    monkeypatch.setattr(shot_vocabularies, "read_source", edited("\nsize:"))
    with pytest.raises(ProblemError):
        uncached()
