"""Pydantic's errors in; problems in a director's words, each at its place, out. For shapes of any kind of file."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel, ValidationError

from selector.model.near_names import RUN, NearNames
from selector.model.phrases import quoted
from selector.model.problem import Location, Problem, shown
from selector.model.refusals import YAML, Expected, Refusal, with_article
from selector.model.vocabulary import TYPES_BY_OTHER_WORDS, fold
from selector.reading.text.document import UNREAD, Document, Steps, value_at


@dataclass(frozen=True, slots=True, kw_only=True)
class ShapeCodes:
    """The codes of one family of files for what can be wrong with a shape."""

    unknown_key: str
    missing: str
    kind: str
    word: str
    number: str
    empty_list: str
    empty_text: str
    no_value: str
    too_many: str


def shape_problems(
    document: Document, model: type[BaseModel], codes: ShapeCodes
) -> Iterator[Problem]:
    """Everything about the document that is not as `model` says it must be."""
    try:
        model.model_validate(document.data)
        errors: list[Any] = []
    except ValidationError as error:
        errors = error.errors(include_url=False)
    found = [
        _Wrong(
            kind=each["type"],
            path=_written_path(each["loc"]),
            value=each["input"],
            says=each.get("ctx", {}),
        )
        for each in errors
        if each["input"] is not UNREAD
    ]
    yield from _Rewording(document, model, codes).problems(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wrong:
    """One error of pydantic's: its type, the path of the value as written, the value, and what pydantic adds."""

    kind: str
    path: Steps
    value: Any
    says: dict[str, Any]


class _Rewording:
    """Turns errors of one document into problems."""

    def __init__(self, document: Document, model: type[BaseModel], codes: ShapeCodes) -> None:
        self._document = document
        self._model = model
        self._codes = codes
        self._near_names: dict[tuple[str, ...], NearNames] = {}

    def problems(self, found: list[_Wrong]) -> Iterator[Problem]:
        """A problem for each error; one alone for a key that is missing because it is misspelt, or has no value."""
        unknown = {each.path for each in found if each.kind == "extra_forbidden"}
        wrong = {each.path for each in found if each.kind not in {"missing", "extra_forbidden"}}
        no_value = {
            path
            for path in _keys_without_value(self._document.data)
            if path not in unknown and not any(path[:depth] in wrong for depth in range(len(path)))
        }
        missing: dict[Steps, list[str]] = defaultdict(list)
        for each in found:
            if each.kind == "missing":
                missing[each.path[:-1]].append(str(each.path[-1]))
        for path in no_value:
            yield self._no_value(path)
        for each in found:
            if each.kind == "extra_forbidden":
                wanted = missing.get(each.path[:-1], [])
                near = self._near(str(each.path[-1]), wanted)
                if near:
                    wanted.remove(near)
                yield self._unknown_key(each, near)
        for each in found:
            if each.kind == "missing" and each.path[-1] in missing[each.path[:-1]]:
                yield self._missing(each)
            elif each.kind not in {"missing", "extra_forbidden"} and each.path not in no_value:
                yield _REWORDED.get(each.kind, _Rewording._wrong_kind)(self, each)

    def _unknown_key(self, wrong: _Wrong, near: str) -> Problem:
        model = _model_at(self._model, wrong.path[:-1]) or self._model
        key = str(wrong.path[-1])
        home = _home_of(key, self._model)
        near = near or self._near(key, model.model_fields)
        in_use = value_at(self._document.data, wrong.path[:-1])
        free = [name for name in model.model_fields if name not in in_use]
        refusal = YAML.unknown(key, _title(model), near=near, free=free)
        hint = refusal.hint
        if not near and wrong.value is None:
            hint = "If it belongs to the text before it, put that text in quotes."
        elif not near and home:
            hint = f"`{key}` belongs in {_a(home)}."
        at = self._document.at(wrong.path, key=True)
        return self._problem(at, self._codes.unknown_key, refusal._replace(hint=hint))

    def _missing(self, wrong: _Wrong) -> Problem:
        refusal = YAML.missing(wrong.path, self._expected(wrong.path))
        return self._problem(self._holder(wrong.path[:-1]), self._codes.missing, refusal)

    def _no_value(self, path: Steps) -> Problem:
        at = self._document.at(path, key=isinstance(path[-1], str))
        return self._problem(at, self._codes.no_value, YAML.wrong(path, self._expected(path), None))

    def _wrong_kind(self, wrong: _Wrong) -> Problem:
        if wrong.value is None:
            return self._no_value(wrong.path)
        expected = self._expected(wrong.path)
        # The text as written: `1.10` is 1.1 to YAML, and not to its writer.
        refusal = self._refusal(wrong, expected)
        if wrong.kind in {"model_type", "dict_type"}:
            refusal = refusal._replace(hint=self._way_to_keys(wrong))
        elif wrong.kind == "list_type" and (expected.words or "").startswith("a list"):
            hint = (
                "Write its entries on the lines below it, each with `- ` in front, or in brackets."
            )
            refusal = refusal._replace(hint=hint)
        return self._problem(self._document.at(wrong.path), self._codes.kind, refusal)

    def _refusal(self, wrong: _Wrong, expected: Expected) -> Refusal:
        written = (
            self._as_written(wrong.path) if isinstance(wrong.value, bool | int | float) else ""
        )
        return YAML.wrong(wrong.path, expected, wrong.value, written=written)

    def _way_to_keys(self, wrong: _Wrong) -> str:
        """What to do where keys should stand. A key of the file may stand too far in, among the shot rules."""
        home = _home_of(str(wrong.path[-1]), self._model) if wrong.path else None
        if home and _model_at(self._model, wrong.path[:-1]) is None:
            place = (
                f"beside `{wrong.path[-2]}`, not in it" if home is self._model else f"in {_a(home)}"
            )
            return f"`{wrong.path[-1]}` belongs {place}."
        if isinstance(wrong.value, list) and not self._as_written(wrong.path).startswith("["):
            return "Write its keys on the lines below it, further in, without `- ` in front."
        return "Write its keys on the lines below it, further in, or in braces."

    def _wrong_word(self, wrong: _Wrong) -> Problem:
        words = re.findall("'([^']*)'", str(wrong.says.get("expected")))
        if not words or not isinstance(wrong.value, str):
            return self._wrong_kind(wrong)
        key = next(step for step in reversed(wrong.path) if isinstance(step, str))
        near = self._near(wrong.value, words) or _by_another_word(wrong.value, words)
        home = "" if fold(wrong.value) in words else self._key_that_takes(wrong)
        refusal = YAML.no_choice(key, wrong.value, words, near="" if home else near, home=home)
        expected = self._expected(wrong.path)
        if not near and not home and isinstance(expected.example, int):
            is_quoted = wrong.value.isdecimal()
            hint = "Write it without quotes." if is_quoted else YAML.write(wrong.path, expected)
            refusal = refusal._replace(hint=hint)
        return self._problem(self._document.at(wrong.path), self._codes.word, refusal)

    def _key_that_takes(self, wrong: _Wrong) -> str:
        """Another key beside it that takes the word: `character` is no role, but a type."""
        steps = wrong.path[:-1] if isinstance(wrong.path[-1], int) else wrong.path
        model = _model_at(self._model, steps[:-1])
        fields = {} if model is None else model.model_fields
        word = fold(wrong.value)
        takers = (
            key
            for key, field in fields.items()
            if key != steps[-1] and word in _words_in(field.annotation)
        )
        return next(takers, "")

    def _wrong_number(self, wrong: _Wrong) -> Problem:
        refusal = self._refusal(wrong, self._expected(wrong.path))
        return self._problem(self._document.at(wrong.path), self._codes.number, refusal)

    def _empty_list(self, wrong: _Wrong) -> Problem:
        refusal = YAML.wrong(wrong.path, self._expected(wrong.path), wrong.value)
        return self._problem(self._document.at(wrong.path), self._codes.empty_list, refusal)

    def _too_many(self, wrong: _Wrong) -> Problem:
        refusal = YAML.too_many(wrong.path, len(wrong.value), wrong.says["max_length"])
        at = self._document.at(wrong.path, key=isinstance(wrong.path[-1], str))
        return self._problem(at, self._codes.too_many, refusal)

    def _empty_text(self, wrong: _Wrong) -> Problem:
        refusal = YAML.empty(wrong.path, self._expected(wrong.path))
        return self._problem(self._document.at(wrong.path), self._codes.empty_text, refusal)

    def _expected(self, path: Steps) -> Expected:
        """What belongs at a path: what the shape says of its key, or what the type of an entry is."""
        key = path[-1] if path else ""
        model = _model_at(self._model, path[:-1])
        if model is not None and key in model.model_fields:
            return _expected_under(str(key), model)
        words = "text"
        if holds := _model_at(self._model, path):
            words = _a(holds)
        if not isinstance(key, int):
            return Expected(words, None, "" if fold(str(key)) == "default" else "or leave it out")
        holder = _model_at(self._model, path[:-2])
        field = None if holder is None else holder.model_fields.get(str(path[-2]))
        if field is None:
            return Expected(words)
        if choice := _words_in(field.annotation):
            first, *others = dict.fromkeys(choice)
            return Expected("one word", first, f"or {quoted(others, 'or')}")
        example = next((each[0] for each in field.examples or () if isinstance(each, list)), None)
        return Expected(words, example, "or leave it out", is_free=isinstance(example, str))

    def _holder(self, path: Steps) -> Location:
        """The place of what a missing key should stand in: its key, its first line, or the first key of the file."""
        if path and isinstance(path[-1], str):
            return self._document.at(path, key=True)
        at = self._document.at(path)
        if path and at.line == at.end_line:
            return at
        first = next(iter(value_at(self._document.data, path)), None)
        return at if first is None else self._document.at((*path, first), key=True)

    def _as_written(self, path: Steps) -> str:
        return shown(self._document.at(path).written)

    def _near(self, word: str, options: Iterable[str]) -> str:
        """The option that was probably meant, or nothing. Case, blanks and hyphens are no difference: `CLOSE-UP`."""
        names = tuple(options)
        if names not in self._near_names:
            self._near_names[names] = NearNames(names, form=fold, cutoff=_NEAR, steps=RUN)
        return self._near_names[names].nearest(word) or ""

    def _problem(self, at: Location, code: str, refusal: Refusal) -> Problem:
        return Problem(at=at, code=code, what=refusal.what, hint=refusal.hint)


_REWORDED: dict[str, Callable[[_Rewording, _Wrong], Problem]] = {
    "literal_error": _Rewording._wrong_word,
    "int_type": _Rewording._wrong_number,
    "float_type": _Rewording._wrong_number,
    "finite_number": _Rewording._wrong_number,
    "greater_than_equal": _Rewording._wrong_number,
    "less_than_equal": _Rewording._wrong_number,
    "too_short": _Rewording._empty_list,
    "too_long": _Rewording._too_many,
    "string_too_short": _Rewording._empty_text,
    "string_pattern_mismatch": _Rewording._empty_text,
}

_NEAR = 0.65
"""How alike two words must be for one to be a slip of the other. `person` is no slip of `prop`, at 0.6."""


def _written_path(loc: tuple[str | int, ...]) -> Steps:
    """Pydantic's path without the tags of unions, which begin with a character that no key can have."""
    return tuple(step for step in loc if not (isinstance(step, str) and step.startswith("\0")))


def _expected_under(key: str, model: type[BaseModel]) -> Expected:
    """What belongs under a key of a shape."""
    field = model.model_fields[key]
    words: dict[str, str] = getattr(model, "expected", {})
    other = "or leave it out"
    if field.is_required():
        other = "or another name" if key == "name" else ""
    is_free = not _words_in(field.annotation) and not words[key].startswith("a whole number")
    return Expected(words[key], next(iter(field.examples or ()), None), other, is_free)


def _keys_without_value(data: object) -> Iterator[Steps]:
    waiting: list[tuple[Steps, object]] = [((), data)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, dict):
            waiting.extend(((*path, key), inner) for key, inner in value.items())
        elif isinstance(value, list):
            waiting.extend(
                ((*path, place), inner) for place, inner in enumerate(value) if inner is not None
            )
        elif value is None and path:
            yield path


def _model_at(model: type[BaseModel], path: Steps) -> type[BaseModel] | None:
    """The shape of what stands at a path: `("shots", "wide")` of a rule file is a shot rule."""
    here: Any = model
    for step in path:
        fields = getattr(here, "model_fields", None)
        if fields is not None:
            here = fields[step].annotation if step in fields else None
        elif isinstance(step, int) or here is not None:
            here = next((inner for inner in get_args(here) if _shape_in(inner)), None)
        here = _shape_or_holder(here)
        if here is None:
            return None
    return here if isinstance(here, type) and issubclass(here, BaseModel) else None


def _shape_or_holder(annotation: Any) -> Any:  # noqa: ANN401  # annotations have no common type
    """A shape, or the list or dict of shapes, inside the wrappings of `Annotated` and `| None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if getattr(annotation, "__origin__", None) in {list, dict}:
        return annotation
    return next(
        (found for inner in get_args(annotation) if (found := _shape_or_holder(inner)) is not None),
        None,
    )


def _shape_in(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401  # annotations have no common type
    """The first shape that an annotation speaks of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for inner in get_args(annotation) if (found := _shape_in(inner))), None)


def _words_in(annotation: Any) -> tuple[Any, ...]:  # noqa: ANN401  # annotations have no common type
    """The words of a fixed choice, alone or in a list."""
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    return tuple(word for inner in get_args(annotation) for word in _words_in(inner))


def _models(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """A shape, and all that it holds."""
    yield model
    for field in model.model_fields.values():
        if inner := _shape_in(field.annotation):
            yield from _models(inner)


def _home_of(key: str, model: type[BaseModel]) -> type[BaseModel] | None:
    """The first shape that has a key of that name."""
    return next((each for each in _models(model) if key in each.model_fields), None)


def _by_another_word(word: str, options: Iterable[str]) -> str:
    """The asset type that a word of film people's stands for, where types are what is asked for."""
    meant = TYPES_BY_OTHER_WORDS.get(fold(word), "")
    return meant if meant in options else ""


def _title(model: type[BaseModel]) -> str:
    return str(model.model_config.get("title") or model.__name__)


def _a(model: type[BaseModel]) -> str:
    return with_article(_title(model))
