"""What "did you mean" costs where everything is misspelt: each shape twice, the second of double size.

Names and words are doubled both: whoever compares each with each takes four times as long.
"""

from __future__ import annotations

import json
import logging
import random
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from time import process_time

from selector.cli.arguments.inputs import missing
from selector.engine.pool import AssetPool
from selector.model.near_names import NearNames
from selector.model.problem import Source
from selector.reading.load import check_rules, load_rules
from selector.review.film_checks import check_film_folder

BOUND = 2.8
ROUNDS = 3
LETTERS = "ABCDEFGH"


def main() -> None:
    logging.getLogger("selector").setLevel(logging.ERROR)
    for title, shape, size in SHAPES:
        with tempfile.TemporaryDirectory() as folder:
            runs = [shape(Path(folder) / str(each), each) for each in (size, 2 * size)]
            rounds = [tuple(map(_seconds, runs)) for _ in range(ROUNDS)]
        one, other = map(min, zip(*rounds, strict=True))
        ratio = other / one
        verdict = "ok" if ratio <= BOUND else "OVER"
        print(f"{title}: {one * 1000:,.0f} ms at {size:,}, {other * 1000:,.0f} ms at {2 * size:,}")
        print(f"  ratio {ratio:.2f} (bound {BOUND}) {verdict}")


def _seconds(run: Callable[[], object]) -> float:
    start = process_time()
    run()
    return process_time() - start


def _likes(_folder: Path, size: int) -> Callable[[], object]:
    shots = "".join(
        f"  shot_number_{each}: {{like: shot_nmuber_{each}}}\n" for each in range(size // 2)
    )
    return lambda: check_rules(Source(name="rules.yaml", text=f"{_HEAD}{shots}"))


def _priorities(_folder: Path, size: int) -> Callable[[], object]:
    steps = "".join(
        f"      - {{name: p{each}, roel: subjcet, because: b}}\n" for each in range(size // 2)
    )
    text = f"{_HEAD}  wide:\n    priorities:\n{steps}"
    return lambda: check_rules(Source(name="rules.yaml", text=text))


def _film(folder: Path, assets: object, scenes: Iterable[object]) -> Callable[[], object]:
    folder.mkdir()
    (folder / "assets.yaml").write_text(json.dumps(assets), encoding="utf-8")
    (folder / "scenes.jsonl").write_text(
        "".join(f"{json.dumps(scene)}\n" for scene in scenes), encoding="utf-8"
    )
    return lambda: check_film_folder(folder)


def _sources(folder: Path, size: int) -> Callable[[], object]:
    pictures = [_picture(each, cut_from=f"pitcures/number-{each}.png") for each in range(size)]
    return _film(folder, {"pictures": pictures}, [])


def _files(folder: Path, size: int) -> Callable[[], object]:
    run = _film(folder, {"pictures": [_picture(each) for each in range(size)]}, [])
    (folder / "pictures").mkdir()
    for each in range(size):
        (folder / "pictures" / f"nmuber-{each}.png").touch()
    return run


def _tags(folder: Path, size: int) -> Callable[[], object]:
    pictures = [_picture(each) for each in range(size)]
    return _film(
        folder, {"pictures": pictures}, (_scene(each, f"CHRACTER_{each}") for each in range(size))
    )


def _roles(folder: Path, size: int) -> Callable[[], object]:
    pictures = [_picture(each, type=f"charcter{each}") for each in range(size)]
    scenes = (_scene(each, f"CHARACTER_{each}", f"subjcet{each}") for each in range(size))
    return _film(folder, {"pictures": pictures}, scenes)


def _keys(folder: Path, size: int) -> Callable[[], object]:
    run = _film(folder, {"pictures": [{"pitcure": "a.png", "tga": "A", "tpye": "prop"}] * size}, [])
    scenes = [{**_scene(each), "contniuity_notes": "n"} for each in range(size)]
    (folder / "scenes.jsonl").unlink()
    (folder / "scenes.yaml").write_text(json.dumps(scenes), encoding="utf-8")
    return run


def _explained(_folder: Path, size: int) -> Callable[[], object]:
    assets = [
        {"manifest_tag": f"CHARACTER_{each}", "asset_type": "character"} for each in range(size)
    ]
    scene = _scene(1)
    scene["placements"] = [
        {"asset_tag": f"CHRACTER_{each}", "role": "subject"} for each in range(size)
    ]
    return lambda: load_rules().select(scene, AssetPool(assets)).passed_over


def _neighbours(folder: Path, size: int) -> Callable[[], object]:
    folder.mkdir()
    for each in range(size):
        (folder / f"rules-{each}.yaml").touch()
    return lambda: missing(str(folder / "ruels-7.yaml"))


def _unlike(_folder: Path, size: int) -> Callable[[], object]:
    return _searches(size, lambda chance: "".join(chance.choices(LETTERS, k=12)))


def _two_letters(_folder: Path, size: int) -> Callable[[], object]:
    return _searches(size, lambda chance: "".join(chance.choices("ab", k=100)))


def _many_scripts(_folder: Path, size: int) -> Callable[[], object]:
    return _searches(
        size, lambda chance: "".join(chr(chance.randint(0x4E00, 0x9FFF)) for _ in range(12))
    )


def _searches(size: int, word: Callable[[random.Random], str]) -> Callable[[], object]:
    chance = random.Random(size)
    names, words = ([word(chance) for _ in range(size)] for _ in range(2))

    def run() -> None:
        near = NearNames(names)
        for each in words:
            near.nearest(each)

    return run


def _picture(number: int, **more: object) -> dict[str, object]:
    return {
        "picture": f"pictures/number-{number}.png",
        "tag": f"CHARACTER_{number}",
        "type": "character",
        **more,
    }


def _scene(number: int, tag: str = "CHARACTER_1", role: str = "subject") -> dict[str, object]:
    placements = [{"asset_tag": tag, "role": role}]
    return {
        "scene_index": number,
        "composition": {"shot_type": "close_up"},
        "placements": placements,
    }


_HEAD = """\
language: 1
name: misspelt
version: "1"
shots:
  default: {priorities: [{name: p, role: subject, because: b}]}
"""

SHAPES: tuple[tuple[str, Callable[[Path, int], Callable[[], object]], int], ...] = (
    ("`like` misspelt in every shot rule", _likes, 900),
    ("keys misspelt in every priority", _priorities, 900),
    ("`cut_from` wrong in every picture", _sources, 900),
    ("keys misspelt in every picture and scene", _keys, 900),
    ("roles and types misspelt", _roles, 2_000),
    ("tags of every scene misspelt, checked", _tags, 5_000),
    ("every tag of a scene misspelt, explained", _explained, 5_000),
    ("every picture named otherwise than its file", _files, 2_000),
    ("one wrong name in a folder of many files", _neighbours, 20_000),
    ("names that are nothing like the words", _unlike, 5_000),
    ("long names of two letters", _two_letters, 1_000),
    ("names in a script of many letters", _many_scripts, 4_000),
)

if __name__ == "__main__":
    main()
