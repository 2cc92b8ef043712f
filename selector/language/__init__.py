"""The rule language as tables: what a rule may say, and everything that is true of each word of it.

facts          facts of a picture, and of the person, place or thing that it shows
candidate      what a condition may see: a picture as a placement offers it, and what is around it
text           whether what a rule writes is in a text of the film
kinds          the kinds of conditions: one file for each, from its shape to its form in the digest
condition      one condition of the language, and one as a rule set states it
conditions     the conditions: one file for each, with everything that is true of it
word           a word that is not a condition, and which of several written ones counts
taste          a word that says what comes first: its items, and which of several places counts
file_words     the words of a whole rule file: one file for each
shot_words     the words of a shot: one file for each
whole_scene    what a condition on the scene as a whole may see
scene_conditions
               the conditions on a scene as a whole: one file for each
scene_words    the words of a single scene
entry_words    the words of an entry beside its name and its conditions: one file for each
edit_words     the words by which an entry edits an inherited one: one file for each
plain_words    the words that hold a rule file together, and keys inside values
entry_list     a list of entries in a shot rule
entry_lists    the lists of entries: one file for each
taken          what a video model takes, and what it refuses
shapes         the types of values in a file, for pydantic
"""
