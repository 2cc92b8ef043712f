"""Everything that can be wrong with the text of a YAML file, in a director's words.

In: nothing. Out: messages for `yaml_text`, about what it reads, and for `yaml_syntax`, about what
cannot be read.
"""

from __future__ import annotations

from selector.reading.text.message import Message

# What can be read.

EMPTY = Message(
    "Y105",
    "The file is empty.",
    "Is this the right file? `selector new rules` writes one to start from.",
)
NO_CONTENT = Message(
    "Y105",
    "The file has no content.",
    EMPTY.hint,
)
SECOND_DOCUMENT = Message(
    "Y107",
    "A second document begins here.",
    "Keep one in this file and move the other, or delete the dividing line.",
)
TOO_DEEP = Message(
    "Y108",
    "This is nested more than {depth} levels deep.",
    "Is there a bracket too many?",
)
TOO_MANY_VALUES = Message(
    "Y109",
    "The file has more than {nodes:,} values.",
    "{hint}",
)
ALIAS = Message(
    "Y112",
    "`*{anchor}` is a YAML alias, which is not allowed here.",
    "Write the value out. If it is text, put it in quotes.",
)
ANCHOR = Message(
    "Y112",
    "`&{anchor}` is a YAML anchor, which is not allowed here.",
    "Delete it. If it is text, put it in quotes.",
)
MERGE_KEY = Message(
    "Y113",
    "`<<` merges keys from elsewhere, which is not allowed here.",
    "Write the keys out. A shot rule can build on another with `like`.",
)
YAML_TAG = Message(
    "Y114",
    "`{tag}` is a YAML tag, which is not allowed here.",
    "Delete it. If it is text, put it in quotes.",
)
KEY_EXPECTED = Message(
    "Y116",
    "A key is expected here.",
    "A key is one word or number, followed by a colon; several need a line each."
    " If text begins with a bracket, put it in quotes.",
)
KEY_BEFORE_COLON = KEY_EXPECTED._replace(
    hint="Write a key before the colon, or delete the line.",
)
KEY_OR_NO_DASH = Message(
    "Y115",
    "The key `{key}` appears a second time.",
    "If a new entry of the list begins here, write a dash before it: `- {key}`. If not, keep one of"
    " the two.",
)
NO_DASH_AT_KEY = Message(
    "Y115",
    "A dash is missing before `{key}`: without it, this is the same entry of the list as above.",
    "Write `- {key}`, with the dash in the column of the other dashes.",
)
NO_DASHES = Message(
    "Y115",
    "The key `{key}` appears a second time: several such entries must be a list.",
    "Begin each entry with a dash, `- {key}`, and indent its other keys by two spaces.",
)
TYPOGRAPHIC_QUOTE = Message(
    "Y153",
    "`{curly}` is a typographic quote, which YAML reads as part of the text.",
    "Write straight quotes: `\"` or `'`.",
)

# What cannot be read.

LINE_OF_CONFLICT = Message(
    "Y129",
    "This line was left by a merge conflict.",
    "Keep one side, and delete the conflict markers: `<<<<<<<`, `=======` and `>>>>>>>`.",
)
TAB = Message(
    "Y111",
    "There is a tab here, where only spaces are allowed.",
    "Use spaces. Most editors can turn tabs into spaces.",
)
OPEN_QUOTE = Message(
    "Y122",
    "This `{quote}` is not closed on its line.",
    "Add `{quote}` where the text ends.",
)
BACKSLASH = Message(
    "Y128",
    "`{escape}` is not allowed between double quotes.",
    "Write two backslashes, or use single quotes. In paths, `/` works too.",
)
LIST_BESIDE_KEY = Message(
    "Y125",
    "A list cannot begin on the same line as its key.",
    "Put each entry on a line of its own below the key, after `- `, or write the list in brackets: "
    "`[a, b]`. If it is text, put it in quotes.",
)
RESERVED_SIGN = Message(
    "Y125",
    "Text without quotes cannot begin with `{sign}`.",
    "Put the text in quotes.",
)
OTHER_YAML = Message(
    "Y129",
    "This line asks for a version of YAML that selector does not read.",
    "Delete the line.",
)
PERCENT = Message(
    "Y125",
    "A line cannot begin with `%`.",
    "If it is text, put it in quotes. If it is a comment, begin it with `#`.",
)
NO_SPACE_AFTER_DASH = Message(
    "Y125",
    "A space is missing after the dash.",
    "Write `- {entry}`.",
)
BULLET = Message(
    "Y125",
    "`{bullet}` does not begin an entry of a list.",
    "Begin each with a hyphen and a space: `- {entry}`.",
)
SECOND_COLON = Message(
    "Y121",
    "This is a second colon.",
    "Delete one of the two. If text begins with a colon, put it in quotes.",
)
COLON_IN_TEXT = Message(
    "Y121",
    "This text contains a colon, so YAML reads it as a key and a value.",
    "Put the whole text in {quotes}.",
)
COLON_OF_KEY = COLON_IN_TEXT._replace(
    hint="If `{key}` is a key, put a comma before it. If not, put the whole text in {quotes}.",
)
COLON_AFTER_SEMICOLON = COLON_IN_TEXT._replace(
    hint="Separate keys with a comma, not with `;`. If it is text, put all of it in {quotes}.",
)
END_OF_DOCUMENT = Message(
    "Y107",
    "These dots end the document, but the file goes on.",
    "Delete the line.",
)
SLASHES = Message(
    "Y127",
    "`{line}` is not a comment in YAML.",
    "Begin a comment with `#`.",
)
OTHER_SPACE = Message(
    "Y127",
    "The space after this colon is a non-breaking space, which YAML reads as a letter.",
    "Replace it with an ordinary space.",
)
OTHER_COLON = Message(
    "Y127",
    "This `{colon}` is a wide colon, which YAML reads as a letter.",
    "Write `{apart}`.",
)
NO_SPACE_AFTER_COLON = Message(
    "Y127",
    "A space is missing after the colon.",
    "Write `{apart}`.",
)
NO_COLON = Message(
    "Y127",
    "A colon is missing after `{line}`.",
    "Write a colon and a space after a key. "
    "If this is text that runs over several lines, put it in quotes.",
)
NO_COLON_AFTER_KEY = Message(
    "Y127",
    "A colon is missing after `{key}`.",
    "Write `{apart}`.",
)
NO_COLON_OR_QUOTES = NO_COLON._replace(
    hint="If `{key}` is a key, write `{apart}`. "
    "If this is text that runs over several lines, put it in quotes.",
)
NO_DASH = Message(
    "Y127",
    "A dash is missing before this entry.",
    "Begin the line with `- `.",
)
AFTER_SINGLE_QUOTE = Message(
    "Y123",
    "The text goes on after its closing quote.",
    "Between single quotes, write an apostrophe twice, or use double quotes.",
)
AFTER_DOUBLE_QUOTE = AFTER_SINGLE_QUOTE._replace(
    hint="Put the whole text in one pair of quotes. "
    'Between double quotes, write `\\"` for a quote.',
)
UNEXPECTED_SIGN = Message(
    "Y124",
    "This `{sign}` is not expected here.",
    "Delete it, or write what belongs before it.",
)
NO_COMMA = Message(
    "Y124",
    "A comma is missing before this.",
    "Add it. If this is text with brackets, commas or colons in it, put it in quotes.",
)
QUESTION_MARK = Message(
    "Y124",
    "In brackets and braces, text that ends with `?` needs quotes.",
    "Write `{quoted}`.",
)
OPEN_BRACKET = Message(
    "Y124",
    "This `{bracket}` is not closed.",
    "Add `{closing}` where these entries end, and commas between them.",
)
COMMENT_IN_BRACKETS = OPEN_BRACKET._replace(
    hint="A comment begins at ` #`. If it is part of text, put the text in quotes; "
    "if it is a comment, add `{closing}` before it.",
)
_IN_LINE = "Keys that belong together begin in the same column, and so do the dashes of a list."
INDENTATION = Message(
    "Y126",
    "This line is not indented like the lines it belongs to.",
    _IN_LINE,
)
OTHER_INDENTATION = INDENTATION._replace(
    hint=_IN_LINE + " Line {above} begins in column {wanted}, this one in column {column}.",
)
DASH_OUT_OF_LINE = INDENTATION._replace(
    hint="The dash of the entry before, on line {above}, is in column {wanted}, this one in column"
    " {column}.",
)
KEY_UNDER_ITS_DASH = INDENTATION._replace(
    hint="Line {above} begins an entry. Its other keys begin in column {wanted}, below the first"
    " one; this one begins in column {column}.",
)
NO_DASH_OUT_OF_LINE = INDENTATION._replace(what=NO_DASH.what, hint=NO_DASH.hint)
NO_DASH_BEFORE_KEY = INDENTATION._replace(
    what=NO_DASH.what,
    hint="Begin the line with `- `, and line up its other keys below the first one.",
)
OTHER_SPACES_BEFORE = Message(
    "Y126",
    "This line begins with non-breaking spaces, which YAML reads as letters.",
    "Replace them with ordinary spaces.",
)
# Their code is that of the mistake that YAML took them for.
ADDED_BY_DIFF = Message(
    "Y129", "This `+` comes from a comparison of two versions (a diff).", "Delete it."
)
REMOVED_BY_DIFF = Message(
    "Y129",
    "This line comes from a comparison of two versions (a diff), which deletes it.",
    "Delete it here too.",
)
HEAD_OF_DIFF = Message(
    "Y129", "This line is the heading of a comparison of two versions (a diff).", "Delete it."
)
ANYTHING_ELSE = Message(
    "Y129",
    "From here on, the file cannot be read as YAML.",
    "Compare these lines with a rule file that works: `selector new rules` writes one.",
)
