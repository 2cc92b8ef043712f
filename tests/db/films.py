"""Films made in the test, in the shape that `selector.reading` gives them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selector.db.decisions.record import record_film
from selector.engine.pool import AssetPool
from selector.engine.rules import Rules
from selector.engine.selection import Selection
from selector.model.asset import Asset
from selector.model.problem import Source
from selector.reading.film import Film, read_film
from selector.reading.load import check_rules


@dataclass(frozen=True, kw_only=True)
class SmallFilm:
    """A film that never was a folder."""

    folder: Path = Path("/films/harbour")
    title: str = "Harbour"
    description: str = "A keeper and a storm."
    assets: tuple[Asset, ...] = ()
    rules_path: Path | None = None
    numbers: tuple[int | str, ...] = ()

    def scene_numbers(self) -> tuple[int | str, ...]:
        """What its scenes would be numbered."""
        return self.numbers


RULES_TEXT = """\
language: 1
name: harbour
version: "2.0"
description: The full picture of whatever is a subject.
prefer: full
shots:
  default:
    priorities:
      - {name: subjects, role: subject, because: "they are what we look at"}
"""


def rules_of(text: str = RULES_TEXT, name: str = "rules/harbour.yaml") -> Rules:
    """The rules of a text."""
    rules, problems = check_rules(Source(name=name, text=text))
    assert rules is not None, problems
    return rules


RULES = rules_of()
FACES = rules_of(RULES_TEXT.replace("prefer: full", "prefer: face"))
AGAIN = rules_of(RULES_TEXT.replace('"2.0"', '"2.1"'))
"""The same rules under another version, so that whatever is picked by them is decided anew."""


WREN = Asset(id="wren", manifest_tag="WREN", asset_type="character", quality_score=8.5, individual="Wren Calloway",
             reference_image_url="pictures/wren.jpg", name="Wren", user_tags=("night", "oilskins"))  # fmt: skip
FACE = Asset(id="wren-face", manifest_tag="WREN_FACE", asset_type="CHARACTER", quality_score=9.1, is_face_crop=True,
             source_asset_id="wren", description="Her face.", reference_image_url="pictures/wren-face.jpg")  # fmt: skip
ROOM = Asset(
    manifest_tag="ROOM",
    asset_type="environment",
    source_asset_id="gone",
    reference_image_url="room.jpg",
)

HARBOUR = SmallFilm(assets=(FACE, WREN, ROOM))


def film_in(folder: Path) -> Film:
    """The film that a folder has."""
    film, problems = read_film(folder)
    assert film is not None, problems
    return film


def scene(index: int | str, shot: str = "close_up", *tags: str) -> dict[str, Any]:
    """A scene manifest that places each tag as a subject."""
    placements = [{"asset_tag": tag, "role": "subject", "position": "center"} for tag in tags]
    return {"scene_index": index, "composition": {"shot_type": shot}, "placements": placements}


def results(
    count: int, *tags: str, film: SmallFilm | None = None
) -> Iterator[tuple[dict[str, Any], Selection]]:
    """So many scenes, each with these tags placed as subjects and picked."""
    pool = AssetPool((film or HARBOUR).assets)
    return (picked(scene(index, "close_up", *tags), pool) for index in range(1, count + 1))


def write_harbour(address: str) -> object:
    """Write that film with three scenes to a database."""
    return record_film.sync(address, HARBOUR, results(3, "WREN", "ROOM"))


def write_with_nobody(address: str) -> object:
    """The same, where each scene also places somebody who has no picture."""
    return record_film.sync(address, HARBOUR, results(3, "WREN", "ROOM", "NOBODY"))


def picked(
    manifest: dict[str, Any], pool: AssetPool, rules: Rules = RULES
) -> tuple[dict[str, Any], Selection]:
    """A scene with its selection."""
    return manifest, rules.select(manifest, pool)
