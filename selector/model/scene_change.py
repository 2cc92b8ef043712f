"""What one scene sends before and after a change, and what decided on each picture.

`selector.review.impact` makes these values; `selector.reporting` shows them.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from selector.model.frozen import frozen
from selector.model.left_out import FirstChance, PassedOver
from selector.model.picks import EntryName, Facts, Pick
from selector.model.scene_number import SceneNumber
from selector.model.sent import Sent

ChangeKind: TypeAlias = Literal["unchanged", "reordered", "intended", "otherwise", "emptied"]
"""What a change of rules does to a scene; each scene has exactly one kind.

`reordered` sends the same pictures in another order; `emptied` sends nothing any more. Of the rest,
`intended` is where the change was expected, and `otherwise` where it was not.
"""
KINDS: tuple[ChangeKind, ...] = ("unchanged", "reordered", "intended", "otherwise", "emptied")


@frozen
class Ruling:
    """What one side makes of a picture: what took it, or why it is left out; one of the two.

    Both are None where a side does not have the picture at all. `chance` says where one that is
    left out lost first, if that is known.
    """

    pick: Pick | None = None
    left_out: PassedOver | None = None
    chance: FirstChance | None = None

    @property
    def entry(self) -> EntryName | None:
        """The entry that decided, where a single one did."""
        if self.pick is not None:
            return self.pick.priority
        if self.left_out is None:
            return None
        reason = self.left_out.reason
        if self.chance is not None:
            reason = self.chance.reason
        for name in ("by", "priority", "nearest"):
            entry = getattr(reason, name, None)
            if isinstance(entry, EntryName):
                return entry
        return None


@frozen
class Difference:
    """A picture that only one side sends, and what each side makes of it.

    Of a scene that sends the same in another order, the first picture that stands elsewhere.
    """

    picture: Facts
    before: Ruling
    after: Ruling

    @property
    def is_gained(self) -> bool:
        """Whether it is sent now and was not before."""
        return self.after.pick is not None and self.before.pick is None


@frozen
class Replaced:
    """A picture that both sides send, of which another file goes now.

    It has a clean reference on at least one side, and `before` and `after` say what goes for it.
    `was` is the picture as the earlier side knows it.
    """

    picture: Facts
    was: Facts
    before: Sent
    after: Sent


@frozen
class SceneChange:
    """What one scene sends before and after.

    Attributes:
        scene: Its number, if it has one.
        title: Its title; may be empty.
        kind: What became of it.
        is_intended: Whether a change of it was expected.
        shots: The names of the shot rules that it uses, before and after.
        before: What was sent, in order.
        after: What is sent now, in order.
        lost: Those of `before` that are not sent any more.
        gained: Those of `after` that were not sent before.
        replaced: Those of both of which another file goes now.
        causes: What else differs than the rules, where a stored decision was compared: `scene`,
            `pictures`, `scenes_before` or `meaning`.
        differences: What decided on each lost and each gained picture; empty where nobody wanted to
            know, since that is worked out only for a few scenes.
    """

    scene: SceneNumber | None
    title: str = ""
    kind: ChangeKind
    is_intended: bool = False
    shots: tuple[str, str]
    before: tuple[Facts, ...]
    after: tuple[Facts, ...]
    lost: tuple[Facts, ...] = ()
    gained: tuple[Facts, ...] = ()
    replaced: tuple[Replaced, ...] = ()
    causes: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()

    @property
    def is_unwanted(self) -> bool:
        """Whether the change was not intended: nothing is sent any more, or something else."""
        if self.kind == "emptied":
            return not self.is_intended
        return self.kind == "otherwise"


@frozen
class Impact:
    """What a change of rules does to a whole film.

    Each scene that both sides know is in exactly one of `unchanged` and `changes`.

    Attributes:
        before: What was compared: which rules, or which picks.
        after: The same of what it was compared with.
        unchanged: The numbers of the scenes that send the same.
        changes: The other scenes, in the order of the film; one of each kind is explained.
        added: The numbers of scenes that the last pick did not have.
        removed: The numbers of scenes that only the last pick has.
        says_intended: Whether somebody said which scenes are meant to change.
    """

    before: str
    after: str
    unchanged: tuple[SceneNumber | None, ...]
    changes: tuple[SceneChange, ...]
    added: tuple[SceneNumber | None, ...] = ()
    removed: tuple[SceneNumber | None, ...] = ()
    says_intended: bool = False

    @property
    def scenes(self) -> int:
        """How many scenes were compared."""
        return len(self.unchanged) + len(self.changes)

    @property
    def unwanted(self) -> tuple[SceneChange, ...]:
        """The changes that were not intended."""
        return tuple([change for change in self.changes if change.is_unwanted])

    def of_kind(self, kind: ChangeKind) -> tuple[SceneChange, ...]:
        """The changes of one kind; none of `unchanged`, of which only the numbers are there."""
        return tuple([change for change in self.changes if change.kind == kind])

    def example(self, kind: ChangeKind) -> SceneChange | None:
        """The change of that kind that is explained, if there is any."""
        for change in self.of_kind(kind):
            if change.differences or change.replaced:
                return change
        return None
