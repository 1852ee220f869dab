# Everything starts from python3, pip and make: the targets below set up what they need.
PYTHON ?= python3
HOME_DIR ?= data
BIN := .venv/bin
# A file, so that a second run starts at once.
READY := .venv/.ready

.PHONY: setup run test test-slow check format bench bench-dates bench-coding bench-pages bench-merge bench-speed bench-report pictures answers model lock clean

setup: $(READY)

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $(READY)

run: setup
	$(BIN)/communique run --source seeds/articles --home $(HOME_DIR)

test: setup
	$(BIN)/python -m pytest -n 2 --dist loadgroup -m "not slow"

test-slow: setup
	$(BIN)/python -m pytest -n 2 --dist loadgroup -m slow

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(MAKE) test

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Figures for README and CHANGELOG; each says what it measures and against what.
bench: bench-pages bench-dates bench-coding bench-speed bench-merge bench-report

bench-pages bench-dates bench-coding bench-speed bench-merge bench-report: bench-%: setup
	$(BIN)/python -m flows.bench.$*

# The README's pictures of the page; wants a Chromium.
pictures: setup
	$(BIN)/python -m flows.pictures

# The answers shown in docs/questions.md, as the seeds give them now.
answers: setup
	$(BIN)/python -m flows.answers

# The parser's weights, from a folder of Universal Dependencies treebanks.
model: setup
	$(BIN)/python -m flows.train_parser --treebanks $(TREEBANKS)

# The lock holds names, versions and hashes, no addresses.
lock:
	uv pip compile --quiet --universal --upgrade --generate-hashes --no-annotate --no-emit-index-url --no-header --group dev pyproject.toml --output-file requirements.lock

clean:
	rm -rf .venv build dist .pytest_cache .ruff_cache .mypy_cache .hypothesis
