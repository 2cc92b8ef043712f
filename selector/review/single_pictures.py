"""F371: a ban on one of several pictures of somebody, where all of them may have been meant.

`never: {picture: MIA}` excludes the picture with that tag. Of Mia's other pictures one may go
instead, so a director who meant her has excluded nobody. Whoever writes `of` beside it, or several
of the pictures, knows that there are more. So does whoever names pictures of several people by
their ids or by a pattern: `pictures/crew-*.jpg`. A tag among them may be meant for somebody; `of`
beside it would lift the ban on the others, so it belongs in a ban of its own.

In: rules and a pool. Out: problems, each at its condition in the rule file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from selector.engine.pool import AssetPool
from selector.engine.rules import Rules
from selector.language.conditions.of import OF
from selector.language.conditions.picture import PICTURE
from selector.language.entry_lists import entries_of
from selector.language.entry_lists.never import NEVER
from selector.model.problem import Problem, shown
from selector.model.ruleset import Condition
from selector.model.vocabulary import plain
from selector.review.name_index import NameIndex


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
    """Whose pictures have which ids and tags."""

    def __init__(self, pool: AssetPool) -> None:
        self._individuals = pool.individuals
        self._by_mark: dict[str, list[int]] = {}
        self._tags = set(map(plain, pool.by_tag))
        for place, row in enumerate(pool.rows):
            for mark in row.marks:
                self._by_mark.setdefault(plain(mark), []).append(place)
        self._marks = NameIndex(self._by_mark)
        self._known: dict[str, Counter[int]] = {}

    def of(self, name: str) -> Counter[int]:
        """Of each individual how many pictures have a name, in which `*` stands for anything.

        Of none if names were compared too often to say.
        """
        if name not in self._known:
            found = set()
            for mark in self._marks.meant_by(plain(name)):
                found.update(self._by_mark[mark])
            if self._marks.is_exhausted:
                found.clear()
            self._known[name] = Counter(self._individuals[place] for place in sorted(found))
        return self._known[name]

    def is_tag(self, name: str) -> bool:
        """Whether a name is a tag of theirs."""
        return plain(name) in self._tags


def _single_pictures(condition: Condition, named: _Named, pool: AssetPool) -> Iterator[Problem]:
    """The problems with a condition: a name of some of somebody's pictures, alone there."""
    times: Counter[int] = Counter()
    for name in condition.values:
        times.update(named.of(name).keys())
    is_shared = len(times) > 1
    for name in condition.values:
        counts = named.of(name)
        is_of_one = named.is_tag(name) and len(counts) == 1
        if is_shared and not is_of_one:
            continue
        for number, count in counts.items():
            of_all = len(pool.members[number])
            if times[number] == 1 and count < of_all:
                called = pool.called(number)
                yield Problem(
                    at=condition.at,
                    code="F371",
                    what=_what(name, called, (count, of_all)),
                    hint=_hint(name, called, count, is_shared=is_shared),
                )


def _what(name: str, called: str, shares: tuple[int, int]) -> str:
    """That a name is one of some pictures of somebody: how many, and of how many."""
    named, of_all = shares
    share = f"{_how_many(named)} of {of_all}"
    return (
        f"`{PICTURE.key}: {shown(name)}` names {share} pictures of `{shown(called)}`, and does not"
        " exclude the others."
    )


def _hint(name: str, called: str, count: int, *, is_shared: bool) -> str:
    """What to write instead.

    Args:
        name: The name.
        called: Whom or what its pictures show.
        count: How many pictures it names.
        is_shared: Whether the ban names pictures of others, too.
    """
    everyone = f"`{OF.key}: {shown(called)}`"
    only = "only this picture is meant"
    if count > 1:
        only = "only these are meant"
    if is_shared:
        return (
            f"Take it out of this list, and write a ban of its own: with {everyone} to exclude them"
            f" all, or with {everyone} and `{PICTURE.key}: {shown(name)}` if {only}."
        )
    return f"Write {everyone} to exclude them all. If {only}, write {everyone} beside it."


def _how_many(count: int) -> str:
    if count == 1:
        return "one"
    return str(count)
