.DEFAULT_GOAL := help
.PHONY: help up dev seed reset test e2e screenshots install frontend budget schema audit bench-live bench-events bench-door lock clean

PYTHON := .venv/bin/python
UV := $(PYTHON) -m uv
# The first Python on this machine that is new enough; the one in .venv, where that is there and works.
FOUND := $(shell for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
# Makes .venv and the front end if they are not there or not up to date, and becomes that Python.
INSTALLED = @$(or $(FOUND),$(error Cryptotalks needs Python 3.11 or newer, and finds none on PATH; \
	`python3 --version` says: $(shell python3 --version 2>&1))) stack/install.py

help: ## this list
	@sed -n 's/^\([a-z0-9-]*\)[a-z ]*:.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 22

up: ## the whole forum on http://127.0.0.1:8000 until Ctrl-C; PORT=8001 moves it
	$(INSTALLED) -m stack up

dev: ## the front end with reload on http://127.0.0.1:5173, beside the `make up` that runs; API=http://… names another
	$(INSTALLED) -c 'pass'
	cd frontend && PATH="$$PATH:$(CURDIR)/.venv/bin" npm run --silent dev

seed: ## put in what a new forum begins with: into the one that runs, or the one that is stopped
	$(INSTALLED) -m stack seed

reset: ## delete the forum's data (asks first)
	$(INSTALLED) -m stack reset

test: ## every test; ARGS="tests/stack -k kafka" for some
	$(INSTALLED) -m pytest $(ARGS)

e2e: ## the pages in Chromium, on a forum of their own; ARGS="-g votes" for some
	$(INSTALLED) -m tests.e2e --project=stories $(ARGS)

screenshots: ## every page in light, dark and on a phone, into screenshots/
	$(INSTALLED) -m tests.e2e --project=screenshots $(ARGS)

install frontend: ## only .venv and the front end
	$(INSTALLED)

budget: ## what a first visit to each page fetches
	$(INSTALLED) -c 'pass'
	cd frontend && PATH="$$PATH:$(CURDIR)/.venv/bin" npm run --silent budget

schema: ## write schema.graphql, which is never edited
	$(INSTALLED) -c 'pass'
	$(PYTHON) -m resolvers.schema > schema.graphql.new && mv schema.graphql.new schema.graphql

audit: ## the GraphQL-over-HTTP specification's own audit
	$(INSTALLED) -m tests.audit

bench-live: ## a thousand subscribers, beside a bare broadcast and Node's graphql-ws
	$(INSTALLED) -m bench.live

bench-events: ## events a second from the outbox to what they do; ARGS=5000 for as many
	$(INSTALLED) -m bench.events $(ARGS)

bench-door: ## what the door's dearest refusals cost, and its cheapest answers
	$(INSTALLED) -m bench.door

lock: ## write the lock files anew from pyproject.toml
	$(INSTALLED) -c 'pass'
	$(UV) pip compile -q --universal --generate-hashes --python-version 3.11 --no-header pyproject.toml -o requirements.lock
	$(UV) pip compile -q --universal --generate-hashes --python-version 3.11 --no-header --all-extras pyproject.toml -o requirements-dev.lock

clean: ## delete .venv, what was built, and caches; not the data
	rm -rf .venv frontend/dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . \( -name __pycache__ -o -name node_modules \) -type d -prune -exec rm -rf {} +
