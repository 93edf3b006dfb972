# Two commands matter: `make demo` and `make test`. Both set up everything they need.

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
# Kept bytecode spares every process of a run the compiling.
unexport PYTHONDONTWRITEBYTECODE
UV_VERSION := 0.13.9
ARGS ?=
# Of the tests. Some wait for a browser, a server or a worker: three keep two cores at work.
PROCESSES ?= 3
FIRST = $(BIN)/python -m pytest -q -n $(PROCESSES) --first-run
SECOND = $(BIN)/python -m tests.services $(BIN)/python -m pytest -q -n $(PROCESSES) --second-run
CI_ENV := SECRET_KEY=only-for-checks-$$(printf 'x%.0s' $$(seq 50)) VAULT_KEY_FILE=var/none VAR_DIR=var

.PHONY: demo run code test quick check ci format messages shots bench setup services clean help

help:  ## Say what can be made.
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/ -/'

$(VENV)/uv: Makefile
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || { echo "Python 3.11 is needed; set PYTHON=/path/to/python3.11."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --disable-pip-version-check uv==$(UV_VERSION)
	@touch $@

$(VENV)/base: $(VENV)/uv requirements/base.txt
	@if [ -e $(VENV)/dev ]; then touch $@; else VIRTUAL_ENV=$(VENV) $(BIN)/uv pip sync -q --require-hashes requirements/base.txt && \
	  VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install -q uv==$(UV_VERSION) && touch $@; fi

$(VENV)/dev: $(VENV)/uv requirements/dev.txt
	VIRTUAL_ENV=$(VENV) $(BIN)/uv pip sync -q --require-hashes requirements/dev.txt
	@VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install -q uv==$(UV_VERSION)
	@touch $@ $(VENV)/base

setup: $(VENV)/dev  ## Install everything for development into .venv.

services:  ## Find or install Chromium, PostgreSQL and Redis.
	@sh .ci/services

demo: $(VENV)/base  ## Run the service with the sample programme and people at every stage.
	$(BIN)/python manage.py demo --port $(PORT) $(ARGS)

run: demo

code: $(VENV)/base  ## Print the sign-in code that the demo's authenticator shows now.
	@$(BIN)/python manage.py demo --code

quick: setup  ## The short tests, in under a minute: one database, no migrations, no browser, few examples of each property.
	$(BIN)/python -m pytest -q -n 2 --nomigrations --hypothesis-profile=quick -m "not journey and not services and not once and not slow" $(ARGS)

test: setup services  ## The tests, each on SQLite or on PostgreSQL with Redis; with ARGS all on both.
	$(FIRST) $(if $(ARGS),$(ARGS),--part share --nomigrations)
	$(SECOND) $(if $(ARGS),$(ARGS),--part share --nomigrations)

check: setup  ## Lint, types, templates, reading level, import contracts, migrations, deployment settings.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(CI_ENV) $(BIN)/mypy .
	$(BIN)/djlint --lint --quiet templates
	$(BIN)/djade --check --target-version 5.2 $$(git ls-files 'templates/*.html')
	$(BIN)/python -m tests.look.reading_level
	$(BIN)/lint-imports
	$(CI_ENV) $(BIN)/python manage.py makemigrations --check --dry-run
	$(CI_ENV) $(BIN)/python manage.py check --deploy --fail-level WARNING

ci: check test  ## What continuous integration runs: each test on the other database, too, and the longest.
	$(FIRST) --part rest --hypothesis-profile=second
	$(SECOND) --part rest --hypothesis-profile=second

format: setup  ## Put code and templates into their form.
	$(BIN)/ruff check --fix-only -q .
	$(BIN)/ruff format -q .
	-$(BIN)/djade --target-version 5.2 $$(git ls-files 'templates/*.html')

messages: setup  ## Gather every string for the translators, and compile what they wrote; needs GNU gettext.
	@command -v xgettext >/dev/null || { echo "Install GNU gettext (Debian: apt-get install gettext)."; exit 1; }
	$(CI_ENV) $(BIN)/python manage.py makemessages -l sv --no-wrap --add-location file --no-obsolete \
	  --ignore .venv --ignore var --ignore tests --ignore benchmarks
	$(BIN)/pybabel -q compile -D django -d locale --statistics

shots: setup services  ## Photograph every page into var/shots, and the documents' few into docs/screenshots.
	$(BIN)/python -m pytest -q -p no:cacheprovider tests/shots.py $(ARGS)

bench: setup services  ## Measure what each request costs beside a bare Django page; about three minutes.
	$(BIN)/python -m benchmarks.pages $(ARGS)

clean:  ## Remove the demo's data and the virtual environment.
	rm -rf var $(VENV)
