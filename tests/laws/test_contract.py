"""The schema is the export of the code, and holds the contract but for what is owed."""

import subprocess
import sys
from pathlib import Path

import pytest

from resolvers.schema import schema
from tests.laws.tree import ROOT

CONTRACT = ROOT / "tests" / "laws" / "contract"
DESIGN = ROOT.parent / "shared" / "design"


def check(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, CONTRACT / "check_contract.py", *arguments]
    return subprocess.run(command, check=False, capture_output=True, text=True)


def test_the_exported_schema_is_the_one_of_the_code() -> None:
    assert (ROOT / "schema.graphql").read_text() == schema.as_str() + "\n", "run `make schema`"


def test_the_schema_holds_the_contract_but_for_what_is_owed() -> None:
    checked = check(ROOT / "schema.graphql", "--owed", CONTRACT / "owed.txt")

    assert checked.returncode == 0, checked.stdout


def test_a_schema_that_breaks_the_contract_is_noticed(tmp_path: Path) -> None:
    broken = tmp_path / "schema.graphql"
    broken.write_text((ROOT / "schema.graphql").read_text().replace("price: Decimal!", "price: Float!"))

    checked = check(broken, "--owed", CONTRACT / "owed.txt")

    assert checked.returncode == 1
    assert "Coin.price: Float!, the contract says Decimal!" in checked.stdout


@pytest.mark.parametrize("name", ["schema.graphql", "check_contract.py", "events.md"])
def test_the_copies_are_equal_to_the_design_where_it_is_at_hand(name: str) -> None:
    design = DESIGN / name

    assert not design.exists() or (CONTRACT / name).read_bytes() == design.read_bytes()
