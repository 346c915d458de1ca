# SPDX-License-Identifier: EUPL-1.2
# `make demo` and `make test` do all the set-up on a fresh machine; each target installs what it lacks.
.PHONY: build debug demo run test test-swift test-demo test-browser test-draw test-faults test-readers check format bench screenshots embed install install-test install-bench clean

LISTEN ?= localhost:8080
SWIFT ?= swift

# The program for real use, at .build/release/hemicycle.
build: install
	$(SWIFT) build -c release --product hemicycle

# The demonstration edition, on http://localhost:8080, in a file of the temporary folder.
demo: build
	.build/release/hemicycle demo --listen $(LISTEN)

# An own server on ./hemicycle.db.
run: build
	.build/release/hemicycle serve --listen $(LISTEN)

# The tests and the program the browser opens are one debug build.
debug: install
	$(SWIFT) build --build-tests

# Rules, stores on both databases, pages, journeys; draws checked by others; a server that is killed and lied to; a real browser
# and the independent checkers.
test: test-swift test-demo test-draw test-faults test-readers test-browser

test-swift: install-test debug
	SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=6 Scripts/with-postgres $(SWIFT) test --skip-build

# What `make demo` does, as far as its first page: optimised, the program is compiled otherwise than for all other tests.
test-demo: install-test build
	Scripts/with-demo .build/release/hemicycle Tests/Demo/run

test-browser: install-test debug
	Scripts/with-demo .build/debug/hemicycle Tests/Browser/run
	Tests/SignIn/run .build/debug/hemicycle

# What other people's programs make of our files.
test-readers: install-test debug
	Scripts/with-demo .build/debug/hemicycle Tests/Readers/run .build/debug/hemicycle

# What a checker and a solver that share nothing with the program say to its draws.
test-draw: install-test debug
	Tests/Draw/run .build/debug/hemicycle

# A server that is killed, starved and lied to.
test-faults: install-test debug
	Scripts/with-postgres Tests/Faults/run .build/debug/hemicycle

check: install
	Scripts/check

format:
	$(SWIFT) format -i -r -p Sources Tests Package.swift

# Side by side in one run: nginx, pgbench, plain SQLite, OR-tools and ours.
bench: install-bench build
	Benchmarks/run

# The pictures of the README.
screenshots: install-test debug
	Scripts/with-demo .build/debug/hemicycle Scripts/screenshots

# After adding a file to Resources or Translations.
embed:
	Scripts/embed

install:
	Scripts/install build

install-test: install
	Scripts/install test
	Tests/Browser/install.sh
	Tests/Draw/install.sh

install-bench: install
	Scripts/install bench
	Tests/Draw/install.sh

clean:
	rm -rf .build .build-* Tests/Browser/.venv Tests/Browser/out Tests/Draw/.venv
