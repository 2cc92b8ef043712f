"""Words and shapes for what the rest of the product found: values in, text and JSON out.

- `terminal`: what a stream can show: colour, width, cells, characters that must be escaped
- `frame`: one line of a file with a span underlined
- `verdict`: what a check found, and the exit code that follows
- `problems`, `github`: problems as text, and as GitHub's annotations
- `words`: sentences for picks, reasons and notes: why this one, why not that one
- `advice`: sentences for what would send a picture that stays out
- `lookup`: the pictures that a person means by a tag, an id, a name or a file
- `explaining`: one scene's answer told in full
- `table`: a film's picks, row by row, for a terminal or a pipe
- `documents`: the shape of everything printed as JSON
- `pages`: the help page of each problem code
"""
