# Every command of this project. Each sets up what it needs, once, and again when a lock changes.
#
# One environment, .venv: `make run` fills it from requirements.lock, and the first command that tests or checks
# fills it from requirements-dev.lock, which holds the same versions and more, and stands from then on.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c

export UV_HTTP_TIMEOUT ?= 120
export PIP_DISABLE_PIP_VERSION_CHECK := 1

BIN := .venv/bin
NPM := cd web_client && ../scripts/npm
DEV := .venv/.dev
RUNTIME := $(if $(wildcard $(DEV)),$(DEV),.venv/.runtime)
TYPES = $(BIN)/yoga-assistant openapi | ($(NPM) --silent run types$(1))
CLIENT_PACKAGES := web_client/node_modules/.installed
CLIENT := server/web/index.html
CLIENT_SOURCES := server/analysis/library/figures.json $(shell find web_client -name node_modules -prune -o -type f -print 2>/dev/null)

LOCK := scripts/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --quiet \
	$(if $(UPGRADE),--upgrade)

##@ Use

.PHONY: run
run: $(RUNTIME) $(CLIENT)  ## Serve http://localhost:8000 (HTTPS=1, API_HOST=0.0.0.0, API_PORT=8000)
	@echo "[5/5] Serving; Ctrl-C stops"
	@exec $(BIN)/yoga-assistant serve $(if $(filter 1,$(HTTPS)),--tls-self-signed)

.PHONY: bench
bench: $(RUNTIME)  ## Print frames per second and latency through the server (ARGS="…")
	@exec $(BIN)/yoga-assistant bench $(ARGS)

.PHONY: soak
soak: $(DEV)  ## Let visitors come and go for 30 minutes and look for leaks (ARGS="--minutes 480")
	@exec $(BIN)/python -m bench.soak $(ARGS)

##@ Develop

.PHONY: test
test: $(DEV) $(CLIENT) browser postgres  ## Run the quick tests, Python and client, in minutes (ARGS="-k word")
	$(BIN)/pytest -m "not slow" $(ARGS)
	$(NPM) test

.PHONY: test-all
test-all: $(DEV) $(CLIENT) browser postgres  ## Run every test that `make test` leaves out
	$(BIN)/pytest -m slow $(ARGS)

.PHONY: check
check: $(DEV) $(CLIENT)  ## Check format, lint and types, and build the client
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(NPM) run check
	@$(call TYPES, -- --check)

.PHONY: types
types: $(DEV) $(CLIENT_PACKAGES)  ## Make the page's types from the server's models
	@$(call TYPES)

.PHONY: format
format: $(DEV) $(CLIENT_PACKAGES)  ## Format all sources, and mend what lint can mend
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .
	$(NPM) run format

.PHONY: setup
setup: $(DEV) $(CLIENT)  ## Set up everything and run nothing

##@ Release

# The lock goes with the wheel: pip by itself would add the OpenCV that needs libGL, and the two share one folder.
DIST ?= dist

.PHONY: wheel
wheel: $(DEV) $(CLIENT)  ## Build dist/*.whl, the client packed in, and put the lock beside it
	@scripts/uv build --wheel --out-dir $(DIST) --python $(BIN)/python \
		--build-constraints requirements-dev.lock --require-hashes
	@cp requirements.lock $(DIST)/
	@echo "In an environment of its own, in $(DIST):"
	@echo "  pip install --no-deps --require-hashes -r requirements.lock && pip install --no-deps *.whl"

# The development lock is resolved first and is the starting point of the other, so that both hold the same versions.
.PHONY: lock
lock:  ## Renew the locks after a change of dependencies (UPGRADE=1 for newest versions)
	$(LOCK) --extra dev --output-file requirements-dev.lock
	cp requirements-dev.lock requirements.lock
	$(LOCK) --output-file requirements.lock
	$(subst pyproject.toml,--group uv,$(LOCK)) --output-file scripts/uv.lock
	$(subst pyproject.toml,--group node,$(LOCK)) --output-file scripts/node.lock
	$(NPM) $(if $(UPGRADE),update,install) --package-lock-only --ignore-scripts

##@ Tidy

.PHONY: clean
clean:  ## Remove all that these commands made: environments, builds, caches
	rm -rf .venv .tools server/web dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis web_client/node_modules
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: help
help:  ## List these commands
	@awk 'BEGIN { FS = ":.*##" } /^##@/ { printf "\n%s\n", substr($$0, 5) } \
		/^[a-z-]+:.*##/ { printf "  make %-10s%s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# What stands below is made by the commands above.

define python_environment
@echo "[1/5] System packages"
@scripts/system-packages
@echo "[2/5] Python environment"
@$(BIN)/python -c '' 2>/dev/null || \
	{ rm -rf .venv; python=$$(scripts/python); scripts/uv venv --quiet --python "$$python" .venv; }
@echo "[3/5] Python packages of $(1)"
@rm -f .venv/.runtime $(DEV)
@scripts/uv pip sync --python $(BIN)/python --require-hashes $(1)
@HATCH_BUILD_NO_HOOKS=true scripts/uv pip install --python $(BIN)/python --quiet --no-deps \
	--build-constraints requirements-dev.lock --editable .
@touch $@
endef

.venv/.runtime: requirements.lock pyproject.toml
	$(call python_environment,requirements.lock)

$(DEV): requirements-dev.lock pyproject.toml
	$(call python_environment,requirements-dev.lock)

$(CLIENT_PACKAGES): web_client/package.json web_client/package-lock.json web_client/.npmrc
	@echo "[4/5] Web client: packages"
	@$(NPM) ci --ignore-scripts --no-audit --no-fund
	@touch $@

$(CLIENT): $(CLIENT_PACKAGES) $(CLIENT_SOURCES)
	@echo "[4/5] Web client: build"
	@$(NPM) run build
	@touch $@

.PHONY: browser
browser: $(DEV)
	@scripts/chromium >/dev/null || test "$${ALLOW_NO_BROWSER:-}" = 1

.PHONY: postgres
postgres:
	@scripts/postgresql >/dev/null
