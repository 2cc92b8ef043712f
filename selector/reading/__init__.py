"""Files in; values out, or problems with their locations.

load      rule files → `Rules`: the one way in for a pipeline, the command line and the tests
required  rules, and what a caller requires of them → a problem if they are others
watched_rules
          a rule file that may change while a program runs → its newest `Rules`
targets   the file of video models → `VideoModel`
shot_vocabularies
          files of shot names → `ShotVocabulary`
film      a film folder → a `Film`
foreign_files
          what a file looks like that is no file of ours
text      YAML and JSON → plain data, with the location of every part
shape     what files may hold, as shapes and JSON Schemas, and what they refuse in words
rules     a rule file's data → a `RuleSet`
thumbnails
          pictures made small, for contact sheets
films     the parts of a film: its files, assets, scenes and pictures
"""
