"""The video models that are known in; a page on them out, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from selector.model.video_model import GoneModel, KnownModels, VideoModel
from selector.reporting.rule_words import model_in_words
from selector.reporting.terminal import Ink
from selector.reporting.two_columns import TwoColumns, in_two_columns
from selector.reporting.verdict import counted

_REFUSES = {"asset": "no style pictures", "face": "face crops only"}
"""What a model takes that takes pictures of one kind alone."""
_SURE = {
    "A": "A  the vendor says so, in its documentation or its SDK",
    "B": "B  two others say so, or code that works with it",
    "C": "C  one third-party page says so",
}


def targets_page(models: KnownModels, ink: Ink, columns: int) -> str:
    """A page with every video model: what it takes, when it ends, and how sure that is.

    Args:
        models: The video models.
        ink: How to colour the text.
        columns: The width of the reader's window, in cells.

    Returns:
        The page.
    """
    rows: list[TwoColumns] = []
    for vendor, of_vendor in groupby(models.values(), key=lambda model: model.vendor):
        rows.append(TwoColumns(start=vendor or "Others", indent=0))
        rows += map(_row, of_vendor)
    if models.gone:
        rows.append(TwoColumns(start="Gone", indent=0))
        rows += map(_gone, models.gone.values())
    rows += _footer(models)
    return "\n".join(in_two_columns(rows, ink, columns))


def _row(model: VideoModel) -> TwoColumns:
    words = [counted(model.references, "picture")]
    if model.references == 0:
        words = ["no references"]
    if model.one_kind is not None:
        words[0] += f", {_REFUSES[model.one_kind]}"
    words += model_in_words(model)
    beside = f"{model.confidence} {model.checked}"
    return TwoColumns(start=f"{model.id}:", words="; ".join(words), beside=(beside,))


def _gone(gone: GoneModel) -> TwoColumns:
    return TwoColumns(start=f"{gone.id}:", words=f"withdrawn as of {gone.retires}")


def _footer(models: KnownModels) -> Iterator[TwoColumns]:
    """What the letters beside the models mean."""
    yield TwoColumns(indent=0)
    for grade in sorted({model.confidence for model in models.values()}):
        yield TwoColumns(words=_SURE[grade], indent=0)
