"""Who says a line: a line without a speaker, and speakers who are not in their scenes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from selector.cli.main import run
from selector.engine.manifest import read_manifest
from selector.engine.pool import AssetPool
from selector.review.film_checks import check_film_folder
from selector.review.speakers_unplaced import SpeakersUnplaced
from tests.commands import as_document
from tests.typed_films import BEHIND, film_of, only_problem


@pytest.mark.parametrize("said", ["Mind the step.", "mind the step if you can"])
def test_a_line_without_a_speaker_is_asked_for_one(tmp_path: Path, said: str) -> None:
    problem = only_problem(tmp_path, f"  cast: MARA\n  says: {said}\n")
    assert problem.code == "F365"
    assert problem.hint.startswith(f'Who says it? Write `says: [WREN: "{said}"]`')


def test_a_speaker_who_is_not_there_is_a_notice_and_no_problem(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = film_of(
        tmp_path,
        "- {scene: 1, shot: wide, cast: MARA, says: [Jörg, Mara, narrator]}\n"
        "- {scene: 2, shot: wide, cast: MARA_COAT, says: [MARA, Old Tom, Jörg: Hello]}\n"
        f"{BEHIND}",
    )
    assert run(["check", str(folder), "--strict"]) == 0
    printed = capsys.readouterr()
    said = "Speakers who are not in their scenes: `JOERG` (scenes 1 and 2) and `TOM` (scene 2). "
    assert printed.err.startswith(said)
    assert "for a voice that is only heard, change nothing.\n\n" in printed.err
    assert "fine" in printed.out
    run(["check", str(folder), "--format", "json"])
    (checked,) = as_document(capsys.readouterr().out, "problems")["checked"]
    assert checked["notices"][0].startswith(said)
    folder = film_of(tmp_path / "b", BEHIND.replace("]}", "], says: [Mara, JOERG]}"))
    run(["check", str(folder)])
    assert "Speakers" not in capsys.readouterr().err


def speakers_of(scenes: int, speaker: str, *cast: str) -> str:
    """What is said of scenes in each of which somebody speaks."""
    shown = (("BOTH", "Ann"), ("BOTH", "Una"), ("UNA", "Una"))
    pool: list[Any] = [
        {"manifest_tag": tag, "asset_type": "character", "individual": name} for tag, name in shown
    ]
    each: dict[str, Any] = {
        "composition": {"shot_type": "wide"},
        "placements": [{"asset_tag": tag, "role": "subject"} for tag in cast],
        "dialogue_lines": [{"speaker_tag": speaker, "line": "Yes."}],
    }
    speakers = SpeakersUnplaced(AssetPool(pool))
    for nth in range(1, scenes + 1):
        speakers.look_at(read_manifest({"scene_index": nth, **each}))
    return speakers.notice()


def test_of_a_tag_that_two_share_one_of_them_is_enough() -> None:
    assert speakers_of(1, "BOTH", "UNA") == ""
    assert "`BOTH` (scene 1)" in speakers_of(1, "BOTH")


def test_of_a_speaker_the_first_eight_scenes_are_named() -> None:
    assert "(scenes 1, 2, 3, 4, 5, 6, 7 and 8)" in speakers_of(8, "UNA")
    assert "(scenes 1, 2, 3, 4, 5, 6, 7, 8 and 1 more)" in speakers_of(9, "UNA")


def test_scenes_that_a_program_wrote_hear_no_notice_of_speakers(tmp_path: Path) -> None:
    scene = {
        "scene_index": 1,
        "composition": {"shot_type": "wide"},
        "placements": [{"asset_tag": "MARA", "role": "subject"}],
        "dialogue_lines": [{"speaker_tag": "TOM", "line": "Yes."}],
    }
    checked = check_film_folder(film_of(tmp_path, json.dumps([scene])))
    assert checked.film is not None
    assert checked.notices == ()
