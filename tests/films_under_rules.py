"""Small films written by hand, and what rules do to them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from selector.model.codes import UNDER_RULES
from selector.model.problem import Problem
from tests.films import all_problems, write_film

HEAD = 'language: 1\nname: mine\nversion: "1"\n'


def film_of(folder: Path, assets: str, scenes: str, rules: str = "") -> list[Problem]:
    """What the rules do to a film that is written by hand."""
    files = {"assets.yaml": assets, "scenes.yaml": scenes}
    if rules:
        files["rules.yaml"] = HEAD + rules
    write_film(folder, files)
    return [each for each in all_problems(folder) if each.code in UNDER_RULES]


def said(problems: Sequence[Problem]) -> list[str]:
    return [f"{each.code} {each.what}" for each in problems]


def picture(tag: str, kind: str, more: str = "") -> str:
    """One picture with an address of its own."""
    name = f"{tag}-{more}".lower().translate({ord(each): "-" for each in " :,[]"})
    more = f", {more}" if more else ""
    return (
        f'  - {{picture: "https://pictures.example/{name}.jpg", tag: {tag}, type: {kind}{more}}}\n'
    )


MARA = picture("MARA", "character") + picture("MARA", "character", "crop: face")
HALL = picture("HALL", "environment")
LAMP = picture("LAMP", "prop")
PEOPLE = "shots: {default: {priorities: [{name: people, type: character, because: b}]}}\n"

TWO_AND_A_CART = MARA + picture("TOM", "character") + HALL + picture("CART", "vehicle")
