"""Text in; out, whether it is an address, as of a database, and what may be shown of it.

An address may hold a password, so messages show little of it: `postgresql://…`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from selector.model.problem import shown

_WITH_SLASHES = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://.*", re.DOTALL)
_WITHOUT = re.compile(
    r"((?:postgres|postgresql|sqlite|mysql|mariadb|oracle|mssql)(?:\+[A-Za-z0-9_]*)?):.*",
    re.DOTALL | re.IGNORECASE,
)
"""An address with one slash or none is mistyped. Only kinds of database that people name count."""

_PART = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://(?!…)[^\s`'\"]*")
"""An address inside a text. It may have been cut in pieces, as a list is at its commas."""


def is_address(text: str) -> bool:
    """Whether a text is meant as an address, as of a database, not as the name of a file."""
    return "://" in text or is_of_database(text)


def is_of_database(address: str) -> bool:
    """Whether an address is of a kind of database that people name."""
    return _WITHOUT.fullmatch(address) is not None


def scheme_only(address: str) -> str:
    """What may be shown of an address: `postgresql://…`."""
    found = _WITH_SLASHES.search(address) or _WITHOUT.fullmatch(address)
    if found is None:
        return "…"
    return f"{found[1]}://…"


def hide_addresses(text: str, typed: Iterable[str]) -> str:
    """A message that may quote words of a command line, with every address cut to its scheme.

    The message may quote an address as typed, as Python writes it, or cut short.
    """
    for word in typed:
        found = _WITH_SLASHES.search(word) or _WITHOUT.search(word)
        if not found:
            continue
        address = found[0]
        for spelled in (address, repr(address)[1:-1], shown(address)):
            text = text.replace(spelled, scheme_only(address))
    return _PART.sub(r"\1://…", text)
