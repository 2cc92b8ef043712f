"""Files in; values, or problems with their places, out: YAML and JSON text, rule files, film folders."""
