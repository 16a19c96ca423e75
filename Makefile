# Thin: each target calls `python -m sellerhub ...` or pytest inside .venv.
PYTHON ?= python3
PY := .venv/bin/python

# What the tests start: a browser, the two servers, and the fonts of eight languages.
DEBIAN := chromium postgresql redis-server fonts-dejavu-core fonts-noto-core fonts-droid-fallback

.PHONY: run demo setup test check bench shots debian

run: .venv/ready
	$(PY) -m sellerhub run --demo

demo: .venv/ready
	$(PY) -m sellerhub run --demo --audience

setup: .venv/ready
	$(PY) -m sellerhub setup

test: debian .venv/ready
	$(PY) -m sellerhub check all
	$(PY) -m pytest --durations=15

check: .venv/ready
	$(PY) -m sellerhub check all

bench: debian .venv/ready
	$(PY) -m tests.bench $(if $(ONLY),--only $(ONLY))

shots: debian .venv/ready
	$(PY) -m tests.browser.shots $(if $(ONLY),--only $(ONLY))

.venv/ready: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "SellerHub needs Python 3.11 or newer."; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' || { echo "Python here cannot make virtual environments. On Debian: apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv .venv
	.venv/bin/python -m pip install -qq --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	.venv/bin/python -m pip check -q
	@touch $@

# Debian's packages that are missing: installed when root, named otherwise.
debian:
	@command -v dpkg >/dev/null || exit 0; \
	missing=$$(for each in $(DEBIAN); do dpkg -s $$each >/dev/null 2>&1 || printf '%s ' $$each; done); \
	[ -z "$$missing" ] && exit 0; \
	[ "$$(id -u)" = 0 ] || { echo "The tests need: apt-get install $$missing"; exit 1; }; \
	apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null
