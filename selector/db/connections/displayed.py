"""A database's address as it may be printed: only what is known to be harmless, and `***` for the rest.

The name of a key says little: `pwd`, `sslpassword`, `options` and keys of drivers to come may all hold a secret. So the
list below says what is shown, and its values only where they look like what they should be. A password that was not
percent-encoded may have come apart into a host, a database and a question; where that can be, nothing after the user is
shown.
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
    "application_name", "cache", "client_encoding", "command_timeout", "connect_timeout", "database", "dbname", "host",
    "hostaddr", "immutable", "mode", "port", "ssl", "sslmode", "target_session_attrs", "timeout", "user",
})  # fmt: skip

_VALUE = re.compile(
    r"(?:[\w./~+ -]*(?::\d{1,5})?)(?:,[\w./~+ -]*(?::\d{1,5})?)*|\[?[0-9a-fA-F:.]+\]?"
)
"""Names, numbers, paths, and hosts with their ports: nothing in which an address or a setting could be nested."""

_HOST = re.compile(r"[\w.,/~%:-]*")
_DATABASE = re.compile(r"[\w./~+ $-]*")
_KEY = re.compile(r"[A-Za-z_][\w.-]{0,39}")
_AFTER_USER = re.compile(r"[:;=?#/&\s].*", re.DOTALL)


def displayed(url: URL) -> str:
    """The address: of an SQLite database its file."""
    if url.get_backend_name() == "sqlite":
        return file_of(url.database or "the database in memory")
    start = f"{url.get_backend_name()}://{_user(url)}"
    if _may_be_torn(url):
        return f"{start}…"
    port = f":{url.port}" if url.port is not None else ""
    database = f"/{_if_like(_DATABASE, url.database)}" if url.database is not None else ""
    pairs = [f"{displayed_key(key)}={_value(key, value)}" for key, value in _asked(url)]
    question = f"?{'&'.join(pairs)}" if pairs else ""
    return f"{start}{_host(url)}{port}{database}{question}"


def displayed_key(key: str) -> str:
    """A key of an address, as a message may quote it: what does not look like one may be a piece of a password."""
    return key if _KEY.fullmatch(key) else HIDDEN


def without_secrets(text: str, url: URL) -> str:
    """A text of the database's or its driver's, with everything that is not shown of the address taken out."""
    hidden = [value for key, value in _asked(url) if _value(key, value) == HIDDEN]
    if url.password:
        hidden.append(str(url.password))
    spelled = {
        form
        for secret in hidden
        for form in (secret, quote(secret, safe=""), quote_plus(secret))
        if form
    }
    for form in sorted(spelled, key=len, reverse=True):
        text = text.replace(form, HIDDEN)
    return text


def file_of(database: str) -> str:
    """The path that an SQLite address means: as it stands, or what a `file:` URL says."""
    path = database.removeprefix("file:")
    if path == database:
        return database
    path = re.sub(r"^//[^/]*", "", re.split(r"[?#]", path, maxsplit=1)[0])
    return unquote(path)


def _may_be_torn(url: URL) -> bool:
    """Whether this may be what is left of a password with an `@` of its own, cut at a sign within it."""
    rest = [url.database or "", *(value for _, value in _asked(url))]
    return url.password is not None and any("@" in part for part in rest)


def _user(url: URL) -> str:
    if url.username is None and url.password is None:
        return ""
    name, cut = _AFTER_USER.subn("", url.username or "")
    hidden = f":{HIDDEN}" if cut or url.password is not None else ""
    return f"{quote(name, safe=' +')}{hidden}@"


def _host(url: URL) -> str:
    host = (url.host or "").rpartition("@")[2]
    shown = _if_like(_HOST, host)
    return f"[{shown}]" if ":" in shown else shown


def _asked(url: URL) -> Iterator[tuple[str, str]]:
    """What stands after the `?`, a key that was written twice twice."""
    for key, value in url.query.items():
        for each in (value,) if isinstance(value, str) else value:
            yield key, each


def _value(key: str, value: str) -> str:
    return quote_plus(value) if key in _HARMLESS and _VALUE.fullmatch(value) else HIDDEN


def _if_like(pattern: re.Pattern[str], text: str | None) -> str:
    return text if text is not None and pattern.fullmatch(text) else HIDDEN
