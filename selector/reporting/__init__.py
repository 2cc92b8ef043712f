"""Words and shapes for what the rest of the product found: values go in, text and JSON come out.

terminal          what a stream can show: colour, width, cells, characters that must be escaped
frame             one line of a file with a span underlined
verdict           what a check found, and the exit code that follows
problem_words     problems as text
github            problems as GitHub's annotations and as a table
words             sentences for picks and for what is left out
chance_words      the same by the first priority that asks for it: whom that took before it
note_words        sentences for notes
rule_words        rules in English, and where each part of them is written
rules_page        the same as a page for a terminal
targets_page      the video models that are known, as a page for a terminal
two_columns       text in two columns that fit a window
advice_words      what would send a picture that is left out: a sentence, or a list
rule_change_words  phrases for changes of a rule file: what to write, and where
film_change_words  phrases for changes of a film or of the video model
lines_to_paste    lines of a rule file that do what is advised
lookup            the pictures that a person means by a tag, an id, a name or a file
explaining        one scene's answer in full
stored_answer     an answer on record, and why it is not worked out again
change_words      what changed since a film was picked before
impact_words      what a change of rules does to a film, in words
impact_markdown   the same for a pull request
rows              what was picked for each scene of a film, in a row
table             the rows as a table for a terminal
rules_used        which rules picked
sheet             the contact sheet of a film, as one HTML page
documents         the shape of everything printed as JSON, and its JSON Schemas
pages             the help page of each problem code
manual            the help page of each word of the rule language
sense             one thing that a word means
film_manual       what each key of a film's files means, for these pages
shot_page         the help page of a shot type
"""
