"""Where words go.

output     results to standard output, everything else to standard error
progress   how far a long job is, on a terminal
"""
