"""One scene picked alone gets the answer that it has within the film: a law for each command and call that takes one
scene."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

import pytest

from selector import Rules
from selector.cli.main import run
from tests.as_written import yaml_text
from tests.commands import as_document
from tests.films import JPEG, json_lines, manifest, write_film
from tests.long import many

if TYPE_CHECKING:
    from pathlib import Path

RULES: dict[str, Any] = {
    "language": 1,
    "name": "scenes-before",
    "version": "1",
    "description": "",
    "references": 2,
    "never": [
        {
            "name": "late",
            "of": "BOAT",
            "when": {"scenes": {"from": 4, "to": "calm"}},
            "because": "r",
        }
    ],
    "first": [
        {
            "name": "drawn",
            "of": "KEY",
            "when": {"scenes": {"from": "storm", "before": "calm"}, "not": {"note": "night"}},
            "because": "r",
        }
    ],
    "instead": [
        {
            "name": "calm",
            "when": {"scenes": {"after": "calm", "to": 9}, "placed": {"in_scene_before": True}},
            "use": "insert",
            "because": "r",
        },
        {
            "name": "sent",
            "when": {"placed": {"sent_scene_before": True, "of": "ADA"}},
            "use": "wide",
        },
    ],
    "shots": {
        "close_up": {
            "priorities": [
                {"name": "new", "first_appearance": True, "crop": "full", "because": "r"},
                {"name": "again", "sent_scene_before": True, "because": "r"},
                {"name": "there", "in_scene_before": True, "because": "r"},
            ]
        },
        "insert": {"priorities": [{"name": "new", "sent_scene_before": False, "because": "r"}]},
        "wide": {
            "priorities": [
                {
                    "name": "early",
                    "crop": "face",
                    "when": {"scenes": {"before": "storm"}},
                    "because": "r",
                },
                {"name": "later", "crop": "full", "when": {"scenes": {"after": 2}}, "because": "r"},
            ]
        },
        "default": {"priorities": [{"name": "any", "crop": ["face", "full"], "because": "r"}]},
    },
}
TAGS = ("WREN", "SAM", "ADA", "KEY", "BOAT")


NOTES = ("", "", "", ["a storm"], ["calm again", "night"], "the storm, by night")


def film_of(folder: Path, seed: int, scenes: int = 12) -> list[Any]:
    """A film with such rules, written to a folder; the numbers of its scenes."""
    rng, notes = random.Random(seed), random.Random(f"notes {seed}")
    pictures = [
        {"picture": f"{tag}-{crop}.jpg", "tag": tag, "type": "character", "crop": crop}
        for tag in TAGS
        for crop in ("full", "face")
    ]
    rng.shuffle(pictures)
    numbers = [f"{nth}A" if rng.random() < 0.2 else nth for nth in range(1, scenes + 1)]
    manifests = []
    for number in numbers:
        tags = rng.sample(TAGS, rng.randint(0, 4))
        shot_type = rng.choice(("close_up", "close_up", "insert", "wide"))
        placements = [{"asset_tag": tag, "role": "subject"} for tag in tags]
        composition = {"shot_type": shot_type}
        manifests.append(
            {
                "scene_index": number,
                "composition": composition,
                "placements": placements,
                "continuity_notes": notes.choice(NOTES),
            }
        )
    files: dict[str, str | bytes] = {
        "assets.yaml": yaml_text({"pictures": pictures}),
        "scenes.jsonl": json_lines(*manifests),
        "rules.yaml": yaml_text(RULES),
    }
    for each in pictures:
        files[each["picture"]] = JPEG + each["picture"].encode()
    write_film(folder, files)
    return numbers


def picked(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    """What `pick` says of each scene, by its number."""
    assert run(["pick", *arguments, "--format", "json"]) == 0
    document = as_document(capsys.readouterr().out, "picks")
    return {str(scene["scene_index"]): scene for scene in document["scenes"]}


def explained(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    """What `why` says of a scene."""
    assert run(["why", *arguments, "--format", "json"]) == 0
    selection: dict[str, Any] = as_document(capsys.readouterr().out, "why")["selection"]
    return selection


def pictures_of(selection: dict[str, Any]) -> list[str]:
    return [pick["picture"]["picture"] for pick in selection["picks"]]


def kinds_of_notes(selection: dict[str, Any]) -> list[str]:
    return [note["kind"] for note in selection["notes"]]


@pytest.mark.parametrize("seed", range(many(3, 40)))
def test_a_scene_of_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str], seed: int) -> None:
    numbers = film_of(tmp_path, seed)
    film = str(tmp_path)
    whole = picked(capsys, film, "--dry-run")
    assert len({json.dumps(scene["pictures"]) for scene in whole.values()}) > 3
    for number in numbers[seed % 2 :: many(2, 1)]:
        within = whole[str(number)]
        alone = picked(capsys, film, "--dry-run", "--scene", str(number))
        assert alone == {str(number): within}
        why = explained(capsys, film, str(number))
        assert pictures_of(why) == within["pictures"]
        assert "judged_alone" not in kinds_of_notes(why)


def test_rules_that_do_not_ask_choose_for_the_wanted_scene_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    film_of(tmp_path, 1)
    (tmp_path / "rules.yaml").unlink()
    chosen: list[object] = []
    select = Rules.select

    def counted(*arguments: Any, **named: Any) -> Any:
        chosen.append(arguments)
        return select(*arguments, **named)

    monkeypatch.setattr(Rules, "select", counted)
    picked(capsys, str(tmp_path), "--dry-run", "--scene", "9")
    assert len(chosen) == 1


def test_a_scene_that_cannot_be_read_is_the_scene_before_in_why_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scenes = [manifest(1, "close_up", "WREN"), {"scene_index": 2}, manifest(3, "close_up", "WREN")]
    rules = yaml_text(RULES)
    for name, text in (
        ("scenes.jsonl", json_lines(*scenes)),
        ("scenes.json", json.dumps(scenes)),
        ("scenes.yaml", f"- {json.dumps(scenes[0])}\n- *no\n- {json.dumps(scenes[2])}\n"),
    ):
        folder = tmp_path / name
        write_film(folder, {name: text, "rules.yaml": rules})
        why = explained(capsys, str(folder), "3")
        assert pictures_of(why) == [], name
