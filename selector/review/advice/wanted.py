"""For a picture that no priority asks for: another role, a wider priority, one of its own.

In: a situation and a picture. Out: options. Scenes can change roles; types and crops are what they
are, so for these a rule must change.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from selector.language.conditions import CONDITIONS
from selector.language.conditions.role import ROLE
from selector.language.conditions.type import TYPE
from selector.model.advice import GiveType, Option, PlaceAs
from selector.model.vocabulary import ASSET_TYPES, ROLES
from selector.review.advice.situation import shortest
from selector.review.advice.trials import Trial

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selector.language.candidate import Candidate
    from selector.model.advice import Words
    from selector.model.left_out import MeetsNoPriority
    from selector.model.picks import EntryName
    from selector.review.advice.situation import LeftOut, Situation


def to_be_wanted(situation: Situation, out: LeftOut, reason: MeetsNoPriority) -> Iterator[Option]:
    """What makes a priority ask for the picture.

    Args:
        situation: The selection.
        out: The picture.
        reason: The nearest priority, and the conditions of it that fail.

    Yields:
        Options, the simplest first.
    """
    if reason.nearest is None:
        yield from _priority_for(situation, out, situation.words_for(out))
        return
    failed = {each.key: each.found for each in reason.failed}
    if failed.keys() == {ROLE.key}:
        yield from _another_role(situation, out, reason)
        role = failed[ROLE.key]
        if role in ROLES:
            yield from _priority_for(situation, out, ((ROLE.key, role),))
        return
    if TYPE.key in failed and out.facts.type not in ASSET_TYPES:
        yield Option(changes=(GiveType(),))
        return
    yield from _wider_priority(situation, out, reason)
    yield from _priority_for(situation, out, situation.words_for(out))


def _another_role(situation: Situation, out: LeftOut, reason: MeetsNoPriority) -> Iterator[Option]:
    """The roles that are enough alone and lose least, else the first with something else."""
    nth = out.placement
    alone: dict[Option, list[str]] = {}
    others: list[Option] = []
    for failed in reason.failed:
        for role in failed.wanted:
            place_as = PlaceAs(roles=(role,), placement=nth)
            trial = Trial(role=(nth, role))
            option = situation.option(out.facts, trial, place_as)
            if option is None:
                continue
            if option.changes == (place_as,):
                alone.setdefault(replace(option, changes=()), []).append(role)
            else:
                others.append(option)
    if alone:
        least = min(alone, key=lambda price: len(price.loses))
        place_as = PlaceAs(roles=tuple(alone[least]), placement=nth)
        yield replace(least, changes=(place_as,))
    else:
        yield from others[:1]


def _wider_priority(
    situation: Situation, out: LeftOut, reason: MeetsNoPriority
) -> Iterator[Option]:
    """The nearest priority, with the words that the picture has where its conditions fail."""
    nearest = reason.nearest
    if nearest is None:
        return
    conditions = [CONDITIONS[each.key] for each in reason.failed]
    words = situation.words_of(conditions, _nearest_candidate(situation, out, nearest))
    if len(words) < len(conditions):
        return
    widen = situation.changes.widen(nearest, words)
    trial = Trial(widened=(situation.number_of(nearest), words))
    option = situation.option(out.facts, trial, widen)
    if option is not None:
        yield option


def _nearest_candidate(situation: Situation, out: LeftOut, nearest: EntryName) -> Candidate:
    """The picture under the first placement where no more conditions of that priority fail."""
    step = situation.step(nearest)
    candidates = situation.candidates(out.facts.place)
    return min(candidates, key=lambda candidate: len(step.failed(candidate)))


def _priority_for(situation: Situation, out: LeftOut, words: Words) -> Iterator[Option]:
    """A priority for these words: at the end if that is enough, else at the top."""
    options = []
    for after in (situation.last, situation.before):
        ask = situation.changes.ask(words, after)
        trial = Trial(added=(after, words))
        option = situation.option(out.facts, trial, ask)
        options.append(option)
    yield from shortest(options)
