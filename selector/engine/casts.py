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
>>> casts[0, ("YU",)].places
(3, 2, 1, 5)

Placed by both tags, each picture is offered by its own placement:

>>> casts[0, ("YU", "YU_ARMOUR")].places
(3, 2, 1, 4, 5)
>>> casts[0, ("YU", "YU_ARMOUR")].shape.offered
((0,), (0,), (0,), (1,), (1,))
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeAlias, TypeVar

from selector.engine.offers import FAR, nearness
from selector.engine.questions import Questions

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from selector.engine.pool_index import PoolIndex
    from selector.language.facts import Picture

P = TypeVar("P")
Offered: TypeAlias = "tuple[tuple[int, ...], ...]"
"""The placements that offer each picture of a cast, by their places among the tags, rising."""
MOST_CASTS = 10_000
"""The limit of cached casts: films place people by few combinations of tags, but may by many."""
MOST_SHOT_PLANS = 100
"""The limit of the shot plans for which a pool has what its tags place."""
MOST_TAGS = 6
"""By which a scene places an individual whose cast is cached: others do not recur."""


class Shape:
    """What is the same of many casts. Compared by identity, because each scene looks it up.

    Args:
        kinds: The kind of each picture.
        offered: The placements that offer each.

    Attributes:
        answers: What the rule set is answered about each picture, as bits.
        offered: As above.
        can_go: Whether each can be sent.
        crops: Which crop each is.
    """

    __slots__ = ("answers", "can_go", "crops", "offered")

    def __init__(self, kinds: Sequence[int], offered: Offered) -> None:
        self.answers = tuple([kind >> _ANSWERS for kind in kinds])
        self.offered = offered
        self.can_go = tuple([bool(kind & _CAN_GO) for kind in kinds])
        self.crops = tuple(["face" if kind & _FACE else "full" for kind in kinds])


class Cast(NamedTuple):
    """What one individual has to send.

    Attributes:
        places: Its pictures, by their places in the pool: the nearest first, then the best, then
            the earliest.
        shape: What the rules can tell of them; the same value for all casts alike.
    """

    places: Sequence[int]
    shape: Shape


class _Kinds(dict[int, int]):
    """The kinds of the pictures of a pool, by their places in it.

    A kind says, as bits, whether the picture can be sent, whether it is a face, and what the rule
    set is answered about it.

    Args:
        pool: The pool.
        questions: What the rule set asks.
    """

    def __init__(self, pool: PoolIndex, questions: Questions) -> None:
        self._around = questions.around(pool)
        self._questions = questions

    def __missing__(self, place: int) -> int:
        row = self._around.pool.rows[place]
        kind = self[place] = _kind(row, self._questions.answers(self._around, place))
        return kind

    def work_out(self) -> None:
        """Work out the kinds of all pictures; worth while for many scenes, not for one."""
        answers = self._questions.answers_to_all(self._around)
        kinds = map(_kind, self._around.pool.rows, answers)
        self.update(enumerate(kinds))


def _kind(row: Picture, answers: int) -> int:
    kind = answers << _ANSWERS
    if row.held is None:
        kind |= _CAN_GO
    if row.is_face:
        kind |= _FACE
    return kind


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


class _ByTag(dict[str, "tuple[int, Sequence[int], Shape] | None"]):
    """What one individual has to send that one placement offers, by its tag: as a cast.

    None for a tag that several individuals have, or of which others show the very same pictures.

    Args:
        casts: The casts of the pool.
        pool: The pool.
        shapes: The shapes of casts with all pictures of somebody, by their kinds.
    """

    def __init__(
        self,
        casts: Casts,
        pool: PoolIndex,
        shapes: dict[tuple[int, ...], Shape],
    ) -> None:
        self._casts = casts
        self._pool = pool
        self._shapes = shapes

    def work_out(self, kinds: Mapping[int, int]) -> None:
        """Look up the casts of all tags whose shape is known.

        Args:
            kinds: The kind of each picture of the pool.
        """
        individuals, shapes = self._pool.individuals, self._shapes
        for tag, places in self._pool.in_order.items():
            shape = shapes.get(tuple([kinds[place] for place in places]))
            if shape is not None:
                self[tag] = individuals[places[0]], places, shape

    def __missing__(self, tag: str) -> tuple[int, Sequence[int], Shape] | None:
        places = self._pool.in_order.get(tag)
        if places is None:
            return None
        individual = self._pool.individuals[places[0]]
        cast = self._casts.made(individual, (tag,))
        kinds = self._casts.kinds_of(places)
        if not self._casts.may_be_behind(kinds):
            if len(self._shapes) >= MOST_CASTS:
                self._shapes.clear()
            self._shapes[kinds] = cast.shape
        found = self[tag] = individual, *cast
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
        self._kinds = _Kinds(pool, questions)
        self.of_tag = _OfTag(pool)
        self.by_tag = _ByTag(self, pool, questions.shapes_of_all)
        if pool.in_order:  # it is indexed for many scenes
            self._kinds.work_out()
            self.by_tag.work_out(self._kinds)
        self._meeting: dict[int, tuple[int, ...]] = {}
        self._having: dict[tuple[int, int], bool] = {}
        self._alone: dict[object, Alone[Any]] = {}

    def __missing__(self, key: Key) -> Cast:
        cast = self.made(*key)
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
                if self._kinds[place] >> _ANSWERS & wanted == wanted:
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
            kinds = map(self._kinds.__getitem__, self._pool.members[individual])
            known = any(kind >> _ANSWERS & wanted == wanted for kind in kinds)
            self._having[about] = known
        return known

    def kinds_of(self, places: Iterable[int]) -> tuple[int, ...]:
        """The kinds of some pictures."""
        return tuple(map(self._kinds.__getitem__, places))

    def made(self, individual: int, tags: tuple[str, ...]) -> Cast:
        """The cast of an individual for some tags, worked out anew."""
        pool = self._pool
        places = self._in_order(individual, tags)
        kinds = self.kinds_of(places)
        offered = self._offered(places, tags)
        if self.may_be_behind(kinds) and pool.twins.isdisjoint(places):
            ahead = self._ahead(places, kinds, offered)
            places = those(places, ahead)
            kinds = those(kinds, ahead)
            offered = those(offered, ahead)
        return _new(Cast, (places, self._shape(kinds, offered)))

    def _offered(self, places: Sequence[int], tags: Sequence[str]) -> Offered:
        """The placements that offer each of some pictures, by their places among the tags."""
        if len(tags) < 2:
            return ((0,),) * len(places)
        by_tag: dict[str, tuple[int, ...]] = {}
        for nth, tag in enumerate(tags):
            by_tag[tag] = (*by_tag.get(tag, ()), nth)
        everywhere = tuple(range(len(tags)))
        rows = self._pool.rows
        return tuple([by_tag.get(rows[place].tag, everywhere) for place in places])

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

    def _shape(self, kinds: tuple[int, ...], offered: Offered) -> Shape:
        shapes = self._questions.shapes
        known = shapes.get((kinds, offered))
        if known is None:
            if len(shapes) >= MOST_CASTS:
                shapes.clear()
            known = shapes[kinds, offered] = Shape(kinds, offered)
        return known

    def may_be_behind(self, kinds: Sequence[int]) -> bool:
        """Whether pictures of these kinds may have so many before them that they can never go."""
        if len(kinds) == 1:
            return False
        if len(kinds) - len(set(kinds)) >= self._questions.most:
            return True
        return not all(map(_CAN_GO.__and__, kinds))

    def _ahead(
        self,
        places: Iterable[int],
        kinds: Iterable[int],
        offered: Iterable[tuple[int, ...]],
    ) -> list[int]:
        """The first of those that are alike, as many as may go; of those that cannot go, one.

        Args:
            places: The pictures.
            kinds: Their kinds.
            offered: The placements that offer each.

        Returns:
            Their numbers among the pictures.
        """
        count: dict[Hashable, int] = {}
        ahead = []
        questions = self._questions
        pictures = zip(places, kinds, offered, strict=True)
        for number, (place, kind, by) in enumerate(pictures):
            besides = questions.besides_kind(self._pool, place)
            alike = kind, by, besides
            so_far = count.get(alike, 0)
            count[alike] = so_far + 1
            most = 1
            if kind & _CAN_GO:
                most = questions.most
            if so_far < most:
                ahead.append(number)
        return ahead


_new = tuple.__new__
"""Makes a named tuple in half the time that its class takes."""
_CAN_GO, _FACE, _ANSWERS = 1, 2, 2
"""Of a kind the bit for what can be sent, the one for a face, and where the answers begin."""
T = TypeVar("T")


def those(values: Sequence[T], numbers: Iterable[int]) -> tuple[T, ...]:
    """Some of many values, by their numbers."""
    return tuple(map(values.__getitem__, numbers))
