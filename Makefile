# Two commands do everything: `make report` and `make test`. Only Python 3.11, git and make are asked for.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help setup check test report lab lock clean

help:  ## Show this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

setup: $(READY)  ## Make .venv with every dependency at its locked version and hash

# Compiled once here, a report takes half the time: uv leaves modules uncompiled otherwise.
$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes --compile-bytecode requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	touch $@

check: $(READY)  ## Style, types, import layers, codebook
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/policycmp check

test: check  ## Everything in `check`, then the tests
	$(BIN)/python -m pytest -n 2

# More options of the command: make report REPORT="--due --every weekly"
report: $(READY)  ## Read the articles, write the tables, notebooks and the HTML site into reports/
	$(BIN)/policycmp report $(REPORT)

lab: $(READY)  ## JupyterLab on the notebooks
	$(BIN)/policycmp lab

lock: $(READY)  ## Refresh requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --all-extras --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' \
	  --override overrides.txt --output-file requirements.lock pyproject.toml

clean:  ## Remove the tables and the reports, with their history
	rm -rf data/processed reports
