# What a developer types. Each target sets up what it needs, once, in .venv.

PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/installed
READY := .venv/ready
STORY ?= seeds/the-night-kitchen.html

.PHONY: demo test outside lint types contracts check format schema map samples train clean

demo: $(INSTALLED)  ## an audiobook from a sample story; VOICES=kokoro: with voices that sound like people, fetched once
ifeq ($(VOICES),kokoro)
	$(BIN)/audiofic setup
endif
	$(BIN)/audiofic build $(STORY) $(if $(VOICES),--engine $(VOICES))

test: $(READY)
	$(BIN)/pytest -n auto --cov --cov-report=term-missing:skip-covered --cov-fail-under=90

outside: $(READY)  ## the tests that want programs from outside, none of which may be missing: tests/outside.py
	$(BIN)/pytest -n auto --outside

lint: $(READY)
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(READY)
	$(BIN)/mypy

contracts: $(READY)
	$(BIN)/lint-imports

check: lint types contracts test

format: $(READY)
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

schema: $(READY)  ## of voices.yaml, after a change to its models
	$(BIN)/python -c "from audiofic.voices import SCHEMA, write_schema; write_schema(SCHEMA)"

map: $(READY)  ## the picture in ARCHITECTURE.md, after a change to what imports what
	$(BIN)/python docs/street.py

samples: $(READY)  ## the sound in README, after a change to how it sounds; wants Kokoro's voices: audiofic setup
	$(BIN)/python docs/samples.py

train: $(READY)  ## the weights of the attribution, from the labelled texts beside the checkout; about 3 minutes
	$(BIN)/python -m pip install --quiet --group train
	$(BIN)/python benchmarks/train_attribution.py

clean:
	rm -rf .venv .coverage* .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache build dist

$(INSTALLED): pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(READY): $(INSTALLED)
	$(BIN)/python -m pip install --quiet --editable . --group dev
	touch $@
