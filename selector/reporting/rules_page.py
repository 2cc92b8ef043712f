"""Rules as a page to read: what they say at the left, where it is written at the right.

In: what holds. Out: text that fits the reader's window, without a line break at its end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from selector.language.entry_lists import ENTRY_LISTS
from selector.language.entry_lists.first import FIRST
from selector.language.entry_lists.priorities import PRIORITIES
from selector.language.file_words.target import TARGET
from selector.reporting.rule_words import (
    Origins,
    also_called,
    entry_in_english,
    model_in_words,
    no_rules_in_words,
    part_in_words,
    settings_in_words,
    tastes_of,
)
from selector.reporting.terminal import PIPE_COLUMNS, PLAIN, Ink
from selector.reporting.two_columns import TwoColumns, in_two_columns
from selector.reporting.words import file_in_words

if TYPE_CHECKING:
    from selector.engine.in_force import EntryInForce, Locations, Part, Setting
    from selector.model.ruleset import RuleSet
    from selector.model.video_model import VideoModel

_NUMBERED = (FIRST.key, PRIORITIES.key)


def rules_page(
    rule_set: RuleSet,
    settings: Sequence[Setting],
    parts: Sequence[Part],
    *,
    target: VideoModel | None = None,
    ink: Ink = PLAIN,
    columns: int = PIPE_COLUMNS,
) -> str:
    """Rules in English.

    Args:
        rule_set: The rule set.
        settings: What holds of the whole file.
        parts: What holds in each place, in the order in which they are shown.
        target: The video model that references are picked for, if one is named.
        ink: How to colour the text.
        columns: The width of the reader's window, in cells.

    Returns:
        Lines of text.
    """
    origins = Origins(_files(rule_set))
    rows = list(_heading(rule_set))
    for words, setting in settings_in_words(settings):
        rows.append(TwoColumns(words=words, beside=_origin(origins, setting.at), indent=0))
        if target is not None and setting.word is TARGET:
            beside = _origin(origins, (target.at,))
            rows += [TwoColumns(words=known, beside=beside) for known in model_in_words(target)]
    said = [list(_said(part, origins)) for part in parts]
    originals = _originals(parts, said)
    for part, lines in zip(parts, said, strict=True):
        rows.append(TwoColumns())
        rows.append(_heading_of(part, origins))
        original = originals.get(_words(lines), part)
        if part.kind == "shot rule" and original is not part:
            rows.append(TwoColumns(words=f"the same as {part_in_words(original)}"))
        else:
            rows += lines
    return "\n".join(in_two_columns(rows, ink, columns))


def _heading(rule_set: RuleSet) -> Iterator[TwoColumns]:
    name = f"{rule_set.name} {rule_set.version}"
    yield TwoColumns(start=name, indent=0)
    if rule_set.description:
        yield TwoColumns(words=" ".join(rule_set.description.split()), indent=0)
    files = map(file_in_words, _files(rule_set))
    yield TwoColumns(words=", which extends ".join(files), indent=0)


def _files(rule_set: RuleSet) -> list[str]:
    """The rule file, and those that it extends."""
    return [source.name for source in rule_set.sources]


def _heading_of(part: Part, origins: Origins) -> TwoColumns:
    origin: tuple[str, ...] = ()
    if part.at:
        origin = _origin(origins, part.at)
    start, words = part_in_words(part), also_called(part)
    return TwoColumns(start=start, words=words, indent=0, beside=origin)


def _originals(parts: Sequence[Part], said: Sequence[Sequence[TwoColumns]]) -> dict[str, Part]:
    """Of the shots that say the same, the one that says it at length, by what it says.

    It is the first that is not like another, if there is such a one.
    """
    originals: dict[str, Part] = {}
    for part, lines in zip(parts, said, strict=True):
        if part.kind != "shot rule":
            continue
        known = originals.setdefault(_words(lines), part)
        if known.is_like_another and not part.is_like_another:
            originals[_words(lines)] = part
    return originals


def _words(rows: Iterable[TwoColumns]) -> str:
    return "\n".join([f"{row.start} {row.words}" for row in rows])


def _said(part: Part, origins: Origins) -> Iterator[TwoColumns]:
    if part.kind == "scene" and not part.at:
        yield TwoColumns(words=no_rules_in_words(part))
    for words, setting in settings_in_words(part.settings):
        yield TwoColumns(words=words, beside=_origin(origins, setting.at))
    for key, entries in part.lists.items():
        yield TwoColumns(words=f"{ENTRY_LISTS[key].heading}:")
        for entry in entries:
            yield from _entry(key, entry, origins)


def _entry(key: str, entry: EntryInForce, origins: Origins) -> Iterator[TwoColumns]:
    start = f"{entry.step.name.name}:"
    if key in _NUMBERED:
        start = f"{entry.step.name.number}. {start}"
    words = entry_in_english(entry)
    yield TwoColumns(
        start=start,
        words=words,
        indent=4,
        beside=_origin(origins, entry.at),
    )
    for said, setting in settings_in_words(tastes_of(entry), of_entry=True):
        yield TwoColumns(words=said, indent=6, beside=_origin(origins, setting.at))


def _origin(origins: Origins, at: Locations) -> tuple[str, ...]:
    return tuple(origins.pieces(at))
