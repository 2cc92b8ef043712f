"""The names that a rule wants: which of them are met, and how explanations list them."""

from __future__ import annotations

import pytest

from selector.language.conditions.of import OF
from selector.language.conditions.picture import PICTURE
from selector.language.conditions.placed_as import PLACED_AS
from selector.language.kinds.any_of_names import AnyOfNames
from tests.choosing import compiled, content_of


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


@pytest.mark.parametrize(
    ("written", "of", "picture"),
    [
        ("MIA_COAT", True, True),
        ("mia_coat", True, False),
        ("MIA COAT", False, False),
        ("MIA-COAT", False, False),
        ("MIA_C*", True, True),
        ("mia_c*", True, False),
        ("zo\u00eb lund", True, False),
        ("Zoe\u0308 Lund", True, False),
        ("zoe\u0308*", True, False),
        ("Zoe Lund", False, False),
        ("Zo\u00eb_Lund", False, False),
    ],
)
def test_case_does_not_count_in_whom_it_shows_and_counts_in_which_picture_it_is(
    written: str,
    of: bool,  # noqa: FBT001  # an answer
    picture: bool,  # noqa: FBT001  # an answer
) -> None:
    asset = {"manifest_tag": "MIA_COAT", "asset_type": "character", "individual": "Zo\u00eb Lund"}
    manifest = {
        "composition": {"shot_type": "any"},
        "placements": [{"asset_tag": "MIA_COAT", "role": "subject"}],
    }
    for word, is_met in ((OF, of), (PICTURE, picture), (PLACED_AS, picture)):
        priorities = [{"name": "one", word.key: written}]
        rules = compiled(content_of({"default": {"priorities": priorities}}))
        assert bool(rules.select(manifest, [asset]).places) is is_met, word.key
