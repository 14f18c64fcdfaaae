"""Where networks lie, and whether a file is the network that was measured."""

import hashlib
import json
from pathlib import Path
from typing import Any

from digitreader.errors import ModelError


def model_folder() -> Path:
    """The folder of the shipped model: inside an installed package, or the repository's model/."""
    package = Path(__file__).parents[1]
    installed = package / "model"
    return installed if installed.is_dir() else package.parents[1] / "model"


def read_measured(folder: Path, file: str, card_file: str, name: str) -> tuple[bytes, dict[str, Any]]:
    """Read a network's file and its card, and check that they belong together.

    Args:
        folder: where both are.
        file: the network.
        card_file: the JSON file that holds its SHA-256.
        name: what visitors call the network: "model" or "line reader".

    Raises:
        ModelError: one of them is missing, or the file is not the one that was measured.
    """
    restore = how_to_restore(folder, name)
    try:
        model = (folder / file).read_bytes()
        card: dict[str, Any] = json.loads((folder / card_file).read_text())
        expected = card["sha256"][file]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"The {name} is missing or incomplete. {restore}") from error
    if hashlib.sha256(model).hexdigest() != expected:
        raise ModelError(f"The {name} file is not the one that was measured (its SHA-256 differs). {restore}")
    return model, card


def how_to_restore(folder: Path, name: str) -> str:
    """What to do about a network in a folder that cannot be used; name: "model" or "line reader"."""
    if folder == model_folder():
        return "Restore it with `git checkout -- model`, or train it anew with `make train`."
    if name == "model":
        return f"Make it with `digitreader export NETWORK.keras --out {folder}` or `digitreader train --out {folder}`."
    return (
        f"Train it with `digitreader train-lines --out {folder}`, or remove lines.* there: the shipped one reads then."
    )
