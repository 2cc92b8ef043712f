"""Two names that are probably of one person, place or thing (F392), in any language, and the comment that allows it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.films_under_rules import MARA, film_of, picture


def test_the_comment_that_a_remedy_shows_allows_the_warning(tmp_path: Path) -> None:
    assets = "pictures:\n" + MARA + picture("MARA_FLOOD", "character")
    scenes = (
        "- {scene: 1, shot: wide, cast: [MARA]}\n- {scene: 2, shot: wide, cast: [MARA_FLOOD]}\n"
    )
    (found,) = [each for each in film_of(tmp_path, assets, scenes) if each.code == "F392"]
    (comment,) = re.findall("`(# selector: allow .+ because )…`", found.hint)
    lines = assets.splitlines()
    lines[found.at.line - 1] += f"  {comment}they are sisters"
    allowed = film_of(tmp_path, "\n".join(lines), scenes)
    assert "F392" not in [each.code for each in allowed]


@pytest.mark.parametrize(
    ("kind", "one", "other", "may_be_one"),
    [
        ("environment", "La playa", "La casa de la playa", False),
        ("environment", "Playa", "Playa norte", False),
        ("environment", "Der Strand", "Das Haus am Strand", False),
        ("environment", "Küche", "Küche unten", False),
        ("environment", "La maison", "La maison du lac", False),
        ("environment", "Beach", "Beach house", False),
        ("environment", "The Anchor", "Anchor inn", True),
        ("environment", "港", "港町", False),
        ("prop", "La llave", "La llave de plata", False),
        ("prop", "Der Schlüssel", "Der Schlüssel zum Keller", False),
        ("character", "Anna", "Junge Anna", False),
        ("character", "Anna", "Anna als Kind", False),
        ("character", "Anna", "Anna Richter", True),
        ("character", "Marguerite", "La mère de Marguerite", False),
        ("character", "Jeanne", "La jeune Jeanne", False),
        ("character", "Jeanne", "Jeanne Moulin", True),
        ("character", "Marie", "Marie-Claire", False),
        ("character", "Marta", "Marta niña", False),
        ("character", "Luz", "Luz Delgado", True),
        ("character", "さくら", "さくらの母", False),
        ("character", "Wren", "Wren Calloway", True),
        ("character", "Wren", "Old Wren", False),
        ("character", "The guard", "The guard captain", False),
    ],
)
def test_two_names_may_be_of_one_in_any_language(
    kind: str, one: str, other: str, tmp_path: Path, *, may_be_one: bool
) -> None:
    assets = "individuals:\n"
    for nth, name in enumerate((one, other)):
        assets += f"  {name}: {{type: {kind}, tag: T{nth}, pictures: [{{picture: 'https://x.de/{nth}.jpg'}}]}}\n"
    scenes = "- {scene: 1, shot: wide, cast: T0}\n- {scene: 2, shot: wide, cast: T1}\n"
    found = film_of(tmp_path, assets, scenes)
    assert ("F392" in {each.code for each in found}) is may_be_one
