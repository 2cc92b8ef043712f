"""The table "You want, you write" of `docs/rules.md`: each row does what it says, on a small film."""

from __future__ import annotations

import re
from typing import Any

import pytest

from selector import AssetPool, load_rules
from selector.engine.what_is_sent import what_is_sent
from tests.documents import ROOT

HEAD = 'language: 1\nname: salt-road\nversion: "1.0"\nextends: default\n'


def rows() -> dict[str, str]:
    """What directors want, each with the lines that they write."""
    page = (ROOT / "docs" / "rules.md").read_text("utf-8")
    section = page.split("\n## You want, you write\n")[1].split("\n## ")[0]
    found: dict[str, str] = {}
    for row in section.splitlines():
        if row.startswith("| ") and row != "| you want | you write |":
            wanted, written = row.strip("| ").split(" | ")
            found[wanted] = "\n".join(re.findall("`([^`]+)`", written))
    return found


def picture(called: str, **more: Any) -> dict[str, Any]:
    """A picture of whoever or whatever its id begins with: `wren-face` has the tag `WREN`."""
    tag = called.partition("-")[0].upper()
    return {
        "id": called,
        "manifest_tag": tag,
        "asset_type": "character",
        "quality_score": 7,
        **more,
    }


def cleaned(likeness: float) -> dict[str, Any]:
    return {"clean_image_url": "clean.png", "face_similarity_score": likeness}


POOL = [
    picture("wren", quality_score=8),
    picture("wren-oilskin", user_tags=["oilskin"]),
    picture("wren-face", is_face_crop=True, clean_reference=cleaned(0.6)),
    picture("tomas", quality_score=5, clean_reference=cleaned(0.9)),
    picture("ada", quality_score=9),
    picture("bo"),
    picture("cy"),
    picture("guard", is_face_crop=True),
    picture("dog", asset_type="object"),
    picture("dog-draft", asset_type="object", user_tags=["draft"], quality_score=9),
    picture("camel", asset_type="object", name="Camel Zuri", quality_score=6),
    picture("pier", asset_type="environment", user_tags=["day"], quality_score=8),
    picture("pier-night", asset_type="environment", user_tags=["night"]),
    picture("lamp", asset_type="prop"),
    picture("lamp-lit", asset_type="prop", user_tags=["lit"], quality_score=8),
    picture("compass", asset_type="prop"),
    picture("look", asset_type="style"),
]


def scene(number: int, shot: str, placed: str, **more: Any) -> dict[str, Any]:
    """A scene that places these, each as `tag` or `tag:role`; the role of others is `subject`."""
    placements = []
    for each in placed.split():
        tag, _, role = each.partition(":")
        placements.append({"asset_tag": tag.upper(), "role": role or "subject"})
    composition = {"shot_type": shot, "focal_point": more.pop("focal_point", None)}
    for key in more.keys() & {"wardrobe_note"}:
        placements[0][key] = more.pop(key)
    return {"scene_index": number, "composition": composition, "placements": placements, **more}


FILM = [
    scene(1, "medium", "wren pier:environment", wardrobe_note="a yellow oilskin"),
    scene(2, "wide", "wren tomas:interaction_target lamp:background pier:environment"),
    scene(3, "medium", "wren tomas", continuity_notes="that night the oil runs out"),
    scene(4, "close_up", "wren lamp:prop pier:environment", continuity_notes="still night"),
    scene(
        5,
        "medium",
        "bo cy ada tomas",
        dialogue_lines=[{"speaker_tag": "TOMAS"}],
        focal_point="CY, in the doorway",
    ),
    scene(6, "medium", "dog camel tomas:background lamp:background"),
    scene(7, "tight", "wren pier:environment"),
    scene(8, "medium", "bo cy ada wren tomas pier:environment lamp:prop"),
    scene(9, "close_up", "wren"),
    scene(10, "CU on Wren", "wren"),
    scene(11, "wide", "wren guard:background"),
]
POOLED = AssetPool(POOL)


def sent(lines: str) -> dict[int, str]:
    """What is sent with each scene: the ids of the pictures, with a star for a cleaned one."""
    rules = load_rules(text=HEAD + lines)
    found = {}
    for number, selection in enumerate(rules.select_many(FILM, POOLED), 1):
        names = []
        for pick in selection.picks:
            kind = what_is_sent(selection, POOL.index(pick.asset)).kind
            names.append(pick.asset["id"] + "*" * (kind == "clean"))
        found[number] = " ".join(names)
    return found


AS_SHIPPED = {
    1: "wren pier",
    2: "wren tomas* lamp-lit",
    3: "wren tomas*",
    4: "wren-face* wren pier",
    5: "ada bo cy",
    6: "dog-draft camel lamp-lit",
    7: "wren pier",
    8: "ada wren bo",
    9: "wren-face* wren",
    10: "wren",
    11: "wren guard",
}
"""What the shipped rules send."""
INSTEAD: dict[str, dict[int, str]] = {
    "`CU on Wren`, `OTS`, `Mid Shot 2` and the like to be understood": {10: "wren-face* wren"},
    "two pictures with each shot, not three": {
        2: "wren tomas*",
        4: "wren-face* wren",
        5: "ada bo",
        6: "dog-draft camel",
        8: "ada wren",
    },
    "scene 3 without any": {3: ""},
    "the compass in scene 3, whether it is placed or not": {3: "compass wren tomas*"},
    "the picture of the film's look in every scene, in the last place": {
        1: "wren pier look",
        2: "wren tomas* look",
        3: "wren tomas* look",
        4: "wren-face* wren look",
        5: "ada bo look",
        6: "dog-draft camel look",
        7: "wren pier look",
        8: "ada wren look",
        9: "wren-face* wren look",
        10: "wren look",
        11: "wren guard look",
    },
    "no drafts": {6: "dog camel lamp-lit"},
    "no picture with a quality below 6": {2: "wren lamp-lit pier", 3: "wren"},
    "nobody's face in wide shots": {11: "wren"},
    "Tomas in none of scenes 3 to 5": {3: "wren"},
    "no picture of the lamp labelled `lit` once a note has said that the oil runs out": {
        6: "dog-draft camel lamp"
    },
    "no picture labelled `day` in scenes whose notes say night": {4: "wren-face* wren pier-night"},
    "a place in every scene that has one": {2: "wren tomas* pier", 8: "ada wren pier"},
    "at most one animal": {6: "dog-draft lamp-lit tomas*"},
    "whoever speaks before everybody else": {5: "tomas* ada bo"},
    "whoever the camera looks at before everybody else": {5: "cy ada bo"},
    "whoever is new in the film before everybody else": {
        2: "tomas* wren lamp-lit",
        11: "guard wren",
    },
    "of each person the face and a full picture, before everything else": {
        1: "wren-face* wren pier",
        2: "wren-face* wren tomas*",
        3: "wren-face* wren tomas*",
        6: "tomas* dog-draft camel",
        7: "wren-face* wren pier",
        8: "ada bo cy",
        10: "wren-face* wren",
        11: "wren-face* wren guard",
    },
    "Wren in her oilskin in scenes 2 and 3, whatever else they say": {
        2: "wren-oilskin tomas* lamp-lit",
        3: "wren-oilskin tomas*",
    },
    "of each person the picture that is labelled with what the scene says they wear": {
        1: "wren-oilskin pier",
        2: "wren-oilskin tomas* lamp-lit",
        3: "wren-oilskin tomas*",
        4: "wren-face* wren-oilskin pier",
        7: "wren-oilskin pier",
        8: "ada bo cy",
        9: "wren-face* wren-oilskin",
        10: "wren-oilskin",
        11: "wren-oilskin guard",
    },
    "of each person, place or thing the picture that was sent with the scene before": {
        10: "wren-face*"
    },
    "whoever is placed first before the others, whatever the quality of the pictures": {
        5: "bo cy ada",
        6: "dog-draft camel tomas*",
        8: "bo cy ada",
    },
    "things in a close-up before the room": {4: "wren-face* wren lamp-lit"},
    "no room in a close-up": {4: "wren-face* wren"},
    "a shot with five characters or more, animals included, to be treated as an establishing shot": {
        8: "pier lamp-lit ada"
    },
    "`tight` to be a close-up": {7: "wren-face* wren pier"},
    "no clean reference with a likeness to its original below 0.7": {
        4: "wren-face wren pier",
        9: "wren-face wren",
    },
    "as many pictures as Kling O1 takes": {
        2: "wren tomas* lamp-lit pier",
        5: "ada bo cy tomas*",
        6: "dog-draft camel lamp-lit tomas*",
        8: "ada wren bo cy tomas* pier",
    },
    "no things where the pictures are for a Wan model": {},  # these rules are for no model
}
"""What is sent with a row's lines, in the scenes where that is something else."""


def test_the_shipped_rules_send_what_each_row_changes() -> None:
    assert sent("") == AS_SHIPPED


def test_every_row_says_what_it_changes() -> None:
    assert rows().keys() == INSTEAD.keys()


@pytest.mark.parametrize("wanted", INSTEAD)
def test_what_a_director_writes_does_what_they_want(wanted: str) -> None:
    assert sent(rows()[wanted]) == AS_SHIPPED | INSTEAD[wanted]
