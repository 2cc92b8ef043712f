"""Scenes of films: every form says the same, one at a time, each with its own problems."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Mapping
from pathlib import Path

import pytest

from selector.engine.manifest import read_manifest
from selector.model.problem import Problem
from selector.model.scene import Speaker
from selector.reading.film import read_film, read_film_scenes
from selector.reading.films.film_scenes import SceneRead
from selector.reading.text.json_text import LINE_LIMITS
from selector.review.unread_lints import unread_values
from tests.films import film_problems, json_lines, manifest, write_film
from tests.steps import calls_made

SCENES = [
    manifest(1, "establishing", "PIER"),
    manifest(2, "Close-Up", "[WREN]"),
    manifest(3, "2-shot", "WREN", "TOMAS"),
]


def scenes_of(folder: Path, files: Mapping[str, str | bytes]) -> list[SceneRead]:
    film, problems = read_film(write_film(folder, files))
    assert film is not None, problems
    return list(film.read_scenes())


def test_every_form_of_scenes_says_the_same(tmp_path: Path) -> None:
    storyboard = {"scenes": [{"id": 9, "scene_manifest": scene} for scene in SCENES], "model": "m"}
    forms: list[dict[str, str | bytes]] = [
        {"scenes.json": json.dumps(SCENES)},
        {"scenes.json": json.dumps(storyboard)},
        {"scenes.json": json.dumps({"scenes": SCENES})},
        {"scenes.yaml": json.dumps(SCENES)},
        {"scenes.yml": json.dumps({"scenes": SCENES})},
        {"scenes.jsonl": json_lines(*SCENES)},
        {"scenes.jsonl": json_lines(*storyboard["scenes"]).replace("\n", "\r\n\r\n")},
        {"scenes.jsonl": json_lines(*SCENES).rstrip("\n")},
        {f"scenes/{number}.json": json.dumps(scene) for number, scene in enumerate(SCENES)},
        {"scenes/a.yaml": json.dumps(SCENES[0]), "scenes/b.jsonl": json_lines(*SCENES[1:])},
    ]
    for number, files in enumerate(forms):
        reads = scenes_of(tmp_path / str(number), files)
        assert [(read.scene, read.manifest, read.problems) for read in reads] == [
            (read_manifest(scene), scene, ()) for scene in SCENES
        ]


def test_an_audio_manifest_beside_a_scene_manifest_says_who_speaks(tmp_path: Path) -> None:
    audio = {"dialogue_lines": [{"speaker_tag": "[WREN]", "line": "Light!"}]}
    entry = {"scene_manifest": manifest(), "audio_manifest": audio}
    silent = {"scene_manifest": manifest(2), "audio_manifest": None}
    own = {"dialogue": [{"speaker_name": "Moth"}]}
    both = {"scene_manifest": {**manifest(3), "audio_manifest": own}, "audio_manifest": audio}
    for name, text in (
        ("scenes.json", json.dumps({"scenes": [entry, silent, both]})),
        ("scenes.jsonl", json_lines(entry, silent, both)),
    ):
        reads = scenes_of(tmp_path / name, {name: text})
        assert [read.scene and read.scene.speakers for read in reads] == [
            (Speaker("WREN", None),),
            (),
            (Speaker(None, "Moth"),),
        ]
        assert reads[0].manifest == {**manifest(), "audio_manifest": audio}
        assert reads[1].manifest == manifest(2)
        assert [read.problems for read in reads] == [(), (), ()]


def test_what_is_wrong_in_an_audio_manifest_is_told_at_its_own_line(tmp_path: Path) -> None:
    audio = {"dialogue_lines": [{"speaker_tag": "WREN"}, 5]}
    entry = {"scene_manifest": manifest(), "audio_manifest": audio}
    within = {"scene_manifest": {**manifest(2), "audio_manifest": {"dialogue_lines": 7}}}
    text = json.dumps({"scenes": [entry, within]}, indent=1)
    reads = scenes_of(tmp_path, {"scenes.json": text})
    problems = [problem for read in reads for problem in unread_values(read)]
    lines = text.splitlines()
    assert [lines[problem.at.line - 1].strip() for problem in problems] == [
        "5",
        '"dialogue_lines": 7',
    ]


def test_a_document_gives_its_scenes_by_number_and_json_lines_as_they_stand(tmp_path: Path) -> None:
    backwards = SCENES[::-1]
    for name, text, numbers in (
        ("scenes.json", json.dumps(backwards), [1, 2, 3]),
        ("scenes.jsonl", json_lines(*backwards), [3, 2, 1]),
    ):
        reads = scenes_of(tmp_path / name, {name: text})
        assert [read.scene.index if read.scene else None for read in reads] == numbers


def test_files_of_a_folder_are_read_with_the_numbers_in_their_names_counted(tmp_path: Path) -> None:
    names = ["scene-2.json", "Scene-10.yaml", "scene-1b.json", "scene-1a.jsonl"]
    files = {f"scenes/{name}": json.dumps(manifest(number)) for number, name in enumerate(names)}
    reads = scenes_of(
        tmp_path, {**files, "scenes/notes.txt": "no scene", "scenes/.hidden.json": "no scene"}
    )
    assert [Path(read.at.file).name for read in reads] == [
        "scene-1a.jsonl",
        "scene-1b.json",
        "scene-2.json",
        "Scene-10.yaml",
    ]


def test_keys_of_their_own_are_passed_over_in_what_pipelines_write_and_kept_in_the_manifest(
    tmp_path: Path,
) -> None:
    scene = {**manifest(), "duration": 8, "composition": {"shot_type": "wide", "lens": "35mm"}}
    (read,) = scenes_of(tmp_path, {"scenes.jsonl": json_lines(scene)})
    assert read.problems == ()
    assert read.manifest == scene


def test_a_scene_knows_where_its_values_stand(tmp_path: Path) -> None:
    text = json.dumps({"scenes": [{"scene_manifest": scene} for scene in SCENES]}, indent=1)
    for name, document in (
        ("scenes.json", text),
        ("scenes.yaml", text),
        ("scenes.jsonl", "\n" + json_lines(*SCENES)),
    ):
        read = scenes_of(tmp_path / name, {name: document})[2]
        at = read.locations.of("placements", 1, "asset_tag")
        assert at.written == '"TOMAS"'
        assert at.file == str(tmp_path / name / name)
        missing = read.locations.of("placements", 0, "position")
        assert missing == read.locations.of("placements", 0)


def test_signs_that_only_look_like_the_end_of_a_line_do_not_count_as_one(tmp_path: Path) -> None:
    odd = {"title": "a\u2028b\u2029c\x85d", **manifest(1)}
    lines = "".join(
        f"{json.dumps(each, ensure_ascii=False)}\n" for each in (odd, {**odd, "scene_index": ""})
    )
    first, second = scenes_of(tmp_path, {"scenes.jsonl": lines})
    assert (first.manifest, first.problems) == (odd, ())
    assert [(problem.code, problem.at.line) for problem in second.problems] == [("F308", 2)]


def test_a_broken_line_leaves_the_others_as_they_are(tmp_path: Path) -> None:
    lines = (
        json_lines(SCENES[0])
        + "{\n"
        + json_lines(SCENES[1])
        + '{"scene_index": 9}\n'
        + json_lines(SCENES[2])
    )
    reads = scenes_of(tmp_path, {"scenes.jsonl": lines})
    assert [read.scene is not None for read in reads] == [True, False, True, False, True]
    assert [[problem.code for problem in read.problems] for read in reads] == [
        [],
        ["Y131"],
        [],
        ["S401", "S401"],
        [],
    ]


def test_a_byte_order_mark_is_a_warning_and_no_obstacle(tmp_path: Path) -> None:
    reads = scenes_of(tmp_path, {"scenes.jsonl": b"\xef\xbb\xbf" + json_lines(*SCENES).encode()})
    assert [read.scene is not None for read in reads] == [True, True, True]
    assert [problem.code for read in reads for problem in read.problems] == ["Y151"]


def test_letters_beyond_the_first_plane_may_be_written_as_two_escapes(tmp_path: Path) -> None:
    scene = {**manifest(), "title": "🎬 clap"}
    assert "\\ud83c" in json_lines(scene)
    (read,) = scenes_of(tmp_path, {"scenes.jsonl": json_lines(scene)})
    assert (read.manifest, read.problems) == (scene, ())


@pytest.mark.parametrize("sign", ["\x85", "\u2028", "\u2029"])
@pytest.mark.parametrize("written", ["", "\\ud83d\\ude00"], ids=["plain", "beside escapes"])
def test_a_sign_that_only_looks_like_the_end_of_a_line_is_kept(
    sign: str, written: str, tmp_path: Path
) -> None:
    scene = json.dumps({**manifest(1), "title": "@"}).replace("@", sign + written)
    [read] = scenes_of(tmp_path, {"scenes.jsonl": scene})
    assert read.manifest == json.loads(scene)


def test_scenes_are_read_one_at_a_time(tmp_path: Path) -> None:
    folder = write_film(tmp_path, {"scenes.jsonl": json_lines(SCENES[0]) + "{" * 1000})
    first = next(read_film_scenes(folder))
    assert first.scene is not None
    assert first.scene.index == 1


@pytest.mark.parametrize("name", ["scenes.jsonl", "assets.jsonl"])
def test_a_line_may_hold_a_megabyte_and_not_a_byte_more(name: str, tmp_path: Path) -> None:
    value = (
        manifest()
        if name == "scenes.jsonl"
        else {"manifest_tag": "WREN", "asset_type": "CHARACTER"}
    )
    text = json.dumps({**value, "title": "…"}, ensure_ascii=False)
    room = LINE_LIMITS.size - len(text.encode()) + len("…".encode())
    for number, (title, codes) in enumerate(
        (
            ("x" * room, []),
            ("x" * (room - 6) + "\\u00e9", []),
            ("x" * (room + 1), ["F309"]),
            ("x" * (room - 5) + "\\u00e9", ["F309"]),
            ("x" + "é" * room, ["F309"]),  # one of these two is cut off within a letter
            ("é" * room, ["F309"]),
        )
    ):
        folder = write_film(tmp_path / str(number), {name: f"{text.replace('…', title)}\n\n"})
        problems = (
            *read_film(folder)[1],
            *(each for read in read_film_scenes(folder) for each in read.problems),
        )
        assert [problem.code for problem in problems] == codes


def test_what_is_wrong_with_a_line_as_a_whole_is_said_of_the_line_and_not_of_the_file(
    tmp_path: Path,
) -> None:
    broken = {
        "[" * 101 + "]" * 101: "This line is nested more than 100 levels deep.",
        "{}{}": "The document ends here, but the line goes on.",
        "\xff": "This line is not UTF-8 text.",
        "\N{ZERO WIDTH NO-BREAK SPACE}": "This line is empty.",
        "{"
        + '"a": 1,' * 1_001
        + '"a": 1}': "This line has more than 1,000 problems; the rest are not shown.",
    }
    lines = "\n".join(broken).encode("utf-8").replace("\xff".encode(), b"\xff")
    reads = scenes_of(tmp_path, {"scenes.jsonl": lines})
    assert [read.problems[-1].what for read in reads] == [*broken.values()]


def test_what_follows_a_line_that_is_too_long_is_read(tmp_path: Path) -> None:
    lines = (
        "x" * 3 * LINE_LIMITS.size
        + "\n"
        + " " * 2 * LINE_LIMITS.size
        + "x\n"
        + json_lines(SCENES[0])
    )
    *broken, last = scenes_of(tmp_path, {"scenes.jsonl": lines})
    assert [(problem.code, problem.at.line) for read in broken for problem in read.problems] == [
        ("F309", 1),
        ("F309", 2),
    ]
    assert (last.manifest, last.at.line) == (SCENES[0], 3)


def test_memory_does_not_grow_with_the_length_of_a_film_of_json_lines(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        scenes = (
            manifest(number, "wide_shot", "WREN", "TOMAS") | {"title": "x" * 500}
            for number in range(count)
        )
        folder = write_film(
            tmp_path / str(count), {"scenes.jsonl": "".join(map(json_lines, scenes))}
        )
        tracemalloc.start()
        assert sum(read.scene is not None for read in read_film_scenes(folder)) == count
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(10)  # what is loaded once
    more = peak(5_000) - peak(500)
    assert more / 4_500 < 300, "bytes kept of each scene: its number and its line"


def test_thousands_of_unknown_tags_are_told_after_few_calls(tmp_path: Path) -> None:
    scenes = (manifest(number, "wide_shot", f"WRNE_{number % 50}") for number in range(2_000))
    picture = {"asset_type": "CHARACTER", "reference_image_url": "pictures/wren.jpg"}
    pool = [{"manifest_tag": f"WREN_{number}", **picture} for number in range(400)]
    folder = write_film(
        tmp_path, {"scenes.jsonl": json_lines(*scenes), "assets.json": json.dumps(pool)}
    )
    told: list[Problem] = []
    calls = calls_made(lambda: told.extend(film_problems(folder)))
    assert [problem.code for problem in told if problem.code != "F355"] == ["F354"] * 1_000 + [
        "F359"
    ]
    assert calls < 4_000_000
