"""How `selector check` shows what rules do to a film: in which order, how many at once, and what it says of none."""

from __future__ import annotations

from pathlib import Path

import pytest

from selector.cli.main import run
from selector.review.film_checks import check_film_folder
from selector.review.film_under_rules import entries_without_effect
from tests.films import all_problems, write_film
from tests.films_under_rules import HEAD, LAMP, MARA, film_of, picture


def test_what_costs_pictures_is_listed_apart_from_what_may_be_meant(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    assets = "pictures:\n" + MARA + picture("MARA_FLOOD", "character", "crop: face")
    scenes = (
        "- {scene: 1, shot: wide, cast: [MARA]}\n- {scene: 2, shot: wide, cast: [MARA_FLOOD]}\n"
    )
    film_of(tmp_path, assets, scenes)
    run(["check", str(tmp_path)])
    headings = ("Mistakes, and pictures that are placed", "These may be as you want them:")
    alone = capsys.readouterr().err
    assert "F392" in alone
    assert not any(heading in alone for heading in headings)
    scenes += "- {scene: 3, shot: close up, cast: [{MARA: background}]}\n"
    film_of(tmp_path, assets, scenes)
    run(["check", str(tmp_path)])
    said = capsys.readouterr().err
    wrong, doubtful = map(said.index, headings)
    assert wrong < said.index("F381") < doubtful < said.index("F392")


def test_what_touches_most_scenes_comes_first_and_six_fit_on_a_screen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    people = [f"P{number}" for number in range(9)]
    assets = "pictures:\n" + "".join(picture(each, "character", "crop: face") for each in people)
    scenes = "".join(
        f"- {{scene: {number}, title: {who} waits, shot: wide, cast: []}}\n"
        for number, who in enumerate([people[8], *people], 1)
    )
    write_film(tmp_path, {"assets.yaml": assets, "scenes.yaml": scenes})
    run(["check", str(tmp_path)])
    short = capsys.readouterr().err
    assert short.count("F385:") == 6
    assert f"3 more warnings are not shown: `selector check {tmp_path} --all` shows all.\n" in short
    options = ["--rules", "cinematic", "--target", "veo-3.1-generate-001", "--strict"]
    run(["check", str(tmp_path), *options])
    again = f"`selector check {tmp_path} {' '.join(options)} --all`"
    assert again in " ".join(capsys.readouterr().err.split())
    beside = tmp_path / "beside.yaml"
    beside.write_text(HEAD + "extends: default\n", encoding="utf-8")
    run(["check", str(tmp_path), str(beside)])
    again = f"`selector check {tmp_path} {beside} --all`"
    assert again in " ".join(capsys.readouterr().err.split())
    assert (
        "Scenes 1 and 10 name `P8` and do not place them"
        in short.partition("F385:")[2].partition("\n")[0]
    )
    run(["check", str(tmp_path), "--all"])
    assert capsys.readouterr().err.count("F385:") == 9


def test_a_rule_file_in_the_wrong_place_is_said_before_what_rules_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """None of its rules counts, so it matters more than whatever the others do."""
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    scenes = "".join(f"- {{scene: {each}, shot: wide, cast: [MARA]}}\n" for each in range(1, 9))
    house = HEAD + "extends: default\n"
    files = {
        "assets.yaml": f"pictures:\n{MARA}{LAMP}",
        "scenes.yaml": scenes,
        "rules/mine.yaml": house,
    }
    write_film(tmp_path, files)
    run(["check", str(tmp_path)])
    said = capsys.readouterr().err
    others = [each.code for each in all_problems(tmp_path) if each.code != "F389"]
    assert others
    assert all(said.index("F389:") < said.index(f"{each}:") for each in others)


def test_where_nothing_is_wrong_one_line_says_what_was_looked_at(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_film(
        tmp_path,
        {
            "assets.yaml": f"pictures:\n{MARA}",
            "scenes.yaml": "- {scene: 1, shot: wide, cast: MARA}\n",
        },
    )
    assert run(["check", str(tmp_path), "--strict"]) == 0
    printed = capsys.readouterr()
    assert "fine (2 pictures, 1 scene)" in printed.out
    assert printed.err.startswith(
        "Also looked for under `default` 1.0.0: scenes that send nothing;"
    )
    assert printed.err.count("\n") == 1


def test_a_film_that_is_too_long_to_try_entries_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entries_without_effect, "_MOST_WORK", 4)
    rules = HEAD + (
        "shots: {default: {priorities: [{name: people, type: character, because: b},"
        " {name: leads, role: subject, type: character, because: b}]}}\n"
    )
    scenes = "".join(f"- {{scene: {nth}, shot: wide, cast: MARA}}\n" for nth in range(1, 9))
    files = {"assets.yaml": f"pictures:\n{MARA}", "scenes.yaml": scenes, "rules.yaml": rules}
    checked = check_film_folder(write_film(tmp_path, files))
    assert "F388" not in {each.code for each in checked.problems}
    assert checked.notices[0].startswith("The film has too many scenes to look for entries")
