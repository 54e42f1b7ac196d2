# Everything a person or a machine does with the project. Needs Python 3.11+ and make, nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV_VERSION := 0.13.9
export CONVENOR_PORT ?= 8000

.PHONY: setup frontend run test lint test-python test-frontend test-e2e bench openapi lock clean help

help:
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

$(VENV)/.ready: requirements-dev.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --disable-pip-version-check uv==$(UV_VERSION)
	VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/uv pip install -q --require-hashes -r requirements-dev.lock
	VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/uv pip install -q --no-deps -e .
	touch $@

setup: $(VENV)/.ready ## virtual environment with everything pinned

frontend: setup ## build the pages if their sources changed
	$(BIN)/python scripts/frontend.py

run: frontend ## start the service with demo data on SQLite and print sign-in links
	$(BIN)/convenor serve --demo

lock: setup ## renew both lock files from pyproject.toml
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-header pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

clean: ## remove what was built; keeps var/
	rm -rf build app/static frontend/node_modules $(VENV) .mypy_cache .ruff_cache .pytest_cache

migration: setup ## make m="what it adds": a new migration from the models
	rm -rf build/migration.db; mkdir -p build
	CONVENOR_DATABASE_URL=sqlite:///build/migration.db $(BIN)/convenor migrate
	CONVENOR_DATABASE_URL=sqlite:///build/migration.db $(BIN)/alembic revision --autogenerate -m "$(m)"

openapi: setup ## renew the API snapshot and the pages' types
	$(BIN)/convenor openapi > frontend/openapi.json
	$(BIN)/python scripts/frontend.py --types
