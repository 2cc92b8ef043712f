"""Pins that send nothing, and why: notes in, for a selection, out of everything that happened.

A pin that names somebody or a picture (`of`, `picture`) and cannot be sent is a problem of the
selection. Any other pin may be about what a scene does not have: that is worth a note.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.engine.case import Case
from selector.engine.order_of_events import order_of_events
from selector.language.conditions.of import OF
from selector.language.conditions.picture import PICTURE
from selector.language.file_words.target import TARGET
from selector.model.picks import NAMED_PIN_NOT_SENT, NOT_PLACED, PIN_NOT_SENT, Note

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from selector.engine.case import Offer
    from selector.engine.earlier import Earlier
    from selector.engine.order_of_events import PinRound
    from selector.engine.plan import ShotPlan, Step
    from selector.engine.pool import AssetPool
    from selector.model.scene import Scene

_NAMES = (OF, PICTURE)


def pins_not_sent(
    shot_plan: ShotPlan,
    scene: Scene,
    pool: AssetPool,
    earlier: Earlier | None,
) -> Iterator[Note]:
    """A note for each pin that sends nothing: first for those that name somebody or a picture.

    Args:
        shot_plan: What serves the scene.
        scene: The scene.
        pool: The pictures.
        earlier: What the scene may know of the scenes before it.

    Yields:
        The notes; `why` in their values says what is in the way first.
    """
    case = Case(shot_plan, scene, pool, earlier)
    for _, note in _with_notes(case):
        yield note


def pins_asking_for(
    shot_plan: ShotPlan,
    scene: Scene,
    pool: AssetPool,
    earlier: Earlier | None,
    places: Collection[int],
) -> tuple[Note, ...]:
    """Those of the notes that are about a pin which asks for some of these pictures.

    Args:
        shot_plan: What serves the scene.
        scene: The scene.
        pool: The pictures.
        earlier: What the scene may know of the scenes before it.
        places: Where the pictures are in the pool.

    Returns:
        The notes on pins that these pictures meet, and on those that name what they show.
    """
    case = Case(shot_plan, scene, pool, earlier)
    offers = []
    for offer in _everything(case):
        if offer.place in places:
            offers.append(offer)  # noqa: PERF401  # one idea a line
    found = []
    for turn, note in _with_notes(case):
        if any(_asks_for(turn, offer) for offer in offers):
            found.append(note)
    return tuple(found)


def pictures_of_others(
    shot_plan: ShotPlan, scene: Scene, pool: AssetPool, earlier: Earlier | None
) -> dict[str, int]:
    """The pictures that pins name together with somebody whom they do not show.

    Args:
        shot_plan: What serves the scene.
        scene: The scene.
        pool: The pictures.
        earlier: What the scene may know of the scenes before it.

    Returns:
        The place of the first such picture, by the path of its pin.
    """
    case = Case(shot_plan, scene, pool, earlier)
    found = {}
    for pin in shot_plan.pins:
        place = _shows_another(case, pin)
        if place is not None:
            found[pin.name.path] = place
    return found


def _shows_another(case: Case, pin: Step) -> int | None:
    if all(each.word is not PICTURE for each in pin.conditions):
        return None
    first = None
    for offer in _everything(case):
        failed = [each.word for each in pin.failed(offer.candidate)]
        if PICTURE in failed:
            continue
        if OF not in failed:
            return None
        if first is None:
            first = offer.place
    return first


def _asks_for(turn: PinRound, offer: Offer) -> bool:
    if turn.pin.is_met(offer.candidate):
        return True
    return _names_any(turn) and _is_named(turn.pin, offer)


def _with_notes(case: Case) -> Iterator[tuple[PinRound, Note]]:
    """Each pin that sends nothing, with its note; first those that name somebody or a picture."""
    named = []
    others = []
    everything: list[Offer] = []
    for turn in order_of_events(case).pins:
        if turn.taken is not None:
            continue
        everything = everything or list(_everything(case))
        values = {
            "entry": turn.pin.name.path,
            **_why_not_sent(case, turn, everything),
        }
        if _names_any(turn):
            note = Note(kind=NAMED_PIN_NOT_SENT, values=values)
            named.append((turn, note))
        else:
            note = Note(kind=PIN_NOT_SENT, values=values)
            others.append((turn, note))
    yield from named
    yield from others


def _names_any(turn: PinRound) -> bool:
    return any(each.word in _NAMES for each in turn.pin.conditions)


def _why_not_sent(case: Case, turn: PinRound, everything: Iterable[Offer]) -> dict[str, str]:
    """The first thing in the way of a pin, as values of its note.

    What no placement offers tells only whether anything fits a pin of what scenes place: one such
    picture is enough, and the rest of the pool is not looked at.
    """
    pin = turn.pin
    unknown = [each for each in pin.conditions if each.word in _NAMES]
    fitting = False
    meeting = []
    for offer in everything:
        if offer.nth is None and fitting and not unknown and not pin.unplaced:
            break
        failed = pin.failed(offer.candidate)
        unknown = [each for each in unknown if each in failed]
        if not failed:
            fitting = True
            if offer.nth is not None or pin.unplaced:
                meeting.append(offer)
    if unknown:
        return {"why": "not_in_pool"}
    if case.shot_plan.references == 0:
        return {"why": "no_references"}
    if not meeting:
        return {"why": NOT_PLACED if fitting else "nothing_meets_it"}
    return _in_the_way_of(case, turn, meeting)


def _is_named(pin: Step, offer: Offer) -> bool:
    """Whether a pin names what a picture shows, or names nobody."""
    failed = pin.failed(offer.candidate)
    return not any(each.word in _NAMES for each in failed)


def _in_the_way_of(case: Case, turn: PinRound, meeting: Iterable[Offer]) -> dict[str, str]:
    """Why nothing goes of the pictures that meet a pin: none can, bans, or what goes already."""
    first: Step | None = None
    for offer in meeting:
        if case.pool.rows[offer.place].held is not None:
            continue
        strikes = case.strikes(offer)
        if not strikes:
            return {"why": "slots_full" if turn.was_full else "same_picture"}
        first = first or strikes[0]
    if first is None:
        return {"why": "cannot_be_sent"}
    target = case.shot_plan.target
    if target is not None and first in case.shot_plan.refusals:
        return {"why": "target_refuses", TARGET.key: target.id}
    return {"why": "struck", "by": first.name.path}


def _everything(case: Case) -> Iterator[Offer]:
    """All candidates, in the order of the pool, and then all pictures that no placement offers."""
    for place in sorted(case.offered):
        yield from case.offered[place]
    yield from case.all_unplaced()
