"""The commands, one module for each.

demo           an example film, copied, checked and picked
new            a rule set or a film to begin with
starters       the files that `new` writes
film_of_pictures   the files that `new film` writes beside pictures
check          what is wrong with rule files and films
rules          what rules say in English, and where it is written
pick           the references of every scene, chosen and stored
why            why these pictures go with a scene, and why others do not
impact         what a change of rules does to a film
sheet          every scene with its pictures, on one page
batch          the scenes of many films, from Parquet to Parquet
db             the group of the commands about databases, in three modules:
db_tables      upgrade, status, downgrade
db_films       import, export
db_decisions   history, replay, prune
schema         the JSON Schemas
help           the page of a problem code, or the help of a command
"""
