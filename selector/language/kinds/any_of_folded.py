"""`AnyOfFolded`: conditions on names that are compared folded and without patterns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selector.language.kinds.any_of_texts import AnyOfTexts
from selector.model.frozen import frozen

if TYPE_CHECKING:
    from selector.language.kinds.any_or_nothing import AnyOf


@frozen
class AnyOfFolded(AnyOfTexts):
    """Any of some names, compared folded. Any number of folded names is found."""

    def is_met(self, wanted: AnyOf, found: tuple[str, ...]) -> bool:
        """Whether one of the names that were found is wanted."""
        return not wanted.isdisjoint(found)
