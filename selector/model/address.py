"""The addresses of databases, told from the names of files. They may hold a password, so little of them is repeated."""

from __future__ import annotations

import re
from collections.abc import Iterable

from selector.model.problem import shown

_WITH_SLASHES = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://.*", re.DOTALL)
_WITHOUT = re.compile(
    r"((?:postgres|postgresql|sqlite|mysql|mariadb|oracle|mssql)(?:\+[A-Za-z0-9_]*)?):.*",
    re.DOTALL | re.IGNORECASE,
)
"""With one slash or none it is an address that somebody mistyped: only of kinds of database that people name."""

_PART = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://(?!…)[^\s`'\"]*")
"""What is quoted of an address that was cut in pieces, as a list is at its commas."""


def is_address(text: str) -> bool:
    """Whether it is the address of a database, or meant to be one, and not the name of a file or a folder."""
    return "://" in text or _WITHOUT.fullmatch(text) is not None


def scheme_only(address: str) -> str:
    """An address as it may be repeated where it does not belong: `postgresql://…`."""
    found = _WITH_SLASHES.search(address) or _WITHOUT.fullmatch(address)
    return f"{found[1]}://…" if found else "…"


def hide_addresses(text: str, typed: Iterable[str]) -> str:
    """A text that quotes some of the words that were typed, with each address among them reduced to its scheme."""
    for word in typed:
        if found := _WITH_SLASHES.search(word) or _WITHOUT.search(word):
            address = found[0]
            for spelled in (address, repr(address)[1:-1], shown(address)):
                text = text.replace(spelled, scheme_only(address))
    return _PART.sub(r"\1://…", text)
