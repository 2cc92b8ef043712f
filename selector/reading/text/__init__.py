"""Text in; plain data with the location of every part out, or problems in plain words.

file            a file's bytes → its text, within limits
document        what every reader of text gives out
locations       where the parts of a film's files are
message         what a problem says: its code, what is wrong, what to do
problem_limit   how many problems are shown
yaml_text       YAML → its data and the spans of its parts
yaml_events     PyYAML's events of a text
yaml_scalars    what a word without quotes is in YAML
yaml_syntax     what keeps a text from being YAML
yaml_broken     the text around an error of PyYAML's
hidden_breaks   line breaks that most editors do not show
yaml_messages   everything that can be wrong with a YAML text
json_text       JSON → its data, and the locations in it when needed
"""
