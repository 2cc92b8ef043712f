"""What rules do to a film, once for the whole of it: F381 to F393.

looking          all of these, fed with one scene after the other
in_scenes        which scenes a sentence is about
losses           what a picture lost to, in a clause, and what to do
lines_that_help  the line of the rules that does it, and where to write it
nothing_sent     scenes with which nothing is sent
too_few_people   shots of two or three that place fewer
never_sent       who is placed and never sent, and what no entry asks for
unasked_labels   labels that no entry asks for
named_unplaced   who is named in a title, a focal point or a note, and not placed
faces_wanted     faces that are asked for and that nobody has
names_in_texts   whether a text names somebody
words_beside_names  the words on which that turns
labels_near_notes  labels that notes say in another form
looks_unsent     clothes that a scene asks for, and whose picture does not go
one_or_two       two individuals that are probably one
faces_under_other_tags  better faces that do not go because of their tags
scored_in_part   pictures without a score beside others that have one
entries_without_effect  entries that change nothing in any scene
unread_rules     rule files in the folder that nobody reads
"""
