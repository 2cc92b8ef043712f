"""A rule file's document in; a warning for each text that seems to mean several scenes out.

`12-14` is text, as `12A` is: it is the number of one scene, which hardly any film has.

>>> parts = scenes_meant("12 to 14, 16")
>>> parts
(('12', '14'), ('16',))
>>> as_condition(parts)
'any_of: [{scenes: {from: 12, to: 14}}, {scenes: 16}]'
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from selector.language.conditions.any_of import ANY_OF
from selector.language.kinds.stretch import BOUNDS, FROM, TO
from selector.language.scene_conditions import WHEN
from selector.language.scene_conditions.when_scenes import WHEN_SCENES
from selector.language.scene_words import SCENES
from selector.model.problem import Problem, shown
from selector.model.scene_number import LONGEST
from selector.model.vocabulary import DASHES
from selector.reading.rules.entries import scene_groups, scenes, texts_at
from selector.reading.text.document import Document, Steps

Part: TypeAlias = tuple[str, ...]
"""One scene number, or the first and the last of a range."""

# Compiled where they are used, which is in few files.
_NUMBER = r"([^\W\d_]*)(\d+)(\w*)"
_COMMA = r"\s*[,;\u3001\uff0c&]\s*|\s+(?:and|or)\s+"
_TO = "(?:to|till|until|thru|through)"
_DASH = (
    rf"\s*[{re.escape(DASHES)}~\u301c\uff5e\u2026]\s*|\s*\.\.+\s*|\s+{_TO}\s+|(?<=\d){_TO}(?=\d)"
)
_FIRST_WORDS = r"\s*(?:(?:scenes?|from)\b\s*)*"


def several_scenes(document: Document) -> Iterator[Problem]:
    """R268: a text seems to mean several scenes, but is the number of one."""
    found = [*_keys(document), *_values(document)]
    if any(_falls(text) for _, text in found):
        return  # the film counts its scenes so: 1-2, 1-3, 2-1
    for path, text in found:
        parts = scenes_meant(text)
        if parts:
            is_key = path == (SCENES, text)
            yield Problem(
                at=document.at(path, key=is_key),
                code="R268",
                what=f"`{shown(text)}` is read as the number of one scene.",
                hint=_hint(path, as_condition(parts)),
            )


def scenes_meant(written: str) -> tuple[Part, ...]:
    """The numbers and ranges of a text that seems to mean several scenes; none if it does not."""
    if len(written) > LONGEST:
        return ()
    numbers = re.sub(_FIRST_WORDS, "", written, count=1, flags=re.IGNORECASE)
    parts = tuple(map(_ends, re.split(_COMMA, numbers, flags=re.IGNORECASE)))
    if not all(map(_is_part, parts)):
        return ()
    if _are_single(parts) and len(parts) == 1:
        return ()
    return parts


def as_condition(parts: Sequence[Part]) -> str:
    """How a rule wants scenes: by their numbers, from one to another, or any of both."""
    if _are_single(parts):
        numbers = ", ".join(map("".join, parts))
        return f"{WHEN_SCENES.key}: [{numbers}]"
    conditions = [f"{WHEN_SCENES.key}: {_one_or_stretch(part)}" for part in parts]
    if len(conditions) == 1:
        return conditions[0]
    any_of = ", ".join(map("{{{}}}".format, conditions))
    return f"{ANY_OF.key}: [{any_of}]"


def _are_single(parts: Sequence[Part]) -> bool:
    """Whether there is no range among parts."""
    return set(map(len, parts)) == {1}


def _one_or_stretch(part: Part) -> str:
    if len(part) == 1:
        return part[0]
    first, last = part
    return f"{{{FROM}: {first}, {TO}: {last}}}"


def _hint(path: Steps, condition: str) -> str:
    """What to write instead.

    Args:
        path: Where the text is: a key of `scenes`, an item of a list, or a value.
        condition: How a rule wants those scenes.
    """
    if path[:-1] == (SCENES,):
        entry = f"write an entry with `{WHEN}: {{{condition}}}`"
        return f"Give each scene a key of its own, or {entry}."
    if isinstance(path[-1], int):
        return f"Write each number as an entry of its own, or `{condition}` instead of the list."
    return f"Write `{condition}`."


def _keys(document: Document) -> Iterator[tuple[Steps, str]]:
    """The scene numbers that a rule file has rules for."""
    for path, _ in scenes(document):
        yield path, str(path[-1])


def _values(document: Document) -> Iterator[tuple[Steps, str]]:
    """The scene numbers and the bounds of stretches in conditions on the scene."""
    for _, (group_path, group) in scene_groups(document):
        path = (*group_path, WHEN_SCENES.key)
        yield from texts_at(document, path)
        if not isinstance(group.get(WHEN_SCENES.key), dict):
            continue
        for bound in BOUNDS:
            yield from texts_at(document, (*path, bound))


def _ends(written: str) -> Part:
    """The first and the last of what may be a range; else the text itself."""
    return tuple(re.split(_DASH, written.strip(), flags=re.IGNORECASE))


def _is_part(part: Part) -> bool:
    """Whether a part is a scene number or a range that rises."""
    if len(part) == 1:
        return re.fullmatch(_NUMBER, part[0]) is not None
    return _rises(part) is True


def _falls(written: str) -> bool:
    """Whether a text looks like a range, but does not rise."""
    return len(written) <= LONGEST and _rises(_ends(written)) is False


def _rises(ends: Part) -> bool | None:
    """Whether the second of two scene numbers is the higher; None if there are not two."""
    match [re.fullmatch(_NUMBER, end) for end in ends]:
        case [re.Match() as first, re.Match() as last]:
            if last[1] and last[1].casefold() != first[1].casefold():
                return None  # EP1-SC3
            return _place(first) < _place(last)
        case _:
            return None


def _place(number: re.Match[str]) -> tuple[int, str]:
    """By what two numbers with the same letters before them are compared."""
    _, digits, letters = number.groups()
    return int(digits), letters.casefold()
