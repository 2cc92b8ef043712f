"""One condition of the language, and one as a rule set states it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar

from selector.language.kinds.conditions_within import Conditions
from selector.language.kinds.count_of import CountOf
from selector.language.kinds.stretch import Stretch
from selector.model.frozen import frozen, unique
from selector.model.phrases import listed

if TYPE_CHECKING:
    from selector.language.candidate import Candidate, Question
    from selector.language.facts import Picture
    from selector.language.kinds import Kind
    from selector.model.ruleset import Condition
    from selector.model.scene import Placement

LooksAt: TypeAlias = Literal["picture", "placement", "candidate", "scene"]
"""What a condition looks at: a part of a candidate, the whole of it, or the scene as a whole."""
DecidedBy: TypeAlias = Literal["picture", "placement", "individual", "candidate"]
"""What the answer depends on, with the circumstances: on the picture, or the placement; on the
individual that the picture shows, and the placement; or on all of the candidate."""
T = TypeVar("T")


def itself(seen: T) -> T:
    """What is compared, where that is the fact as it is, or the candidate."""
    return seen


def _alternatives(wanted: Sequence[str]) -> str:
    return listed(wanted, "or")


def _never(_wanted: object) -> bool:
    return False


def _nothing(_wanted: object, _several: bool = False) -> str:  # noqa: FBT001, FBT002  # as `counts`
    return ""


@unique
class ConditionWord:
    """Everything that is true of one condition. Each condition is one value, compared by identity.

    Attributes:
        key: The word that a priority writes.
        kind: What values it takes, and how they are compared.
        looks_at: Which part of a candidate has the fact that it asks about: the picture, the
            placement that offers it, or the candidate as a whole; or that it asks about the scene.
        fact: The name of the attribute that holds the fact; empty for a candidate as a whole.
        decides: What decides the answer, where the condition looks at a candidate as a whole. If it
            is the picture, the scene and those before it play no part.
        asks_about: The attributes of pictures that the answer depends on and that only some rules
            ask about: those that join or rank pictures may matter whatever rules say.
        asks_earlier: Whether the answer depends on the scenes before, of what is wanted.
        reads: The facts that it reads besides roles, tags and what is known of each picture, by
            their names in `record.format_3`. A decision stores them for replay.
        found: Turns that attribute, or the candidate, into what is compared, if that is another.
        tester: Of what is wanted and one candidate, what says whether pictures of its individual,
            by their places, meet the condition under its placement; if that is quicker.
        question: Finds those individuals of whom it is true, if that is all that counts: what it
            finds is whether the individual of a candidate is one of them.
        asks: Says what is wanted: `the role subject or prop`.
        narrows: Says what is wanted after the word pictures, `placed as subject`, or, of the scene,
            after the word when: `a note says night`.
        names_pictures: Whether it says so in place of that word: `face crops`.
        denies: Says, of the scene, that what is wanted is not so: `no note says night`. Empty where
            that is not said in a few words.
        counts: Says what is wanted as a noun, of several or of one: `characters`.
        names: Says who is wanted, where that is all that it asks: "`Mara`".
        says: Says what was found, as one of several things: `it is a full picture`.
        says_alone: Says the same where nothing else is said: `this is a full picture`. No reason
            speaks of conditions on the scene.
        expected: What belongs there, for a refusal: `a role or a list of roles`.
        description: For editors, a sentence or two.
        examples: For editors.
        meanings: What each word means, for editors.
        manual: What it asks about, for the table of the manual.
    """

    key: str
    kind: Kind
    looks_at: LooksAt
    fact: str = ""
    decides: DecidedBy = "candidate"
    asks_about: Sequence[str] = ()
    asks_earlier: Callable[[Any], bool] = _never
    reads: Sequence[str] = ()
    found: Callable[[Any], Any] = itself
    tester: Callable[[Any, Candidate], Callable[[Picture, int], bool]] | None = None
    question: Question | None = None
    asks: Callable[[Sequence[str]], str]
    narrows: Callable[[Sequence[str]], str] = _alternatives
    names_pictures: bool = False
    denies: Callable[[Sequence[str]], str] = _nothing
    counts: Callable[[Sequence[str], bool], str] = _nothing
    names: Callable[[Sequence[str]], str] = _nothing
    says: Callable[[str], str] = str
    says_alone: Callable[[str], str] = str
    expected: str
    description: str
    examples: Sequence[Any]
    meanings: Mapping[str, str] = field(default_factory=dict)
    manual: str

    @property
    def decided_by(self) -> DecidedBy:
        """What the answer depends on."""
        match self.looks_at:
            case "candidate" | "scene":
                return self.decides
            case part:
                return part

    def found_on(self, candidate: Candidate) -> Any:  # noqa: ANN401  # what the kind compares
        """What is compared, of a candidate."""
        if self.looks_at in ("candidate", "scene"):
            return self.found(candidate)
        seen = getattr(candidate, self.looks_at)
        return self.found(getattr(seen, self.fact))


@frozen
class Requirement:
    """One condition, compiled: the word of the language, and what it wants, as its kind has it."""

    word: ConditionWord
    wanted: Any

    def is_met(self, candidate: Candidate) -> bool:
        """Whether a candidate meets the condition."""
        word = self.word
        return word.kind.is_met(self.wanted, word.found_on(candidate))

    def is_met_by(self, seen: Picture | Placement) -> bool:
        """The same of the part of a candidate that the condition looks at."""
        word = self.word
        return word.kind.is_met(self.wanted, word.found(getattr(seen, word.fact)))

    @property
    def asks_earlier(self) -> bool:
        """Whether the answer depends on the scenes before; of this condition alone."""
        return self.word.asks_earlier(self.wanted)

    def covers(self, other: Requirement) -> bool:
        """Whether everything that meets the other condition meets this one too."""
        return self.word is other.word and self.word.kind.covers(self.wanted, other.wanted)

    @property
    def key(self) -> str:
        """The word that a rule writes."""
        return self.word.key

    @property
    def form(self) -> Any:  # noqa: ANN401  # as the kind has it
        """What is wanted, as the digest has it."""
        return self.word.kind.form(self.wanted)

    @property
    def asks(self) -> str:
        """What is wanted, in a phrase: `the role subject or prop`."""
        return self.word.asks(self.in_order)

    @property
    def narrows(self) -> str:
        """What is wanted, after the word pictures: `placed as subject`."""
        return self.word.narrows(self._in_words)

    @property
    def denied(self) -> str:
        """That what is wanted of the scene is not so; empty if that takes more than a few words."""
        return self.word.denies(self._in_words)

    def counted(self, several: bool) -> str:  # noqa: FBT001  # one or several, nothing else
        """What is wanted, as a noun; empty if it is not a noun."""
        return self.word.counts(self.in_order, several)

    @property
    def named(self) -> str:
        """Who is wanted; empty if it asks anything but who somebody is."""
        return self.word.names(self.in_order)

    @property
    def _in_words(self) -> tuple[str, ...]:
        kind = self.word.kind
        if isinstance(kind, Stretch):
            return kind.in_clauses(self.wanted)
        if isinstance(kind, Conditions) and self.word.looks_at == "scene":
            return kind.in_clauses(self.wanted)
        if isinstance(kind, Conditions | CountOf):
            return kind.in_pictures(self.wanted)
        return self.in_order

    @property
    def names_pictures(self) -> bool:
        """Whether it says so in place of the word pictures."""
        return self.word.names_pictures

    @property
    def is_of_picture(self) -> bool:
        """Whether it looks at the picture alone."""
        return self.word.looks_at == "picture"

    @property
    def is_the_same_in_every_scene(self) -> bool:
        """Whether the scene and those before it play no part in the answer."""
        return self.word.decided_by == "picture"

    @property
    def in_order(self) -> tuple[str, ...]:
        """What is wanted, as texts, in the order of the language."""
        return self.word.kind.in_order(self.wanted)

    def __str__(self) -> str:
        return f"{self.key} {' or '.join(self.in_order)}"


def requirements(
    written: Iterable[Condition], table: Mapping[str, ConditionWord]
) -> tuple[Requirement, ...]:
    """Conditions, compiled, with all that stand inside them.

    Args:
        written: The conditions as a rule file has them, in the order of the language.
        table: The conditions of the language, by key.
    """
    return tuple(_requirement(condition, table) for condition in written)


def flattened(conditions: Iterable[Requirement]) -> Iterator[Requirement]:
    """The conditions, and those inside them, the outer ones first."""
    for each in conditions:
        yield each
        if isinstance(each.word.kind, Conditions):
            for group in each.wanted.in_order:
                yield from flattened(group)
        elif isinstance(each.word.kind, CountOf):
            yield from flattened(each.wanted.conditions)


def _requirement(condition: Condition, table: Mapping[str, ConditionWord]) -> Requirement:
    word = table[condition.key]
    values = condition.values
    if isinstance(word.kind, Conditions):
        values = tuple(requirements(group, table) for group in values)
    elif isinstance(word.kind, CountOf):
        (count,) = values
        values = (replace(count, conditions=requirements(count.conditions, word.kind.table())),)
    return Requirement(word=word, wanted=word.kind.compiled(values))
