"""What a film brings to be kept, and what keeping it changed: which pictures and scenes came, went or differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from selector.model.asset import Asset as Picture
    from selector.model.scene_number import SceneNumber


class StoredFilm(Protocol):
    """What is needed of a film to keep it: `selector.reading.film.Film` has it."""

    @property
    def title(self) -> str:
        """What the film is called; its project is found again by it."""

    @property
    def description(self) -> str:
        """The story in a sentence or two."""

    @property
    def assets(self) -> Sequence[Picture]:
        """The pool, in the order of the file."""

    @property
    def rules_path(self) -> Path | None:
        """The film's own rules."""


@runtime_checkable
class NumberedFilm(Protocol):
    """A film that can tell the numbers of its scenes before they are put, as `selector.reading.film.Film` can."""

    def scene_numbers(self) -> Iterable[SceneNumber]:
        """The number of every scene that has one. Asked for only where a scene is new and its number is not whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """The names of what was added, changed and removed, in order."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmChanges:
    """Of the pictures by tag, of the scenes by number; `about` names what else changed: title, description, rules."""

    pictures: Changes = Changes()
    scenes: Changes = Changes()
    about: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.pictures or self.scenes or self.about)
