"""Shot types that `default` serves for want of a shot rule: F360 and F367.

Each is reported once, with the number of its scenes and the line to write; those that one line
helps, together. The shot names and the rules that come with selector are asked about each, also
where the rules do not read by them.

In: rules; scenes, one at a time. Out: problems, each at the first scene with one of its shot types.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from selector.among_threads import cached_property
from selector.data import (
    READ_BY_SHOT_NAMES,
    SHIPPED_SHOTS,
    comes_with_selector,
    shipped_shot_rule,
)
from selector.engine.rules import Rules
from selector.language.file_words.shot_names import SHOT_NAMES, STANDARD
from selector.model.frozen import frozen
from selector.model.phrases import listed, quoted
from selector.model.picks import NO_RULE
from selector.model.problem import Location, Problem, shown
from selector.model.refusals import as_yaml
from selector.model.vocabulary import EXTENDS, fold
from selector.review.film_under_rules.in_scenes import LinesAllowed

if TYPE_CHECKING:
    from selector.engine.plan import NearShots, ShotChoice
    from selector.engine.selection import Selection
    from selector.engine.shot_rule_by_name import ShotRuleByName
    from selector.engine.shot_types import ShotNames
    from selector.model.shot_vocabulary import ShotVocabulary
    from selector.reading.films.film_scenes import SceneRead
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
_MOST_NAMED = 10
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
        reported: The shot types that problems are about, folded.
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
        self._allowed = LinesAllowed("F367")
        self.reported: set[str] = set()
        self._standard: ShotRuleByName | None = None

    def look_at(self, read: SceneRead, selection: Selection) -> None:
        """Take in one more scene of the film.

        Which shot rule serves a scene whose own rule sends nothing, such as a title card, does not
        matter.

        Args:
            read: The scene.
            selection: What is chosen for it.
        """
        scene = read.scene
        is_card = selection.shot_plan.scene is not None and not selection.references
        if scene is None or selection.replacement is not None or is_card:
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

    def problems(self, but: Container[str] = ()) -> Iterator[Problem]:
        """The problems with the shot types that `default` serves, after the last scene.

        Args:
            but: Shot types that need not be reported, folded.

        Yields:
            A problem for each that has a remedy of its own, and one for those that share one.
        """
        for shot in filter(but.__contains__, tuple(self._first)):
            del self._first[shot]
        together: dict[str, list[str]] = {}
        for shot, first in self._first.items():
            choice = self._choice(shot)
            meant = None
            if not (choice.names or choice.found):
                meant = self._near.nearest(shot)
            if meant:
                self.reported.add(shot)
                hint = (
                    f"Did you mean `{meant}`? If not, add the scene's shot type to the `spellings`"
                    " of a shot rule."
                )
                yield self._problem("F360", [shot], hint)
            elif len(self._plan.shots) > 1:
                self.reported.add(shot)
                alone = shot
                if not self._allowed.has(first.at):
                    alone = self._line_for(shot, choice) or shot
                together.setdefault(alone, []).append(shot)
        for shots in together.values():
            yield self._problem("F367", shots, " ".join(self._advice_on(shots)))

    def _problem(self, code: str, shots: Sequence[str], hint: str) -> Problem:
        """What is said of some shot types, at the first scene that has any."""
        scenes = sum(map(self._scenes.__getitem__, shots))
        use = "this scene uses" if scenes == 1 else f"{scenes:,} scenes use"
        named = self._named(shots)
        return Problem(
            at=self._first[shots[0]].at,
            code=code,
            what=f"No shot rule{self._where} is named {named}, so {use} the shot rule `default`.",
            hint=hint,
            scenes=scenes,
        )

    def _named(self, shots: Sequence[str]) -> str:
        """Some shot types as the scenes write them."""
        named = [f"`{shown(self._first[each].shot_type)}`" for each in shots[:_MOST_NAMED]]
        more = len(shots) - len(named)
        if more:
            named.append(f"{more:,} more")
        return listed(named, "or")

    def _line_for(self, shot: str, choice: ShotChoice) -> str:
        """The line that would have a shot type served; empty if it has none but of its own."""
        if choice.is_decided:
            return f"{SHOT_NAMES.key}: {STANDARD}"
        if shot in self._offered:
            return f"{EXTENDS}: {self._offered[shot]}"
        return ""

    def _choice(self, shot: str) -> ShotChoice:
        return self._plan.choice(shot) or self._by_standard_names(shot)

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

    def _advice_on(self, shots: Sequence[str]) -> Iterator[str]:
        """What to write for some shot types, in sentences."""
        shot, *others = shots
        choice = self._choice(shot)
        if choice.is_decided:
            yield self._on_names(shots)
        elif others:
            offered = self._offered[shot]
            yield (
                f"The rules `{offered}`, which come with selector, have a shot rule for each"
                f"{self._who_else_has(shots)}: {self._how_to_extend(offered)}."
            )
            where = "Otherwise, add"
            if self._file != OWN_RULES:
                where = f"Otherwise, in {self._rule_file()}, add"
            yield (
                f"{where} each to the `spellings` of the shot rule that should serve it; or to"
                " those of `default`, if that is right."
            )
        else:
            yield from self._on_moves(shot, self._first[shot]) or self._advice(shot, choice)

    def _on_names(self, shots: Sequence[str]) -> str:
        """That the shot names would have some shot types served."""
        rules = dict.fromkeys(self._choice(shot).shot_plan.name for shot in shots)
        serve = "serves" if len(rules) == 1 else "serve"
        line = f"write `{SHOT_NAMES.key}: {STANDARD}` at the top of {self._rule_file()}"
        read = "it read as a shot name"
        those = "it"
        if len(shots) > 1:
            read = "them read as shot names"
            those = "them"
        return f"To have {read}, so that {quoted(rules, 'and')} {serve} {those}, {line}."

    def _advice(self, shot: str, choice: ShotChoice) -> Iterator[str]:
        """What one shot type is read as, and what to write, in sentences."""
        shot_type = self._first[shot].shot_type
        read_as = [each for each in choice.names if fold(each) != fold(shot_type)]
        if read_as:
            yield f"It is read as {quoted(choice.names, 'and')}."
        places = "the shot rule that should serve it"
        for kind, values in choice.found:
            if kind == "ambiguous_shot":
                readings = quoted(values["readings"].split(", "), "or")
                yield f"It could mean {readings}."
                if values["rules"]:
                    places = self._where_they_begin(values["rules"].split(", "))
            elif kind == NO_RULE and "near" in values:
                near = self._where_they_begin(values["near"].split(", "))
                places = f"{near}, the nearest in size"
        where = "Add"
        otherwise = "Otherwise, add"
        if self._file != OWN_RULES:
            where = f"In {self._rule_file()}, add"
            otherwise = f"Otherwise, in {self._rule_file()}, add"
        offered = self._offered.get(shot, "")
        if offered:
            how = self._how_to_extend(offered)
            yield (
                f"The rules `{offered}`, which come with selector, have a shot rule for"
                f" `{shown(shot_type)}`{self._who_else_has([shot])}: {how}."
            )
            where = otherwise
        spelling = as_yaml(shot_type.strip())
        line = "it to the `spellings` of"
        if len(spelling) <= _LONGEST:
            line = f"`spellings: [{spelling}]` to"
        default = self._where_they_begin(["default"])
        yield f"{where} {line} {places}; or to {default}, if that is right."

    def _where_they_begin(self, names: Sequence[str]) -> str:
        """Some shot rules, each with its line where it is one of the director's own file."""
        if not self._file:
            return quoted(names, "or")
        from selector.review.film_under_rules.lines_that_help import (  # noqa: PLC0415  # seldom
            line_of_shot,
        )

        named = []
        for name in names:
            line = line_of_shot(name, self._rules.rule_set)
            named.append(f"`{shown(name)}`{line}")
        return listed(named, "or")

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
    def _shipped_with(self) -> dict[str, list[str]]:
        """The rules that come with selector that have a shot rule for each shot type."""
        having = {}
        for shot in self._first:
            choice = self._choice(shot)
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
