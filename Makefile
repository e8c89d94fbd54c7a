# One command for each thing people do here; plain `make` lists them.
# Kept to what POSIX sh and GNU make 3.81 (the one macOS ships) understand.

PORT ?= 8000
PY = .venv/bin/python
# What the checks need to know of a site: one served over https, with no data of its own.
SITE = env DEBUG=off SITE_URL=https://digests.example ALLOWED_HOSTS=digests.example \
	DATABASE_URL=sqlite://:memory: CACHE_URL=locmemcache:// \
	SECRET_KEY="$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(64))')"
LOCK = $(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
	$(if $(UPGRADE),--upgrade)

.DEFAULT_GOAL = help
.PHONY: help demo test browser audit screenshots messages check lock clean base dev

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile
	@echo "PYTHON=/path/to/python3 chooses the Python that .venv is made with."

demo: ## a working site with sample digests on http://127.0.0.1:8000/ (PORT=9000 changes that)
	@python=$$(scripts/find-python) && exec "$$python" scripts/demo.py "$(PORT)"

test: dev ## the tests that need no server (ARGS="-k words" picks some, COVERAGE=1 measures)
	@PYTHONDEVMODE=1 $(PY) -m $(if $(COVERAGE),coverage run -m) pytest $(ARGS)

browser: dev ## the tests in a real browser; they need Chromium (ARGS="-k words" picks some)
	@PYTHONDEVMODE=1 $(PY) -m pytest tests/browser -m browser $(ARGS)

audit: dev ## readers' pages under Lighthouse and the Nu HTML validator; needs Node.js, Java, Chromium
	@npm ci --prefix tests/audit --no-audit --no-fund --loglevel=error
	@PYTHONDEVMODE=1 $(PY) -m pytest tests/audit -m audit $(ARGS)

screenshots: dev ## the pictures of the editors' guide (ARGS="article" takes one)
	@$(PY) -m scripts.screenshots $(ARGS)

messages: dev ## what is to be translated, and what is, from code and templates to locale/
	@$(PY) -m scripts.messages

check: dev ## format, lint, types, import contracts, migrations, deploy checks, messages, locks
	@scripts/step "Format" $(PY) -m ruff format --check --output-format concise .
	@scripts/step "Lint" $(PY) -m ruff check .
	@scripts/step "Types" $(SITE) $(PY) -m mypy
	@scripts/step "Imports" $(PY) .venv/bin/lint-imports --no-cache --no-logo
	@scripts/step "The digest stands alone" $(PY) -S scripts/import_digest.py
	@scripts/step "Migrations" $(SITE) $(PY) manage.py makemigrations --check --dry-run
	@scripts/step "Deployment" $(SITE) $(PY) manage.py check --deploy --fail-level WARNING
	@scripts/step "Admin templates" find . -path "./templates/admin/*" -name "*.html" \
		-exec .venv/bin/djade --check --target-version 5.2 {} +
	@scripts/step "Messages" $(PY) -m scripts.messages --check
	@scripts/step "Locks" $(PY) scripts/check_locks.py

lock: dev ## requirements/*.txt from requirements/*.in (UPGRADE=1 takes newer versions)
	@scripts/step "requirements/base.txt" $(LOCK) requirements/base.in -o requirements/base.txt
	@scripts/step "requirements/dev.txt" $(LOCK) requirements/dev.in -o requirements/dev.txt

clean: ## removes what can be made again; keeps .env and the database
	@rm -rf .venv staticfiles .coverage .coverage.* .hypothesis .import_linter_cache \
		.mypy_cache .pytest_cache .ruff_cache tests/audit/node_modules
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

base dev:
	@scripts/environment $@
