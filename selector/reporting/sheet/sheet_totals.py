"""The scenes of a film in; the whole sheet out, with totals of what was placed and sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from selector.engine.selection import Selection
from selector.model.picks import Note
from selector.model.scene_number import SceneNumber
from selector.reporting.note_words import note_sentence
from selector.reporting.rules_used import RulesUsed
from selector.reporting.sheet.sheet_row import picture_for, row_for
from selector.reporting.sheet.sheet_values import (
    AnsweredScene,
    Finding,
    Marks,
    PictureTotal,
    Sheet,
    SheetOf,
    SheetPicture,
    SheetRow,
    Totals,
    Whom,
    WhomTotal,
)
from selector.reporting.stored_answer import rules_behind


def sheet_of(
    scenes: Iterable[AnsweredScene],
    film: SheetOf,
    at: Callable[[int], None] | None = None,
) -> Sheet:
    """Make a sheet.

    Args:
        scenes: The scenes of the film, in order.
        film: What the sheet is of.
        at: Called with the number of scenes that are done.

    Returns:
        The sheet.
    """
    rows = []
    pictures: dict[SheetPicture, None] = {}
    rules: dict[RulesUsed, None] = {}
    notes = dict.fromkeys(film.skipped)
    pool: object = None
    in_scenes = _by_scene(film)
    for number, scene in enumerate(scenes, 1):
        found = None
        if in_scenes is not None:
            found = in_scenes.get(scene.answer.scene.index, ())
        rows.append(row_for(scene, found))
        rules[rules_behind(scene.answer)] = None
        if isinstance(scene.answer, Selection) and scene.answer.pool is not pool:
            pool = scene.answer.pool
            pictures.update(dict.fromkeys(_all_pictures(scene.answer)))
            notes.update(dict.fromkeys(_sentences(scene.answer.pool.notes)))
        if at is not None:
            at(number)
    sheet = Sheet(
        film=film,
        rules=tuple(rules),
        rows=tuple(rows),
        whom=_of_everybody(rows, pictures),
        pictures=_of_pictures(rows, pictures),
        notes=tuple(notes),
        findings=_shown(film, rows),
    )
    if sheet.is_whole:
        return sheet
    # What other scenes place and send is not known here.
    return replace(
        sheet,
        whom=tuple(filter(_occurs, sheet.whom)),
        pictures=tuple(filter(_occurs, sheet.pictures)),
    )


def _by_scene(film: SheetOf) -> dict[SceneNumber | None, tuple[Finding, ...]] | None:
    """What a check finds in each scene and about it alone; None where nothing was checked."""
    if film.findings is None:
        return None
    by_scene: dict[SceneNumber | None, tuple[Finding, ...]] = {}
    for each in film.findings:
        if each.scene is not None and each.is_of_scene:
            by_scene[each.scene] = (*by_scene.get(each.scene, ()), each)
    return by_scene


def _shown(film: SheetOf, rows: Iterable[SheetRow]) -> tuple[Finding, ...] | None:
    """What a check finds, without what is about a scene that is not shown."""
    if film.findings is None:
        return None
    numbers = {row.number for row in rows}
    elsewhere = set()
    for each in film.findings:
        if each.is_of_scene and each.scene is not None and each.scene not in numbers:
            elsewhere.add(each)
    return tuple([each for each in film.findings if each not in elsewhere])


def _occurs(total: Totals) -> bool:
    return bool(total.placed or total.sent)


def _all_pictures(answer: Selection) -> Iterator[SheetPicture]:
    for facts in answer.pool.facts:
        yield picture_for(answer, facts)


def _sentences(notes: Iterable[Note]) -> Iterator[str]:
    for note in notes:
        yield note_sentence(note)


def _of_pictures(
    rows: Iterable[SheetRow], pictures: Mapping[SheetPicture, None]
) -> tuple[PictureTotal, ...]:
    placed: Counter[SheetPicture] = Counter()
    sent: Counter[SheetPicture] = Counter()
    for row in rows:
        for slot in row.slots:
            sent[slot.picture] += 1
            placed[slot.picture] += slot.is_placed
        addresses = {slot.picture.address for slot in row.slots} - {None}
        for each in row.not_sent:
            if each.picture is not None:
                placed[each.picture] += 1
                sent[each.picture] += each.picture.address in addresses
    totals = []
    for picture in {**pictures, **dict.fromkeys(placed)}:
        total = PictureTotal(picture=picture, placed=placed[picture], sent=sent[picture])
        totals.append(total)
    return tuple(totals)


def _of_everybody(
    rows: Iterable[SheetRow], pictures: Mapping[SheetPicture, None]
) -> tuple[WhomTotal, ...]:
    """The totals of everybody and everything; whatever is placed most often comes first."""
    placed: Counter[Marks] = Counter()
    sent: Counter[Marks] = Counter()
    pictures_sent: Counter[SheetPicture] = Counter()
    shown: dict[Marks, dict[SheetPicture, None]] = {}
    everybody: dict[Marks, Whom] = {}
    for picture in pictures:
        shown.setdefault(picture.whom.marks, {})[picture] = None
        everybody.setdefault(picture.whom.marks, picture.whom)
    for row in rows:
        pictures_sent.update(slot.picture for slot in row.slots)
        sent.update(row.shown)
        placed.update({each.whom.marks for each in row.placed if each.whom is not None})
        for slot in row.slots:
            shown.setdefault(slot.picture.whom.marks, {})[slot.picture] = None
            everybody.setdefault(slot.picture.whom.marks, slot.picture.whom)
    totals = []
    for marks, whom in everybody.items():
        picture = max(shown[marks], key=pictures_sent.__getitem__)
        total = WhomTotal(
            whom=whom,
            picture=picture,
            placed=placed[marks],
            sent=sent[marks],
        )
        totals.append(total)
    return tuple(sorted(totals, key=_most_placed_first))


def _most_placed_first(total: WhomTotal) -> tuple[int, int]:
    return -total.placed, -total.sent
