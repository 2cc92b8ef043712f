"""F388: entries of a film's own rules that change nothing in any of its scenes.

Bans and limits are left out: most are there in case somebody adds such a picture.

In: rules; the selection of each scene. Out: a problem for each such entry, at its line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.language.entry_lists.limits import LIMITS
from selector.language.entry_lists.never import NEVER
from selector.model.film_so_far import FilmSoFar
from selector.model.problem import Problem, shown
from selector.review.copied_text import CopiedText
from selector.review.idle_in_film import IdleInFilm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selector.engine.rules import Rules
    from selector.engine.selection import Selection
    from selector.reading.films.film_scenes import SceneRead
    from selector.review.film_under_rules.faces_wanted import FacesWanted

_SAFEGUARDS = (NEVER.key, LIMITS.key)
_FEWEST_SCENES = 3
"""A film of fewer scenes says little about rules that are made for more."""


class EntriesWithoutEffect:
    """Looks for entries without which the same pictures go.

    Args:
        rules: The rules.
        faces: Knows the entries that find no face, which are right as they are.
    """

    def __init__(self, rules: Rules, faces: FacesWanted) -> None:
        self._faces = faces
        self._idle = IdleInFilm(rules)
        self._copied = CopiedText(rules.rule_set.source.text)
        self._asks_earlier = rules.asks_earlier
        self._so_far = FilmSoFar()
        self._scenes = 0

    def look_at(self, _read: SceneRead, selection: Selection) -> None:
        """Take in one more scene of the film."""
        self._scenes += 1
        earlier = None
        if self._asks_earlier:
            earlier = self._so_far
            self._so_far = selection.film_so_far
        self._idle.look_at(selection, earlier)

    def problems(self) -> Iterator[Problem]:
        """F388 for each entry, after the last scene."""
        if self._scenes < _FEWEST_SCENES:
            return
        for at, path in self._idle.found:
            *_, key, name = path.split("/")
            if key in _SAFEGUARDS or self._copied.has(at.line) or at in self._faces.entries:
                continue
            name = shown(name)
            yield Problem(
                at=at,
                code="F388",
                what=f"`{name}` changes nothing in this film: without it the same pictures go.",
                hint="Delete it, or keep it if it is there for scenes to come.",
            )
