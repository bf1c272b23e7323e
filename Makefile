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
	@$(BIN)/python -m pytest --durations=10 --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

# One process of tests waits for disks and processes most of the time, so two go side by side.
ALONGSIDE := tests/fault/test_whole_run.py tests/fault/test_disk.py tests/fault/test_soak.py

.PHONY: test-fault
test-fault: .venv/.dev ## kill runs at every step, fill disks; installs strace with the system's package manager
	@.ci/need strace test-fault
	@mkdir -p build
	@SOAK_MINUTES=$${SOAK_MINUTES:-3} $(BIN)/python -m pytest $(ALONGSIDE) -rs --durations=5 > build/test-fault.txt 2>&1 & \
		ended=0; $(BIN)/python -m pytest tests/fault $(ALONGSIDE:%=--ignore=%) -rs --durations=5 || ended=$$?; \
		wait $$! || ended=$$?; cat build/test-fault.txt; exit $$ended

.PHONY: test-properties
test-properties: .venv/.dev ## try each property of reading with 2,000 made-up examples
	@PROPERTY_EXAMPLES=$${PROPERTY_EXAMPLES:-2000} $(BIN)/python -m pytest tests/property --ignore-glob='*resolve*' -q \
		--durations=3 --numprocesses auto --maxprocesses 2 --dist worksteal

.PHONY: test-schedule
test-schedule: .venv/.dev ## keep a schedule with a real Prefect server and worker: news, no news, a closed gate; minutes
	@$(BIN)/python -m pytest tests/schedule -rs --durations=5

.PHONY: test-dask
test-dask: .venv/.dev ## read on a Dask cluster of processes, some of them killed
	@$(BIN)/python -m pytest tests/dask -rs --durations=5

.PHONY: test-page
test-page: .venv/.dev ## use a release's page in a browser; installs chromium with the system's package manager
	@.ci/need chromium test-page
	@$(BIN)/python -m pytest tests/page -rs --durations=5

.PHONY: page-libraries
page-libraries: ## bundle the page's tables and charts afresh (needs node and npm)
	@cd flows/report/page/vendor && npm ci --ignore-scripts --no-fund --no-audit --loglevel=error && npm run build --script-shell=/bin/bash

# Readers of a release that are not Python's, and FollowTheMoney's library, each in a place of its own.
READERS := build/readers
READER_PIP = $(READERS)/$(1)/bin/pip --disable-pip-version-check -qq install --no-deps --require-hashes -r

.PHONY: test-readers
test-readers: .venv/.dev ## open a release with Node and with DuckDB's shell; installs npm with the system's package manager
	@.ci/need npm test-readers
	@mkdir -p $(READERS) && cp tests/readers/node/* $(READERS)
	@! command -v npm >/dev/null || npm ci --prefix $(READERS) --no-fund --no-audit --loglevel=error
	@$(PYTHON) -m venv $(READERS)/python
	@$(call READER_PIP,python) tests/readers/requirements-shell.lock
	@$(BIN)/python -m pytest tests/readers/test_node_readers.py tests/readers/test_duckdb_shell.py -rs

.PHONY: test-ftm
test-ftm: .venv/.dev ## check an export with FollowTheMoney's library (compiles PyICU)
	@pkg-config --exists icu-i18n 2>/dev/null || { echo "For PyICU: apt-get install libicu-dev pkg-config g++"; exit 1; }
	@$(PYTHON) -m venv $(READERS)/ftm
	@$(call READER_PIP,ftm) tests/readers/requirements-ftm.lock
	@$(BIN)/python -m pytest tests/readers/test_ftm_model.py

.PHONY: test-superset
test-superset: .venv/.dev ## make charts of a release in Apache Superset (needs chromium; takes minutes)
	@$(PYTHON) -m venv $(READERS)/superset
	@$(call READER_PIP,superset) tests/readers/requirements-superset.lock
	@$(BIN)/python -m pytest tests/readers/test_superset.py

.PHONY: soak
soak: .venv/.dev ## publish release after release for an hour (SOAK_MINUTES=…): does anything grow?
	@SOAK_MINUTES=$${SOAK_MINUTES:-60} $(BIN)/python -m pytest tests/fault/test_soak.py -rP

.PHONY: fault-long
fault-long: .venv/.dev ## all kills, 500 random ones, 500,000 polls; at most an hour a test
	@.ci/need strace fault-long
	@FAULT_LONG=1 $(BIN)/python -m pytest tests/fault -rsP --durations=0

.PHONY: test-inputs
test-inputs: .venv/.dev ## take in 276 bad inputs among good ones; minutes
	@$(BIN)/python -m pytest tests/bad_inputs -q --durations=5

.PHONY: test-mutants
test-mutants: .venv/.dev ## break one guard at a time; a named test must notice each
	@$(BIN)/python -m tests.mutants.mutants

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

.PHONY: docs
docs: .venv/.dev ## write anew what README and docs show of the program: commands, outputs, answers
	@$(BIN)/python -m tests.docs

.PHONY: pictures
pictures: .venv/.dev ## take the pictures of the docs anew (needs chromium)
	@.ci/need chromium pictures
	@$(BIN)/python -m tests.docs.pictures

.PHONY: eval
eval: .venv/.dev ## measure reading against the gold articles, where they are present
	@$(BIN)/python -m tests.bench.evaluate

.PHONY: bench
bench: .venv/.dev ## set a run of ARTICLES=1000 made-up articles beside bare spaCy, then ask a large release's views
	@$(BIN)/python -m tests.bench.speed --articles $(or $(ARTICLES),1000)
	@$(BIN)/python -m tests.bench.views

.PHONY: lock
lock: .venv/.dev ## write the lock files afresh from pyproject.toml, keeping pins that still fit
	$(BIN)/uv pip compile pyproject.toml --extra build $(COMPILE) --output-file requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra build --extra dask --extra dev $(COMPILE) \
		--constraints requirements.lock --output-file requirements-dev.lock
	for name in shell ftm superset; do $(BIN)/uv pip compile tests/readers/requirements-$$name.in $(COMPILE) \
		--output-file tests/readers/requirements-$$name.lock; done
	npm install --prefix tests/readers/node --package-lock-only --omit-lockfile-registry-resolved

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
