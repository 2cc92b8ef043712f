"""Rules as they would be after a change that is advised: rules and changes in; rules out.

A change is made as a rule file would make it that extends the rules: an entry at the end of a list
edits the one of its name there (see `selector.engine.layers`), so that it comes to the same whether
a director changes an entry where it stands or by one more line. Only what edits a ban that is
lifted, or is placed by it, is taken away where it stands.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from selector.engine.compile import compile_rules
from selector.engine.effective_lists import EffectiveLists
from selector.engine.extended import laid_over
from selector.language.conditions import CONDITIONS
from selector.language.edit_words.after import AFTER
from selector.language.edit_words.before import BEFORE
from selector.language.edit_words.drop import DROP
from selector.language.entry_lists import ENTRY_LISTS
from selector.language.entry_lists.change import CHANGE
from selector.language.entry_lists.first import FIRST
from selector.language.entry_lists.never import NEVER
from selector.language.entry_lists.pin import PIN
from selector.language.entry_lists.priorities import PRIORITIES
from selector.language.entry_words.unplaced import UNPLACED
from selector.language.shot_words import SHOT_WORDS
from selector.language.word import words_of
from selector.model.advice import (
    AlsoFirst,
    AskForIt,
    DeleteEdits,
    DeletePlace,
    Edit,
    Lift,
    LikeAgain,
    MoveUp,
    Pinned,
    Widen,
    Write,
)
from selector.model.problem import Location, Source
from selector.model.ruleset import Condition, Entry, SceneRule, ShotRule, Written
from selector.model.vocabulary import fold, plain
from selector.reading.targets import known_models

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from selector.engine.rules import Rules
    from selector.language.entry_list import HasLists
    from selector.model.advice import ChangeOfRules
    from selector.model.picks import EntryName
    from selector.model.ruleset import EntryLists, RuleSet, WrittenWords

    _Making: TypeAlias = Callable[[RuleSet, Any], RuleSet]
    _Holder = TypeVar("_Holder", RuleSet, ShotRule, SceneRule)
    _Placed: TypeAlias = Write | MoveUp | Widen | Edit | Pinned | AskForIt

_NOWHERE = Location(source=Source(name="", text=""))
"""The location of what no file has."""
_NAMELESS = ""
"""The name of a new entry that needs none: no file can have it."""


def rules_after(
    rules: Rules, changes: Iterable[ChangeOfRules], *, in_new_file: bool = False
) -> Rules | None:
    """The rules after some changes, for the same video model.

    Args:
        rules: The rules.
        changes: The changes; all are made.
        in_new_file: Whether they are made in a new file, which extends all of the rules.

    Returns:
        The rules; None if there would be a mistake in them.
    """
    rule_set = rules.rule_set
    for change in changes:
        if isinstance(change, LikeAgain):
            addition = _like_again(rule_set, change, keeps_own=not in_new_file)
        elif isinstance(change, DeleteEdits):
            rule_set = _without_edits(rule_set, change)
            continue
        elif isinstance(change, DeletePlace):
            rule_set = _without_places(rule_set)
            continue
        else:
            addition = _MAKING[type(change)](rule_set, change)
        rule_set = laid_over(addition, [("", rule_set)])
    after, _ = compile_rules(rule_set, known_models, rules.target)
    return after


def _written(rule_set: RuleSet, change: Write) -> RuleSet:
    """A word of the top, of a shot rule, of a scene or of an entry."""
    if change.priority is not None:
        key = _edits_of(change.list)
        line = _line(key, change.priority, {change.key: change.value})
        return _with_line(rule_set, change, key, line)
    value = SHOT_WORDS[change.key].read(_as_read(change.value))
    return _addition(rule_set, change, words={change.key: _said(value)})


def _moved_up(rule_set: RuleSet, change: MoveUp) -> RuleSet:
    key = _list_of(change)
    first = _entries(rule_set, change)[0]
    line = _line(key, change.priority, {BEFORE.key: first.name})
    return _with_line(rule_set, change, key, line)


def _also_first(rule_set: RuleSet, change: AlsoFirst) -> RuleSet:
    copied = _named(_entries(rule_set, change), change.priority)
    words = dict(copied.words)
    there = FIRST.written(rule_set)
    if there:
        words[BEFORE.key] = _said(there[0].name)
    entry = replace(copied, name=_NAMELESS, words=words, laid_over=())
    return _bare(rule_set, lists={FIRST.key: (entry,)})


def _widened(rule_set: RuleSet, change: Widen) -> RuleSet:
    entry = _named(_entries(rule_set, change), change.priority)
    more = dict(change.words)
    conditions = []
    for condition in entry.conditions:
        if condition.key in more:
            values = (*condition.values, more[condition.key])
            conditions.append(replace(condition, values=values))
    line = Entry(name=entry.name, conditions=tuple(conditions), at=_NOWHERE)
    return _with_line(rule_set, change, _list_of(change), line)


def _new_priority(rule_set: RuleSet, change: AskForIt) -> RuleSet:
    words: dict[str, object] = dict(change.words)
    names = [entry.name for entry in _entries(rule_set, change)]
    if not change.is_last and change.after:
        words[AFTER.key] = names[change.after - 1]
    elif not change.is_last and names:
        words[BEFORE.key] = names[0]
    line = _line(CHANGE.key, change.name, words)
    return _with_line(rule_set, change, CHANGE.key, line)


def _lifted(rule_set: RuleSet, change: Lift) -> RuleSet:
    lists = {NEVER.key: (_line(NEVER.key, change.ban.name, {DROP.key: True}),)}
    for shot_rule in rule_set.shots:
        if _has(shot_rule, change.ban):
            return _bare(rule_set, shots=(_shot(shot_rule.name, lists=lists),))
    for scene in rule_set.scenes:
        if _has(scene, change.ban):
            return _bare(rule_set, scenes=(_scene(scene.number, lists=lists),))
    return _bare(rule_set, lists=lists)


def _has(holder: HasLists, ban: EntryName) -> bool:
    return any(entry.at == ban.at for entry in NEVER.written(holder) or ())


def _edited(rule_set: RuleSet, change: Edit) -> RuleSet:
    line = _line(change.list, change.name, dict(change.words))
    return _with_line(rule_set, change, change.list, line)


def _pinned(rule_set: RuleSet, change: Pinned) -> RuleSet:
    words: dict[str, object] = dict(change.words)
    if change.unplaced:
        words[UNPLACED.key] = True
    line = _line(PIN.key, change.name or _NAMELESS, words)
    return _with_line(rule_set, change, PIN.key, line)


_MAKING: Mapping[type[ChangeOfRules], _Making] = {
    Write: _written,
    MoveUp: _moved_up,
    AlsoFirst: _also_first,
    Widen: _widened,
    AskForIt: _new_priority,
    Lift: _lifted,
    Edit: _edited,
    Pinned: _pinned,
}
"""What makes each other kind of change: what a file would say that extends the rules."""


def _like_again(rule_set: RuleSet, change: LikeAgain, *, keeps_own: bool) -> RuleSet:
    """A shot rule that begins anew. What the file itself says in it stays."""
    like = _said(change.like)
    words = {}
    lists = {}
    for shot_rule in rule_set.shots:
        if shot_rule.name != change.shot or not keeps_own:
            continue
        for key, written in shot_rule.words.items():
            if _is_own(rule_set, written):
                words.update({key: written})
        for key, entries in shot_rule.lists.items():
            own = [entry for entry in entries if _is_own(rule_set, entry)]
            if own:
                lists[key] = tuple(own)
    begun = _shot(
        change.shot,
        words=words,
        lists=lists,
    )
    return _bare(rule_set, shots=(replace(begun, like=like),))


def _is_own(rule_set: RuleSet, said: Entry | Written[Any]) -> bool:
    """Whether the file itself says it, not one that it extends."""
    return said.at.source is rule_set.source


def _without_edits(rule_set: RuleSet, change: DeleteEdits) -> RuleSet:
    """The rules without what the file itself says in some shot rules to edit a ban."""
    name = plain(change.ban.name)

    def stays(ban: Entry) -> bool:
        return plain(ban.name) != name or not _is_own(rule_set, ban)

    shots = []
    for shot_rule in rule_set.shots:
        left = shot_rule
        if shot_rule.name in change.shots:
            bans = shot_rule.lists[NEVER.key]
            left = _with_bans(shot_rule, filter(stays, bans))
        shots.append(left)
    return replace(rule_set, shots=tuple(shots))


def _without_places(rule_set: RuleSet) -> RuleSet:
    """The rules without any place of a ban: which stands first changes nothing that is sent."""
    return replace(
        rule_set,
        lists=_unplaced(rule_set).lists,
        shots=tuple(map(_unplaced, rule_set.shots)),
        scenes=tuple(map(_unplaced, rule_set.scenes)),
    )


def _unplaced(holder: _Holder) -> _Holder:
    """What bans stand in, and none of them with a place."""
    bans = []
    for ban in holder.lists.get(NEVER.key, ()):
        words = dict(ban.words)
        words.pop(BEFORE.key, None)
        words.pop(AFTER.key, None)
        bans.append(replace(ban, words=words))
    return _with_bans(holder, bans)


def _with_bans(holder: _Holder, bans: Iterable[Entry]) -> _Holder:
    """The same with these bans; without the list if there are none."""
    lists = dict(holder.lists)
    lists.pop(NEVER.key, None)
    left = tuple(bans)
    if left:
        lists[NEVER.key] = left
    return replace(holder, lists=lists)


def _line(key: str, name: str, words: Mapping[str, object]) -> Entry:
    """An entry of the list of that key, as it would be read."""
    known = ENTRY_LISTS[key].all_words
    conditions = []
    for each in CONDITIONS:
        if each in words:
            # Advice asks for words and texts alone.
            values = words_of(_as_read(words[each]))
            conditions.append(Condition(key=each, values=values, at=_NOWHERE))
    own = {}
    for each in words.keys() - CONDITIONS.keys():
        own[each] = _said(known[each].read(_as_read(words[each])))
    return Entry(
        name=name,
        conditions=tuple(conditions),
        words=own,
        at=_NOWHERE,
    )


def _with_line(rule_set: RuleSet, change: _Placed, key: str, line: Entry) -> RuleSet:
    """A file that has a line in the list of that key."""
    return _addition(rule_set, change, lists={key: (line,)})


def _addition(
    rule_set: RuleSet,
    change: _Placed,
    words: WrittenWords | None = None,
    lists: EntryLists | None = None,
) -> RuleSet:
    """A file that says so where the change is made: in a scene, in a shot rule or at the top."""
    words = words or {}
    lists = lists or {}
    if not isinstance(change, AskForIt) and change.scene is not None:
        return _bare(rule_set, scenes=(_scene(change.scene, words, lists),))
    if change.shot is not None:
        return _bare(rule_set, shots=(_shot(change.shot, words, lists),))
    return _bare(rule_set, words=words, lists=lists)


def _bare(
    rule_set: RuleSet,
    words: WrittenWords | None = None,
    lists: EntryLists | None = None,
    shots: tuple[ShotRule, ...] = (),
    scenes: tuple[SceneRule, ...] = (),
) -> RuleSet:
    """A file with the name of the rules that says this and nothing else."""
    return replace(
        rule_set,
        words=words or {},
        lists=lists or {},
        shots=shots,
        scenes=scenes,
    )


def _shot(
    name: str, words: WrittenWords | None = None, lists: EntryLists | None = None
) -> ShotRule:
    return ShotRule(
        name=name,
        words=words or {},
        lists=lists or {},
        at=_NOWHERE,
    )


def _scene(
    number: str, words: WrittenWords | None = None, lists: EntryLists | None = None
) -> SceneRule:
    return SceneRule(
        number=number,
        words=words or {},
        lists=lists or {},
        at=_NOWHERE,
    )


def _list_of(change: MoveUp | Widen) -> str:
    """The list that edits the priority: those of the top and of scenes come first."""
    return FIRST.key if change.shot is None else CHANGE.key


def _edits_of(key: str) -> str:
    """The list that edits the entries of another: priorities have one of their own for that."""
    return CHANGE.key if key == PRIORITIES.key else key


def _entries(rule_set: RuleSet, change: MoveUp | Widen | AlsoFirst | AskForIt) -> tuple[Entry, ...]:
    """The entries of the list that a change is made in, after all edits."""
    lists = EffectiveLists(rule_set)
    if change.shot is not None:
        name = fold(change.shot)
        shot_rule = next(each for each in rule_set.shots if fold(each.name) == name)
        return lists.of(shot_rule, PRIORITIES).entries
    holder: HasLists = rule_set
    if isinstance(change, MoveUp | Widen) and change.scene is not None:
        holder = next(each for each in rule_set.scenes if each.number == change.scene)
    return lists.in_place(holder, FIRST).entries


def _named(entries: Iterable[Entry], name: str) -> Entry:
    return next(entry for entry in entries if entry.name == name)


def _said(value: object) -> Written[Any]:
    return Written(value=value, at=_NOWHERE)


def _as_read(value: object) -> object:
    """A value as YAML has it."""
    return list(value) if isinstance(value, tuple) else value
