"""What a change of rules does to a film, as JSON: what `selector impact` prints.

In: an `Impact`. Out: a document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from selector.model.scene_change import ChangeKind
from selector.reporting.documents.problems_document import ProblemEntry, problem_entries
from selector.reporting.documents.reason_entries import ReasonEntry
from selector.reporting.documents.shape import LATER, SceneNumber, Shape
from selector.reporting.documents.shared_entries import (
    PictureEntry,
    PriorityEntry,
    RulesEntry,
    SentEntry,
    picture_entry,
)
from selector.reporting.impact_words import ruling_in_words, what_changed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selector.model.picks import Facts
    from selector.model.problem import Problem
    from selector.model.scene_change import Difference, Impact, Replaced, Ruling, SceneChange
    from selector.reporting.rules_used import RulesUsed


class RulingEntry(Shape):
    """What one side makes of a picture."""

    is_sent: bool = Field(description="Whether it is sent there.")
    entry: PriorityEntry | None = Field(
        description="The entry that decided; null where no single one did."
    )
    reason: ReasonEntry | None = Field(
        description="Why it is left out; null where it is sent, or where that side lacks it."
    )
    says: str


class DifferenceEntry(Shape):
    """A picture that only one side sends, or in another position, and what decided there."""

    picture: PictureEntry
    before: RulingEntry = Field(description="What the earlier side makes of it.")
    after: RulingEntry = Field(description="What the later side makes of it.")


class ReplacedEntry(Shape):
    """A picture that both sides send, of which another file is sent now."""

    picture: PictureEntry
    before: SentEntry = Field(description="What was sent for it.")
    after: SentEntry = Field(description="What is sent for it now.")


class SceneChangeEntry(Shape):
    """A scene that does not send the same."""

    scene_index: SceneNumber | None
    title: str
    kind: ChangeKind = Field(description="What became of the scene.")
    intended: bool = Field(description="Whether `--expect` means this scene.")
    shot_before: str = Field(description="The shot rule that it used.")
    shot_after: str = Field(description="The shot rule that it uses now.")
    before: tuple[PictureEntry, ...] = Field(description="What was sent, in order.")
    after: tuple[PictureEntry, ...] = Field(description="What is sent now, in order.")
    lost: tuple[PictureEntry, ...] = Field(description="What is no longer sent.")
    gained: tuple[PictureEntry, ...] = Field(description="What was not sent before.")
    replaced: tuple[ReplacedEntry, ...] = Field(
        description=(
            "Pictures that both sides send, of which another file is sent now: a clean reference"
            " instead of the original, the other way round, or another clean reference."
        )
    )
    causes: tuple[str, ...] = Field(
        description=(
            "What else differs from the stored decision than the rules: `scene`, `pictures`,"
            " `scenes_before` or `meaning`."
        )
    )
    differences: tuple[DifferenceEntry, ...] = Field(
        description="What decided; empty but for one example of each kind."
    )
    says: str


class SideEntry(Shape):
    """What was compared."""

    says: str
    rules: RulesEntry | None = Field(
        description="The rules; null for the last pick, in which each scene may have its own."
    )


class ImpactDocument(Shape):
    """What a change of rules does to a film.

    Each scene that both sides know is in `unchanged` or in `changes`.
    """

    document: Literal["impact"] = "impact"
    version: Literal[1] = 1
    film: str
    before: SideEntry = Field(description="The earlier rules, or the last pick.")
    after: SideEntry = Field(description="The later rules.")
    scenes: int = Field(description="How many scenes were compared.")
    counts: dict[ChangeKind, int] = Field(description="How many scenes there are of each kind.")
    unwanted: int = Field(
        description=(
            "How many changes were not intended: `otherwise`, and `emptied` unless it was expected."
        )
    )
    unchanged: tuple[SceneNumber | None, ...] = Field(
        description="The scenes that send the same pictures in the same order, and the same files."
    )
    changes: tuple[SceneChangeEntry, ...] = Field(
        description="The other scenes, in the order of the film."
    )
    added: tuple[SceneNumber | None, ...] = Field(
        description="Scenes that the last pick did not have, so that nothing is compared."
    )
    removed: tuple[SceneNumber | None, ...] = Field(
        description="Scenes of the last pick that are no longer in the film."
    )
    problems: Annotated[tuple[ProblemEntry, ...], LATER] = Field(
        default=(),
        description="The scenes and pictures that `--skip-problems` skipped.",
    )


def impact_document(
    impact: Impact,
    film: str,
    before: RulesUsed | None,
    after: RulesUsed,
    skipped: Iterable[Problem] = (),
) -> ImpactDocument:
    """The document.

    Args:
        impact: What was found.
        film: The film's folder, or the address of its database without its password.
        before: The earlier rules; None for the last pick.
        after: The later rules.
        skipped: What could not be used.

    Returns:
        A document, ready to be printed.
    """
    counts: dict[ChangeKind, int] = {"unchanged": len(impact.unchanged)}
    for kind in ("reordered", "intended", "otherwise", "emptied"):
        counts[kind] = len(impact.of_kind(kind))
    rules_before = None
    if before is not None:
        rules_before = RulesEntry.model_validate(before)
    return ImpactDocument(
        film=film,
        before=SideEntry(says=impact.before, rules=rules_before),
        after=SideEntry(says=impact.after, rules=RulesEntry.model_validate(after)),
        scenes=impact.scenes,
        counts=counts,
        unwanted=len(impact.unwanted),
        unchanged=impact.unchanged,
        changes=tuple(map(_change, impact.changes)),
        added=impact.added,
        removed=impact.removed,
        problems=problem_entries(skipped),
    )


def _change(change: SceneChange) -> SceneChangeEntry:
    was, now = change.shots
    differences = [_difference(each, was, now) for each in change.differences]
    return SceneChangeEntry(
        scene_index=change.scene,
        title=change.title,
        kind=change.kind,
        intended=change.is_intended,
        shot_before=was,
        shot_after=now,
        before=_pictures(change.before),
        after=_pictures(change.after),
        lost=_pictures(change.lost),
        gained=_pictures(change.gained),
        replaced=tuple(map(_replaced, change.replaced)),
        causes=change.causes,
        differences=tuple(differences),
        says=what_changed(change),
    )


def _replaced(each: Replaced) -> ReplacedEntry:
    return ReplacedEntry(
        picture=picture_entry(each.picture, each.picture.address),
        before=SentEntry.model_validate(each.before),
        after=SentEntry.model_validate(each.after),
    )


def _difference(difference: Difference, was: str, now: str) -> DifferenceEntry:
    return DifferenceEntry(
        picture=picture_entry(difference.picture, difference.picture.address),
        before=_ruling(difference.before, was),
        after=_ruling(difference.after, now),
    )


def _ruling(ruling: Ruling, shot: str) -> RulingEntry:
    entry = None
    if ruling.entry is not None:
        entry = PriorityEntry.model_validate(ruling.entry)
    reason = None
    if ruling.left_out is not None:
        reason = ruling.left_out.reason
    return RulingEntry(
        is_sent=ruling.pick is not None,
        entry=entry,
        reason=reason,
        says=ruling_in_words(ruling, shot),
    )


def _pictures(pictures: Iterable[Facts]) -> tuple[PictureEntry, ...]:
    return tuple([picture_entry(facts, facts.address) for facts in pictures])
