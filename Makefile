# studykit's commands for people and for CI. `make help` lists them.
#
# Everything is built in one configuration (release), the tests too, so that a fresh clone compiles once.

SWIFT    ?= swift
CHAPTER  ?= chapter03
ARGS     ?=

PREFIX   ?= /usr/local
DESTDIR  ?=
INSTALL  ?= install

bindir   = $(DESTDIR)$(PREFIX)/bin
libdir   = $(DESTDIR)$(PREFIX)/lib/studykit
sharedir = $(DESTDIR)$(PREFIX)/share/studykit

# What cells link against and import; the program looks for both beside itself, else in ../lib/studykit.
products     = .build/release
cell_library = libStudykitCells.so
cell_modules = ConvNet XMLEvents Vision Deflate Formats Display Notebook

# Testable imports would compile every module with other flags: the tests would then build all of it a second time.
# The tests are Swift Testing's; without XCTest the run ends on one closing line instead of two.
test_flags = -c release --disable-testable-imports --disable-xctest
# Many tests compile programs. All at once they would take each other's time until their own limits end them.
test_width = --experimental-maximum-parallelization-width 4

export SWIFT
# A toolchain named by its path must also be the one that compiles the cells.
ifneq ($(findstring /,$(SWIFT)),)
export STUDYKIT_SWIFTC ?= $(dir $(SWIFT))swiftc
endif

.PHONY: help setup build run test lint format site-check bench install uninstall clean

help: ## list the targets
	@awk -F ': .*## ' '/^[a-z-]+: .*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))
	@echo
	@echo '  make run CHAPTER=chapter01 ARGS="--format json"    another chapter, other options'
	@echo '  make install PREFIX=$$HOME/.local                  without root'

setup: ## install the missing Debian packages, check Swift
	@Tools/setup.sh

# The build reports on standard error: standard output is the program's own.
build: setup ## build in release mode
	@$(SWIFT) build -c release >&2

run: build ## build, then run a chapter (CHAPTER=, ARGS=)
	@$(products)/studykit run $(CHAPTER) $(ARGS)

lint: setup
	$(SWIFT) format lint --strict --parallel --recursive Sources Tests Package.swift

test: lint ## check the format strictly, build, run every test
	$(SWIFT) test $(test_flags) $(test_width)

format: setup ## format the sources in place
	$(SWIFT) format --in-place --parallel --recursive Sources Tests Package.swift

site-check: build ## open the published site in a browser (needs chromium, Java)
	@Tools/site-check/run.sh $(ARGS)

bench: build ## measure what the design promises (times, memory)
	@Tools/benchmark.sh

# Under sudo it installs what its caller has built: a build as root would leave files in .build that only root may
# change, and root's PATH may have no Swift. Answers are not installed: whoever reads an installed chapter keeps them in
# a folder of their own (`studykit reset chapter03` makes the files there).
install: ## install into PREFIX (default /usr/local; DESTDIR= for packagers)
	@if [ -z "$$SUDO_USER" ] || [ ! -x $(products)/studykit ]; then $(MAKE) --no-print-directory build; fi
	$(INSTALL) -d '$(bindir)' '$(libdir)/modules' '$(sharedir)/chapters'
	$(INSTALL) -m 755 $(products)/studykit '$(bindir)/studykit'
	$(INSTALL) -m 755 $(products)/$(cell_library) '$(libdir)/$(cell_library)'
	$(INSTALL) -m 644 $(cell_modules:%=$(products)/Modules/%.swiftmodule) '$(libdir)/modules'
	find chapters -type f ! -name '.*' ! -name '*.backup-*' ! -name '*.orig' -printf '%P\0' | \
	    xargs -0 -I{} $(INSTALL) -D -m 644 'chapters/{}' '$(sharedir)/chapters/{}'

uninstall: ## remove what install put there
	rm -f '$(bindir)/studykit'
	rm -rf '$(libdir)' '$(sharedir)'

clean: ## remove everything that was built
	$(SWIFT) package clean
	rm -rf .build
