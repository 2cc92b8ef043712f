"""A pool as a rule set sees it: what each individual has to send, for the tags that place it.

Who is placed by which tags recurs from scene to scene, so what follows from the two is worked out
once: which pictures there are, which of the placements offers each, how near each is, and what the
rules are answered about it (`selector.engine.questions`). That is the *cast* of a placement.

An individual may have a hundred pictures. Of several that are alike to the rules and that the same
placements offer, the rules always take the first by nearness, quality and place in the pool; the
second only if the first cannot go any more, because it has gone. So as many of them remain as a
scene may send. Where another asset may show the very same picture, all remain.

Yu has a look of her own tag, and a face cut from her portrait. With three slots, her worst portrait
can never go:

>>> from selector import AssetPool, load_rules
>>> def picture(id, tag, quality, source=None):
...     return {"id": id, "manifest_tag": tag, "asset_type": "character", "individual": "Yu",
...             "quality_score": quality, "source_asset_id": source, "is_face_crop": bool(source)}
>>> pool = AssetPool([
...     picture("a", "YU", 6), picture("b", "YU", 7), picture("c", "YU", 8), picture("d", "YU", 9),
...     picture("e", "YU_ARMOUR", 5), picture("f", "YU_ARMOUR", 5, "e"),
... ])
>>> casts = Casts(pool, Questions(load_rules().plan))
>>> [each.place for each in casts[0, ("YU",)].parts]
[3, 2, 1, 5]

Placed by both tags, each picture is offered by its own placement:

>>> [(each.place, each.offered) for each in casts[0, ("YU", "YU_ARMOUR")].parts]
[(3, (0,)), (2, (0,)), (1, (0,)), (4, (1,)), (5, (1,))]
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeAlias, TypeVar

from selector.engine.offers import FAR, nearness
from selector.engine.questions import Questions

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

    from selector.engine.pool_index import PoolIndex

P = TypeVar("P")
MOST_CASTS = 10_000
"""The limit of cached casts: films place people by few combinations of tags, but may by many."""
MOST_SHOT_PLANS = 100
"""The limit of the shot plans for which a pool has what its tags place."""
MOST_TAGS = 6
"""By which a scene places an individual whose cast is cached: others do not recur."""


class CastPart(NamedTuple):
    """A picture that may go for its individual.

    Attributes:
        answers: What the rule set is answered about it, as bits.
        offered: The placements that offer it, by their places among the tags, rising.
        place: Its place in the pool.
        rank: That of its quality.
        crop: Which crop it is.
        can_go: Whether it can be sent.
    """

    answers: int
    offered: tuple[int, ...]
    place: int
    rank: int
    crop: str
    can_go: bool


class Shape:
    """What is the same of many casts. Compared by identity, because each scene looks it up.

    Attributes:
        answers: What the rule set is answered about each picture.
        offered: The placements that offer each.
        can_go: Whether each can be sent.
        crops: Which crop each is.
    """

    __slots__ = ("answers", "can_go", "crops", "offered")

    def __init__(self, parts: Sequence[CastPart]) -> None:
        self.answers = tuple(map(_answers, parts))
        self.offered = tuple(map(_offered, parts))
        self.can_go = tuple(map(_can_go, parts))
        self.crops = tuple(map(_crop, parts))


class Cast(NamedTuple):
    """What one individual has to send.

    Attributes:
        parts: Its pictures, the nearest first, then the best, then the earliest.
        shape: What the rules can tell of them; the same value for all casts alike.
    """

    parts: tuple[CastPart, ...]
    shape: Shape


class _OfTag(dict[str, "tuple[int, ...]"]):
    """The individuals that have pictures with a tag, looked up when they are first wanted."""

    def __init__(self, pool: PoolIndex) -> None:
        self._pool = pool

    def __missing__(self, tag: str) -> tuple[int, ...]:
        individuals = tuple(self._pool.individuals_of(tag))
        if individuals:
            self[tag] = individuals
        return individuals


Key: TypeAlias = "tuple[int, tuple[str, ...]]"
"""An individual, by its number in the pool, and the tags by which a scene places it, in order.

No tags if it does not: then all its pictures are far.
"""


class Alone(dict["tuple[int, str]", "tuple[Cast, P]"], Generic[P]):
    """What an individual has to send that one placement offers, by its number and the tag.

    Args:
        casts: The casts of the pool.
        of_shape: What a shot plan makes of the shape of a cast.
    """

    def __init__(self, casts: Casts, of_shape: Mapping[Shape, P]) -> None:
        self._casts = casts
        self.of_shape = of_shape

    def __missing__(self, about: tuple[int, str]) -> tuple[Cast, P]:
        if len(self) >= MOST_CASTS:
            self.clear()
        individual, tag = about
        cast = self._casts[individual, (tag,)]
        found = self[about] = cast, self.of_shape[cast.shape]
        return found


class _ByTag(dict[str, "tuple[int, Cast] | None"]):
    """What one individual has to send that one placement offers, by its tag.

    None for a tag that several individuals have, or of which others show the very same pictures.

    Args:
        pool: The pool.
        made: Makes the cast of an individual for some tags.
    """

    def __init__(self, pool: PoolIndex, made: Callable[[int, tuple[str, ...]], Cast]) -> None:
        self._pool = pool
        self._made = made

    def __missing__(self, tag: str) -> tuple[int, Cast] | None:
        places = self._pool.in_order.get(tag)
        if places is None:
            return None
        individual = self._pool.individuals[places[0]]
        found = self[tag] = individual, self._made(individual, (tag,))
        return found


class Casts(dict[Key, Cast]):
    """The casts of one pool for one rule set; each is worked out when it is first wanted.

    Args:
        pool: The pool.
        questions: What the rule set asks.

    Attributes:
        of_tag: The individuals that have pictures with a tag.
        by_tag: What the one individual has to send that a tag places.
    """

    def __init__(self, pool: PoolIndex, questions: Questions) -> None:
        self._pool = pool
        self._questions = questions
        self._around = questions.around(pool)
        self._answers: dict[int, int] = {}
        self.of_tag = _OfTag(pool)
        self.by_tag = _ByTag(pool, self._cast)
        self._meeting: dict[int, tuple[int, ...]] = {}
        self._having: dict[tuple[int, int], bool] = {}
        self._alone: dict[object, Alone[Any]] = {}

    def __missing__(self, key: Key) -> Cast:
        cast = self._cast(*key)
        if len(key[1]) <= MOST_TAGS:
            if len(self) >= MOST_CASTS:
                self.clear()
            self[key] = cast
        return cast

    def alone_for(self, of_shape: Mapping[Shape, P]) -> Alone[P]:
        """The casts of individuals that have one placement, with what a shot plan makes of them.

        Args:
            of_shape: What a shot plan makes of the shape of a cast, looked up by identity.

        Returns:
            The casts; cached for some shot plans.
        """
        about = id(of_shape)
        known = self._alone.get(about)
        if known is None or known.of_shape is not of_shape:
            if len(self._alone) >= MOST_SHOT_PLANS:
                self._alone.clear()
            known = self._alone[about] = Alone(self, of_shape)
        return known

    def meeting(self, wanted: int) -> Sequence[int]:
        """The individuals that have a picture with all the wanted answers, as bits."""
        known = self._meeting.get(wanted)
        if known is None:
            if len(self._meeting) >= MOST_CASTS:
                self._meeting.clear()
            found = {}
            for place, individual in enumerate(self._pool.individuals):
                if self._answers_of(place) & wanted == wanted:
                    found[individual] = True
            known = self._meeting[wanted] = tuple(found)
        return known

    def has_picture(self, individual: int, wanted: int) -> bool:
        """Whether an individual has a picture with all the wanted answers, as bits."""
        about = individual, wanted
        known = self._having.get(about)
        if known is None:
            if len(self._having) >= MOST_CASTS:
                self._having.clear()
            answers = map(self._answers_of, self._pool.members[individual])
            known = any(its & wanted == wanted for its in answers)
            self._having[about] = known
        return known

    def _answers_of(self, place: int) -> int:
        known = self._answers.get(place)
        if known is None:
            known = self._answers[place] = self._questions.answers(self._around, place)
        return known

    def _cast(self, individual: int, tags: tuple[str, ...]) -> Cast:
        pool = self._pool
        rows, ranks = pool.rows, pool.ranks
        offered: dict[str, tuple[int, ...]] = {}
        everywhere = tuple(range(len(tags) or 1))
        if len(tags) > 1:
            for nth, tag in enumerate(tags):
                offered[tag] = (*offered.get(tag, ()), nth)
        known = self._answers
        parts = []
        for place in self._in_order(individual, tags):
            row = rows[place]
            values = (
                known[place] if place in known else self._answers_of(place),
                offered.get(row.tag, everywhere),
                place,
                ranks[place],
                row.crop,
                row.held is None,
            )
            parts.append(_new(CastPart, values))
        if len(parts) > 1 and (not pool.twins or pool.twins.isdisjoint(pool.members[individual])):
            parts = self._without_those_behind(parts)
        return Cast(tuple(parts), self._shape(parts))

    def _in_order(self, individual: int, tags: tuple[str, ...]) -> Sequence[int]:
        """The pictures of an individual, the nearest first, then the best, then the earliest."""
        pool = self._pool
        if len(tags) == 1:
            known = pool.in_order.get(tags[0])
            if known is not None:
                return known
        members = pool.members[individual]
        if len(members) == 1:
            return members
        near = dict.fromkeys(members, FAR)
        if tags:
            near = nearness(pool, individual, tags)
        ranks = pool.ranks
        return sorted(members, key=lambda place: (near[place], ranks[place], place))

    def _shape(self, parts: Sequence[CastPart]) -> Shape:
        alike = tuple(map(_in_shape, parts))
        known = self._questions.shapes.get(alike)
        if known is None:
            if len(self._questions.shapes) >= MOST_CASTS:
                self._questions.shapes.clear()
            known = self._questions.shapes[alike] = Shape(parts)
        return known

    def _without_those_behind(self, parts: list[CastPart]) -> list[CastPart]:
        """The first of those that are alike, as many as may go; of those that cannot go, one."""
        most = self._questions.most
        kinds = len(set(map(_answers, parts)))
        if len(parts) - kinds < most and all(map(_can_go, parts)):
            return parts  # so many are not alike
        count: dict[Hashable, int] = {}
        remaining = []
        for part in parts:
            apart = self._questions.besides_answers(self._pool, part.place)
            alike = part.answers, part.offered, apart
            so_far = count.get(alike, 0)
            count[alike] = so_far + 1
            if so_far < (most if part.can_go else 1):
                remaining.append(part)
        return remaining


_new = tuple.__new__
"""Makes a named tuple in half the time that its class takes."""
_answers = attrgetter("answers")
_offered = attrgetter("offered")
_can_go = attrgetter("can_go")
_crop = attrgetter("crop")
_in_shape = attrgetter("answers", "offered", "can_go", "crop")
