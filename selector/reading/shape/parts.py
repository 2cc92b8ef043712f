"""A shape in; its parts out: what it has at a path, the words that it takes, the shapes inside it.

Shapes are pydantic's models. Nothing here imports pydantic, which is slow to load.

For a rule file, whose `shots` hold shot rules by name:

>>> from selector.reading.shape.ruleset_shape import RuleFileShape
>>> an(shape_at(RuleFileShape, ("shots", "wide")))
'a shot rule'
>>> list(dict.fromkeys(an(shape) for shape in shapes_in(RuleFileShape)))[:4]
['a rule file', 'a shot rule', 'a priority', 'a ban']
>>> an(home_of("because", RuleFileShape))
'a priority'
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, TypeGuard, get_args, get_origin

from selector.model.phrases import with_article
from selector.reading.text.document import Steps

if TYPE_CHECKING:
    from pydantic import BaseModel
    from pydantic.fields import FieldInfo


def is_shape(kind: object) -> TypeGuard[type[BaseModel]]:
    """Whether an annotation is a shape itself."""
    return isinstance(kind, type) and hasattr(kind, "model_fields")


def is_range(kind: object) -> TypeGuard[type[dict[str, Any]]]:
    """Whether an annotation is that of a range of numbers: it has keys, and is not a shape."""
    return isinstance(kind, type) and hasattr(kind, "__optional_keys__")


def shape_at(shape: type[BaseModel], path: Steps) -> type[BaseModel] | None:
    """The shape of the value at a path; None for text, numbers, lists and unknown keys."""
    here: Any = shape
    for step in path:
        here = inside(here, step)
    mapping = mapping_in(here)
    return mapping if is_shape(mapping) else None


def inside(kind: object, step: str | int) -> object:
    """The annotation of the shape, list or dict at one step of another; None if there is none.

    Of several alternatives, a key leads into the shape or dict, and an index into the list.
    """
    holder = list_in(kind) if isinstance(step, int) else mapping_in(kind)
    held = None
    if is_shape(holder):
        field = holder.model_fields.get(str(step))
        held = field.annotation if field else None
    elif holder is not None and not is_range(holder):
        # Of `list[X]` and `dict[str, X]` it is X.
        *_, held = get_args(holder)
    return held if list_in(held) or mapping_in(held) else None


def mapping_in(kind: object) -> object:
    """The first shape, range or dict among the alternatives of an annotation; None without one."""
    return _MAPPINGS.first_in(kind)


def list_in(kind: object) -> object:
    """The first list among the alternatives of an annotation; None if there is none."""
    return _LISTS.first_in(kind)


def field_at(shape: type[BaseModel], path: Steps) -> FieldInfo | None:
    """The field of the key at a path, or of the list around an entry; None for unknown keys."""
    if path and isinstance(path[-1], int):
        path = path[:-1]
    if not path:
        return None
    holder = shape_at(shape, path[:-1])
    if holder is None:
        return None
    return holder.model_fields.get(str(path[-1]))


def words_in(kind: object) -> tuple[Any, ...]:
    """The words of a fixed choice (`Literal`), alone or in a list; empty for any other type."""
    if get_origin(kind) is Literal:
        return get_args(kind)
    found: list[Any] = []
    for inner in get_args(kind):
        found += words_in(inner)
    return tuple(dict.fromkeys(found))


def takes(kind: object, value: object) -> bool:
    """Whether an annotation takes a number, `true` or `false`, or has a word in a fixed choice."""
    if isinstance(value, str):
        return value in words_in(kind)
    if kind is float:
        return type(value) in {int, float}
    if kind in {int, bool}:
        return type(value) is kind
    return any(takes(inner, value) for inner in get_args(kind))


@cache
def shapes_in(shape: type[BaseModel]) -> tuple[type[BaseModel], ...]:
    """A shape, and every shape inside it, each once. Those of conditions in braces come last."""
    found = [shape]
    for field in shape.model_fields.values():
        inner = _shape_inside(field.annotation)
        if inner is not None:
            found += shapes_in(inner)
    distinct = dict.fromkeys(found)
    return tuple(sorted(distinct, key=lambda each: getattr(each, "is_in_braces", False)))


def home_of(key: str, shape: type[BaseModel]) -> type[BaseModel] | None:
    """The first shape that has a key of that name: the shape itself, or one inside it."""
    for each in shapes_in(shape):
        if key in each.model_fields:
            return each
    return None


def belongs(key: str, shape: type[BaseModel]) -> str:
    """Where a key of that name belongs, as a sentence; empty if nothing has such a key."""
    homes = [each for each in shapes_in(shape) if key in each.model_fields]
    if not homes:
        return ""
    home = homes[0]
    if home is not shape or not an(home).endswith("file"):
        homes_of_keys: Mapping[str, str] = getattr(home, "homes", {})
        return f"`{key}` belongs in {homes_of_keys.get(key, an(home))}."
    if len(homes) == 1:
        return f"`{key}` belongs at the top of the file."
    home = homes[1]
    return f"`{key}` belongs in {an(home)} or at the top of the file."


def title_of_shape(shape: type[BaseModel]) -> str:
    """What messages call a value of this shape: `picture`; a whole file is called a file."""
    title = str(shape.model_config["title"])
    return _FILES.get(title, title)


def an(shape: type[BaseModel]) -> str:
    """The same with its article: `a picture`, `an individual`."""
    return with_article(title_of_shape(shape))


class _Parts:
    """What is first in each annotation, looked for once.

    Annotations may not be hashable, so each is known by its identity, which nothing else can get
    while the annotation is held here. There are only those of the shapes.
    """

    def __init__(self, is_meant: Callable[[object], bool]) -> None:
        self._is_meant = is_meant
        self._found: dict[int, tuple[object, object]] = {}

    def first_in(self, kind: object) -> object:
        """The first alternative inside `Annotated` and unions that is meant; None without one."""
        if id(kind) not in self._found:
            self._found[id(kind)] = kind, self._look(kind)
        return self._found[id(kind)][1]

    def _look(self, kind: object) -> object:
        if self._is_meant(kind):
            return kind
        if _has_keys(kind) or get_origin(kind) in {list, dict}:
            return None
        for inner in get_args(kind):
            found = self.first_in(inner)
            if found is not None:
                return found
        return None


def _has_keys(kind: object) -> bool:
    return is_shape(kind) or is_range(kind)


def _shape_inside(kind: object) -> type[BaseModel] | None:
    """The first shape in an annotation, however deep."""
    if is_shape(kind):
        return kind
    for inner in get_args(kind):
        found = _shape_inside(inner)
        if found is not None:
            return found
    return None


_FILES = {
    "film": "film file",
    "assets of a film": "assets file",
    "assets of a pipeline": "assets file",
}
"""What messages call a whole file, by the title of its shape."""
_MAPPINGS = _Parts(lambda one: _has_keys(one) or get_origin(one) is dict)
_LISTS = _Parts(lambda one: get_origin(one) is list)
