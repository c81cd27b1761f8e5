# Two commands matter: make run, and make test. Both set up what they need.

WHAT ?= test
PORT ?= 8000
ARGS ?=
PYTHON = .venv/bin/python
# If make is killed, what it started ends too.
TIED = $(shell command -v setpriv >/dev/null && echo setpriv --pdeathsig=TERM --)

# Python keeps what it compiled, also where the machine's default says no: each of the many short
# programs of the tests else compiles Django anew, which takes 2 s of a core.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup run test coverage lint messages locks

help: ## list the commands
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 18

setup: ## install what is missing; WHAT=run leaves out what only tests need
	@sh tools/setup.sh $(WHAT)

run: ## the whole product with its demo on one port; PORT=8000
	@sh tools/setup.sh run
	@exec $(TIED) $(PYTHON) manage.py up --port $(PORT)

test: ## every check and test; ARGS="tests/judging -k ties" runs only these tests
	@sh tools/setup.sh test
	@exec $(TIED) $(PYTHON) -m tools.checks test $(ARGS)

coverage: ## all tests, with the lines and branches that none of them comes through
	@sh tools/setup.sh test
	@exec $(TIED) $(PYTHON) -m tools.checks coverage

lint: ## only the checks that need no database
	@sh tools/setup.sh test
	@exec $(TIED) $(PYTHON) -m tools.checks lint

messages: ## collect the texts that are to be translated, and compile the catalogues
	@sh tools/setup.sh test
	@$(PYTHON) manage.py make_messages
	@$(PYTHON) manage.py compile_messages

locks: ## write requirements/*.lock anew; ARGS=--upgrade takes the newest allowed
	@sh tools/setup.sh run
	@sh tools/locks.sh $(ARGS)
