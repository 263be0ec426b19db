# Two commands do everything: `make run` and `make test`.
PYTHON ?= python3
PORT ?= 8501
WORKERS ?= 4
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all:

.PHONY: run test install install-tests check-python browser lint types mutate versions shots bench static fonts geo pins

run: install
	@PORT=$(PORT) $(BIN)/python -m components.serve

# Playwright's loop runs in the thread of its tests: those that run loops of their own need another process;
# the test of many readers wants the machine for itself
PYTEST := $(BIN)/python -m pytest -n auto --maxprocesses $(WORKERS) --dist loadgroup
test: install-tests browser lint types
	@$(PYTEST) tests/browser; browser=$$?; \
	$(PYTEST) --ignore=tests/browser --ignore=tests/load; rest=$$?; \
	$(BIN)/python -m pytest tests/load; load=$$?; exit $$((browser | rest | load))

install: check-python $(VENV)/.installed

install-tests: install $(VENV)/.installed-tests

check-python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "The atlas needs Python 3.11 or newer as '$(PYTHON)'. On Debian: apt-get install python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
	  echo "Python's venv is missing. On Debian: apt-get install python3-venv"; exit 1; }

$(VENV)/.installed: requirements.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing what the atlas runs on ..."
	@$(INSTALL) -r requirements.txt
	@touch $@

$(VENV)/.installed-tests: tests/requirements.txt $(VENV)/.installed
	@echo "Installing what the tests need ..."
	@$(INSTALL) -r tests/requirements.txt
	@touch $@

$(VENV)/.installed-bench: benchmarks/requirements.txt $(VENV)/.installed
	@echo "Installing what the benchmarks compare with ..."
	@$(INSTALL) -r benchmarks/requirements.txt
	@touch $@

# Chromium and Chinese fonts: the system's, else Debian's, else Playwright's own
browser:
	@sh tests/browser/install.sh $(BIN)/python

lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types:
	$(BIN)/mypy

# every mutation of the data: what validates is shown everywhere; begun anew where code or data have changed
mutate: install-tests
	$(BIN)/python -m tests.mutations

# 1,500 versions of the data, one after the other: what memory they leave
versions: install-tests
	$(BIN)/python -m tests.load.versions

shots: install-tests browser
	$(BIN)/python -m tools.take_shots

bench: install-tests browser $(VENV)/.installed-bench
	$(BIN)/python -m benchmarks

static: install-tests
	$(BIN)/python -m tools.build_static

fonts: install-tests browser
	$(BIN)/python -m tools.build_fonts
	$(BIN)/python -m tools.build_static

geo: install
	$(BIN)/python -m tools.derive_geo

PIN := uv pip compile --quiet --generate-hashes --universal --python-version 3.11 --no-header --no-annotate --no-emit-index-url
pins:
	$(PIN) requirements.in -o requirements.txt
	$(PIN) tests/requirements.in -o tests/requirements.txt
	$(PIN) benchmarks/requirements.in -o benchmarks/requirements.txt
