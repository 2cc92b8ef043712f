"""Bans on one of several pictures of somebody (F371)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.hardly_meant import MIA, WHO, in_film, picture
from tests.test_lint_of_lists import entry


@pytest.mark.parametrize(
    ("ban", "says"),
    [
        ({"picture": "mia-side"}, "`picture: mia-side` names one of 3 pictures of `Mia`"),
        ({"picture": "MIA"}, "`picture: MIA` names 2 of 3 pictures of `Mia`"),
        ({"picture": "MIA_*"}, "`picture: MIA_*` names one of 3 pictures of `Mia`"),
        ({"picture": ["COMPASS", "MIA"]}, "`picture: MIA` names 2 of 3 pictures of `Mia`"),
        ({"picture": "MIA*"}, ""),
        ({"picture": "COMPASS"}, ""),
        ({"picture": "MIA_FACE", "of": "Mia"}, ""),
        ({"picture": ["MIA_FACE", "mia-side"]}, ""),
        ({"picture": "nobody"}, ""),
        ({"of": "Mia"}, ""),
    ],
)
def test_a_ban_on_one_of_several_pictures_is_told(ban: dict[str, Any], says: str) -> None:
    wanted = [f"{says}, and does not exclude the others."] if says else []
    assert [each.what for each in in_film({"never": [entry("x", **ban)]}, MIA, [])] == wanted
    shot = {"default": {**WHO, "never": [entry("x", **ban)]}}
    assert [each.what for each in in_film({"shots": shot}, MIA, [])] == wanted


CREW = [
    *MIA,
    picture("CREW", individual="Crew", id="pictures/crew.jpg"),
    picture("TOM", individual="Tom", id="pictures/tom.jpg"),
    picture("TOM_THEN", individual="Tom", id="pictures/crew-tom.jpg"),
    picture("MIA_THEN", individual="Mia", id="pictures/crew-mia.jpg"),
    picture("WE", individual="Tom", id="we-tom"),
    picture("WE", individual="Mia", id="we-mia"),
]


@pytest.mark.parametrize(
    "names",
    [
        "pictures/crew-*.jpg",
        ["pictures/crew.jpg", "pictures/crew-*.jpg"],
        ["pictures/crew-tom.jpg", "pictures/crew-mia.jpg"],
        "*_THEN",
        "WE",
    ],
)
def test_pictures_of_several_people_are_meant_where_they_are_named_by_id_or_pattern(
    names: str | list[str],
) -> None:
    assert in_film({"never": [entry("x", picture=names)]}, CREW, []) == []


def test_a_tag_among_others_is_told_to_go_into_a_ban_of_its_own() -> None:
    (problem,) = in_film({"never": [entry("x", picture=["COMPASS", "TOM"])]}, CREW, [])
    assert problem.hint == (
        "Take it out of this list, and write a ban of its own: with `of: Tom` to exclude them all,"
        " or with `of: Tom` and `picture: TOM` if only this picture is meant."
    )
    both = [[entry("y", of="Tom")], [entry("y", of="Tom", picture="TOM")]]
    for own in both:
        assert in_film({"never": [entry("x", picture="COMPASS"), *own]}, CREW, []) == []


@pytest.mark.parametrize("key", ["pin", "first", "limits"])
def test_one_picture_is_meant_where_it_is_asked_for(key: str) -> None:
    more = {"at_most": 1} if key == "limits" else {}
    assert in_film({key: [entry("x", picture="mia-side", **more)]}, MIA, []) == []
