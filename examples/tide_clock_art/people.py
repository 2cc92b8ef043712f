"""The people of Saltmere: one row of numbers and words each, from which `heads` and `bodies` draw them."""

from __future__ import annotations

from dataclasses import dataclass

from tide_clock_art.paper import (
    AMBER,
    DEEP,
    INK,
    LEMON,
    NIGHT,
    PAPER,
)

# A person is a few lines of numbers and words that belong together:
# fmt: off


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """How one person looks. Lengths are in half heads, colours as `#rrggbb`."""

    skin: str
    shade: str
    lips: str
    hair: str
    shine: str
    cut: str
    eye: str
    width: float = 0.74
    jaw: float = 0.58
    chin: float = 0.24
    eye_size: float = 0.17
    eye_y: float = 0.1
    eye_gap: float = 0.34
    lid: float = 0.3
    slant: float = 0.0
    brow: float = 0.07
    brow_tilt: float = 0.0
    brow_colour: str = ""
    nose: float = 0.14
    nose_length: float = 0.46
    mouth: float = 0.26
    smile: float = 0.03
    fullness: float = 0.09
    age: float = 0.0
    lashes: float = 0.0
    blush: float = 0.3
    marks: tuple[str, ...] = ()
    beard: str = ""
    hat: str = ""
    turn: float = -0.25
    coat: str = NIGHT
    coat_to: str = INK
    lining: str = PAPER
    wears: str = "oilskin"
    shoulders: float = 1.45
    height: float = 8.6


PEOPLE: dict[str, Person] = {
    "wren": Person(
        lashes=0.8, skin="#a8683f", shade="#6f3d2c", lips="#8c4038", hair="#2a1a1c", shine="#5b3632", cut="curls",
        eye="#5a3a1c", width=0.77, jaw=0.6, chin=0.24, eye_size=0.2, eye_y=0.14, eye_gap=0.36, nose=0.125,
        nose_length=0.46, mouth=0.24, smile=0.035, brow=0.065, brow_tilt=-0.02, marks=("freckles",), hat="headscarf",
        turn=-0.3, coat="#efae3d", coat_to="#c67d26", lining="#2b6570", wears="oilskin", shoulders=1.15, height=7.2,
    ),
    "pip": Person(
        lashes=0.5, skin="#b07146", shade="#7a4730", lips="#96493e", hair="#2d1c1b", shine="#5e3a30",
        cut="short curls", eye="#5f3d1e", width=0.82, jaw=0.68, chin=0.27, eye_size=0.21, eye_y=0.2, eye_gap=0.38,
        nose=0.12, nose_length=0.46, mouth=0.25, smile=0.09, brow=0.06, brow_tilt=-0.05, blush=0.4, marks=("gap",),
        hat="bobble", turn=0.25, coat="#3f8a8d", coat_to="#28626d", lining="#f4ead3", wears="jersey", shoulders=1.05,
        height=6.2,
    ),
    "tomas": Person(
        skin="#d99f78", shade="#a3664d", lips="#b3735b", hair="#c9c7bd", shine="#efece0", cut="bald", eye="#4f7d8c",
        width=0.8, jaw=0.7, chin=0.34, eye_size=0.135, eye_y=0.06, eye_gap=0.33, lid=0.5, nose=0.2, nose_length=0.46,
        mouth=0.24, brow=0.13, brow_tilt=0.05, brow_colour="#d6d2c4", age=0.8, blush=0.55, beard="full", hat="captain",
        turn=0.3, coat="#24405a", coat_to="#14293d", lining="#efe3c8", wears="peacoat", shoulders=1.75, height=8.8,
    ),
    "ines": Person(
        lashes=0.4, skin="#e3bb98", shade="#ad7c66", lips="#a86458", hair="#e9e5da", shine="#ffffff", cut="bun",
        eye="#5f8a6c", width=0.68, jaw=0.5, chin=0.19, eye_size=0.155, eye_y=0.06, eye_gap=0.31, lid=0.45, nose=0.15,
        nose_length=0.5, mouth=0.24, smile=0.0, fullness=0.055, brow=0.05, brow_tilt=-0.06, brow_colour="#97907f",
        age=1.0, blush=0.25, marks=("glasses",), turn=-0.3, coat="#56775a", coat_to="#33503f", lining="#3b2c3f",
        wears="shawl", shoulders=1.25, height=8.2,
    ),
    "odile": Person(
        lashes=1.0, skin="#edc6a0", shade="#bb8465", lips="#b23a35", hair="#17181f", shine="#414a5c", cut="bob",
        eye="#2d211c", width=0.71, jaw=0.56, chin=0.18, eye_size=0.165, eye_y=0.08, eye_gap=0.34, lid=0.42,
        slant=0.045, nose=0.12, nose_length=0.45, mouth=0.22, smile=-0.01, fullness=0.085, brow=0.06, brow_tilt=0.06,
        age=0.25, marks=("earrings",), turn=0.22, coat="#b5432f", coat_to="#7c2a28", lining="#1a2b3a",
        wears="greatcoat", shoulders=1.4, height=8.8,
    ),
    "quill": Person(
        skin="#f0cdb2", shade="#bd8a78", lips="#bd7f6e", hair="#7a5a3c", shine="#a98457", cut="side", eye="#7b6a4a",
        width=0.66, jaw=0.56, chin=0.27, eye_size=0.13, eye_y=0.04, eye_gap=0.3, lid=0.5, nose=0.15, nose_length=0.54,
        mouth=0.2, smile=-0.04, brow=0.05, brow_tilt=-0.1, age=0.5, blush=0.5, marks=("monocle",), beard="waxed",
        hat="top", turn=-0.22, coat="#553656", coat_to="#33213a", lining="#efe3c8", wears="frock", shoulders=1.4,
        height=9.0,
    ),
    "bashir": Person(
        skin="#b67d50", shade="#7b4c35", lips="#8f5740", hair="#1d1716", shine="#4a3a33", cut="short", eye="#3d2a1b",
        width=0.74, jaw=0.64, chin=0.3, eye_size=0.16, eye_y=0.07, eye_gap=0.34, lid=0.35, nose=0.175,
        nose_length=0.48, mouth=0.25, smile=0.05, brow=0.11, brow_tilt=0.03, age=0.15, beard="short", hat="beanie",
        turn=0.2, coat="#3b7a70", coat_to="#23524f", lining="#e8d9b5", wears="jersey", shoulders=1.65, height=9.0,
    ),
    "juna": Person(
        lashes=0.8, skin="#eec3a1", shade="#c08766", lips="#b8604f", hair="#b9562a", shine="#e89a52", cut="braid",
        eye="#4a7c62", width=0.74, jaw=0.62, chin=0.24, eye_size=0.165, eye_y=0.08, eye_gap=0.34, nose=0.14,
        nose_length=0.45, mouth=0.27, smile=0.06, brow=0.07, brow_tilt=0.01, brow_colour="#8c3f20", age=0.05,
        blush=0.5, marks=("freckles",), turn=-0.2, coat="#2f5a74", coat_to="#1c3b52", lining="#f1e6cd",
        wears="dungarees", shoulders=1.45, height=8.6,
    ),
    "josef": Person(
        skin="#dcb48c", shade="#9b6a50", lips="#b27a5e", hair="#33231d", shine="#6d4a36", cut="waves", eye="#5f8a6c",
        width=0.69, jaw=0.57, chin=0.26, eye_size=0.155, eye_y=0.07, eye_gap=0.32, lid=0.3, nose=0.15,
        nose_length=0.49, mouth=0.24, smile=0.045, brow=0.085, brow_tilt=0.0, marks=("mole",), turn=0.28,
        coat="#2c4a60", coat_to="#1b3144", lining="#efe3c8", wears="sailor", shoulders=1.5, height=9.0,
    ),
}

BACKDROPS: dict[str, tuple[str, str, str]] = {
    "wren": (DEEP, "#2f7078", AMBER), "pip": ("#b9573f", "#e79867", LEMON), "tomas": ("#6d8f92", "#c9cfb6", PAPER),
    "ines": ("#3d3149", "#8a5a63", "#f2c49a"), "odile": ("#2a4a55", "#7fa39b", "#f2c49a"),
        "quill": ("#8f8a5c", "#dcc88f", PAPER),
    "bashir": ("#7d4a36", "#d28f58", LEMON), "juna": ("#1f4a58", "#6fa8a2", "#f2c49a"),
        "josef": ("#6b5a45", "#b79c74", PAPER),
}
