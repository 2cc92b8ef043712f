"""The totals of a sheet in; HTML out: what stands above the rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain, repeat, starmap

from selector.model.phrases import listed
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
from selector.reporting.sheet.row_markup import finding_markup
from selector.reporting.sheet.sheet_tiles import Tiles, called, tag_and_crop
from selector.reporting.sheet.sheet_values import (
    Finding,
    PictureTotal,
    Sheet,
    SheetPicture,
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


_MOST_WARNINGS = 12
"""How many warnings are shown at once; the rest open on their own."""
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
        _changes(sheet, anchors),
        _of_what(sheet),
        _numbers(sheet),
        _notes(sheet.notes),
        _lists_of_scenes(sheet.rows, anchors),
        _found(sheet, anchors),
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
    scenes = counted(sheet.film.scenes or 0, "scene")
    shown = f"{len(sheet.rows):,} of {scenes} shown"
    if sheet.film.only_changed:
        shown += ": those that changed"
    return shown


def _changes(sheet: Sheet, anchors: Sequence[str]) -> Markup:
    """The scenes that send something else than before, each with what it lost and gained."""
    entries = []
    for row, anchor in zip(sheet.rows, anchors, strict=True):
        if row.is_changed:
            words = element("span", sentences(_what_changed(row)))
            entries.append(element("li", _link_to(row, anchor), " ", words))
    heading = "Scene that changed" if len(entries) == 1 else "Scenes that changed"
    return _opened(heading, "what-changed", "missing changes", entries, is_open=True)


def _what_changed(row: SheetRow) -> str:
    """What a scene lost and gained, in a few words: ``lost `BUOY`, gained `KEY` ``."""
    before = [each.picture for each in row.before if each.is_lost]
    now = [slot.picture for slot in row.slots if slot.number in row.gained]
    counts = Counter(picture.tag for picture in (*before, *now))
    said = {
        "another file of": [picture for picture in now if picture in before],
        "lost": [picture for picture in before if picture not in now],
        "gained": [picture for picture in now if picture not in before],
    }
    words = []
    for what, pictures in said.items():
        if pictures:
            words.append(f"{what} {listed(map(_name_among, pictures, repeat(counts)))}")
    return ", ".join(words) or "another order"


def _name_among(picture: SheetPicture, counts: Mapping[str, int]) -> str:
    """A picture by its tag, unless another has that as well."""
    if counts[picture.tag] == 1:
        return f"`{picture.tag}`"
    return f"`{picture.name}`"


def _of_what(sheet: Sheet) -> Markup:
    """What is counted, where that is not the whole film."""
    if sheet.is_whole:
        return NOTHING
    shown = counted(len(sheet.rows), "scene")
    words = f"The counts are of the {shown} shown, not of the whole film."
    return element("p", words, classes="of-what")


def _numbers(sheet: Sheet) -> Markup:
    pictures_sent = nothing = not_everyone = 0
    for row in sheet.rows:
        pictures_sent += len(row.slots)
        nothing += not row.slots
        not_everyone += bool(row.people_not_sent)
    placed, unplaced = _not_sent(sheet)
    scenes = "scene", "scenes"
    not_sent = "picture never sent", "pictures never sent"
    if not sheet.is_whole:
        scenes = "scene shown", "scenes shown"
        not_sent = "picture placed and not sent", "pictures placed and not sent"
    numbers = (
        (len(sheet.rows), *scenes, "scenes-title"),
        (pictures_sent, "picture sent", "pictures sent", "sent"),
        (nothing, "scene sends nothing", "scenes send nothing", "send-nothing"),
        (
            not_everyone,
            "scene cannot show everyone",
            "scenes cannot show everyone",
            "not-everyone",
        ),
        _warned(sheet),
        (
            len(placed) + len(unplaced),
            *not_sent,
            "never-sent" if placed else "never-placed",
        ),
    )
    return element("dl", all_of(starmap(_number, numbers)), classes="numbers")


def _warned(sheet: Sheet) -> tuple[int, str, str, str]:
    """How many warnings a check gives of the film, or else how many scenes have any."""
    if sheet.findings is not None:
        return len(sheet.findings), "warning", "warnings", "warned"
    rows = [row for row in sheet.rows if row.warnings]
    return len(rows), "scene with warnings", "scenes with warnings", "warned"


def _number(number: int, one: str, many: str, leads_to: str) -> Markup:
    """How many there are of something, as a link to the list of them."""
    if not number:
        words = element("dt", many), element("dd", "0")
        return element("div", *words, classes="zero")
    link = element("a", one if number == 1 else many, href=f"#{leads_to}")
    return element("div", element("dt", link), element("dd", f"{number:,}"))


def _notes(notes: Sequence[str]) -> Markup:
    if not notes:
        return NOTHING
    return element("ul", points(map(sentences, notes)), classes="warnings")


def _lists_of_scenes(rows: Sequence[SheetRow], anchors: Sequence[str]) -> Markup:
    """The scenes of which somebody is not sent, with those who are not; and those with nothing."""
    not_everyone = []
    nothing = []
    for row, anchor in zip(rows, anchors, strict=True):
        link = _link_to(row, anchor)
        if row.people_not_sent:
            names = element("span", _who_and_why(row.people_not_sent))
            not_everyone.append(element("li", link, " ", names))
        if not row.slots:
            nothing.append(element("li", link, " ", element("span", sentences(row.nothing))))
    return together(
        _opened("Scenes that cannot show everyone", "not-everyone", "missing", not_everyone),
        _opened("Scenes that send nothing", "send-nothing", "missing", nothing),
    )


def _found(sheet: Sheet, anchors: Sequence[str]) -> Markup:
    """What a check finds in the film, with links to the scenes; or else what is in the scenes."""
    findings = sheet.findings
    if findings is None:
        findings = tuple(chain.from_iterable(row.warnings for row in sheet.rows))
    firsts = {}
    links = {}
    for row, anchor in zip(sheet.rows, anchors, strict=True):
        if row.number is not None:
            number = str(row.number)
            firsts[number] = _link_to(row, anchor)
            links[number] = element("a", number, href=f"#{anchor}")
    entries = []
    for each in sorted(findings, key=_scenes_touched, reverse=True):
        first = firsts.get(str(each.scene), NOTHING)
        said = finding_markup(each, links)
        entry = element("li", element("span", first), element("span", said))
        entries.append(entry)
    return _opened("Warnings", "warned", "findings", entries, most=_MOST_WARNINGS)


def _scenes_touched(found: Finding) -> int:
    return found.scenes


def _link_to(row: SheetRow, anchor: str) -> Markup:
    number = row.title if row.number is None else str(row.number)
    return element("a", element("b", isolated(number or "?")), href=f"#{anchor}")


def _who_and_why(reasons: Mapping[str, str]) -> Markup:
    """Whoever is not shown, each with the reason."""
    spans = []
    for name, reason in reasons.items():
        why = NOTHING
        if reason:
            why = element("span", sentences(reason), classes="often")
        spans.append(element("span", tag_text(name), " ", why, classes="who"))
    return all_of(spans)


def _everybody(whom: Sequence[WhomTotal], tiles: Tiles) -> Markup:
    by_kind: dict[str, list[Markup]] = {heading: [] for heading, _ in _KINDS}
    for number, total in enumerate(whom):
        by_kind[_kind_of(total.whom.type)].append(_whom(total, number, tiles))
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


def _whom(total: WhomTotal, number: int, tiles: Tiles) -> Markup:
    """Somebody or something; a link to the scenes with them, of which a script shows only those.

    Args:
        total: How often they are placed and sent.
        number: Their number, for the filters.
        tiles: The pictures.
    """
    who = called(total.whom.name, total.whom.tag, classes="who")
    if total.placed or total.sent:
        who = element("a", who, href="#scenes-title", data_whom=number)
    return element(
        "li",
        tiles.small_tile(total.picture),
        element("div", who, _how_often(total.sent, total.placed)),
        classes="never-sent" if not total.sent else None,
    )


def _how_often(sent: int, placed: int) -> Markup:
    """In how many scenes it is sent, of those that place it."""
    if not placed and not sent:
        return element("span", "in no scene", classes="often")
    of = f"; placed in {placed:,}"
    if sent <= placed:
        of = f" of {counted(placed, 'scene')}"
    filled = round(_STEPS * sent / max(placed, sent))
    bar = element("span", classes=f"bar filled-{filled}", aria_hidden="true")
    return together(element("span", f"sent in {sent:,}{of}", classes="often"), bar)


def _not_sent(sheet: Sheet) -> tuple[list[PictureTotal], list[PictureTotal]]:
    """The pictures that are placed and not sent, and those that are not placed either."""
    not_sent = [total for total in sheet.pictures if not total.sent]
    placed = [total for total in not_sent if total.placed]
    unplaced = [total for total in not_sent if not total.placed]
    return placed, unplaced


def _never_sent(sheet: Sheet, tiles: Tiles) -> Markup:
    placed, unplaced = _not_sent(sheet)
    heading = "Pictures that scenes place and that are never sent"
    if not sheet.is_whole:
        heading = "Pictures that these scenes place and do not send"
    return together(
        _opened(heading, "never-sent", "wall", _pictured(placed, tiles)),
        _opened(
            "Pictures that no scene places",
            "never-placed",
            "wall",
            _pictured(unplaced, tiles),
        ),
    )


def _pictures(sheet: Sheet, tiles: Tiles) -> Markup:
    """Every picture that is sent, the most often sent first."""
    sent = sorted(filter(_times_sent, sheet.pictures), key=_times_sent, reverse=True)
    heading = "Pictures that are sent"
    if not sheet.is_whole:
        heading = "Pictures that these scenes send"
    return _opened(heading, "sent", "wall", _pictured(sent, tiles))


def _times_in_words(total: PictureTotal) -> str:
    """How often it is sent, of how often it is placed, in few words."""
    if not total.placed and not total.sent:
        return "in no scene"
    if total.sent > total.placed:
        return f"sent {total.sent:,}, placed {total.placed:,}"
    return f"sent {total.sent:,} of {total.placed:,}"


def _times_sent(total: PictureTotal) -> int:
    return total.sent


def _pictured(totals: Sequence[PictureTotal], tiles: Tiles) -> Sequence[Markup]:
    return list(map(_picture, totals, repeat(tiles)))


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


def _opened(
    heading: str,
    name: str,
    classes: str,
    entries: Sequence[Markup],
    *,
    is_open: bool = False,
    most: int | None = None,
) -> Markup:
    """A list that can be opened; nothing, if nothing is in it.

    Args:
        heading: What stands above it.
        name: Its name for links.
        classes: How it is laid out.
        entries: What is in it.
        is_open: Whether it is open from the first.
        most: How many are shown at once, before the rest; None for all.
    """
    if not entries:
        return NOTHING
    number = element("span", f"{len(entries):,}", classes="count")
    first = entries[:most]
    rest = entries[len(first) :]
    more = NOTHING
    if rest:
        more = element(
            "details",
            element("summary", f"{len(rest):,} more"),
            element("ul", all_of(rest), classes=classes),
            classes="more",
        )
    return element(
        "details",
        element("summary", element("h3", heading, " ", number)),
        element("ul", all_of(first), classes=classes),
        more,
        id=name,
        open=is_open,
        classes="part",
    )
