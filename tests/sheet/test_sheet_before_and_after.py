"""A sheet that compares: what was sent before, what is lost and what is new, and only what has changed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.commands import as_document, called
from tests.long import many
from tests.sheet.browser import looking_at
from tests.sheet.film import SCENES, plain_film
from tests.sheet.test_sheet_in_a_browser import numbers, violations

RULES = """\
language: 1
name: no-bo
version: "1.0.0"
extends: default
never: [{name: bo, of: BO, because: "he is cut out"}]
"""
"""Of the plain film, the two-shots and the insert send Bo: scenes 2, 4, 6 and 8."""


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A film that was picked for, and has other rules since."""
    film = plain_film(tmp_path_factory.mktemp("compared") / "film")
    assert called(["pick", str(film)]).code == 0
    (film / "rules.yaml").write_text(RULES)
    return film


@pytest.fixture(scope="module")
def compared(film: Path) -> Path:
    """Its sheet, beside the last pick."""
    page = film.parent / "compared.html"
    ran = called(["sheet", str(film), "--before", "last", "-o", str(page)])
    assert ran.code == 0, ran.err
    return page


def test_what_was_sent_before_is_beside_what_is_sent_now(browser: Browser, compared: Path) -> None:
    with looking_at(browser, compared) as seen:
        page = seen.page
        row = page.locator("#scene-4")
        assert row.locator(".was .tag").all_text_contents() == ["ADA", "BO", "ROOM_4"]
        assert row.locator(".was li", has=page.locator(".is-lost")).locator(
            ".tag"
        ).all_text_contents() == ["BO"]
        assert "BO" not in row.locator(".slots .tag").all_text_contents()
        assert page.locator("#scene-1 .was").count() == 0
        assert "Compared with the last pick (default 1.0.0): 4 scenes changed" in page.inner_text(
            ".made-of"
        )
        page.click("[data-filter=changed]")
        assert numbers(page) == ["2", "4", "6", "8"]
        assert violations(page, many("#scene-4", None)) == []


def test_only_what_has_changed_is_shown_if_that_is_wanted(film: Path) -> None:
    page = film.parent / "changed.html"
    ran = called(["sheet", str(film), "--before", "last", "--changed", "-o", str(page)])
    assert ran.code == 0, ran.err
    assert ran.out == f"{page}: 4 of 9 scenes, 7 pictures\n"
    text = page.read_text()
    assert re.findall(r'<article [^>]*id="([^"]+)"', text) == [
        "scene-2",
        "scene-4",
        "scene-6",
        "scene-8",
    ]
    assert "<li>4 of 9 scenes shown: those that changed</li>" in text
    assert "The counts are of the 4 scenes shown, not of the whole film." in text


def test_what_has_changed_is_listed_first_with_what_each_scene_lost_and_gained(
    browser: Browser, film: Path
) -> None:
    page = film.parent / "listed.html"
    rules = film.parent / "kite.yaml"
    rules.write_text(
        RULES + "scenes: {'4': {pin: [{of: KITE, unplaced: true}]}, '6': {order: placement}}\n"
    )
    command = ["sheet", str(film), "--rules", str(rules), "--before", "last", "--changed"]
    assert called([*command, "-o", str(page)]).code == 0
    with looking_at(browser, page) as seen:
        listed = seen.page.locator("#what-changed li")
        assert listed.all_inner_texts()[:2] == ["2\nlost BO", "4\nlost BO, gained KITE"]
        below = seen.page.locator(".numbers").bounding_box()
        above = listed.last.bounding_box()
        assert below is not None
        assert above is not None
        assert above["y"] + above["height"] <= below["y"], "they come before the totals"
        listed.nth(1).locator("a").click()
        assert seen.page.evaluate("location.hash") == "#scene-4"
        assert violations(seen.page, many(["#what-changed", "#scene-4"], None)) == []


def test_what_only_some_scenes_show_is_counted_of_these_alone(browser: Browser, film: Path) -> None:
    page = film.parent / "some.html"
    ran = called(["sheet", str(film), "--scene", "1-2", "-o", str(page)])
    assert ran.code == 0, ran.err
    assert ran.out == f"{page}: 2 of 9 scenes, 5 pictures\n"
    with looking_at(browser, page) as seen:
        summary = seen.page.inner_text(".summary")
        assert "The counts are of the 2 scenes shown" in summary
        names = seen.page.locator(".totals .who").all_text_contents()
        assert sorted(names) == ["ADA", "BO", "ROOM_1", "ROOM_2"]
        assert "no scene places" not in summary
        assert "never sent" not in summary
        assert "Pictures that these scenes place and do not send 1" in summary
        assert seen.page.inner_text("#shown-count") == "2 scenes shown"
        assert seen.page.inner_text(".made-of li") == "2 of 9 scenes shown"


def test_a_scene_that_only_sends_another_order_says_so(tmp_path: Path) -> None:
    film = plain_film(tmp_path / "film")
    (tmp_path / "turned.yaml").write_text(
        "language: 1\nname: turned\nversion: '1'\nextends: default\n"
        "pin: [{name: first, of: 'ROOM_4', because: it comes first}]\n"
    )
    page = tmp_path / "turned.html"
    command = ["sheet", str(film), "--rules", str(tmp_path / "turned.yaml"), "--before", "default"]
    assert called([*command, "-o", str(page)]).code == 0
    assert page.read_text().count("<h4>Now, in another order</h4>") == 1


def test_another_file_of_a_picture_is_shown_before_and_after(tmp_path: Path) -> None:
    film = plain_film(tmp_path / "film")
    assets = json.loads((film / "assets.json").read_text())
    clean = {"clean_image_url": "pictures/kite.jpg", "face_similarity_score": 0.5}
    for asset in assets:
        if asset["manifest_tag"] == "BO":
            asset["clean_reference"] = clean
    (film / "assets.json").write_text(json.dumps(assets))
    (tmp_path / "strict.yaml").write_text(
        "language: 1\nname: strict\nversion: '1'\nextends: default\nsend_cleaned: never\n"
    )
    page = tmp_path / "strict.html"
    command = ["sheet", str(film), "--rules", str(tmp_path / "strict.yaml"), "--before", "default"]
    ran = called([*command, "--changed", "-o", str(page), "--format", "json"])
    assert as_document(ran.out, "sheet")["changed"] == 4
    row = page.read_text().partition('id="scene-4"')[2]
    before = row.partition('class="was"')[2].partition("<h4>Now</h4>")[0]
    caption = before.partition("<bdi>BO</bdi>")[2].partition("</figcaption>")[0]
    assert "clean reference" in caption
    assert "lost" in caption


def test_what_goes_now_and_did_not_before_is_new(film: Path) -> None:
    page = film.parent / "back.html"
    own = film / "rules.yaml"
    ran = called(["sheet", str(film), "--rules", "default", "--before", str(own), "-o", str(page)])
    assert ran.code == 0, ran.err
    text = page.read_text()
    assert len(re.findall(r'class="mark is-new"', text)) == 4
    assert len(re.findall(r"<article [^>]*data-changed", text)) == 4
    assert text.count("<article ") == SCENES


def test_a_sheet_without_a_change_is_not_written(film: Path) -> None:
    page = film.parent / "none.html"
    own = str(film / "rules.yaml")
    ran = called(["sheet", str(film), "--before", own, "--changed", "-o", str(page)])
    assert ran.code == 0
    assert ran.out.startswith("No scene differs from no-bo 1.0.0")
    assert not page.exists()


def test_changed_alone_says_what_it_needs(film: Path) -> None:
    ran = called(["sheet", str(film), "--changed"])
    assert ran.code == 2
    assert "`--changed` needs `--before`" in ran.err


def test_without_a_last_pick_it_is_said_what_to_do(tmp_path: Path) -> None:
    film = plain_film(tmp_path / "film")
    ran = called(["sheet", str(film), "--before", "last", "-o", str(tmp_path / "a.html")])
    assert ran.code == 2
    assert "This film has no last pick:" in ran.err
