# Everything a person types here. GNU make 3.81 and Python 3.11 or newer are all it takes.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
PY     := $(BIN)/python
STAMP  := $(VENV)/.ready
OUT    ?= demo-report
CASES  ?= tests/reference
FAMILY ?=
CONSTRAINTS ?=

.PHONY: help setup demo test check format validate prove bench data docs build clean

help:
	@echo "make demo      set up and run the main job on the shipped study; prints where the report lies"
	@echo "make test      set up and pass the tests"
	@echo "make check     ruff, types, import contracts, generated files fresh"
	@echo "make validate  hold our numbers against the references [CASES=DIR] [FAMILY=name,...]"
	@echo "make prove     slow proofs: coverage, recovery, fuzzing"
	@echo "make bench     the same work beside the peers (needs time; peers that are missing are skipped)"
	@echo "make data      write the synthetic study again, byte for byte"
	@echo "make docs      write docs/validation.md again"
	@echo "make build     wheel and sdist"

setup: $(STAMP)

$(STAMP): pyproject.toml $(CONSTRAINTS)
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "sdtclimate needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Say which: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --upgrade pip
	$(PY) -m pip install --quiet --editable ".[all]" --group dev $(if $(CONSTRAINTS),--constraint $(CONSTRAINTS))
	@touch $(STAMP)

demo: $(STAMP)
	@$(BIN)/sdtclimate demo --out $(OUT)

test: $(STAMP)
	$(PY) -m pytest -n auto -m "not prove"

check: $(STAMP)
	$(BIN)/ruff check src tests
	$(BIN)/ruff format --check src tests
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(PY) tests/validate/run.py --check-docs > /dev/null

format: $(STAMP)
	$(BIN)/ruff check --fix src tests
	$(BIN)/ruff format src tests

validate: $(STAMP)
	$(PY) tests/validate/run.py --cases "$(CASES)" $(if $(FAMILY),--family "$(FAMILY)")

prove: $(STAMP)
	$(PY) -m pytest -n auto -m prove

bench: $(STAMP)
	$(PY) benchmarks/run.py --python-sdtclimate $(PY)

data: $(STAMP)
	$(PY) -m sdtclimate.synthetic.make --out data/synthetic

docs: $(STAMP)
	$(PY) tests/validate/run.py --write-docs --date "$$(date +%Y-%m-%d)" > /dev/null

build: $(STAMP)
	$(PY) -m build

clean:
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache
