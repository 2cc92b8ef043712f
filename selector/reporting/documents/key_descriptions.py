"""What each key of a printed document means, said once for all documents.

In: the JSON Schema of a shape. Out: the same, with a sentence for each key. A key that means
something else in one shape is described there, by its field.
"""

from __future__ import annotations

from typing import Any


class Keys:
    """Each key of the documents, with its sentence."""

    added = "What is new, by name."
    asked_by = "Who asked for the pick, if that was said."
    at = "Where it is written."
    at_most = "How many people, places or things may be taken."
    because = "The reason that the rule file gives, if it gives one."
    by_order = "Whether `order` decided who came first there."
    changed = "What was there before and is different now, by name."
    checked = "What was checked: each rule file, film, and file of shot names or video models."
    code = (
        "The problem code, command or word whose page is shown, such as `R201` or `prefer`; null if"
        " none was asked for."
    )
    codes = "All problem codes, each with one sentence."
    column = "The column, counted from 1 in code points; null where only the file is known."
    commands = "All commands, each with one sentence."
    conditions = "What a picture must be like for this entry to take it."
    crop = "`face` for a face crop, `full` for the full picture."
    database = "The address of the database, without its password."
    decided_by = "What put the other picture first."
    decisions = "The stored decisions."
    description = "What the rule set is for, in its own words."
    document = "The kind of this document; its schema has the same name."
    end_column = "The column after the last character; null where only the file is known."
    end_line = "The line where it ends; null where only the file is known."
    errors = "How many problems are errors: nothing can be picked until they are put right."
    failed = "The conditions of that entry that the picture does not meet."
    file = "The name of the file."
    film = "The film's folder, or the address of its database."
    folder = "The film's folder."
    found = "What the picture or its placement has instead."
    hint = "What to do about it."
    id = "The picture's id, if it has one."
    individual = "The name of the person, place or thing that it shows, if it is known."
    item = "What the preference asks for, in words; null for a crop."
    kept = "How many are still stored."
    key = "The key, as a rule file writes it."
    kind = "Which reason it is."
    left_out = "The files of the folder that the film does not list."
    line = "The line, counted from 1; null where only the file is known."
    lists = "The entries of each list, by the key of the list."
    made_at = "When the decision was made."
    meaning = "How rules were read: the version of their meaning."
    meaning_before = "How rules were read for the previous decision."
    models = "The video models, by id; those that are gone come last."
    name = "Its name, as the rule file writes it."
    near = "The tag in the pool that is spelt most like it; null if none is."
    nearest = "The entry that comes nearest to asking for it; null if none holds in the scene."
    notes = "What was read in a way that the writer may not expect."
    number = "Its number, counted from 1 within the scene."
    page = "The page that explains what was asked about; null for a list of everything."
    parts = "What holds everywhere, and then for each shot and each scene with rules of its own."
    passed_over = "Every picture that is left out and every tag without a picture, with a reason."
    path = "Where it was written."
    picks = "The references, in the order in which they are sent."
    picture = "The picture; null where no picture has the tag."
    pictures = "How many pictures there are."
    pictures_each = "How many pictures one person, place or thing may have, or which crops."
    placement = "The number of the placement that offers it, from 0; null if none does."
    position = "Which part of the frame its placement names, if it names one."
    problems = "What is wrong, with its place and what to do."
    quality = "Its score, from 0 to 10; null if it has none."
    reached = "Whether the entry had its turn before the references ran out."
    reason = "The reason as a code, with the values that belong to it."
    references = "How many references the scene may have."
    related = "Other places that have to do with it."
    removed = "What is gone, by name."
    role = "The role that its placement has in the scene."
    rules = "The name of the rule set."
    rules_digest = "The digest of the rule set: the same for rules that pick alike."
    rules_version = "The version of the rule set."
    saved = "Whether the picks were stored."
    says = "The same in plain English."
    scene = "The scene's own number."
    scene_index = "The scene's own number; null if it has none."
    scenes = "How many scenes there are."
    scenes_with_missing_tags = "How many scenes place a tag that no picture has."
    schemas = "The JSON Schemas, by file name."
    settings = "Its keys that are not conditions."
    severity = "`error` if nothing can be picked until it is put right, else `warning`."
    shot = "The shot rule that the scene uses."
    shot_type = "The shot type, as the scene writes it."
    source = "Where these facts were found."
    spellings = "Other ways to write this shot type."
    tag = "The tag of the picture, or the tag that was asked about."
    tags = "The tags of the pictures that are sent, in order."
    taken = "One picture of each person, place or thing that had been taken."
    takes = "The one kind of picture that the video model takes."
    target = "The id of the video model, if it is what decides."
    title = "The title, as the film writes it; empty if it has none."
    type = "What it is a picture of, such as `character`, `environment` or `prop`."
    unchanged = "The files that were already as they should be."
    values = "What the note speaks of, by name."
    vendor = "Who offers the model."
    version = "The version of this kind of document."
    wanted = "What the rule asks for."
    warnings = "How many problems are warnings: picking goes on, but look at them."
    what = "What is wrong, in words."
    why = "What is wrong with the picture; null if that is not known."
    why_not = "Why it is left out, in words."
    written = "The files that were created or changed."


def describe(schema: dict[str, Any]) -> None:
    """Give each key of a shape's schema its sentence, unless it has one of its own.

    A key whose value has a shape of its own shows what is said of that shape.

    Raises:
        AttributeError: If a key has no sentence anywhere.
    """
    for key, value in schema.get("properties", {}).items():
        if "description" not in value and "$ref" not in value:
            value["description"] = getattr(Keys, key)
