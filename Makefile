# `make run` and `make test` do all set-up; everything lands in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
PORT ?= 8501

.PHONY: help install run test bench check clean docs servers
.DEFAULT_GOAL := help

help:  ## list what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

install: $(INSTALLED)  ## make .venv with everything in it

$(INSTALLED): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; $$($(PYTHON) --version) is here. On Debian: sudo apt-get install python3"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
	  { echo "The module venv is missing. On Debian: sudo apt-get install python3-venv"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]' --constraint constraints.txt
	@touch $@

run: $(INSTALLED)  ## load the shipped data and open the app
	@$(BIN)/wieweetwat load
	@$(BIN)/wieweetwat app --port $(PORT)

# Browser tests use one real browser and measure time, so they run on their own, after the others.
test: $(INSTALLED)  ## run all tests
	$(BIN)/python -m pytest --quiet -n 2 --dist loadfile -m "not browser"
	$(BIN)/python -m pytest --quiet -m browser

bench: $(INSTALLED)  ## measure load, ask and memory; writes benchmarks/RESULTS.md
	$(BIN)/python -m benchmarks.run

servers: $(INSTALLED)  ## bring the real servers for the tests: Neo4j and Fuseki (170 MB; needs Java and Maven)
	@$(BIN)/python -m tests.servers.bring

check: $(INSTALLED)  ## check the data files
	@$(BIN)/wieweetwat check

docs: $(INSTALLED)  ## write the generated references anew
	$(BIN)/python -m graph.reference --write
	$(BIN)/python -m commands.question_docs --write

clean:  ## remove what was built; data/ stays
	rm -rf data/build .pytest_cache .hypothesis
