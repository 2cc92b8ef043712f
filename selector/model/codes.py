"""A problem code in; its severity and its one-line title out.

A code never changes its meaning and is never used again. `selector help CODE` prints the page of
the same name; a test compares this table with those pages and with the cases of bad input.
Families: Y the YAML or JSON text, R rule files, F film folders, S scene manifests, A assets, D
databases.
"""

from __future__ import annotations

from typing import Literal

from selector.model.frozen import frozen

Severity = Literal["error", "warning"]


@frozen
class Code:
    """One row: `title` is what is wrong, as a heading."""

    code: str
    severity: Severity
    title: str


_ROWS: tuple[tuple[str, Severity, str], ...] = (
    # Y: the text itself
    ("Y101", "error", "The file cannot be read"),
    ("Y102", "error", "The file is not UTF-8 text"),
    ("Y103", "error", "The file is too large"),
    ("Y104", "error", "A character that is not allowed in text"),
    ("Y105", "error", "The file is empty"),
    ("Y106", "error", "The file has no keys"),
    ("Y107", "error", "Two documents in one file"),
    ("Y108", "error", "Nested too deeply"),
    ("Y109", "error", "Too many values in one file"),
    ("Y110", "error", "A number that cannot be used"),
    ("Y111", "error", "A tab where YAML needs spaces"),
    ("Y112", "error", "A YAML anchor (`&…`) or alias (`*…`)"),
    ("Y113", "error", "A YAML merge key (`<<`)"),
    ("Y114", "error", "A YAML tag (`!…`)"),
    ("Y115", "error", "The same key twice"),
    ("Y116", "error", "A key that is not a word or a number"),
    ("Y121", "error", "A colon in text without quotes"),
    ("Y122", "error", "A quote that is not closed"),
    ("Y123", "error", "Text goes on after its closing quote"),
    ("Y124", "error", "A bracket that is not closed, or a missing comma"),
    ("Y125", "error", "Text begins with a character that YAML reserves"),
    ("Y126", "error", "A line with the wrong indentation"),
    ("Y127", "error", "A colon is missing after a key"),
    ("Y128", "error", "A backslash that YAML does not allow"),
    ("Y129", "error", "Not YAML"),
    ("Y131", "error", "Not JSON"),
    ("Y141", "error", "Too many problems in one file"),
    ("Y151", "warning", "The file begins with an invisible mark"),
    ("Y152", "warning", "A word that programs read in two ways"),
    ("Y153", "warning", "Typographic quotes, which YAML reads as text"),
    ("Y154", "warning", "A waiver that waives nothing"),
    ("Y155", "warning", "A waiver without a reason"),
    ("Y156", "warning", "A waiver of something that cannot be waived"),
    # R: rule files
    ("R201", "error", "A key that selector does not know"),
    ("R202", "error", "A key is missing"),
    ("R203", "error", "A value of the wrong kind"),
    ("R204", "error", "A word that is not one of those allowed"),
    ("R205", "error", "Not a number, or one out of range"),
    ("R206", "error", "An empty list"),
    ("R207", "error", "Empty text"),
    ("R208", "error", "A version of the rule language that this version of selector does not know"),
    ("R209", "error", "A version without quotes"),
    ("R210", "error", "A priority without a condition"),
    ("R211", "error", "A shot rule without priorities"),
    ("R212", "error", "A tag that may mean a person or one picture"),
    ("R213", "error", "A key without a value"),
    ("R214", "error", "A rule file with too many entries"),
    ("R215", "error", "A limit without a number"),
    ("R221", "error", "No `default` shot rule"),
    ("R222", "error", "`like` does not name a shot rule"),
    ("R223", "error", "Shot rules with a circular `like`"),
    ("R224", "error", "Two shot rules with the same name"),
    ("R225", "error", "A spelling that another shot rule has"),
    ("R226", "error", "Two priorities with the same name"),
    ("R227", "error", "A shot name without letters or digits"),
    ("R228", "error", "A condition without letters or digits"),
    ("R229", "error", "`use` does not name a shot rule"),
    ("R230", "error", "Two rules for the same scene"),
    ("R231", "error", "A scene number that no scene can have"),
    ("R236", "error", "`target` does not name a video model"),
    ("R237", "error", "`shot_names` does not name a file of shot names"),
    ("R238", "error", "One spelling for two shot names"),
    ("R239", "error", "An ambiguous spelling that may mean something that is not a shot name"),
    ("R241", "error", "An edit to something that is not inherited"),
    ("R242", "error", "Rules that cannot be extended"),
    ("R243", "error", "A file that is extended is not a rule file"),
    ("R244", "error", "Rule files with a circular `extends`"),
    ("R245", "error", "Rules in a different version from the one that `extends` names"),
    ("R251", "warning", "A priority without a reason"),
    ("R252", "warning", "A rule that can only send face crops"),
    ("R253", "warning", "More pictures of one person, place or thing than can be sent"),
    ("R254", "warning", "A number above the number of references"),
    ("R255", "warning", "An entry that can never change what is sent"),
    ("R256", "warning", "The same entry twice in a list"),
    ("R257", "warning", "A spelling that changes nothing"),
    ("R258", "warning", "An entry that pins and limits leave no slot for"),
    ("R261", "warning", "A new entry whose name is almost that of an inherited one"),
    ("R262", "warning", "An edit that weakens an inherited ban"),
    ("R263", "warning", "An edit that drops the only priority left"),
    ("R264", "warning", "A limit that has no number after an edit"),
    ("R265", "warning", "A limit that asks for more than it allows"),
    ("R266", "warning", "An edit to an entry that the same list adds"),
    ("R267", "warning", "An edit with `before` beside `after`"),
    ("R268", "warning", "Several scenes written as one number"),
    ("R269", "warning", "A stretch of scenes that ends before it begins"),
    ("R272", "warning", "An order that sorts within one priority, and not before all"),
    ("R273", "warning", "A preference that nearer ones turn round"),
    ("R276", "warning", "A face that goes although full pictures are preferred"),
    ("R277", "warning", "A ban for a stretch of scenes without its other half"),
    ("R281", "warning", "A video model that its vendor takes back"),
    ("R282", "warning", "`references` that does not go with the video model"),
    ("R283", "warning", "A condition on a video model that nobody knows"),
    # F: film folders
    ("F301", "error", "The film folder cannot be found"),
    ("F302", "error", "The folder is not a film"),
    ("F303", "error", "Two files for the same part of the film"),
    ("F304", "error", "A film file does not contain what it should"),
    ("F305", "error", "A picture has no path or address"),
    ("F306", "error", "A picture is outside the film folder"),
    ("F307", "error", "A person, place or thing without pictures"),
    ("F308", "error", "A scene has no number"),
    ("F309", "error", "A line of the file is too long for one scene or picture"),
    ("F310", "error", "Two scenes have the same number"),
    ("F311", "error", "A picture's file is missing"),
    ("F312", "error", "No scene with that number"),
    ("F313", "error", "One tag for two people, places or things"),
    ("F314", "error", "A picture's file cannot be sent"),
    ("F315", "error", "Two people, places or things whose names look alike"),
    ("F316", "error", "One thing about a scene, written twice"),
    ("F317", "error", "A name that could mean several tags"),
    ("F318", "error", "A word that is not a role"),
    ("F319", "error", "`same_place` without a place to take over"),
    ("F320", "error", "Clothes for somebody who is not in the scene"),
    ("F351", "warning", "A key or a value that is not read"),
    ("F352", "warning", "`cut_from` does not name another picture"),
    ("F353", "warning", "A film without pictures or without scenes"),
    ("F354", "warning", "A tag that no picture has"),
    ("F355", "warning", "A picture that no scene uses"),
    ("F356", "warning", "Only some of the pictures with the same tag say who or what they show"),
    ("F357", "warning", "A role that no rule can ask for"),
    ("F358", "warning", "An asset type that no rule can ask for"),
    ("F359", "warning", "More warnings than are shown"),
    ("F360", "warning", "A shot type that is almost the name of a shot rule"),
    ("F361", "warning", "A tag that no scene can place"),
    ("F362", "warning", "One tag, two asset types"),
    ("F363", "warning", "A picture that is never sent: it has no path or address"),
    ("F364", "warning", "An attribute of a picture under another name"),
    ("F365", "warning", "A speaker that no picture shows"),
    ("F366", "warning", "A name in the film's rules that the film does not have"),
    ("F371", "warning", "A ban on one of several pictures"),
    ("F372", "warning", "A role that the film's places do not have"),
    ("F373", "warning", "A face that is sent where full pictures are preferred"),
    # S: scene manifests
    ("S401", "error", "A scene manifest lacks something that is needed to pick references"),
    ("S402", "error", "A value of a scene manifest is of the wrong type"),
    ("S403", "error", "A value of a scene manifest is empty"),
    ("S404", "error", "A scene manifest is not JSON"),
    ("S405", "error", "Text that is not a stored `FilmSoFar`"),
    # A, for assets
    ("A501", "error", "A picture lacks its tag or its type"),
    ("A502", "error", "A value of a picture is of the wrong type or out of range"),
    ("A503", "error", "Two pictures with the same id"),
    # D, for databases
    ("D601", "error", "A database address that cannot be read"),
    ("D602", "error", "The database's driver is not installed"),
    ("D603", "error", "The database is not responding"),
    ("D604", "error", "The database is read-only"),
    ("D605", "error", "No room left for the database"),
    ("D606", "error", "Another program is writing to the database"),
    ("D607", "error", "The file is not a database, or is damaged"),
    ("D608", "error", "There is no such database"),
    ("D609", "error", "The database lacks a table or a column"),
    ("D610", "error", "No match, or several, for that name or number"),
    ("D611", "error", "A value that the database cannot hold"),
    ("D612", "error", "The database refused the request"),
    ("D613", "error", "The database's tables are newer than this version of selector"),
    ("D614", "error", "Tables that selector does not understand"),
    ("D615", "error", "Stored data that cannot be used"),
    ("D616", "error", "A decision that differs when replayed"),
    ("D617", "error", "A picked picture has no path or address"),
    ("D618", "error", "A film folder cannot be stored in a pipeline's database"),
    ("D619", "error", "A file is in the way"),
    ("D620", "error", "A file or a folder that cannot be written"),
    ("D621", "error", "A database or a driver that selector does not work with"),
)

CODES: dict[str, Code] = {
    code: Code(code=code, severity=severity, title=title) for code, severity, title in _ROWS
}
"""Every code by itself."""
