# Rigbook: `make help` lists what can be asked for.
#
# SwiftPM decides what is stale, so the tool's target always asks it (well under a second when
# nothing changed) and this file keeps no second list of sources.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
# SwiftPM takes a lock on .build, and the steps of each goal have an order.
.NOTPARALLEL:

# The site folder and where it is built to; when empty, this folder and its Output/.
SITE   ?=
OUTPUT ?=
# More options for the command that the goal runs.
ARGS   ?=
# VERBOSE=1 shows each compiler step and each passing test.
VERBOSE ?=

RIGBOOK := .build/release/rigbook
FOLDERS  = $(if $(SITE),--site $(SITE)) $(if $(OUTPUT),--output $(OUTPUT))
PYTHON  := .venv/bin/python

# On a terminal SwiftPM keeps its progress to one line; elsewhere it would print hundreds.
SWIFT_BUILD = quiet=; { [ -t 1 ] || [ -n "$(VERBOSE)" ]; } || quiet=--quiet; swift build $$quiet

# Drops the two lines that Swift Testing prints for each test that passes; everything else stays.
ifdef VERBOSE
ONLY_NEWS := cat
else
ONLY_NEWS := LC_ALL=C sed -u -E '/^[^ ]+ (Test|Suite) .*( started\.|passed after .*)$$/{/ Test run with /!d}'
endif

.PHONY: all setup tool site serve claims guide test test-swift test-embedded test-browser screenshots bench bench-builds bench-engine bench-accuracy bench-paint lint format clean help

all: site ## Set up, build the tool (release) and build the site into Output/ (the default)

setup: ## Install what the build needs and is missing
	@Scripts/setup build

tool: setup ## Build the tool (release): .build/release/rigbook
	@[ -x $(RIGBOOK) ] || echo "Building the tool; the first time takes some minutes."
	@$(SWIFT_BUILD) --configuration release --product rigbook

site: tool ## Build the site: make site SITE=folder OUTPUT=folder ARGS='--strict'
	@$(RIGBOOK) build $(FOLDERS) $(ARGS)

serve: tool ## Build the site, serve it on 127.0.0.1 and rebuild what changes: make serve ARGS=--review
	@$(RIGBOOK) serve $(FOLDERS) $(ARGS)

claims: tool ## Look for claims of the site that nothing in the catalog could make false (a minute)
	@$(RIGBOOK) check --claims $(if $(SITE),--site $(SITE)) $(ARGS)

guide: tool ## Build the guide of docs/ into .build/guide and check its example: make guide OUTPUT=folder ARGS=--record
	@python3 Scripts/guide --rigbook $(RIGBOOK) $(if $(OUTPUT),--output $(OUTPUT)) $(ARGS)

test: ## Set up for tests, build site and guide, then pass the Swift, Embedded and browser tests
	@Scripts/setup test
	@$(MAKE) --no-print-directory site SITE= OUTPUT= ARGS=
	@$(MAKE) --no-print-directory guide SITE= OUTPUT= ARGS=
	@$(MAKE) --no-print-directory --keep-going FILTER= ARGS= test-swift test-embedded test-browser

test-swift: ## Swift tests only: make test-swift FILTER=SizingTests
	@echo "Swift tests: building"
	@$(SWIFT_BUILD) --build-tests
	@set -o pipefail; swift test --skip-build --disable-xctest $(if $(FILTER),--filter '$(FILTER)') 2>&1 | $(ONLY_NEWS)

test-embedded: ## Compile the engine for WebAssembly, and what browser tests compare it with
	@Scripts/embedded-check.sh
	@$(SWIFT_BUILD) --configuration release --product sizing-cases

test-browser: ## Browser tests only, over Output/: make test-browser FILTER=gpu ARGS=--pictures
	@[ -x $(PYTHON) ] || Scripts/setup test
	@echo "Browser tests: opening Output/ in Chromium"
	@$(PYTHON) -m pytest Tests/Browser $(if $(FILTER),-k '$(FILTER)') $(ARGS)

screenshots: ## Take the pictures of README.md again, from the site in Output/
	@$(PYTHON) Tests/Browser/screenshots.py

bench: bench-accuracy bench-builds ## Compare the engine with what was measured, then time builds (see both below)

bench-builds: tool ## Time builds, also beside Hugo: make bench-builds ARGS='--pages 1000 --sheets 1000'
	@if [ -x Benchmarks/run ]; then Benchmarks/run --rigbook $(RIGBOOK) $(ARGS); \
	else echo "There is no Benchmarks/run."; fi

bench-engine: ## Time the engine on one core: make bench-engine ARGS=--all
	@$(SWIFT_BUILD) --configuration release --product sizing-speed
	@.build/release/sizing-speed $(ARGS)

bench-accuracy: tool ## Fit the constants of speed again, hold the engine to them, and score them (some minutes)
	@python3 Benchmarks/Accuracy/fit.py
	@python3 Benchmarks/Accuracy/engine.py --rigbook $(RIGBOOK)
	@python3 Benchmarks/Accuracy/score.py
	@python3 Benchmarks/Accuracy/score_table.py
	@python3 Benchmarks/Accuracy/memory_table.py --rigbook $(RIGBOOK)

bench-paint: ## Time the largest paint of each kind of page on a slow phone, over Output/
	@[ -x $(PYTHON) ] || Scripts/setup test
	@$(PYTHON) Tests/Browser/first_paint.py $(ARGS)

lint: ## Check the format of all Swift sources
	@Scripts/lint.sh

format: ## Format all Swift sources in place
	@Scripts/format.sh

clean: ## Remove the built site and all build products (keeps .venv)
	@rm -rf .build .build-wasm .rigbook Tests/Browser/artifacts
	@find Output -mindepth 1 ! -name .gitignore -delete

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))
