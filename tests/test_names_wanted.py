"""The names that a rule wants, as explanations list them: as they are written, each once, in the order of the file."""

from __future__ import annotations

import pytest

from selector.language.conditions.of import OF
from selector.language.kinds.any_of_names import AnyOfNames


@pytest.mark.parametrize(
    ("written", "listed"),
    [
        (("ann", "R*M", "ANN"), ("ann", "R*M")),
        (("R*M", "ann"), ("R*M", "ann")),
        (("\u200b", "Bo"), ("Bo",)),
    ],
)
def test_a_name_is_listed_where_it_is_first_written(
    written: tuple[str, ...], listed: tuple[str, ...]
) -> None:
    kind = OF.kind
    assert isinstance(kind, AnyOfNames)
    assert kind.in_order(kind.compiled(written)) == listed
