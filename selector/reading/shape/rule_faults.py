"""A rule file in; a problem in a director's words for each fault of its shape out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from selector.language.conditions import CONDITIONS, WITHIN
from selector.language.conditions.label import LABEL
from selector.language.conditions.of import OF
from selector.language.conditions.picture import PICTURE
from selector.language.entry_lists import ENTRY_LISTS, NAME
from selector.language.entry_lists.first import FIRST
from selector.language.file_words.send_cleaned import LIKENESS, LIKENESSES, SEND_CLEANED
from selector.language.kinds.count_of import MOST
from selector.language.kinds.number_range import BELOW, LEAST, NumberRange
from selector.language.kinds.one_of_words import OneOfWords
from selector.language.scene_conditions import WHEN
from selector.language.scene_conditions.when_placed import WHEN_PLACED
from selector.language.scene_words import SCENES
from selector.language.shot_words import TASTES
from selector.model.phrases import listed, quoted, with_article
from selector.model.problem import Location, Problem, shown
from selector.model.refusals import YAML, Expected, Refusal
from selector.model.vocabulary import EXTENDS, fold
from selector.reading.shape.bounds import (
    OF_RANGES,
    Bounds,
    hint_of_key,
    is_number,
    range_meant,
)
from selector.reading.shape.parts import an, belongs, field_at, home_of, shape_at, words_in
from selector.reading.shape.reword import MISSING, MISSPELT, NO_VALUE, Fault, ShapeWords
from selector.reading.shape.ruleset_shape import RuleFileShape
from selector.reading.shape.unknown_keys import UnknownKeys
from selector.reading.text.document import UNREAD, Document, Steps, value_at
from selector.reading.text.locations import Locations

if TYPE_CHECKING:
    from pydantic import BaseModel

_SHOTS, _DEFAULT = "shots", "default"
_OF_RULES = (_SHOTS, SCENES)
"""The keys that hold rules by name or by number."""
_TAKES_CONDITIONS = frozenset({*WITHIN, WHEN_PLACED.key})
"""The keys that take conditions on pictures in braces."""
_FEW = 8
"""Conditions that a hint can list."""
_CODES = {
    MISSING: "R202",
    "literal_error": "R204",
    "int_type": "R205",
    "float_type": "R205",
    "finite_number": "R205",
    "greater_than_equal": "R205",
    "less_than_equal": "R205",
    "too_short": "R206",
    "string_too_short": "R207",
    "string_pattern_mismatch": "R207",
    "too_long": "R214",
    MISSPELT: "R201",
    NO_VALUE: "R213",
}
"""The code of each kind of fault; of any other it is R203."""


def rule_shape_problems(document: Document) -> Iterator[Problem]:
    """Everything in a rule file that its shape refuses."""
    locations = Locations(document=document)
    words = _RuleWords(document.data, RuleFileShape, locations, by_hand=True)
    for fault in words.faults():
        # What could not be read is a problem already.
        if fault.value is not UNREAD:
            yield words.problem(fault)
    yield from words.unknown_key_problems()


_NO_SHOTS = (
    f"Write `{EXTENDS}: default` to change the rules that come with selector, or add `{_SHOTS}`"
    " with shot rules of your own, each under the name of its shot type."
)


class _RuleWords(ShapeWords):
    """What only rule files know: their codes, and what is expected in them."""

    code_of_unknown_keys = "R201"

    def faults(self) -> list[Fault]:
        """The same, and that there are no shot rules where the file extends no others."""
        found = super().faults()
        keys = self.data if isinstance(self.data, dict) else {}
        if _SHOTS not in keys and EXTENDS not in keys:
            found.append(Fault(kind=MISSING, path=(_SHOTS,)))
        return found

    def code(self, fault: Fault) -> str:
        if fault.kind == "literal_error" and not self.choices(fault):
            return "R203"
        if self._range_at(fault.path[:-1]):
            return "R205"
        return _CODES.get(fault.kind, "R203")

    def at(self, fault: Fault) -> Location:
        path = fault.path
        if fault.kind == MISSING:
            return self._holder(path[:-1], super().at(fault))
        if fault.kind in {NO_VALUE, "too_long"}:
            return self.locations.of(*path, key=isinstance(path[-1], str))
        return super().at(fault)

    def expected(self, path: Steps) -> Expected:
        key = path[-1] if path else ""
        if isinstance(key, int):
            return self._expected_entry(path)
        holder = shape_at(self.shape, path[:-1])
        if holder is not None and key in holder.model_fields:
            return _expected_under(key, holder)
        ranged = self._range_at(path[:-1])
        if ranged:
            return _expected_bound(ranged)
        # A shot rule, under a name that its writer chose.
        words = self._words(path)
        if fold(key) == _DEFAULT:
            return Expected(words)
        return Expected(words, other="or leave it out")

    def hint(self, fault: Fault, expected: Expected) -> str:
        ranged = self._range_at(fault.path)
        if ranged:
            return _as_range(fault, ranged)
        if fault.kind in {"model_type", "dict_type"}:
            return self._way_to_keys(fault)
        if fault.kind == "list_type" and (expected.words or "").startswith("a list"):
            return _as_list(fault)
        return ""

    def _missing(self, fault: Fault) -> Problem:
        problem = super()._missing(fault)
        is_missing = problem.code == _CODES[MISSING]
        if is_missing and fault.path == (_SHOTS,):
            return replace(problem, hint=_NO_SHOTS)
        return problem

    def unknown_key_problems(self) -> Iterator[Problem]:
        """The same, with what to do about keys that rule files have in another place."""
        hints = dict(self._hints_of_unknown_keys())
        shorter = dict(map(_shorter, self.unknown.values()))
        in_tastes = dict(self._whens_in_tastes())
        for problem in super().unknown_key_problems():
            refusal = in_tastes.get(problem.at)
            if refusal is not None:
                yield replace(problem, what=refusal.what, hint=refusal.hint)
                continue
            hint = hints.get(problem.at) or shorter.get(problem.hint)
            yield replace(problem, hint=hint or problem.hint)

    def _whens_in_tastes(self) -> Iterator[tuple[Location, Refusal]]:
        """What to say of a `when` that is inside a taste, such as `prefer`, with its location."""
        for path, found in self.unknown.items():
            taste = self._taste_around(path)
            if not taste or WHEN not in found.keys:
                continue
            at = self.locations.of(*path, WHEN, key=True)
            first, *_ = taste[-2:]
            is_in_entry = isinstance(first, int)
            key = str(taste[-1])
            yield at, _when_inside(key, is_in_entry=is_in_entry)

    def _taste_around(self, path: Steps) -> Steps:
        """The path of the taste that a path leads into; empty if it leads into none."""
        for nth, step in enumerate(path):
            # Under `shots`, that may be the name of a shot rule.
            if step in TASTES and shape_at(self.shape, path[:nth]) is not None:
                return path[: nth + 1]
        return ()

    def _hints_of_unknown_keys(self) -> Iterator[tuple[Location, str]]:
        """What to do about a shot rule at the top of the file, and about a bound in other words."""
        for path, found in self.unknown.items():
            for key in found.keys:
                at = self.locations.of(*path, key, key=True)
                if not path and isinstance(self.data, dict):
                    below = self._below_the_rules(str(key), self.data)
                    yield at, below or _as_shot_rule(str(key), self.data)
                elif LEAST in found.known or fold(str(key)) not in OF_RANGES:
                    yield at, self._as_bound(str(key), path, found.free)

    def _below_the_rules(self, key: str, data: Mapping[Any, object]) -> str:
        """Where a key at the top belongs that is just below the shot rules, or the scenes."""
        keys = ["", *map(str, data)]
        above = keys[keys.index(key) - 1]
        if above not in _OF_RULES or not isinstance(data[above], dict):
            return ""
        indented = self._indented((key,), (above,))
        if not indented:
            return ""
        return f"`{key}` belongs in {self._words((above, key))}.{indented}"

    def _as_bound(self, key: str, path: Steps, free: Sequence[str]) -> str:
        """What to do about a bound in other words, or one that the range cannot have.

        Args:
            key: The key of the bound.
            path: The path of what it is in.
            free: The keys that this does not have yet.
        """
        hint = hint_of_key(key, free)
        ranged = self._range_at(path)
        if ranged is None or key != MOST or hint:
            return hint
        return f"Only {quoted(ranged.bounds, 'and')} can be written here."

    def _key_that_takes(self, word: str, path: Steps) -> str:
        """Another key that takes a word: of a taste another taste, else any condition that does."""
        if path[-1] not in TASTES:
            return super()._key_that_takes(word, path)
        for key, taste in TASTES.items():
            if key != path[-1] and word in taste.words:
                return key
        return next(_conditions_that_take(word), "")

    def _no_choice(self, fault: Fault, choices: list[str], expected: Expected) -> Refusal:
        refusal = super()._no_choice(fault, choices, expected)
        *_, key = [step for step in fault.path if isinstance(step, str)]
        word = fold(fault.value)
        if key not in TASTES or word in choices:
            return refusal
        home = self._key_that_takes(word, (key,))
        if home in TASTES:
            return refusal
        if home not in CONDITIONS:
            return self._as_condition(fault, refusal, choices)
        in_braces = [f"`{{{condition}: {word}}}`" for condition in _conditions_that_take(word)]
        hint = f"Write it as a condition in braces: {listed(in_braces, 'or')}."
        return refusal._replace(hint=hint)

    def _as_condition(self, fault: Fault, refusal: Refusal, choices: list[str]) -> Refusal:
        """What to do about an item that is neither one of the words nor near one."""
        word = fault.value.strip()
        if self._near(word, choices) or '"' in word:
            return refusal
        if word in CONDITIONS:
            hint = f"Write it as a condition in braces, with what it asks for: `{{{word}: …}}`."
        else:
            meant = [f"`{{{each.key}: {shown(word)}}}`" for each in (OF, PICTURE, LABEL)]
            any_of_them = listed(meant, "or")
            hint = f"{refusal.hint[:-1]}, or conditions in braces such as {any_of_them}."
        return refusal._replace(hint=hint)

    def _range_at(self, path: Steps) -> NumberRange | None:
        """The range of numbers that is taken at a path; None where none is."""
        if path[-2:] == (SEND_CLEANED.key, LIKENESS):
            return LIKENESSES
        key = path[-1] if path else ""
        word = CONDITIONS.get(str(key))
        if word is None or not isinstance(word.kind, NumberRange):
            return None
        if shape_at(self.shape, path[:-1]) is None:
            return None  # a shot rule of that name
        return word.kind

    def _expected_entry(self, path: Steps) -> Expected:
        """What belongs in a list: a priority, one of some words, or text."""
        words = self._words(path)
        field = field_at(self.shape, path)
        if field is None:
            return Expected(words)
        choices = words_in(field.annotation)
        if choices and path[-2] in TASTES:
            return Expected("one word or conditions in braces", choices=choices)
        if choices:
            return Expected("one word", choices=choices)
        for example in field.examples or ():
            if isinstance(example, list):
                first = example[0]
                return Expected(words, first, "or leave it out", is_free=isinstance(first, str))
        return Expected(words, other="or leave it out")

    def _words(self, path: Steps) -> str:
        """What belongs at a path, in words: a shot rule, a priority, or text."""
        inner = shape_at(self.shape, path)
        return an(inner) if inner else "text"

    def _holder(self, path: Steps, at: Location) -> Location:
        """Where a key is missing: what lacks it if that is one line, else the first key inside."""
        keys = list(value_at(self.data, path))
        is_short = path and at.line == at.end_line
        if is_short or not keys:
            return at
        return self.locations.of(*path, keys[0], key=True)

    def _way_to_keys(self, fault: Fault) -> str:
        """What to do where keys are expected.

        A key of the file may be too far in, among the shot rules.
        """
        path = fault.path
        key = str(path[-1]) if path else ""
        home = home_of(key, self.shape)
        if home and shape_at(self.shape, path[:-1]) is None:
            belongs_there = belongs(key, self.shape)
            if home is self.shape:
                belongs_there = f"`{key}` belongs beside `{path[-2]}`, not in it."
            return f"{belongs_there}{self._indented(path, path[:-1])}"
        name = _bare_name(fault.value)
        holders = path[-2:-1]
        if name and holders and path[-2] in ENTRY_LISTS:
            return f"Write its keys in braces{_as_entry(name, path[:-1])}."
        if name and any(step in _TAKES_CONDITIONS for step in path[-2:]):
            return f"Write conditions in braces{_such_as(_condition_for(name), name)}."
        if key == WHEN and name:
            return f"Write conditions on the scene in braces, such as `{WHEN}: {{note: night}}`."
        if isinstance(fault.value, list) and not self.at(fault).written.startswith("["):
            return "Write its keys on the lines below it, indented, without `- ` in front."
        return "Write its keys on the lines below it, indented, or in braces."

    def _indented(self, path: Steps, holder: Steps) -> str:
        """What follows where a key belongs, if that may be what is just above the key.

        Args:
            path: The path of the key.
            holder: The path of the shot rules, or of the scenes, that may be above it.
        """
        key = str(path[-1])
        rule = shape_at(self.shape, (*holder, key))
        if rule is None or key not in rule.model_fields:
            return ""
        names = []
        for name, content in value_at(self.data, holder).items():
            if name == key:
                break
            if isinstance(content, dict):
                names.append(name)
        at = self.locations.of(*path, key=True)
        before = (at.source.line(at.line) or "")[: at.column - 1]
        if not names or before.strip():
            return ""
        return f" To put it in `{shown(str(names[-1]))}`, indent it as far as the other keys there."


def _shorter(found: UnknownKeys) -> tuple[str, str]:
    """A hint that lists all keys that are free, and one without the conditions on pictures."""
    listing = YAML.unknown("", found.holder, free=found.free).hint
    others = [key for key in found.free if key not in CONDITIONS]
    if len(found.free) - len(others) <= _FEW:
        return listing, listing
    conditions = "any condition (`selector help R210` lists them)"
    if not others:
        return listing, f"{with_article(found.holder).capitalize()} can have {conditions}."
    free = listed([*map("`{}`".format, others), conditions])
    return listing, f"{with_article(found.holder).capitalize()} can also have {free}."


def _when_inside(taste: str, *, is_in_entry: bool) -> Refusal:
    """What to say of a `when` inside a taste.

    Args:
        taste: The key of the taste.
        is_in_entry: Whether it is the taste of an entry, which may have a `when` itself.
    """
    hint = (
        f"Write an entry in `{FIRST.key}` instead, and give it this `{WHEN}` and this `{taste}`: it"
        " comes before the priorities of every shot."
    )
    if is_in_entry:
        hint = (
            f"Put the `{WHEN}` beside `{taste}`, in the entry itself, and write another entry"
            " without it for all other scenes."
        )
    return Refusal(f"`{taste}` cannot have a `{WHEN}`.", hint)


def _as_shot_rule(key: str, data: Mapping[object, object]) -> str:
    """What to do about a key at the top that is the name of a shot rule; nothing if it is none.

    Args:
        key: The key.
        data: What the file holds.
    """
    name = fold(key)
    if name == _DEFAULT:
        content = data.get(key)
        keys = "its keys"
        if isinstance(content, dict) and content:
            keys = quoted(map(shown, map(str, content)), "and")
        return (
            f"Write {keys} at the top of the file itself, for every shot. `{_DEFAULT}`, under"
            f" `{_SHOTS}`, is only for shots without a rule."
        )
    shots = data.get(_SHOTS)
    if isinstance(shots, dict) and name in map(fold, map(str, shots)):
        return f"What counts for that shot is written under `{_SHOTS}`, in its shot rule."
    return ""


def _as_list(fault: Fault) -> str:
    """What to do where the entries of a list are expected: an example, if a name is there."""
    entry = _entry_for(fault.value, fault.path)
    if not entry:
        return "Write its entries on the lines below it, each with `- ` in front, or in brackets."
    as_list = YAML.example(str(fault.path[-1]), [entry])
    return f"Write {as_list}, or a line for each entry.{_meanings(entry)}"


def _bare_name(written: object) -> str:
    """A text that stands where keys belong, alone or in brackets; empty if it is no such thing."""
    if isinstance(written, list) and len(written) == 1:
        (written,) = written
    return written if isinstance(written, str) else ""


def _as_entry(written: str, path: Steps) -> str:
    """What follows "in braces": an example for a text, and what else it may mean.

    Args:
        written: The text.
        path: The path of the list that it is in.
    """
    return _such_as(_entry_for(written, path), written)


def _such_as(keys: Mapping[str, object], written: str) -> str:
    """What follows "in braces": these keys for a text, and what else it may mean."""
    if not keys:
        return ""
    such_as = f", such as {YAML.example('', keys)}"
    if OF.key in keys:
        return such_as + "." + _meanings(keys).removesuffix(".")
    word = fold(written)
    others = [f"`{key}: {word}`" for key in _conditions_that_take(word)]
    return " or with ".join([such_as, *others[1:]])


def _meanings(keys: Mapping[str, object]) -> str:
    """What a name may mean, as sentences; an empty text if it is a word of the language."""
    if OF.key not in keys:
        return ""
    return (
        f" `{OF.key}` is for a person, place or thing (all its pictures);"
        f" `{LABEL.key}` for pictures with that label; `{PICTURE.key}` for the pictures with that"
        " tag alone."
    )


def _entry_for(written: object, path: Steps) -> dict[str, object]:
    """An entry of a list for a text that was written instead; nothing if there is no telling.

    Args:
        written: What was written.
        path: The path of the list.
    """
    entry_list = ENTRY_LISTS.get(str(path[-1]))
    if not isinstance(written, str) or entry_list is None or not entry_list.has_conditions:
        return {}
    condition = _condition_for(written)
    if not condition:
        return {}
    entry: dict[str, object] = {NAME: fold(written).replace("_", "-")}
    if path[0] == SCENES:
        entry = {}
    entry |= condition
    if MOST in entry_list.needs:
        entry[MOST] = 1
    return entry


def _condition_for(written: str) -> dict[str, str]:
    """A condition for a text that was written alone; nothing if there is no telling."""
    word = fold(written)
    if not word or "," in written:
        return {}
    key = next(_conditions_that_take(word), "")
    if key:
        return {key: word}
    return {OF.key: written.strip()}


def _conditions_that_take(word: str) -> Iterator[str]:
    """The keys of the conditions that take a word of the language."""
    for key, condition in CONDITIONS.items():
        if isinstance(condition.kind, OneOfWords) and word in condition.kind.words:
            yield key


def _expected_bound(ranged: NumberRange) -> Expected:
    """What belongs under one bound of a range. Its example says that fractions would do."""
    lowest, highest = ranged.lowest, ranged.highest
    example = (lowest + 3 * highest) / 4
    return Expected(f"a number from {lowest} to {highest}", example, "or leave it out")


def _as_range(fault: Fault, ranged: NumberRange) -> str:
    """The range that a value was meant to be; an empty text if that is not clear."""
    meant = _range_meant(fault.value)
    if meant is None:
        return ""
    bounds: dict[str, int | float] = {}
    for key, bound in zip((LEAST, BELOW), meant, strict=True):
        if bound is None:
            continue
        if key not in ranged.bounds or not ranged.lowest <= bound <= ranged.highest:
            return ""
        bounds[key] = bound
    example = YAML.example(str(fault.path[-1]), bounds)
    if BELOW in ranged.bounds and _says_no_bound(fault.value):
        number = bounds[LEAST]
        return f"Write {example}, or `{{{BELOW}: {number}}}` for less."
    return f"Write {example}."


def _says_no_bound(value: object) -> bool:
    """Whether a number, or a text that is one, is written without what it bounds."""
    return isinstance(value, int | float | str) and is_number(str(value))


def _range_meant(value: object) -> Bounds | None:
    """The range that was meant by a number, a text or two numbers in a list."""
    match value:
        case bool():
            return None
        case int() | float():
            return value, None
        case str():
            return range_meant(value)
        case [int() | float() as least, int() | float() as below] if least < below:
            return least, below
    return None


def _expected_under(key: str, shape: type[BaseModel]) -> Expected:
    """What belongs under a key of a shape."""
    field = shape.model_fields[key]
    # Each shape of a rule file says in words what its keys take.
    words = getattr(shape, "expected", {})[key]
    other = "or leave it out"
    if key == "name":
        other = "or another name"
    elif field.is_required() or key == _SHOTS:
        other = ""
    *_, example = reversed(field.examples or [None])
    first = example[0] if isinstance(example, list) else example
    is_free = isinstance(first, str) and not words_in(field.annotation)
    return Expected(words, example, other, is_free)
