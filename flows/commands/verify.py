"""`entente verify`: the latest release against its manifest, and the stores that the next one will be made from."""

from __future__ import annotations

import json
from pathlib import Path

from flows.operate.soundness import verified
from flows.progress import Progress
from flows.settings import Settings


def print_verification(
    settings: Settings, progress: Progress | None = None, *, every_release: bool, as_json: bool = False
) -> None:
    """Say that every file and column of the latest release, or of every one, is sound, and so are ledger and raw texts.

    Raises:
        InputError: nothing has been published.
        ReleaseDamaged: names each file that differs.
        WarehouseDamaged: names what is wrong with the ledger or the raw texts.
    """

    def tell(release: Path) -> None:
        if not as_json:
            print(f"{release.name}: every file is as published, every column can be read.")

    releases, n_raw = verified(settings, progress, every_release=every_release, tell=tell)
    if as_json:
        print(json.dumps({"releases": [release.name for release in releases], "raw_texts": n_raw}))
        return
    print(f"{n_raw} raw texts: each is what was delivered, and the ledger knows it.")
