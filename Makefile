# Thin: each line calls .ci/prepare (installs what is missing) and xtask. `make help` lists the targets.
export PATH := $(CURDIR)/target/tools:$(PATH)
XTASK := cargo run $(if $(CI),--locked) --package xtask

.PHONY: help run test check dev bench screens fmt
.DEFAULT_GOAL := help

help: ## what can be typed
	@sed -n 's/^\([a-z]*\): ## /\1\t/p' Makefile | expand -t 10

run: ## build everything, load the demo city when there is no data, serve on 127.0.0.1:3000
	@.ci/prepare run
	@$(XTASK) --release -- run

test: ## all checks and tests: formatting, lints, Rust tests on both engines, journeys in a browser
	@.ci/prepare test
	@$(XTASK) -- test

check: ## the quick subset: formatting, lints, Rust tests on SQLite
	@.ci/prepare test
	@$(XTASK) -- check

dev: ## rebuild and restart on every change
	@.ci/prepare run
	@$(XTASK) -- dev

bench: ## measure, and write docs/BENCH.md
	@.ci/prepare bench
	@$(XTASK) --release -- bench

screens: ## photograph the main screens into docs/screens
	@.ci/prepare test
	@$(XTASK) -- screens

fmt: ## format the code
	@cargo fmt --all
