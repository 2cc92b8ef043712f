"""F371: a ban on one of several pictures of somebody, where all of them may have been meant.

`never: {picture: MIA}` excludes the picture with that tag. Of Mia's other pictures one may go
instead, so a director who meant her has excluded nobody. Whoever writes `of` beside it, or several
of the pictures, knows that there are more.

In: rules and a pool. Out: problems, each at its condition in the rule file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from selector.engine.pool import AssetPool
from selector.engine.rules import Rules
from selector.language.conditions.of import OF
from selector.language.conditions.picture import PICTURE
from selector.language.entry_lists import entries_of
from selector.language.entry_lists.never import NEVER
from selector.language.text import ANY, fits
from selector.model.problem import Problem, shown
from selector.model.ruleset import Condition
from selector.model.vocabulary import plain


def bans_on_single_pictures(rules: Rules, pool: AssetPool) -> Iterator[Problem]:
    """F371, once for each name."""
    own = rules.rule_set.source
    named = None
    for _, entry_list, entry in entries_of(rules.rule_set):
        if entry_list is not NEVER or entry.at.source is not own:
            continue
        by_key = {condition.key: condition for condition in entry.conditions}
        condition = by_key.get(PICTURE.key)
        if condition is None or OF.key in by_key:
            continue
        named = named or _Named(pool)
        yield from _single_pictures(condition, named, pool)


class _Named:
    """The places of a pool's pictures, by their ids and tags."""

    def __init__(self, pool: AssetPool) -> None:
        self._by_name: dict[str, list[int]] = {}
        for place, row in enumerate(pool.rows):
            for mark in row.marks:
                self._by_name.setdefault(plain(mark), []).append(place)

    def places(self, name: str) -> set[int]:
        """Those that have a name, in which `*` stands for any characters."""
        pattern = plain(name)
        found = set(self._by_name.get(pattern, ()))
        if ANY not in pattern:
            return found
        for mark, places in self._by_name.items():
            if fits(pattern, mark):
                found.update(places)
        return found


def _single_pictures(condition: Condition, named: _Named, pool: AssetPool) -> Iterator[Problem]:
    """The problems with a condition: a name of some of somebody's pictures, alone there."""
    times: Counter[int] = Counter()
    found = {}
    for name in condition.values:
        found[name] = named.places(name)
        times.update(_individuals(found[name], pool))
    for name, places in found.items():
        for number in _individuals(places, pool):
            members = pool.members[number]
            of_these = places.intersection(members)
            if times[number] == 1 and len(of_these) < len(members):
                _, called = pool.marks(number)[0]
                share = f"{_how_many(len(of_these))} of {len(members)}"
                yield _single_picture(condition, name, called, share)


def _individuals(places: Iterable[int], pool: AssetPool) -> list[int]:
    """The individuals that some pictures show, each once."""
    found = {}
    for place in sorted(places):
        found[pool.individuals[place]] = True
    return list(found)


def _single_picture(condition: Condition, name: str, called: str, share: str) -> Problem:
    """The problem with one name.

    Args:
        condition: The condition that has it.
        name: The name.
        called: Whom or what the pictures show.
        share: How many of how many pictures it names.
    """
    everyone = f"`{OF.key}: {shown(called)}`"
    return Problem(
        at=condition.at,
        code="F371",
        what=(
            f"`{PICTURE.key}: {shown(name)}` names {share} pictures of `{shown(called)}`, and"
            " does not exclude the others."
        ),
        hint=(
            f"Write {everyone} to exclude them all. If only this picture is meant, write"
            f" {everyone} beside it."
        ),
    )


def _how_many(count: int) -> str:
    if count == 1:
        return "one"
    return str(count)
