"""F391: clothes that a scene asks for, and whose picture does not go.

Under rules with `matches`, a picture goes in the scenes whose texts have its label. It does not if
the label is written in another way (`rain coat` and `raincoat`), if it is on a picture of somebody
else, or if the rules put something else before it, such as faces.

In: rules and a pool; the selection of each scene. Out: a problem for each such picture, at its
label in the assets file.

>>> is_nearly("yellow raincoat", "the yellow rain coat"), is_nearly("coat", "a goat")
(True, False)
>>> is_nearly("lanterns", "with her lantern"), is_nearly("red scarf", "the red scarf")
(True, True)
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from selector.language.text import has_words, word_run
from selector.model.frozen import frozen
from selector.model.left_out import AnotherWentAhead
from selector.model.problem import Problem, shown
from selector.review.film_under_rules.in_scenes import Scenes
from selector.review.film_under_rules.losses import in_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selector.engine.pool import AssetPool
    from selector.engine.selection import Selection
    from selector.reading.film import Film
    from selector.reading.films.film_scenes import SceneRead

_Why = Literal["spelling", "whose", "behind"]


@frozen
class _Missed:
    """A picture whose label a scene asks for: the first such scene, who wears it, and in which."""

    label: str
    text: str
    tag: str
    selection: Selection
    scenes: Scenes


class LooksUnsent:
    """Looks for clothes in scenes, and for pictures that have them as their labels.

    Args:
        film: The film.
        pool: Its pool.
        change: How advice to change the rules begins.
    """

    def __init__(self, film: Film, pool: AssetPool, change: str) -> None:
        self._film = film
        self._pool = pool
        self._change = change
        self._labels: dict[int, list[tuple[str, int]]] = {}
        """By individual, its labels, each with the place of the picture."""
        self._owners: dict[str, int] = {}
        """The first picture with a label of several words, by the words."""
        self._index()
        self._worn: dict[int, str] = {}
        """By individual, what was noted last: it is worn until another note."""
        self._missed: dict[tuple[_Why, int, str], _Missed] = {}
        self._sent: set[tuple[int, str]] = set()
        """Pictures that went in a scene that asked for them, with the label."""

    def _index(self) -> None:
        individuals = self._pool.individuals
        for place, row in enumerate(self._pool.rows):
            for label in row.labels:
                words = word_run(label)
                if row.held is None and words:
                    self._labels.setdefault(individuals[place], []).append((label, place))
                    if len(words.split()) > 1:
                        self._owners.setdefault(words, place)

    def look_at(self, _read: SceneRead, selection: Selection) -> None:
        """Take in one more scene of the film."""
        if not self._labels:
            return
        noted: dict[int, str] = {}
        for placement in selection.scene.placements:
            note = placement.wardrobe_note
            is_noted = note is not None and has_words(note)
            for individual in self._pool.individuals_of(placement.tag):
                text = self._worn.get(individual)
                if note is not None and is_noted:
                    text = noted[individual] = note
                if text is not None and selection.references:
                    self._compare(selection, individual, placement.tag, text)
        self._worn.update(noted)

    def _compare(self, selection: Selection, individual: int, tag: str, text: str) -> None:
        """Compare what somebody wears with the labels that there are."""
        own = self._labels.get(individual, [])
        words = word_run(text)
        met = []
        for label, place in own:
            if word_run(label) in words:
                met.append((label, place))
        if met:
            here = set(selection.places)
            if any(place in here for _, place in met):
                self._sent.update((place, label) for label, place in met)
            elif any(self._pool.individuals[place] == individual for place in here):
                self._miss("behind", selection, *met[0], tag, text)
            return
        letters = words.replace(" ", "")
        for label, place in own:
            if _stem(_letters_of(label)) in letters and is_nearly(label, text):
                self._miss("spelling", selection, label, place, tag, text)
                return
        for run, place in self._owners.items():
            if run in words:
                label = run.strip()
                self._miss("whose", selection, label, place, tag, text)
                return

    def _miss(
        self, why: _Why, selection: Selection, label: str, place: int, tag: str, text: str
    ) -> None:
        about = (why, place, tag)
        if about not in self._missed:
            self._missed[about] = _Missed(
                label=label, text=text, tag=tag, selection=selection, scenes=Scenes()
            )
        self._missed[about].scenes.add(selection.scene.index)

    def problems(self) -> Iterator[Problem]:
        """F391 for each, after the last scene."""
        for (why, place, _), missed in self._missed.items():
            if why == "behind" and (place, missed.label) in self._sent:
                continue
            what, hint = self._said(why, place, missed)
            yield Problem(
                at=self._film.asset_locations[place].of("user_tags"),
                code="F391",
                costs=True,
                what=what,
                hint=hint,
                scenes=missed.scenes.count,
            )

    def _said(self, why: _Why, place: int, missed: _Missed) -> tuple[str, str]:
        """What is wrong with a picture, and what to do."""
        row = self._pool.rows[place]
        picture = shown(row.address or row.tag)
        label, tag = shown(missed.label), shown(missed.tag)
        wears = f"`{tag}` wears `{shown(missed.text)}` in {missed.scenes.named}"
        match why:
            case "spelling":
                what = f"{wears}, and the label of `{picture}` is `{label}`: they do not match."
                return what, "Use the same words in both places."
            case "whose":
                owner = self._pool.called(self._pool.individuals[place])
                theirs = f"a picture of `{shown(owner)}` (`{picture}`)"
                what = f"{wears}, and the label `{label}` is on {theirs}, and on none of `{tag}`."
                return what, f"Put the label on the picture in which `{tag}` wears it."
            case "behind":
                ahead = self._ahead_of(place, missed.selection)
                what = f"{wears}, and `{picture}` with the label `{label}` is never sent{ahead}."
                shot = shown(missed.selection.shot)
                first = f"put the label first in `{shot}`: `prefer: [{{matches: wardrobe}}, face]`"
                own_tag = "Or give the picture a tag of its own, and place that."
                return what, f"{in_rules(first, self._change)} {own_tag}"

    def _ahead_of(self, place: int, selection: Selection) -> str:
        """Which picture goes ahead of it in a scene, and why; empty if it is not that."""
        _, passed_over = selection.explained()
        for each in passed_over:
            if each.facts is None or each.facts.place != place:
                continue
            if isinstance(each.reason, AnotherWentAhead):
                by = each.reason.by
                picture = shown(by.address or by.tag)
                shot = shown(selection.shot)
                return f": in `{shot}`, `{picture}` comes before it ({each.reason.decided_by})"
        return ""


def is_nearly(label: str, text: str) -> bool:
    """Whether a label is in a text but for spaces between its words and an `s` at their ends."""
    ours = _letters_of(label)
    theirs = word_run(text).split()
    for begin in range(len(theirs)):
        joined = ""
        for word in theirs[begin:]:
            joined += word
            if _stem(joined) == _stem(ours):
                return True
            if len(joined) > len(ours) + 1:
                break
    return False


@lru_cache(1_024)
def _letters_of(text: str) -> str:
    """The words of a text without what is between them; cached for labels."""
    return word_run(text).replace(" ", "")


def _stem(word: str) -> str:
    return word.removesuffix("s")
