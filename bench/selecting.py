"""Selecting against the default rules written by hand: from read scenes and a prepared pool, and from raw input."""

from __future__ import annotations

import logging
from typing import Any

from bench import by_hand, films
from bench.pairs import HEADING, pair
from selector import AssetPool, Rules, Scene, load_rules, read_manifest

SIZES = (12, 40, 400)
SCENES = 1_000


def main() -> None:
    logging.getLogger("selector").addHandler(logging.NullHandler())
    logging.getLogger("selector").propagate = False
    rules = load_rules()
    print(HEADING)
    for size in SIZES:
        assets = films.assets(size)
        manifests = films.manifests(assets, SCENES)
        scenes = [read_manifest(manifest) for manifest in manifests]
        _same_picks(rules, assets, manifests, scenes)
        _prepared(rules, assets, scenes)
        _raw(rules, assets, manifests[:100])
    _reasons(rules)


def _prepared(rules: Rules, assets: list[Any], scenes: list[Scene]) -> None:
    pool, prepared = AssetPool(assets), by_hand.Prepared(assets)
    asked = [(scene.shot, [(each.tag, each.role) for each in scene.placements]) for scene in scenes]
    measured = pair(
        lambda: [rules.select(scene, pool).assets for scene in scenes],
        lambda: [by_hand.choose(shot, placed, prepared) for shot, placed in asked],
        units=len(scenes),
    )
    print(measured.line(f"read scene, prepared pool of {len(assets)}", 1.5))


def _raw(rules: Rules, assets: list[Any], manifests: list[dict[str, Any]]) -> None:
    measured = pair(
        lambda: [rules.select(manifest, assets).assets for manifest in manifests],
        lambda: [by_hand.choose_raw(manifest, assets) for manifest in manifests],
        units=len(manifests),
    )
    print(measured.line(f"raw manifest, plain list of {len(assets)} (one-off scene)", 2.5))


def _reasons(rules: Rules) -> None:
    """What a selection costs before and after its reasons are asked for."""
    assets = films.assets(40)
    pool = AssetPool(assets)
    scenes = [read_manifest(manifest) for manifest in films.manifests(assets, SCENES)]
    measured = pair(
        lambda: [rules.select(scene, pool).passed_over for scene in scenes],
        lambda: [rules.select(scene, pool).assets for scene in scenes],
        units=len(scenes),
        rounds=5,
    )
    print(
        f"\nwithout its reasons {measured.theirs:.1f} µs, with all of them {measured.ours:.1f} µs"
    )


def _same_picks(
    rules: Rules, assets: list[Any], manifests: list[dict[str, Any]], scenes: list[Scene]
) -> None:
    pool, prepared = AssetPool(assets), by_hand.Prepared(assets)
    for manifest, scene in zip(manifests, scenes, strict=True):
        ours = [id(asset) for asset in rules.select(scene, pool).assets]
        by_hand_prepared = [
            id(asset) for asset in by_hand.choose(*by_hand.read(manifest), prepared)
        ]
        by_hand_raw = [id(asset) for asset in by_hand.choose_raw(manifest, assets)]
        if not ours == by_hand_prepared == by_hand_raw:
            raise SystemExit(f"different picks for {manifest}")


if __name__ == "__main__":
    main()
