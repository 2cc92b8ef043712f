"""Where `selector why` says to write what it advises: in the scene, in its form, or in which rule file."""

from __future__ import annotations

import shlex
import textwrap
from dataclasses import replace
from pathlib import Path

import pytest

from selector.cli.main import run
from selector.model.advice import Advice, Edit, FileToChange, Option, Pinned
from selector.model.left_out import NotPlaced
from selector.model.picks import EntryName
from selector.model.problem import Location, Source
from selector.reporting.lines_to_paste import lines_to_paste
from tests.commands import as_document
from tests.typed_films import ASSETS, film_of


def test_advice_on_a_role_is_in_the_form_of_the_scene_and_on_rules_says_where(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    letter = "pictures: [{picture: https://x.example/l.jpg, tag: LETTER, type: prop}]\n"
    short = "- {scene: 1, shot: medium, cast: MARA, props: LETTER}\n"
    folder = film_of(tmp_path, short, ASSETS + letter)
    assert run(["why", str(folder), "1", "LETTER"]) == 0
    printed = capsys.readouterr().out
    said = " ".join(printed.split())
    write = "Write `- LETTER: subject` in the scene, or put it first in `cast`."
    assert f"To send it, do one of these: - {write} - Pin" in said
    assert f"To change them, write {folder}/rules.yaml with these lines:" in said
    pasted = printed[printed.index("  language: 1") : printed.rindex("\n\n")]
    assert run(["why", str(folder), "1", "LETTER", "--format", "json"]) == 0
    (entry,) = as_document(capsys.readouterr().out, "why")["selection"]["passed_over"]
    assert "Write `- LETTER: subject`" in entry["what_would_help"]
    (folder / "rules.yaml").write_text(textwrap.dedent(pasted), "utf-8")
    assert run(["check", str(folder / "rules.yaml"), "--strict"]) == 0
    capsys.readouterr()
    assert run(["why", str(folder), "1", "LETTER"]) == 0
    said = capsys.readouterr().out
    assert "  1. LETTER" in said or "  2. LETTER" in said
    assert 'Because "this scene needs it"' in said
    assert "with these lines" not in said
    (folder / "rules.yaml").unlink()
    long = (
        "- scene_index: 1\n  composition: {shot_type: medium}\n  placements:\n"
        "    - {asset_tag: MARA, role: subject}\n    - {asset_tag: LETTER, role: prop}\n"
    )
    (folder / "scenes.yaml").write_text(long, "utf-8")
    assert run(["why", str(folder), "1", "LETTER"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "To send it, do one of these: - Place it as subject. - Pin" in said


@pytest.mark.parametrize(
    ("rules", "own", "file", "use"),
    [
        ("cinematic", "", "{film}/rules.yaml", "Then leave `--rules` out, and `selector"),
        ("cinematic 1.0.0", "", "{film}/rules.yaml", "Then leave `--rules` out, and `selector"),
        ("cinematic", "extends: default\n", "my-cinematic.yaml", "--rules my-cinematic.yaml"),
    ],
)
def test_rules_that_come_with_selector_are_extended_and_not_changed(  # what is tried
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    rules: str,
    own: str,
    file: str,
    use: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = film_of(tmp_path, "- {scene: 1, shot: pov, cast: MARA}\n")
    if own:
        (folder / "rules.yaml").write_text(f"language: 1\nname: own\nversion: '1'\n{own}")
    assert run(["why", str(folder), "1", "MARA", "--rules", rules]) == 0
    printed = capsys.readouterr().out
    file = file.format(film=folder)
    said = " ".join(printed.split())
    assert f"To change them, write {file} with these lines:" in said
    assert (use if use.startswith("Then") else f"Then use it with `{use}`;") in said
    impact = said.rpartition("`selector impact ")[2].partition("` shows what ")[0]
    assert f"in {Path(file).name}" in said
    pasted = printed[printed.index("  language: 1") : printed.rindex("\n\n")]
    Path(file).write_text(textwrap.dedent(pasted), "utf-8")
    assert run(["check", file, "--strict"]) == 0
    assert f"extends: {rules}\n" in Path(file).read_text("utf-8")
    with_it = ["--rules", file] if own else []
    assert run(["why", str(folder), "1", "MARA", *with_it]) == 0
    assert "  1. MARA" in capsys.readouterr().out
    assert run(["impact", *shlex.split(impact)]) == 1
    assert "1 of 1 scene changes" in capsys.readouterr().out


def test_a_new_entry_in_offered_lines_has_a_reason_and_an_edit_of_one_needs_none() -> None:
    at = Location(source=Source(name="default.yaml"))
    entry = EntryName(shot="close_up", name="subject-full", number=2, because=None, at=at)
    added = Edit(
        name="prop",
        words=(("role", "prop"),),
        list="change",
        shot="close_up",
        scene=None,
        entry=None,
    )
    edited = replace(added, name="subject-full", words=(("at_most", 2),), entry=entry)
    pinned = Pinned(words=(("type", "style"),), unplaced=True, shot="wide_shot", name="style")
    file = FileToChange(name="rules.yaml")
    options = (Option(changes=(added, edited, pinned)),)
    (line,) = lines_to_paste(Advice(reason=NotPlaced(), file=file, options=options))
    assert line == (
        "shots: {close_up: {change: [{name: prop, role: prop, because: this shot needs it},"
        " {name: subject-full, at_most: 2}]},"
        " wide_shot: {pin: [{name: style, type: style, unplaced: true, because: this shot needs it}]}}"
    )
