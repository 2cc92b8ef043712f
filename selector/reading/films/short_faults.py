"""What is wrong with a scene in the short form: its faults in; located problems in words out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from selector.model.expected import A_TAG_OR_NAME, EXPECTED
from selector.model.near_names import nearest
from selector.model.phrases import can_be_copied, in_quotes, question_of, quoted, to_copy
from selector.model.problem import Location, Problem, Related, shown
from selector.model.refusals import Expected, as_yaml
from selector.model.vocabulary import ROLES, fold
from selector.reading.films.short_scenes import SceneFault
from selector.reading.shape.short_keys import ABOUT_ONE, PLACED
from selector.reading.shape.unknown_keys import Unknown, misspelt
from selector.reading.text.document import Steps
from selector.reading.text.locations import Locations
from selector.reading.text.message import Message, refusal_message


def fault_problems(
    faults: Iterable[SceneFault], unknown: Unknown, locations: Locations
) -> Iterator[Problem]:
    """A problem for each fault.

    Args:
        faults: The faults of a scene.
        unknown: Its unknown keys; those that are a missing one, misspelt, are taken out.
        locations: The locations of what was written.

    Yields:
        The problems, in the order of the faults.
    """
    words = _Words(locations)
    for fault in faults:
        if fault.kind in _MISSING:
            slip = _slip(_MISSING[fault.kind], unknown, locations)
            if slip is not None:
                yield slip
                continue
        yield words.of(fault)


def worn_by_nobody(wears: Mapping[str, Any], locations: Locations) -> Iterator[Problem]:
    """F351: under `wears`, words of which nothing is said.

    Args:
        wears: What is written there.
        locations: The locations of the scene.

    Yields:
        A problem for each; one for several that belong to one text.
    """
    owner = ""
    is_reported = False
    for word, worn in wears.items():
        if worn is not None:
            owner = word
            is_reported = False
            continue
        at = locations.of("wears", word, key=True)
        if not owner or _has_colon(at):
            yield _WORN_BY.about(word=shown(word)).at(at)
        elif not is_reported:
            is_reported = True
            copy = to_copy(_whole_text(owner, wears))
            yield _CUT_OFF.about(word=shown(word), copy=copy).at(at)


def _has_colon(at: Location) -> bool:
    """Whether a key has a colon: without one, it is the end of a text with a comma in it."""
    line = at.source.line(at.end_line) or ""
    behind = line[at.end_column - 1 :]
    return behind.lstrip().startswith(":")


def _whole_text(word: str, holder: Mapping[str, Any]) -> str:
    """The text of a word, with what YAML cut off at its commas."""
    parts = [str(holder[word])]
    words = list(holder)
    behind = words.index(word) + 1
    for each in words[behind:]:
        if holder[each] is not None:
            break
        parts.append(each)
    return ", ".join(parts)


_NO = frozenset({"no", "n", "off", "nein", "non"})
"""What people write for `false`."""
_MISSING = {"no_shot": ("shot",), "nobody": (*PLACED, "placements")}
"""What a scene needs, and the keys one of which says it."""


def _slip(keys: Iterable[str], unknown: Unknown, locations: Locations) -> Problem | None:
    """S401: a key that is probably the missing one, misspelt."""
    for key in keys:
        found = misspelt((key,), unknown, locations)
        if found is not None:
            at, refusal = found
            return refusal_message("S401", refusal).at(at)
    return None


class _Words:
    """Words the faults of one scene."""

    def __init__(self, locations: Locations) -> None:
        self._locations = locations
        self._voice = locations.voice

    def of(self, fault: SceneFault) -> Problem:
        """The problem of a fault."""
        message = _AT_ITS_KEY.get(fault.kind)
        if message is not None:
            return message.at(self._key_at(fault))
        worded = _WORDED.get(fault.kind, _Words.wrong)
        return worded(self, fault)

    def no_shot(self, _fault: SceneFault) -> Problem:
        """S401: the scene has no shot type."""
        refusal = self._voice.missing(("shot",), EXPECTED["shot"])
        return refusal_message("S401", refusal).at(self._locations.of())

    def nobody(self, _fault: SceneFault) -> Problem:
        """S401: the scene says nothing of who or what is in it."""
        return _NOBODY.at(self._locations.of())

    def twice(self, fault: SceneFault) -> Problem:
        """F316: one thing is written in both forms."""
        other = fault.other
        there = self._locations.of(*other, key=True)
        related = Related(at=there, what="The other is here")
        message = _TWICE.about(key=fault.value, other=other[-1])
        return message.at(self._key_at(fault), related)

    def worn_twice(self, fault: SceneFault) -> Problem:
        """F316: what somebody wears is written twice."""
        there = self._locations.of(*fault.other)
        related = Related(at=there, what="It is also here")
        message = _WORN_TWICE.about(word=shown(fault.value))
        return message.at(self._key_at(fault), related)

    def empty(self, fault: SceneFault) -> Problem:
        """S403: nothing is left of a tag or a name."""
        is_key = bool(fault.value)
        return _EMPTY.at(self._locations.of(*fault.path, key=is_key))

    def several(self, fault: SceneFault) -> Problem:
        """F317: a name could mean several tags."""
        tags, is_key = fault.other
        message = _SEVERAL.about(
            word=shown(fault.value),
            tags=_quoted(tags),
        )
        return message.at(self._locations.of(*fault.path, key=is_key))

    def role(self, fault: SceneFault) -> Problem:
        """F318 or S402: a role that is not one."""
        role = fault.value
        if not isinstance(role, str):
            return self._refused(fault, "role", EXPECTED["role"])
        word = fault.path[-1]
        near = nearest(fold(role), ROLES)
        hint = f"The roles are {_quoted(ROLES)}."
        if fold(str(word)) in ROLES and word != "role":
            entry = as_yaml({role: fold(str(word))})
            hint = f"The tag or the name comes first: write `{shown(entry)}`."
        elif near:
            hint = question_of(near)
        elif word != "role":
            more = f"{{{shown(word)}: {{position: {shown(role)}}}}}"
            hint = f"{hint} To say where it is, write `{more}`."
        message = _NO_ROLE.about(role=shown(role), hint=hint)
        return message.at(self._locations.of(*fault.path))

    def not_there(self, fault: SceneFault) -> Problem:
        """F320: somebody wears something, and is not there."""
        word = str(fault.value)
        hint = f"Add `{shown(word)}` to the `cast`, or delete it here."
        there, parts, unknown = fault.other
        near = nearest(word, there)
        if parts:
            whole = shown(" ".join(parts))
            hint = f"Is a comma missing in `{whole}`? Write `[{shown(', '.join(parts))}]`."
        elif near and near.rstrip(",;") == word:
            hint = f"Delete the `{near[-1]}` after `{shown(word)}`, where the scene places it."
        elif near in unknown:
            placed = f"The scene places `{shown(near)}`, but no picture has that tag or name."
            hint = f"{placed} Write `{shown(word)}` there."
        elif near:
            hint = question_of(near)
        message = _NOT_THERE.about(word=shown(word), hint=hint)
        return message.at(self._key_at(fault))

    def entry(self, fault: SceneFault) -> Problem:
        """S402: an entry is neither a word, nor a word with what is said of it."""
        path = fault.path
        if isinstance(fault.value, Mapping) and fault.value:
            message = self._several_keys(fault)
            return message.at(self._locations.of(*path))
        expected = A_TAG_OR_NAME
        if len(path) == 1:
            expected = EXPECTED[str(path[0])]
        return self._refused(fault, path[-1], expected)

    def _several_keys(self, fault: SceneFault) -> Message:
        """S402: an entry has other keys than one tag or name."""
        if fault.kind == "entry":
            ones = [key for key in fault.value if key not in _SAID_OF_ONE]
            if len(ones) == 1 and ones[0] not in _OF_PIPELINES:
                first = self._locations.of(*fault.path, *ones, key=True)
                return _one_with_more(fault.value, ones[0], is_block=_has_colon(first))
        return _several_entries(fault)

    def said(self, fault: SceneFault) -> Problem:
        """S402: what is said of one is not a role and has no keys."""
        word = str(fault.path[-1])
        if fault.value is None:
            message = _NOTHING_SAID.about(word=shown(word))
            return message.at(self._key_at(fault))
        expected = _SAID
        if fault.kind == "line_text":
            expected = _LINE
        return self._refused(fault, word, expected)

    def shot(self, fault: SceneFault) -> Problem:
        """S402 or S403: the shot type is not text, or empty."""
        expected = EXPECTED["shot"]
        if not isinstance(fault.value, str):
            return self._refused(fault, "shot", expected)
        refusal = self._voice.empty(fault.path, expected)
        return refusal_message("S403", refusal).at(self._locations.of("shot"))

    def same_place(self, fault: SceneFault) -> Problem:
        """S402: `same_place` is neither true nor false."""
        problem = self._refused(fault, "same_place", EXPECTED["same_place"])
        is_answer = "`true`" in problem.hint or "quotes" in problem.hint
        if is_answer or not isinstance(fault.value, str):
            return problem
        if fault.value.strip().casefold() in _NO:
            return replace(problem, hint="Write `false`, or leave it out.")
        hint = f"Write `place: {shown(fault.value)}` to name a place."
        return replace(problem, hint=hint)

    def wrong(self, fault: SceneFault) -> Problem:
        """S402: a value of another kind than its key has."""
        return self._refused(fault, fault.path[-1], _expected(fault.path))

    def _key_at(self, fault: SceneFault) -> Location:
        return self._locations.of(*fault.path, key=True)

    def _refused(self, fault: SceneFault, key: str | int, expected: Expected) -> Problem:
        at = self._locations.of(*fault.path)
        path: Steps = (key,)
        if isinstance(key, int):
            path = fault.path
        refusal = self._voice.wrong(path, expected, fault.value, written=at.written)
        problem = refusal_message("S402", refusal).at(at)
        if expected.words == "text" and isinstance(key, str):
            whole = _as_one_text(fault.value)
            if whole:
                hint = f"Write it as one text: `{shown(key)}: {in_quotes(whole)}`."
                problem = replace(problem, hint=hint)
        return problem


def _as_one_text(value: object) -> str:
    """The text of a list of words; empty if it is anything else, or too long to be copied."""
    if not isinstance(value, list):
        return ""
    words = [each for each in value if isinstance(each, str)]
    whole = ", ".join(words)
    if len(words) < len(value) or not can_be_copied(whole):
        return ""
    return whole


def _one_with_more(entry: Mapping[str, Any], word: str, *, is_block: bool) -> Message:
    """S402: what is said of one is beside the tag or name.

    Args:
        entry: The entry.
        word: The tag or name in it.
        is_block: Whether the word has a colon. If nothing follows that, only spaces are missing.

    Returns:
        What is wrong, and how the entry is written.
    """
    inside = dict(entry)
    said = inside.pop(word)
    keys = _quoted(inside)
    if said is None and is_block:
        return _INDENT.about(word=shown(word), keys=keys)
    if isinstance(said, Mapping):
        inside = {**said, **inside}
    elif said is not None:
        inside = {"role": said, **inside}
    whole = as_yaml({word: inside})
    message = _INSIDE.about(word=shown(word), keys=keys, whole=whole)
    if can_be_copied(whole):
        return message
    return message._replace(hint=f"Put all of it in braces after `{shown(word)}:`.")


def _several_entries(fault: SceneFault) -> Message:
    """S402: an entry has the keys of several."""
    entry = fault.value
    first, *others = map(str, entry)
    keys = {first, *others}
    if fault.kind == "entry" and keys <= _OF_PIPELINES:
        word = entry.get("asset_tag") or entry.get("tag") or first
        return _WORD_FIRST.about(word=shown(word))
    if fault.kind == "line" and keys <= _OF_LINES:
        speaker = as_yaml(_first_of(entry, _SPEAKERS))
        text = as_yaml(_first_of(entry, _TEXTS))
        return _SPEAKER_FIRST.about(line=shown(f"{speaker}: {text}"))
    is_cut = isinstance(entry[first], str) and not any(map(entry.get, others))
    if fault.kind == "line" and is_cut:
        copy = to_copy(_whole_text(first, entry))
        return _CUT_LINE.about(word=shown(first), copy=copy)
    if len(fault.path) == 1:
        return _NO_DASHES.about(key=fault.path[0], word=shown(first))
    return _TOGETHER.about(words=_quoted([first, *others]))


def _first_of(entry: Mapping[str, Any], keys: Iterable[str]) -> Any:  # noqa: ANN401  # whatever
    """The value of the first of some keys that an entry has; `WREN` if it has none."""
    for key in keys:
        if entry.get(key):
            return entry[key]
    return "WREN"


def _quoted(words: Iterable[str]) -> str:
    return quoted(map(shown, words), "and")


def _expected(path: Steps) -> Expected:
    """What belongs at a path: under a key of the scene, or in what is said of one."""
    key = str(path[-1])
    if len(path) > 1:
        key = ABOUT_ONE.get(key, "wardrobe_note")
    return EXPECTED[key]


_SAID = Expected("a role, or keys such as `position`", "background", "or another role")
_LINE = Expected("text", "Mind the step.", is_free=True)
_SAID_OF_ONE = frozenset(("role", *ABOUT_ONE))
_OF_PIPELINES = frozenset(("asset_tag", "tag", "name", "role", "wardrobe_note", *ABOUT_ONE))

_SPEAKERS = (
    "speaker",
    "speaker_tag",
    "speaker_name",
    "character",
    "who",
    "name",
    "tag",
)
_TEXTS = (
    "line",
    "text",
    "says",
    "said",
    "dialogue",
)
_OF_LINES = frozenset((*_SPEAKERS, *_TEXTS))
"""Keys of lines in other files."""

_TWICE = Message(
    "F316", "`{key}` and `{other}` are two ways to say the same thing.", "Keep one of the two."
)
_WORN_TWICE = Message(
    "F316", "What `{word}` wears in this scene is written twice.", "Keep one of the two."
)
_SEVERAL = Message(
    "F317",
    "`{word}` is the name of pictures with different tags: {tags}.",
    "Write the tag that you mean.",
)
_NO_ROLE = Message("F318", "`{role}` is not a role.", "{hint}")
_TAKE_OVER = "Name the place: `place: PIER`, with a tag or a name of your own."
_AT_ITS_KEY = {
    "first_scene": Message(
        "F319",
        "No scene comes before this one, so there is no place to take over.",
        _TAKE_OVER,
    ),
    "no_place": Message(
        "F319",
        "The scene before this one does not name a place.",
        _TAKE_OVER,
    ),
}
_NOT_THERE = Message("F320", "`{word}` wears something, but is not in this scene.", "{hint}")
_NOBODY = Message(
    "S401",
    "This scene does not say who or what is in it.",
    "Add `cast`, `place` or `props`, such as `cast: [WREN]`. If it is empty, write `cast: []`.",
)
_EMPTY = Message("S403", "This tag or name is empty.", "Write a tag such as `WREN`, or delete it.")
_WORD_FIRST = Message(
    "S402",
    "In this list, the tag or the name comes first, and the rest below it.",
    "Write `- {word}: background`, or put more below `- {word}:`, indented.",
)
_INDENT = Message(
    "S402",
    "{keys} must be inside `{word}`.",
    "Indent what you say about `{word}` by two more spaces.",
)
_SPEAKER_FIRST = Message(
    "S402",
    "In this list, the speaker comes first, and then what is said.",
    "Write `- {line}`.",
)
_INSIDE = Message("S402", "{keys} must be inside `{word}`.", "Write `{whole}`.")
_NO_DASHES = Message(
    "S402",
    "`{key}` has several entries, and they are not a list.",
    "Put each on a line of its own that begins with a dash: `- {word}`.",
)
_CUT_OFF = Message(
    "F351",
    "`{word}` has no value, so it is not read.",
    "In braces, a comma ends the text before it. If this belongs to that text, put all of it in"
    " quotes{copy}.",
)
_WORN_BY = Message(
    "F351",
    "`{word}` has no value, so it is not read.",
    "Write what `{word}` wears, or delete it.",
)
_CUT_LINE = Message(
    "S402",
    "The line of `{word}` ends at the comma.",
    "Put all of it in quotes{copy}.",
)
_TOGETHER = Message(
    "S402",
    "{words} are one entry of the list.",
    "Begin each on a line of its own with a dash.",
)
_NOTHING_SAID = Message(
    "S402",
    "Nothing is said about `{word}` after the colon.",
    "Delete the colon, or write what you want to say.",
)
_WORDED: dict[str, Callable[[_Words, SceneFault], Problem]] = {
    "no_shot": _Words.no_shot,
    "nobody": _Words.nobody,
    "twice": _Words.twice,
    "worn_twice": _Words.worn_twice,
    "several": _Words.several,
    "empty": _Words.empty,
    "role": _Words.role,
    "not_there": _Words.not_there,
    "entry": _Words.entry,
    "line": _Words.entry,
    "said": _Words.said,
    "line_text": _Words.said,
    "shot": _Words.shot,
    "same_place": _Words.same_place,
}
"""Who words each kind of fault; the others are values of a wrong kind."""
