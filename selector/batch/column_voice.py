"""Words refusals for whoever has a table: in columns, and in the fields of its structs.

>>> from selector.model.expected import EXPECTED
>>> COLUMNS.missing(("assets", 0, "quality_score"), EXPECTED["quality_score"]).hint
'Write `8.5` into the column `quality_score`, or leave it out.'
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from selector.model.frozen import frozen
from selector.model.refusals import Expected, Path, Voice


@frozen
class ColumnVoice(Voice):
    """Words refusals of values in a table.

    Attributes:
        holder: What holds a value: a `column`, or a `field` of a struct.
    """

    holder: str

    def example(self, key: str, value: object) -> str:
        """A value, and where it belongs."""
        what = _in_words(value)
        if not key:
            return what
        return f"{what} into the {self.holder} `{key}`"

    def _way_out(
        self,
        verb: str,  # noqa: ARG002  # of all voices
        path: Path,
        expected: Expected,
    ) -> str:
        """Whether there is a column for a missing value makes no difference."""
        # Not with `super()`: slots make the class anew, and that looks for the one before.
        return Voice._way_out(self, "Write", path, expected)

    def _nearly_right(
        self,
        path: Path,
        expected: Expected,
        value: object,
        written: str,  # noqa: ARG002  # of all voices
    ) -> str:
        """There are no quotes in a table: what is text there was made so."""
        kind = _KINDS.get(type(expected.example))
        if kind is None or not isinstance(value, str):
            return ""
        return f"Write the {self.holder} `{path[-1]}` as {kind}, not as text."

    @property
    def _keys(self) -> str:
        return "a struct"

    @property
    def _no_keys(self) -> str:
        return "an empty struct"


_KINDS: Mapping[type, str] = {float: "numbers", bool: "true and false"}
"""What a column has whose values are not text."""

COLUMNS = ColumnVoice(is_json=True, says_paths=True, holder="column")
FIELDS = ColumnVoice(is_json=True, says_paths=True, holder="field")


def _in_words(value: Any) -> str:  # noqa: ANN401  # an example of any kind
    if isinstance(value, str):
        return f"`{value}`"
    written = json.dumps(value, ensure_ascii=False)
    if isinstance(value, Mapping):
        return f"a struct such as `{written}`"
    if isinstance(value, list):
        return f"a list such as `{written}`"
    return f"`{written}`"
