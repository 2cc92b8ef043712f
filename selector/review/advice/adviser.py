"""What would send a picture that stays out: a selection and what it passed over in, `Advice` out.

Every change to rules or roles is tried before it is advised: the scene is gone through again, and the picture goes. Of
scores and of the order of the assets it is known without.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, assert_never

from selector.engine.compile import way_of
from selector.engine.individual_rules import preferred_place
from selector.language.conditions import CONDITIONS
from selector.language.conditions.role import ROLE
from selector.language.conditions.type import TYPE
from selector.language.kinds import OneOfWords
from selector.language.shot_words.pictures_each import PICTURES_EACH
from selector.language.shot_words.prefer import PREFER
from selector.language.shot_words.references import REFERENCES
from selector.model.advice import (
    AddPicture,
    Advice,
    AskForIt,
    Change,
    FaceToCut,
    GiveType,
    MakeSendable,
    MoveUp,
    Option,
    PlaceAs,
    PlaceBy,
    PlaceTag,
    PutEarlier,
    Score,
    Widen,
    Words,
    Write,
)
from selector.model.picks import (
    AlreadyShown,
    AnotherWentAhead,
    CannotBeSent,
    CapReached,
    CropNotSent,
    Facts,
    MeetsNoPriority,
    NotInPool,
    NotPlaced,
    PassedOver,
    Pick,
    PriorityName,
    Reason,
    SamePicture,
    SlotsFull,
)
from selector.model.scene import Placement
from selector.model.vocabulary import ASSET_TYPES, CROPS, ROLES
from selector.review.advice.looks import look_without_a_face
from selector.review.advice.trials import Trial, TrialResult, Trials

if TYPE_CHECKING:
    from decimal import Decimal

    from selector.engine.selection import Selection
    from selector.language.condition import ConditionWord
    from selector.language.shot_word import ShotWord
    from selector.model.ruleset import PicturesEach, ShotRule

    PictureReason = (
        CannotBeSent
        | MeetsNoPriority
        | AlreadyShown
        | CropNotSent
        | SamePicture
        | AnotherWentAhead
        | CapReached
        | SlotsFull
    )

_BEST = 10
"""The highest score: nothing can be scored above it."""
_MORE = 3
"""How many pictures more than an individual sends are tried in `pictures_each`."""


class Adviser:
    """Gives the advice for one selection. What was tried for one picture is remembered for the next."""

    def __init__(self, selection: Selection) -> None:
        self._selection = selection
        self._shot = selection.rules.plan.for_shot(selection.scene.shot)
        self._trials = Trials(selection, self._shot)

    def advice(self, passed: PassedOver) -> Advice:
        """What would help what was passed over."""
        reason = passed.reason
        match reason:
            case NotInPool():
                return self._advice(reason, [(AddPicture(tag=passed.tag),)])
            case NotPlaced():
                return self._advice(reason, [(PlaceTag(tag=passed.tag),)])
            case _:
                assert passed.facts is not None, "only a tag that is not in the pool has none"  # noqa: S101  # for mypy
                return self._with_its_face(
                    passed.facts, self._for_picture(passed, passed.facts, reason)
                )

    def look_without_a_face(self, pick: Pick) -> Facts | None:
        """The picture that the scene places, where the pick is a face crop of another look and it has none."""
        return look_without_a_face(self._selection, pick)

    def _with_its_face(self, facts: Facts, advice: Advice) -> Advice:
        """The advice for a picture that the face of another look keeps out, where it has no face crop of its own."""
        reason = advice.reason
        if (
            not isinstance(reason, AlreadyShown | AnotherWentAhead)
            or reason.by.place not in self._picks
        ):
            return advice
        look = look_without_a_face(self._selection, self._picks[reason.by.place])
        if look is None or look.tag != facts.tag:
            return advice
        return replace(advice, face_to_cut=FaceToCut(tag=facts.tag, before=reason.by))

    def _for_picture(
        self,
        passed: PassedOver,
        facts: Facts,
        reason: PictureReason,
    ) -> Advice:
        match reason:
            case CannotBeSent():
                return self._advice(reason, [(MakeSendable(),)])
            case SamePicture():
                return self._advice(reason, ahead=reason.by)
            case MeetsNoPriority():
                options = self._to_be_wanted(passed, facts, reason)
            case AnotherWentAhead():
                if (
                    reason.by.place not in self._picks
                    or self._picks[reason.by.place].priority != reason.priority
                ):
                    kept_out = self._reasons.get(reason.by.place)
                    return self._advice(reason, ahead=reason.by, ahead_kept_out=kept_out)
                options = self._to_go_instead(facts, reason)
            case CapReached():
                options = self._option(facts, Trial())
            case SlotsFull():
                options = self._to_make_room(facts, reason)
            case AlreadyShown() | CropNotSent():
                options = iter(())
            case _:
                assert_never(reason)
        found = list(options) or list(self._to_send_more(passed, facts, reason))
        return self._advice(reason, found, ahead=None if found else self._in_the_way(passed, facts))

    def _advice(
        self,
        reason: Reason,
        options: Iterable[Option] = (),
        ahead: Facts | None = None,
        ahead_kept_out: Reason | None = None,
    ) -> Advice:
        return Advice(
            reason=reason,
            shot=self._shot.name,
            options=tuple(options),
            ahead=ahead,
            ahead_kept_out=ahead_kept_out,
        )

    def _to_be_wanted(
        self, passed: PassedOver, facts: Facts, reason: MeetsNoPriority
    ) -> Iterator[Option]:
        """Scenes can change roles; types and crops are what they are, so there a rule must change."""
        failed = {each.key: CONDITIONS[each.key] for each in reason.failed}
        if failed.keys() == {ROLE.key}:
            yield from self._to_be_placed(
                passed, facts, [role for each in reason.failed for role in each.wanted]
            )
        elif TYPE.key in failed and facts.type not in ASSET_TYPES:
            yield (GiveType(),)
            return
        else:
            roles = [each.found for each in reason.failed if each.key == ROLE.key]
            words = self._words_of(failed.values(), facts, *roles)
            if len(words) == len(failed):
                widen = Widen(words=words, priority=reason.nearest.name, shot=self._writer)
                yield from self._option(facts, Trial(widened=(reason.nearest.number, words)), widen)
        yield from self._to_have_a_priority(passed, facts, reason)

    def _to_have_a_priority(
        self, passed: PassedOver, facts: Facts, reason: MeetsNoPriority
    ) -> Iterator[Option]:
        """A priority of its own: at the end if that is enough, else at the top, else at the end with more slots."""
        by_role = {each.key for each in reason.failed} == {ROLE.key}
        role = reason.failed[0].found
        if by_role and role not in ROLES:
            return
        words = ((ROLE.key, role),) if by_role else self._words_for(passed, facts)
        last = len(self._shot.steps)
        asks = (self._ask(words, after) for after in (last, 0))
        tried = [
            option
            for ask in asks
            for option in self._option(facts, Trial(added=(ask.after, words)), ask)
        ]
        yield from sorted(tried, key=len)[:1]

    def _to_be_placed(self, passed: PassedOver, facts: Facts, roles: list[str]) -> Iterator[Option]:
        """Every role that does it alone, else the first that does it with something else."""
        placement = passed.placement or 0
        tried = [
            option
            for role in roles
            for option in self._option(
                facts, Trial(role=(placement, role)), PlaceAs(roles=(role,), placement=placement)
            )
        ]
        alone = tuple(
            change.roles[0] for change, *more in tried if not more and isinstance(change, PlaceAs)
        )
        if alone:
            yield (PlaceAs(roles=alone, placement=placement),)
        else:
            yield from tried[:1]

    def _to_go_instead(self, facts: Facts, reason: AnotherWentAhead) -> Iterator[Option]:
        """For the picture that went ahead does go, by that priority: what puts this one in its place."""
        if reason.decided_by == "nearness":
            yield from self._to_be_placed_by_its_tag(facts)
        if reason.decided_by in ("quality", "pool order"):
            yield from _scored_above(reason.by.quality)
        if reason.decided_by == "pool order":
            yield (PutEarlier(),)
        if reason.by.crop != facts.crop:
            prefer = Write(key=PREFER.key, value=(facts.crop,), shot=self._home(PREFER))
            yield from (
                option
                for option in self._option(facts, Trial(prefer=facts.crop), prefer)
                if len(option) == 1
            )

    def _to_be_placed_by_its_tag(self, facts: Facts) -> Iterator[Option]:
        """The first placement that offers it names it by its own tag."""
        placement = self._trials.offered[facts.place][0]
        if self._selection.scene.placements[placement].tag != facts.tag:
            by_tag = PlaceBy(tag=facts.tag, placement=placement)
            yield from self._option(facts, Trial(tag=(placement, facts.tag)), by_tag)

    def _to_make_room(self, facts: Facts, reason: SlotsFull) -> Iterator[Option]:
        yield from self._option(facts, Trial())
        if reason.reached:
            yield from _scored_above(self._worst_of(reason.priority))
        if reason.priority.number > 1:
            move = MoveUp(priority=reason.priority.name, shot=self._writer)
            moved = self._option(facts, Trial(first=reason.priority.number), move)
            yield from (option for option in moved if len(option) == 1)

    def _to_send_more(self, passed: PassedOver, facts: Facts, reason: Reason) -> Iterator[Option]:
        """More pictures of the individual; with a priority more that asks for it; or it in place of the one shown."""
        values = list(self._more_of(facts))
        alone = (option for each in values for option in self._allowed(facts, each))
        asked = (
            option
            for each in values
            for option in self._allowed_and_wanted(passed, facts, reason, each)
        )
        option = next(alone, None) or next(asked, None)
        if option is not None:
            yield option
        elif isinstance(reason, AlreadyShown):
            yield from self._to_be_shown_instead(facts, reason)

    def _allowed(self, facts: Facts, each: PicturesEach) -> Iterator[Option]:
        return self._option(facts, Trial(pictures_each=each), self._write_each(each))

    def _allowed_and_wanted(
        self, passed: PassedOver, facts: Facts, reason: Reason, each: PicturesEach
    ) -> Iterator[Option]:
        """The priority right after the one that took the picture shown, if that is enough; else at the end."""
        words, last = self._words_for(passed, facts), len(self._shot.steps)
        taker = self._picks[reason.by.place].priority if isinstance(reason, AlreadyShown) else None
        after = (last,) if taker is None or taker.number == last else (taker.number, last)
        asks = [self._ask(words, number, taker) for number in after]
        tried = [
            option
            for ask in asks
            for option in self._option(
                facts,
                Trial(pictures_each=each, added=(ask.after, words)),
                self._write_each(each),
                ask,
            )
        ]
        yield from sorted(tried, key=len)[:1]

    def _ask(self, words: Words, after: int, taker: PriorityName | None = None) -> AskForIt:
        is_last = after == len(self._shot.steps)
        return AskForIt(
            words=words,
            shot=self._writer,
            after=after,
            is_last=is_last,
            later=taker.name if taker else None,
        )

    def _write_each(self, each: PicturesEach) -> Write:
        return Write(key=PICTURES_EACH.key, value=each, shot=self._home(PICTURES_EACH))

    def _more_of(self, facts: Facts) -> Iterator[PicturesEach]:
        """What `pictures_each` could say for one individual to send more than it does."""
        each = self._shot.pictures_each
        if isinstance(each, tuple) and facts.crop not in each:
            yield CROPS
            return
        individuals = self._selection.pool.individuals
        sent = sum(individuals[place] == individuals[facts.place] for place in self._picks)
        yield from range(sent + 1, sent + 1 + _MORE)

    def _to_be_shown_instead(self, facts: Facts, reason: AlreadyShown) -> Iterator[Option]:
        """A higher score does it where the priority that took the other one asks for this one as well."""
        pool, scene = self._selection.pool, self._selection.scene
        step = self._shot.steps[self._picks[reason.by.place].priority.number - 1]
        placements = [scene.placements[at] for at in self._trials.offered[facts.place]]
        alike = facts.crop == reason.by.crop or isinstance(reason.pictures_each, int)
        alike = alike and preferred_place(self._shot, facts.crop) == preferred_place(
            self._shot, reason.by.crop
        )
        alike = alike and self._trials.near[facts.place] == self._trials.near[reason.by.place]
        twins = [
            place for place in self._picks if pool.pictures[place] == pool.pictures[facts.place]
        ]
        if (
            twins in ([], [reason.by.place])
            and alike
            and any(step.is_met(pool.rows[facts.place], placement) for placement in placements)
        ):
            yield from _scored_above(reason.by.quality)

    def _option(self, facts: Facts, trial: Trial, *changes: Change) -> Iterator[Option]:
        """The changes, with those that make room for them, if the picture then goes."""
        told = self._trials.of(trial)
        reason = told.reasons.get(facts.place)
        if isinstance(reason, CapReached) and trial.uncapped is None:
            yield from self._option(
                facts, replace(trial, uncapped=reason.priority.number), *changes
            )
        pick = told.picks.get(facts.place)
        if pick is not None:
            yield (*changes, *self._caps_raised(trial, told, pick), *self._slots_added(pick))

    def _caps_raised(self, trial: Trial, told: TrialResult, pick: Pick) -> Iterator[Write]:
        if trial.uncapped is not None:
            taken = [
                each
                for each in told.picks.values()
                if each.priority == pick.priority and each.slot <= pick.slot
            ]
            yield Write(
                key="at_most", value=len(taken), shot=self._writer, priority=pick.priority.name
            )

    def _slots_added(self, pick: Pick) -> Iterator[Write]:
        if pick.slot > self._shot.references:
            yield Write(key=REFERENCES.key, value=pick.slot, shot=self._home(REFERENCES))

    def _in_the_way(self, passed: PassedOver, facts: Facts) -> Facts | None:
        """The picture of the same individual that would go first, were one more allowed and asked for."""
        each, added = (
            next(self._more_of(facts)),
            (len(self._shot.steps), self._words_for(passed, facts)),
        )
        reason = self._trials.of(Trial(pictures_each=each, added=added)).reasons.get(facts.place)
        return (
            reason.by if isinstance(reason, AnotherWentAhead | AlreadyShown | SamePicture) else None
        )

    def _worst_of(self, priority: PriorityName) -> float | Decimal | None:
        """The lowest score that a priority has taken: the one that it took last."""
        return [pick for pick in self._picks.values() if pick.priority == priority][
            -1
        ].facts.quality

    def _words_for(self, passed: PassedOver, facts: Facts) -> Words:
        """What a priority can ask for to get this picture."""
        plain = [word for word in CONDITIONS.values() if isinstance(word.kind, OneOfWords)]
        return self._words_of(
            plain, facts, self._selection.scene.placements[passed.placement or 0].role
        )

    def _words_of(self, asked: Iterable[ConditionWord], facts: Facts, role: str = "") -> Words:
        """What each of these conditions must ask for to get this picture in that role, as far as any word does."""
        picture, placement = self._selection.pool.rows[facts.place], Placement(tag="", role=role)
        words = [
            (each.key, each.kind.word_for(each.found_on(picture, placement))) for each in asked
        ]
        return tuple((key, word) for key, word in words if word is not None)

    @cached_property
    def _picks(self) -> dict[int, Pick]:
        return {pick.facts.place: pick for pick in self._selection.picks}

    @cached_property
    def _reasons(self) -> dict[int, Reason]:
        return {
            passed.facts.place: passed.reason
            for passed in self._selection.passed_over
            if passed.facts
        }

    @cached_property
    def _way(self) -> tuple[ShotRule, ...]:
        """The shot rule, the one that it is like, and so on."""
        return way_of(self._selection.rules.rule_set, self._shot.name)

    @property
    def _writer(self) -> str:
        """The shot rule that wrote the priorities."""
        return next(each.name for each in self._way if each.priorities)

    def _home(self, word: ShotWord[Any]) -> str | None:
        """Where to write a word of the whole shot: in its rule, or at the top of the file if that has it in force."""
        at_top = word.written(self._selection.rules.rule_set.words) is not None
        return (
            None
            if at_top and not any(word.written(each.words) for each in self._way)
            else self._shot.name
        )


def _scored_above(quality: float | Decimal | None) -> Iterator[Option]:
    """A score above this one, where there is any."""
    if (quality or 0) < _BEST:
        yield (Score(above=quality or 0),)
