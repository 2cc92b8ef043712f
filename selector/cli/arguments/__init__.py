"""What a person named on the command line, found.

inputs           rule files, films, standard input, the rules and the video model to pick with
database_films   a film in a database: its address and project, its rules, who wants its picks
compared_rules   rules to compare with: a file, a git revision, a digest on record, the last pick
scene_numbers    the scenes that are meant, by their numbers
"""
