# Two commands do all the set-up: `make demo` and `make test`.
PYTHON ?= python3
VENV = .venv
BIN = $(VENV)/bin
DEBIAN = libreoffice-writer-nogui libreoffice-calc-nogui python3-uno poppler-utils fonts-liberation fonts-dejavu-core \
	fonts-crosextra-carlito chromium git openssh-client

.PHONY: demo test lint schemas templates manual bench clean

demo: $(VENV)/installed  ## Install into .venv and build the documents of protocols/ into out/.
	$(BIN)/istoolkit check protocols --strict --on 2026-12-01
	$(BIN)/istoolkit build --out out

test: $(VENV)/tools lint  ## Install what the tests need, then run them all.
	$(BIN)/python tests/needs.py $(DEBIAN)
	$(BIN)/python -m pytest -n 2 --dist worksteal --cov --cov-report=term-missing:skip-covered

lint: $(VENV)/tools
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

schemas: $(VENV)/installed  ## Make schemas/compiled.json and schemas/json again after a change of a schema.
	$(BIN)/python -m istoolkit.definitions.refresh

templates: $(VENV)/installed  ## Make templates/*.docx again after a change of their source.
	$(BIN)/python -m istoolkit.documents.word.outline

manual: $(VENV)/installed  ## Make docs/rules again after a change of a rule's page.
	$(BIN)/python -m istoolkit.manual

bench: $(VENV)/tools  ## Measure against peers. Needs node for one of them.
	$(BIN)/python benchmarks/run.py

$(VENV)/installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/tools: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

clean:
	rm -rf $(VENV) out dist build .pytest_cache .mypy_cache .ruff_cache .coverage*
