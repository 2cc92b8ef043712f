"""What an address says of its server and after its `?`, checked before anything is opened.

In: an address. Out: nothing, or a problem that names the option (D601). Drivers judge their options
each in its own way: one connects to another port than the one that is written, one raises a
`ValueError`, one waits. Options that are not listed here are the driver's to judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from selector.db.connections.database_problems import problem
from selector.db.connections.displayed import displayed_key
from selector.model.frozen import frozen
from selector.model.phrases import quoted

if TYPE_CHECKING:
    from sqlalchemy.engine import URL

_TLS = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
_SERVERS = ("any", "read-write", "read-only", "primary", "standby", "prefer-standby")
_LARGEST_PORT = 65_535
_OF_SEVERAL = frozenset({"host", "port"})
"""What is written once for each of several servers."""


@frozen
class Form:
    """How the value of an option is written.

    Attributes:
        name: What it is, after "is not".
        pattern: What it looks like.
        hint: What to write.
    """

    name: str
    pattern: re.Pattern[str]
    hint: str


def _one_of(*names: str) -> Form:
    pattern = re.compile("|".join(names))
    return Form(name="one that it takes", pattern=pattern, hint=f"Write {quoted(names, 'or')}.")


_NUMBER = Form(
    name="a number", pattern=re.compile(r"-?\d+(\.\d*)?"), hint="Write a number, such as 30."
)
_COUNT = Form(
    name="a whole number", pattern=re.compile(r"\d+"), hint="Write a whole number, such as 100."
)
_ABOVE_0 = Form(
    name="a number above 0",
    pattern=re.compile(r"(?=.*[1-9])\d+(\.\d*)?"),
    hint="Write a number, such as 30; without the option there is no limit.",
)
_FLAG = Form(
    name="`true` or `false`",
    pattern=re.compile("1|0|true|false|yes|no|on|off", re.IGNORECASE),
    hint="Write one of them.",
)

_FORMS: dict[str, Form] = {
    "cache": _one_of("shared", "private"),
    "cached_statements": _COUNT,
    "check_same_thread": _FLAG,
    "command_timeout": _ABOVE_0,
    "connect_timeout": _NUMBER,
    "detect_types": _COUNT,
    "immutable": _FLAG,
    "mode": _one_of("ro", "rw", "rwc", "memory"),
    "nolock": _FLAG,
    "prepared_statement_cache_size": _COUNT,
    "psow": _FLAG,
    "ssl": _one_of(*_TLS),
    "sslmode": _one_of(*_TLS),
    "statement_cache_size": _COUNT,
    "target_session_attrs": _one_of(*_SERVERS),
    "timeout": _NUMBER,
    "uri": _FLAG,
}
"""The options of all drivers by their names: none means one thing here and another there."""


def must_make_sense(url: URL) -> None:
    """Refuse a port or an option that no server and no file can be reached with.

    Raises:
        ProblemError: The port is none, or an option has a value that it does not take (D601).
    """
    for port in _ports(url):
        if not (port.isdecimal() and 0 < int(port) <= _LARGEST_PORT):
            what = "The port in the address is not a number from 1 to 65,535."
            hint = "Write the server's port, which is 5432 unless somebody changed it."
            raise problem(url, "D601", what, hint)
    for key, value in url.query.items():
        if not isinstance(value, str):
            if key not in _OF_SEVERAL:
                what = f"`{displayed_key(key)}` is written more than once after the `?`."
                raise problem(url, "D601", what, "Write it once.")
            continue
        form = _FORMS.get(key)
        if form and not form.pattern.fullmatch(value):
            what = f"The value of `{displayed_key(key)}` after the `?` is not {form.name}."
            raise problem(url, "D601", what, form.hint)


def names_database(url: URL) -> bool:
    """Say if the address of a server says which of its databases is meant."""
    return bool(url.database) or not url.query.keys().isdisjoint({"dbname", "database", "service"})


def _ports(url: URL) -> Iterator[str]:
    """The ports in an address as they are written: of several servers there are several."""
    if url.port is not None:
        yield str(url.port)
    yield from filter(None, _each(url, "port"))
    for host in _each(url, "host"):
        # What has more than one colon is an IPv6 address.
        _, colon, port = host.partition(":")
        if colon and port.isdecimal():
            yield port


def _each(url: URL, key: str) -> Iterable[str]:
    value = url.query.get(key, ())
    if isinstance(value, str):
        value = (value,)
    return ",".join(value).split(",")
