"""Sizes, and what must not stand in any file of the project."""

import re

from tests.laws.tree import ROOT, files

LAW = 300
CODE = ("*.py", "*.ts", "*.tsx")
ELSEWHERE = re.compile(r"/(migrations|contract)/")


def test_no_file_of_code_is_longer_than_three_hundred_lines() -> None:
    lengths = {file.relative_to(ROOT): file.read_text().count("\n") for file in files(*CODE)}

    assert {file: length for file, length in lengths.items() if length > LAW and not ELSEWHERE.search(f"/{file}")} == {}


def test_every_module_and_package_says_in_words_what_it_is() -> None:
    silent = [
        file.relative_to(ROOT)
        for file in files("*.py")
        if not file.read_text().startswith('"""') and not ELSEWHERE.search(str(file))
    ]

    assert silent == []


def test_lock_files_hold_versions_and_hashes_and_no_addresses() -> None:
    locks = files("*.lock", "*package-lock.json")

    assert len(locks) >= 3
    for lock in locks:
        text = lock.read_text()
        assert '"resolved"' not in text
        assert "--index" not in text
        assert "sha512-" in text or "--hash=sha256:" in text
