"""What a change of rules does to a scene: two answers in; the change out, and what decided on it.

An answer is a selection, made now, or a decision as it was stored. Two selections from one pool are
compared by the places of their pictures, which costs next to nothing; explanations are made only
when `explained` is called.

>>> from selector import AssetPool, load_rules
>>> from selector.engine.manifest import read_manifest
>>> pool = AssetPool([{"manifest_tag": "WREN", "asset_type": "character"}])
>>> scene = read_manifest({"scene_index": 7, "composition": {"shot_type": "close_up"},
...     "placements": [{"asset_tag": "WREN", "role": "subject"}]})
>>> now, banned = load_rules(), load_rules(text='''
... language: 1
... name: tea
... version: "1"
... description: Nobody is sent.
... extends: default
... never: [{name: nobody, type: character, because: a test}]
... ''')
>>> before, after = now.select(scene, pool), banned.select(scene, pool)
>>> change = scene_change(before, after)
>>> change.kind, [picture.tag for picture in change.lost]
('emptied', ['WREN'])
>>> [difference] = explained(change, before, after).differences
>>> difference.before.entry.path, difference.after.entry.path
('shots.close_up/priorities/subject-full', 'top/never/nobody')
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import filterfalse
from typing import TYPE_CHECKING, Protocol

from selector.among_threads import cached_property
from selector.engine.selection import Selection
from selector.engine.what_is_sent import other_files, what_is_sent
from selector.model.film_so_far import FilmSoFar
from selector.model.scene_change import Difference, Impact, Replaced, Ruling, SceneChange

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from selector.engine.how_it_went import HowItWent
    from selector.model.left_out import FirstChance, PassedOver
    from selector.model.picks import Facts, Pick
    from selector.model.scene_change import ChangeKind
    from selector.model.scene_number import SceneNumber
    from selector.model.sent import Sent


class AsStored(Protocol):
    """What a decision on record sent with a scene."""

    @property
    def pictures(self) -> tuple[Facts, ...]:
        """What was sent, in order."""

    @property
    def shot(self) -> str:
        """The name of the shot rule that the scene used."""

    @property
    def sent(self) -> Sequence[Sent | None]:
        """What went for each of the pictures; None where that is not known."""

    def explained(self) -> tuple[tuple[Pick, ...], tuple[PassedOver, ...]]:
        """The picks, and what was left out, as they were stored."""


Answer = Selection | AsStored
"""What is compared."""


def scene_change(
    before: Answer,
    after: Selection,
    title: str = "",
    *,
    is_intended: bool = False,
) -> SceneChange:
    """Compare what a scene sends.

    Args:
        before: What was sent, or would have been by other rules.
        after: What is sent now.
        title: The title of the scene.
        is_intended: Whether a change of this scene was expected.

    Returns:
        The change, without what decided on it.
    """
    if sends_the_same(before, after):
        pictures = pictures_of(after)
        return SceneChange(
            scene=after.scene.index,
            title=title,
            kind="unchanged",
            is_intended=is_intended,
            shots=(before.shot, after.shot),
            before=pictures,
            after=pictures,
        )
    was = pictures_of(before)
    now = pictures_of(after)
    same_pool = _share_a_pool(before, after)
    lost = _without(was, now, same_pool=same_pool)
    gained = _without(now, was, same_pool=same_pool)
    replaced = tuple(_replaced(before, after))
    others = (*lost, *gained, *replaced)
    return SceneChange(
        scene=after.scene.index,
        title=title,
        kind=_kind(now, is_intended=is_intended, is_reordered=not others),
        is_intended=is_intended,
        shots=(before.shot, after.shot),
        before=was,
        after=now,
        lost=lost,
        gained=gained,
        replaced=replaced,
    )


def sends_the_same(before: Answer, after: Selection) -> bool:
    """Whether both send the same pictures in the same order, and of each the same file."""
    if isinstance(before, Selection) and before.pool is after.pool:
        if before.places != after.places:
            return False
    else:
        was = pictures_of(before)
        now = pictures_of(after)
        if len(was) != len(now) or not all(map(_is_same_picture, was, now)):
            return False
    return not any(_replaced(before, after))


def _replaced(before: Answer, after: Selection) -> Iterator[Replaced]:
    """The pictures that both send, of which another file goes now, as far as that is known."""
    same_pool = _share_a_pool(before, after)
    if same_pool and isinstance(before, Selection):
        plans = before.rules.plan, after.rules.plan
        if plans[0].send_cleaned == plans[1].send_cleaned:
            return
    then = zip(pictures_of(before), _sent_by(before), strict=True)
    now = zip(pictures_of(after), _sent_by(after), strict=True)
    is_same = partial(_is_same, same_pool=same_pool)
    for picture, was, sent_then, sent_now in other_files(then, now, is_same):
        yield Replaced(
            picture=picture,
            was=was,
            before=sent_then,
            after=sent_now,
        )


def _sent_by(answer: Answer) -> Sequence[Sent | None]:
    """What goes for each picture of an answer; None where that is not known."""
    if not isinstance(answer, Selection):
        return answer.sent
    return [what_is_sent(answer, place) for place in answer.places]


def pictures_of(answer: Answer) -> tuple[Facts, ...]:
    """What an answer sends, in order."""
    if not isinstance(answer, Selection):
        return answer.pictures
    facts = answer.pool.facts
    return tuple([facts[place] for place in answer.places])


def explained(change: SceneChange, before: Answer, after: Selection) -> SceneChange:
    """The same change, with what each side makes of every lost and gained picture.

    Args:
        change: What `scene_change` made of the two.
        before: What was sent before.
        after: What is sent now.

    Returns:
        The change, with its differences.
    """
    was = _Explained(before)
    now = _Explained(after)
    same_pool = _share_a_pool(before, after)
    pictures = (*change.lost, *change.gained)
    if change.kind == "reordered":
        pictures = _first_elsewhere(change, same_pool=same_pool)
    differences = [
        Difference(
            picture=picture,
            before=was.ruling(picture, same_pool=same_pool),
            after=now.ruling(picture, same_pool=same_pool),
        )
        for picture in pictures
    ]
    return replace(change, differences=tuple(differences))


def _first_elsewhere(change: SceneChange, *, same_pool: bool) -> tuple[Facts, ...]:
    """The first picture of a scene that had another place before."""
    for was, now in zip(change.before, change.after, strict=True):
        if not _is_same(was, now, same_pool=same_pool):
            return (now,)
    return ()


class FilmCompared:
    """Compares the scenes of a film, one after another, and sorts them by what became of them.

    Args:
        is_intended: Says whether a change of the scene of a selection was expected, given the film
            so far; None where no change was.

    Attributes:
        means_a_scene: False where changes were expected, and in none of the scenes so far.
    """

    def __init__(self, is_intended: Callable[[Selection, FilmSoFar], bool] | None = None) -> None:
        self._is_intended = is_intended
        self._last: Selection | None = None
        self._unchanged: list[SceneNumber | None] = []
        self._changes: list[SceneChange] = []
        self._added: list[SceneNumber | None] = []
        self._explained: set[ChangeKind] = set()
        self.means_a_scene = is_intended is None

    def add(self, before: Answer | None, after: Selection, title: str = "") -> SceneChange | None:
        """Compare one more scene.

        Args:
            before: What was sent with it; None where that is not known, since it is a new scene.
            after: What is sent now.
            title: Its title.

        Returns:
            The change; None if there is nothing to compare, or if it sends the same.
        """
        last, self._last = self._last, after
        if not self.means_a_scene:
            self.means_a_scene = self._expects(after, last)
        number = after.scene.index
        if before is None:
            self._added.append(number)
            return None
        if sends_the_same(before, after):
            self._unchanged.append(number)
            return None
        change = scene_change(
            before,
            after,
            title,
            is_intended=self._expects(after, last),
        )
        if change.kind not in self._explained:
            change = explained(change, before, after)
            self._explained.add(change.kind)
        self._changes.append(change)
        return change

    def _expects(self, after: Selection, last: Selection | None) -> bool:
        if self._is_intended is None:
            return False
        film = FilmSoFar()
        if last is not None:
            film = last.film_so_far
        return self._is_intended(after, film)

    def impact(
        self,
        before: str,
        after: str,
        removed: Iterable[SceneNumber | None] = (),
        causes: Mapping[SceneNumber | None, tuple[str, ...]] | None = None,
    ) -> Impact:
        """What was found, after the last scene.

        Args:
            before: What was compared, in words.
            after: What it was compared with.
            removed: The numbers of scenes that are not in the film any more.
            causes: By the number of a scene, what else differs than the rules.

        Returns:
            The whole film.
        """
        changes = self._changes
        if causes:
            changes = [_with_causes(change, causes) for change in changes]
        return Impact(
            before=before,
            after=after,
            unchanged=tuple(self._unchanged),
            changes=tuple(changes),
            added=tuple(self._added),
            removed=tuple(removed),
            says_intended=self._is_intended is not None,
        )


def _with_causes(
    change: SceneChange, causes: Mapping[SceneNumber | None, tuple[str, ...]]
) -> SceneChange:
    found = causes.get(change.scene, ())
    return replace(change, causes=found)


class _Explained:
    """One side, with all its reasons."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self._picks, self._left_out = answer.explained()

    def ruling(self, picture: Facts, *, same_pool: bool) -> Ruling:
        for pick in self._picks:
            if _is_same(pick.facts, picture, same_pool=same_pool):
                return Ruling(pick=pick)
        for each in self._left_out:
            if each.facts is not None and _is_same(each.facts, picture, same_pool=same_pool):
                return Ruling(left_out=each, chance=self._chance(each))
        return Ruling()

    def _chance(self, passed: PassedOver) -> FirstChance | None:
        if self._went is None:
            return None
        return self._went.first_chance(passed)

    @cached_property
    def _went(self) -> HowItWent | None:
        """How the choice went, which a record does not say."""
        if not isinstance(self._answer, Selection):
            return None
        from selector.engine.how_it_went import HowItWent  # noqa: PLC0415  # few are explained

        return HowItWent(self._answer)


def _kind(now: Sequence[Facts], *, is_intended: bool, is_reordered: bool) -> ChangeKind:
    """What became of a scene that does not send the same.

    Args:
        now: What it sends now.
        is_intended: Whether the change was expected.
        is_reordered: Whether both sides send the same in another order.
    """
    if not now:
        return "emptied"
    if is_reordered:
        return "reordered"
    return "intended" if is_intended else "otherwise"


def _share_a_pool(before: Answer, after: Selection) -> bool:
    return isinstance(before, Selection) and before.pool is after.pool


def _without(
    pictures: Sequence[Facts], others: Sequence[Facts], *, same_pool: bool
) -> tuple[Facts, ...]:
    """Those of some pictures that are not among others."""

    def is_there(picture: Facts) -> bool:
        for other in others:  # noqa: SIM110  # one idea a line
            if _is_same(picture, other, same_pool=same_pool):
                return True
        return False

    return tuple(filterfalse(is_there, pictures))


def _is_same(one: Facts, other: Facts, *, same_pool: bool) -> bool:
    if same_pool:
        return one.place == other.place
    return _is_same_picture(one, other)


def _is_same_picture(before: Facts, now: Facts) -> bool:
    """Whether two are one picture. Ids in a folder differ from those in its database."""
    if before.tag != now.tag:
        return False
    if before.crop != now.crop:
        return False
    if before.id is not None and before.id == now.id:
        return True
    return before.address == now.address
