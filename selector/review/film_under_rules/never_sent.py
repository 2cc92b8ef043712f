"""F383, F384: who and what is placed and never sent, and what no entry ever asks for.

Somebody whom scenes place again and again, and of whom no scene sends a picture, is drawn by the
video model as it likes. Where no entry asks for any place, or for anybody in the background, that
is said once (F384), and not of each of them (F383).

In: the selection of each scene. Out: problems, each at a picture in the assets file.
"""

from __future__ import annotations

from collections import Counter
from itertools import filterfalse
from typing import TYPE_CHECKING

from selector.language.conditions.role import ROLE
from selector.language.conditions.type import TYPE
from selector.language.edit_words.before import BEFORE
from selector.language.entry_lists.pin import PIN
from selector.language.shot_words.references import REFERENCES
from selector.model.phrases import quoted
from selector.model.problem import Problem, shown
from selector.review.film_under_rules.in_scenes import Scenes
from selector.review.film_under_rules.losses import (
    Loss,
    Missed,
    added_for,
    advice,
    edits_of,
    in_rules,
    is_meant,
    is_unasked,
    loss,
    of_individual,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import TypeAlias

    from selector.engine.explain import Answer
    from selector.engine.pool import AssetPool
    from selector.engine.selection import Selection
    from selector.model.problem import Location
    from selector.model.scene_number import SceneNumber
    from selector.reading.film import Film
    from selector.reading.films.film_scenes import SceneRead

    SaidOf: TypeAlias = Mapping[object, int]

_LOOKED_AT = 3
"""In how many scenes it is looked up what somebody lost to: mostly it is the same in all."""
_TRIED_IN = 5
"""In how many scenes it is tried what would send them."""
_MOST_LOOKED_UP = 100
"""How many of those who are never sent are looked into; of a long list nobody reads the end."""
_NAMED = 4
"""How many of them one sentence names."""
_STYLE = "style"
"""The type of what is meant for all scenes rather than for the one that places it."""


class _Waiting:
    """Somebody of whom nothing has been sent so far.

    Attributes:
        scenes: The numbers of the scenes that place them, by the place of each scene in the film.
        shots: The shot rules that serve these, likewise.
        roles: The roles in which they do.
        earliest: The selections of the first of these.
    """

    __slots__ = ("earliest", "roles", "scenes", "shots")

    def __init__(self) -> None:
        self.scenes: dict[int, SceneNumber | None] = {}
        self.shots: dict[int, str] = {}
        self.roles: set[str] = set()
        self.earliest: list[Selection] = []

    @property
    def mostly_alike(self) -> list[Selection]:
        """These, but those of the shot rule that serves most of them first."""
        served = Counter([selection.shot for selection in self.earliest])

        def by_most(selection: Selection) -> int:
            return -served[selection.shot]

        return sorted(self.earliest, key=by_most)


class NeverSent:
    """Looks for those who are placed and never sent.

    Args:
        film: The film.
        pool: Its pool.
        change: How advice to change the rules begins.
        said_of: In how many scenes something else says of somebody that they are not sent.
    """

    def __init__(self, film: Film, pool: AssetPool, change: str, said_of: SaidOf) -> None:
        self._change = change
        self._said_of = said_of
        self._film = film
        self._pool = pool
        self._sent: set[int] = set()
        self._sent_as: set[tuple[str, str]] = set()
        """The types and roles of whatever is sent: as `type` and a type, `role` and a role."""
        self._waiting: dict[int, _Waiting] = {}
        self._scene = 0
        self._explained: dict[int, Answer] = {}
        """Picks and what stays out, by the identity of a selection: several look at the same."""

    def look_at(self, _read: SceneRead, selection: Selection) -> None:
        """Take in one more scene of the film."""
        self._scene += 1
        if not selection.references:
            return
        pool = self._pool
        individuals = pool.individuals
        here = set(map(individuals.__getitem__, selection.places))
        for individual in here - self._sent:
            self._waiting.pop(individual, None)
        self._sent |= here
        placed: dict[int, set[str]] = {}
        for placement in selection.scene.placements:
            for individual in pool.individuals_of(placement.tag):
                if individual in here:
                    self._sent_as.add((ROLE.key, placement.role))
                elif individual not in self._sent:
                    placed.setdefault(individual, set()).add(placement.role)
        for individual, roles in placed.items():
            waiting = self._waiting.setdefault(individual, _Waiting())
            waiting.scenes[self._scene] = selection.scene.index
            waiting.shots[self._scene] = selection.shot
            waiting.roles |= roles
            if len(waiting.earliest) < _TRIED_IN:
                waiting.earliest.append(selection)

    def problems(self) -> Iterator[Problem]:
        """F384 for what no entry asks for, and F383 for the others, after the last scene."""
        rows = self._pool.rows
        for individual in self._sent:
            first, *_ = self._pool.members[individual]
            self._sent_as.add((TYPE.key, rows[first].type))
        losses = dict(self._losses())
        unasked = list(filterfalse(losses.get, losses))
        said: set[int] = set()
        for key in (TYPE.key, ROLE.key):
            for word, those in self._by(key, unasked, said).items():
                said.update(those)
                yield self._unasked(key, word, those)
        for individual, lost in losses.items():
            if individual not in said:
                yield self._never_sent(individual, lost)
        others = self._in_most_scenes()[_MOST_LOOKED_UP:]
        if others:
            yield self._others(others)

    def _losses(self) -> Iterator[tuple[int, Loss | None]]:
        """What each lost to; None for no entry. Those whom the director bans are left out."""
        for individual in self._in_most_scenes()[:_MOST_LOOKED_UP]:
            members = self._pool.members[individual]
            if not any(map(self._can_be_sent, members)):
                continue  # said of each picture
            waiting = self._waiting[individual]
            if self._said_of.get(individual, 0) == len(waiting.scenes):
                continue  # said of each scene
            lost_to = None
            is_banned = True
            missed = Missed(places=members, selections=waiting.earliest, scenes=len(waiting.scenes))
            for selection in waiting.mostly_alike[:_LOOKED_AT]:
                picks, passed_over = self._answer(selection)
                for reason in of_individual(members, passed_over):
                    is_banned = is_banned and is_meant(reason)
                    if not is_unasked(reason):
                        lost_to = lost_to or loss(reason, selection, picks, missed)
            if not is_banned:
                yield individual, lost_to

    def _in_most_scenes(self) -> list[int]:
        """Those who are waiting, whoever is placed in most scenes first."""

        def scenes(individual: int) -> int:
            return len(self._waiting[individual].scenes)

        return sorted(self._waiting, key=scenes, reverse=True)

    def _answer(self, selection: Selection) -> Answer:
        about = id(selection)
        if about not in self._explained:
            self._explained[about] = selection.explained()
        return self._explained[about]

    def _by(self, key: str, those: Iterable[int], said: set[int]) -> dict[str, list[int]]:
        """Those whom no entry asks for, by their type or role, if nothing else of it is sent."""
        by_word: dict[str, list[int]] = {}
        for individual in those:
            if individual in said:
                continue
            words = self._waiting[individual].roles
            if key == TYPE.key:
                first, *_ = self._pool.members[individual]
                words = {self._pool.rows[first].type}
            if len(words) == 1:
                (word,) = words
                if (key, word) not in self._sent_as:
                    by_word.setdefault(word, []).append(individual)
        return by_word

    def _unasked(self, key: str, word: str, those: list[int]) -> Problem:
        scenes = self._scenes_of(those)
        named = list(map(self._called, those[:_NAMED]))
        more = len(those) - len(named)
        some = quoted(named, "and")
        if more:
            some = f"{some} and {more:,} more"
        are = "is" if len(those) == 1 else "are"
        return Problem(
            at=self._at(those[0]),
            code="F384",
            costs=True,
            what=(
                f"No priority that this film uses asks for the {key} `{shown(word)}`:"
                f" {some} {are} placed in {scenes.named} and never sent."
            ),
            hint=in_rules(self._asking(key, word, those[0]), self._change),
            scenes=scenes.count,
        )

    def _asking(self, key: str, word: str, individual: int) -> str:
        """What to write that asks for a type or a role."""
        earliest, *_ = self._waiting[individual].earliest
        if (key, word) == (TYPE.key, _STYLE):
            more = earliest.references + 1
            pin = "name: look, type: style, unplaced: true, slot: last"
            pin = f'{pin}, because: "one look for the whole film"'
            return (
                f"write `{PIN.key}: [{{{pin}}}]` at the top. It is then sent with every scene, in"
                f" place of another picture; with `{REFERENCES.key}: {more}`, if the video model"
                " takes so many, nothing else is lost"
            )
        edits = edits_of(earliest)
        add = f"add a priority with `{key}: {shown(word)}` in {edits}the shots that should show it"
        if len(earliest.places) < earliest.references:
            return add
        if edits:
            add = f"{add}, and say with `{BEFORE.key}` which priority it comes before"
        else:
            add = f"{add}, before another that is there"
        return f"{add}: all references are taken"

    def _never_sent(self, individual: int, lost: Loss | None) -> Problem:
        waiting = self._waiting[individual]
        scenes = self._scenes_of([individual])
        if lost is None:
            earliest, *_ = waiting.earliest
            shot = shown(earliest.shot)
            lost = Loss(
                shot=shot,
                clause="no priority asks for it in that role",
                hint=added_for(self._pool.members[individual], earliest),
                scene=earliest.scene.index,
            )
        sent = "sent only as somebody else" if lost.is_as_another else "never sent"
        roles = quoted(map(shown, sorted(waiting.roles)), "or")
        name = self._called(individual)
        where = f"`{lost.shot}`"
        if scenes.count > 1 and lost.scene is not None:
            where = f"scene {shown(str(lost.scene))} ({where})"
        return Problem(
            at=self._at(individual),
            code="F383",
            costs=True,
            what=(
                f"`{name}` is placed in {scenes.named} as {roles},"
                f" and {sent}: in {where}, {lost.clause}."
            ),
            hint=f"{advice(lost, self._change)}{_on_others(waiting, lost)}",
            scenes=scenes.count,
        )

    def _others(self, those: list[int]) -> Problem:
        """What is said of the end of a very long list."""
        scenes = self._scenes_of(those)
        number = len(those)
        first = self._called(those[0])
        return Problem(
            at=self._at(those[0]),
            code="F383",
            costs=True,
            what=(
                f"{number:,} more people, places and things are placed in {scenes.named} and never"
                f" sent, such as `{first}`."
            ),
            hint="`selector why` says why, scene by scene.",
        )

    def _scenes_of(self, those: Iterable[int]) -> Scenes:
        """The scenes that place any of some individuals."""
        numbers: dict[int, SceneNumber | None] = {}
        for individual in those:
            numbers.update(self._waiting[individual].scenes)
        scenes = Scenes()
        for scene in sorted(numbers):
            scenes.add(numbers[scene])
        return scenes

    def _can_be_sent(self, place: int) -> bool:
        return self._pool.rows[place].held is None

    def _called(self, individual: int) -> str:
        return shown(self._pool.called(individual))

    def _at(self, individual: int) -> Location:
        first, *_ = self._pool.members[individual]
        return self._film.asset_locations[first].of("individual")


def _on_others(waiting: _Waiting, lost: Loss) -> str:
    """What is said of the scenes that the hint does not help: those of other shot rules, too."""
    others = Scenes()
    for scene, number in waiting.scenes.items():
        if shown(waiting.shots[scene]) != lost.shot or number in lost.unhelped:
            others.add(number)
    if not others.count or not lost.in_rules:
        return ""
    return f" For {others.named}, `selector why` says what helps."
