"""The shape of everything that is printed as JSON; the schemas `NAME-v1.schema.json` are made from these.

Every document names itself in `document` and its version in `version`. Within a version keys are added, none go away.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Annotated, Literal, assert_never

from pydantic import BaseModel, ConfigDict, Field

from selector.engine.selection import Selection
from selector.model import selection as values
from selector.model.problem import Location, Problem, Related
from selector.reporting.explaining import entries_of
from selector.reporting.verdict import Checked, count
from selector.reporting.words import count_by_reason, note_sentence, picture_of, what_would_help, why_not, why_picked


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_serialization_defaults_required=True)


class Place(_Shape):
    """A span of a file. Lines and columns count from 1, columns in code points, the end is exclusive."""

    file: str
    line: int | None
    column: int | None
    end_line: int | None
    end_column: int | None


class RelatedPlace(_Shape):
    """A second place that a problem speaks of."""

    what: str
    at: Place


class ProblemEntry(_Shape):
    """One thing wrong, where, and what to do about it."""

    code: str = Field(description="Stable; `selector help CODE` explains it.")
    severity: Literal["error", "warning"]
    what: str
    hint: str
    field: str = Field(description="The path of the value inside its document, where that is known.")
    at: Place
    related: tuple[RelatedPlace, ...]


class CheckedEntry(_Shape):
    """One rule file or film that was looked at."""

    name: str
    kind: Literal["rules", "film"]
    errors: int
    warnings: int


class ProblemsDocument(_Shape):
    """What `selector check` found; also what any command prints whose input cannot be used."""

    document: Literal["problems"] = "problems"
    version: Literal[1] = 1
    checked: tuple[CheckedEntry, ...]
    errors: int
    warnings: int
    problems: tuple[ProblemEntry, ...]


class RulesEntry(_Shape):
    """Which rule set decided."""

    name: str
    version: str
    digest: str = Field(description="Changes with anything that can change a pick, never with layout or reasons.")
    file: str


class PictureEntry(_Shape):
    """A picture's values, as they were judged on."""

    tag: str
    id: str | None
    type: str
    crop: Literal["face", "full"]
    quality: float | None
    individual: str | None
    place: int = Field(description="Its place in the pool, from 0.")
    picture: str | None = Field(description="Where the picture lies, as the asset says.")


class PriorityEntry(_Shape):
    """A priority of the shot rule that served the scene."""

    shot: str
    name: str
    number: int = Field(description="Its place in the shot rule, from 1.")
    because: str | None
    at: Place


class PickEntry(_Shape):
    """One reference that goes with the scene."""

    slot: int = Field(description="From 1: the order in which references go to the video model.")
    picture: PictureEntry
    placement: int = Field(description="The placement it stands under, from 0.")
    role: str
    position: str | None
    priority: PriorityEntry
    why: str


class FailedEntry(_Shape):
    """A condition that was not met."""

    key: str
    wanted: tuple[str, ...]
    found: str


class NotInPool(_Shape):
    """No asset of the pool has the tag."""

    kind: Literal["not_in_pool"] = "not_in_pool"
    near: str | None


class MeetsNoPriority(_Shape):
    """No priority asks for it; `nearest` is the one with the fewest conditions failed."""

    kind: Literal["meets_no_priority"] = "meets_no_priority"
    nearest: PriorityEntry
    failed: tuple[FailedEntry, ...]


class AlreadyShown(_Shape):
    """The individual is shown by `by` and may send no more pictures of this crop."""

    kind: Literal["already_shown"] = "already_shown"
    by: PictureEntry
    pictures_each: int | tuple[str, ...]


class CropNotSent(_Shape):
    """`pictures_each` lists crops, and this one is not among them."""

    kind: Literal["crop_not_sent"] = "crop_not_sent"
    priority: PriorityEntry
    pictures_each: tuple[str, ...]


class AnotherWentAhead(_Shape):
    """Another picture of the same individual, `by`, went ahead of it."""

    kind: Literal["another_went_ahead"] = "another_went_ahead"
    priority: PriorityEntry
    by: PictureEntry
    decided_by: Literal["prefer", "quality", "pool order"]


class CapReached(_Shape):
    """The priority took its `at_most` individuals before this one."""

    kind: Literal["cap_reached"] = "cap_reached"
    priority: PriorityEntry
    at_most: int
    taken: tuple[PictureEntry, ...]


class SlotsFull(_Shape):
    """All slots were taken; `reached` says whether the priority was gone through at all."""

    kind: Literal["slots_full"] = "slots_full"
    priority: PriorityEntry
    references: int
    reached: bool


class NotPlaced(_Shape):
    """No placement of the scene offers it."""

    kind: Literal["not_placed"] = "not_placed"


ReasonEntry = Annotated[
    NotInPool | MeetsNoPriority | AlreadyShown | CropNotSent | AnotherWentAhead | CapReached | SlotsFull | NotPlaced,
    Field(discriminator="kind"),
]


class PassedOverEntry(_Shape):
    """One picture, or one tag without any, that does not go: the reason, in words, and what would help."""

    tag: str
    picture: PictureEntry | None
    placement: int | None
    reason: ReasonEntry
    why_not: str
    what_would_help: str


class NoteEntry(_Shape):
    """Something that was read in a way its writer may not expect."""

    kind: str
    values: dict[str, str]
    says: str


class SelectionDocument(_Shape):
    """The answer for one scene: what goes, in order, and everything that does not, each with its one reason."""

    document: Literal["selection"] = "selection"
    version: Literal[1] = 1
    scene_index: int | None
    title: str
    shot_type: str
    shot: str = Field(description="The shot rule that served the scene.")
    rules: RulesEntry
    references: int = Field(description="How many references may go at most.")
    tags: tuple[str, ...] = Field(description="The tag of each pick, in order.")
    picks: tuple[PickEntry, ...]
    passed_over: tuple[PassedOverEntry, ...]
    notes: tuple[NoteEntry, ...]
    counts: dict[str, int] = Field(description="How many were passed over for each kind of reason.")


class DecidedEntry(_Shape):
    """A decision on record: its number within the scene, when it was made, and who asked."""

    number: int
    made_at: datetime
    asked_by: str | None


class WhyDocument(_Shape):
    """What `selector why` answers: the selection, narrowed to `tag` where one was asked about."""

    document: Literal["why"] = "why"
    version: Literal[1] = 1
    film: str
    tag: str | None
    decision: DecidedEntry | None = Field(description="The past decision that is told; null for a choice made now.")
    selection: SelectionDocument


class SceneEntry(_Shape):
    """What one scene of a film comes to."""

    scene_index: int | None
    title: str
    shot_type: str
    shot: str
    tags: tuple[str, ...]
    pictures: tuple[str | None, ...] = Field(description="Where the picture of each pick lies, in order.")
    missing: tuple[str, ...] = Field(description="Tags that the scene places and no asset has.")
    left_out: dict[str, int] = Field(description="How many pictures that the scene offers stay out, by kind of reason.")
    notes: tuple[NoteEntry, ...]


class FilmEntry(_Shape):
    """Which film."""

    folder: str
    title: str


class PicksDocument(_Shape):
    """What `selector pick` chose for a film. `saved` is false after `--dry-run` and where `problems` prevented it."""

    document: Literal["picks"] = "picks"
    version: Literal[1] = 1
    film: FilmEntry
    rules: RulesEntry
    scenes: tuple[SceneEntry, ...]
    scenes_with_missing_tags: int
    database: str | None
    saved: bool
    problems: tuple[ProblemEntry, ...]


class NewDocument(_Shape):
    """What `selector new` wrote."""

    document: Literal["new"] = "new"
    version: Literal[1] = 1
    kind: Literal["rules", "film"]
    path: str
    written: tuple[str, ...]


class SchemaEntry(_Shape):
    """One schema: its file name and what it describes."""

    name: str
    description: str


class SchemasDocument(_Shape):
    """The schemas there are; `written` names the files that `--write` made or brought up to date."""

    document: Literal["schemas"] = "schemas"
    version: Literal[1] = 1
    schemas: tuple[SchemaEntry, ...]
    written: tuple[str, ...]


class HelpEntry(_Shape):
    """One command or one problem code, in a line."""

    name: str
    says: str


class HelpDocument(_Shape):
    """The commands and codes there are and, where one was asked about, its page: of a code as Markdown."""

    document: Literal["help"] = "help"
    version: Literal[1] = 1
    code: str | None
    page: str | None
    commands: tuple[HelpEntry, ...]
    codes: tuple[HelpEntry, ...]


DOCUMENTS: dict[str, type[BaseModel]] = {
    "selection-v1": SelectionDocument,
    "why-v1": WhyDocument,
    "picks-v1": PicksDocument,
    "problems-v1": ProblemsDocument,
    "new-v1": NewDocument,
    "schemas-v1": SchemasDocument,
    "help-v1": HelpDocument,
}
"""Every document, by the name of its schema."""


def problems_document(problems: Sequence[Problem], checked: Iterable[Checked] = ()) -> ProblemsDocument:
    """Problems, and the files and films that were looked at for them."""
    errors, warnings = count(problems)
    entries = tuple(map(problem_entry, problems))
    return ProblemsDocument(checked=tuple(map(_checked, checked)), errors=errors, warnings=warnings, problems=entries)


def problem_entry(problem: Problem) -> ProblemEntry:
    """One problem."""
    return ProblemEntry(
        code=problem.code,
        severity=problem.severity,
        what=problem.what,
        hint=problem.hint,
        field=problem.field,
        at=_place(problem.at),
        related=tuple(map(_related, problem.related)),
    )


def selection_document(selection: Selection, title: str, tag: str | None = None) -> SelectionDocument:
    """One scene's answer; with a tag (or a picture's id), only its picks and what was passed over of it are listed."""
    explanation = selection.explain()
    picks, passed_over = explanation.picks, explanation.passed_over
    if tag is not None:
        picks, passed_over = entries_of(selection, tag)
    return SelectionDocument(
        scene_index=explanation.scene_index,
        title=title,
        shot_type=explanation.shot_type,
        shot=explanation.shot,
        rules=rules_entry(selection),
        references=explanation.references,
        tags=selection.tags,
        picks=tuple(_pick(selection, pick) for pick in picks),
        passed_over=tuple(_passed_over(each, selection.shot) for each in passed_over),
        notes=_notes(explanation.notes),
        counts=count_by_reason(explanation.passed_over),
    )


def scene_entry(selection: Selection, title: str) -> SceneEntry:
    """One scene of a film, in short."""
    counts = count_by_reason(selection.passed_over)
    return SceneEntry(
        scene_index=selection.scene.index,
        title=title,
        shot_type=selection.scene.shot_type,
        shot=selection.shot,
        tags=selection.tags,
        pictures=tuple(map(picture_of, selection.assets)),
        missing=tuple(each.tag for each in selection.passed_over if each.reason.kind == "not_in_pool"),
        left_out={kind: counts[kind] for kind in counts if kind not in {"not_in_pool", "not_placed"}},
        notes=_notes(selection.notes),
    )


def rules_entry(selection: Selection) -> RulesEntry:
    """The rule set behind a selection."""
    rules = selection.rules
    return RulesEntry(name=rules.name, version=rules.version, digest=rules.digest, file=rules.rule_set.source.name)


def _checked(checked: Checked) -> CheckedEntry:
    errors, warnings = count(checked.problems)
    return CheckedEntry(name=checked.name, kind=checked.kind, errors=errors, warnings=warnings)


def _place(at: Location) -> Place:
    if not at.line:
        return Place(file=at.file, line=None, column=None, end_line=None, end_column=None)
    return Place(file=at.file, line=at.line, column=at.column, end_line=at.end_line, end_column=at.end_column)


def _related(related: Related) -> RelatedPlace:
    return RelatedPlace(what=related.what, at=_place(related.at))


def _notes(notes: tuple[values.Note, ...]) -> tuple[NoteEntry, ...]:
    return tuple(NoteEntry(kind=note.kind, values=dict(note.values), says=note_sentence(note)) for note in notes)


def _pick(selection: Selection, pick: values.Pick) -> PickEntry:
    return PickEntry(
        slot=pick.slot,
        picture=_picture(pick.facts, picture_of(pick.asset)),
        placement=pick.placement,
        role=pick.role,
        position=pick.position,
        priority=_priority(pick.priority),
        why=why_picked(pick, selection.scene.placements[pick.placement].tag),
    )


def _passed_over(passed: values.PassedOver, shot: str) -> PassedOverEntry:
    return PassedOverEntry(
        tag=passed.tag,
        picture=_picture(passed.facts, picture_of(passed.asset)) if passed.facts else None,
        placement=passed.placement,
        reason=_reason(passed.reason),
        why_not=why_not(passed, shot),
        what_would_help=what_would_help(passed, shot),
    )


def _picture(facts: values.Facts, picture: str | None = None) -> PictureEntry:
    return PictureEntry(
        tag=facts.tag,
        id=facts.id,
        type=facts.type,
        crop=facts.crop,
        quality=facts.quality,
        individual=facts.individual,
        place=facts.place,
        picture=picture,
    )


def _priority(name: values.PriorityName) -> PriorityEntry:
    return PriorityEntry(shot=name.shot, name=name.name, number=name.number, because=name.because, at=_place(name.at))


def _failed(failed: values.FailedCondition) -> FailedEntry:
    return FailedEntry(key=failed.key, wanted=failed.wanted, found=failed.found)


def _reason(reason: values.Reason) -> ReasonEntry:  # noqa: PLR0911  # a return for each kind of reason
    match reason:
        case values.NotInPool():
            return NotInPool(near=reason.near)
        case values.MeetsNoPriority():
            return MeetsNoPriority(nearest=_priority(reason.nearest), failed=tuple(map(_failed, reason.failed)))
        case values.AlreadyShown():
            return AlreadyShown(by=_picture(reason.by), pictures_each=reason.pictures_each)
        case values.CropNotSent():
            return CropNotSent(priority=_priority(reason.priority), pictures_each=reason.pictures_each)
        case values.AnotherWentAhead():
            by = _picture(reason.by)
            return AnotherWentAhead(priority=_priority(reason.priority), by=by, decided_by=reason.decided_by)
        case values.CapReached():
            taken = tuple(map(_picture, reason.taken))
            return CapReached(priority=_priority(reason.priority), at_most=reason.at_most, taken=taken)
        case values.SlotsFull():
            slots = reason.references
            return SlotsFull(priority=_priority(reason.priority), references=slots, reached=reason.reached)
        case values.NotPlaced():
            return NotPlaced()
        case _:
            assert_never(reason)
