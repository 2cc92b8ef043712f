"""An address that may hold a password is repeated no further than its scheme, wherever it is typed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from selector.cli.main import run
from tests.long import many

ADDRESSES = [
    "postgresql://mara:se/c@ret@host/films",
    "postgresql://mara:se cret@host/films",
    "postgresql://host/films?password=se-cret",
    "postgresql:/mara:se-cret@host/films",
    "postgresql+psycopg:mara:se'\"cret@host/films",
    f"postgresql://mara:{'long-' * 20}se-cret@host/films",
]
WRONG_PLACES = [
    "WORD",
    "check my-film --rules WORD",
    "demo WORD",
    "help WORD",
    "schema WORD",
    "schema --write WORD",
    "new film WORD",
    "new rules WORD",
    "new WORD x",
    "pick my-film WORD",
    "pick my-film --rules WORD",
    "pick my-film --scene WORD",
    "pick my-film --scene 1,WORD",
    "pick my-film --format=WORD",
    "why my-film WORD",
    "why my-film 1 WORD",
    "why my-film 1 --rules WORD",
    "why my-film 1 --decision WORD",
    "db export my-film WORD",
    "db import WORD",
    "db history my-film WORD",
    "db prune my-film --older-than WORD",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_in_the_wrong_place_is_repeated_no_further_than_its_scheme(
    film: Path, capsys: pytest.CaptureFixture[str], address: str
) -> None:
    assert run(["pick", "my-film"]) == 0
    for words in WRONG_PLACES[many(ADDRESSES.index(address), 0) :: many(len(ADDRESSES), 1)]:
        capsys.readouterr()
        assert run([word.replace("WORD", address) for word in words.split()]) == 2
        told = "".join(capsys.readouterr())
        assert not re.search("mara|se.?cret|ret@|long-|host", told), words
    assert [path.name for path in film.parent.iterdir()] == ["my-film"]


@pytest.mark.parametrize(
    "words", ["rules", "schema --write", "pick my-film --rules", "db export my-film"]
)
def test_an_address_in_the_place_of_a_file_is_told_as_one(
    film: Path, capsys: pytest.CaptureFixture[str], words: str
) -> None:
    assert run([*words.split(), "postgresql://mara:secret@host/films"]) == 2
    told = capsys.readouterr().err.rstrip()
    assert told.endswith(
        "Error: `postgresql://…` is the address of a database. Name a file or a folder."
    )


@pytest.mark.parametrize(
    "words",
    ["pick WORD", "why WORD 1", "check WORD", "db status WORD", "pick my-film --db WORD"],
)
@pytest.mark.parametrize(
    "address",
    [
        "postgresql://mara:se@cret@127.0.0.1:1/films",
        "postgresql:/mara:se-cret@127.0.0.1:1/films",
        "sqlite:/mara:se-cret@x.sqlite",
        "postgresql://mara:se cret@127.0.0.1:1/films",
    ],
)
def test_an_address_in_its_place_is_shown_without_its_password(
    film: Path, capsys: pytest.CaptureFixture[str], words: str, address: str
) -> None:
    assert run([word.replace("WORD", address) for word in words.split()]) == 2
    out, err = capsys.readouterr()
    assert not re.search("se.?cret|cret", out + err)
    assert re.search("error D60[13]: ", err)
    assert [path.name for path in film.parent.iterdir()] == ["my-film"]
