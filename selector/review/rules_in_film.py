"""What a film's own rules do in it that their words hardly mean: F371 to F374.

In: rules and a pool; the selection of each scene. Out: problems, each at its location in the rule
file.
"""

from __future__ import annotations

from collections.abc import Iterator

from selector.engine.pool import AssetPool
from selector.engine.rules import Rules
from selector.engine.selection import Selection
from selector.model.problem import Problem
from selector.review.copied_text import CopiedText
from selector.review.faces_sent import FacesSent
from selector.review.labels_of_one_crop import bans_on_labels_of_one_crop
from selector.review.places_behind import PlacesBehind
from selector.review.single_pictures import bans_on_single_pictures


class RulesInFilm:
    """Looks at what the rules send, scene by scene.

    Attributes:
        asks: Whether anything of the scenes matters: rules that cannot be misread so are quick.
    """

    def __init__(self, rules: Rules, pool: AssetPool) -> None:
        self._rules = rules
        self._pool = pool
        self._copied = CopiedText(rules.rule_set.source.text)
        self._looking = []
        for each in (PlacesBehind(rules, pool), FacesSent(rules, pool)):
            if each.asks:
                self._looking.append(each)
        self.asks = bool(self._looking)

    def look_at(self, selection: Selection) -> None:
        """Take in what is sent with one more scene of the film."""
        for each in self._looking:
            each.look_at(selection)

    def problems(self) -> Iterator[Problem]:
        """Everything found in what their author wrote, after the last scene."""
        for problem in self._found():
            if not self._copied.has(problem.at.line):
                yield problem

    def _found(self) -> Iterator[Problem]:
        yield from bans_on_single_pictures(self._rules, self._pool)
        yield from bans_on_labels_of_one_crop(self._rules, self._pool)
        for each in self._looking:
            yield from each.problems()
