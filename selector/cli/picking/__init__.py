"""A film picked scene by scene, and shown meanwhile.

folder          a film in a folder
project         a project in a database: its picks, or the answer for one scene, now or earlier
dry_run         what a pick would change that stores nothing
project_film    a project in a database as a film, for whoever shows it
answers         every scene of a film with its answer, for whoever shows them all
decided         a stored decision as an answer, and what is said of it
decided_scenes  every scene of a project with its answer as it was decided
unchanged       a film that is as its last pick left it, shown from the database
exported_film   a project in a database as the folder that an export makes of it
film_findings   what a check finds in a film, each finding with its scene
findings        what a pick finds out about the rules, stored for the next one
shown           how picks are shown: a table, lines with tabs, or JSON
"""
