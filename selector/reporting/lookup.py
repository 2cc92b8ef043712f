"""Which pictures of a scene's answer a person means by a tag, an id, a name or a file.

In: a scene's answer, and a word that a person typed. Out: the picks and the pictures left out that
the word names, or a sentence that nothing has that name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import PurePosixPath
from typing import TypeVar

from selector.engine.manifest_values import clean_tag
from selector.engine.selection import Selection
from selector.model.left_out import PassedOver
from selector.model.near_names import did_you_mean
from selector.model.phrases import listed
from selector.model.picks import Facts, Pick, problems_in
from selector.model.vocabulary import plain
from selector.reporting.note_words import Known
from selector.reporting.stored_answer import Answer
from selector.reporting.terminal import printable
from selector.reporting.words import picture_of, what_it_shows

_MOST_LISTED = 12
"""How many tags are listed."""
_LONGEST = 60
"""How many characters of a tag are shown."""

_Entry = Pick | PassedOver
_NameOf = Callable[[_Entry], str | None]
_AnEntry = TypeVar("_AnEntry", Pick, PassedOver)
_Entries = tuple[tuple[Pick, ...], tuple[PassedOver, ...]]


def entries_of(answer: Answer, word: str) -> _Entries:
    """The picks and the pictures left out that a word names, by the first of `NAMES` that fits."""
    for name_of_entry in NAMES:
        picks = _named(answer.picks, name_of_entry, word)
        out = _named(answer.passed_over, name_of_entry, word)
        if picks or out:
            return picks, out
    return (), ()


def known_of(answer: Answer) -> Known:
    """What notes on the bans and pins of an answer may say besides; nothing of one on record."""
    if not isinstance(answer, Selection):
        return Known()
    shot_plan = answer.shot_plan
    entries = {}
    for step in (*shot_plan.strikes, *shot_plan.pins):
        entries[step.name.path] = step.name
    of_others = {}
    for path, place in _pictures_of_others(answer):
        of_others[path] = answer.pool.facts[place]
    return Known(entries=entries, of_others=of_others)


def _pictures_of_others(answer: Selection) -> Iterable[tuple[str, int]]:
    if not problems_in(answer.notes):
        return ()
    from selector.engine.pins_not_sent import pictures_of_others  # noqa: PLC0415  # few have any

    earlier = answer.earlier_anew()
    return pictures_of_others(answer.shot_plan, answer.scene, answer.pool, earlier).items()


def _named(entries: Iterable[_AnEntry], name_of_entry: _NameOf, word: str) -> tuple[_AnEntry, ...]:
    return tuple(entry for entry in entries if _is(name_of_entry(entry), word))


def name_meant(answer: Answer, written: str) -> str | None:
    """The name in the film that a word stands for.

    A name may be written in brackets, as the end of a path, or with other capitals. The answer is
    None where no name fits, or where two names differ by their capitals alone.
    """
    names = _names(answer)
    written = plain(written)
    cleaned = clean_tag(written)
    for word in (written, cleaned, cleaned.removeprefix("./")):
        if word in names:
            return word
    paths = [name for name in names if "/" in name]
    ends = [path for path in paths if cleaned.endswith(f"/{path}")]
    folded = cleaned.casefold()
    alike = [name for name in names if name.casefold() == folded]
    for found in (ends, alike):
        if len(found) == 1:
            return found[0]
    return None


def nothing_named(answer: Answer, written: str) -> str:
    """That nothing has this name, with the nearest name, or else with the tags in the scene."""
    nothing = f"Nothing in this film has the tag, id, name or file `{_shortened(written)}`."
    near = did_you_mean(written, _names(answer))
    if near:
        return f"{nothing} {near}"
    placements = answer.scene.placements
    if not placements:
        return f"{nothing} The scene places nothing."
    tags = list(dict.fromkeys(placement.tag for placement in placements))
    return f"{nothing} The scene places {_listed(tags)}."


def others_of_one(answer: Answer, word: str) -> str:
    """Which other tags show the one that a tag shows, in a sentence; empty for no tag, or none."""
    if not isinstance(answer, Selection):
        return ""
    pool = answer.pool
    ones = pool.individuals_of(word)
    of_ones = []
    for individual, facts in zip(pool.individuals, pool.facts, strict=True):
        if individual in ones:
            of_ones.append(facts)
    tags = dict.fromkeys(facts.tag for facts in of_ones)
    tags.pop(word, None)
    if not tags:
        return ""
    others = _listed([*tags])
    shown = what_it_shows(of_ones[0])
    or_name = _or_name(of_ones)
    if len(tags) == 1:
        return f"{others} shows the same {shown}: ask for that tag, too{or_name}."
    return f"{others} show the same {shown}: ask for those tags, too{or_name}."


def _or_name(of_ones: Iterable[Facts]) -> str:
    for facts in of_ones:
        if facts.individual:
            return f", or for `{_shortened(facts.individual)}`"
    return ""


def _listed(tags: Sequence[str]) -> str:
    """The first of some tags, and how many more there are."""
    shown = [f"`{_shortened(tag)}`" for tag in tags[:_MOST_LISTED]]
    more = len(tags) - len(shown)
    if more:
        shown.append(f"{more:,} more")
    return listed(shown)


def _is(name: str | None, word: str) -> bool:
    if name is None:
        return False
    return word in {name, plain(name)}


def _shortened(name: str) -> str:
    if len(name) > _LONGEST:
        name = f"{name[: _LONGEST - 1]}…"
    return printable(name)


def _tag(entry: _Entry) -> str | None:
    return entry.tag


def _id(entry: _Entry) -> str | None:
    return entry.facts.id if entry.facts else None


def _individual(entry: _Entry) -> str | None:
    return entry.facts.individual if entry.facts else None


def _path(entry: _Entry) -> str | None:
    return picture_of(entry.asset)


def _file(entry: _Entry) -> str | None:
    path = picture_of(entry.asset)
    if path is None:
        return None
    return PurePosixPath(path).name


NAMES: tuple[_NameOf, ...] = (_tag, _id, _individual, _path, _file)
"""What a picture can be called by; a word means the first of these that any picture has."""


def _names(answer: Answer) -> dict[str, None]:
    """Every name of everything in the answer, once, as names are compared."""
    names: dict[str, None] = {}
    entries: tuple[_Entry, ...] = (*answer.picks, *answer.passed_over)
    for entry in entries:
        for name_of_entry in NAMES:
            name = name_of_entry(entry)
            if name:
                names[plain(name)] = None
    return names
