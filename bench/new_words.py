"""Rules with new words against `rules/default.yaml`: manifests that say all a rule can ask about, never twice the same.

Every scene has a focal point, a note, a wardrobe note for each person and a line of dialogue. Each round has scenes and
a pool of its own, so nothing that was cached of a text serves another. Both rule sets choose in turn, each for its own
film, as `select_many` goes through it, from manifests as a pipeline has them: reading them is part of both prices. The
rows named `alone` ask for each scene by itself, without the scenes before.

The collector of cycles is off, as in `timeit`: choosing makes no cycles, so a collection would only walk through the
films of the bench itself, and whoever happens to be timed would pay for them.
"""

from __future__ import annotations

import gc
import random
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from time import process_time_ns
from typing import Any

from bench import films
from bench.pairs import Pair
from selector import AssetPool, Rules, load_rules
from selector.model.asset import Asset, CleanReference

SIZES = (12, 40, 400)
SCENES = 300
IN_A_TURN = 100
"""How many scenes one rule set chooses for before it is the other's turn.

A machine is twice as fast in one tenth of a second as in the next, so whole films are not compared. In short turns each
would find the processor's caches full of what the other has left, and the default rules would lose most by that.
"""
ROUNDS = 11
BOUNDS = {"everyday": 3.0, "cinematic": 3.0, "every_key": 8.0}
"""What each rule set may cost at most, in times of the default rules."""
HERE = Path(__file__).parent
RULES = {
    "everyday": HERE / "rules" / "everyday.yaml",
    "cinematic": HERE.parent / "rules" / "cinematic.yaml",
    "every_key": HERE / "rules" / "every_key.yaml",
}

LABELS = ("approved", "night", "rain", "red coat", "armour", "torn", "lit", "from behind")
NAMES = {"CHARACTER": "Mara", "PROP": "Lamp", "VEHICLE": "Cart", "ENVIRONMENT": "Hall"}
CLOTHES = ("coat", "shawl", "armour", "apron", "oilskin", "robe")
LOOKS = ("torn", "wet", "red", "burnt", "buttoned", "borrowed")
FEELINGS = ("afraid", "calm", "tired of it", "in tears", None)
DOES = ("waits", "runs to the door", "climbs down", "reads the letter")
PLACES = ("left", "right", "centre", "background")

Choose = Callable[[Rules, list[dict[str, Any]], AssetPool], Iterator[Any]]


def main(sizes: Sequence[int] = SIZES) -> None:
    default = load_rules()
    print(f"{'':<44} {'ours µs':>9} {'default':>9} {'ratio':>6}  bound")
    for name, bound in BOUNDS.items():
        rules = load_rules(RULES[name])
        for size in sizes:
            for title, choose in (("", in_a_film), (", alone", alone)):
                pair = Pair.of(_times(rules, default, size, choose), SCENES)
                print(_line(pair, f"{name}, pool of {size}{title}", bound))


def pool_of(size: int, seed: int) -> list[Asset]:
    """Pictures of a film with costumes, with names, labels and clean references; one is a style."""
    rng = random.Random(seed)
    made = films.wardrobe(size - 1, seed)
    by_id = {asset.id: asset for asset in made}
    for number, asset in enumerate(made):
        origin = asset
        while origin.source_asset_id is not None:
            origin = by_id[origin.source_asset_id]
        clean = None
        if asset.is_face_crop and rng.random() < 0.5:
            likeness = round(rng.uniform(0.4, 1), 2)
            clean = CleanReference(
                clean_image_url=f"clean/{number}.jpg", face_similarity_score=likeness
            )
        labels = rng.sample(LABELS, rng.choice((0, 1, 1, 2)))
        if rng.random() < 0.05:
            labels.append("draft")
        name = f"{NAMES.get(origin.asset_type, 'Thing')} {str(origin.id)[1:]}"
        made[number] = replace(asset, name=name, user_tags=tuple(labels), clean_reference=clean)
    style = Asset(
        id="look", manifest_tag="LOOK", asset_type="STYLE", name="the look", quality_score=8.0
    )
    return [*made, style]


def manifests_of(assets: list[Asset], count: int, seed: int) -> list[dict[str, Any]]:
    """Scenes that say all that rules can ask about; no text of one is a text of another."""
    rng = random.Random(seed)
    by_tag: dict[str, Asset] = {}
    for asset in assets:
        by_tag.setdefault(asset.manifest_tag, asset)
    made = films.manifests(assets[:-1], count, seed)
    for number, manifest in enumerate(made):
        _write(manifest, by_tag, f"{seed}-{number}", rng)
    return made


def _write(
    manifest: dict[str, Any], by_tag: dict[str, Asset], mark: str, rng: random.Random
) -> None:
    known = [
        by_tag[each["asset_tag"]] for each in manifest["placements"] if each["asset_tag"] in by_tag
    ]
    people = [asset for asset in known if asset.asset_type == "CHARACTER"]
    for each in manifest["placements"]:
        each["position"] = f"{rng.choice(PLACES)}, mark {mark}"
        each["action"] = f"{rng.choice(DOES)} in take {mark}"
        each["expression"] = rng.choice(FEELINGS)
        asset = by_tag.get(each["asset_tag"])
        if asset is not None and asset.asset_type == "CHARACTER":
            look, wears = rng.choice(LOOKS), rng.choice(CLOTHES)
            each["wardrobe_note"] = f"{look} {wears}, as in {mark}"
    seen = rng.choice(known).name if known else "the door"
    manifest["composition"]["focal_point"] = f"{seen} at the window, {mark}"
    manifest["continuity_notes"] = [f"{rng.choice(('night', 'rain', 'noon'))}, page {mark}"]
    speaker = rng.choice(people) if people else None
    line = {"speaker_tag": speaker.manifest_tag if speaker else "NARRATOR", "line": f"Take {mark}."}
    manifest["dialogue_lines"] = [{**line, "speaker_name": speaker.name if speaker else "Narrator"}]


def in_a_film(rules: Rules, manifests: list[dict[str, Any]], pool: AssetPool) -> Iterator[Any]:
    return (selection.assets for selection in rules.select_many(manifests, pool))


def alone(rules: Rules, manifests: list[dict[str, Any]], pool: AssetPool) -> Iterator[Any]:
    return (rules.select(manifest, pool).assets for manifest in manifests)


def _times(rules: Rules, default: Rules, size: int, choose: Choose) -> list[tuple[int, int]]:
    """Nanoseconds of both in each round; the first warms the interpreter up, and does not count."""
    return [_round(rules, default, size, choose, seed) for seed in range(ROUNDS + 1)][1:]


def _round(rules: Rules, default: Rules, size: int, choose: Choose, seed: int) -> tuple[int, int]:
    """Nanoseconds of both for a film of their own, chosen for in turns."""
    assets = pool_of(size, seed)
    # Each has texts of its own: what one has read and folded is not there for the other.
    ours = choose(rules, manifests_of(assets, SCENES, seed=2 * seed), AssetPool(assets))
    theirs = choose(default, manifests_of(assets, SCENES, seed=2 * seed + 1), AssetPool(assets))
    spent = [0, 0]
    gc.collect()
    gc.disable()
    try:
        for _ in range(0, SCENES, IN_A_TURN):
            for nth, chosen in enumerate((ours, theirs)):
                start = process_time_ns()
                deque(islice(chosen, IN_A_TURN), maxlen=0)
                spent[nth] += process_time_ns() - start
    finally:
        gc.enable()
    return spent[0], spent[1]


def _line(pair: Pair, what: str, bound: float) -> str:
    verdict = "ok" if pair.ratio <= bound else "OVER"
    return (
        f"{what:<44} {pair.ours:9.1f} {pair.theirs:9.1f} {pair.ratio:6.2f}  {bound:4.1f}  {verdict}"
    )


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)
