"""F366: names that a film's own rules speak of, and that the film does not have.

A slip in a `never` bans nothing, and nobody would notice. So each name, tag, id, label, note, scene
number and shot name in the rules is looked for in the film. What rules say that the film's rules
extend is not: they may be made for many films.

In: rules; a pool and scenes, one at a time. Out: problems, each at its location in the rule file.

>>> called = _Names(["Mara Voss", "LAMP_LIT"], str.casefold)
>>> [called.have(name) for name in ("mara voss", "LAMP*", "Marra")]
[True, True, False]
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from selector.among_threads import cached_property
from selector.engine.pool import AssetPool
from selector.engine.rules import Rules
from selector.language.conditions.label import LABEL
from selector.language.conditions.of import OF
from selector.language.conditions.picture import PICTURE
from selector.language.conditions.placed_as import PLACED_AS
from selector.language.kinds.any_of_names import AnyOfNames
from selector.language.kinds.stretch import Between
from selector.language.scene_conditions.when_note import WHEN_NOTE
from selector.language.scene_conditions.when_scenes import WHEN_SCENES
from selector.language.scene_conditions.when_shot import WHEN_SHOT
from selector.language.text import Words, word_run
from selector.model.frozen import frozen
from selector.model.near_names import MOST_NAMES, RUN, NearNames
from selector.model.phrases import quoted
from selector.model.problem import Location, Problem, shown
from selector.model.ruleset import Condition
from selector.model.scene import Scene
from selector.model.scene_number import likeness, scene_number, size
from selector.model.vocabulary import fold
from selector.review.conditions_asked import asked_by
from selector.review.copied_text import CopiedText
from selector.review.name_index import NameIndex

_MOST_NOTES = 5_000
"""How many different notes are searched for what was meant. What is asked for is sought in all."""
_APART = "\0"
"""Stands between texts that are searched as one: in none of them, nor in what is sought."""
_MOST_WORDS = 12
"""Words of a note; of a longer one nobody can tell what was meant."""
_NAMED = (OF.key, PICTURE.key, PLACED_AS.key, LABEL.key, WHEN_SHOT.key)
"""The conditions whose values are names of something."""
_OF_PICTURES = (OF.key, PICTURE.key, LABEL.key)
"""Those that scenes have no part in."""
_BOUND = "bound"
"""What a mention is called that may be a scene number or words of a note."""

_WHAT = {
    OF.key: "Nobody and nothing in this film is called `{}`.",
    PICTURE.key: "No picture of this film has the id or the tag `{}`.",
    PLACED_AS.key: "No scene of this film places the tag `{}`.",
    LABEL.key: "No picture of this film has the label `{}`.",
    WHEN_SHOT.key: "No scene of this film has the shot type `{}`, nor is a shot rule called that.",
    WHEN_NOTE.key: "No note of this film says `{}`.",
    WHEN_SCENES.key: "This film has no scene `{}`.",
    _BOUND: "This film has no scene `{0}`, and none of its notes says `{0}`.",
}
_DELETE = "Correct it, or delete it if the film no longer has it."


@frozen
class Mention:
    """A name in the rules.

    Attributes:
        key: What it is the name of: the key of its condition, or `bound`.
        name: The name, as written.
        at: Where.
    """

    key: str
    name: str
    at: Location


class AbsentNames:
    """Looks for the names in a film's own rules, first in its pictures, then scene by scene."""

    def __init__(self, rules: Rules, pool: AssetPool) -> None:
        self._rules = rules
        self._pool = pool
        self._copied = CopiedText(rules.rule_set.source.text)
        self._mentions = list(mentions_in(rules))
        self._unsaid = _by_first_word(
            each.name for each in self._mentions if each.key in (WHEN_NOTE.key, _BOUND)
        )
        self._said: set[str] = set()
        self._notes: dict[str, None] = {}
        self._near_notes: dict[int, NearNames] = {}
        self._numbers: dict[str, str] = {}
        self._placed: dict[str, None] = {}
        self._shots: dict[str, None] = {}
        self._scenes = 0
        self._is_whole = True

    def look_at(self, scene: Scene) -> None:
        """Take in one more scene of the film."""
        self._scenes += 1
        if scene.index is not None:
            self._numbers[likeness(scene.index)] = str(scene.index)
        if scene.shot_type not in self._shots:
            choice = self._rules.plan.choice(scene.shot)
            names = () if choice is None else choice.names
            self._shots.update(dict.fromkeys((scene.shot_type, *names)))
        self._placed.update(dict.fromkeys(placement.tag for placement in scene.placements))
        for note in scene.continuity_notes:
            if note in self._notes:
                continue
            if len(self._notes) < _MOST_NOTES:
                self._notes[note] = None
            self._hear(word_run(note))

    def miss_scene(self) -> None:
        """Go past a scene that cannot be read: it may have whatever is missed in the others."""
        self._is_whole = False

    def _hear(self, note: Words) -> None:
        """Take in what a note says of all that is asked for."""
        for word in self._unsaid.keys() & note.split():
            phrases = self._unsaid[word]
            said = [name for name, words in phrases.items() if words in note]
            for name in said:
                del phrases[name]
            self._said.update(said)

    def problems(self) -> Iterator[Problem]:
        """F366 for each name that is nowhere in the film, after its last scene."""
        for mention in self._mentions:
            if self._is_absent(mention):
                yield _problem(mention, self._meant(mention) or _DELETE)

    @property
    def names(self) -> tuple[str, ...]:
        """Those names, each once, but for those that the rules allow at their line.

        A film without pictures or scenes is not complete yet, and nothing is missed in it, nor in
        one with a scene that cannot be read.
        """
        if not (self._pool.rows and self._scenes and self._is_whole):
            return ()
        names = {}
        for mention in self._mentions:
            if self._is_absent(mention):
                names[_problem(mention, _DELETE)] = mention.name
        source = self._rules.rule_set.source
        if names and source.may_waive:
            from selector.review.waivers import waive  # noqa: PLC0415  # few rules have any

            left = waive(names, [source], lambda *_: False).problems
            names = {problem: names[problem] for problem in left}
        return tuple(dict.fromkeys(names.values()))

    @property
    def hinge_on_scenes(self) -> bool:
        """Whether more scenes may have some of those names, as far as they were looked at."""
        return any(
            mention.key not in _OF_PICTURES and self._is_absent(mention)
            for mention in self._mentions
        )

    def _is_absent(self, mention: Mention) -> bool:
        return not self._has(mention) and not self._copied.has(mention.at.line)

    def _has(self, mention: Mention) -> bool:
        if mention.key in _NAMED:
            return self._names[mention.key].have(mention.name)
        number = scene_number(mention.name)
        is_number = number is not None and likeness(number) in self._numbers
        if mention.key == WHEN_SCENES.key:
            return is_number
        is_said = mention.name in self._said
        if mention.key == WHEN_NOTE.key:
            return is_said
        return is_number or is_said

    def _meant(self, mention: Mention) -> str:
        """What the name was probably meant to be; an empty text if there is no telling."""
        if mention.key == WHEN_SHOT.key:
            choice = self._rules.plan.choice(fold(mention.name))
            if choice is not None and choice.names:
                return self._named(choice.names)
        if mention.key in _NAMED:
            near = self._names[mention.key].did_you_mean(mention.name)
            if not near and mention.key == LABEL.key and self._is_in_a_note(mention.name):
                return (
                    "A note says this instead: ask for its scenes with"
                    f" `when: {{note: {mention.name}}}`."
                )
            return near
        near = ""
        number = scene_number(mention.name)
        if mention.key != WHEN_NOTE.key and number is not None and size(number) is None:
            near = self._scenes_near.did_you_mean(mention.name)
        words = word_run(mention.name).split()
        if not near and mention.key != WHEN_SCENES.key and len(words) <= _MOST_WORDS:
            near = self._said_near(len(words)).did_you_mean(" ".join(words))
        return near

    def _named(self, names: Sequence[str]) -> str:
        """To write the names that a vocabulary reads in a shot type, if the film has them."""
        known = [name for name in names if self._names[WHEN_SHOT.key].have(name)]
        if not known:
            return ""
        return f"In a `when`, shots go by their names: write {quoted(known, 'or')}."

    @cached_property
    def _scenes_near(self) -> NearNames:
        return NearNames(self._numbers.values(), steps=RUN)

    def _said_near(self, count: int) -> NearNames:
        """What notes say in so many words, once for all that is asked for in as many."""
        if count not in self._near_notes:
            self._near_notes[count] = NearNames(self._phrases_of(count), steps=RUN)
        return self._near_notes[count]

    def _is_in_a_note(self, name: str) -> bool:
        words = word_run(name)
        return bool(words) and words in self._all_notes

    @cached_property
    def _all_notes(self) -> str:
        """The words of all notes; no words that are sought go on from one to the next."""
        return _APART.join(map(word_run, self._notes))

    def _phrases_of(self, count: int) -> set[str]:
        """Every so many words that follow one another in a note; of too many, nothing is near."""
        phrases: set[str] = set()
        for note in self._notes:
            if len(phrases) > MOST_NAMES:
                break
            words = word_run(note).split()
            for start in range(len(words) - count + 1):
                phrases.add(" ".join(words[start : start + count]))
        return phrases

    @cached_property
    def _names(self) -> dict[str, _Names]:
        """What the film has, by the condition that asks for it."""
        called: set[str] = set()
        for number in self._pool.members:
            individual = self._pool.individual(number)
            called |= individual.names | individual.tags
        rows = self._pool.rows
        shot_rules = ["default", *(each.name for each in self._rules.plan.shots)]
        shots = chain(self._shots, shot_rules, self._rules.plan.by_name)
        return {
            OF.key: _Names(called, _compared(OF.kind)),
            PICTURE.key: _Names(
                chain.from_iterable(row.marks for row in rows), _compared(PICTURE.kind)
            ),
            PLACED_AS.key: _Names(self._placed, _compared(PLACED_AS.kind)),
            LABEL.key: _Names(chain.from_iterable(row.labels for row in rows), fold),
            WHEN_SHOT.key: _Names(shots, fold, has_patterns=False),
        }


def _problem(mention: Mention, hint: str) -> Problem:
    return Problem(
        at=mention.at,
        code="F366",
        what=_WHAT[mention.key].format(shown(mention.name)),
        hint=hint,
    )


def _by_first_word(names: Iterable[str]) -> dict[str, dict[str, Words]]:
    """Phrases by their first word, each with its words. One without words is never said."""
    phrases: dict[str, dict[str, Words]] = {}
    for name in names:
        words = word_run(name)
        if words:
            phrases.setdefault(words.split()[0], {})[name] = words
    return phrases


class _Names:
    """Some names of a film, as one condition compares them."""

    def __init__(
        self, names: Iterable[str], compared: Callable[[str], str], *, has_patterns: bool = True
    ) -> None:
        """Take the names.

        Args:
            names: The names.
            compared: Makes of a name what is compared.
            has_patterns: Whether a `*` in what is asked for stands for any characters.
        """
        self._compared = compared
        self._has_patterns = has_patterns
        names = sorted(set(names))
        self._known = NameIndex(map(compared, names))
        self._near = NearNames(names, form=compared, steps=RUN)

    def have(self, name: str) -> bool:
        """Whether one of them is meant by a name, in which `*` stands for any characters."""
        pattern = self._compared(name)
        if pattern in self._known:
            return True
        if not self._has_patterns:
            return False
        is_found = next(self._known.meant_by(pattern), None) is not None
        return is_found or self._known.is_exhausted

    def did_you_mean(self, name: str) -> str:
        """The question for the nearest of them; an empty text if none is near."""
        return self._near.did_you_mean(name)


def _compared(kind: object) -> Callable[[str], str]:
    assert isinstance(kind, AnyOfNames), "its condition asks for names"  # noqa: S101  # for mypy
    return kind.compared


def mentions_in(rules: Rules) -> Iterator[Mention]:
    """Every name in the rules themselves, in the order of their file."""
    own = rules.rule_set.source
    found = [each for each in _all_in(rules) if each.at.source is own]
    yield from sorted(found, key=lambda each: each.at)


def _all_in(rules: Rules) -> Iterator[Mention]:
    for condition in asked_by(rules.rule_set):
        if condition.key in _NAMED:
            for name in condition.values:
                yield Mention(key=condition.key, name=name, at=condition.at)
        elif condition.key in (WHEN_SHOT.key, WHEN_NOTE.key, WHEN_SCENES.key):
            for value in condition.values:
                yield from _of_scenes(condition, value)
    for scene in rules.rule_set.scenes:
        yield Mention(key=WHEN_SCENES.key, name=scene.number, at=scene.at)


def _of_scenes(condition: Condition, value: str | Between) -> Iterator[Mention]:
    """What one value says: a name, or the bounds of a stretch. Whole numbers bound by size."""
    if not isinstance(value, Between):
        yield Mention(key=condition.key, name=value, at=condition.at)
        return
    for bound in value.bounds.values():
        number = scene_number(bound)
        if number is None or size(number) is None:
            yield Mention(key=_BOUND, name=bound, at=condition.at)
