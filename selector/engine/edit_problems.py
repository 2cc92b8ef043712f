"""Lists with their edits in; what is wrong with the edits out, as problems."""

from __future__ import annotations

from functools import partial
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING

from selector.engine.effective_lists import EffectiveLists
from selector.language.condition import requirements
from selector.language.conditions import A_CONDITION, CONDITIONS
from selector.language.edit_words.after import AFTER
from selector.language.edit_words.before import BEFORE
from selector.language.edit_words.without import WITHOUT
from selector.language.entry_lists import lists_in, places_of
from selector.language.entry_lists.change import CHANGE
from selector.language.entry_lists.first import FIRST
from selector.language.entry_lists.limits import LIMITS
from selector.language.entry_lists.never import NEVER
from selector.language.entry_lists.pin import PIN
from selector.language.entry_lists.priorities import PRIORITIES
from selector.language.kinds.conditions_within import pictures_that
from selector.language.scene_conditions import SCENE_CONDITIONS, WHEN
from selector.language.shot_words.references import REFERENCES
from selector.model.near_names import did_you_mean
from selector.model.phrases import listed, quoted
from selector.model.problem import Location, Problem, Related, shown
from selector.model.vocabulary import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selector.engine.edits_undone import Inherited
    from selector.engine.layers import Laid, MadeEdit, WrongEdit
    from selector.language.condition import Requirement
    from selector.language.entry_list import EntryList
    from selector.model.ruleset import Entry, RuleSet, ShotRule

_AT = attrgetter("at")
_FEW = 6
"""How many names a hint lists."""


def edit_problems(rule_set: RuleSet) -> Iterator[Problem]:
    """R210, R226, R241: edits that cannot be made; R261 to R264, R266: those not meant so."""
    inherited: list[Inherited] = []
    for entry_list, may_edit, laid, shot_rule in _edited_lists(rule_set):
        for wrong in laid.wrong:
            if shot_rule is not None and wrong.edit.at.source is not rule_set.source:
                inherited.append((shot_rule, entry_list, wrong))
            elif wrong.key or may_edit:  # where nothing can be inherited, R210 is found by hand
                yield _problem(rule_set, entry_list, wrong)
        yield from _not_meant_so(entry_list, laid, may_edit=may_edit)
    if inherited:
        from selector.engine.edits_undone import undone_edits  # noqa: PLC0415  # hardly ever

        yield from undone_edits(rule_set, inherited, partial(_problem, rule_set))


def _not_meant_so(entry_list: EntryList, laid: Laid, *, may_edit: bool) -> Iterator[Problem]:
    """R226, R261 to R264, R266: edits that can be made."""
    if may_edit:
        yield from _without_number(entry_list, laid)
    if entry_list is NEVER:
        yield from _weakened(laid)
    for entry in laid.added:
        yield from _likely_slip(entry_list, entry, laid)
    for made in _edits_of_its_own(laid):
        if may_edit and made.edit.at not in map(_AT, made.edit.conditions):
            yield _edits_what_it_adds(entry_list, made)
        else:  # nothing to edit, or an entry of a scene that is called by a condition
            yield _named_twice(entry_list, made)
    if entry_list is CHANGE and laid.inherited and not laid.entries:
        yield Problem(
            at=laid.made[-1].edit.at,
            code="R263",
            what="This edit drops the only priority left in its shot rule.",
            hint=(
                f"To send no pictures with this shot, write `{REFERENCES.key}: 0`. If only"
                f" `{PIN.key}`, `{FIRST.key}` and `{LIMITS.key}` should count here, leave this"
                " edit as it is."
            ),
        )


def _edited_lists(
    rule_set: RuleSet,
) -> Iterator[tuple[EntryList, bool, Laid, ShotRule | None]]:
    """Every list that may edit another, whether there is another, and what became of its edits.

    Last comes the shot rule that has the list, if one has.
    """
    lists = EffectiveLists(rule_set)
    for place, holder in places_of(rule_set):
        for entry_list in lists_in(place.kind).values():
            if place.kind != "shot rule" and entry_list.written(holder):
                may_edit = rule_set.extends is not None
                yield entry_list, may_edit, lists.in_place(holder, entry_list), None
    for shot_rule in rule_set.shots:
        for entry_list in lists_in("shot rule").values():
            if entry_list.edits and entry_list.written(shot_rule):
                result = PRIORITIES if entry_list is CHANGE else entry_list
                may_edit = entry_list is CHANGE or shot_rule.like is not None
                may_edit = may_edit or rule_set.extends is not None
                yield entry_list, may_edit, lists.of(shot_rule, result), shot_rule


def _problem(rule_set: RuleSet, entry_list: EntryList, wrong: WrongEdit) -> Problem:
    match wrong.why:
        case "no such entry":
            return _no_such_entry(entry_list, wrong, rule_set)
        case "no such key":
            return _no_such_key(entry_list, wrong)
        case "no such neighbour":
            return _no_such_neighbour(entry_list, wrong)
        case "not whole":
            return _not_whole(entry_list, wrong)


def _no_such_entry(entry_list: EntryList, wrong: WrongEdit, rule_set: RuleSet) -> Problem:
    not_there = f"No {entry_list.entry} named `{shown(wrong.missing)}` is inherited here"
    hint = _is_at_top(entry_list, wrong, rule_set) or did_you_mean(wrong.missing, wrong.there)
    if wrong.key:
        what = f"{not_there}, so `{wrong.key}` has nothing to edit."
        hint = hint or _names_there(entry_list, wrong.there)
    else:
        lacks, add = _lacks(entry_list, wrong.edit)
        what = f"{not_there}, and this one has no {lacks}."
        hint = hint or f"Correct the name, or add {add}."
    return Problem(
        at=_at(wrong),
        code="R241",
        what=what,
        hint=hint,
    )


def _is_at_top(entry_list: EntryList, wrong: WrongEdit, rule_set: RuleSet) -> str:
    """What to do about an entry at the top of the file, which only the top edits; else nothing."""
    at_top = entry_list
    if entry_list is CHANGE:
        at_top = FIRST
    entries = at_top.written(rule_set) or ()
    if wrong.edit in entries:
        return ""
    name = plain(wrong.missing)
    if name not in [plain(entry.name) for entry in entries]:
        return ""
    return (
        f"`{shown(name)}` is in `{at_top.key}` at the top of the file, so it can only be edited"
        f" there. To limit it to some shots or scenes, give it a `{WHEN}`."
    )


def _not_whole(entry_list: EntryList, wrong: WrongEdit) -> Problem:
    lacks, add = _lacks(entry_list, wrong.left or wrong.edit)
    return Problem(
        at=_at(wrong),
        code="R210",
        what=f"The {entry_list.entry} `{shown(wrong.edit.name)}` has no {lacks} left.",
        hint=f"Add {add}, or write `drop: true`.",
    )


def _lacks(entry_list: EntryList, entry: Entry) -> tuple[str, str]:
    """What an entry lacks that edits no other or has lost it, and what to add."""
    for key in entry_list.lacks(entry):
        return f"`{key}`", f"`{key}:` and {entry_list.needed[key]}"
    return "condition", A_CONDITION


def _without_number(entry_list: EntryList, laid: Laid) -> Iterator[Problem]:
    """R264: what the edits have left."""
    edits = {made.edit.at: made for made in laid.made}
    added = {entry.at for entry in laid.added}
    for entry in laid.entries:
        if entry.is_partly_read or not entry_list.lacks_number(entry):
            continue
        name = shown(entry.name)
        numbers = quoted(entry_list.needs, "or")
        if entry.at in edits:
            made = edits[entry.at]
            taken = WITHOUT.written(made.edit.words)
            yield Problem(
                at=taken.at if taken else entry.at,
                code="R264",
                what=f"After this edit the {entry_list.entry} `{name}` limits nothing.",
                hint=f"Add {numbers}, with a number, or write `drop: true`.",
                related=(Related(at=made.before.at, what="It is inherited from here"),),
            )
        elif entry.at in added:
            yield Problem(
                at=entry.at,
                code="R264",
                what=f"The {entry_list.entry} `{name}` limits nothing.",
                hint=f"Add {numbers}, with a number.",
            )


def _named_twice(entry_list: EntryList, made: MadeEdit) -> Problem:
    name = shown(plain(made.edit.name))
    return Problem(
        at=made.edit.at,
        code="R226",
        what=f"Two {entry_list.entries} in this list are named `{name}`.",
        hint=f"Explanations refer to {entry_list.entries} by name: give each a name of its own.",
        related=(Related(at=made.before.at, what="The first is here"),),
    )


def _edits_what_it_adds(entry_list: EntryList, made: MadeEdit) -> Problem:
    name = shown(made.edit.name)
    return Problem(
        at=made.edit.at,
        code="R266",
        what=f"This edits the {entry_list.entry} `{name}`, which is added further up in this list.",
        hint=f"If these are two {entry_list.entries}, give this one a name of its own.",
        related=(Related(at=made.before.at, what="It is added here"),),
    )


def _edits_of_its_own(laid: Laid) -> Iterator[MadeEdit]:
    """The edits of entries that the same list of the same file has added."""
    added = set(map(_AT, laid.added))
    for made in laid.made:
        before = made.before.at
        edit = made.edit.at
        if before in added and before.source is edit.source:
            added.add(edit)
            yield made


def _no_such_key(entry_list: EntryList, wrong: WrongEdit) -> Problem:
    name = shown(wrong.edit.name)
    keys = quoted(wrong.there, "and")
    return Problem(
        at=_at(wrong),
        code="R241",
        what=f"The inherited {entry_list.entry} `{name}` has no `{shown(wrong.missing)}`.",
        hint=did_you_mean(wrong.missing, wrong.there) or f"It has {keys}.",
    )


def _no_such_neighbour(entry_list: EntryList, wrong: WrongEdit) -> Problem:
    others = [name for name in wrong.there if name != wrong.edit.name]
    return Problem(
        at=_at(wrong),
        code="R241",
        what=f"No other {entry_list.entry} here is named `{shown(wrong.missing)}`.",
        hint=did_you_mean(wrong.missing, others) or _names_there(entry_list, others),
    )


def _names_there(entry_list: EntryList, names: tuple[str, ...] | list[str]) -> str:
    few = [f"`{shown(name)}`" for name in islice(names, _FEW)]
    if not few:
        return "There is no other one here, so delete this key."
    if len(few) == 1:
        return f"The only one here is {few[0]}."
    if len(names) > _FEW:
        few.append("others")
    return f"The {entry_list.entries} here are {listed(few)}."


def _at(wrong: WrongEdit) -> Location:
    written = wrong.edit.words.get(wrong.key)
    if written is None:
        return wrong.edit.at
    return written.at


def _likely_slip(entry_list: EntryList, entry: Entry, laid: Laid) -> Iterator[Problem]:
    """R261, unless the entry says where it belongs: then it is meant to be new."""
    inherited = list(map(attrgetter("name"), laid.inherited))
    # Of another file, entries are inherited that stand before in the same list.
    for each in laid.added:
        if each is entry:
            break
        if each.at.source is not entry.at.source:
            inherited.append(each.name)
    if plain(entry.name) in map(plain, inherited):
        return  # an edit before it has dropped the inherited one
    hint = did_you_mean(entry.name, inherited)
    if not hint or BEFORE.written(entry.words) or AFTER.written(entry.words):
        return
    yield Problem(
        at=entry.at,
        code="R261",
        what=(
            f"No {entry_list.entry} named `{shown(entry.name)}` is inherited here,"
            " so this one is added at the end."
        ),
        hint=f"{hint} If it is new, use `before` or `after` to say where it belongs.",
    )


def _weakened(laid: Laid) -> Iterator[Problem]:
    """R262: a ban no longer excludes all that it does where it is inherited from."""
    own = {made.edit.at for made in _edits_of_its_own(laid)}
    for made in laid.made:
        if made.edit.at in own:
            continue
        before = _all_requirements(made.before)
        excluded = _in_pictures(made.before)
        name = shown(made.before.name)
        if made.now is None:
            what = f"The inherited ban `{name}` ({excluded}) no longer excludes anything."
        else:
            now = _all_requirements(made.now)
            if all(any(new.covers(old) for old in before) for new in now):
                continue
            what = (
                f"The ban `{name}` no longer excludes everything that the inherited one does:"
                f" {excluded}."
            )
        yield Problem(
            at=made.edit.at,
            code="R262",
            what=what,
            hint="If the inherited ban should stay as it is, add yours under a new name instead.",
            related=(Related(at=made.before.at, what="It is inherited from here"),),
        )


def _in_pictures(entry: Entry) -> str:
    """What a ban excludes: ``pictures labelled draft, only when a note says `night` ``."""
    pictures = pictures_that(requirements(entry.conditions, CONDITIONS))
    on_scene = [each.narrows for each in requirements(entry.when, SCENE_CONDITIONS)]
    if not on_scene:
        return pictures
    return f"{pictures}, only when {listed(on_scene)}"


def _all_requirements(entry: Entry) -> tuple[Requirement, ...]:
    on_scene = requirements(entry.when, SCENE_CONDITIONS)
    return (*requirements(entry.conditions, CONDITIONS), *on_scene)
