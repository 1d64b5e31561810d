SHELL := /bin/sh
UV_VERSION := 0.13.9
export UV_SYSTEM_CERTS := 1
export UV_PYTHON_DOWNLOADS := never
PY ?= $(shell for p in python3.13 python3.12 python3.11 python3 python3.14; do "$$p" -c 'import sys;sys.exit(sys.version_info<(3,11))' 2>/dev/null && { echo $$p; break; }; done)
UV := $(or $(shell command -v uv 2>/dev/null),.tools/bin/uv)
BIN := .venv/bin
INSTALL = $(UV) pip install -q --python .venv
OFFLINE = { echo "fitholic: the packages were not installed; the lines above say why. The first" \
 "start needs the network, or UV_INDEX_URL and PIP_INDEX_URL set to a package index." >&2; exit 1; }
# An environment whose Python is gone or too old goes before make looks at what is in it.
$(if $(wildcard .venv),$(shell $(BIN)/python -c 'import sys;sys.exit(sys.version_info<(3,11))' 2>/dev/null || rm -rf .venv))

.PHONY: run test unit mutants fmt lint types contracts evals selftest bench docs lock setup setup-dev setup-evals clean

run: setup
	@exec $(BIN)/python -m cli.main up

setup: .venv/.run-ok
setup-dev: .venv/.dev-ok
setup-evals: .venv/.evals-ok

.tools/bin/uv:
	@test -n "$(PY)" || { echo "fitholic needs Python 3.11 or newer on PATH" >&2; exit 1; }
	@echo "fitholic: installing uv $(UV_VERSION)"
	@$(PY) -m venv .tools && .tools/bin/python -m pip install -q 'uv==$(UV_VERSION)' \
	 || { rm -rf .tools; $(PY) -m pip install -q --target .tools 'uv==$(UV_VERSION)'; } || $(OFFLINE)

.venv/bin/python: | $(filter .tools/bin/uv,$(UV))
	@test -n "$(PY)" || { echo "fitholic needs Python 3.11 or newer on PATH" >&2; exit 1; }
	@rm -rf .venv && $(UV) venv -q --python "$(PY)" .venv

.venv/.run-ok: requirements.lock pyproject.toml | .venv/bin/python
	@echo "fitholic: installing packages"
	@$(INSTALL) --require-hashes -r requirements.lock && $(INSTALL) --no-deps -e . || $(OFFLINE)
	@touch $@

.venv/.dev-ok: requirements-dev.lock pyproject.toml | .venv/bin/python
	@echo "fitholic: installing packages for development"
	@$(INSTALL) --require-hashes -r requirements-dev.lock && $(INSTALL) --no-deps -e . || $(OFFLINE)
	@touch .venv/.run-ok $@

.venv/.evals-ok: requirements-evals.lock pyproject.toml | .venv/bin/python
	@echo "fitholic: installing packages for evals"
	@$(INSTALL) --require-hashes -r requirements-evals.lock && $(INSTALL) --no-deps -e . || $(OFFLINE)
	@touch .venv/.run-ok .venv/.dev-ok $@

unit: setup-dev
	@$(BIN)/python -m pytest -q -n 2 -m unit tests/unit tests/contracts

test: setup-dev
	@$(BIN)/python -m pytest -q -n 2 --dist worksteal

fmt: setup-dev
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

mutants: setup-dev
	@$(BIN)/python -m tests.mutants

lint: setup-dev
	@$(BIN)/ruff format --check . && $(BIN)/ruff check .

types: setup-dev
	@$(BIN)/basedpyright

contracts: setup-dev
	@$(BIN)/lint-imports

COMPILE = $(UV) pip compile -q --universal --generate-hashes --no-header --python-version 3.11 pyproject.toml
lock: | $(filter .tools/bin/uv,$(UV))
	@$(COMPILE) -o requirements.lock
	@$(COMPILE) --group dev -c requirements.lock -o requirements-dev.lock
	@$(COMPILE) --group dev --group evals -c requirements-dev.lock -o requirements-evals.lock

docs: setup-dev
	@$(BIN)/python docs/generate.py

EVALS := build/evals
EVALS_BASE ?=
evals: setup-evals
	@mkdir -p $(EVALS)
	@$(BIN)/fitholic evals run --suite pr --json $(EVALS)/run.json > $(EVALS)/run.txt || test $$? -eq 1
	@status=0; gate=; \
	if git rev-parse -q --verify HEAD^ >/dev/null 2>&1; then \
	 $(BIN)/fitholic evals gate champion $(EVALS)/run.json --json $(EVALS)/gate.json \
	  $(if $(EVALS_BASE),--against $(EVALS_BASE)) || status=$$?; \
	 test ! -f $(EVALS)/gate.json || gate="--gate $(EVALS)/gate.json"; \
	else echo "fitholic: not gated: there is no commit before this one to take the champion from"; fi; \
	$(BIN)/fitholic evals report $(EVALS)/run.json $$gate --html $(EVALS)/report.html \
	 --md $(EVALS)/report.md --junit $(EVALS)/report.xml --json $(EVALS)/report.json; \
	$(MAKE) --no-print-directory selftest || status=$$?; exit $$status

selftest: setup-evals
	@mkdir -p $(EVALS)
	@$(BIN)/fitholic prompts lock --check
	@$(BIN)/fitholic understanding check
	@$(BIN)/fitholic evals datasets check
	@$(BIN)/fitholic evals cassettes status --synthetic
	@$(BIN)/fitholic evals selftest --markdown $(EVALS)/kill-matrix.md --json $(EVALS)/kill-matrix.json

bench: setup-dev
	@$(BIN)/fitholic bench speed --video tests/data/squat_side.mp4
	@$(BIN)/fitholic bench names $(addprefix --strong ,$(wildcard ../shared/data/imports/strong_ios_classic_real.csv))
	@$(BIN)/fitholic bench analytics
	@$(BIN)/fitholic bench exports
	@$(BIN)/fitholic bench imports
	@$(BIN)/fitholic bench foods
	@$(BIN)/fitholic bench programmes
	@$(BIN)/fitholic bench retrieval --scale 100000
	@$(BIN)/fitholic bench grounding

clean:
	@rm -rf .venv .tools .pytest_cache .ruff_cache build dist
