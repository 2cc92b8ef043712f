"""Of an address only what is known to be harmless is shown."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.engine import URL, create_engine, make_url
from sqlalchemy.exc import ArgumentError, ProgrammingError

from selector.db.connections.addresses import read_url
from selector.db.connections.database_errors import refusal
from selector.db.connections.database_problems import without_password
from selector.model.problem import ProblemError
from tests.long import many

SHOWN = {
    "postgresql://host/f?user=x&pwd=s3cret": "postgresql://host/f?user=x&pwd=***",
    "postgres://keeper:s3cret@host/film": "postgresql://keeper:***@host/film",
    "postgresql://:s3cret@host/film": "postgresql://:***@host/film",
    "postgresql://host/f?user=keeper&PASSWORD=s3cret&SSLPassword=s3cret": (
        "postgresql://host/f?user=keeper&PASSWORD=***&SSLPassword=***"
    ),
    "postgresql://h:5432/f?sslmode=require&connect_timeout=3&options=-c%20s3cret": (
        "postgresql://h:5432/f?sslmode=require&connect_timeout=3&options=***"
    ),
    "postgresql://h/f?service=s3cret&passfile=s3cret&key=s3cret&token=s3cret": (
        "postgresql://h/f?service=***&passfile=***&key=***&token=***"
    ),
    "postgresql://h/f?host=keeper:s3cret@h2&host=h3:5433": "postgresql://h/f?host=***&host=h3%3A5433",
    "postgresql://h/f?dbname=password%3Ds3cret": "postgresql://h/f?dbname=***",
    "postgresql://h/f?application_name=film#s3cret": "postgresql://h/f?application_name=***",
    "postgresql://h/f#s3cret": "postgresql://h/***",
    "postgresql://h/password=s3cret": "postgresql://h/***",
    "postgresql://keeper%3As3cret@h/f": "postgresql://keeper:***@h/f",
    "postgresql://keeper:s3%40cret@h/f": "postgresql://keeper:***@h/f",
    "postgresql://keeper:s3cret/#?s3cret@h/f": "postgresql://keeper:***@h/f",
    "postgresql://keeper:pass@s3cret/s3cret@h/f": "postgresql://keeper:***@…",
    "postgresql://keeper:pass@s3cret?s3cret=s3cret@h/f": "postgresql://keeper:***@…",
    "postgresql://keeper:pass@h/f?pwd=pass@s3cret": "postgresql://keeper:***@…",
    "postgresql://kee/per:s3cret@h/f": "postgresql://kee/***",
    "postgresql://h/f?s3cret:s3cret=1": "postgresql://h/f?***=***",
    "postgresql:///f?host=/tmp/pg": "postgresql:///f?host=%2Ftmp%2Fpg",
    "postgresql://[::1]:5432/f": "postgresql://[::1]:5432/f",
    "postgresql://keeper%40server@h1/f": "postgresql://keeper%40server@h1/f",
    "sqlite:///film.sqlite?timeout=3": "film.sqlite",
    "sqlite:///file:film.sqlite?mode=ro&uri=true": "film.sqlite",
    "sqlite://": "the database in memory",
}

CANNOT_BE_USED = {
    "postgresql://h/f?pwd=s3cret&pwd=s3cret-too": "postgresql://h/f?pwd=***&pwd=***",
    "sqlite://keeper:s3cret@/film.sqlite": "film.sqlite",
}


@pytest.mark.parametrize("address", SHOWN)
def test_an_address_is_shown_as_far_as_it_is_harmless(address: str) -> None:
    assert "s3cret" not in without_password(read_url(address))
    assert without_password(read_url(address)) == SHOWN[address]


def test_the_address_of_a_callers_engine_is_shown_the_same_way() -> None:
    engine = create_engine("postgresql+psycopg://keeper:s3cret@h/f?pwd=s3cret")
    assert without_password(engine.url) == "postgresql://keeper:***@h/f?pwd=***"
    for address, shown in CANNOT_BE_USED.items():
        assert without_password(make_url(address)) == shown
    query = "file://keeper:s3cret@localhost/films/film.sqlite?key=s3cret#s3cret"
    assert (
        without_password(URL.create("sqlite", database=query, query={"uri": "true"}))
        == "/films/film.sqlite"
    )


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://keeper:s3@cret@h/f",
        "postgresql://keeper:s3@cret?word@h/f",
        "postgresql://keeper:s3@cret?word@h=1/f",
        "postgresql://keeper:s3cret@h:port/f",
        "postgresql:/keeper:s3cret@h/f",
        "postgresql:keeper:s3cret@h/f",
        "mysql://keeper:s3cret@h/f?s3cret=s3cret@s3cret",
        "sqlite:///film.sqlite?s3:cret=1",
    ],
)
def test_a_malformed_address_is_refused_without_its_secrets(address: str) -> None:
    with pytest.raises(ProblemError) as caught:
        read_url(address)
    assert not re.search("s3|cret", str(caught.value))


def test_what_the_driver_quotes_is_told_without_any_secret_of_the_address() -> None:
    url = read_url(
        "postgresql://keeper:a%26b@h/f?pwd=s3cret%20one&sslmode=require&sslpassword=s3cret"
    )
    error = ProgrammingError(
        "SELECT", {}, Exception("no: s3cret one, s3cret%20one, s3cret, a&b, a%26b, require")
    )
    told = refusal(url, error).problems[0].what
    assert told == "The database refused the request: no: ***, ***, ***, ***, ***, require."


NAMES = st.text("abcxyz", min_size=1, max_size=4)
SECRETS = st.text("0123456789@:/?#&=%+; []", min_size=1, max_size=9).map(lambda text: f"Q{text}Q")


@settings(max_examples=many(50, 5_000), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    NAMES,
    SECRETS,
    NAMES,
    NAMES.map(str.upper),
    st.sampled_from(["user", "password", "key", "twice", "raw"]),
)
def test_no_secret_shows_wherever_it_stands(
    user: str, secret: str, host: str, key: str, where: str
) -> None:
    coded = quote(secret, safe="")
    address = {
        "user": f"postgresql://{quote(f'{user}:{secret}', safe='')}@{host}/f",
        "password": f"postgresql://{user}:{coded}@{host}/f",
        "key": f"postgresql://{host}/f?{key}={coded}",
        "twice": f"postgresql://{host}/f?{key}={coded}&{key}={coded}",
        "raw": f"postgresql://{user}:{secret}@{host}/f",
    }[where]
    try:
        shown = without_password(make_url(address))
    except (ArgumentError, ValueError):
        return
    assert "Q" not in shown.replace(key, "")
    if where != "raw":
        assert shown.startswith("postgresql://")
        assert host in shown
