# Kommandona; allt annat (miljö, beroenden, data) sköter de själva.
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
PYTHON ?= py -3
else
BIN := .venv/bin
PYTHON ?= python3
endif
PY := $(BIN)/python
# Utan de lagrade kompilerade modulerna läses allt om vid varje start.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: run test setup check audit bench shots sample
run: .venv/.runtime ## starta instrumentpanelen på http://127.0.0.1:8501
	$(PY) finsam.py serve

test: .venv/.development ## alla tester, också de i riktig Chromium
	$(PY) -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

setup: .venv/.development ## bara förbered miljön

check: .venv/.development ## stil, typer, lagren mellan modulerna och kända sårbarheter i paketen
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(PY) -m tests.package_audit

audit: .venv/.development ## angrip den skyddade utgåvan på många påhittade register, och pröva exempeldatas intyg
	$(PY) -m tests.disclosure.full
	$(PY) sample_data/certify.py

bench: .venv/.development ## mät hastigheten som kvoter inom en och samma körning
	$(PY) -m tests.bench

shots: .venv/.development ## en bild av varje sida och läge i tre storlekar, i mappen shots
	$(PY) -m tests.shots

sample: .venv/.runtime ## gör om exempeldata
	$(PY) sample_data/make.py

.venv/.made:
	$(PYTHON) -c "import sys; sys.exit('Python 3.11 eller senare behövs.' if sys.version_info < (3, 11) else 0)"
	$(PYTHON) -m venv .venv
	$(PY) -c "import pathlib; pathlib.Path('$@').touch()"

.venv/.runtime: requirements.txt | .venv/.made
	$(PY) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	$(PY) -c "import pathlib; pathlib.Path('$@').touch()"

.venv/.development: requirements.txt requirements-dev.txt | .venv/.made
	$(PY) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	$(PY) -c "import pathlib; pathlib.Path('.venv/.runtime').touch(); pathlib.Path('$@').touch()"
