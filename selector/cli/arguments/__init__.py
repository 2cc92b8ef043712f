"""What a person named on the command line, found.

inputs          rule files, film folders, standard input, the rules to pick with
stored          a film in a database: its address and project, its rules, who asks
scene_numbers   the scenes that are meant
"""
