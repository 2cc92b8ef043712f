"""A database's address as it may be printed: only what is known to be harmless, `***` for the rest.

In: a `URL`. Out: a text. The name of an option says little: `pwd`, `sslpassword`, `options` and
options of drivers to come may all hold a secret. So the list below names what is shown, and its
values are shown only where they look as they should. A password that was not percent-encoded may
have been torn into a host, a database and options; where that is possible, nothing after the user
is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote, quote_plus, unquote

if TYPE_CHECKING:
    from sqlalchemy.engine import URL

HIDDEN = "***"

_HARMLESS = frozenset({
    "application_name", "cache", "client_encoding", "command_timeout", "connect_timeout",
    "database", "dbname", "host", "hostaddr", "immutable", "lock_timeout", "mode", "port", "ssl",
    "sslmode", "statement_timeout", "target_session_attrs", "timeout", "user",
})  # fmt: skip
"""Options whose values are shown."""

_VALUE = re.compile(
    r"(?:[\w./~+ -]*(?::\d{1,5})?)(?:,[\w./~+ -]*(?::\d{1,5})?)*|\[?[0-9a-fA-F:.]+\]?"
)
"""Names, numbers, paths, and hosts with their ports.

No address and no setting can be nested in such a text.
"""

_HOST = re.compile(r"[\w.,/~%:-]*")
_DATABASE = re.compile(r"[\w./~+ $-]*")
_KEY = re.compile(r"[A-Za-z_][\w.-]{0,39}")
_AFTER_USER = re.compile(r"[:;=?#/&\s].*", re.DOTALL)


def displayed(url: URL) -> str:
    """The address; of an SQLite database its file."""
    if url.get_backend_name() == "sqlite":
        return file_of(url.database or "the database in memory")
    start = f"{url.get_backend_name()}://{_user(url)}"
    if may_be_torn(url):
        return f"{start}…"
    parts = [start, _host(url)]
    if url.port is not None:
        parts.append(f":{url.port}")
    if url.database is not None:
        parts.append(f"/{_if_like(_DATABASE, url.database)}")
    sign = "?"
    for key, value in _options(url):
        parts.append(f"{sign}{displayed_key(key)}={_value(key, value)}")
        sign = "&"
    return "".join(parts)


def displayed_key(key: str) -> str:
    """An option's name as a message may quote it.

    What does not look like a name may be a piece of a password.
    """
    if _KEY.fullmatch(key):
        return key
    return HIDDEN


def without_secrets(text: str, url: URL) -> str:
    """A text from the database or its driver, without anything that is not shown of the address."""
    hidden = [str(url.password or "")]
    for key, value in _options(url):
        if _value(key, value) == HIDDEN:
            hidden.append(value)
    spelled = set[str]()
    for secret in hidden:
        spelled |= {secret, quote(secret, safe=""), quote_plus(secret)}
    spelled.discard("")
    for form in sorted(spelled, key=len, reverse=True):
        text = text.replace(form, HIDDEN)
    return text


def file_of(database: str) -> str:
    """The path of an SQLite address: as it is written, or the one in a `file:` URL."""
    path = database.removeprefix("file:")
    if path == database:
        return database
    path, *_ = re.split(r"[?#]", path, maxsplit=1)
    path = re.sub(r"^//[^/]*", "", path)
    return unquote(path)


def may_be_torn(url: URL) -> bool:
    """Say if a password with an `@` of its own may have been torn at a sign within it."""
    if url.password is None:
        return False
    rest = [url.database or ""]
    rest += [value for _, value in _options(url)]
    return "@" in "".join(rest)


def _user(url: URL) -> str:
    if url.username is None and url.password is None:
        return ""
    name, cut = _AFTER_USER.subn("", url.username or "")
    shown = quote(name, safe=" +")
    if cut or url.password is not None:
        shown += f":{HIDDEN}"
    return f"{shown}@"


def _host(url: URL) -> str:
    host = (url.host or "").rpartition("@")[2]
    shown = _if_like(_HOST, host)
    if ":" in shown:
        return f"[{shown}]"
    return shown


def _options(url: URL) -> Iterator[tuple[str, str]]:
    """The options after the `?`: one that was written twice comes twice."""
    for key, value in url.query.items():
        if isinstance(value, str):
            yield key, value
        else:
            for each in value:
                yield key, each


def _value(key: str, value: str) -> str:
    if key in _HARMLESS and _VALUE.fullmatch(value):
        return quote_plus(value)
    return HIDDEN


def _if_like(pattern: re.Pattern[str], text: str) -> str:
    if pattern.fullmatch(text):
        return text
    return HIDDEN
