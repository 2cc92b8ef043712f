"""What never changes, read or made once for all tests: shipped rules, schemas, small pictures of the example.

Nearly every command of a test reads such a rule file anew, and each demo makes all small pictures, in two processes.
`make soak` reads and makes them anew each time.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from selector.data import data_dir
from selector.model.problem import Source
from selector.reading import load
from selector.reading.rules import chain, rule_file
from selector.reading.rules.rule_file import RuleFile
from selector.reading.shape import schemas
from selector.reading.shape.schemas import Schema
from selector.reading.thumbnails import thumbnails
from selector.reading.thumbnails.thumbnail import Fineness, Thumbnail, thumbnail_of
from selector.reading.thumbnails.thumbnail_cache import ThumbnailCache


@contextmanager
def schemas_made_once() -> Iterator[None]:
    """Give meanwhile copies of the schema that was made of a shape before."""
    made = cache(schemas.schema_of)

    def schema_of(*asked: Any, **more: Any) -> Schema:
        return deepcopy(made(*asked, **more))

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(schemas, "schema_of", schema_of)
        yield


@contextmanager
def shipped_rules_read_once() -> Iterator[None]:
    """Keep meanwhile what was read of a file that comes with selector, by the name that it was read under."""
    shipped = {path.read_text("utf-8") for path in data_dir("rules").rglob("*.yaml")}
    kept: dict[tuple[str, str, int], RuleFile] = {}
    read_anew = rule_file.read_rule_file

    def read_rule_file(source: Source) -> RuleFile:
        if source.text not in shipped:
            return read_anew(source)
        about = source.name, source.text, source.first_line
        if about not in kept:
            kept[about] = read_anew(source)
        return kept[about]

    with pytest.MonkeyPatch.context() as patched:
        for module in (rule_file, load, chain):
            patched.setattr(module, "read_rule_file", read_rule_file)
        yield


@contextmanager
def small_pictures_of_the_example_made_once() -> Iterator[None]:
    """Take meanwhile for cached, and cache, what was made of a picture of the example before."""
    pictures = {path.read_bytes() for path in data_dir("examples").rglob("*.jpg")}
    made = cache(thumbnail_of)
    found_in = thumbnails._cached

    def cached(file: Path, fineness: Fineness, folder: Path | None) -> thumbnails.Made | None:
        found = found_in(file, fineness, folder)
        if found is not None or not file.is_file():
            return found
        content = file.read_bytes()
        if content not in pictures:
            return None
        small = made(content, fineness)
        if folder is not None and isinstance(small, Thumbnail):
            ThumbnailCache(folder).store(content, fineness, small)
        return small

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(thumbnails, "_cached", cached)
        yield
