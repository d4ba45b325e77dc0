# What there is to do here; `make` alone lists it. Needs Python 3.11 or later and make; is faster where uv is there.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
UV := $(shell command -v uv 2>/dev/null)
PEERS := .venv-bench
TRAIN := .venv-train

.DEFAULT_GOAL := help
.PHONY: help demo test lint broker bench eval train schemas schemas-release image-check lock clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(INSTALLED) ## Start a broker and all five steps, send the sample articles through, show what comes out
	@$(BIN)/wiredesk demo

test: $(INSTALLED) ## Run all tests, on a real broker (one test: make test ARGS="-k name")
	@$(BIN)/python -m pytest $(ARGS)

lint: $(INSTALLED) ## Check style, types and which room imports which
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

broker: $(INSTALLED) ## Start the local broker (wiredesk broker stop ends it)
	@$(BIN)/wiredesk broker start

bench: $(INSTALLED) $(PEERS)/.installed ## Measure speed, cost and age, beside others too; keeps docs/bench.md (8 min)
	@$(BIN)/python -m tests.bench --peers $(PEERS)/bin/python $(ARGS)

eval: $(INSTALLED) ## Measure quality beside pinned floors; with DATA=folder on public sets, too
	@$(BIN)/python -m pytest tests/eval $(ARGS)
ifdef DATA
	@$(BIN)/python -m tests.eval.public_entities --data $(DATA)
	@$(BIN)/python -m tests.eval.public_syntax --data $(DATA)
	@$(BIN)/python -m tests.eval.public_clean --data $(DATA) --rules
	@$(BIN)/python -m tests.eval.public_flat --data $(DATA)
endif

train: $(TRAIN)/.installed ## Make the shipped language model anew, from the public sets in DATA=folder (25 min)
	@test -n "$(DATA)" || { echo "name the folder that has entities/: make train DATA=folder" >&2; exit 2; }
	@$(TRAIN)/bin/python -m training.entities $(DATA) $(ARGS)

schemas: $(INSTALLED) ## Export the contracts (JSON Schema, AsyncAPI); refuses what breaks readers
	@$(BIN)/python -m workers.contracts

schemas-release: $(INSTALLED) ## Promise the contracts as they are now: with each release, and only then
	@$(BIN)/python -m workers.contracts --release

image-check: ## Build what is in the Docker image without Docker, and look at it (a minute; packages come by pip)
	@$(PYTHON) -m deploy.check_image

lock: $(INSTALLED) ## Write the locks anew, from pyproject.toml and workers/broker/jgo.toml (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --extra dev --no-emit-index-url \
		--no-emit-find-links --custom-compile-command "make lock" pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --group bench --no-emit-index-url \
		--no-emit-find-links --custom-compile-command "make lock" -o requirements-bench.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --group train --no-emit-index-url \
		--no-emit-find-links --custom-compile-command "make lock" -o requirements-train.lock
	$(BIN)/python -m workers.broker.lock

clean: ## Stop the local broker and delete what was installed, built and recorded
	@if [ -x $(BIN)/wiredesk ]; then env -u WIREDESK_KAFKA_BOOTSTRAP $(BIN)/wiredesk broker stop; fi
	rm -rf $(VENV) $(PEERS) $(TRAIN) .wiredesk build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Everything by the lock, hashes checked; again only when the lock or the package's own description changes.
$(INSTALLED): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed, %s is %s" \
		% (sys.executable, sys.version.split()[0]))'
ifdef UV
	@uv venv --quiet --allow-existing --python "$$($(PYTHON) -c 'import sys; print(sys.executable)')" $(VENV)
	uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	@uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
else
	@$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
endif
	@touch $@

# Environments of their own, by locks of their own; users and tests don't have them: what we are measured beside, and what
# makes the models (torch is large).
$(PEERS)/.installed: requirements-bench.lock
$(TRAIN)/.installed: requirements-train.lock
$(PEERS)/.installed $(TRAIN)/.installed:
ifdef UV
	@uv venv --quiet --allow-existing --python "$$($(PYTHON) -c 'import sys; print(sys.executable)')" $(@D)
	uv pip install --quiet --python $(@D)/bin/python --require-hashes -r $<
else
	@$(PYTHON) -m venv $(@D)
	$(@D)/bin/python -m pip install --quiet --require-hashes -r $<
endif
	@touch $@
