"""Writes the golden databases of format 2: those of `write.py`, and one more film with what came with meaning 2.

    .venv/bin/python tests/golden/write_format_2.py FOLDER

That film has what cannot be sent, one photograph of two assets, looks that go by nearness, a tag of two individuals,
misnamed attributes, and scenes that are numbered by text. A second scene is decided on twice, the first is moved.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path.cwd()))

from selector import AssetPool
from selector.db.decisions.record import record_film
from selector.model.asset import Asset
from tests.golden import write

LOOKS = write.Film(
    title="Looks",
    assets=(
        Asset(id="yu", manifest_tag="YU", asset_type="character", quality_score=9.0, name="Yu"),
        Asset(id="armour", manifest_tag="YU_ARMOUR", asset_type="character", quality_score=8.0, source_asset_id="yu",
              reference_image_url="armour.png", user_tags=("battle",)),
        Asset(id="sketch", manifest_tag="YU", asset_type="character", reference_image_url="sketch.mp4"),
        Asset(id="pair-1", manifest_tag="MO", asset_type="character", reference_image_url="pair.png",
              individual="Mo"),
        Asset(id="pair-2", manifest_tag="BO", asset_type="character", reference_image_url="pair.png"),
        Asset(id="other", manifest_tag="MO", asset_type="character", individual="Mo the younger"),
        Asset(id="gone", manifest_tag="GONE", asset_type="prop", reference_image_url="gone.png"),
    ),
)  # fmt: skip
HELD: dict[str | None, bool | str] = {"sketch.mp4": "its file is not an image", "gone.png": False}
PLACED = ("YU_ARMOUR", "MO", "BO", "GONE", "NOBODY")


def scene(number: int | str, *tags: str) -> dict[str, Any]:
    """A wide shot of these, each a subject."""
    return {**write.scene(0, "wide", *((tag, "subject") for tag in tags)), "scene_index": number}


def fill_looks(address: str) -> None:
    """Two decisions on a scene that is numbered by text; a scene of a pipeline's own objects, which say too little."""
    pool = AssetPool(LOOKS.assets, usable=lambda asset: HELD.get(asset.reference_image_url, True))
    scenes = [scene(1, "YU"), scene("12A", *PLACED), scene("SH020", "YU", "MO")]
    crops = write.rules_of(write.ONE_OF_EACH_CROP, "rules/crops.yaml")
    for rules, by in ((write.shipped(), "director"), (crops, None)):
        record_film.sync(
            address, LOOKS, [(each, rules.select(each, pool)) for each in scenes], by=by
        )
        scenes = [scenes[1], scenes[0], *scenes[2:]]
    rows = [{"manifest_tag": "YU", "asset_type": "character", "quality": 9}]
    bare = write.Film(title="Rows", assets=(Asset(manifest_tag="YU", asset_type="character"),))
    record_film.sync(address, bare, [(scenes[1], write.shipped().select(scenes[1], rows))])


def fill_films(address: str) -> None:
    """What `write.py` puts there, and the film above."""
    write.fill_films(address)
    fill_looks(address)


if __name__ == "__main__":
    write.REASONS |= {"cannot_be_sent", "same_picture"}
    write.NOTES |= {"shared_tag", "misnamed_attribute", "no_optional_attributes"}
    write.DECIDED_BY |= {"nearness"}
    write.FILMS.append("Looks")
    write.FILMS.append("Rows")
    write.write(Path(sys.argv[1]), fill_films)
