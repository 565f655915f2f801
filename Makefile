# Filled in by the stack's own commands: see README.md.
LOCK = uv pip compile -q --universal --generate-hashes --python-version 3.11 --no-header

lock:
	.venv/bin/$(LOCK) pyproject.toml -o requirements.lock
	.venv/bin/$(LOCK) --all-extras pyproject.toml -o requirements-dev.lock
