"""A rule file's text in; a `RuleSet` with the place of every value out."""
