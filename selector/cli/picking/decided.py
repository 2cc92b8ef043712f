"""Decisions on record in; the answers that they were, and what is said of them, out.

So too for what a pipeline recorded that it sent for them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from selector.cli.arguments.scene_numbers import whole_argument
from selector.model.problem import shown
from selector.model.vocabulary import MEANING
from selector.reporting.rules_used import RulesUsed
from selector.reporting.stored_answer import Answer, StoredAnswer
from selector.reporting.terminal import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from selector.db.decisions.history import DecisionOnRecord, PastDecision
    from selector.db.decisions.sending import Sending
    from selector.model.video_model import VideoModel
    from selector.reporting.documents.databases import SendingEntry

LAST = "last"
"""Names the newest decision on a scene."""


def refuse_beside_a_decision(rules: str | None, target: VideoModel | None, *, skip: bool) -> None:
    """Refuse what would make another answer of a stored one.

    Args:
        rules: What `--rules` says, if anything.
        target: What `--target` says, if anything.
        skip: Whether `--skip-problems` was given.

    Raises:
        click.UsageError: One of them is given.
    """
    if skip:
        raise click.UsageError(
            "A stored decision is explained by the pictures it was made with. Leave"
            " `--skip-problems` out."
        )
    if rules is not None:
        raise click.UsageError(
            "A stored decision is explained by the rules it was made with. Leave `--rules` out."
        )
    if target is not None:
        raise click.UsageError(
            "A stored decision is explained for the video model it was made for. Leave"
            " `--target` out."
        )


def decision_number(written: str) -> int | None:
    """What --decision says; None for the newest decision.

    Raises:
        click.UsageError: It is neither `last` nor a number that a decision can have.
    """
    if written == LAST:
        return None
    if not (written.isascii() and written.isdecimal()):
        raise click.UsageError(
            f"`{shown(written)}` is not a decision. After `--decision`, write `last` or a number"
            " that `selector db history` lists."
        )
    number = whole_argument(written)
    if number is None:
        digits = shown(written)
        raise click.UsageError(
            f"There is no decision {digits}. `selector db history` lists the stored decisions."
        )
    return number


def answer_on_record(on_record: DecisionOnRecord) -> Answer:
    """What a decision was.

    It is made again; where that gives something else, it is shown as it was stored.
    """
    past = on_record.decision
    if on_record.unlike is None and on_record.selection is not None:
        return on_record.selection
    rules = RulesUsed(
        name=past.rules_name,
        version=past.rules_version,
        digest=past.rules_digest,
        file=on_record.rules_file,
        meaning=on_record.outcome.meaning,
    )
    return StoredAnswer(
        scene=on_record.scene,
        outcome=on_record.outcome,
        rules=rules,
        references=on_record.references,
        meaning_now=MEANING,
        unlike=on_record.unlike or "differs",
    )


def decided_in_words(past: PastDecision) -> str:
    """When it was decided and for whom, its number in the scene, and how rules were read then."""
    by = f" for {past.asked_by}" if past.asked_by else ""
    which = f"decision {past.number}; rules read under meaning {past.meaning}"
    return f"as decided on {past.made_at:%Y-%m-%d %H:%M} UTC{by} ({which})"


def sendings_in_words(sendings: Iterable[Sending], picked: str = "") -> Iterator[str]:
    """What was sent, a line for each reference; `picked` says more of the decision."""
    for sending in sendings:
        by = ""
        if sending.by:
            by = f", by {printable(sending.by)}"
        yield f"Sent {sending.at:%Y-%m-%d %H:%M} UTC{by}{picked}:"
        for each in sending.references:
            kind = _KINDS[each.kind]
            tag, where = printable(each.tag), printable(each.address)
            yield f"{each.slot:>3}. {tag}, {kind}: {where}"


_KINDS = {"clean": "clean reference", "original": "original"}


def sent_as_entries(sendings: Iterable[Sending]) -> tuple[SendingEntry, ...]:
    """The same for a document."""
    from selector.reporting.documents.databases import SendingEntry, SentReferenceEntry

    entries = []
    for sending in sendings:
        references = tuple(map(SentReferenceEntry.model_validate, sending.references))
        entry = SendingEntry(
            scene=sending.scene_index,
            decision=sending.decision,
            at=sending.at,
            by=sending.by,
            references=references,
        )
        entries.append(entry)
    return tuple(entries)
