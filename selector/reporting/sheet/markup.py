r"""Elements and texts in; HTML out, in which no text can be taken for markup.

Everything that goes into an element is a text, and is escaped, or markup that was built here.

>>> element("p", "Is ", element("b", "1 < 2"), "?", classes="sum").text
'<p class="sum">Is <b>1 &lt; 2</b>?</p>'
>>> isolated("a\u202eb").text
'<bdi>a\\u202eb</bdi>'
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import NamedTuple, TypeAlias

from selector.reporting.terminal import printable


class Markup(NamedTuple):
    """HTML that is complete in itself."""

    text: str


Inside: TypeAlias = "Markup | str"
"""What an element can hold: markup, or a text."""

NOTHING = Markup("")

_VOID = frozenset(("meta", "input", "wbr"))
_LONG = 12
"""Letters of a tag that fit wherever one is shown."""
_PLAIN = re.compile(r"[A-Za-z0-9 _.,:;/()-]*+")
_CODE = re.compile(r"`([^`]*)`")
_NUMBER = r"[0-9][0-9A-Za-z]*\b(?! more)"
_SCENES = re.compile(rf"(\b[Ss]cenes? \(?{_NUMBER}(?:(?:, | and | or ){_NUMBER})*)")
"""How a sentence names scenes: ``scene 12``, ``scenes 4 and 12A``, ``4 scenes (1 and 3 more)``."""


def element(
    name: str,
    *inside: Inside,
    classes: str | None = None,
    **attributes: str | int | bool | None,
) -> Markup:
    """One element.

    Args:
        name: Its name.
        inside: What it holds, in order.
        classes: Its classes, with spaces between them.
        attributes: Its attributes; `_` stands for a hyphen. One that is True has no value, and one
            that is False or None is left out.
    """
    start = f"<{name}"
    if classes:
        start += f' class="{_escaped(classes)}"'
    for attribute, value in attributes.items():
        written = attribute.strip("_").replace("_", "-")
        if value is True:
            start += f" {written}"
        elif value is not None and value is not False:
            start += f' {written}="{_escaped(str(value))}"'
    if name in _VOID:
        return Markup(f"{start}>")
    held = "".join(map(_text_of, inside))
    return Markup(f"{start}>{held}</{name}>")


def together(*inside: Inside) -> Markup:
    """Some markup and texts, one after the other."""
    return Markup("".join(map(_text_of, inside)))


def _text_of(inside: Inside) -> str:
    if isinstance(inside, str):
        return _escaped(inside)
    return inside.text


def all_of(elements: Iterable[Markup]) -> Markup:
    """Any number of elements, one after the other."""
    return together(*elements)


def points(insides: Iterable[Inside]) -> Markup:
    """The items of a list."""
    elements = []
    for inside in insides:
        elements.append(element("li", inside))  # noqa: PERF401  # as everywhere here
    return all_of(elements)


def isolated(text: str) -> Markup:
    """A text of the film, whose direction cannot turn round what stands beside it."""
    return element("bdi", text)


def tag_text(tag: str) -> Markup:
    """A tag; a long one is broken behind its underscores before it is broken in a word."""
    if len(tag) <= _LONG:
        return isolated(tag)
    pieces: list[Inside] = []
    for piece in re.split(r"(?<=_)", tag):
        pieces.append(piece)
        pieces.append(element("wbr"))
    return element("bdi", *pieces[:-1])


def sentences(text: str, links: Mapping[str, Markup] | None = None) -> Markup:
    """Sentences in which backticks mark what is typed or copied.

    Args:
        text: The sentences.
        links: A link to each scene, by its number, for those that the sentences name.
    """
    parts: list[Inside] = []
    for nth, part in enumerate(_CODE.split(text)):
        if nth % 2:
            parts.append(element("code", part))
        elif links:
            parts += _with_links(part, links)
        else:
            parts.append(part)
    return together(*parts)


def _with_links(text: str, links: Mapping[str, Markup]) -> Iterator[Inside]:
    """A text in pieces, of which the numbers of scenes are links."""
    for nth, part in enumerate(_SCENES.split(text)):
        if nth % 2:
            for piece in re.split(f"({_NUMBER})", part):
                yield links.get(piece, piece)
        else:
            yield part


def _escaped(text: str) -> str:
    """A text as HTML: characters that cannot be seen are written out."""
    if _PLAIN.fullmatch(text):
        return text  # most are, and there are a hundred thousand on a long sheet
    return escape(printable(text))
