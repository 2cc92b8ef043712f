"""Who stands for an entry, and in which order the entry takes them; on bits.

What individuals have to send (`selector.engine.turnouts`) and what goes already in; out, for each
individual that the entry may take, the candidates that stand for it: the best, or several side by
side. `prefer` decides which is the best of one individual, `order` which individual is first. A
condition of either is looked at only where there is something to choose between.

Ann speaks, so she comes first by `order`; Bo's picture by night is his best by `prefer`, although
the other is of a higher quality:

>>> from selector import AssetPool, load_rules, read_manifest
>>> from selector.engine.choose_in_full import FullChooser, Turns
>>> from selector.engine.questions import Questions
>>> rules = load_rules(text='''
... language: 1
... name: tea
... version: "1"
... prefer: [{label: night}]
... order: [speaks]
... shots: {default: {priorities: [{name: all, type: character}]}}''')
>>> def picture(tag, quality, *labels):
...     return {"manifest_tag": tag, "asset_type": "character", "quality_score": quality,
...             "user_tags": labels}
>>> pool = AssetPool([picture("BO", 9), picture("BO", 8, "night"), picture("ANN", 5)])
>>> scene = read_manifest({"composition": {"shot_type": "close_up"}, "placements": [
...     {"asset_tag": tag, "role": "subject"} for tag in ("BO", "ANN")
... ], "dialogue": [{"speaker_tag": "ANN"}]})
>>> chooser = FullChooser(rules.plan.default, Questions(rules.plan), digest=str)
>>> turns = Turns(chooser, scene, pool, None)
>>> (step,) = chooser.columns.steps
>>> found = chooser.standings.in_order(step, turns.turnouts, turns.picked)
>>> [[turnout.places[each] for each in standing] for _, turnout, standing in found]
[[2], [1]]
"""

from __future__ import annotations

import sys
from operator import itemgetter
from typing import TYPE_CHECKING, TypeAlias

from selector.engine.shot_by_columns import BY_PLACEMENT, BY_QUALITY
from selector.engine.turnouts import ask

if TYPE_CHECKING:
    from collections.abc import Sequence

    from selector.engine.shot_by_columns import Columns, EntryColumn
    from selector.engine.taken_so_far import Taken
    from selector.engine.turnouts import Turnout

Standing: TypeAlias = "tuple[Sequence[int], Turnout, list[int]]"
"""What orders an individual, less is earlier; what it has to send; and the candidates that stand
for it, the best first."""


class Standings:
    """Finds who stands for the entries of a shot plan.

    Args:
        columns: Those of the shot plan.
    """

    def __init__(self, columns: Columns) -> None:
        self._sent = columns.sent
        self._asking = columns.asking

    def in_order(
        self, entry: EntryColumn, turnouts: Sequence[Turnout], picked: Taken
    ) -> list[Standing]:
        """The individuals that an entry may take, in the order in which it does.

        Args:
            entry: The entry.
            turnouts: What individuals have to send.
            picked: What is picked so far.

        Returns:
            Each with what orders it and the candidates that stand for it.
        """
        found = self._able(entry, turnouts, picked)
        if not found:
            return []
        if len(found) == 1:
            turnout, passing = found[0]
            if len(passing) > 1:
                passing = self._standing(entry, turnout, passing, picked)
            return [((), turnout, passing)]
        if entry.order_columns:
            ask(self._asking[entry.order_columns], list(map(itemgetter(0), found)))
        standings = [self._in_place(entry, *each, picked) for each in found]
        standings.sort(key=by_key)
        return standings

    def _able(
        self, entry: EntryColumn, turnouts: Sequence[Turnout], picked: Taken
    ) -> list[tuple[Turnout, list[int]]]:
        """The individuals that an entry may take, with their candidates that may go.

        Args:
            entry: The entry.
            turnouts: What individuals have to send.
            picked: What is picked so far.
        """
        bit, number = entry.bit, entry.number
        asking = self._asking[bit]
        if asking:
            ask(asking, turnouts, bit)
        sent = picked.sent
        full = picked.full
        hindered = entry.is_one_crop or picked.pool.twins
        found = []
        for turnout in turnouts:
            left = turnout.left
            if not left & bit:
                continue
            gone = turnout.individual in sent
            if gone and len(sent[turnout.individual]) >= entry.most:
                continue
            prospect = turnout.prospects[number]
            passing = prospect.candidates
            if prospect.more:
                passing = turnout.meeting(entry)
            if passing and (gone or hindered or left & full):
                passing = self._passing(entry, turnout, passing, picked)
            if passing:
                found.append((turnout, passing))
        return found

    def of(self, entry: EntryColumn, turnout: Turnout, picked: Taken) -> Standing | None:
        """How one individual stands for an entry.

        Args:
            entry: The entry.
            turnout: What the individual has to send.
            picked: What is picked so far.

        Returns:
            What orders it and the candidates that stand for it; None if it does not stand.
        """
        passing = self._passing(entry, turnout, turnout.meeting(entry), picked)
        if not passing:
            return None
        return self._in_place(entry, turnout, passing, picked)

    def _in_place(
        self,
        entry: EntryColumn,
        turnout: Turnout,
        passing: list[int],
        picked: Taken,
    ) -> Standing:
        standing = passing
        if len(passing) > 1:
            standing = self._standing(entry, turnout, passing, picked)
        first = turnout.places[standing[0]]
        key = []
        for bit in entry.order:
            if bit == BY_QUALITY:
                key.append(picked.pool.ranks[first])
            elif bit == BY_PLACEMENT:
                key.append(turnout.earliest(entry.bit))
            else:
                key.append(self._place_by(bit, turnout, passing))
        key.append(first)
        return key, turnout, standing

    def _place_by(self, bit: int, turnout: Turnout, passing: Sequence[int]) -> int:
        """Where an item of `order` puts an individual: less is earlier.

        Args:
            bit: The column of the item.
            turnout: What the individual has to send.
            passing: Its candidates that may go. One that meets the item is enough.
        """
        best = sys.maxsize
        if turnout.left & bit:
            for candidate in passing:
                if turnout.meets(candidate, bit):
                    if not bit & self._sent:
                        return 0
                    best = min(best, _place_before(turnout, candidate))
        return best

    def _passing(
        self,
        entry: EntryColumn,
        turnout: Turnout,
        meeting: list[int],
        picked: Taken,
    ) -> list[int]:
        """Those of some candidates of an individual that may go now.

        Args:
            entry: The entry.
            turnout: What the individual has to send.
            meeting: The candidates.
            picked: What is picked so far.
        """
        crops = entry.crops
        sent = picked.sent.get(turnout.individual, ())
        if len(sent) >= entry.most:
            return []
        rows = picked.pool.rows
        gone_crops = [rows[place].crop for place in sent]
        may_be_barred = entry.is_stopped and picked.full & turnout.left
        passing = []
        for candidate in meeting:
            place = turnout.places[candidate]
            if picked.has_gone(place):
                continue
            if crops is not None:
                crop = rows[place].crop
                if crop not in crops or crop in gone_crops:
                    continue
            if may_be_barred and picked.bars(turnout, candidate):
                continue
            passing.append(candidate)
        return passing

    def _standing(
        self,
        entry: EntryColumn,
        turnout: Turnout,
        passing: list[int],
        picked: Taken,
    ) -> list[int]:
        """What stands for one individual at an entry: the best, or several side by side.

        Args:
            entry: The entry.
            turnout: What the individual has to send.
            passing: Its candidates that may go; at least two.
            picked: What is picked so far.
        """
        each = entry.step.pictures_each
        if each is None:
            return self._best(entry, turnout, passing)
        pool = picked.pool
        by_picture: dict[int, int] = {}
        for candidate in self._best_first(entry, turnout, passing):
            place = turnout.places[candidate]
            by_picture.setdefault(pool.pictures[place], candidate)
        distinct = list(by_picture.values())
        if isinstance(each, int):
            return distinct[: each - len(picked.sent.get(turnout.individual, ()))]
        crops: dict[str, int] = {}
        for candidate in distinct:
            place = turnout.places[candidate]
            crops.setdefault(pool.rows[place].crop, candidate)
        return [crops[crop] for crop in each if crop in crops]

    def _best_first(
        self, entry: EntryColumn, turnout: Turnout, passing: Sequence[int]
    ) -> Sequence[int]:
        """Some candidates of one individual, the best by `prefer` first.

        Args:
            entry: The entry.
            turnout: What the individual has to send.
            passing: Its candidates that may go.
        """
        if not entry.prefer:
            return passing
        layers = [self._ranks(layer, turnout, passing) for layer in entry.prefer]
        in_order = sorted(zip(*layers, passing, strict=True))  # the candidates rise as they are
        return list(map(itemgetter(-1), in_order))

    def _best(self, entry: EntryColumn, turnout: Turnout, passing: list[int]) -> list[int]:
        """The best of some candidates of one individual, by `prefer`; alone."""
        layers = entry.prefer
        prospect = turnout.prospects[entry.number]
        if passing == prospect.candidates:
            hopes = prospect.hopes
            if hopes is not None and not (hopes and turnout.may_come_true(hopes)):
                return prospect.otherwise
            passing, layers = prospect.best, prospect.layers
        for layer in layers:
            if len(passing) == 1:
                break
            items = layer & turnout.left
            if items:
                passing = self._first_by_items(items, turnout, passing)
        return passing[:1]

    def _first_by_items(self, items: int, turnout: Turnout, passing: list[int]) -> list[int]:
        """Those of some candidates that a layer of `prefer` puts first, asked item by item."""
        while items:
            item = items & -items
            met = turnout.met_by(passing, item)
            if item & turnout.left:
                first = [candidate for candidate in passing if met[candidate] & item]
                if first and item & self._sent:
                    return _first_sent(turnout, first)
                if first:
                    return first
            items ^= item
        return passing

    def _ranks(
        self, layer: int, turnout: Turnout, passing: Sequence[int]
    ) -> list[int] | list[tuple[int, int]]:
        """Where a layer of `prefer` puts candidates: by the first item of it that each meets."""
        met = turnout.met_by(passing, layer)
        left = layer & turnout.left
        nothing = layer + 1
        ranks = []
        for candidate in passing:
            its = met[candidate] & left
            ranks.append(its & -its or nothing)
        if not layer & self._sent:
            return ranks
        with_places = []
        for rank, candidate in zip(ranks, passing, strict=True):
            place = 0
            if rank & self._sent:
                place = _place_before(turnout, candidate)
            with_places.append((rank, place))
        return with_places


def _first_sent(turnout: Turnout, passing: Sequence[int]) -> list[int]:
    """Those of some candidates whose picture was the first to be sent with the scene before."""
    places = [_place_before(turnout, candidate) for candidate in passing]
    first = min(places)
    return [each for each, place in zip(passing, places, strict=True) if place == first]


def _place_before(turnout: Turnout, candidate: int) -> int:
    """The place of a picture among those that were sent with the scene before; 0 if none."""
    return turnout.around.earlier.sent(turnout.places[candidate]) or 0


by_key = itemgetter(0)
