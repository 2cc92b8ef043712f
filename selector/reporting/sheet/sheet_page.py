"""A sheet and its small pictures in; one HTML page out, which needs nothing else.

It is readable without a script and asks no host for anything: what it may load is in its policy,
which names its own styles and its own script by their hashes.
"""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING

from selector.reporting.sheet.markup import (
    NOTHING,
    Markup,
    all_of,
    element,
    isolated,
    sentences,
    together,
)
from selector.reporting.sheet.row_markup import anchor_of, row_markup
from selector.reporting.sheet.sheet_tiles import Tiles
from selector.reporting.sheet.sheet_values import Finding, Sheet, SheetRow, Whom
from selector.reporting.sheet.totals_markup import scenes_shown, totals_markup
from selector.reporting.verdict import counted
from selector.reporting.words import file_in_words

if TYPE_CHECKING:
    from selector.reading.thumbnails.thumbnails import Made

_KEYS = (
    (("j", "k"), "next, previous"),
    (("Enter",), "why"),
    (("Esc",), "close"),
)
_NO_SCENES = element("p", "There are no scenes to show.", classes="no-scenes")
_ON_PAPER = element("p", id="filtered")
_NONE_FITS = element(
    "div",
    element("p", "No scene fits these filters."),
    element("button", "Show all scenes", type="button"),
    id="none-fits",
    hidden=True,
)


def sheet_page(sheet: Sheet, made: Mapping[str | None, Made]) -> Iterator[str]:
    """The page, in pieces.

    Args:
        sheet: What it shows.
        made: The small picture of each address, or why there is none.

    Yields:
        HTML.
    """
    tiles = Tiles(made)
    styles = "".join([_own_file("sheet.css"), *tiles.styles()])
    script = _own_file("sheet.js")
    anchors = _anchors(sheet)
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n'
    yield _head(sheet, styles, script).text
    yield f"\n<style>{styles}</style>\n</head>\n<body>\n"
    yield element("a", "To the scenes", href="#scenes-title", classes="skip").text
    yield _masthead(sheet).text
    yield "\n<main>\n"
    yield totals_markup(sheet, anchors, tiles).text
    yield '\n<section class="scenes" aria-labelledby="scenes-title">\n'
    yield element("h2", "Scenes", id="scenes-title").text
    yield _ON_PAPER.text
    yield _filters(sheet).text if sheet.rows else _NO_SCENES.text
    everybody = {total.whom.marks: number for number, total in enumerate(sheet.whom)}
    for row, anchor in zip(sheet.rows, anchors, strict=True):
        yield "\n"
        yield row_markup(row, anchor, tiles, everybody).text
    if sheet.rows:
        yield _NONE_FITS.text
    yield "\n</section>\n</main>\n"
    yield _foot(sheet).text
    if sheet.rows:
        yield f"\n<script>{script}</script>"
    yield "\n</body>\n</html>\n"


def _own_file(name: str) -> str:
    return Path(__file__).with_name(name).read_text("utf-8")


def _anchors(sheet: Sheet) -> Sequence[str]:
    """The name of each row for links, each of which is there once."""
    anchors = []
    seen: set[str] = set()
    for place, row in enumerate(sheet.rows):
        anchor = anchor_of(row, place)
        if anchor in seen:
            anchor = f"row-{place + 1}"
        seen.add(anchor)
        anchors.append(anchor)
    return anchors


def _head(sheet: Sheet, styles: str, script: str) -> Markup:
    policy = (
        "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none';"
        f" style-src {_hash(styles)}; script-src {_hash(script)}"
    )
    return together(
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name_="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name_="color-scheme", content="light dark"),
        element("meta", name_="generator", content="selector"),
        element("title", f"{sheet.film.title}: contact sheet"),
    )


def _hash(text: str) -> str:
    digest = b64encode(sha256(text.encode()).digest()).decode("ascii")
    return f"'sha256-{digest}'"


def _masthead(sheet: Sheet) -> Markup:
    about = NOTHING
    if sheet.film.description:
        about = element("p", isolated(sheet.film.description), classes="description")
    return element(
        "header",
        element("p", "Contact sheet", classes="kind"),
        element("h1", isolated(sheet.film.title)),
        about,
        _made_of(sheet),
        classes="masthead",
    )


def _made_of(sheet: Sheet) -> Markup:
    """How many scenes and pictures it has, and by which rules."""
    rules = []
    for used in sheet.rules:
        name = element("b", isolated(f"{used.name} {used.version}"))
        file = element("code", isolated(file_in_words(used.file)))
        rules.append(element("li", "Rules ", name, " ", file))
    rules.extend(map(_video_model, _targets(sheet)))
    if sheet.film.compared:
        changed = counted(len(list(filter(_is_changed, sheet.rows))), "scene")
        compared = element("b", isolated(sheet.film.compared))
        rules.append(element("li", "Compared with ", compared, f": {changed} changed"))
    scenes = element("li", scenes_shown(sheet))
    pictures = element("li", counted(len(sheet.pictures), "picture"))
    return element("ul", scenes, pictures, all_of(rules), classes="made-of")


def _targets(sheet: Sheet) -> Iterable[str]:
    """The video models that the rules picked for, each once."""
    found: dict[str, None] = {}
    for used in sheet.rules:
        if used.target is not None:
            found[used.target] = None
    return found


def _video_model(model: str) -> Markup:
    return element("li", "Video model ", element("b", isolated(model)))


def _filters(sheet: Sheet) -> Markup:
    """The filters; only a script makes them work, so it also shows them."""
    shots = Counter(row.shot for row in sheet.rows)
    by_shot = {}
    for shot, number in sorted(shots.items()):
        by_shot[shot] = f"{shot} ({number:,})"
    by_whom = {}
    for number, total in enumerate(sheet.whom):
        if total.placed or total.sent:
            by_whom[str(number)] = _named(total.whom)
    warned = len(list(filter(_warnings_of, sheet.rows)))
    return element(
        "form",
        _choice("shot", "Shot", "All shots", by_shot),
        _choice("whom", "With", "Anyone, anything", by_whom),
        _switch("warnings", f"Scenes with their own warnings ({warned:,})", is_off=not warned),
        _changed(sheet),
        element("output", id="shown-count", aria_live="polite"),
        _theme(),
        _keys(),
        id="filters",
        hidden=True,
        data_all=_all_shown(sheet),
        aria_label="Filter the scenes",
    )


def _named(whom: Whom) -> str:
    """Somebody or something, as the list of a filter names them."""
    if whom.called == whom.tag:
        return whom.tag
    return f"{whom.name} ({whom.tag})"


def _all_shown(sheet: Sheet) -> str:
    """What is said where no filter hides a scene."""
    shown = counted(len(sheet.rows), "scene")
    if not sheet.is_whole:
        return f"{shown} shown"
    return shown if len(sheet.rows) == 1 else f"All {shown}"


def _changed(sheet: Sheet) -> Markup:
    """The button for what has changed, where the sheet compares."""
    if not sheet.film.compared or sheet.film.only_changed:
        return NOTHING
    changed = len(list(filter(_is_changed, sheet.rows)))
    return _switch("changed", f"Changed ({changed:,})", is_off=not changed)


def _is_changed(row: SheetRow) -> bool:
    return row.is_changed


def _warnings_of(row: SheetRow) -> Sequence[Finding]:
    return row.warnings


def _choice(name: str, words: str, everything: str, options: Mapping[str, str]) -> Markup:
    """A list to choose one of.

    Args:
        name: What it filters by.
        words: The same in words.
        everything: What it says where nothing is chosen.
        options: The words of each value.
    """
    choices = [element("option", everything, value="")]
    for value, option in options.items():
        choices.append(element("option", option, value=value))
    return element(
        "div",
        element("span", words, classes="choice-of", aria_hidden="true"),
        element("select", all_of(choices), name_=name, aria_label=words),
        classes="choice",
    )


def _switch(name: str, words: str, *, is_off: bool) -> Markup:
    """A button that stays pressed; one that would leave no scene cannot be pressed."""
    return element(
        "button",
        words,
        type="button",
        classes="switch",
        disabled=is_off,
        aria_pressed="false",
        data_filter=name,
    )


def _theme() -> Markup:
    return element("button", type="button", id="theme", aria_label="Light or dark")


def _keys() -> Markup:
    words = []
    for keys, does in _KEYS:
        words.append(element("li", all_of(map(element, repeat("kbd"), keys)), " ", does))
    return element("ul", all_of(words), classes="keys", aria_label="Keys")


def _foot(sheet: Sheet) -> Markup:
    if not sheet.rules:
        return NOTHING
    lines = []
    for used in sheet.rules:
        words = f"{used.name} {used.version}, digest `{used.digest}`, meaning {used.meaning}"
        lines.append(element("p", sentences(words)))
    return element("footer", all_of(lines), classes="foot")
