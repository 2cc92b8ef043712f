"""What a film must have to be stored, and what storing it changed.

In: a film, such as `selector.reading.film.Film`. Out: the pictures and scenes that are new, changed
or gone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from selector.model.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from selector.model.asset import Asset as Picture
    from selector.model.scene_number import SceneNumber


class StoredFilm(Protocol):
    """What a film must have to be stored: `selector.reading.film.Film` has it."""

    @property
    def title(self) -> str:
        """The film's title, by which its project is found again."""

    @property
    def description(self) -> str:
        """The story in a sentence or two."""

    @property
    def assets(self) -> Sequence[Picture]:
        """The pool, in the order of the file."""

    @property
    def rules_path(self) -> Path | None:
        """The file of the film's own rules."""


@runtime_checkable
class NumberedFilm(Protocol):
    """A film that knows the numbers of its scenes before they are stored."""

    def scene_numbers(self) -> Iterable[SceneNumber]:
        """The number of every scene that has one.

        Called only where a scene is new and its number is not whole.
        """


@frozen
class Changes:
    """The names of what was added, changed and removed, in order."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


@frozen
class FilmChanges:
    """The changes to pictures by tag and to scenes by number.

    `about` names what else changed: title, description, rules.
    """

    pictures: Changes = Changes()
    scenes: Changes = Changes()
    about: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.pictures or self.scenes or self.about)
