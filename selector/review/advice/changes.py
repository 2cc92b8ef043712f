"""The changes that advice asks for, as they are made in the rule file: steps and words in.

An entry that the file itself writes is changed where it stands; one that it inherits, or edits
already, by one more edit.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any

from selector.among_threads import cached_property
from selector.engine.likes import ways_of
from selector.language.edit_words.after import AFTER
from selector.language.edit_words.before import BEFORE
from selector.language.edit_words.drop import DROP
from selector.language.entry_lists.change import CHANGE
from selector.language.entry_lists.first import FIRST
from selector.language.entry_lists.pin import PIN
from selector.language.entry_lists.priorities import PRIORITIES
from selector.model.advice import (
    AlsoFirst,
    AskForIt,
    Changes,
    Edit,
    EditWords,
    FileToChange,
    Lift,
    MoveUp,
    Pinned,
    Widen,
    Words,
    Write,
)
from selector.model.vocabulary import plain
from selector.review.advice.inherited import Inherited
from selector.review.advice.trials import widened

if TYPE_CHECKING:
    from selector.engine.plan import ShotPlan
    from selector.language.word import Word
    from selector.model.picks import EntryName
    from selector.model.ruleset import RuleSet, ShotRule


class RuleChanges:
    """Changes of the rules that serve one scene."""

    def __init__(self, rule_set: RuleSet, shot_plan: ShotPlan, new_file: str = "") -> None:
        """Take the rules.

        Args:
            rule_set: The rules.
            shot_plan: The plan that serves the scene.
            new_file: The name of a file that will extend the rules, so that it inherits everything.
        """
        self._rule_set = rule_set
        self._shot_plan = shot_plan
        self._new_file = new_file

    @cached_property
    def _way(self) -> tuple[ShotRule, ...]:
        """The shot rule, the one that it is like, and so on."""
        name = self._shot_plan.name
        return next(way for way in ways_of(self._rule_set) if way[0].name == name)

    @cached_property
    def _inherited(self) -> Inherited:
        """What the rule file inherits from others and edits."""
        return Inherited(
            self._rule_set,
            self._way,
            is_all=bool(self._new_file),
        )

    @cached_property
    def file(self) -> FileToChange:
        """The file that is changed. What stands in another that it extends has no line here."""
        if self._new_file:
            return FileToChange(name=self._new_file)
        rule_set = self._rule_set
        own = rule_set.source
        shots = {each.name: each.at.line for each in rule_set.shots if each.at.source is own}
        scenes = {each.number: each.at.line for each in rule_set.scenes if each.at.source is own}
        return FileToChange(name=own.name, shots=shots, scenes=scenes)

    @property
    def _writer(self) -> str:
        """The name of the shot rule that wrote the priorities."""
        for shot_rule in self._way:
            if PRIORITIES.written(shot_rule):
                return shot_rule.name
        return self._shot_plan.name

    def shot_of(self, name: EntryName) -> str | None:
        """The name of the shot rule that wrote an entry; None if no shot rule did."""
        if not name.shot:
            return None
        for shot_rule in self._way:
            for entries in shot_rule.lists.values():
                if any(entry.at == name.at for entry in entries):
                    return shot_rule.name
        return self._writer if name.list == PRIORITIES.key else None

    @property
    def before(self) -> int:
        """The number of the last step before the priorities of the shot rule; 0 if none is."""
        steps = self._shot_plan.steps
        return sum(step.name.list != PRIORITIES.key for step in steps)

    @property
    def last(self) -> int:
        """The number of the last step."""
        return len(self._shot_plan.steps)

    def write(self, word: Word[Any], value: int | tuple[str, ...]) -> Write:
        """The advice to write a word of the whole shot, in its rule or at the top of the file."""
        scene = self._shot_plan.scene
        if scene is not None and word.written(scene.words):
            return Write(
                key=word.key,
                value=value,
                shot=None,
                scene=scene.number,
            )
        shot: str | None = self._shot_plan.name
        at_top = word.written(self._rule_set.words)
        layers = [shot_rule.words for shot_rule in self._way]
        if at_top and not any(map(word.written, layers)):
            shot = None
        return Write(key=word.key, value=value, shot=shot)

    def write_into(
        self, entry: EntryName, word: Word[Any], value: int | tuple[str, ...]
    ) -> Write | Edit:
        """The advice to write a word of an entry.

        Args:
            entry: The entry.
            word: The word.
            value: Its value.

        Returns:
            The change.
        """
        if self._inherited.is_edited(entry):
            return self._inherited.edit(entry, ((word.key, value),))
        return Write(
            key=word.key,
            value=value,
            shot=self.shot_of(entry),
            priority=entry.name,
            list=entry.list,
            scene=entry.scene,
            at=entry.at,
        )

    def lift(self, ban: EntryName) -> Changes:
        """The advice to lift a ban: to delete it, or to drop it where it is inherited or edited.

        What edits it further on must go as well, for it would have nothing to edit, and what is
        placed before or after it.
        """
        lift: Lift | Edit = Lift(ban=ban)
        holder = self.shot_of(ban)
        if self._inherited.is_edited(ban):
            lift = self._inherited.edit(ban, ((DROP.key, True),))
            holder = ban.shot
        is_deleted = isinstance(lift, Lift)
        return lift, *self._inherited.changes_with(ban, holder, is_deleted=is_deleted)

    def move_up(self, priority: EntryName) -> MoveUp | Edit:
        """The advice to move a priority further up in its list."""
        same = self._names_in(priority.place)
        in_one_list = not any(map(self._inherited.has, same))
        if priority.shot:
            in_one_list = self._inherited.is_one_list
        if not in_one_list:
            return self._inherited.edit(priority, ((BEFORE.key, same[0].name),))
        shot = self.shot_of(priority)
        return MoveUp(
            priority=priority.name,
            shot=shot,
            scene=priority.scene,
            at=priority.at,
        )

    def _names_in(self, place: str) -> list[EntryName]:
        """The names of the steps that stand in one place, in order."""
        return [step.name for step in self._shot_plan.steps if step.name.place == place]

    def also_first(self, priority: EntryName) -> AlsoFirst | None:
        """The advice to copy a priority to the top of `first`; None where it cannot be copied."""
        if self._inherited.is_composed(priority):
            return None
        there = FIRST.written(self._rule_set) or ()
        names = map(plain, map(attrgetter("name"), there))
        before = None
        at_top = self._names_in("top")
        if any(map(self._inherited.has, at_top)):
            before = at_top[0].name
        entry = None
        if self._inherited.has(priority):
            entry = priority
        shot = self.shot_of(priority)
        return AlsoFirst(
            priority=priority.name,
            shot=shot,
            before=before,
            entry=entry,
            is_renamed=plain(priority.name) in names,
            at=priority.at,
        )

    def pin(self, words: Words, scene: str | None, *, unplaced: bool) -> Pinned:
        """The advice to pin a picture.

        Args:
            words: What tells it from all others.
            scene: The number of the scene; None where it has none, so that the shot rule pins it.
            unplaced: Whether the scene does not place it.

        Returns:
            The change.
        """
        shot = name = None
        if scene is None:
            shot = self._shot_plan.name
            name = self._inherited.new_name(words[:1], PIN.key)
        return Pinned(
            words=words,
            unplaced=unplaced,
            shot=shot,
            scene=scene,
            name=name,
        )

    def widen(self, priority: EntryName, words: Words) -> Widen | Edit:
        """The advice to let a priority take more words.

        Args:
            priority: The priority.
            words: One more word for each of these conditions.

        Returns:
            The change.
        """
        if not self._inherited.is_edited(priority):
            shot = self.shot_of(priority)
            return Widen(
                words=words,
                priority=priority.name,
                shot=shot,
                scene=priority.scene,
                at=priority.at,
            )
        number = self._shot_plan.step_of(priority)
        step = widened(self._shot_plan.steps[number], words)
        more = dict(words)
        whole: EditWords = ()
        for each in step.conditions:
            if each.word.key in more:
                whole += ((each.word.key, each.word.kind.in_order(each.wanted)),)
        return self._inherited.edit(priority, whole)

    def ask(self, words: Words, after: int, taker: EntryName | None = None) -> AskForIt | Edit:
        """The advice to add a priority.

        Args:
            words: What it asks for.
            after: The number of the step that it comes after; `before` for the top of its list.
            taker: The priority that it must come after, if there is one.

        Returns:
            The change.
        """
        if not self._inherited.is_one_list:
            return self._inherited.new_priority(words, self._place_after(after))
        later = None
        if taker is not None:
            later = taker.name
        is_last = after == self.last
        number = 0
        if after > self.before:
            number = self._shot_plan.steps[after - 1].name.number
        return AskForIt(
            name=self._inherited.new_name(words, PRIORITIES.key, CHANGE.key),
            words=words,
            shot=self._writer,
            after=number,
            is_last=is_last,
            later=later,
        )

    def _place_after(self, after: int) -> Words:
        """How an edit says that a priority comes after the step of that number."""
        if after == self.last:
            return ()
        if after > self.before:
            return ((AFTER.key, self._shot_plan.steps[after - 1].name.name),)
        return ((BEFORE.key, self._shot_plan.steps[after].name.name),)
