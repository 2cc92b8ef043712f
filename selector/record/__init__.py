"""A decision as it is stored: a pool, a scene and an outcome, as texts for any later version.

canonical     plain data → its one JSON text
format_1      what selector 0.1 wrote, read back; nothing writes it now
format_2      what most decisions say: a writer and a reader for each of the three
format_3      what is written now: format 2, and more where rules ask for more or reasons are new
formats       a text of any format → what it says
outcome       what was picked, read back, as values that reporting can show
rule_texts    a rule set and those that it extends ↔ the one text that is stored
changed       what differs between the last decision on record and a new one
picked_scene  what a pick shows of a scene

Records are compared to the byte and hashed, so their writers are explicit: the code that writes a
record names every value in it, and nothing is written because a class happens to have it. A value
at its default is left out.

Once a format is released its module is frozen: `tests/test_record.py` holds it by its SHA-256. New
values go into the next format, whose writer returns the older format's text if nothing new is said.
So films that do not use the new thing keep their hashes, and get no new decisions.
"""
