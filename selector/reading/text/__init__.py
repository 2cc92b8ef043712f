"""Text in; plain data with the place of every part out, or problems in plain words.

file            a file's bytes → its text, within limits
document        what every reader of text gives out
locations          where the parts of a film's files are, for whoever has a problem to show
found           how many problems are told
yaml_text, yaml_scalars, yaml_syntax    YAML: its data, its words without quotes, what keeps a text from being it
json_text       JSON
"""
