"""One scene's answer in; its row on the sheet out."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import repeat

from selector.engine.pool import AssetPool
from selector.engine.selection import Selection
from selector.engine.what_is_sent import what_is_sent
from selector.language.conditions.speaks import SPEAKS
from selector.model.left_out import FirstChance, NotInPool, NotPlaced, PassedOver
from selector.model.phrases import spoken
from selector.model.picks import Facts, Pick
from selector.model.scene import Scene
from selector.model.scene_change import SceneChange
from selector.reporting.chance_words import best_first, chances_of
from selector.reporting.sheet.sheet_explanation import explanation_of
from selector.reporting.sheet.sheet_reasons import (
    left_out_in_short,
    what_decided,
    who_came_before,
)
from selector.reporting.sheet.sheet_values import (
    AnsweredScene,
    Before,
    Finding,
    Marks,
    NotSent,
    Placed,
    SheetPicture,
    SheetRow,
    Slot,
    Whom,
    everybody_shown,
)
from selector.reporting.sheet.sheet_warnings import warnings_of
from selector.reporting.stored_answer import Answer
from selector.reporting.words import describe, name_of

_NOTHING = {
    "no_placements": "Nothing is placed in this scene, so nothing is sent.",
    "empty_pool": "The film has no pictures, so nothing is sent.",
}
"""What is said of a scene with these notes that sends nothing."""


def row_for(scene: AnsweredScene, found: Sequence[Finding] | None = None) -> SheetRow:
    """The row of one scene.

    Args:
        scene: The scene.
        found: What a check finds in it; None if the film was not checked.
    """
    answer = scene.answer
    offered = [each for each in answer.passed_over if not isinstance(each.reason, NotPlaced)]
    decided = what_decided(answer, offered)
    slots = tuple(map(_slot, repeat(scene), answer.picks, repeat(decided)))
    chances = chances_of(answer)
    left_out = best_first(offered, chances)
    not_sent = tuple(map(_not_sent, repeat(answer), left_out, repeat(chances)))
    change = scene.change
    return SheetRow(
        number=answer.scene.index,
        title=scene.title,
        shot_type=answer.scene.shot_type,
        shot=answer.shot,
        is_read_as_written=answer.scene.shot == answer.shot,
        decided=scene.decided,
        placed=tuple(_placed(answer, everybody_shown(slots, not_sent), offered)),
        stated=tuple(_stated(answer.scene)),
        slots=slots,
        not_sent=not_sent,
        nothing=_nothing(answer),
        warnings=tuple(warnings_of(answer, offered, found)),
        explanation=explanation_of(scene),
        is_changed=change is not None,
        before=() if change is None else tuple(_before(change)),
        gained=() if change is None else tuple(_gained(change)),
    )


def _stated(scene: Scene) -> Iterator[tuple[str, str]]:
    """What a scene says besides who is in it, for which rules may ask, in the words of its file."""
    if scene.focal_point is not None and scene.focal_point.strip():
        yield "looks at", scene.focal_point
    speakers = [each.tag or each.name for each in scene.speakers]
    if any(speakers):
        yield SPEAKS.key, ", ".join(filter(None, speakers))
    for each in scene.placements:
        if each.wardrobe_note is not None and each.wardrobe_note.strip():
            yield f"{each.tag} wears", each.wardrobe_note
    if scene.continuity_notes:
        yield "notes", "; ".join(scene.continuity_notes)


def _before(change: SceneChange) -> Iterator[Before]:
    """What was sent before; it may be of an older pool, so only its own words count."""
    replaced = {each.was.place: each.before for each in change.replaced}
    for facts in change.before:
        sent = replaced.get(facts.place)
        picture = SheetPicture(
            name=name_of(facts),
            tag=facts.tag,
            crop=facts.crop,
            whom=_in_its_own_words(facts),
            says=describe(facts),
            address=facts.address,
        )
        yield Before(
            picture=picture,
            sent=facts.address if sent is None else sent.address,
            is_clean=sent is not None and sent.kind == "clean",
            is_lost=sent is not None or facts in change.lost,
        )


def _gained(change: SceneChange) -> Iterator[int]:
    """The numbers of the slots of which what is sent was not sent before."""
    gained = [*change.gained, *(each.picture for each in change.replaced)]
    for number, facts in enumerate(change.after, 1):
        if facts in gained:
            yield number


def picture_for(answer: Answer, facts: Facts) -> SheetPicture:
    """A picture of the film as the sheet shows it."""
    return SheetPicture(
        name=name_of(facts),
        tag=facts.tag,
        crop=facts.crop,
        whom=_shown_by(answer, facts),
        says=describe(facts),
        address=facts.address,
    )


def _slot(scene: AnsweredScene, pick: Pick, decided: Mapping[int, tuple[str, ...]]) -> Slot:
    answer, adviser = scene.answer, scene.adviser
    sent, is_clean = pick.facts.address, False
    if isinstance(answer, Selection):
        what = what_is_sent(answer, pick.facts.place)
        sent, is_clean = what.address, what.kind == "clean"
    return Slot(
        number=pick.slot,
        picture=picture_for(answer, pick.facts),
        sent=sent,
        is_clean=is_clean,
        entry=pick.priority,
        limit=None if adviser is None else adviser.limit_behind(pick),
        decided=decided[pick.facts.place],
        is_placed=pick.placement is not None,
    )


def _not_sent(answer: Answer, passed: PassedOver, chances: Mapping[int, FirstChance]) -> NotSent:
    picture = chance = None
    if passed.facts is not None:
        picture = picture_for(answer, passed.facts)
        chance = chances.get(passed.facts.place)
    reason, by = left_out_in_short(answer, passed, chance)
    return NotSent(
        tag=passed.tag,
        picture=picture,
        reason=reason,
        by=by,
        before_it=who_came_before(chance),
    )


def _nothing(answer: Answer) -> str:
    if answer.picks:
        return ""
    for note in answer.notes:
        if note.kind in _NOTHING:
            return _NOTHING[note.kind]
    return "Nothing is sent with this scene."


def _placed(
    answer: Answer, shown: Container[Marks], offered: Sequence[PassedOver]
) -> Iterator[Placed]:
    """Who and what is in the scene, by each placement.

    Args:
        answer: The answer.
        shown: Who and what is shown.
        offered: What the scene offers and does not send.
    """
    without_picture = {each.tag for each in offered if isinstance(each.reason, NotInPool)}
    placements = [(each.tag, each.role) for each in answer.scene.placements]
    for tag, role in dict.fromkeys(placements):
        whom = _placed_by(answer, tag, offered, without_picture)
        yield Placed(
            tag=tag,
            whom=whom,
            role=spoken(role),
            is_sent=whom is not None and whom.marks in shown,
        )


def _placed_by(
    answer: Answer, tag: str, offered: Sequence[PassedOver], without_picture: set[str]
) -> Whom | None:
    """The person, place or thing that a scene places by a tag.

    Args:
        answer: The answer for the scene.
        tag: The tag.
        offered: What the scene offers and does not send.
        without_picture: The tags that no picture has.
    """
    if tag in without_picture:
        return None
    if isinstance(answer, Selection):
        for individual in answer.pool.individuals_of(tag):
            return _individual(answer.pool, individual)
        return None
    for facts in (*map(_facts_of, answer.picks), *map(_facts_of, offered)):
        if facts is not None and facts.tag == tag:
            return _shown_by(answer, facts)
    return Whom(
        marks=(("tag", tag),),
        name=tag,
        tag=tag,
        type="",
    )


def _facts_of(entry: Pick | PassedOver) -> Facts | None:
    return entry.facts


def _shown_by(answer: Answer, facts: Facts) -> Whom:
    """The person, place or thing that a picture shows; of one on record, what its own words say."""
    if isinstance(answer, Selection):
        return _individual(answer.pool, answer.pool.individuals[facts.place])
    return _in_its_own_words(facts)


def _in_its_own_words(facts: Facts) -> Whom:
    if facts.individual is not None:
        marks, name = ("name", facts.individual), facts.individual
    else:
        marks, name = ("tag", facts.tag), facts.name or facts.tag
    return Whom(
        marks=(marks,),
        name=name,
        tag=facts.tag,
        type=facts.type,
    )


def _individual(pool: AssetPool, number: int) -> Whom:
    rows = [pool.rows[place] for place in pool.members[number]]
    named = [row.individual or row.name for row in rows]
    names = [*filter(None, named), rows[0].tag]
    first = rows[0]
    return Whom(
        marks=pool.marks(number),
        name=names[0],
        tag=first.tag,
        type=first.type,
    )
