"""Facts that conditions ask about: of a picture, and of the person, place or thing it shows."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from selector.among_threads import cached_property
from selector.language.text import Called, word_run
from selector.model.vocabulary import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from selector.language.text import Words


SendCleaned: TypeAlias = "int | float | Decimal | Literal['never']"
"""The lowest likeness of a clean reference that is sent, or never any."""


class Cleaned(NamedTuple):
    """A clean reference, which can go instead of the original.

    `address` says where it lies. `likeness` says how alike its face is to the original's, from 0 to
    1; None if that is not known.
    """

    address: str
    likeness: float | Decimal | None = None


class Picture(NamedTuple):
    """What is known of one picture.

    `type` is in lower case, `source` is the id of the picture that it was cut from, `quality` is
    0 to 10, and `address` says where the picture lies. `held` is None if the picture can be sent;
    otherwise it is the reason, and empty if no reason was given. `clean` is its primary clean
    reference; None if it has none with an address.
    """

    tag: str
    type: str
    is_face: bool
    quality: float | Decimal | None
    id: str | None
    source: str | None
    individual: str | None
    name: str | None = None
    labels: tuple[str, ...] = ()
    address: str | None = None
    held: str | None = None
    clean: Cleaned | None = None

    @property
    def crop(self) -> Literal["face", "full"]:
        """Which of the two crops the picture is."""
        if self.is_face:
            return "face"
        return "full"

    @property
    def marks(self) -> tuple[str, ...]:
        """What tells the picture from others: its tag, and its id if it has one."""
        if self.id is None:
            return (self.tag,)
        return self.tag, self.id


class Individual:
    """A person, place or thing of a pool.

    Args:
        tags: The tags of its pictures.
        names: The names that its pictures give it: their `individual` and their `name`.

    Attributes:
        tags, names: As above.
        words: The words of each name that has any.
        folded: The names as those of speakers are compared with them.
    """

    def __init__(self, tags: frozenset[str], names: frozenset[str]) -> None:
        self.tags = tags
        self.names = names
        # At once, because a property takes as long to store what it finds as that takes to find.
        self.words: Sequence[Words] = tuple(filter(None, map(word_run, names)))
        self.folded = frozenset(map(fold, names))

    @cached_property
    def called(self) -> Called:
        """All names and tags in order, the names first."""
        return Called((*sorted(self.names), *sorted(self.tags - self.names)))


class Labels:
    """The labels of the pictures of a pool, by their places in it, as they are looked for in texts.

    Few texts have any label in them. So the first word of each label is looked for among the
    letters of a text first; only where one occurs is the text taken apart into words.

    Args:
        rows: The pictures, in order.

    Attributes:
        runs: The words of each label of a picture that has any.
    """

    def __init__(self, rows: Iterable[Picture]) -> None:
        self.runs = [label_runs(row.labels) for row in rows]
        self._first_words = list(map(_first_words, self.runs))

    def may_be_in(self, texts: Sequence[str], places: Iterable[int]) -> bool:
        """Whether any label of some pictures may be in a text, by the first word of the label.

        Args:
            texts: The texts.
            places: The pictures.

        Returns:
            False only if none is in any.
        """
        letters = "\n".join(texts)
        letters = letters.lower() if letters.isascii() else "\n".join(map(word_run, texts))
        first_words = self._first_words
        for place in places:
            for word in first_words[place]:
                if word in letters:
                    return True
        return False


@lru_cache(1_024)
def label_runs(labels: tuple[str, ...]) -> tuple[Words, ...]:
    """The words of each label that has any; cached, as a pool has few labels."""
    return tuple(filter(None, map(word_run, labels)))


@lru_cache(1_024)
def _first_words(runs: tuple[Words, ...]) -> tuple[str, ...]:
    return tuple([run.split()[0] for run in runs])
