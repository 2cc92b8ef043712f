"""What a tile says: whose picture it is, what asked for it, and what decided among several."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.commands import called
from tests.long import many
from tests.sheet.browser import ALL_DRAWN, looking_at
from tests.sheet.film import _picture, written
from tests.sheet.test_sheet_in_a_browser import violations

RULES = """\
language: 1
name: ours
version: "1.0.0"
references: 2
never: [{name: no-drafts, of: HALL, because: "it is only a sketch"}]
limits:
  - {name: a-place, type: environment, at_least: 1, because: "we must know where we are"}
  - {name: one-dog, of: [REX, FLY], at_most: 1, because: "two dogs confuse"}
shots:
  default:
    prefer: face
    priorities:
      - {name: people, type: character, because: "a face is what we remember"}
      - {name: rest, type: environment, because: "then what is behind them"}
  things:
    references: 9
    priorities:
      - {name: a-kite, of: KITE}
      - {name: dogs, type: prop, because: "they run along"}
  one-thing:
    like: things
    priorities: [{name: one-prop, type: prop, at_most: 1, because: "one is enough"}]
scenes:
  "4": {pin: [{name: her-kite, of: KITE, because: "she never lets go of it"}]}
"""


def _placed(*tags: str) -> list[dict[str, Any]]:
    return [{"asset_tag": tag, "role": "subject"} for tag in tags]


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight scenes, in each of which something else decides."""
    folder = tmp_path_factory.mktemp("tiles") / "film"
    ada = {"individual": "Ada Rook"}
    pictures = [
        _picture(folder, "ada-face", "ADA", "character", (300, 300), face=True) | ada,
        _picture(folder, "ada-worse", "ADA", "character", (310, 300), face=True)
        | ada
        | {"quality_score": 6.5},
        _picture(folder, "ada-coat", "ADA_COAT", "character", (320, 300), face=True)
        | ada
        | {"quality_score": 9.5},
        _picture(folder, "bo", "BO", "character", (280, 500)) | {"name": "Bo"},
        _picture(folder, "cy", "CY", "character", (290, 500)),
        _picture(folder, "forge", "FORGE", "environment", (640, 360)) | {"name": "the old forge"},
        _picture(folder, "draft", "HALL", "environment", (600, 360)),
        _picture(folder, "kite", "KITE", "prop", (400, 400)),
        _picture(folder, "rex", "REX", "prop", (410, 400)),
        _picture(folder, "fly", "FLY", "prop", (420, 400)),
    ]
    pair = _picture(folder, "pair", "DI", "character", (500, 400))
    pictures += [pair, pair | {"id": "pair-as-ed", "manifest_tag": "ED"}]
    placed = {
        1: ("default", _placed("ADA", "FORGE")),
        2: ("default", _placed("BO", "CY", "FORGE")),
        3: ("default", _placed("HALL", "BO")),
        4: ("default", _placed("KITE", "BO")),
        5: ("things", _placed("KITE", "REX", "FLY")),
        6: ("default", _placed("ADA", "ADA_COAT")),
        8: ("one-thing", _placed("KITE", "REX")),
        7: ("default", _placed("DI", "ED", "FORGE")),
    }
    scenes = []
    for number, (shot, placements) in placed.items():
        scene = {"scene_index": number, "title": f"Title-{number}", "placements": placements}
        scenes.append(scene | {"composition": {"shot_type": shot}})
    written(folder, pictures, scenes)
    (folder / "rules.yaml").write_text(RULES)
    return folder


@pytest.fixture(scope="module")
def page(film: Path, browser: Browser) -> Any:
    """Its sheet, open."""
    sheet = film.parent / "sheet.html"
    ran = called(["sheet", str(film), "-o", str(sheet)])
    assert ran.code == 0, ran.err
    with looking_at(browser, sheet) as seen:
        seen.page.evaluate(ALL_DRAWN)
        yield seen.page


def tile(page: Page, scene: int, slot: int) -> str:
    """All that the caption of a picture says."""
    caption = page.locator(f"#scene-{scene} .slots li").nth(slot - 1).locator("figcaption")
    return " ".join(caption.inner_text().split())


def left_out(page: Page, scene: int) -> list[str]:
    """The reasons for what a scene leaves out."""
    return page.locator(f"#scene-{scene} .reason").all_inner_texts()


def test_a_tile_says_whose_picture_it_is_and_whose_reason_is_quoted(page: Page) -> None:
    assert tile(page, 1, 2) == ("2FORGE the old forge rest: then what is behind them")
    quoted = page.locator("#scene-1 .slots q").first
    assert quoted.evaluate("q => getComputedStyle(q, '::before').content") == "open-quote"
    assert violations(page, many(["#scene-2", "#scene-4"], None)) == []


def test_a_tile_says_what_put_it_before_the_next_one(page: Page) -> None:
    assert "before REX: placed earlier in the scene" in tile(page, 8, 1)


def test_what_is_left_out_says_who_came_before_it_and_by_what(page: Page) -> None:
    assert "KITE before it: placed earlier in the scene" in left_out(page, 8)[0]


def test_only_one_picture_of_a_person_could_be_the_next(few: Page) -> None:
    assert left_out(few, 1) == [
        "another picture of it comes first, and is not sent either",
        "the only reference taken",
    ]


def test_a_shot_that_sends_fewer_than_most_says_how_many(few: Page) -> None:
    assert left_out(few, 2)[1:] == [
        "both references taken (one-or-two sends 2) \N{MIDDLE DOT} CY before it: quality 8, not 7"
    ]


def test_the_label_is_named_by_which_a_picture_is_preferred_and_since_when_it_is_worn(
    few: Page,
) -> None:
    assert 'preferred: label "oilskin", in the wardrobe note' in tile(few, 3, 1)
    assert 'preferred: label "oilskin", worn since scene 3' in tile(few, 4, 1)
    assert 'preferred: label "rain", in the continuity notes' in tile(few, 5, 1)


def test_a_row_says_what_the_scene_notes_where_rules_may_ask_for_it(few: Page) -> None:
    stated = {each: few.locator(f"#scene-{each} .stated").all_inner_texts() for each in (1, 3, 5)}
    assert stated[1] == []
    assert stated[3] == ["EVE wears Yellow oilskin, torn"]
    assert [line for line in stated[5][0].splitlines() if line] == [
        "EVE wears black",
        "notes Rain all night.",
    ]


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Any:
    """The sheet of two scenes that send few pictures."""
    folder = tmp_path_factory.mktemp("few") / "film"
    pictures = [
        _picture(folder, "bo", "BO", "character", (280, 500)),
        _picture(folder, "cy", "CY", "character", (290, 500)),
        _picture(folder, "ada", "ADA", "character", (300, 500)) | {"quality_score": 7},
        _picture(folder, "ada-worse", "ADA", "character", (310, 500)) | {"quality_score": 6},
        _picture(folder, "eve", "EVE", "character", (320, 500)),
        _picture(folder, "eve-oilskin", "EVE", "character", (330, 500))
        | {"quality_score": 6, "user_tags": ["wet", "oilskin"]},
        _picture(folder, "eve-rain", "EVE", "character", (340, 500))
        | {"quality_score": 5, "user_tags": ["rain"]},
    ]
    scenes = []
    for number, shot, tags in (
        (1, "default", ("BO", "ADA")),
        (2, "one-or-two", ("BO", "CY", "ADA")),
    ):
        scene = {"scene_index": number, "title": f"Title-{number}", "placements": _placed(*tags)}
        scenes.append(scene | {"composition": {"shot_type": shot}})
    eve = {"asset_tag": "EVE", "role": "subject"}
    worn = [eve | {"wardrobe_note": "Yellow oilskin, torn"}, eve, eve | {"wardrobe_note": "black"}]
    for number, placement in enumerate(worn, 3):
        scene = {"scene_index": number, "title": f"Title-{number}", "placements": [placement]}
        scenes.append(scene | {"composition": {"shot_type": "default"}})
    scenes[-1]["continuity_notes"] = ["Rain all night."]
    written(folder, pictures, scenes)
    (folder / "rules.yaml").write_text(FEW)
    sheet = folder.parent / "sheet.html"
    ran = called(["sheet", str(folder), "-o", str(sheet)])
    assert ran.code == 0, ran.err
    with looking_at(browser, sheet) as seen:
        seen.page.evaluate(ALL_DRAWN)
        yield seen.page


FEW = """\
language: 1
name: few
version: "1"
references: 1
prefer: {matches: [wardrobe, notes]}
shots:
  default:
    priorities:
      - {name: first, of: BO, because: "he leads"}
      - {name: rest, type: character, because: "then the others"}
  one-or-two:
    references: 2
    priorities: [{name: people, type: character, because: "as many as go"}]
"""


def test_where_quality_or_the_placed_tag_decided_the_tile_says_so(page: Page) -> None:
    assert tile(page, 1, 1).endswith(
        "the scene names this tag, not ADA_COAT \N{MIDDLE DOT} quality 8, not 6.5"
    )
    assert "quality" not in tile(page, 1, 2)


def test_a_picture_that_only_goes_for_a_limit_names_it_with_its_reason(page: Page) -> None:
    assert "rest: then what is behind them" in tile(page, 2, 2)
    assert "only because of the limit a-place: we must know where we are" in tile(page, 2, 2)
    assert "limit" not in tile(page, 1, 2)


def test_a_pinned_picture_says_that_it_is_pinned_and_why(page: Page) -> None:
    assert "pin her-kite: she never lets go of it" in tile(page, 4, 1)


def test_a_person_whose_face_is_preferred_and_who_has_none_is_said_to_have_none(
    page: Page,
) -> None:
    assert tile(page, 2, 1).endswith("no face picture")
    assert "no face picture" not in tile(page, 1, 1)
    assert "no face picture" not in tile(page, 1, 2)


def test_what_the_director_excludes_names_the_entry_and_its_reason(page: Page) -> None:
    assert left_out(page, 3) == ["excluded by the ban no-drafts: it is only a sketch"]
    assert "reserved for the limit a-place: we must know where we are" in left_out(page, 2)
    assert left_out(page, 5) == ["at most 1 by the limit one-dog: two dogs confuse"]
    [only_one] = left_out(page, 8)
    assert only_one.startswith("at most 1 by the priority one-prop: one is enough \N{MIDDLE DOT} ")


def test_two_placements_of_one_person_are_both_listed(page: Page) -> None:
    cast = page.locator("#scene-6 .cast li").all_inner_texts()
    assert [" ".join(each.split()) for each in cast] == [
        "Ada Rook ADA subject , sent",
        "Ada Rook ADA_COAT subject , sent",
    ]


def test_whoever_is_on_a_picture_that_goes_is_shown_in_every_count(page: Page) -> None:
    assert page.locator("#scene-7 .cast .is-out").count() == 0
    assert page.locator("#not-everyone a", has_text="7").count() == 0
    both = page.locator(".totals li", has_text="ED").last
    assert "sent in 1 of 1 scene" in both.inner_text()


def test_a_check_calls_nobody_unsent_whose_picture_goes(film: Path) -> None:
    said = called(["check", str(film)]).err
    assert "`ED` is placed in scene 7 as `subject`, and sent only as somebody else" in said


def test_name_and_tag_are_together_wherever_somebody_is_named(page: Page) -> None:
    options = page.locator("select[name=whom] option").all_text_contents()
    assert {"the old forge (FORGE)", "Ada Rook (ADA)", "BO", "KITE"} <= set(options)
    totals = page.locator(".totals li", has_text="the old forge")
    assert "FORGE" in totals.inner_text()
    cast = page.locator("#scene-1 .cast li").last.inner_text()
    assert cast.startswith("the old forge FORGE")
