"""What a scene says besides its shot and its placements is read as written; what is not text counts as not written."""

from __future__ import annotations

import json
import pickle
import sqlite3
from enum import Enum
from types import SimpleNamespace
from typing import Any

import pytest

from selector.engine.manifest import read_manifest
from selector.engine.notes_and_speech import notes_in
from selector.model.scene import Placement, Scene, Speaker
from tests.choosing import GAPS

TEXTS_OF_A_PLACEMENT = ("position", "action", "expression", "wardrobe_note")
TEXTS_OF_A_COMPOSITION = ("focal_point", "camera_movement")
NO_TEXT = (*GAPS, 7, 0.5, True, b"wary", ["wary"], {"text": "wary"}, object())


class Look(str, Enum):  # noqa: UP042  # a StrEnum prints as its value
    WARY = "wary "


def manifest_with(key: str, value: Any) -> dict[str, Any]:
    """A scene of one placement that has a value under a key of the composition, a placement or its own."""
    composition: dict[str, Any] = {"shot_type": "close_up"}
    placement: dict[str, Any] = {"asset_tag": "WREN", "role": "subject"}
    scene: dict[str, Any] = {"composition": composition, "placements": [placement]}
    holder = scene
    if key in TEXTS_OF_A_COMPOSITION:
        holder = composition
    elif key in TEXTS_OF_A_PLACEMENT:
        holder = placement
    holder[key] = value
    return scene


def read(key: str, value: Any) -> Any:
    """What a scene is known to have of a value under a key."""
    scene = read_manifest(manifest_with(key, value))
    if key in TEXTS_OF_A_PLACEMENT:
        return getattr(scene.placements[0], key)
    return getattr(scene, key)


BARE = Scene(None, "close_up", "close_up", (Placement("WREN", "subject"),))


def test_a_scene_that_says_nothing_else_has_nothing_of_each() -> None:
    scene = read_manifest(manifest_with("scene_index", None))
    assert scene == BARE
    assert scene.placements[0] == ("WREN", "subject", None, None, None, None)
    assert scene[5:] == (None, None, (), ())


@pytest.mark.parametrize("key", [*TEXTS_OF_A_PLACEMENT, *TEXTS_OF_A_COMPOSITION])
@pytest.mark.parametrize("text", ["wary ", "", " Die\u0301t\u200b", Look.WARY])
def test_a_text_is_read_as_it_is_written(key: str, text: str) -> None:
    found = read(key, text)
    assert found == text
    assert type(found) is str


@pytest.mark.parametrize("key", [*TEXTS_OF_A_PLACEMENT, *TEXTS_OF_A_COMPOSITION])
@pytest.mark.parametrize("value", NO_TEXT, ids=lambda value: type(value).__name__)
def test_what_is_not_text_counts_as_not_written_and_is_no_problem(key: str, value: Any) -> None:
    assert read(key, value) is None


def test_each_placement_has_the_texts_of_its_own() -> None:
    placements = [
        {"asset_tag": "A", "role": "subject", "action": "runs", "wardrobe_note": "red coat"},
        {"asset_tag": "B", "role": "prop", "expression": "grim", "position": "left", "action": 7},
    ]
    scene = read_manifest({"composition": {"shot_type": "x"}, "placements": placements})
    assert scene.placements == (
        Placement("A", "subject", action="runs", wardrobe_note="red coat"),
        Placement("B", "prop", position="left", expression="grim"),
    )


@pytest.mark.parametrize("text", TEXTS_OF_A_PLACEMENT)
@pytest.mark.parametrize("other", TEXTS_OF_A_PLACEMENT)
def test_any_two_texts_of_a_placement_are_read(text: str, other: str) -> None:
    scene = manifest_with(text, "one")
    scene["placements"][0][other] = "two"
    (placement,) = read_manifest(scene).placements
    expected = {text: "one", other: "two"}
    assert {key: getattr(placement, key) for key in expected} == expected
    assert [*placement[2:]].count(None) == 4 - len(expected)


def test_a_placement_may_have_all_its_texts_at_once() -> None:
    texts = {text: f"{text} of hers" for text in TEXTS_OF_A_PLACEMENT}
    scene = manifest_with("action", "runs")
    scene["placements"][0].update(texts)
    (placement,) = read_manifest(scene).placements
    assert {text: getattr(placement, text) for text in texts} == texts


@pytest.mark.parametrize("others", [{}, {"scene_index": 7}, {"continuity_notes": "wet"}])
def test_who_speaks_is_read_whatever_else_a_scene_says(others: dict[str, Any]) -> None:
    scene = manifest_with("dialogue_lines", [{"speaker_tag": "WREN"}])
    assert read_manifest({**scene, **others}).speakers == (Speaker("WREN", None),)
    all_that = {**scene, "scene_index": 7, "continuity_notes": "wet"}
    assert read_manifest(all_that).speakers == (Speaker("WREN", None),)


@pytest.mark.parametrize(
    ("written", "notes"),
    [
        ("the coat is wet", ("the coat is wet",)),
        (" as Written ", (" as Written ",)),
        (Look.WARY, ("wary ",)),
        ("", ()),
        ([], ()),
        (["one", "", "two", "one"], ("one", "two", "one")),
        (("one", "two"), ("one", "two")),
        ([{"text": "wet", "label": "storm", "kind": "weather"}], ("wet", "storm")),
        ([{"label": "storm", "text": 7}, "dry", {}], ("storm", "dry")),
        ({"text": "wet"}, ("wet",)),
        ([7, None, True, ["inner"], b"bytes", {"text": ["x"]}, "one"], ("one",)),
        (7, ()),
        (True, ()),
        (b"bytes", ()),
        ({"note": "of another name"}, ()),
        (object(), ()),
        *((gap, ()) for gap in GAPS),
    ],
)
def test_continuity_notes_are_texts_and_the_texts_and_labels_of_mappings(
    written: Any, notes: tuple[str, ...]
) -> None:
    found = read("continuity_notes", written)
    assert found == notes
    assert {type(note) for note in found} <= {str}
    assert notes_in(written) == notes


LINES: Any = [
    {"speaker_tag": "[ WREN ]", "speaker_name": "Wren C.", "line": "Light!"},
    {"speaker_name": "The Keeper", "line": "Which one?"},
    {"speaker_tag": " MOTH"},
    {"speaker_tag": "[WREN]", "speaker_name": "Wren C.", "line": "The last one."},
    {"line": "nobody says this"},
]
SPEAKERS = (Speaker("WREN", "Wren C."), Speaker(None, "The Keeper"), Speaker("MOTH", None))


@pytest.mark.parametrize("key", ["dialogue_lines", "dialogue"])
def test_who_speaks_is_found_in_the_lines_of_the_scene_each_speaker_once(key: str) -> None:
    assert read_manifest(manifest_with(key, LINES)).speakers == SPEAKERS
    audio = manifest_with("audio_manifest", {key: LINES, "music": "low"})
    assert read_manifest(audio).speakers == SPEAKERS


def test_lines_in_several_places_add_up() -> None:
    scene = manifest_with("dialogue_lines", LINES[:1])
    scene["dialogue"] = LINES[1:2]
    scene["audio_manifest"] = {"dialogue_lines": LINES[:1], "dialogue": LINES[2:]}
    assert read_manifest(scene).speakers == SPEAKERS


def test_lines_and_audio_manifests_may_be_objects_and_rows() -> None:
    objects = [SimpleNamespace(**line) for line in LINES]
    audio = SimpleNamespace(dialogue_lines=objects)
    assert read_manifest(manifest_with("dialogue", objects)).speakers == SPEAKERS
    assert read_manifest(manifest_with("audio_manifest", audio)).speakers == SPEAKERS
    connection = sqlite3.connect(":memory:")
    connection.row_factory = sqlite3.Row
    rows = connection.execute("select '[WREN]' as speaker_tag, 'Light!' as line").fetchall()
    connection.close()
    assert read_manifest(manifest_with("dialogue", rows)).speakers == (Speaker("WREN", None),)


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ({"speaker_tag": "[[X]]"}, ("[X]", None)),
        ({"speaker_tag": "Die\u0301", "speaker_name": "e\u0301\u200b"}, ("Dié", "é")),
        ({"speaker_tag": 7, "speaker_name": 7.0}, ("7", "7")),
        ({"speaker_tag": "[]", "speaker_name": "Wren"}, (None, "Wren")),
        ({"speaker_tag": Look.WARY}, ("wary", None)),
    ],
)
def test_a_speakers_tag_loses_spaces_and_brackets_and_a_number_is_text(
    line: Any, speaker: tuple[str | None, str | None]
) -> None:
    assert read_manifest(manifest_with("dialogue", [line])).speakers == (speaker,)


@pytest.mark.parametrize("key", ["dialogue_lines", "dialogue", "audio_manifest"])
@pytest.mark.parametrize(
    "value",
    [
        *NO_TEXT,
        "Wren: Light!",
        [7, None, "Wren", [LINES[0]]],
        [{}],
        [{"speaker_tag": "", "speaker_name": ""}],
        [{"speaker_tag": " [ ] "}],
        [{"speaker_name": 10**5000}],
        {"dialogue_lines": None, "dialogue": "none"},
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_names_no_speaker_counts_as_not_written_and_is_no_problem(
    key: str, value: Any
) -> None:
    assert read_manifest(manifest_with(key, value)) == BARE


def test_a_scene_is_the_same_from_json_and_after_travelling() -> None:
    scene = {
        **manifest_with("continuity_notes", ["wet", {"label": "storm"}]),
        "dialogue_lines": LINES,
        "composition": {"shot_type": "cu", "focal_point": "the lamp", "camera_movement": "pan"},
    }
    read_once = read_manifest(scene)
    assert read_once == read_manifest(json.dumps(scene))
    assert pickle.loads(pickle.dumps(read_once)) == read_once
    assert read_once.focal_point == "the lamp"
    assert read_once.camera_movement == "pan"


def test_what_was_read_does_not_change_with_the_manifest() -> None:
    lines = [{"speaker_tag": "WREN"}]
    raw = {**manifest_with("continuity_notes", ["wet"]), "dialogue": lines}
    scene = read_manifest(raw)
    raw["continuity_notes"].append("dry")
    lines.append({"speaker_tag": "MOTH"})
    assert scene.continuity_notes == ("wet",)
    assert scene.speakers == (Speaker("WREN", None),)
