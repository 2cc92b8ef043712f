"""One scene's answer in; its explanation out, in the words of `selector why`, part by part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.reporting.explaining import explain_on
from selector.reporting.sheet.sheet_values import AnsweredScene, Paragraph

if TYPE_CHECKING:
    from selector.reporting.terminal import Style


def explanation_of(scene: AnsweredScene) -> tuple[Paragraph, ...]:
    """The whole explanation of one scene."""
    page = _Parts()
    explain_on(
        page,
        scene.answer,
        scene.adviser,
        scene.title,
        decided=scene.decided,
        to_start=scene.to_start,
    )
    return tuple(page.parts)


class _Parts:
    """Takes an explanation, and gives it as values."""

    def __init__(self) -> None:
        self.parts: list[Paragraph] = []

    def heading(self, words: str) -> None:
        self.parts.append(Paragraph(kind="heading", words=words))

    def entry(
        self,
        mark: str,
        name: str,
        picture: str | None,
        colour: Style,  # noqa: ARG002  # the page has colours of its own
    ) -> None:
        number = mark.strip(" .")
        slot = None
        if number.isdecimal():
            slot = int(number)
        self.parts.append(Paragraph(kind="named", words=name, slot=slot, address=picture))

    def sentence(
        self,
        words: str,
        *,
        indent: int = 5,
        gap: bool = False,  # noqa: ARG002  # the page has gaps of its own
    ) -> None:
        if not words:
            return
        if indent:
            self.parts.append(Paragraph(kind="sentence", words=words))
        else:
            self.parts.append(Paragraph(kind="of_scene", words=words))

    def point(self, words: str) -> None:
        self.parts.append(Paragraph(kind="point", words=words))

    def item(self, words: str) -> None:
        self.parts.append(Paragraph(kind="item", words=words))

    def command(self, line: str) -> None:
        self.parts.append(Paragraph(kind="line", words=line))
