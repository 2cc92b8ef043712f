"""The contact sheet as people meet it: in a real browser, by eye, by keyboard, by a screen reader, and on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it has no types
from PIL import Image
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from tests.commands import called
from tests.long import many
from tests.sheet.browser import ALL_DRAWN, Scheme, Seen, looking_at, stands_still
from tests.sheet.film import ATTACKS, SCENES, plain_film, written

WIDTHS = (800, 1280, 1920)
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
WINDOWS = tuple(product(SCHEMES, WIDTHS))
READ_OUT = many((("light", 1920), ("dark", 800)), WINDOWS)
"""The windows in which it is asked what is wrong for those who read by other means: other tests do so at 1280."""
ALIKE = many({"exclude": [[f"#scene-{number}"] for number in (1, 6, 7, 8, 9)]}, None)
"""Without the scenes that are as scenes 2 to 5 are."""


def numbers(page: Page) -> list[str]:
    """The scenes that are shown."""
    shown = page.locator("article.row:visible .number bdi")
    return shown.all_text_contents()


def focused(page: Page) -> str:
    """The name of what has the focus."""
    name: str = page.evaluate("document.activeElement.id")
    return name


def violations(page: Page, within: Any = None, *, in_colour: bool = True) -> list[str]:
    """What is wrong for those who read by other means than by eye, on the page or within a part of it.

    Contrasts take three quarters of the time: where other tests see the same colours, only `make soak` asks for them.
    """
    is_in_colour = many(in_colour, long=True)
    if is_in_colour:
        page.evaluate(ALL_DRAWN)  # what is not drawn has no colour
        page.evaluate("document.activeElement.blur()")  # of a marked row no colours are found
    rules = {"color-contrast": {"enabled": is_in_colour}}
    options = {"resultTypes": ["violations"], "rules": rules}
    found: list[dict[str, Any]] = Axe().run(page, within, options).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found]


@pytest.fixture(scope="module")
def opened(browser: Browser, sheet: Path) -> Iterator[Seen]:
    """The sheet in a window that tests may widen; they change nothing else."""
    with looking_at(browser, sheet) as seen:
        yield seen


@pytest.fixture
def shown(opened: Seen) -> Seen:
    """The sheet in a light window of the usual width, for tests that read."""
    opened.widen(1280)
    return opened


def test_the_sheet_fits_windows_of_all_widths_light_and_dark(shown: Seen) -> None:
    papers = set()
    for scheme, width in WINDOWS:
        shown.widen(width, scheme)
        page = shown.page
        papers.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert len(numbers(page)) == SCENES
        tops = page.eval_on_selector_all(
            "#scene-1 .slots li", "tiles => tiles.map(tile => tile.offsetTop)"
        )
        assert len(tops) == 3
        assert len(set(tops)) == 1, "three pictures stand side by side"
    assert len(papers) == 2


@pytest.fixture(scope="module")
def wordy_sheet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sheet of a film with long tags, some of whose pictures are missing."""
    folder = tmp_path_factory.mktemp("wordy")
    film = plain_film(folder / "film")
    text = (film / "assets.json").read_text() + "\n" + (film / "scenes.json").read_text()
    assert '"BO"' in text
    long = "THE_HARBOUR_MASTER_WHOM_NOBODY_HAS_SEEN_SINCE"
    for file in ("assets.json", "scenes.json"):
        written = (film / file).read_text().replace('"BO"', f'"{long}"')
        (film / file).write_text(written.replace('"BELL"', f'"BELL_OF_{long}"'))
    for file in ("bo.jpg", "room-2.jpg", "room-3.jpg", "kite.jpg"):
        (film / "pictures" / file).unlink()
    (film / "pictures" / "room-4.jpg").write_text("no picture at all")
    page = folder / "sheet.html"
    ran = called(["sheet", str(film), "-o", str(page)])
    assert ran.code == 0, ran.err
    return page


CUT = """all => all.filter(each =>
    each.scrollHeight > each.clientHeight + 1 || each.scrollWidth > each.clientWidth + 1
).map(each => each.outerHTML)"""
OUTSIDE = """all => all.filter(each => {
    const [inner, outer] = [each, each.closest("figure")].map(e => e.getBoundingClientRect());
    return inner.right > outer.right + 1 || inner.bottom > outer.bottom + 1;
}).map(each => each.outerHTML)"""


def test_nothing_is_cut_where_a_picture_is_missing(browser: Browser, wordy_sheet: Path) -> None:
    with looking_at(browser, wordy_sheet) as seen:
        page = seen.page
        for width in WIDTHS:
            seen.widen(width)
            page.eval_on_selector_all("details.part", "all => all.forEach(e => e.open = true)")
            page.evaluate(ALL_DRAWN)
            assert page.locator(".row .pic.none").count() > SCENES
            assert page.locator(".wall .pic.none").count() > 2
            assert page.eval_on_selector_all(".pic.none", CUT) == []
            assert page.eval_on_selector_all(".row .pic, .wall .pic", OUTSIDE) == []
            assert page.evaluate("document.documentElement.scrollWidth") == width


def test_a_name_is_there_once_where_a_caption_has_it(browser: Browser, wordy_sheet: Path) -> None:
    with looking_at(browser, wordy_sheet) as seen:
        names = seen.page.locator("#scene-3 .out .pic.none").all_text_contents()
        assert names == ["its file is missing"] * 2 + ["no picture"]
        tags = seen.page.locator("#scene-3 .out .tag").all_text_contents()
        assert "BELL_OF_THE_HARBOUR_MASTER_WHOM_NOBODY_HAS_SEEN_SINCE" in tags


def test_the_next_scene_is_below_the_bar_however_high_that_is(
    browser: Browser, sheet: Path
) -> None:
    with looking_at(browser, sheet) as seen:
        for width in (700, *WIDTHS):
            seen.widen(width)
            seen.page.focus("#scene-3")
            seen.page.keyboard.press("j")
            stands_still(seen.page)
            bottom = seen.page.locator("#filters").evaluate("e => e.getBoundingClientRect().bottom")
            top = seen.page.locator("#scene-4").evaluate("e => e.getBoundingClientRect().top")
            assert bottom <= top <= bottom + 40


def test_the_shot_rule_that_serves_is_said_in_words(shown: Seen) -> None:
    page = shown.page
    assert page.text_content("#scene-2 .shot") == "insert, served by the default rule"
    assert page.text_content("#scene-1 .shot") == "CU, served by the close_up rule"
    assert page.text_content("#scene-4 .shot") == "two_shot"


def test_a_button_turns_light_into_dark(browser: Browser, sheet: Path) -> None:
    """Into the same colours that a dark window has, which are read well."""
    with looking_at(browser, sheet) as seen:
        light = seen.page.evaluate(COLOURS)
        seen.page.emulate_media(color_scheme="dark")
        dark = seen.page.evaluate(COLOURS)
        seen.page.emulate_media(color_scheme="light")
        assert seen.page.evaluate(COLOURS) == light != dark
        seen.page.click("#theme")
        seen.page.mouse.move(0, 0)
        assert seen.page.evaluate(COLOURS) == dark
        seen.page.click("#theme")
        seen.page.mouse.move(0, 0)
        assert seen.page.evaluate(COLOURS) == light


COLOURS = """[...document.querySelectorAll("*")].map(each => {
    const {color, backgroundColor, borderColor} = getComputedStyle(each);
    return [color, backgroundColor, borderColor];
}).join()"""


def test_every_tile_shows_its_picture(shown: Seen) -> None:
    tiles = shown.page.locator("#scene-1 .slots .pic")
    assert tiles.count() == 3
    shows = "tile => [getComputedStyle(tile).backgroundImage.slice(0, 22), tile.offsetWidth > 90]"
    for tile in tiles.all():
        assert tile.evaluate(shows) == ['url("data:image/webp;b', True]
        assert tile.get_attribute("role") == "img"
        assert "quality 8" in (tile.get_attribute("aria-label") or "")


def test_filters_show_the_scenes_that_fit(browser: Browser, sheet: Path) -> None:
    with looking_at(browser, sheet) as seen:
        page = seen.page
        page.select_option("select[name=shot]", "two_shot")
        assert numbers(page) == ["4", "6", "8"]
        assert page.inner_text("#shown-count") == f"3 of {SCENES} scenes"
        page.select_option("select[name=whom]", label="ROOM_6")
        assert numbers(page) == ["6"]
        page.select_option("select[name=shot]", "default")
        assert numbers(page) == []
        assert page.is_visible("#none-fits")
        page.select_option("select[name=shot]", "")
        page.select_option("select[name=whom]", "")
        page.click("button[data-filter=warnings]")
        assert numbers(page) == ["2", "3", "5"]
        page.click("button[data-filter=warnings]")
        assert len(numbers(page)) == SCENES


def test_a_link_to_a_scene_that_a_filter_hides_shows_all_scenes_again(
    browser: Browser, sheet: Path
) -> None:
    with looking_at(browser, sheet) as seen:
        page = seen.page
        page.click("#not-everyone summary")
        hidden = page.locator("#not-everyone a").first.inner_text()
        page.select_option("select[name=shot]", "default")
        page.click("button[data-filter=warnings]")
        assert hidden not in numbers(page)
        chosen = page.text_content("#filtered") or ""
        assert re.search(r"default \(\d+\), Scenes with their own warnings \(\d+\)$", chosen)
        page.locator("#not-everyone a").first.click()
        assert len(numbers(page)) == SCENES
        stands_still(page)
        assert page.locator(f"#scene-{hidden}").evaluate("e => e.getBoundingClientRect().top") < 200
        assert page.locator("[aria-pressed=true]").count() == 0
        assert page.text_content("#filtered") == ""


def test_a_link_to_a_scene_that_is_shown_leaves_the_filters(browser: Browser, sheet: Path) -> None:
    with looking_at(browser, sheet) as seen:
        page = seen.page
        page.click("#not-everyone summary")
        links = page.locator("#not-everyone a")
        page.select_option("select[name=whom]", label="BO")
        left = numbers(page)
        next(each for each in links.all() if each.inner_text() in left).click()
        assert numbers(page) == left
        assert len(left) < SCENES


def test_whoever_is_not_shown_has_the_reason_beside_the_name(shown: Seen) -> None:
    words = shown.page.text_content("#not-everyone")
    assert words is not None
    assert "BO not asked for" in words


def test_the_video_model_stands_on_top(
    browser: Browser, sheet: Path, shown: Seen, tmp_path: Path
) -> None:
    assert "Video model" not in shown.page.inner_text(".masthead")
    aimed = tmp_path / "aimed.html"
    film = str(sheet.parent / "film")
    assert called(["sheet", film, "--target", "S2V-01", "-o", str(aimed)]).code == 0
    with looking_at(browser, aimed) as seen:
        assert "Video model S2V-01" in seen.page.inner_text(".masthead")


def test_the_keyboard_is_enough(browser: Browser, sheet: Path) -> None:
    with looking_at(browser, sheet) as seen:
        page = seen.page
        press = page.keyboard.press
        press("j")
        assert focused(page) == "scene-1"
        press("j")
        press("j")
        press("k")
        assert focused(page) == "scene-2"
        press("Enter")
        explained = page.locator("#scene-2 .explained")
        assert explained.is_visible()
        assert "Sent, in this order" in explained.inner_text()
        press("j")
        assert focused(page) == "scene-3"
        press("k")
        press("Escape")
        assert not explained.is_visible()
        assert focused(page) == "scene-2"
        stands_still(page)
        assert page.locator("#scene-2").evaluate("row => row.getBoundingClientRect().top >= 0")
        page.focus("select[name=shot]")
        press("t")
        assert numbers(page) == ["4", "6", "8"], "letters choose in a list, as everywhere"
        page.evaluate("document.activeElement.blur()")
        press("j")
        assert focused(page) in {"scene-4", "scene-6"}


def test_the_keys_work_after_a_choice_from_a_list(browser: Browser, sheet: Path) -> None:
    with looking_at(browser, sheet) as seen:
        page = seen.page
        page.click("select[name=whom]")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        chosen = page.input_value("select[name=whom]")
        assert chosen
        page.keyboard.press("j")
        assert focused(page) == "scene-1"
        page.keyboard.press("j")
        assert focused(page) == "scene-2"
        page.keyboard.press("k")
        page.keyboard.press("Enter")
        assert page.is_visible("#scene-1 .explained")
        page.keyboard.press("Escape")
        assert not page.is_visible("#scene-1 .explained")
        assert page.input_value("select[name=whom]") == chosen


def test_a_list_can_be_used_by_keys_alone_and_left_again(browser: Browser, sheet: Path) -> None:
    with looking_at(browser, sheet) as seen:
        page = seen.page
        shots = page.locator("select[name=shot]")
        shots.focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        assert shots.evaluate("list => list.selectedIndex") == 2, "the list keeps the focus"
        page.keyboard.press("j")
        assert focused(page).startswith("scene-")
        shots.focus()
        page.keyboard.press("Space")
        page.keyboard.press("t")
        page.keyboard.press("Enter")
        assert numbers(page) == ["4", "6", "8"], "an open list takes letters"
        page.keyboard.press("Escape")
        assert page.evaluate("document.activeElement === document.body")
        page.keyboard.press("k")
        assert focused(page).startswith("scene-")


def test_a_filter_leads_to_the_first_scene_that_fits(browser: Browser, sheet: Path) -> None:
    with looking_at(browser, sheet) as seen:
        page = seen.page
        below_the_bar = """row => row.getBoundingClientRect().top
            - document.getElementById("filters").getBoundingClientRect().bottom"""
        page.locator("#scene-9").scroll_into_view_if_needed()
        page.select_option("select[name=shot]", "two_shot")
        stands_still(page)
        assert 0 <= page.locator("#scene-4").evaluate(below_the_bar) < 30
        page.select_option("select[name=shot]", "")
        page.select_option("select[name=whom]", label="ADA")
        page.locator("#scene-6").evaluate("row => row.scrollIntoView()")
        page.select_option("select[name=whom]", "")
        stands_still(page)
        assert 0 <= page.locator("#scene-6").evaluate(below_the_bar) < 30, "still where it was read"


def test_filters_that_fit_no_scene_are_taken_back_at_once(browser: Browser, sheet: Path) -> None:
    with looking_at(browser, sheet) as seen:
        page = seen.page
        page.select_option("select[name=shot]", "two_shot")
        page.click("button[data-filter=warnings]")
        assert numbers(page) == []
        assert violations(page, many("#none-fits", None)) == []
        page.click("text=Show all scenes")
        page.wait_for_selector("#none-fits", state="hidden")
        assert len(numbers(page)) == SCENES
        assert page.get_attribute("button[data-filter=warnings]", "aria-pressed") == "false"
        assert page.inner_text("#shown-count") == f"All {SCENES} scenes"


def test_why_opens_and_closes_without_losing_the_pictures(browser: Browser, sheet: Path) -> None:
    with looking_at(browser, sheet, 800) as seen:
        page = seen.page
        page.set_viewport_size({"width": 800, "height": 500})
        for _ in range(4):
            page.keyboard.press("j")
        top = "document.querySelector('#scene-4 .slots').getBoundingClientRect().top"
        stands_still(page)
        before = page.evaluate(top)
        page.keyboard.press("Enter")
        page.mouse.wheel(0, 400)
        stands_still(page)
        assert page.evaluate(top) < before - 200
        page.keyboard.press("Escape")
        stands_still(page)
        assert abs(page.evaluate(top) - before) < 3


def test_numbers_and_people_on_top_lead_to_what_they_count(browser: Browser, sheet: Path) -> None:
    with looking_at(browser, sheet) as seen:
        page = seen.page
        for words, number, list_name in (
            ("pictures sent", "24", "sent"),
            ("scene sends nothing", "1", "send-nothing"),
            ("scenes cannot show everyone", "4", "not-everyone"),
            ("warnings", "5", "warned"),
            ("pictures never sent", "2", "never-placed"),
        ):
            entry = page.locator(".numbers div", has_text=words)
            assert entry.locator("dd").inner_text() == number
            entry.locator("dd").click(force=True)  # the link lies over it
            listed = page.locator(f"#{list_name}")
            assert listed.get_attribute("open") is not None, words
            assert listed.locator("ul").is_visible()
        page.locator("#send-nothing a").click()
        assert page.evaluate("location.hash") == "#scene-5"
        page.locator(".totals li", has_text="ROOM_6").click(force=True)
        assert numbers(page) == ["6"]
        assert page.locator("#scene-6").is_visible()
        stands_still(page)
        assert page.evaluate("scrollY") > 100
        assert page.locator(".totals li", has_text="KITE").locator("a").count() == 0
        assert violations(page, in_colour=False) == []


ACCENT = (0x98, 0x40, 0x1F)


def test_the_scene_that_the_keys_are_in_is_marked_beside_it(browser: Browser, sheet: Path) -> None:
    with looking_at(browser, sheet) as seen:
        for width in WIDTHS:
            seen.widen(width)
            seen.page.focus("#scene-1")
            seen.page.keyboard.press("j")
            box = seen.page.locator("#scene-2").bounding_box()
            assert box is not None
            strip = {"x": 0, "y": box["y"] + 20, "width": box["x"] + 10, "height": 40}
            shot = seen.page.screenshot(clip=strip)  # type: ignore[arg-type]  # it takes any mapping
            colours = Image.open(BytesIO(shot)).convert("RGB").getcolors()
            assert ACCENT in [colour for _, colour in colours or ()]


def test_all_is_well_for_screen_readers_whatever_is_open_filtered_or_printed(
    browser: Browser, sheet: Path
) -> None:
    with looking_at(browser, sheet, reduced_motion="reduce") as seen:
        page = seen.page
        for scheme, width in READ_OUT:
            seen.widen(width, scheme)
            page.eval_on_selector_all("details", "all => all.forEach(each => each.open = true)")
            assert page.locator(".explained:visible").count() > 1
            assert violations(page, ALIKE) == []
        page.locator("#filters select[name=shot]").select_option(index=1)
        page.locator("[data-filter=warnings]").click()
        assert numbers(page) == ["3", "5"]
        assert violations(page, many("#filters", None)) == []
        page.emulate_media(media="print")
        assert not page.locator("#filters").is_visible()
        assert violations(page) == []


def test_on_a_wide_screen_the_bar_goes_from_edge_to_edge(shown: Seen) -> None:
    for width in (*WIDTHS, 2560):
        shown.widen(width)
        box = shown.page.locator("#filters").bounding_box()
        assert box is not None
        assert (box["x"], box["width"]) == (0, width)


def test_the_words_of_a_button_in_the_bar_stand_in_one_line(shown: Seen) -> None:
    heights = "all => all.map(each => each.offsetHeight)"
    for width in WIDTHS:
        shown.widen(width)
        lists = shown.page.eval_on_selector_all("#filters select", heights)
        buttons = shown.page.eval_on_selector_all("#filters .switch", heights)
        assert max(buttons) < 1.5 * max(lists)


def test_the_numbers_on_top_stand_in_even_lines(shown: Seen) -> None:
    tops = "all => all.map(each => each.offsetTop)"
    for width, lines in ((1280, 1), (800, 2)):
        shown.widen(width)
        found = shown.page.eval_on_selector_all(".numbers div", tops)
        assert sorted(found.count(top) for top in set(found)) == [6 // lines] * lines


def test_how_often_a_picture_is_sent_is_said_in_words(shown: Seen) -> None:
    said = shown.page.locator(".wall .often").all_text_contents()
    assert "in no scene" in said
    assert "sent 1 of 1" in said


def test_a_film_without_scenes_says_so_and_has_nothing_to_filter(
    browser: Browser, tmp_path: Path
) -> None:
    film, page = written(tmp_path / "film", [], []), tmp_path / "sheet.html"
    ran = called(["sheet", str(film), "-o", str(page)])
    assert ran.code == 0, ran.err
    with looking_at(browser, page) as seen:
        assert "There are no scenes to show." in seen.page.locator("main").inner_text()
        assert seen.page.locator("#filters").count() == 0
        assert violations(seen.page) == []


def test_a_scene_opens_and_closes_by_tab_and_enter_too(browser: Browser, sheet: Path) -> None:
    with looking_at(browser, sheet) as seen:
        seen.page.focus("#scene-1 summary")
        seen.page.keyboard.press("Enter")
        assert seen.page.is_visible("#scene-1 .explained")
        seen.page.keyboard.press("Enter")
        assert not seen.page.is_visible("#scene-1 .explained")


def test_without_a_script_everything_can_be_read(browser: Browser, sheet: Path) -> None:
    with looking_at(browser, sheet, java_script_enabled=False) as seen:
        page = seen.page
        assert len(numbers(page)) == SCENES
        assert not page.is_visible("#filters")
        page.click("#scene-4 summary")
        assert page.is_visible("#scene-4 .explained")
        page.click("text=Pictures that no scene places")
        assert page.is_visible(".wall >> text=KITE")


def test_headings_lead_through_the_sheet(shown: Seen) -> None:
    levels = "all => all.map(each => Number(each.tagName[1]))"
    found = shown.page.eval_on_selector_all("h1, h2, h3, h4, h5", levels)
    assert found[0] == 1
    assert found.count(1) == 1
    for above, below in pairwise(found):
        assert below <= above + 1


@pytest.mark.parametrize("paper", many(["A4"], ["A4", "Letter"]))
def test_on_paper_no_row_is_cut_and_nothing_is_lost(
    browser: Browser, sheet: Path, tmp_path: Path, paper: str
) -> None:
    file = tmp_path / "sheet.pdf"
    with looking_at(browser, sheet, color_scheme="dark") as seen:
        seen.page.pdf(path=file, format=paper)
        seen.page.emulate_media(media="print")
        colour = "e => getComputedStyle(e, '::before').printColorAdjust"
        assert seen.page.locator("#scene-1 .cast .is-sent").first.evaluate(colour) == "exact"
    pages = [page.extract_text() for page in PdfReader(file).pages]
    rows = [_page_of(f"Title-{number} of", pages) for number in range(1, SCENES + 1)]
    assert rows == sorted(rows)
    assert rows[-1] > rows[0], "the film fills more than a page"
    for number, page in enumerate(rows, 1):
        if number != 5:
            row = _row(number, pages[page])
            assert f"3 ROOM_{number}" in " ".join(row.split()), row
            assert row.count("LEFT OUT") == 1, row
    assert "Nothing is placed" in pages[rows[4]]
    assert "KITE" in "".join(pages), "what can be opened on the screen is open on paper"
    assert "All shots" not in "".join(pages)
    for number, words in enumerate(pages, 1):
        assert f"{number} of {len(pages)}" in words


def test_on_paper_an_open_explanation_goes_on_below_its_row_and_a_filter_is_named(
    browser: Browser, sheet: Path, tmp_path: Path
) -> None:
    file = tmp_path / "sheet.pdf"
    with looking_at(browser, sheet) as seen:
        seen.page.select_option("select[name=shot]", "two_shot")
        seen.page.locator("#scene-4 details.why").evaluate("e => e.open = true")
        seen.page.pdf(path=file, width="210mm", height="148mm")
    pages = [page.extract_text() for page in PdfReader(file).pages]
    assert f"Only 3 of {SCENES} scenes: two_shot" in "".join(pages)
    begins = _page_of("3 ROOM_4", pages)
    assert "Why\nScene 4," in pages[begins]
    assert _page_of("Totals: 3 pictures", pages) > begins


def _row(number: int, page: str) -> str:
    """What a page has of a scene, up to the next one."""
    row = page.partition(f"Title-{number} of")[2]
    return row.partition(f"Title-{number + 1} of")[0]


def _page_of(words: str, pages: list[str]) -> int:
    found = [number for number, text in enumerate(pages) if words in " ".join(text.split())]
    assert len(found) == 1, words
    return found[0]


def test_no_text_of_a_film_is_more_than_text(browser: Browser, hostile_sheet: Path) -> None:
    with looking_at(browser, hostile_sheet) as seen:
        page = seen.page
        page.wait_for_timeout(100)
        assert page.title() == "film: contact sheet"
        assert page.locator("article.row").count() == len(ATTACKS)
        assert page.locator("article svg, article img, article script, article style").count() == 0
        assert page.locator("article .slots .pic[role=img]").count() == len(ATTACKS)
        titles = page.locator("article h3 .title bdi").all_text_contents()
        for attack, title in zip(ATTACKS, titles, strict=True):
            written_out = attack
            for hidden in "\u202e\u202c\u2066":
                written_out = written_out.replace(hidden, f"\\u{ord(hidden):04x}")
            assert title == written_out
        assert not {"\u202e", "\u2066"} & set(page.content())
        assert violations(page, in_colour=False) == []
        _everything_pressed(seen)


def _everything_pressed(seen: Seen) -> None:
    """Open and press whatever can be; `looking_at` then asks whether anything ran."""
    for summary in seen.page.locator("summary").all():
        summary.click()
    for select in seen.page.locator("select").all():
        for value in select.locator("option").evaluate_all("all => all.map(each => each.value)"):
            select.select_option(value)
    assert seen.page.title() == "film: contact sheet"
