"""Slips of people who type a film: none loses a word in silence, and each is told what to write."""

from __future__ import annotations

from pathlib import Path

import pytest

from selector.cli.main import run
from selector.model.problem import Problem
from tests.commands import as_document
from tests.films import JPEG, film_problems, write_film

ASSETS = """\
individuals:
  Mara:
    tag: MARA
    type: character
    pictures:
      - {picture: pictures/wren.jpg}
      - {picture: pictures/coat.jpg, tag: MARA_COAT}
  Old Tom:
    tag: TOM
    type: character
    pictures: [{picture: pictures/tom.jpg}]
  Jörg:
    tag: JOERG
    type: character
    pictures: [{picture: pictures/joerg.jpg}]
"""
BEHIND = "- {scene: 9, shot: wide, cast: [MARA, TOM, JOERG]}\n"
"""A scene with everybody, so that nobody is left unused."""


def film_of(folder: Path, scenes: str, assets: str = ASSETS, **files: str) -> Path:
    """A film of three people, with these scenes."""
    pictures = {f"pictures/{name}.jpg": JPEG + name.encode() for name in ("coat", "tom", "joerg")}
    named = {f"{name}.yaml": text for name, text in files.items()}
    return write_film(folder, {"assets.yaml": assets, "scenes.yaml": scenes, **pictures, **named})


def problems_of(folder: Path, scene: str) -> list[Problem]:
    """What is wrong with a film of one scene, and another with everybody."""
    return film_problems(film_of(folder, f"- scene: 1\n  shot: wide\n{scene}{BEHIND}"))


def only_problem(folder: Path, scene: str) -> Problem:
    (problem,) = problems_of(folder, scene)
    return problem


def test_advice_on_a_role_is_in_the_form_of_the_scene_and_on_rules_says_where(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    letter = "pictures: [{picture: https://x.example/l.jpg, tag: LETTER, type: prop}]\n"
    short = "- {scene: 1, shot: medium, cast: MARA, props: LETTER}\n"
    folder = film_of(tmp_path, short, ASSETS + letter)
    assert run(["why", str(folder), "1", "LETTER"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "To send it, write `- LETTER: subject`, or put it first in `cast`, or give" in said
    command = f"selector new rules {folder}/rules.yaml"
    assert said.endswith(f"To change them, start a copy of your own: {command}")
    assert run(["why", str(folder), "1", "LETTER", "--format", "json"]) == 0
    (entry,) = as_document(capsys.readouterr().out, "why")["selection"]["passed_over"]
    assert "write `- LETTER: subject`" in entry["what_would_help"]
    assert run(command.split()[1:]) == 0
    capsys.readouterr()
    assert run(["why", str(folder), "1", "LETTER"]) == 0
    said = capsys.readouterr().out
    assert "- LETTER: subject" in said
    assert "selector new rules" not in said
    long = (
        "- scene_index: 1\n  composition: {shot_type: medium}\n  placements:\n"
        "    - {asset_tag: MARA, role: subject}\n    - {asset_tag: LETTER, role: prop}\n"
    )
    (folder / "scenes.yaml").write_text(long, "utf-8")
    assert run(["why", str(folder), "1", "LETTER"]) == 0
    assert "To send it, place it as subject, or give" in " ".join(capsys.readouterr().out.split())


def test_rules_that_are_not_there_are_answered_with_those_that_come_with_selector(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = film_of(tmp_path, BEHIND)
    assert run(["pick", str(folder), "--dry-run", "--rules", "nosuch"]) == 2
    said = capsys.readouterr().err
    assert "There is no such file or folder." in said
    assert "The rules that come with selector are `animation`, " in said
    assert "`default`" in said
    run(["pick", str(folder), "--dry-run", "--rules", "cinematik"])
    assert "Did you mean `cinematic`?" in capsys.readouterr().err
    run(["pick", str(folder), "--dry-run", "--rules", "my/nosuch.yaml"])
    assert "come with selector" not in capsys.readouterr().err
