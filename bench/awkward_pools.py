"""Awkward pools, and scenes that place a great many tags: the time per picture at 10,000 pictures and at 100,000.

    python -m bench.awkward_pools [SHAPE ...] [--pictures 10000 100000]

For each shape a pool is made, a few scenes are selected from it, and everything is asked of them: the assets, what was
left out and why, the notes. Nothing here may be quadratic: ten times as many pictures may take twice as long each, for
the caches of a processor are small, but not ten times. Each measurement has a process and a time limit of its own.
"""

from __future__ import annotations

import argparse
import gc
import random
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any, NamedTuple

from selector import AssetPool, load_rules
from selector.model.asset import Asset

SIZES = 10_000, 100_000
BOUND = 2.0
ROUNDS, ENOUGH = 3, 5.0
"""A measurement is the best of so many rounds, or of those begun within so many seconds."""
PATIENCE = 60
"""Seconds of processor time for each process."""
ROOT = Path(__file__).parent.parent


class Film(NamedTuple):
    """A pool, and the scenes to select from it."""

    assets: list[Asset]
    scenes: list[dict[str, Any]]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "shapes", nargs="*", metavar="SHAPE", help=f"only these of {', '.join(SHAPES)}"
    )
    parser.add_argument(
        "--pictures", nargs=2, type=int, default=SIZES, metavar="N", help="the two sizes"
    )
    parser.add_argument("--measure", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        print(_measure(SHAPES[options.measure[0]], int(options.measure[1])))
        return
    few, many = options.pictures
    print(f"{'µs per picture':<30} {few:>9,} {many:>9,}  ratio  bound")
    for name in options.shapes or SHAPES:
        print(_line(name, _in_a_process(name, few), _in_a_process(name, many)), flush=True)


def _line(name: str, few: float | None, many: float | None) -> str:
    first, second = (" too long" if each is None else f"{each:9.2f}" for each in (few, many))
    if few is None or many is None:
        return f"{name:<30} {first} {second}      -   {BOUND:4.1f}  OVER"
    verdict = "ok" if many <= BOUND * few else "OVER"
    return f"{name:<30} {first} {second} {many / few:6.2f}   {BOUND:4.1f}  {verdict}"


def _in_a_process(name: str, pictures: int) -> float | None:
    """Microseconds per picture; None where the time limit was reached."""
    command = [sys.executable, "-m", "bench.awkward_pools", "--measure", name, str(pictures)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode == -signal.SIGXCPU:
        return None
    if done.returncode:
        raise SystemExit(f"{name}, {pictures}: {done.stderr[-2000:]}")
    return float(done.stdout)


def _measure(shape: Callable[[int], Film], pictures: int) -> float:
    resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE + 1))
    film, rules = shape(pictures), load_rules()
    gc.collect()
    gc.freeze()
    best, spent = float("inf"), 0.0
    for _ in range(ROUNDS):
        start = process_time()
        pool = AssetPool(film.assets)
        for scene in film.scenes:
            selection = rules.select(scene, pool)
            _ = selection.assets, selection.passed_over, selection.notes
        took = process_time() - start
        best, spent = min(best, took), spent + took
        if spent > ENOUGH:
            break
    return best / pictures * 1e6


def _picture(number: int, tag: str | None = None, **more: Any) -> Asset:  # noqa: ANN401  # any of an asset's values
    values = {
        "id": f"a{number}",
        "manifest_tag": tag or f"CHAR_{number}",
        "asset_type": "CHARACTER",
        "quality_score": number % 97 / 10,
        "reference_image_url": f"pictures/{number}.jpg",
        **more,
    }
    return Asset(**values)


def _film(assets: list[Asset], *scenes: dict[str, Any]) -> Film:
    """With four ordinary scenes, which place the first tag, the last and two between, besides those given."""
    tags = [assets[len(assets) * third // 3 - (third == 3)].manifest_tag for third in range(4)]
    return Film(
        assets,
        [*(_scene(tags, shot) for shot in ("close_up", "two_shot", "wide", "insert")), *scenes],
    )


def _scene(tags: list[str], shot: str = "close_up") -> dict[str, Any]:
    roles = "subject", "interaction_target", "background", "environment"
    placements = [{"asset_tag": tag, "role": roles[number % 4]} for number, tag in enumerate(tags)]
    return {"scene_index": 1, "composition": {"shot_type": shot}, "placements": placements}


def ordinary(count: int) -> Film:
    """A tag for each picture, for comparison."""
    return _film([_picture(number) for number in range(count)])


def two_names_under_each_tag(count: int) -> Film:
    return _film(
        [
            _picture(number, f"TAG_{number // 2}", individual=f"Name {number}")
            for number in range(count)
        ]
    )


def names_chained_by_tags(count: int) -> Film:
    """Each named individual has pictures under two tags, each of which it shares with another one."""
    return _film(
        [
            _picture(number, f"TAG_{number // 2}", individual=f"Name {(number + 1) // 2}")
            for number in range(count)
        ]
    )


def many_names_under_one_tag(count: int) -> Film:
    return _film([_picture(number, "TAG", individual=f"Name {number}") for number in range(count)])


def one_name_with_many_tags(count: int) -> Film:
    return _film([_picture(number, individual="Mila") for number in range(count)])


def one_name_all_tags_placed(count: int) -> Film:
    assets = [
        _picture(number, individual="Mila", is_face_crop=number % 2 == 0) for number in range(count)
    ]
    return _film(assets, _scene([asset.manifest_tag for asset in assets]))


def names_joined_by_sources(count: int) -> Film:
    """Pairs of named individuals, each with a crop without a name; the two crops have one tag, and make them one."""
    return _film([_named_or_crop(number, f"TAG_{number // 4}") for number in range(count)])


def all_names_joined(count: int) -> Film:
    return _film([_named_or_crop(number, "TAG") for number in range(count)])


def _named_or_crop(number: int, tag: str) -> Asset:
    if number % 2:
        return _picture(number, tag, source_asset_id=f"a{number - 1}")
    return _picture(number, individual=f"Name {number}")


def one_tag(count: int) -> Film:
    return _film([_picture(number, "TAG", is_face_crop=number % 2 == 0) for number in range(count)])


def each_cut_from_the_one_before(count: int) -> Film:
    return _film([_picture(number, source_asset_id=f"a{number - 1}") for number in range(count)])


def each_cut_from_the_one_after(count: int) -> Film:
    return _film([_picture(number, source_asset_id=f"a{number + 1}") for number in range(count)])


def cut_from_each_other_at_random(count: int) -> Film:
    """A chain of sources in an order without any order."""
    assets = each_cut_from_the_one_before(count).assets
    random.Random(1).shuffle(assets)
    return _film(assets)


def two_chains_that_meet(count: int) -> Film:
    """Two chains of sources that are read by turns and are one individual by the tag of their ends."""
    assets = [_picture(number, source_asset_id=f"a{number - 2}") for number in range(count - 2)]
    return _film(
        [
            *assets,
            *(
                _picture(count - 2 + end, "END", source_asset_id=f"a{count - 4 + end}")
                for end in (0, 1)
            ),
        ]
    )


def chain_all_tags_placed(count: int) -> Film:
    film = each_cut_from_the_one_before(count)
    return _film(film.assets, _scene([asset.manifest_tag for asset in film.assets]))


def cycle_of_sources(count: int) -> Film:
    return _film(
        [_picture(number, source_asset_id=f"a{(number + 1) % count}") for number in range(count)]
    )


def many_crops_of_many_tags(count: int) -> Film:
    """One source that shows several people, for what is cut from it has a tag each."""
    crops = (
        _picture(number, is_face_crop=True, source_asset_id="a0") for number in range(1, count)
    )
    return _film([_picture(0), *crops])


def many_crops_of_one_tag(count: int) -> Film:
    crops = (
        _picture(number, "FACE", is_face_crop=True, source_asset_id="a0")
        for number in range(1, count)
    )
    return _film([_picture(0), *crops])


def many_named_crops_of_one_source(count: int) -> Film:
    crops = (
        _picture(number, "FACE", individual=f"Name {number}", source_asset_id="a0")
        for number in range(1, count)
    )
    return _film([_picture(0), *crops])


def one_address(count: int) -> Film:
    return _film([_picture(number, reference_image_url="pair.png") for number in range(count)])


def one_address_all_placed(count: int) -> Film:
    assets = one_address(count).assets
    return _film(
        assets,
        *(_scene([each.manifest_tag for each in assets], shot) for shot in ("close_up", "wide")),
    )


def one_address_one_individual(count: int) -> Film:
    return _film(
        [_picture(number, "TAG", reference_image_url="pair.png") for number in range(count)]
    )


def addresses_shared_by_two(count: int) -> Film:
    assets = [_picture(number, reference_image_url=f"{number // 2}.png") for number in range(count)]
    return _film(assets, _scene([asset.manifest_tag for asset in assets], "wide"))


def two_individuals_share_all(count: int) -> Film:
    """Two people with the same photographs, of which one blocks the other again and again."""
    return _film(
        [
            _picture(number, f"TAG_{number % 2}", reference_image_url=f"{number // 2}")
            for number in range(count)
        ]
    )


def unknown_types(count: int) -> Film:
    return _film([_picture(number, asset_type=f"kind {number}") for number in range(count)])


def tags_alike(count: int) -> Film:
    """Tags that read alike: a placement of each with one letter wrong has no picture."""
    assets = [_picture(number, f"A_PERSON_WITH_A_LONG_NAME_{number}") for number in range(count)]
    return _film(assets, _scene([f"A_PERSON_WITH_A_LONG_NAMF_{number}" for number in range(count)]))


def missing_tags(count: int) -> Film:
    return _film(
        [_picture(number) for number in range(count)],
        _scene([f"LOST_{number}" for number in range(count)]),
    )


def one_tag_placed_again_and_again(count: int) -> Film:
    """By one scene, of a pool that has few pictures: the placements are many."""
    return _film([_picture(number) for number in range(10)], _scene(["CHAR_3"] * count))


def two_tags_placed_again_and_again(count: int) -> Film:
    """Two tags of one individual, each with ten pictures."""
    assets = [_picture(number, f"TAG_{number % 2}", individual="Mila") for number in range(20)]
    return _film(assets, _scene(["TAG_0", "TAG_1"] * (count // 2)))


def unknown_roles(count: int) -> Film:
    scene = _scene([f"CHAR_{number}" for number in range(count)])
    for number, placement in enumerate(scene["placements"]):
        placement["role"] = f"role {number}"
    return _film([_picture(number) for number in range(count)], scene)


SHAPES: dict[str, Callable[[int], Film]] = {
    shape.__name__: shape
    for shape in (
        ordinary,
        two_names_under_each_tag,
        names_chained_by_tags,
        many_names_under_one_tag,
        one_name_with_many_tags,
        one_name_all_tags_placed,
        names_joined_by_sources,
        all_names_joined,
        one_tag,
        each_cut_from_the_one_before,
        each_cut_from_the_one_after,
        cut_from_each_other_at_random,
        two_chains_that_meet,
        chain_all_tags_placed,
        cycle_of_sources,
        many_crops_of_many_tags,
        many_crops_of_one_tag,
        many_named_crops_of_one_source,
        one_address,
        one_address_all_placed,
        one_address_one_individual,
        addresses_shared_by_two,
        two_individuals_share_all,
        unknown_types,
        tags_alike,
        missing_tags,
        one_tag_placed_again_and_again,
        two_tags_placed_again_and_again,
        unknown_roles,
    )
}

if __name__ == "__main__":
    main()
