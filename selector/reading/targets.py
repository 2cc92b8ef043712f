"""The video models that are known, from `rules/targets.yaml`, which comes with selector.

Nothing is read until somebody asks for one, and then once. The file has hundreds of lines, and
rules name one model: so its lines are split at the ids, which begin them, and only the lines of the
models that somebody asks for are read as YAML. A test reads the whole file at once and compares.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from selector.among_threads import cached_property
from selector.data import data_dir
from selector.model.frozen import frozen
from selector.model.problem import Location, Problem, ProblemError, Source
from selector.model.video_model import GoneModel, KnownModels, VideoModel
from selector.reading.shape.quick_look import is_plain_part
from selector.reading.text.file import read_source
from selector.reading.text.yaml_text import read_yaml

FILE = "targets.yaml"
VERSION = "targets"
"""The first key of the file, which says the version of its form."""
_BEGINS = b"# selector: what is known of video models"
"""How the file begins that is no rule file, though it lies among such."""
_KEY = re.compile(r"^([^\s#:][^\n:]*):", re.MULTILINE)
_IN_OTHER_LINES = "Not every id of a video model is at the beginning of a line."
_BEGIN_LINES = "Write each id, with a colon, on a line of its own, and its facts indented below."
_SERVICES = re.compile(r"^  services:\n(?:    .*\n)+", re.MULTILINE)
"""The lines of a model that no pick depends on, and that are most of its lines."""


@cache
def known_models() -> ModelsOf:
    """The video models, by their ids.

    Raises:
        ProblemError: The file was edited, and cannot be read; also when a model is asked for.
    """
    source, problems = read_source(data_dir("rules") / FILE)
    if source is None:
        raise ProblemError(problems)
    return ModelsOf(source)


def is_of_models(file: Path) -> bool:
    """Whether a file has facts of video models, and so is no rule file."""
    if file.name != FILE or not file.is_file():
        return False
    try:
        with file.open("rb") as content:
            return content.read(len(_BEGINS)) == _BEGINS
    except OSError:  # the reader of rule files says why
        return False


@frozen
class _Lines:
    """The lines of one model: their text, and the number of the first."""

    text: str
    first: int


class ModelsOf(KnownModels):
    """The video models of a file, each of them read when somebody asks for it."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._read: dict[str, VideoModel | GoneModel] = {}

    @cached_property
    def _lines(self) -> dict[str, _Lines]:
        """The lines of each model, by its id."""
        text = self._source.text
        keys = list(_KEY.finditer(text))
        if not keys:
            raise self._refused()
        ends = [each.start() for each in keys[1:]]
        lines: dict[str, _Lines] = {}
        line, before = 1, 0
        for key, end in zip(keys, [*ends, len(text)], strict=True):
            line += text.count("\n", before, key.start())
            before = key.start()
            name = _unquoted(key.group(1))
            if name in lines:
                raise self._refused()
            lines[name] = _Lines(text=text[before:end], first=line)
        lines.pop(VERSION, None)
        return lines

    @cached_property
    def gone(self) -> Mapping[str, GoneModel]:
        """Those of which only the end is known, by their ids."""
        read = map(self._model, self._lines)
        return {each.id: each for each in read if isinstance(each, GoneModel)}

    @cached_property
    def _ids(self) -> tuple[str, ...]:
        """The ids of the others. Lines without a cap are few, and are read to be sure."""
        found = []
        for name, lines in self._lines.items():
            has_cap = "\n  references: " in lines.text
            if has_cap or isinstance(self._model(name), VideoModel):
                found.append(name)
        return tuple(found)

    def __getitem__(self, name: str) -> VideoModel:
        model = self._model(name)
        if isinstance(model, GoneModel):
            raise KeyError(name)
        return model

    def __contains__(self, name: object) -> bool:
        return name in self._ids

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    def facts(self, name: str) -> dict[str, Any]:
        """All that the file says of a model, services and all, as plain data."""
        lines = self._lines[name]
        block = Source(name=self._source.name, text=lines.text, first_line=lines.first)
        document, problems = read_yaml(block)
        if document is None or problems:
            raise self._refused()
        facts: dict[str, Any] = document.data[name]
        return facts

    def _model(self, name: str) -> VideoModel | GoneModel:
        if name not in self._read:
            self._read[name] = self._model_read(name)
        return self._read[name]

    def _model_read(self, name: str) -> VideoModel | GoneModel:
        lines = self._lines[name]
        text = _SERVICES.sub("", lines.text)
        block = Source(name=self._source.name, text=text, first_line=lines.first)
        document, problems = read_yaml(block)
        if document is None or problems:
            raise self._refused()
        if not isinstance(document.data, dict) or name not in document.data:
            raise self._refused()
        facts = document.data[name]
        if not is_plain_part(facts, "targets", "TargetShape"):
            raise self._refused()
        at = Location(
            source=self._source,
            line=lines.first,
            column=1,
            end_line=lines.first,
            end_column=len(name) + 1,
        )
        if "references" not in facts:
            if "retires" not in facts:
                raise self._refused()
            return _gone(name, facts, at)
        return VideoModel(
            id=name,
            references=facts["references"],
            depends=facts.get("depends") or "",
            takes=tuple(facts.get("takes") or ()),
            vendor=facts.get("vendor") or "",
            deprecated=facts.get("deprecated"),
            retires=facts.get("retires"),
            replaced_by=facts.get("replaced_by"),
            source=facts["source"],
            confidence=facts["confidence"],
            checked=facts["checked"],
            at=at,
        )

    def _refused(self) -> ProblemError:
        """What is wrong with the whole file, to raise."""
        from selector.reading.shape.target_faults import (  # noqa: PLC0415  # the file is right
            problems_of_targets,
        )

        at = Location(source=self._source)
        in_other_lines = Problem(
            at=at,
            code="Y106",
            what=_IN_OTHER_LINES,
            hint=_BEGIN_LINES,
        )
        return ProblemError(problems_of_targets(self._source) or (in_other_lines,))


def _unquoted(key: str) -> str:
    """An id without the quotation marks that may stand around it."""
    quote = key[:1]
    if quote in {"'", '"'} and len(key) > 1 and key.endswith(quote):
        return key[1:-1]
    return key


def _gone(name: str, facts: Mapping[str, Any], at: Location) -> GoneModel:
    return GoneModel(
        id=name,
        retires=facts["retires"],
        replaced_by=facts.get("replaced_by"),
        at=at,
    )
