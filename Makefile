# make run    opens the program          make test   runs every check and every test
# make bench  measures what is promised  make clean  removes what these have made
#
# Each makes the virtual environment it needs, with nothing but a Python of version 3.11 or newer. PYTHON=... chooses
# which one, ARGS="..." passes arguments on to the program.

PYTHON ?= python3
VENV ?= .venv
ARGS ?=

BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --editable
unexport PYTHONHOME PYTHONPATH VIRTUAL_ENV

.PHONY: help run test bench clean
.DEFAULT_GOAL := help

help:
	@echo 'make run [ARGS="list"]   open the program, or run it with arguments'
	@echo 'make test                run every check and every test'
	@echo 'make bench               measure what is promised about speed'
	@echo 'make clean               remove the virtual environment and whatever else was made'
	@echo 'PYTHON=python3.13        with each of them: which Python to use (3.11 or newer)'

run: $(VENV)/.for-running
	@$(BIN)/rehearse $(ARGS)

test: $(VENV)/.for-testing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/pytest --numprocesses=2 --dist=worksteal -rfEs $(ARGS)

bench: $(VENV)/.for-running
	@set -e; for bench in bench/*.py; do echo "$$bench"; $(BIN)/python "$$bench"; done

clean:
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find rehearse tests bench -name __pycache__ -type d -prune -exec rm -rf {} +

# What is installed, as empty files: newer than pyproject.toml means up to date.

$(VENV)/.for-running: pyproject.toml | $(BIN)/python
	@echo 'Installing rehearse into $(VENV) (once) ...' >&2
	@$(INSTALL) .
	@touch $@

$(VENV)/.for-testing: pyproject.toml | $(BIN)/python
	@echo 'Installing rehearse and what its tests need into $(VENV) (once) ...' >&2
	@$(INSTALL) '.[dev]'
	@touch $(VENV)/.for-running $@

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { \
	  echo "There is no '$(PYTHON)' here. Install Python 3.11 or newer, or name one: make run PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "rehearse needs Python 3.11 or newer; this is $$($(PYTHON) --version 2>&1). Name another: make run PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "This Python cannot make virtual environments: its ensurepip or venv is missing (on Debian and Ubuntu: apt install python3-venv)." >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV) || { rm -rf $(VENV); exit 1; }
