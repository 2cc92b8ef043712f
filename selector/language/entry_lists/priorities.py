"""`priorities`: what is sent, in order."""

from __future__ import annotations

from typing import Any

from selector.language.conditions.role import ROLE
from selector.language.entry_list import EntryList
from selector.language.entry_words.at_most import AT_MOST
from selector.language.entry_words.because import BECAUSE
from selector.language.entry_words.side_by_side import SIDE_BY_SIDE
from selector.language.shot_words.order import ORDER
from selector.language.shot_words.prefer import PREFER

# With `like`, each shot rule may take over all the priorities of another: without a limit a small
# file would become a plan larger than memory.
MOST_PRIORITIES = 1_000


def priority(name: str, role: str, because: str) -> dict[str, Any]:
    """A priority as a file has it, for the examples that editors offer.

    Args:
        name: Its name.
        role: What it asks for.
        because: Its reason.

    Returns:
        Its keys and their values.
    """
    return {"name": name, ROLE.key: role, BECAUSE.key: because}


PRIORITIES = EntryList(
    key="priorities",
    places=("shot rule",),
    entry="priority",
    entries="priorities",
    called="subject-face",
    heading="in this order",
    words={word.key: word for word in (AT_MOST, SIDE_BY_SIDE, PREFER, ORDER, BECAUSE)},
    most=MOST_PRIORITIES,
    expected="a list of priorities",
    description=(
        "The priorities, in order. Each priority takes, for every person, place or thing, the best"
        f" picture that meets its conditions, or several with a `{SIDE_BY_SIDE.key}` of its own."
    ),
    examples=([priority("subject", "subject", "the scene is about its subject")],),
    entry_description=(
        "A priority is one step of a shot rule. It says which pictures to send, of at most how"
        " many people, places or things, and why."
    ),
    template=(
        "What is sent next, and why",
        priority("${1:subject}", "${2:subject}", "${3:the scene is about it}"),
    ),
)
