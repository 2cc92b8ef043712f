"""`selector sheet` of a film in a database and of decisions on record: its pictures, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.commands import called
from tests.sheet.browser import looking_at
from tests.sheet.film import SCENES, plain_film

PLACE_ALONE = """\
language: 1
name: places
version: "1.0.0"
description: Only the place.
shots:
  default:
    priorities:
      - {name: place, type: environment, because: "the place alone"}
"""


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """A film that is picked once; its database lies in it."""
    folder = plain_film(tmp_path / "film")
    ran = called(["pick", str(folder)])
    assert ran.code == 0, ran.err
    return folder


def made(page: Path, *arguments: str | Path) -> str:
    """A sheet, and what was said of it."""
    ran = called(["sheet", *map(str, arguments), "-o", str(page)])
    assert ran.code == 0, ran.err
    return ran.err


def refused(page: Path, *arguments: str | Path) -> str:
    """What is said instead of making a sheet."""
    ran = called(["sheet", *map(str, arguments), "-o", str(page)])
    assert (ran.code, page.exists()) == (2, False)
    return ran.err


def test_the_pictures_of_a_database_are_in_the_folder_that_is_named(
    film: Path, tmp_path: Path
) -> None:
    page = tmp_path / "sheet.html"
    for folder in (film, film / "pictures"):
        said = made(page, film / "selector.sqlite", "--pictures", folder)
        assert said == "Open it in a browser.\n"
        assert page.read_text("utf-8").count("data:image/webp") == 13
        assert len(list((folder / ".selector" / "thumbnails").iterdir())) == 13


def test_without_a_folder_each_tile_has_a_name(film: Path, tmp_path: Path) -> None:
    page = tmp_path / "sheet.html"
    said = made(page, film / "selector.sqlite")
    assert "13 pictures cannot be shown" in said
    assert "A database has no pictures. Name their folder with `--pictures`." in said
    shown = page.read_text("utf-8")
    assert "data:image/webp" not in shown
    assert "no folder of pictures was named" in shown
    assert '<span class="none-name"><bdi>ROOM_1</bdi></span>' in shown
    assert not (film / ".selector").exists()


def test_a_stored_decision_is_shown_when_the_rules_have_changed(film: Path, tmp_path: Path) -> None:
    before = tmp_path / "before.html"
    now = tmp_path / "now.html"
    then = tmp_path / "then.html"
    made(before, film)
    (film / "rules.yaml").write_text(PLACE_ALONE)
    made(now, film)
    made(then, film, "--decision", "last")
    assert sent(then) == sent(before) != sent(now)
    text = then.read_text("utf-8")
    assert text.count('class="decided"') == SCENES
    assert "data:image/webp" in text
    assert "Rules <b><bdi>default 1.0.0</bdi></b>" in text
    assert called(["pick", str(film)]).code == 0
    made(then, film / "selector.sqlite", "--decision", "last")
    assert sent(then) == sent(now)
    made(then, film, "--db", film / "selector.sqlite", "--decision", "1")
    assert sent(then) == sent(before)


def sent(page: Path) -> list[int]:
    """How many pictures each row sends."""
    rows = page.read_text("utf-8").split("<article")[1:]
    return [
        row.partition('<ol class="slots"')[2].partition("</ol>")[0].count("<li>") for row in rows
    ]


def test_options_that_have_no_meaning_are_refused(film: Path, tmp_path: Path) -> None:
    page = tmp_path / "sheet.html"
    database = film / "selector.sqlite"
    assert "Add `--decision last` or `--before last`" in refused(page, film, "--db", database)
    assert "Add `--decision last` or `--before last`" in refused(page, film, "--project", "film")
    assert "Leave `--db` out." in refused(page, database, "--db", database)
    last = ("--decision", "last")
    assert "Leave `--rules` out." in refused(page, film, *last, "--rules", "cinematic")
    assert "Leave `--target` out." in refused(page, film, *last, "--target", "veo-3.1-generate-001")
    assert "Leave one of them out." in refused(page, film, *last, "--before", "last")
    assert "`first` is not a decision." in refused(page, film, "--decision", "first")
    assert "There is no decision 99999999999." in refused(page, film, "--decision", "99999999999")
    assert "D608" in refused(page, tmp_path / "nowhere.sqlite")
    database.unlink()
    assert "Nothing is stored yet. Run `selector pick" in refused(page, film, *last)


def test_a_sheet_on_record_works_in_a_browser(film: Path, tmp_path: Path, browser: Browser) -> None:
    page = tmp_path / "sheet.html"
    made(page, film / "selector.sqlite", "--decision", "last", "--pictures", film)
    with looking_at(browser, page) as shown:
        assert shown.page.locator("article.row").count() == SCENES
