"""In place of the picture that is sent: by its own tag, a higher score, an earlier line, `prefer`.

In: a situation and a picture. Out: options. What scores and the order of the assets do is known
without a trial.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.engine.individual_rules import Preferred, preferred_places
from selector.engine.offers import BY_TAG
from selector.language.shot_words.prefer import PREFER
from selector.model.advice import PlaceBy, PutEarlier
from selector.review.advice.situation import if_alone, scored_above
from selector.review.advice.trials import Trial

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selector.engine.plan import Step
    from selector.model.advice import Option
    from selector.model.left_out import AlreadyShown, AnotherWentAhead
    from selector.model.picks import Facts
    from selector.review.advice.situation import LeftOut, Situation


def to_go_instead(situation: Situation, out: LeftOut, reason: AnotherWentAhead) -> Iterator[Option]:
    """What puts the picture before the one that came first, which is sent by that priority.

    Args:
        situation: The selection.
        out: The picture.
        reason: The picture that came first, and why.

    Yields:
        Options, each of which sends the picture instead.
    """
    facts = out.facts
    if reason.decided_by == "nearness":
        yield from _by_its_tag(situation, facts)
    if reason.decided_by in ("quality", "pool order"):
        yield from scored_above(situation, facts, reason.by)
    if reason.decided_by == "pool order" and not _counts_all(situation):
        yield situation.instead(facts, reason.by, PutEarlier(than=reason.by))
    if reason.by.crop != facts.crop:
        prefer = situation.changes.write(PREFER, (facts.crop,))
        trial = Trial(prefer=facts.crop)
        option = situation.option(facts, trial, prefer)
        yield from if_alone(option)


def to_be_shown_instead(
    situation: Situation, facts: Facts, reason: AlreadyShown
) -> Iterator[Option]:
    """A higher score, if the priority that took the other picture asks for this one as well.

    Args:
        situation: The selection.
        facts: The picture.
        reason: The picture that is sent, and how many may be.

    Yields:
        At most one option.
    """
    for is_met in (_is_free, _ranks_alike, _is_wanted):
        if not is_met(situation, facts, reason):
            return
    yield from scored_above(situation, facts, reason.by)


def _by_its_tag(situation: Situation, facts: Facts) -> Iterator[Option]:
    """The first placement that offers it names it by its own tag."""
    nth = situation.trials.offered[facts.place][0]
    tag = facts.tag
    if situation.placements[nth].tag == tag:
        return
    by_tag = PlaceBy(tag=tag, placement=nth)
    trial = Trial(tag=(nth, tag))
    option = situation.option(facts, trial, by_tag)
    if option is not None:
        yield option


def _counts_all(situation: Situation) -> bool:
    """Whether what goes depends on everything that goes."""
    return bool(situation.shot_plan.pins or situation.shot_plan.limits)


def _is_free(situation: Situation, facts: Facts, reason: AlreadyShown) -> bool:
    """Whether no pick but the one to be replaced is the very same picture."""
    pictures = situation.pool.pictures
    own = pictures[facts.place]
    twins = [place for place in situation.picks if pictures[place] == own]
    return not twins or twins == [reason.by.place]


def only_nearness_decided(situation: Situation, facts: Facts, reason: AlreadyShown) -> bool:
    """Whether a worse picture is sent instead, because the scene names that one's own tag.

    Args:
        situation: The selection.
        facts: The picture.
        reason: The picture that is sent, and how many may be.

    Returns:
        True if the same scene would send the better one under the tag of the other.
    """
    near = situation.trials.near
    if near[reason.by.place] != BY_TAG or near[facts.place] == BY_TAG:
        return False
    if (facts.quality or 0) <= (reason.by.quality or 0):
        return False
    return all(
        is_met(situation, facts, reason) for is_met in (_is_free, _is_preferred_alike, _is_wanted)
    )


def _ranks_alike(situation: Situation, facts: Facts, reason: AlreadyShown) -> bool:
    """Whether nothing ranks before the score: neither crop nor nearness."""
    near = situation.trials.near
    if near[facts.place] != near[reason.by.place]:
        return False
    return _is_preferred_alike(situation, facts, reason)


def _is_preferred_alike(situation: Situation, facts: Facts, reason: AlreadyShown) -> bool:
    """Whether the priority that took the other picture would have this one as well."""
    by = reason.by
    by_crop = not isinstance(reason.pictures_each, int)
    if by_crop and facts.crop != by.crop:
        return False
    taker = situation.taker_of(by)
    if taker is None:
        return False
    step = situation.step(taker)
    preferred = _preferred(situation, step, facts.place)
    return preferred == _preferred(situation, step, by.place)


def _preferred(situation: Situation, step: Step, place: int) -> Preferred:
    """What `prefer` makes of a picture at a step, as its best candidate; nothing if it has none."""
    candidates = filter(step.is_met, situation.candidates(place))
    layers = situation.shot_plan.prefer_at(step)
    found = [preferred_places(layers, candidate) for candidate in candidates]
    return min(found, default=())


def _is_wanted(situation: Situation, facts: Facts, reason: AlreadyShown) -> bool:
    """Whether the priority that took the other picture asks for this one under any placement."""
    taker = situation.taker_of(reason.by)
    if taker is None:
        return False
    step = situation.step(taker)
    return any(map(step.is_met, situation.candidates(facts.place)))
