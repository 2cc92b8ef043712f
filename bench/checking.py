"""Checking a film of 10,000 scenes under its rules, against reading it and choosing for it.

Both begin with the same folder. Scenes are texts that nothing has seen, and each round has a film of its own.
"""

from __future__ import annotations

import gc
import json
import sys
import tempfile
from pathlib import Path
from time import process_time_ns

from bench import new_words
from bench.pairs import Pair
from selector import Rules, load_rules
from selector.reading.film import read_film
from selector.review.film_checks import check_film_folder

SCENES = 10_000
PICTURES = 400
ROUNDS = 3
BOUND = 3.0
KEYS = (
    "id",
    "manifest_tag",
    "asset_type",
    "is_face_crop",
    "quality_score",
    "source_asset_id",
    "name",
)


def main(scenes: int = SCENES) -> None:
    print(f"{'':<44} {'check µs':>9} {'choose µs':>9} {'ratio':>6}  bound")
    for title, rules in (("the default rules", ""), ("ten everyday rules", "everyday")):
        spent = [_round(scenes, rules, seed) for seed in range(ROUNDS)]
        pair = Pair.of(spent, scenes)
        verdict = "ok" if pair.ratio <= BOUND else "OVER"
        print(
            f"{title:<44} {pair.ours:9.1f} {pair.theirs:9.1f} {pair.ratio:6.2f}  {BOUND:4.1f}  {verdict}"
        )


def _round(scenes: int, rules: str, seed: int) -> tuple[int, int]:
    """Nanoseconds of a check, and of reading and choosing."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        own = write_film(folder, scenes, rules, seed)
        spent = []
        for work in (lambda: check_film_folder(folder), lambda: _choose(folder, own)):
            gc.collect()
            start = process_time_ns()
            work()
            spent.append(process_time_ns() - start)
    return spent[0], spent[1]


def _choose(folder: Path, rules: Rules) -> None:
    film, _ = read_film(folder)
    assert film is not None
    pool = film.pool()
    scenes = (read.scene for read in film.read_scenes() if read.scene is not None)
    for selection in rules.select_many(scenes, pool):
        assert len(selection.places) <= selection.references


def write_film(folder: Path, scenes: int, rules: str, seed: int) -> Rules:
    assets = new_words.pool_of(PICTURES, seed)
    rows = []
    for number, asset in enumerate(assets):
        row = {key: getattr(asset, key) for key in KEYS}
        row = {key: value for key, value in row.items() if value is not None}
        row["user_tags"] = list(asset.user_tags)
        row["reference_image_url"] = f"https://pictures.example/{number}.jpg"
        rows.append(row)
    (folder / "assets.json").write_text(json.dumps(rows), encoding="utf-8")
    with (folder / "scenes.jsonl").open("w", encoding="utf-8") as file:
        for number, manifest in enumerate(new_words.manifests_of(assets, scenes, seed), 1):
            file.write(json.dumps({**manifest, "scene_index": number}) + "\n")
    if not rules:
        return load_rules()
    text = new_words.RULES[rules].read_text(encoding="utf-8")
    own = folder / "rules.yaml"
    own.write_text(text.replace("../../rules/default.yaml", "default"), encoding="utf-8")
    return load_rules(own)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
