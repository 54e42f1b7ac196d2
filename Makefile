# Everything a person or a machine does with the project. Needs Python 3.11+ and make, nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV_VERSION := 0.13.9
UV := VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/uv
NPM := $(BIN)/python scripts/frontend.py npm

.PHONY: help setup frontend run test lint test-sqlite test-postgresql test-frontend test-pages bench bench-live \
	bench-summary bench-points bench-seal bench-opinions bench-ballots test-oracles openapi migration lock format clean

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

$(VENV)/.ready: requirements-dev.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --disable-pip-version-check uv==$(UV_VERSION)
	$(UV) pip install -q --require-hashes -r requirements-dev.lock
	$(UV) pip install -q --no-deps -e .
	touch $@

setup: $(VENV)/.ready ## virtual environment with everything pinned

frontend: setup ## build the pages if their sources changed
	$(BIN)/python scripts/frontend.py

run: frontend ## start the service with demo data on SQLite and print sign-in links
	$(BIN)/convenor serve --demo

test: lint test-sqlite test-postgresql test-frontend test-pages ## everything that proves the product

lint: setup
	$(BIN)/ruff check app tests scripts migrations
	$(BIN)/ruff format --check app tests scripts
	$(BIN)/mypy

test-sqlite: frontend
	$(BIN)/python -m pytest -q -n 2 --database sqlite

# Without PostgreSQL or Redis at hand these say so and pass; CI=true makes their absence a failure.
test-postgresql: frontend
	$(BIN)/python -m tests.services && $(BIN)/python -m pytest -q -n 2 --database postgresql || test $$? -eq 64

test-frontend: frontend
	$(NPM) run --silent check
	$(NPM) run --silent i18n:check
	$(NPM) run --silent test
	$(NPM) run --silent budget

test-pages: frontend ## the pages in Debian's Chromium: stories, axe, phone and keyboard
	$(NPM) run --silent e2e

bench: frontend ## print measured figures beside their ceilings; writes build/bench/*.json
	$(BIN)/python -m tests.bench.bench_writes
	$(BIN)/python -m tests.bench.bench_reads

bench-summary: setup ## time, memory and waiting of a summary by the number of contributions; needs ../shared/data
	$(BIN)/python -m tests.bench.bench_summary

bench-seal: setup ## 100,000 ballots sealed and verified
	$(BIN)/python -m tests.bench.bench_seal $(ARGS)

bench-live: frontend ## 11,000 sockets on one meeting; needs gcc; ARGS="--seconds 600" and others (see --help)
	$(BIN)/python -m tests.bench.live.run $(ARGS)

bench-points: setup ## matching and points from text beside TF-IDF, LexRank and random; time and memory by size
	$(BIN)/python -m tests.bench.bench_matching
	$(BIN)/python -m tests.bench.bench_points $(ARGS)

bench-opinions: setup ## opinion groups: time, memory, agreement with Polis, bridging on the unseen half
	$(BIN)/python -m tests.bench.bench_opinions $(ARGS)

# What our counts are compared with: large, partly GPL, and therefore in an environment of its own.
ORACLES := build/oracles
$(ORACLES)/.ready: tests/oracles/requirements.lock | setup
	test -x $(ORACLES)/bin/python || $(PYTHON) -m venv $(ORACLES)
	VIRTUAL_ENV=$(CURDIR)/$(ORACLES) $(BIN)/uv pip sync -q --require-hashes tests/oracles/requirements.lock
	touch $@

test-oracles: $(ORACLES)/.ready ## 250 random electorates counted by us, pref_voting, abcvoting and pabutools; 1.3 GB
	$(ORACLES)/bin/python -W ignore -m tests.oracles.compare

bench-ballots: $(ORACLES)/.ready ## counting 1,000 and 100,000 ballots beside the oracles; ARGS="--ours-only"
	$(ORACLES)/bin/python -W ignore -m tests.oracles.bench_ballots $(ARGS)

openapi: setup ## renew the API snapshot and the pages' types
	$(BIN)/convenor openapi > frontend/openapi.json
	$(NPM) run --silent types

migration: setup ## m="what it adds": a new migration from the models
	rm -f build/migration.db; mkdir -p build
	CONVENOR_DATABASE_URL=sqlite:///build/migration.db $(BIN)/convenor migrate
	CONVENOR_DATABASE_URL=sqlite:///build/migration.db $(BIN)/alembic revision --autogenerate -m "$(m)"

lock: setup ## renew the lock files from pyproject.toml and tests/oracles
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-header pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --extra dev -c requirements.lock \
		pyproject.toml -o requirements-dev.lock
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header \
		tests/oracles/requirements.in -o tests/oracles/requirements.lock

format: setup
	$(BIN)/ruff format app tests scripts
	$(BIN)/ruff check --fix app tests scripts migrations

clean: ## remove what was built; keeps var/
	rm -rf build app/static frontend/node_modules $(VENV) .mypy_cache .ruff_cache .pytest_cache
