PYTHON ?= python3
BIN = .venv/bin

unexport PYTHONDONTWRITEBYTECODE  # or every process compiles all that it imports, for pip leaves that to the first one

.PHONY: run test test-fast lint train notebook measure lock audit bench load attack screenshots clean

run: .venv/app  ## open the app
	$(BIN)/streamlit run streamlit_app.py --server.address=localhost --server.allowedHosts=localhost --server.allowedHosts=127.0.0.1

test: lint  ## lint, types, all tests, on two cores; those of TensorFlow in one process, for loading it twice costs more
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "not tensorflow"
	$(BIN)/python -m pytest -m tensorflow

test-fast: .venv/dev  ## the tests that need no browser, no TensorFlow and no seconds: under a minute
	$(BIN)/python -m pytest -q -n 2 -m "not browser and not tensorflow and not slow"

lint: .venv/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

train: .venv/train  ## train both networks anew into model/
	$(BIN)/digitreader train
	$(BIN)/digitreader train-lines

notebook: .venv/notebook  ## run the training notebook from top to bottom and keep its outputs
	$(BIN)/jupyter execute --inplace notebooks/training.ipynb

measure: .venv/train  ## measure a trained model on a data folder: make measure DATA=folder
	$(BIN)/python -m digitreader.evaluation.measure model $(or $(DATA),$(DIGITREADER_DATA))

lock:  ## pin anew, with hashes, what is installed: make lock UPGRADE=--upgrade for newer versions
	PYTHON=$(PYTHON) .ci/lock $(UPGRADE)

audit:  ## ask whether an installed package has a known hole
	.ci/audit

bench: .venv/app bench/.venv/ready  ## a 12-megapixel photo step by step; then beside Tesseract and RapidOCR
	$(BIN)/python bench/bench.py
	$(BIN)/python bench/compare.py --rapidocr bench/.venv/bin/python $(if $(EVERY),--every $(EVERY))

load: .venv/app  ## many visitors at once in 1 GB of memory, 15 minutes: make load MINUTES=2 for a quick look
	$(BIN)/python bench/load.py $(if $(MINUTES),--minutes $(MINUTES))
	$(BIN)/python bench/mixed.py $(if $(MINUTES),--rounds $(MINUTES))

attack: .venv/dev  ## try every attack of bench/attack on this machine: make attack ONLY=word for some
	$(BIN)/python bench/attack $(ONLY)

screenshots: .venv/dev  ## take the README's pictures of the app anew
	PYTHONPATH=tests $(BIN)/python docs/screenshots.py

clean:
	rm -rf .venv

# What is measured beside, in an environment of its own; Tesseract is whatever is installed: apt-get install tesseract-ocr
bench/.venv/ready: bench/requirements.txt
	test -x bench/.venv/bin/python || $(PYTHON) -m venv bench/.venv
	bench/.venv/bin/pip install --quiet --disable-pip-version-check --requirement bench/requirements.txt
	touch $@

# One stamp for each extra: a second run installs nothing. The app's lock for the app, the tests' lock for all else.
# A lock names everything there is to install, and Python compiles what it imports: pip need do neither.
.venv/%: LOCK = requirements$(if $(filter app,$*),,-dev).lock
.venv/%: pyproject.toml requirements.lock requirements-dev.lock
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --no-compile --no-deps --require-hashes --requirement $(LOCK)
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@
