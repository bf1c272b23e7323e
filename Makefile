# Entente: `make run` and `make test` need python3 (3.11 or newer), pip and make; nothing else typed.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c

PYTHON ?= python3
BIN := .venv/bin
# The locks are complete, so dependencies are not followed; pip takes wheels only, whose hashes are in the lock.
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
INSTALL_LOCK := $(PIP) install --no-deps --no-compile --only-binary :all: --require-hashes -r
COMPILE := --quiet --no-header --universal --generate-hashes --no-emit-index-url --no-annotate

.PHONY: help
help: ## show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

.PHONY: run
run: .venv/.run ## set up, read the bundled articles, check and publish a release
	@$(BIN)/entente run

.PHONY: test
test: .venv/.dev ## set up and run all tests
	@$(BIN)/python -m pytest --durations=10

.PHONY: test-fault
test-fault: .venv/.dev ## kill runs at every step, fill disks; installs strace with the system's package manager
	@.ci/strace
	@$(BIN)/python -m pytest tests/fault -rs --durations=5

.PHONY: lint
lint: .venv/.dev ## style of Python and SQL
	$(BIN)/ruff check .
	$(BIN)/sqlfluff lint sql --processes 2 --disable-progress-bar

.PHONY: types
types: .venv/.dev ## strict types
	$(BIN)/mypy

.PHONY: drift
drift: .venv/.run ## fail where a generated file differs from the contract
	$(BIN)/python -m flows.contract --check

.PHONY: eval
eval: .venv/.dev ## measure reading against the gold articles, where they are present
	@$(BIN)/python -m tests.bench.evaluate

.PHONY: lock
lock: .venv/.dev ## write the lock files afresh from pyproject.toml, keeping pins that still fit
	$(BIN)/uv pip compile pyproject.toml --extra build $(COMPILE) --output-file requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra build --extra dev $(COMPILE) --constraints requirements.lock \
		--output-file requirements-dev.lock

.PHONY: lock-newest
lock-newest: .venv/.dev ## resolve the newest versions into build/newest, try them there, report; changes nothing
	@.ci/lock-newest

.PHONY: clean
clean: ## remove the environment, caches and builds; the warehouse stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist
	find flows tests -name __pycache__ -prune -exec rm -rf {} +

# The environment. A stamp says what it holds, so a second run takes no time. Bytecode is written once: without it
# imports take thrice as long, and PYTHONDONTWRITEBYTECODE may be set. Some files in it are templates, not Python.
.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed: make PYTHON=python3.12 run"; exit 1; }
	@$(PYTHON) -m venv .venv

.venv/.run: requirements.lock pyproject.toml | .venv/bin/python
	@echo "Setting up .venv from requirements.lock; the first time takes a minute or two."
	@$(INSTALL_LOCK) requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -qq -j 0 .venv/lib flows || true
	@touch $@

.venv/.dev: requirements-dev.lock .venv/.run
	@echo "Adding the tools of requirements-dev.lock."
	@$(INSTALL_LOCK) requirements-dev.lock
	@$(BIN)/python -m compileall -qq -j 0 .venv/lib || true
	@touch $@
