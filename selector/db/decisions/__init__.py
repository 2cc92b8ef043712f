"""What was picked, on record: made and kept, read back, made again, and removed when it is old.

Here a scene is picked from the database, and a film is kept with what was picked for it. Every decision stands for
itself, with the rules, pictures and scene that it was made from, whatever becomes of the film.
"""
