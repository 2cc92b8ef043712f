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
from typing import TYPE_CHECKING, Any, TypeAlias

from selector.engine.earlier import Earlier
from selector.engine.missing_tags import warn_of
from selector.engine.moves import CROP_BITS, MovesByShape, bits_of
from selector.engine.shot_by_columns import BY_PLACEMENT, BY_QUALITY
from selector.engine.shot_by_kinds import bits_set
from selector.language.candidate import Candidate, Circumstances
from selector.language.conditions.matches import texts_of
from selector.language.text import word_run

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from selector.engine.moves import Move, Moves
    from selector.engine.plan import ShotPlan
    from selector.engine.pool import AssetPool
    from selector.engine.questions import Questions
    from selector.engine.shot_by_columns import Columns, EntryColumn, InScene, OfIndividuals
    from selector.language.facts import Picture
    from selector.language.text import Words
    from selector.model.scene import Placement, Scene


Present: TypeAlias = "tuple[int, Moves, int, Sequence[int], Sequence[int]]"
"""Somebody in a scene: the steps that they may take, as bits; what they have to send; their number.

Then the picture of each candidate, by its place in the pool; and their placements, as indices.

A plain tuple, because each step takes all of them apart.
"""
Able: TypeAlias = "tuple[Move, Present]"
"""Somebody who has anything to send at a step, with that."""


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
            individual, pictures, shape = found
            if individual in standing:
                *_, first = standing[individual]
                several.setdefault(individual, [*first]).append(nth)
                continue
            under = for_facts[facts_of(placement)]
            moves = every[shape, under | of_steps]
            its_steps = moves.steps & under
            standing[individual] = its_steps, moves, individual, pictures, (nth,)
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
            steps |= one[0]
        around = Circumstances(
            scene,
            pool,
            earlier or Earlier(None, pool),
        )
        return self._take(
            steps,
            standing,
            around,
            pool,
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
        pictures = [cast.places[number] for number in moves.numbers]
        return moves.steps, moves, individual, pictures, tuple(firsts.values())

    def _take(
        self,
        steps: int,
        standing: dict[int, Present],
        around: Circumstances,
        pool: AssetPool,
    ) -> list[int]:
        """Take what each step takes, until the slots are full.

        Args:
            steps: The steps that anybody may take, as bits.
            standing: Those in the scene, by their numbers. Those who can send no more are removed.
            around: The scene and the pool.
            pool: The pool.

        Returns:
            The places of the picks, in order.
        """
        rows = pool.rows
        gone: dict[int, int] = {}
        places: list[int] = []
        for number in bits_set(steps):
            able = _able(
                number,
                standing.values(),
                gone,
            )
            if len(able) > 1:
                able = self._orders[number].in_order(
                    able,
                    around,
                    pool.ranks,
                )
            for move, one in able[: self._caps[number]]:
                place = one[3][move.otherwise]  # mostly: then a call would cost too much
                if move.layers:
                    place = _best(move, one, around)
                places.append(place)
                if len(places) == self._references:
                    return places
                individual = one[2]
                if self._goes_once:
                    del standing[individual]
                else:
                    crop = CROP_BITS[rows[place].crop]
                    gone[individual] = gone.get(individual, 0) | crop
        return places


def _able(
    number: int,
    standing: Iterable[Present],
    gone: Mapping[int, int],
) -> list[Able]:
    """Those who have anything to send at a step.

    Args:
        number: That of the step.
        standing: Those in the scene.
        gone: The crops that have gone, as bits, by individual.
    """
    bit = 1 << number
    about = 4 * number
    able = []
    for one in standing:
        if one[0] & bit:
            crops = gone.get(one[2], 0) if gone else 0  # mostly nothing has gone yet
            move = one[1][about + crops]
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
        order = step.order
        self._asking = []
        for bit, item in zip(
            bits_of(order),
            order,
            strict=True,
        ):
            if item > 0 and columns.asking[item]:
                self._asking.append((bit, columns.asking[item]))
        quality, placement = order.index(BY_QUALITY), order.index(BY_PLACEMENT)
        self._by_quality = quality < placement
        self._before_words = len(order) - min(quality, placement)
        self._before_placement = len(order) - placement

    def in_order(
        self,
        able: Sequence[Able],
        around: Circumstances,
        ranks: Sequence[int],
    ) -> list[Able]:
        """Individuals that may take the step, in order.

        Args:
            able: The individuals.
            around: The scene and the pool.
            ranks: Those of the pictures of the pool.

        Returns:
            The individuals, in order.
        """
        lacking = self._lacking(able, around)
        keys: list[Any] = [its >> self._before_words for its in lacking]
        if len(set(keys)) < len(keys):
            for nth, (move, one) in enumerate(able):
                placed = one[4][move.earliest]
                if self._by_quality:
                    best = one[3][move.otherwise]
                    if move.layers:
                        best = _best(move, one, around)
                    between = lacking[nth] >> self._before_placement
                    keys[nth] = keys[nth], ranks[best], between, placed
                else:
                    keys[nth] = keys[nth], placed
        in_turn = sorted(range(len(able)), key=keys.__getitem__)
        return [able[nth] for nth in in_turn]

    def _lacking(
        self,
        able: Iterable[Able],
        around: Circumstances,
    ) -> list[int]:
        """For each individual the items of the order that it does not meet, as bits."""
        lacking = []
        individuals = []
        for move, one in able:
            lacking.append(move.lacking)
            individuals.append(one[2])
        for bit, conditions in self._asking:
            whom = _of_whom(
                conditions,
                individuals,
                around,
            )
            for nth, individual in enumerate(individuals):
                if individual not in whom:
                    lacking[nth] |= bit
        return lacking


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
) -> int:
    """The picture that stands for somebody at a step where something of the scene decides."""
    pictures = one[3]
    if move.texts:
        return pictures[_by_labels(move, one, around)]
    samples: dict[int, Candidate] = {}
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
                    samples,
                )
            if first:
                best = first
                break
    return pictures[bits_set(best)[0]]


def _by_labels(
    move: Move,
    one: Present,
    around: Circumstances,
) -> int:
    """The candidate that stands for somebody if only labels in texts decide."""
    labels = around.pool.labels
    _, _, individual, pictures, nths = one
    runs = labels.runs
    places = [place for each in move.labelled if runs[place := pictures[each]]]
    if not places:
        return move.otherwise  # without a look at what was worn in the scenes before
    placements = around.scene.placements
    texts: list[str] = []
    for nth in nths:
        texts += texts_of(move.texts, around, individual, placements[nth])
    if not labels.may_be_in(texts, places):
        return move.otherwise
    best = move.best
    for layer in move.layers:
        for able, condition in layer:
            first = best & able
            if first and condition is not None:
                wanted = condition.requirement.wanted
                words: list[Words] = []
                for nth in nths:
                    said = texts_of(wanted, around, individual, placements[nth])
                    words.append("\n".join(map(word_run, said)))
                first = _labelled(first, words, one, runs)
            if first:
                best = first
                break
    return bits_set(best)[0]


def _labelled(
    candidates: int,
    words: Sequence[Words],
    one: Present,
    runs: Sequence[Sequence[Words]],
) -> int:
    """Those of some candidates with a label among the words of their placements, as bits.

    Args:
        candidates: The candidates.
        words: The words of texts, of each placement.
        one: Whose they are.
        runs: The words of each label of each picture of the pool.
    """
    labelled = 0
    _, moves, _, pictures, _ = one
    for candidate in bits_set(candidates):
        its = words[moves.by[candidate]]
        for run in runs[pictures[candidate]]:
            if run in its:
                labelled |= 1 << candidate
    return labelled


def _met(
    condition: InScene,
    candidates: int,
    one: Present,
    around: Circumstances,
    samples: dict[int, Candidate],
) -> int:
    """Those of some candidates that meet a condition, as bits.

    Args:
        condition: The condition.
        candidates: The candidates.
        one: Whose they are.
        around: The scene and the pool.
        samples: By placement any picture under it; those that are missing are added.
    """
    met = 0
    testers: dict[int, Callable[[Picture, int], bool]] = {}
    rows = around.pool.rows
    _, moves, _, pictures, nths = one
    for candidate in bits_set(candidates):
        place = pictures[candidate]
        nth = nths[moves.by[candidate]]
        if nth not in testers:
            if nth not in samples:
                samples[nth] = around.candidate(place, nth)
            testers[nth] = condition.tester(samples[nth])
        if testers[nth](rows[place], place):
            met |= 1 << candidate
    return met


_tag = attrgetter("tag")
