"""A file of video models in; everything that is wrong with it out, with the location of each fault.

Nobody but its makers writes that file, so this is its check, and not what reads it.
"""

from __future__ import annotations

from collections.abc import Iterator

from selector.model.problem import Problem, Related, Source, shown
from selector.model.refusals import YAML, Expected, as_yaml
from selector.model.vocabulary import plain
from selector.reading.shape.parts import field_at, shape_at
from selector.reading.shape.reword import MISSING, MISSPELT, NO_VALUE, Fault, ShapeWords
from selector.reading.shape.targets_shape import TargetShape
from selector.reading.text.document import UNREAD, Document, Problems, Steps
from selector.reading.text.locations import Locations
from selector.reading.text.yaml_text import read_yaml

_CODES = {
    MISSING: "R202",
    MISSPELT: "R201",
    NO_VALUE: "R213",
    "literal_error": "R204",
    "int_type": "R205",
    "float_type": "R205",
    "greater_than_equal": "R205",
    "string_pattern_mismatch": "R207",
}
"""The code of each kind of fault; of any other it is R203."""
VERSION = "targets"
"""The first key of the file, which says the version of its form."""
_NO_KEYS = "A file of video models has keys and values."
_FIRST_KEY = f"Write `{VERSION}: 1`."
_A_MODEL = Expected(
    "keys and values",
    {"references": 3, "source": "its page", "confidence": "A", "checked": "2026-11-26"},
)


def problems_of_targets(source: Source) -> Problems:
    """Everything wrong with a file of video models, by location."""
    document, problems = read_yaml(source)
    if document is None:
        return problems
    return tuple(sorted((*problems, *_of_shape(document), *_of_models(document))))


def _of_shape(document: Document) -> Iterator[Problem]:
    if not isinstance(document.data, dict):
        yield Problem(
            at=document.at(()),
            code="Y106",
            what=_NO_KEYS,
            hint=_FIRST_KEY,
        )
        return
    for name, facts in document.data.items():
        if name == VERSION:
            yield from _of_version(document, facts)
            continue
        locations = Locations(document=document, path=(name,))
        if not isinstance(facts, dict):
            refusal = YAML.wrong((name,), _A_MODEL, facts)
            yield Problem(
                at=document.at((name,)), code="R203", what=refusal.what, hint=refusal.hint
            )
            continue
        words = _TargetWords(facts, TargetShape, locations, by_hand=True)
        for fault in words.faults():
            if fault.value is not UNREAD:
                yield words.problem(fault)
        yield from words.unknown_key_problems()


def _of_version(document: Document, version: object) -> Iterator[Problem]:
    if version is None:
        at = document.at((VERSION,))
        yield Problem(
            at=at,
            code="R213",
            what=f"`{VERSION}` has no value.",
            hint=_FIRST_KEY,
        )
    elif version is not UNREAD and (version != 1 or isinstance(version, bool)):
        written = shown(as_yaml(version))
        yield Problem(
            at=document.at((VERSION,)),
            code="R208",
            what=f"This version of selector does not read version {written} of this file.",
            hint=_FIRST_KEY,
        )


def _of_models(document: Document) -> Iterator[Problem]:
    """What no shape says: two ids that nobody can tell apart, a model that can mean nothing."""
    if not isinstance(document.data, dict):
        return
    seen: dict[str, str] = {}
    for name, facts in document.data.items():
        if name == VERSION:
            continue
        at = document.at((name,), key=True)
        alike = seen.setdefault(plain(name).casefold(), name)
        if alike != name:
            yield Problem(
                at=at,
                code="R224",
                what=f"`{shown(name)}` and `{shown(alike)}` are one id: case makes no difference.",
                hint="Keep one of the two.",
                related=(Related(at=document.at((alike,), key=True), what="The first is here"),),
            )
        if isinstance(facts, dict) and not {"references", "retires"} & facts.keys():
            yield Problem(
                at=at,
                code="R202",
                what="`references` is missing.",
                hint="Add `references: 3`. It can be left out only beside `retires`.",
            )


class _TargetWords(ShapeWords):
    """What only the file of video models knows: its codes, and what is expected in it."""

    code_of_unknown_keys = "R201"

    def code(self, fault: Fault) -> str:
        return _CODES.get(fault.kind, "R203")

    def expected(self, path: Steps) -> Expected:
        holder = shape_at(self.shape, path[:-1])
        field = field_at(self.shape, path)
        if holder is None or field is None:
            return Expected("text")
        *_, example = reversed(field.examples or [None])
        other = "" if field.is_required() else "or leave it out"
        words = getattr(holder, "expected", {}).get(path[-1], "text")
        return Expected(words, example, other)
