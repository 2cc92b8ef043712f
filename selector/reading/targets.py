"""The video models that are known, from `rules/targets.yaml`, which comes with selector.

Nothing is read until somebody asks for one, and then once.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from selector.data import data_dir
from selector.model.problem import ProblemError
from selector.model.video_model import VideoModel
from selector.reading.text.file import read_source
from selector.reading.text.yaml_text import read_yaml

if TYPE_CHECKING:
    from selector.reading.text.document import Document

FILE = "targets.yaml"
_BEGINS = b"# selector: what is known of video models"
"""How the file begins that is no rule file, though it lies among such."""


@cache
def known_models() -> Mapping[str, VideoModel]:
    """The video models, by their ids.

    Raises:
        ProblemError: The file was edited, and cannot be read.
    """
    source, problems = read_source(data_dir("rules") / FILE)
    if source is None:
        raise ProblemError(problems)
    document, problems = read_yaml(source)
    if document is None or problems:
        raise ProblemError(problems)
    return {name: _model(document, name) for name in document.data}


def is_of_models(file: Path) -> bool:
    """Whether a file has facts of video models, and so is no rule file."""
    if file.name != FILE or not file.is_file():
        return False
    try:
        with file.open("rb") as content:
            return content.read(len(_BEGINS)) == _BEGINS
    except OSError:  # the reader of rule files says why
        return False


def _model(document: Document, name: str) -> VideoModel:
    facts = document.data[name]
    return VideoModel(
        id=name,
        references=facts["references"],
        takes=tuple(facts.get("takes", ())),
        retires=facts.get("retires"),
        source=facts["source"],
        confidence=facts["confidence"],
        checked=facts["checked"],
        at=document.at((name,), key=True),
    )
