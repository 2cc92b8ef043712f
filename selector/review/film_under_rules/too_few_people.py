"""F382: shots of two or three people that place fewer, or send fewer.

A scene of one person that is called a two-shot is served by a rule for two. Often somebody was left
out, or the shot is another.

In: the scenes of a film. Out: problems, each at the shot of the first scene of one cause.
"""

from __future__ import annotations

from collections import Counter
from operator import itemgetter
from typing import TYPE_CHECKING

from selector.among_threads import cached_property
from selector.model.frozen import frozen
from selector.model.phrases import quoted
from selector.model.problem import Problem, shown
from selector.model.vocabulary import fold
from selector.review.film_under_rules.in_scenes import LinesAllowed, Scenes, cast_of
from selector.review.film_under_rules.losses import Missed, advice, capital, loss, of_individual

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from selector.engine.pool import AssetPool
    from selector.engine.rules import Rules
    from selector.engine.selection import Selection
    from selector.engine.shot_types import ShotNames
    from selector.model.problem import Location
    from selector.model.scene import Scene
    from selector.reading.films.film_scenes import SceneRead
    from selector.review.film_under_rules.losses import Loss

_PEOPLE = {
    "extreme_close_up": 1,
    "close_up": 1,
    "medium_close_up": 1,
    "over_the_shoulder": 2,
    "two_shot": 2,
    "three_shot": 3,
}
"""How many people a shot of a name has in frame, by that name in the shot names.

A close-up may be of a thing, so it counts only who is placed there.
"""
_ACTING = ("subject", "interaction_target")
"""The roles of those whom a shot is about, whether or not they are people."""
_SOMEBODY = ("character", "object")
"""The types of whoever may be one of the people: a robot is an object to many."""
_MOST_EXPLAINED = 20
"""How many shots are explained that send too few: a list of more is a matter of the rules."""
_MOST_NAMED = 12
"""How many scenes of one cause are named."""
_VOWELS = tuple("aeiou")
_VOWELS_ALONE = tuple("aefhilmnorsx")
"""Letters that begin with a vowel when they are read out one by one: an `MCU`."""
_IN_WORDS = {1: "shows somebody", 2: "has two people in frame", 3: "has three people in frame"}


@frozen
class _What:
    """What is wrong with some shots, around which they are: what one of them does, or several."""

    before: str
    after: str
    does: str = ""
    do: str = ""

    def said_of(self, scenes: Scenes) -> str:
        """The sentence."""
        which = f"this one{self.does}"
        if scenes.count > 1:
            which = f"{scenes.named}{self.do}"
        return f"{self.before} {which}{self.after}"


@frozen
class _Alike:
    """Scenes of one cause: the shot of the first, and which they are."""

    at: Location
    what: _What
    hint: str
    scenes: Scenes


class TooFewPeople:
    """Looks for shots with fewer people than their names say.

    Args:
        rules: The rules.
        pool: The pool of the film.
        change: How advice to change the rules begins.
    """

    def __init__(self, rules: Rules, pool: AssetPool, change: str) -> None:
        self._change = change
        self._rules = rules
        self._pool = pool
        self._people: dict[str, int] = {}
        """How many people each shot type has in frame, if its name says."""
        self._found: dict[object, _Alike] = {}
        self._allowed = LinesAllowed("F382")
        self._explained = 0
        self._whys: dict[str, tuple[str, str]] = {}
        """Why no picture of somebody goes with such shots, and what to do: what was said last."""
        self.said_of: Counter[object] = Counter()
        """In how many scenes it is said of somebody that no picture of them goes."""

    def look_at(self, read: SceneRead, selection: Selection) -> None:
        """Take in one more scene of the film. One that has a rule of its own is left out."""
        scene = selection.scene
        people = self._people.get(scene.shot)
        if people is None:
            people = self._people[scene.shot] = self._people_in(scene)
        if not people or not scene.placements or selection.shot_plan.scene is not None:
            return
        placed = self._placed_in(scene)
        if len(placed) < people and people > 1:
            tags = list(placed.values())
            what = _too_few_placed(scene, people, tags)
            hint = f"Add whoever is missing to {cast_of(read)}, or write another shot."
            self._find(read, scene, what, hint)
        elif placed and selection.references >= people:
            self._look_at_sent(read, selection, people, placed)

    def _look_at_sent(
        self,
        read: SceneRead,
        selection: Selection,
        people: int,
        placed: Mapping[object, Sequence[str]],
    ) -> None:
        """Take in a shot that places enough people: some of them may not be sent."""
        sent = self._pool.individuals_shown(selection.places)
        missing: dict[object, str] = {}
        for who, tags in placed.items():
            if who not in sent and self._may_be_somebody(tags[0]):
                missing[who] = tags[0]
        if missing and sent and len(placed) - len(missing) < people:
            self.said_of.update(list(missing))
            tags = list(missing.values())
            self._look_into(read, selection, people, tags)

    def _look_into(
        self, read: SceneRead, selection: Selection, people: int, tags: Sequence[str]
    ) -> None:
        """Take in a shot that sends too few, with a tag of each who is missing."""
        scene = selection.scene
        shot = _a(shown(scene.shot_type))
        shows = _IN_WORDS[people]
        missing = quoted(map(shown, tags), "or")
        does = f"{shot} {shows}, and no picture of {missing} is sent with"
        if self._explained < _MOST_EXPLAINED or does not in self._whys:
            self._whys[does] = self._why(tags, selection)
        clause, hint = self._whys[does]
        what = _What(before=does, after=f".{clause}")
        self._find(read, scene, what, hint)

    def _find(self, read: SceneRead, scene: Scene, what: _What, hint: str) -> None:
        """Take in a problem of a scene, together with others of the same cause.

        What a scene is allowed is said of it alone, so that the others are found.
        """
        at = read.locations.of("composition", "shot_type")
        about: object = (what, hint)
        if self._allowed.has(at):
            about = at
        alike = self._found.get(about)
        if alike is None:
            alike = _Alike(
                at=at,
                what=what,
                hint=hint,
                scenes=Scenes(most=_MOST_NAMED),
            )
            self._found[about] = alike
        alike.scenes.add(scene.index)

    def _why(self, tags: Sequence[str], selection: Selection) -> tuple[str, str]:
        """Why no picture of the first of some tags goes, as a sentence, and what to do."""
        tag = tags[0]
        lost = None
        if self._explained < _MOST_EXPLAINED:
            lost = _loss_of(tag, selection)
        self._explained += 1
        if lost is None:
            return "", "Place those who matter as `subject` and `interaction_target`."
        why = capital(lost.clause)
        if len(tags) > 1:
            why = f"As for `{shown(tag)}`, {lost.clause}"
        return f" {why}.", advice(lost, self._change)

    def _may_be_somebody(self, tag: str) -> bool:
        """Whether a tag is that of a person, or of an object that acts as one."""
        for place in self._pool.by_tag.get(tag, ()):
            return self._pool.rows[place].type in _SOMEBODY
        return False

    def _people_in(self, scene: Scene) -> int:
        """How many people a shot has in frame by its name; 0 if it does not say."""
        called = self._rules.plan.called(scene.shot)
        names = {*called, *map(fold, self._names.read(scene.shot).names)}
        most = 0
        for name, number in _PEOPLE.items():
            if fold(name) in names:
                most = max(most, number)
        return most

    @cached_property
    def _names(self) -> ShotNames:
        from selector.engine.shot_types import ShotNames  # noqa: PLC0415  # for these shots alone
        from selector.reading.shot_vocabularies import standard_names  # noqa: PLC0415  # the same

        return ShotNames(standard_names())

    def _placed_in(self, scene: Scene) -> dict[object, list[str]]:
        """Whom a scene places, each once, with the tags: people, and whoever else acts.

        A tag without a picture may be anybody's.
        """
        placed: dict[object, list[str]] = {}
        for placement in scene.placements:
            tag = placement.tag
            places = self._pool.by_tag.get(tag)
            if places is None:
                placed.setdefault(tag, []).append(tag)
                continue
            is_person = self._pool.rows[places[0]].type == "character"
            if is_person or placement.role in _ACTING:
                for individual in self._pool.individuals_of(tag):
                    placed.setdefault(individual, []).append(tag)
        return placed

    def problems(self) -> Iterator[Problem]:
        """F382 for all scenes of one cause, after the last one."""
        for alike in self._found.values():
            yield Problem(
                at=alike.at,
                code="F382",
                costs=True,
                what=alike.what.said_of(alike.scenes),
                hint=alike.hint,
                scenes=alike.scenes.count,
            )


def _too_few_placed(scene: Scene, people: int, placed: Sequence[Sequence[str]]) -> _What:
    """What is wrong with a shot that places too few, by the tags of each who is placed."""
    who = "nobody"
    if placed:
        first_tags = map(itemgetter(0), placed)
        who = "only " + quoted(map(shown, first_tags), "and")
    for tags in placed:
        if len(set(tags)) > 1:
            several = quoted(map(shown, tags), "and")
            who += f" ({several} are one person)"
    shot = _a(shown(scene.shot_type))
    shows = _IN_WORDS[people]
    return _What(
        before=f"{shot} {shows}, and",
        does=" places",
        do=" place",
        after=f" {who}.",
    )


def _a(shot: str) -> str:
    """A shot with its article, as the beginning of a sentence: "An `over the shoulder`"."""
    letter = shot[:1]
    vowels = _VOWELS_ALONE if shot.isupper() else _VOWELS
    article = "An" if letter.casefold() in vowels else "A"
    return f"{article} `{shot}`"


def _loss_of(tag: str, selection: Selection) -> Loss | None:
    """What the pictures of a tag lost to in a scene."""
    pool = selection.pool
    picks, passed_over = selection.explained()
    for individual in pool.individuals_of(tag):
        for reason in of_individual(pool.members[individual], passed_over):
            missed = Missed(places=pool.members[individual], selections=(selection,))
            return loss(reason, selection, picks, missed)
    return None
