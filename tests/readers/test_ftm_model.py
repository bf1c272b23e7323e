"""The export is what FollowTheMoney's own library takes for entities of its model."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from tests.conftest import Entente, Made
from tests.readers.conftest import BUILD


def test_the_library_finds_nothing_wrong(bundled: Made, tmp_path: Path) -> None:
    out = tmp_path / "entente.ftm.json"
    assert Entente()("export", "ftm", "--out", out, "--warehouse", bundled.warehouse).status == 0
    command = [BUILD / "ftm" / "bin" / "python", Path(__file__).with_name("validate_ftm.py"), out]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    said = json.loads(ran.stdout)
    assert said["wrong"] == []
    assert said["entities"] == len(out.read_text("utf-8").splitlines())
    assert {"Article", "Contract", "ContractAward", "Documentation", "Person", "UnknownLink"} <= set(said["schemata"])
