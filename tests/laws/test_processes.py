"""What a process of ours says when it cannot begin."""

import os
import subprocess
import sys

import pytest


@pytest.mark.parametrize("module", ["api", "workers", "models.settings"])
def test_an_unfit_setting_ends_the_process_in_words(module: str) -> None:
    environment = os.environ | {"ENVIRONMENT": "production", "SECRET_KEY": "short-but-secret", "PORT": "8000"}

    ended = subprocess.run(
        [sys.executable, "-m", module], env=environment, capture_output=True, text=True, check=False, timeout=60
    )

    if module == "models.settings":
        assert ended.returncode == 0
    else:
        assert ended.returncode == 1
        assert ended.stderr.strip().endswith("SECRET_KEY: production needs a key of its own, of 32 characters or more")
        assert "Traceback" not in ended.stderr
    assert "short-but-secret" not in ended.stderr + ended.stdout


def test_an_unknown_part_of_the_workers_is_named() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "workers", "luck"], capture_output=True, text=True, check=False, timeout=60
    )

    assert ended.returncode == 2
    assert "'luck'" in ended.stderr
    assert "market" in ended.stderr
