"""The parts of a film.

film_files           which files its folder has, and what they say as one hash
film_folder          what is wrong with the folder, and its scene files in order
foreign_in_folder    the files beside it that are of other kinds, such as a screenplay
film_text            a file's text → a document, within the limits of films
colon_in_entry       what to write where an entry of a scene has a colon too many
lost_to_comments     text of a file that YAML takes for a comment
film_words           what the shapes of its files refuse
film_assets          an assets file → its pictures
assets_by_hand       the pictures of an assets file that a person wrote
assets_of_pipeline   the assets of one that a pipeline wrote
asset_entry          one picture: what its file says, and where
cut_from             which picture `cut_from` means
film_scenes          scene files → scenes, one at a time
numbers_of_scenes    the numbers of its scenes, each of which is there once
film_names           a word of a scene → the tags that it may mean
short_scenes         a scene in the short form → the same in the long form
short_faults         what is wrong with a scene in the short form, in words
picture_files        whether its pictures can be sent
found_pictures       a folder of pictures → who or what they seem to show
"""
