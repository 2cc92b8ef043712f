"""Where the shot names are that rules read shot types by: a name in; the vocabulary out.

`standard` is the file that comes with selector. Any other name is that of a file beside the rule
file that writes it, or of a text that the caller gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from selector.data import data_dir
from selector.language.file_words.shot_names import SHOT_NAMES, STANDARD
from selector.model.near_names import did_you_mean
from selector.model.problem import Problem, ProblemError, Source, errors_of, shown
from selector.model.ruleset import RuleSet, Written
from selector.model.shot_vocabulary import Ambiguous, ShotVocabulary
from selector.reading.text.document import Problems
from selector.reading.text.file import ReadBeside, read_source

FILE = "shot_names.yaml"
_OF_NAMES = re.compile(r"""^\ufeff?(?:\{\s*)?["']?(?:sizes|coverage)["']?\s*:""", re.MULTILINE)
_OF_RULES = re.compile(r"^\ufeff?language\s*:", re.MULTILINE)
_ENDINGS = (".yaml", ".yml", ".json")
_KEYS = (
    "shot_names",
    "sizes",
    "coverage",
    "moves",
    "passed_over",
    "alone",
    "ambiguous",
)
_COMMENT = re.compile(r"^(?:#.*)?\n", re.MULTILINE)
_LIST = r"\[([^\[\]{}#:]*)\]\n"
_SECTION = re.compile(r"(\w+):(?: (1)\n|\n((?:  .*\n)+)| " + _LIST + ")")
_NAME = re.compile(r"  ([^:#\n]+): " + _LIST)
_EITHER = re.compile(
    r"""  ([^:#\n]+): \{\s*readings: \[([^\[\]{}#:]*)\],\s*note: "([^"\\]*)",?\s*\}\n"""
)
"""The shipped file is written in a few forms only, so it need not be read as YAML."""
VocabularyRead = tuple[ShotVocabulary | None, Problems]


@cache
def standard_names() -> ShotVocabulary:
    """The vocabulary that comes with selector.

    Raises:
        ProblemError: The file was edited, and cannot be read.
    """
    source, problems = read_source(data_dir("rules") / FILE)
    if source is None:
        raise ProblemError(problems)
    data = _plain_data(source.text)
    if data is not None:
        return _vocabulary(STANDARD, source, data)
    vocabulary, problems = read_names(STANDARD, source)
    if vocabulary is None:
        raise ProblemError(problems)
    return vocabulary


def is_of_names(text: str) -> bool:
    """Whether a text has shot names, and so is no rule file."""
    return _OF_NAMES.search(text) is not None and not _OF_RULES.search(text)


def read_names(name: str, source: Source) -> VocabularyRead:
    """A file of shot names, unless a problem is an error; and every problem of it.

    Args:
        name: What rules call it.
        source: Its text.

    Returns:
        The vocabulary or None, and the problems.
    """
    from selector.reading.shape import shot_name_faults  # noqa: PLC0415  # the shipped one is right
    from selector.reading.text.yaml_text import read_yaml  # noqa: PLC0415  # as above

    document, problems = read_yaml(source)
    if document is None:
        return None, problems
    problems = tuple(sorted({*problems, *shot_name_faults.problems_of_names(document)}))
    if errors_of(problems):
        return None, problems
    return _vocabulary(name, source, document.data), problems


def with_names(
    rule_set: RuleSet,
    beside: Mapping[str, str] | ReadBeside,
    on_record: Source | None,
) -> tuple[RuleSet, Problems]:
    """A rule set with the vocabulary that it names, if it names one.

    Args:
        rule_set: What the rules say.
        beside: The texts that the caller gives by name, or what reads the files beside the rules.
        on_record: The text of the vocabulary when a decision was stored, if that counts.

    Returns:
        The rule set, and the problems of finding and reading the vocabulary.
    """
    written = SHOT_NAMES.written(rule_set.words)
    if written is None:
        return rule_set, ()
    name = written.value.strip()
    if on_record is not None:
        vocabulary, problems = read_names(name, on_record)
    elif name == STANDARD:
        vocabulary, problems = standard_names(), ()
    else:
        vocabulary, problems = _found(name, written, beside)
    return replace(rule_set, shot_names=vocabulary), problems


def _found(
    name: str,
    written: Written[str],
    beside: Mapping[str, str] | ReadBeside,
) -> VocabularyRead:
    """The vocabulary of a file beside the one that names it, or of a text."""
    texts = beside if isinstance(beside, Mapping) else {}
    is_path = name.lower().endswith(_ENDINGS) or "/" in name
    if name in texts:
        source = Source(name=name, text=texts[name])
    elif isinstance(beside, Mapping) or not is_path:
        return None, (_nothing(name, written, texts),)
    else:
        read, problems = beside(written.at.source.name, name)
        if read is None:
            (problem, *_) = problems
            what = f"`{shown(name)}` cannot be used. {problem.what}"
            return None, (_refused(written, what, problem.hint),)
        source = read
    if not is_of_names(source.text):
        what = f"`{shown(name)}` is not a file of shot names."
        hint = "Such a file has `sizes:` or `coverage:` at the start of a line."
        return None, (_refused(written, what, hint),)
    return read_names(name, source)


def _refused(written: Written[str], what: str, hint: str) -> Problem:
    """R237: there is no vocabulary of that name, or it cannot be read."""
    return Problem(
        at=written.at,
        code="R237",
        what=what,
        hint=hint,
    )


def _nothing(name: str, written: Written[str], others: Iterable[str]) -> Problem:
    what = f"There are no shot names called `{shown(name)}`."
    near = did_you_mean(name, [STANDARD, *others])
    beside = "the name of a file beside this one, such as `my-names.yaml`"
    return _refused(written, what, near or f"Write `{STANDARD}`, or {beside}.")


def _vocabulary(name: str, source: Source, data: Mapping[str, Any]) -> ShotVocabulary:
    """What the data of a file without errors says."""
    ambiguous = {}
    for spelling, said in data.get("ambiguous", {}).items():
        readings = dict.fromkeys(said["readings"])
        ambiguous[spelling] = Ambiguous(
            readings=tuple(readings),
            note=said.get("note", ""),
        )
    return ShotVocabulary(
        name=name,
        sizes=_spellings(data, "sizes"),
        coverage=_spellings(data, "coverage"),
        moves=tuple(data.get("moves", ())),
        passed_over=tuple(data.get("passed_over", ())),
        alone=tuple(data.get("alone", ())),
        ambiguous=ambiguous,
        source=source,
    )


def _spellings(data: Mapping[str, Any], axis: str) -> dict[str, tuple[str, ...]]:
    return {name: tuple(spellings) for name, spellings in data.get(axis, {}).items()}


def _plain_data(text: str) -> dict[str, Any] | None:
    """The data of a file that is written as the shipped one is; None of any other.

    Reading it as YAML, with the location of each of its words, takes ten times as long.
    """
    data: dict[str, Any] = {}
    text = _COMMENT.sub("", text)
    end = 0
    for section in _SECTION.finditer(text):
        key, version, names, words = section.groups()
        if section.start() != end or key not in _KEYS or key in data:
            return None
        end = section.end()
        if version is not None:
            data[key] = int(version)
        elif words is not None:
            data[key] = _words(words)
        else:
            pattern = _EITHER if key == "ambiguous" else _NAME
            if pattern.sub("", names):
                return None
            data[key] = {name: _said(*said) for name, *said in pattern.findall(names)}
    return data if end == len(text) else None


def _said(words: str, note: str | None = None) -> Any:  # noqa: ANN401  # of either form
    if note is None:
        return _words(words)
    return {"readings": _words(words), "note": note}


def _words(text: str) -> list[str]:
    words = (word.strip().strip('"') for word in text.split(","))
    return list(filter(None, words))
