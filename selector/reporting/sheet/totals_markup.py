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
    together,
)
from selector.reporting.sheet.sheet_tiles import Tiles
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
        _numbers(sheet),
        _notes(sheet.notes),
        _not_everyone(sheet.rows, anchors),
        _everybody(sheet.whom, tiles),
        _never_sent(sheet.pictures, tiles),
        _pictures(sheet.pictures, tiles),
        classes="summary",
        aria_labelledby="summary-title",
    )


def _numbers(sheet: Sheet) -> Markup:
    pictures_sent = nothing = not_everyone = warned = 0
    for row in sheet.rows:
        pictures_sent += len(row.slots)
        nothing += not row.slots
        not_everyone += bool(row.people_not_sent)
        warned += bool(row.warnings)
    never = len(sheet.pictures) - len(list(filter(_times_sent, sheet.pictures)))
    numbers = (
        (len(sheet.rows), "scene", "scenes"),
        (pictures_sent, "picture sent", "pictures sent"),
        (nothing, "scene sends nothing", "scenes send nothing"),
        (not_everyone, "scene cannot show everyone", "scenes cannot show everyone"),
        (warned, "scene with warnings", "scenes with warnings"),
        (never, "picture never sent", "pictures never sent"),
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
        scenes.append(element("li", link, " ", _names(row.people_not_sent)))
    return _opened("Scenes that cannot show everyone", len(scenes), "missing", scenes)


def _names(names: Iterable[str]) -> Markup:
    spans = []
    for name in names:
        spans.append(element("span", isolated(name), classes="who"))  # noqa: PERF401  # see markup
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
            element("span", isolated(total.whom.name), classes="who"),
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


def _never_sent(pictures: Iterable[PictureTotal], tiles: Tiles) -> Markup:
    placed = []
    unplaced = []
    for total in pictures:
        if total.sent:
            continue
        entry = _picture(total, tiles)
        if total.placed:
            placed.append(entry)
        else:
            unplaced.append(entry)
    return together(
        _opened("Pictures that scenes place and that are never sent", len(placed), "wall", placed),
        _opened("Pictures that no scene places", len(unplaced), "wall", unplaced),
    )


def _pictures(pictures: Iterable[PictureTotal], tiles: Tiles) -> Markup:
    """Every picture that is sent, the most often sent first."""
    sent = sorted(filter(_times_sent, pictures), key=_times_sent, reverse=True)
    entries = list(map(_picture, sent, repeat(tiles)))
    return _opened("Pictures that are sent", len(entries), "wall", entries)


def _times_sent(total: PictureTotal) -> int:
    return total.sent


def _picture(total: PictureTotal, tiles: Tiles) -> Markup:
    picture = total.picture
    crop = NOTHING
    if picture.crop == "face":
        crop = element("span", "face", classes="mark")
    caption = element(
        "figcaption",
        element("span", isolated(picture.tag), classes="tag"),
        crop,
        element("span", f"{total.sent:,} / {total.placed:,}", classes="often", aria_hidden="true"),
        element("span", f"sent {total.sent:,}, placed {total.placed:,}", classes="for-readers"),
    )
    return element("li", element("figure", tiles.tile(picture, picture.address), caption))


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
