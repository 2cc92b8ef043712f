"""A rule file's document in; the problems of its shape that are better said by hand out.

Each check is one generator: its docstring says which code it yields, and why.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from selector.language.conditions import A_CONDITION, CONDITIONS, WITHIN
from selector.language.conditions.of import OF
from selector.language.conditions.picture import PICTURE
from selector.language.edit_words.after import AFTER
from selector.language.edit_words.before import BEFORE
from selector.language.entry_lists import NAME, lists_in
from selector.language.entry_lists.change import CHANGE
from selector.language.entry_lists.priorities import PRIORITIES
from selector.language.scene_conditions import SCENE_CONDITIONS, WHEN
from selector.language.scene_conditions.when_camera import WHEN_CAMERA
from selector.language.scene_conditions.when_note import WHEN_NOTE
from selector.language.scene_conditions.when_placed import WHEN_PLACED
from selector.language.scene_conditions.when_scenes import WHEN_SCENES
from selector.language.scene_conditions.when_shot import WHEN_SHOT
from selector.language.scene_words import SCENES
from selector.language.shot_words import SHOT_WORDS
from selector.model.phrases import quoted
from selector.model.problem import Problem, Related, shown
from selector.model.refusals import YAML, Expected
from selector.model.vocabulary import EXTENDS, LANGUAGE, fold
from selector.reading.rules.empty_stretches import empty_stretches
from selector.reading.rules.entries import (
    COUNTS,
    Holder,
    all_groups,
    as_text,
    entries,
    groups,
    items_in_braces,
    scene_groups,
    scenes,
    shots,
    texts_at,
    word_lists,
)
from selector.reading.rules.several_scenes import several_scenes
from selector.reading.text.document import UNREAD, Document, Steps, value_at

if TYPE_CHECKING:
    from selector.language.entry_list import EntryList

DEEPEST = 2
"""How many levels of conditions an entry may have inside its own."""
LIKE = "like"
_OF_STORYBOARDS = {
    "scene": WHEN_SCENES,
    "scene_index": WHEN_SCENES,
    "shot_type": WHEN_SHOT,
    "camera_movement": WHEN_CAMERA,
    "continuity_notes": WHEN_NOTE,
    "notes": WHEN_NOTE,
}
"""What storyboards call the facts that conditions on the scene ask about."""
BARE = frozenset({"tag", "tags", "manifest_tag", "asset_tag"})
"""Keys that may mean a person, place or thing, or one picture: they are refused."""
_SET = "set of conditions"
_SHORT = 80
"""How long a tag can be that is repeated in a hint."""
_BESIDE_PRIORITIES = {"spellings", *SHOT_WORDS, *lists_in("shot rule")} - {PRIORITIES.key}
"""What a shot rule may have beside its priorities."""


def hand_checks(document: Document) -> Iterator[Problem]:
    """Every error that is said by hand, instead of what pydantic finds at the same location."""
    yield from language_of_another_kind(document)
    yield from unquoted_version(document)
    yield from entries_without_conditions(document)
    yield from entries_without_number(document)
    yield from entries_without_needed_keys(document)
    yield from shots_without_priorities(document)
    yield from empty_scenes(document)
    yield from bare_tags(document)
    yield from conditions_on_the_other_side(document)
    yield from words_of_the_storyboard(document)
    yield from empty_groups(document)
    yield from groups_too_deep(document)


def idle_words(document: Document) -> Iterator[Problem]:
    """Every warning about words that change nothing."""
    yield from repeated_entries(document)
    yield from idle_spellings(document)
    yield from two_neighbours(document)
    yield from several_scenes(document)
    yield from empty_stretches(document)


def unknown_language(document: Document) -> Iterator[Problem]:
    """R208: the file is in another version of the language. Nothing else can then be said of it."""
    language = document.data.get("language")
    is_number = isinstance(language, int) and not isinstance(language, bool)
    if is_number and language != LANGUAGE:
        what = (
            f"The file is in version {shown(language)} of the rule language;"
            f" this version of selector reads version {LANGUAGE}."
        )
        hint = "Install a newer version of selector, or write the file in version 1."
        yield Problem(
            at=document.at(("language",)),
            code="R208",
            what=what,
            hint=hint,
        )


def language_of_another_kind(document: Document) -> Iterator[Problem]:
    """R203: to Python, and so to pydantic, `true` is 1."""
    language = document.data.get("language")
    if isinstance(language, bool | float | str) and language is not UNREAD:
        at = document.at(("language",))
        refusal = YAML.wrong(("language",), Expected("the number 1", 1), language)
        yield Problem(
            at=at,
            code="R203",
            what=refusal.what,
            hint=refusal.hint,
        )


def unquoted_version(document: Document) -> Iterator[Problem]:
    """R209: the version is a number to YAML, which reads `1.10` as 1.1."""
    version = document.data.get("version")
    if isinstance(version, int | float) and not isinstance(version, bool):
        at = document.at(("version",))
        what = "The version is not in quotes, so YAML reads it as a number: `1.10` becomes `1.1`."
        hint = f'Write `version: "{shown(at.written)}"`.'
        yield Problem(
            at=at,
            code="R209",
            what=what,
            hint=hint,
        )


def entries_without_conditions(document: Document) -> Iterator[Problem]:
    """R210: an entry of a list has no condition.

    An unknown key was probably meant as a condition, and is a problem of its own.
    """
    for entry_list, (path, entry) in entries(document):
        if _may_edit(document, entry_list, path):
            continue
        is_named = NAME in entry or path[0] == SCENES
        if not entry_list.has_conditions:
            continue
        if is_named and entry.keys() <= {NAME, WHEN, *entry_list.words}:
            at = document.at(path)
            called = f"This {entry_list.entry}"
            if NAME in entry:
                at = document.at((*path, NAME))
                called = f"The {entry_list.entry} `{shown(entry[NAME])}`"
            what = f"{called} has no condition."
            if WHEN in entry:
                what = f"{called} has no condition on pictures."
            hint = f"Add {A_CONDITION}."
            yield Problem(
                at=at,
                code="R210",
                what=what,
                hint=hint,
            )


def entries_without_number(document: Document) -> Iterator[Problem]:
    """R215: a limit says neither how many at least nor how many at most."""
    for counting, (path, entry) in entries(document):
        if _may_edit(document, counting, path):
            continue
        needs = counting.needs
        if needs and "name" in entry and entry.keys().isdisjoint(needs):
            at = document.at((*path, "name"))
            what = f"The {counting.entry} `{shown(entry['name'])}` limits nothing."
            hint = f"Add {quoted(needs, 'or')}, with a number."
            yield Problem(
                at=at,
                code="R215",
                what=what,
                hint=hint,
            )


def entries_without_needed_keys(document: Document) -> Iterator[Problem]:
    """R202: an entry lacks a key that it must have, for it edits no other."""
    for lacking, (path, entry) in entries(document):
        if _may_edit(document, lacking, path) or NAME not in entry:
            continue
        if entry.keys() - {NAME, WHEN, *lacking.words}:
            continue  # an unknown key was probably meant
        for needed, expected in lacking.needed.items():
            if needed not in entry:
                yield Problem(
                    at=document.at((*path, NAME)),
                    code="R202",
                    what=f"The {lacking.entry} `{shown(entry[NAME])}` has no `{needed}`.",
                    hint=f"Add `{needed}:` and {expected}.",
                )


def _may_edit(document: Document, entry_list: EntryList, path: Steps) -> bool:
    """Whether an entry may edit one that is inherited; the compiler then knows whether it does."""
    if entry_list is CHANGE:
        return True
    holder = value_at(document.data, path[:-2])
    return bool(entry_list.edits) and (LIKE in holder or EXTENDS in document.data)


def shots_without_priorities(document: Document) -> Iterator[Problem]:
    """R211: a shot rule has neither priorities nor `like`."""
    if EXTENDS in document.data:
        return  # they may come from there
    for path, shot in shots(document):
        if shot.keys() <= _BESIDE_PRIORITIES:
            at = document.at(path, key=True)
            what = f"The shot rule `{shown(path[-1])}` has neither `priorities` nor `like`."
            hint = "Add its priorities, or `like:` and the name of another shot rule."
            yield Problem(
                at=at,
                code="R211",
                what=what,
                hint=hint,
            )


def empty_scenes(document: Document) -> Iterator[Problem]:
    """R213: the rule for a scene says nothing."""
    for path, scene in scenes(document):
        if not scene:
            number = path[-1]
            yield Problem(
                at=document.at(path),
                code="R213",
                what=f"The rule for scene {shown(number)} is empty.",
                hint="Write what is different in this scene, or delete its number.",
            )


def bare_tags(document: Document) -> Iterator[Problem]:
    """R212: an entry wants a tag, which may mean somebody or that one picture."""
    for called, (path, holder) in _holders_of_conditions(document):
        for bare in sorted(BARE & holder.keys()):
            somebody, one_picture = _meant_by(holder[bare])
            yield Problem(
                at=document.at((*path, bare), key=True),
                code="R212",
                what=f"A {called} cannot have `{bare}`: it could mean two things.",
                hint=(
                    f"Write `{somebody}` for a person, place or thing (all its pictures), or"
                    f" `{one_picture}` for the pictures with that tag alone."
                ),
            )
    for _, (path, group) in scene_groups(document):
        for bare in sorted(BARE & group.keys()):
            somebody, one_picture = _meant_by(group[bare])
            yield Problem(
                at=document.at((*path, bare), key=True),
                code="R212",
                what=f"`{WHEN}` cannot have `{bare}`: it could mean two things.",
                hint=(
                    "To ask what the scene places, write"
                    f" `{WHEN_PLACED.key}: {{{somebody}}}` for a person, place or thing, or"
                    f" `{WHEN_PLACED.key}: {{{one_picture}}}` for the pictures with that tag alone."
                ),
            )


def _meant_by(written: object) -> tuple[str, str]:
    """A tag as the condition on somebody, and as that on one picture; with it, if it is short."""
    texts = written if isinstance(written, list) else [written]
    if not texts or not all(map(as_text, texts)) or sum(map(len, texts)) > _SHORT:
        return OF.key, PICTURE.key
    somebody, one_picture = [YAML.example(each.key, written)[1:-1] for each in (OF, PICTURE)]
    return somebody, one_picture


def _holders_of_conditions(document: Document) -> Iterator[tuple[str, Holder]]:
    """Everything that has conditions, with what a message calls it."""
    for entry_list, entry in entries(document):
        for holder in (entry, *groups(*entry)):
            yield entry_list.entry, holder
    for item in items_in_braces(document):
        for holder in (item, *groups(*item)):
            yield _SET, holder
    for _, (path, on_scene) in scene_groups(document):
        for key in COUNTS:
            placed = on_scene.get(key)
            if isinstance(placed, dict):
                start = (*path, key)
                for holder in ((start, placed), *groups(start, placed)):
                    yield _SET, holder


def empty_groups(document: Document) -> Iterator[Problem]:
    """R210: there is no condition in the braces of a key that takes conditions."""
    on_scene = f"at least one of {quoted(SCENE_CONDITIONS, 'and')}"
    for found, condition in ((all_groups, A_CONDITION), (scene_groups, on_scene)):
        for _, (path, group) in found(document):
            if group:
                continue
            *_, key = [step for step in path if isinstance(step, str)]
            yield Problem(
                at=document.at(path),
                code="R210",
                what=f"The braces of `{key}` have no condition.",
                hint=f"Add {condition}, or delete the braces.",
            )


def conditions_on_the_other_side(document: Document) -> Iterator[Problem]:
    """R201: a condition on the scene stands beside those on pictures, or the other way round."""
    items = dict(items_in_braces(document))
    for start, (path, group) in chain(_whole_entries(document), all_groups(document)):
        for of_scene in SCENE_CONDITIONS.keys() & (group.keys() - CONDITIONS.keys()):
            hint = f"Write it in the entry's `{WHEN}`: `{WHEN}: {{{of_scene}: …}}`."
            if start in items:
                hint = f"Give an entry, such as a priority, a `{WHEN}: {{{of_scene}: …}}` instead."
            yield Problem(
                at=document.at((*path, of_scene), key=True),
                code="R201",
                what=f"`{of_scene}` is a condition on the scene, not on a picture.",
                hint=hint,
            )
    for _, (path, group) in scene_groups(document):
        for of_picture in CONDITIONS.keys() & (group.keys() - SCENE_CONDITIONS.keys()):
            yield Problem(
                at=document.at((*path, of_picture), key=True),
                code="R201",
                what=f"`{of_picture}` is a condition on pictures, and `{WHEN}` is about the scene.",
                hint=(
                    f"Write it beside `{WHEN}`, or ask what the scene places:"
                    f" `{WHEN_PLACED.key}: {{{of_picture}: …}}`."
                ),
            )
    for lacking, (path, entry) in entries(document):
        if lacking.has_conditions:
            continue
        for of_picture in CONDITIONS.keys() & (entry.keys() - SCENE_CONDITIONS.keys()):
            yield Problem(
                at=document.at((*path, of_picture), key=True),
                code="R201",
                what=(
                    f"`{of_picture}` is a condition on pictures, and a {lacking.entry} takes none."
                ),
                hint=(
                    "Ask what the scene places:"
                    f" `{WHEN}: {{{WHEN_PLACED.key}: {{{of_picture}: …}}}}`."
                ),
            )


def words_of_the_storyboard(document: Document) -> Iterator[Problem]:
    """R201: what a storyboard calls a fact of the scene stands beside conditions on pictures."""
    for _, (path, group) in chain(_whole_entries(document), all_groups(document)):
        for said in _OF_STORYBOARDS.keys() & group.keys():
            condition = f"{WHEN}: {{{_OF_STORYBOARDS[said].key}: …}}"
            yield Problem(
                at=document.at((*path, said), key=True),
                code="R201",
                what=f"`{said}` is not a condition.",
                hint=f"To ask about the scene, give the entry `{condition}`.",
            )


def _whole_entries(document: Document) -> Iterator[tuple[Steps, Holder]]:
    """Each entry as conditions in braces are: with the path of what it is in."""
    for _, entry in entries(document):
        yield entry[0], entry


def groups_too_deep(document: Document) -> Iterator[Problem]:
    """R201: conditions stand inside conditions where they cannot."""
    for start, (path, group) in chain(all_groups(document), scene_groups(document)):
        around = [step for step in path[len(start) :] if isinstance(step, str)]
        for key in WITHIN:
            refusal = _not_inside(key, around)
            if key in group and refusal:
                what, hint = refusal
                at = document.at((*path, key), key=True)
                yield Problem(
                    at=at,
                    code="R201",
                    what=what,
                    hint=hint,
                )


def _not_inside(key: str, around: list[str]) -> tuple[str, str] | None:
    """Why a key that takes conditions cannot be inside others, and what to do; None if it can."""
    if key in around and not WITHIN[key].may_hold_itself:
        what = f"`{key}` cannot be inside `{key}`."
        return what, f"Move its conditions into the outer `{key}`."
    if len(around) != DEEPEST:
        return None
    levels = " inside ".join(f"`{each}`" for each in (key, *reversed(around)))
    what = f"{levels} is nested too deeply: at most {DEEPEST} levels are allowed."
    return what, "Use fewer levels, or several entries."


def repeated_entries(document: Document) -> Iterator[Problem]:
    """R256: a list has the same word twice."""
    for path in word_lists(document):
        first: dict[str, Steps] = {}
        for here, word in texts_at(document, path):
            earlier = first.setdefault(word, here)
            if earlier == here:
                continue
            related = Related(at=document.at(earlier), what="The first is here")
            yield Problem(
                at=document.at(here),
                code="R256",
                what=f"`{shown(word)}` is in this list twice.",
                hint="Delete one of the two.",
                related=(related,),
            )


def idle_spellings(document: Document) -> Iterator[Problem]:
    """R257: a spelling folds to its own rule's name, or to another of its spellings."""
    for path, _ in shots(document):
        name = str(path[-1])
        by_folded = {fold(name): name}
        for here, spelling in texts_at(document, (*path, "spellings")):
            folded = fold(spelling)
            same = by_folded.setdefault(folded, spelling)
            if folded and same != spelling:
                what = f"The spelling `{shown(spelling)}` means the same as `{shown(same)}`."
                hint = "Delete it: case, spaces, hyphens and underscores make no difference."
                yield Problem(
                    at=document.at(here),
                    code="R257",
                    what=what,
                    hint=hint,
                )


def two_neighbours(document: Document) -> Iterator[Problem]:
    """R267: an edit says both what it comes before and what it comes after."""
    for entry_list, (path, entry) in entries(document):
        if not entry_list.edits or not entry.keys() >= {BEFORE.key, AFTER.key}:
            continue
        related = Related(at=document.at((*path, AFTER.key)), what="This one counts")
        yield Problem(
            at=document.at((*path, BEFORE.key)),
            code="R267",
            what=f"`{BEFORE.key}` has no effect beside `{AFTER.key}`: only `{AFTER.key}` counts.",
            hint="Delete one of the two.",
            related=(related,),
        )
