"""One selection, and what would become of a picture that it leaves out after a change.

In: a selection. Out: an option for a picture and a trial, if the trial sends the picture.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from selector.engine.case import Case
from selector.engine.struck import circumstances_of, striking
from selector.language.conditions import CONDITIONS
from selector.language.conditions.crop import CROP
from selector.language.conditions.picture import PICTURE
from selector.language.conditions.quality import QUALITY
from selector.language.conditions.type import TYPE
from selector.language.entry_lists.pin import PIN
from selector.language.entry_words.at_most import AT_MOST
from selector.language.kinds.one_of_words import OneOfWords
from selector.language.shot_words.references import REFERENCES
from selector.model.advice import (
    Change,
    Changes,
    ChooseTarget,
    Edit,
    Option,
    Score,
    Words,
    Write,
)
from selector.model.frozen import frozen
from selector.model.left_out import CapReached, LimitReached, Reason
from selector.model.picks import EntryName, Facts, Pick
from selector.model.vocabulary import ASSET_TYPES
from selector.review.advice.changes import RuleChanges
from selector.review.advice.trials import Trial, TrialResult, Trials, Work, outcome, result_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from selector.engine.plan import ShotPlan, Step
    from selector.engine.selection import Selection
    from selector.language.candidate import Candidate
    from selector.language.condition import ConditionWord

_BEST = 10
"""The highest score: no picture can be scored above it."""
_MOST_RAISED = 3
"""How many limits at once advice raises."""
_MOST_MORE = 5
"""How many more references than a picture needs are tried, where slots are reserved."""


@frozen
class LeftOut:
    """A picture that is left out, and the placement, from 0, that offers it first."""

    facts: Facts
    placement: int
    reason: Reason


class Situation:
    """One selection, and the trials made for it, which all its pictures share."""

    def __init__(
        self,
        selection: Selection,
        work: Work,
        shot_plan: ShotPlan | None = None,
        new_file: str = "",
    ) -> None:
        """Take the selection.

        Args:
            selection: The selection.
            work: How much may be tried for it.
            shot_plan: What serves the scene instead of its own plan, if anything does.
            new_file: The name of a file that will extend the rules, if they cannot be changed.
        """
        rules, scene = selection.rules, selection.scene
        self.pool = selection.pool
        self.placements = scene.placements
        self.shot_plan = shot_plan or selection.shot_plan
        earlier = selection.earlier_anew()
        self.circumstances = circumstances_of(self.shot_plan, scene, selection.pool, earlier)
        self.work = work
        self.trials = Trials(selection, self.shot_plan, work)
        self.changes = RuleChanges(rules.rule_set, self.shot_plan, new_file)
        self._new_file = new_file
        self._selection = selection
        self.is_known = shot_plan is None or work.take(self.trials.questions)
        """Whether it was worked out what is sent and why not; it may have been too much."""
        now = result_of((), ())
        if shot_plan is None:
            now = result_of(selection.picks, selection.passed_over)
        elif self.is_known:
            now = outcome(Case(shot_plan, scene, selection.pool, earlier))
        self.picks = now.picks
        """The picks, by place in the pool."""
        self.reason = now.reason
        """Says why a picture is left out, by its place in the pool."""

    def with_strikes(self, bars: tuple[Step, ...], refusals: tuple[Step, ...]) -> Situation:
        """The same with these bans, and these refusals of the video model, alone."""
        shot_plan = replace(self.shot_plan, bars=bars, refusals=refusals)
        return Situation(self._selection, self.work, shot_plan, self._new_file)

    @property
    def before(self) -> int:
        """The number of the last step before the priorities of the shot rule; 0 if none is."""
        return self.changes.before

    @property
    def last(self) -> int:
        """The number of the last step."""
        return self.changes.last

    def taker_of(self, facts: Facts) -> EntryName | None:
        """The step that took a picture that is sent; None if a limit or a pin did."""
        name = self.picks[facts.place].priority
        if any(step.name == name for step in self.shot_plan.steps):
            return name
        return None

    def number_of(self, name: EntryName) -> int:
        """The number of a step among all steps, from 1."""
        return self.shot_plan.step_of(name) + 1

    def step(self, name: EntryName) -> Step:
        """The step of that name."""
        return self.shot_plan.steps[self.shot_plan.step_of(name)]

    def option(self, facts: Facts, trial: Trial, *changes: Change) -> Option | None:
        """Some changes and those that make room for them, if together they send the picture.

        Args:
            facts: The picture.
            trial: The changes, as they are tried.
            changes: The changes, as they are advised.

        Returns:
            The option, or None if the picture would still be left out.
        """
        result = self.trials.of(trial)
        reason = result.reason(facts.place)
        if isinstance(reason, CapReached) and trial.unlimited is None:
            if reason.priority.list == PIN.key:
                return None
            unlimited = replace(trial, unlimited=self.number_of(reason.priority))
            return self.option(facts, unlimited, *changes)
        if isinstance(reason, LimitReached) and len(trial.raised) < _MOST_RAISED:
            raised = {**dict(trial.raised), reason.by: reason.at_most + 1}
            return self.option(facts, replace(trial, raised=tuple(raised.items())), *changes)
        pick = result.picks.get(facts.place)
        if pick is None:
            return None
        references = self._references_for(pick, trial)
        if references is None:
            return None
        room = self._room_for(pick, trial, result, references)
        return self._priced(facts, (*changes, *room), trial, result, references)

    def _priced(
        self, facts: Facts, changes: Changes, trial: Trial, result: TrialResult, references: int
    ) -> Option:
        """An option with what the scene loses and gains.

        Args:
            facts: The picture that is wanted.
            changes: The changes.
            trial: The changes, as they are tried, with any number of references.
            result: What comes of that.
            references: How many are sent.
        """
        if trial.unlimited is not None:
            at_most = self._taken_until(result.picks[facts.place], result)
            trial = replace(trial, at_most=at_most)
            result = self.trials.of(trial)
        if self._counts_all:
            result = self.trials.of(replace(trial, references=references))
        sent = [pick for pick in result.picks.values() if pick.slot <= references]
        return self._costing(changes, sent, facts)

    def instead(self, facts: Facts, other: Facts, change: Change) -> Option:
        """What sends a picture instead of another, and is known without a trial.

        Args:
            facts: The picture.
            other: The one that is sent now.
            change: What puts the picture before that one.

        Returns:
            The option.
        """
        picks = [pick for pick in self.picks.values() if pick.facts.place != other.place]
        return self._costing((change,), picks, facts)

    def by(self, changes: Changes, facts: Facts) -> Option:
        """The option that leads to this situation, in which a picture is sent that is wanted."""
        return self._costing(changes, self.picks.values(), facts)

    def _costing(self, changes: Changes, picks: Iterable[Pick], facts: Facts) -> Option:
        """An option for a picture after which these are sent; another model may send anything."""
        if any(isinstance(change, ChooseTarget) for change in changes):
            return Option(changes=changes)
        sent = {pick.facts.place: pick.facts for pick in picks}
        known = {facts.place, *(pick.facts.place for pick in self._selection.picks)}
        gains = tuple([each for place, each in sent.items() if place not in known])
        return Option(changes=changes, loses=self._lost(sent), gains=gains)

    def _lost(self, sent: Container[int]) -> tuple[Facts, ...]:
        """What the selection sends, and is not among these."""
        picks = self._selection.picks
        return tuple([pick.facts for pick in picks if pick.facts.place not in sent])

    @property
    def _counts_all(self) -> bool:
        """Whether what is sent depends on how many are."""
        return bool(self.shot_plan.limits or self.shot_plan.pins)

    @property
    def scene_number(self) -> str | None:
        """The number of the scene, as the rules write it or would; None if it has none."""
        if self.shot_plan.scene is not None:
            return self.shot_plan.scene.number
        index = self._selection.scene.index
        if index is None:
            return None
        return str(index)

    def pinned(self, facts: Facts, *, unplaced: bool) -> Option | None:
        """The advice to pin a picture for the scene, or else in the shot rule, if that sends it.

        Args:
            facts: The picture.
            unplaced: Whether the scene does not place it.
        """
        for words in _ways_to_name(facts):
            trial = self._pinning(words, unplaced=unplaced)
            pin = self.changes.pin(words, self.scene_number, unplaced=unplaced)
            option = self.option(facts, trial, pin)
            if option is not None:
                return option
        return None

    def pinned_alone(self, facts: Facts) -> Option | None:
        """The advice to pin a picture that the scene places, if nothing else must change."""
        for words in _ways_to_name(facts):
            trial = self._pinning(words, unplaced=False)
            alone = replace(trial, references=self.shot_plan.references)
            sent = self.trials.of(alone).picks
            if facts.place in sent:
                pin = self.changes.pin(words, self.scene_number, unplaced=False)
                return self._costing((pin,), sent.values(), facts)
        return None

    def pinned_instead(self, facts: Facts) -> Facts | None:
        """The picture that goes where this one is pinned, by all that tells it from others."""
        *_, words = _ways_to_name(facts)
        result = self.trials.of(self._pinning(words, unplaced=False))
        for pick in result.picks.values():
            if pick.priority.list == PIN.key and not pick.priority.name:
                return pick.facts
        return None

    def _pinning(self, words: Words, *, unplaced: bool) -> Trial:
        in_scene = self.scene_number is not None
        return Trial(pinned=(words, unplaced), pinned_in_scene=in_scene)

    def _references_for(self, pick: Pick, trial: Trial) -> int | None:
        """How many references send a picture that is picked if any number may be sent.

        Where slots are reserved for limits, that is found by trials; None if they find none.
        """
        enough = max(pick.slot, self.shot_plan.references)
        if not self._counts_all:
            return enough
        for references in range(enough, enough + _MOST_MORE):
            result = self.trials.of(replace(trial, references=references))
            if pick.facts.place in result.picks:
                return references
        return None

    def _room_for(
        self,
        pick: Pick,
        trial: Trial,
        result: TrialResult,
        references: int,
    ) -> Iterator[Write | Edit | ChooseTarget]:
        """Higher limits if the trial had any, and more references if it needs them."""
        for limit, at_most in trial.raised:
            yield self.changes.write_into(limit, AT_MOST, at_most)
        if trial.unlimited is not None:
            at_most = self._taken_until(pick, result)
            yield self.changes.write_into(pick.priority, AT_MOST, at_most)
        if references <= self.shot_plan.references:
            return
        target = self.shot_plan.target
        if target is not None and references > target.references:
            yield ChooseTarget(target=target.id, references=references)
        if not self._asks_for(references):
            yield self.changes.write(REFERENCES, references)

    def _taken_until(self, pick: Pick, result: TrialResult) -> int:
        """How many individuals a priority takes until it takes a picture, with that one."""
        taken = set()
        for other in result.picks.values():
            if other.priority == pick.priority and other.slot <= pick.slot:
                taken.add(self.pool.individuals[other.facts.place])
        return len(taken)

    def _asks_for(self, references: int) -> bool:
        """Whether the rules ask for so many references, however many the video model takes."""
        wanted = self.shot_plan.written_references
        if wanted is None:
            return self.shot_plan.target is not None
        return wanted >= references

    def words_for(self, out: LeftOut) -> Words:
        """What a priority can ask for to get a picture, where it is first offered unstruck."""
        words = [word for word in CONDITIONS.values() if isinstance(word.kind, OneOfWords)]
        candidates = self.candidates(out.facts.place)
        free = [each for each in candidates if not striking(self.shot_plan, each)]
        candidate = [*free, *candidates][0]
        return self.words_of(words, candidate)

    def candidates(self, place: int) -> list[Candidate]:
        """A picture, under each placement that offers it."""
        offering = self.trials.offered.get(place)
        if offering is None:
            return [self.circumstances.unplaced(place)]
        return [self.circumstances.candidate(place, nth) for nth in offering]

    def words_of(self, conditions: Iterable[ConditionWord], candidate: Candidate) -> Words:
        """What each condition must ask for to get a candidate, where a word can say it."""
        words = []
        for condition in conditions:
            found = condition.found_on(candidate)
            word = condition.kind.word_for(found)
            if word is not None:
                words.append((condition.key, word))
        return tuple(words)


def _ways_to_name(facts: Facts) -> Iterator[Words]:
    """The words by which a pin can ask for one picture: more if others have the same tag."""
    by_name: Words = ((PICTURE.key, facts.id or facts.tag),)
    yield by_name
    if facts.type in ASSET_TYPES:
        by_name += ((TYPE.key, facts.type),)
    yield (*by_name, (CROP.key, facts.crop))


def scored_above(situation: Situation, facts: Facts, other: Facts) -> Iterator[Option]:
    """A score above that of a picture that is sent, if there is any.

    Nothing if a rule asks for certain scores, sends pictures side by side, pins or limits them:
    then a higher score may not be enough, or be too much.

    Args:
        situation: The selection.
        facts: The picture that is left out.
        other: The one that is sent.

    Yields:
        At most one option, which sends the picture instead.
    """
    score = other.quality or 0
    shot_plan = situation.shot_plan
    if any(each.word is QUALITY for each in shot_plan.requirements()):
        return
    if any(step.pictures_each is not None for step in shot_plan.steps):
        return
    if shot_plan.pins or shot_plan.limits:
        return
    if score < _BEST:
        yield situation.instead(facts, other, Score(than=other))


def if_alone(option: Option | None) -> Iterator[Option]:
    """An option that is enough without any other change."""
    if option is not None and len(option.changes) == 1:
        yield option


def shortest(options: Iterable[Option | None]) -> Iterator[Option]:
    """The option with the fewest changes, the first of several; nothing if there is none."""
    found = [option for option in options if option is not None]
    if found:
        yield min(found, key=lambda option: len(option.changes))
