"""F391: a label that the notes of a film say in other forms only.

Under rules with `matches: notes`, a picture with the label `snow` goes in scenes whose notes say
snow, and not in those that say `snowed` or `snowing`. That is nobody's wish if no note says snow.

In: a film and its pool; the selection of each scene. Out: a problem for each such picture, at its
label in the assets file.

>>> is_form_of("snowed", "snow"), is_form_of("storms", "storm"), is_form_of("foggy", "fog")
(True, True, True)
>>> is_form_of("nightgown", "night"), is_form_of("rainbow", "rain"), is_form_of("red", "r")
(False, False, False)
"""

from __future__ import annotations

import re
from itertools import compress, islice, repeat
from typing import TYPE_CHECKING

from selector.language.text import word_run
from selector.model.frozen import frozen
from selector.model.phrases import listed
from selector.model.problem import Problem, shown
from selector.review.film_under_rules.in_scenes import Scenes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selector.engine.pool import AssetPool
    from selector.engine.selection import Selection
    from selector.reading.film import Film
    from selector.reading.films.film_scenes import SceneRead

_SHORTEST = 3
"""A label with fewer letters begins too many words."""
_MOST = 4
"""How many forms are named."""


@frozen
class _Near:
    """What notes say instead of a label, and in which scenes."""

    forms: dict[str, None]
    scenes: Scenes


class LabelsNearNotes:
    """Looks for labels that no note says, and for notes that say them in another form."""

    def __init__(self, film: Film, pool: AssetPool) -> None:
        self._film = film
        self._pool = pool
        self._met: set[tuple[int, str]] = set()
        self._near: dict[tuple[int, str], _Near] = {}

    def look_at(self, _read: SceneRead, selection: Selection) -> None:
        """Take in one more scene of the film."""
        words = word_run(" ".join(selection.scene.continuity_notes))
        if not words:
            return
        for placement in selection.scene.placements:
            said = (placement.wardrobe_note, placement.expression, placement.action)
            others = word_run(" ".join(filter(None, said)))
            for individual in self._pool.individuals_of(placement.tag):
                for place in self._pool.members[individual]:
                    self._compare(place, words, others, selection)

    def _compare(self, place: int, words: str, others: str, selection: Selection) -> None:
        """Compare the labels of a picture with the words of the notes and of other texts."""
        row = self._pool.rows[place]
        if row.held is not None:
            return
        runs = [word_run(label) for label in row.labels]
        met = [run in words or run in others for run in runs]
        if any(met):
            self._met.update(zip(repeat(place), compress(row.labels, met)))
            return
        for label, wanted in zip(row.labels, runs, strict=True):
            forms = [word for word in words.split() if is_form_of(word, wanted.strip())]
            if forms:
                near = self._near.setdefault((place, label), _Near(forms={}, scenes=Scenes()))
                near.forms.update(dict.fromkeys(forms))
                near.scenes.add(selection.scene.index)

    def problems(self) -> Iterator[Problem]:
        """F391 for each, after the last scene."""
        for about, near in self._near.items():
            if about in self._met:
                continue
            place, label = about[0], shown(about[1])
            row = self._pool.rows[place]
            forms = listed([f"`{shown(form)}`" for form in islice(near.forms, _MOST)])
            picture = shown(row.address or row.tag)
            yield Problem(
                at=self._film.asset_locations[place].of("user_tags"),
                code="F391",
                what=(
                    f"The label of `{picture}` is `{label}`, and no note says that: in"
                    f" {near.scenes.named}, notes say {forms}. So the label never puts the picture"
                    " first."
                ),
                hint=(
                    f"Write `{label}` in those notes, too, or add {forms} to the `labels` of the"
                    " picture."
                ),
                scenes=near.scenes.count,
            )


def is_form_of(word: str, label: str) -> bool:
    """Whether a word is a label with an English ending."""
    if len(label) < _SHORTEST or not word.startswith(label):
        return False
    ending = rf"(?:{re.escape(label[-1])}?(?:ed|ing|y)|e?s)"
    return re.fullmatch(ending, word[len(label) :]) is not None
