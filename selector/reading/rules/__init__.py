"""A rule file's text in; a `RuleSet` with the location of every value out, and every problem.

rule_file        reads a rule file: its text, its shape, what it says
hand_checks      problems of its shape that are better said by hand than as pydantic finds them
empty_stretches  stretches of scenes that end before they begin
several_scenes   texts that seem to mean several scenes, such as `12-14`
chain            the files that it extends, read and laid one over another
parents          where these are found
git_files        rule files as git has them, at some revision
shipped_shots    which rules that come with selector have a shot rule that others lack
when_alone       conditions on scenes without an entry, read as a `when` is
entries          where its shot rules, their entries and its words are
"""
