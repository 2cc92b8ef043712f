"""One scene's answer in; what decided about each of its pictures out, in the few words of a tile.

The whole explanation says it in sentences (`sheet_explanation`).
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from selector.engine.how_it_went import HowItWent
from selector.engine.selection import Selection
from selector.language.conditions.crop import CROPS_PLURAL
from selector.language.entry_lists import ENTRY_LISTS
from selector.language.shot_words.prefer import is_crop
from selector.model.left_out import (
    AnotherWentAhead,
    CapReached,
    LimitReached,
    PassedOver,
    Reason,
    SlotReserved,
    SlotsFull,
    Struck,
)
from selector.model.phrases import listed, said_today
from selector.reporting.chance_words import ahead_in_short
from selector.reporting.sheet.matched_labels import matched_label
from selector.reporting.sheet.sheet_values import PERSON
from selector.reporting.words import SHORT, score_in_words

if TYPE_CHECKING:
    from selector.engine.plan import Step
    from selector.model.left_out import FirstChance
    from selector.model.picks import EntryName, Facts, Pick
    from selector.reporting.stored_answer import Answer


def what_decided(answer: Answer, offered: Iterable[PassedOver]) -> Mapping[int, tuple[str, ...]]:
    """What decided for each picture that is sent: among several of it, and before the next one.

    Args:
        answer: The answer.
        offered: What the scene offers and does not send.

    Returns:
        For each picture, by its place, a few words for each thing that decided.
    """
    if isinstance(answer, Selection):
        went = HowItWent(answer)
        ahead = list(_ahead_now(answer, went))
        before = went.ahead()
    else:
        ahead = list(_ahead_then(offered))
        before = {}
    placed = {placement.tag for placement in answer.scene.placements}
    found = {}
    for pick in answer.picks:
        behind = [each for each in ahead if each[1].by == pick.facts]
        labels = _labels_named(answer, pick, behind)
        words = list(dict.fromkeys(_in_words(behind, placed, labels)))
        if isinstance(answer, Selection) and _lacks_face(answer, pick):
            words.append("no face picture")
        if pick.facts.place in before:
            others = before[pick.facts.place]
            words.append(f"before {others.than.tag}: {ahead_in_short(others)}")
        found[pick.facts.place] = tuple(words)
    return found


def _ahead_now(answer: Selection, went: HowItWent) -> Iterator[tuple[Facts, AnotherWentAhead]]:
    for place, reason in went.ahead_of_alternatives():
        yield answer.pool.facts[place], reason


def _ahead_then(offered: Iterable[PassedOver]) -> Iterator[tuple[Facts, AnotherWentAhead]]:
    """The same of an answer on record, as far as that says so."""
    for passed in offered:
        if passed.facts is not None and isinstance(passed.reason, AnotherWentAhead):
            yield passed.facts, passed.reason


def _in_words(
    behind: Iterable[tuple[Facts, AnotherWentAhead]],
    placed: Container[str],
    labels: Mapping[str, str],
) -> Iterator[str]:
    """Why a picture went ahead of others; of quality, all values at once.

    Args:
        behind: The others, each with what decided.
        placed: The tags that the scene places.
        labels: The label that decided, by what `prefer` asks for.
    """
    best = ""
    worse: dict[str, None] = {}
    for other, reason in behind:
        match reason.decided_by:
            case "prefer" if reason.item is not None:
                asks = said_today(reason.item)
                yield f"preferred: {labels.get(reason.item, asks)}"
            case "prefer":
                yield f"preferred: {CROPS_PLURAL[reason.by.crop]}"
            case "nearness" if reason.by.tag in placed:
                yield f"the scene names this tag, not `{other.tag}`"
            case "nearness":
                yield "linked to what the scene names"
            case "quality":
                worse[_quality(other)] = None
                best = _quality(reason.by)
            case _:
                yield "same quality, listed first"
    if worse:
        yield f"quality {best}, not {listed(worse, 'or')}"


def _labels_named(
    answer: Answer, pick: Pick, behind: Iterable[tuple[Facts, AnotherWentAhead]]
) -> Mapping[str, str]:
    """By what `prefer` asks for, the label of a picture that is in a text of the scene.

    Args:
        answer: The answer.
        pick: The picture.
        behind: Others of the same individual, each with what decided.
    """
    found: dict[str, str] = {}
    if not isinstance(answer, Selection) or pick.placement is None:
        return found
    for _, reason in behind:
        for step in _steps_named(answer, reason.priority):
            if reason.item is not None and reason.item not in found:
                label = matched_label(answer, pick, step, reason.item)
                if label is not None:
                    found[reason.item] = label
    return found


def _quality(facts: Facts) -> str:
    if facts.quality is None:
        return "none"
    return score_in_words(facts.quality)


def _lacks_face(answer: Selection, pick: Pick) -> bool:
    """Whether a full picture goes of a person whose face is preferred, and who has no face crop."""
    if pick.facts.crop == "face" or pick.facts.type != PERSON:
        return False
    pool = answer.pool
    members = pool.members[pool.individuals[pick.facts.place]]
    if any(pool.rows[place].is_face for place in members):
        return False
    return any(_prefers_faces(answer, step) for step in _steps_named(answer, pick.priority))


def _steps_named(answer: Selection, name: EntryName) -> Iterator[Step]:
    plan = answer.shot_plan
    for step in (*plan.pins, *plan.limits, *plan.steps):
        if step.name == name:
            yield step


def _prefers_faces(answer: Selection, step: Step) -> bool:
    """Whether faces come before full pictures at a step."""
    for layer in answer.shot_plan.prefer_at(step):
        for item in layer:
            if is_crop(item):
                return item.word == "face"
    return False


def left_out_in_short(
    answer: Answer, passed: PassedOver, chance: FirstChance | None
) -> tuple[str, EntryName | None]:
    """Why something is left out, in a few words.

    Args:
        answer: The answer.
        passed: What is left out.
        chance: Where it had its first chance, if that is known.

    Returns:
        The words, and the entry that decided, if one did.
    """
    reason = passed.reason if chance is None else chance.reason
    match reason:
        case Struck():
            return "excluded by the ban", reason.by
        case SlotReserved():
            return "reserved for the limit", reason.by
        case LimitReached():
            return f"at most {reason.at_most} by the limit", reason.by
        case CapReached():
            noun = ENTRY_LISTS[reason.priority.list].entry
            return f"at most {reason.at_most} by the {noun}", reason.priority
        case _:
            return _without_an_entry(answer, reason, is_nobody_sent=chance is not None), None


def _without_an_entry(answer: Answer, reason: Reason, *, is_nobody_sent: bool) -> str:
    """The reason where no entry of the rules is named.

    Args:
        answer: The answer.
        reason: The reason.
        is_nobody_sent: Whether another picture that comes first is not sent either.
    """
    if isinstance(reason, SlotsFull):
        return f"{_all_taken(reason)}{_who_takes_so_few(answer, reason)}"
    if isinstance(reason, AnotherWentAhead) and is_nobody_sent:
        return "another picture of it comes first, and is not sent either"
    return SHORT[reason.kind]


def _all_taken(reason: SlotsFull) -> str:
    which = _FEW.get(reason.references, f"all {reason.references} references")
    return f"{which} taken"


_FEW = {1: "the only reference", 2: "both references"}


def _who_takes_so_few(answer: Answer, reason: SlotsFull) -> str:
    """What sets the number of references, if it is another one than in most shots."""
    if reason.target is not None:
        return f" (`{reason.target}` takes {reason.references})"
    if not isinstance(answer, Selection):
        return ""
    if answer.rules.plan.default.references == reason.references:
        return ""
    return f" (`{answer.shot}` sends {reason.references})"


def who_came_before(chance: FirstChance | None) -> str:
    """Whom a priority took last before a picture, and by what: `LOU before it: quality 9`."""
    if chance is None or chance.ahead is None:
        return ""
    return f"{chance.ahead.by.tag} before it: {ahead_in_short(chance.ahead)}"
