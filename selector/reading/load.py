"""Rule files in; `Rules` ready to select out.

The one way in for a pipeline, the command line and the tests.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from selector.data import data_dir
from selector.engine.compile import compile_rules
from selector.engine.rule_set_problems import NO_SUCH_SHOT_RULE
from selector.engine.rules import Rules
from selector.language.file_words.shot_names import SHOT_NAMES
from selector.model.problem import Location, ProblemError, Source, as_python, errors_of
from selector.model.video_model import VideoModel
from selector.reading.rules.rule_file import read_rule_file
from selector.reading.targets import known_models
from selector.reading.text.document import Problems
from selector.reading.text.file import ReadBeside, beside_on_disk, decode, read_source
from selector.reading.text.message import Message

if TYPE_CHECKING:
    from selector.reading.rules.parents import Find

_NO_PATH = Message(
    "Y101",
    "The path of the rule file is empty.",
    "Give a path, or the name of rules that come with selector.",
)


def load_rules(
    path: str | Path | None = None,
    *,
    text: str | bytes | None = None,
    name: str = "rules",
    parents: Mapping[str, str | bytes] | None = None,
    digest: str | None = None,
    meaning: int | None = None,
) -> Rules:
    """The rules of a file or a text; without either, the default rules that come with selector.

    Rules that extend others are laid over them. A file extends files beside it; a text extends only
    rules that come with selector, and `parents`: then no other file is read.

    Args:
        path: The path of a rule file, or the name of rules that come with selector.
        text: The text of a rule file, instead of a path; bytes are UTF-8.
        name: What problems call the text.
        parents: The texts that the text may extend, by the names that `extends` has for them.
        digest: The digest that the rules must have; any other is refused.
        meaning: The meaning under which this version of selector must read them.

    Returns:
        The rules.

    Raises:
        ProblemError: The file cannot be read, or something in it is an error, or its rules are not
            those that are required. Holds every problem found, warnings too.
        TypeError: There is both a path and a text, or there are parents without a text; or one of
            these is of another type.
    """
    source, folder, given = _to_read(path, text, name, parents)
    rules, problems = check_rules(source, folder=folder, parents=given)
    if rules is None:
        raise ProblemError(problems)
    if digest is not None or meaning is not None:
        from selector.reading.required import refuse_others  # noqa: PLC0415  # few require any

        refuse_others(rules, digest, meaning)
    return rules


def _to_read(
    path: str | Path | None,
    text: str | bytes | None,
    name: str,
    parents: Mapping[str, str | bytes] | None,
) -> tuple[Source, Path | None, Mapping[str, str]]:
    """What the arguments of `load_rules` name: a text, its folder, and what it may extend."""
    if text is not None:
        if path is not None:
            raise TypeError("`load_rules` takes a path or a `text`, not both.")
        _refuse_other_types(text, name, parents)
        given = {}
        for written, parent in (parents or {}).items():
            given[written] = _source(written, parent).text
        return _source(name, text), None, given
    if parents is not None:
        beside = "a rule file extends the files beside it"
        raise TypeError(f"`parents` works only with `text`: {beside}. Leave `parents` out.")
    if path is None:
        path = data_dir("rules") / "default.yaml"
    file = path_of_rules(path)
    source, problems = read_source(file)
    if source is None:
        raise ProblemError(problems)
    return source, Path(file).parent, {}


def path_of_rules(named: str | os.PathLike[str]) -> str:
    """The path of a rule file as it is; for the name of rules that come with selector, theirs.

    The name may have a version, as in `extends`. A file of that name comes first.

    Raises:
        ProblemError: It is empty (Y101).
        TypeError: It is of another type.
    """
    if not isinstance(named, str | os.PathLike):
        raise TypeError(
            f"`path` must be the path of a rule file, not {as_python(named)}."
            " To read rules from a string, use `load_rules(text=...)`."
        )
    path = os.fspath(named)
    if not path:
        raise ProblemError([_NO_PATH.at(Location(source=Source(name="rules")))])
    name, _, version = path.partition(" ")
    if not name.isidentifier() or os.path.lexists(path):
        return path
    from selector.reading.rules.parents import shipped_file  # noqa: PLC0415  # few need it

    return shipped_file(name, version) or path


def _source(name: str, text: str | bytes) -> Source:
    """A text that the caller gives, under the name that it has in problems."""
    if isinstance(text, str):
        return Source(name=name, text=text)
    source, problems = decode(name, text)
    if source is None:
        raise ProblemError(problems)
    return source


def _refuse_other_types(text: object, name: object, parents: object) -> None:
    if not isinstance(text, str | bytes):
        message = f"`text` must be the text of a rule file, not {as_python(text)}"
        raise TypeError(f"{message}. Pass a `str`, or `bytes` that are UTF-8.")
    if not isinstance(name, str):
        message = f"`name` must be what problems call the text, not {as_python(name)}"
        raise TypeError(f'{message}. Pass a `str` such as `"tenant-42"`.')
    if parents is None:
        return
    is_of_texts = (
        isinstance(parents, Mapping)
        and all(isinstance(each, str) for each in parents)
        and all(isinstance(each, str | bytes) for each in parents.values())
    )
    if not is_of_texts:
        must = "`parents` must be a mapping of names of rule files to their texts"
        message = f"{must}, not {as_python(parents)}"
        raise TypeError(f'{message}. Pass a mapping such as `{{"house.yaml": text}}`.')


def check_rules(
    source: Source,
    *,
    folder: Path | None = None,
    parents: Mapping[str, str] | Sequence[Source] = (),
    target: VideoModel | None = None,
    shot_names: Source | None = None,
    read_beside: ReadBeside | None = None,
) -> tuple[Rules | None, Problems]:
    """The rules, unless a problem is an error; and every problem, in order of location.

    Args:
        source: The text of a rule file.
        folder: Where the files are that it may extend; None if it is not a file.
        parents: The texts that it may extend instead, by name; or those that it extended when a
            decision was stored, the nearest first.
        target: The video model, if another counts than the one that the file names.
        shot_names: The text of the shot names that they read by when a decision was stored.
        read_beside: Reads the files that it may name, where these are not on disk.

    Returns:
        The rules or None, and the problems.
    """
    read = read_rule_file(source)
    if read.rule_set is not None and read.rule_set.extends is not None:
        from selector.reading.rules.chain import with_parents  # noqa: PLC0415  # few rules need it

        identity = source.name
        if folder is not None or read_beside is not None:
            identity = os.path.realpath(source.name)
        find = _finder(source, folder, parents, read_beside)
        read = with_parents(read, find, identity)
    if read.rule_set is None:
        return None, _with_hints(read.problems, extends=False)
    rule_set, problems = read.rule_set, read.problems
    if SHOT_NAMES.key in rule_set.words:
        from selector.reading.shot_vocabularies import with_names  # noqa: PLC0415  # as above

        beside: Mapping[str, str] | ReadBeside = read_beside or beside_on_disk
        if read_beside is None and folder is None:
            beside = parents if isinstance(parents, Mapping) else {}
        rule_set, of_names = with_names(rule_set, beside, shot_names)
        problems = (*problems, *of_names)
    rules, found = compile_rules(rule_set, known_models, target)
    problems = tuple(sorted((*problems, *found)))
    if errors_of(problems):
        return None, _with_hints(problems, extends=rule_set.extends is not None)
    if rules is not None:
        rules.review = partial(_warnings, problems)
    return rules, problems


def _finder(
    source: Source,
    folder: Path | None,
    parents: Mapping[str, str] | Sequence[Source],
    read_beside: ReadBeside | None,
) -> Find:
    """What finds the rules that a text extends; the arguments are those of `check_rules`."""
    from selector.reading.rules import parents as finders  # noqa: PLC0415  # few rules need it

    if read_beside is not None:
        return finders.read_beside(source.name, read_beside)
    if folder is not None:
        return finders.beside(folder)
    if isinstance(parents, Mapping):
        return finders.given(parents)
    return finders.on_record(parents) if parents else finders.given({})


def _with_hints(problems: Problems, *, extends: bool) -> Problems:
    """The problems of rules that cannot be used; where they lack a shot rule, with who has it."""
    if all(problem.code not in NO_SUCH_SHOT_RULE for problem in problems):
        return problems
    from selector.reading.rules.shipped_shots import with_those_that_have_it  # noqa: PLC0415  # too

    return with_those_that_have_it(problems, extends=extends)


def _warnings(problems: Problems, rules: Rules) -> Problems:
    """What was found while rules were read, and what they mean that is hardly wanted.

    The lints are above this room and read rules by it, so they are named, not imported: only
    whoever asks for warnings loads them.
    """
    checked = import_module("selector.review.lint").reviewed(rules, problems)
    found: Problems = checked.problems
    return found
