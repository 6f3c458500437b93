# Everything that is done with this project, by name. Works with GNU make 3.81 (macOS) and newer,
# and with a plain POSIX shell. `make` alone lists the targets.

# The Python that makes the virtual environment. Another one: make clean, then
# make site PYTHON=python3.13
PYTHON ?= python3

# The address of `make serve`, and more arguments for the command of a target:
# make serve ADDR=127.0.0.1:8001 and make test ARGS="-k status"
ADDR ?= 127.0.0.1:8000
ARGS ?=

VENV := .venv
PY := $(VENV)/bin/python
RUNTIME := $(VENV)/.runtime-installed
DEV := $(VENV)/.dev-installed
PIP := $(PY) -m pip --disable-pip-version-check --no-input

# The modules of `make mutants`. With the seed, they decide which faults are planted.
MUTATED := measure/status measure/suppression measure/outlook measure/forecast measure/variation \
	measure/intervals measure/levels measure/triage measure/pooling check/count_conflicts \
	check/references

# What belongs to the generator and is replaced by `make upgrade`. All else is the company's.
PRODUCT := .ci .gitattributes CHANGELOG.md CONTRIBUTING.md LICENSE Makefile UPGRADING.md \
	generator pyproject.toml requirements-dev.txt requirements.txt tests

# uv resolves for every system and Python at once; it is needed for `make pins` alone.
UV_VERSION := 0.13.9
PINS_VENV := .cache/pins-venv
PINS := $(PINS_VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-annotate --custom-compile-command "make pins"

# Charts are drawn in this time zone, so that every machine draws the same ones.
export TZ := UTC
# Material announces the end of MkDocs 1; `mkdocs` is pinned below 2 (pyproject.toml).
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help install sbom site pdf serve test check ci start clean bench upgrade pins sample fuzz pages-test \
	release publish editions fetch drop public twelve lint types check-data browser-test builders-test \
	slow-test full-test mutants screenshots walk bench-claims bench-outlook bench-exports bench-measure bench-page

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' Makefile

# MkDocs ends in a traceback where its output is closed, before it reads a setting.
OPEN := (exec 3>&1) 2>/dev/null || exec >/dev/null;

install: $(RUNTIME) ## install what the other targets need, into .venv

site: $(RUNTIME) ## build the site into site/
	$(OPEN) $(PY) -m mkdocs build --strict $(ARGS)

pdf: site ## print the board pack into site/board-pack.pdf, with a Chromium of this machine
	$(PY) -m generator pdf site

serve: $(RUNTIME) ## show the site at ADDR; it follows changes in content/ and data/
	$(OPEN) $(PY) -m mkdocs serve --livereload --no-strict --dev-addr $(ADDR) $(ARGS)

start: $(RUNTIME) ## replace the sample by templates, to begin a company's own site
	$(PY) -m generator start $(ARGS)

release: $(RUNTIME) ## publish an edition: make release VERSION=2026-Q4
	@test -n "$(VERSION)" || { \
	  echo "Say which edition: make release VERSION=2026-Q4" >&2; exit 2; }
	$(PY) -m generator release "$(VERSION)" $(if $(REPLACE),--replace) $(ARGS)

publish: $(RUNTIME) ## publish the current state, as the edition that comes next
	$(PY) -m generator publish $(ARGS)

editions: $(RUNTIME) ## list what is published
	$(PY) -m generator editions list $(ARGS)

fetch: $(RUNTIME) ## bring what is published here, so that a build can compare itself with it
	$(PY) -m generator editions fetch $(ARGS)

drop: $(RUNTIME) ## take an edition off the published site: make drop VERSION=2023-Q1
	@test -n "$(VERSION)" || { echo "Say which edition: make drop VERSION=2023-Q1" >&2; exit 2; }
	$(PY) -m generator editions drop "$(VERSION)" $(ARGS)

public: $(RUNTIME) ## write what is published into public/, for a server
	$(PY) -m generator editions copy public $(ARGS)

test: $(DEV) ## run the fast tests: a few minutes on two cores
	$(PY) -m pytest -n auto --dist loadfile -m "not browser and not builders and not slow" $(ARGS)

browser-test: $(DEV) ## look at the site in Chromium: a few minutes on two cores
	$(PY) -m pytest tests/browser -n auto -m "not slow and not full" $(ARGS)

pages-test: $(DEV) ## look at every page in Chromium at every width: half an hour on two cores
	$(PY) -m pytest tests/browser -n auto -m full $(ARGS)

builders-test: $(DEV) ## build the same site with other builders
	$(PY) -m pytest tests/builders $(ARGS)

slow-test: $(DEV) ## run the tests that are too slow for every save
	$(PY) -m pytest -n auto --dist loadfile -m "slow and not builders and not timed" $(ARGS)
	$(PY) -m pytest -m timed $(ARGS)

lint: $(DEV) ## check style and format
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

types: $(DEV) ## check the types
	$(PY) -m mypy

check-data: $(RUNTIME) ## check the tables in data/
	$(PY) -m generator check --data data $(ARGS)

check: lint types test check-data site ## the fast gate: style, types, tests, data, strict build

ci: check slow-test builders-test browser-test ## everything that is checked before a merge

full-test: check slow-test builders-test browser-test pages-test mutants fuzz twelve ## all suites, at full size

twelve: $(DEV) ## publish the sample's story as twelve editions, into .cache/twelve/public
	rm -rf .cache/twelve
	$(PY) -m tests.story.editions .cache/twelve $(ARGS)

screenshots: $(DEV) site ## take the pictures of the README anew
	$(PY) -m tests.browser.screenshots site .github/readme

walk: $(DEV) ## walk the owner's guide with the sample, timed in steps, and take its pictures anew
	rm -rf .cache/walk
	$(PY) -m tests.browser.walk .cache/walk content/guide

sample: $(DEV) ## write the sample again
	$(PY) -m tests.story data

bench: $(DEV) ## measure the build: seconds, memory, bytes
	$(PY) -m tests.bench $(ARGS)

bench-exports: $(DEV) ## measure five million survey answers, beside DuckDB
	$(PY) -m tests.bench.exports $(ARGS)

bench-measure: $(DEV) ## measure the four answers about 1,000 metrics of 60 months each
	$(PY) -m tests.bench.measuring

bench-claims: $(DEV) ## measure how often a change is claimed falsely, and how late a true one is told
	$(PY) -m tests.bench.claims $(ARGS)

bench-outlook: $(DEV) ## measure the outlook on the M3 competition's series
	$(PY) -m tests.bench.outlook $(ARGS)

bench-page: $(DEV) site ## measure pages in Chromium: weight, first picture on slow 4G, shifts
	$(PY) -m tests.bench.page site

fuzz: $(DEV) ## spoil 20,000 inputs and read them: no traceback, no hang, no row lost
	$(PY) -m tests.fuzz $(ARGS)

mutants: $(DEV) ## plant small faults in measure and check, and see that the tests notice
	$(PY) -m tests.mutants --seed 2026 --count 400 $(ARGS) $(MUTATED)

upgrade: ## take a release of the generator: make upgrade FROM=<repository> VERSION=<tag>
	@test -n "$(FROM)" && test -n "$(VERSION)" || { \
	  echo "Say where from and which: make upgrade FROM=<repository> VERSION=<tag>" >&2; exit 2; }
	@test -z "$$(git status --porcelain)" || { \
	  echo "There are uncommitted changes: commit them first, so that nothing can be lost." >&2; \
	  exit 1; }
	git fetch --no-tags "$(FROM)" "$(VERSION)"
	git restore --source=FETCH_HEAD --staged --worktree -- $(PRODUCT)
	@echo "Read what changed: CHANGELOG.md and git diff --staged. Then: make check, git commit."

pins: $(PINS_VENV)/uv-$(UV_VERSION) ## choose the pinned versions anew
	$(PINS) --upgrade --group build -o requirements.txt pyproject.toml
	$(PINS) --upgrade --group build --group dev -c requirements.txt \
	  -o requirements-dev.txt pyproject.toml
	$(PINS) --upgrade --group build -c requirements.txt \
	  -o tests/builders/requirements.txt pyproject.toml tests/builders/requirements.in

sbom: $(RUNTIME) ## write sbom.json: the pinned packages with their licences, as a CycloneDX list
	$(PY) -m generator.sbom

clean: ## remove the virtual environment, the built site and all caches
	rm -rf $(VENV) site public .cache .pytest_cache .mypy_cache .ruff_cache
	find generator tests -name __pycache__ -type d -prune -exec rm -rf {} +

# A system that replaces its Python leaves the environment behind without one: make it anew.
BROKEN := $(shell test -x $(PY) || echo $(VENV)-without-python)
.PHONY: $(BROKEN)

# A Python that is missing, too old or without venv is told in one sentence, with the mend.
$(RUNTIME): requirements.txt pyproject.toml $(BROKEN)
	@"$(PYTHON)" -c "" >/dev/null 2>&1 || { \
	  echo "$(PYTHON) does not run here: install Python 3.11 or newer, or name one: make site PYTHON=/path/to/python3" >&2; \
	  exit 1; }
	@"$(PYTHON)" -c "import sys; sys.exit(sys.version_info < (3, 11))" || { \
	  echo "$$("$(PYTHON)" --version 2>&1) is too old: install Python 3.11 or newer, or name one: make site PYTHON=python3.12" >&2; \
	  exit 1; }
	@"$(PYTHON)" -c "import venv, ensurepip" >/dev/null 2>&1 || { \
	  echo "$(PYTHON) lacks its venv module: on Debian and Ubuntu, sudo apt install $$("$(PYTHON)" -c \
	  "import sys; print('python%d.%d-venv' % sys.version_info[:2])"), then try again." >&2; \
	  exit 1; }
	@echo "Installing into $(VENV), once; this takes about a minute."
	@$(PIP) --version >/dev/null 2>&1 || "$(PYTHON)" -m venv --clear $(VENV)
	$(PIP) install --quiet --require-hashes -r .ci/pip.txt
	$(PIP) install --quiet --require-hashes -r requirements.txt
	$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(DEV): requirements-dev.txt $(RUNTIME)
	$(PIP) install --quiet --require-hashes -r requirements-dev.txt
	@touch $@

$(PINS_VENV)/uv-$(UV_VERSION):
	"$(PYTHON)" -m venv --clear $(PINS_VENV)
	$(PINS_VENV)/bin/python -m pip install --quiet uv==$(UV_VERSION)
	@touch $@
