"""The rule language as tables: what a rule may say, and everything that is true of each word of it.

facts       what a condition may see: a picture of the pool, a placement of the scene
kinds       the kinds of conditions, each with its shape, its comparison and its form in the digest
condition   one condition of the language, and one as a rule set states it
conditions  the conditions: one file for each, with everything that is true of it
shot_word   a word of a whole shot, and which of several written ones counts
shot_words  the words of a shot: one file for each
shapes      the types of values in a file, for pydantic
"""
