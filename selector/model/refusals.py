"""What is missing, unknown, wrong or empty: one sentence for each, and what to do.

In: the path of a value, what belongs there, and what is there. Out: a `Refusal`, in the language of
whoever wrote the value: YAML, JSON, or a Python program, which is answered in JSON. Locations and
codes are the caller's.

>>> role = Expected(words="text", example="subject", other="or another role")
>>> " ".join(YAML.missing(("placements", 0, "role"), role))
'`role` is missing. Add `role: subject`, or another role.'
>>> " ".join(PYTHON.wrong(("placements", 0, "role"), role, ["subject"]))
'`placements[0].role` must be text, not a list. Write `"role": "subject"`, or another role.'
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from numbers import Number
from typing import Any, NamedTuple

from selector.model.frozen import frozen
from selector.model.phrases import quoted, with_article
from selector.model.problem import shown

Path = tuple[str | int, ...]
"""The way to a value: keys and indexes, such as `("placements", 2, "role")`."""


class Refusal(NamedTuple):
    """What is wrong, as a sentence, and what to do about it, as another, which may be empty."""

    what: str
    hint: str


class Expected(NamedTuple):
    """What belongs under a key.

    Attributes:
        words: What comes after "must be": `a number from 0 to 10`. None means keys and values like
            those of the example.
        example: A value that would do; None if there is none.
        other: What would do as well, to follow the example: `or another role`.
        is_free: Whether any text would do, so that a number only needs quotes.
        choices: The words that would do, if only they would.
    """

    words: str | None
    example: Any = None
    other: str = ""
    is_free: bool = False
    choices: tuple[str, ...] = ()


@frozen
class Voice:
    """Words refusals for one kind of reader.

    Attributes:
        is_json: Whether examples and kinds of values are in JSON; else in YAML.
        says_paths: Whether a value is named by its whole path, because no line can be shown.
    """

    is_json: bool
    says_paths: bool = False

    def missing(self, path: Path, expected: Expected, *, near: str = "") -> Refusal:
        """A key is missing.

        Args:
            path: The path that it should have.
            expected: What belongs there.
            near: A key that is there, and is probably the missing one misspelt.

        Returns:
            That it is missing; what to add, or the key that is there.
        """
        if near:
            hint = f"`{shown(near)}` is there: did you mean `{path[-1]}`?"
            return Refusal(f"{self._key(path)} is missing.", hint)
        return Refusal(f"{self._key(path)} is missing.", self._way_out("Add", path, expected))

    def unknown(
        self,
        key: object,
        holder: str,
        *,
        near: str = "",
        free: Sequence[str] = (),
    ) -> Refusal:
        """A key is unknown.

        Args:
            key: The key.
            holder: What has it, such as `picture`; a key in backticks, for what is under it.
            near: The key that is probably meant.
            free: The known keys that are not in use yet.

        Returns:
            That its holder has no such key; what was meant, or what there is.
        """
        if near:
            from selector.model.near_names import question_about  # noqa: PLC0415  # seldom

            hint = question_about(str(key), near)
        elif free:
            hint = f"{with_article(holder).capitalize()} can also have {quoted(free, 'and')}."
        else:
            hint = "Delete it."
        return Refusal(f"`{shown(key)}` is not a key of {with_article(holder)}.", hint)

    def wrong(
        self,
        path: Path,
        expected: Expected,
        value: object,
        *,
        called: str = "",
        written: str = "",
    ) -> Refusal:
        """A value cannot be used: it is nothing, empty, of the wrong kind or out of range.

        Args:
            path: The path of the value.
            expected: What belongs there.
            value: What is there.
            called: What to call it, instead of by its path.
            written: The value exactly as its file has it: `1.10`, which is 1.1 to YAML.

        Returns:
            What it must be, and what is there; what to write.
        """
        if isinstance(value, str) and isinstance(expected.example, str) and not value.strip():
            return self.empty(path, expected)
        name = called or self.name(path)
        write = self.write(path, expected)
        if value is None and not called:
            what = f"{name} is null." if self.is_json else f"{name} has no value."
            return Refusal(what, write)
        if isinstance(value, list) and not value and not called:
            return Refusal(f"{name} is an empty list.", write)
        found = self.kind_of(value)
        if _is_number(value) and _is_number(expected.example) and _is_readable(value):
            # Only its size is wrong, and that it is a number goes without saying.
            found = written or shown(value)
        hint = self._nearly_right(path, expected, value, written) or write
        return Refusal(f"{name} {self._must_be(expected, value, found)}.", hint)

    def empty(self, path: Path, expected: Expected) -> Refusal:
        """A text has nothing in it but spaces."""
        return Refusal(f"{self.name(path)} is empty.", self.write(path, expected))

    def no_choice(
        self,
        key: str,
        value: str,
        choices: Iterable[str],
        *,
        near: str = "",
        home: str = "",
    ) -> Refusal:
        """A key does not take a word.

        Args:
            key: The key.
            value: The word.
            choices: The words that it takes.
            near: The word that is probably meant.
            home: Another key, which takes the word.

        Returns:
            That the key cannot be that; what was meant, or what the key can be.
        """
        takes = quoted(choices, "or")
        from selector.model.near_names import denies, question_about  # noqa: PLC0415  # seldom

        if near and denies(str(value), near):
            hint = f"It can be {takes}. In rules, `not: {{{key}: {near}}}` excludes it."
        elif near:
            hint = question_about(str(value), near)
        elif home:
            hint = f"`{shown(value)}` is a value of `{home}`; `{key}` can be {takes}."
        else:
            hint = f"It can be {takes}."
        return Refusal(f"`{key}` cannot be `{shown(value)}`.", hint)

    def too_many(self, path: Path, count: int, most: int) -> Refusal:
        """A list or a mapping has too many entries.

        Args:
            path: Its path.
            count: How many entries it has.
            most: How many it may have.

        Returns:
            Both numbers; to look whether it is the right file.
        """
        what = f"{self.name(path)} has {count:,} entries; the limit is {most:,}."
        return Refusal(what, "Is this the right file? If so, delete what no scene needs.")

    def name(self, path: Path) -> str:
        """A value as a sentence begins with it: `role`, entry 2 of `placements`, `a[1].role`."""
        key = path[-1]
        if self.says_paths or isinstance(key, str):
            return self._key(path)
        holder = "the list"
        if len(path) > 1:
            holder = f"`{shown(path[-2])}`"
        number = key + 1
        return f"Entry {number} of {holder}"

    def _key(self, path: Path) -> str:
        """A key as a sentence begins with it: `role`, `a[1].role`."""
        if self.says_paths:
            return f"`{dotted(path)}`"
        return f"`{shown(str(path[-1]))}`"

    def kind_of(self, value: object) -> str:
        """What a value is: the number 1, the text `1`, a list."""
        if value is None:
            return "null" if self.is_json else "nothing"
        if isinstance(value, bool):
            return f"`{str(value).lower()}`"
        if isinstance(value, str):
            return _text(value)
        if isinstance(value, Mapping):
            return self._keys if value else self._no_keys
        if _is_number(value):
            return _number(value)
        return sort_of(value)

    def write(self, path: Path, expected: Expected) -> str:
        """What to write: an example of it, or the words for it."""
        return self._way_out("Write", path, expected)

    def example(self, key: str, value: object) -> str:
        """A key with a value, as this reader writes them: `tag: WREN`, or `"tag": "WREN"`.

        Without a key (an empty text) it is the value alone.
        """
        written = json.dumps(value, ensure_ascii=False) if self.is_json else as_yaml(value)
        if not key:
            return f"`{written}`"
        if self.is_json:
            return f'`"{key}": {written}`'
        return f"`{key}: {written}`"

    @property
    def _keys(self) -> str:
        return "an object" if self.is_json else "keys and values"

    @property
    def _no_keys(self) -> str:
        return "an empty object" if self.is_json else "empty braces"

    def _must_be(self, expected: Expected, value: object, found: str) -> str:
        """What a value must be, and what it is."""
        if expected.words is not None:
            return f"must be {expected.words}, not {found}"
        keys = _keys_of(expected.example)
        if isinstance(value, Mapping):
            return f"must have {keys}; it has other keys"
        if self.is_json:
            return f"must be {self._keys} with {keys}, not {found}"
        return f"must have {keys}; it is {found}"

    def _nearly_right(self, _: Path, expected: Expected, value: object, written: str) -> str:
        """What to do about a value that only needs a small change, if it does."""
        return _slip(expected, value, written)

    def _way_out(self, verb: str, path: Path, expected: Expected) -> str:
        if expected.choices:
            return f"{verb} {quoted(expected.choices, 'or')}."
        last = path[-1] if path else 0
        is_key = isinstance(last, str)
        if expected.example is not None:
            what = self.example(str(last) if is_key else "", expected.example)
        elif is_key and verb == "Add":
            what = f"`{last}` with {expected.words}"
        else:
            what = f"{expected.words}"
        if expected.other:
            what = f"{what}, {expected.other}"
        return f"{verb} {what}."


YAML = Voice(is_json=False)
JSON = Voice(is_json=True)
PYTHON = Voice(is_json=True, says_paths=True)


def sort_of(value: object) -> str:
    """What sort of value it is, in the words of JSON, without the value."""
    for kind, words in _SORTS:
        if isinstance(value, kind):
            return words
    return f"a {type(value).__name__}"


def _keys_of(example: Iterable[str]) -> str:
    first, *others = example
    if not others:
        return f"the key `{first}`"
    keys = quoted([first, *others], "and")
    return f"the keys {keys}"


def dotted(path: Path) -> str:
    """A path as a program writes it: `placements[2].role`."""
    written = ""
    for step in path:
        if isinstance(step, int):
            written += f"[{step}]"
        else:
            written += f".{step}"
    return written.removeprefix(".")


def _text(text: str) -> str:
    if not text.strip():
        return "empty text"
    return f"the text `{shown(text)}`"


def _number(number: object) -> str:
    if not _is_readable(number):
        return "a very long number"
    return f"the number {shown(number)}"


def _slip(expected: Expected, value: object, written: str) -> str:
    """What to do about a value that is nearly right: its quotes are missing, or are too many."""
    example = expected.example
    if not isinstance(value, str):
        return _quotes(value, written) if expected.is_free else ""
    if isinstance(example, bool):
        if value in {"true", "false"}:
            return "Write it without quotes."
        return _ANSWERS.get(value.casefold(), "")
    if isinstance(example, float):
        return _score_in(value)
    if isinstance(example, int):
        return _count_in(value)
    return ""


def _quotes(value: object, written: str) -> str:
    is_text = _is_number(value) and _is_readable(value) and _DIGIT.search(str(value))
    is_word = written and isinstance(value, bool)
    if not is_text and not is_word:
        return ""
    return f'Put it in quotes: `"{written or shown(value)}"`.'


def _score_in(text: str) -> str:
    number = _SCORE.fullmatch(text)
    if not number:
        return ""
    if "," in text:
        return f"Write it with a decimal point: `{number[1]}.{number[2]}`."
    return "Write it without quotes."


def _count_in(text: str) -> str:
    if text.isdecimal():
        return "Write it without quotes."
    digits = _DIGITS.findall(_THOUSANDS.sub("", text))
    if len(digits) != 1 or not _COUNT.fullmatch(digits[0]):
        return ""
    return f"Write the number alone: `{digits[0]}`."


def _is_number(value: object) -> bool:
    return isinstance(value, Number) and not isinstance(value, bool)


def _is_readable(number: object) -> bool:
    """Whether a number is short enough to read out. Python writes no integer over 4,300 digits."""
    try:
        return len(str(number)) < _LONG
    except ValueError:
        return False


def as_yaml(value: object) -> str:
    """A value on one line of YAML, also within a list or a mapping: `{at_least: 7}`.

    A text has quotes unless YAML 1.1 and 1.2 both read it as that text without.
    """
    if isinstance(value, Mapping):
        pairs = [f"{as_yaml(key)}: {as_yaml(each)}" for key, each in value.items()]
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_yaml, value)) + "]"
    if isinstance(value, str) and _PLAIN.fullmatch(value) and value.casefold() not in _NOT_TEXT:
        return value
    return _UNSEEN.sub(_escaped, json.dumps(value, ensure_ascii=False))


def _escaped(letter: re.Match[str]) -> str:
    return f"\\u{ord(letter[0]):04x}"


_SORTS: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (type(None), "nothing (null)"),
    (bool, "true or false"),
    (Number, "a number"),
    (str, "text"),
    ((bytes, bytearray), "bytes"),
    (Mapping, "an object"),
    (Sequence, "a list"),
)
_LONG = 40
"""Characters from which on nobody reads a number."""
_PLAIN = re.compile(r"[^\W\d_][\w./'-]*(?: [\w./'-]+)*")
"""Text that needs no quotes in YAML, wherever it is."""
_UNSEEN = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")
"""Letters that JSON may hold as they are and YAML may not."""
_NOT_TEXT = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
_SCORE = re.compile(r"(10|[0-9])(?:[.,]([0-9]{1,9}))?")
_DIGIT = re.compile("[0-9]")
"""A number without any (NaN, infinity) is not text that lacks its quotes."""
_DIGITS = re.compile("[-+.]?[0-9]+")
_COUNT = re.compile("[1-9][0-9]{0,5}")
"""A sign, a fraction, a range, a time: what is not one count is not guessed at."""
_THOUSANDS = re.compile(r"(?<=[0-9])[,' _](?=[0-9]{3}(?![0-9]))")
_ANSWERS = {
    **dict.fromkeys(("yes", "y", "on", "true", "face", "ja", "oui"), "Write `true`."),
    **dict.fromkeys(("no", "n", "off", "false", "full", "nein", "non"), "Write `false`."),
}
