"""What keeping a film changed in its database: which pictures and scenes came, went, and became something else."""

from __future__ import annotations

from dataclasses import dataclass


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
