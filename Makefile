# Two commands: `make demo` and `make test`. Both make their own environment in .venv; a second run is quick.
PYTHON ?= python3
BIN := .venv/bin
WHEELS := dist

.PHONY: demo test check soak bench schemas constraints wheel clean

demo: .venv/.demo
	@$(BIN)/selector demo
	@command -v selector >/dev/null || echo "To type selector as it stands here, once in this window: . .venv/bin/activate"

# Most tests run commands, which start slowly where Python may not keep what it has compiled.
test soak: export PYTHONDONTWRITEBYTECODE=

test: .venv/.dev
	@$(BIN)/pytest -n 2 --dist worksteal -q

check: .venv/.dev
	@$(BIN)/ruff format --check -q . && $(BIN)/ruff check -q .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/selector check --strict rules/

soak: .venv/.dev
	@SELECTOR_SOAK=1 $(BIN)/pytest -n 2 --dist worksteal -q

bench: .venv/.dev
	@$(BIN)/python -m bench.run

schemas: .venv/.dev
	@$(BIN)/selector schema --write schemas

wheel: .venv/.dev
	@$(BIN)/python -m pip wheel -q --disable-pip-version-check --no-deps --no-build-isolation -w $(WHEELS) .

constraints:
	uv pip compile --universal --python-version 3.11 --all-extras --no-annotate --no-header -q -o constraints.txt pyproject.toml

clean:
	rm -rf .venv dist

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11 demo")'
	@$(PYTHON) -m venv .venv

.venv/.demo: pyproject.toml constraints.txt | .venv/bin/python
	@echo "Setting up (once, about a minute) ..." && $(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e '.[sheet]'
	@touch $@

.venv/.dev: pyproject.toml constraints.txt | .venv/bin/python
	@echo "Setting up (once, a minute or two) ..." && $(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@ .venv/.demo
