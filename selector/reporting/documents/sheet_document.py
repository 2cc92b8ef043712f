"""What was written of a contact sheet, as JSON: what `selector sheet` prints.

In: a `Sheet`, its small pictures and the files that were written. Out: a document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from selector.reading.thumbnails.thumbnail import NoThumbnail
from selector.reporting.documents.problems_document import ProblemEntry, problem_entries
from selector.reporting.documents.shape import LATER, SceneNumber, Shape
from selector.reporting.documents.shared_entries import RulesEntry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from selector.model.problem import Problem
    from selector.reading.thumbnails.thumbnails import Made
    from selector.reporting.sheet.sheet_values import Sheet, SheetFiles


class NotShownEntry(Shape):
    """A picture that the sheet cannot show."""

    picture: str | None = Field(
        description="The picture's path or address, as the film or the database has it."
    )
    why: str = Field(description="Why it cannot be shown, as the sheet says it in its place.")


class SheetWarningEntry(Shape):
    """A warning on the sheet."""

    scene_index: SceneNumber | None = Field(
        description="The scene; null for one without a number, or for the whole film."
    )
    says: str
    code: str | None = Field(
        default=None,
        description="The code by which `selector check` reports it; null if that does not.",
    )


class SheetDocument(Shape):
    """What was written of a contact sheet."""

    document: Literal["sheet"] = "sheet"
    version: Literal[1] = 1
    film: str
    rules: tuple[RulesEntry, ...] = Field(
        description="The rules that picked; several if stored decisions are shown."
    )
    page: str | None = Field(
        description=(
            "The page that was written; null if only changed scenes were wanted, and none is."
        )
    )
    bytes: int = Field(description="How large the page is.")
    images: tuple[str, ...] = Field(description="The pictures of the sheet that `--png` wrote.")
    scenes: int = Field(description="How many scenes are on the sheet.")
    of_scenes: int = Field(description="How many scenes the film has.")
    compared: str | None = Field(
        description="What the film was compared with, in words; null if it was not."
    )
    changed: int | None = Field(
        description="How many of the scenes on the sheet differ from that; null without `--before`."
    )
    pictures: int = Field(description="How many pictures are on the sheet, each counted once.")
    not_shown: tuple[NotShownEntry, ...] = Field(
        description="The pictures that cannot be shown, such as those whose file is damaged."
    )
    warnings: tuple[SheetWarningEntry, ...] = Field(description="All warnings on the sheet.")
    problems: Annotated[tuple[ProblemEntry, ...], LATER] = Field(
        default=(),
        description="The scenes and pictures that `--skip-problems` skipped.",
    )


def sheet_document(
    sheet: Sheet,
    film: str,
    made: Mapping[str | None, Made],
    written: SheetFiles,
    skipped: Iterable[Problem] = (),
) -> SheetDocument:
    """The document.

    Args:
        sheet: The sheet.
        film: The film's folder, or the address of its database without its password.
        made: The small picture of each address, or why there is none.
        written: The files that were written.
        skipped: What could not be used.

    Returns:
        A document, ready to be printed.
    """
    of_scenes = len(sheet.rows)
    if sheet.film.scenes is not None:
        of_scenes = sheet.film.scenes
    changed = None
    if sheet.film.compared:
        changed = sum(row.is_changed for row in sheet.rows)
    return SheetDocument(
        film=film,
        rules=tuple([RulesEntry.model_validate(used) for used in sheet.rules]),
        page=written.page,
        bytes=written.bytes,
        images=written.images,
        scenes=len(sheet.rows),
        of_scenes=of_scenes,
        compared=sheet.film.compared or None,
        changed=changed,
        pictures=len(sheet.pictures),
        not_shown=tuple(_not_shown(made)),
        warnings=tuple(_warnings(sheet)),
        problems=problem_entries(skipped),
    )


def _not_shown(made: Mapping[str | None, Made]) -> Iterator[NotShownEntry]:
    for address, each in made.items():
        if isinstance(each, NoThumbnail):
            yield NotShownEntry(picture=address, why=each.why)


def _warnings(sheet: Sheet) -> Iterator[SheetWarningEntry]:
    for note in sheet.notes:
        yield SheetWarningEntry(scene_index=None, says=note)
    found = dict.fromkeys(sheet.findings or ())
    for row in sheet.rows:
        found.update(dict.fromkeys(row.warnings))
    for each in found:
        yield SheetWarningEntry(
            scene_index=each.scene if each.is_of_scene else None,
            says=each.says,
            code=each.code or None,
        )
