"""A row of the sheet in; HTML out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, repeat

from selector.language.conditions import WITHIN
from selector.language.entry_lists import ENTRY_LISTS
from selector.language.entry_lists.first import FIRST
from selector.language.entry_lists.priorities import PRIORITIES
from selector.model.picks import EntryName
from selector.model.scene_number import SceneNumber
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
from selector.reporting.sheet.sheet_tiles import Tiles, called, no_picture, tag_and_crop
from selector.reporting.sheet.sheet_values import (
    Before,
    Finding,
    Marks,
    NotSent,
    Paragraph,
    Placed,
    SheetRow,
    Slot,
)
from selector.reporting.words import location_in_words

_DOT = "\N{MIDDLE DOT}"
_CAN_BE_LINKED = re.compile(r"[A-Za-z0-9]{1,40}")


def anchor_of(row: SheetRow, place: int) -> str:
    """The name by which links lead to a row: the scene's number where it can be one.

    Args:
        row: The row.
        place: Its place on the sheet, from 0.
    """
    number = str(row.number)
    if row.number is not None and _CAN_BE_LINKED.fullmatch(number):
        return f"scene-{number}"
    return f"row-{place + 1}"


def scene_called(number: SceneNumber | None) -> str:
    """A scene as people call it."""
    if number is None:
        return "Scene without a number"
    return f"Scene {number}"


def row_markup(row: SheetRow, anchor: str, tiles: Tiles, everybody: Mapping[Marks, int]) -> Markup:
    """One row.

    Args:
        row: The row.
        anchor: Its name for links.
        tiles: The pictures.
        everybody: The number of each person, place and thing, for the filters.

    Returns:
        An article.
    """
    whom = {each.whom.marks for each in row.placed if each.whom is not None}
    whom.update(slot.picture.whom.marks for slot in row.slots)
    numbers = sorted(everybody[marks] for marks in whom if marks in everybody)
    return element(
        "article",
        _about(row, anchor),
        element(
            "div",
            _was(row, tiles),
            _sent(row, tiles),
            _not_sent(row.not_sent, tiles),
            _warnings(row.warnings),
            _explanation(row),
            classes="answer",
        ),
        id=anchor,
        classes="row",
        tabindex="-1",
        aria_labelledby=f"{anchor}-title",
        data_shot=row.shot,
        data_whom=" ".join(map(str, numbers)),
        data_warnings=bool(row.warnings),
        data_changed=row.is_changed,
    )


def _about(row: SheetRow, anchor: str) -> Markup:
    """The scene's number, title and shot, and who is in it."""
    number = NOTHING
    if row.number is not None:
        number = element(
            "span",
            element("span", "Scene ", classes="for-readers"),
            isolated(str(row.number)),
            classes="number",
        )
    title = isolated(row.title) if row.title else element("span", "No title", classes="faint")
    return element(
        "header",
        element("h3", number, " ", element("span", title, classes="title"), id=f"{anchor}-title"),
        _shot(row),
        element("p", row.decided, classes="decided") if row.decided else NOTHING,
        element("ul", all_of(map(_in_scene, row.placed)), classes="cast"),
        _stated(row.stated),
        classes="about",
    )


def _stated(stated: Iterable[tuple[str, str]]) -> Markup:
    """What the scene says besides, each in a line of its own."""
    lines = []
    for called_, words in stated:
        name = element("span", isolated(called_), classes="faint")
        lines.append(element("p", name, " ", isolated(words)))
    if not lines:
        return NOTHING
    return element("div", all_of(lines), classes="stated")


def _shot(row: SheetRow) -> Markup:
    """The shot type as written, and the shot rule that serves it, if that has another name."""
    served = NOTHING
    if not row.is_read_as_written:
        served = together(", served by the ", element("b", isolated(row.shot)), " rule")
    return element("p", isolated(row.shot_type), served, classes="shot")


def _in_scene(each: Placed) -> Markup:
    name = each.tag
    if each.whom is not None:
        name = each.whom.name
    state, words = "is-out", ", not sent"
    if each.is_sent:
        state, words = "is-sent", ", sent"
    if each.whom is None:
        state, words = "is-lost", ", no picture"
    return element(
        "li",
        called(name, each.tag, classes="who"),
        " ",
        element("span", each.role, classes="in-role"),
        element("span", words, classes="for-readers"),
        classes=state,
    )


def _was(row: SheetRow, tiles: Tiles) -> Markup:
    """What was sent before, as small pictures, where the scene has changed."""
    if not row.is_changed:
        return NOTHING
    before: Markup = element("p", "Nothing was sent.", classes="reason")
    if row.before:
        before = element("ol", points(map(_was_sent, row.before, repeat(tiles))), classes="small")
    now = "Now"
    if not row.gained and not any(each.is_lost for each in row.before):
        now = "Now, in another order"
    return element("div", element("h4", "Before"), before, element("h4", now), classes="was")


def _was_sent(each: Before, tiles: Tiles) -> Markup:
    picture = each.picture
    lost = NOTHING
    if each.is_lost:
        lost = element("span", "lost", classes="mark is-lost")
    caption = element(
        "figcaption",
        tag_and_crop(picture.tag, picture),
        _clean(each),
        lost,
    )
    return element("figure", tiles.tile_above_name(picture, each.sent), caption)


def _sent(row: SheetRow, tiles: Tiles) -> Markup:
    if not row.slots:
        return element("p", row.nothing, classes="nothing")
    gained = [slot.number in row.gained for slot in row.slots]
    slots = map(_slot, row.slots, gained, repeat(tiles))
    return element("ol", points(slots), classes="slots", aria_label="Sent, in order")


def _slot(slot: Slot, is_gained: bool, tiles: Tiles) -> Markup:  # noqa: FBT001  # one of three
    caption = element(
        "figcaption",
        element("span", str(slot.number), classes="slot-number", aria_hidden="true"),
        tag_and_crop(slot.picture.tag, slot.picture),
        _clean(slot),
        element("span", "new", classes="mark is-new") if is_gained else NOTHING,
        element("p", _noun(slot.entry), _entry(slot.entry), classes="asked"),
        _limit(slot.limit),
        _decided(slot.decided),
    )
    return element("figure", tiles.tile(slot.picture, slot.sent), caption)


def _noun(entry: EntryName) -> str:
    """What an entry is called, unless it is a priority, as most are."""
    if entry.list in (PRIORITIES.key, FIRST.key):
        return ""
    return f"{ENTRY_LISTS[entry.list].entry} "


def _entry(entry: EntryName) -> Markup:
    """An entry of the rules, and the director's reason for it in quotation marks."""
    name = element("span", isolated(entry.name), classes="entry", title=location_in_words(entry.at))
    if entry.scene is not None and entry.name in WITHIN:
        name = element("span", "of this scene", title=location_in_words(entry.at))
    if not entry.because:
        return name
    return together(name, ": ", element("q", isolated(entry.because), classes="because-text"))


def _limit(limit: EntryName | None) -> Markup:
    if limit is None:
        return NOTHING
    return element("p", "only because of the limit ", _entry(limit), classes="asked")


def _decided(decided: Sequence[str]) -> Markup:
    if not decided:
        return NOTHING
    return element("p", sentences(f" {_DOT} ".join(decided)), classes="over-others")


def _clean(each: Slot | Before) -> Markup:
    if each.is_clean:
        return element("span", "clean reference", classes="mark")
    return NOTHING


def _not_sent(out: Sequence[NotSent], tiles: Tiles) -> Markup:
    """What stays out, as small pictures, those with one reason side by side."""
    if not out:
        return NOTHING
    groups = []
    for _, alike in groupby(sorted(out, key=_reason_of), _reason_of):
        groups.append(_stays_out(list(alike), tiles))
    return element(
        "div",
        element("h4", "Left out"),
        element("ul", points(groups), classes="groups"),
        classes="out",
    )


def _reason_of(out: NotSent) -> tuple[str, str, str]:
    return out.reason, "" if out.by is None else str(out.by.at), out.before_it


def _stays_out(out: Sequence[NotSent], tiles: Tiles) -> Markup:
    """What stays out for one reason."""
    first = out[0]
    reason = sentences(first.reason)
    if first.by is not None:
        reason = together(reason, " ", _entry(first.by))
    if first.before_it:
        reason = together(reason, f" {_DOT} ", sentences(first.before_it))
    pictures = []
    for each in out:
        if each.picture is None:
            tile = no_picture("no picture")
        else:
            tile = tiles.tile_above_name(each.picture, each.picture.address)
        caption = element("figcaption", tag_and_crop(each.tag, each.picture))
        pictures.append(element("figure", tile, caption))
    return together(
        element("p", reason, classes="reason"),
        element("ul", points(pictures), classes="small"),
    )


def _warnings(warnings: Sequence[Finding]) -> Markup:
    if not warnings:
        return NOTHING
    said = points(map(finding_markup, warnings))
    return element("ul", said, classes="warnings", aria_label="Warnings")


def finding_markup(found: Finding, links: Mapping[str, Markup] | None = None) -> Markup:
    """What is wrong, with its code, by which `selector help` says more.

    Args:
        found: What is wrong.
        links: A link to each scene, by its number.
    """
    said = sentences(found.says, links)
    if not found.code:
        return said
    return together(element("code", found.code), " ", said)


def _explanation(row: SheetRow) -> Markup:
    """The whole explanation, which opens without a script as well."""
    return element(
        "details",
        element(
            "summary",
            "Why",
            element("span", f" these pictures: {scene_called(row.number)}", classes="for-readers"),
        ),
        element("div", all_of(_parts(row.explanation)), classes="explained"),
        classes="why",
    )


def _parts(explanation: Iterable[Paragraph]) -> Iterator[Markup]:
    for kind, parts in groupby(explanation, _kind_of):
        match kind:
            case "point":
                yield element("ul", points(map(sentences, map(_words_of, parts))))
            case "item":
                items = points(map(sentences, map(_words_of, parts)))
                yield element("ul", items, classes="items")
            case "line":
                yield element("pre", all_of(map(_line, parts)))
            case _:
                yield from map(_part, parts)


def _line(part: Paragraph) -> Markup:
    return together(part.words, Markup("\n"))


def _words_of(part: Paragraph) -> str:
    return part.words


def _kind_of(part: Paragraph) -> str:
    return part.kind


def _part(part: Paragraph) -> Markup:
    match part.kind:
        case "heading":
            return element("h4", sentences(part.words))
        case "named":
            slot = "\N{EN DASH}" if part.slot is None else f"{part.slot}"
            where = NOTHING
            if part.address and part.address not in part.words:
                where = together(" ", element("span", isolated(part.address), classes="file"))
            name = element("b", isolated(part.words))
            number = element("span", slot, classes="mark-of")
            return element("h5", number, name, where)
        case _:
            return element("p", sentences(part.words), classes=part.kind)
