"""The totals of a sheet in; HTML out: what stands above the rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import repeat

from selector.reporting.sheet.markup import (
    NOTHING,
    Markup,
    all_of,
    element,
    isolated,
    points,
    sentences,
    tag_text,
    together,
)
from selector.reporting.sheet.sheet_tiles import Tiles, tag_and_crop
from selector.reporting.sheet.sheet_values import (
    PictureTotal,
    Sheet,
    SheetRow,
    WhomTotal,
)
from selector.reporting.verdict import counted

_KINDS = (
    ("People", ("character",)),
    ("Places", ("environment",)),
    ("Things", ()),
)
"""Under which heading each asset type is; any other is a thing."""


_STEPS = 20
"""A bar is filled in so many steps, each of which has a class in the styles."""


def totals_markup(sheet: Sheet, anchors: Sequence[str], tiles: Tiles) -> Markup:
    """All that stands above the rows.

    Args:
        sheet: The sheet.
        anchors: The name of each row for links.
        tiles: The pictures.

    Returns:
        A section.
    """
    return element(
        "section",
        element("h2", "Summary", id="summary-title"),
        _of_what(sheet),
        _numbers(sheet),
        _notes(sheet.notes),
        _not_everyone(sheet.rows, anchors),
        _everybody(sheet.whom, tiles),
        _never_sent(sheet, tiles),
        _pictures(sheet, tiles),
        classes="summary",
        aria_labelledby="summary-title",
    )


def scenes_shown(sheet: Sheet) -> str:
    """How many scenes are shown: `30 scenes`, or `3 of 30 scenes shown: those that changed`."""
    if sheet.is_whole:
        return counted(len(sheet.rows), "scene")
    shown = f"{len(sheet.rows):,} of {counted(sheet.film.scenes or 0, 'scene')} shown"
    if sheet.film.only_changed:
        shown += ": those that changed"
    return shown


def _of_what(sheet: Sheet) -> Markup:
    """What is counted, where that is not the whole film."""
    if sheet.is_whole:
        return NOTHING
    shown = counted(len(sheet.rows), "scene")
    words = f"The counts are of the {shown} shown, not of the whole film."
    return element("p", words, classes="of-what")


def _numbers(sheet: Sheet) -> Markup:
    pictures_sent = nothing = not_everyone = warned = 0
    for row in sheet.rows:
        pictures_sent += len(row.slots)
        nothing += not row.slots
        not_everyone += bool(row.people_not_sent)
        warned += bool(row.warnings)
    never = len(sheet.pictures) - len(list(filter(_times_sent, sheet.pictures)))
    scenes = "scene", "scenes"
    not_sent = "picture never sent", "pictures never sent"
    if not sheet.is_whole:
        scenes = "scene shown", "scenes shown"
        not_sent = "picture placed and not sent", "pictures placed and not sent"
    numbers = (
        (len(sheet.rows), *scenes),
        (pictures_sent, "picture sent", "pictures sent"),
        (nothing, "scene sends nothing", "scenes send nothing"),
        (not_everyone, "scene cannot show everyone", "scenes cannot show everyone"),
        (warned, "scene with warnings", "scenes with warnings"),
        (never, *not_sent),
    )
    entries = []
    for number, one, many in numbers:
        words = many
        if number == 1:
            words = one
        entry = together(element("dt", words), element("dd", f"{number:,}"))
        entries.append(element("div", entry, classes="zero" if not number else None))
    return element("dl", all_of(entries), classes="numbers")


def _notes(notes: Sequence[str]) -> Markup:
    if not notes:
        return NOTHING
    return element("ul", points(map(sentences, notes)), classes="warnings")


def _not_everyone(rows: Sequence[SheetRow], anchors: Sequence[str]) -> Markup:
    """The scenes of which somebody is not sent, each with those who are not."""
    scenes = []
    for row, anchor in zip(rows, anchors, strict=True):
        if not row.people_not_sent:
            continue
        number = row.title if row.number is None else str(row.number)
        link = element("a", element("b", isolated(number or "?")), href=f"#{anchor}")
        names = element("span", _names(row.people_not_sent))
        scenes.append(element("li", link, " ", names))
    return _opened("Scenes that cannot show everyone", len(scenes), "missing", scenes)


def _names(names: Iterable[str]) -> Markup:
    spans = []
    for name in names:
        spans.append(element("span", tag_text(name), classes="who"))  # noqa: PERF401  # see markup
    return all_of(spans)


def _everybody(whom: Sequence[WhomTotal], tiles: Tiles) -> Markup:
    by_kind: dict[str, list[Markup]] = {heading: [] for heading, _ in _KINDS}
    for total in whom:
        by_kind[_kind_of(total.whom.type)].append(_whom(total, tiles))
    parts = []
    for heading, entries in by_kind.items():
        if entries:
            parts.append(element("h3", heading))
            parts.append(element("ul", all_of(entries), classes="totals"))
    return element("div", all_of(parts), classes="everybody")


def _kind_of(asset_type: str) -> str:
    for heading, types in _KINDS:
        if asset_type in types:
            return heading
    return _KINDS[-1][0]


def _whom(total: WhomTotal, tiles: Tiles) -> Markup:
    return element(
        "li",
        tiles.small_tile(total.picture),
        element(
            "div",
            element("span", tag_text(total.whom.name), classes="who"),
            _how_often(total.sent, total.placed),
        ),
        classes="never-sent" if not total.sent else None,
    )


def _how_often(sent: int, placed: int) -> Markup:
    """In how many scenes it is sent, of those that place it."""
    if not placed and not sent:
        return element("span", "in no scene", classes="often")
    of = f" of {counted(placed, 'scene')}" if sent <= placed else f"; placed in {placed:,}"
    filled = round(_STEPS * sent / max(placed, sent))
    bar = element("span", classes=f"bar filled-{filled}", aria_hidden="true")
    return together(element("span", f"sent in {sent:,}{of}", classes="often"), bar)


def _never_sent(sheet: Sheet, tiles: Tiles) -> Markup:
    placed = []
    unplaced = []
    for total in sheet.pictures:
        if total.sent:
            continue
        entry = _picture(total, tiles)
        if total.placed:
            placed.append(entry)
        else:
            unplaced.append(entry)
    heading = "Pictures that scenes place and that are never sent"
    if not sheet.is_whole:
        heading = "Pictures that these scenes place and do not send"
    return together(
        _opened(heading, len(placed), "wall", placed),
        _opened("Pictures that no scene places", len(unplaced), "wall", unplaced),
    )


def _pictures(sheet: Sheet, tiles: Tiles) -> Markup:
    """Every picture that is sent, the most often sent first."""
    sent = sorted(filter(_times_sent, sheet.pictures), key=_times_sent, reverse=True)
    entries = list(map(_picture, sent, repeat(tiles)))
    heading = "Pictures that are sent"
    if not sheet.is_whole:
        heading = "Pictures that these scenes send"
    return _opened(heading, len(entries), "wall", entries)


def _times_in_words(total: PictureTotal) -> str:
    """How often it is sent, of how often it is placed, in few words."""
    if not total.placed and not total.sent:
        return "in no scene"
    if total.sent > total.placed:
        return f"sent {total.sent:,}, placed {total.placed:,}"
    return f"sent {total.sent:,} of {total.placed:,}"


def _times_sent(total: PictureTotal) -> int:
    return total.sent


def _picture(total: PictureTotal, tiles: Tiles) -> Markup:
    picture = total.picture
    caption = element(
        "figcaption",
        tag_and_crop(picture.tag, picture),
        element("span", _times_in_words(total), classes="often"),
    )
    return element(
        "li", element("figure", tiles.tile_above_name(picture, picture.address), caption)
    )


def _opened(heading: str, count: int, classes: str, entries: Iterable[Markup]) -> Markup:
    """A list that can be opened; nothing, if nothing is in it."""
    if not count:
        return NOTHING
    number = element("span", f"{count:,}", classes="count")
    return element(
        "details",
        element("summary", element("h3", heading, " ", number)),
        element("ul", all_of(entries), classes=classes),
        classes="part",
    )
