"""The pictures of a sheet in; tiles out: each picture once, in the styles of the page.

A picture is a background, so that hundreds of tiles can show one picture that is in the page once.
A tile has the role of an image and says what it shows. Where there is no picture, a tile says why.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from selector.reporting.sheet.markup import (
    NOTHING,
    Markup,
    element,
    sentences,
    tag_text,
    together,
)
from selector.reporting.sheet.sheet_values import SheetPicture, is_same_word

if TYPE_CHECKING:
    from selector.reading.thumbnails.thumbnails import Made

from selector.reading.thumbnails.thumbnail import NoThumbnail, Thumbnail

_NOT_THERE = NoThumbnail(why="it has no picture")


class Tiles:
    """Makes tiles of the pictures of one sheet."""

    def __init__(self, made: Mapping[str | None, Made]) -> None:
        self._made = made
        self._names = {address: f"p{number}" for number, address in enumerate(made)}

    def styles(self) -> Iterator[str]:
        """The pictures as styles, each once."""
        for address, thumbnail in self._made.items():
            if isinstance(thumbnail, Thumbnail):
                data = b64encode(thumbnail.data).decode("ascii")
                ratio = f"{thumbnail.width / thumbnail.height:.4f}"
                name = self._names[address]
                image = f"url(data:image/webp;base64,{data})"
                yield f".{name}{{--ratio:{ratio};background-image:{image}}}\n"

    def tile(self, picture: SheetPicture, address: str | None) -> Markup:
        """A picture, or why it is not there.

        Args:
            picture: The picture.
            address: Where it is: its own address, or that of its clean reference.
        """
        thumbnail = self._made.get(address, _NOT_THERE)
        if isinstance(thumbnail, Thumbnail):
            says = f"{picture.name}: {picture.says}"
            name = self._names[address]
            return element(
                "div",
                classes=f"pic {name}",
                role="img",
                aria_label=says,
            )
        return no_picture(thumbnail.why, picture.tag)

    def tile_above_name(self, picture: SheetPicture, address: str | None) -> Markup:
        """The same, small, above a caption with the name."""
        thumbnail = self._made.get(address, _NOT_THERE)
        if isinstance(thumbnail, NoThumbnail):
            return no_picture(thumbnail.why)
        return self.tile(picture, address)

    def small_tile(self, picture: SheetPicture) -> Markup:
        """The same beside words that already say what it shows."""
        thumbnail = self._made.get(picture.address, _NOT_THERE)
        if isinstance(thumbnail, Thumbnail):
            name = self._names[picture.address]
            return element("div", classes=f"pic {name}", aria_hidden="true")
        return element("div", classes="pic none", aria_hidden="true")


def no_picture(why: str, tag: str | None = None) -> Markup:
    """A tile in place of a picture: why there is none, below its tag unless a caption has it."""
    name = NOTHING
    if tag is not None:
        name = element("span", tag_text(tag), classes="none-name")
    return element(
        "div",
        name,
        element("span", sentences(why), classes="none-why"),
        classes="pic none",
    )


def called(name: str, tag: str, *, classes: str) -> Markup:
    """Name somebody or something, as everywhere on a sheet.

    Args:
        name: The name for people.
        tag: The tag.
        classes: How the name is shown.

    Returns:
        The name, and the tag if that is another word.
    """
    if is_same_word(name, tag):
        return element("span", tag_text(tag), classes=classes)
    return together(
        element("span", tag_text(name), classes=classes),
        " ",
        element("code", tag_text(tag)),
    )


def tag_and_crop(tag: str, picture: SheetPicture | None) -> Markup:
    """The beginning of a caption: the tag, whose it is, and whether it is only a face."""
    name = crop = NOTHING
    if picture is not None and not is_same_word(picture.whom.name, tag):
        name = together(" ", element("span", tag_text(picture.whom.name), classes="of-whom"))
    if picture is not None and picture.crop == "face":
        crop = element("span", "face", classes="mark")
    return together(element("span", tag_text(tag), classes="tag"), name, crop)
