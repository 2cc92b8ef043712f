"""More pictures of the same person, place or thing; or this one in place of the one that is sent.

In: a situation and a picture. Out: options, or the picture that would come first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.language.entry_words.side_by_side import SIDE_BY_SIDE
from selector.language.shot_words.pictures_each import PICTURES_EACH
from selector.model.left_out import AlreadyShown, AnotherWentAhead, SamePicture
from selector.model.vocabulary import CROPS
from selector.review.advice.in_place_of import to_be_shown_instead
from selector.review.advice.situation import shortest
from selector.review.advice.trials import Trial

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selector.model.advice import Option
    from selector.model.picks import Facts
    from selector.model.ruleset import PicturesEach
    from selector.review.advice.situation import LeftOut, Situation

_MORE = 3
"""How many more pictures than are sent are tried in `pictures_each`."""


def to_send_more(situation: Situation, out: LeftOut) -> Iterator[Option]:
    """More in `pictures_each`, if needed with one more priority that asks for the picture."""
    if isinstance(out.reason, AlreadyShown):
        option = _side_by_side(situation, out, out.reason)
        if option is not None:
            yield option
            return
    values = list(_more_of(situation, out.facts))
    for way in (_allowed, _allowed_and_wanted):
        if way(situation, out, values[-1]) is None:
            continue  # nor do fewer send it
        for each in values:
            option = way(situation, out, each)
            if option is not None:
                yield option
                return
    if isinstance(out.reason, AlreadyShown):
        yield from to_be_shown_instead(situation, out.facts, out.reason)


def in_the_way(situation: Situation, out: LeftOut) -> Facts | None:
    """The picture that would come first, if one more were allowed and asked for."""
    added = (situation.last, situation.words_for(out))
    each = next(_more_of(situation, out.facts))
    trial = Trial(pictures_each=each, added=added)
    result = situation.trials.of(trial)
    reason = result.reason(out.facts.place)
    if isinstance(reason, AnotherWentAhead | AlreadyShown | SamePicture):
        return reason.by
    return None


def _more_of(situation: Situation, facts: Facts) -> Iterator[PicturesEach]:
    """What `pictures_each` could be for more pictures to be sent."""
    each = situation.shot_plan.pictures_each
    if isinstance(each, tuple) and facts.crop not in each:
        yield CROPS
        return
    individuals = situation.pool.individuals
    own = individuals[facts.place]
    sent = [place for place in situation.picks if individuals[place] == own]
    first = len(sent) + 1
    yield from range(first, first + _MORE)


def _side_by_side(situation: Situation, out: LeftOut, reason: AlreadyShown) -> Option | None:
    """More in the `pictures_each` of the priority that took the picture sent, if it has one."""
    taker = situation.taker_of(reason.by)
    if taker is None:
        return None
    own = situation.step(taker).pictures_each
    if own is None:
        return None
    each: PicturesEach = CROPS
    if isinstance(own, int):
        each = own + 1
    write = situation.changes.write_into(taker, SIDE_BY_SIDE, each)
    trial = Trial(side_by_side=(situation.number_of(taker), each))
    return situation.option(out.facts, trial, write)


def _allowed(situation: Situation, out: LeftOut, each: PicturesEach) -> Option | None:
    write = situation.changes.write(PICTURES_EACH, each)
    trial = Trial(pictures_each=each)
    return situation.option(out.facts, trial, write)


def _allowed_and_wanted(situation: Situation, out: LeftOut, each: PicturesEach) -> Option | None:
    """With a priority right after the one that took the picture sent, or at the end."""
    last = situation.last
    taker = None
    if isinstance(out.reason, AlreadyShown):
        taker = situation.taker_of(out.reason.by)
    numbers = [last]
    if taker is not None and situation.number_of(taker) < last:
        numbers.insert(0, max(situation.number_of(taker), situation.before))
        if not taker.shot:
            taker = None
    words = situation.words_for(out)
    write = situation.changes.write(PICTURES_EACH, each)
    options = []
    for after in numbers:
        ask = situation.changes.ask(words, after, taker)
        trial = Trial(pictures_each=each, added=(after, words))
        option = situation.option(out.facts, trial, write, ask)
        options.append(option)
    return next(shortest(options), None)
