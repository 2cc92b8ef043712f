"""The parts of a film.

film_files      which files its folder has, and what they say as one hash
film_text       a file's text → a document, within the limits of films
film_assets     its pictures
film_scenes     its scenes, one at a time
film_words      what the shapes of its files refuse: a quick look, and pydantic if that does not do
pictures        whether its pictures can be sent
spoken          two scenes of one number, in a sentence
"""
