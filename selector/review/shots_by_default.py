"""Shot types that `default` serves for want of a shot rule: F360 and F367.

Each is reported once, with the number of its scenes and the line to write. The shot names and the
rules that come with selector are asked about each, also where the rules do not read by them.

In: rules; scenes, one at a time. Out: problems, each at the first scene with its shot
type.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from selector.data import (
    READ_BY_SHOT_NAMES,
    SHIPPED_SHOTS,
    comes_with_selector,
    shipped_shot_rule,
)
from selector.engine.rules import Rules
from selector.language.entry_lists.instead import INSTEAD
from selector.language.file_words.shot_names import SHOT_NAMES, STANDARD
from selector.model.frozen import frozen
from selector.model.phrases import listed, quoted
from selector.model.picks import NO_RULE
from selector.model.problem import Location, Problem, shown
from selector.model.refusals import as_yaml
from selector.model.vocabulary import fold
from selector.reading.films.film_scenes import SceneRead

if TYPE_CHECKING:
    from selector.engine.plan import NearShots, ShotChoice
    from selector.engine.selection import Selection
    from selector.engine.shot_rule_by_name import ShotRuleByName
    from selector.engine.shot_types import ShotNames
    from selector.model.shot_vocabulary import ShotVocabulary
    from selector.review.extending_another import ExtendingAnother

_CAMERA = {"shot_type": "camera_movement", "shot": "camera"}
"""What the camera does has this key, where a scene writes its shot type under that one."""
OWN_RULES = "the film's rules"
"""What the rules' file is called where they are the film's own."""
_LONGEST = 60
"""The longest shot type that somebody would add to a rule file as it stands."""
_PREFERRED = ("default", "cinematic")
"""Which of the rules that come with selector are named, of those that serve as many shot types.

The last one goes first.
"""
_OF_A_CLEAR_NAME = (NO_RULE, "shot_partly_read")
"""What may be noted of a shot type that is read as one shot name and nothing else."""
_MOST_NAMED = 5
"""Shot types that one sentence names."""
_MOST_OTHERS = 2
"""Other rules that would do as well and are named, too; of more, one is advice enough."""


@frozen
class _First:
    """The first scene with a shot type: where it writes it, and how.

    `camera` is the key under which such a scene writes what the camera does.
    """

    at: Location
    shot_type: str
    camera: str


class ShotsByDefault:
    """Takes note of the shot types of a film that no shot rule serves.

    Args:
        rules: The rules.
        near: Finds shot rules with similar names.
        file: What the rules' file is called; an empty text for rules that come with selector.
        is_alone: Whether the film is checked under no other rules.

    Attributes:
        asks: Whether it matters what is chosen for the scenes: another rule may take the place of
            the one for a shot type.
    """

    def __init__(
        self,
        rules: Rules,
        near: NearShots,
        *,
        file: str,
        is_alone: bool = True,
    ) -> None:
        self._rules = rules
        self._plan = rules.plan
        self._near = near
        self._file = file
        self._where = ""
        if not is_alone:
            self._where = f" in {file or f'`{rules.name}`'}"
        self._first: dict[str, _First] = {}
        self._scenes: dict[str, int] = {}
        self._standard: ShotRuleByName | None = None
        of_scenes = self._plan.scenes.values()
        self.asks = bool(self._plan.top.get(INSTEAD.key)) or any(each.use for each in of_scenes)

    def look_at(self, read: SceneRead, selection: Selection | None) -> None:
        """Take in one more scene of the film.

        Args:
            read: The scene.
            selection: What is chosen for it; may be None if `asks` is false.
        """
        scene = read.scene
        is_replaced = selection is not None and selection.replacement is not None
        if scene is None or is_replaced:
            return
        shot = scene.shot
        if not shot or shot in self._plan.by_name:
            return
        if shot not in self._first:
            choice = self._plan.choice(shot)
            if choice is not None and choice.is_decided:
                return
            *_, key = read.locations.as_written("composition", "shot_type")
            self._first[shot] = _First(
                at=read.locations.of("composition", "shot_type"),
                shot_type=scene.shot_type,
                camera=_CAMERA[str(key)],
            )
        self._scenes[shot] = self._scenes.get(shot, 0) + 1

    def problems(self) -> Iterator[Problem]:
        """A problem for each shot type that `default` serves, after the last scene."""
        for shot, first in self._first.items():
            choice = self._plan.choice(shot) or self._by_standard_names(shot)
            meant = None
            if not (choice.names or choice.found):
                meant = self._near.nearest(shot)
            scenes = self._scenes[shot]
            use = "this scene uses" if scenes == 1 else f"{scenes:,} scenes use"
            name = shown(first.shot_type)
            what = f"No shot rule{self._where} is named `{name}`, so {use} `default`."
            if meant:
                yield Problem(
                    at=first.at,
                    code="F360",
                    what=what,
                    hint=(
                        f"Did you mean `{meant}`? If not, add the scene's shot type to the"
                        " `spellings` of a shot rule."
                    ),
                    scenes=scenes,
                )
            elif len(self._plan.shots) > 1:
                yield Problem(
                    at=first.at,
                    code="F367",
                    what=what,
                    hint=" ".join(self._on_moves(shot, first) or self._advice(shot, choice)),
                    scenes=scenes,
                )

    def _by_standard_names(self, shot: str) -> ShotChoice:
        """What the shot names that come with selector make of it; no rule asked for them."""
        if self._standard is None:
            from selector.engine.shot_rule_by_name import ShotRuleByName  # noqa: PLC0415  # seldom

            self._standard = ShotRuleByName(_names(), self._plan.by_name, self._plan.default)
        return self._standard.choice(shot)

    def _on_moves(self, shot: str, first: _First) -> tuple[str, ...]:
        """That a camera move is not a shot, where a shot type names nothing else.

        No rule should serve it then: the next scene with that move may be another shot.
        """
        moves = self._names.moves_in(shot)
        if not moves or self._names.read(shot).taken:
            return ()
        are = "is a camera move, not a shot"
        if len(moves) > 1:
            are = "are camera moves, not shots"
        return (
            f"{quoted(moves, 'and')} {are}.",
            f"Write which shot it is, such as `wide`, and the move under `{first.camera}`.",
        )

    @cached_property
    def _names(self) -> ShotNames:
        """What reads shot types as the rules do, or would."""
        return _names(self._rules.rule_set.shot_names)

    def _advice(self, shot: str, choice: ShotChoice) -> Iterator[str]:
        """What it is read as, and what to write, in sentences."""
        shot_type = self._first[shot].shot_type
        if choice.is_decided:
            rule = choice.shot_plan.name
            line = f"write `{SHOT_NAMES.key}: {STANDARD}` at the top of {self._rule_file()}"
            yield f"To have it read as a shot name, so that `{rule}` serves it, {line}."
            return
        read_as = [each for each in choice.names if fold(each) != fold(shot_type)]
        if read_as:
            yield f"It is read as {quoted(choice.names, 'and')}."
        places = "the shot rule that should serve it"
        for kind, values in choice.found:
            if kind == "ambiguous_shot":
                readings = quoted(values["readings"].split(", "), "or")
                yield f"It could mean {readings}."
                if values["rules"]:
                    places = quoted(values["rules"].split(", "), "or")
            elif kind == NO_RULE and "near" in values:
                near = quoted(values["near"].split(", "), "or")
                places = f"{near}, the nearest in size"
        where = "Add"
        otherwise = "Otherwise, add"
        if self._file != OWN_RULES:
            where = f"In {self._rule_file()}, add"
            otherwise = f"Otherwise, in {self._rule_file()}, add"
        instead = self._in_shipped(shot)
        if instead:
            yield instead
            where = otherwise
        spelling = as_yaml(shot_type.strip())
        line = "it to the `spellings` of"
        if len(spelling) <= _LONGEST:
            line = f"`spellings: [{spelling}]` to"
        yield f"{where} {line} {places}; or to `default`, if that is right."

    def _in_shipped(self, shot: str) -> str:
        """Which of the rules that come with selector have a shot rule for it; empty if none have.

        The first shot type of several that the same rules have says for which others they do.
        """
        if shot not in self._offered:
            return ""
        offered = self._offered[shot]
        shots = self._shots_with[offered]
        if shot != shots[0]:
            return f"`extends: {offered}` has a shot rule for this one, too."
        named = [f"`{shown(self._first[each].shot_type)}`" for each in shots[:_MOST_NAMED]]
        more = len(shots) - len(named)
        if more:
            named.append(f"{more:,} more")
        rules = "a shot rule" if len(shots) == 1 else "shot rules"
        return (
            f"`{offered}`, which comes with selector, has {rules} for {listed(named)}"
            f"{self._who_else_has(shots)}: {self._how_to_extend(offered)}."
        )

    def _who_else_has(self, shots: Sequence[str]) -> str:
        """Which other rules have shot rules for all of these shot types."""
        offered = self._offered[shots[0]]
        having = set(SHIPPED_SHOTS)
        for shot in shots:
            having.intersection_update(self._shipped_with[shot])
        others = sorted(having - {offered})
        if not others or len(others) > _MOST_OTHERS:
            return ""
        do = "does" if len(others) == 1 else "do"
        return f", and so {do} {quoted(others, 'and')}"

    def _how_to_extend(self, offered: str) -> str:
        first = next(iter(self._offered.values()))
        line = f"write `extends: {offered}`"
        if offered != first:
            return f"{line} instead of `extends: {first}`"
        if self._extending is None:
            return f"{line} at the top of a `rules.yaml`"
        place = self._file
        parent = self._extending.parent
        if parent:
            extend = "extends"
            if self._file == OWN_RULES:
                extend = "extend"
            place = f"`{shown(parent)}`, which {self._file} {extend}"
        extended = self._extending.extended
        if extended:
            return f"{line} instead of `extends: {shown(extended)}` in {place}"
        return f"{line} at the top of {place}"

    @cached_property
    def _offered(self) -> dict[str, str]:
        """The rules to extend for each shot type that some have: those that have the most."""
        counts = Counter(chain.from_iterable(self._shipped_with.values()))

        def rank(rules: str) -> tuple[int, int]:
            preferred = 0
            if rules in _PREFERRED:
                preferred = _PREFERRED.index(rules) + 1
            return counts[rules], preferred

        offered = {}
        for shot, having in self._shipped_with.items():
            if having:
                offered[shot] = max(having, key=rank)
        return offered

    @cached_property
    def _shots_with(self) -> dict[str, list[str]]:
        """The shot types for which each of these rules are offered."""
        shots: dict[str, list[str]] = {}
        for shot, offered in self._offered.items():
            shots.setdefault(offered, []).append(shot)
        return shots

    @cached_property
    def _shipped_with(self) -> dict[str, list[str]]:
        """The rules that come with selector that have a shot rule for each shot type."""
        having = {}
        for shot in self._first:
            choice = self._plan.choice(shot) or self._by_standard_names(shot)
            if not choice.is_decided:
                offered = _shipped_with(shot, choice)
                having[shot] = [each for each in offered if self._is_served(shot, each)]
        return having

    def _is_served(self, shot: str, shipped: str) -> bool:
        """Whether the rules would serve a shot type if they extended these."""
        if self._extending is None:
            return True
        after = self._extending.after(shipped)
        if after is None:
            return False
        if shot in after.plan.by_name:
            return True
        choice = after.plan.choice(shot)
        return choice is not None and choice.is_decided

    @cached_property
    def _extending(self) -> ExtendingAnother | None:
        """Tries to extend others; None where nobody edits the file of the rules."""
        if not self._file or comes_with_selector(self._rules.rule_set.source.name):
            return None
        from selector.review.extending_another import (  # noqa: PLC0415  # seldom
            ExtendingAnother,
        )

        return ExtendingAnother(self._rules)

    def _rule_file(self) -> str:
        return self._file or f"a `rules.yaml` with `extends: {self._rules.name}`"


def _shipped_with(shot: str, choice: ShotChoice) -> Iterator[str]:
    """The rules that come with selector that surely have a shot rule for a shot type.

    Args:
        shot: The shot type, folded.
        choice: What it is read as.
    """
    read_as = ""
    if len(choice.names) == 1 and all(kind in _OF_A_CLEAR_NAME for kind, _ in choice.found):
        read_as = fold(choice.names[0])
    for rules in SHIPPED_SHOTS:
        has = shipped_shot_rule(rules, shot)
        if has is None and rules in READ_BY_SHOT_NAMES:
            has = shipped_shot_rule(rules, read_as)
        if has is not None:
            yield rules


def _names(own: ShotVocabulary | None = None) -> ShotNames:
    """What reads shot types: by a vocabulary of the rules' own, or by the one that we ship."""
    from selector.engine.shot_types import ShotNames  # noqa: PLC0415  # as above

    if own is not None:
        return ShotNames(own)
    from selector.reading.shot_vocabularies import standard_names  # noqa: PLC0415  # as above

    return ShotNames(standard_names())
