"""What would send a picture that is left out.

In: a selection and what it left out. Out: `Advice`. Every change to rules or roles is tried before
it is advised: the scene is picked again, and the picture is sent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import filterfalse
from math import inf
from typing import TYPE_CHECKING, Any

from selector.engine.how_it_went import HowItWent
from selector.model.advice import (
    AddPicture,
    Advice,
    Change,
    Changes,
    ChooseTarget,
    FaceToCut,
    MakeSendable,
    OnlyWhen,
    Option,
    PlaceAs,
    PlaceTag,
    Score,
)
from selector.model.left_out import (
    AlreadyShown,
    AnotherWentAhead,
    CannotBeSent,
    CapReached,
    LimitReached,
    MeetsNoPriority,
    NoReferences,
    NotInPool,
    NotPlaced,
    PassedOver,
    Reason,
    RefusedByTarget,
    SamePicture,
    SlotReserved,
    SlotsFull,
    Struck,
)
from selector.model.picks import EntryName, Facts, Pick
from selector.review.advice.elsewhere import Reach
from selector.review.advice.in_place_of import only_nearness_decided, to_go_instead
from selector.review.advice.looks import look_without_a_face
from selector.review.advice.more import in_the_way, to_send_more
from selector.review.advice.only_when import EntriesOnlyWhen
from selector.review.advice.room import to_make_room, to_raise_the_limit, to_send_any
from selector.review.advice.situation import LeftOut, Situation
from selector.review.advice.trials import Work
from selector.review.advice.wanted import to_be_wanted

if TYPE_CHECKING:
    from selector.engine.plan import Step
    from selector.engine.selection import Selection
    from selector.review.advice.film_around import FilmAround
    from selector.review.advice.limit_behind import LimitsBehind

_SUBJECT = "subject"
_MOST_PINNED = 24
"""How many pictures of one scene are pinned for a trial: each takes one of its own."""
_Way = Callable[[Situation, LeftOut, Any], Iterator[Option]]

_WAYS: dict[type[Reason], _Way] = {
    NoReferences: to_send_any,
    MeetsNoPriority: to_be_wanted,
    AnotherWentAhead: to_go_instead,
    LimitReached: to_raise_the_limit,
    SlotReserved: to_raise_the_limit,
    CapReached: to_raise_the_limit,
    SlotsFull: to_make_room,
}
"""What is tried first for each kind of reason; if nothing helps, more pictures are allowed."""


class Adviser:
    """Gives the advice for one selection. What was tried for one picture is cached for the next."""

    def __init__(
        self,
        selection: Selection,
        *,
        in_short_form: bool = False,
        new_file: str = "",
        film: FilmAround | None = None,
    ) -> None:
        """Take the selection.

        Args:
            selection: The selection.
            in_short_form: Whether its scene is written in the short form.
            new_file: The name of a rule file that does not exist yet, to be written for what is
                advised; it will extend the rules. Empty if the rules can be changed.
            film: All scenes of the film; without it, advice cannot say which others change.
        """
        self._in_short_form = in_short_form
        self._in_new_file = bool(new_file)
        self._selection = selection
        self._work = Work()
        self._situation = Situation(selection, self._work, new_file=new_file)
        self._only_when = EntriesOnlyWhen(selection, self._situation)
        self._limits: LimitsBehind | None = None
        self._went: HowItWent | None = None
        self._with_strikes: dict[tuple[int, ...], Situation] = {}
        """The same with these bans and these refusals alone."""
        self._reach = Reach(selection.rules.rule_set)
        self._film = film
        self._lifts: dict[str, Changes] = {}
        """The advice to lift each ban, by its path."""
        self._pinned_names: set[str] = set()
        """What was pinned for a trial."""

    def advice(self, passed: PassedOver) -> Advice:
        """What would send something that is left out, the fewest changes first."""
        refused = self._work.refused
        advice = self._what_helps(passed)
        options = _without_needless_scores(advice.options)
        if any(len(option.changes) > 1 for option in options) and self._is_behind(passed):
            options = list(filter(_is_simple, options)) or options
        priced = [self._priced(option, passed.facts) for option in options]
        options = tuple(sorted(priced, key=partial(self._cost, passed)))
        if self._in_short_form:
            options = tuple(map(self._in_short, options))
        only_when: tuple[OnlyWhen, ...] = ()
        if passed.facts is not None:
            only_when = self._only_when.that_send(passed.facts)
        return replace(
            advice,
            options=options,
            only_when=only_when,
            is_cut_short=self._work.refused > refused,
        )

    def _cost(self, passed: PassedOver, option: Option) -> tuple[bool, bool, int, bool, float]:
        """What an option costs: another video model most, then the subject, then many changes."""
        loses_the_subject = self._loses_the_subject(passed, option)
        return _is_for_another_model(option), loses_the_subject, *_size(option)

    def _loses_the_subject(self, passed: PassedOver, option: Option) -> bool:
        """Whether the scene sends a subject, and would send none of its subjects any more."""
        individuals = self._selection.pool.individuals
        placements = self._selection.scene.placements
        if passed.placement is not None and placements[passed.placement].role == _SUBJECT:
            return False
        sent = [*option.gains, passed.facts]
        stay = {individuals[each.place] for each in sent if each is not None}
        subjects = set()
        for pick in self._selection.picks:
            individual = individuals[pick.facts.place]
            if pick.role == _SUBJECT:
                subjects.add(individual)
            if pick.facts not in option.loses:
                stay.add(individual)
        return bool(subjects) and stay.isdisjoint(subjects)

    def _is_behind(self, passed: PassedOver) -> bool:
        """Whether another picture of the same individual would go first, and does not go either."""
        if not isinstance(passed.reason, SlotsFull | CapReached):
            return False
        if self._went is None:
            self._went = HowItWent(self._selection)
        chance = self._went.first_chance(passed)
        return chance is not None and isinstance(chance.reason, AnotherWentAhead)

    def _in_short(self, option: Option) -> Option:
        """An option with the tags of those whose role it changes."""
        changes: list[Change] = []
        for change in option.changes:
            if isinstance(change, PlaceAs):
                placement = self._selection.scene.placements[change.placement]
                changes.append(replace(change, tag=placement.tag))
            else:
                changes.append(change)
        return replace(option, changes=tuple(changes))

    def _priced(self, option: Option, facts: Facts | None) -> Option:
        """An option for a picture, and what it changes or can change besides this scene."""
        elsewhere = tuple(map(self._reach.changed_by, option.changes))
        others = None
        if self._film is not None and facts is not None and any(elsewhere):
            others = self._film.others_changed(
                option.changes,
                self._selection.scene,
                facts.place,
                in_new_file=self._in_new_file,
            )
        return replace(option, elsewhere=elsewhere, others=others)

    def _what_helps(self, passed: PassedOver) -> Advice:
        reason = passed.reason
        match reason:
            case NotInPool():
                return self._advice(reason, [_simply(AddPicture(tag=passed.tag))])
            case NotPlaced():
                return self._advice(reason, [_simply(PlaceTag(tag=passed.tag))])
            case CannotBeSent():
                return self._advice(reason, [_simply(MakeSendable())])
            case SamePicture():
                return self._advice(reason, ahead=reason.by)
            case _:
                return self._for_picture(passed, reason)

    def look_without_a_face(self, pick: Pick) -> Facts | None:
        """The picture that the scene places, if a face crop of another look is sent for it."""
        return look_without_a_face(self._selection, pick)

    def limit_behind(self, pick: Pick) -> EntryName | None:
        """The limit without which a picture that a priority took would not be sent."""
        if not self._situation.shot_plan.limits:
            return None
        if self._limits is None:
            from selector.review.advice.limit_behind import (  # noqa: PLC0415  # few have limits
                LimitsBehind,
            )

            self._limits = LimitsBehind(self._selection, self._situation)
        return self._limits.limit_behind(pick)

    def is_only_less_near(self, passed: PassedOver) -> bool:
        """Whether a worse picture goes instead, because the scene names that one's own tag."""
        if passed.facts is None or not isinstance(passed.reason, AlreadyShown):
            return False
        return only_nearness_decided(self._situation, passed.facts, passed.reason)

    def _for_picture(self, passed: PassedOver, reason: Reason) -> Advice:
        assert passed.facts is not None, (  # noqa: S101  # for mypy
            "only a tag without a picture has none"
        )
        if passed.placement is None:
            return self._for_unplaced(passed.facts, reason)
        out = LeftOut(facts=passed.facts, placement=passed.placement, reason=reason)
        return self._with_its_face(out, self._ways_for(out, self._situation))

    def _ways_for(self, out: LeftOut, situation: Situation) -> Advice:
        reason = out.reason
        if isinstance(reason, RefusedByTarget):
            return self._for_another_target(out, situation, reason.target)
        if isinstance(reason, Struck):
            return self._without_bans(out, situation)
        if isinstance(reason, AnotherWentAhead) and not _is_taken_there(situation, reason):
            left_out = situation.reason(reason.by.place)
            pinned = self._pinned(out, situation)
            return self._advice(reason, pinned, ahead=reason.by, ahead_left_out=left_out)
        options: list[Option] = []
        way = _WAYS.get(type(reason))
        if way is not None:
            options += way(situation, out, reason)
        pins = tuple(self._pinned(out, situation))
        if all(map(_asks_for_a_score, options)):
            options += to_send_more(situation, out)
        options += pins
        if not options:
            ahead = in_the_way(situation, out) or situation.pinned_instead(out.facts)
            return self._advice(reason, ahead=ahead)
        return self._advice(reason, options)

    def _pinned(self, out: LeftOut, situation: Situation) -> Iterator[Option]:
        """The advice to pin a picture, if that alone sends it; of so many pictures, and no more."""
        name = out.facts.id or out.facts.tag
        if name not in self._pinned_names:
            if len(self._pinned_names) == _MOST_PINNED:
                self._work.refused += 1
                return
            self._pinned_names.add(name)
        option = situation.pinned_alone(out.facts)
        if option is not None:
            yield option

    def _without_bans(self, out: LeftOut, situation: Situation) -> Advice:
        """Lift the bans that exclude the picture; and what else it needs then.

        Without a ban `has` may count more pictures, so that another ban excludes it.
        """
        bans = _bans_to_lift(situation, out.facts)
        target = situation.shot_plan.target
        if not bans and target is not None:
            return self._for_another_target(out, situation, target.id)
        lifts, lifted = self._lifted(situation, bans)
        if not lifted.is_known:
            return self._advice(out.reason)
        left_out = lifted.reason(out.facts.place)
        if left_out is None:
            return self._advice(out.reason, [lifted.by(lifts, out.facts)])
        advice = self._ways_for(replace(out, reason=left_out), lifted)
        options = [replace(each, changes=(*lifts, *each.changes)) for each in advice.options]
        return replace(advice, reason=out.reason, options=tuple(options))

    def _for_unplaced(self, facts: Facts, reason: Reason) -> Advice:
        """For a picture that a pin asks for though no placement offers it."""
        changes, situation = self._let_in(facts, reason)
        if facts.place in situation.picks:
            return self._advice(reason, [situation.by(changes, facts)])
        option = situation.pinned(facts, unplaced=True)
        if option is None:
            return self._advice(reason, [_simply(PlaceTag(tag=facts.tag))])
        return self._advice(reason, [_chosen_once(changes, option)])

    def _let_in(self, facts: Facts, reason: Reason) -> tuple[Changes, Situation]:
        """What it takes for a picture not to be excluded or refused any more, and what is then."""
        situation = self._situation
        if isinstance(reason, RefusedByTarget):
            change = ChooseTarget(target=reason.target, takes_it=True)
            return (change,), self._with(situation, situation.shot_plan.bars, ())
        if isinstance(reason, Struck):
            return self._lifted(situation, _bans_to_lift(situation, facts))
        return (), situation

    def _lifted(self, situation: Situation, bans: Sequence[EntryName]) -> tuple[Changes, Situation]:
        """The advice to lift some bans, and the situation without them."""
        shot_plan = situation.shot_plan
        lifts: list[Change] = []
        for ban in bans:
            lifts += self._lift(situation, ban)
        lifted = {ban.path for ban in bans}
        left = tuple([bar for bar in shot_plan.bars if bar.name.path not in lifted])
        return tuple(lifts), self._with(situation, left, shot_plan.refusals)

    def _lift(self, situation: Situation, ban: EntryName) -> Changes:
        """The advice to lift a ban, which looks through all others once; nothing if it is much."""
        if ban.path not in self._lifts:
            if not self._work.take(len(situation.shot_plan.bars)):
                return ()
            self._lifts[ban.path] = situation.changes.lift(ban)
        return self._lifts[ban.path]

    def _for_another_target(self, out: LeftOut, situation: Situation, target: str) -> Advice:
        """Choose a video model that takes the picture; and what else it needs then."""
        change = ChooseTarget(target=target, takes_it=True)
        other = self._with(situation, situation.shot_plan.bars, ())
        if not other.is_known:
            return self._advice(out.reason)
        left_out = other.reason(out.facts.place)
        if left_out is None:
            return self._advice(out.reason, [_simply(change)])
        advice = self._ways_for(replace(out, reason=left_out), other)
        options = [_chosen_once((change,), option) for option in advice.options]
        return replace(advice, reason=out.reason, options=tuple(options))

    def _with(
        self, situation: Situation, bars: tuple[Step, ...], refusals: tuple[Step, ...]
    ) -> Situation:
        """The same with these bans and these refusals alone."""
        key = (*map(id, bars), *map(id, refusals))  # the plan of the selection holds them
        if key not in self._with_strikes:
            self._with_strikes[key] = situation.with_strikes(bars, refusals)
        return self._with_strikes[key]

    def _with_its_face(self, out: LeftOut, advice: Advice) -> Advice:
        """The advice, and that a face crop of this look would come before that of another."""
        reason = out.reason
        if not isinstance(reason, AlreadyShown | AnotherWentAhead):
            return advice
        pick = self._situation.picks.get(reason.by.place)
        if pick is None:
            return advice
        look = look_without_a_face(self._selection, pick)
        if look is None or look.tag != out.facts.tag:
            return advice
        return replace(advice, face_to_cut=FaceToCut(tag=look.tag, before=reason.by))

    def _advice(
        self,
        reason: Reason,
        options: Iterable[Option] = (),
        ahead: Facts | None = None,
        ahead_left_out: Reason | None = None,
    ) -> Advice:
        return Advice(
            reason=reason,
            file=self._situation.changes.file,
            options=tuple(options),
            ahead=ahead,
            ahead_left_out=ahead_left_out,
        )


def _is_for_another_model(option: Option) -> bool:
    """Whether it picks for another video model."""
    return any(isinstance(change, ChooseTarget) for change in option.changes)


def _size(option: Option) -> tuple[int, bool, float]:
    """How much an option changes: the number of changes, and other scenes."""
    others = inf
    if option.others is not None:
        others = len(option.others.scenes)
    return len(option.changes), any(option.elsewhere), others


def _without_needless_scores(options: Sequence[Option]) -> Sequence[Option]:
    """The options that ask for no other score, if there are any: a score is not made up."""
    return tuple(filterfalse(_asks_for_a_score, options)) or options


def _is_simple(option: Option) -> bool:
    return len(option.changes) == 1


def _asks_for_a_score(option: Option) -> bool:
    return any(isinstance(change, Score) for change in option.changes)


def _bans_to_lift(situation: Situation, facts: Facts) -> tuple[EntryName, ...]:
    from selector.review.advice.bans import bans_to_lift  # noqa: PLC0415  # few pictures are banned

    return bans_to_lift(situation, facts)


def _simply(change: Change) -> Option:
    """An option that loses nothing, or nothing that is known."""
    return Option(changes=(change,))


def _chosen_once(before: Changes, option: Option) -> Option:
    """An option after other changes, with one change of the video model for all that it must take.

    What the scene loses by that is not known: the other model may take anything.
    """
    changes = (*before, *option.changes)
    chosen = [change for change in changes if isinstance(change, ChooseTarget)]
    if not chosen:
        return replace(option, changes=changes)
    others = [change for change in changes if not isinstance(change, ChooseTarget)]
    change = replace(chosen[0], references=chosen[-1].references)
    return Option(changes=(change, *others))


def _is_taken_there(situation: Situation, reason: AnotherWentAhead) -> bool:
    """Whether the picture that came first is sent, by that priority."""
    pick = situation.picks.get(reason.by.place)
    return pick is not None and pick.priority == reason.priority
