r"""The fast evaluator where a scene decides little: who is first, and which picture is preferred.

Most shot plans with new words have no pins and no limits, and what their steps ask of somebody
depends on the pictures and the role alone. Then what an individual may send at a step follows from
the *shape* of its cast (`selector.engine.casts`) and from the facts of its placements, such as the
role. Both recur from scene to scene, so it is worked out once: the *moves*. Only the tastes look at
the scene, and only where there is something to choose between: `order` if several individuals want
a step, `prefer` if one of them has several pictures for it.

Other shot plans are gone through in the order of events (`selector.engine.choose_in_full`), and so
are scenes with pictures that several assets show. The two always agree.

Bo speaks, so he comes first; Ann sends the picture whose label the scene notes:

>>> from selector import AssetPool, load_rules, read_manifest
>>> rules = load_rules(text='''
... language: 1
... name: tea
... version: "1"
... order: [speaks]
... prefer: [{matches: notes}]
... shots: {default: {priorities: [{name: all, type: character}]}}''')
>>> def picture(tag, quality, *labels):
...     return {"manifest_tag": tag, "asset_type": "character", "quality_score": quality,
...             "user_tags": labels}
>>> pool = AssetPool([picture("ANN", 9), picture("ANN", 8, "night"), picture("BO", 5)])
>>> scene = read_manifest({"composition": {"shot_type": "close_up"}, "placements": [
...     {"asset_tag": tag, "role": "subject"} for tag in ("ANN", "BO")
... ], "dialogue": [{"speaker_tag": "BO"}], "continuity_notes": ["at night"]})
>>> rules.select(scene, pool).places
[2, 1]
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from selector.engine.earlier import Earlier
from selector.engine.missing_tags import warn_of
from selector.engine.moves import ALL_GONE, CROP_BITS, MovesByShape
from selector.engine.shot_by_columns import BY_PLACEMENT, BY_QUALITY
from selector.engine.shot_by_kinds import bits_set
from selector.language.candidate import Candidate, Circumstances
from selector.language.conditions.matches import letters_of, word_runs

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from selector.engine.casts import CastPart
    from selector.engine.moves import Move, Moves
    from selector.engine.plan import ShotPlan
    from selector.engine.pool import AssetPool
    from selector.engine.questions import Questions
    from selector.engine.shot_by_columns import Columns, EntryColumn, InScene, OfIndividuals
    from selector.language.facts import Picture
    from selector.model.scene import Placement, Scene


class Present(NamedTuple):
    """Somebody in a scene.

    Attributes:
        steps: The steps that they may take, as bits.
        moves: What they have to send.
        individual: Their number in the pool.
        parts: The picture of each candidate.
        nths: Their placements, as indices.
    """

    steps: int
    moves: Moves
    individual: int
    parts: Sequence[CastPart]
    nths: Sequence[int]


Taker: TypeAlias = "tuple[Move, Present, CastPart | None]"
"""Somebody who may take a step, and the picture that stands for them, if that was compared."""
Able: TypeAlias = "list[tuple[Move, Present]]"


class ShapeChooser:
    """Chooses by one shot plan of which scenes decide the tastes alone.

    Args:
        shot_plan: The shot plan.
        columns: Its columns.
        questions: What its rule set asks.
        digest: Gives the digest of the rules, for the log.
    """

    def __init__(
        self,
        shot_plan: ShotPlan,
        columns: Columns,
        questions: Questions,
        digest: Callable[[], str],
    ) -> None:
        self._columns = columns
        self._questions = questions
        self._digest = digest
        self._references = shot_plan.references
        self._caps = shot_plan.caps
        self._goes_once = shot_plan.pictures_each == 1
        self._moves = MovesByShape(columns)
        self._orders = [_Order(step, columns) for step in columns.steps]

    def choose(
        self,
        scene: Scene,
        pool: AssetPool,
        earlier: Earlier | None,
    ) -> list[int] | None:
        """The places in the pool of the pictures that go, in order.

        Args:
            scene: The scene.
            pool: The pictures.
            earlier: What the scene may know of the scenes before it.

        Returns:
            The places; None if the scene must be gone through in the order of events.
        """
        by_tag = pool.casts_for(self._questions).by_tag
        every, of_steps = self._moves, self._columns.of_steps
        for_facts, facts_of = self._columns.for_facts, self._columns.for_facts.facts_of
        standing: dict[int, Present] = {}
        several: dict[int, list[int]] = {}
        steps = 0
        for nth, placement in enumerate(scene.placements):
            found = by_tag[placement.tag]
            if found is None:
                if placement.tag in pool.by_tag:
                    return None
                warn_of(
                    placement.tag,
                    scene,
                    pool,
                    self._digest,
                )
                continue
            individual, (parts, shape) = found
            if individual in standing:
                first = standing[individual].nths
                several.setdefault(individual, [*first]).append(nth)
                continue
            under = for_facts[facts_of(placement)]
            moves = every[shape, under | of_steps]
            its_steps = moves.steps & under
            standing[individual] = _new(Present, (its_steps, moves, individual, parts, (nth,)))
            steps |= its_steps
        if not self._references:
            return []
        for individual, nths in several.items():
            one = self._of_several(
                individual,
                nths,
                scene,
                pool,
            )
            standing[individual] = one
            steps |= one.steps
        around = Circumstances(
            scene,
            pool,
            earlier or Earlier(None, pool),
        )
        return self._take(
            steps,
            standing.values(),
            around,
        )

    def _of_several(
        self, individual: int, nths: Iterable[int], scene: Scene, pool: AssetPool
    ) -> Present:
        """Somebody with several placements; of those that say the very same the first counts.

        Args:
            individual: Their number in the pool.
            nths: The placements, as indices.
            scene: The scene.
            pool: The pictures.

        Returns:
            The individual.
        """
        firsts: dict[Placement, int] = {}
        for nth in nths:
            firsts.setdefault(scene.placements[nth], nth)
        for_facts, facts_of = self._columns.for_facts, self._columns.for_facts.facts_of
        cast = pool.casts_for(self._questions)[individual, tuple(map(_tag, firsts))]
        under = tuple([for_facts[facts_of(placement)] for placement in firsts])
        moves = self._moves[cast.shape, under]
        return Present(
            steps=moves.steps,
            moves=moves,
            individual=individual,
            parts=[cast.parts[number] for number in moves.numbers],
            nths=tuple(firsts.values()),
        )

    def _take(
        self,
        steps: int,
        standing: Collection[Present],
        around: Circumstances,
    ) -> list[int]:
        """Take what each step takes, until the slots are full.

        Args:
            steps: The steps that anybody may take, as bits.
            standing: Those in the scene.
            around: The scene and the pool.
        """
        gone = dict.fromkeys(map(_individual, standing), 0)
        places: list[int] = []
        for number in bits_set(steps):
            able = _able(
                self._columns.steps[number],
                standing,
                gone,
            )
            takers = self._orders[number].takers(able, around)
            for move, one, compared in takers[: self._caps[number]]:
                part = compared or _best(
                    move,
                    one,
                    around,
                )
                places.append(part.place)
                if len(places) == self._references:
                    return places
                gone[one.individual] |= ALL_GONE if self._goes_once else CROP_BITS[part.crop]
        return places


def _able(
    step: EntryColumn,
    standing: Iterable[Present],
    gone: Mapping[int, int],
) -> Able:
    """Those who have anything to send at a step, with that.

    Args:
        step: The step.
        standing: Those in the scene.
        gone: The crops that have gone, as bits, by individual.
    """
    bit, about = step.bit, 4 * step.number
    able: Able = []
    for one in standing:
        its_steps, moves, individual, _, _ = one
        if its_steps & bit and gone[individual] != ALL_GONE:
            move = moves[about + gone[individual]]
            if move is not None:
                able.append((move, one))
    return able


class _Order:
    """Who is first at a step.

    Args:
        step: The step.
        columns: Those of its shot plan.
    """

    def __init__(
        self,
        step: EntryColumn,
        columns: Columns,
    ) -> None:
        items = []
        for nth, item in enumerate(step.order):
            items.append((nth, item, columns.asking[item] if item > 0 else ()))
        quality = step.order.index(BY_QUALITY)
        self._before = items[:quality]
        self._after = items[quality + 1 :]

    def takers(
        self,
        able: Able,
        around: Circumstances,
    ) -> list[Taker]:
        """Individuals that may take the step, in order.

        The pictures that stand for them are compared only if nothing before decides.
        """
        if len(able) < 2:
            return [(*each, None) for each in able]
        individuals = [one.individual for _, one in able]
        keys = [0] * len(able)
        for item in self._before:
            keys = _with(
                item,
                keys,
                able,
                individuals,
                around,
            )
            if len(set(keys)) == len(keys):
                in_order = sorted(
                    zip(
                        keys,
                        range(len(keys)),
                        strict=True,
                    )
                )
                return [(*able[nth], None) for _, nth in in_order]
        after = [0] * len(able)
        for item in self._after:
            after = _with(
                item,
                after,
                able,
                individuals,
                around,
            )
        full = []
        for nth, (move, one) in enumerate(able):
            part = _best(
                move,
                one,
                around,
            )
            full.append((keys[nth], part.rank, after[nth], part.place, nth, part))
        full.sort()
        return [(*able[nth], part) for *_, nth, part in full]


def _with(
    item: tuple[int, int, Iterable[OfIndividuals]],
    keys: Iterable[int],
    able: Able,
    individuals: Sequence[int],
    around: Circumstances,
) -> list[int]:
    """What orders individuals, with one more item."""
    nth, bit, asking = item
    more = []
    if bit == BY_PLACEMENT:
        for key, (move, one) in zip(
            keys,
            able,
            strict=True,
        ):
            more.append(key << 32 | one.nths[move.earliest])
        return more
    whom: Collection[int] = individuals
    if asking:
        whom = _of_whom(
            asking,
            individuals,
            around,
        )
    for key, (move, one) in zip(
        keys,
        able,
        strict=True,
    ):
        is_met = move.order[nth] and one.individual in whom
        more.append(key << 1 | (not is_met))
    return more


def _of_whom(
    asking: Iterable[OfIndividuals], individuals: Sequence[int], around: Circumstances
) -> Collection[int]:
    """Those of some individuals of whom all of some conditions hold."""
    whom: Collection[int] = individuals
    for each in asking:
        holding = each.question(around, whom)
        if each.wants:
            whom = holding
        else:
            whom = [one for one in whom if one not in holding]
    return whom


def _best(
    move: Move,
    one: Present,
    around: Circumstances,
) -> CastPart:
    """The picture that stands for somebody at a step."""
    parts = one.parts
    if not (
        move.layers
        and (
            move.decides_more
            or _may_match(
                move,
                one,
                around,
            )
        )
    ):
        return parts[move.otherwise]
    best = move.best
    for layer in move.layers:
        for able, condition in layer:
            first = best & able
            if first and condition is not None:
                first = _met(
                    condition,
                    first,
                    one,
                    around,
                )
            if first:
                best = first
                break
    return parts[bits_set(best)[0]]


def _may_match(
    move: Move,
    one: Present,
    around: Circumstances,
) -> bool:
    """Whether a label that makes a difference may be in a text, by the first word of the label."""
    if len(one.nths) > 1:
        return True
    rows, parts = around.pool.rows, one.parts
    letters = None
    for candidate in bits_set(move.labelled):
        labels = rows[parts[candidate].place].labels
        if not labels:
            continue
        if letters is None:  # what is worn takes a look at the scenes before
            letters = letters_of(
                move.texts,
                _sample(
                    0,
                    one,
                    around,
                ),
            )
        for _, first in word_runs(labels):
            if first in letters:
                return True
    return False


def _met(
    condition: InScene,
    candidates: int,
    one: Present,
    around: Circumstances,
) -> int:
    """Those of some candidates that meet a condition, as bits.

    Args:
        condition: The condition.
        candidates: The candidates.
        one: Whose they are.
        around: The scene and the pool.
    """
    met = 0
    testers: dict[int, Callable[[Picture, int], bool]] = {}
    rows = around.pool.rows
    for candidate in bits_set(candidates):
        nth = one.moves.by[candidate]
        if nth not in testers:
            testers[nth] = condition.tester(
                _sample(
                    nth,
                    one,
                    around,
                )
            )
        place = one.parts[candidate].place
        if testers[nth](rows[place], place):
            met |= 1 << candidate
    return met


def _sample(
    nth: int,
    one: Present,
    around: Circumstances,
) -> Candidate:
    """Any picture under one of the placements of somebody."""
    place = one.parts[0].place
    placement = around.scene.placements[one.nths[nth]]
    return _new(Candidate, (around.pool.rows[place], placement, place, around))


_new = tuple.__new__
"""Makes a named tuple in half the time that its class takes."""
_individual = attrgetter("individual")
_tag = attrgetter("tag")
