"""A file of another kind is named for what it looks like, with what selector reads instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from selector.cli.main import run


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("tale.fountain", "INT. HOUSE - DAY\n\nANNA\nHello\n", "a screenplay"),
        ("tale.fdx", "<FinalDraft/>", "a screenplay"),
        ("casting.csv", "character,actor\nANNA,X\n", "a table"),
        ("cut.edl", "TITLE: x\n001  AX  V  C  01:00:00:00\n", "an edit list"),
        ("cut.otio", '{"OTIO_SCHEMA": "Timeline.1"}', "an edit list"),
        ("cut.xml", '<xmeml version="5"/>', "an edit list"),
        ("boards.yaml", "boards: [{panel: 1}]\n", "a storyboard"),
        ("boards.json", '{"shots": [{"id": 1}]}', "a storyboard"),
        ("plan.yaml", "- {scene: 1, shot: wide, cast: [ANNA]}\n", "the scenes of a film"),
        ("plan2.yaml", "scenes: [{id: 1}]\n", "a plan of scenes"),
    ],
)
def test_a_file_of_another_kind_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, text: str, kind: str
) -> None:
    file = tmp_path / name
    file.write_text(text)
    assert run(["check", str(file)]) == 1
    said = " ".join(capsys.readouterr().err.split())
    assert f"error Y106: This looks like {kind}, not like a rule file. selector reads a" in said
    assert said.count("error") == 1
    assert run(["pick", str(file)]) == 2
    as_film = " ".join(capsys.readouterr().err.split())
    if "." + name.split(".")[1] not in (".yaml", ".json"):
        assert f"A film is a folder, and this looks like {kind}. selector reads a" in as_film


def test_a_rule_file_with_a_slip_is_still_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for text in ("language: 1\nshots: []\n", "name: x\nshots: {default: {}}\n", "hello\n", ""):
        (tmp_path / "r.yaml").write_text(text)
        run(["check", str(tmp_path / "r.yaml")])
        assert "looks like" not in capsys.readouterr().err
